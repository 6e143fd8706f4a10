use askama::Template;
use axum::extract::Path;
use linxuan_app::view::{self, Submission};
use linxuan_app::{Refusal, Running, package};
use linxuan_domain::access::Viewer;
use linxuan_domain::manifest::{Line, Manifest};
use linxuan_domain::value::Instant;

use super::words::named;
use crate::answer::{Answer, OrRefuse, page};
use crate::frame::Frame;
use crate::guard::Visit;

#[derive(Template)]
#[template(path = "receipt.html")]
struct Receipt<'a> {
    frame: Frame<'a>,
    id: &'a str,
    /// Whether papers can be set here.
    set: bool,
    number: &'a str,
    unit: String,
    at: String,
    names: Vec<String>,
    hash: String,
    paper: Vec<(String, u32)>,
}

/// The receipt of a package 回执: what came in, when, and its hash.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let running = visit.running().or_refuse(&visit)?;
    let submission = package::receipt(&visit.app, viewer, &id.as_str().into()).await.or_refuse(&visit)?;
    let went = went(&visit, viewer, &submission).await.or_refuse(&visit)?;
    let template = Receipt {
        frame: Frame::new(&visit),
        id: &submission.id,
        set: visit.app.sets_papers(),
        number: &submission.number,
        unit: unit(&visit, &submission).await.or_refuse(&visit)?,
        at: linxuan_texts::instant(visit.words, Instant(submission.submitted_at), &running.rulebook.zone()),
        names: went.iter().map(|(line, name)| format!("{} {}", line.number, named(&visit, name))).collect(),
        hash: grouped(&submission.manifest_hash),
        paper: originals(&visit, running),
    };
    Ok(page(&template))
}

/// The nominations that went with a package, each with its nominee's name.
pub async fn went(visit: &Visit, viewer: &Viewer, submission: &Submission) -> Result<Vec<(Line, String)>, Refusal> {
    let manifest: Option<Manifest> = serde_json::from_str(&submission.manifest).ok();
    let mut went = Vec::new();
    for line in manifest.into_iter().flat_map(|manifest| manifest.lines) {
        let dossier = view::dossier(&visit.app, viewer, &line.nomination).await?;
        went.push((line, dossier.nomination.name));
    }
    Ok(went)
}

/// The name of the unit that handed in.
pub async fn unit(visit: &Visit, submission: &Submission) -> Result<String, Refusal> {
    view::unit_name(&visit.app, &submission.unit_id.as_str().into()).await
}

/// The papers that follow with seals, and how many originals of each.
pub fn originals(visit: &Visit, running: &Running) -> Vec<(String, u32)> {
    let papers = running.rulebook.paper.iter();
    papers.filter_map(|p| Some((p.title.text(visit.words.language).to_owned(), p.originals?))).collect()
}

/// A hash in groups of sixteen, as people compare it.
fn grouped(hash: &str) -> String {
    let letters: Vec<char> = hash.chars().collect();
    letters.chunks(16).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
