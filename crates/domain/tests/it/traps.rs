//! Where the notices' wording misleads, on the shipped rulebooks.
//! Every expected value is the notice's own.

use linxuan_domain::eligibility::{Known, judge};
use linxuan_domain::finding::{Finding, Verdict, waive};
use linxuan_domain::form::{Fact, Facts, HonourEntry};
use linxuan_domain::quota::{self, Allowance};
use linxuan_domain::rulebook::{
    DeadlineAct, Force, HandsIn, LikesEffect, Meaning, RuleKind, Rulebook, Scope, StageKind, SupplementScope,
};

use crate::campaigns::shipped;
use crate::{born, chosen, facts, key, list_of};
use Verdict::{Breaks, Holds, Waived};

pub const FIVE: [&str; 5] = ["national-2021", "national-2022", "chongqing-2021", "hebei-2021", "qinghai-2023"];

pub fn book(name: &'static str) -> Rulebook {
    shipped(name).rulebook()
}

/// Someone whom every rule admits.
fn sound() -> Facts {
    facts(&[
        (Meaning::Name, Fact::Text("张三".into())),
        (Meaning::BirthDate, born("1985-06-01")),
        (Meaning::ServingMilitary, Fact::Flag(false)),
        (Meaning::CivilServant, Fact::Flag(false)),
        (Meaning::Academician, Fact::Flag(false)),
        (Meaning::Rank, chosen("none")),
    ])
}

fn with(mut facts: Facts, changes: &[(Meaning, Fact)]) -> Facts {
    facts.by_meaning.extend(changes.iter().cloned());
    facts
}

fn honoured(level: &str) -> Facts {
    Facts { honours: vec![HonourEntry { name: "奖".into(), level: level.into() }], ..sound() }
}

/// The findings on one nominee, all opinions recorded.
fn judged(book: &Rulebook, facts: &Facts) -> Vec<Finding> {
    let recorded = book.opinion.iter().map(|opinion| opinion.id.as_str()).collect();
    judge(book, &key("person"), facts, &Known { recorded, ..Known::default() })
}

/// The one finding that breaks.
fn broken(book: &Rulebook, facts: &Facts) -> Finding {
    let mut broken: Vec<Finding> = judged(book, facts).into_iter().filter(|one| one.verdict != Holds).collect();
    assert_eq!(broken.len(), 1, "{broken:?}");
    broken.remove(0)
}

fn holds(book: &Rulebook, facts: &Facts) -> bool {
    judged(book, facts).iter().all(|finding| finding.verdict == Holds)
}

/// The verdict of a list's one ratio rule on a meaning.
fn ratio(book: &Rulebook, rule: &str, list: &[Facts]) -> Verdict {
    let track = book.track[0].id.clone();
    let list: Vec<_> = list.iter().map(|facts| (track.clone(), facts.clone())).collect();
    let findings = linxuan_domain::composition::judge(book, Scope::Unit, &list);
    findings.iter().find(|finding| finding.rule == rule).expect("a ratio of a unit's list").verdict
}

#[test]
fn in_principle_passes_with_a_reason_and_not_included_never() {
    for name in FIVE {
        let book = book(name);
        assert!(holds(&book, &sound()), "{name}");
        let soldier = with(sound(), &[(Meaning::ServingMilitary, Fact::Flag(true))]);
        let official =
            with(sound(), &[(Meaning::CivilServant, Fact::Flag(true)), (Meaning::Rank, chosen("province-chief"))]);
        for refused in [soldier, official] {
            let mut finding = [broken(&book, &refused)];
            waive(&mut finding, |_| true);
            assert_eq!(
                (finding[0].force, finding[0].verdict, finding[0].blocks()),
                (Force::Must, Breaks, true),
                "{name}"
            );
        }
        let mut finding = [broken(&book, &honoured("national"))];
        assert_eq!((finding[0].force, finding[0].blocks()), (Force::InPrinciple, true), "{name}");
        waive(&mut finding, |_| true);
        assert_eq!((finding[0].verdict, finding[0].blocks()), (Waived, false), "{name}");
    }
}

#[test]
fn the_academicians_share_is_in_principle_and_the_young_ones_is_not() {
    let force = |name, id: &str| book(name).rule.iter().find(|rule| rule.id.as_str() == id).map(|rule| rule.force);
    assert_eq!(force("national-2022", "academician-share"), Some(Force::InPrinciple));
    assert_eq!(force("national-2022", "young-share"), Some(Force::Must));
    assert_eq!(force("qinghai-2023", "young-share"), Some(Force::Must));
    for name in ["national-2021", "chongqing-2021", "hebei-2021"] {
        let shares = book(name).rule.iter().filter(|rule| matches!(rule.kind, RuleKind::Share(_))).count();
        assert_eq!(shares, 0, "{name} has no ratio in its notice");
    }
}

#[test]
fn a_fifth_of_a_short_list_is_what_the_rounding_and_smallest_size_make_it() {
    let book = book("national-2022");
    let academician = with(sound(), &[(Meaning::Academician, Fact::Flag(true))]);
    let list = |yes, no| list_of(&academician, yes, &sound(), no);
    // The cap is a fifth rounded up, from one nominee on: one of up to five, two of six to ten.
    let cases = [
        ((1, 0), Holds),
        ((1, 1), Holds),
        ((2, 0), Breaks),
        ((2, 2), Breaks),
        ((1, 4), Holds),
        ((2, 3), Breaks),
        ((2, 4), Holds),
        ((2, 8), Holds),
        ((3, 7), Breaks),
    ];
    for ((yes, no), wanted) in cases {
        assert_eq!(ratio(&book, "academician-share", &list(yes, no)), wanted, "{yes} of {}", yes + no);
    }
    let (young, old) = (
        with(sound(), &[(Meaning::BirthDate, born("1990-01-01"))]),
        with(sound(), &[(Meaning::BirthDate, born("1960-01-01"))]),
    );
    let list = |yes, no| list_of(&young, yes, &old, no);
    // The floor is a fifth rounded to the nearest, from three nominees on: 0.6 and 1.4 are one, 1.6 and 2 are two.
    let cases = [
        ((0, 1), Holds),
        ((0, 2), Holds),
        ((0, 3), Breaks),
        ((1, 2), Holds),
        ((0, 7), Breaks),
        ((1, 6), Holds),
        ((1, 7), Breaks),
        ((2, 6), Holds),
        ((1, 9), Breaks),
        ((2, 8), Holds),
    ];
    for ((yes, no), wanted) in cases {
        assert_eq!(ratio(&book, "young-share", &list(yes, no)), wanted, "{yes} of {}", yes + no);
    }
}

#[test]
fn forty_five_itself_is_not_below_45_on_the_day_of_the_deadline() {
    for (name, on_the_day, day_after) in
        [("national-2022", "1977-05-20", "1977-05-21"), ("qinghai-2023", "1978-04-07", "1978-04-08")]
    {
        let book = book(name);
        let five = |birth| vec![with(sound(), &[(Meaning::BirthDate, born(birth))]); 5];
        assert_eq!(ratio(&book, "young-share", &five(on_the_day)), Breaks, "{name}");
        assert_eq!(ratio(&book, "young-share", &five(day_after)), Holds, "{name}");
    }
}

#[test]
fn deadlines_are_the_end_of_the_day_in_beijing() {
    let cases = [
        ("national-2022", "2022-05-20T16:00:00Z", "5月20日前", false),
        ("chongqing-2021", "2021-05-28T16:00:00Z", "5月28日前", false),
        ("qinghai-2023", "2023-04-07T16:00:00Z", "4月7日前", false),
        ("hebei-2021", "2021-06-01T16:00:00Z", "6月1日前", true),
        ("national-2021", "2021-06-20T16:00:00Z", "6月20日前", false),
    ];
    for (name, closes, wording, late_refused) in cases {
        let book = book(name);
        let deadline = book.deadline(DeadlineAct::HandIn).unwrap();
        assert_eq!(book.closes(DeadlineAct::HandIn).unwrap().iso(), closes, "{name}");
        assert_eq!((deadline.wording.zh.as_str(), deadline.late_refused), (wording, late_refused), "{name}");
    }
}

#[test]
fn qinghai_has_maxima_and_fixed_numbers() {
    let book = book("qinghai-2023");
    // Channel, number, more than it, fewer than it.
    for (channel, number, fewer) in [("region", 4, None), ("society", 3, Some(Breaks)), ("enterprise", 2, Some(Breaks))]
    {
        let channel = book.channel(channel).unwrap();
        let word = |used, rule: &str| {
            let findings = quota::judge(&channel.id, Allowance::of(channel, None, 0), used);
            findings.into_iter().find(|finding| finding.rule == rule)
        };
        assert_eq!(word(number, "quota").unwrap().verdict, Holds);
        let more = word(number + 1, "quota").unwrap();
        assert_eq!((more.verdict, more.waivable(), more.blocks()), (Breaks, false, true));
        assert_eq!(word(number - 1, "quota-short").map(|finding| finding.verdict), fewer);
        assert!(word(number - 1, "quota-short").is_none_or(|finding| finding.waivable()));
    }
    let cap = book.channel("defence-office").unwrap().collector.as_ref().unwrap().cap.unwrap();
    assert_eq!((cap.exactly, cap.at_most, cap.at_least), (Some(2), None, None));
}

#[test]
fn hebeis_defence_nominations_pass_two_gates() {
    let book = book("hebei-2021");
    let channel = book.channel("military").unwrap();
    let collector = channel.collector.as_ref().unwrap();
    assert_eq!((channel.hands_in, collector.examines), (HandsIn::Collector, true));
    assert_eq!(
        (channel.quota.limit(), channel.quota.exactly, collector.cap.unwrap().at_most),
        (Some(1), Some(1), Some(3))
    );
    let gate = book.body.iter().find(|body| body.id == collector.body).unwrap();
    assert_eq!(gate.name.zh, "省国防科技工业办公室");
    assert!(!book.examination.check.is_empty());
    let others = book.channel.iter().filter(|channel| channel.id.as_str() != "military");
    assert!(others.into_iter().all(|channel| channel.collector.is_none() && channel.hands_in == HandsIn::Unit));
}

#[test]
fn only_in_2022_nominees_sign_in_themselves() {
    assert_eq!(FIVE.map(|name| book(name).accounts.nominee), [false, true, false, false, false]);
}

#[test]
fn a_provincial_honour_excludes_in_hebei_and_not_at_the_national_level() {
    let breaks = FIVE.map(|name| !holds(&book(name), &honoured("provincial")));
    assert_eq!(breaks, [false, false, false, true, false]);
}

#[test]
fn bureau_and_department_are_one_rank_and_its_deputy_the_next() {
    for name in FIVE {
        let book = book(name);
        let place = |word: &str| {
            book.rank.iter().position(|rank| rank.name.zh == word || rank.aliases.iter().any(|alias| alias == word))
        };
        let (bureau, department, deputy, division) =
            (place("司局级"), place("厅局级"), place("副厅级"), place("县处级正职"));
        assert_eq!(bureau, department, "{name}");
        assert_eq!(deputy, bureau.map(|place| place + 1), "{name}");
        assert_eq!(division, bureau.map(|place| place + 2), "{name}");
        assert!(place("省部级副职") < bureau, "{name}");
    }
}

#[test]
fn officials_of_the_limit_and_above_are_refused_and_below_admitted() {
    for name in FIVE {
        let book = book(name);
        let official =
            |rank| with(sound(), &[(Meaning::CivilServant, Fact::Flag(true)), (Meaning::Rank, chosen(rank))]);
        for rank in ["state-chief", "province-deputy", "department-chief"] {
            assert_eq!(broken(&book, &official(rank)).force, Force::Must, "{name} {rank}");
        }
        for rank in ["division-chief", "staff", "none"] {
            assert!(holds(&book, &official(rank)), "{name} {rank}");
        }
        // A professor of the same rank is no official.
        assert!(holds(&book, &with(sound(), &[(Meaning::Rank, chosen("department-chief"))])), "{name}");
    }
    // Only Qinghai's notice names the deputy; elsewhere it must be said that this was assumed.
    assert!(!holds(
        &book("qinghai-2023"),
        &with(sound(), &[(Meaning::CivilServant, Fact::Flag(true)), (Meaning::Rank, chosen("department-deputy"))])
    ));
    for name in ["national-2021", "national-2022", "chongqing-2021", "hebei-2021"] {
        let deputy =
            with(sound(), &[(Meaning::CivilServant, Fact::Flag(true)), (Meaning::Rank, chosen("department-deputy"))]);
        let assumed = shipped(name).read().assumptions().iter().any(|one| one.key == "rule.rank-limit.rank");
        assert_eq!((holds(&book(name), &deputy), assumed), (false, true), "{name}");
    }
}

#[test]
fn likes_come_before_the_experts_and_change_nothing() {
    let book = book("national-2021");
    assert_eq!(book.likes.as_ref().unwrap().effect, LikesEffect::None);
    let place = |kind| book.stage.iter().position(|stage| stage.kind == kind).unwrap();
    assert!(place(StageKind::Likes) < place(StageKind::Select));
    let round = book.round.first().and_then(|round| round.when?.first());
    assert!(book.likes.as_ref().unwrap().when.unwrap().last() < round);
    assert_eq!(FIVE.map(|name| crate::traps::book(name).likes.is_some()), [true, false, false, false, false]);
}

#[test]
fn each_sponsor_adds_two_or_three() {
    for name in ["national-2021", "national-2022"] {
        let supplement = book(name).supplement.unwrap();
        assert_eq!((supplement.at_least, supplement.at_most), (2, 3), "{name}");
        assert_eq!(supplement.scope, SupplementScope::EachSponsor, "{name}");
        let assumed = shipped(name).read().assumptions();
        assert!(assumed.iter().any(|one| one.key == "supplement.scope"), "{name}");
    }
    for name in ["chongqing-2021", "hebei-2021", "qinghai-2023"] {
        assert!(book(name).supplement.is_none(), "{name}");
    }
}

#[test]
fn each_notice_excludes_its_own_series() {
    let levels =
        ["national", "provincial", "central-most-beautiful", "provincial-most-beautiful", "municipal-most-beautiful"];
    let cases = [
        ("national-2021", [true, false, true, false, false]),
        ("national-2022", [true, false, true, false, false]),
        ("chongqing-2021", [true, false, false, false, true]),
        ("hebei-2021", [true, true, true, true, false]),
        ("qinghai-2023", [true, false, true, false, false]),
    ];
    for (name, excluded) in cases {
        let book = book(name);
        assert_eq!(levels.map(|level| !holds(&book, &honoured(level))), excluded, "{name}");
        // What is excluded can be said in the form.
        let form = book.form_of("person").unwrap();
        let offered = toml::to_string(form.meaning(Meaning::Honours).unwrap()).unwrap();
        for (level, _) in levels.iter().zip(excluded).filter(|(_, excluded)| *excluded) {
            assert!(offered.contains(&format!("id = \"{level}\"")), "{name} {level}");
        }
    }
}
