//! Answers of a form as people read them, on pages and on papers.

use linxuan_domain::form::{Row, Sheet, document_cell};
use linxuan_domain::identity::Document;
use linxuan_domain::rulebook::{Field, FieldKind, Orientation, Rank};
use linxuan_domain::value::Label;

use crate::{Words, document, list, typed_date};

/// The lists of a rulebook that answers choose from.
#[derive(Debug, Clone, Copy)]
pub struct Lists<'a> {
    pub orientation: &'a [Orientation],
    pub rank: &'a [Rank],
}

/// A field's answer; empty where there is none.
pub fn answer(words: Words, field: &Field, lists: Lists<'_>, sheet: &Sheet) -> String {
    let id = field.id.as_str();
    let label = |label: &Label| label.text(words.language).to_owned();
    let chosen = |of: &mut dyn Iterator<Item = (&str, String)>| {
        let chosen = sheet.chosen(id);
        let labels: Vec<String> = of.filter(|(id, _)| chosen.contains(id)).map(|(_, label)| label).collect();
        list(words, &labels)
    };
    match &field.kind {
        FieldKind::Date => typed_date(words, sheet.text(id)),
        FieldKind::Declaration if sheet.text(id) == "yes" => words.say("answer-declared"),
        FieldKind::Declaration => words.say("answer-not-declared"),
        FieldKind::Identity => identity(words, id, sheet),
        FieldKind::Choice { options, .. } => chosen(&mut options.iter().map(|o| (o.id.as_str(), label(&o.label)))),
        FieldKind::Orientation { .. } => {
            chosen(&mut lists.orientation.iter().map(|o| (o.id.as_str(), label(&o.label))))
        }
        FieldKind::Rank => chosen(&mut lists.rank.iter().map(|r| (r.id.as_str(), label(&r.name)))),
        FieldKind::Flag => chosen(&mut ["yes", "no"].iter().map(|id| (*id, words.say(&format!("answer-{id}"))))),
        _ => sheet.text(id).to_owned(),
    }
}

fn identity(words: Words, id: &str, sheet: &Sheet) -> String {
    let number = sheet.text(&format!("{id}.number"));
    if number.is_empty() {
        return String::new();
    }
    let kind = sheet.text(&format!("{id}.document"));
    let kind = Document::ALL.iter().find(|known| known.id() == kind).map(|known| document(words, *known));
    format!("{} {number}", kind.unwrap_or_default()).trim().to_owned()
}

/// A cell's answer in a row of repeated answers.
pub fn cell_answer(words: Words, column: &Field, lists: Lists<'_>, row: &Row) -> String {
    let id = column.id.as_str();
    let typed = row.get(id).map_or("", String::as_str);
    let mut sheet = Sheet::default();
    if matches!(column.kind, FieldKind::Identity) {
        sheet.set_text(&format!("{id}.number"), typed);
        sheet.set_text(&format!("{id}.document"), row.get(&document_cell(id)).map_or("", String::as_str));
    } else {
        sheet.set_text(id, typed);
    }
    answer(words, column, lists, &sheet)
}
