use super::{Forbidden, words};
use crate::tidy::source::Source;

const GLOSSARY: &str = "| Like | 网络点赞 |\n<!-- forbid: vote, selection committee -->\n<!-- other -->\n";

fn found(text: &str) -> Vec<String> {
    let source = Source::parse("crates/app/src/a.rs", text).unwrap();
    let problems = Forbidden::from_glossary(GLOSSARY).problems(&source);
    problems.into_iter().map(|problem| problem.text).collect()
}

#[test]
fn names_are_split_into_words() {
    assert_eq!(words("HTTPServer_pool2"), ["http", "server", "pool2"]);
    assert_eq!(words("SelectionCommittee"), ["selection", "committee"]);
    assert_eq!(words("_x"), ["x"]);
}

#[test]
fn forbidden_words_in_names_are_found() {
    for breach in [
        "fn count_votes() {}",
        "struct VoteCount;",
        "enum PublicVote {}",
        "trait Vote { }",
        "mod vote;",
        "struct A; impl A { fn vote(&self) {} }",
        "trait A { fn vote(&self); }",
        "fn f() { fn vote() {} }",
        "struct TheSelectionCommitteeOfChongqing;",
        "struct RoundManager;",
        "mod utils;",
        "mod common { }",
    ] {
        assert_eq!(found(breach).len(), 1, "{breach}");
    }
}

#[test]
fn other_names_stand() {
    for sound in [
        "struct Devoted; fn pivot() {} struct Committee; fn selection() {} struct CommitteeSelection;",
        "fn f() { let vote = 1; g(\"vote\"); } // vote",
        "fn f() {}\n#[cfg(test)]\nmod tests { fn vote() {} }",
        "impl Service for A {}",
    ] {
        assert_eq!(found(sound), [""; 0], "{sound}");
    }
}

#[test]
fn a_house_without_a_glossary_says_so() {
    assert!(Forbidden::always().note().is_some_and(|note| note.contains("GLOSSARY.md")));
    assert_eq!(Forbidden::from_glossary("").note(), None);
}
