//! One step of a nomination's form: shown, saved, saved by itself.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use linxuan_app::nomination::{self, Judged, Saved};
use linxuan_app::{Refusal, Running, session, view};
use linxuan_domain::form::{Sheet, progress};
use linxuan_domain::lifecycle::State;
use linxuan_domain::rulebook::{Field, Form, Step};
use linxuan_texts::{Said, clock_time};
use serde::Deserialize;
use serde_json::json;

use super::found::{Found, found};
use super::words::named;
use crate::answer::{Answer, OrRefuse, page, page_with, refuse, to};
use crate::field::{Around, Shown, shown};
use crate::form::{Fields, Pairs, Posted, form, unknown};
use crate::frame::Frame;
use crate::guard::Visit;
use crate::said;

#[derive(Template)]
#[template(path = "step.html")]
struct StepPage<'a> {
    frame: Frame<'a>,
    id: &'a str,
    name: String,
    version: i64,
    steps: Vec<Passed>,
    title: &'a str,
    hint: String,
    place: String,
    fields: Vec<Shown>,
    errors: Vec<(String, String)>,
    said: Vec<Found>,
    conflict: Option<Conflict>,
    action: String,
    /// The token of what was typed before the session ended; empty where nothing was.
    held: String,
}

/// One entry of the step list.
pub struct Passed {
    pub path: String,
    pub title: String,
    pub state: String,
    pub bad: bool,
    pub current: bool,
}

/// Another clerk's change beside one's own.
struct Conflict {
    by: String,
    at: String,
    pairs: Vec<(String, String, String)>,
}

/// A page that takes over what was typed before the session ended.
#[derive(Deserialize, Default)]
pub struct Held {
    #[serde(default)]
    held: String,
}

/// Everything a step's page is made from.
struct Ground<'a> {
    running: &'a Running,
    form: &'a Form,
    step: &'a Step,
    id: &'a str,
    version: i64,
    sheet: &'a Sheet,
    judged: &'a Judged,
    name: String,
    track: String,
}

/// Shows a step.
pub async fn show(visit: Visit, Path((id, step)): Path<(String, String)>, Query(held): Query<Held>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let dossier = view::dossier(&visit.app, viewer, &id).await.or_refuse(&visit)?;
    if !State::from_id(&dossier.nomination.state).is_some_and(State::editable) {
        return Ok(to(&format!("/nominations/{id}")));
    }
    let running = visit.running().or_refuse(&visit)?;
    let (form, step) = form_and_step(running, &dossier.nomination.track, &step).or_refuse(&visit)?;
    let mut sheet = dossier.nomination.answers.clone().joined(dossier.nomination.personal.clone());
    let held = lay_held(&visit, held.held, form, step, &mut sheet).await;
    let ground = Ground {
        running,
        form,
        step,
        id: &id,
        version: dossier.nomination.version,
        sheet: &sheet,
        judged: &dossier.judged,
        name: dossier.nomination.name.clone(),
        track: dossier.nomination.track.clone(),
    };
    Ok(page(&template(&visit, &ground, &[], None, held)))
}

fn form_and_step<'a>(running: &'a Running, track: &str, step: &str) -> Result<(&'a Form, &'a Step), Refusal> {
    let form = running.rulebook.form_of(track).ok_or(Refusal::NotFound)?;
    let step = form.step.iter().find(|known| known.id.as_str() == step).ok_or(Refusal::NotFound)?;
    Ok((form, step))
}

/// Lays what was held for this step over the sheet, and answers its token; it is not
/// saved until its author saves it, and kept until then.
async fn lay_held(visit: &Visit, token: String, form: &Form, step: &Step, sheet: &mut Sheet) -> String {
    let Ok(body) = session::held_form(&visit.app, &token, &visit.path).await else { return String::new() };
    let typed = Pairs::parse(&Bytes::from(body)).sheet(form.fields_of(&step.id));
    for (key, entry) in typed.0 {
        sheet.set(&key, entry);
    }
    token
}

fn template<'a>(
    visit: &'a Visit,
    ground: &Ground<'a>,
    complained: &[Said],
    conflict: Option<Conflict>,
    held: String,
) -> StepPage<'a> {
    let words = visit.words;
    let around = Around { words, book: &ground.running.rulebook, sheet: ground.sheet, said: complained };
    let fields: Vec<&Field> = ground.form.fields_of(&ground.step.id).collect();
    let number = ground.form.step.iter().position(|step| step.id == ground.step.id).map_or(1, |at| at + 1);
    let errors = complained.iter().filter_map(|said| {
        let field = said.field.clone()?;
        let here = fields.iter().any(|known| Some(known.id.as_str()) == field.split(['.', '#']).next());
        here.then(|| (anchor(&field), format!("{} {}", said.what, said.mend)))
    });
    StepPage {
        frame: Frame::new(visit),
        id: ground.id,
        name: named(visit, &ground.name),
        version: ground.version,
        steps: steps(visit, ground),
        title: ground.step.title.text(words.language),
        hint: ground.step.hint.as_ref().map_or_else(String::new, |hint| hint.text(words.language).to_owned()),
        place: words.fill("step-place", &[("n", number.into()), ("of", ground.form.step.len().into())]),
        errors: errors.collect(),
        said: found(visit, ground.running, &ground.track, ground.id, &ground.judged.findings),
        fields: fields.into_iter().map(|field| shown(field, around)).collect(),
        conflict,
        action: format!("/nominations/{}/steps/{}", ground.id, ground.step.id),
        held,
    }
}

/// The control an error's link goes to.
fn anchor(field: &str) -> String {
    field.split(['.', '#']).next().unwrap_or(field).to_owned()
}

fn steps(visit: &Visit, ground: &Ground<'_>) -> Vec<Passed> {
    let passed = |step: &Step| {
        let (done, all) = progress(ground.form, &step.id, &ground.judged.filled);
        let state = match (done, all) {
            (_, 0) => visit.words.say("step-optional"),
            (done, all) if done == all => visit.words.say("step-done"),
            (done, all) => visit.words.fill("step-open", &[("n", (all - done).into())]),
        };
        Passed {
            path: format!("/nominations/{}/steps/{}", ground.id, step.id),
            title: step.title.text(visit.words.language).to_owned(),
            bad: done < all,
            current: step.id == ground.step.id,
            state,
        }
    };
    ground.form.step.iter().map(passed).collect()
}

// The other fields are the rulebook's.
form!(Answers: "version", "draft", "held"; "");

/// Saves a step. Drafts keep what is wrong; going on shows what is.
pub async fn save(
    visit: Visit,
    Path((id, step)): Path<(String, String)>,
    Posted { pairs, .. }: Posted<Answers>,
) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let running = visit.running().or_refuse(&visit)?;
    let track = view::dossier(&visit.app, viewer, &id).await.or_refuse(&visit)?.nomination.track;
    let (form, step) = form_and_step(running, &track, &step).or_refuse(&visit)?;
    let typed = pairs.sheet(form.fields_of(&step.id));
    let fields: Vec<String> = form.fields_of(&step.id).map(|field| field.id.to_string()).collect();
    if !pairs.only(&fields, Answers::NAMES) {
        return Err(unknown(&visit));
    }
    let version = pairs.get("version").parse().unwrap_or(0);
    let done = nomination::save(&visit.app, viewer, &id, version, fields, typed.clone()).await;
    if done.is_ok() {
        // What was held is in the draft now.
        session::drop_held_form(&visit.app, pairs.get("held"), &visit.path).await.or_refuse(&visit)?;
    }
    match done {
        Ok(saved) if visit.json => Ok(saved_by_itself(&visit, running, &track, &id, &saved)),
        Ok(saved) => Ok(saved_by_hand(&visit, running, (form, step), &id, &track, &typed, &saved, pairs.has("draft"))),
        Err(Refusal::Stale(stale)) => stale_answer(&visit, running, (form, step), &id, &typed, &stale).await,
        Err(refusal) => Err(refuse(&visit, refusal)),
    }
}

fn saved_by_itself(visit: &Visit, running: &Running, track: &str, id: &str, saved: &Saved) -> Response {
    #[derive(Template)]
    #[template(path = "findings_part.html")]
    struct Part {
        said: Vec<Found>,
    }
    let findings = Part { said: found(visit, running, track, id, &saved.judged.findings) }.render().unwrap_or_default();
    let at = clock_time(visit.words, saved.at, &running.rulebook.zone());
    axum::Json(json!({"version": saved.version, "saved_at": at, "findings": findings})).into_response()
}

#[expect(clippy::too_many_arguments, reason = "one page's ground, used once")]
fn saved_by_hand(
    visit: &Visit,
    running: &Running,
    (form, step): (&Form, &Step),
    id: &str,
    track: &str,
    typed: &Sheet,
    saved: &Saved,
    draft: bool,
) -> Response {
    let complained = complaints(visit, running, track, form, step, &saved.judged);
    if draft || complained.is_empty() {
        return to(&after(form, step, id, draft));
    }
    let ground = Ground {
        running,
        form,
        step,
        id,
        version: saved.version,
        sheet: typed,
        judged: &saved.judged,
        name: String::new(),
        track: track.to_owned(),
    };
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &template(visit, &ground, &complained, None, String::new()))
}

/// What is wrong with this step's own answers.
fn complaints(visit: &Visit, running: &Running, track: &str, form: &Form, step: &Step, judged: &Judged) -> Vec<Said> {
    let here = |said: &Said| {
        let field = said.field.as_deref().and_then(|field| field.split(['.', '#']).next());
        field.is_some_and(|field| form.fields_of(&step.id).any(|known| known.id.as_str() == field))
    };
    said::findings(visit.words, running, track, &judged.filled.findings).into_iter().filter(here).collect()
}

/// Where saving leads: the same step for a draft, else the next one, at last the check.
fn after(form: &Form, step: &Step, id: &str, draft: bool) -> String {
    let at = form.step.iter().position(|known| known.id == step.id).unwrap_or(0);
    let next = if draft { Some(step) } else { form.step.get(at + 1) };
    next.map_or_else(|| format!("/nominations/{id}"), |next| format!("/nominations/{id}/steps/{}", next.id))
}

/// Somebody else saved in between: both answers beside each other, nothing overwritten.
async fn stale_answer(
    visit: &Visit,
    running: &Running,
    (form, step): (&Form, &Step),
    id: &str,
    typed: &Sheet,
    stale: &linxuan_app::Stale,
) -> Answer {
    let viewer = visit.viewer().or_refuse(visit)?;
    let dossier = view::dossier(&visit.app, viewer, id).await.or_refuse(visit)?;
    let conflict = conflict(visit, running, form, step, typed, stale);
    if visit.json {
        let message = visit.words.say("refusal-stale");
        let html = conflict_html(&conflict, visit);
        return Ok((StatusCode::CONFLICT, axum::Json(json!({"message": message, "html": html}))).into_response());
    }
    let ground = Ground {
        running,
        form,
        step,
        id,
        version: stale.version,
        sheet: typed,
        judged: &dossier.judged,
        name: dossier.nomination.name.clone(),
        track: dossier.nomination.track.clone(),
    };
    Ok(page_with(StatusCode::CONFLICT, &template(visit, &ground, &[], Some(conflict), String::new())))
}

fn conflict(
    visit: &Visit,
    running: &Running,
    form: &Form,
    step: &Step,
    typed: &Sheet,
    stale: &linxuan_app::Stale,
) -> Conflict {
    let told = |field: &Field, sheet: &Sheet| {
        let around = Around { words: visit.words, book: &running.rulebook, sheet, said: &[] };
        crate::field::told(field, around)
    };
    let pairs = form.fields_of(&step.id).filter_map(|field| {
        let (theirs, mine) = (told(field, &stale.sheet), told(field, typed));
        (theirs != mine).then(|| (field.label.text(visit.words.language).to_owned(), theirs, mine))
    });
    Conflict {
        by: stale.changed_by.clone(),
        at: clock_time(visit.words, stale.changed_at, &running.rulebook.zone()),
        pairs: pairs.collect(),
    }
}

fn conflict_html(conflict: &Conflict, visit: &Visit) -> String {
    #[derive(Template)]
    #[template(path = "conflict.html")]
    struct Part<'a> {
        frame: Frame<'a>,
        conflict: &'a Conflict,
    }
    Part { frame: Frame::new(visit), conflict }.render().unwrap_or_default()
}
