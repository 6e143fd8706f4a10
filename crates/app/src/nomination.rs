//! Nominations: from an empty form to one that can be handed in.

mod judge;
mod save;

pub use judge::{Judged, subject_waivers};
pub(crate) use judge::{allowance, counted, filled, judge, judge_list, key, rows, wanted_steps};
pub use save::{Saved, save};
pub(crate) use save::{changeable, name_birth_index, name_month_index, person_of, stale};

use linxuan_domain::access::{Act, Object, Role, Viewer};
use linxuan_domain::event::Change;
use linxuan_domain::form::Sheet;
use linxuan_domain::id::{NominationId, UnitId};
use linxuan_domain::lifecycle::{self, State};
use linxuan_domain::text;
use linxuan_domain::value::Instant;
use linxuan_store::nomination::{self as kept, Nomination};
use linxuan_store::unit::{self, Attestation, Waiver};
use linxuan_store::{Sql, turn};

use crate::door::{Line, ask, campaign_of, nomination_subject, record, unit_of, unit_row};
use crate::{App, Refusal};

/// Begins a nomination of the viewer's unit.
///
/// # Errors
/// When the viewer's unit may not, or there is no such track.
pub async fn create(app: &App, viewer: &Viewer, track: &str) -> Result<NominationId, Refusal> {
    let running = app.campaign_by_id(campaign_of(viewer)?)?;
    let unit_id = unit_of(viewer)?.to_owned();
    ask(viewer, Act::CreateNomination, Object { campaign: Some(&running.id), ..Object::default() })?;
    running.rulebook.track(track).ok_or(Refusal::NotFound)?;
    let (id, track, stamp, keys) = (app.new_id(), track.to_owned(), app.stamp(viewer), app.keys.clone());
    app.act(move |sql| {
        let turn = turn::take(sql, &unit_row(&unit_id))?;
        let unit = unit::find(sql, &unit_id)?.ok_or(Refusal::NotFound)?;
        let mut open = running.rulebook.tracks_of(&unit.channel);
        open.find(|open| open.id.as_str() == track).ok_or(Refusal::NotFound)?;
        let ordinal = kept::next_of_unit(sql, &unit_id)?;
        let nomination = empty(&id, &unit, &track, ordinal, &stamp);
        kept::insert(sql, &keys, &nomination)?;
        unit::start(sql, &unit_id, stamp.at.microseconds())?;
        let changes = vec![Change::set("number", nomination.number.clone()), Change::set("track", track)];
        let line = Line {
            what: "nomination-created",
            campaign: Some(running.id.as_str()),
            subject: nomination_subject(&id),
            changes,
        };
        record(sql, &turn, &stamp, line)?;
        Ok(id.into())
    })
    .await
}

/// `QH-012-01`-like numbers: unit, then place in its order.
fn number(unit: &linxuan_store::unit::Unit, ordinal: i64) -> String {
    format!("{:03}-{ordinal:02}", unit.ordinal)
}

fn empty(
    id: &str,
    unit: &linxuan_store::unit::Unit,
    track: &str,
    ordinal: i64,
    stamp: &crate::door::Stamp,
) -> Nomination {
    Nomination {
        id: id.to_owned(),
        campaign_id: unit.campaign_id.clone(),
        unit_id: unit.id.clone(),
        track: track.to_owned(),
        number: number(unit, ordinal),
        ordinal,
        state: State::Draft.id().to_owned(),
        version: 1,
        name: String::new(),
        employer: String::new(),
        born: String::new(),
        person: None,
        document: None,
        name_birth: None,
        answers: Sheet::default(),
        personal: Sheet::default(),
        findings: String::new(),
        changed_by: stamp.actor.clone(),
        changed_at: stamp.at.microseconds(),
        created_at: stamp.at.microseconds(),
        handed_in_at: None,
        due_at: None,
    }
}

/// Loads a nomination for a viewer who may do `act` to it.
pub(crate) fn open(sql: &mut dyn Sql, app: &App, viewer: &Viewer, act: Act, id: &str) -> Result<Nomination, Refusal> {
    let nomination = kept::find(sql, &app.keys, id)?.ok_or(Refusal::NotFound)?;
    let (campaign, unit) = (nomination.campaign_id.as_str().into(), UnitId::from(nomination.unit_id.as_str()));
    let own = NominationId::from(id);
    let object = Object {
        campaign: Some(&campaign),
        unit: Some(&unit),
        nomination: Some(&own),
        handed_in: nomination.handed_in_at.is_some(),
    };
    ask(viewer, act, object)?;
    Ok(nomination)
}

/// The state a row is in.
pub(crate) fn state_of(nomination: &Nomination) -> Result<State, Refusal> {
    State::from_id(&nomination.state).ok_or_else(|| Refusal::Fault(format!("state {}", nomination.state)))
}

/// The step an act takes from the row's state, or why it cannot.
pub(crate) fn step(nomination: &Nomination, act: Act) -> Result<&'static lifecycle::Transition, Refusal> {
    let state = state_of(nomination)?;
    // Whoever may not examine hears of no proposal.
    let examines = act.who().contains(&Role::Office);
    let told = if examines { state } else { state.told(Role::UnitClerk) };
    lifecycle::next(state, act).ok_or(Refusal::WrongState(told))
}

/// What was handed in is not written on any more, nor what was returned once its time is up.
fn editable(nomination: &Nomination, now: Instant) -> Result<(), Refusal> {
    let state = state_of(nomination)?.told(Role::UnitClerk);
    match missed(nomination, now) {
        Some(closed) => Err(Refusal::Late { closed }),
        None if state.editable() => Ok(()),
        None => Err(Refusal::WrongState(state)),
    }
}

/// When a returned nomination was due, if it is too late for it.
pub(crate) fn missed(nomination: &Nomination, now: Instant) -> Option<Instant> {
    let returned = state_of(nomination).is_ok_and(|state| state.told(Role::UnitClerk) == State::Returned);
    nomination.due_at.map(Instant).filter(|due| returned && now >= *due)
}

/// A unit that has handed in everything writes on none of it any more.
fn still_at_work(sql: &mut dyn Sql, app: &App, unit_id: &str, now: Instant) -> Result<(), Refusal> {
    let all = kept::of_unit(sql, &app.keys, unit_id)?;
    let handed_in = all.iter().any(|nomination| nomination.handed_in_at.is_some());
    let open = all.iter().any(|nomination| editable(nomination, now).is_ok());
    if handed_in && !open { Err(Refusal::WrongState(State::HandedIn)) } else { Ok(()) }
}

/// Takes a draft back: it no longer counts, and stays in the record.
///
/// # Errors
/// When it was handed in already, or is not the viewer's.
pub async fn withdraw(app: &App, viewer: &Viewer, id: &str) -> Result<State, Refusal> {
    let (door, viewer, id, stamp) = (app.clone(), viewer.clone(), id.to_owned(), app.stamp(viewer));
    app.act(move |sql| {
        let turn = turn::take(sql, &unit_row(unit_of(&viewer)?))?;
        let nomination = open(sql, &door, &viewer, Act::WithdrawNomination, &id)?;
        let step = step(&nomination, Act::WithdrawNomination)?;
        kept::set_state(sql, &id, step.to.id(), None)?;
        let changes = vec![Change::new("state", step.from.id(), step.to.id())];
        let line = Line {
            what: step.event,
            campaign: Some(&nomination.campaign_id),
            subject: nomination_subject(&id),
            changes,
        };
        record(sql, &turn, &stamp, line)?;
        Ok(step.to)
    })
    .await
}

/// Writes the reason why a rule that binds in principle is not kept. The
/// subject is a nomination of the unit, or the unit's list when `None`.
///
/// # Errors
/// When the reason is empty or too long, or the nomination is not the viewer's.
pub async fn waive(
    app: &App,
    viewer: &Viewer,
    nomination: Option<&str>,
    rule: &str,
    reason: &str,
) -> Result<(), Refusal> {
    let reason = checked_text(reason, 600, "reason")?;
    let campaign = campaign_of(viewer)?.to_owned();
    let running = app.campaign_by_id(&campaign)?;
    let known = running.rulebook.rule.iter().any(|known| known.id.as_str() == rule) || rule == "quota-short";
    if !known {
        return Err(Refusal::NotFound);
    }
    ask(viewer, Act::Waive, Object::default())?;
    let (door, viewer, rule, stamp) = (app.clone(), viewer.clone(), rule.to_owned(), app.stamp(viewer));
    let nomination = nomination.map(str::to_owned);
    app.act(move |sql| {
        let unit_id = unit_of(&viewer)?.to_owned();
        let turn = turn::take(sql, &unit_row(&unit_id))?;
        let subject = if let Some(id) = &nomination {
            editable(&open(sql, &door, &viewer, Act::Waive, id)?, stamp.at)?;
            nomination_subject(id)
        } else {
            still_at_work(sql, &door, &unit_id, stamp.at)?;
            unit_row(&unit_id)
        };
        let changes = vec![Change::set(rule.clone(), door.keys.commitment(&subject, &reason))];
        let waiver = Waiver {
            subject: subject.clone(),
            rule,
            unit_id,
            campaign_id: campaign.clone(),
            reason,
            written_by: stamp.actor.clone(),
            written_at: stamp.at.microseconds(),
        };
        unit::waive(sql, &waiver)?;
        record(sql, &turn, &stamp, Line { what: "waiver-written", campaign: Some(&campaign), subject, changes })
    })
    .await
}

/// Records an opinion on a nomination, or one of the unit's own steps: a
/// procedure, its public notice, a joint body's opinion.
///
/// # Errors
/// When the item is none of the campaign's, the text is empty, or the nomination is not the viewer's.
pub async fn attest(
    app: &App,
    viewer: &Viewer,
    nomination: Option<&str>,
    item: &str,
    text: &str,
) -> Result<(), Refusal> {
    let text = checked_text(text, 2000, "text")?;
    let campaign = campaign_of(viewer)?.to_owned();
    let running = app.campaign_by_id(&campaign)?;
    if !judge::attestable(&running.rulebook, nomination.is_some(), item) {
        return Err(Refusal::NotFound);
    }
    ask(viewer, Act::RecordProcedure, Object::default())?;
    let (door, viewer, item, stamp, id) =
        (app.clone(), viewer.clone(), item.to_owned(), app.stamp(viewer), app.new_id());
    let nomination = nomination.map(str::to_owned);
    app.act(move |sql| {
        let unit_id = unit_of(&viewer)?.to_owned();
        let turn = turn::take(sql, &unit_row(&unit_id))?;
        let subject = if let Some(id) = &nomination {
            editable(&open(sql, &door, &viewer, Act::RecordProcedure, id)?, stamp.at)?;
            nomination_subject(id)
        } else {
            still_at_work(sql, &door, &unit_id, stamp.at)?;
            unit_row(&unit_id)
        };
        let changes = vec![Change::set(item.clone(), door.keys.commitment(&subject, &text))];
        let (recorded_by, recorded_at) = (stamp.actor.clone(), stamp.at.microseconds());
        unit::attest(
            sql,
            &Attestation { id, unit_id, subject: subject.clone(), item, text, recorded_by, recorded_at },
        )?;
        record(sql, &turn, &stamp, Line { what: "step-recorded", campaign: Some(&campaign), subject, changes })
    })
    .await
}

/// A code by which the nominee opens their own account for one nomination.
///
/// # Errors
/// When the campaign has no nominee accounts, or the nomination is not the viewer's.
pub async fn issue_code(app: &App, viewer: &Viewer, id: &str) -> Result<String, Refusal> {
    let running = app.campaign_by_id(campaign_of(viewer)?)?;
    if !running.rulebook.accounts.nominee {
        return Err(Refusal::NotFound);
    }
    let code = app.letter_password();
    let stored = app.keys.token(&code);
    let (door, viewer, id, stamp) = (app.clone(), viewer.clone(), id.to_owned(), app.stamp(viewer));
    app.act(move |sql| {
        let turn = turn::take(sql, &unit_row(unit_of(&viewer)?))?;
        let nomination = open(sql, &door, &viewer, Act::IssueCode, &id)?;
        kept::issue_code(sql, &stored, &id, stamp.at.microseconds())?;
        let subject = nomination_subject(&id);
        let line = Line { what: "code-issued", campaign: Some(&nomination.campaign_id), subject, changes: Vec::new() };
        record(sql, &turn, &stamp, line)
    })
    .await?;
    Ok(code)
}

/// A text people wrote, in bounds and without characters that have no business there.
pub(crate) fn checked_text(typed: &str, max: u32, field: &'static str) -> Result<String, Refusal> {
    let tidy = text::tidy(typed);
    let wrong = match () {
        () if tidy.is_empty() => Some("text-missing"),
        () if text::count(&tidy) > max => Some("text-too-long"),
        () if text::forbidden(&tidy).is_some() => Some("text-forbidden"),
        () => None,
    };
    wrong.map_or(Ok(tidy), |wrong| Err(Refusal::Invalid(vec![(field, wrong)])))
}
