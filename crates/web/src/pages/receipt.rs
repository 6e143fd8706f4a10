use askama::Template;
use axum::extract::Path;
use linxuan_app::{package, view};
use linxuan_domain::manifest::Manifest;
use linxuan_domain::value::Instant;

use super::home::named;
use crate::answer::{Answer, OrRefuse, page};
use crate::frame::Frame;
use crate::guard::Visit;

#[derive(Template)]
#[template(path = "receipt.html")]
struct Receipt<'a> {
    frame: Frame<'a>,
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
    let manifest: Option<Manifest> = serde_json::from_str(&submission.manifest).ok();
    let mut names = Vec::new();
    for line in manifest.iter().flat_map(|manifest| &manifest.lines) {
        let dossier = view::dossier(&visit.app, viewer, &line.nomination).await.or_refuse(&visit)?;
        names.push(format!("{} {}", line.number, named(&visit, &dossier.nomination.name)));
    }
    let papers = running.rulebook.paper.iter();
    let paper = papers.filter_map(|p| Some((p.title.text(visit.words.language).to_owned(), p.originals?)));
    let template = Receipt {
        frame: Frame::new(&visit),
        number: &submission.number,
        unit: view::unit_name(&visit.app, &submission.unit_id.as_str().into()).await.or_refuse(&visit)?,
        at: linxuan_texts::instant(visit.words, Instant(submission.submitted_at), &running.rulebook.zone()),
        names,
        hash: grouped(&submission.manifest_hash),
        paper: paper.collect(),
    };
    Ok(page(&template))
}

/// A hash in groups of sixteen, as people compare it.
fn grouped(hash: &str) -> String {
    let letters: Vec<char> = hash.chars().collect();
    letters.chunks(16).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
