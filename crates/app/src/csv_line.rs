//! Lines of tables that a spreadsheet opens without running anything.

/// First characters that spreadsheets take for the beginning of a formula, in both widths.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// One line with its end; what looks like a formula becomes text.
pub fn line(cells: &[String]) -> String {
    cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\r\n"
}

fn quoted(cell: &str) -> String {
    let formula = cell.trim_start().starts_with(FORMULA) || cell.starts_with(FORMULA);
    if formula { doubled(&format!("'{cell}")) } else { doubled(cell) }
}

/// A cell in quotes, with its own quotes doubled.
pub fn doubled(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}
