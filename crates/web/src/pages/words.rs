//! What people wrote beside a nomination: reasons, recorded steps, examiners' words.

use linxuan_app::Running;
use linxuan_app::view::{Attestation, Examination, Waiver};
use linxuan_domain::value::Instant;
use linxuan_texts::instant;

use super::lines::{Names, check, rule, step};
use crate::guard::Visit;

/// A waiver: which rule, why, by whom.
pub struct Reasoned {
    pub rule: String,
    pub reason: String,
    pub who: String,
    pub at: String,
}

/// A step a unit recorded, or an opinion.
pub struct Recorded {
    pub label: String,
    pub text: String,
    pub who: String,
    pub at: String,
}

/// An examiner's word.
pub struct Spoken {
    pub verdict: String,
    pub class: &'static str,
    pub who: String,
    pub at: String,
    pub note: String,
    pub due: String,
    /// Checks that did not pass, with the reason.
    pub failed: Vec<(String, String)>,
}

/// A nomination's name, or that it has none yet.
pub fn named(visit: &Visit, name: &str) -> String {
    if name.is_empty() { visit.words.say("nomination-unnamed") } else { name.to_owned() }
}

fn time(visit: &Visit, running: &Running, at: i64) -> String {
    instant(visit.words, Instant(at), &running.rulebook.zone())
}

fn name(visit: &Visit, names: &Names, account: &str) -> String {
    names.accounts.get(account).cloned().unwrap_or_else(|| visit.words.say("examination-somebody"))
}

/// A waiver in words.
pub fn reasoned(visit: &Visit, running: &Running, names: &Names, waiver: &Waiver) -> Reasoned {
    Reasoned {
        rule: rule(visit.words, &running.rulebook, &waiver.rule),
        reason: waiver.reason.clone(),
        who: name(visit, names, &waiver.written_by),
        at: time(visit, running, waiver.written_at),
    }
}

/// A recorded step in words.
pub fn recorded(visit: &Visit, running: &Running, names: &Names, attestation: &Attestation) -> Recorded {
    Recorded {
        label: step(visit.words, &running.rulebook, &attestation.item).unwrap_or_else(|| attestation.item.clone()),
        text: attestation.text.clone(),
        who: name(visit, names, &attestation.recorded_by),
        at: time(visit, running, attestation.recorded_at),
    }
}

/// An examiner's word in words.
pub fn spoken(visit: &Visit, running: &Running, names: &Names, word: &Examination) -> Spoken {
    let failed = word.lines.iter().filter(|line| !line.passed);
    let label = |id: &str| check(visit.words, &running.rulebook, id);
    let due = |at| visit.words.fill("examination-due", &[("at", time(visit, running, at).into())]);
    Spoken {
        verdict: visit.words.say(&format!("examination-verdict-{}", word.verdict)),
        class: match word.verdict.as_str() {
            "accepted" => "ok",
            "refusal-proposed" | "closing-proposed" => "wait",
            "refusal-rejected" | "return-extended" => "do",
            _ => "stop",
        },
        who: name(visit, names, &word.examiner),
        at: time(visit, running, word.at),
        note: word.note.clone(),
        due: word.due_at.map(due).unwrap_or_default(),
        failed: failed.map(|line| (label(&line.check), line.reason.clone())).collect(),
    }
}
