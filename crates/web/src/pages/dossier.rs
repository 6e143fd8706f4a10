//! A nomination's answers for reading: step by step, and beside what they were.

use linxuan_domain::form::{Row, Sheet};
use linxuan_domain::rulebook::{Field, FieldKind, Form, Rulebook};
use linxuan_domain::text::count;
use linxuan_texts::{Words, number};

use crate::field::{Around, told, told_cell};

/// Characters kept around what changed in a long text.
const CONTEXT: usize = 40;
const CUT: &str = "\u{2026}\u{2026}";

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
        columns.iter().map(|column| told_cell(column, row, self.around())).collect()
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
    pub before: Vec<Piece>,
    pub after: Vec<Piece>,
}

/// A stretch of text, on both sides the same or not.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub changed: bool,
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

/// Parts two texts into what they share and what differs. Paragraphs that are
/// the same are left out, as long as some stand where they stood.
fn sides(before: &str, after: &str) -> (Vec<Piece>, Vec<Piece>) {
    let (was, is): (Vec<&str>, Vec<&str>) = (before.split('\n').collect(), after.split('\n').collect());
    let (head, tail) = shared(&was, &is);
    let (old, new) = (between(&was, head, tail), between(&is, head, tail));
    let pairs: Vec<(String, String)> = if old.len() == new.len() {
        old.iter().zip(new).map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect()
    } else {
        vec![(old.join("\n"), new.join("\n"))]
    };
    let mut sides = (Vec::new(), Vec::new());
    for (old, new) in pairs.iter().filter(|(old, new)| old != new) {
        pair(old, new, &mut sides);
    }
    sides
}

/// How many things two lists share at the beginning, and of the rest at the end.
fn shared<T: PartialEq>(was: &[T], is: &[T]) -> (usize, usize) {
    let head = was.iter().zip(is).take_while(|(a, b)| a == b).count();
    let rest = was.len().min(is.len()) - head;
    (head, was.iter().rev().zip(is.iter().rev()).take(rest).take_while(|(a, b)| a == b).count())
}

fn between<T>(all: &[T], head: usize, tail: usize) -> &[T] {
    all.get(head..all.len() - tail).unwrap_or_default()
}

/// One paragraph's two wordings, each with a little of what is around the difference.
fn pair(old: &str, new: &str, sides: &mut (Vec<Piece>, Vec<Piece>)) {
    let (was, is): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let (head, tail) = shared(&was, &is);
    for (text, side) in [(&was, &mut sides.0), (&is, &mut sides.1)] {
        let begin = if side.is_empty() { "" } else { "\n" };
        side.push(Piece {
            text: format!("{begin}{}", before_it(text.get(..head).unwrap_or_default())),
            changed: false,
        });
        side.push(Piece { text: between(text, head, tail).iter().collect(), changed: true });
        side.push(Piece { text: after_it(text.get(text.len() - tail..).unwrap_or_default()), changed: false });
    }
}

/// The end of what stands before a difference.
fn before_it(text: &[char]) -> String {
    let near = text.get(text.len().saturating_sub(CONTEXT)..).unwrap_or(text);
    let cut = if near.len() < text.len() { CUT } else { "" };
    format!("{cut}{}", near.iter().collect::<String>())
}

/// The beginning of what stands after it.
fn after_it(text: &[char]) -> String {
    let near = text.get(..CONTEXT).unwrap_or(text);
    let cut = if near.len() < text.len() { CUT } else { "" };
    format!("{}{cut}", near.iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::sides;

    /// A side as one text, what differs in brackets.
    fn told(before: &str, after: &str) -> (String, String) {
        let (before, after) = sides(before, after);
        let one = |side: Vec<super::Piece>| {
            let piece = |piece: super::Piece| if piece.changed { format!("[{}]", piece.text) } else { piece.text };
            side.into_iter().map(piece).collect::<String>()
        };
        (one(before), one(after))
    }

    fn both(before: &str, after: &str) -> (String, String) {
        (before.to_owned(), after.to_owned())
    }

    #[test]
    fn ends_that_are_the_same_are_not_marked() {
        assert_eq!(told("abcxef", "abcyyef"), both("abc[x]ef", "abc[yy]ef"));
        assert_eq!(told("", "new"), both("[]", "[new]"));
        // The shared ends never overlap, however much repeats.
        assert_eq!(told("aa", "aaa"), both("aa[]", "aa[a]"));
    }

    #[test]
    fn each_changed_paragraph_is_marked_by_itself() {
        let (before, after) = ("1 a\nsame\n2 a\nend", "1 b\nsame\n2 b\nend");
        assert_eq!(told(before, after), both("1 [a]\n2 [a]", "1 [b]\n2 [b]"));
    }

    #[test]
    fn an_added_paragraph_stands_alone() {
        assert_eq!(told("one\ntwo", "one\nmore\ntwo"), both("[]", "[more]"));
    }

    #[test]
    fn long_shared_ends_are_cut() {
        let long = "a".repeat(41);
        let (before, _) = told(&format!("{long}x"), &format!("{long}y"));
        assert_eq!(before, format!("\u{2026}\u{2026}{}[x]", "a".repeat(40)));
    }
}
