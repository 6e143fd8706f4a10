//! Where each value comes from: a clause that holds its figure, or an assumption.

use linxuan_domain::rulebook::{Assumption, ProblemKind};

use crate::sample::{TEXT, edited, outline, problems, problems_at_marks, read_text};
use ProblemKind as P;

fn one(old: &str, new: &str) -> ProblemKind {
    let mut found = problems_at_marks(&[(old, new)]);
    assert_eq!(found.len(), 1, "{new}: {found:?}");
    found.remove(0)
}

fn not_in(figure: &str, clauses: &[&str]) -> ProblemKind {
    P::FigureNotInClause { figure: figure.into(), clauses: clauses.iter().map(|one| (*one).to_owned()).collect() }
}

/// The sample's photo with these lines instead of its source.
fn photo(lines: &str) -> Vec<ProblemKind> {
    problems(&[("source = \"一·4\"", lines)]).into_iter().map(|problem| problem.kind).collect()
}

#[test]
fn a_table_without_source_or_assumption_is_found() {
    assert_eq!(
        one(
            "[secrecy]\nforbidden = true\ndeclaration = { zh = \"不涉密\", en = \"Nothing classified\" }\nassumed = \"样例\"",
            "‸[secrecy]\nforbidden = true\ndeclaration = { zh = \"不涉密\", en = \"Nothing classified\" }"
        ),
        P::NoSource
    );
    let region = "[[unit_kind]]\nid = \"region\"\nname = { zh = \"地区\", en = \"Region\" }\n";
    assert_eq!(one(&format!("{region}source = \"一·2\""), &format!("‸{region}")), P::NoSource);
}

#[test]
fn a_clause_that_the_outline_does_not_have_is_found_at_the_citation() {
    assert_eq!(one("source = \"一·4\"", "source = [\"一·4\", ‸\"一·7\"]"), P::UnknownClause("一·7".into()));
    assert_eq!(one("source = \"一·4\"", "source = [‸\"一·4-7\"]"), P::UnknownClause("一·7".into()));
    assert_eq!(
        one("source = \"一·10\"\n\n[[rule]]", "source = ‸\"第一条\"\n\n[[rule]]"),
        P::UnknownClause("第一条".into())
    );
    assert_eq!(one("source = \"一·10\"\n\n[[rule]]", "source = ‸\"\"\n\n[[rule]]"), P::UnknownClause(String::new()));
}

#[test]
fn a_source_is_a_text_or_a_list_of_texts() {
    let wrong = |found| P::WrongType { wanted: "string", found };
    assert_eq!(one("source = \"一·10\"\n\n[[rule]]", "source = ‸4\n\n[[rule]]"), wrong("integer"));
    assert_eq!(one("source = \"一·10\"\n\n[[rule]]", "source = ‸[]\n\n[[rule]]"), wrong("array"));
}

#[test]
fn every_entry_of_a_source_is_a_text() {
    let wrong = P::WrongType { wanted: "string", found: "integer" };
    assert_eq!(one("source = \"一·10\"\n\n[[rule]]", "source = [\"一·10\", ‸4]\n\n[[rule]]"), wrong);
}

#[test]
fn an_assumption_is_a_reason_or_reasons_by_key() {
    assert_eq!(photo("source = \"一·4\"\nassumed = \"样例\""), []);
    assert_eq!(photo("source = \"一·4\"\nassumed = { count = \"样例\" }"), []);
    assert_eq!(photo("source = \"一·4\"\nassumed.count = \"样例\""), []);
    assert_eq!(
        one("source = \"一·4\"", "source = \"一·4\"\nassumed = { ‸colour = \"样例\" }"),
        P::AssumedNothing("colour".into())
    );
    assert_eq!(
        one("source = \"一·4\"", "source = \"一·4\"\nassumed = { ‸count = 3 }"),
        P::AssumedNothing("count".into())
    );
}

/// What names no reason has no origin.
#[test]
fn an_assumption_without_a_reason_is_found() {
    let empty = ["assumed = 5", "assumed = true", "assumed = []", "assumed = {}", "assumed = \"\"", "assumed = \" \""];
    let let_through: Vec<_> = empty.into_iter().filter(|lines| photo(lines).is_empty()).collect();
    assert_eq!(let_through, [""; 0]);
}

#[test]
fn a_figure_must_stand_in_a_cited_clause() {
    let cases = [
        ("quota = { at_most = 3 }", "quota = { ‸at_most = 4 }", not_in("4", &["一·2"])),
        ("year = 2022", "‸year = 2021", not_in("2021", &["一·1"])),
        ("exactly = 10", "‸exactly = 12", not_in("12", &["一·6"])),
        ("size_at_least = \"2MB\"", "‸size_at_least = \"3MB\"", not_in("3MB", &["一·4"])),
        ("duration_at_most = \"3min\"", "‸duration_at_most = \"2min\"", not_in("2分钟", &["一·4"])),
        ("at_least = \"20%\"", "‸at_least = \"30%\"", not_in("30%", &["一·3", "一·5"])),
        ("at = \"2022-05-20T24:00\"", "‸at = \"2022-05-21T24:00\"", not_in("5月21日", &["一·3"])),
        ("issued = \"2022-03-15\"", "‸issued = \"2022-03-16\"", not_in("3月16日", &["一·1"])),
        ("count = \"3-5\"", "‸count = \"3-6\"", not_in("6", &["一·4"])),
        ("when = \"2022-07-mid\"\nsource", "‸when = \"2022-08-mid\"\nsource", not_in("8月", &["一·6"])),
        ("when = \"2022-07-mid\"\nsource", "‸when = \"2022-07-late\"\nsource", not_in("下", &["一·6"])),
        ("\"younger\", years = 45", "\"younger\", ‸years = 35", not_in("35", &["一·3", "一·5"])),
    ];
    for (old, new, wanted) in cases {
        assert_eq!(one(old, new), wanted, "{new}");
    }
}

#[test]
fn figures_of_every_form_are_looked_for() {
    let of_photo = |figure: &str| not_in(figure, &["一·4"]);
    let cases = [
        ("count = \"3-5\"", "‸count = \"4\"", of_photo("4")),
        ("count = \"3-5\"", "‸count = \"4+\"", of_photo("4")),
        ("duration_at_most = \"3min\"", "‸duration_at_most = \"90s\"", of_photo("90秒")),
        // Unless a deadline is the end or the beginning of its day, its hour is a figure too.
        ("at = \"2022-05-20T24:00\"", "‸at = \"2022-05-20T18:00\"", not_in("18", &["一·3"])),
        ("at = \"2022-05-20T24:00\"", "‸at = \"2022-05-20T00:30\"", not_in("0", &["一·3"])),
    ];
    for (old, new, wanted) in cases {
        assert_eq!(one(old, new), wanted, "{new}");
    }
    assert_eq!(problems(&[("at = \"2022-05-20T24:00\"", "at = \"2022-05-20T00:00\"")]), []);
    for count in ["3", "5", "3+", "0+"] {
        assert_eq!(problems(&[("count = \"3-5\"", &format!("count = \"{count}\""))]), [], "{count}");
    }
    let frames =
        problems(&[("delivery = [\"online\"]\nsource", "frames = [\"1920x1080\"]\ndelivery = [\"online\"]\nsource")]);
    let kinds: Vec<_> = frames.into_iter().map(|problem| problem.kind).collect();
    assert_eq!(kinds, [of_photo("1920"), of_photo("1080")]);
}

#[test]
fn a_figure_is_not_found_inside_a_longer_number() {
    // 一·6 has a 10, 一·2 a 3: neither has a 1, though both digits occur.
    assert_eq!(one("exactly = 10", "‸exactly = 1"), not_in("1", &["一·6"]));
    assert_eq!(one("exactly = 10", "‸exactly = 0"), not_in("0", &["一·6"]));
    // 20% is not 120%, nor 5月2日 a part of 5月20日.
    let span = "when = \"2022-03-15/2022-05-20\"";
    assert_eq!(one(span, "‸when = \"2022-03-15/2022-05-02\""), not_in("5月2日", &["一·1", "一·3"]));
    assert_eq!(one("at_least = \"20%\"", "‸at_least = \"0%\""), not_in("0%", &["一·3", "一·5"]));
}

#[test]
fn an_assumed_figure_need_not_stand_in_the_clause() {
    assert_eq!(problems(&[("exactly = 10", "exactly = 12\nassumed = { exactly = \"样例\" }")]), []);
    assert_eq!(problems(&[("exactly = 10", "exactly = 12\nassumed = \"样例\"")]), []);
    // A reason for another key does not excuse this one.
    let other = problems(&[("exactly = 10", "exactly = 12\nassumed = { title = \"样例\" }")]);
    assert_eq!(other.into_iter().map(|problem| problem.kind).collect::<Vec<_>>(), [not_in("12", &["一·6"])]);
}

#[test]
fn a_table_within_a_table_has_the_source_around_it_or_its_own() {
    let own = |source: &str| format!("quota = {{ at_most = 10, source = \"{source}\" }}");
    assert_eq!(problems(&[("quota = { at_most = 3 }", &own("一·6"))]), []);
    let wrong = problems(&[("quota = { at_most = 3 }", &own("一·3"))]);
    assert_eq!(wrong.into_iter().map(|problem| problem.kind).collect::<Vec<_>>(), [not_in("10", &["一·3"])]);
}

#[test]
fn a_table_that_only_assumes_keeps_the_source_around_it() {
    let text = edited(&[(
        "quota = { at_most = 3 }",
        "quota = { at_most = 3, counts = \"each-track\", assumed = { counts = \"样例\" } }",
    )]);
    let reading = read_text(&text);
    assert_eq!(reading.problems, []);
    assert_eq!(reading.origins.items("channel.region.quota.at_most"), ["一·2"]);
    let assumption = Assumption { key: "channel.region.quota.counts".into(), reason: "样例".into() };
    assert!(reading.assumptions().contains(&assumption));
}

#[test]
fn assumptions_are_listed_with_their_reasons() {
    let assumed = read_text(TEXT).assumptions();
    let reasons: Vec<_> = assumed.iter().filter(|one| one.key == "office" || one.key == "secrecy").collect();
    assert_eq!(reasons.len(), 2);
    assert!(assumed.iter().all(|one| one.reason == "样例"));
    assert!(assumed.iter().all(|one| one.key != "campaign"));
}

#[test]
fn the_origin_of_an_entry_is_found_by_its_path() {
    let origins = read_text(TEXT).origins;
    assert_eq!(origins.items("deadline.hand-in.at"), ["一·3"]);
    assert_eq!(origins.items("rule.young.of.years"), ["一·3", "一·5"]);
    assert_eq!(origins.items("round.round-1.seats"), ["一·6"]);
    assert_eq!(origins.items("office.name"), [""; 0]);
}

#[test]
fn every_item_of_the_samples_outline_has_its_text() {
    let outline = outline();
    let ids: Vec<_> = outline.items().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["一·1", "一·2", "一·3", "一·4", "一·5", "一·6", "一·10"]);
}
