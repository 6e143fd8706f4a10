//! Answers that the form itself must find wrong, whatever the rules say.

use linxuan_domain::form::{Entry, Row, Sheet};
use linxuan_domain::rulebook::{Field, FieldKind, Form, Meaning};

use super::invented::born_again;

/// A sheet with something wrong in many fields, and the fields that must be found.
pub struct Wrong {
    pub sheet: Sheet,
    pub fields: Vec<String>,
}

/// Every wrong answer the form's fields can get, a round of fields at a time.
pub fn rounds(form: &Form, right: &Sheet) -> Vec<Wrong> {
    let all: Vec<(&Field, Vec<Change>)> = form.field.iter().map(|field| (field, changes(field, right))).collect();
    let most = all.iter().map(|(_, changes)| changes.len()).max().unwrap_or(0);
    (0..most).map(|round| one_round(&all, round, right)).chain(other_birth_date(form, right)).collect()
}

/// A day of the calendar, but not the one in the card's number.
fn other_birth_date(form: &Form, right: &Sheet) -> Option<Wrong> {
    let (field, _) = form.meaning(Meaning::BirthDate).zip(form.meaning(Meaning::Identity))?;
    let mut sheet = right.clone();
    sheet.set_text(field.id.as_str(), "1949-10-02");
    Some(Wrong { sheet, fields: vec![field.id.to_string()] })
}

fn one_round(all: &[(&Field, Vec<Change>)], round: usize, right: &Sheet) -> Wrong {
    let mut wrong = Wrong { sheet: right.clone(), fields: Vec::new() };
    for (field, changes) in all {
        if let Some((key, entry)) = changes.get(round) {
            wrong.sheet.set(key, entry.clone());
            wrong.fields.push(field.id.to_string());
        }
    }
    wrong
}

/// A key of the sheet with what is typed there; empty means nothing is.
type Change = (String, Entry);

fn text(key: &str, text: impl Into<String>) -> Change {
    (key.to_owned(), Entry::Text(text.into()))
}

fn changes(field: &Field, right: &Sheet) -> Vec<Change> {
    let id = field.id.as_str();
    let mut changes = match &field.kind {
        FieldKind::Identity => return identity(field, right),
        FieldKind::Rows { columns, at_least, at_most } => {
            return rows(field, columns, (*at_least, *at_most), right.rows(id));
        }
        kind => strange(kind).into_iter().map(|typed| text(id, typed)).collect::<Vec<_>>(),
    };
    if field.required {
        changes.push(text(id, ""));
    }
    changes
}

/// What cannot be an answer of this kind.
fn strange(kind: &FieldKind) -> Vec<String> {
    let long = |max: u32| "x".repeat(max as usize + 1);
    let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    match kind {
        FieldKind::Text { max } => vec![long(*max), "a\u{200b}b".to_owned()],
        FieldKind::LongText { min, max } => {
            let short = min.filter(|min| *min > 1).map(|min| "x".repeat(min as usize - 1));
            [long(*max), "a\u{202e}b".to_owned()].into_iter().chain(short).collect()
        }
        FieldKind::Choice { .. } | FieldKind::Orientation { .. } | FieldKind::Rank | FieldKind::Flag => {
            own(&["no-such-option"])
        }
        FieldKind::Declaration => own(&["no"]),
        FieldKind::Date => own(&["1980-02-30", "2999-01-01"]),
        FieldKind::Month => own(&["2019-13"]),
        FieldKind::PersonName { max } => vec!["1234".to_owned(), long(*max)],
        FieldKind::Number { at_least, at_most } => {
            let outside = at_most.map(|most| most + 1).or(at_least.map(|least| least - 1));
            ["x".to_owned()].into_iter().chain(outside.map(|number| number.to_string())).collect()
        }
        FieldKind::Phone => own(&["12"]),
        FieldKind::Email => own(&["nobody"]),
        FieldKind::Identity | FieldKind::Rows { .. } => Vec::new(),
    }
}

/// A number with another last character than follows from the others.
fn unchecked(number: &str) -> String {
    let last = if number.ends_with('0') { '1' } else { '0' };
    format!("{}{last}", number.get(..17).unwrap_or_default())
}

fn identity(field: &Field, right: &Sheet) -> Vec<Change> {
    let key = format!("{}.number", field.id);
    let number = right.text(&key);
    let no_day = format!("{}0230{}", number.get(..10).unwrap_or_default(), number.get(14..).unwrap_or_default());
    let mut changes =
        vec![text(&key, unchecked(number)), text(&key, no_day), text(&key, "123"), text(&key, "x".repeat(18))];
    if field.required {
        changes.push(text(&key, ""));
    }
    changes
}

fn rows(field: &Field, columns: &[Field], (least, most): (u32, u32), right: &[Row]) -> Vec<Change> {
    let id = field.id.as_str();
    let Some(first) = right.first() else { return Vec::new() };
    let entry = |rows: Vec<Row>| (id.to_owned(), Entry::Rows(rows));
    let mut changes = vec![entry(vec![first.clone(); most as usize + 1])];
    if least > 1 {
        changes.push(entry(vec![first.clone(); least as usize - 1]));
    }
    if field.required {
        changes.push(entry(Vec::new()));
    }
    let cells = columns.iter().flat_map(|column| cell(column, first));
    changes.extend(cells.map(|row| {
        let rest = right.iter().skip(1).cloned();
        entry(std::iter::once(row).chain(rest).collect())
    }));
    changes
}

/// The row with each wrong answer that a column can get.
fn cell(column: &Field, right: &Row) -> Vec<Row> {
    let id = column.id.to_string();
    let with = |typed: String| {
        let mut row = right.clone();
        row.insert(id.clone(), typed);
        row
    };
    let number = right.get(&id).cloned().unwrap_or_default();
    let mut typed = match column.kind {
        FieldKind::Identity => vec![unchecked(&number)],
        ref kind => strange(kind),
    };
    if column.required {
        typed.push(String::new());
    }
    typed.into_iter().map(with).collect()
}

/// The same answers with another birth date, in the card's number too.
pub fn with_birth_date(form: &Form, right: &Sheet, born: linxuan_domain::value::Date) -> Sheet {
    let mut sheet = right.clone();
    if let Some(field) = form.meaning(Meaning::BirthDate) {
        sheet.set_text(field.id.as_str(), &born.to_string());
    }
    if let Some(field) = form.meaning(Meaning::Identity) {
        let key = format!("{}.number", field.id);
        let number = born_again(right.text(&key), born);
        sheet.set_text(&key, &number);
    }
    sheet
}
