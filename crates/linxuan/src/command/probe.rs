use std::fs::File;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

use linxuan_media::{Facts, Limits, Problem};
use linxuan_texts::{Words, number};
use serde::Serialize;

use super::Outcome;
use crate::print;
use crate::stop::Stop;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Probed {
    path: String,
    #[serde(flatten)]
    facts: Facts,
}

/// All files are looked at, also behind one that cannot be read.
pub fn run(words: Words, args: &Args) -> Outcome {
    let (mut probed, mut outcome) = (Vec::new(), Outcome::Good);
    for path in &args.files {
        match probe(words, path) {
            Ok(file) => {
                let found = if file.facts.problems.is_empty() { Outcome::Good } else { Outcome::Findings };
                outcome = outcome.max(found);
                probed.push(file);
            }
            Err(error) => {
                let stop = Stop::file(path, error);
                print::note(stop.said);
                outcome = outcome.max(stop.outcome);
            }
        }
    }
    if args.json {
        print::json(&probed);
    } else {
        for file in &probed {
            lines(words, file);
        }
    }
    outcome
}

fn probe(words: Words, path: &Path) -> Result<Probed, Error> {
    let mut file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    let mut facts = linxuan_media::probe(&mut file, Limits::default());
    for problem in &mut facts.problems {
        problem.message = words.say(&format!("media-{}", problem.code.id()));
    }
    Ok(Probed { path: path.display().to_string(), facts })
}

fn lines(words: Words, file: &Probed) {
    let facts = &file.facts;
    let frame = facts.width.zip(facts.height).map(|(width, height)| format!("{width}×{height}"));
    let shown = facts.displayed.map(|frame| format!("{}×{}", frame.width, frame.height));
    let shown = shown.filter(|shown| Some(shown) != frame.as_ref());
    let columns = [
        Some(file.path.clone()),
        Some(facts.kind.clone()),
        Some(words.fill("probe-bytes", &[("count", facts.bytes.into())])),
        frame,
        shown.map(|frame| words.fill("probe-shown", &[("frame", frame.into())])),
        facts.duration_ms.map(|lasts| words.fill("probe-lasts", &[("seconds", seconds(lasts).into())])),
        facts.pages.map(|pages| words.fill("probe-pages", &[("pages", pages.into())])),
    ];
    print::line(columns.into_iter().flatten().collect::<Vec<_>>().join("\t"));
    for problem in &facts.problems {
        print::line(format_args!("\t→ {}", sentence(words, problem)));
    }
}

fn seconds(milliseconds: u64) -> String {
    format!("{}.{:03}", number(milliseconds / 1000), milliseconds % 1000)
}

fn sentence(words: Words, problem: &Problem) -> String {
    let said = || problem.message.clone();
    let with = |figure: &String| words.fill("probe-measured", &[("said", said().into()), ("figure", figure.into())]);
    problem.figure.as_ref().map_or_else(said, with)
}
