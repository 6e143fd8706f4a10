//! The cells of a workbook, and what they are called.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx, open_workbook_from_rs};
use linxuan_domain::sheet::{Filled, Kind, Line, Unreadable, normal};
use rust_xlsxwriter::utility::row_col_to_cell;

use super::broken;
use crate::name;
use crate::xlsx::END;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;
/// Row and column, from 0.
type At = (u32, u32);

/// From here on a spreadsheet's numbers have lost their last digits.
const EXACT: f64 = 1e15;
/// Text of all cells together: many cells may name one long string.
const MOST_TEXT: usize = 32 * 1024 * 1024;
/// Rows and columns that are looked at.
const MOST: (u32, u32) = (100_100, 100);

/// What a workbook's first sheet says.
pub fn filled(bytes: &[u8]) -> Result<Filled, Unreadable> {
    let mut book: Book<'_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(broken)?;
    let first = book.sheet_names().into_iter().next().ok_or(Unreadable::Foreign)?;
    let named = named(&book);
    let cells = cells(&mut book, &first)?;
    let formulas = formulas(&mut book, &first)?;
    let text = |at: &At| said(&cells, &formulas, *at);
    let mut fields = Vec::new();
    for (at, path) in &named {
        fields.push((path.clone(), normal(&text(at)?)));
    }
    let tables = tables(&cells, &text)?;
    if fields.is_empty() && tables.is_empty() {
        return Err(Unreadable::Foreign);
    }
    Ok(Filled { kind: Kind::Xlsx, fields, tables })
}

/// Where each named field stands, in the order of the form: `f12_…`. A name whose cell was taken out is passed over.
fn named(book: &Book<'_>) -> Vec<(At, String)> {
    let one = |(name, place): &(String, String)| {
        let (number, path) = name.strip_prefix('f')?.split_once('_')?;
        Some((number.parse::<usize>().ok()?, place_of(place)?, name::decoded(path)?))
    };
    let mut all: Vec<(usize, At, String)> = book.defined_names().iter().filter_map(one).collect();
    all.sort();
    all.into_iter().map(|(_, at, path)| (at, path)).collect()
}

/// `'Sheet'!$B$3` and `Sheet!$B$3:$B$3`.
fn place_of(place: &str) -> Option<At> {
    let cell = place.rsplit_once('!')?.1.split(':').next()?.replace('$', "");
    let (letters, digits) = cell.split_at(cell.find(|c: char| c.is_ascii_digit())?);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        letter.is_ascii_uppercase().then(|| column.checked_mul(26)?.checked_add(u32::from(letter - b'A') + 1)).flatten()
    });
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column?.checked_sub(1)?))
}

fn cells(book: &mut Book<'_>, sheet: &str) -> Result<BTreeMap<At, Result<String, Unreadable>>, Unreadable> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(broken)?;
    let (mut cells, mut sum) = (BTreeMap::new(), 0_usize);
    while let Some(cell) = reader.next_cell().map_err(broken)? {
        let at = cell.get_position();
        if at.0 >= MOST.0 || at.1 >= MOST.1 {
            continue;
        }
        let text = text(cell.get_value(), at);
        sum = sum.saturating_add(text.as_ref().map_or(0, String::len));
        if sum > MOST_TEXT {
            return Err(Unreadable::TooLarge { most: 32 * 1024 * 1024 });
        }
        cells.insert(at, text);
    }
    Ok(cells)
}

fn formulas(book: &mut Book<'_>, sheet: &str) -> Result<Vec<At>, Unreadable> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(broken)?;
    let mut found = Vec::new();
    while let Some(cell) = reader.next_formula().map_err(broken)? {
        if !cell.get_value().is_empty() {
            found.push(cell.get_position());
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// What one cell says; a formula says nothing that was typed.
fn said(cells: &BTreeMap<At, Result<String, Unreadable>>, formulas: &[At], at: At) -> Result<String, Unreadable> {
    if formulas.binary_search(&at).is_ok() {
        return Err(Unreadable::Formula { cell: place(at) });
    }
    cells.get(&at).cloned().unwrap_or(Ok(String::new()))
}

fn place((row, column): At) -> String {
    row_col_to_cell(row, u16::try_from(column).unwrap_or(u16::MAX))
}

/// A cell as people read it.
fn text(value: &DataRef<'_>, at: At) -> Result<String, Unreadable> {
    Ok(match value {
        DataRef::Float(number) if number.abs() >= EXACT => return Err(Unreadable::Rounded { cell: place(at) }),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "yes".to_owned(),
        DataRef::Bool(false) => "no".to_owned(),
        DataRef::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Error(_) => return Err(Unreadable::CellError { cell: place(at) }),
        DataRef::Empty => String::new(),
    })
}

/// A line's mark in the hidden column: `table.0.14.3`, of the first table with 14 columns the fourth line;
/// a foot's and that of what follows a table have no number.
fn mark(text: &str) -> Option<(usize, u32, Option<usize>)> {
    if text == END {
        return Some((0, 0, None));
    }
    let mut parts = text.strip_prefix("table.")?.splitn(3, '.');
    let (table, columns) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let number = parts.next()?;
    let number = if number == "foot" { None } else { Some(number.parse().ok()?) };
    (columns < MOST.1).then_some((table, columns, number))
}

/// Lines with their marks, and those that somebody put between or below them.
fn tables(
    cells: &BTreeMap<At, Result<String, Unreadable>>,
    text: &impl Fn(&At) -> Result<String, Unreadable>,
) -> Result<Vec<Vec<Line>>, Unreadable> {
    let marks = cells.iter().filter(|((_, column), _)| *column == 0);
    let marks: BTreeMap<u32, _> =
        marks.filter_map(|((row, _), said)| Some((*row, mark(said.as_ref().ok()?)?))).collect();
    let last = cells.keys().map(|(row, _)| *row).max().unwrap_or_default();
    let mut tables: Vec<Vec<Line>> = Vec::new();
    let Some(first) = marks.keys().next() else { return Ok(tables) };
    let mut within = None;
    for row in *first..=last {
        let known = marks.get(&row);
        let (table, columns, number) = match known.or(within.as_ref()) {
            Some((_, _, None)) | None => {
                within = None;
                continue;
            }
            Some(mark) => *mark,
        };
        let line = (1..=columns).map(|column| text(&(row, column)).map(|text| normal(&text)));
        let line = line.collect::<Result<Vec<_>, _>>()?;
        if known.is_none() && line.iter().all(|text| text.trim().is_empty()) {
            within = None;
            continue;
        }
        if tables.len() <= table && table < usize::try_from(MOST.1).unwrap_or_default() {
            tables.resize(table + 1, Vec::new());
        }
        if let Some(lines) = tables.get_mut(table) {
            lines.push(Line { number: known.and(number), cells: line });
        }
        within = Some((table, columns, number));
    }
    Ok(tables)
}
