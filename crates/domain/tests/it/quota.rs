//! 推荐名额: what a unit may hand in, and what it should.

use linxuan_domain::finding::{Finding, Matter, Verdict};
use linxuan_domain::quota::{Allowance, Cap, Left};
use linxuan_domain::rulebook::{Channel, Collector, DeadlineAct, Force, Quota, SUPPLEMENT, SupplementScope};
use linxuan_domain::value::Key;

use crate::sample;
use proptest::prelude::*;

/// The sample's channel with this quota.
fn channel(quota: &str) -> Channel {
    let quota: Quota = toml::from_str(quota).unwrap();
    Channel { quota, ..sample::rulebook().channel.remove(0) }
}

fn region() -> Key {
    "region".parse().unwrap()
}

fn judge(allowance: Allowance, used: u32) -> Vec<Finding> {
    linxuan_domain::quota::judge(&region(), allowance, used)
}

/// What the quota says to a number: (more than allowed, fewer than wanted); `None` where it says nothing.
fn words(quota: &str, own: Option<u32>, extra: u32, used: u32) -> (Option<bool>, Option<bool>) {
    let findings = judge(Allowance::of(&channel(quota), own, extra), used);
    let word = |rule: &str, force| {
        let finding = findings.iter().find(|finding| finding.rule == rule)?;
        assert_eq!(finding.force, force);
        Some(finding.verdict == Verdict::Breaks)
    };
    (word("quota", Force::Must), word("quota-short", Force::InPrinciple))
}

const NO: Option<bool> = Some(false);
const YES: Option<bool> = Some(true);

#[test]
fn at_most_refuses_more_and_never_asks_for_more() {
    let cases = [(0, NO), (2, NO), (3, NO), (4, YES), (u32::MAX, YES)];
    for (used, more) in cases {
        assert_eq!(words("at_most = 3", None, 0, used), (more, None), "{used}");
    }
}

#[test]
fn exactly_refuses_more_and_asks_a_reason_for_fewer() {
    let cases = [(0, NO, YES), (2, NO, YES), (3, NO, NO), (4, YES, NO)];
    for (used, more, fewer) in cases {
        assert_eq!(words("exactly = 3", None, 0, used), (more, fewer), "{used}");
    }
}

#[test]
fn at_least_asks_a_reason_for_fewer() {
    for (used, fewer) in [(0, YES), (1, NO), (100, NO)] {
        assert_eq!(words("at_least = 1", None, 0, used), (None, fewer), "{used}");
    }
    for (used, more, fewer) in [(0, NO, YES), (1, NO, NO), (3, NO, NO), (4, YES, NO)] {
        assert_eq!(words("at_least = 1\nat_most = 3", None, 0, used), (more, fewer), "{used}");
    }
}

/// 州市 at most 3 in each group, 学会 at most 2 in both together.
#[test]
fn what_is_left_is_counted_as_the_quota_is() {
    let book = crate::campaigns::shipped("example-team-and-work").rulebook();
    let taken = |team: u32, work: u32| [("team".to_owned(), team), ("work".to_owned(), work)].into();
    let left = |channel: &str, own, extra, (team, work)| {
        let channel = book.channel(channel).unwrap();
        linxuan_domain::quota::left(&book, &channel.id, Allowance::of(channel, own, extra), &taken(team, work))
    };
    let each =
        |team, work| Some(Left::EachTrack(vec![("team".parse().unwrap(), team), ("work".parse().unwrap(), work)]));
    assert_eq!(left("region", None, 0, (0, 0)), each(3, 3));
    assert_eq!(left("region", None, 0, (3, 1)), each(0, 2));
    // An extra place is there in each group; more than there are leave none.
    assert_eq!(left("region", None, 1, (3, 5)), each(1, 0));
    assert_eq!(left("region", Some(2), 0, (1, 0)), each(1, 2));
    assert_eq!(left("society", None, 0, (1, 0)), Some(Left::AllTracks(1)));
    assert_eq!(left("society", None, 0, (1, 1)), Some(Left::AllTracks(0)));
    assert_eq!(left("society", None, 0, (2, 2)), Some(Left::AllTracks(0)));
    assert_eq!((each(3, 2).unwrap().sum(), Left::AllTracks(2).sum()), (5, 2));
}

#[test]
fn an_extra_is_allowed_and_not_ordered() {
    for (used, more) in [(3, NO), (5, NO), (6, YES)] {
        assert_eq!(words("at_most = 3", None, 2, used), (more, None), "{used}");
    }
    for (used, more, fewer) in [(1, NO, YES), (2, NO, NO), (3, NO, NO), (4, YES, NO)] {
        assert_eq!(words("exactly = 2", None, 1, used), (more, fewer), "{used}");
    }
    assert_eq!(words("at_most = 3", None, u32::MAX, u32::MAX), (NO, None));
}

#[test]
fn a_units_own_number_replaces_the_channels_in_its_kind() {
    for (used, more) in [(3, NO), (5, NO), (6, YES)] {
        assert_eq!(words("at_most = 3", Some(5), 0, used), (more, None), "{used}");
    }
    for (used, more) in [(0, NO), (1, YES)] {
        assert_eq!(words("at_most = 3", Some(0), 0, used), (more, None), "{used}");
    }
    for (used, more, fewer) in [(0, NO, YES), (1, NO, NO), (2, YES, NO)] {
        assert_eq!(words("exactly = 3", Some(1), 0, used), (more, fewer), "{used}");
    }
    for (used, more) in [(2, NO), (3, NO), (4, YES)] {
        assert_eq!(words("at_most = 3", Some(2), 1, used), (more, None), "{used}");
    }
}

/// Whoever may hand in none cannot owe one.
#[test]
fn a_units_own_number_below_the_least_is_all_that_is_wanted() {
    assert_eq!(words("at_least = 1\nat_most = 3", Some(0), 0, 0).1, NO);
}

proptest! {
    /// Against plain arithmetic: more than number and extra is refused, fewer than the number wants a reason.
    #[test]
    fn a_number_is_held_to_the_quota_and_nothing_else(number in 0_u32..9, own in prop::option::of(0_u32..9), extra in 0_u32..4, used in 0_u32..14) {
        let held = own.unwrap_or(number);
        let (more, fewer) = (Some(used > held + extra), Some(used < held));
        prop_assert_eq!(words(&format!("at_most = {number}"), own, extra, used), (more, None));
        prop_assert_eq!(words(&format!("exactly = {number}"), own, extra, used), (more, fewer));
    }

    /// The least is never more than what the unit may hand in itself.
    #[test]
    fn a_least_number_is_held_to_what_is_allowed(least in 0_u32..9, over in 0_u32..9, own in prop::option::of(0_u32..9), used in 0_u32..20) {
        let most = least + over;
        let fewer = used < own.map_or(least, |own| least.min(own));
        let word = words(&format!("at_least = {least}\nat_most = {most}"), own, 0, used);
        prop_assert_eq!(word, (Some(used > own.unwrap_or(most)), Some(fewer)));
    }
}

#[test]
fn a_quota_finding_gives_its_figures() {
    let findings = judge(Allowance::of(&channel("exactly = 2"), None, 1), 4);
    let matters: Vec<_> = findings.into_iter().map(|finding| finding.matter).collect();
    let over = Matter::Quota { channel: region(), used: 4, allowed: 3, extra: 1, exactly: true };
    let short = Matter::QuotaShort { channel: region(), used: 4, wanted: 2, exactly: true };
    assert_eq!(matters, [over, short]);
    assert_eq!(Allowance::of(&channel("at_most = 3"), Some(5), 2).limit(), Some(7));
    assert_eq!(Allowance::of(&channel("at_least = 1"), None, 2).limit(), None);
}

#[test]
fn too_many_blocks_and_too_few_passes_with_a_reason() {
    let many = judge(Allowance::of(&channel("exactly = 2"), None, 0), 3);
    assert_eq!(many.iter().map(|f| (f.blocks(), f.waivable())).collect::<Vec<_>>(), [(true, false), (false, false)]);
    let few = judge(Allowance::of(&channel("exactly = 2"), None, 0), 1);
    assert_eq!(few.iter().map(|f| (f.blocks(), f.waivable())).collect::<Vec<_>>(), [(false, false), (true, true)]);
}

/// The cap of a channel whose units were granted `extra` places.
fn cap(cap: &str, extra: u32) -> Cap {
    let collector = Collector { body: region(), cap: Some(toml::from_str(cap).unwrap()), examines: true };
    Cap::of(&Channel { collector: Some(collector), ..sample::rulebook().channel.remove(0) }, extra).unwrap()
}

/// 河北 五·15: three for the whole channel, whichever unit comes third or fourth.
#[test]
fn a_cap_counts_what_others_handed_in_before() {
    let word = |others, own| cap("at_most = 3", 0).judge(&region(), others, own).unwrap();
    for (others, own, verdict) in [(0, 3, Verdict::Holds), (2, 1, Verdict::Holds), (3, 0, Verdict::Holds)] {
        assert_eq!(word(others, own).verdict, verdict, "{others} {own}");
    }
    let fourth = word(3, 1);
    assert_eq!((fourth.verdict, fourth.blocks(), fourth.waivable()), (Verdict::Breaks, true, false));
    let matter = Matter::Cap { channel: region(), used: 4, own: Some(1), allowed: 3, extra: 0 };
    assert_eq!((fourth.rule.as_str(), fourth.matter), ("cap", matter));
    // A place that the sponsors agreed to is one in the channel too.
    assert_eq!(cap("at_most = 3", 1).judge(&region(), 3, 1).unwrap().verdict, Verdict::Holds);
    assert_eq!(cap("at_most = 3", 1).judge(&region(), 4, 1).unwrap().verdict, Verdict::Breaks);
    // What is only too few at most has no upper word.
    assert_eq!(cap("at_least = 2", 0).judge(&region(), 8, 1), None);
}

/// 青海 三、2（1）·9: two after selection; one is the office's to hear about, and no unit's.
#[test]
fn that_a_channel_falls_short_is_told_to_the_office_alone() {
    let two = cap("exactly = 2", 0);
    assert_eq!(two.judge(&region(), 0, 1).unwrap().verdict, Verdict::Holds);
    let said = |used, closed| {
        let all = two.judge_whole(&region(), used, closed);
        all.into_iter().map(|one| (one.rule.clone(), one.verdict, one.waivable())).collect::<Vec<_>>()
    };
    let (cap, short) = ("cap".to_owned(), "cap-short".to_owned());
    let holds = (cap.clone(), Verdict::Holds, false);
    assert_eq!(said(1, false), [holds.clone(), (short.clone(), Verdict::Open, false)]);
    assert_eq!(said(1, true), [holds.clone(), (short.clone(), Verdict::Breaks, true)]);
    assert_eq!(said(2, true), [holds, (short.clone(), Verdict::Holds, false)]);
    assert_eq!(said(3, true), [(cap, Verdict::Breaks, false), (short, Verdict::Holds, false)]);
}

/// 全国 三、2·27: two or three for each sponsor; where the notice says “in all”, they share the number.
#[test]
fn a_supplement_is_a_channel_of_the_sponsors() {
    let book = crate::campaigns::shipped("national-2022").rulebook();
    let with = book.clone().with_supplement();
    let channel = with.channel(SUPPLEMENT).unwrap();
    let two_or_three = (Some(2), Some(3), None);
    let bounds = |quota: Quota| (quota.at_least, quota.at_most, quota.exactly);
    assert_eq!((bounds(channel.quota), Cap::of(channel, 0)), (two_or_three, None));
    assert!(with.unit_kind("sponsor").is_some() && with.sponsor_named(&with.sponsor[0].name.zh).is_some());
    assert!(with.sponsor_named("某某协会").is_none());
    // 三、2·17-18 and 27: both end with 20 May.
    assert_eq!(with.hand_in_closes(SUPPLEMENT), with.closes(DeadlineAct::Supplement));
    assert_eq!(with.hand_in_closes("region"), with.closes(DeadlineAct::HandIn));
    assert_eq!(with.clone().with_supplement().channel.len(), with.channel.len());
    let mut shared = book.clone();
    shared.supplement.as_mut().unwrap().scope = SupplementScope::AllSponsors;
    let shared = shared.with_supplement();
    let channel = shared.channel(SUPPLEMENT).unwrap();
    assert_eq!(bounds(channel.quota), (None, Some(3), None));
    assert_eq!(Cap::of(channel, 0).and_then(Cap::limit), Some(3));
    let without = crate::campaigns::shipped("hebei-2021").rulebook();
    assert_eq!(without.clone().with_supplement().channel.len(), without.channel.len());
}
