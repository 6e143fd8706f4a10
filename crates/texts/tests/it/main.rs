//! What the catalogues promise: every sentence there, in both languages, and no key ever shown.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests stop at the first surprise")]

mod catalogue;
mod date;
mod figure;
mod finding;
mod finding_all;
mod material;
mod names;

use std::path::{Path, PathBuf};

use linxuan_domain::rulebook::outline::Outline;
use linxuan_domain::rulebook::{Reading, read};
use linxuan_domain::value::Language;
use linxuan_texts::Words;

const CHINESE: Words = Words::new(Language::Chinese);
const ENGLISH: Words = Words::new(Language::English);

const CAMPAIGNS: [&str; 7] = [
    "blank",
    "chongqing-2021",
    "example-team-and-work",
    "hebei-2021",
    "national-2021",
    "national-2022",
    "qinghai-2023",
];

/// The project's directory.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A rulebook of the project with its outline.
fn campaign(name: &str) -> Reading {
    let outline = Outline::parse(&text(&format!("campaigns/notices/{name}.md")));
    let reading = read(&text(&format!("campaigns/{name}.toml")), &outline, None);
    assert!(reading.rulebook.is_some(), "{name}: {:?}", reading.problems);
    reading
}
