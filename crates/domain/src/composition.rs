//! Rules on a list of nominees: ratios with scope, rounding and smallest size.

use crate::finding::{Finding, Matter, Verdict};
use crate::form::Facts;
use crate::rulebook::{Attribute, Rounding, Rule, RuleKind, Rulebook, Scope};
use crate::value::Share;

/// The word of every ratio rule of a scope on a list.
pub fn judge(rulebook: &Rulebook, scope: Scope, list: &[Facts]) -> Vec<Finding> {
    let one = |rule: &Rule| match &rule.kind {
        RuleKind::Share(share) if share.scope == scope => {
            let bounds = (share.at_least, share.at_most);
            let (verdict, matter) = share_of(list, &share.of, bounds, share.rounding, share.smallest);
            Some(Finding { rule: rule.id.to_string(), force: rule.force, verdict, matter })
        }
        _ => None,
    };
    rulebook.rule.iter().filter_map(one).collect()
}

/// Compares a list's part with its bounds. Lists shorter than `smallest`
/// hold; a missing answer leaves the verdict open only if it could change it.
pub(crate) fn share_of(
    list: &[Facts],
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
