use super::{Sized, Sizes};

/// Sizes of nameless things.
pub fn sizes(lines: impl IntoIterator<Item = usize>) -> Sizes {
    let sized =
        |lines| Sized { path: format!("crates/app/src/of_{lines}.rs"), line: 1, name: format!("of_{lines}"), lines };
    Sizes::of(lines.into_iter().map(sized).collect())
}

#[test]
fn a_percentile_is_what_that_share_does_not_pass() {
    let hundred = sizes(1..=100);
    assert_eq!([50, 95, 97, 100].map(|share| hundred.percentile(share)), [50, 95, 97, 100]);
    assert_eq!(sizes([3, 1, 2]).percentile(50), 2);
    assert_eq!(sizes([7]).percentile(50), 7);
    assert_eq!(sizes([]).percentile(95), 0);
}

#[test]
fn the_largest_are_named_first() {
    let sizes = sizes([5, 30, 1, 20]);
    assert_eq!(sizes.above(5).map(|sized| sized.lines).collect::<Vec<_>>(), [30, 20]);
    assert!(sizes.worst().starts_with("of_30 (crates/app/src/of_30.rs:1) 30, of_20 "));
}
