use super::problems;
use crate::tidy::source::Source;

fn laws(path: &str, text: &str) -> Vec<&'static str> {
    problems(&Source::parse(path, text).unwrap()).into_iter().map(|problem| problem.law).collect()
}

fn with(literal: &str) -> String {
    format!("/// SELECT 报送\nfn f() {{ g({literal}); }}")
}

#[test]
fn statements_outside_of_store_are_found() {
    for literal in [
        "\"SELECT id FROM receipt\"",
        "r#\"\n  INSERT INTO receipt VALUES ($1)\"#",
        "\"UPDATE receipt SET turn = 1\"",
        "concat!(\"DELETE FROM receipt\")",
        "\"CREATE TABLE receipt (id TEXT)\"",
        "b\"SELECT 1 AS one, (2)\".as_slice(), \"SELECT * FROM x\"",
    ] {
        let laws = laws("crates/app/src/a.rs", &with(literal));
        assert!(laws.contains(&"sql") && laws.iter().all(|law| *law == "sql"), "{literal}");
        assert_eq!(self::laws("crates/store/src/a.rs", &with(literal)), [""; 0], "{literal}");
    }
}

#[test]
fn requests_and_labels_are_no_statements() {
    for literal in ["\"DELETE /account\"", "\"SELECT\"", "\"Select a panel\"", "\"DELETED rows\"", "'S'", "3"] {
        assert_eq!(laws("crates/web/src/a.rs", &with(literal)), [""; 0], "{literal}");
    }
}

#[test]
fn chinese_words_outside_of_texts_are_found() {
    for literal in ["\"请填写姓名\"", "format!(\"{x} 个\")", "\"\\u{59d3}\"", "\"𬭊\""] {
        assert_eq!(laws("crates/web/src/a.rs", &with(literal)), ["sentences"], "{literal}");
        assert_eq!(laws("crates/texts/src/a.rs", &with(literal)), [""; 0], "{literal}");
        assert_eq!(laws("crates/domain/src/province_names.rs", &with(literal)), [""; 0], "{literal}");
        assert_eq!(laws("crates/domain/src/province.rs", &with(literal)), ["sentences"], "{literal}");
    }
}

#[test]
fn tests_and_single_letters_may_be_chinese() {
    assert_eq!(laws("crates/web/src/a.rs", "#[cfg(test)]\nmod tests { const A: &str = \"姓名\"; }"), [""; 0]);
    assert_eq!(laws("crates/web/src/a.rs", &with("'、', \"·\"")), [""; 0]);
}
