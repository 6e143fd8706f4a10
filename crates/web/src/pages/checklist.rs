//! The examiner's checklist: the rulebook's checks with the machine's word beside each.

use linxuan_app::Running;
use linxuan_app::examination::Judgement;
use linxuan_app::view::{Dossier, Examination};
use linxuan_domain::finding::{Finding, Verdict};
use linxuan_domain::rulebook::ExaminationCheck;

use super::found::{Found, found};
use crate::form::Pairs;
use crate::guard::Visit;

/// One check as the page shows it.
pub struct Check {
    pub id: String,
    pub label: String,
    /// The machine's word; absent where only a person can tell.
    pub machine: Option<Found>,
    /// Prefilled, or as typed: `pass`, `fail` or `open`.
    pub verdict: &'static str,
    pub reason: String,
    /// Why it did not pass the last time.
    pub last: String,
    /// Whether the machine alone found it in order.
    pub settled: bool,
    pub error: String,
}

/// The checklist; what was typed goes before what the machine says.
pub fn checks(visit: &Visit, running: &Running, dossier: &Dossier, typed: Option<&Pairs>) -> Vec<Check> {
    let all = running.rulebook.examination.check.iter();
    all.map(|check| one(visit, running, dossier, check, typed)).collect()
}

fn one(visit: &Visit, running: &Running, dossier: &Dossier, check: &ExaminationCheck, typed: Option<&Pairs>) -> Check {
    let finding = check.rule.as_ref().and_then(|rule| worst(dossier, rule.as_str()));
    let machine = finding.and_then(|finding| said(visit, running, &dossier.nomination.track, finding));
    let id = check.id.to_string();
    let (verdict, reason) = match typed {
        Some(typed) => (verdict(typed.get(&format!("check.{id}"))), typed.get(&format!("reason.{id}")).to_owned()),
        None => prefilled(finding, machine.as_ref()),
    };
    Check {
        label: check.label.text(visit.words.language).to_owned(),
        settled: finding.is_some_and(|finding| finding.verdict == Verdict::Holds),
        last: last(&dossier.examinations, &id),
        error: String::new(),
        machine,
        verdict,
        reason,
        id,
    }
}

impl Check {
    /// Takes the complaint that is about one of its controls.
    pub fn complained(self, errors: &[(String, String)]) -> Self {
        let own = [format!("c-{}-open", self.id), format!("c-{}-fail", self.id), format!("r-{}", self.id)];
        let error = errors.iter().find(|(control, _)| own.contains(control));
        Self { error: error.map_or_else(String::new, |(_, text)| text.clone()), ..self }
    }
}

/// A rule's finding; where it has several, the one that stands most in the way.
fn worst<'a>(dossier: &'a Dossier, rule: &str) -> Option<&'a Finding> {
    dossier.judged.findings.iter().filter(|finding| finding.rule == rule).max_by_key(|finding| finding.verdict)
}

fn said(visit: &Visit, running: &Running, track: &str, finding: &Finding) -> Option<Found> {
    found(visit, running, track, "", std::slice::from_ref(finding)).into_iter().next()
}

/// What the machine is sure of; everything else waits for the examiner.
fn prefilled(finding: Option<&Finding>, machine: Option<&Found>) -> (&'static str, String) {
    match finding.map(|finding| finding.verdict) {
        Some(Verdict::Holds) => ("pass", String::new()),
        Some(Verdict::Breaks) => ("fail", machine.map_or_else(String::new, sentence)),
        _ => ("open", String::new()),
    }
}

fn sentence(found: &Found) -> String {
    [found.said.what.as_str(), found.said.figure.as_str()].join(" ").trim().to_owned()
}

fn verdict(typed: &str) -> &'static str {
    match typed {
        "pass" => "pass",
        "fail" => "fail",
        _ => "open",
    }
}

/// The reason given for this check when the nomination was last returned.
fn last(examinations: &[Examination], check: &str) -> String {
    let returned = examinations.iter().find(|word| word.verdict == "returned");
    let line = returned.and_then(|word| word.lines.iter().find(|line| line.check == check && !line.passed));
    line.map_or_else(String::new, |line| line.reason.clone())
}

/// The checks that one of the examination's complaints is about, each with its control.
pub fn complaints(visit: &Visit, running: &Running, typed: &Pairs, key: &str) -> Vec<(String, String)> {
    let complaint = |check: &ExaminationCheck| {
        let id = &check.id;
        let unsaid = typed.get(&format!("reason.{id}")).trim().is_empty();
        let control = match (key, verdict(typed.get(&format!("check.{id}")))) {
            ("checks-open", "open") => format!("c-{id}-open"),
            ("checks-not-passed", "fail") => format!("c-{id}-fail"),
            ("each-reason-in-words", "fail") if unsaid => format!("r-{id}"),
            _ => return None,
        };
        let label = check.label.text(visit.words.language).into();
        Some((control, visit.words.fill(&format!("examination-{key}"), &[("check", label)])))
    };
    running.rulebook.examination.check.iter().filter_map(complaint).collect()
}

/// The judgements as typed; a check left open has none.
pub fn judgements(running: &Running, typed: &Pairs) -> Vec<Judgement> {
    let all = running.rulebook.examination.check.iter();
    let judged = all.filter_map(|check| {
        let passed = match verdict(typed.get(&format!("check.{}", check.id))) {
            "pass" => true,
            "fail" => false,
            _ => return None,
        };
        let reason = if passed { "" } else { typed.get(&format!("reason.{}", check.id)).trim() };
        Some(Judgement { check: check.id.to_string(), passed, reason: reason.to_owned() })
    });
    judged.collect()
}
