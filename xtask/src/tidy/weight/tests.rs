use super::note;
use crate::tidy::source::Sources;

fn sources(product: usize, tests: usize) -> Sources {
    let mut sources = Sources::default();
    sources.add("crates/app/src/a.rs", &"\n".repeat(product));
    sources.add("crates/app/src/b.rs", "#[cfg(test)]\nmod tests {}\n");
    sources.add("crates/app/tests/it/a.rs", &"\n".repeat(tests - 2));
    sources
}

#[test]
fn light_tests_are_warned_of() {
    assert_eq!(note(&sources(200, 150)), "note: WARNING: below 1.00: 150 lines of tests to 200 of product, 0.75");
}

#[test]
fn weighty_tests_are_said() {
    assert_eq!(note(&sources(200, 205)), "205 lines of tests to 200 of product, 1.02");
}
