//! Findings as people read them: what is wrong, the figures, the clause, the way out.

mod around;
mod form;
mod list;
mod material;
mod rule;
mod step;

use linxuan_domain::finding::{Finding, Matter};
use linxuan_domain::rulebook::Rulebook;

use crate::Words;
use around::{Around, Told};
pub use material::demands;

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub force: String,
    pub verdict: String,
    /// What is wrong, or what was looked at.
    pub what: String,
    /// What there is, and what is asked for.
    pub figure: String,
    /// The clauses of the notice behind it.
    pub clause: String,
    /// What to do about it; empty where nothing is to be done.
    pub mend: String,
    /// The form's field it is about; `field.column#row` within rows.
    pub field: Option<String>,
    /// The material it is about, with `#` and the id of a file where one is meant.
    pub place: Option<String>,
}

/// Says a finding. `clauses` names the clauses of the notice behind an entry
/// of the rulebook, and may answer nothing.
pub fn finding(
    words: Words,
    book: &Rulebook,
    clauses: &dyn Fn(&str) -> Vec<String>,
    track: &str,
    finding: &Finding,
) -> Said {
    let around = Around { words, book, form: book.form_of(track), finding };
    let told = told(&around);
    Said {
        force: crate::force(words, finding.force),
        verdict: crate::verdict(words, finding.verdict),
        what: told.what,
        figure: told.figure,
        clause: clause(words, &told.source, clauses),
        mend: told.mend,
        field: told.field,
        place: told.place,
    }
}

fn told(around: &Around<'_>) -> Told {
    match &around.finding.matter {
        Matter::Field { field, row, problem } => form::told(around, field, *row, problem),
        Matter::Share { .. } => list::share(around),
        Matter::Quota { .. } | Matter::QuotaShort { .. } => list::quota(around),
        Matter::Cap { .. } | Matter::CapShort { .. } => list::cap(around),
        Matter::Opinion { .. } | Matter::Procedure { .. } | Matter::Secrecy { .. } => step::told(around),
        Matter::Material { .. } => material::told(around),
        _ => rule::told(around),
    }
}

/// The notice's clauses; where a rule has none, the office made it. That a
/// form asks for a name needs no such word.
fn clause(words: Words, source: &str, clauses: &dyn Fn(&str) -> Vec<String>) -> String {
    if source.is_empty() {
        return String::new();
    }
    let mut named: Vec<String> = Vec::new();
    for clause in clauses(source) {
        if !named.contains(&clause) {
            named.push(clause);
        }
    }
    let plain = source.starts_with("form.");
    match (named.is_empty(), plain) {
        (true, true) => String::new(),
        (true, false) => words.say("finding-clause-none"),
        (false, _) => words.fill("finding-clause", &[("clauses", named.join(&words.say("list-semicolon")).into())]),
    }
}
