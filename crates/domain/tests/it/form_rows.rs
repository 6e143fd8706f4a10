//! Answers by their shape: rows, lists, parts, and what a sheet keeps of them.

use linxuan_domain::finding::FieldProblem;
use linxuan_domain::form::{Entry, HonourEntry, Row, Sheet};
use linxuan_domain::rulebook::Meaning;

use crate::form::{problems, read_sheet, row, sheet, text, wrong};

#[test]
fn a_members_birth_date_must_be_the_one_in_the_number_too() {
    let member = row(&[("name", "李四"), ("birth", "1980-02-04"), ("identity", "990101198002030017")]);
    let found = wrong(&[("members", Entry::Rows(vec![member]))]);
    assert_eq!(found, [("members.birth".to_owned(), Some(1), FieldProblem::BirthDateDiffers)]);
}

/// A member without a resident card is a person too; a number is of the document beside it.
#[test]
fn an_identity_in_a_row_may_be_of_any_document() {
    let member = |document: &str, number: &str| {
        let row =
            row(&[("name", "李四"), ("birth", "1980-02-03"), ("identity", number), ("identity.document", document)]);
        wrong(&[("members", Entry::Rows(vec![row]))])
    };
    assert_eq!(member("resident-card", "990101198002030017"), []);
    assert_eq!(member("", "990101198002030017"), []);
    assert_eq!(member("passport", "E12345678"), []);
    assert_eq!(member("hong-kong-macau-permit", "H0123456701"), []);
    let bad = |problem| vec![("members.identity".to_owned(), Some(1), problem)];
    let length = FieldProblem::BadIdentity { why: linxuan_domain::identity::BadNumber::Length(9) };
    assert_eq!(member("resident-card", "E12345678"), bad(length));
    assert_eq!(member("library-card", "E12345678"), bad(FieldProblem::NotAnOption { found: String::new() }));
}

#[test]
fn rows_are_counted_and_read_one_by_one() {
    let honours = |rows: &[Row]| wrong(&[("honours", Entry::Rows(rows.to_vec()))]);
    let good = row(&[("title", "甲"), ("level", "national")]);
    let problem = |row, problem| ("honours".to_owned(), row, problem);
    assert_eq!(honours(&[]), []);
    assert_eq!(
        honours(std::slice::from_ref(&good)),
        [problem(None, FieldProblem::TooFewRows { at_least: 2, found: 1 })]
    );
    assert_eq!(honours(&vec![good.clone(); 3]), []);
    assert_eq!(honours(&vec![good.clone(); 4]), [problem(None, FieldProblem::TooManyRows { at_most: 3, found: 4 })]);
    let bad = row(&[("level", "galactic")]);
    let cell = |id: &str, problem| (format!("honours.{id}"), Some(2), problem);
    let option = FieldProblem::NotAnOption { found: "galactic".into() };
    assert_eq!(honours(&[good, bad]), [cell("title", FieldProblem::Missing), cell("level", option)]);
}

#[test]
fn fields_the_form_does_not_have_are_named() {
    let unknown = |id: &str| (id.to_owned(), None, FieldProblem::UnknownField);
    assert_eq!(wrong(&[("salary", text("1")), ("admin", text("yes"))]), [unknown("admin"), unknown("salary")]);
}

/// Only an identity has parts, and only document and number.
#[test]
fn parts_and_columns_the_form_does_not_have_are_named() {
    for id in ["post.more", "identity.secret", "honours.title", "post.number", "salary.number"] {
        assert_eq!(wrong(&[(id, text("x"))]), [(id.to_owned(), None, FieldProblem::UnknownField)], "{id}");
    }
    let member = row(&[("name", "李四"), ("salary", "1")]);
    let found = wrong(&[("members", Entry::Rows(vec![member]))]);
    assert_eq!(found, [("members.salary".to_owned(), Some(1), FieldProblem::UnknownField)]);
}

#[test]
fn one_of_a_choice_means_one() {
    let both = Entry::Many(vec!["female".into(), "male".into()]);
    let option = FieldProblem::NotAnOption { found: "male".into() };
    assert_eq!(wrong(&[("sex", both)]), [("sex".to_owned(), None, option)]);
}

/// Whoever sends a list where a text is asked for has answered nothing.
#[test]
fn a_list_is_no_answer_to_a_text_field() {
    let read = read_sheet(&sheet(&[("name", text("张三")), ("post", Entry::Many(vec!["教授".into()]))]));
    assert!(!problems(&read).is_empty());
    assert_eq!(read.facts.text(Meaning::Post), None);
}

/// Each kind of field takes its own shape of answer only; what is empty is no answer.
#[test]
fn answers_in_another_shape_are_missing() {
    let rows = Entry::Rows(vec![row(&[("title", "甲")])]);
    let many = Entry::Many(vec!["x".into()]);
    let cases = [
        ("post", rows.clone()),
        ("birth", many.clone()),
        ("truth", Entry::Many(vec!["yes".into()])),
        ("sex", rows.clone()),
        ("orientation", rows.clone()),
        ("rank", rows),
        ("honours", text("x")),
        ("members", many),
    ];
    for (id, entry) in cases {
        assert_eq!(wrong(&[(id, entry)]), [(id.to_owned(), None, FieldProblem::Missing)], "{id}");
    }
    for (id, entry) in [("birth", Entry::Many(vec![])), ("honours", text(" ")), ("sex", Entry::Rows(vec![]))] {
        assert_eq!(wrong(&[(id, entry)]), [], "{id}");
    }
    assert_eq!(wrong(&[("sex", Entry::Many(vec!["female".into()]))]), []);
    assert_eq!(
        wrong(&[("identity", text("990101198002030017"))]),
        [("identity".to_owned(), None, FieldProblem::UnknownField)]
    );
}

/// An exclusion compares the level that was understood, not the spaces around it.
#[test]
fn an_honours_level_is_understood_without_the_spaces_around_it() {
    let rows = vec![row(&[("title", " 甲 "), ("level", " national ")]), row(&[("title", "乙")])];
    let read = read_sheet(&sheet(&[("honours", Entry::Rows(rows))]));
    assert_eq!(read.facts.honours[0], HonourEntry { name: "甲".into(), level: "national".into() });
}

#[test]
fn a_sheet_keeps_what_was_typed_and_parts_the_personal_from_the_rest() {
    let mut typed = Sheet::default();
    typed.set_text("name", "张三1");
    typed.set_text("mobile", "13800000000");
    typed.set_text("post", "  ");
    typed.set("fields", Entry::Many(vec!["maths".into()]));
    assert_eq!((typed.text("name"), typed.text("post"), typed.text("fields")), ("张三1", "", ""));
    assert_eq!(
        (typed.chosen("name"), typed.chosen("fields"), typed.chosen("none")),
        (vec!["张三1"], vec!["maths"], vec![])
    );
    assert_eq!(serde_json::from_str::<Sheet>(&serde_json::to_string(&typed).unwrap()).unwrap(), typed);
    let (open, sealed) = typed.clone().split(|field| field == "mobile");
    assert_eq!(sealed, sheet(&[("mobile", text("13800000000"))]));
    assert_eq!(open.text("mobile"), "");
    assert_eq!(open.joined(sealed), typed);
    typed.set_text("name", "");
    assert!(!typed.0.contains_key("name"));
}
