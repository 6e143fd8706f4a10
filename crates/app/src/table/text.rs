use csv::{ReaderBuilder, StringRecord, Trim};

use super::grid::{Cells, MOST_COLUMNS, MOST_LINES, of_file};
use crate::unit::LineProblem;

/// What the workbooks of before 2007 begin with.
const OLD_WORKBOOK: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The cells of a csv file or of lines pasted out of a spreadsheet.
pub(super) fn cells(bytes: &[u8], name: &str) -> Result<Cells, Vec<LineProblem>> {
    if bytes.starts_with(&OLD_WORKBOOK) {
        return Err(vec![of_file("table-old-workbook", name)]);
    }
    let text = readable(bytes, name).map_err(|problem| vec![problem])?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut cells = Cells::new();
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| vec![of_file("table-unreadable", error.to_string())])? {
        add(&mut cells, &record, reader.position().line());
        if cells.len() > MOST_LINES {
            break;
        }
    }
    Ok(cells)
}

/// The text, if it is UTF-8; Excel's own habit of saving csv as GB 18030 is
/// not guessed at, because a wrong guess is a wrong name.
fn readable<'a>(bytes: &'a [u8], name: &str) -> Result<&'a str, LineProblem> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| of_file("table-not-utf8", name))?;
    if text.contains('\0') { Err(of_file("table-not-utf8", name)) } else { Ok(text) }
}

/// What separates the cells: pasted lines come with tabs.
fn delimiter(text: &str) -> u8 {
    let heading = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |mark: u8| heading.bytes().filter(|byte| *byte == mark).count();
    b",\t;".iter().copied().rev().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

/// Adds a record and, before it, the blank lines the reader passed over, so
/// that every line keeps its number.
fn add(cells: &mut Cells, record: &StringRecord, after: u64) {
    let inside: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
    let before = record.position().map_or(after, csv::Position::line);
    let passed = usize::try_from(after.saturating_sub(before)).unwrap_or_default();
    let blank = passed.saturating_sub(inside + 1).min(MOST_LINES);
    cells.resize(cells.len() + blank, Vec::new());
    cells.push(record.iter().take(MOST_COLUMNS).map(str::to_owned).collect());
}
