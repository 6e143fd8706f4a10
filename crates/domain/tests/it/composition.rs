//! Ratios over lists: scope, rounding, smallest size, missing answers.

use std::sync::Arc;

use linxuan_domain::composition::{Placed, Whole, asked_beyond_units, asks_beyond_units, judge, judge_whole, within};
use linxuan_domain::finding::{Matter, Verdict};
use linxuan_domain::form::{Fact, Facts};
use linxuan_domain::rulebook::{Attribute, Meaning, Rounding, Rulebook, Scope};
use linxuan_domain::value::{Key, Share};
use proptest::prelude::*;

use crate::{born, chosen, day, facts, key, keys, sample};
use Verdict::{Breaks, Holds, Open};

const ROUNDINGS: [Rounding; 4] = [Rounding::Exact, Rounding::Down, Rounding::Up, Rounding::Nearest];

fn share(text: &str) -> Share {
    text.parse().unwrap()
}

/// 20 % of every list up to 60 under the four roundings, by whole numbers alone.
#[test]
fn a_fifth_means_what_its_rounding_says() {
    let fifth = Some(share("20%"));
    for n in 0..=60_u32 {
        let nearest = [0, 0, 0, 1, 1][(n % 5) as usize] + n / 5;
        for part in 0..=n {
            let least = [5 * part >= n, part >= n / 5, part >= n.div_ceil(5), part >= nearest];
            let most = [5 * part <= n, part <= n / 5, part <= n.div_ceil(5), part <= nearest];
            assert_eq!(ROUNDINGS.map(|rounding| within(part, n, fifth, None, rounding)), least, "{part} of {n}");
            assert_eq!(ROUNDINGS.map(|rounding| within(part, n, None, fifth, rounding)), most, "{part} of {n}");
        }
    }
}

#[test]
fn no_bound_admits_all_and_two_bounds_hold_together() {
    for rounding in ROUNDINGS {
        assert!(within(0, 9, None, None, rounding));
        // A third to a half of 6 are 2 or 3.
        let held = (0..=6).map(|part| within(part, 6, Some(share("1/3")), Some(share("1/2")), rounding));
        assert_eq!(held.collect::<Vec<_>>(), [false, false, true, true, false, false, false]);
    }
}

/// A cap of 20 % of two is none; a floor of 20 % of one is that one.
#[test]
fn small_lists_depend_on_the_rounding() {
    let fifth = Some(share("20%"));
    let one_academician_of_two = ROUNDINGS.map(|rounding| within(1, 2, None, fifth, rounding));
    assert_eq!(one_academician_of_two, [false, false, true, false]);
    let nobody_young_of_one = ROUNDINGS.map(|rounding| within(0, 1, fifth, None, rounding));
    assert_eq!(nobody_young_of_one, [false, true, false, true]);
    let nobody_young_of_three = ROUNDINGS.map(|rounding| within(0, 3, fifth, None, rounding));
    assert_eq!(nobody_young_of_three, [false, true, false, false]);
}

/// The sample with one rule on the part of academicians.
fn rule(bounds: &str) -> Rulebook {
    sample::with_rules(&format!(
        "[[rule]]\nid = \"r\"\nforce = \"in-principle\"\nlabel = {{ zh = \"一\", en = \"1\" }}\nkind = \"share\"\n\
         of = {{ kind = \"flag\", meaning = \"academician\" }}\nscope = \"unit\"\n{bounds}"
    ))
}

/// Lists are written with one letter a nominee: yes, no, or unanswered.
fn list(letters: &str) -> Vec<(Key, Facts)> {
    let one = |letter| match letter {
        '?' => Facts::default(),
        letter => facts(&[(Meaning::Academician, Fact::Flag(letter == 'y'))]),
    };
    letters.chars().map(|letter| (key("person"), one(letter))).collect()
}

fn verdict(book: &Rulebook, letters: &str) -> Verdict {
    judge(book, Scope::Unit, &list(letters))[0].verdict
}

#[test]
fn a_list_shorter_than_the_smallest_is_not_judged() {
    let book = rule("at_most = \"20%\"\nrounding = \"exact\"\nsmallest = 5");
    let cases =
        [("", Holds), ("y", Holds), ("yyyy", Holds), ("ynnnn", Holds), ("yynnn", Breaks), ("yynnnnnnnn", Holds)];
    for (letters, wanted) in cases {
        assert_eq!(verdict(&book, letters), wanted, "{letters}");
    }
}

#[test]
fn a_missing_answer_leaves_open_only_what_it_could_change() {
    let most = rule("at_most = \"20%\"\nrounding = \"exact\"\nsmallest = 1");
    let least = rule("at_least = \"20%\"\nrounding = \"exact\"\nsmallest = 1");
    let cases = [
        (&most, "?nnnn", Holds),
        (&most, "y?nnn", Open),
        (&most, "yy?nn", Breaks),
        (&least, "?nnnn", Open),
        (&least, "y?nnn", Holds),
        (&least, "?nnnnn", Breaks),
        (&least, "??nnnn", Open),
    ];
    for (book, letters, wanted) in cases {
        assert_eq!(verdict(book, letters), wanted, "{letters}");
    }
}

/// None of six is too few and all six would be too many, but two or three would do.
#[test]
fn missing_answers_that_could_come_to_lie_between_two_bounds_leave_open() {
    let book = rule("at_least = \"1/3\"\nat_most = \"1/2\"\nrounding = \"exact\"\nsmallest = 1");
    assert_eq!(verdict(&book, "??????"), Open);
    assert_eq!(verdict(&book, "y?????"), Open);
    assert_eq!(verdict(&book, "yy?nnn"), Holds);
    assert_eq!(verdict(&book, "yyyy??"), Breaks);
    assert_eq!(verdict(&book, "?nnnnn"), Breaks);
}

/// A rule of one track does not count the nominees of another.
#[test]
fn a_rule_of_one_track_counts_that_track_alone() {
    let book = rule("at_most = \"20%\"\nrounding = \"exact\"\nsmallest = 1\ntracks = [\"person\"]");
    let mut mixed = list("ynnnn");
    mixed.extend(list("yyyyy").into_iter().map(|(_, facts)| (key("team"), facts)));
    let found = judge(&book, Scope::Unit, &mixed);
    let matter = Matter::Share { part: 1, whole: 5, at_least: None, at_most: Some(share("20%")), smallest: 1 };
    assert_eq!((found[0].verdict, &found[0].matter), (Holds, &matter));
}

#[test]
fn a_rule_is_asked_only_on_lists_of_its_scope() {
    let book = rule("at_most = \"20%\"\nrounding = \"exact\"\nsmallest = 1");
    assert_eq!(judge(&book, Scope::Channel, &list("yy")), []);
    assert_eq!(judge(&book, Scope::Campaign, &list("yy")), []);
    let found = judge(&book, Scope::Unit, &list("yyn"));
    let matter = Matter::Share { part: 2, whole: 3, at_least: None, at_most: Some(share("20%")), smallest: 1 };
    assert_eq!((found.len(), &found[0].matter, found[0].waivable()), (1, &matter, true));
}

#[test]
fn an_attribute_holds_fails_or_is_unknown() {
    let at = day("2022-05-20");
    let under = Attribute::Younger { years: 45, including: false, at };
    let up_to = Attribute::Younger { years: 45, including: true, at };
    let age = |birth: &str| facts(&[(Meaning::BirthDate, born(birth))]);
    // Born on, younger than 45, at most 45.
    for (birth, below, at_most) in [
        ("1977-05-21", true, true),
        ("1977-05-20", false, true),
        ("1976-05-21", false, true),
        ("1976-05-20", false, false),
    ] {
        assert_eq!((age(birth).has(&under), age(birth).has(&up_to)), (Some(below), Some(at_most)), "{birth}");
    }
    let women = Attribute::Chosen { meaning: Meaning::Sex, any_of: keys(&["female"]) };
    let flag = Attribute::Flag { meaning: Meaning::FrontLine };
    assert_eq!(facts(&[(Meaning::Sex, chosen("female"))]).has(&women), Some(true));
    assert_eq!(facts(&[(Meaning::Sex, chosen("male"))]).has(&women), Some(false));
    assert_eq!([&under, &women, &flag].map(|attribute| Facts::default().has(attribute)), [None; 3]);
}

proptest! {
    /// Against trying: whatever the missing answers turn out to be.
    #[test]
    fn a_verdict_is_what_every_completion_of_the_list_agrees_on(
        yes in 0_u32..8, no in 0_u32..8, unknown in 0_u32..8,
        over in 0_u32..=6, rounding in 0_usize..4, cap in any::<bool>(), smallest in 0_u32..12,
    ) {
        let bound = format!("{over}/6");
        let bounds = if cap { (None, Some(share(&bound))) } else { (Some(share(&bound)), None) };
        let name = ["exact", "down", "up", "nearest"][rounding];
        let side = if cap { "at_most" } else { "at_least" };
        let book = rule(&format!("{side} = \"{bound}\"\nrounding = \"{name}\"\nsmallest = {smallest}"));
        let letters = ["y".repeat(yes as usize), "n".repeat(no as usize), "?".repeat(unknown as usize)].concat();
        let whole = yes + no + unknown;
        let sound = |part| whole < smallest || within(part, whole, bounds.0, bounds.1, ROUNDINGS[rounding]);
        let completed: Vec<bool> = (yes..=yes + unknown).map(sound).collect();
        let wanted = match (completed.contains(&true), completed.contains(&false)) {
            (true, false) => Holds,
            (false, true) => Breaks,
            _ => Open,
        };
        prop_assert_eq!(verdict(&book, &letters), wanted);
    }

    /// A list that meets a floor still meets it with one more that counts.
    #[test]
    fn one_more_that_counts_never_breaks_a_floor(part in 0_u32..60, rest in 0_u32..60, rounding in 0_usize..4) {
        let fifth = Some(share("20%"));
        let n = part + rest;
        if within(part, n, fifth, None, ROUNDINGS[rounding]) {
            prop_assert!(within(part + 1, n + 1, fifth, None, ROUNDINGS[rounding]));
        }
    }
}

/// Two channels and the campaign: each ratio over its own list, each with its own figures.
#[test]
fn ratios_beyond_units_are_taken_over_channels_and_the_campaign() {
    let ratio = |id: &str, scope: &str, bounds: &str| {
        format!(
            "[[rule]]\nid = \"{id}\"\nforce = \"must\"\nlabel = {{ zh = \"一\", en = \"1\" }}\nkind = \"share\"\n\
             of = {{ kind = \"flag\", meaning = \"academician\" }}\nscope = \"{scope}\"\nrounding = \"exact\"\n\
             smallest = 1\n{bounds}\n"
        )
    };
    let rules =
        ratio("of-channel", "channel", "at_most = \"1/2\"") + &ratio("of-all", "campaign", "at_least = \"1/2\"");
    let mut book = sample::with_rules(&rules);
    let mut second = book.channel[0].clone();
    second.id = key("second");
    book.channel.truncate(1);
    book.channel.push(second);
    let first = book.channel[0].id.clone();
    let at = |channel: &Key, letters: &str| -> Vec<Placed> {
        // With nothing more of the facts than is asked.
        let asked = |facts| Arc::new(asked_beyond_units(&book, &facts));
        let one = |(track, facts)| Placed { channel: channel.clone(), track, facts: asked(facts) };
        list(letters).into_iter().map(one).collect()
    };
    let placed: Vec<Placed> = [at(&first, "yyn"), at(&key("second"), "nnn")].concat();
    let whole = Whole { placed, ..Whole::default() };
    assert!(
        asks_beyond_units(&book) && !asks_beyond_units(&rule("at_most = \"20%\"\nrounding = \"exact\"\nsmallest = 1"))
    );
    let said = judge_whole(&book, &whole, |_| false);
    let told: Vec<_> = said
        .iter()
        .map(|(channel, finding)| match finding.matter {
            Matter::Share { part, whole, .. } => (channel.clone(), finding.verdict, part, whole),
            _ => panic!("{finding:?}"),
        })
        .collect();
    // Two of three are more than half, none of three is not; two of six are fewer than half.
    assert_eq!(told, [(Some(first), Breaks, 2, 3), (Some(key("second")), Holds, 0, 3), (None, Breaks, 2, 6)]);
}
