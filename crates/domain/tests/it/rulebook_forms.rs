//! Between rules and forms: what a rule reads, a form must ask, of the right person and in the right kind.

use linxuan_domain::rulebook::{Problem, ProblemKind};

use crate::sample::{edited, read_text};
use ProblemKind as P;

const LABEL: &str = "{ zh = \"一\", en = \"1\" }";

/// The last field of the sample's form, before which others are put.
const YEARS: &str = "  { id = \"years\", step = \"basic\"";

/// A table of members that asks these columns.
fn members(columns: &str) -> String {
    format!(
        "  {{ id = \"members\", step = \"basic\", kind = \"rows\", at_most = 9, label = {LABEL}, meaning = \"members\", columns = [{columns}] }},\n{YEARS}"
    )
}

fn column(id: &str, kind: &str) -> String {
    format!("{{ id = \"{id}\", label = {LABEL}, meaning = \"{id}\", {kind} }}, ")
}

fn rule(kind: &str) -> String {
    format!("\n[[rule]]\nid = \"r\"\nforce = \"must\"\nlabel = {LABEL}\nassumed = \"样例\"\n{kind}\n")
}

/// What is wrong with the sample after these edits and with more at its end.
fn found(edits: &[(&str, &str)], more: &str) -> Vec<(String, ProblemKind)> {
    let problems = read_text(&(edited(edits) + more)).problems;
    problems.into_iter().map(|Problem { key, kind, .. }| (key, kind)).collect()
}

fn missing(key: &str, meaning: &str) -> (String, ProblemKind) {
    (key.to_owned(), P::MeaningMissing { form: "person".into(), meaning: meaning.into() })
}

fn not_offered(key: &str, id: &str) -> (String, ProblemKind) {
    (key.to_owned(), P::UnknownReference { section: "form", id: id.into() })
}

#[test]
fn an_answer_of_another_kind_cannot_be_read() {
    let cases = [
        (
            "id = \"birth-date\", step = \"basic\", kind = \"date\"",
            "kind = \"text\", max = 10",
            "rule.young",
            "birth-date",
        ),
        ("id = \"birth-date\", step = \"basic\", kind = \"date\"", "kind = \"month\"", "rule.young", "birth-date"),
        (
            "id = \"military\", step = \"basic\", kind = \"flag\"",
            "kind = \"text\", max = 1",
            "rule.not-military",
            "serving-military",
        ),
        (
            "id = \"name\", step = \"basic\", kind = \"person-name\", max = 30",
            "kind = \"flag\"",
            "track.person.form",
            "name",
        ),
    ];
    for (old, kind, key, meaning) in cases {
        let (id, _) = old.split_once(" kind").unwrap();
        assert_eq!(found(&[(old, &format!("{id} {kind}"))], ""), [missing(key, meaning)], "{kind}");
    }
    let more = [
        ("kind = \"rank-below\"\nrank = \"division\"\nonly_if = \"sex\"", "sex"),
        ("kind = \"choice-is\"\nmeaning = \"serving-military\"\nany_of = []", "serving-military"),
        ("kind = \"flag-present\"\nmeaning = \"rank\"", "rank"),
        ("kind = \"members\"\nat_least = 1\nat_most = 9", "members"),
        ("kind = \"born-since\"\ndate = \"1985-01-01\"", ""),
        ("kind = \"once\"\nscope = \"campaign\"", ""),
        ("kind = \"not-honoured\"\nseries = [\"series\"]", ""),
    ];
    for (kind, meaning) in more {
        let wanted: Vec<_> = (!meaning.is_empty()).then(|| missing("rule.r", meaning)).into_iter().collect();
        assert_eq!(found(&[], &rule(kind)), wanted, "{kind}");
    }
}

#[test]
fn each_meaning_that_a_rule_reads_is_missed_when_the_form_does_not_ask_it() {
    let cases = [
        (", meaning = \"identity\" },", "kind = \"once\"\nscope = \"campaign\"", "identity"),
        (", meaning = \"honours\",", "kind = \"not-honoured\"\nseries = [\"series\"]", "honours"),
        (", meaning = \"rank\" },", "kind = \"rank-below\"\nrank = \"division\"", "rank"),
        (", meaning = \"sex\",", "kind = \"age\"\nat_most = 60\nsex = \"female\"\nat = \"2022-05-20\"", "sex"),
        (", meaning = \"sex\",", "kind = \"choice-is\"\nmeaning = \"sex\"\nany_of = [\"female\"]", "sex"),
    ];
    for (meaning, kind, name) in cases {
        let end = if meaning.ends_with('}') || meaning.ends_with("},") { " }," } else { "," };
        assert_eq!(found(&[(meaning, end)], &rule(kind)), [missing("rule.r", name)], "{kind}");
    }
}

#[test]
fn what_is_asked_of_members_is_not_asked_of_the_nominee() {
    let only_members = members(&column("civil-servant", "kind = \"flag\""));
    let edits = [(YEARS, only_members.as_str())];
    assert_eq!(found(&edits, ""), []);
    let own = rule("kind = \"flag-absent\"\nmeaning = \"civil-servant\"");
    assert_eq!(found(&edits, &own), [missing("rule.r", "civil-servant")]);
    let share = "kind = \"member-share\"\nat_least = \"1/2\"\nof = ";
    let theirs = rule(&format!("{share}{{ kind = \"flag\", meaning = \"civil-servant\" }}"));
    assert_eq!(found(&edits, &theirs), []);
    // The nominee's own sex and birth date do not stand in for the members'.
    let sex = rule(&format!("{share}{{ kind = \"chosen\", meaning = \"sex\", any_of = [\"female\"] }}"));
    assert_eq!(found(&edits, &sex), [missing("rule.r", "sex")]);
    let young = rule(&format!("{share}{{ kind = \"younger\", years = 45, including = false, at = \"2022-05-20\" }}"));
    assert_eq!(found(&edits, &young), [missing("rule.r", "birth-date")]);
}

#[test]
fn a_leaders_age_needs_a_leader_with_a_birth_date_and_the_sex_it_is_for() {
    let kind = rule("kind = \"age\"\nat_most = 60\nsex = \"female\"\nwhose = \"leader\"\nat = \"2022-05-20\"");
    let leader = column("leader", "kind = \"flag\"");
    let birth = column("birth-date", "kind = \"date\"");
    let sex = |id: &str| column("sex", &format!("kind = \"choice\", options = [{{ id = \"{id}\", label = {LABEL} }}]"));
    let with = |columns: &str| found(&[(YEARS, members(columns).as_str())], &kind);
    assert_eq!(with(&format!("{leader}{birth}{}", sex("female"))), []);
    assert_eq!(with(&format!("{leader}{birth}{}", sex("male"))), [not_offered("rule.r.sex", "female")]);
    assert_eq!(with(&format!("{leader}{birth}")), [missing("rule.r", "sex")]);
    assert_eq!(with(&format!("{leader}{}", sex("female"))), [missing("rule.r", "birth-date")]);
    assert_eq!(with(&format!("{birth}{}", sex("female"))), [missing("rule.r", "leader")]);
}

#[test]
fn options_come_from_choices_ranks_and_orientations() {
    let orientation = format!(
        "  {{ id = \"orientation\", step = \"basic\", kind = \"orientation\", label = {LABEL}, meaning = \"orientation\" }},\n{YEARS}"
    );
    let of = |meaning: &str, id: &str| {
        let kind = rule(&format!("kind = \"choice-is\"\nmeaning = \"{meaning}\"\nany_of = [\"{id}\"]"));
        found(&[(YEARS, &orientation)], &kind)
    };
    for (meaning, id) in [("sex", "male"), ("rank", "division"), ("orientation", "frontier")] {
        assert_eq!(of(meaning, id), [], "{meaning}");
        assert_eq!(of(meaning, "x"), [not_offered("rule.r.any_of", "x")], "{meaning}");
    }
}

/// A level that nobody can enter would let everyone through.
#[test]
fn the_level_of_an_excluded_series_can_be_entered() {
    let kind = rule("kind = \"not-honoured\"\nseries = [\"national-honour\", \"series\"]");
    assert_eq!(found(&[], &kind), []);
    let option = ", { id = \"series\", label = { zh = \"系列\", en = \"Series\" } }";
    assert_eq!(found(&[(option, "")], &kind), [not_offered("rule.r.series", "series")]);
    let level = "{ id = \"level\", kind";
    let both = [not_offered("rule.r.series", "national"), not_offered("rule.r.series", "series")];
    assert_eq!(found(&[(level, "{ id = \"grade\", kind")], &kind), both);
}

#[test]
fn caps_and_floors_read_what_the_form_asks() {
    let with = |word: &str, meaning: &str, id: &str| {
        let bound = format!(
            "{word} = [{{ id = \"b\", label = {LABEL}, count = 1, meaning = \"{meaning}\", any_of = [{id}], assumed = \"样例\" }}]"
        );
        found(&[("exactly = 10\n", &format!("exactly = 10\n{bound}\n"))], "")
    };
    for word in ["cap", "floor"] {
        assert_eq!(with(word, "sex", ""), []);
        assert_eq!(with(word, "sex", "\"female\""), []);
        assert_eq!(with(word, "sex", "\"x\""), [not_offered(&format!("output.honourees.{word}.b.any_of"), "x")]);
        assert_eq!(with(word, "region", ""), [missing(&format!("output.honourees.{word}.b"), "region")]);
    }
}

#[test]
fn a_second_factor_is_asked_of_roles_there_are() {
    let with = |roles: &str| found(&[("letters = true", &format!("letters = true\nsecond_factor = [{roles}]"))], "");
    assert_eq!(with("\"office\", \"auditor\""), []);
    let unknown = P::UnknownReference { section: "role", id: "wizard".into() };
    assert_eq!(with("\"office\", \"wizard\""), [("accounts.second_factor".to_owned(), unknown)]);
}
