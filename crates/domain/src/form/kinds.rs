//! What each kind of field accepts.

use super::read::Context;
use super::{Entry, Fact};
use crate::calendar_names::{BETWEEN, NOW};
use crate::finding::FieldProblem;
use crate::identity::{Document, Identity};
use crate::rulebook::{Field, FieldKind};
use crate::text;
use crate::value::{Date, Key};

type Read = Result<Option<Fact>, FieldProblem>;

/// Whether an answer comes in the shape that its field asks for.
pub(super) fn shape_fits(kind: &FieldKind, entry: &Entry) -> bool {
    match kind {
        FieldKind::Rows { .. } => matches!(entry, Entry::Rows(_)),
        // Of one option only, a list is refused by what stands in it second.
        FieldKind::Choice { .. } | FieldKind::Orientation { .. } | FieldKind::Rank => !matches!(entry, Entry::Rows(_)),
        _ => matches!(entry, Entry::Text(_)),
    }
}

/// Reads a field that is not a table of rows; `None` when nothing was answered.
pub(super) fn read(field: &Field, entry: Option<&Entry>, context: &Context<'_>) -> Read {
    let typed = match entry {
        Some(Entry::Text(text)) => text::tidy(text),
        _ => String::new(),
    };
    if let Some(character) = text::forbidden(&typed) {
        return Err(FieldProblem::Forbidden { character: format!("U+{:04X}", u32::from(character)) });
    }
    let many = match entry {
        Some(Entry::Many(many)) => many.clone(),
        _ if typed.is_empty() => Vec::new(),
        _ => vec![typed.clone()],
    };
    if typed.is_empty() && many.is_empty() {
        return Ok(None);
    }
    match &field.kind {
        FieldKind::Text { max } => bounded(typed, None, *max),
        FieldKind::LongText { min, max } => bounded(typed, *min, *max),
        FieldKind::Choice { options, many: several } => {
            chosen(&many, *several, |id| options.iter().any(|o| o.id.as_str() == id))
        }
        FieldKind::Orientation { many: several } => {
            chosen(&many, *several, |id| context.orientations.iter().any(|o| o.id.as_str() == id))
        }
        FieldKind::Rank => chosen(&many, false, |id| context.ranks.iter().any(|rank| rank.id.as_str() == id)),
        FieldKind::Date => date(&typed, context),
        FieldKind::Month => month(&typed),
        FieldKind::PersonName { max } => name(typed, *max),
        FieldKind::Number { at_least, at_most } => number(&typed, *at_least, *at_most),
        FieldKind::Flag => flag(&typed),
        FieldKind::Declaration if typed == "yes" => Ok(Some(Fact::Flag(true))),
        FieldKind::Declaration => Err(FieldProblem::NotDeclared),
        FieldKind::Phone => phone(typed),
        FieldKind::Email => email(typed),
        // Both have parts of their own, which are not read here.
        FieldKind::Identity | FieldKind::Rows { .. } => Ok(None),
    }
}

fn bounded(typed: String, min: Option<u32>, max: u32) -> Read {
    let found = text::count(&typed);
    if found > max {
        return Err(FieldProblem::TooLong { max, found });
    }
    if let Some(min) = min.filter(|min| found < *min) {
        return Err(FieldProblem::TooShort { min, found });
    }
    Ok(Some(Fact::Text(typed)))
}

fn chosen(many: &[String], several: bool, known: impl Fn(&str) -> bool) -> Read {
    let strange = many.iter().find(|id| !known(id)).or(many.get(1).filter(|_| !several));
    if let Some(found) = strange {
        return Err(FieldProblem::NotAnOption { found: found.clone() });
    }
    let keys: Result<Vec<Key>, _> = many.iter().map(|id| id.parse()).collect();
    keys.map(|keys| Some(Fact::Keys(keys))).map_err(|error| FieldProblem::NotAnOption { found: error.text })
}

/// The digits of a date however it was typed: 1980-2-3, 1980年2月3日, 1980/2/3, 19800203.
fn digits(typed: &str) -> Vec<String> {
    let fits = |c: char| c.is_ascii_digit() || c.is_whitespace() || BETWEEN.contains(c);
    if !typed.chars().all(fits) {
        return Vec::new();
    }
    let parts: Vec<String> =
        typed.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    match parts.as_slice() {
        [one] if one.len() == 8 => vec![one[..4].to_owned(), one[4..6].to_owned(), one[6..].to_owned()],
        [one] if one.len() == 6 => vec![one[..4].to_owned(), one[4..].to_owned()],
        _ => parts,
    }
}

/// Reads a day as people type it.
pub(crate) fn parse_date(typed: &str) -> Option<Date> {
    match digits(typed).as_slice() {
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}").parse().ok(),
        _ => None,
    }
}

/// A birth date as registers know it, in digits: the day, `19780203`, or the
/// month alone, `197802`. `None` when it is neither.
pub fn birth_digits(typed: &str) -> Option<String> {
    let typed = text::tidy(typed);
    if let Some(day) = parse_date(&typed) {
        return Some(day.to_string().replace('-', ""));
    }
    parse_month(&typed).map(|month| month.replace('-', ""))
}

/// Reads a month of a year as people type it: `1980-05`.
pub(crate) fn parse_month(typed: &str) -> Option<String> {
    match digits(typed).as_slice() {
        [year, month] if year.len() == 4 && month.parse().is_ok_and(|month: u8| (1..=12).contains(&month)) => {
            Some(format!("{year}-{month:0>2}"))
        }
        _ => None,
    }
}

fn date(typed: &str, context: &Context<'_>) -> Read {
    let date = parse_date(typed).ok_or_else(|| FieldProblem::NotADate { found: typed.to_owned() })?;
    if date.year() < 1900 || date > context.today {
        return Err(FieldProblem::DateOutOfRange { found: date.to_string() });
    }
    Ok(Some(Fact::Date(date)))
}

fn month(typed: &str) -> Read {
    if parse_month(typed).is_some() || NOW.contains(&typed) {
        return Ok(Some(Fact::Text(typed.to_owned())));
    }
    Err(FieldProblem::NotAMonth { found: typed.to_owned() })
}

fn name(typed: String, max: u32) -> Read {
    if !text::is_name(&typed) {
        return Err(FieldProblem::NotAName);
    }
    bounded(typed, None, max)
}

fn number(typed: &str, at_least: Option<i64>, at_most: Option<i64>) -> Read {
    let found: i64 = typed.parse().map_err(|_| FieldProblem::NotANumber { found: typed.to_owned() })?;
    if at_least.is_some_and(|least| found < least) || at_most.is_some_and(|most| found > most) {
        return Err(FieldProblem::NumberOutOfRange { at_least, at_most, found });
    }
    Ok(Some(Fact::Text(typed.to_owned())))
}

fn flag(typed: &str) -> Read {
    match typed {
        "yes" => Ok(Some(Fact::Flag(true))),
        "no" => Ok(Some(Fact::Flag(false))),
        other => Err(FieldProblem::NotAnOption { found: other.to_owned() }),
    }
}

fn phone(typed: String) -> Read {
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    let fits = typed.chars().all(|c| c.is_ascii_digit() || "+- ()".contains(c));
    if fits && (7..=15).contains(&digits) { Ok(Some(Fact::Text(typed))) } else { Err(FieldProblem::NotAPhone) }
}

fn email(typed: String) -> Read {
    let sane = typed.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains('@')
    });
    let plain = !typed.chars().any(|c| c.is_whitespace() || "<>,;\"".contains(c));
    if sane && plain && typed.len() <= 254 { Ok(Some(Fact::Text(typed))) } else { Err(FieldProblem::NotAnEmail) }
}

/// Reads an identity document from its two parts.
pub(super) fn identity(document: &str, number: &str) -> Read {
    if number.trim().is_empty() {
        return Ok(None);
    }
    let document = if document.is_empty() { Some(Document::ResidentCard) } else { Document::from_id(document) };
    let document = document.ok_or_else(|| FieldProblem::NotAnOption { found: String::new() })?;
    Identity::parse(document, number)
        .map(|identity| Some(Fact::Identity(identity)))
        .map_err(|why| FieldProblem::BadIdentity { why })
}
