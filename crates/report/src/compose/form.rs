//! Forms: labelled cells in the order of the rulebook's steps.

use linxuan_domain::form::Row;
use linxuan_domain::paper::{Answered, IntegrityOpinion, NominationForm};
use linxuan_domain::rulebook::{Field, FieldKind, Meaning};

use super::statements::{declaration, office, statement};
use super::{With, lists};
use crate::document::{Block, Cell};

/// A grid is so many columns wide, 8.7 mm each on upright A4.
const COLUMNS: u8 = 18;
const LABEL: u8 = 3;
/// A portrait is 33 × 48 mm.
const PORTRAIT_COLUMNS: u8 = 4;
const PORTRAIT_ROWS: u8 = 4;
/// Characters up to which an answer shares its row with another.
const SHORT: u32 = 40;
const LONG_LINES: u8 = 6;

/// 推荐表.
pub fn nomination(with: With<'_>, paper: &NominationForm) -> Vec<Block> {
    let mut flow = Flow::new(with, &paper.of);
    if paper.of.form.meaning(Meaning::BirthDate).is_some() {
        flow.portrait = Some(portrait(with, paper.portrait.clone()));
    }
    let steps = &paper.of.form.step;
    steps.iter().flat_map(|step| paper.of.form.fields_of(&step.id)).for_each(|field| flow.field(field));
    let mut blocks = flow.blocks();
    blocks.extend(declaration(with, &paper.of.form));
    blocks.extend(paper.statements.iter().map(|one| Block::Seal(statement(with, one))));
    blocks.push(Block::Seal(office(with)));
    blocks
}

/// 政治表现及党风廉政情况意见表.
pub fn integrity(with: With<'_>, paper: &IntegrityOpinion) -> Vec<Block> {
    let mut flow = Flow::new(with, &paper.of);
    let fields = IntegrityOpinion::MEANINGS.iter().filter_map(|meaning| paper.of.form.meaning(*meaning));
    fields.for_each(|field| flow.field(field));
    let mut blocks = flow.blocks();
    blocks.extend(paper.statements.iter().map(|one| Block::Seal(statement(with, one))));
    blocks
}

fn portrait(with: With<'_>, picture: Option<Vec<u8>>) -> Cell {
    let text = if picture.is_some() { String::new() } else { with.say("paper-portrait") };
    Cell { text, columns: PORTRAIT_COLUMNS, rows: PORTRAIT_ROWS, lines: 1, picture, ..Cell::default() }
}

/// Fills rows from left to right.
struct Flow<'a> {
    with: With<'a>,
    of: &'a Answered,
    blocks: Vec<Block>,
    rows: Vec<Vec<Cell>>,
    /// A short answer that waits for another.
    open: Option<(Cell, Cell)>,
    portrait: Option<Cell>,
}

impl<'a> Flow<'a> {
    const fn new(with: With<'a>, of: &'a Answered) -> Self {
        Self { with, of, blocks: Vec::new(), rows: Vec::new(), open: None, portrait: None }
    }

    fn field(&mut self, field: &Field) {
        match &field.kind {
            FieldKind::Declaration => {}
            FieldKind::LongText { max, .. } => self.long(field, *max),
            FieldKind::Rows { columns, .. } => self.table(field, columns),
            _ if is_short(&field.kind) => self.short(field),
            _ => {
                let (label, answer) = self.pair(field);
                self.close();
                self.fill(vec![(label, answer)]);
            }
        }
    }

    fn pair(&self, field: &Field) -> (Cell, Cell) {
        let text = linxuan_texts::answer(self.with.words, field, lists(self.of), &self.of.answers);
        let field_path = Some(field.id.to_string());
        let label = Cell { text: self.with.label(field), label: true, columns: LABEL, ..one_cell() };
        (label, Cell { text, field: field_path, ..one_cell() })
    }

    fn short(&mut self, field: &Field) {
        let pair = self.pair(field);
        match self.open.take() {
            None => self.open = Some(pair),
            Some(before) => self.fill(vec![before, pair]),
        }
    }

    /// An answer that waited in vain has the row for itself.
    fn close(&mut self) {
        if let Some(alone) = self.open.take() {
            self.fill(vec![alone]);
        }
    }

    fn beside(&self) -> bool {
        self.portrait.is_some() && self.rows.len() < usize::from(PORTRAIT_ROWS)
    }

    /// One row of pairs, as wide as there is room.
    fn fill(&mut self, pairs: Vec<(Cell, Cell)>) {
        let beside = self.beside();
        let room = if beside { COLUMNS - PORTRAIT_COLUMNS } else { COLUMNS };
        let each = room / u8::try_from(pairs.len()).unwrap_or(1);
        let lines = if beside { 2 } else { 1 };
        let wide =
            |(label, answer): (Cell, Cell)| [Cell { lines, ..label }, Cell { columns: each - LABEL, lines, ..answer }];
        let mut row: Vec<Cell> = pairs.into_iter().flat_map(wide).collect();
        if beside && self.rows.is_empty() {
            row.extend(self.portrait.clone());
        }
        self.rows.push(row);
    }

    /// What comes next is not beside the portrait; fewer rows than it wants become higher.
    fn below(&mut self) {
        self.close();
        let rows = u8::try_from(self.rows.len()).unwrap_or(PORTRAIT_ROWS).clamp(1, PORTRAIT_ROWS);
        if self.portrait.take().is_some() {
            let cells = self.rows.iter_mut().flatten();
            cells.filter(|cell| cell.rows > 1).for_each(|cell| cell.rows = rows);
        }
    }

    fn long(&mut self, field: &Field, max: u32) {
        self.below();
        let (label, answer) = self.pair(field);
        let limit =
            self.with.words.fill("paper-limit", &[("label", label.text.into()), ("max", max.to_string().into())]);
        let answer = Cell { columns: COLUMNS - LABEL, lines: LONG_LINES, ..answer };
        self.rows.push(vec![Cell { text: limit, label: true, columns: LABEL, ..one_cell() }, answer]);
    }

    /// Repeated answers: a band with their name, the columns' names, a row for each.
    fn table(&mut self, field: &Field, columns: &[Field]) {
        self.below();
        let name = self.with.label(field);
        let rows = self.of.answers.rows(field.id.as_str());
        self.rows.push(vec![Cell { text: name, label: true, columns: COLUMNS, ..one_cell() }]);
        let widths = widths(columns);
        let cells = |cell: &dyn Fn(&Field) -> Cell| -> Vec<Cell> {
            columns.iter().zip(&widths).map(|(column, width)| Cell { columns: *width, ..cell(column) }).collect()
        };
        self.rows.push(cells(&|column| Cell { text: self.with.label(column), label: true, ..one_cell() }));
        let answer = |number: usize, row: &Row, column: &Field| Cell {
            text: linxuan_texts::cell_answer(self.with.words, column, lists(self.of), row),
            field: Some(format!("{}.{number}.{}", field.id, column.id)),
            ..one_cell()
        };
        let filled = rows.iter().enumerate().map(|(number, row)| cells(&|column| answer(number, row, column)));
        let filled: Vec<Vec<Cell>> = filled.collect();
        self.rows.extend(filled);
        if rows.is_empty() {
            let text = if field.required { String::new() } else { self.with.say("paper-nothing") };
            self.rows.push(vec![Cell { text, columns: COLUMNS, ..one_cell() }]);
        }
    }

    fn blocks(mut self) -> Vec<Block> {
        self.below();
        self.blocks.push(Block::Grid { columns: COLUMNS, rows: self.rows });
        self.blocks
    }
}

fn one_cell() -> Cell {
    Cell { columns: 1, rows: 1, lines: 1, ..Cell::default() }
}

fn is_short(kind: &FieldKind) -> bool {
    match kind {
        FieldKind::Text { max } | FieldKind::PersonName { max } => *max <= SHORT,
        FieldKind::Choice { many, .. } => !many,
        FieldKind::Identity | FieldKind::Orientation { .. } => false,
        _ => true,
    }
}

/// The columns of a grid shared out among the columns of repeated answers, by what they may hold.
fn widths(columns: &[Field]) -> Vec<u8> {
    let weight = |column: &Field| match column.kind {
        FieldKind::Text { max } if max > SHORT => 6,
        FieldKind::Identity | FieldKind::Text { .. } => 4,
        FieldKind::Number { .. } | FieldKind::Flag => 2,
        _ => 3,
    };
    let weights: Vec<usize> = columns.iter().map(weight).collect();
    let whole: usize = weights.iter().sum::<usize>().max(1);
    let edge = |until: usize| usize::from(COLUMNS) * weights.iter().take(until).sum::<usize>() / whole;
    // Between two edges at least one column, as long as there are no more columns than the grid has.
    (0..weights.len()).map(|place| u8::try_from(edge(place + 1) - edge(place)).unwrap_or(1).max(1)).collect()
}
