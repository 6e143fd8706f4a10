//! Over channels and the whole campaign: caps and ratios of what was handed in, for the office.

use std::collections::BTreeMap;

use linxuan_domain::access::{Act, Object, Viewer};
use linxuan_domain::composition::{self, Placed, Whole};
use linxuan_domain::finding::Finding;
use linxuan_domain::lifecycle::State;
use linxuan_domain::value::{Instant, Key};
use linxuan_store::{Sql, nomination, queue};

use crate::door::{ask, campaign_of};
use crate::nomination::filled;
use crate::{App, Refusal, Running};

/// A rule's word on a channel, or on the whole campaign.
#[derive(Debug, Clone)]
pub struct Overall {
    /// The channel's id; absent where the whole campaign is meant.
    pub channel: Option<Key>,
    pub finding: Finding,
}

/// What the caps and ratios say of everything handed in.
///
/// # Errors
/// When the viewer may not see it.
pub async fn overall(app: &App, viewer: &Viewer) -> Result<Vec<Overall>, Refusal> {
    let running = app.campaign_by_id(campaign_of(viewer)?)?;
    ask(viewer, Act::SeeMonitoring, Object { campaign: Some(&running.id), ..Object::default() })?;
    let (door, now) = (app.clone(), app.now());
    app.read(move |sql| {
        let book = &running.rulebook;
        let whole = Whole { channels: places(sql, running.id.as_str())?, placed: placed(sql, &door, &running, now)? };
        let closed = |channel: &Key| book.hand_in_closes(channel.as_str()).is_some_and(|closes| now >= closes);
        let said = composition::judge_whole(book, &whole, closed);
        Ok(said.into_iter().map(|(channel, finding)| Overall { channel, finding }).collect())
    })
    .await
}

/// For each channel, how many places its units take up and how many more were granted.
fn places(sql: &mut dyn Sql, campaign: &str) -> Result<BTreeMap<Key, (u32, u32)>, Refusal> {
    let mut places: BTreeMap<Key, (u32, u32)> = BTreeMap::new();
    let number = |n: i64| u32::try_from(n).unwrap_or(0);
    for unit in queue::board(sql, campaign)? {
        let Ok(channel) = unit.channel.parse() else { continue };
        let of = places.entry(channel).or_default();
        of.0 += number(unit.handed_in + unit.returned + unit.accepted);
        of.1 += number(unit.extra);
    }
    Ok(places)
}

/// Everybody who takes up a place, as the ratios count them; nobody where no ratio asks.
fn placed(sql: &mut dyn Sql, app: &App, running: &Running, now: Instant) -> Result<Vec<Placed>, Refusal> {
    if !composition::asks_beyond_units(&running.rulebook) {
        return Ok(Vec::new());
    }
    let campaign = running.id.as_str();
    let units = linxuan_store::unit::of_campaign(sql, campaign)?;
    let channels: BTreeMap<&str, &str> = units.iter().map(|unit| (unit.id.as_str(), unit.channel.as_str())).collect();
    let mut placed = Vec::new();
    for one in nomination::handed_in(sql, &app.keys, campaign)? {
        let counts = State::from_id(&one.state).is_some_and(State::counts);
        let channel = channels.get(one.unit_id.as_str()).and_then(|channel| channel.parse().ok());
        let (Some(channel), Ok(track), true) = (channel, one.track.parse(), counts) else { continue };
        let facts = filled(&running.rulebook, &one, running.day(now))?.facts;
        placed.push(Placed { channel, track, facts });
    }
    Ok(placed)
}
