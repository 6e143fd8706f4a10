//! Refusals for programs: the sentence people read, and beside it what it is made of.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use linxuan_app::unit::LineProblem;
use linxuan_app::{Refusal, Running, Wrong};
use linxuan_domain::value::Instant;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use super::given::{Finding, finding};
use crate::guard::Visit;
use crate::said;

/// Why something was not done; nothing was written.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Refused {
    /// In the words that pages use.
    pub message: String,
    /// Where to sign in, when nobody is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<&'static str>,
    /// Everything that stands in the way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// What was sent and cannot be taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<WrongField>,
    /// The lines of a table that cannot be taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<WrongLine>,
    /// What somebody else saved in between.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newer: Option<Newer>,
    /// The instant from which it was too late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<String>,
    /// The state that does not allow it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<&'static str>,
    /// When to come again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<i64>,
}

/// One part of what was sent, with what is wrong about it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WrongField {
    pub field: String,
    pub message: String,
}

/// One line of a table, with what is wrong about it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WrongLine {
    /// Counted from 1, the heading being line 1.
    pub line: usize,
    pub message: String,
}

/// The nomination as it stands now.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Newer {
    pub version: i64,
    pub changed_by: String,
    pub changed_at: String,
    /// All answers, as in a nomination.
    pub answers: Value,
}

impl Refused {
    fn saying(message: String) -> Self {
        Self {
            message,
            sign_in: None,
            findings: Vec::new(),
            fields: Vec::new(),
            lines: Vec::new(),
            newer: None,
            closed: None,
            state: None,
            seconds: None,
        }
    }
}

/// A refusal for a program; `track` names the track of a nomination.
pub fn refused(visit: &Visit, refusal: &Refusal, track: &dyn Fn(&str) -> String) -> Refused {
    let mut told = Refused::saying(said::refusal(visit, refusal));
    match refusal {
        Refusal::SignedOut => told.sign_in = Some("/sign-in"),
        Refusal::Findings(all) => {
            let running = visit.campaign.as_deref();
            let one = |(id, found): &(String, _)| finding(visit.words, running?, id, &track(id), found);
            told.findings = all.iter().filter_map(one).collect();
        }
        Refusal::Invalid(fields) => {
            let one =
                |(field, key): &(&str, &str)| WrongField { field: (*field).to_owned(), message: visit.words.say(key) };
            told.fields = fields.iter().map(one).collect();
        }
        Refusal::Stale(stale) => {
            told.newer = Some(Newer {
                version: stale.version,
                changed_by: stale.changed_by.clone(),
                changed_at: stale.changed_at.iso(),
                answers: json!(stale.sheet),
            });
        }
        Refusal::Wrong(all) => {
            let one = |one: &Wrong| WrongField { field: one.field.to_owned(), message: said::wrong(visit.words, one) };
            told.fields = all.iter().map(one).collect();
        }
        Refusal::Late { closed } => told.closed = Some(Instant::iso(*closed)),
        Refusal::WrongState(state) => told.state = Some(state.id()),
        Refusal::TooSoon { seconds } => told.seconds = Some(*seconds),
        _ => {}
    }
    told
}

/// The track of nominations nobody asked about: the campaign's first.
pub fn first_track(visit: &Visit) -> String {
    let first = |running: &Running| running.rulebook.track.first().map(|track| track.id.to_string());
    visit.campaign.as_deref().and_then(first).unwrap_or_default()
}

/// What was sent is refused before any act was asked.
pub fn wrong(visit: &Visit, status: StatusCode, message: String, fields: &[(String, &'static str)]) -> Response {
    let one = |(field, key): &(String, &str)| WrongField { field: field.clone(), message: visit.words.say(key) };
    let told = Refused { fields: fields.iter().map(one).collect(), ..Refused::saying(message) };
    (status, axum::Json(told)).into_response()
}

/// What is to be said of one line.
pub fn wrong_line(visit: &Visit, one: LineProblem) -> WrongLine {
    WrongLine { line: one.line, message: said::line(visit.words, one) }
}

/// Lines of a table are refused, every one of them at once.
pub fn wrong_lines(visit: &Visit, nothing_written: &str, problems: Vec<LineProblem>) -> Response {
    let words = visit.words;
    let many = words.fill("units-problems", &[("n", problems.len().into())]);
    let message = format!("{many} {}", words.say(nothing_written));
    let told =
        Refused { lines: problems.into_iter().map(|one| wrong_line(visit, one)).collect(), ..Refused::saying(message) };
    (StatusCode::UNPROCESSABLE_ENTITY, axum::Json(told)).into_response()
}
