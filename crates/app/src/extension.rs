//! Exceptions for one unit: a later deadline by two people, an extra quota after the sponsors agreed.

use linxuan_domain::access::{Act, Object, Viewer};
use linxuan_domain::event::Change;
use linxuan_domain::value::Instant;
use linxuan_store::unit::{self as kept, Extension, ExtraQuota, Unit};
use linxuan_store::{Sql, turn};

use crate::door::{Line, ask, campaign_of, record, unit_row};
use crate::nomination::checked_text;
use crate::{App, Refusal};

/// Finds a unit of the viewer's campaign.
fn unit_here(sql: &mut dyn Sql, campaign: &str, unit: &str) -> Result<Unit, Refusal> {
    kept::find(sql, unit)?.filter(|unit| unit.campaign_id == campaign).ok_or(Refusal::NotFound)
}

/// Proposes a later deadline for one unit; it holds when another person has confirmed it.
///
/// # Errors
/// When the new deadline is not later than the general one, or the reason is missing.
pub async fn propose(app: &App, viewer: &Viewer, unit: &str, until: Instant, reason: &str) -> Result<String, Refusal> {
    let reason = checked_text(reason, 600, "reason")?;
    let running = app.campaign_by_id(campaign_of(viewer)?)?;
    ask(viewer, Act::ProposeExtension, Object { campaign: Some(&running.id), ..Object::default() })?;
    let (unit, stamp, id, keys) = (unit.to_owned(), app.stamp(viewer), app.new_id(), app.keys.clone());
    app.act(move |sql| {
        let turn = turn::take(sql, &unit_row(&unit))?;
        let found = unit_here(sql, running.id.as_str(), &unit)?;
        let general = running.rulebook.hand_in_closes(&found.channel);
        if general.is_none_or(|closes| until <= closes) || until <= stamp.at {
            return Err(Refusal::Invalid(vec![("until", "extension-not-later")]));
        }
        let extension = Extension {
            id: id.clone(),
            unit_id: unit.clone(),
            until: until.microseconds(),
            reason,
            proposed_by: stamp.actor.clone(),
            proposed_at: stamp.at.microseconds(),
            confirmed_by: None,
        };
        kept::propose_extension(sql, &extension)?;
        let reason = keys.commitment(&unit_row(&unit), &extension.reason);
        let changes = vec![Change::set("until", until.iso()), Change::set("reason", reason)];
        let line =
            Line { what: "extension-proposed", campaign: Some(running.id.as_str()), subject: unit_row(&unit), changes };
        record(sql, &turn, &stamp, line)?;
        Ok(id)
    })
    .await
}

/// Confirms a proposed extension: another person than its author.
///
/// # Errors
/// [`Refusal::SamePerson`]; [`Refusal::NotFound`] when it is not waiting.
pub async fn confirm(app: &App, viewer: &Viewer, id: &str) -> Result<(), Refusal> {
    let campaign = campaign_of(viewer)?.to_owned();
    ask(viewer, Act::ConfirmExtension, Object { campaign: viewer.campaign.as_ref(), ..Object::default() })?;
    let (id, stamp) = (id.to_owned(), app.stamp(viewer));
    app.act(move |sql| {
        let waiting = |e: &Extension| e.id == id && e.confirmed_by.is_none();
        let found = kept::extensions(sql, &campaign, None)?.into_iter().find(waiting).ok_or(Refusal::NotFound)?;
        let turn = turn::take(sql, &unit_row(&found.unit_id))?;
        if found.proposed_by == stamp.actor {
            return Err(Refusal::SamePerson);
        }
        if !kept::confirm_extension(sql, &id, &stamp.actor, stamp.at.microseconds())? {
            return Err(Refusal::NotFound);
        }
        let changes = vec![Change::set("until", Instant(found.until).iso())];
        let subject = unit_row(&found.unit_id);
        record(sql, &turn, &stamp, Line { what: "extension-confirmed", campaign: Some(&campaign), subject, changes })
    })
    .await
}

/// Grants a unit nominations beyond its quota, after the sponsors agreed.
///
/// # Errors
/// When the channel allows none, or not so many, or the reason is missing.
pub async fn grant(app: &App, viewer: &Viewer, unit: &str, extra: u32, reason: &str) -> Result<(), Refusal> {
    let reason = checked_text(reason, 600, "reason")?;
    let running = app.campaign_by_id(campaign_of(viewer)?)?;
    ask(viewer, Act::GrantQuota, Object { campaign: Some(&running.id), ..Object::default() })?;
    let (unit, stamp, id, keys) = (unit.to_owned(), app.stamp(viewer), app.new_id(), app.keys.clone());
    app.act(move |sql| {
        let turn = turn::take(sql, &unit_row(&unit))?;
        let found = unit_here(sql, running.id.as_str(), &unit)?;
        let rule = running.rulebook.channel(&found.channel).and_then(|channel| channel.extra.as_ref());
        let allowed = rule.is_some_and(|rule| extra <= rule.at_most.unwrap_or(100));
        if !allowed {
            return Err(Refusal::Invalid(vec![("extra", "no-extra-quota-here")]));
        }
        let commitment = keys.commitment(&unit_row(&unit), &reason);
        let granted = ExtraQuota {
            id,
            unit_id: unit.clone(),
            extra: i64::from(extra),
            reason,
            granted_by: stamp.actor.clone(),
            granted_at: stamp.at.microseconds(),
        };
        kept::grant(sql, &granted)?;
        let changes =
            vec![Change::new("extra", found.extra.to_string(), extra.to_string()), Change::set("reason", commitment)];
        let line =
            Line { what: "quota-granted", campaign: Some(running.id.as_str()), subject: unit_row(&unit), changes };
        record(sql, &turn, &stamp, line)
    })
    .await
}
