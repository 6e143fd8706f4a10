//! 推荐名额: how many a unit may, or must, recommend.

use std::collections::BTreeMap;

use crate::finding::{Finding, Matter, Verdict};
use crate::rulebook::{Channel, Force, Quota, QuotaCounts, Rulebook};
use crate::value::Key;

/// A unit's quota with what was granted or overridden for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    pub quota: Quota,
    /// 增加名额 granted by the sponsors.
    pub extra: u32,
}

impl Allowance {
    /// The channel's quota, or the unit's own number where the office set one.
    pub fn of(channel: &Channel, own: Option<u32>, extra: u32) -> Self {
        let quota = match own {
            None => channel.quota,
            Some(own) if channel.quota.exactly.is_some() => Quota { exactly: Some(own), ..channel.quota },
            // Whoever may hand in fewer than the least number cannot owe more than that.
            Some(own) => {
                let at_least = channel.quota.at_least.map(|least| least.min(own));
                Quota { at_most: Some(own), at_least, ..channel.quota }
            }
        };
        Self { quota, extra }
    }

    /// The largest number that is not refused; `None` when there is no limit.
    pub fn limit(self) -> Option<u32> {
        self.quota.limit().map(|limit| limit.saturating_add(self.extra))
    }

    /// The number below which a reason is asked for: a fixed number is fixed
    /// without the extra, because an extra is allowed, not ordered.
    fn wanted(self) -> Option<u32> {
        self.quota.exactly.or(self.quota.at_least)
    }
}

/// The quota's word on a unit of a channel handing in `used` nominations: more
/// is refused, fewer than a fixed or least number is in principle not right.
pub fn judge(channel: &Key, allowance: Allowance, used: u32) -> Vec<Finding> {
    let mut findings = Vec::new();
    let exactly = allowance.quota.exactly.is_some();
    if let Some(allowed) = allowance.limit() {
        let verdict = if used > allowed { Verdict::Breaks } else { Verdict::Holds };
        let matter = Matter::Quota { channel: channel.clone(), used, allowed, extra: allowance.extra, exactly };
        findings.push(Finding { rule: "quota".into(), force: Force::Must, verdict, matter });
    }
    if let Some(wanted) = allowance.wanted() {
        let verdict = if used < wanted { Verdict::Breaks } else { Verdict::Holds };
        let matter = Matter::QuotaShort { channel: channel.clone(), used, wanted, exactly };
        findings.push(Finding { rule: "quota-short".into(), force: Force::InPrinciple, verdict, matter });
    }
    findings
}

/// How many more a unit may hand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Left {
    /// Of all tracks together.
    AllTracks(u32),
    /// Of each track that the channel leads into.
    EachTrack(Vec<(Key, u32)>),
}

impl Left {
    /// Of all tracks taken together.
    pub fn sum(&self) -> u32 {
        match self {
            Self::AllTracks(n) => *n,
            Self::EachTrack(each) => each.iter().fold(0, |sum: u32, (_, n)| sum.saturating_add(*n)),
        }
    }
}

/// What is left of a unit's allowance in a channel when its nominations have `taken` so many places of each
/// track; `None` when there is no limit. An extra place is one of each track where each is counted by itself.
pub fn left(rulebook: &Rulebook, channel: &Key, allowance: Allowance, taken: &BTreeMap<String, u32>) -> Option<Left> {
    let limit = allowance.limit()?;
    Some(match allowance.quota.counts {
        QuotaCounts::AllTracks => {
            Left::AllTracks(taken.values().fold(limit, |left: u32, taken| left.saturating_sub(*taken)))
        }
        QuotaCounts::EachTrack => {
            let of = |track: &Key| limit.saturating_sub(taken.get(track.as_str()).copied().unwrap_or(0));
            let tracks = rulebook.tracks_of(channel.as_str());
            Left::EachTrack(tracks.map(|track| (track.id.clone(), of(&track.id))).collect())
        }
    })
}

/// What all units of a channel together may hand in, with what was granted to any of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cap {
    quota: Quota,
    extra: u32,
}

impl Cap {
    /// The channel's cap, where it has one. An extra place that the sponsors
    /// agreed to is a place in the channel too, or it would be none.
    pub fn of(channel: &Channel, extra: u32) -> Option<Self> {
        channel.collector.as_ref().and_then(|collector| collector.cap).map(|quota| Self { quota, extra })
    }

    /// The largest number that is not refused; `None` when there is no limit.
    pub fn limit(self) -> Option<u32> {
        self.quota.limit().map(|limit| limit.saturating_add(self.extra))
    }

    /// The cap's word to a unit that would hand in `own` beside what the
    /// channel's `others` have handed in. That the channel falls short is no
    /// single unit's fault and is not said here.
    pub fn judge(self, channel: &Key, others: u32, own: u32) -> Option<Finding> {
        self.exceeded(channel, others.saturating_add(own), Some(own))
    }

    /// The cap's word to the office on what the channel has handed in; until
    /// handing in is `closed`, a number that is too small may still grow.
    pub fn judge_whole(self, channel: &Key, used: u32, closed: bool) -> Vec<Finding> {
        let short = self.quota.exactly.or(self.quota.at_least).map(|wanted| {
            let verdict = match (used < wanted, closed) {
                (false, _) => Verdict::Holds,
                (true, false) => Verdict::Open,
                (true, true) => Verdict::Breaks,
            };
            let matter = Matter::CapShort { channel: channel.clone(), used, wanted };
            Finding { rule: "cap-short".into(), force: Force::InPrinciple, verdict, matter }
        });
        self.exceeded(channel, used, None).into_iter().chain(short).collect()
    }

    fn exceeded(self, channel: &Key, used: u32, own: Option<u32>) -> Option<Finding> {
        let allowed = self.limit()?;
        let verdict = if used > allowed { Verdict::Breaks } else { Verdict::Holds };
        let matter = Matter::Cap { channel: channel.clone(), used, own, allowed, extra: self.extra };
        Some(Finding { rule: "cap".into(), force: Force::Must, verdict, matter })
    }
}
