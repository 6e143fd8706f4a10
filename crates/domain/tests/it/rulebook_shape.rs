//! Reading a rulebook: every fault by its kind and its place; `‸` in a case marks where.

use linxuan_domain::rulebook::{Place, ProblemKind, Unreachable};

use crate::sample::{TEXT, edited, problems, problems_at_marks, read_text};
use ProblemKind as P;

/// Replaces one passage by one with a mark and expects the one problem there.
fn one(old: &str, new: &str) -> ProblemKind {
    let mut found = problems_at_marks(&[(old, new)]);
    assert_eq!(found.len(), 1, "{new}: {found:?}");
    found.remove(0)
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn an_unknown_key_is_found_with_the_known_ones() {
    let in_secrecy = P::UnknownKey { known: owned(&["forbidden", "declaration"]) };
    assert_eq!(one("forbidden = true", "forbidden = true\n‸forbiden = true"), in_secrecy);
    let in_label = P::UnknownKey { known: owned(&["zh", "en"]) };
    assert_eq!(one(r#"en = "Aim" }"#, r#"en = "Aim", ‸fr = "But" }"#), in_label);
    let P::UnknownKey { known } = one("refusal_people = 2", "refusal_people = 2\n‸extra = 1") else {
        panic!("unknown key")
    };
    assert_eq!(known, ["check", "return_days", "refusal_people"]);
    // A key of another kind of rule.
    let P::UnknownKey { known } =
        one("meaning = \"serving-military\"\nsource", "meaning = \"serving-military\"\n‸at_most = 3\nsource")
    else {
        panic!("unknown key")
    };
    assert_eq!(known, ["id", "force", "label", "tracks", "kind", "meaning"].map(str::to_owned));
}

#[test]
fn an_unknown_section_is_found() {
    assert!(matches!(one("[secrecy]", "[‸sekrecy]\nassumed = \"样例\"\n\n[secrecy]"), P::UnknownKey { .. }));
}

#[test]
fn a_wrong_type_is_found_at_the_value() {
    let cases = [
        ("year = 2022", "year = ‸\"2022\"", "integer", "string"),
        ("return_days = 5", "return_days = ‸5.0", "integer", "number"),
        ("late_refused = true", "late_refused = ‸\"yes\"", "boolean", "string"),
        ("intake = [\"online\"]", "intake = ‸\"online\"", "array", "string"),
        ("issued = \"2022-03-15\"", "issued = ‸2022-03-15", "string", "datetime"),
        ("quota = { at_most = 3 }", "quota = ‸3", "object", "integer"),
        ("quota = { at_most = 3 }", "quota = { at_most = ‸true }", "integer", "boolean"),
        ("place = \"unit\"", "place = ‸7", "string", "integer"),
        ("unit_kinds = [\"region\"]", "unit_kinds = [‸1]", "string", "integer"),
    ];
    for (old, new, wanted, found) in cases {
        assert_eq!(one(old, new), P::WrongType { wanted, found }, "{new}");
    }
}

#[test]
fn a_value_out_of_its_list_is_found_with_the_list() {
    let cases: [(&str, &str, &str, &[&str]); 5] = [
        ("scope = \"unit\"", "scope = ‸\"country\"", "country", &["unit", "channel", "campaign"]),
        ("intake = [\"online\"]", "intake = [\"online\", ‸\"fax\"]", "fax", &["online", "mail", "paper", "disc"]),
        (
            "force = \"must\"\nlabel = { zh = \"4",
            "force = ‸\"should\"\nlabel = { zh = \"4",
            "should",
            &["must", "in-principle", "advice"],
        ),
        ("of = { kind = \"younger\"", "of = { kind = ‸\"older\"", "older", &["flag", "younger", "chosen"]),
        ("tie = \"run-off\"", "tie = ‸\"coin\"", "coin", &["run-off", "chair", "lot", "leave-open", "add-seat"]),
    ];
    for (old, new, found, allowed) in cases {
        assert_eq!(one(old, new), P::NotOneOf { found: found.into(), allowed: owned(allowed) }, "{new}");
    }
    let P::NotOneOf { found, allowed } = one("kind = \"flag-absent\"", "kind = ‸\"no-soldiers\"") else {
        panic!("no such kind")
    };
    assert_eq!((found.as_str(), allowed.len()), ("no-soldiers", 13));
}

#[test]
fn a_malformed_value_is_found_with_its_format() {
    let cases = [
        ("issued = \"2022-03-15\"", "issued = ‸\"2022-02-30\"", "date", "2022-02-30"),
        ("at = \"2022-05-20T24:00\"", "at = ‸\"2022-05-20T24:30\"", "moment", "2022-05-20T24:30"),
        ("at = \"2022-05-20\"", "at = ‸\"2022-05-32\"", "date", "2022-05-32"),
        ("count = \"3-5\"", "count = ‸\"5-3\"", "span", "5-3"),
        ("size_at_least = \"2MB\"", "size_at_least = ‸\"2GB\"", "size", "2GB"),
        ("duration_at_most = \"3min\"", "duration_at_most = ‸\"3m\"", "duration", "3m"),
        ("at_least = \"20%\"", "at_least = ‸\"120%\"", "share", "120%"),
        ("when = \"2022-03-15/2022-05-20\"", "when = ‸\"2022-05-20/2022-03-15\"", "when", "2022-05-20/2022-03-15"),
        ("id = \"achievement\"", "id = ‸\"Achievement\"", "key", "Achievement"),
        (
            "delivery = [\"online\"]\nsource",
            "frames = [‸\"1920*1080\"]\ndelivery = [\"online\"]\nsource",
            "frame",
            "1920*1080",
        ),
    ];
    for (old, new, format, found) in cases {
        assert_eq!(one(old, new), P::Malformed { format: format.into(), found: found.into() }, "{new}");
    }
}

#[test]
fn a_number_below_nothing_and_an_empty_text_are_found() {
    assert_eq!(one("seats = 10", "seats = ‸-1"), P::TooSmall { least: 0, found: -1 });
    assert_eq!(one(r#"zh = "原则""#, r#"zh = ‸"""#), P::EmptyText);
    assert_eq!(one(r#"en = "Principle""#, r#"en = ‸"  ""#), P::EmptyText);
}

/// The shape is right, the number is more than the value can hold.
#[test]
fn a_number_too_large_to_be_read_is_found_at_its_place() {
    for (old, new) in
        [("refusal_people = 2", "refusal_people = ‸256"), ("return_days = 5", "return_days = ‸4294967296")]
    {
        assert!(matches!(one(old, new), P::Unreadable(_)), "{new}");
    }
}

#[test]
fn a_missing_key_is_found_at_its_table() {
    let cases = [
        ("[campaign]\nid = \"small\"\n", "‸[campaign]\n", "id"),
        ("[secrecy]\nforbidden = true\n", "‸[secrecy]\n", "forbidden"),
        (
            "[[channel]]\nid = \"region\"\ntitle = { zh = \"地区\", en = \"Regions\" }\n",
            "‸[[channel]]\nid = \"region\"\n",
            "title",
        ),
        ("ballot = { kind = \"approve-at-most\", secret = true,", "ballot = ‸{ kind = \"approve-at-most\",", "secret"),
        ("aim = { zh = \"目的\", en = \"Aim\" }", "aim = ‸{ zh = \"目的\" }", "en"),
        (
            "of = { kind = \"younger\", years = 45, including = false,",
            "of = ‸{ kind = \"younger\", years = 45,",
            "including",
        ),
        ("of = { kind = \"younger\", years", "of = ‸{ years", "kind"),
    ];
    for (old, new, missing) in cases {
        assert_eq!(one(old, new), P::MissingKey(missing.into()), "{new}");
    }
}

#[test]
fn a_missing_section_is_found_at_the_beginning() {
    let cut = TEXT.replace("[secrecy]\nforbidden = true\ndeclaration = { zh = \"不涉密\", en = \"Nothing classified\" }\nassumed = \"样例\"\n", "");
    let problems = read_text(&cut).problems;
    let found: Vec<_> = problems.iter().map(|one| (one.place, one.key.as_str(), &one.kind)).collect();
    assert_eq!(found, [(Place { line: 1, column: 1 }, "secrecy", &P::MissingKey("secrecy".into()))]);
}

#[test]
fn a_text_that_is_no_toml_is_found_at_its_line() {
    let text = edited(&[("seats = 10", "seats = ")]);
    let line = text.lines().position(|line| line == "seats = ").unwrap() + 1;
    let reading = read_text(&text);
    let [syntax] = &reading.problems[..] else { panic!("{:?}", reading.problems) };
    assert!(matches!(syntax.kind, P::Syntax(_)));
    assert_eq!(syntax.place.line, line);
    assert!(reading.rulebook.is_none() && reading.sound().is_none());
}

#[test]
fn an_empty_text_lacks_every_required_section() {
    let reading = read_text("");
    let missing: Vec<_> = reading.problems.iter().map(|problem| problem.key.as_str()).collect();
    let required = [
        "campaign",
        "sponsor",
        "office",
        "stage",
        "unit_kind",
        "channel",
        "deadline",
        "track",
        "criterion",
        "form",
        "rule",
        "paper",
        "secrecy",
        "accounts",
        "examination",
        "output",
    ];
    assert_eq!(missing, required);
    assert!(reading.problems.iter().all(|problem| problem.kind == P::MissingKey(problem.key.clone())));
}

#[test]
fn a_campaign_without_sponsors_or_channels_is_none() {
    for section in ["sponsor", "channel", "stage", "track", "deadline"] {
        let mut tables: toml::Table = TEXT.parse().unwrap();
        tables.insert(section.into(), toml::Value::Array(vec![]));
        let problems = read_text(&toml::to_string(&tables).unwrap()).problems;
        let found = problems.iter().any(|one| one.key == section && one.kind == P::MissingKey(section.into()));
        assert!(found, "{section}: {problems:?}");
    }
}

#[test]
fn the_file_and_the_campaign_have_one_name() {
    assert_eq!(one("id = \"small\"", "‸id = \"large\""), P::IdIsNotFileName { file: "small".into() });
}

#[test]
fn the_zone_must_exist() {
    assert_eq!(
        one("time_zone = \"Asia/Shanghai\"", "‸time_zone = \"Asia/Beijing\""),
        P::UnknownZone("Asia/Beijing".into())
    );
}

#[test]
fn many_faults_are_found_at_once_in_the_order_of_the_text() {
    let found = problems_at_marks(&[
        ("year = 2022", "year = ‸true"),
        ("issued = \"2022-03-15\"", "issued = ‸\"2022-02-30\""),
        ("intake = [\"online\"]", "intake = [‸\"fax\"]\n‸fax = 1"),
        ("quota = { at_most = 3 }", "quota = { ‸at_most = 4 }"),
        (r#"zh = "业绩突出。""#, r#"zh = ‸"""#),
        ("seats = 10", "seats = ‸-1"),
        ("source = \"一·10\"\n\n[[rule]]", "source = ‸\"一·7\"\n\n[[rule]]"),
    ]);
    let kinds: Vec<_> =
        found.iter().map(|kind| format!("{kind:?}").split([' ', '(', '{']).next().unwrap().to_owned()).collect();
    let wanted = [
        "WrongType",
        "Malformed",
        "NotOneOf",
        "UnknownKey",
        "FigureNotInClause",
        "EmptyText",
        "UnknownClause",
        "TooSmall",
    ];
    assert_eq!(kinds, wanted);
}

#[test]
fn faults_between_entries_are_found_at_once_too() {
    let found = problems(&[
        ("id = \"small\"", "id = \"large\""),
        ("time_zone = \"Asia/Shanghai\"", "time_zone = \"Mars\""),
        ("lead = \"lead\"", "lead = \"nobody\""),
        ("form = \"person\"", "form = \"none\""),
        ("rule = \"not-military\"", "rule = \"none\""),
        ("exactly = 10", "exactly = 10\nat_most = 10"),
    ]);
    let keys: Vec<_> = found.iter().map(|problem| problem.key.as_str()).collect();
    let wanted = [
        "campaign.id",
        "campaign.time_zone",
        "channel.region.lead",
        "track.person.form",
        "examination.check.military.rule",
        "output.honourees",
    ];
    assert_eq!(keys, wanted);
    assert_eq!(found[5].kind, P::Unreachable(Unreachable::ExactlyAndBound));
}

#[test]
fn a_rulebook_with_small_faults_is_still_read() {
    let reading = read_text(&edited(&[("forbidden = true", "forbidden = true\nforbiden = true")]));
    assert!(reading.rulebook.is_some() && reading.sound().is_none());
    assert!(read_text(TEXT).sound().is_some());
}
