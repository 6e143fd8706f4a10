//! Findings with their marks and links, as the panels beside forms show them.

use linxuan_app::Running;
use linxuan_domain::finding::{Finding, Verdict};
use linxuan_domain::rulebook::{Force, Form};
use linxuan_texts::Said;

use crate::guard::Visit;
use crate::said;

/// A finding with its badge.
pub struct Found {
    pub said: Said,
    pub badge: String,
    pub class: &'static str,
    /// Where it can be mended; empty when nowhere on this site.
    pub link: String,
}

/// A nomination's findings, what stands in the way first.
pub fn found(visit: &Visit, running: &Running, track: &str, nomination: &str, findings: &[Finding]) -> Vec<Found> {
    let form = running.rulebook.form_of(track);
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| (std::cmp::Reverse(finding.verdict), finding.force));
    let one = |finding: &Finding| {
        let said = said::findings(visit.words, running, track, std::slice::from_ref(finding)).into_iter().next()?;
        let link = said.field.as_deref().and_then(|field| link(form?, nomination, field)).unwrap_or_else(|| waiver(nomination, finding));
        Some(Found { badge: badge(finding, &said), class: class(finding), link, said })
    };
    sorted.into_iter().filter_map(one).collect()
}

/// The step a field stands on.
fn link(form: &Form, nomination: &str, field: &str) -> Option<String> {
    let id = field.split(['.', '#']).next()?;
    let step = form.field(id)?.step.as_ref()?;
    Some(format!("/nominations/{nomination}/steps/{step}#{id}"))
}

fn waiver(nomination: &str, finding: &Finding) -> String {
    if finding.waivable() && !nomination.is_empty() { format!("/nominations/{nomination}#waiver-{}", finding.rule) } else { String::new() }
}

fn badge(finding: &Finding, said: &Said) -> String {
    match finding.verdict {
        Verdict::Holds | Verdict::Waived => said.verdict.clone(),
        _ => said.force.clone(),
    }
}

const fn class(finding: &Finding) -> &'static str {
    match (finding.verdict, finding.force) {
        (Verdict::Holds, _) => "ok",
        (Verdict::Waived, _) | (_, Force::InPrinciple) => "prin",
        (_, Force::Must) => "must",
        (_, Force::Advice) => "tip",
    }
}
