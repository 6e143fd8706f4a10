//! Names of states, roles, documents and record entries.

use linxuan_domain::access::Role;
use linxuan_domain::finding::Verdict;
use linxuan_domain::identity::Document;
use linxuan_domain::lifecycle::State;
use linxuan_domain::rulebook::Force;

use crate::Words;

/// Where a nomination stands: 填写中, 已报送.
pub fn state(words: Words, state: State) -> String {
    words.say(&format!("state-{}", state.id()))
}

/// How a rule binds: 必须, 原则上, 建议.
pub fn force(words: Words, force: Force) -> String {
    words.say(match force {
        Force::Must => "force-must",
        Force::InPrinciple => "force-in-principle",
        Force::Advice => "force-advice",
    })
}

/// How a rule came out: 符合, 不符合.
pub fn verdict(words: Words, verdict: Verdict) -> String {
    words.say(match verdict {
        Verdict::Holds => "verdict-holds",
        Verdict::Waived => "verdict-waived",
        Verdict::Open => "verdict-open",
        Verdict::Breaks => "verdict-breaks",
    })
}

/// A kind of identity document.
pub fn document(words: Words, document: Document) -> String {
    words.say(&format!("document-{}", document.id()))
}

/// A role's name.
pub fn role(words: Words, role: Role) -> String {
    words.say(&format!("role-{}", role.id()))
}

/// What the record says was done. A kind without a name, from a later version
/// of the program, is shown as an entry of another kind.
pub fn event(words: Words, kind: &str) -> String {
    named(words, &format!("event-{kind}"), "event-of-another-kind", kind)
}

/// What changed, in a line of the record.
pub fn change(words: Words, what: &str) -> String {
    named(words, &format!("change-{what}"), "change-of-answer", what)
}

fn named(words: Words, key: &str, otherwise: &str, name: &str) -> String {
    let said = words.say(key);
    if said == key { words.fill(otherwise, &[("name", name.into())]) } else { said }
}
