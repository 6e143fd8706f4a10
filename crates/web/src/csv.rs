//! Lists as files that a spreadsheet opens without running anything.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use linxuan_app::csv_line::{doubled, line};

/// A file to keep: the heading, then the lines.
pub fn file(name: &str, lines: &[Vec<String>]) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
    ];
    (headers, text(lines)).into_response()
}

/// With a byte order mark, without which office programs guess another encoding.
fn text(lines: &[Vec<String>]) -> String {
    lines.iter().fold("\u{feff}".to_owned(), |text, cells| text + &line(cells))
}

/// A table's text as it can be pasted and read again: no mark, no quote before formulas.
pub fn plain(lines: &[Vec<String>]) -> String {
    let cell = |cell: &String| if cell.contains(['"', ',', '\n', '\r']) { doubled(cell) } else { cell.clone() };
    let line = |cells: &Vec<String>| cells.iter().map(cell).collect::<Vec<_>>().join(",");
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::text;

    fn cell(typed: &str) -> String {
        text(&[vec![typed.to_owned()]]).trim_start_matches('\u{feff}').trim_end().to_owned()
    }

    #[test]
    fn formulas_become_text() {
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell(" =1+1"), "\"' =1+1\"");
        assert_eq!(cell("\u{ff1d}1+1"), "\"'\u{ff1d}1+1\"");
        assert_eq!(cell("@SUM(A1)"), "\"'@SUM(A1)\"");
        assert_eq!(cell("-2"), "\"'-2\"");
    }

    #[test]
    fn quotes_and_breaks_stay_in_their_cell() {
        assert_eq!(cell("a\"b,c\nd"), "\"a\"\"b,c\nd\"");
        assert_eq!(cell("2023-04"), "\"2023-04\"");
    }
}
