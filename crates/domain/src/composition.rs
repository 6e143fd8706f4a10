//! Rules on a list of nominees: ratios with scope, rounding and smallest size.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::finding::{Finding, Matter, Verdict};
use crate::form::Facts;
use crate::quota::Cap;
use crate::rulebook::{Attribute, Rounding, Rule, RuleKind, Rulebook, Scope};
use crate::value::{Key, Share};

/// The word of every ratio rule of a scope on a list of nominees, each with its
/// track: a rule that names tracks counts theirs alone.
pub fn judge(rulebook: &Rulebook, scope: Scope, list: &[(Key, Facts)]) -> Vec<Finding> {
    shares(rulebook, scope, &list.iter().map(|(track, facts)| (track, facts)).collect::<Vec<_>>())
}

fn shares(rulebook: &Rulebook, scope: Scope, list: &[(&Key, &Facts)]) -> Vec<Finding> {
    let one = |rule: &Rule| match &rule.kind {
        RuleKind::Share(share) if share.scope == scope => {
            let bounds = (share.at_least, share.at_most);
            let concerned = list.iter().filter(|(track, _)| rule.tracks.is_empty() || rule.tracks.contains(track));
            let concerned: Vec<&Facts> = concerned.map(|(_, facts)| *facts).collect();
            let (verdict, matter) = share_of(&concerned, &share.of, bounds, share.rounding, share.smallest);
            Some(Finding { rule: rule.id.to_string(), force: rule.force, verdict, matter })
        }
        _ => None,
    };
    rulebook.rule.iter().filter_map(one).collect()
}

/// Compares a list's part with its bounds. Lists shorter than `smallest`
/// hold; a missing answer leaves the verdict open only if it could change it.
pub(crate) fn share_of(
    list: &[&Facts],
    of: &Attribute,
    (at_least, at_most): (Option<Share>, Option<Share>),
    rounding: Rounding,
    smallest: u32,
) -> (Verdict, Matter) {
    let counted = |wanted: Option<bool>| list.iter().filter(|facts| facts.has(of) == wanted).count();
    let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let (part, unknown, whole) = (size(counted(Some(true))), size(counted(None)), size(list.len()));
    let sound = |part| whole < smallest || within(part, whole, at_least, at_most, rounding);
    let (mut can_hold, mut can_break) = (false, false);
    // Between two bounds, some answers in the middle may do where none and all would not.
    for possible in part..=part + unknown {
        if sound(possible) { can_hold = true } else { can_break = true }
    }
    let verdict = match (can_hold, can_break) {
        (true, false) => Verdict::Holds,
        (false, _) => Verdict::Breaks,
        (true, true) => Verdict::Open,
    };
    (verdict, Matter::Share { part, whole, at_least, at_most, smallest })
}

/// Whether `part` of `whole` keeps both bounds under a rounding.
pub fn within(part: u32, whole: u32, at_least: Option<Share>, at_most: Option<Share>, rounding: Rounding) -> bool {
    let number = |share: Share| match rounding {
        Rounding::Exact => None,
        Rounding::Down => Some(share.floor_of(whole)),
        Rounding::Up => Some(share.ceiling_of(whole)),
        Rounding::Nearest => Some(share.nearest_of(whole)),
    };
    let least =
        at_least.is_none_or(|share| number(share).map_or_else(|| share.holds_at_least(part, whole), |n| part >= n));
    let most =
        at_most.is_none_or(|share| number(share).map_or_else(|| share.holds_at_most(part, whole), |n| part <= n));
    least && most
}

/// A nominee who takes up a place, wherever in the campaign.
#[derive(Debug, Clone)]
pub struct Placed {
    pub channel: Key,
    pub track: Key,
    /// Those at least that [`asked_beyond_units`] keeps.
    pub facts: Arc<Facts>,
}

/// Everything handed in, as the caps and ratios over channels and the campaign count it.
#[derive(Debug, Clone, Default)]
pub struct Whole {
    /// How many places each channel takes up, and how many more were granted in it.
    pub channels: BTreeMap<Key, (u32, u32)>,
    pub placed: Vec<Placed>,
}

/// Whether any ratio looks beyond a unit's own list.
pub fn asks_beyond_units(rulebook: &Rulebook) -> bool {
    rulebook.rule.iter().any(|rule| matches!(&rule.kind, RuleKind::Share(share) if share.scope != Scope::Unit))
}

/// Of a nominee's facts those alone that ratios beyond a unit's list look at.
pub fn asked_beyond_units(rulebook: &Rulebook, facts: &Facts) -> Facts {
    let mut asked = Facts::default();
    for rule in &rulebook.rule {
        let RuleKind::Share(share) = &rule.kind else { continue };
        let meaning = share.of.meaning();
        let fact = facts.by_meaning.get(&meaning).filter(|_| share.scope != Scope::Unit);
        asked.by_meaning.extend(fact.map(|fact| (meaning, fact.clone())));
    }
    asked
}

/// The word of caps and ratios on each channel, and of ratios on the campaign
/// as a whole; `closed` says whether a channel's time to hand in is over.
pub fn judge_whole(rulebook: &Rulebook, whole: &Whole, closed: impl Fn(&Key) -> bool) -> Vec<(Option<Key>, Finding)> {
    let list = |of: Option<&Key>| -> Vec<(&Key, &Facts)> {
        let here = whole.placed.iter().filter(|placed| of.is_none_or(|channel| placed.channel == *channel));
        here.map(|placed| (&placed.track, placed.facts.as_ref())).collect()
    };
    let mut said = Vec::new();
    for channel in &rulebook.channel {
        let (used, extra) = whole.channels.get(&channel.id).copied().unwrap_or_default();
        let cap = Cap::of(channel, extra).map(|cap| cap.judge_whole(&channel.id, used, closed(&channel.id)));
        let shares = shares(rulebook, Scope::Channel, &list(Some(&channel.id)));
        let findings = cap.into_iter().flatten().chain(shares);
        said.extend(findings.map(|finding| (Some(channel.id.clone()), finding)));
    }
    said.extend(shares(rulebook, Scope::Campaign, &list(None)).into_iter().map(|finding| (None, finding)));
    said
}
