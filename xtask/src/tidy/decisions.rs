//! Law `decisions`: the records in docs/decisions are numbered 1, 2, 3 … without gaps.

use std::fs;

use super::problem::Problem;
use crate::Outcome;
use crate::house::House;

#[cfg(test)]
mod tests;

const FOLDER: &str = "docs/decisions";

pub fn read(house: &House) -> Outcome<Vec<String>> {
    let folder = house.path(FOLDER);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// `names` in order; the overview of the folder has no number.
pub fn problems(names: &[String]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut expected = 1;
    for name in names.iter().filter(|name| *name != "README.md" && !name.starts_with('.')) {
        match number(name) {
            Some(number) if number == expected => {}
            Some(number) => problems.push(problem(name, format!("number {number} where {expected} was due"))),
            None => problems.push(problem(name, "the name does not begin with a number and a hyphen".into())),
        }
        expected = number(name).unwrap_or(expected.saturating_sub(1)) + 1;
    }
    problems
}

fn number(name: &str) -> Option<u32> {
    name.split_once('-')?.0.parse().ok()
}

fn problem(name: &str, text: String) -> Problem {
    Problem::new(&format!("{FOLDER}/{name}"), 1, "decisions", text)
}
