//! Findings on what is recorded beside the form: opinions, procedure, secrecy.

use linxuan_domain::finding::{Matter, Verdict};
use linxuan_domain::value::Key;

use super::around::{Around, Told};

pub(super) fn told(around: &Around<'_>) -> Told {
    let (what, recorded, source) = match &around.finding.matter {
        Matter::Opinion { opinion, recorded } if around.finding.rule.starts_with("step.") => {
            (joint_body(around, opinion), *recorded, channels_of(around, opinion))
        }
        Matter::Opinion { opinion, recorded } => {
            (opinion_title(around, opinion), *recorded, format!("opinion.{opinion}"))
        }
        Matter::Procedure { procedure, recorded } => {
            (procedure_label(around, procedure), *recorded, format!("procedure.{procedure}"))
        }
        Matter::Secrecy { declared } => return secrecy(around, *declared),
        _ => return around.of_rule(),
    };
    let thing = around.quoted(&what);
    let figure = around.say(if recorded { "figure-recorded" } else { "figure-not-recorded" });
    let wanted = !recorded && around.finding.verdict >= Verdict::Open;
    let mend = if wanted { around.fill("mend-record", &[("thing", thing.into())]) } else { String::new() };
    if around.rule().is_some() {
        return Told { figure, mend, ..around.of_rule() };
    }
    Told { what, figure, mend, source, ..Told::default() }
}

fn joint_body(around: &Around<'_>, id: &Key) -> String {
    let body = around.book.body.iter().find(|body| body.id == *id).map(|body| around.text(&body.name));
    let body = body.map_or_else(|| around.say("finding-some-body"), str::to_owned);
    around.fill("finding-joint-opinion", &[("body", body.into())])
}

fn opinion_title(around: &Around<'_>, id: &Key) -> String {
    let title = around.book.opinion.iter().find(|opinion| opinion.id == *id).map(|opinion| around.text(&opinion.title));
    title.map_or_else(|| around.say("finding-some-opinion"), str::to_owned)
}

fn procedure_label(around: &Around<'_>, id: &Key) -> String {
    let known = around.book.procedure.iter().find(|procedure| procedure.id == *id);
    known.map_or_else(|| around.say("finding-some-procedure"), |procedure| around.text(&procedure.label).to_owned())
}

/// The channel that asks the body, where there is one only.
fn channels_of(around: &Around<'_>, body: &Key) -> String {
    let mut asking = around.book.channel.iter().filter(|channel| channel.joint.contains(body));
    match (asking.next(), asking.next()) {
        (Some(only), None) => format!("channel.{}.joint", only.id),
        _ => String::new(),
    }
}

fn secrecy(around: &Around<'_>, declared: bool) -> Told {
    let what = around.say(if declared { "secrecy-declared" } else { "secrecy-not-declared" });
    let open = !declared && around.finding.verdict >= Verdict::Open;
    let mend = if open { around.say("mend-secrecy") } else { String::new() };
    Told { what, mend, source: "secrecy".into(), ..Told::default() }
}
