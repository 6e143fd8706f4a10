use super::{Role, Source, Sources, role};

#[test]
fn what_is_a_test_is_told_by_its_place() {
    for path in ["crates/app/tests/it/main.rs", "crates/app/src/receipt/tests.rs", "crates/testkit/src/world.rs"] {
        assert_eq!(role(path), Role::Test, "{path}");
    }
    for path in ["crates/store/benches/writes.rs", "crates/bench/src/main.rs"] {
        assert_eq!(role(path), Role::Bench, "{path}");
    }
    for path in ["crates/app/src/tests_of_strength.rs", "crates/web/build.rs", "xtask/src/main.rs"] {
        assert_eq!(role(path), Role::Product, "{path}");
    }
}

const WITH_TESTS: &str =
    "//! About.\n\nfn one() {}\n\n/// Tests.\n#[cfg(test)]\nmod tests {\n    fn two() { todo!() }\n}\n";

#[test]
fn tests_at_the_end_are_not_product() {
    let source = Source::parse("crates/app/src/a.rs", WITH_TESTS).unwrap();
    assert_eq!((source.lines, source.test_lines), (4, 5));
    assert_eq!(source.file.items.len(), 1);
    assert!(!source.tokens.to_string().contains("todo"));
}

#[test]
fn tests_before_product_and_other_modules_are_product() {
    let source = Source::parse("crates/app/src/a.rs", "#[cfg(test)]\nmod tests {}\nfn one() {}\n").unwrap();
    assert_eq!((source.lines, source.test_lines), (3, 0));
    let source = Source::parse("crates/app/src/a.rs", "fn one() {}\n#[cfg(unix)]\nmod unix {}\n").unwrap();
    assert_eq!((source.lines, source.test_lines), (3, 0));
}

#[test]
fn a_file_is_of_its_crate() {
    assert_eq!(Source::parse("crates/store/src/a.rs", "").unwrap().krate(), "store");
    assert_eq!(Source::parse("xtask/src/a.rs", "").unwrap().krate(), "xtask");
}

#[test]
fn what_is_not_rust_is_a_problem_at_its_line() {
    let mut sources = Sources::default();
    sources.add("crates/app/src/a.rs", "fn one() {}\nfn fn two() {}\n");
    assert_eq!((sources.product.len(), sources.unreadable.len()), (0, 1));
    assert!(sources.unreadable[0].to_string().starts_with("crates/app/src/a.rs:2: syntax: "));
}
