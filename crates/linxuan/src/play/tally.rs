use std::collections::{BTreeMap, BTreeSet};

use linxuan_app::Refusal;
use linxuan_domain::finding::{Finding, Matter, Verdict};

/// What a play has seen: findings by rule, and what did not go as it must.
#[derive(Debug, Default)]
pub struct Tally {
    /// Rule, subject, and what distinguishes two findings of one rule there.
    seen: BTreeSet<(String, String, String)>,
    /// Rules that were broken on purpose.
    broken: BTreeSet<String>,
    asked: BTreeSet<String>,
    violated: BTreeSet<String>,
    pub submitted: BTreeSet<String>,
    pub returned: u32,
    pub accepted: u32,
    pub refused: u32,
}

/// Whether a finding says that something is not right: an open one only
/// where nothing but the thing itself is missing.
fn found(finding: &Finding) -> bool {
    let missing = matches!(
        finding.matter,
        Matter::Opinion { .. } | Matter::Procedure { .. } | Matter::Secrecy { .. } | Matter::Field { .. }
    );
    finding.verdict == Verdict::Breaks || (finding.verdict == Verdict::Open && missing)
}

fn detail(finding: &Finding) -> String {
    match &finding.matter {
        Matter::Field { field, row, problem } => format!("{field}/{row:?}/{problem:?}"),
        _ => String::new(),
    }
}

impl Tally {
    /// Takes note of findings on one thing.
    pub fn see<'a>(&mut self, subject: &str, findings: impl IntoIterator<Item = &'a Finding>) {
        for finding in findings.into_iter().filter(|finding| found(finding)) {
            self.seen.insert((finding.rule.clone(), subject.to_owned(), detail(finding)));
        }
    }

    /// Takes note of findings after a rule was broken: it must be among them.
    pub fn broke(&mut self, rule: &str, subject: &str, findings: &[Finding]) {
        self.see(subject, findings);
        self.found_broken(rule, findings);
    }

    /// A rule that was broken must be among these findings.
    pub fn found_broken(&mut self, rule: &str, findings: &[Finding]) {
        self.broken.insert(rule.to_owned());
        self.must(&format!("{rule}-found"), findings.iter().any(|finding| finding.rule == rule && found(finding)));
    }

    /// Takes note of a hand-in that must be refused with findings.
    pub fn held_up<T>(&mut self, unit: &str, what: &str, outcome: Result<T, Refusal>) -> Result<Vec<Finding>, Refusal> {
        let all = match outcome {
            Err(Refusal::Findings(all)) => all,
            Err(other) => return Err(other),
            Ok(_) => Vec::new(),
        };
        self.must(&format!("{what}-held-up"), !all.is_empty());
        for (nomination, finding) in &all {
            self.see(if nomination.is_empty() { unit } else { nomination }, [finding]);
        }
        Ok(all.into_iter().map(|(_, finding)| finding).collect())
    }

    /// Something that must be so.
    pub fn must(&mut self, what: &str, so: bool) {
        self.asked.insert(what.to_owned());
        if !so {
            self.violated.insert(what.to_owned());
        }
    }

    /// An act that must be refused for one reason.
    pub fn refused<T>(&mut self, what: &str, outcome: &Result<T, Refusal>, why: impl Fn(&Refusal) -> bool) {
        self.must(what, outcome.as_ref().err().is_some_and(why));
    }

    pub fn violate(&mut self, what: String) {
        self.violated.insert(what);
    }

    /// How often each rule was found not kept.
    pub fn findings(&self) -> BTreeMap<String, u32> {
        let mut counts: BTreeMap<String, u32> = self.broken.iter().map(|rule| (rule.clone(), 0)).collect();
        for (rule, ..) in &self.seen {
            *counts.entry(rule.clone()).or_default() += 1;
        }
        counts
    }

    /// How many expectations were asked, besides the database's invariants.
    pub fn asked(&self) -> usize {
        self.asked.len()
    }

    pub fn violated(&self) -> Vec<String> {
        self.violated.iter().cloned().collect()
    }
}
