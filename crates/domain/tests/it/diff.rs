//! What differs between two rulebooks.

use linxuan_domain::rulebook::diff::{Difference, diff};

use crate::sample;

fn difference(key: &str, before: Option<&str>, after: Option<&str>) -> Difference {
    Difference { key: key.into(), before: before.map(str::to_owned), after: after.map(str::to_owned) }
}

/// What differs between the sample and the sample with one passage replaced.
fn edited(old: &str, new: &str) -> Vec<Difference> {
    diff(sample::TEXT, &sample::edited(&[(old, new)]))
}

#[test]
fn a_text_does_not_differ_from_itself() {
    assert_eq!(diff(sample::TEXT, sample::TEXT), []);
    assert_eq!(diff("", ""), []);
}

#[test]
fn spacing_comments_order_and_number_style_do_not_count() {
    let one = "a = 1000000\nb = \"x\"\nc = { d = 1, e = true }\n[[f]]\nid = \"p\"\n[[f]]\nid = \"q\"\nn = 2\n";
    let other = "# 说明\nb   =  'x' # why\n[[f]]\nn = 0x2\nid = \"q\"\n[[f]]\nid = \"p\"\n[c]\ne = true\nd = +1\n";
    assert_eq!(diff(one, &format!("a = 1_000_000\n{other}")), []);
}

#[test]
fn a_changed_value_is_named_by_its_entry() {
    assert_eq!(
        edited("at_most = 3 }", "at_most = 4 }"),
        [difference("channel.region.quota.at_most", Some("3"), Some("4"))]
    );
    assert_eq!(edited("\"3-5\"", "\"3-6\""), [difference("material.photo.count", Some("3-5"), Some("3-6"))]);
    let zone = difference("campaign.time_zone", Some("Asia/Shanghai"), Some("Asia/Urumqi"));
    assert_eq!(edited("Asia/Shanghai", "Asia/Urumqi"), [zone]);
}

#[test]
fn truth_values_decimals_and_days_are_compared_as_written() {
    assert_eq!(
        edited("secret = true", "secret = false"),
        [difference("round.round-1.ballot.secret", Some("true"), Some("false"))]
    );
    assert_eq!(diff("a = 1.5\n", "a = 1.25\n"), [difference("a", Some("1.5"), Some("1.25"))]);
    assert_eq!(diff("a = 2022-05-20\n", "a = 2022-05-21\n"), [difference("a", Some("2022-05-20"), Some("2022-05-21"))]);
}

#[test]
fn what_is_new_and_what_is_gone_has_one_side() {
    let one = "[[rule]]\nid = \"a\"\nn = 1\n";
    let two = "[[rule]]\nid = \"a\"\nn = 1\n[[rule]]\nid = \"b\"\nn = 2\n";
    let there = [("rule.b.id", "b"), ("rule.b.n", "2")];
    assert_eq!(diff(one, two), there.map(|(key, value)| difference(key, None, Some(value))));
    assert_eq!(diff(two, one), there.map(|(key, value)| difference(key, Some(value), None)));
}

#[test]
fn entries_without_an_id_are_named_by_their_number() {
    let found = diff("a = [\"x\", \"y\"]\n", "a = [\"x\", \"z\", \"w\"]\n");
    assert_eq!(found, [difference("a.2", Some("y"), Some("z")), difference("a.3", None, Some("w"))]);
}

#[test]
fn differences_come_in_the_order_of_their_keys() {
    let found = diff("b = 1\na = 1\nc = 1\n", "c = 2\nb = 2\na = 2\n");
    assert_eq!(found.into_iter().map(|difference| difference.key).collect::<Vec<_>>(), ["a", "b", "c"]);
}

#[test]
fn a_change_back_and_forth_is_the_same_two_ways() {
    let text = sample::edited(&[("exactly = 10", "at_most = 12"), ("late_refused = true", "late_refused = false")]);
    let turned = |one: Difference| Difference { before: one.after, after: one.before, ..one };
    let back: Vec<_> = diff(&text, sample::TEXT).into_iter().map(turned).collect();
    assert_eq!(diff(sample::TEXT, &text), back);
    assert_eq!(back.len(), 3);
}
