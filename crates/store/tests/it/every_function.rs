//! No function of the store that speaks to the database goes without a test on both engines.

use std::fs;
use std::path::Path;

fn files(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push((path.to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()));
        }
    }
}

fn texts(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    found
}

/// `nomination::find` for each public function that is given a database.
fn functions(path: &str, text: &str) -> Vec<String> {
    let module = path.rsplit_once("/src/").unwrap().1.split(['/', '.']).next().unwrap().to_owned();
    let heads = text.split("\npub fn ").skip(1).map(|rest| rest.split('{').next().unwrap_or_default());
    let given = heads.filter(|head| head.contains("dyn Sql"));
    given.map(|head| format!("{module}::{}", head.split(['(', '<']).next().unwrap_or_default())).collect()
}

#[test]
fn every_public_function_is_called_here() {
    let tests: String = texts("tests/it").into_iter().map(|(_, text)| text).collect();
    let all: Vec<String> = texts("src").iter().flat_map(|(path, text)| functions(path, text)).collect();
    assert!(all.len() > 50, "found only {all:?}");
    let called = |name: &str| tests.contains(&format!("{name}(")) || tests.contains(&format!(", {name})"));
    // What the crate gives out under its short name is called by that.
    let missing = |name: &&String| !called(name) && !called(name.strip_prefix("migration::").unwrap_or(name));
    assert_eq!(all.iter().filter(missing).collect::<Vec<_>>(), [""; 0]);
}
