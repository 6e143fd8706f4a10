//! Every state, role, document and event has its name in both languages.

use linxuan_domain::access::Role;
use linxuan_domain::finding::Verdict;
use linxuan_domain::identity::Document;
use linxuan_domain::lifecycle::{NOMINATION, State};
use linxuan_domain::rulebook::Force;
use linxuan_texts::{Words, change, document, event, force, role, state, verdict};

use crate::{CHINESE, ENGLISH};

fn every_name(words: Words) -> Vec<String> {
    let mut names: Vec<String> = State::ALL.map(|one| state(words, one)).into();
    names.extend(Role::ALL.map(|one| role(words, one)));
    names.extend(Document::ALL.map(|one| document(words, one)));
    names.extend([Force::Must, Force::InPrinciple, Force::Advice].map(|one| force(words, one)));
    names.extend([Verdict::Holds, Verdict::Waived, Verdict::Open, Verdict::Breaks].map(|one| verdict(words, one)));
    names.extend(NOMINATION.iter().map(|step| event(words, step.event)));
    names
}

#[test]
fn names_are_words_and_never_keys() {
    for words in [CHINESE, ENGLISH] {
        for name in every_name(words) {
            let key = name.split_once('-').is_some_and(|(head, _)| head.chars().all(|c| c.is_ascii_lowercase()));
            assert!(!key && !name.is_empty() && !name.contains('{'), "{name}");
        }
    }
    assert!(every_name(CHINESE).iter().all(|name| !name.is_ascii()));
    assert!(every_name(ENGLISH).iter().all(|name| name.chars().next().is_some_and(char::is_uppercase)));
}

#[test]
fn names_are_those_of_the_glossary() {
    assert_eq!(state(CHINESE, State::Returned), "退回补正");
    assert_eq!(force(CHINESE, Force::InPrinciple), "原则上");
    assert_eq!(role(CHINESE, Role::Office), "活动办公室");
    assert_eq!(event(CHINESE, "handed-in"), "报送");
}

#[test]
fn an_event_of_a_later_version_is_shown_as_such() {
    assert_eq!(event(CHINESE, "ballot-cast"), "其他记录（ballot-cast）");
    assert_eq!(event(ENGLISH, "ballot-cast"), "Another entry (ballot-cast)");
    assert_eq!(change(CHINESE, "until"), "延长到");
    assert_eq!(change(CHINESE, "kind"), "其他内容（kind）");
    assert_eq!(change(ENGLISH, "kind"), "Something else (kind)");
}

#[test]
fn a_key_without_a_sentence_shows_itself() {
    assert_eq!(CHINESE.say("no-such-sentence"), "no-such-sentence");
    assert_eq!(ENGLISH.fill("no-such-sentence", &[("n", 1_u32.into())]), "no-such-sentence");
}
