//! Law `tracked`: what npm fetches or builds is not kept in git.

use super::Report;
use super::problem::Problem;
use crate::house::House;
use crate::process;

#[cfg(test)]
mod tests;

pub fn inspect(house: &House) -> Report {
    match process::output(&mut process::program("git", &["ls-files"], house.root())) {
        Some(listed) => Report { problems: problems(&listed), notes: Vec::new() },
        None => Report {
            problems: Vec::new(),
            notes: vec!["note: `git ls-files` failed, the law `tracked` was not looked at".into()],
        },
    }
}

/// One problem for each folder, not for its thousand files.
fn problems(listed: &str) -> Vec<Problem> {
    let mut folders: Vec<String> = listed.lines().filter_map(fetched).collect();
    folders.sort();
    folders.dedup();
    let problem = |folder: &String| Problem::new(folder, 1, "tracked", "is kept in git, but npm makes it");
    folders.iter().map(problem).collect()
}

/// `frontend/dist` of `frontend/dist/a.js`.
fn fetched(path: &str) -> Option<String> {
    let folders: Vec<&str> = path.split('/').collect();
    let place = folders.iter().position(|name| ["dist", "node_modules"].contains(name))?;
    Some(folders.get(..=place)?.join("/"))
}
