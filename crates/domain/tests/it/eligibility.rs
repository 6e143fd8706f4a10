//! Every kind of rule on one nominee: when it holds, breaks, or waits for an answer.

use linxuan_domain::eligibility::{Known, judge};
use linxuan_domain::finding::{Finding, Matter, Verdict, waive};
use linxuan_domain::form::{Fact, Facts, HonourEntry};
use linxuan_domain::rulebook::{Force, Meaning, Rulebook};

use crate::{born, chosen, day, facts, key, keys, sample};
use Verdict::{Breaks, Holds, Open};

/// The sample with one rule of this kind.
fn rule(kind: &str) -> Rulebook {
    sample::with_rules(&format!(
        "[[rule]]\nid = \"r\"\nforce = \"must\"\nlabel = {{ zh = \"一\", en = \"1\" }}\n{kind}"
    ))
}

fn findings(book: &Rulebook, facts: &Facts, known: &Known<'_>) -> Vec<Finding> {
    judge(book, &key("person"), facts, known)
}

/// The one word of the one rule.
fn word(book: &Rulebook, facts: &Facts, known: &Known<'_>) -> (Verdict, Matter) {
    match findings(book, facts, known).as_slice() {
        [one] => (one.verdict, one.matter.clone()),
        others => panic!("{others:?}"),
    }
}

fn verdict(book: &Rulebook, known: &[(Meaning, Fact)]) -> Verdict {
    word(book, &facts(known), &Known::default()).0
}

#[test]
fn a_flag_must_be_absent_or_present() {
    let absent = rule("kind = \"flag-absent\"\nmeaning = \"serving-military\"");
    let present = rule("kind = \"flag-present\"\nmeaning = \"serving-military\"");
    let answer = |yes| [(Meaning::ServingMilitary, Fact::Flag(yes))];
    assert_eq!(
        [verdict(&absent, &answer(false)), verdict(&absent, &answer(true)), verdict(&absent, &[])],
        [Holds, Breaks, Open]
    );
    assert_eq!(
        [verdict(&present, &answer(true)), verdict(&present, &answer(false)), verdict(&present, &[])],
        [Holds, Breaks, Open]
    );
    assert_eq!(word(&absent, &facts(&answer(true)), &Known::default()).1, Matter::Flag { answer: Some(true) });
}

/// The table runs from high to low: department, division, staff.
#[test]
fn a_rank_must_stand_below_the_limit() {
    let book = rule("kind = \"rank-below\"\nrank = \"division\"");
    let cases = [("department", Breaks), ("division", Breaks), ("staff", Holds)];
    for (rank, wanted) in cases {
        assert_eq!(verdict(&book, &[(Meaning::Rank, chosen(rank))]), wanted, "{rank}");
    }
    assert_eq!(verdict(&book, &[]), Open);
    let matter = Matter::Rank { found: Some(key("staff")), limit: key("division") };
    assert_eq!(word(&book, &facts(&[(Meaning::Rank, chosen("staff"))]), &Known::default()).1, matter);
}

#[test]
fn a_rank_limit_concerns_only_those_it_names() {
    let book = rule("kind = \"rank-below\"\nrank = \"division\"\nonly_if = \"civil-servant\"");
    let servant = |yes| (Meaning::CivilServant, Fact::Flag(yes));
    let rank = |id| (Meaning::Rank, chosen(id));
    let cases = [
        (vec![servant(true), rank("department")], Breaks),
        (vec![servant(true), rank("division")], Breaks),
        (vec![servant(true), rank("staff")], Holds),
        (vec![servant(false), rank("department")], Holds),
        (vec![servant(false)], Holds),
        (vec![servant(true)], Open),
        (vec![rank("department")], Open),
        (vec![], Open),
    ];
    for (known, wanted) in cases {
        assert_eq!(verdict(&book, &known), wanted, "{known:?}");
    }
}

fn honoured(entries: &[(&str, &str)]) -> Facts {
    let entry = |(name, level): &(&str, &str)| HonourEntry { name: (*name).into(), level: (*level).into() };
    Facts { honours: entries.iter().map(entry).collect(), ..Facts::default() }
}

#[test]
fn honours_are_excluded_by_the_form_and_by_the_register() {
    type Case<'a> = (&'a [(&'a str, &'a str)], &'a [&'a str], Verdict);
    let book = rule("kind = \"not-honoured\"\nseries = [\"national-honour\"]");
    let registered =
        |ids: &[&str]| Known { registered: ids.iter().map(|id| (*id).into()).collect(), ..Known::default() };
    let cases: [Case<'_>; 7] = [
        (&[], &[], Holds),
        (&[("甲", "national")], &[], Breaks),
        (&[("甲", "other"), ("乙", "")], &[], Holds),
        // A series that the rule does not name.
        (&[("甲", "series")], &[], Holds),
        (&[], &["series"], Holds),
        (&[], &["national-honour"], Breaks),
        // The register speaks in series, the form in levels.
        (&[("甲", "national-honour")], &["national"], Holds),
    ];
    for (form, register, wanted) in cases {
        assert_eq!(word(&book, &honoured(form), &registered(register)).0, wanted, "{form:?} {register:?}");
    }
    let both = word(
        &book,
        &honoured(&[("甲", "national"), ("乙", "other"), ("丙", "national")]),
        &registered(&["national-honour", "series"]),
    );
    let matter =
        Matter::Honours { named: vec!["甲".into(), "丙".into()], registered: vec!["national-honour".into()] };
    assert_eq!(both, (Breaks, matter));
}

/// A series without a level is known by the register alone.
#[test]
fn a_series_without_a_level_is_not_read_from_the_form() {
    let mut book = rule("kind = \"not-honoured\"\nseries = [\"national-honour\"]");
    book.honour[0].level = None;
    let on_form = honoured(&[("甲", "national"), ("乙", "")]);
    assert_eq!(word(&book, &on_form, &Known::default()).0, Holds);
    let registered = Known { registered: vec!["national-honour".into()], ..Known::default() };
    assert_eq!(word(&book, &on_form, &registered).0, Breaks);
}

#[test]
fn several_series_are_excluded_together() {
    let book = rule("kind = \"not-honoured\"\nseries = [\"national-honour\", \"series\"]");
    for level in ["national", "series"] {
        assert_eq!(word(&book, &honoured(&[("甲", level)]), &Known::default()).0, Breaks, "{level}");
    }
    for id in ["national-honour", "series"] {
        let known = Known { registered: vec![id.into()], ..Known::default() };
        assert_eq!(word(&book, &honoured(&[]), &known).0, Breaks, "{id}");
    }
}

#[test]
fn ages_are_limited_on_the_day_of_reckoning() {
    let book = rule("kind = \"age\"\nat_least = 18\nat_most = 60\nat = \"2026-09-10\"");
    let cases = [
        ("1965-09-10", Breaks),
        ("1965-09-11", Holds),
        ("1966-09-10", Holds),
        ("2008-09-10", Holds),
        ("2008-09-11", Breaks),
    ];
    for (birth, wanted) in cases {
        assert_eq!(verdict(&book, &[(Meaning::BirthDate, born(birth))]), wanted, "{birth}");
    }
    assert_eq!(verdict(&book, &[]), Open);
    let matter = Matter::Age { age: Some(61), at_least: Some(18), at_most: Some(60), at: day("2026-09-10") };
    assert_eq!(word(&book, &facts(&[(Meaning::BirthDate, born("1965-09-10"))]), &Known::default()), (Breaks, matter));
}

/// On the day of reckoning these are 17, 18, 60 and 61 years old.
#[test]
fn an_age_may_be_limited_on_one_side_only() {
    let ages = ["2008-09-11", "2008-09-10", "1966-09-10", "1965-09-10"];
    let words = |bound: &str| {
        let book = rule(&format!("kind = \"age\"\n{bound}\nat = \"2026-09-10\""));
        ages.map(|birth| verdict(&book, &[(Meaning::BirthDate, born(birth))]))
    };
    assert_eq!(words("at_least = 18"), [Breaks, Holds, Holds, Holds]);
    assert_eq!(words("at_most = 60"), [Holds, Holds, Holds, Breaks]);
}

fn person(sex: Option<&str>, birth: Option<&str>) -> Facts {
    let sex = sex.map(|sex| (Meaning::Sex, chosen(sex)));
    let birth = birth.map(|birth| (Meaning::BirthDate, born(birth)));
    facts(&sex.into_iter().chain(birth).collect::<Vec<_>>())
}

#[test]
fn an_age_limit_of_one_sex_leaves_the_other_alone() {
    let book = rule("kind = \"age\"\nat_most = 55\nsex = \"female\"\nat = \"2026-09-10\"");
    let word = |facts: &Facts| findings(&book, facts, &Known::default()).first().map(|finding| finding.verdict);
    let (of_55, of_56) = (Some("1971-09-10"), Some("1970-09-10"));
    assert_eq!(word(&person(Some("female"), of_55)), Some(Holds));
    assert_eq!(word(&person(Some("female"), of_56)), Some(Breaks));
    assert_eq!(word(&person(Some("male"), of_56)), None);
    assert_eq!(word(&person(None, of_56)), Some(Open));
    assert_eq!(word(&person(Some("female"), None)), Some(Open));
}

fn team(members: &[Facts]) -> Facts {
    Facts { members: members.to_vec(), ..Facts::default() }
}

fn leading(mut member: Facts, yes: bool) -> Facts {
    member.by_meaning.insert(Meaning::Leader, Fact::Flag(yes));
    member
}

#[test]
fn a_leaders_age_is_the_leaders_and_not_a_members() {
    let book = rule("kind = \"age\"\nat_most = 60\nsex = \"male\"\nwhose = \"leader\"\nat = \"2026-09-10\"");
    let word = |facts: &Facts| findings(&book, facts, &Known::default()).first().map(|finding| finding.verdict);
    let (of_60, of_61) = (Some("1966-09-10"), Some("1965-09-10"));
    let member = |birth| leading(person(Some("male"), birth), false);
    let leader = |sex, birth| leading(person(Some(sex), birth), true);
    assert_eq!(word(&team(&[member(of_61), leader("male", of_60)])), Some(Holds));
    assert_eq!(word(&team(&[member(of_60), leader("male", of_61)])), Some(Breaks));
    assert_eq!(word(&team(&[member(of_60), leader("female", of_61)])), None);
    assert_eq!(word(&team(&[member(of_60)])), Some(Open));
    assert_eq!(word(&team(&[])), Some(Open));
    // The nominee's own answers do not stand in for the leader's.
    assert_eq!(word(&person(Some("male"), of_60)), Some(Open));
}

#[test]
fn born_since_counts_the_day_itself() {
    let book = rule("kind = \"born-since\"\ndate = \"1985-01-01\"");
    let cases = [("1984-12-31", Breaks), ("1985-01-01", Holds), ("1985-01-02", Holds)];
    for (birth, wanted) in cases {
        assert_eq!(verdict(&book, &[(Meaning::BirthDate, born(birth))]), wanted, "{birth}");
    }
    assert_eq!(verdict(&book, &[]), Open);
}

#[test]
fn a_choice_is_among_the_allowed_and_not_among_the_refused() {
    let category = |ids: &[&str]| [(Meaning::Category, Fact::Keys(keys(ids)))];
    let allowed = rule("kind = \"choice-is\"\nmeaning = \"category\"\nany_of = [\"book\", \"film\"]");
    let refused = rule("kind = \"choice-is\"\nmeaning = \"category\"\nnone_of = [\"other\"]");
    let both = rule("kind = \"choice-is\"\nmeaning = \"category\"\nany_of = [\"book\"]\nnone_of = [\"other\"]");
    let cases = [
        (&allowed, vec!["book"], Holds),
        (&allowed, vec!["other"], Breaks),
        (&allowed, vec!["other", "film"], Holds),
        (&allowed, vec![], Open),
        (&refused, vec!["book"], Holds),
        (&refused, vec!["other"], Breaks),
        (&refused, vec!["book", "other"], Breaks),
        (&refused, vec![], Open),
        (&both, vec!["book"], Holds),
        (&both, vec!["film"], Breaks),
        (&both, vec!["book", "other"], Breaks),
    ];
    for (book, ids, wanted) in cases {
        assert_eq!(verdict(book, &category(&ids)), wanted, "{ids:?}");
    }
}

#[test]
fn a_team_has_neither_too_few_nor_too_many_members() {
    let book = rule("kind = \"members\"\nat_least = 3\nat_most = 9");
    let cases = [(0, Breaks), (2, Breaks), (3, Holds), (9, Holds), (10, Breaks)];
    for (number, wanted) in cases {
        let found = word(&book, &team(&vec![Facts::default(); number]), &Known::default());
        assert_eq!(found, (wanted, Matter::Members { found: u32::try_from(number).unwrap(), at_least: 3, at_most: 9 }));
    }
}

/// Half of the members younger than 45 on 10 September 2026, that is born on or after 11 September 1981.
#[test]
fn a_part_of_the_members_is_young() {
    let book = rule(
        "kind = \"member-share\"\nat_least = \"1/2\"\nof = { kind = \"younger\", years = 45, including = false, at = \"2026-09-10\" }",
    );
    let (young, old, unknown) = (person(None, Some("1981-09-11")), person(None, Some("1981-09-10")), Facts::default());
    let cases = [
        (vec![&young, &old], Holds),
        (vec![&young, &old, &old], Breaks),
        (vec![&young, &young, &old], Holds),
        (vec![&young, &unknown, &old], Open),
        (vec![&unknown, &old, &old], Breaks),
        (vec![&young, &young, &unknown], Holds),
    ];
    for (members, wanted) in cases {
        let members: Vec<Facts> = members.into_iter().cloned().collect();
        assert_eq!(word(&book, &team(&members), &Known::default()).0, wanted, "{members:?}");
    }
}

#[test]
fn the_same_person_is_nominated_once() {
    let book = rule("kind = \"once\"\nscope = \"campaign\"");
    for (elsewhere, here, wanted) in
        [(false, false, Holds), (true, false, Breaks), (false, true, Breaks), (true, true, Breaks)]
    {
        let known = Known { elsewhere, here, ..Known::default() };
        assert_eq!(word(&book, &Facts::default(), &known), (wanted, Matter::Once { elsewhere, here }));
    }
}

#[test]
fn an_opinion_is_open_until_it_is_recorded() {
    let book = rule("kind = \"opinion-present\"\nopinion = \"employer\"");
    let known = |recorded| Known { recorded, ..Known::default() };
    let word = |recorded| word(&book, &Facts::default(), &known(recorded)).0;
    assert_eq!([word(vec![]), word(vec!["unit-notice"]), word(vec!["employer"])], [Open, Open, Holds]);
}

/// Opinions and procedure steps alike stand in what is known to be recorded.
#[test]
fn a_procedure_is_open_until_it_is_recorded() {
    let book = rule("kind = \"procedure-recorded\"\nprocedure = \"unit-notice\"");
    let word = |recorded: Vec<&str>| {
        let known = Known { recorded, ..Known::default() };
        findings(&book, &Facts::default(), &known).first().map(|finding| finding.verdict)
    };
    assert_eq!([word(vec![]), word(vec!["unit-notice"])], [Some(Open), Some(Holds)]);
}

#[test]
fn ratios_of_a_list_say_nothing_about_one_nominee() {
    let book = sample::rulebook();
    let ids: Vec<String> = findings(&book, &Facts::default(), &Known::default()).into_iter().map(|f| f.rule).collect();
    assert_eq!(ids, ["not-military"]);
}

#[test]
fn a_rule_holds_for_its_tracks_or_for_all() {
    let mut book = rule("kind = \"flag-absent\"\nmeaning = \"serving-military\"");
    assert_eq!(judge(&book, &key("team"), &Facts::default(), &Known::default()).len(), 1);
    book.rule[0].tracks = keys(&["person", "work"]);
    assert_eq!(judge(&book, &key("team"), &Facts::default(), &Known::default()), []);
    assert_eq!(judge(&book, &key("work"), &Facts::default(), &Known::default()).len(), 1);
}

#[test]
fn force_and_verdict_decide_what_blocks_and_what_a_reason_can_mend() {
    let finding = |force, verdict| Finding { rule: "r".into(), force, verdict, matter: Matter::Flag { answer: None } };
    let cases = [
        // Force, verdict, stands in the way, can be waived, after a waiver.
        (Force::Must, Holds, false, false, Holds),
        (Force::Must, Open, true, false, Open),
        (Force::Must, Breaks, true, false, Breaks),
        (Force::InPrinciple, Holds, false, false, Holds),
        (Force::InPrinciple, Open, true, false, Open),
        (Force::InPrinciple, Breaks, true, true, Verdict::Waived),
        (Force::InPrinciple, Verdict::Waived, false, false, Verdict::Waived),
        (Force::Advice, Open, false, false, Open),
        (Force::Advice, Breaks, false, false, Breaks),
    ];
    for (force, verdict, blocks, waivable, after) in cases {
        let mut one = [finding(force, verdict)];
        assert_eq!((one[0].blocks(), one[0].waivable()), (blocks, waivable), "{force:?} {verdict:?}");
        waive(&mut one, |_| false);
        assert_eq!(one[0].verdict, verdict);
        waive(&mut one, |rule| rule == "r");
        assert_eq!(one[0].verdict, after, "{force:?} {verdict:?}");
        assert!(!waivable || !one[0].blocks());
    }
}

/// 河北 五·14: the collector's opinion for military units alone; the employer's for everybody.
#[test]
fn required_opinions_are_asked_of_their_own_channels() {
    let book = crate::campaigns::shipped("hebei-2021").rulebook();
    let track = book.track[0].id.clone();
    let open = |channel: &str, recorded: &[&str]| {
        let all = linxuan_domain::eligibility::opinions(&book, &track, &crate::key(channel), recorded);
        let open = all.iter().filter(|finding| finding.verdict == linxuan_domain::finding::Verdict::Open);
        open.map(|finding| finding.rule.clone()).collect::<Vec<_>>()
    };
    let military = ["opinion.employer", "opinion.recommending-unit", "opinion.collector"];
    assert_eq!(open("military", &[]), military);
    assert_eq!(open("military", &["employer", "collector"]), ["opinion.recommending-unit"]);
    assert_eq!(open("region", &["employer", "recommending-unit"]), ["opinion.joint-bodies"]);
    // 青海 has rules for two of its opinions, and these say it in the rules' own words.
    let book = crate::campaigns::shipped("qinghai-2023").rulebook();
    let all = linxuan_domain::eligibility::opinions(&book, &book.track[0].id, &crate::key("region"), &[]);
    let said: Vec<_> = all.iter().map(|finding| (finding.rule.as_str(), finding.blocks())).collect();
    assert_eq!(said, [("opinion.employer", true), ("opinion.recommending-unit", true)]);
}
