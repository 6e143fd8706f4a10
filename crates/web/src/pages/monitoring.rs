//! 推荐进度: where every unit stands, exceptions, and why things were returned.

use std::collections::BTreeMap;

use askama::Template;
use axum::body::Bytes;
use axum::extract::RawQuery;
use axum::response::Response;
use linxuan_app::view::{self, Board, Extension, Place, UnitStanding};
use linxuan_app::{Refusal, Running};
use linxuan_domain::access::Act;
use linxuan_domain::rulebook::DeadlineAct;
use linxuan_domain::value::Instant;
use linxuan_texts::{instant, number, percent, short_instant};

use super::board::{Headings, Narrowed, part, sorted};
use super::clock::{Clock, clock};
use super::lines::{Names, check};
use super::narrowed::{Facet, channels};
use super::portal::{Step, timeline};
use super::ratios::{Ratio, ratios};
use super::standing::{Progress, places_left, quota};
use crate::answer::{Answer, OrRefuse, page};
use crate::csv;
use crate::form::Pairs;
use crate::frame::Frame;
use crate::guard::Visit;

#[derive(Template)]
#[template(path = "monitoring.html")]
struct MonitoringPage<'a> {
    frame: Frame<'a>,
    now: String,
    clock: Option<Clock>,
    stages: Vec<Step>,
    figures: Vec<Figure>,
    progress: Vec<Facet>,
    channels: Vec<Facet>,
    units: Vec<Line>,
    all: usize,
    total: Total,
    shown: usize,
    next: String,
    first: String,
    headings: Headings,
    export: String,
    /// The narrowing, for the form that chooses units.
    own: Vec<(&'static str, String)>,
    reminder: String,
    extensions: Vec<Extended>,
    reasons: Vec<(String, String)>,
    by_unit: Vec<Returned>,
    ratios: Vec<Ratio>,
    queue: bool,
    manages: bool,
}

/// One figure above the board.
struct Figure {
    label: String,
    count: String,
    hint: String,
}

/// One unit of the board.
struct Line {
    id: String,
    name: String,
    channel: String,
    quota: String,
    left: String,
    drafts: i64,
    handed_in: i64,
    returned: i64,
    accepted: i64,
    refused: i64,
    signed_in: String,
    progress: String,
    class: &'static str,
}

/// The board's last line.
#[derive(Default)]
struct Total {
    drafts: i64,
    handed_in: i64,
    returned: i64,
    accepted: i64,
    refused: i64,
}

/// A later deadline for one unit.
pub struct Extended {
    pub id: String,
    pub unit: String,
    pub until: String,
    pub reason: String,
    pub proposed: String,
    pub confirmed: String,
    pub waits: bool,
}

/// Why one unit's nominations were returned.
struct Returned {
    unit: String,
    reasons: Vec<String>,
    count: i64,
}

/// The board; with `format=csv` as a file.
pub async fn show(visit: Visit, RawQuery(query): RawQuery) -> Answer {
    let pairs = Pairs::parse(&Bytes::from(query.unwrap_or_default()));
    let viewer = visit.viewer().or_refuse(&visit)?;
    let running = visit.running().or_refuse(&visit)?;
    let board = view::board(&visit.app, viewer).await.or_refuse(&visit)?;
    let narrowed = Narrowed::read(&pairs);
    if pairs.get("format") == "csv" {
        return Ok(export(&visit, running, &board, &narrowed));
    }
    let names = names(&visit, running, &board).await.or_refuse(&visit)?;
    let after = narrowed.order.place(pairs.get("after"));
    let ratios = ratios(&visit, running).await.or_refuse(&visit)?;
    Ok(page(&MonitoringPage { ratios, ..template(&visit, running, &board, (&narrowed, after.as_ref()), &names) }))
}

async fn names(visit: &Visit, running: &Running, board: &Board) -> Result<Names, Refusal> {
    let accounts = view::names(&visit.app, Some(running.id.to_string())).await?;
    let subjects = board.units.iter().map(|unit| (unit.unit_id.clone(), unit.name.clone())).collect();
    Ok(Names { accounts, subjects })
}

fn template<'a>(
    visit: &'a Visit,
    running: &'a Running,
    board: &Board,
    (narrowed, after): (&Narrowed, Option<&Place>),
    names: &Names,
) -> MonitoringPage<'a> {
    let zone = running.rulebook.zone();
    let all = sorted(running, narrowed.order, &board.units, |unit| narrowed.holds(unit));
    let held: Vec<&UnitStanding> = all.iter().map(|(_, unit)| *unit).collect();
    let (part, begun, last) = part(narrowed.order, &all, after);
    let may = |act: Act| visit.viewer().is_ok_and(|viewer| act.who().contains(&viewer.role));
    MonitoringPage {
        frame: Frame::new(visit),
        now: instant(visit.words, visit.app.now(), &zone),
        clock: clock(visit, running.rulebook.closes(DeadlineAct::HandIn)),
        stages: timeline(visit, running),
        figures: figures(visit, board),
        progress: progress(visit, board, narrowed),
        channels: channels(visit, running, &narrowed.channel, |id| {
            Narrowed { channel: id.to_owned(), ..narrowed.clone() }.list(&[])
        }),
        units: part.iter().map(|unit| line(visit, running, unit)).collect(),
        all: board.units.len(),
        total: total(&held),
        shown: held.len(),
        next: if last.is_empty() { last } else { narrowed.list(&[("after", &last)]) },
        first: if begun { narrowed.list(&[]) } else { String::new() },
        headings: Headings::new(visit, narrowed.order, |order| Narrowed { order, ..narrowed.clone() }.list(&[])),
        export: narrowed.list(&[("format", "csv")]),
        own: narrowed.said(),
        reminder: narrowed.path("/reminders", &[]),
        extensions: board.extensions.iter().map(|one| extended(visit, running, names, one)).collect(),
        reasons: reasons(visit, running, board),
        by_unit: by_unit(visit, running, board, names),
        ratios: Vec::new(),
        queue: may(Act::SeeQueue),
        manages: may(Act::ManageUnits),
    }
}

fn line(visit: &Visit, running: &Running, unit: &UnitStanding) -> Line {
    let words = visit.words;
    let progress = Progress::of(unit);
    let signed_in = |at: i64| short_instant(words, Instant(at), &running.rulebook.zone());
    Line {
        id: unit.unit_id.clone(),
        name: unit.name.clone(),
        channel: channel(visit, running, &unit.channel),
        quota: quota(words, running, &unit.channel, unit.own_quota, unit.extra),
        left: places_left(words, running, unit),
        drafts: unit.drafts,
        handed_in: unit.handed_in,
        returned: unit.returned,
        accepted: unit.accepted,
        refused: unit.refused,
        signed_in: unit.signed_in_at.map_or_else(|| words.say("monitoring-never-signed-in"), signed_in),
        progress: words.say(&format!("monitoring-progress-{}", progress.id())),
        class: progress.class(),
    }
}

fn channel(visit: &Visit, running: &Running, id: &str) -> String {
    running.rulebook.channel(id).map_or_else(|| id.to_owned(), |c| c.title.text(visit.words.language).to_owned())
}

fn total(units: &[&UnitStanding]) -> Total {
    let add = |mut total: Total, unit: &&UnitStanding| {
        total.drafts += unit.drafts;
        total.handed_in += unit.handed_in;
        total.returned += unit.returned;
        total.accepted += unit.accepted;
        total.refused += unit.refused;
        total
    };
    units.iter().fold(Total::default(), add)
}

/// Counts beside each other, with their share of all units.
fn figures(visit: &Visit, board: &Board) -> Vec<Figure> {
    let words = visit.words;
    let all = board.units.len();
    let share = |n: usize| percent(u32::try_from(n).unwrap_or(0), u32::try_from(all).unwrap_or(0), &[]);
    let having = |holds: fn(&UnitStanding) -> bool| board.units.iter().filter(|unit| holds(unit)).count();
    let figure = |key: &str, n: usize, hint: String| Figure {
        label: words.say(&format!("monitoring-figure-{key}")),
        count: number(i64::try_from(n).unwrap_or(0)),
        hint,
    };
    let of_units = |n: usize| words.fill("monitoring-of-units", &[("percent", share(n).into())]);
    let signed_in = having(|unit| unit.signed_in_at.is_some());
    let sums = total(&board.units.iter().collect::<Vec<_>>());
    let [begun, handed_in] = [
        having(|unit| Progress::of(unit) >= Progress::FillingIn),
        having(|unit| Progress::of(unit) >= Progress::HandedIn),
    ];
    let nominations = sums.handed_in + sums.returned + sums.accepted + sums.refused;
    let drafts = words.fill("monitoring-and-drafts", &[("n", number(sums.drafts).into())]);
    let examined = words.fill("monitoring-examined", &[("n", number(sums.accepted + sums.refused).into())]);
    vec![
        figure(
            "units",
            all,
            words.fill("monitoring-signed-in", &[("n", signed_in.into()), ("percent", share(signed_in).into())]),
        ),
        figure("begun", begun, of_units(begun)),
        figure("handed-in", handed_in, of_units(handed_in)),
        figure("nominations", usize::try_from(nominations).unwrap_or(0), format!("{examined} {drafts}")),
        figure("returned", usize::try_from(sums.returned).unwrap_or(0), words.say("monitoring-to-correct")),
    ]
}

fn progress(visit: &Visit, board: &Board, narrowed: &Narrowed) -> Vec<Facet> {
    let facet = |id: &str, key: &str, n: usize| Facet {
        path: Narrowed { progress: id.to_owned(), ..narrowed.clone() }.list(&[]),
        label: visit.words.say(key),
        count: n.to_string(),
        current: narrowed.progress == id,
    };
    let in_channel = |unit: &&UnitStanding| narrowed.channel.is_empty() || unit.channel == narrowed.channel;
    let units: Vec<&UnitStanding> = board.units.iter().filter(in_channel).collect();
    let count = |progress: Progress| units.iter().filter(|unit| Progress::of(unit) == progress).count();
    let each =
        Progress::ALL.into_iter().map(|one| facet(one.id(), &format!("monitoring-progress-{}", one.id()), count(one)));
    let each = each.filter(|facet| facet.current || facet.count != "0");
    std::iter::once(facet("", "monitoring-all", units.len())).chain(each).collect()
}

/// An extension in words.
pub fn extended(visit: &Visit, running: &Running, names: &Names, extension: &Extension) -> Extended {
    let zone = running.rulebook.zone();
    let person = |id: &str| names.accounts.get(id).cloned().unwrap_or_else(|| visit.words.say("examination-somebody"));
    let confirmed = |id: &String| visit.words.fill("monitoring-confirmed-by", &[("name", person(id).into())]);
    let at = instant(visit.words, Instant(extension.proposed_at), &zone);
    let proposed = [("name", person(&extension.proposed_by).into()), ("at", at.into())];
    Extended {
        id: extension.id.clone(),
        unit: names.subjects.get(&extension.unit_id).cloned().unwrap_or_default(),
        until: instant(visit.words, Instant(extension.until), &zone),
        reason: extension.reason.clone(),
        proposed: visit.words.fill("monitoring-proposed-by", &proposed),
        confirmed: extension.confirmed_by.as_ref().map(confirmed).unwrap_or_default(),
        waits: extension.confirmed_by.is_none(),
    }
}

/// Reasons of returns over all units, the most frequent first.
fn reasons(visit: &Visit, running: &Running, board: &Board) -> Vec<(String, String)> {
    let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
    for (_, check, n) in &board.reasons {
        *sums.entry(check).or_default() += n;
    }
    let mut sums: Vec<(&str, i64)> = sums.into_iter().collect();
    sums.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    sums.into_iter().map(|(id, n)| (check(visit.words, &running.rulebook, id), number(n))).collect()
}

fn by_unit(visit: &Visit, running: &Running, board: &Board, names: &Names) -> Vec<Returned> {
    let mut units: BTreeMap<&str, Returned> = BTreeMap::new();
    for (unit, id, n) in &board.reasons {
        let unit_name = || names.subjects.get(unit).cloned().unwrap_or_default();
        let entry = units.entry(unit).or_insert_with(|| Returned { unit: unit_name(), reasons: Vec::new(), count: 0 });
        let fills = [("reason", check(visit.words, &running.rulebook, id).into()), ("n", number(*n).into())];
        entry.reasons.push(visit.words.fill("monitoring-reason-times", &fills));
        entry.count += n;
    }
    let mut units: Vec<Returned> = units.into_values().collect();
    units.sort_by_key(|unit| std::cmp::Reverse(unit.count));
    units
}

fn export(visit: &Visit, running: &Running, board: &Board, narrowed: &Narrowed) -> Response {
    let columns = [
        "unit",
        "channel",
        "quota",
        "quota-left",
        "drafts",
        "handed-in",
        "returned",
        "accepted",
        "refused",
        "signed-in",
        "progress",
    ];
    let mut lines =
        vec![columns.iter().map(|column| visit.words.say(&format!("monitoring-column-{column}"))).collect()];
    let exported = |unit: &UnitStanding| {
        let line = line(visit, running, unit);
        let counts = [line.drafts, line.handed_in, line.returned, line.accepted, line.refused];
        let counts = counts.iter().map(ToString::to_string);
        let before = [line.name, line.channel, line.quota, line.left].into_iter();
        before.chain(counts).chain([line.signed_in, line.progress]).collect::<Vec<String>>()
    };
    let all = sorted(running, narrowed.order, &board.units, |unit| narrowed.holds(unit));
    lines.extend(all.into_iter().map(|(_, unit)| exported(unit)));
    csv::file(&format!("monitoring-{}", running.slug), &lines)
}
