//! Reading a filled form: what was typed, what it means, what is wrong.

use linxuan_domain::finding::{FieldProblem, Matter, Verdict};
use linxuan_domain::form::{Context, Entry, Fact, Filled, HonourEntry, Row, Sheet, progress, read};
use linxuan_domain::identity::BadNumber;
use linxuan_domain::rulebook::{Force, Form, Meaning, Orientation, Rank};
use linxuan_domain::value::{Key, Label};

use crate::{born, chosen, day, key};

const FORM: &str = r#"
id = "person"
title = { zh = "推荐表", en = "Form" }
step = [{ id = "basic", title = { zh = "一", en = "1" } }, { id = "more", title = { zh = "二", en = "2" } }]
field = [
  { id = "name", step = "basic", label = { zh = "", en = "" }, required = true, meaning = "name", kind = "person-name", max = 5 },
  { id = "post", step = "basic", label = { zh = "", en = "" }, required = true, meaning = "post", kind = "text", max = 5 },
  { id = "birth", step = "basic", label = { zh = "", en = "" }, meaning = "birth-date", kind = "date" },
  { id = "identity", step = "basic", label = { zh = "", en = "" }, meaning = "identity", kind = "identity" },
  { id = "deeds", step = "more", label = { zh = "", en = "" }, meaning = "deeds", kind = "long-text", min = 3, max = 2000 },
  { id = "sex", step = "more", label = { zh = "", en = "" }, meaning = "sex", kind = "choice", options = [{ id = "female", label = { zh = "", en = "" } }, { id = "male", label = { zh = "", en = "" } }] },
  { id = "fields", step = "more", label = { zh = "", en = "" }, meaning = "discipline", kind = "choice", many = true, options = [{ id = "maths", label = { zh = "", en = "" } }, { id = "physics", label = { zh = "", en = "" } }] },
  { id = "orientation", step = "more", label = { zh = "", en = "" }, meaning = "orientation", kind = "orientation" },
  { id = "rank", step = "more", label = { zh = "", en = "" }, meaning = "rank", kind = "rank" },
  { id = "since", step = "more", label = { zh = "", en = "" }, meaning = "title", kind = "month" },
  { id = "years", step = "more", label = { zh = "", en = "" }, meaning = "degree", kind = "number", at_least = 0, at_most = 60 },
  { id = "papers", step = "more", label = { zh = "", en = "" }, kind = "number", at_least = 1 },
  { id = "errors", step = "more", label = { zh = "", en = "" }, kind = "number", at_most = 9 },
  { id = "military", step = "more", label = { zh = "", en = "" }, meaning = "serving-military", kind = "flag" },
  { id = "truth", step = "more", label = { zh = "", en = "" }, meaning = "truth-declaration", kind = "declaration" },
  { id = "mobile", step = "more", label = { zh = "", en = "" }, meaning = "mobile", kind = "phone" },
  { id = "email", step = "more", label = { zh = "", en = "" }, meaning = "email", kind = "email" },
  { id = "honours", step = "more", label = { zh = "", en = "" }, meaning = "honours", kind = "rows", at_least = 2, at_most = 3, columns = [
    { id = "title", label = { zh = "", en = "" }, required = true, kind = "text", max = 6 },
    { id = "level", label = { zh = "", en = "" }, kind = "choice", options = [{ id = "national", label = { zh = "", en = "" } }, { id = "other", label = { zh = "", en = "" } }] },
  ] },
  { id = "members", step = "more", label = { zh = "", en = "" }, meaning = "members", kind = "rows", at_most = 3, columns = [
    { id = "name", label = { zh = "", en = "" }, meaning = "name", kind = "person-name", max = 5 },
    { id = "birth", label = { zh = "", en = "" }, meaning = "birth-date", kind = "date" },
    { id = "identity", label = { zh = "", en = "" }, meaning = "identity", kind = "identity" },
    { id = "leader", label = { zh = "", en = "" }, meaning = "leader", kind = "flag" },
  ] },
]
"#;

pub fn form() -> Form {
    toml::from_str(FORM).unwrap()
}

pub fn read_sheet(sheet: &Sheet) -> Filled {
    let label = Label { zh: "面向".into(), en: "Orientation".into() };
    let orientations = [Orientation { id: key("frontier"), label: label.clone() }];
    let ranks = [Rank { id: key("division"), name: label, aliases: vec!["处级".into()] }];
    let context = Context { orientations: &orientations, ranks: &ranks, today: day("2022-05-20") };
    read(&form(), sheet, &context)
}

pub fn sheet(entries: &[(&str, Entry)]) -> Sheet {
    Sheet(entries.iter().map(|(id, entry)| ((*id).to_owned(), entry.clone())).collect())
}

pub fn text(typed: &str) -> Entry {
    Entry::Text(typed.to_owned())
}

pub fn row(cells: &[(&str, &str)]) -> Row {
    cells.iter().map(|(id, typed)| ((*id).to_owned(), (*typed).to_owned())).collect()
}

pub type Found = (String, Option<u32>, FieldProblem);

pub fn problems(filled: &Filled) -> Vec<Found> {
    let one = |matter: &Matter| match matter {
        Matter::Field { field, row, problem } => (field.clone(), *row, problem.clone()),
        other => panic!("not about a field: {other:?}"),
    };
    filled.findings.iter().map(|finding| one(&finding.matter)).collect()
}

/// What is wrong when beside the two required fields only these are filled in.
pub fn wrong(entries: &[(&str, Entry)]) -> Vec<Found> {
    let mut all = sheet(&[("name", text("张三")), ("post", text("教授"))]);
    all = all.joined(sheet(entries));
    problems(&read_sheet(&all))
}

/// What one field says to one text.
fn word(field: &str, typed: &str) -> Result<(), FieldProblem> {
    match wrong(&[(field, text(typed))]).as_slice() {
        [] => Ok(()),
        [(id, None, problem)] if id == field => Err(problem.clone()),
        others => panic!("{others:?}"),
    }
}

#[test]
fn good_answers_of_every_kind_are_understood() {
    let read = read_sheet(&sheet(&[
        ("name", text(" 买买提·艾 ")),
        ("post", text("教授")),
        ("birth", text("1980年2月3日")),
        ("identity.document", text("resident-card")),
        ("identity.number", text("99010119800203005x")),
        ("deeds", text("一\r\n二")),
        ("sex", text("female")),
        ("fields", Entry::Many(vec!["maths".into(), "physics".into()])),
        ("orientation", text("frontier")),
        ("rank", text("division")),
        ("since", text("2019-07")),
        ("years", text("60")),
        ("military", text("no")),
        ("truth", text("yes")),
        ("mobile", text("13800000000")),
        ("email", text("a.b@example.org")),
        ("honours", Entry::Rows(vec![row(&[("title", "甲"), ("level", "national")]), row(&[("title", "乙")])])),
        (
            "members",
            Entry::Rows(vec![row(&[("name", "李四"), ("leader", "no")]), row(&[("name", "王五"), ("leader", "yes")])]),
        ),
    ]));
    assert_eq!(problems(&read), []);
    let facts = &read.facts;
    assert_eq!(facts.text(Meaning::Name), Some("买买提·艾"));
    assert_eq!(facts.text(Meaning::Deeds), Some("一\n二"));
    assert_eq!(facts.date(Meaning::BirthDate), Some(day("1980-02-03")));
    assert_eq!(facts.identity().map(|identity| identity.number.as_str()), Some("99010119800203005X"));
    assert_eq!(facts.by_meaning.get(&Meaning::Sex), Some(&chosen("female")));
    assert_eq!(facts.keys(Meaning::Discipline), [key("maths"), key("physics")]);
    assert_eq!(facts.keys(Meaning::Rank), [key("division")]);
    assert_eq!(facts.flag(Meaning::ServingMilitary), Some(false));
    assert_eq!(facts.flag(Meaning::TruthDeclaration), Some(true));
    let honour = |name: &str, level: &str| HonourEntry { name: name.into(), level: level.into() };
    assert_eq!(facts.honours, [honour("甲", "national"), honour("乙", "")]);
    assert_eq!(facts.members.len(), 2);
    assert_eq!(facts.leader().and_then(|leader| leader.text(Meaning::Name)), Some("王五"));
}

#[test]
fn dates_are_read_as_people_type_them() {
    for typed in ["1980-02-03", "1980-2-3", "1980年2月3日", "1980/2/3", "1980.2.3", "19800203", " 1980 2 3 "] {
        let read = read_sheet(&sheet(&[("birth", text(typed))]));
        assert_eq!(read.facts.by_meaning.get(&Meaning::BirthDate), Some(&born("1980-02-03")), "{typed}");
    }
}

#[test]
fn bad_answers_of_every_kind_are_named() {
    use FieldProblem as P;
    let not_a_date = |typed: &str| P::NotADate { found: typed.into() };
    let not_a_month = |typed: &str| P::NotAMonth { found: typed.into() };
    let not_an_option = |typed: &str| P::NotAnOption { found: typed.into() };
    let not_a_number = |typed: &str| P::NotANumber { found: typed.into() };
    let out = |found| P::NumberOutOfRange { at_least: Some(0), at_most: Some(60), found };
    let cases = [
        ("name", "张三1", P::NotAName),
        ("name", "<b>", P::NotAName),
        ("name", "欧阳张三李四", P::TooLong { max: 5, found: 6 }),
        ("post", "一二三四五六", P::TooLong { max: 5, found: 6 }),
        ("post", "教\u{200b}授", P::Forbidden { character: "U+200B".into() }),
        ("deeds", "一二", P::TooShort { min: 3, found: 2 }),
        ("birth", "2月30日", not_a_date("2月30日")),
        ("birth", "1980年2月30日", not_a_date("1980年2月30日")),
        ("birth", "80-2-3", not_a_date("80-2-3")),
        ("birth", "1980-13-01", not_a_date("1980-13-01")),
        ("birth", "昨天", not_a_date("昨天")),
        ("birth", "1980x2x3", not_a_date("1980x2x3")),
        ("birth", "1980-2-3T00", not_a_date("1980-2-3T00")),
        ("birth", "1980-2-3-4", not_a_date("1980-2-3-4")),
        ("birth", "1980-2", not_a_date("1980-2")),
        ("birth", "1899-12-31", P::DateOutOfRange { found: "1899-12-31".into() }),
        ("birth", "2022-05-21", P::DateOutOfRange { found: "2022-05-21".into() }),
        ("sex", "other", not_an_option("other")),
        ("fields", "chemistry", not_an_option("chemistry")),
        ("orientation", "economy", not_an_option("economy")),
        ("rank", "处级", not_an_option("处级")),
        ("since", "2019", not_a_month("2019")),
        ("since", "2019-07-01", not_a_month("2019-07-01")),
        ("since", "2019年7月起", not_a_month("2019年7月起")),
        ("since", "2019-13", not_a_month("2019-13")),
        ("since", "2019-0", not_a_month("2019-0")),
        ("since", "19-07", not_a_month("19-07")),
        ("years", "六十", not_a_number("六十")),
        ("years", "1.5", not_a_number("1.5")),
        ("years", "9223372036854775808", not_a_number("9223372036854775808")),
        ("years", "-1", out(-1)),
        ("years", "61", out(61)),
        ("papers", "0", P::NumberOutOfRange { at_least: Some(1), at_most: None, found: 0 }),
        ("errors", "10", P::NumberOutOfRange { at_least: None, at_most: Some(9), found: 10 }),
        ("military", "maybe", not_an_option("maybe")),
        ("truth", "no", P::NotDeclared),
        ("mobile", "123456", P::NotAPhone),
        ("mobile", "1234567890123456", P::NotAPhone),
        ("mobile", "13800000000x", P::NotAPhone),
        ("email", "a.example.org", P::NotAnEmail),
        ("email", "@example.org", P::NotAnEmail),
        ("email", "a@example", P::NotAnEmail),
        ("email", "a@b@example.org", P::NotAnEmail),
        ("email", "a b@example.org", P::NotAnEmail),
        ("email", "a@.org", P::NotAnEmail),
        ("email", "a@example.", P::NotAnEmail),
    ];
    for (field, typed, problem) in cases {
        assert_eq!(word(field, typed), Err(problem), "{field}: {typed}");
    }
}

#[test]
fn answers_at_the_edge_are_good() {
    let cases = [
        ("birth", "2022-05-20"),
        ("birth", "1900-01-01"),
        ("since", "2019年7月"),
        ("since", "201907"),
        ("since", "至今"),
        ("years", "0"),
        ("papers", "1"),
        ("papers", "1000"),
        ("errors", "9"),
        ("errors", "-5"),
        ("years", "60"),
        ("post", "一二三四五"),
        ("deeds", "一二三"),
        ("mobile", "1234567"),
        ("mobile", "+86 (23) 6365-9999"),
        ("name", "𠮷田"),
    ];
    for (field, typed) in cases {
        assert_eq!(word(field, typed), Ok(()), "{field}: {typed}");
    }
}

#[test]
fn two_thousand_characters_fit_and_one_more_does_not() {
    assert_eq!(word("deeds", &"字".repeat(2000)), Ok(()));
    assert_eq!(word("deeds", &"字".repeat(2001)), Err(FieldProblem::TooLong { max: 2000, found: 2001 }));
    assert_eq!(word("deeds", &"𠮷".repeat(2000)), Ok(()));
    assert_eq!(word("deeds", &format!("{}\r\n{}", "字".repeat(999), "字".repeat(1000))), Ok(()));
    assert_eq!(word("deeds", &format!("\r\n {} \n", "字".repeat(2000))), Ok(()));
}

#[test]
fn identity_numbers_are_checked_by_their_document() {
    let number = |document: &str, number: &str| {
        wrong(&[("identity.document", text(document)), ("identity.number", text(number))])
    };
    let bad = |why| [("identity".to_owned(), None, FieldProblem::BadIdentity { why })];
    assert_eq!(number("", "990101198002030017"), []);
    assert_eq!(number("passport", "Z9912345"), []);
    assert_eq!(number("resident-card", "Z9912345"), bad(BadNumber::Length(8)));
    assert_eq!(number("resident-card", "990101198002030018"), bad(BadNumber::Checksum));
    assert_eq!(number("resident-card", "990101198002300005"), bad(BadNumber::BirthDate));
    assert!(matches!(number("driving-licence", "Z9912345").as_slice(), [(_, None, FieldProblem::NotAnOption { .. })]));
}

#[test]
fn the_birth_date_must_be_the_one_in_the_number() {
    let with = |birth: &str| wrong(&[("birth", text(birth)), ("identity.number", text("990101198002030017"))]);
    assert_eq!(with("1980-02-03"), []);
    assert_eq!(with("1980-02-04"), [("birth".to_owned(), None, FieldProblem::BirthDateDiffers)]);
    assert_eq!(
        wrong(&[
            ("birth", text("1980-02-04")),
            ("identity.document", text("passport")),
            ("identity.number", text("Z9912345"))
        ]),
        []
    );
}

#[test]
fn what_is_missing_is_open_and_what_is_wrong_breaks() {
    let read = read_sheet(&sheet(&[("post", text(" \u{3000}")), ("birth", text("never"))]));
    let found: Vec<_> = read.findings.iter().map(|finding| (finding.verdict, finding.force)).collect();
    assert_eq!(found, [(Verdict::Open, Force::Must), (Verdict::Open, Force::Must), (Verdict::Breaks, Force::Must)]);
    let missing = |id: &str| (id.to_owned(), None, FieldProblem::Missing);
    assert_eq!(problems(&read)[..2], [missing("name"), missing("post")]);
    assert!(read.findings.iter().all(|finding| finding.rule == "form" && finding.blocks() && !finding.waivable()));
}

#[test]
fn progress_counts_the_required_fields_of_a_step() {
    let of = |entries: &[(&str, Entry)]| progress(&form(), &key("basic"), &read_sheet(&sheet(entries)));
    assert_eq!(of(&[]), (0, 2));
    assert_eq!(of(&[("name", text("张三"))]), (1, 2));
    assert_eq!(of(&[("name", text("张三1")), ("post", text("教授"))]), (1, 2));
    assert_eq!(of(&[("name", text("张三")), ("post", text("教授"))]), (2, 2));
    assert_eq!(of(&[("name", text("张三")), ("post", text("教授")), ("birth", text("?"))]), (2, 2));
    assert_eq!(progress(&form(), &key("more"), &read_sheet(&Sheet::default())), (0, 0));
}

#[test]
fn every_finding_comes_at_once_in_the_order_of_the_form() {
    let read =
        read_sheet(&sheet(&[("email", text("?")), ("name", text("1")), ("years", text("x")), ("zzz", text("?"))]));
    let ids: Vec<_> = problems(&read).into_iter().map(|(id, ..)| id).collect();
    assert_eq!(ids, ["name", "post", "years", "email", "zzz"]);
    let steps: Vec<Key> = form().step.into_iter().map(|step| step.id).collect();
    assert_eq!(steps, [key("basic"), key("more")]);
}

#[test]
fn a_fact_is_kept_only_of_a_sound_answer() {
    let read = read_sheet(&sheet(&[("years", text("61")), ("post", text("一二三四五六"))]));
    assert_eq!(read.facts.by_meaning.get(&Meaning::Post), None::<&Fact>);
    assert!(read.facts.by_meaning.is_empty());
}

#[test]
fn births_come_to_the_same_digits_however_typed() {
    let cases = [
        ("1975-03-05", Some("19750305")),
        ("1975-3-5", Some("19750305")),
        ("1975年3月5日", Some("19750305")),
        ("19750305", Some("19750305")),
        ("1975-03", Some("197503")),
        ("1975-3", Some("197503")),
        ("197503", Some("197503")),
        ("1975-13", None),
        ("1975-02-30", None),
        ("1975", None),
        ("", None),
    ];
    for (typed, digits) in cases {
        assert_eq!(linxuan_domain::form::birth_digits(typed).as_deref(), digits, "{typed}");
    }
}
