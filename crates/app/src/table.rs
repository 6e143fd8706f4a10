//! Tables that offices bring, as xlsx or csv: bytes to lines, with every
//! problem and its line at once.

mod grid;
mod sheet;
mod text;

use linxuan_domain::column_names::{HONOURS, UNITS};
use linxuan_domain::value::Date;

use crate::honour::NewHonour;
use crate::unit::{LineProblem, NewUnit};
use grid::{Grid, Line};

/// Problems listed at most; who has more mends these first.
const MOST_PROBLEMS: usize = 500;

/// Reads a table of recommending units.
///
/// # Errors
/// What is wrong with the file or its lines.
pub fn units(bytes: &[u8], name: &str) -> Result<Vec<NewUnit>, Vec<LineProblem>> {
    lines(&grid::read(bytes, name, UNITS)?, unit)
}

/// Reads a table of earlier honours.
///
/// # Errors
/// What is wrong with the file or its lines.
pub fn honours(bytes: &[u8], name: &str) -> Result<Vec<NewHonour>, Vec<LineProblem>> {
    lines(&grid::read(bytes, name, HONOURS)?, honour)
}

fn lines<T>(grid: &Grid, read: impl Fn(Line<'_>) -> Result<T, LineProblem>) -> Result<Vec<T>, Vec<LineProblem>> {
    let mut ready = Vec::new();
    let mut problems = Vec::new();
    for line in grid.lines() {
        match if line.is_empty() { Err(line.problem("line-empty", "")) } else { read(line) } {
            Ok(one) => ready.push(one),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(ready) } else { Err(first_of(problems)) }
}

fn first_of(mut problems: Vec<LineProblem>) -> Vec<LineProblem> {
    let all = problems.len();
    if all > MOST_PROBLEMS {
        problems.truncate(MOST_PROBLEMS);
        let line = problems.last().map_or(1, |problem| problem.line);
        problems.push(LineProblem { line, problem: "more-problems", found: (all - MOST_PROBLEMS).to_string() });
    }
    problems
}

fn unit(line: Line<'_>) -> Result<NewUnit, LineProblem> {
    let quota = line.get("quota");
    let own_quota = match quota {
        "" => None,
        figure => Some(figure.parse().map_err(|_| line.problem("quota-wrong", figure))?),
    };
    Ok(NewUnit {
        name: line.get("name").to_owned(),
        kind: line.get("kind").to_owned(),
        own_quota,
        clerk: line.get("clerk").to_owned(),
    })
}

fn honour(line: Line<'_>) -> Result<NewHonour, LineProblem> {
    let typed = line.get("born");
    let born = if typed.is_empty() { Some(String::new()) } else { day(typed) };
    Ok(NewHonour {
        series: line.get("series").to_owned(),
        name: line.get("name").to_owned(),
        born: born.ok_or_else(|| line.problem("born-wrong", typed))?,
        number: line.get("number").to_owned(),
        label: line.get("label").to_owned(),
    })
}

/// A day or a month however written, as 1975-03-05 or 1975-03.
fn day(typed: &str) -> Option<String> {
    let parts: Vec<&str> = typed.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let (year, month, day) = match *parts.as_slice() {
        [year, month, day] => (year, month, Some(day)),
        [year, month] => (year, month, None),
        [one] if one.len() == 8 => (one.get(..4)?, one.get(4..6)?, one.get(6..)),
        [one] if one.len() == 6 => (one.get(..4)?, one.get(4..)?, None),
        _ => return None,
    };
    let written = format!("{year:0>4}-{month:0>2}-{:0>2}", day.unwrap_or("1"));
    written.parse::<Date>().ok().filter(|date| (1900..=2099).contains(&date.year()))?;
    Some(if day.is_some() { written } else { format!("{year}-{month:0>2}") })
}

#[cfg(test)]
mod tests;
