//! Numbers and shares, written out by hand.

use linxuan_domain::value::Share;
use linxuan_texts::{list, number, percent};

use crate::{CHINESE, ENGLISH};

fn shares(texts: &[&str]) -> Vec<Share> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

#[test]
fn numbers_are_grouped_by_thousands() {
    for (plain, grouped) in
        [(0, "0"), (999, "999"), (1_000, "1,000"), (12_345_678, "12,345,678"), (-2_001, "-2,001"), (-100, "-100")]
    {
        assert_eq!(number(plain), grouped);
    }
}

#[test]
fn numbers_in_sentences_are_grouped_and_counted() {
    let fills = |n: u32| [("n", n.into())];
    assert_eq!(
        CHINESE.fill("mend-too-long", &[("n", 1_u32.into()), ("bound", 2_000_u32.into())]),
        "请删去 1 字，最多 2,000 字"
    );
    assert_eq!(ENGLISH.fill("errors-count", &fills(1)), "1 thing to mend");
    assert_eq!(ENGLISH.fill("errors-count", &fills(1_200)), "1,200 things to mend");
}

#[test]
fn shares_are_told_in_percent() {
    for (part, whole, said) in
        [(1, 5, "20%"), (1, 3, "33.3%"), (2, 3, "66.7%"), (1, 2, "50%"), (0, 4, "0%"), (7, 7, "100%"), (1, 8, "12.5%")]
    {
        assert_eq!(percent(part, whole, &[]), said, "{part}/{whole}");
    }
}

#[test]
fn a_share_never_looks_like_a_bound_it_misses() {
    // 599 of 2000 is 29.95 %: one decimal would show the 30 % that it is not.
    assert_eq!(percent(599, 2_000, &[]), "30%");
    assert_eq!(percent(599, 2_000, &shares(&["30%"])), "29.95%");
    // 2001 of 10000 is a hair above 20 %.
    assert_eq!(percent(2_001, 10_000, &shares(&["20%"])), "20.01%");
    assert_eq!(percent(3, 10, &shares(&["30%"])), "30%");
    assert_eq!(percent(2, 3, &shares(&["2/3"])), "66.7%");
}

#[test]
fn lists_are_joined_as_each_language_does() {
    assert_eq!(list(CHINESE, &["甲", "乙"]), "甲、乙");
    assert_eq!(list(ENGLISH, &["a", "b", "c"]), "a, b, c");
}
