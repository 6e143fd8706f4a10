use std::path::{Path, PathBuf};

use clap::Subcommand;
use linxuan_app::bag::{self, Fault, Verified};
use linxuan_texts::Words;

use super::Outcome;
use crate::print;
use crate::stop::Stop;

#[derive(Debug, Subcommand)]
pub enum Package {
    /// Check that a package, zip or folder, is whole, unchanged and harmless.
    Verify {
        package: PathBuf,
        #[arg(long)]
        json: bool,
    },
}

pub fn run(words: Words, command: &Package) -> Result<Outcome, Stop> {
    let Package::Verify { package, json } = command;
    let verified = verified(package)?;
    if *json {
        print::json(&verified);
    } else {
        say(words, &verified);
    }
    Ok(outcome(verified.faults.is_empty()))
}

pub(super) fn verified(bag: &Path) -> Result<Verified, Stop> {
    bag::verify(bag).map_err(|error| Stop::file(bag, error))
}

pub(super) fn outcome(good: bool) -> Outcome {
    if good { Outcome::Good } else { Outcome::Findings }
}

pub(super) fn say(words: Words, verified: &Verified) {
    if verified.faults.is_empty() {
        let figures = [("files", verified.files.to_string().into()), ("bytes", verified.bytes.to_string().into())];
        return print::line(words.fill("bag-good", &figures));
    }
    for fault in &verified.faults {
        print::line(sentence(words, fault));
    }
}

fn sentence(words: Words, fault: &Fault) -> String {
    let file = if fault.path.is_empty() { words.say("bag-whole") } else { fault.path.clone() };
    // A stranger's names stay on their line.
    let file: String = file.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    let said = words.fill(&format!("bag-fault-{}", fault.kind.id()), &[("file", file.into())]);
    match fault.figure {
        None => said,
        Some(bytes) => words.fill("bag-figure", &[("said", said.into()), ("bytes", bytes.to_string().into())]),
    }
}
