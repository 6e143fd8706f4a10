//! Which entry answers each item of a notice.

use linxuan_domain::rulebook::coverage::{Answer, Covered, coverage};
use linxuan_domain::rulebook::outline::{Item, Outline, cited, clause};

use crate::sample;

const OUTLINE: &str = "\
# 题

## 一
- 【一·1】甲
- 【一·2】乙
- 【一·3】丙
### 一、1
- 【一、1·1】丁
- 【一、1·10】戊
";

/// What answers each item when these tables are all there is.
fn answers(toml: &str) -> Vec<(String, Answer, Vec<String>)> {
    let outline = Outline::parse(OUTLINE);
    let origins = linxuan_domain::rulebook::read(toml, &outline, None).origins;
    let one = |covered: Covered| (covered.item, covered.by, covered.keys);
    coverage(&outline, &origins).into_iter().map(one).collect()
}

fn by(toml: &str) -> Vec<Answer> {
    answers(toml).into_iter().map(|(_, by, _)| by).collect()
}

#[test]
fn nothing_cited_leaves_every_item_unassigned() {
    assert_eq!(by(""), [Answer::Unassigned; 5]);
}

#[test]
fn an_item_is_answered_by_a_setting_a_paper_or_a_reason() {
    let found = answers(
        "[secrecy]\nsource = \"一·1\"\n[[paper]]\nid = \"p\"\nsource = \"一·2\"\n[[outside]]\nid = \"o\"\nsource = \"一·3\"\n",
    );
    let wanted = [
        ("一·1", Answer::Setting, vec!["secrecy"]),
        ("一·2", Answer::Paper, vec!["paper.p"]),
        ("一·3", Answer::OutsideSoftware, vec!["outside.o"]),
        ("一、1·1", Answer::Unassigned, vec![]),
        ("一、1·10", Answer::Unassigned, vec![]),
    ];
    let wanted = wanted.map(|(item, by, keys)| (item.to_owned(), by, keys.into_iter().map(str::to_owned).collect()));
    assert_eq!(found, wanted);
}

#[test]
fn a_setting_goes_before_a_paper_and_a_paper_before_a_reason() {
    let paper = "[[paper]]\nid = \"p\"\nsource = \"一·1\"\n";
    let outside = "[[outside]]\nid = \"o\"\nsource = \"一·1\"\n";
    let setting = "[secrecy]\nsource = \"一·1\"\n";
    let first = |parts: &[&str]| by(&parts.concat())[0];
    assert_eq!(first(&[outside]), Answer::OutsideSoftware);
    assert_eq!(first(&[paper, outside]), Answer::Paper);
    assert_eq!(first(&[paper, outside, setting]), Answer::Setting);
}

#[test]
fn ranges_and_lists_cite_each_item_and_no_other() {
    assert_eq!(
        by("[secrecy]\nsource = [\"一·1-2\", \"一、1·10\"]\n"),
        [Answer::Setting, Answer::Setting, Answer::Unassigned, Answer::Unassigned, Answer::Setting,]
    );
}

#[test]
fn tables_within_tables_cite_for_themselves() {
    let found = answers(
        "[[output]]\nid = \"o\"\nassumed = \"无\"\ncap = [{ id = \"c\", source = \"一·2\" }, { source = \"一·2\" }]\n",
    );
    assert_eq!(
        found[1],
        ("一·2".to_owned(), Answer::Setting, vec!["output.o.cap.2".to_owned(), "output.o.cap.c".to_owned()])
    );
}

#[test]
fn an_assumption_answers_no_item() {
    assert_eq!(by("[secrecy]\nassumed = \"通知未写\"\n"), [Answer::Unassigned; 5]);
}

#[test]
fn an_entrys_items_are_its_own_or_those_of_the_table_around_it() {
    let toml = "[campaign]\nsource = \"一·1\"\nyear = 1\n[campaign.words]\nsource = \"一·2\"\n";
    let origins = linxuan_domain::rulebook::read(toml, &Outline::parse(OUTLINE), None).origins;
    assert_eq!(origins.items("campaign.year"), ["一·1"]);
    assert_eq!(origins.items("campaign.words.nominee.zh"), ["一·2"]);
    assert_eq!(origins.items("campaigns"), [""; 0]);
    assert_eq!(origins.items("office"), [""; 0]);
}

#[test]
fn the_samples_items_are_all_answered() {
    let reading = sample::read_text(sample::TEXT);
    let covered = coverage(&sample::outline(), &reading.origins);
    let one = covered.iter().find(|covered| covered.item == "一·10").unwrap();
    assert_eq!(one.text, "不包括现役军人");
    assert_eq!(one.keys, ["examination.check.military", "rule.not-military"]);
    assert!(covered.iter().all(|covered| covered.by == Answer::Setting));
}

#[test]
fn an_outline_is_read_by_headings_and_items() {
    let outline = Outline::parse(
        "#  题 \n\n说明\n## 一 \n- 【 一·1 】 甲【乙】丙 \n-【一·2】no item\n- no item\n### 一、1\n- 【一、1·1】丁\n",
    );
    assert_eq!(outline.title, "题");
    let headings: Vec<_> = outline.sections.iter().map(|section| (section.depth, section.heading.as_str())).collect();
    assert_eq!(headings, [(2, "一"), (3, "一、1")]);
    let item = |id: &str, text: &str| Item { id: id.into(), text: text.into() };
    assert_eq!(outline.items().cloned().collect::<Vec<_>>(), [item("一·1", "甲【乙】丙"), item("一、1·1", "丁")]);
    assert_eq!(outline.by_id()["一、1·1"].text, "丁");
}

#[test]
fn an_item_belongs_to_its_clause() {
    let cases = [("三、2·3", "三、2"), ("三、2（1）·10", "三、2（1）"), ("落款·1", "落款"), ("落款", "落款")];
    for (item, of) in cases {
        assert_eq!(clause(item), of);
    }
}

#[test]
fn a_citation_names_one_item_or_each_of_a_range() {
    let cases: [(&str, &[&str]); 8] = [
        ("三、2·3", &["三、2·3"]),
        ("三、2·3-5", &["三、2·3", "三、2·4", "三、2·5"]),
        ("三、2·9-11", &["三、2·9", "三、2·10", "三、2·11"]),
        ("三、2·3-3", &["三、2·3"]),
        // No range: it stays as written and no outline has it.
        ("三、2·5-3", &["三、2·5-3"]),
        ("三、2·3-", &["三、2·3-"]),
        ("三-五", &["三-五"]),
        ("三、2·1-4294967295", &["三、2·1-4294967295"]),
    ];
    for (citation, items) in cases {
        assert_eq!(cited(citation), items, "{citation}");
    }
}
