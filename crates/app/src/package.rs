//! Handing in 报送: one small act, safe to repeat, refused when late.

use std::sync::Arc;

use linxuan_domain::access::{Act, Object, Role, Viewer};
use linxuan_domain::event::Change;
use linxuan_domain::finding::{Finding, Matter, Verdict, summary};
use linxuan_domain::form::Sheet;
use linxuan_domain::id::SubmissionId;
use linxuan_domain::lifecycle::State;
use linxuan_domain::manifest::{Attached, Line as ManifestLine, Manifest};
use linxuan_domain::merkle::hex;
use linxuan_domain::quota::Cap;
use linxuan_domain::rulebook::Force;
use linxuan_domain::value::Instant;
use linxuan_store::material;
use linxuan_store::nomination::{self as kept, Nomination};
use linxuan_store::seal::Keys;
use linxuan_store::submission::{self, Submission};
use linxuan_store::unit::{self, Extension, Unit};
use linxuan_store::{Sql, queue, turn};
use sha2::{Digest, Sha256};

use crate::door::{Line, Stamp, ask, campaign_of, nomination_subject, record, unit_of, unit_row};
use crate::nomination::{Judged, judge, rows};
use crate::{App, Refusal, Running};

/// What the clerk confirms with the package.
#[derive(Debug, Clone)]
pub struct Handing {
    /// Chosen when the page was made: the same key answers the same receipt.
    pub key: String,
    /// 保密审查声明.
    pub secrecy: bool,
}

/// A unit's package as it stands: what would be handed in, and what the rules say.
#[derive(Debug, Clone)]
pub struct Standing {
    pub nominations: Vec<(Nomination, Judged)>,
    /// Findings on the list as a whole.
    pub list: Vec<Finding>,
    /// The first instant that is too late for this unit.
    pub closes: Option<Instant>,
    /// Whether `closes` comes from an extension.
    pub extended: bool,
}

/// Everything that stands between a unit's drafts and the receipt.
pub(crate) fn standing(
    sql: &mut dyn Sql,
    running: &Running,
    unit_id: &str,
    app: &App,
    now: Instant,
) -> Result<Standing, Refusal> {
    let rows = rows(sql, unit_id)?;
    let today = running.day(now);
    let mut nominations = Vec::new();
    for nomination in kept::of_unit(sql, &app.keys, unit_id)? {
        let judged = judge(sql, app, running, &rows, (&nomination, today))?;
        nominations.push((nomination, judged));
    }
    let (closes, extended) = closes(sql, running, &rows.unit)?;
    // Drafts that come too late are no longer on the list.
    let drafts: &[State] = if closes.is_some_and(|closes| now >= closes) { &[] } else { &[State::Draft] };
    let counted = crate::nomination::counted(&nominations, drafts);
    let list = crate::nomination::judge_list(sql, &running.rulebook, &rows, &counted)?;
    Ok(Standing { nominations, list, closes, extended })
}

/// The unit's deadline: its channel's, or a later one that two people granted.
pub(crate) fn closes(sql: &mut dyn Sql, running: &Running, unit: &Unit) -> Result<(Option<Instant>, bool), Refusal> {
    let general = running.rulebook.hand_in_closes(&unit.channel);
    let granted = unit::extensions(sql, running.id.as_str(), Some(&unit.id))?;
    let latest = granted.iter().filter(|e: &&Extension| e.confirmed_by.is_some()).map(|e| Instant(e.until)).max();
    let extended = latest.is_some() && latest > general;
    Ok((if extended { latest } else { general }, extended))
}

/// Hands in every draft and returned nomination of the viewer's unit.
///
/// # Errors
/// [`Refusal::Late`], [`Refusal::Findings`] with everything that stands in the way, all at once.
pub async fn hand_in(app: &App, viewer: &Viewer, handing: Handing) -> Result<Submission, Refusal> {
    let running = app.campaign_by_id(campaign_of(viewer)?)?;
    ask(viewer, Act::HandIn, Object { campaign: Some(&running.id), ..Object::default() })?;
    if !(16..=80).contains(&handing.key.len()) {
        return Err(Refusal::Invalid(vec![("key", "key-missing")]));
    }
    let (door, unit_id, stamp, id) = (app.clone(), unit_of(viewer)?.to_owned(), app.stamp(viewer), app.new_id());
    app.act(move |sql| {
        let turn = turn::take(sql, &unit_row(&unit_id))?;
        // Keys are the unit's own: another unit's key must not answer its receipt.
        let key = format!("{unit_id}/{}", handing.key);
        if let Some(before) = submission::by_key(sql, &key)? {
            return again(sql, &turn, &stamp, before);
        }
        hand_in_now(sql, &door, &running, &unit_id, (&turn, &stamp), Handed { id, key, secrecy: handing.secrecy })
    })
    .await
}

/// A repeat changes nothing but the record: it says that the receipt was asked for again.
fn again(sql: &mut dyn Sql, turn: &turn::Turn, stamp: &Stamp, before: Submission) -> Result<Submission, Refusal> {
    let line = Line {
        what: "receipt-repeated",
        campaign: Some(&before.campaign_id),
        subject: format!("submission/{}", before.id),
        changes: Vec::new(),
    };
    record(sql, turn, stamp, line)?;
    Ok(before)
}

struct Handed {
    id: String,
    key: String,
    secrecy: bool,
}

fn hand_in_now(
    sql: &mut dyn Sql,
    app: &App,
    running: &Arc<Running>,
    unit_id: &str,
    (turn, stamp): (&turn::Turn, &Stamp),
    handed: Handed,
) -> Result<Submission, Refusal> {
    let (going, standing) = going(sql, app, running, unit_id, stamp.at)?;
    refuse_findings(&going, &standing, handed.secrecy)?;
    let number = number(sql, running, unit_id)?;
    let manifest = manifest(sql, &app.keys, running, unit_id, &going)?;
    let submission = Submission {
        id: handed.id,
        campaign_id: running.id.to_string(),
        unit_id: unit_id.to_owned(),
        number,
        manifest_hash: hex(&Sha256::digest(manifest.canonical())),
        manifest: String::from_utf8_lossy(&manifest.canonical()).into_owned(),
        repeat_key: handed.key,
        submitted_by: stamp.actor.clone(),
        submitted_at: stamp.at.microseconds(),
    };
    submission::insert(sql, &submission)?;
    for (nomination, judged) in &going {
        // Opinions and waivers were written after the last save.
        kept::set_findings(sql, &nomination.id, &summary(&judged.findings))?;
        queue_in(sql, nomination, &submission)?;
    }
    let changes = vec![
        Change::set("number", submission.number.clone()),
        Change::set("manifest", submission.manifest_hash.clone()),
        Change::set("nominations", going.len().to_string()),
    ];
    let subject = format!("submission/{}", submission.id);
    record(sql, turn, stamp, Line { what: "handed-in", campaign: Some(running.id.as_str()), subject, changes })?;
    Ok(submission)
}

/// The nominations that go, after the person of each was taken a turn on, and
/// a channel under a cap: two units handing in the same person, or for the last
/// place of their channel, come one after the other.
fn going(
    sql: &mut dyn Sql,
    app: &App,
    running: &Running,
    unit_id: &str,
    now: Instant,
) -> Result<(Vec<(Nomination, Judged)>, Standing), Refusal> {
    take_persons(sql, app, unit_id)?;
    take_channel(sql, running, unit_id)?;
    let standing = standing(sql, running, unit_id, app, now)?;
    let late = standing.closes.filter(|closes| now >= *closes);
    let mut going = Vec::new();
    // One that is too late does not hold up another that is not.
    let mut missed = late;
    for (nomination, judged) in &standing.nominations {
        let closed = match State::from_id(&nomination.state).map(|state| state.told(Role::UnitClerk)) {
            Some(State::Draft) => late,
            Some(State::Returned) => crate::nomination::missed(nomination, now),
            _ => continue,
        };
        match closed {
            Some(closed) => missed = Some(closed),
            None => going.push((nomination.clone(), judged.clone())),
        }
    }
    match missed {
        Some(closed) if going.is_empty() => Err(Refusal::Late { closed }),
        _ => Ok((going, standing)),
    }
}

/// Takes the turn of everybody named, in one order for all units: two that wait for each other would wait for ever.
fn take_persons(sql: &mut dyn Sql, app: &App, unit_id: &str) -> Result<(), Refusal> {
    let mut persons = std::collections::BTreeSet::new();
    for nomination in kept::of_unit(sql, &app.keys, unit_id)? {
        persons.extend(kept::members(sql, &nomination.id)?);
        persons.extend(nomination.person);
        // The same person may stand there by another document.
        persons.extend(nomination.name_birth);
    }
    persons.iter().try_for_each(|person| kept::take_person(sql, person))?;
    Ok(())
}

/// Takes the turn of the unit's channel where all its units share a cap; after
/// the persons, so that whoever waits for the channel holds up nobody who has it.
fn take_channel(sql: &mut dyn Sql, running: &Running, unit_id: &str) -> Result<(), Refusal> {
    let unit = unit::find(sql, unit_id)?.ok_or(Refusal::NotFound)?;
    let capped = running.rulebook.channel(&unit.channel).is_some_and(|channel| Cap::of(channel, 0).is_some());
    if capped {
        kept::take_channel(sql, running.id.as_str(), &unit.channel)?;
    }
    Ok(())
}

/// Everything that stands in the way, of all nominations and of the list, at once.
fn refuse_findings(going: &[(Nomination, Judged)], standing: &Standing, secrecy: bool) -> Result<(), Refusal> {
    let mut blocking: Vec<(String, Finding)> = Vec::new();
    for (nomination, judged) in going {
        blocking.extend(judged.findings.iter().filter(|f| f.blocks()).map(|f| (nomination.id.clone(), f.clone())));
    }
    let list = standing.list.iter().filter(|finding| finding.blocks());
    blocking.extend(list.map(|finding| (String::new(), finding.clone())));
    if !secrecy {
        let matter = Matter::Secrecy { declared: false };
        let finding = Finding { rule: "secrecy".into(), force: Force::Must, verdict: Verdict::Open, matter };
        blocking.push((String::new(), finding));
    }
    // Whoever owes a number hears of the number, and that a reason does instead.
    let owes = nobody(standing) && standing.list.iter().any(|finding| finding.rule == "quota-short");
    if going.is_empty() && !owes {
        return Err(Refusal::Invalid(vec![("nominations", "nothing-to-hand-in")]));
    }
    if blocking.is_empty() { Ok(()) } else { Err(Refusal::Findings(blocking)) }
}

/// Whether the unit nominates nobody: an empty package says so where the quota asks for some.
fn nobody(standing: &Standing) -> bool {
    standing.nominations.iter().all(|(nomination, _)| nomination.state == State::Withdrawn.id())
}

fn queue_in(sql: &mut dyn Sql, nomination: &Nomination, submission: &Submission) -> Result<(), Refusal> {
    kept::hand_in(sql, &nomination.id, &submission.id, submission.submitted_at)?;
    material::hand_in(sql, &nomination.id, &submission.id)?;
    let before = nomination.handed_in_at.map(|_| nomination.state.as_str());
    let campaign = &nomination.campaign_id;
    queue::recount(sql, campaign, "state", before, Some(State::HandedIn.id()))?;
    Ok(())
}

/// `QINGHAI-2023-003-1`: campaign, unit, how many packages it has sent.
fn number(sql: &mut dyn Sql, running: &Running, unit_id: &str) -> Result<String, Refusal> {
    let unit = unit::find(sql, unit_id)?.ok_or(Refusal::NotFound)?;
    let sent = submission::of_unit(sql, unit_id)?.len() + 1;
    Ok(format!("{}-{:03}-{sent}", running.slug.to_uppercase(), unit.ordinal))
}

fn manifest(
    sql: &mut dyn Sql,
    keys: &Keys,
    running: &Running,
    unit_id: &str,
    going: &[(Nomination, Judged)],
) -> Result<Manifest, Refusal> {
    let bytes = |sheet: &Sheet| serde_json::to_vec(sheet).unwrap_or_default();
    let sealed =
        |of: &Nomination| keys.commitment(&nomination_subject(&of.id), &String::from_utf8_lossy(&bytes(&of.personal)));
    let mut line = |(nomination, _): &(Nomination, Judged)| {
        Ok::<_, Refusal>(ManifestLine {
            nomination: nomination.id.clone(),
            number: nomination.number.clone(),
            version: nomination.version,
            answers: hex(&Sha256::digest(bytes(&nomination.answers))),
            personal: sealed(nomination),
            materials: attached(sql, &nomination.id)?,
        })
    };
    let lines = going.iter().map(&mut line).collect::<Result<_, _>>()?;
    Ok(Manifest { campaign: running.slug.clone(), unit: unit_id.to_owned(), rulebook: running.hash.clone(), lines })
}

/// A nomination's materials as its package names them.
fn attached(sql: &mut dyn Sql, nomination: &str) -> Result<Vec<Attached>, Refusal> {
    let one = |(attachment, _): (material::Attachment, Option<material::Blob>)| {
        let link = || hex(&Sha256::digest(attachment.link.clone().unwrap_or_default()));
        let sha256 = attachment.hash.clone().unwrap_or_else(link);
        Attached { id: attachment.id, material: attachment.material, sha256 }
    };
    Ok(material::attached(sql, nomination)?.into_iter().map(one).collect())
}

/// A receipt, for the unit it belongs to and for the office.
///
/// # Errors
/// [`Refusal::NotFound`] for everybody else.
pub async fn receipt(app: &App, viewer: &Viewer, id: &SubmissionId) -> Result<Submission, Refusal> {
    let (viewer, id) = (viewer.clone(), id.clone());
    app.read(move |sql| {
        let found = submission::find(sql, id.as_str())?.ok_or(Refusal::NotFound)?;
        let (campaign, unit) = (found.campaign_id.as_str().into(), found.unit_id.as_str().into());
        let object = Object { campaign: Some(&campaign), unit: Some(&unit), ..Object::default() };
        ask(&viewer, Act::SeeReceipt, object)?;
        Ok(found)
    })
    .await
}
