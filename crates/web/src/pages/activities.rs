//! 活动台账: what a unit held, one by one, and the table 开展情况表 counted from it.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;
use linxuan_app::activity::{self, Log};
use linxuan_app::{Refusal, Running, Wrong};
use linxuan_domain::activity::Typed;
use linxuan_texts::{day, instant};

use super::activity_form::{EntryForm, typed};
use super::activity_list::{Listed, Narrowed, export};
use super::activity_table::{Counted, FigureForm};
use crate::answer::{Answer, OrRefuse, page, page_with, refuse, to};
use crate::form::{Nothing, Pairs, Posted, form};
use crate::frame::Frame;
use crate::guard::Visit;
use crate::said;

#[derive(Template)]
#[template(path = "activities.html")]
struct ActivitiesPage<'a> {
    frame: Frame<'a>,
    unit: &'a str,
    /// Control and sentence.
    errors: Vec<(String, String)>,
    /// Whether the rulebook counts anything, whether the log is open, whether the table is handed in.
    kept: bool,
    open: bool,
    handed_in: bool,
    period: String,
    closed: String,
    form: EntryForm,
    list: Listed,
    table: Counted,
}

/// What was sent and not taken.
#[derive(Default)]
struct Refused {
    /// The form that it came from, with what was typed: an entry, or a figure of the table.
    entry: Option<(Typed, Vec<Wrong>)>,
    figure: Option<FigureForm>,
    /// The entry that was being corrected.
    corrects: String,
    /// What is about neither: somebody was faster, the log is full.
    told: Option<String>,
}

/// Shows the log; with `format=csv` it is a file.
pub async fn show(visit: Visit, RawQuery(query): RawQuery) -> Answer {
    let pairs = Pairs::parse(&Bytes::from(query.unwrap_or_default()));
    let viewer = visit.viewer().or_refuse(&visit)?;
    let running = visit.running().or_refuse(&visit)?;
    if pairs.get("format") == "csv" {
        let log = activity::of_unit(&visit.app, viewer).await.or_refuse(&visit)?;
        return Ok(export(&visit, running, &log, &pairs));
    }
    shown(&visit, StatusCode::OK, &pairs, Refused::default()).await.or_refuse(&visit)
}

async fn shown(visit: &Visit, status: StatusCode, pairs: &Pairs, refused: Refused) -> Result<Response, Refusal> {
    let running = visit.running()?;
    let log = activity::of_unit(&visit.app, visit.viewer()?).await?;
    let template = template(visit, running, &log, pairs, refused);
    Ok(if status == StatusCode::OK { page(&template) } else { page_with(status, &template) })
}

fn template<'a>(
    visit: &'a Visit,
    running: &Running,
    log: &'a Log,
    pairs: &Pairs,
    refused: Refused,
) -> ActivitiesPage<'a> {
    let words = visit.words;
    let narrowed = Narrowed::read(pairs);
    let corrects = if refused.corrects.is_empty() { pairs.get("edit").to_owned() } else { refused.corrects };
    let form = EntryForm::new(visit, running, log, &corrects, refused.entry);
    let table = Counted::new(visit, running, log, refused.figure);
    let told = refused.told.into_iter().map(|said| ("list".to_owned(), said));
    let (first, last) = log.period;
    ActivitiesPage {
        frame: Frame::new(visit),
        unit: &log.unit.name,
        errors: told.chain(form.errors()).chain(table.errors()).collect(),
        kept: !running.rulebook.activity.is_empty(),
        open: log.open,
        handed_in: log.handed_in,
        period: words
            .fill("activities-period", &[("first", day(words, first).into()), ("last", day(words, last).into())]),
        closed: instant(words, log.closes, &running.rulebook.zone()),
        form,
        list: Listed::new(visit, running, log, &narrowed, pairs.get("after")),
        table,
    }
}

form!(EntryFields: "activity", "title", "day", "place", "participants", "outlet", "link", "count");

/// Logs an activity.
pub async fn log(visit: Visit, Posted { pairs, .. }: Posted<EntryFields>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let entry = typed(&pairs);
    let done = activity::log(&visit.app, viewer, entry.clone()).await;
    after(&visit, done, entry, "").await
}

/// Puts another entry in the place of one that was wrong.
pub async fn correct(visit: Visit, Path(id): Path<String>, Posted { pairs, .. }: Posted<EntryFields>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let entry = typed(&pairs);
    let done = activity::correct(&visit.app, viewer, &id, entry.clone()).await;
    after(&visit, done, entry, &id).await
}

/// On to the entry as it stands in the log, or the form again with what is wrong.
async fn after(visit: &Visit, done: Result<String, Refusal>, entry: Typed, corrects: &str) -> Answer {
    let refused = match done {
        Ok(id) => return Ok(to(&format!("/activities#e-{id}"))),
        Err(Refusal::Wrong(wrong)) => {
            Refused { entry: Some((entry, wrong)), corrects: corrects.to_owned(), ..Refused::default() }
        }
        Err(refusal @ (Refusal::Invalid(_) | Refusal::Late { .. })) => Refused {
            entry: Some((entry, Vec::new())),
            told: Some(said::refusal(visit, &refusal)),
            ..Refused::default()
        },
        Err(refusal) => return Err(refuse(visit, refusal)),
    };
    again(visit, refused).await
}

async fn again(visit: &Visit, refused: Refused) -> Answer {
    shown(visit, StatusCode::UNPROCESSABLE_ENTITY, &Pairs::default(), refused).await.or_refuse(visit)
}

/// Takes an entry out of the log.
pub async fn remove(visit: Visit, Path(id): Path<String>, _: Posted<Nothing>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let done = activity::remove(&visit.app, viewer, &id).await;
    back(&visit, done, "/activities#list").await
}

/// Back to the page, or the page with why not.
async fn back(visit: &Visit, done: Result<(), Refusal>, path: &str) -> Answer {
    match done {
        Ok(()) => Ok(to(path)),
        Err(refusal @ (Refusal::Invalid(_) | Refusal::Late { .. })) => {
            again(visit, Refused { told: Some(said::refusal(visit, &refusal)), ..Refused::default() }).await
        }
        Err(refusal) => Err(refuse(visit, refusal)),
    }
}

form!(FigureFields: "activity", "figure", "reason");

/// Types a figure over the one the log sums up to.
pub async fn overtype(visit: Visit, Posted { pairs, .. }: Posted<FigureFields>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let text = |name: &str| pairs.get(name).to_owned();
    let (item, figure, reason) = (text("activity"), text("figure"), text("reason"));
    match activity::overtype(&visit.app, viewer, &item, &figure, &reason).await {
        Err(Refusal::Invalid(wrong)) => {
            let wrong = wrong.into_iter().map(|(field, key)| (field, visit.words.say(key))).collect();
            again(&visit, Refused { figure: Some(FigureForm { item, figure, reason, wrong }), ..Refused::default() })
                .await
        }
        done => back(&visit, done, "/activities#table").await,
    }
}

form!(ItemField: "activity");

/// Lets the table say again what the log sums up to.
pub async fn withdraw(visit: Visit, Posted { pairs, .. }: Posted<ItemField>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let done = activity::withdraw_overtyping(&visit.app, viewer, pairs.get("activity")).await;
    back(&visit, done, "/activities#table").await
}
