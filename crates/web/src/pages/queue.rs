//! 形式审查: the list of what was handed in.

use std::collections::BTreeMap;

use askama::Template;
use axum::body::Bytes;
use axum::extract::RawQuery;
use axum::response::Response;
use linxuan_app::view::{self, Queue, Queued, Sort};
use linxuan_app::{Refusal, Running};
use linxuan_domain::access::{Act, Viewer};
use linxuan_domain::lifecycle::State;
use linxuan_domain::together::Together;
use linxuan_domain::value::Instant;
use linxuan_texts::{Pattern, ShortInstants, number};

use super::examination::{Done, done};
use super::narrowed::{Facet, Narrowed, channels};
use super::ordered::{Heading, placed};
use super::words::named;
use crate::answer::{Answer, OrRefuse, page};
use crate::csv;
use crate::form::Pairs;
use crate::frame::Frame;
use crate::guard::Visit;
use crate::said::{Tag, examination_tag};

/// Lines read at once for a file.
const BATCH: i64 = 200;
/// States a nomination can be in once it was handed in, in the order of the work.
const STATES: [State; 6] =
    [State::HandedIn, State::RefusalProposed, State::Returned, State::ClosingProposed, State::Accepted, State::Refused];

#[derive(Template)]
#[template(path = "queue.html")]
struct QueuePage<'a> {
    frame: Frame<'a>,
    narrowed: &'a Narrowed,
    total: String,
    examined: String,
    found: String,
    all: i64,
    states: Vec<Facet>,
    channels: Vec<Facet>,
    /// Without the unit's narrowing; empty where there is none.
    any_unit: String,
    unit_name: String,
    lines: Vec<Line>,
    headings: Headings,
    tracks: bool,
    /// What can be done to several at once here: id and words of the button.
    together: Vec<(&'static str, String)>,
    export: String,
    clear: String,
    previous: String,
    next: String,
    first: String,
    monitors: bool,
    /// Whether the viewer may see the waivers.
    waivers: bool,
    done: Option<Done>,
}

/// The headings by which the list can be sorted.
struct Headings {
    name: Heading,
    number: Heading,
    findings: Heading,
    unit: Heading,
    handed_in: Heading,
    due: Heading,
}

/// One nomination of the list.
struct Line {
    /// Id and version, for choosing it together with others.
    pick: String,
    /// What the box to choose it says.
    choose: String,
    path: String,
    number: String,
    name: String,
    employer: String,
    unit: String,
    unit_path: String,
    track: String,
    tag: Tag,
    due: String,
    handed_in: String,
    badges: Vec<Badge>,
}

/// How many findings of one force are open.
#[derive(Clone)]
pub struct Badge {
    pub class: &'static str,
    pub word: String,
    pub count: String,
}

/// The list, narrowed; with `format=csv` all of it as a file.
pub async fn show(visit: Visit, RawQuery(query): RawQuery) -> Answer {
    let pairs = Pairs::parse(&Bytes::from(query.unwrap_or_default()));
    let viewer = visit.viewer().or_refuse(&visit)?;
    let running = visit.running().or_refuse(&visit)?;
    let narrowed = Narrowed::read(&pairs);
    if pairs.get("format") == "csv" {
        return export(&visit, viewer, running, &narrowed).await.or_refuse(&visit);
    }
    let (queue, turned) = part(&visit, viewer, &narrowed, &pairs).await.or_refuse(&visit)?;
    let done = done(&visit, viewer, &pairs).await;
    Ok(page(&QueuePage { done, ..template(&visit, running, &narrowed, &queue, turned) }))
}

/// Which neighbours a part of the list has.
#[derive(Clone, Copy)]
struct Around {
    before: bool,
    after: bool,
}

/// A page of the list. Going back reads the other way round from the first line.
async fn part(visit: &Visit, viewer: &Viewer, narrowed: &Narrowed, pairs: &Pairs) -> Result<(Queue, Around), Refusal> {
    let [after, before] = ["after", "before"].map(|name| narrowed.order.place(pairs.get(name)));
    let mut filter = narrowed.filter();
    if let Some(before) = before {
        filter.after = Some(before);
        filter.descending = !filter.descending;
        let mut queue = view::examination_queue(&visit.app, viewer, filter).await?;
        queue.lines.reverse();
        let around = Around { before: queue.more, after: true };
        return Ok((queue, around));
    }
    let begun = after.is_some();
    filter.after = after;
    let queue = view::examination_queue(&visit.app, viewer, filter).await?;
    let around = Around { before: begun, after: queue.more };
    Ok((queue, around))
}

fn template<'a>(
    visit: &'a Visit,
    running: &'a Running,
    narrowed: &'a Narrowed,
    queue: &Queue,
    around: Around,
) -> QueuePage<'a> {
    let all: i64 = queue.states.iter().map(|(_, n)| n).sum();
    let examined: i64 = [State::Accepted, State::Refused].iter().map(|state| count(queue, *state)).sum();
    let at = |line: &Queued| placed(&line.place(narrowed.order.column));
    let ends = (queue.lines.first().map(at), queue.lines.last().map(at));
    let may = |act: Act| visit.viewer().is_ok_and(|viewer| act.who().contains(&viewer.role));
    let any_unit = Narrowed { unit: String::new(), ..narrowed.clone() };
    let mut same = Same::new(visit, running, narrowed);
    let lines: Vec<Line> = queue.lines.iter().map(|line| same.line(line)).collect();
    QueuePage {
        frame: Frame::new(visit),
        total: number(all),
        examined: number(examined),
        found: if queue.bounded { format!("{}+", number(queue.found)) } else { number(queue.found) },
        all,
        states: states(visit, narrowed, queue),
        channels: channels(visit, running, &narrowed.channel, |id| narrowed.in_channel(id).list(&[])),
        any_unit: if narrowed.unit.is_empty() { String::new() } else { any_unit.list(&[]) },
        unit_name: unit_name(visit, queue),
        tracks: running.rulebook.track.len() > 1,
        headings: headings(visit, narrowed),
        together: together(visit, narrowed),
        export: narrowed.list(&[("format", "csv")]),
        clear: Narrowed::read(&Pairs::default()).list(&[("state", narrowed.state.as_str())]),
        previous: ends.0.filter(|_| around.before).map_or_else(String::new, |at| narrowed.list(&[("before", &at)])),
        next: ends.1.filter(|_| around.after).map_or_else(String::new, |at| narrowed.list(&[("after", &at)])),
        first: lines.first().filter(|_| narrowed.waiting()).map_or_else(String::new, |line| line.path.clone()),
        monitors: may(Act::SeeMonitoring),
        waivers: may(Act::SeeWaivers),
        done: None,
        lines,
        narrowed,
    }
}

fn count(queue: &Queue, state: State) -> i64 {
    queue.states.iter().find(|(id, _)| id == state.id()).map_or(0, |(_, n)| *n)
}

/// The unit's name as the list itself says it: an unknown unit has no name here.
fn unit_name(visit: &Visit, queue: &Queue) -> String {
    queue.lines.first().map_or_else(|| visit.words.say("queue-one-unit"), |line| line.unit_name.clone())
}

/// States with what is in them; an empty one only where it is looked at.
fn states(visit: &Visit, narrowed: &Narrowed, queue: &Queue) -> Vec<Facet> {
    let facet = |id: &str, n: i64| Facet {
        path: Narrowed { state: id.to_owned(), ..narrowed.clone() }.list(&[]),
        label: visit.words.say(&format!("queue-state-{id}")),
        // Kept for the campaign as a whole; with a search they would mislead.
        count: if narrowed.searched() { String::new() } else { number(n) },
        current: narrowed.state == id,
    };
    let known = STATES.into_iter().map(|state| facet(state.id(), count(queue, state)));
    let shown = known.filter(|facet| facet.current || facet.count != "0");
    shown.chain([facet("all", queue.states.iter().map(|(_, n)| n).sum())]).collect()
}

fn headings(visit: &Visit, narrowed: &Narrowed) -> Headings {
    let heading = |column: Sort, key: &str| {
        let path = |order| Narrowed { order, ..narrowed.clone() }.list(&[]);
        narrowed.order.heading(column, visit.words.say(&format!("queue-column-{key}")), path)
    };
    Headings {
        name: heading(Sort::Name, "name"),
        number: heading(Sort::Number, "number"),
        findings: heading(Sort::Findings, "findings"),
        unit: heading(Sort::Unit, "unit"),
        handed_in: heading(Sort::HandedIn, "handed-in"),
        due: heading(Sort::Due, "due"),
    }
}

/// What can be done to several of the listed at once.
fn together(visit: &Visit, narrowed: &Narrowed) -> Vec<(&'static str, String)> {
    // Without a state everything is listed.
    let here = |what: &Together| State::from_id(&narrowed.state).is_none_or(|state| what.fits(state));
    let all = Together::ALL.into_iter().filter(here);
    all.map(|what| (what.id(), visit.words.say(&format!("together-choose-{}", what.id())))).collect()
}

/// What lines of one page have in common: worked out once, not fifty times.
struct Same<'a> {
    visit: &'a Visit,
    running: &'a Running,
    narrowed: &'a Narrowed,
    times: ShortInstants,
    /// The narrowing as it stands behind every line's own address.
    handed_on: String,
    /// The list narrowed to a unit, by unit.
    of_unit: BTreeMap<String, String>,
    /// By the summary of findings.
    badges: BTreeMap<String, Vec<Badge>>,
    choose: Pattern<2>,
}

impl<'a> Same<'a> {
    fn new(visit: &'a Visit, running: &'a Running, narrowed: &'a Narrowed) -> Self {
        let times = ShortInstants::new(visit.words, running.rulebook.zone());
        let handed_on = narrowed.path("", &[]);
        let choose = visit.words.pattern("together-choose-one", ["name", "number"]);
        let (of_unit, badges) = (BTreeMap::new(), BTreeMap::new());
        Self { visit, running, narrowed, times, handed_on, of_unit, badges, choose }
    }

    fn line(&mut self, line: &Queued) -> Line {
        let name = named(self.visit, &line.name);
        Line {
            choose: self.choose.fill([&name, &line.number]),
            pick: format!("{}.{}", line.id, line.version),
            path: format!("/examination/{}{}", line.id, self.handed_on),
            number: line.number.clone(),
            name,
            employer: line.employer.clone(),
            unit: line.unit_name.clone(),
            unit_path: self.of_unit(&line.unit_id),
            track: track(self.visit, self.running, &line.track),
            tag: examination_tag(self.visit.words, &line.state),
            due: line.due_at.map(|at| self.times.say(Instant(at))).unwrap_or_default(),
            handed_in: self.times.say(Instant(line.handed_in_at)),
            badges: self.badges(&line.findings),
        }
    }

    fn of_unit(&mut self, unit: &str) -> String {
        let known = self.of_unit.entry(unit.to_owned());
        let of_unit = || Narrowed { unit: unit.to_owned(), ..self.narrowed.clone() }.list(&[]);
        known.or_insert_with(of_unit).clone()
    }

    fn badges(&mut self, findings: &str) -> Vec<Badge> {
        let known = self.badges.entry(findings.to_owned());
        known.or_insert_with(|| badges(self.visit, findings)).clone()
    }
}

fn track(visit: &Visit, running: &Running, id: &str) -> String {
    running.rulebook.track(id).map_or_else(String::new, |track| track.title.text(visit.words.language).to_owned())
}

/// The summary `must in-principle advice` as badges.
fn badges(visit: &Visit, findings: &str) -> Vec<Badge> {
    let kinds = [("must", "force-must"), ("prin", "force-in-principle"), ("tip", "force-advice")];
    let open = findings.split(' ').zip(kinds).filter(|(n, _)| *n != "0" && !n.is_empty());
    let badges: Vec<Badge> =
        open.map(|(n, (class, key))| Badge { class, word: visit.words.say(key), count: n.to_owned() }).collect();
    if badges.is_empty() {
        return vec![Badge { class: "ok", word: visit.words.say("verdict-holds"), count: String::new() }];
    }
    badges
}

/// Everything the narrowing gives, part by part.
async fn export(visit: &Visit, viewer: &Viewer, running: &Running, narrowed: &Narrowed) -> Result<Response, Refusal> {
    let heading = ["number", "name", "employer", "unit", "channel", "track", "state", "findings", "handed-in", "due"];
    let mut lines = vec![heading.iter().map(|column| visit.words.say(&format!("queue-column-{column}"))).collect()];
    let mut filter = narrowed.filter();
    filter.most = BATCH;
    loop {
        let queue = view::examination_queue(&visit.app, viewer, filter.clone()).await?;
        lines.extend(queue.lines.iter().map(|line| exported(visit, running, line)));
        match queue.lines.last().filter(|_| queue.more) {
            Some(last) => filter.after = Some(last.place(filter.sort)),
            None => return Ok(csv::file(&format!("examination-{}", running.slug), &lines)),
        }
    }
}

fn exported(visit: &Visit, running: &Running, line: &Queued) -> Vec<String> {
    let zone = running.rulebook.zone();
    let time = |at: i64| Instant(at).civil(&zone).strftime("%Y-%m-%d %H:%M").to_string();
    let badge = |badge: Badge| format!("{}{}", badge.word, badge.count);
    let findings: Vec<String> = badges(visit, &line.findings).into_iter().map(badge).collect();
    let channel = running.rulebook.channel(&line.channel).map_or("", |c| c.title.text(visit.words.language));
    vec![
        line.number.clone(),
        line.name.clone(),
        line.employer.clone(),
        line.unit_name.clone(),
        channel.to_owned(),
        track(visit, running, &line.track),
        examination_tag(visit.words, &line.state).label,
        findings.join(" "),
        time(line.handed_in_at),
        line.due_at.map(time).unwrap_or_default(),
    ]
}
