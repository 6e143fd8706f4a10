//! What a filled file would change: by how people write answers, and never by itself.

use linxuan_domain::finding::FieldProblem;
use linxuan_domain::form::{Context, Entry, Row, Sheet};
use linxuan_domain::rulebook::{Form, Orientation, Rank};
use linxuan_domain::sheet::{Difference, Filled, Kind, Problem, differences, taken};
use linxuan_domain::value::Label;

use crate::{day, key};

const FORM: &str = r#"
id = "person"
title = { zh = "推荐表", en = "Form" }
step = [{ id = "basic", title = { zh = "一", en = "1" } }]
field = [
  { id = "name", step = "basic", label = { zh = "姓名", en = "Name" }, kind = "person-name", max = 20 },
  { id = "birth", step = "basic", label = { zh = "出生日期", en = "Born" }, kind = "date" },
  { id = "since", step = "basic", label = { zh = "起", en = "Since" }, kind = "month" },
  { id = "identity", step = "basic", label = { zh = "证件", en = "Identity" }, kind = "identity" },
  { id = "sex", step = "basic", label = { zh = "性别", en = "Sex" }, kind = "choice", options = [{ id = "female", label = { zh = "女", en = "Female" } }, { id = "male", label = { zh = "男", en = "Male" } }] },
  { id = "twin", step = "basic", label = { zh = "同名", en = "Twin" }, kind = "choice", options = [{ id = "one", label = { zh = "甲", en = "A" } }, { id = "two", label = { zh = "甲", en = "B" } }] },
  { id = "orientation", step = "basic", label = { zh = "面向", en = "Orientation" }, kind = "orientation", many = true },
  { id = "rank", step = "basic", label = { zh = "级别", en = "Rank" }, kind = "rank" },
  { id = "military", step = "basic", label = { zh = "现役", en = "Serving" }, kind = "flag" },
  { id = "truth", step = "basic", label = { zh = "属实", en = "True" }, kind = "declaration" },
  { id = "resume", step = "basic", label = { zh = "经历", en = "Posts" }, kind = "rows", at_most = 9, columns = [
    { id = "from", label = { zh = "起", en = "From" }, kind = "month" },
    { id = "role", label = { zh = "职务", en = "Role" }, kind = "text", max = 9 },
    { id = "card", label = { zh = "证件", en = "Card" }, kind = "identity" },
  ] },
]
"#;

fn label(zh: &str, en: &str) -> Label {
    Label { zh: zh.to_owned(), en: en.to_owned() }
}

fn text(text: &str) -> Entry {
    Entry::Text(text.to_owned())
}

fn many(ids: &[&str]) -> Entry {
    Entry::Many(ids.iter().map(|id| (*id).to_owned()).collect())
}

fn row(cells: &[(&str, &str)]) -> Row {
    cells.iter().map(|(cell, text)| ((*cell).to_owned(), (*text).to_owned())).collect()
}

fn rows(all: &[&[(&str, &str)]]) -> Entry {
    Entry::Rows(all.iter().map(|cells| row(cells)).collect())
}

fn sheet(entries: &[(&str, Entry)]) -> Sheet {
    Sheet(entries.iter().map(|(field, entry)| ((*field).to_owned(), entry.clone())).collect())
}

fn found(stored: &[(&str, Entry)], said: &[(&str, &str)]) -> (Vec<Difference>, Sheet) {
    let form: Form = toml::from_str(FORM).unwrap();
    let orientation = |id: &str, zh: &str, en: &str| Orientation { id: key(id), label: label(zh, en) };
    let orientations = [
        orientation("base", "基础研究", "Basic research"),
        orientation("base-plus", "基础研究、应用", "Basic and applied research"),
        orientation("health", "人民生命健康", "Health"),
    ];
    let rank = Rank { id: key("bureau"), name: label("司局级", "Bureau"), aliases: vec!["厅局级".to_owned()] };
    let context = Context { orientations: &orientations, ranks: &[rank], today: day("2022-05-10") };
    let fields = said.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let stored = sheet(stored);
    let filled = Filled { kind: Kind::Docx, fields, tables: Vec::new() };
    let all = differences(&stored, &filled, &form, &context);
    let now = taken(&stored, &all);
    (all, now)
}

/// What one text becomes; `None` where it changes nothing.
fn becomes(field: &str, stored: Entry, said: &str) -> Option<Result<Entry, Problem>> {
    let stored = if stored == text("") { vec![] } else { vec![(field, stored)] };
    let one = found(&stored, &[(field, said)]).0.into_iter().next()?;
    assert_eq!(one.field, field);
    Some(one.problem.map_or(Ok(one.after), Err))
}

fn no_option(typed: &str) -> Problem {
    Problem::Field(FieldProblem::NotAnOption { found: typed.to_owned() })
}

#[test]
fn what_says_the_same_changes_nothing() {
    for (field, stored, said) in [
        ("name", text("张一川"), " 张一川\r\n"),
        ("name", text("Jose\u{301}"), "José"),
        ("birth", text("1980-05-03"), "1980年5月3日"),
        ("birth", text("不详"), "不详"),
        ("since", text("1980年5月"), "1980.05"),
        ("sex", text("female"), "女"),
        ("sex", text("neither"), "neither"),
        ("twin", text("two"), "甲"),
        ("orientation", many(&["health", "base"]), "基础研究；人民生命健康"),
        ("rank", text("bureau"), "厅局级"),
        ("military", text("no"), "否"),
        ("truth", text("yes"), "√"),
    ] {
        assert_eq!(becomes(field, stored, said), None, "{field}: {said}");
    }
}

#[test]
fn answers_are_read_as_people_write_them() {
    let nothing = || text("");
    for (field, said, meant) in [
        ("name", " 王二禾 ", text("王二禾")),
        ("birth", "1980.5.3", text("1980-05-03")),
        ("birth", "不详", text("不详")),
        ("since", "1980-05", text("1980-05")),
        ("since", "1980年5月", text("1980-05")),
        ("since", "1980.05", text("1980-05")),
        // A spreadsheet makes the first day of a month.
        ("since", "1980-05-01", text("1980-05")),
        ("since", "至今", text("至今")),
        ("sex", "Male", text("male")),
        ("sex", "male", text("male")),
        ("orientation", "人民生命健康、基础研究", many(&["base", "health"])),
        ("orientation", "基础研究、应用", many(&["base-plus"])),
        ("orientation", "health, base", many(&["base", "health"])),
        ("rank", "厅局级", text("bureau")),
        ("military", "是", text("yes")),
        ("military", "No", text("no")),
        ("truth", "是", text("yes")),
        ("identity.document", "护照", text("passport")),
        ("identity.document", "身份证", text("resident-card")),
        ("identity.number", "E12345678", text("E12345678")),
    ] {
        assert_eq!(becomes(field, nothing(), said), Some(Ok(meant)), "{field}: {said}");
    }
    // What was emptied is emptied.
    assert_eq!(becomes("name", text("张一川"), ""), Some(Ok(nothing())));
    assert_eq!(becomes("truth", text("yes"), "否"), Some(Ok(nothing())));
    assert_eq!(becomes("orientation", many(&["base"]), " "), Some(Ok(many(&[]))));
}

#[test]
fn what_no_option_is_called_is_said_and_not_taken() {
    for (field, said) in [
        ("sex", "不详"),
        ("twin", "甲"),
        ("orientation", "基础研究、农业"),
        ("military", "也许"),
        ("identity.document", "学生证"),
    ] {
        assert_eq!(becomes(field, text(""), said), Some(Err(no_option(said))), "{field}");
    }
    let (all, now) = found(&[("sex", text("male"))], &[("sex", "不详"), ("name", "张一川")]);
    assert_eq!(all.len(), 2);
    assert_eq!((now.text("sex"), now.text("name")), ("male", "张一川"));
}

#[test]
fn what_the_form_does_not_have_and_what_is_said_twice_is_named() {
    let (all, now) = found(&[], &[("salary", "1"), ("name", "甲"), ("name", "乙"), ("sex", "女"), ("sex", "女")]);
    let said: Vec<_> = all.iter().map(|one| (one.field.as_str(), one.problem.clone())).collect();
    let unknown = Problem::Field(FieldProblem::UnknownField);
    assert_eq!(said, [("sex", None), ("salary", Some(unknown.clone())), ("name", Some(Problem::Twice))]);
    assert_eq!(now, sheet(&[("sex", text("female"))]));
    for strange in ["resume.0.salary", "resume.x.from", "name.number", "identity", "resume"] {
        let all = found(&[], &[(strange, "1")]).0;
        assert_eq!(all.len(), 1, "{strange}");
        assert_eq!((all[0].field.as_str(), all[0].problem.clone()), (strange, Some(unknown.clone())));
    }
}

#[test]
fn what_the_file_does_not_speak_of_stays() {
    let stored = [("name", text("张一川")), ("resume", rows(&[&[("role", "助教")]]))];
    let (all, now) = found(&stored, &[("sex", "女")]);
    assert_eq!(all.len(), 1);
    assert_eq!((now.text("name"), now.rows("resume").len()), ("张一川", 1));
}

#[test]
fn rows_are_changed_added_and_taken_out() {
    let stored = [(
        "resume",
        rows(&[
            &[("from", "1999-07"), ("role", "助教")],
            &[("from", "2003-07"), ("role", "讲师")],
            &[("from", "2008-07"), ("role", "教授")],
            &[],
        ]),
    )];
    let said = [
        ("resume.0.from", "1999年7月"),
        ("resume.0.role", "助理"),
        ("resume.1.from", ""),
        ("resume.1.role", " "),
        ("resume.3.role", ""),
        ("resume.4.from", ""),
        ("resume.5.from", "2020.1"),
        ("resume.5.card.document", "护照"),
        ("resume.5.card", "E1234"),
    ];
    let (all, now) = found(&stored, &said);
    let places: Vec<&str> = all.iter().map(|one| one.field.as_str()).collect();
    // The second was emptied, the third is not there any more.
    assert_eq!(places, ["resume.0.role", "resume.1", "resume.2", "resume.5"]);
    assert_eq!(all[0].label, Some(label("职务", "Role")));
    assert_eq!(all[1].before, rows(&[&[("from", "2003-07"), ("role", "讲师")]]));
    assert_eq!(all[1].after, rows(&[]));
    let added = row(&[("from", "2020-01"), ("card.document", "passport"), ("card", "E1234")]);
    assert_eq!(all[3].after, Entry::Rows(vec![added.clone()]));
    assert_eq!(now.rows("resume"), [row(&[("from", "1999-07"), ("role", "助理")]), row(&[]), added]);
    // Only what was accepted.
    let some = taken(&sheet(&stored), &all[1..2]);
    let roles: Vec<_> = some.rows("resume").iter().map(|row| row.get("role").map(String::as_str)).collect();
    assert_eq!(roles, [Some("助教"), Some("教授"), None]);
}

#[test]
fn nothing_that_was_typed_shows_itself_in_a_log() {
    let (all, _) = found(&[], &[("name", "张一川"), ("resume.0.role", "助教")]);
    let shown = format!("{all:?}");
    assert!(shown.contains("resume.0") && !shown.contains("张一川") && !shown.contains("助教"), "{shown}");
}
