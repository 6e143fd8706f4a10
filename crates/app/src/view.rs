//! What pages and the programming interface show: read, narrowed by who looks.

use linxuan_domain::access::{Act, Object, Role, Viewer};
use linxuan_domain::form::Sheet;
use linxuan_domain::id::UnitId;
use linxuan_domain::lifecycle::{Correction, PROPOSALS, State};
use linxuan_domain::manifest::Manifest;
use linxuan_domain::value::Instant;
pub use linxuan_store::examination::Examination;
pub use linxuan_store::nomination::Nomination;
pub use linxuan_store::queue::{Filter, Key, Place, Queued, Sort, Standing as UnitStanding};
pub use linxuan_store::record::Line as RecordLine;
pub use linxuan_store::submission::Submission;
pub use linxuan_store::unit::{Attestation, Extension, ExtraQuota, Unit, Waiver};
use linxuan_store::{Sql, account, examination, nomination, queue, record, submission, unit};

mod office;
pub use office::{Nominee, Reminder, WaivedRule, WaiversAsked, reminders, waivers};

use crate::door::{ask, campaign_of, nomination_subject, unit_of, unit_row};
use crate::nomination::{Judged, judge, open, rows};
use crate::package::{Standing, standing};
use crate::{App, Refusal};

/// A unit's first page.
#[derive(Debug, Clone)]
pub struct UnitHome {
    pub unit: Unit,
    pub standing: Standing,
    pub waivers: Vec<Waiver>,
    pub attestations: Vec<Attestation>,
    pub submissions: Vec<Submission>,
    /// The steps the unit records: item and whether it must.
    pub steps: Vec<(String, bool)>,
    pub allowance: linxuan_domain::quota::Allowance,
    /// The unit hands an activity table in, and has logged nothing that it could count.
    pub log_wanted: bool,
    pub now: Instant,
}

/// Where the viewer's unit stands.
///
/// # Errors
/// [`Refusal::NotFound`] when the viewer belongs to no unit.
pub async fn unit_home(app: &App, viewer: &Viewer) -> Result<UnitHome, Refusal> {
    let running = app.campaign_by_id(campaign_of(viewer)?)?;
    let unit_id = unit_of(viewer)?.to_owned();
    let (door, now, role) = (app.clone(), app.now(), viewer.role);
    app.read(move |sql| {
        let rows = rows(sql, &unit_id)?;
        let mut standing = standing(sql, &running, &unit_id, &door, now)?;
        standing.nominations.iter_mut().for_each(|(nomination, _)| tell(nomination, role));
        let channel = running.rulebook.channel(&rows.unit.channel).ok_or(Refusal::NotFound)?;
        let allowance = crate::nomination::allowance(&running.rulebook, &rows.unit)?;
        Ok(UnitHome {
            standing,
            submissions: submission::of_unit(sql, &unit_id)?,
            steps: crate::nomination::wanted_steps(&running.rulebook, channel),
            log_wanted: crate::activity::wanted(sql, &running.rulebook, &rows.unit, now)?,
            allowance,
            unit: rows.unit,
            waivers: rows.waivers,
            attestations: rows.attestations,
            now,
        })
    })
    .await
}

/// One nomination with everything its viewer may see.
#[derive(Debug, Clone)]
pub struct Dossier {
    pub nomination: Nomination,
    pub unit: Unit,
    pub judged: Judged,
    pub waivers: Vec<Waiver>,
    pub attestations: Vec<Attestation>,
    /// What the unit recorded for its list as a whole.
    pub unit_steps: Vec<Attestation>,
    pub examinations: Vec<Examination>,
    /// How it stands in time, where it was returned.
    pub correction: Correction,
    /// The answers before the last handing in, where there was one before.
    pub before: Option<Sheet>,
    pub history: Vec<RecordLine>,
    /// Whether the personal answers are among it: for the others they are left out.
    pub personal_shown: bool,
}

impl Dossier {
    /// The last proposal of a refusal that is known here.
    pub fn proposal(&self) -> Option<&Examination> {
        crate::examination::proposal(&self.examinations)
    }

    /// As a line of the queue, where it stands in it.
    pub fn line(&self) -> Option<Queued> {
        let n = &self.nomination;
        Some(Queued {
            handed_in_at: n.handed_in_at?,
            id: n.id.clone(),
            number: n.number.clone(),
            name: n.name.clone(),
            employer: n.employer.clone(),
            unit_id: n.unit_id.clone(),
            unit_name: self.unit.name.clone(),
            channel: self.unit.channel.clone(),
            track: n.track.clone(),
            state: n.state.clone(),
            version: n.version,
            findings: n.findings.clone(),
            due_at: n.due_at,
        })
    }
}

/// Opens a nomination for reading.
///
/// # Errors
/// [`Refusal::NotFound`] where it is none of the viewer's.
pub async fn dossier(app: &App, viewer: &Viewer, id: &str) -> Result<Dossier, Refusal> {
    let (door, viewer, id, now) = (app.clone(), viewer.clone(), id.to_owned(), app.now());
    app.read(move |sql| {
        let mut found = open(sql, &door, &viewer, Act::SeeNomination, &id)?;
        tell(&mut found, viewer.role);
        let running = door.campaign_by_id(&found.campaign_id)?;
        let rows = rows(sql, &found.unit_id)?;
        let judged = judge(sql, &door, &running, &rows, (&found, running.day(now)))?;
        let personal_shown = viewer.role.sees_personal();
        let mut before = nomination::handed_in_before(sql, &door.keys, &id)?;
        if !personal_shown {
            found.personal = Sheet::default();
            before = None;
        }
        let subject = nomination_subject(&id);
        let unit_subject = unit_row(&found.unit_id);
        // What bodies said on the nominee is not the nominee's to read.
        let shown = if viewer.role == Role::Nominee { Vec::new() } else { rows.attestations };
        let of = |subject: &str| shown.iter().filter(|a| a.subject == subject).cloned().collect();
        let mut examinations = examination::of_nomination(sql, &id)?;
        let correction = crate::examination::correction(&found, &examinations);
        if !viewer.role.examines() {
            // How the examination came to its word is its own; the word is the unit's to know.
            let theirs = ["returned", "return-extended", "accepted", "refused"];
            examinations.retain(|word| theirs.contains(&word.verdict.as_str()));
        }
        Ok(Dossier {
            examinations,
            correction,
            before,
            personal_shown,
            history: history(sql, &found, &subject, viewer.role)?,
            waivers: rows.waivers.into_iter().filter(|waiver| waiver.subject == subject).collect(),
            attestations: of(&subject),
            unit_steps: of(&unit_subject),
            unit: rows.unit,
            nomination: found,
            judged,
        })
    })
    .await
}

/// The nomination in the state that a role is told.
pub(crate) fn tell(nomination: &mut Nomination, role: Role) {
    if let Some(state) = State::from_id(&nomination.state) {
        state.told(role).id().clone_into(&mut nomination.state);
    }
}

/// What happened to a nomination, the packages it was handed in with among it, oldest first.
fn history(sql: &mut dyn Sql, nomination: &Nomination, subject: &str, role: Role) -> Result<Vec<RecordLine>, Refusal> {
    let mut lines = record::about(sql, subject)?;
    if !role.examines() {
        lines.retain(|line| !PROPOSALS.contains(&line.event.what.as_str()));
    }
    for package in submission::of_unit(sql, &nomination.unit_id)? {
        let manifest: Option<Manifest> = serde_json::from_str(&package.manifest).ok();
        if manifest.is_some_and(|manifest| manifest.lines.iter().any(|line| line.nomination == nomination.id)) {
            let about = record::about(sql, &format!("submission/{}", package.id))?;
            lines.extend(about.into_iter().filter(|line| line.event.what == "handed-in"));
        }
    }
    lines.sort_by_key(|line| line.event.at);
    Ok(lines)
}

/// A part of the examination queue with its counts.
#[derive(Debug, Clone)]
pub struct Queue {
    pub lines: Vec<Queued>,
    /// Whether there are more after the last line.
    pub more: bool,
    /// Counted to 1,000 at most where something was searched for.
    pub found: i64,
    pub bounded: bool,
    /// Counts by state, from counters kept in the acts.
    pub states: Vec<(String, i64)>,
}

/// How far a search is counted.
const BOUND: i64 = 1_000;

/// The examination queue of the viewer's campaign.
///
/// # Errors
/// When the viewer may not see it.
pub async fn examination_queue(app: &App, viewer: &Viewer, mut filter: Filter) -> Result<Queue, Refusal> {
    let campaign = campaign_of(viewer)?.to_owned();
    ask(viewer, Act::SeeQueue, Object { campaign: viewer.campaign.as_ref(), ..Object::default() })?;
    let most = filter.most.clamp(1, 200);
    filter.most = most + 1;
    app.read(move |sql| {
        let mut lines = queue::queue(sql, &campaign, &filter)?;
        let more = i64::try_from(lines.len()).unwrap_or(0) > most;
        lines.truncate(usize::try_from(most).unwrap_or(50));
        let states = queue::counters(sql, &campaign, "state")?;
        let plain = filter.question.is_empty() && filter.channel.is_none() && filter.unit.is_none();
        let found = match (&filter.state, plain) {
            (None, true) => states.iter().map(|(_, n)| n).sum(),
            (Some(state), true) => states.iter().find(|(value, _)| value == state).map_or(0, |(_, n)| *n),
            _ => queue::count(sql, &campaign, &filter, BOUND + 1)?,
        };
        let bounded = !plain && found > BOUND;
        Ok(Queue { lines, more, found: if bounded { BOUND } else { found }, bounded, states })
    })
    .await
}

/// The monitoring board with extensions and waivers.
#[derive(Debug, Clone)]
pub struct Board {
    pub units: Vec<UnitStanding>,
    pub extensions: Vec<Extension>,
    pub granted: Vec<ExtraQuota>,
    pub waivers: Vec<Waiver>,
    /// Reasons of returns by unit and check.
    pub reasons: Vec<(String, String, i64)>,
}

/// Where all units of the viewer's campaign stand.
///
/// # Errors
/// When the viewer may not see it.
pub async fn board(app: &App, viewer: &Viewer) -> Result<Board, Refusal> {
    let campaign = campaign_of(viewer)?.to_owned();
    ask(viewer, Act::SeeMonitoring, Object { campaign: viewer.campaign.as_ref(), ..Object::default() })?;
    app.read(move |sql| {
        Ok(Board {
            units: queue::board(sql, &campaign)?,
            extensions: unit::extensions(sql, &campaign, None)?,
            granted: unit::granted(sql, &campaign)?,
            waivers: unit::waivers(sql, &campaign, None)?,
            reasons: examination::reasons_by_unit(sql, &campaign)?,
        })
    })
    .await
}

/// The units of the viewer's campaign.
///
/// # Errors
/// When the viewer may not see them.
pub async fn units(app: &App, viewer: &Viewer) -> Result<Vec<Unit>, Refusal> {
    let campaign = campaign_of(viewer)?.to_owned();
    ask(viewer, Act::ManageUnits, Object { campaign: viewer.campaign.as_ref(), ..Object::default() })?;
    app.read(move |sql| Ok(unit::of_campaign(sql, &campaign)?)).await
}

/// A unit's name, for those who may see the unit.
///
/// # Errors
/// When the database does not answer.
pub async fn unit_name(app: &App, unit_id: &UnitId) -> Result<String, Refusal> {
    let id = unit_id.clone();
    app.read(move |sql| Ok(unit::find(sql, id.as_str())?.map(|unit| unit.name).unwrap_or_default())).await
}

/// A part of the record, newest first, with the newest signed head.
///
/// # Errors
/// When the viewer may not see it.
pub async fn record_lines(
    app: &App,
    viewer: &Viewer,
    below: Option<i64>,
    most: i64,
) -> Result<(Vec<RecordLine>, String), Refusal> {
    ask(viewer, Act::SeeRecord, Object { campaign: viewer.campaign.as_ref(), ..Object::default() })?;
    let campaign = viewer.campaign.clone();
    app.read(move |sql| {
        let campaign = campaign.as_ref().map(linxuan_domain::id::CampaignId::as_str);
        Ok((record::lines(sql, campaign, below, most)?, record::checkpoint(sql)?))
    })
    .await
}

/// What is wrong with the record, if anything.
///
/// # Errors
/// When the database does not answer.
pub async fn verify_record(app: &App) -> Result<Vec<record::Fault>, Refusal> {
    let public = app.record_key.clone();
    app.read(move |sql| Ok(record::verify(sql, &public)?)).await
}

/// The record as files.
///
/// # Errors
/// When the database does not answer.
pub async fn export_record(app: &App) -> Result<std::collections::BTreeMap<&'static str, String>, Refusal> {
    let public = app.record_key.clone();
    app.read(move |sql| Ok(record::export(sql, &public)?)).await
}

/// Names of accounts, for lists that say who did something.
///
/// # Errors
/// When the database does not answer.
pub async fn names(app: &App, campaign: Option<String>) -> Result<std::collections::BTreeMap<String, String>, Refusal> {
    app.read(move |sql| {
        let accounts = account::list(sql, campaign.as_deref())?;
        Ok(accounts.into_iter().map(|account| (account.id, account.name)).collect())
    })
    .await
}

/// The invariants that do not hold, and how many were asked.
///
/// # Errors
/// When the database does not answer.
pub async fn invariants(app: &App) -> Result<(usize, Vec<String>), Refusal> {
    let violated = app.read(|sql| Ok(linxuan_store::invariant::violated(sql)?)).await?;
    Ok((linxuan_store::invariant::INVARIANTS.len(), violated))
}

/// Whether the database holds anything yet.
///
/// # Errors
/// When the database does not answer.
pub async fn is_empty(app: &App) -> Result<bool, Refusal> {
    app.read(|sql| Ok(record::lines(sql, None, None, 1)?.is_empty() && account::all(sql)?.is_empty())).await
}
