//! The measurements: ratios of ours to a ceiling taken in the same run, before
//! and after ours. They report and never fail a build.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on ends")]
#![expect(clippy::print_stdout, reason = "the table is the result")]

mod commits;
mod package;
mod program;
mod queue;
mod rules;
mod stopwatch;
mod table;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use linxuan_app::{App, Clock, Secrets, UnixRandom, Url};
use linxuan_testkit::{keys, signer};
use table::Table;

fn main() {
    let asked: Vec<String> = env::args().skip(1).collect();
    // The commits are measured by this program under a slowed flush as well.
    if asked.first().is_some_and(|first| first == "commits-only") {
        commits::measure(&mut Table::default(), asked.get(1).map_or("", String::as_str));
        return;
    }
    let wants = |name: &str| asked.is_empty() || asked.iter().any(|one| one == name);
    println!("{}", table::conditions());
    let mut table = Table::default();
    if wants("rules") {
        rules::measure(&mut table);
    }
    if wants("commits") {
        commits::measure(&mut table, "native flush");
        commits::measure_slowed();
    }
    if wants("queue") {
        queue::measure(&mut table);
    }
    if wants("package") {
        package::measure(&mut table);
    }
    if wants("program") {
        program::measure(&mut table);
    }
}

/// An installation on a file; opening one waits on its thread, so it comes before a runtime.
fn opened(file: &Path, clock: &Arc<dyn Clock>) -> App {
    let url: Url = format!("sqlite://{}", file.display()).parse().unwrap();
    let open = || {
        let secrets = Secrets { keys: keys(), signer: signer() };
        App::open(&url, secrets, clock.clone(), Arc::new(UnixRandom)).ok()
    };
    // Whoever laid the file gives it up a moment after it was dropped.
    linxuan_testkit::until("the file is free", open)
}

/// The checkout's root.
fn house() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A new folder for one measurement.
fn scratch(name: &str) -> PathBuf {
    let folder = env::temp_dir().join(format!("linxuan-bench-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}
