//! Check and hand in 核对并报送.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use linxuan_app::package::{self, Handing};
use linxuan_app::view::{self, UnitHome};
use linxuan_app::{Refusal, Running, nomination};
use linxuan_domain::finding::Finding;
use linxuan_domain::lifecycle::State;
use linxuan_domain::rulebook::{Force, ProcedureKind};

use super::clock::{Clock, clock};
use super::found::{Found, found};
use super::nomination::{Attested, Reason};
use super::papers;
use super::words::named;
use crate::answer::{Answer, OrRefuse, page, page_with, refuse, to};
use crate::form::{Posted, form};
use crate::frame::Frame;
use crate::guard::Visit;
use crate::said::{self, Tag, tag};

#[derive(Template)]
#[template(path = "hand_in.html")]
struct HandIn<'a> {
    frame: Frame<'a>,
    errors: Vec<(String, String)>,
    clock: Option<Clock>,
    counts: (usize, usize, usize),
    list: Vec<Found>,
    waivable: Vec<(String, String, String)>,
    waived: Vec<(String, String)>,
    nominations: Vec<Line>,
    going: usize,
    steps: Vec<Step>,
    declaration: &'a str,
    key: String,
    papers: papers::Panel,
}

/// One nomination of the package.
struct Line {
    id: String,
    name: String,
    number: String,
    tag: Tag,
    said: Vec<Found>,
}

/// One step the unit records before it hands in.
struct Step {
    item: String,
    /// The anchor errors link to.
    place: String,
    title: String,
    hint: String,
    text: String,
    required: bool,
}

impl Step {
    /// What is still wanted stands open.
    fn open(&self) -> bool {
        self.required && self.text.is_empty()
    }
}

/// Shows everything that would be handed in, and all that stands in the way.
pub async fn show(visit: Visit) -> Answer {
    shown(&visit, StatusCode::OK, Vec::new(), visit.app.new_id()).await
}

form!(Confirmed: "key", "secrecy");

/// Hands in; a repeat of the same page answers the same receipt.
pub async fn hand_in(visit: Visit, Posted { pairs, .. }: Posted<Confirmed>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let key = pairs.get("key").to_owned();
    let handing = Handing { key: key.clone(), secrecy: pairs.get("secrecy") == "yes" };
    match package::hand_in(&visit.app, viewer, handing).await {
        Ok(submission) => Ok(to(&format!("/receipts/{}", submission.id))),
        Err(Refusal::Findings(findings)) => {
            let home = view::unit_home(&visit.app, viewer).await.or_refuse(&visit)?;
            let errors = errors(&visit, &home, &findings).or_refuse(&visit)?;
            shown(&visit, StatusCode::UNPROCESSABLE_ENTITY, errors, key).await
        }
        Err(refusal @ (Refusal::Late { .. } | Refusal::Invalid(_))) => complained(&visit, &refusal, "send").await,
        Err(refusal) => Err(refuse(&visit, refusal)),
    }
}

/// What stands in the way, each with where on the page it can be mended.
fn errors(visit: &Visit, home: &UnitHome, findings: &[(String, Finding)]) -> Result<Vec<(String, String)>, Refusal> {
    let running = visit.running()?;
    let error = |(nomination, finding): &(String, Finding)| {
        let of = home.standing.nominations.iter().find(|(kept, _)| kept.id == *nomination).map(|(kept, _)| kept);
        let track = of.map_or("", |kept| kept.track.as_str());
        let said = found(visit, running, track, "", std::slice::from_ref(finding)).into_iter().next()?.said;
        let whose = of.map(|kept| format!("{} ", named(visit, &kept.name))).unwrap_or_default();
        let place = match (nomination.is_empty(), finding.rule.as_str()) {
            (false, _) => format!("n-{nomination}"),
            (true, "secrecy") => "secrecy".to_owned(),
            (true, rule) if rule.starts_with("step.") => rule.replace('.', "-"),
            (true, _) => "list".to_owned(),
        };
        Some((place, format!("{whose}{} {}", said.what, said.mend).trim().to_owned()))
    };
    Ok(findings.iter().filter_map(error).collect())
}

/// The page again, with what was wrong on top.
async fn complained(visit: &Visit, refusal: &Refusal, place: &str) -> Answer {
    let errors = vec![(place.to_owned(), said::refusal(visit, refusal))];
    shown(visit, StatusCode::UNPROCESSABLE_ENTITY, errors, visit.app.new_id()).await
}

async fn shown(visit: &Visit, status: StatusCode, errors: Vec<(String, String)>, key: String) -> Answer {
    let viewer = visit.viewer().or_refuse(visit)?;
    let running = visit.running().or_refuse(visit)?;
    let home = view::unit_home(&visit.app, viewer).await.or_refuse(visit)?;
    let language = visit.words.language;
    let nominations: Vec<Line> = home.standing.nominations.iter().filter_map(|one| line(visit, running, one)).collect();
    let all: Vec<&Finding> = every(&home);
    let draft = home.standing.nominations.is_empty() || !nominations.is_empty();
    let template = HandIn {
        frame: Frame::new(visit),
        errors,
        clock: clock(visit, home.standing.closes),
        counts: (count(&all, Force::Must), count(&all, Force::InPrinciple), count(&all, Force::Advice)),
        list: found(visit, running, "", "", &without_steps(&home.standing.list)),
        waivable: waivable(visit, running, &home.standing.list),
        waived: home
            .waivers
            .iter()
            .map(|w| (super::nomination::label(visit, running, &w.rule), w.reason.clone()))
            .collect(),
        going: nominations.len(),
        nominations,
        steps: home.steps.iter().map(|step| recorded(visit, running, &home, step)).collect(),
        declaration: running.rulebook.secrecy.declaration.text(language),
        key,
        papers: papers::panel(visit, running, &home.unit.channel, None, draft),
    };
    Ok(answered(status, &template))
}

fn answered(status: StatusCode, template: &HandIn<'_>) -> Response {
    if status == StatusCode::OK { page(template) } else { page_with(status, template) }
}

/// The findings on all that would go, and on the list.
fn every(home: &UnitHome) -> Vec<&Finding> {
    let going = home.standing.nominations.iter().filter(|(nomination, _)| goes(&nomination.state));
    going.flat_map(|(_, judged)| &judged.findings).chain(&home.standing.list).collect()
}

fn count(findings: &[&Finding], force: Force) -> usize {
    findings.iter().filter(|f| f.force == force && f.verdict >= linxuan_domain::finding::Verdict::Open).count()
}

fn goes(state: &str) -> bool {
    State::from_id(state).is_some_and(State::editable)
}

fn without_steps(list: &[Finding]) -> Vec<Finding> {
    list.iter().filter(|finding| !finding.rule.starts_with("step.")).cloned().collect()
}

fn line(visit: &Visit, running: &Running, one: &(view::Nomination, nomination::Judged)) -> Option<Line> {
    let (kept, judged) = one;
    let open: Vec<Finding> =
        judged.findings.iter().filter(|f| f.verdict != linxuan_domain::finding::Verdict::Holds).cloned().collect();
    goes(&kept.state).then(|| Line {
        id: kept.id.clone(),
        name: named(visit, &kept.name),
        number: kept.number.clone(),
        tag: tag(visit.words, &kept.state),
        said: found(visit, running, &kept.track, &kept.id, &open),
    })
}

fn waivable(visit: &Visit, running: &Running, list: &[Finding]) -> Vec<(String, String, String)> {
    let one = |finding: &Finding| {
        let said = found(visit, running, "", "", std::slice::from_ref(finding)).into_iter().next()?.said;
        Some((finding.rule.clone(), said.what, said.figure))
    };
    list.iter().filter(|finding| finding.waivable()).filter_map(one).collect()
}

fn recorded(visit: &Visit, running: &Running, home: &UnitHome, (item, required): &(String, bool)) -> Step {
    let subject = format!("unit/{}", home.unit.id);
    let written = home.attestations.iter().find(|written| written.subject == subject && written.item == *item);
    let book = &running.rulebook;
    let procedure = book.procedure.iter().find(|procedure| procedure.id.as_str() == item);
    let body = item.strip_prefix("joint.").and_then(|id| book.body.iter().find(|body| body.id.as_str() == id));
    let (title, hint) = match (procedure, body) {
        (Some(procedure), _) => (procedure.label.text(visit.words.language).to_owned(), hint(procedure.kind)),
        (None, Some(body)) => {
            let name = body.name.text(visit.words.language);
            (visit.words.fill("step-joint", &[("body", name.into())]), "step-joint-hint")
        }
        (None, None) => (item.clone(), "step-joint-hint"),
    };
    let text = written.map(|written| written.text.clone()).unwrap_or_default();
    let place = format!("step-{}", item.replace('.', "-"));
    Step { item: item.clone(), place, title, hint: visit.words.say(hint), text, required: *required }
}

const fn hint(kind: ProcedureKind) -> &'static str {
    match kind {
        ProcedureKind::DemocraticProcedure => "step-democratic-hint",
        ProcedureKind::UnitNotice => "step-unit-notice-hint",
        ProcedureKind::CandidatePublicity => "step-publicity-hint",
    }
}

/// Writes why the list as a whole does not keep a rule that binds in principle.
pub async fn waive(visit: Visit, Posted { pairs, .. }: Posted<Reason>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    match nomination::waive(&visit.app, viewer, None, pairs.get("rule"), pairs.get("reason")).await {
        Ok(()) => Ok(to("/hand-in#list")),
        Err(refusal @ Refusal::Invalid(_)) => complained(&visit, &refusal, "list").await,
        Err(refusal) => Err(refuse(&visit, refusal)),
    }
}

/// Records a step of the unit.
pub async fn attest(visit: Visit, Posted { pairs, .. }: Posted<Attested>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let place = format!("step-{}", pairs.get("item").replace('.', "-"));
    match nomination::attest(&visit.app, viewer, None, pairs.get("item"), pairs.get("text")).await {
        Ok(()) => Ok(to(&format!("/hand-in#{place}"))),
        Err(refusal @ Refusal::Invalid(_)) => complained(&visit, &refusal, &place).await,
        Err(refusal) => Err(refuse(&visit, refusal)),
    }
}
