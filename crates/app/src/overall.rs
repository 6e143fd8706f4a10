//! Over channels and the whole campaign: caps and ratios of what was handed in, for the office.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use linxuan_domain::access::{Act, Object, Viewer};
use linxuan_domain::composition::{self, Placed, Whole};
use linxuan_domain::finding::Finding;
use linxuan_domain::form::Facts;
use linxuan_domain::lifecycle::State;
use linxuan_domain::value::{Date, Instant, Key};
use linxuan_store::nomination::{self, HandedIn};
use linxuan_store::{Sql, queue};

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
    let counts = |one: &HandedIn| State::from_id(&one.state).is_some_and(State::counts);
    let counting: Vec<HandedIn> = nomination::handed_in(sql, campaign)?.into_iter().filter(counts).collect();
    let mut placed = Vec::new();
    for (one, facts) in counting.iter().zip(facts(sql, app, running, running.day(now), &counting)?) {
        let channel = channels.get(one.unit_id.as_str()).and_then(|channel| channel.parse().ok());
        let (Some(channel), Ok(track)) = (channel, one.track.parse()) else { continue };
        placed.push(Placed { channel, track, facts });
    }
    Ok(placed)
}

/// What the ratios ask of each nomination; those that are not known at this version yet are opened.
fn facts(
    sql: &mut dyn Sql,
    app: &App,
    running: &Running,
    today: Date,
    counting: &[HandedIn],
) -> Result<Vec<Arc<Facts>>, Refusal> {
    let known = app.facts.known(running, today, counting);
    let (mut all, mut opened) = (Vec::with_capacity(counting.len()), Vec::new());
    for (one, known) in counting.iter().zip(known) {
        let facts = if let Some(facts) = known {
            facts
        } else {
            let nomination = nomination::find(sql, &app.keys, &one.id)?.ok_or(Refusal::NotFound)?;
            let whole = filled(&running.rulebook, &nomination, today)?.facts;
            let facts = Arc::new(composition::asked_beyond_units(&running.rulebook, &whole));
            opened.push((one.id.clone(), (nomination.version, facts.clone())));
            facts
        };
        all.push(facts);
    }
    app.facts.remember(running, today, opened);
    Ok(all)
}

/// How many nominations of a campaign are remembered; of more, the others are opened each time.
const MOST: usize = 200_000;

/// What the ratios asked last of each campaign's nominations, kept while the program runs:
/// otherwise every look at the board would open everything that was handed in.
#[derive(Default)]
pub(crate) struct Remembered(Mutex<BTreeMap<String, OfCampaign>>);

/// Of one campaign, under one version of its rulebook and on one day: answers are read by both.
struct OfCampaign {
    under: (i64, Date),
    /// By nomination: the version of its answers, and what they say.
    facts: BTreeMap<String, (i64, Arc<Facts>)>,
}

impl Remembered {
    fn known(&self, running: &Running, today: Date, counting: &[HandedIn]) -> Vec<Option<Arc<Facts>>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let here = all.get(running.id.as_str()).filter(|here| here.under == (running.version, today));
        let of = |one: &HandedIn| {
            let (version, facts) = here?.facts.get(&one.id)?;
            (*version == one.version).then(|| facts.clone())
        };
        counting.iter().map(of).collect()
    }

    fn remember(&self, running: &Running, today: Date, opened: Vec<(String, (i64, Arc<Facts>))>) {
        let under = (running.version, today);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = || OfCampaign { under, facts: BTreeMap::new() };
        let here = all.entry(running.id.to_string()).or_insert_with(fresh);
        if here.under != under {
            *here = fresh();
        }
        let room = MOST.saturating_sub(here.facts.len());
        here.facts.extend(opened.into_iter().take(room));
    }
}
