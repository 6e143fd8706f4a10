use std::path::{Path, PathBuf};

use clap::Subcommand;
use linxuan_domain::rulebook::coverage::{Answer, Covered, coverage};
use linxuan_domain::rulebook::outline::Outline;
use linxuan_domain::rulebook::{Assumption, Place, Problem, ProblemKind, Reading, diff, read, schema};
use linxuan_texts::{Words, problem};
use serde::Serialize;

use super::{Outcome, publish};
use crate::print;
use crate::stop::Stop;

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
    /// Bring a rulebook into force: one person proposes it, a second confirms it.
    Publish(publish::Args),
    /// Print the JSON Schema of rulebooks.
    #[command(arg = clap::Arg::new("json").long("json").action(clap::ArgAction::SetTrue).help("It is JSON anyway"))]
    Schema,
}

pub fn run(words: Words, command: Campaign) -> Result<Outcome, Stop> {
    match command {
        Campaign::Check { files, json } => Ok(check(words, &files, json)),
        Campaign::Coverage { file, json } => cover(words, &file, json),
        Campaign::Diff { before, after, json } => compare(words, &before, &after, json),
        Campaign::Publish(args) => publish::run(words, &args),
        Campaign::Schema => {
            print::json(&schema::schema());
            Ok(Outcome::Good)
        }
    }
}

/// The place of what concerns a file as a whole.
const BEGINNING: Place = Place { line: 1, column: 1 };

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
        reading.problems.insert(0, Problem { place: BEGINNING, key: "campaign.id".to_owned(), kind });
    }
    Ok(Source { text, outline_text, outline, reading })
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
                checked.problems.push(SaidProblem::of_file(file, &error));
                outcome = Outcome::Environment;
            }
        }
    }
    if !checked.problems.is_empty() {
        outcome = outcome.max(Outcome::Findings);
    }
    if json {
        print::json(&checked);
    } else {
        print_checked(words, files.len(), &checked);
    }
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
    let said = assumptions.into_iter().map(|assumption| SaidAssumption { file: name.clone(), assumption });
    checked.assumptions.extend(said);
}

/// Says what keeps a rulebook from being published.
pub fn print_problems(words: Words, file: &Path, reading: Reading) {
    let mut checked = Checked::default();
    add(words, file, reading, &mut checked);
    checked.say(false);
}

impl Checked {
    /// Says the problems alone, which stand in the way of an answer.
    fn say(&self, json: bool) {
        if json {
            print::json(&serde_json::json!({ "problems": self.problems }));
        } else {
            self.problems.iter().for_each(|said| print::note(said.line()));
        }
    }
}

impl SaidProblem {
    /// A file that cannot be read at all.
    fn of_file(file: &Path, error: &std::io::Error) -> Self {
        let Place { line, column } = BEGINNING;
        Self { file: file.display().to_string(), line, column, key: String::new(), message: error.to_string() }
    }

    fn line(&self) -> String {
        let key = if self.key.is_empty() { String::new() } else { format!("{}: ", self.key) };
        format!("{}:{}:{}: {key}{}", self.file, self.line, self.column, self.message)
    }
}

fn print_checked(words: Words, files: usize, checked: &Checked) {
    for said in &checked.problems {
        print::line(said.line());
    }
    for said in &checked.assumptions {
        let fills = [("key", (&said.assumption.key).into()), ("reason", (&said.assumption.reason).into())];
        print::line(format_args!("{}: {}", said.file, words.fill("check-assumption", &fills)));
    }
    let counts = [
        ("files", files.into()),
        ("problems", checked.problems.len().into()),
        ("assumptions", checked.assumptions.len().into()),
    ];
    print::line(words.fill("check-summary", &counts));
}

fn cover(words: Words, file: &Path, json: bool) -> Result<Outcome, Stop> {
    let source = load(file).map_err(|error| Stop::file(file, error))?;
    let covered = coverage(&source.outline, &source.reading.origins);
    let gaps = covered.iter().filter(|item| item.by == Answer::Unassigned).count();
    if json {
        print::json(&covered);
    } else {
        print_covered(words, &covered, gaps);
    }
    Ok(if gaps == 0 && !covered.is_empty() { Outcome::Good } else { Outcome::Findings })
}

fn print_covered(words: Words, covered: &[Covered], gaps: usize) {
    for item in covered {
        let by = match item.by {
            Answer::Setting => "coverage-setting",
            Answer::Paper => "coverage-paper",
            Answer::OutsideSoftware => "coverage-outside",
            Answer::Unassigned => "coverage-unassigned",
        };
        print::line(format_args!("{}\t{}\t{}\t{}", item.item, words.say(by), item.keys.join(", "), item.text));
    }
    print::line(words.fill("coverage-summary", &[("items", covered.len().into()), ("gaps", gaps.into())]));
}

/// What keeps a text from being compared: what is not TOML has no entries.
fn unparsed(text: &str) -> Reading {
    let mut reading = read(text, &Outline::default(), None);
    reading.problems.retain(|problem| matches!(problem.kind, ProblemKind::Syntax(_)));
    reading
}

fn compare(words: Words, before: &Path, after: &Path, json: bool) -> Result<Outcome, Stop> {
    let text = |file: &Path| std::fs::read_to_string(file).map_err(|error| Stop::file(file, error));
    let (old, new) = (text(before)?, text(after)?);
    let mut broken = Checked::default();
    for (file, text) in [(before, &old), (after, &new)] {
        add(words, file, unparsed(text), &mut broken);
    }
    if !broken.problems.is_empty() {
        broken.say(json);
        return Ok(Outcome::Misuse);
    }
    let differences = diff::diff(&old, &new);
    if json {
        print::json(&differences);
    } else {
        for difference in &differences {
            let side = |value: &Option<String>| value.clone().unwrap_or_else(|| words.say("diff-absent"));
            let (before, after) = (side(&difference.before), side(&difference.after));
            print::line(format_args!("{}: {before} → {after}", difference.key));
        }
    }
    Ok(if differences.is_empty() { Outcome::Good } else { Outcome::Findings })
}
