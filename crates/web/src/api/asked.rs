//! What programs may ask: bodies and questions, refused when they say anything else.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use linxuan_app::Refusal;
use linxuan_app::examination::{Judgement, Word};
use linxuan_app::view::{self, Filter, Sort};
use linxuan_domain::form::{Entry, Sheet};
use linxuan_domain::rulebook::{Field, FieldKind, Form};
use linxuan_domain::value::Instant;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::refused::wrong;
use crate::guard::Visit;
use crate::pages::waivers;

/// An act that needs no more than its address.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// A nomination to be begun.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNomination {
    /// Id of a track of the rulebook.
    pub track: String,
}

/// Answers to be saved.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Save {
    /// The version the answers were written on.
    pub version: i64,
    /// By field id; an identity document has two, `ID.document` and `ID.number`.
    /// Fields that are not named keep their answers; null empties one.
    pub answers: BTreeMap<String, Option<Answer>>,
}

/// One answer: a text, the chosen options, or rows of columns.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Answer {
    Text(String),
    Many(Vec<String>),
    Rows(Vec<BTreeMap<String, String>>),
}

/// The unit's package to be handed in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandIn {
    /// The secrecy declaration: nothing classified is in the package.
    pub secrecy: bool,
}

/// An examiner's word on the answers of one version.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(tag = "word", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Examine {
    /// Every check of the rulebook passed.
    Accept {
        #[schemars(required)]
        version: Option<i64>,
        checks: Vec<CheckLine>,
    },
    /// Back to the unit, with the checks that did not pass.
    Return {
        #[schemars(required)]
        version: Option<i64>,
        checks: Vec<CheckLine>,
        #[serde(default)]
        note: String,
        /// RFC 3339; the rulebook's number of days when absent.
        due: Option<String>,
    },
    /// More time for what was returned; once for each return, by the office.
    ExtendReturn {
        #[schemars(required)]
        version: Option<i64>,
        note: String,
        /// RFC 3339; the rulebook's number of days from now when absent.
        due: Option<String>,
    },
    /// Of what was handed in, or of what was returned and is overdue.
    ProposeRefusal {
        #[schemars(required)]
        version: Option<i64>,
        note: String,
    },
    /// By another person than the proposer.
    ConfirmRefusal {
        #[schemars(required)]
        version: Option<i64>,
    },
    RejectRefusal {
        #[schemars(required)]
        version: Option<i64>,
        note: String,
    },
}

/// One check of the list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckLine {
    /// Id of a check of the rulebook.
    pub check: String,
    pub passed: bool,
    #[serde(default)]
    pub reason: String,
}

/// What the examination queue is narrowed to.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QueueAsked {
    /// Id of a state.
    pub state: Option<String>,
    /// Id of a channel.
    pub channel: Option<String>,
    /// Id of a unit.
    pub unit: Option<String>,
    /// Words to be found in name, employer and deeds.
    #[serde(default)]
    pub question: String,
    /// Newest first.
    #[serde(default)]
    pub descending: bool,
    /// `next` of the part before.
    pub after: Option<String>,
    /// Lines in one part, 1 to 200; 50 when absent.
    pub most: Option<u32>,
}

/// Which part of the record.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordAsked {
    /// Only lines placed below this position.
    pub below: Option<i64>,
    /// Lines in one part, 1 to 200; 50 when absent.
    pub most: Option<u32>,
}

/// How many lines a part has.
pub fn part(most: Option<u32>) -> i64 {
    i64::from(most.unwrap_or(50).clamp(1, 200))
}

/// Reads a body of JSON; what is wrong with it is said in words.
#[expect(clippy::result_large_err, reason = "a response is what every handler answers with")]
pub fn body<T: DeserializeOwned>(visit: &Visit, headers: &HeaderMap, body: &Bytes) -> Result<T, Response> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return Err(wrong(visit, StatusCode::UNSUPPORTED_MEDIA_TYPE, visit.words.say("api-not-json"), &[]));
    }
    let value: Value = serde_json::from_slice(body).map_err(|error| {
        let at = [("line", error.line().into()), ("column", error.column().into())];
        wrong(visit, StatusCode::BAD_REQUEST, visit.words.fill("api-malformed", &at), &[])
    })?;
    if holds_nul(&value) {
        return Err(wrong(visit, StatusCode::UNPROCESSABLE_ENTITY, visit.words.say("text-forbidden"), &[]));
    }
    // A list of values in the right order would be taken for the fields.
    if !value.is_object() {
        return Err(unfit(visit, "not an object"));
    }
    // From the bytes, not from the value: a field given twice is refused too.
    serde_json::from_slice(body).map_err(|error| unfit(visit, &error.to_string()))
}

fn unfit(visit: &Visit, detail: &str) -> Response {
    let message = visit.words.fill("api-unfit", &[("detail", detail.into())]);
    wrong(visit, StatusCode::UNPROCESSABLE_ENTITY, message, &[])
}

/// U+0000 can be kept by neither engine as text.
fn holds_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(holds_nul),
        Value::Object(entries) => entries.iter().any(|(key, value)| key.contains('\0') || holds_nul(value)),
        _ => false,
    }
}

/// What the waivers are narrowed to.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WaiversAsked {
    /// Id of a rule.
    pub rule: Option<String>,
    /// Id of a unit.
    pub unit: Option<String>,
    /// `next` of the part before.
    pub before: Option<String>,
    /// Lines in one part, 1 to 200; 50 when absent.
    pub most: Option<u32>,
}

impl WaiversAsked {
    /// As the view takes it; `None` when `before` is none of ours.
    pub fn wanted(self) -> Option<view::WaiversAsked> {
        let before = match self.before.as_deref() {
            None => None,
            Some(text) => Some(waivers::place(text)?),
        };
        Some(view::WaiversAsked { rule: self.rule, unit: self.unit, before, most: part(self.most) })
    }
}

/// Reads the question of an address; unknown words are refused.
#[expect(clippy::result_large_err, reason = "a response is what every handler answers with")]
pub fn question<T: DeserializeOwned>(visit: &Visit, uri: &Uri) -> Result<T, Response> {
    let axum::extract::Query(asked) =
        axum::extract::Query::try_from_uri(uri).map_err(|error| unfit(visit, &error.body_text()))?;
    Ok(asked)
}

impl QueueAsked {
    /// As the view takes it; refused when `after` is none of ours.
    pub fn filter(self) -> Result<Filter, Refusal> {
        let unknown = || Refusal::Invalid(vec![("after", "api-unknown-part")]);
        let place =
            |text: &str| text.split_once('.').and_then(|(at, id)| Some((Sort::HandedIn.key(at)?, id.to_owned())));
        let after = self.after.as_deref().map(|text| place(text).ok_or_else(unknown)).transpose()?;
        Ok(Filter {
            state: self.state,
            channel: self.channel,
            unit: self.unit,
            question: self.question,
            sort: Sort::HandedIn,
            descending: self.descending,
            after,
            most: part(self.most),
        })
    }
}

/// A time as programs write it, in RFC 3339.
pub fn instant(text: &str) -> Option<Instant> {
    Some(Instant(text.parse::<jiff::Timestamp>().ok()?.as_microsecond()))
}

/// Names that cannot be taken, each with its sentence.
type Unfit = Vec<(String, &'static str)>;

impl Save {
    /// The answers with the names they speak for, or those that the form does not have or have otherwise.
    pub fn sheet(self, form: &Form) -> Result<(Vec<String>, Sheet), Unfit> {
        let unfit = self
            .answers
            .iter()
            .filter_map(|(name, answer)| Some((name.clone(), problem(form, name, answer.as_ref())?)));
        let unfit: Unfit = unfit.collect();
        if !unfit.is_empty() {
            return Err(unfit);
        }
        let names = self.answers.keys().cloned().collect();
        let mut sheet = Sheet::default();
        for (name, answer) in self.answers {
            sheet.set(&name, answer.map_or_else(|| Entry::Text(String::new()), entry));
        }
        Ok((names, sheet))
    }
}

fn entry(answer: Answer) -> Entry {
    match answer {
        Answer::Text(text) => Entry::Text(text),
        Answer::Many(many) => Entry::Many(many),
        Answer::Rows(rows) => Entry::Rows(rows),
    }
}

fn problem(form: &Form, name: &str, answer: Option<&Answer>) -> Option<&'static str> {
    let (id, part) = name.split_once('.').map_or((name, None), |(id, part)| (id, Some(part)));
    let field = form.field(id).filter(|field| match field.kind {
        FieldKind::Identity => matches!(part, Some("document" | "number")),
        _ => part.is_none(),
    });
    match (field, answer) {
        (None, _) => Some("api-unknown-field"),
        (Some(field), Some(answer)) if !fits(field, answer) => Some("api-unfit-answer"),
        _ => None,
    }
}

fn fits(field: &Field, answer: &Answer) -> bool {
    match (&field.kind, answer) {
        (FieldKind::Rows { columns, .. }, Answer::Rows(rows)) => {
            let known = |id: &String| columns.iter().any(|column| column.has_cell(id));
            rows.iter().all(|row| row.keys().all(known))
        }
        // An empty list is both.
        (FieldKind::Rows { .. }, Answer::Many(many)) => many.is_empty(),
        (FieldKind::Choice { many: true, .. } | FieldKind::Orientation { many: true }, Answer::Many(_)) => true,
        (FieldKind::Rows { .. } | FieldKind::Choice { many: true, .. } | FieldKind::Orientation { many: true }, _) => {
            false
        }
        (_, answer) => matches!(answer, Answer::Text(_)),
    }
}

impl Examine {
    /// The version it is about, and the word as the act takes it.
    pub fn word(self) -> Result<(i64, Word), Refusal> {
        let (version, word) = match self {
            Self::Accept { version, checks } => (version, Word::Accept { lines: lines(checks) }),
            Self::Return { version, checks, note, due } => {
                (version, Word::Return { lines: lines(checks), note, due: by(due)? })
            }
            Self::ExtendReturn { version, note, due } => (version, Word::Extend { note, due: by(due)? }),
            Self::ProposeRefusal { version, note } => (version, Word::ProposeRefusal { note }),
            Self::ConfirmRefusal { version } => (version, Word::ConfirmRefusal),
            Self::RejectRefusal { version, note } => (version, Word::RejectRefusal { note }),
        };
        Ok((version.ok_or(Refusal::Invalid(vec![("version", "api-version-missing")]))?, word))
    }
}

/// A due time, where one is given.
fn by(due: Option<String>) -> Result<Option<Instant>, Refusal> {
    let wrong = || Refusal::Invalid(vec![("due", "api-not-a-time")]);
    due.map(|text| instant(&text).ok_or_else(wrong)).transpose()
}

fn lines(checks: Vec<CheckLine>) -> Vec<Judgement> {
    let line = |check: CheckLine| Judgement { check: check.check, passed: check.passed, reason: check.reason };
    checks.into_iter().map(line).collect()
}
