//! What an examiner has open: a nomination with everything beside it.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use linxuan_app::Running;
use linxuan_app::view::{self, RecordLine};
use linxuan_domain::rulebook::ExaminationCheck;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use super::given::{self, Nomination, Opinion, opinion};
use super::lists::{Recorded, recorded};
use super::told;
use crate::answer::{Answer, OrRefuse};
use crate::guard::Visit;

/// A nomination as the examination sees it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Dossier {
    pub nomination: Nomination,
    /// What the unit recorded for its list as a whole.
    pub unit_steps: Vec<Opinion>,
    /// The answers at the handing in before, where there was one.
    pub before: Option<Value>,
    /// Every check of the rulebook; an acceptance names them all.
    pub checks: Vec<Check>,
    /// What happened to it, oldest first; places in the record are left out.
    pub history: Vec<Recorded>,
}

/// One check of the rulebook.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Check {
    pub id: String,
    pub label: String,
    /// Id of the rule whose finding answers it; absent where only a person can tell.
    pub rule: Option<String>,
}

/// Shows a dossier.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let running = visit.running().or_refuse(&visit)?;
    let dossier = view::dossier(&visit.app, viewer, &id).await.or_refuse(&visit)?;
    let names = view::names(&visit.app, Some(running.id.to_string())).await.or_refuse(&visit)?;
    Ok(told(StatusCode::OK, &shown(&visit, running, dossier, &names)))
}

fn shown(visit: &Visit, running: &Running, dossier: view::Dossier, names: &BTreeMap<String, String>) -> Dossier {
    let check = |check: &ExaminationCheck| Check {
        id: check.id.to_string(),
        label: check.label.text(visit.words.language).to_owned(),
        rule: check.rule.as_ref().map(ToString::to_string),
    };
    // Its place among all lines would tell how much is going on elsewhere.
    let line = |line: &RecordLine| recorded(RecordLine { position: None, ..line.clone() }, names);
    let said_by: Vec<Option<String>> =
        dossier.examinations.iter().map(|word| names.get(&word.examiner).cloned()).collect();
    let mut shown = Dossier {
        unit_steps: dossier.unit_steps.iter().cloned().map(opinion).collect(),
        before: dossier.before.as_ref().map(|sheet| json!(sheet)),
        checks: running.rulebook.examination.check.iter().map(check).collect(),
        history: dossier.history.iter().map(line).collect(),
        nomination: given::nomination(visit.words, running, dossier),
    };
    for (word, by) in shown.nomination.examinations.iter_mut().zip(said_by) {
        word.said_by = by;
    }
    shown
}
