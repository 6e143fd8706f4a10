//! 批量办理: the chosen ones with what would become of each, then what became of each.

use askama::Template;
use axum::body::Bytes;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;
use linxuan_app::together::{self, Chosen, Pick, Why};
use linxuan_app::view;
use linxuan_app::{Refusal, Running};
use linxuan_domain::rulebook::ExaminationCheck;
use linxuan_domain::together::{Hindrance, Together};

use super::examination::names;
use super::lines::Names;
use super::narrowed::Narrowed;
use super::words::{Spoken, named, spoken};
use crate::answer::{Answer, OrRefuse, page, page_with, refuse};
use crate::form::{Pairs, Posted, form};
use crate::frame::Frame;
use crate::guard::Visit;
use crate::said;

#[derive(Template)]
#[template(path = "bulk.html")]
struct BulkPage<'a> {
    frame: Frame<'a>,
    what: &'static str,
    title: String,
    lead: String,
    /// Words of the button, and what is asked before it.
    button: String,
    grave: Option<String>,
    back: String,
    action: String,
    ready: Vec<Line>,
    hindered: Vec<Line>,
    checks: Vec<Check>,
    error: String,
}

#[derive(Template)]
#[template(path = "bulk_done.html")]
struct DonePage<'a> {
    frame: Frame<'a>,
    title: String,
    summary: String,
    back: String,
    done: Vec<Line>,
    not_done: Vec<Line>,
}

/// One of the chosen.
struct Line {
    pick: String,
    path: String,
    name: String,
    number: String,
    unit: String,
    /// What the first person wrote on it.
    proposal: Option<Spoken>,
    why: String,
}

/// A check that whoever accepts answers for.
struct Check {
    id: String,
    label: String,
    /// Whether the program can tell by itself.
    by_program: bool,
    ticked: bool,
}

/// Shows what would become of each of the chosen.
pub async fn show(visit: Visit, RawQuery(query): RawQuery) -> Answer {
    let pairs = Pairs::parse(&Bytes::from(query.unwrap_or_default()));
    let narrowed = Narrowed::read(&pairs);
    confirm(&visit, StatusCode::OK, &narrowed, &pairs, None).await.or_refuse(&visit)
}

form!(Confirmed: "what", "pick", "check");

/// Does it to each, and says what became of them.
pub async fn carry_out(
    visit: Visit,
    RawQuery(query): RawQuery,
    Posted { pairs: typed, .. }: Posted<Confirmed>,
) -> Answer {
    let narrowed = Narrowed::read(&Pairs::parse(&Bytes::from(query.unwrap_or_default())));
    let viewer = visit.viewer().or_refuse(&visit)?;
    let what = what(&typed).or_refuse(&visit)?;
    match together::carry_out(&visit.app, viewer, what, picks(&typed), typed.all("check")).await {
        Ok(chosen) => done(&visit, &narrowed, what, &chosen).await.or_refuse(&visit),
        Err(wrong @ Refusal::Invalid(_)) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            confirm(&visit, status, &narrowed, &typed, Some(&wrong)).await.or_refuse(&visit)
        }
        Err(other) => Err(refuse(&visit, other)),
    }
}

fn what(pairs: &Pairs) -> Result<Together, Refusal> {
    Together::from_id(pairs.get("what")).ok_or(Refusal::Invalid(vec![("what", "together-no-what")]))
}

/// Id and version of each, as the list wrote them.
fn picks(pairs: &Pairs) -> Vec<Pick> {
    let pick = |text: &String| {
        let (id, version) = text.rsplit_once('.')?;
        Some(Pick { id: id.to_owned(), version: version.parse().ok()? })
    };
    pairs.all("pick").iter().filter_map(pick).collect()
}

async fn confirm(
    visit: &Visit,
    status: StatusCode,
    narrowed: &Narrowed,
    pairs: &Pairs,
    wrong: Option<&Refusal>,
) -> Result<Response, Refusal> {
    let (what, running) = (what(pairs)?, visit.running()?);
    let chosen = together::look(&visit.app, visit.viewer()?, what, picks(pairs)).await?;
    let names = names(visit, running).await?;
    let (ready, hindered): (Vec<&Chosen>, Vec<&Chosen>) = chosen.iter().partition(|one| one.why.is_none());
    let shown = |all: Vec<&Chosen>| all.into_iter().map(|one| line(visit, running, &names, narrowed, one)).collect();
    let own = |key: &str| visit.words.say(&format!("together-{key}-{}", what.id()));
    let count = [("n", ready.len().into())];
    let ticked = wrong.map(|_| pairs.all("check"));
    let template = BulkPage {
        frame: Frame::new(visit),
        what: what.id(),
        title: own("title"),
        lead: own("lead"),
        button: visit.words.fill(&format!("together-button-{}", what.id()), &count),
        grave: (what == Together::ConfirmRefusal).then(|| visit.words.fill("together-grave", &count)),
        back: narrowed.list(&[]),
        action: narrowed.path("/examination/selection", &[]),
        ready: shown(ready),
        hindered: shown(hindered),
        checks: if what == Together::Accept { checks(visit, running, ticked.as_deref()) } else { Vec::new() },
        error: wrong.map(|wrong| said::refusal(visit, wrong)).unwrap_or_default(),
    };
    Ok(if status == StatusCode::OK { page(&template) } else { page_with(status, &template) })
}

/// The checks to answer for: as ticked before, else those the program has found in order.
fn checks(visit: &Visit, running: &Running, ticked: Option<&[String]>) -> Vec<Check> {
    let check = |check: &ExaminationCheck| {
        let (id, by_program) = (check.id.to_string(), check.rule.is_some());
        Check {
            label: check.label.text(visit.words.language).to_owned(),
            ticked: ticked.map_or(by_program, |ticked| ticked.contains(&id)),
            by_program,
            id,
        }
    };
    running.rulebook.examination.check.iter().map(check).collect()
}

fn line(visit: &Visit, running: &Running, names: &Names, narrowed: &Narrowed, chosen: &Chosen) -> Line {
    let told = |text: fn(&view::Queued) -> &String| chosen.line.as_ref().map(text).cloned().unwrap_or_default();
    let name = match &chosen.line {
        Some(line) => named(visit, &line.name),
        None => visit.words.say("together-not-there"),
    };
    Line {
        pick: format!("{}.{}", chosen.pick.id, chosen.pick.version),
        path: chosen
            .line
            .as_ref()
            .map_or_else(String::new, |line| narrowed.path(&format!("/examination/{}", line.id), &[])),
        name,
        number: told(|line| &line.number),
        unit: told(|line| &line.unit_name),
        proposal: chosen.proposal.as_ref().map(|word| spoken(visit, running, names, word)),
        why: chosen.why.as_ref().map(|why| reason(visit, why)).unwrap_or_default(),
    }
}

fn reason(visit: &Visit, why: &Why) -> String {
    let words = visit.words;
    match why {
        Why::Refused(refusal) => said::refusal(visit, refusal),
        Why::Hindrance(Hindrance::State(state)) => {
            let state = words.say(&format!("queue-state-{}", state.id()));
            words.fill("together-state", &[("state", state.into())])
        }
        Why::Hindrance(Hindrance::Changed) => words.say("together-changed"),
        Why::Hindrance(Hindrance::Findings(n)) => words.fill("together-findings", &[("n", (*n).into())]),
        Why::Hindrance(Hindrance::Waivers(n)) => words.fill("together-waivers", &[("n", (*n).into())]),
        Why::Hindrance(Hindrance::OwnProposal) => words.say("examination-own-proposal"),
    }
}

async fn done(visit: &Visit, narrowed: &Narrowed, what: Together, chosen: &[Chosen]) -> Result<Response, Refusal> {
    let running = visit.running()?;
    let names = names(visit, running).await?;
    let (done, not_done): (Vec<&Chosen>, Vec<&Chosen>) = chosen.iter().partition(|one| one.why.is_none());
    let counts = [("done", done.len().into()), ("not", not_done.len().into())];
    let shown = |all: Vec<&Chosen>| all.into_iter().map(|one| line(visit, running, &names, narrowed, one)).collect();
    Ok(page(&DonePage {
        frame: Frame::new(visit),
        title: visit.words.say(&format!("together-title-{}", what.id())),
        summary: visit.words.fill(&format!("together-done-{}", what.id()), &counts),
        back: narrowed.list(&[]),
        done: shown(done),
        not_done: shown(not_done),
    }))
}
