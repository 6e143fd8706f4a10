use std::fmt::Display;
use std::path::Path;

use linxuan_app::Refusal;
use linxuan_texts::{Words, instant, no_room, problem, state, wrong_kind};

use crate::command::Outcome;

/// Why a command ended early: how, and in which words.
#[derive(Debug)]
pub struct Stop {
    pub outcome: Outcome,
    pub said: String,
}

impl Stop {
    pub fn misuse(said: impl Into<String>) -> Self {
        Self { outcome: Outcome::Misuse, said: said.into() }
    }

    pub fn environment(said: impl Into<String>) -> Self {
        Self { outcome: Outcome::Environment, said: said.into() }
    }

    /// A file that cannot be read or written.
    pub fn file(path: &Path, error: impl Display) -> Self {
        Self::environment(format!("{}: {error}", path.display()))
    }

    /// An act's refusal in words.
    pub fn refused(words: Words, refusal: &Refusal) -> Self {
        let outcome = match refusal {
            Refusal::Fault(_) | Refusal::Busy => Outcome::Environment,
            _ => Outcome::Findings,
        };
        Self { outcome, said: said(words, refusal) }
    }
}

fn said(words: Words, refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotFound => words.say("refusal-not-found"),
        Refusal::Forbidden => words.say("refusal-forbidden"),
        Refusal::SignedOut => words.say("refusal-signed-out"),
        Refusal::Stale(_) => words.say("refusal-stale"),
        Refusal::SamePerson => words.say("refusal-same-person"),
        Refusal::Taken => words.say("refusal-taken"),
        Refusal::WrongCredentials => words.say("refusal-wrong-credentials"),
        Refusal::Busy => words.say("refusal-busy"),
        Refusal::Findings(_) => words.say("refusal-findings"),
        Refusal::Fault(text) => words.fill("command-fault", &[("text", text.into())]),
        Refusal::Late { closed } => {
            words.fill("refusal-late", &[("closed", instant(words, *closed, &jiff::tz::TimeZone::UTC).into())])
        }
        Refusal::WrongState(at) => words.fill("refusal-wrong-state", &[("state", state(words, *at).into())]),
        Refusal::TooSoon { seconds } => words.fill("refusal-too-soon", &[("seconds", (*seconds).into())]),
        Refusal::NoRoom(excess) => no_room(words, *excess),
        Refusal::WrongKind { found, wanted } => wrong_kind(words, found, wanted),
        Refusal::Invalid(wrong) => lines(wrong.iter().map(|(_, key)| words.say(key))),
        Refusal::Wrong(all) => {
            lines(all.iter().map(|one| words.fill(one.sentence, &[("found", one.found.as_str().into())])))
        }
        Refusal::Problems(problems) => lines(problems.iter().map(|found| {
            format!("{}:{}: {}: {}", found.place.line, found.place.column, found.key, problem(words, &found.kind))
        })),
    }
}

fn lines(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join("\n")
}
