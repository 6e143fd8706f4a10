use std::io::{self, Cursor, Read};

use calamine::{Cell, DataRef, Reader, Xlsx, XlsxError, open_workbook_from_rs};

use super::grid::{Cells, MOST_COLUMNS, MOST_LINES, of_file};
use crate::unit::LineProblem;

/// What an xlsx may unpack to: far above any list of units, far below a machine's memory.
const MOST_UNPACKED: u64 = 128 * 1024 * 1024;
/// Text of all cells together: many cells may name one long string.
const MOST_TEXT: usize = 32 * 1024 * 1024;
/// What a spreadsheet allows in one cell.
const MOST_IN_CELL: usize = 32_767;
/// From here on a spreadsheet's numbers have lost their last digits.
const EXACT: f64 = 1e15;

/// Whether bytes are a zip archive, as every xlsx is.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The cells of the first sheet, read as a stream: a lone cell in the last
/// row and column costs no more than itself.
pub(super) fn cells(bytes: &[u8]) -> Result<Cells, Vec<LineProblem>> {
    let unreadable = |error: XlsxError| vec![of_file("table-not-xlsx", error.to_string())];
    match unpacked(bytes) {
        None => return Err(vec![of_file("table-not-xlsx", "")]),
        Some(size) if size > MOST_UNPACKED => return Err(vec![of_file("table-too-large", size.to_string())]),
        Some(_) => {}
    }
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(unreadable)?;
    let first = book.sheet_names().into_iter().next().ok_or_else(|| vec![of_file("table-not-xlsx", "")])?;
    let mut reader = book.worksheet_cells_reader(&first).map_err(unreadable)?;
    let mut cells = Cells::new();
    let mut problems = Vec::new();
    let mut sum = 0_usize;
    while let Some(cell) = reader.next_cell().map_err(unreadable)? {
        sum = sum.saturating_add(text(cell.get_value()).len());
        if sum > MOST_TEXT {
            return Err(vec![of_file("table-too-large", sum.to_string())]);
        }
        match place(&mut cells, &cell) {
            Ok(()) => {}
            Err(problem) if problem.problem == "table-too-long" => return Err(vec![problem]),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(cells) } else { Err(super::first_of(problems)) }
}

/// What the archive's files unpack to, counted and not believed; counting ends above the most allowed.
pub(super) fn unpacked(bytes: &[u8]) -> Option<u64> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut sum = 0;
    for at in 0..archive.len() {
        let left = (MOST_UNPACKED + 1).saturating_sub(sum);
        sum += io::copy(&mut archive.by_index(at).ok()?.take(left), &mut io::sink()).ok()?;
    }
    Some(sum)
}

/// A cell's text, where it is one.
fn text<'a>(value: &'a DataRef<'_>) -> &'a str {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text,
        DataRef::SharedString(text) => text,
        _ => "",
    }
}

fn place(cells: &mut Cells, cell: &Cell<DataRef<'_>>) -> Result<(), LineProblem> {
    let (row, column) = cell.get_position();
    let (row, column) = (usize::try_from(row).unwrap_or(usize::MAX), usize::try_from(column).unwrap_or(usize::MAX));
    let text = said(cell.get_value()).map_err(|problem| LineProblem { line: row.saturating_add(1), ..problem })?;
    if text.trim().is_empty() || column >= MOST_COLUMNS {
        return Ok(());
    }
    if row >= MOST_LINES {
        return Err(of_file("table-too-long", (MOST_LINES - 1).to_string()));
    }
    if cells.len() <= row {
        cells.resize(row + 1, Vec::new());
    }
    let Some(line) = cells.get_mut(row) else { return Ok(()) };
    if line.len() <= column {
        line.resize(column + 1, String::new());
    }
    if let Some(place) = line.get_mut(column) {
        *place = text;
    }
    Ok(())
}

/// A cell as people read it.
fn said(value: &DataRef<'_>) -> Result<String, LineProblem> {
    if text(value).chars().nth(MOST_IN_CELL).is_some() {
        return Err(of_file("cell-too-long", MOST_IN_CELL.to_string()));
    }
    Ok(match value {
        DataRef::Float(number) if number.abs() >= EXACT => {
            return Err(of_file("number-rounded", format!("{number:e}")));
        }
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Error(error) => return Err(of_file("cell-error", error.to_string())),
        DataRef::Empty => String::new(),
    })
}
