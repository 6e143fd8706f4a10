//! What a filled file would change; nothing is changed before somebody takes it over.

use std::collections::BTreeMap;

use super::meant::{document, meant};
use super::{Filled, normal};
use crate::finding::FieldProblem;
use crate::form::{Context, Entry, Row, Sheet, document_cell};
use crate::rulebook::{Field, FieldKind, Form};
use crate::text::tidy;
use crate::value::Label;

/// One answer that is another one in the file.
#[derive(Clone, PartialEq, Eq)]
pub struct Difference {
    /// The answer's path: `name`, `identity.number`, `resume.0.from`; `resume.3` for a whole row.
    pub field: String,
    /// What the form calls it; none for what the form does not have.
    pub label: Option<Label>,
    /// What is stored, as sheets keep it; a row that is new has none before, one that was taken out none after.
    pub before: Entry,
    pub after: Entry,
    /// Why it cannot be taken over.
    pub problem: Option<Problem>,
}

/// Only where it is: what was typed belongs into no log.
impl std::fmt::Debug for Difference {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let problem = self.problem.is_some();
        out.debug_struct("Difference").field("field", &self.field).field("problem", &problem).finish_non_exhaustive()
    }
}

/// Why a difference cannot be taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The form does not ask for it, or has no such option.
    Field(FieldProblem),
    /// The file says two things of one answer.
    Twice,
}

/// What would change in a sheet if a file were taken over, in the order of the
/// form. Answers that the file does not speak of stay as they are; a row of
/// which nothing is left, in a table that is there, was taken out.
pub fn differences(stored: &Sheet, filled: &Filled, form: &Form, context: &Context<'_>) -> Vec<Difference> {
    let mut reading = Reading { stored, context, left: BTreeMap::new(), found: Vec::new() };
    let twice = reading.fill(filled);
    for field in &form.field {
        reading.field(field);
    }
    let Reading { left, mut found, .. } = reading;
    let unknown = |(path, text)| strange(path, text, Problem::Field(FieldProblem::UnknownField));
    found.extend(left.into_iter().map(unknown));
    found.extend(twice.into_iter().map(|(path, text)| strange(path, text, Problem::Twice)));
    found
}

fn strange(field: String, text: String, problem: Problem) -> Difference {
    Difference { field, label: None, before: empty(), after: Entry::Text(text), problem: Some(problem) }
}

fn empty() -> Entry {
    Entry::Text(String::new())
}

struct Reading<'a> {
    stored: &'a Sheet,
    context: &'a Context<'a>,
    /// What the file says and nobody has asked for yet.
    left: BTreeMap<String, String>,
    found: Vec<Difference>,
}

impl Reading<'_> {
    /// Takes what a file says; what it says in two ways is set apart.
    fn fill(&mut self, filled: &Filled) -> Vec<(String, String)> {
        let mut twice = Vec::new();
        for (path, text) in &filled.fields {
            let before = self.left.insert(path.clone(), text.clone());
            if before.is_some_and(|before| tidy(&normal(&before)) != tidy(&normal(text))) {
                twice.push((path.clone(), text.clone()));
            }
        }
        for (path, _) in &twice {
            self.left.remove(path);
        }
        twice
    }

    fn field(&mut self, field: &Field) {
        let id = field.id.as_str();
        match &field.kind {
            FieldKind::Rows { columns, .. } => self.rows(field, columns),
            FieldKind::Identity => {
                for part in ["document", "number"] {
                    let path = format!("{id}.{part}");
                    let read = |text: &str| if part == "document" { document(text) } else { Ok(plain(text)) };
                    self.one(&path, &field.label, |text, _| read(text));
                }
            }
            _ => {
                let context = self.context;
                self.one(id, &field.label, |text, kept| meant(field, context, text, kept));
            }
        }
    }

    fn one(&mut self, path: &str, label: &Label, read: impl Fn(&str, &[&str]) -> Result<Entry, FieldProblem>) {
        let Some(text) = self.left.remove(path) else { return };
        let before = self.stored.0.get(path).cloned().unwrap_or_else(empty);
        self.found.extend(change(path, label, before, &text, read));
    }

    /// What the file says of the rows of a field: row number, cell, text.
    fn cells(&mut self, field: &Field, columns: &[Field]) -> BTreeMap<usize, Row> {
        let prefix = format!("{}.", field.id);
        let mut rows: BTreeMap<usize, Row> = BTreeMap::new();
        self.left.retain(|path, text| {
            let cell = path.strip_prefix(&prefix).and_then(|rest| rest.split_once('.'));
            let Some((number, cell)) = cell.and_then(|(number, cell)| Some((number.parse().ok()?, cell))) else {
                return true;
            };
            let known = columns.iter().any(|column| column.has_cell(cell));
            if known {
                rows.entry(number).or_default().insert(cell.to_owned(), std::mem::take(text));
            }
            !known
        });
        rows
    }

    fn rows(&mut self, field: &Field, columns: &[Field]) {
        let said = self.cells(field, columns);
        let stored = self.stored.rows(field.id.as_str());
        if said.is_empty() {
            return;
        }
        for (number, row) in stored.iter().enumerate() {
            let emptied = said.get(&number).is_none_or(is_blank);
            match said.get(&number) {
                _ if emptied && !is_blank(row) => self.row(field, number, vec![row.clone()], Vec::new()),
                Some(now) => self.row_cells(field, columns, number, (row, now)),
                None => {}
            }
        }
        for (number, row) in said.range(stored.len()..).filter(|(_, row)| !is_blank(row)) {
            let row = self.new_row(columns, row);
            self.row(field, *number, Vec::new(), vec![row]);
        }
    }

    fn row(&mut self, field: &Field, number: usize, before: Vec<Row>, after: Vec<Row>) {
        let (before, after) = (Entry::Rows(before), Entry::Rows(after));
        let (field, label) = (format!("{}.{number}", field.id), Some(field.label.clone()));
        self.found.push(Difference { field, label, before, after, problem: None });
    }

    fn row_cells(&mut self, field: &Field, columns: &[Field], number: usize, (row, now): (&Row, &Row)) {
        for (cell, column) in places(columns) {
            let Some(text) = now.get(&cell) else { continue };
            let before = Entry::Text(row.get(&cell).cloned().unwrap_or_default());
            let path = format!("{}.{number}.{cell}", field.id);
            let read = |text: &str, kept: &[&str]| self.cell(column, &cell, text, kept);
            let change = change(&path, &column.label, before, text, read);
            self.found.extend(change);
        }
    }

    /// A row that is new keeps what was typed; reading the form says what is wrong with it.
    fn new_row(&self, columns: &[Field], said: &Row) -> Row {
        let mut row = Row::new();
        for (cell, column) in places(columns) {
            let typed = said.get(&cell).map(|text| tidy(&normal(text))).unwrap_or_default();
            let text = match self.cell(column, &cell, &typed, &[]) {
                Ok(Entry::Text(text)) => text,
                _ => typed,
            };
            if !text.is_empty() {
                row.insert(cell, text);
            }
        }
        row
    }

    fn cell(&self, column: &Field, cell: &str, text: &str, kept: &[&str]) -> Result<Entry, FieldProblem> {
        if cell == column.id.as_str() { meant(column, self.context, text, kept) } else { document(text) }
    }
}

/// The cells of a row, each with the column it belongs to.
fn places(columns: &[Field]) -> impl Iterator<Item = (String, &Field)> {
    columns.iter().flat_map(|column| {
        let id = column.id.as_str().to_owned();
        let beside = matches!(column.kind, FieldKind::Identity).then(|| (document_cell(&id), column));
        beside.into_iter().chain([(id, column)])
    })
}

fn is_blank(row: &Row) -> bool {
    row.values().all(|text| text.trim().is_empty())
}

fn plain(text: &str) -> Entry {
    Entry::Text(tidy(&normal(text)))
}

fn change(
    path: &str,
    label: &Label,
    before: Entry,
    text: &str,
    read: impl Fn(&str, &[&str]) -> Result<Entry, FieldProblem>,
) -> Option<Difference> {
    let kept: Vec<&str> = match &before {
        Entry::Text(text) => vec![text],
        Entry::Many(many) => many.iter().map(String::as_str).collect(),
        Entry::Rows(_) => Vec::new(),
    };
    let typed = tidy(&normal(text));
    let now = read(text, &kept);
    let stands = match &before {
        Entry::Text(before) => tidy(&normal(before)) == typed || now.is_ok() && read(before, &kept) == now,
        Entry::Many(many) => now.as_ref().is_ok_and(|now| is_choice_of(now, many)),
        // Of a wrong shape: nothing was answered, and nothing is.
        Entry::Rows(_) => typed.is_empty(),
    };
    if stands {
        return None;
    }
    let (after, problem) = match now {
        Ok(entry) => (entry, None),
        Err(problem) => (Entry::Text(typed), Some(Problem::Field(problem))),
    };
    Some(Difference { field: path.to_owned(), label: Some(label.clone()), before, after, problem })
}

/// Whether an answer is the same choice, in whatever order.
fn is_choice_of(now: &Entry, many: &[String]) -> bool {
    let now: Vec<&String> = match now {
        Entry::Many(now) => now.iter().collect(),
        Entry::Text(text) => vec![text],
        Entry::Rows(_) => return false,
    };
    now.iter().all(|one| many.contains(one)) && many.iter().all(|one| now.contains(&one))
}

/// The sheet with differences taken over; those with a problem are not.
#[must_use]
pub fn taken(stored: &Sheet, accepted: &[Difference]) -> Sheet {
    let mut sheet = stored.clone();
    let sound = || accepted.iter().filter(|one| one.problem.is_none());
    let mut removed = Vec::new();
    for one in sound() {
        match (row_of(&one.field), &one.after) {
            (Some((field, number, None)), Entry::Rows(rows)) if rows.is_empty() => removed.push((field, number)),
            (Some((field, _, None)), Entry::Rows(rows)) => with_rows(&mut sheet, field, |all| all.extend(rows.clone())),
            (Some((field, number, Some(cell))), Entry::Text(text)) => with_rows(&mut sheet, field, |all| {
                all.get_mut(number).map(|row| row.insert(cell.to_owned(), text.clone()));
            }),
            _ => sheet.set(&one.field, one.after.clone()),
        }
    }
    // From the last: the numbers of the others hold until they are reached.
    removed.sort_unstable_by(|one, other| other.cmp(one));
    for (field, number) in removed {
        with_rows(&mut sheet, field, |all| {
            if number < all.len() {
                all.remove(number);
            }
        });
    }
    sheet
}

/// The field, the row and the cell of a path that leads into rows.
fn row_of(path: &str) -> Option<(&str, usize, Option<&str>)> {
    let (field, rest) = path.split_once('.')?;
    let (number, cell) = rest.split_once('.').map_or((rest, None), |(number, cell)| (number, Some(cell)));
    number.parse().ok().map(|number| (field, number, cell))
}

fn with_rows(sheet: &mut Sheet, field: &str, change: impl FnOnce(&mut Vec<Row>)) {
    let mut rows = sheet.rows(field).to_vec();
    change(&mut rows);
    sheet.set(field, Entry::Rows(rows));
}
