//! Tables that offices bring, as xlsx or csv: bytes to lines, with every
//! problem and its line at once.

mod grid;
mod sheet;
mod text;

use linxuan_domain::activity::Typed;
use linxuan_domain::column_names::{ACTIVITIES, HONOURS, UNITS};
use linxuan_domain::text::written_day;

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

/// Reads a table of activities that were held, each cell as it was typed.
///
/// # Errors
/// What is wrong with the file or its lines.
pub fn activities(bytes: &[u8], name: &str) -> Result<Vec<Typed>, Vec<LineProblem>> {
    lines(&grid::read(bytes, name, ACTIVITIES)?, |line| Ok(activity(line)))
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

fn activity(line: Line<'_>) -> Typed {
    let cell = |column: &str| line.get(column).to_owned();
    Typed {
        activity: cell("activity"),
        title: cell("title"),
        day: cell("day"),
        place: cell("place"),
        participants: cell("participants"),
        outlet: cell("outlet"),
        link: cell("link"),
        count: cell("count"),
    }
}

fn honour(line: Line<'_>) -> Result<NewHonour, LineProblem> {
    let typed = line.get("born");
    let born = if typed.is_empty() { Some(String::new()) } else { written_day(typed) };
    Ok(NewHonour {
        series: line.get("series").to_owned(),
        name: line.get("name").to_owned(),
        born: born.ok_or_else(|| line.problem("born-wrong", typed))?,
        number: line.get("number").to_owned(),
        label: line.get("label").to_owned(),
    })
}

#[cfg(test)]
mod tests;
