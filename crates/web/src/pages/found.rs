//! Findings with their marks and links, as the panels beside forms show them.

use linxuan_app::Running;
use linxuan_domain::access::Act;
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
        let step = said.field.as_deref().filter(|_| may(visit, nomination, Act::SaveNomination));
        let step = step.and_then(|field| link(form?, nomination, field));
        let reason = Some(waiver(nomination, finding)).filter(|_| may(visit, nomination, Act::Waive));
        let file = said.place.as_deref().filter(|_| may(visit, nomination, Act::AttachMaterial));
        let file = file.map(|place| format!("/nominations/{nomination}/materials#{}", anchor(place)));
        let link = step.or(file).or(reason).unwrap_or_default();
        Some(Found { badge: badge(finding, &said), class: class(finding), link, said })
    };
    sorted.into_iter().filter_map(one).collect()
}

/// Whether a nomination is named, and its viewer's to change.
fn may(visit: &Visit, nomination: &str, act: Act) -> bool {
    !nomination.is_empty() && visit.viewer().is_ok_and(|viewer| act.who().contains(&viewer.role))
}

/// The step a field stands on.
fn link(form: &Form, nomination: &str, field: &str) -> Option<String> {
    let id = field.split(['.', '#']).next()?;
    let step = form.field(id)?.step.as_ref()?;
    Some(format!("/nominations/{nomination}/steps/{step}#{id}"))
}

/// Where a material, or one of its files, stands on the page of materials.
pub fn anchor(place: &str) -> String {
    match place.split_once('#') {
        Some((_, file)) => format!("a-{file}"),
        None => format!("m-{place}"),
    }
}

fn waiver(nomination: &str, finding: &Finding) -> String {
    if finding.waivable() { format!("/nominations/{nomination}#waiver-{}", finding.rule) } else { String::new() }
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
