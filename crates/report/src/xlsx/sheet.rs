//! The cells of a sheet, from the first row to the last.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, utility::row_col_to_cell_absolute};

use crate::document::{Block, Cell, Column, Document, Seal};
use crate::fault::{Fault, writable};
use crate::grid::{Place, places};
use crate::name;

/// What a cell of a spreadsheet holds at most.
const LONGEST: usize = 32_767;
/// Width of a line in characters, shared by the columns.
const LINE: u32 = 100;
/// The height of a line in points.
const HEIGHT: u32 = 18;
/// The highest a row can be.
const HIGHEST: u32 = 409;
/// In the hidden column of what follows a table.
pub const END: &str = "end";
/// The hidden column with the numbers of lines.
const NUMBERS: u16 = 0;

struct Filling<'a> {
    page: &'a mut Worksheet,
    /// The last column.
    last: u16,
    /// Each column's width in characters, the hidden one's left out.
    widths: Vec<u32>,
    row: u32,
    tables: usize,
    /// Names with the cells they stand for.
    names: Vec<(String, String)>,
}

/// Fills a sheet; the names are for the book to define.
pub fn fill(page: &mut Worksheet, document: &Document) -> Result<Vec<(String, String)>, Fault> {
    let widths = widths(document);
    for (column, width) in (1..).zip(&widths) {
        page.set_column_width(column, f64::from(*width))?;
    }
    page.set_column_hidden(NUMBERS)?;
    let last = u16::try_from(widths.len()).unwrap_or(u16::MAX);
    let mut filling = Filling { page, last, widths, row: 0, tables: 0, names: Vec::new() };
    filling.document(document)?;
    Ok(filling.names)
}

/// The columns of the widest block share the line.
fn widths(document: &Document) -> Vec<u32> {
    let shares = |block: &Block| match block {
        Block::Grid { columns, .. } => vec![1; usize::from(*columns)],
        Block::Table { head, .. } => head.iter().map(|column| u32::from(column.share)).collect(),
        _ => vec![1],
    };
    let shares = document.blocks.iter().map(shares).max_by_key(Vec::len).unwrap_or_else(|| vec![1]);
    let whole = shares.iter().sum::<u32>().max(1);
    shares.iter().map(|share| (LINE * share / whole).max(3)).collect()
}

fn plain() -> Format {
    Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::VerticalCenter)
}

fn bordered() -> Format {
    plain().set_border(FormatBorder::Thin)
}

fn centred(format: Format) -> Format {
    format.set_align(FormatAlign::Center)
}

impl Filling<'_> {
    fn document(&mut self, document: &Document) -> Result<(), Fault> {
        if !document.attachment.is_empty() {
            self.line(&document.attachment, &plain())?;
        }
        self.line(&document.title, &centred(plain()).set_font_size(18).set_bold())?;
        for line in &document.under_title {
            self.line(line, &centred(plain()))?;
        }
        let mut breaks = Vec::new();
        for block in &document.blocks {
            match block {
                Block::Heading(text) => self.line(text, &plain().set_bold())?,
                Block::Text(text) => self.line(text, &plain())?,
                Block::Grid { columns, rows } => self.grid(*columns, rows)?,
                Block::Table { head, rows, foot } => self.table(head, rows, foot)?,
                Block::Seal(seal) => self.line(&sealed(seal), &bordered())?,
                Block::Break => breaks.push(self.row),
            }
        }
        self.page.set_page_breaks(&breaks)?;
        Ok(())
    }

    /// A text over the whole width.
    fn line(&mut self, text: &str, format: &Format) -> Result<(), Fault> {
        self.high(self.lines(text, 1, self.last))?;
        if self.tables > 0 {
            // What follows a table is no line that somebody added to it.
            self.cell(self.row, (NUMBERS, NUMBERS), self.row, END, &plain())?;
        }
        self.cell(self.row, (1, self.last), self.row, text, format)?;
        self.row += 1;
        Ok(())
    }

    /// A text in a cell, or in several made one.
    fn cell(&mut self, row: u32, (from, to): (u16, u16), end: u32, text: &str, format: &Format) -> Result<(), Fault> {
        let text = writable(text)?;
        let found = text.chars().count();
        if found > LONGEST {
            return Err(Fault::TooLong { most: LONGEST, found });
        }
        if (from, row) == (to, end) {
            self.page.write_string_with_format(row, from, text, format)?;
        } else {
            self.page.merge_range(row, from, end, to, &text, format)?;
        }
        Ok(())
    }

    /// So many lines a text takes in some columns: a 汉字 is two characters wide.
    fn lines(&self, text: &str, from: u16, to: u16) -> u32 {
        let columns = self.widths.iter().skip(usize::from(from.max(1) - 1)).take(usize::from(to - from + 1));
        let room = columns.sum::<u32>().max(1);
        let wide = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u32>();
        text.lines().map(|line| wide(line).div_ceil(room).max(1)).sum::<u32>().max(1)
    }

    fn high(&mut self, lines: u32) -> Result<(), Fault> {
        self.page.set_row_height(self.row, f64::from((lines * HEIGHT).min(HIGHEST)))?;
        Ok(())
    }

    fn grid(&mut self, columns: u8, rows: &[Vec<Cell>]) -> Result<(), Fault> {
        for places in places(columns, rows)? {
            let mut lines = 1;
            for place in places {
                let Place::Cell { cell, at, columns: wide } = place else { continue };
                let (from, end) = (at + 1, at + wide);
                // What the grid leaves of the width belongs to its last column.
                let to = if end == u16::from(columns) { self.last } else { end };
                if cell.rows <= 1 {
                    lines = lines.max(self.lines(&cell.text, from, to)).max(cell.lines.into());
                }
                self.grid_cell(cell, from, to)?;
            }
            self.high(lines)?;
            self.row += 1;
        }
        Ok(())
    }

    fn grid_cell(&mut self, cell: &Cell, from: u16, to: u16) -> Result<(), Fault> {
        let format = if cell.label { centred(bordered()).set_bold() } else { bordered() };
        let end = self.row + u32::from(cell.rows.max(1)) - 1;
        self.cell(self.row, (from, to), end, &cell.text, &format)?;
        if let Some(path) = &cell.field {
            let number = self.names.len() + 1;
            let place = row_col_to_cell_absolute(self.row, from);
            self.names.push((format!("f{number}_{}", name::encoded(path)), place));
        }
        Ok(())
    }

    fn table(&mut self, head: &[Column], rows: &[Vec<String>], foot: &[Vec<String>]) -> Result<(), Fault> {
        let (normal, right, title) =
            (bordered(), bordered().set_align(FormatAlign::Right), centred(bordered()).set_bold());
        for (column, one) in (1..).zip(head) {
            self.cell(self.row, (column, column), self.row, &one.title, &title)?;
        }
        if self.tables == 0 {
            self.page.set_repeat_rows(self.row, self.row)?;
        }
        self.row += 1;
        let feet = foot.iter().map(|row| (None, row));
        for (number, row) in rows.iter().enumerate().map(|(number, row)| (Some(number), row)).chain(feet) {
            let number = number.map_or_else(|| "foot".to_owned(), |number| number.to_string());
            let mark = format!("table.{}.{}.{number}", self.tables, head.len());
            self.cell(self.row, (NUMBERS, NUMBERS), self.row, &mark, &normal)?;
            for (at, (column, one)) in (1..).zip(head).enumerate() {
                let text = row.get(at).map_or("", String::as_str);
                self.cell(self.row, (column, column), self.row, text, if one.number { &right } else { &normal })?;
            }
            self.row += 1;
        }
        self.tables += 1;
        Ok(())
    }
}

fn sealed(seal: &Seal) -> String {
    let parts = [&seal.title, &seal.text, &seal.signer, &seal.seal, &seal.day];
    let text = parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("\n");
    // Room for the hand.
    let room = usize::from(seal.lines).saturating_sub(text.lines().count());
    text + &"\n ".repeat(room)
}
