//! Findings and refusals in the viewer's words.

use linxuan_app::unit::LineProblem;
use linxuan_app::{Refusal, Running, Wrong};
use linxuan_domain::finding::{Finding, Verdict};
use linxuan_domain::lifecycle::State;
use linxuan_domain::rulebook::{DeadlineAct, Force};
use linxuan_texts::{Said, Words, deadline, finding, instant, no_room, state, wrong_kind};

use crate::guard::Visit;

/// Findings as people read them: what stands in the way first.
pub fn findings(words: Words, running: &Running, track: &str, all: &[Finding]) -> Vec<Said> {
    let clauses = |path: &str| running.clauses(path);
    let mut sorted: Vec<&Finding> = all.iter().collect();
    sorted.sort_by_key(|finding| (std::cmp::Reverse(finding.verdict), finding.force));
    sorted.into_iter().map(|one| finding(words, &running.rulebook, &clauses, track, one)).collect()
}

/// A refusal as one sentence.
pub fn refusal(visit: &Visit, refusal: &Refusal) -> String {
    let words = visit.words;
    match refusal {
        Refusal::NotFound => words.say("refusal-not-found"),
        Refusal::Forbidden => words.say("refusal-forbidden"),
        Refusal::SignedOut => words.say("refusal-signed-out"),
        Refusal::Stale(_) => words.say("refusal-stale"),
        Refusal::SamePerson => words.say("refusal-same-person"),
        Refusal::Taken => words.say("refusal-taken"),
        Refusal::WrongCredentials => words.say("refusal-wrong-credentials"),
        Refusal::Busy => words.say("refusal-busy"),
        Refusal::Fault(_) | Refusal::Problems(_) => words.say("refusal-fault"),
        Refusal::Findings(_) => words.say("refusal-findings"),
        Refusal::Late { closed } => words.fill("refusal-late", &[("closed", closing(visit, *closed).into())]),
        Refusal::WrongState(at) => words.fill("refusal-wrong-state", &[("state", state(words, *at).into())]),
        Refusal::TooSoon { seconds } => words.fill("refusal-too-soon", &[("seconds", (*seconds).into())]),
        Refusal::Invalid(wrong) => invalid(words, wrong),
        Refusal::Wrong(all) => all.iter().map(|one| wrong(words, one)).collect::<Vec<_>>().join(" "),
        Refusal::NoRoom(excess) => no_room(words, *excess),
        Refusal::WrongKind { found, wanted } => wrong_kind(words, found, wanted),
    }
}

/// The deadline as the rulebook prints it, where it is the general one.
pub fn closing(visit: &Visit, closed: linxuan_domain::value::Instant) -> String {
    let Some(running) = &visit.campaign else { return closed.iso() };
    let zone = running.rulebook.zone();
    match running.rulebook.deadline(DeadlineAct::HandIn) {
        Some(general) if general.at.instant(&zone) == closed => deadline(visit.words, general.at),
        _ => instant(visit.words, closed, &zone),
    }
}

fn invalid(words: Words, wrong: &[(&'static str, &'static str)]) -> String {
    let sentences: Vec<String> = wrong.iter().map(|(_, key)| words.say(key)).collect();
    sentences.join(" ")
}

/// Something typed, and what is wrong with it.
pub fn wrong(words: Words, wrong: &Wrong) -> String {
    words.fill(wrong.sentence, &[("found", wrong.found.as_str().into())])
}

/// What is wrong with a line of a table.
pub fn line(words: Words, problem: LineProblem) -> String {
    words.fill(problem.problem, &[("found", problem.found.into())])
}

/// A state with the colour of its tag.
pub struct Tag {
    pub class: &'static str,
    pub label: String,
}

/// A nomination's state as a tag.
pub fn tag(words: Words, id: &str) -> Tag {
    let known = State::from_id(id);
    let class = match known {
        Some(State::Draft | State::RefusalProposed | State::ClosingProposed) => "do",
        Some(State::Returned | State::Refused) => "stop",
        Some(State::Accepted) => "ok",
        _ => "",
    };
    Tag { class, label: known.map_or_else(|| id.to_owned(), |known| state(words, known)) }
}

/// The same for the examination, where what was handed in is what is to be done.
pub fn examination_tag(words: Words, id: &str) -> Tag {
    let class = match State::from_id(id) {
        Some(State::HandedIn) => "do",
        Some(State::Accepted) => "ok",
        Some(State::RefusalProposed | State::ClosingProposed) => "wait",
        Some(State::Returned | State::Refused) => "stop",
        _ => "",
    };
    Tag { class, label: words.say(&format!("queue-state-{id}")) }
}

/// How many findings of one force stand open.
pub fn open(findings: &[Finding], force: Force) -> usize {
    findings.iter().filter(|finding| finding.force == force && finding.verdict >= Verdict::Open).count()
}
