//! What programs are told: values of our own, never rows.

use linxuan_app::Running;
use linxuan_app::view::{Attestation, Dossier, Examination, Submission, UnitHome, Waiver};
use linxuan_domain::finding as domain;
use linxuan_domain::value::Instant;
use linxuan_texts::Words;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

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

/// A personal access token, told once.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Token {
    /// Sent as `Authorization: Bearer TOKEN`; valid for 90 days.
    pub token: String,
    pub may_write: bool,
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
    pub nominations: Vec<Listed>,
    /// Findings on the list as a whole.
    pub findings: Vec<Finding>,
    pub steps: Vec<Step>,
    pub waivers: Vec<WaiverReason>,
    pub submissions: Vec<Receipt>,
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
    pub findings: Vec<Finding>,
}

/// A step the unit records before it hands in.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Step {
    pub item: String,
    pub required: bool,
    pub recorded: bool,
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
    let allowance = home.allowance;
    let subject = format!("unit/{}", home.unit.id);
    let recorded = |item: &str| home.attestations.iter().any(|a| a.subject == subject && a.item == item);
    let steps = home.steps.iter().map(|(item, required)| Step {
        item: item.clone(),
        required: *required,
        recorded: recorded(item),
    });
    let steps = steps.collect();
    let listed = home.standing.nominations.iter().map(|(nomination, judged)| Listed {
        id: nomination.id.clone(),
        number: nomination.number.clone(),
        track: nomination.track.clone(),
        state: nomination.state.clone(),
        version: nomination.version,
        name: nomination.name.clone(),
        findings: findings(words, running, &nomination.id, &nomination.track, &judged.findings),
    });
    UnitStanding {
        nominations: listed.collect(),
        findings: findings(words, running, "", "", &home.standing.list),
        unit: Named { id: home.unit.id, name: home.unit.name },
        kind: home.unit.kind,
        channel: home.unit.channel,
        quota: Quota {
            at_least: allowance.quota.at_least,
            exactly: allowance.quota.exactly,
            limit: allowance.limit(),
            extra: allowance.extra,
        },
        closes: home.standing.closes.map(Instant::iso),
        extended: home.standing.extended,
        now: home.now.iso(),
        steps,
        waivers: home.waivers.into_iter().map(reason).collect(),
        submissions: home.submissions.into_iter().map(receipt).collect(),
    }
}

/// One nomination, as far as its viewer may see it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Nomination {
    pub id: String,
    pub number: String,
    pub track: String,
    pub state: String,
    pub version: i64,
    pub name: String,
    pub unit: Named,
    /// Answers as typed: by field id a text, a list of options, or a list of rows.
    pub answers: Value,
    pub changed_at: String,
    pub handed_in_at: Option<String>,
    /// Until when a returned nomination must be back.
    pub due_at: Option<String>,
    pub findings: Vec<Finding>,
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

/// One word of the formal examination; whose it was stays in the record.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Examined {
    pub verdict: String,
    pub note: String,
    pub at: String,
    pub due_at: Option<String>,
    pub checks: Vec<Checked>,
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
    }
}

pub fn nomination(words: Words, running: &Running, dossier: Dossier) -> Nomination {
    let found = dossier.nomination;
    let opinion = |a: Attestation| Opinion { item: a.item, text: a.text, recorded_at: iso(a.recorded_at) };
    Nomination {
        findings: findings(words, running, &found.id, &found.track, &dossier.judged.findings),
        id: found.id,
        number: found.number,
        track: found.track,
        state: found.state,
        version: found.version,
        name: found.name,
        unit: Named { id: dossier.unit.id, name: dossier.unit.name },
        answers: json!(found.answers.joined(found.personal)),
        changed_at: iso(found.changed_at),
        handed_in_at: found.handed_in_at.map(iso),
        due_at: found.due_at.map(iso),
        waivers: dossier.waivers.into_iter().map(reason).collect(),
        opinions: dossier.attestations.into_iter().map(opinion).collect(),
        examinations: dossier.examinations.into_iter().map(examined).collect(),
    }
}
