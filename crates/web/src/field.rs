//! A field of a rulebook's form as a page shows it.

use linxuan_domain::form::{Row, Sheet, document_cell};
use linxuan_domain::identity::Document;
use linxuan_domain::rulebook::{Field, FieldKind, Rulebook};
use linxuan_domain::text::count;
use linxuan_texts::{Lists, Said, Words};

/// Rows offered beyond those that are filled, for pages without scripts.
const SPARE: usize = 2;

/// One option of a choice.
pub struct Choice {
    pub id: String,
    pub label: String,
    pub chosen: bool,
}

/// One control with everything around it.
pub struct Shown {
    pub id: String,
    pub label: String,
    pub hint: String,
    pub optional: bool,
    /// Which control the template draws.
    pub control: &'static str,
    pub value: String,
    pub max: u32,
    pub typed: u32,
    pub choices: Vec<Choice>,
    /// The parts of a date.
    pub parts: [String; 3],
    pub errors: Vec<String>,
    pub columns: Vec<Column>,
    pub rows: Vec<Line>,
    pub at_most: u32,
}

/// A column's heading.
pub struct Column {
    pub label: String,
}

/// One row of a table of rows.
pub struct Line {
    pub number: usize,
    pub spare: bool,
    pub bad: bool,
    pub cells: Vec<Shown>,
}

/// What fields are shown against.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    pub words: Words,
    pub book: &'a Rulebook,
    pub sheet: &'a Sheet,
    /// Findings on the form, each naming its field; shown only after an attempt to go on.
    pub said: &'a [Said],
}

impl Around<'_> {
    fn errors(&self, id: &str) -> Vec<String> {
        let here = self.said.iter().filter(|said| said.field.as_deref() == Some(id));
        here.map(|said| if said.mend.is_empty() { said.what.clone() } else { said.mend.clone() }).collect()
    }
}

/// A field with its answer.
pub fn shown(field: &Field, around: Around<'_>) -> Shown {
    let id = field.id.to_string();
    let value = match &field.kind {
        FieldKind::Identity => around.sheet.text(&format!("{id}.number")).to_owned(),
        _ => around.sheet.text(&id).to_owned(),
    };
    let mut chosen: Vec<String> = around.sheet.chosen(&id).iter().map(|text| (*text).to_owned()).collect();
    if matches!(field.kind, FieldKind::Identity) {
        chosen = vec![around.sheet.text(&format!("{id}.document")).to_owned()];
    }
    let mut shown = control(field, id.clone(), value, &chosen, around);
    shown.errors = around.errors(&id);
    if let FieldKind::Rows { columns, at_most, .. } = &field.kind {
        shown.at_most = *at_most;
        shown.columns = columns.iter().flat_map(|column| headings(column, around)).collect();
        shown.rows = lines(&id, columns, around.sheet.rows(&id), *at_most, around);
    }
    shown
}

fn control(field: &Field, id: String, value: String, chosen: &[String], around: Around<'_>) -> Shown {
    let language = around.words.language;
    let (control, max) = kind(&field.kind);
    Shown {
        label: field.label.text(language).to_owned(),
        hint: field.hint.as_ref().map_or_else(String::new, |hint| hint.text(language).to_owned()),
        optional: !field.required,
        control,
        typed: count(&value),
        max,
        choices: choices(&field.kind, chosen, around),
        parts: date_parts(&value),
        errors: Vec::new(),
        columns: Vec::new(),
        rows: Vec::new(),
        at_most: 0,
        value,
        id,
    }
}

const fn kind(kind: &FieldKind) -> (&'static str, u32) {
    match kind {
        FieldKind::Text { max } | FieldKind::PersonName { max } => ("text", *max),
        FieldKind::LongText { max, .. } => ("long", *max),
        FieldKind::Choice { many: true, .. } | FieldKind::Orientation { many: true } => ("checks", 0),
        FieldKind::Choice { .. } | FieldKind::Orientation { .. } | FieldKind::Rank => ("select", 0),
        FieldKind::Date => ("date", 0),
        FieldKind::Month => ("month", 0),
        FieldKind::Identity => ("identity", 0),
        FieldKind::Number { .. } => ("number", 0),
        FieldKind::Flag => ("flag", 0),
        FieldKind::Declaration => ("declaration", 0),
        FieldKind::Phone => ("phone", 0),
        FieldKind::Email => ("email", 0),
        FieldKind::Rows { .. } => ("rows", 0),
    }
}

fn choices(kind: &FieldKind, chosen: &[String], around: Around<'_>) -> Vec<Choice> {
    let language = around.words.language;
    let of = |id: &str, label: String| Choice { chosen: chosen.iter().any(|c| c == id), id: id.to_owned(), label };
    let label = |label: &linxuan_domain::value::Label| label.text(language).to_owned();
    match kind {
        FieldKind::Choice { options, .. } => options.iter().map(|o| of(o.id.as_str(), label(&o.label))).collect(),
        FieldKind::Orientation { .. } => {
            around.book.orientation.iter().map(|o| of(o.id.as_str(), label(&o.label))).collect()
        }
        FieldKind::Rank => around.book.rank.iter().map(|r| of(r.id.as_str(), label(&r.name))).collect(),
        FieldKind::Flag => ["yes", "no"].iter().map(|id| of(id, around.words.say(&format!("answer-{id}")))).collect(),
        FieldKind::Identity => {
            Document::ALL.iter().map(|d| of(d.id(), linxuan_texts::document(around.words, *d))).collect()
        }
        _ => Vec::new(),
    }
}

/// Year, month and day of what was typed, wrong or not.
fn date_parts(value: &str) -> [String; 3] {
    let mut parts = value.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(str::to_owned);
    let mut next = || parts.next().unwrap_or_default();
    [next(), next(), next()]
}

fn lines(id: &str, columns: &[Field], rows: &[Row], at_most: u32, around: Around<'_>) -> Vec<Line> {
    let most = usize::try_from(at_most).unwrap_or(usize::MAX);
    let empty = Row::new();
    let spare = std::iter::repeat_n(&empty, SPARE.min(most.saturating_sub(rows.len())));
    let all = rows.iter().chain(spare).enumerate();
    all.map(|(number, row)| line(id, columns, number, row, number >= rows.len(), around)).collect()
}

fn line(id: &str, columns: &[Field], number: usize, row: &Row, spare: bool, around: Around<'_>) -> Line {
    let cell = |column: &Field| {
        let value = row.get(column.id.as_str()).cloned().unwrap_or_default();
        let mut shown = control(column, format!("{id}.{number}.{}", column.id), value.clone(), &[value], around);
        shown.errors = if spare { Vec::new() } else { around.errors(&format!("{id}.{}#{}", column.id, number + 1)) };
        let document = matches!(column.kind, FieldKind::Identity).then(|| document(id, column, number, row, around));
        document.into_iter().chain([shown])
    };
    let cells: Vec<Shown> = columns.iter().flat_map(cell).collect();
    Line { number, spare, bad: cells.iter().any(|cell| !cell.errors.is_empty()), cells }
}

/// A cell's answer as a page of reading shows it.
pub fn told_cell(column: &Field, row: &Row, around: Around<'_>) -> String {
    linxuan_texts::cell_answer(around.words, column, lists(around), row)
}

/// A column's headings: an identity number stands beside the kind of its document.
fn headings(column: &Field, around: Around<'_>) -> impl Iterator<Item = Column> {
    let document = matches!(column.kind, FieldKind::Identity).then(|| around.words.say("identity-document"));
    let own = column.label.text(around.words.language).to_owned();
    document.into_iter().chain([own]).map(|label| Column { label })
}

/// Which document an identity number in a row is of.
fn document(id: &str, column: &Field, number: usize, row: &Row, around: Around<'_>) -> Shown {
    let cell = document_cell(column.id.as_str());
    let value = row.get(&cell).cloned().unwrap_or_default();
    let shown = control(column, format!("{id}.{number}.{cell}"), value.clone(), &[value], around);
    Shown { label: around.words.say("identity-document"), control: "select", ..shown }
}

/// A field's answer as a page of reading shows it.
pub fn told(field: &Field, around: Around<'_>) -> String {
    linxuan_texts::answer(around.words, field, lists(around), around.sheet)
}

fn lists(around: Around<'_>) -> Lists<'_> {
    Lists { orientation: &around.book.orientation, rank: &around.book.rank }
}
