use std::path::{Path, PathBuf};

use clap::Subcommand;
use linxuan_domain::rulebook::coverage::{Answer, Covered, coverage};
use linxuan_domain::rulebook::outline::Outline;
use linxuan_domain::rulebook::{Assumption, Problem, ProblemKind, Reading, diff, read, schema};
use linxuan_texts::{Words, problem};
use serde::Serialize;

use super::Outcome;

#[derive(Debug, Subcommand)]
pub enum Campaign {
    /// Check rulebooks and list what they assume.
    Check {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[arg(long)]
        json: bool,
    },
    /// Say what answers each item of the notice's outline.
    Coverage {
        file: PathBuf,
        #[arg(long)]
        json: bool,
    },
    /// Compare two rulebooks entry by entry.
    Diff {
        before: PathBuf,
        after: PathBuf,
        #[arg(long)]
        json: bool,
    },
    /// Print the JSON Schema of rulebooks.
    Schema,
}

pub fn run(words: Words, command: Campaign) -> Outcome {
    match command {
        Campaign::Check { files, json } => check(words, &files, json),
        Campaign::Coverage { file, json } => cover(words, &file, json),
        Campaign::Diff { before, after, json } => compare(words, &before, &after, json),
        Campaign::Schema => {
            print_json(&schema::schema());
            Outcome::Good
        }
    }
}

/// A rulebook file with its outline.
pub struct Source {
    pub text: String,
    pub outline_text: String,
    pub outline: Outline,
    pub reading: Reading,
}

/// Reads a rulebook and the outline beside it, `notices/NAME.md`.
pub fn load(file: &Path) -> std::io::Result<Source> {
    let text = std::fs::read_to_string(file)?;
    let stem = file.file_stem().and_then(|stem| stem.to_str());
    let beside = file.with_file_name("notices").join(format!("{}.md", stem.unwrap_or_default()));
    let outline_text = std::fs::read_to_string(&beside).unwrap_or_default();
    let outline = Outline::parse(&outline_text);
    let mut reading = read(&text, &outline, stem);
    if outline_text.is_empty() {
        let kind = ProblemKind::NoOutline(beside.display().to_string());
        reading.problems.push(Problem { place: linxuan_domain::rulebook::Place::default(), key: String::new(), kind });
    }
    Ok(Source { text, outline_text, outline, reading })
}

pub fn print_json(value: &impl Serialize) {
    match serde_json::to_string_pretty(value) {
        Ok(text) => println!("{text}"),
        Err(error) => eprintln!("{error}"),
    }
}

#[derive(Serialize, Default)]
struct Checked {
    problems: Vec<SaidProblem>,
    assumptions: Vec<SaidAssumption>,
}

#[derive(Serialize)]
struct SaidProblem {
    file: String,
    line: usize,
    column: usize,
    key: String,
    message: String,
}

#[derive(Serialize)]
struct SaidAssumption {
    file: String,
    #[serde(flatten)]
    assumption: Assumption,
}

fn check(words: Words, files: &[PathBuf], json: bool) -> Outcome {
    let mut checked = Checked::default();
    let mut outcome = Outcome::Good;
    for file in files {
        match load(file) {
            Ok(source) => add(words, file, source.reading, &mut checked),
            Err(error) => {
                eprintln!("{}: {error}", file.display());
                outcome = Outcome::Environment;
            }
        }
    }
    if !checked.problems.is_empty() {
        outcome = outcome.max(Outcome::Findings);
    }
    if json { print_json(&checked) } else { print_checked(words, files.len(), &checked) }
    outcome
}

fn add(words: Words, file: &Path, reading: Reading, checked: &mut Checked) {
    let name = file.display().to_string();
    let assumptions = reading.assumptions();
    checked.problems.extend(reading.problems.into_iter().map(|found| SaidProblem {
        file: name.clone(),
        line: found.place.line,
        column: found.place.column,
        message: problem(words, &found.kind),
        key: found.key,
    }));
    checked.assumptions.extend(assumptions.into_iter().map(|assumption| SaidAssumption { file: name.clone(), assumption }));
}

fn print_checked(words: Words, files: usize, checked: &Checked) {
    for said in &checked.problems {
        println!("{}:{}:{}: {}: {}", said.file, said.line, said.column, said.key, said.message);
    }
    for said in &checked.assumptions {
        let text = words.fill("check-assumption", &[("key", (&said.assumption.key).into()), ("reason", (&said.assumption.reason).into())]);
        println!("{}: {text}", said.file);
    }
    let counts = [
        ("files", files.into()),
        ("problems", checked.problems.len().into()),
        ("assumptions", checked.assumptions.len().into()),
    ];
    println!("{}", words.fill("check-summary", &counts));
}

fn cover(words: Words, file: &Path, json: bool) -> Outcome {
    let source = match load(file) {
        Ok(source) => source,
        Err(error) => {
            eprintln!("{}: {error}", file.display());
            return Outcome::Environment;
        }
    };
    let covered = coverage(&source.outline, &source.reading.origins);
    let gaps = covered.iter().filter(|item| item.by == Answer::Unassigned).count();
    if json { print_json(&covered) } else { print_covered(words, &covered, gaps) }
    if gaps == 0 && !covered.is_empty() { Outcome::Good } else { Outcome::Findings }
}

fn print_covered(words: Words, covered: &[Covered], gaps: usize) {
    for item in covered {
        let by = match item.by {
            Answer::Setting => "coverage-setting",
            Answer::Paper => "coverage-paper",
            Answer::OutsideSoftware => "coverage-outside",
            Answer::Unassigned => "coverage-unassigned",
        };
        println!("{}\t{}\t{}\t{}", item.item, words.say(by), item.keys.join(", "), item.text);
    }
    println!("{}", words.fill("coverage-summary", &[("items", covered.len().into()), ("gaps", gaps.into())]));
}

fn compare(words: Words, before: &Path, after: &Path, json: bool) -> Outcome {
    let texts = std::fs::read_to_string(before).and_then(|b| Ok((b, std::fs::read_to_string(after)?)));
    let (before, after) = match texts {
        Ok(texts) => texts,
        Err(error) => {
            eprintln!("{error}");
            return Outcome::Environment;
        }
    };
    let differences = diff::diff(&before, &after);
    if json {
        print_json(&differences);
    } else {
        for difference in &differences {
            let side = |value: &Option<String>| value.clone().unwrap_or_else(|| words.say("diff-absent"));
            println!("{}: {} → {}", difference.key, side(&difference.before), side(&difference.after));
        }
    }
    if differences.is_empty() { Outcome::Good } else { Outcome::Findings }
}
