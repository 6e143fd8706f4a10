//! The site as browsers and programs see it, in process, on both engines.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that cannot go on fails")]

mod activities;
mod api;
mod api_office;
mod api_unit;
mod client;
mod description;
mod headers;
mod honours;
mod lists;
mod logs;
mod marks;
mod materials;
mod matrix;
mod office;
mod pages;
mod papers;
mod repeats;
mod sessions;
mod shown;
mod story;
mod strangers;
mod tokens;
mod two_worlds;
mod typed;
mod unasked;
mod uploads;
mod world;

use std::path::Path;

/// Every Rust source under a folder of this crate, with its path.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    found
}

fn gather(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push((path.to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap()));
        }
    }
}
