use linxuan_domain::rulebook::{ProblemKind, Unreachable};

use crate::{Fill, Words};

/// What is wrong with a rulebook, as a sentence that says how to mend it.
pub fn problem(words: Words, kind: &ProblemKind) -> String {
    let say = |key: &str, fills: &[(&'static str, Fill)]| words.fill(key, fills);
    match kind {
        ProblemKind::Syntax(text) => say("problem-syntax", &[("text", text.into())]),
        ProblemKind::UnknownKey { known } => say("problem-unknown-key", &[("known", known.join(", ").into())]),
        ProblemKind::MissingKey(key) => say("problem-missing-key", &[("name", key.into())]),
        ProblemKind::WrongType { wanted, found } => {
            let (wanted, found) = (type_name(words, wanted), type_name(words, found));
            say("problem-wrong-type", &[("wanted", wanted.into()), ("found", found.into())])
        }
        ProblemKind::NotOneOf { found, allowed } => {
            say("problem-not-one-of", &[("found", found.into()), ("allowed", allowed.join(", ").into())])
        }
        ProblemKind::Malformed { format, found } => {
            say(&format!("problem-malformed-{format}"), &[("found", found.into())])
        }
        ProblemKind::TooSmall { least, found } => {
            say("problem-too-small", &[("least", (*least).into()), ("found", (*found).into())])
        }
        ProblemKind::EmptyText => say("problem-empty-text", &[]),
        ProblemKind::Unreadable(text) => say("problem-unreadable", &[("text", text.into())]),
        ProblemKind::DuplicateId(id) => say("problem-duplicate-id", &[("id", id.into())]),
        ProblemKind::UnknownReference { section, id } => {
            say("problem-unknown-reference", &[("section", (*section).into()), ("id", id.into())])
        }
        ProblemKind::UnknownZone(zone) => say("problem-unknown-zone", &[("zone", zone.into())]),
        ProblemKind::NoSource => say("problem-no-source", &[]),
        ProblemKind::UnknownClause(item) => say("problem-unknown-clause", &[("item", item.into())]),
        ProblemKind::AssumedNothing(key) => say("problem-assumed-nothing", &[("name", key.into())]),
        ProblemKind::FigureNotInClause { figure, clauses } => {
            say("problem-figure-not-in-clause", &[("figure", figure.into()), ("clauses", clauses.join("、").into())])
        }
        ProblemKind::IdIsNotFileName { file } => say("problem-id-is-not-file-name", &[("file", file.into())]),
        ProblemKind::DatesOutOfOrder { earlier, later } => {
            say("problem-dates-out-of-order", &[("earlier", earlier.into()), ("later", later.into())])
        }
        ProblemKind::DeadlineTwice { act } => say("problem-deadline-twice", &[("act", act.into())]),
        ProblemKind::Unreachable(why) => unreachable_figures(words, why),
        ProblemKind::MeaningMissing { form, meaning } => {
            say("problem-meaning-missing", &[("form", form.into()), ("meaning", meaning.into())])
        }
        ProblemKind::MeaningTwice { meaning } => say("problem-meaning-twice", &[("meaning", meaning.into())]),
        ProblemKind::NotForKind { kind } => say("problem-not-for-kind", &[("kind", kind.into())]),
        ProblemKind::StepEmpty(step) => say("problem-step-empty", &[("step", step.into())]),
        ProblemKind::NoOutline(path) => say("problem-no-outline", &[("path", path.into())]),
    }
}

fn type_name(words: Words, name: &str) -> String {
    words.say(&format!("type-{name}"))
}

fn unreachable_figures(words: Words, why: &Unreachable) -> String {
    match why {
        Unreachable::BoundsCross { least, most } => {
            words.fill("problem-bounds-cross", &[("least", least.into()), ("most", most.into())])
        }
        Unreachable::ExactlyAndBound => words.say("problem-exactly-and-bound"),
        Unreachable::NoBound => words.say("problem-no-bound"),
        Unreachable::MoreThanBefore { wanted, available } => {
            words.fill("problem-more-than-before", &[("wanted", (*wanted).into()), ("available", (*available).into())])
        }
    }
}
