//! A form as a document with room for every answer: what goes out to be filled and comes back.

use linxuan_domain::form::{Context, Entry, Row, Sheet, document_cell};
use linxuan_domain::identity::Document as Kind;
use linxuan_domain::rulebook::{Field, FieldKind, Form};
use linxuan_domain::value::{Label, Language};
use linxuan_texts::{Words, document as kind_of_document};

use crate::document::{Block, Cell, Document};

/// Columns of the grids of single answers: a label, two for the answer, and once more.
const COLUMNS: u8 = 6;
/// Empty rows below those that are filled.
const SPARE: usize = 3;
/// From so many characters on an answer takes the whole width.
const LONG: u32 = 30;
/// Characters of a line of the whole width.
const LINE: u32 = 30;
const BETWEEN: &str = "、";

struct Blank<'a> {
    words: Words,
    sheet: &'a Sheet,
    context: &'a Context<'a>,
}

/// A form with what is known, every answer a field; dated today.
pub fn blank_form(form: &Form, sheet: &Sheet, context: &Context<'_>, language: Language) -> Document {
    let blank = Blank { words: Words::new(language), sheet, context };
    let blocks = form.step.iter().flat_map(|step| {
        let heading = Block::Heading(step.title.text(language).to_owned());
        std::iter::once(heading).chain(blank.blocks(form.fields_of(&step.id)))
    });
    Document {
        language,
        title: form.title.text(language).to_owned(),
        attachment: String::new(),
        under_title: Vec::new(),
        mark: None,
        landscape: false,
        date: context.today,
        blocks: blocks.collect(),
    }
}

impl Blank<'_> {
    fn said<'a>(&self, label: &'a Label) -> &'a str {
        label.text(self.words.language)
    }

    fn blocks<'a>(&self, fields: impl Iterator<Item = &'a Field>) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for field in fields {
            if let FieldKind::Rows { columns, at_most, .. } = &field.kind {
                blocks.extend(grid(COLUMNS, std::mem::take(&mut rows)));
                blocks.extend(self.table(field, columns, *at_most));
            } else {
                for pair in self.pairs(field) {
                    place(&mut rows, pair);
                }
            }
        }
        blocks.extend(grid(COLUMNS, rows));
        blocks
    }

    /// A label and an answer; of an identity document two.
    fn pairs(&self, field: &Field) -> Vec<[Cell; 2]> {
        let (id, name) = (field.id.as_str(), self.said(&field.label));
        if matches!(field.kind, FieldKind::Identity) {
            let (kind, number) = (format!("{id}.document"), format!("{id}.number"));
            let kind_label = self.words.say("paper-identity-document");
            let texts = [self.document(self.sheet.text(&kind)), self.sheet.text(&number).to_owned()];
            let [kind_text, number_text] = texts;
            return vec![pair(&kind_label, kind, kind_text, 1), pair(name, number, number_text, 1)];
        }
        let lines = match field.kind {
            FieldKind::Text { max } if max <= LONG => 1,
            FieldKind::Text { max } | FieldKind::LongText { max, .. } => (max / LINE).clamp(2, 20),
            FieldKind::Choice { many: true, .. } | FieldKind::Orientation { many: true } | FieldKind::Declaration => 2,
            _ => 1,
        };
        vec![pair(name, id.to_owned(), self.answer(field), u8::try_from(lines).unwrap_or(u8::MAX))]
    }

    fn answer(&self, field: &Field) -> String {
        match self.sheet.0.get(field.id.as_str()) {
            Some(Entry::Text(text)) => self.one(field, text),
            Some(Entry::Many(many)) => many.iter().map(|one| self.one(field, one)).collect::<Vec<_>>().join(BETWEEN),
            Some(Entry::Rows(_)) | None => String::new(),
        }
    }

    /// One text of an answer, as people read it; what no option is called stays as it was typed.
    fn one(&self, field: &Field, text: &str) -> String {
        let label = match &field.kind {
            FieldKind::Choice { options, .. } => {
                options.iter().find(|one| one.id.as_str() == text).map(|one| &one.label)
            }
            FieldKind::Orientation { .. } => {
                self.context.orientations.iter().find(|one| one.id.as_str() == text).map(|one| &one.label)
            }
            FieldKind::Rank => self.context.ranks.iter().find(|rank| rank.id.as_str() == text).map(|rank| &rank.name),
            FieldKind::Flag | FieldKind::Declaration if ["yes", "no"].contains(&text) => {
                return self.words.say(&format!("answer-{text}"));
            }
            _ => None,
        };
        label.map_or(text, |label| self.said(label)).to_owned()
    }

    fn document(&self, id: &str) -> String {
        Kind::from_id(id).map_or_else(|| id.to_owned(), |kind| kind_of_document(self.words, kind))
    }

    /// A table of its own: the title, the columns, what is filled, and room for more.
    fn table(&self, field: &Field, columns: &[Field], at_most: u32) -> Vec<Block> {
        let stored = self.sheet.rows(field.id.as_str());
        let most = usize::try_from(at_most).unwrap_or(usize::MAX);
        let count = (stored.len() + SPARE).min(most).max(stored.len());
        let places: Vec<(String, &Field)> = columns.iter().flat_map(places).collect();
        let Ok(width) = u8::try_from(places.len()) else { return Vec::new() };
        let title = Cell { columns: width, ..label(self.said(&field.label)) };
        let heads = places.iter().map(|(cell, column)| {
            let beside = cell != column.id.as_str();
            if beside { label(&self.words.say("paper-identity-document")) } else { label(self.said(&column.label)) }
        });
        let mut rows = vec![vec![title], heads.collect()];
        let empty = Row::new();
        for number in 0..count {
            let row = stored.get(number).unwrap_or(&empty);
            let cells = places.iter().map(|(cell, column)| {
                let typed = row.get(cell).map_or("", String::as_str);
                let text = if cell == column.id.as_str() { self.one(column, typed) } else { self.document(typed) };
                answer(format!("{}.{number}.{cell}", field.id), text, 1)
            });
            rows.push(cells.collect());
        }
        grid(width, rows).into_iter().collect()
    }
}

/// The cells of a column: of an identity number the kind of document before it.
fn places(column: &Field) -> Vec<(String, &Field)> {
    let id = column.id.as_str();
    match column.kind {
        FieldKind::Identity => vec![(document_cell(id), column), (id.to_owned(), column)],
        _ => vec![(id.to_owned(), column)],
    }
}

fn grid(columns: u8, mut rows: Vec<Vec<Cell>>) -> Option<Block> {
    fill_last(&mut rows, columns);
    (!rows.is_empty()).then_some(Block::Grid { columns, rows })
}

fn label(text: &str) -> Cell {
    Cell { text: text.to_owned(), label: true, columns: 1, rows: 1, lines: 1, ..Cell::default() }
}

fn answer(path: String, text: String, lines: u8) -> Cell {
    Cell { text, columns: 1, rows: 1, lines, field: Some(path), ..Cell::default() }
}

fn pair(name: &str, path: String, text: String, lines: u8) -> [Cell; 2] {
    [label(name), answer(path, text, lines)]
}

/// Short answers stand two in a row, long ones alone.
fn place(rows: &mut Vec<Vec<Cell>>, [label, answer]: [Cell; 2]) {
    let long = answer.lines > 1;
    let answer = Cell { columns: if long { COLUMNS - 1 } else { 2 }, ..answer };
    if let Some(row) = rows.last_mut().filter(|row| !long && width(row) == 3) {
        row.extend([label, answer]);
        return;
    }
    fill_last(rows, COLUMNS);
    rows.push(vec![label, answer]);
}

fn width(row: &[Cell]) -> u8 {
    row.iter().map(|cell| cell.columns).sum()
}

/// An answer that stands alone takes what is left of its row.
fn fill_last(rows: &mut [Vec<Cell>], columns: u8) {
    let Some(row) = rows.last_mut() else { return };
    let left = columns.saturating_sub(width(row));
    if let Some(last) = row.last_mut() {
        last.columns += left;
    }
}
