//! 推荐单位: the list, exceptions for one unit, and what is done to them.

use std::collections::BTreeMap;

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;
use linxuan_app::view::{self, Board, Unit, UnitStanding};
use linxuan_app::{Refusal, Running, extension};
use linxuan_domain::rulebook::{Agreement, DeadlineAct};
use linxuan_domain::value::{Instant, Moment};
use linxuan_texts::{deadline, instant, number, short_instant};

use super::board::{By, Headings, part, sorted};
use super::lines::Names;
use super::monitoring::{Extended, extended};
use super::ordered::{Order, address};
use super::standing::{Progress, places_left, quota};
pub use super::units_import::{Sent as Table, import};
use crate::answer::{Answer, OrRefuse, page, page_with, refuse, to};
use crate::form::{Nothing, Pairs, Posted, form};
use crate::frame::Frame;
use crate::guard::Visit;
use crate::said;

#[derive(Template)]
#[template(path = "units.html")]
struct UnitsPage<'a> {
    frame: Frame<'a>,
    total: String,
    found: usize,
    question: String,
    order: String,
    headings: Headings,
    lines: Vec<Line>,
    next: String,
    first: String,
    kinds: Vec<(String, String)>,
    deadline: String,
    chosen: Option<Chosen>,
    extensions: Vec<Extended>,
    own: Vec<String>,
    import: Import,
    said: Said,
    /// Whether letters can be had as PDF.
    papers: bool,
}

/// One unit of the list.
struct Line {
    path: String,
    name: String,
    kind: String,
    channel: String,
    quota: String,
    left: String,
    progress: String,
    class: &'static str,
    signed_in: String,
}

/// The unit whose exceptions are being made.
struct Chosen {
    id: String,
    name: String,
    channel: String,
    quota: String,
    /// Whether the channel allows more, who must agree, and the bound.
    extra: Option<(String, String)>,
    extra_now: i64,
    granted: Vec<Granted>,
    extensions: Vec<Extended>,
}

/// Places beyond the quota, with why and by whom.
struct Granted {
    places: String,
    reason: String,
    who: String,
}

/// What an import found, for the page to show beside the typed table.
#[derive(Default)]
pub struct Import {
    pub typed: String,
    /// Line and sentence.
    pub problems: Vec<(String, String)>,
    /// Units that would be added, when nothing is wrong.
    pub ready: Vec<Ready>,
}

/// A unit that would be added.
pub struct Ready {
    pub name: String,
    pub kind: String,
    pub quota: String,
    pub clerk: String,
}

/// What was typed for one unit, and what is wrong with it.
#[derive(Default)]
pub struct Said {
    pub until: String,
    pub extra: String,
    pub reason: String,
    /// Which of the forms it came from.
    pub form: &'static str,
    pub error: String,
}

/// Shows the list.
pub async fn show(visit: Visit, RawQuery(query): RawQuery) -> Answer {
    let pairs = Pairs::parse(&Bytes::from(query.unwrap_or_default()));
    render(&visit, StatusCode::OK, &pairs, Import::default(), Said::default()).await.or_refuse(&visit)
}

/// The page with whatever was typed into its forms.
pub async fn render(
    visit: &Visit,
    status: StatusCode,
    pairs: &Pairs,
    import: Import,
    said: Said,
) -> Result<Response, Refusal> {
    let viewer = visit.viewer()?;
    let running = visit.running()?;
    let units = view::units(&visit.app, viewer).await?;
    let board = view::board(&visit.app, viewer).await?;
    let accounts = view::names(&visit.app, Some(running.id.to_string())).await?;
    let subjects = units.iter().map(|unit| (unit.id.clone(), unit.name.clone())).collect();
    let ground = Ground { visit, running, units: &units, board: &board, names: Names { accounts, subjects } };
    let template = template(&ground, pairs, import, said);
    Ok(if status == StatusCode::OK { page(&template) } else { page_with(status, &template) })
}

struct Ground<'a> {
    visit: &'a Visit,
    running: &'a Running,
    units: &'a [Unit],
    board: &'a Board,
    names: Names,
}

fn template<'a>(ground: &Ground<'a>, pairs: &Pairs, import: Import, said: Said) -> UnitsPage<'a> {
    let Ground { visit, running, units, board, .. } = *ground;
    let words = visit.words;
    let question = pairs.get("q").trim();
    let order: Order<By> = Order::read(pairs.get("order"));
    let found = sorted(running, order, &board.units, |unit| unit.name.contains(question));
    let (part, begun, last) = part(order, &found, order.place(pairs.get("after")).as_ref());
    let by_id: BTreeMap<&str, &Unit> = units.iter().map(|unit| (unit.id.as_str(), unit)).collect();
    let listed = part.iter().filter_map(|standing| Some((*by_id.get(standing.unit_id.as_str())?, *standing)));
    let all: Vec<Extended> = board.extensions.iter().map(|one| extended(visit, running, &ground.names, one)).collect();
    let own = visit.viewer().map(|viewer| viewer.account.to_string()).unwrap_or_default();
    let own = board.extensions.iter().filter(|one| one.proposed_by == own).map(|one| one.id.clone()).collect();
    UnitsPage {
        frame: Frame::new(visit),
        total: number(i64::try_from(units.len()).unwrap_or(0)),
        found: found.len(),
        lines: listed.map(|(unit, standing)| line(visit, running, unit, Some(standing))).collect(),
        next: if last.is_empty() { String::new() } else { path(question, order, &last) },
        first: if begun { path(question, order, "") } else { String::new() },
        headings: Headings::new(visit, order, |order| path(question, order, "")),
        order: order.text(),
        kinds: running.rulebook.unit_kind.iter().map(|k| (k.name.zh.clone(), k.name.en.clone())).collect(),
        deadline: running.rulebook.deadline(DeadlineAct::HandIn).map(|d| deadline(words, d.at)).unwrap_or_default(),
        chosen: chosen(ground, pairs.get("unit")),
        extensions: all.into_iter().filter(|one| one.waits).collect(),
        question: question.to_owned(),
        own,
        import,
        said,
        papers: visit.app.sets_papers(),
    }
}

fn path(question: &str, order: Order<By>, after: &str) -> String {
    address("/units", &[("q", question), ("order", &order.text()), ("after", after)])
}

fn line(visit: &Visit, running: &Running, unit: &Unit, standing: Option<&UnitStanding>) -> Line {
    let (words, book) = (visit.words, &running.rulebook);
    let language = words.language;
    let progress = standing.map_or(Progress::NotSignedIn, Progress::of);
    let signed_in = standing.and_then(|standing| standing.signed_in_at);
    let signed_in = signed_in.map(|at| short_instant(words, Instant(at), &book.zone()));
    Line {
        path: format!("/units?unit={}#unit", unit.id),
        name: unit.name.clone(),
        kind: book.unit_kind(&unit.kind).map_or_else(String::new, |kind| kind.name.text(language).to_owned()),
        channel: book.channel(&unit.channel).map_or_else(String::new, |c| c.title.text(language).to_owned()),
        quota: quota(words, running, &unit.channel, unit.own_quota, unit.extra),
        left: standing.map_or_else(String::new, |standing| places_left(words, running, standing)),
        progress: words.say(&format!("monitoring-progress-{}", progress.id())),
        class: progress.class(),
        signed_in: signed_in.unwrap_or_else(|| words.say("monitoring-never-signed-in")),
    }
}

fn chosen(ground: &Ground<'_>, id: &str) -> Option<Chosen> {
    let Ground { visit, running, units, board, .. } = *ground;
    let unit = units.iter().find(|unit| unit.id == id)?;
    let line = line(visit, running, unit, None);
    let rule = running.rulebook.channel(&unit.channel).and_then(|channel| channel.extra.as_ref());
    let agreed = |by: Agreement| match by {
        Agreement::Sponsors => "units-agreed-by-sponsors",
        Agreement::Office => "units-agreed-by-office",
    };
    let bound = |most: Option<u32>| most.map(|n| visit.words.fill("units-extra-at-most", &[("n", n.into())]));
    let own = board.extensions.iter().filter(|extension| extension.unit_id == unit.id);
    Some(Chosen {
        id: unit.id.clone(),
        name: line.name,
        channel: line.channel,
        quota: line.quota,
        extra: rule.map(|rule| (visit.words.say(agreed(rule.agreed_by)), bound(rule.at_most).unwrap_or_default())),
        extra_now: unit.extra,
        granted: board.granted.iter().filter(|one| one.unit_id == unit.id).map(|one| granted(ground, one)).collect(),
        extensions: own.map(|one| extended(visit, running, &ground.names, one)).collect(),
    })
}

fn granted(ground: &Ground<'_>, one: &view::ExtraQuota) -> Granted {
    let words = ground.visit.words;
    let name = ground.names.accounts.get(&one.granted_by).cloned();
    let name = name.unwrap_or_else(|| words.say("examination-somebody"));
    let at = instant(words, Instant(one.granted_at), &ground.running.rulebook.zone());
    Granted {
        places: words.fill("units-granted", &[("n", one.extra.into())]),
        reason: one.reason.clone(),
        who: words.fill("units-granted-by", &[("name", name.into()), ("at", at.into())]),
    }
}

form!(Later: "until", "reason");

/// Proposes a later deadline for one unit.
pub async fn extend(visit: Visit, Path(id): Path<String>, Posted { pairs: typed, .. }: Posted<Later>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let running = visit.running().or_refuse(&visit)?;
    let done = match until(running, typed.get("until")) {
        Ok(until) => extension::propose(&visit.app, viewer, &id, until, typed.get("reason")).await.map(|_| ()),
        Err(wrong) => Err(wrong),
    };
    after(&visit, &id, "extension", &typed, done).await
}

/// A minute on the campaign's clocks, as browsers send it.
fn until(running: &Running, typed: &str) -> Result<Instant, Refusal> {
    let minute = typed.trim().get(..16).unwrap_or(typed.trim()).replace(' ', "T");
    let moment: Moment = minute.parse().map_err(|_| Refusal::Invalid(vec![("until", "units-until-wrong")]))?;
    Ok(moment.instant(&running.rulebook.zone()))
}

/// Confirms an extension that somebody else proposed.
pub async fn confirm(visit: Visit, Path(id): Path<String>, _: Posted<Nothing>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    extension::confirm(&visit.app, viewer, &id).await.or_refuse(&visit)?;
    Ok(to("/units#extensions"))
}

form!(More: "extra", "reason");

/// Grants a unit nominations beyond its quota.
pub async fn grant(visit: Visit, Path(id): Path<String>, Posted { pairs: typed, .. }: Posted<More>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let done = match typed.get("extra").trim().parse() {
        Ok(extra) => extension::grant(&visit.app, viewer, &id, extra, typed.get("reason")).await,
        Err(_) => Err(Refusal::Invalid(vec![("extra", "units-extra-wrong")])),
    };
    after(&visit, &id, "extra", &typed, done).await
}

/// Back to the unit: as it is now, or with what was typed and what is wrong with it.
async fn after(visit: &Visit, id: &str, form: &'static str, typed: &Pairs, done: Result<(), Refusal>) -> Answer {
    let wrong = match done {
        Ok(()) => return Ok(to(&format!("/units?unit={id}#unit"))),
        Err(wrong @ Refusal::Invalid(_)) => wrong,
        Err(other) => return Err(refuse(visit, other)),
    };
    let text = |name: &str| typed.get(name).to_owned();
    let said = Said {
        until: text("until"),
        extra: text("extra"),
        reason: text("reason"),
        form,
        error: said::refusal(visit, &wrong),
    };
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("unit", id).finish();
    let pairs = Pairs::parse(&Bytes::from(query));
    render(visit, StatusCode::UNPROCESSABLE_ENTITY, &pairs, Import::default(), said).await.or_refuse(visit)
}
