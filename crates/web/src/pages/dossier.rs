//! A nomination's answers for reading: step by step, and beside what they were.

use linxuan_domain::form::{Entry, Row, Sheet};
use linxuan_domain::rulebook::{Field, FieldKind, Form, Rulebook};
use linxuan_domain::text::count;
use linxuan_texts::{Words, number};

use crate::field::{Around, told};

/// Characters kept around what changed in a long text.
const CONTEXT: usize = 40;

/// One step of the form.
pub struct Part {
    pub id: String,
    pub title: String,
    /// Short answers, beside their questions.
    pub short: Vec<Told>,
    /// Long texts and tables, below.
    pub long: Vec<Told>,
}

/// One answer.
pub struct Told {
    pub label: String,
    pub text: String,
    pub paragraphs: Vec<String>,
    /// Length and limit of a long text.
    pub length: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// What is read, and how.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    pub words: Words,
    pub book: &'a Rulebook,
    pub sheet: &'a Sheet,
}

impl<'a> Reading<'a> {
    fn around(self) -> Around<'a> {
        Around { words: self.words, book: self.book, sheet: self.sheet, said: &[] }
    }

    fn text(self, field: &Field) -> String {
        told(field, self.around())
    }

    /// A row's cells in the order of the columns.
    fn cells(self, columns: &[Field], row: &Row) -> Vec<String> {
        let cell = |column: &Field| {
            let mut sheet = Sheet::default();
            let value = row.get(column.id.as_str()).cloned().unwrap_or_default();
            sheet.set(column.id.as_str(), Entry::Text(value));
            Reading { sheet: &sheet, ..self }.text(column)
        };
        columns.iter().map(cell).collect()
    }
}

/// The whole form, step by step.
pub fn parts(form: &Form, reading: Reading<'_>) -> Vec<Part> {
    let part = |step: &linxuan_domain::rulebook::Step| {
        let (long, short) = form.fields_of(&step.id).partition::<Vec<&Field>, _>(|field| is_long(&field.kind));
        Part {
            id: format!("step-{}", step.id),
            title: step.title.text(reading.words.language).to_owned(),
            short: short.into_iter().map(|field| answer(field, reading)).collect(),
            long: long.into_iter().map(|field| answer(field, reading)).collect(),
        }
    };
    form.step.iter().map(part).collect()
}

const fn is_long(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::LongText { .. } | FieldKind::Rows { .. })
}

fn answer(field: &Field, reading: Reading<'_>) -> Told {
    let language = reading.words.language;
    let mut told = Told {
        label: field.label.text(language).to_owned(),
        text: String::new(),
        paragraphs: Vec::new(),
        length: String::new(),
        columns: Vec::new(),
        rows: Vec::new(),
    };
    match &field.kind {
        FieldKind::Rows { columns, .. } => {
            let rows = reading.sheet.rows(field.id.as_str());
            told.rows = rows.iter().map(|row| reading.cells(columns, row)).collect();
            told.columns = columns.iter().map(|column| column.label.text(language).to_owned()).collect();
        }
        FieldKind::LongText { max, .. } => {
            let text = reading.text(field);
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            told.paragraphs = lines.map(str::to_owned).collect();
            let fills = [("n", number(count(&text)).into()), ("max", number(*max).into())];
            told.length = reading.words.fill("examination-length", &fills);
        }
        _ => told.text = reading.text(field),
    }
    told
}

/// An answer that is not what it was at the handing in before.
pub struct Changed {
    pub label: String,
    pub before: Side,
    pub after: Side,
}

/// One side: what is the same at both ends, and what is not between them.
#[derive(Debug, PartialEq, Eq)]
pub struct Side {
    pub head: String,
    pub middle: String,
    pub tail: String,
}

/// Every answer that changed, in the order of the form.
pub fn changed(form: &Form, before: &Sheet, after: Reading<'_>) -> Vec<Changed> {
    let before = Reading { sheet: before, ..after };
    let change = |field: &Field| {
        let (was, is) = (flat(field, before), flat(field, after));
        let label = field.label.text(after.words.language).to_owned();
        (was != is).then(|| {
            let (before, after) = sides(&was, &is);
            Changed { label, before, after }
        })
    };
    let fields = form.step.iter().flat_map(|step| form.fields_of(&step.id));
    fields.filter_map(change).collect()
}

/// An answer as one text; a table as one line a row.
fn flat(field: &Field, reading: Reading<'_>) -> String {
    let FieldKind::Rows { columns, .. } = &field.kind else { return reading.text(field) };
    let rows = reading.sheet.rows(field.id.as_str()).iter();
    rows.map(|row| reading.cells(columns, row).join(" | ")).collect::<Vec<_>>().join("\n")
}

/// Parts two texts into what they share at the ends and what differs.
fn sides(before: &str, after: &str) -> (Side, Side) {
    let (was, is): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
    let head = was.iter().zip(&is).take_while(|(a, b)| a == b).count();
    let rest = was.len().min(is.len()) - head;
    let tail = was.iter().rev().zip(is.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    (side(&was, head, tail), side(&is, head, tail))
}

fn side(text: &[char], head: usize, tail: usize) -> Side {
    let (before, rest) = text.split_at_checked(head).unwrap_or((text, &[]));
    let (middle, after) = rest.split_at_checked(rest.len() - tail).unwrap_or((rest, &[]));
    let near = before.get(before.len().saturating_sub(CONTEXT)..).unwrap_or(before);
    let next = after.get(..CONTEXT).unwrap_or(after);
    let whole = |part: &[char]| part.iter().collect::<String>();
    let cut = |short: bool| if short { "\u{2026}\u{2026}" } else { "" };
    Side {
        head: format!("{}{}", cut(near.len() < before.len()), whole(near)),
        middle: whole(middle),
        tail: format!("{}{}", whole(next), cut(next.len() < after.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::{Side, sides};

    fn side(head: &str, middle: &str, tail: &str) -> Side {
        Side { head: head.into(), middle: middle.into(), tail: tail.into() }
    }

    #[test]
    fn ends_that_are_the_same_are_not_marked() {
        assert_eq!(sides("abcxef", "abcyyef"), (side("abc", "x", "ef"), side("abc", "yy", "ef")));
        assert_eq!(sides("", "new"), (side("", "", ""), side("", "new", "")));
        // The shared ends never overlap, however much repeats.
        assert_eq!(sides("aa", "aaa"), (side("aa", "", ""), side("aa", "a", "")));
    }

    #[test]
    fn long_shared_ends_are_cut() {
        let (before, _) = sides(&format!("{}x", "a".repeat(41)), &format!("{}y", "a".repeat(41)));
        assert_eq!(before, side(&format!("\u{2026}\u{2026}{}", "a".repeat(40)), "x", ""));
    }
}
