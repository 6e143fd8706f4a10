//! Findings on single answers.

use linxuan_domain::finding::FieldProblem;
use linxuan_domain::identity::BadNumber;
use linxuan_domain::rulebook::{Field, FieldKind};

use super::around::{Around, Told};
use crate::{Fill, figure::number};

/// An answer's place: its field or column, and the row.
struct Place<'a> {
    field: Option<&'a Field>,
    label: String,
    /// The entry of the rulebook.
    source: String,
    anchor: String,
}

pub(super) fn told(around: &Around<'_>, id: &str, row: Option<u32>, problem: &FieldProblem) -> Told {
    let place = place(around, id, row);
    let (what, figure) = wrong(around, &place.label, problem);
    let mend = mend(around, place.field, problem);
    Told { what, figure, mend, field: Some(place.anchor), source: place.source, place: None }
}

fn place<'a>(around: &Around<'a>, id: &str, row: Option<u32>) -> Place<'a> {
    let (head, column) = id.split_once('.').map_or((id, None), |(head, column)| (head, Some(column)));
    let anchor = row.map_or_else(|| id.to_owned(), |row| format!("{id}#{row}"));
    let Some((form, field)) = around.forms().find_map(|form| Some((form, form.field(head)?))) else {
        return Place { field: None, label: around.say("finding-some-field"), source: String::new(), anchor };
    };
    let label = around.quoted(around.text(&field.label));
    let source = format!("form.{}.field.{head}", form.id);
    let Some((column, of_column)) = column.and_then(|column| Some((column, column_of(field, column)?))) else {
        return Place { field: Some(field), label, source, anchor };
    };
    let of_column_label = around.quoted(around.text(&of_column.label));
    let row = row.unwrap_or(1);
    let fills = [("table", label.into()), ("row", row.into()), ("column", of_column_label.into())];
    let source = format!("{source}.columns.{column}");
    Place { field: Some(of_column), label: around.fill("finding-cell", &fills), source, anchor }
}

fn column_of<'a>(field: &'a Field, column: &str) -> Option<&'a Field> {
    let FieldKind::Rows { columns, .. } = &field.kind else { return None };
    columns.iter().find(|known| known.id.as_str() == column)
}

/// What is wrong, and the figure.
fn wrong(around: &Around<'_>, label: &str, problem: &FieldProblem) -> (String, String) {
    let what = around.fill(&format!("wrong-{}", name(problem)), &[("field", label.into())]);
    let typed = |found: &str| around.fill("figure-typed", &[("found", found.into())]);
    let figure = match problem {
        FieldProblem::TooLong { max, found } => figure(around, "figure-too-long", *found, *max),
        FieldProblem::TooShort { min, found } => figure(around, "figure-too-short", *found, *min),
        FieldProblem::TooFewRows { at_least, found } => figure(around, "figure-too-few-rows", *found, *at_least),
        FieldProblem::TooManyRows { at_most, found } => figure(around, "figure-too-many-rows", *found, *at_most),
        FieldProblem::Forbidden { character } => around.fill("figure-character", &[("character", character.into())]),
        FieldProblem::NotADate { found } | FieldProblem::NotAMonth { found } | FieldProblem::NotANumber { found } => {
            typed(found)
        }
        FieldProblem::DateOutOfRange { found } => typed(&crate::typed_date(around.words, found)),
        FieldProblem::NumberOutOfRange { at_least, at_most, found } => {
            around.joined(&[typed(&number(*found)), bounds(around, *at_least, *at_most)])
        }
        FieldProblem::BadIdentity { why: BadNumber::Length(found) } => {
            around.fill("figure-identity-length", &[("found", (*found).into())])
        }
        _ => String::new(),
    };
    (what, figure)
}

fn figure(around: &Around<'_>, key: &str, found: u32, bound: u32) -> String {
    around.fill(key, &[("found", found.into()), ("bound", bound.into())])
}

fn bounds(around: &Around<'_>, at_least: Option<i64>, at_most: Option<i64>) -> String {
    match (at_least, at_most) {
        (Some(least), Some(most)) => around.fill("bounds-both", &[("least", least.into()), ("most", most.into())]),
        (Some(least), None) => around.fill("bounds-least", &[("least", least.into())]),
        (None, Some(most)) => around.fill("bounds-most", &[("most", most.into())]),
        (None, None) => String::new(),
    }
}

/// The way out, complete enough to stand alone beside the control.
fn mend(around: &Around<'_>, field: Option<&Field>, problem: &FieldProblem) -> String {
    let label: Fill =
        field.map_or_else(|| around.say("finding-some-field"), |f| around.quoted(around.text(&f.label))).into();
    let counted = |key: &str, n: u32, bound: u32| around.fill(key, &[("n", n.into()), ("bound", bound.into())]);
    match problem {
        FieldProblem::Missing => around.fill(missing(field), &[("field", label)]),
        FieldProblem::TooLong { max, found } => counted("mend-too-long", found.saturating_sub(*max), *max),
        FieldProblem::TooShort { min, found } => counted("mend-too-short", min.saturating_sub(*found), *min),
        FieldProblem::TooFewRows { at_least, found } => {
            counted("mend-too-few-rows", at_least.saturating_sub(*found), *at_least)
        }
        FieldProblem::TooManyRows { at_most, found } => {
            counted("mend-too-many-rows", found.saturating_sub(*at_most), *at_most)
        }
        FieldProblem::Forbidden { character } => around.fill("mend-forbidden", &[("character", character.into())]),
        FieldProblem::NumberOutOfRange { at_least, at_most, .. } => {
            let bounds = bounds(around, *at_least, *at_most);
            around.fill("mend-number-out-of-range", &[("bounds", bounds.into())])
        }
        _ => around.say(&format!("mend-{}", name(problem))),
    }
}

/// Choices are chosen, statements confirmed, the rest is written.
fn missing(field: Option<&Field>) -> &'static str {
    match field.map(|field| &field.kind) {
        Some(FieldKind::Choice { .. } | FieldKind::Orientation { .. } | FieldKind::Rank | FieldKind::Flag) => {
            "mend-missing-choice"
        }
        Some(FieldKind::Declaration) => "mend-missing-declaration",
        Some(FieldKind::Rows { .. }) => "mend-missing-rows",
        _ => "mend-missing",
    }
}

/// The problem's name in the catalogue.
const fn name(problem: &FieldProblem) -> &'static str {
    match problem {
        FieldProblem::Missing => "missing",
        FieldProblem::TooLong { .. } => "too-long",
        FieldProblem::TooShort { .. } => "too-short",
        FieldProblem::Forbidden { .. } => "forbidden",
        FieldProblem::NotADate { .. } => "not-a-date",
        FieldProblem::NotAMonth { .. } => "not-a-month",
        FieldProblem::DateOutOfRange { .. } => "date-out-of-range",
        FieldProblem::NotAName => "not-a-name",
        FieldProblem::NotAnOption { .. } => "not-an-option",
        FieldProblem::NotANumber { .. } => "not-a-number",
        FieldProblem::NumberOutOfRange { .. } => "number-out-of-range",
        FieldProblem::NotAPhone => "not-a-phone",
        FieldProblem::NotAnEmail => "not-an-email",
        FieldProblem::BadIdentity { why: BadNumber::Length(_) } => "identity-length",
        FieldProblem::BadIdentity { why: BadNumber::Characters } => "identity-characters",
        FieldProblem::BadIdentity { why: BadNumber::BirthDate } => "identity-birth-date",
        FieldProblem::BadIdentity { why: BadNumber::Checksum } => "identity-checksum",
        FieldProblem::BirthDateDiffers => "birth-date-differs",
        FieldProblem::NotDeclared => "not-declared",
        FieldProblem::TooFewRows { .. } => "too-few-rows",
        FieldProblem::TooManyRows { .. } => "too-many-rows",
        FieldProblem::UnknownField => "unknown-field",
    }
}
