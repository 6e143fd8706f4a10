//! The first page behind the sign-in: what is to be done now.

use askama::Template;
use linxuan_app::nomination::Judged;
use linxuan_app::view::{Nomination, UnitHome};
use linxuan_app::{Refusal, Running, view};
use linxuan_domain::access::{Act, Role, Viewer};
use linxuan_domain::finding::{Finding, Matter, Verdict};
use linxuan_domain::form::progress;
use linxuan_domain::lifecycle::State;
use linxuan_domain::value::Instant;

use super::clock::{Clock, clock};
use super::found::{Found, found};
use super::words::named;
use crate::answer::{Answer, OrRefuse, page, to};
use crate::frame::{Frame, counts_activities};
use crate::guard::Visit;
use crate::said::{self, Tag, tag};

#[derive(Template)]
#[template(path = "home.html")]
struct Home<'a> {
    frame: Frame<'a>,
    unit: &'a str,
    channel: &'a str,
    clock: Option<Clock>,
    extended: bool,
    tasks: Vec<Task>,
    lines: Vec<Line>,
    tracks: Vec<(String, String)>,
    quota: Option<Meter>,
    shares: Vec<Gauge>,
    receipts: Vec<(String, String, String)>,
    may_add: bool,
    /// Every place of the quota is taken.
    full: bool,
    guidance: Vec<&'a str>,
}

/// One thing to do, with where to do it.
struct Task {
    path: String,
    title: String,
    detail: String,
    tag: Tag,
}

/// One nomination of the unit.
struct Line {
    number: String,
    path: String,
    name: String,
    employer: String,
    filled: u32,
    must: usize,
    principle: usize,
    tag: Tag,
}

/// How much of the quota is used.
struct Meter {
    used: u32,
    allowed: u32,
    exactly: bool,
    boxes: Vec<bool>,
}

/// One ratio of the list, drawn.
struct Gauge {
    found: Found,
    percent: u32,
    least: Option<u32>,
}

#[derive(Template)]
#[template(path = "welcome.html")]
struct Welcome<'a> {
    frame: Frame<'a>,
    tasks: Vec<Task>,
}

/// The unit's page for units, one's own nomination for nominees, else one's tasks.
pub async fn show(visit: Visit) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    match (viewer.role, &viewer.nomination) {
        (Role::Nominee, Some(own)) => Ok(to(&format!("/nominations/{own}"))),
        (role, _) if role.of_unit() && viewer.unit.is_some() => unit_page(&visit, viewer).await,
        _ => {
            let mut tasks = waiting(&visit, viewer).await.or_refuse(&visit)?;
            tasks.extend(pages_of(&visit, viewer.role));
            Ok(page(&Welcome { frame: Frame::new(&visit), tasks }))
        }
    }
}

/// What waits for the office and the examination, counted.
async fn waiting(visit: &Visit, viewer: &Viewer) -> Result<Vec<Task>, Refusal> {
    let mut counts = Vec::new();
    if Act::SeeQueue.who().contains(&viewer.role) {
        let filter = view::Filter { most: 1, ..view::Filter::default() };
        let queue = view::examination_queue(&visit.app, viewer, filter).await?;
        let of = |state: State| queue.states.iter().find(|(id, _)| id == state.id()).map_or(0, |(_, n)| *n);
        let kinds = [
            (State::HandedIn, "waiting-examination"),
            (State::RefusalProposed, "waiting-refusal"),
            (State::ClosingProposed, "waiting-refusal"),
        ];
        for (state, key) in kinds {
            counts.push((format!("/examination?state={}", state.id()), key, of(state)));
        }
    }
    if Act::ConfirmExtension.who().contains(&viewer.role) {
        let board = view::board(&visit.app, viewer).await?;
        let open = board.extensions.iter().filter(|extension| extension.confirmed_by.is_none()).count();
        counts.push(("/monitoring".to_owned(), "waiting-extension", i64::try_from(open).unwrap_or(i64::MAX)));
    }
    let task = |(path, key, n): (String, &str, i64)| Task {
        path,
        title: visit.words.fill(key, &[("n", n.into())]),
        detail: visit.words.say(&format!("{key}-hint")),
        tag: Tag { class: "do", label: visit.words.say("task-open") },
    };
    Ok(counts.into_iter().filter(|(_, _, n)| *n > 0).map(task).collect())
}

/// The pages a role works on, as tasks.
fn pages_of(visit: &Visit, role: Role) -> Vec<Task> {
    let pages = [
        ("/examination", "queue", Act::SeeQueue),
        ("/monitoring", "monitoring", Act::SeeMonitoring),
        ("/waivers", "waivers", Act::SeeWaivers),
        ("/activity-totals", "activity-totals", Act::SeeActivityTotals),
        ("/units", "units", Act::ManageUnits),
        ("/honours", "honours", Act::ImportHonours),
        ("/record", "record", Act::SeeRecord),
        ("/second-factor", "second-factor", Act::ManageSelf),
        ("/password", "password", Act::ManageSelf),
        ("/tokens", "tokens", Act::ManageSelf),
    ];
    let task = |(path, key, _): &(&str, &str, Act)| Task {
        path: (*path).to_owned(),
        title: visit.words.say(&format!("welcome-{key}")),
        detail: visit.words.say(&format!("welcome-{key}-hint")),
        tag: Tag { class: "", label: String::new() },
    };
    let has_what = |act: Act| act != Act::SeeActivityTotals || counts_activities(visit);
    pages.iter().filter(|(_, _, act)| act.who().contains(&role) && has_what(*act)).map(task).collect()
}

async fn unit_page(visit: &Visit, viewer: &Viewer) -> Answer {
    let running = visit.running().or_refuse(visit)?;
    let home = view::unit_home(&visit.app, viewer).await.or_refuse(visit)?;
    let language = visit.words.language;
    let channel = running.rulebook.channel(&home.unit.channel);
    let open = running.rulebook.tracks_of(&home.unit.channel);
    let template = Home {
        frame: Frame::new(visit),
        unit: &home.unit.name,
        channel: channel.map_or("", |channel| channel.title.text(language)),
        clock: clock(visit, home.standing.closes),
        extended: home.standing.extended,
        // Who only looks has nothing to mend.
        tasks: if Act::SaveNomination.who().contains(&viewer.role) { tasks(visit, running, &home) } else { Vec::new() },
        lines: home.standing.nominations.iter().map(|(n, judged)| line(visit, running, n, judged)).collect(),
        tracks: open.map(|track| (track.id.to_string(), track.title.text(language).to_owned())).collect(),
        full: !home.standing.list.iter().filter_map(meter).any(|meter| meter.used < meter.allowed)
            && home.standing.list.iter().any(|finding| finding.rule == "quota"),
        quota: home.standing.list.iter().find_map(meter),
        shares: gauges(visit, running, &home.standing.list),
        receipts: if Act::SeeReceipt.who().contains(&viewer.role) {
            receipts(visit, running, &home)
        } else {
            Vec::new()
        },
        may_add: Act::CreateNomination.who().contains(&viewer.role),
        guidance: running.rulebook.guidance.iter().map(|g| g.text.text(language)).collect(),
    };
    Ok(page(&template))
}

/// Per cent of a form that is filled in.
pub fn filled(running: &Running, track: &str, judged: &Judged) -> u32 {
    let form = running.rulebook.form_of(track);
    let steps =
        form.map(|form| form.step.iter().map(|step| progress(form, &step.id, &judged.filled)).collect::<Vec<_>>());
    let (done, all) = steps.unwrap_or_default().iter().fold((0, 0), |sum, (done, all)| (sum.0 + done, sum.1 + all));
    done * 100 / all.max(1)
}

fn line(visit: &Visit, running: &Running, nomination: &Nomination, judged: &Judged) -> Line {
    Line {
        number: nomination.number.clone(),
        path: format!("/nominations/{}", nomination.id),
        name: named(visit, &nomination.name),
        employer: nomination.employer.clone(),
        filled: filled(running, &nomination.track, judged),
        must: said::open(&judged.findings, linxuan_domain::rulebook::Force::Must),
        principle: said::open(&judged.findings, linxuan_domain::rulebook::Force::InPrinciple),
        tag: tag(visit.words, &nomination.state),
    }
}

fn tasks(visit: &Visit, running: &Running, home: &UnitHome) -> Vec<Task> {
    let words = visit.words;
    let mut tasks = Vec::new();
    for (nomination, judged) in &home.standing.nominations {
        let blocking = judged.findings.iter().filter(|finding| finding.blocks()).count();
        let name = named(visit, &nomination.name);
        let detail = match State::from_id(&nomination.state) {
            Some(State::Returned) => returned(visit, running, nomination.due_at.map(Instant)),
            Some(State::Draft) if blocking > 0 => words.fill("task-draft-detail", &[("n", blocking.into())]),
            _ => continue,
        };
        let key = if nomination.state == State::Returned.id() { "task-returned" } else { "task-draft" };
        let title = words.fill(key, &[("name", name.into())]);
        tasks.push(Task {
            path: format!("/nominations/{}", nomination.id),
            title,
            detail,
            tag: tag(words, &nomination.state),
        });
    }
    // A joint body sees the list; what is wanting on it is not its to do.
    let hands_in = visit.viewer().is_ok_and(|viewer| Act::HandIn.who().contains(&viewer.role));
    let open: Vec<Finding> =
        home.standing.list.iter().filter(|finding| hands_in && finding.blocks()).cloned().collect();
    for one in found(visit, running, "", "", &open) {
        let label = words.say("task-open");
        tasks.push(Task {
            path: "/hand-in".into(),
            title: one.said.what,
            detail: one.said.figure,
            tag: Tag { class: one.class, label },
        });
    }
    tasks.extend((hands_in && home.log_wanted).then(|| log_task(visit)));
    tasks
}

/// To begin the activity log.
fn log_task(visit: &Visit) -> Task {
    let words = visit.words;
    Task {
        path: "/activities".into(),
        title: words.say("task-activities"),
        detail: words.say("task-activities-detail"),
        tag: Tag { class: "do", label: words.say("task-open") },
    }
}

fn returned(visit: &Visit, running: &Running, due: Option<Instant>) -> String {
    let Some(due) = due else { return visit.words.say("task-returned-detail") };
    let due = linxuan_texts::instant(visit.words, due, &running.rulebook.zone());
    visit.words.fill("task-returned-due", &[("due", due.into())])
}

fn meter(finding: &Finding) -> Option<Meter> {
    let Matter::Quota { used, allowed, exactly, .. } = finding.matter else { return None };
    let boxes = if allowed > 12 { Vec::new() } else { (0..allowed).map(|place| place < used).collect() };
    Some(Meter { used, allowed, exactly, boxes })
}

fn gauges(visit: &Visit, running: &Running, list: &[Finding]) -> Vec<Gauge> {
    let gauge = |finding: &Finding| {
        let Matter::Share { part, whole, at_least, .. } = finding.matter else { return None };
        let found = found(visit, running, "", "", std::slice::from_ref(finding)).into_iter().next()?;
        let least = at_least.map(|share| share.nearest_of(100));
        Some(Gauge { found, percent: part * 100 / whole.max(1), least })
    };
    list.iter().filter(|finding| finding.verdict != Verdict::Open).filter_map(gauge).collect()
}

fn receipts(visit: &Visit, running: &Running, home: &UnitHome) -> Vec<(String, String, String)> {
    let zone = running.rulebook.zone();
    let at = |micro: i64| linxuan_texts::instant(visit.words, Instant(micro), &zone);
    home.submissions.iter().map(|s| (format!("/receipts/{}", s.id), s.number.clone(), at(s.submitted_at))).collect()
}
