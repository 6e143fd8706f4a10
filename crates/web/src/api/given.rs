//! What programs are told: values of our own, never rows.

use linxuan_app::Running;
use linxuan_app::nomination::Judged;
use linxuan_app::view::{Attestation, Dossier, Examination, Nomination as Row, Submission, UnitHome, Waiver};
use linxuan_domain::finding as domain;
use linxuan_domain::value::Instant;
use linxuan_texts::Words;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::pages::home::filled;
use crate::said;

/// Who is asking.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Me {
    pub login: String,
    pub name: String,
    /// A role id of the glossary.
    pub role: &'static str,
    pub campaign: Option<Campaign>,
    pub unit: Option<Named>,
    /// A nominee's own nomination.
    pub nomination: Option<String>,
    /// The token may not write.
    pub read_only: bool,
    /// Everything the role may, by the ids that routes name.
    pub acts: Vec<&'static str>,
}

/// The campaign one works in.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Campaign {
    pub id: String,
    pub title: String,
    /// Version of the rulebook in force.
    pub version: i64,
}

/// A thing with its name.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Named {
    pub id: String,
    pub name: String,
}

/// A nomination just begun.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Begun {
    pub id: String,
    pub version: i64,
}

/// The state a nomination has reached.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Reached {
    pub state: &'static str,
}

/// A save, done.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SavedAnswers {
    pub version: i64,
    pub saved_at: String,
    pub findings: Vec<Finding>,
}

/// What a rule says.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Finding {
    /// The nomination it is about; absent for the list as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nomination: Option<String>,
    /// Id of the rule, or `form`, `quota`, `secrecy` and the like.
    pub rule: String,
    /// `must`, `in-principle`, `advice`.
    pub force: String,
    /// `holds`, `waived`, `open`, `breaks`.
    pub verdict: String,
    /// Whether it stands in the way of handing in.
    pub blocks: bool,
    /// The form's field it is about; `field.column#row` within rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    pub message: String,
    pub figure: String,
    /// The clauses of the notice behind it.
    pub clause: String,
    /// What to do about it.
    pub mend: String,
    /// The figures, by `kind`.
    pub matter: Value,
}

/// A finding in words and in figures.
pub fn finding(
    words: Words,
    running: &Running,
    nomination: &str,
    track: &str,
    found: &domain::Finding,
) -> Option<Finding> {
    let said = said::findings(words, running, track, std::slice::from_ref(found)).into_iter().next()?;
    Some(Finding {
        nomination: (!nomination.is_empty()).then(|| nomination.to_owned()),
        rule: found.rule.clone(),
        force: tag(found.force),
        verdict: tag(found.verdict),
        blocks: found.blocks(),
        field: said.field,
        message: said.what,
        figure: said.figure,
        clause: said.clause,
        mend: said.mend,
        matter: json!(found.matter),
    })
}

/// The word that stands for a value in JSON.
fn tag(value: impl Serialize) -> String {
    json!(value).as_str().unwrap_or_default().to_owned()
}

/// All findings on one nomination.
pub fn findings(
    words: Words,
    running: &Running,
    nomination: &str,
    track: &str,
    all: &[domain::Finding],
) -> Vec<Finding> {
    all.iter().filter_map(|found| finding(words, running, nomination, track, found)).collect()
}

fn iso(at: i64) -> String {
    Instant(at).iso()
}

/// Where a unit stands before it hands in.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnitStanding {
    pub unit: Named,
    pub kind: String,
    pub channel: String,
    pub quota: Quota,
    /// The first instant that is too late.
    pub closes: Option<String>,
    /// Whether that instant was granted to this unit.
    pub extended: bool,
    pub now: String,
    /// The tracks it may nominate in.
    pub tracks: Vec<Named>,
    pub nominations: Vec<Listed>,
    /// Findings on the list as a whole.
    pub findings: Vec<Finding>,
    pub steps: Vec<Step>,
    pub waivers: Vec<WaiverReason>,
    /// What the unit declares when it hands in.
    pub declaration: String,
    pub submissions: Vec<Receipt>,
    /// What the notice says on how to go about it.
    pub guidance: Vec<String>,
}

/// How many a unit may, or must, recommend.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Quota {
    pub at_least: Option<u32>,
    pub exactly: Option<u32>,
    /// More is refused; the extra is in it.
    pub limit: Option<u32>,
    pub extra: u32,
}

/// A nomination in its unit's list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Listed {
    pub id: String,
    pub number: String,
    pub track: String,
    pub state: String,
    pub version: i64,
    pub name: String,
    pub employer: String,
    /// Per cent of the form that is filled in.
    pub filled: u32,
    pub changed_at: String,
    pub handed_in_at: Option<String>,
    /// Until when a returned nomination must be back.
    pub due_at: Option<String>,
    pub findings: Vec<Finding>,
}

fn listed(words: Words, running: &Running, found: &Row, judged: &Judged) -> Listed {
    Listed {
        findings: findings(words, running, &found.id, &found.track, &judged.findings),
        filled: filled(running, &found.track, judged),
        id: found.id.clone(),
        number: found.number.clone(),
        track: found.track.clone(),
        state: found.state.clone(),
        version: found.version,
        name: found.name.clone(),
        employer: found.employer.clone(),
        changed_at: iso(found.changed_at),
        handed_in_at: found.handed_in_at.map(iso),
        due_at: found.due_at.map(iso),
    }
}

/// A step the unit records before it hands in.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Step {
    pub item: String,
    pub required: bool,
    pub recorded: bool,
    /// What was recorded; empty where nothing was yet.
    pub text: String,
}

/// Why a rule that binds in principle is not kept.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WaiverReason {
    /// `nomination/ID`, or `unit/ID` for the list as a whole.
    pub subject: String,
    pub rule: String,
    pub reason: String,
    pub written_at: String,
}

pub fn reason(waiver: Waiver) -> WaiverReason {
    WaiverReason {
        subject: waiver.subject,
        rule: waiver.rule,
        reason: waiver.reason,
        written_at: iso(waiver.written_at),
    }
}

/// The proof of a handing in.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Receipt {
    pub id: String,
    pub number: String,
    pub handed_in_at: String,
    /// SHA-256 of the manifest, hex.
    pub manifest_hash: String,
    pub manifest: String,
}

pub fn receipt(submission: Submission) -> Receipt {
    Receipt {
        id: submission.id,
        number: submission.number,
        handed_in_at: iso(submission.submitted_at),
        manifest_hash: submission.manifest_hash,
        manifest: submission.manifest,
    }
}

pub fn unit(words: Words, running: &Running, home: UnitHome) -> UnitStanding {
    let (allowance, book) = (&home.allowance, &running.rulebook);
    let tracks = book
        .tracks_of(&home.unit.channel)
        .map(|track| Named { id: track.id.to_string(), name: track.title.text(words.language).to_owned() });
    let nominations = home.standing.nominations.iter();
    UnitStanding {
        tracks: tracks.collect(),
        nominations: nominations.map(|(found, judged)| listed(words, running, found, judged)).collect(),
        findings: findings(words, running, "", "", &home.standing.list),
        steps: home.steps.iter().map(|(item, required)| step(&home, item, *required)).collect(),
        quota: Quota {
            at_least: allowance.quota.at_least,
            exactly: allowance.quota.exactly,
            limit: allowance.limit(),
            extra: allowance.extra,
        },
        closes: home.standing.closes.map(Instant::iso),
        extended: home.standing.extended,
        now: home.now.iso(),
        declaration: book.secrecy.declaration.text(words.language).to_owned(),
        guidance: book.guidance.iter().map(|one| one.text.text(words.language).to_owned()).collect(),
        waivers: home.waivers.into_iter().map(reason).collect(),
        submissions: home.submissions.into_iter().map(receipt).collect(),
        unit: Named { id: home.unit.id, name: home.unit.name },
        kind: home.unit.kind,
        channel: home.unit.channel,
    }
}

fn step(home: &UnitHome, item: &str, required: bool) -> Step {
    let subject = format!("unit/{}", home.unit.id);
    let written = home.attestations.iter().find(|a| a.subject == subject && a.item == item);
    let text = written.map(|written| written.text.clone()).unwrap_or_default();
    Step { item: item.to_owned(), required, recorded: written.is_some(), text }
}

/// One nomination, as far as its viewer may see it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Nomination {
    #[serde(flatten)]
    pub listed: Listed,
    pub unit: Named,
    /// Answers as typed: by field id a text, a list of options, or a list of rows.
    pub answers: Value,
    pub waivers: Vec<WaiverReason>,
    pub opinions: Vec<Opinion>,
    pub examinations: Vec<Examined>,
}

/// What a body said on the nominee.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Opinion {
    pub item: String,
    pub text: String,
    pub recorded_at: String,
}

/// One word of the formal examination.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Examined {
    pub verdict: String,
    pub note: String,
    pub at: String,
    pub due_at: Option<String>,
    pub checks: Vec<Checked>,
    /// Whose it was; told to the examination alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said_by: Option<String>,
}

/// One check with its outcome.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Checked {
    pub check: String,
    pub passed: bool,
    pub reason: String,
}

fn examined(word: Examination) -> Examined {
    let checked = |line: linxuan_app::examination::Judgement| Checked {
        check: line.check,
        passed: line.passed,
        reason: line.reason,
    };
    Examined {
        verdict: word.verdict,
        note: word.note,
        at: iso(word.at),
        due_at: word.due_at.map(iso),
        checks: word.lines.into_iter().map(checked).collect(),
        said_by: None,
    }
}

pub fn opinion(recorded: Attestation) -> Opinion {
    Opinion { item: recorded.item, text: recorded.text, recorded_at: iso(recorded.recorded_at) }
}

pub fn nomination(words: Words, running: &Running, dossier: Dossier) -> Nomination {
    let found = dossier.nomination;
    Nomination {
        listed: listed(words, running, &found, &dossier.judged),
        unit: Named { id: dossier.unit.id, name: dossier.unit.name },
        answers: json!(found.answers.joined(found.personal)),
        waivers: dossier.waivers.into_iter().map(reason).collect(),
        opinions: dossier.attestations.into_iter().map(opinion).collect(),
        examinations: dossier.examinations.into_iter().map(examined).collect(),
    }
}
