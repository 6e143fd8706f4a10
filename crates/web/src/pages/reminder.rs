//! 催报提醒: what each unit has still to do, as text to be sent by whatever way the office has.

use askama::Template;
use axum::body::Bytes;
use axum::extract::RawQuery;
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::response::Response;
use linxuan_app::Running;
use linxuan_app::view::{self, Reminder};
use linxuan_domain::rulebook::DeadlineAct;
use linxuan_domain::value::Instant;
use linxuan_texts::instant;

use super::board::Narrowed;
use super::standing::Progress;
use crate::answer::{Answer, OrRefuse, page};
use crate::csv;
use crate::form::Pairs;
use crate::frame::Frame;
use crate::guard::Visit;
use crate::said::closing;

#[derive(Template)]
#[template(path = "reminder.html")]
struct ReminderPage<'a> {
    frame: Frame<'a>,
    lines: Vec<Line>,
    /// All texts, one under the other.
    text: String,
    rows: usize,
    /// Chosen units that have nothing to be reminded of.
    nothing: usize,
    export: String,
    back: String,
}

/// One unit with its text.
struct Line {
    unit: String,
    logins: String,
    text: String,
}

/// The texts; with `format=csv` as a file.
pub async fn show(visit: Visit, headers: HeaderMap, RawQuery(query): RawQuery) -> Answer {
    let pairs = Pairs::parse(&Bytes::from(query.unwrap_or_default()));
    let viewer = visit.viewer().or_refuse(&visit)?;
    let running = visit.running().or_refuse(&visit)?;
    let narrowed = Narrowed::read(&pairs);
    let all = view::reminders(&visit.app, viewer).await.or_refuse(&visit)?;
    let chosen: Vec<&Reminder> = all.iter().filter(|one| narrowed.holds(&one.unit)).collect();
    let address = portal(&visit, &headers);
    let lines: Vec<Line> = chosen.iter().filter_map(|one| line(&visit, running, &address, one)).collect();
    if pairs.get("format") == "csv" {
        return Ok(export(&visit, running, lines));
    }
    let text = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n\n");
    Ok(page(&ReminderPage {
        frame: Frame::new(&visit),
        rows: (lines.len() * 3).clamp(4, 24),
        nothing: chosen.len() - lines.len(),
        export: narrowed.path("/reminders", &[("format", "csv")]),
        back: narrowed.path("/monitoring", &[]),
        lines,
        text,
    }))
}

/// Where units sign in: the site's own address; where nobody set it, the one under which this page was asked for.
fn portal(visit: &Visit, headers: &HeaderMap) -> String {
    if !visit.app.site().is_empty() {
        return visit.app.site().to_owned();
    }
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let scheme = if visit.options.secure_cookies { "https" } else { "http" };
    if host.is_empty() { String::new() } else { format!("{scheme}://{host}/") }
}

/// None where nothing is missing.
fn line(visit: &Visit, running: &Running, address: &str, one: &Reminder) -> Option<Line> {
    let words = visit.words;
    let missing = missing(visit, running, one)?;
    let deadline = one.closes.map_or_else(String::new, |closes| deadline(visit, running, closes, one.late));
    let fills = [
        ("unit", one.unit.name.clone().into()),
        ("title", running.rulebook.campaign.title.text(words.language).into()),
        ("missing", missing.into()),
        ("deadline", deadline.into()),
        ("address", address.into()),
    ];
    Some(Line {
        unit: one.unit.name.clone(),
        logins: one.logins.join(&words.say("list-comma")),
        text: words.fill("reminder-text", &fills),
    })
}

/// The deadline with the notice's own wording, where it is the general one.
fn deadline(visit: &Visit, running: &Running, closes: Instant, late: bool) -> String {
    let (words, book) = (visit.words, &running.rulebook);
    let at = closing(visit, closes);
    let general = book.deadline(DeadlineAct::HandIn).filter(|general| general.at.instant(&book.zone()) == closes);
    match general {
        _ if late => words.fill("reminder-late", &[("deadline", at.into())]),
        Some(general) => {
            let wording = general.wording.text(words.language).into();
            words.fill("reminder-deadline-printed", &[("deadline", at.into()), ("wording", wording)])
        }
        None => words.fill("reminder-deadline", &[("deadline", at.into())]),
    }
}

fn missing(visit: &Visit, running: &Running, one: &Reminder) -> Option<String> {
    let (words, unit) = (visit.words, &one.unit);
    let drafts = [("n", unit.drafts.into())];
    let due = |due| instant(words, due, &running.rulebook.zone());
    Some(match (Progress::of(unit), one.due) {
        (Progress::HandedIn, _) if unit.drafts == 0 => return None,
        (Progress::ToCorrect, None) => words.fill("reminder-returned", &[("n", unit.returned.into())]),
        (Progress::ToCorrect, Some(at)) => {
            words.fill("reminder-returned-due", &[("n", unit.returned.into()), ("due", due(at).into())])
        }
        (Progress::NotSignedIn, _) => words.say("reminder-not-signed-in"),
        (Progress::NotBegun, _) => words.say("reminder-not-begun"),
        (Progress::FillingIn | Progress::HandedIn, _) => words.fill("reminder-drafts", &drafts),
    })
}

fn export(visit: &Visit, running: &Running, lines: Vec<Line>) -> Response {
    let heading = ["unit", "login", "text"].iter().map(|column| visit.words.say(&format!("reminder-column-{column}")));
    let mut file: Vec<Vec<String>> = vec![heading.collect()];
    file.extend(lines.into_iter().map(|line| vec![line.unit, line.logins, line.text]));
    csv::file(&format!("reminder-{}", running.slug), &file)
}
