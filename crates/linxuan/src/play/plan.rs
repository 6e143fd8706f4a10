use linxuan_domain::quota::Cap;
use linxuan_domain::rulebook::{Channel, Quota, QuotaCounts, Rulebook, SUPPLEMENT, Track};

use super::outside::Dice;

/// A unit to be played: what it is and how many it nominates in which track.
#[derive(Debug, Clone)]
pub struct Planned {
    pub kind: String,
    pub kind_name: String,
    pub channel: String,
    /// The track of each nomination.
    pub tracks: Vec<String>,
    /// It nominates one more than its quota, and is granted it.
    pub over: bool,
}

/// Nominations of a unit where its quota sets no bound.
const UNBOUND: u32 = 3;

/// As many units of every channel as the nominations need, and one with a nil
/// return for each channel that asks for a number.
pub fn plan(book: &Rulebook, nominations: u32, dice: &mut Dice) -> Vec<Planned> {
    let channels: Vec<&Channel> = book.channel.iter().filter(|channel| !tracks(book, channel).is_empty()).collect();
    let mut units: Vec<Planned> = Vec::new();
    let mut left = nominations;
    let mut first = true;
    while left > 0 && !channels.is_empty() {
        for (behind, channel) in (0..channels.len()).rev().zip(&channels) {
            let fair = left.div_ceil(u32::try_from(behind + 1).unwrap_or(1));
            let share = if first { fair } else { left };
            let unit = size(book, channel, share.min(places_left(book, channel, &units)), first, dice);
            left -= unit.0;
            if unit.0 > 0 {
                units.push(planned(book, channel, unit, units.len()));
            }
        }
        // Where every channel is full, no more units are needed.
        if channels.iter().all(|channel| places_left(book, channel, &units) == 0) {
            break;
        }
        first = false;
    }
    // A sponsor that adds nobody need not say so.
    let nil = channels.iter().filter(|c| wanted(c.quota).is_some() && c.id.as_str() != SUPPLEMENT);
    let nil: Vec<Planned> = nil.map(|channel| planned(book, channel, (0, false), 0)).collect();
    units.extend(nil);
    units
}

/// How many a channel's further units may still nominate: the rest of its cap,
/// and of sponsors there are only so many.
fn places_left(book: &Rulebook, channel: &Channel, units: &[Planned]) -> u32 {
    let own = || units.iter().filter(|unit| unit.channel == channel.id.as_str());
    if channel.id.as_str() == SUPPLEMENT && own().count() >= book.sponsor.len() {
        return 0;
    }
    // What is nominated beyond a quota is granted in the cap, too.
    let taken: usize = own().map(|unit| unit.tracks.len() - usize::from(unit.over)).sum();
    let limit = Cap::of(channel, 0).and_then(Cap::limit);
    limit.map_or(u32::MAX, |limit| limit.saturating_sub(u32::try_from(taken).unwrap_or(u32::MAX)))
}

fn wanted(quota: Quota) -> Option<u32> {
    quota.exactly.or(quota.at_least)
}

/// The tracks a channel leads into.
pub fn tracks<'a>(book: &'a Rulebook, channel: &Channel) -> Vec<&'a Track> {
    book.tracks_of(channel.id.as_str()).collect()
}

/// The largest list a unit of a channel may hand in.
pub fn room(book: &Rulebook, channel: &Channel) -> u32 {
    let limit = channel.quota.limit().unwrap_or(UNBOUND);
    match channel.quota.counts {
        QuotaCounts::AllTracks => limit,
        QuotaCounts::EachTrack => limit * u32::try_from(tracks(book, channel).len()).unwrap_or(1),
    }
}

/// How many a unit nominates, and whether that is one too many.
fn size(book: &Rulebook, channel: &Channel, share: u32, first: bool, dice: &mut Dice) -> (u32, bool) {
    let room = room(book, channel);
    let grantable = channel.extra.as_ref().is_some_and(|extra| extra.at_most != Some(0));
    if first && share > room && grantable && channel.quota.counts == QuotaCounts::AllTracks {
        return (room + 1, true);
    }
    let usual = match (first, channel.quota.exactly) {
        (true, _) | (_, Some(_)) => room,
        _ => room.div_ceil(2) + dice.below(room / 2 + 1),
    };
    (usual.min(room).min(share), false)
}

fn planned(book: &Rulebook, channel: &Channel, (size, over): (u32, bool), place: usize) -> Planned {
    let all = tracks(book, channel);
    let kind = channel.unit_kinds.get(place % channel.unit_kinds.len().max(1));
    let tracks = all.iter().cycle().take(size as usize).map(|track| track.id.to_string()).collect();
    let name = kind.and_then(|kind| book.unit_kind(kind.as_str()));
    Planned {
        kind: kind.map_or_else(String::new, ToString::to_string),
        kind_name: name.map_or_else(String::new, |kind| kind.name.zh.clone()),
        channel: channel.id.to_string(),
        tracks,
        over,
    }
}
