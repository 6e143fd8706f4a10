use std::collections::BTreeMap;

use linxuan_domain::column_names::Column;
use linxuan_domain::text::same_name;

use super::{sheet, text};
use crate::unit::LineProblem;

/// Lines of one table at most, the heading among them.
pub(super) const MOST_LINES: usize = 100_001;
/// Columns that are looked at.
pub(super) const MOST_COLUMNS: usize = 64;

/// A table's cells as they stand, the heading first.
pub(super) type Cells = Vec<Vec<String>>;

/// A table whose columns are known.
pub(super) struct Grid {
    /// Where each column stands.
    columns: BTreeMap<&'static str, usize>,
    cells: Cells,
}

/// One line below the heading.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    grid: &'a Grid,
    number: usize,
    cells: &'a [String],
}

impl Line<'_> {
    /// What stands in a column; empty where the table has none.
    pub(super) fn get(&self, column: &str) -> &str {
        let place = self.grid.columns.get(column);
        place.and_then(|place| self.cells.get(*place)).map_or("", |text| text.trim())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    pub(super) fn problem(&self, problem: &'static str, found: &str) -> LineProblem {
        LineProblem { line: self.number, problem, found: found.to_owned() }
    }
}

impl Grid {
    pub(super) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        (2..).zip(self.cells.iter().skip(1)).map(|(number, cells)| Line { grid: self, number, cells })
    }
}

/// Reads a file's first sheet and finds the columns by their headings.
pub(super) fn read(bytes: &[u8], name: &str, columns: &[Column]) -> Result<Grid, Vec<LineProblem>> {
    let mut cells = if sheet::is_one(bytes) { sheet::cells(bytes)? } else { text::cells(bytes, name)? };
    let blank = |line: &Vec<String>| line.iter().all(|cell| cell.trim().is_empty());
    while cells.last().is_some_and(blank) {
        cells.pop();
    }
    if cells.len() > MOST_LINES {
        return Err(vec![of_file("table-too-long", (MOST_LINES - 1).to_string())]);
    }
    let places = places(cells.first().map_or(&[][..], Vec::as_slice), columns)?;
    Ok(Grid { columns: places, cells })
}

/// A problem of the file as a whole.
pub(super) fn of_file(problem: &'static str, found: impl Into<String>) -> LineProblem {
    LineProblem { line: 1, problem, found: found.into() }
}

fn places(heading: &[String], columns: &[Column]) -> Result<BTreeMap<&'static str, usize>, Vec<LineProblem>> {
    let mut places = BTreeMap::new();
    let mut problems = Vec::new();
    for (place, typed) in heading.iter().enumerate().filter(|(_, typed)| !typed.trim().is_empty()) {
        let written = same_name(typed);
        let column = columns.iter().find(|column| column.headings.iter().any(|known| *known == written));
        match column {
            None => problems.push(of_file("column-unknown", typed.trim())),
            Some(column) if places.insert(column.id, place).is_some() => {
                problems.push(of_file("column-twice", typed.trim()));
            }
            Some(_) => {}
        }
    }
    let missing = columns.iter().filter(|column| column.needed && !places.contains_key(column.id));
    problems.extend(missing.map(|column| of_file("column-missing", both(column.headings))));
    if problems.is_empty() { Ok(places) } else { Err(problems) }
}

/// The headings a column is best known by: the first, and the English one.
fn both(headings: &[&str]) -> String {
    let english = headings.iter().find(|heading| heading.is_ascii());
    let names: Vec<&str> = headings.first().into_iter().chain(english).copied().collect();
    names.join(" / ")
}
