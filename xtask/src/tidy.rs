//! The house laws that the compiler cannot hold. All problems at once, as `path:line: law: text`.

use crate::Outcome;
use crate::house::House;

mod decisions;
mod edges;
mod exceptions;
mod file_sizes;
mod function_sizes;
mod literals;
mod plain_code;
mod problem;
mod sizes;
mod source;
mod tokens;
mod tracked;
mod weight;
mod words;

use problem::Problem;
use source::Source;

/// What was found, and what is worth knowing when nothing was.
#[derive(Debug, Default)]
struct Report {
    problems: Vec<Problem>,
    notes: Vec<String>,
}

pub fn run(house: &House) -> Outcome {
    let report = inspect(house)?;
    for note in &report.notes {
        println!("tidy: {note}");
    }
    for problem in &report.problems {
        println!("{problem}");
    }
    match report.problems.len() {
        0 => Ok(()),
        1 => Err("tidy: 1 problem".into()),
        many => Err(format!("tidy: {many} problems").into()),
    }
}

fn inspect(house: &House) -> Outcome<Report> {
    let sources = source::read(house)?;
    let words = words::Forbidden::of(house)?;
    let mut report = Report::default();
    report.notes.extend(words.note());
    report.problems.extend(sources.unreadable.iter().cloned());
    report.problems.extend(edges::problems(&edges::read(house)?));
    report.problems.extend(sources.product.iter().flat_map(|source| of_one_file(source, &words)));
    report.take(file_sizes::inspect(&sources));
    report.take(function_sizes::inspect(&sources));
    report.take(tracked::inspect(house));
    report.problems.extend(decisions::problems(&decisions::read(house)?));
    report.notes.push(weight::note(&sources));
    report.problems = exceptions::applied(house, report.problems)?;
    report.problems.sort();
    report.problems.dedup();
    Ok(report)
}

fn of_one_file(source: &Source, words: &words::Forbidden) -> Vec<Problem> {
    [plain_code::problems(source), words.problems(source), literals::problems(source)].concat()
}

impl Report {
    fn take(&mut self, other: Self) {
        self.problems.extend(other.problems);
        self.notes.extend(other.notes);
    }
}
