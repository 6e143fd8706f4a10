//! How far a unit is, and how many it may recommend.

use linxuan_app::Running;
use linxuan_app::view::UnitStanding;
use linxuan_domain::quota::{self, Allowance, Left};
use linxuan_domain::value::Key;
use linxuan_texts::{Words, list, number};

use super::notice::quota as channel_quota;

/// How far a unit is, in the order of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    NotSignedIn,
    NotBegun,
    FillingIn,
    HandedIn,
    /// Something was returned and waits for the unit.
    ToCorrect,
}

impl Progress {
    pub const ALL: [Self; 5] = [Self::NotSignedIn, Self::NotBegun, Self::FillingIn, Self::HandedIn, Self::ToCorrect];

    pub const fn of(unit: &UnitStanding) -> Self {
        let handed_in = unit.handed_in + unit.accepted + unit.refused;
        match () {
            () if unit.returned > 0 => Self::ToCorrect,
            () if handed_in > 0 => Self::HandedIn,
            () if unit.drafts > 0 => Self::FillingIn,
            () if unit.signed_in_at.is_some() => Self::NotBegun,
            () => Self::NotSignedIn,
        }
    }

    pub const fn id(self) -> &'static str {
        match self {
            Self::NotSignedIn => "not-signed-in",
            Self::NotBegun => "not-begun",
            Self::FillingIn => "filling-in",
            Self::HandedIn => "handed-in",
            Self::ToCorrect => "to-correct",
        }
    }

    /// The tag's look.
    pub const fn class(self) -> &'static str {
        match self {
            Self::NotSignedIn | Self::ToCorrect => "stop",
            Self::NotBegun => "wait",
            Self::FillingIn => "do",
            Self::HandedIn => "ok",
        }
    }
}

/// A unit's quota in words, with what was granted beyond it.
pub fn quota(words: Words, running: &Running, channel: &str, own: Option<i64>, extra: i64) -> String {
    let Some(channel) = running.rulebook.channel(channel) else { return String::new() };
    let allowance = Allowance::of(channel, own.and_then(|own| u32::try_from(own).ok()), 0);
    let mut own = channel.clone();
    own.quota = allowance.quota;
    let quota = channel_quota(words, &running.rulebook, &own);
    if extra == 0 {
        quota
    } else {
        words.fill("units-quota-and-extra", &[("quota", quota.into()), ("n", extra.into())])
    }
}

/// How many more a unit may hand in; none where there is no limit.
pub fn left(running: &Running, unit: &UnitStanding) -> Option<Left> {
    let channel = running.rulebook.channel(&unit.channel)?;
    let given = |n: i64| u32::try_from(n).ok();
    let allowance = Allowance::of(channel, unit.own_quota.and_then(given), given(unit.extra).unwrap_or(0));
    quota::left(&running.rulebook, &channel.id, allowance, &unit.taken)
}

/// The same in words, track by track where each is counted by itself.
pub fn places_left(words: Words, running: &Running, unit: &UnitStanding) -> String {
    let title = |track: &Key| running.rulebook.track(track.as_str()).map_or("", |at| at.title.text(words.language));
    let of_track = |(track, n): &(Key, u32)| {
        words.fill("monitoring-left-of-track", &[("track", title(track).into()), ("n", (*n).into())])
    };
    match left(running, unit) {
        None => words.say("monitoring-no-limit"),
        Some(Left::AllTracks(n)) => number(n),
        Some(Left::EachTrack(each)) => list(words, &each.iter().map(of_track).collect::<Vec<_>>()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use linxuan_app::view::UnitStanding;

    use super::Progress;

    fn unit(signed_in: bool, drafts: i64, handed_in: i64, returned: i64) -> UnitStanding {
        UnitStanding {
            unit_id: String::new(),
            name: String::new(),
            channel: String::new(),
            accounts: 1,
            signed_in_at: signed_in.then_some(1),
            drafts,
            handed_in,
            returned,
            accepted: 0,
            refused: 0,
            own_quota: None,
            extra: 0,
            taken: BTreeMap::new(),
        }
    }

    #[test]
    fn what_waits_for_the_unit_comes_first() {
        assert_eq!(Progress::of(&unit(false, 0, 0, 0)), Progress::NotSignedIn);
        assert_eq!(Progress::of(&unit(true, 0, 0, 0)), Progress::NotBegun);
        assert_eq!(Progress::of(&unit(true, 2, 0, 0)), Progress::FillingIn);
        assert_eq!(Progress::of(&unit(true, 1, 3, 0)), Progress::HandedIn);
        assert_eq!(Progress::of(&unit(true, 0, 3, 1)), Progress::ToCorrect);
    }
}
