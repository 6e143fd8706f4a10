//! From what people write into a file to what a sheet keeps.

use super::normal;
use crate::answer_names::{BETWEEN, DOCUMENTS, NO, YES};
use crate::finding::FieldProblem;
use crate::form::{Context, Entry, parse_date, parse_month};
use crate::rulebook::{Field, FieldKind};
use crate::text::{same_name, tidy};
use crate::value::Label;

type Meant = Result<Entry, FieldProblem>;

/// An option with every name it goes by, in the form in which names are compared.
struct Offer {
    id: String,
    names: Vec<String>,
}

impl Offer {
    fn of<'a>(id: &str, label: &'a Label, more: impl IntoIterator<Item = &'a String>) -> Self {
        let names = [&label.zh, &label.en].into_iter().chain(more).map(|name| same_name(name));
        Self { id: id.to_owned(), names: names.chain([same_name(id)]).collect() }
    }

    fn is_called(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }
}

/// What a text means as the answer to a field; `kept` is what stands there so
/// far, and decides between options of one name.
pub(super) fn meant(field: &Field, context: &Context<'_>, text: &str, kept: &[&str]) -> Meant {
    let typed = tidy(&normal(text));
    match &field.kind {
        FieldKind::Choice { many, .. } | FieldKind::Orientation { many } => {
            chosen(&offers(field, context), *many, typed, kept)
        }
        FieldKind::Rank => chosen(&offers(field, context), false, typed, kept),
        FieldKind::Flag => flag(typed),
        FieldKind::Declaration => flag(typed).map(|entry| match entry {
            Entry::Text(text) if text == "no" => Entry::Text(String::new()),
            other => other,
        }),
        FieldKind::Date => Ok(Entry::Text(parse_date(&typed).map_or(typed, |date| date.to_string()))),
        FieldKind::Month => Ok(Entry::Text(month(&typed).unwrap_or(typed))),
        _ => Ok(Entry::Text(typed)),
    }
}

/// The kind of an identity document.
pub(super) fn document(text: &str) -> Meant {
    let typed = tidy(&normal(text));
    let name = same_name(&typed);
    let is = |names: &[&str], id: &str| id == typed || names.iter().any(|known| same_name(known) == name);
    match DOCUMENTS.iter().find(|(document, names)| is(names, document.id())) {
        _ if typed.is_empty() => Ok(Entry::Text(typed)),
        Some((document, _)) => Ok(Entry::Text(document.id().to_owned())),
        None => Err(FieldProblem::NotAnOption { found: typed }),
    }
}

/// A month, also where a spreadsheet made its first day of it.
fn month(typed: &str) -> Option<String> {
    parse_month(typed).or_else(|| parse_date(typed)?.to_string().strip_suffix("-01").map(str::to_owned))
}

fn flag(typed: String) -> Meant {
    let name = same_name(&typed);
    let text = match name.as_str() {
        "" => "",
        yes if YES.contains(&yes) => "yes",
        no if NO.contains(&no) => "no",
        _ => return Err(FieldProblem::NotAnOption { found: typed }),
    };
    Ok(Entry::Text(text.to_owned()))
}

fn offers(field: &Field, context: &Context<'_>) -> Vec<Offer> {
    match &field.kind {
        FieldKind::Choice { options, .. } => {
            options.iter().map(|one| Offer::of(one.id.as_str(), &one.label, [])).collect()
        }
        FieldKind::Orientation { .. } => {
            context.orientations.iter().map(|one| Offer::of(one.id.as_str(), &one.label, [])).collect()
        }
        FieldKind::Rank => {
            context.ranks.iter().map(|rank| Offer::of(rank.id.as_str(), &rank.name, &rank.aliases)).collect()
        }
        _ => Vec::new(),
    }
}

fn chosen(offers: &[Offer], many: bool, typed: String, kept: &[&str]) -> Meant {
    if !many {
        if typed.is_empty() {
            return Ok(Entry::Text(typed));
        }
        return match called(offers, &same_name(&typed), kept) {
            Some(offer) => Ok(Entry::Text(offer.id.clone())),
            None => Err(FieldProblem::NotAnOption { found: typed }),
        };
    }
    let all = same_name(&typed);
    let mut rest = all.as_str();
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| BETWEEN.contains(c));
        if rest.is_empty() {
            break;
        }
        let Some((offer, length)) = first_called(offers, rest, kept) else {
            return Err(FieldProblem::NotAnOption { found: typed });
        };
        found.push(offer.id.as_str());
        rest = rest.get(length..).unwrap_or_default();
    }
    // In the order of the form, each once.
    let ids = offers.iter().filter(|offer| found.contains(&offer.id.as_str()));
    Ok(Entry::Many(ids.map(|offer| offer.id.clone()).collect()))
}

/// The one option of a name; of several the one that was chosen before.
fn called<'a>(offers: &'a [Offer], name: &str, kept: &[&str]) -> Option<&'a Offer> {
    let all: Vec<&Offer> = offers.iter().filter(|offer| offer.is_called(name)).collect();
    match all.as_slice() {
        [one] => Some(one),
        several => several.iter().find(|offer| kept.contains(&offer.id.as_str())).copied(),
    }
}

/// The option that a text begins with, by its longest name, and how long that is.
fn first_called<'a>(offers: &'a [Offer], text: &str, kept: &[&str]) -> Option<(&'a Offer, usize)> {
    let names = offers.iter().flat_map(|offer| &offer.names).filter(|name| !name.is_empty() && text.starts_with(*name));
    let longest = names.max_by_key(|name| name.len())?;
    called(offers, longest, kept).map(|offer| (offer, longest.len()))
}
