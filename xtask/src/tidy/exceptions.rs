//! `xtask/tidy-exceptions.txt`: lines `law path reason`; one that excuses nothing is itself a problem.

use std::fs;

use super::problem::Problem;
use crate::Outcome;
use crate::house::House;

#[cfg(test)]
mod tests;

const LIST: &str = "xtask/tidy-exceptions.txt";
const LAW: &str = "exceptions";

struct Exception {
    line: usize,
    law: String,
    path: String,
}

/// The problems that no exception excuses, and those of the list itself.
pub fn applied(house: &House, problems: Vec<Problem>) -> Outcome<Vec<Problem>> {
    let list = house.path(LIST);
    let text = if list.exists() { fs::read_to_string(list)? } else { String::new() };
    Ok(apply(&text, problems))
}

fn apply(list: &str, problems: Vec<Problem>) -> Vec<Problem> {
    let (exceptions, broken) = parse(list);
    let unused = exceptions.iter().filter(|exception| !problems.iter().any(|problem| exception.excuses(problem)));
    let unused = unused.map(|exception| {
        Problem::new(LIST, exception.line, LAW, format!("excuses nothing: {} {}", exception.law, exception.path))
    });
    let of_list: Vec<Problem> = unused.chain(broken).collect();
    let is_excused = |problem: &Problem| exceptions.iter().any(|exception| exception.excuses(problem));
    problems.into_iter().filter(|problem| !is_excused(problem)).chain(of_list).collect()
}

fn parse(list: &str) -> (Vec<Exception>, Vec<Problem>) {
    let mut exceptions = Vec::new();
    let mut broken = Vec::new();
    for (line, text) in (1..).zip(list.lines()).filter(|(_, text)| !text.trim().is_empty() && !text.starts_with('#')) {
        let mut parts = text.split_whitespace();
        match (parts.next(), parts.next(), parts.next()) {
            (Some(law), Some(path), Some(_)) => {
                exceptions.push(Exception { line, law: law.to_owned(), path: path.to_owned() });
            }
            _ => broken.push(Problem::new(LIST, line, LAW, "an exception is: law path reason")),
        }
    }
    (exceptions, broken)
}

impl Exception {
    /// Laws about all files together (path `.`) have no exceptions.
    fn excuses(&self, problem: &Problem) -> bool {
        problem.path != "." && problem.path == self.path && problem.law == self.law
    }
}
