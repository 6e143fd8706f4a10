//! The programming interface: the same acts and views as the pages, in JSON.

pub mod activities;
mod asked;
mod description;
pub mod dossier;
mod given;
mod lists;
pub mod materials;
pub mod office;
mod refused;
pub mod tokens;
pub mod unit_acts;

pub use refused::{first_track, refused, wrong};

use axum::body::Bytes;
use axum::extract::Path;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use linxuan_app::nomination::Saved;
use linxuan_app::overall::overall;
use linxuan_app::package::{self, Handing};
use linxuan_app::{Refusal, examination, nomination as nominations, view};
use linxuan_domain::access::Act;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::answer::{Answer, OrRefuse, refuse, refuse_told};
use crate::guard::Visit;
use asked::{HandIn, NewNomination, QueueAsked, RecordAsked, Save};

/// The key under which handing in is done once, however often it is asked for.
pub const REPEAT_KEY: &str = "idempotency-key";

/// A body as it arrived, or why it did not; [`body`] refuses what it does not know.
pub type Sent = Result<Bytes, BytesRejection>;

fn told(status: StatusCode, value: &impl Serialize) -> Response {
    (status, axum::Json(value)).into_response()
}

#[expect(clippy::result_large_err, reason = "a response is what every handler answers with")]
fn body<T: DeserializeOwned>(visit: &Visit, headers: &HeaderMap, sent: Sent) -> Result<T, Response> {
    let bytes = sent.map_err(|why| refused::wrong(visit, why.status(), visit.words.say("api-too-large"), &[]))?;
    asked::body(visit, headers, &bytes)
}

/// Describes the interface.
pub async fn description() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], description::text()).into_response()
}

/// Says who is asking, and what they may.
pub async fn me(visit: Visit) -> Answer {
    let signed_in = visit.signed_in.as_ref().ok_or_else(|| refuse(&visit, Refusal::SignedOut))?;
    let viewer = &signed_in.viewer;
    let unit = match &viewer.unit {
        None => None,
        Some(id) => {
            Some(given::Named { id: id.to_string(), name: view::unit_name(&visit.app, id).await.or_refuse(&visit)? })
        }
    };
    let campaign = visit.campaign.as_ref().map(|running| given::Campaign {
        id: running.slug.clone(),
        title: running.rulebook.campaign.title.text(visit.words.language).to_owned(),
        version: running.version,
    });
    let acts = Act::ALL.iter().filter(|act| act.who().contains(&viewer.role)).map(|act| act.id());
    let me = given::Me {
        login: signed_in.login.clone(),
        name: viewer.name.clone(),
        role: viewer.role.id(),
        campaign,
        unit,
        nomination: viewer.nomination.as_ref().map(ToString::to_string),
        read_only: signed_in.read_only,
        acts: acts.collect(),
    };
    Ok(told(StatusCode::OK, &me))
}

/// Shows where the viewer's unit stands.
pub async fn unit(visit: Visit) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let running = visit.running().or_refuse(&visit)?;
    let home = view::unit_home(&visit.app, viewer).await.or_refuse(&visit)?;
    Ok(told(StatusCode::OK, &given::unit(visit.words, running, home)))
}

/// Begins a nomination.
pub async fn create(visit: Visit, headers: HeaderMap, sent: Sent) -> Answer {
    let asked: NewNomination = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    let id = nominations::create(&visit.app, viewer, &asked.track).await.or_refuse(&visit)?;
    let begun = given::Begun { id: id.to_string(), version: 1 };
    Ok(located(&format!("/api/nominations/{}", begun.id), &begun))
}

fn located(path: &str, value: &impl Serialize) -> Response {
    ([(header::LOCATION, path.to_owned())], told(StatusCode::CREATED, value)).into_response()
}

/// Shows a nomination.
pub async fn nomination(visit: Visit, Path(id): Path<String>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let running = visit.running().or_refuse(&visit)?;
    let dossier = view::dossier(&visit.app, viewer, &id).await.or_refuse(&visit)?;
    Ok(told(StatusCode::OK, &given::nomination(visit.words, running, dossier)))
}

/// Saves answers.
pub async fn save(visit: Visit, Path(id): Path<String>, headers: HeaderMap, sent: Sent) -> Answer {
    let asked: Save = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    let running = visit.running().or_refuse(&visit)?;
    let track = view::dossier(&visit.app, viewer, &id).await.or_refuse(&visit)?.nomination.track;
    let form = running.rulebook.form_of(&track).ok_or(Refusal::NotFound).or_refuse(&visit)?;
    let version = asked.version;
    let (names, sheet) = asked.sheet(form).map_err(|fields| {
        refused::wrong(&visit, StatusCode::UNPROCESSABLE_ENTITY, visit.words.say("api-fields-wrong"), &fields)
    })?;
    let done = nominations::save(&visit.app, viewer, &id, version, names, sheet).await.or_refuse(&visit)?;
    let Saved { version, at, judged } = done;
    let findings = given::findings(visit.words, running, &id, &track, &judged.findings);
    Ok(told(StatusCode::OK, &given::SavedAnswers { version, saved_at: at.iso(), findings }))
}

/// Hands in the unit's package, once for each key.
pub async fn hand_in(visit: Visit, headers: HeaderMap, sent: Sent) -> Answer {
    let asked: HandIn = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    let key = headers.get(REPEAT_KEY).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    match package::hand_in(&visit.app, viewer, Handing { key, secrecy: asked.secrecy }).await {
        Ok(submission) => {
            let receipt = given::receipt(submission);
            Ok(located(&format!("/api/receipts/{}", receipt.id), &receipt))
        }
        Err(refusal @ Refusal::Findings(_)) => {
            let home = view::unit_home(&visit.app, viewer).await.or_refuse(&visit)?;
            let tracks = home.standing.nominations.into_iter().map(|(nomination, _)| (nomination.id, nomination.track));
            let tracks: std::collections::BTreeMap<String, String> = tracks.collect();
            let track_of = |id: &str| tracks.get(id).cloned().unwrap_or_default();
            Err(refuse_told(&visit, &refusal, &track_of))
        }
        Err(refusal) => Err(refuse(&visit, refusal)),
    }
}

/// Shows a part of the examination queue.
pub async fn queue(visit: Visit, uri: Uri) -> Answer {
    let asked: QueueAsked = asked::question(&visit, &uri)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    let filter = asked.filter().or_refuse(&visit)?;
    let part = view::examination_queue(&visit.app, viewer, filter).await.or_refuse(&visit)?;
    Ok(told(StatusCode::OK, &lists::queue(part)))
}

/// Gives an examiner's word on the version it was made up on.
pub async fn examine(visit: Visit, Path(id): Path<String>, headers: HeaderMap, sent: Sent) -> Answer {
    let asked: asked::Examine = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    let (version, word) = asked.word().or_refuse(&visit)?;
    let state = examination::examine(&visit.app, viewer, &id, version, word).await.or_refuse(&visit)?;
    Ok(told(StatusCode::OK, &given::Reached { state: state.id() }))
}

/// Shows where all units stand.
pub async fn monitoring(visit: Visit) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let board = view::board(&visit.app, viewer).await.or_refuse(&visit)?;
    let running = visit.running().or_refuse(&visit)?;
    let overall = overall(&visit.app, viewer).await.or_refuse(&visit)?;
    let ratios = overall.iter().filter_map(|one| lists::ratio(visit.words, running, one)).collect();
    Ok(told(StatusCode::OK, &lists::Monitoring { ratios, ..lists::monitoring(board) }))
}

/// Shows a part of the waivers.
pub async fn waivers(visit: Visit, uri: Uri) -> Answer {
    let asked: asked::WaiversAsked = asked::question(&visit, &uri)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    let asked = asked.wanted().ok_or(Refusal::Invalid(vec![("before", "api-unknown-part")])).or_refuse(&visit)?;
    let (lines, more) = view::waivers(&visit.app, viewer, asked).await.or_refuse(&visit)?;
    Ok(told(StatusCode::OK, &lists::waivers(lines, more)))
}

/// Shows a part of the record.
pub async fn record(visit: Visit, uri: Uri) -> Answer {
    let asked: RecordAsked = asked::question(&visit, &uri)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    let most = asked::part(asked.most);
    let (lines, head) = view::record_lines(&visit.app, viewer, asked.below, most).await.or_refuse(&visit)?;
    let campaign = viewer.campaign.as_ref().map(ToString::to_string);
    let names = view::names(&visit.app, campaign).await.or_refuse(&visit)?;
    Ok(told(StatusCode::OK, &lists::record(lines, head, &names)))
}
