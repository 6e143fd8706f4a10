//! Findings in the exact words that clerks read.

use linxuan_domain::finding::{FieldProblem, Finding, Matter, Verdict};
use linxuan_domain::identity::BadNumber;
use linxuan_domain::rulebook::{Force, Reading};
use linxuan_domain::value::Key;
use linxuan_texts::{Said, Words, finding};

use crate::{CHINESE, ENGLISH, campaign};

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

fn of(rule: &str, force: Force, verdict: Verdict, matter: Matter) -> Finding {
    Finding { rule: rule.into(), force, verdict, matter }
}

fn field(id: &str, row: Option<u32>, problem: FieldProblem) -> Finding {
    let verdict = if problem == FieldProblem::Missing { Verdict::Open } else { Verdict::Breaks };
    of("form", Force::Must, verdict, Matter::Field { field: id.into(), row, problem })
}

fn said(words: Words, reading: &Reading, track: &str, one: &Finding) -> Said {
    let book = reading.rulebook.as_ref().unwrap();
    let clauses = |path: &str| reading.origins.items(path).iter().map(|item| clause(item)).collect();
    finding(words, book, &clauses, track, one)
}

fn clause(item: &str) -> String {
    linxuan_domain::rulebook::outline::clause(item).to_owned()
}

fn assert_said(said: &Said, what: &str, figure: &str, mend: &str) {
    assert_eq!((said.what.as_str(), said.figure.as_str(), said.mend.as_str()), (what, figure, mend));
}

#[test]
fn a_text_that_is_too_long_says_by_how_much() {
    let qinghai = campaign("qinghai-2023");
    let one = field("deeds", None, FieldProblem::TooLong { max: 2_000, found: 2_001 });
    let chinese = said(CHINESE, &qinghai, "person", &one);
    assert_said(&chinese, "“先进事迹”超过字数", "2,001 字，最多 2,000 字", "请删去 1 字，最多 2,000 字");
    assert_eq!((chinese.force.as_str(), chinese.verdict.as_str()), ("必须", "不符合"));
    assert_eq!(chinese.field.as_deref(), Some("deeds"));
    let name = said(CHINESE, &qinghai, "person", &field("name", None, FieldProblem::Missing));
    assert_eq!((name.what.as_str(), name.clause.as_str()), ("“姓名”没有填写", ""), "no notice need ask for a name");
    let english = said(ENGLISH, &qinghai, "person", &one);
    assert_eq!(english.figure, "2,001 characters, at most 2,000");
    assert_eq!(english.mend, "Take out 1 character; at most 2,000");
}

#[test]
fn a_cell_is_named_by_table_row_and_column() {
    let example = campaign("example-team-and-work");
    let said = said(CHINESE, &example, "team", &field("members.leader", Some(3), FieldProblem::Missing));
    assert_said(&said, "“团队成员（含负责人）”第 3 行“是否负责人”没有填写", "", "请选择“是否负责人”");
    assert_eq!(said.field.as_deref(), Some("members.leader#3"));
    assert_eq!(said.clause, "依据：通知三、1（1）");
}

#[test]
fn identity_numbers_say_which_character_to_look_at() {
    let qinghai = campaign("qinghai-2023");
    let wrong = |why| said(CHINESE, &qinghai, "person", &field("identity", None, FieldProblem::BadIdentity { why }));
    assert!(wrong(BadNumber::Checksum).mend.contains("最后一位应由前17位算出"));
    assert!(wrong(BadNumber::Length(17)).figure.starts_with("填写了 17 位；居民身份证应为 18 位"));
}

/// 2022 national notice: at least 30 % of a list younger than 35? The share and its bound are the rulebook's.
#[test]
fn a_share_says_part_percent_and_what_is_needed() {
    let qinghai = campaign("qinghai-2023");
    let share = |part, whole, verdict| {
        let matter = Matter::Share { part, whole, at_least: "20%".parse().ok(), at_most: None, smallest: 3 };
        said(CHINESE, &qinghai, "", &of("young-share", Force::Must, verdict, matter))
    };
    // 20 % of 9 is 1.8: two after rounding to the nearest.
    let broken = share(1, 9, Verdict::Breaks);
    assert_said(
        &broken,
        "推荐人选中45岁以下青年科技工作者不少于20%",
        "45岁以下 1 人，占 11.1%，应不低于 20%（四舍五入为 2 人）",
        "请调整名单：共 9 人时，45岁以下至少 2 人",
    );
    assert_eq!(broken.clause, "依据：通知四、4");
    assert_eq!(share(2, 9, Verdict::Holds).mend, "");
    assert!(share(0, 2, Verdict::Holds).figure.ends_with("名单不足 3 人，不作要求"));
    assert_eq!(share(0, 0, Verdict::Holds).figure, "名单中还没有人");
    assert!(share(0, 5, Verdict::Open).mend.contains("出生日期"));
}

#[test]
fn an_exact_share_in_principle_may_be_waived() {
    let example = campaign("example-team-and-work");
    let matter = Matter::Share { part: 2, whole: 5, at_least: "1/2".parse().ok(), at_most: None, smallest: 1 };
    let said = said(CHINESE, &example, "team", &of("young-members", Force::InPrinciple, Verdict::Breaks, matter));
    assert_eq!(said.figure, "45岁以下 2 人，占 40%，应不低于 1/2");
    assert_eq!(said.mend, "请调整名单：共 5 人时，45岁以下至少 3 人；确有特殊情况的，请填写特殊情况说明");
}

#[test]
fn a_rank_too_high_names_both_ranks() {
    let qinghai = campaign("qinghai-2023");
    let rank = |verdict, found: Option<&str>| {
        let matter = Matter::Rank { found: found.map(key), limit: key("department-deputy") };
        said(CHINESE, &qinghai, "person", &of("rank-limit", Force::Must, verdict, matter))
    };
    let broken = rank(Verdict::Breaks, Some("department-chief"));
    assert_eq!(broken.what, "不包括现任副厅级以上行政职务的公务员和参公管理人员");
    assert!(broken.figure.ends_with("：厅局级正职，应低于厅局级副职"), "{}", broken.figure);
    assert!(broken.mend.ends_with("情况属实的，不能推荐"), "{}", broken.mend);
    assert!(broken.field.is_some());
    let not_concerned = rank(Verdict::Holds, None);
    assert!(not_concerned.figure.ends_with("：不涉及"), "{}", not_concerned.figure);
    assert_eq!((not_concerned.mend.as_str(), not_concerned.field), ("", None));
}

#[test]
fn an_honour_in_principle_leads_to_the_waiver_and_not_to_the_field() {
    let qinghai = campaign("qinghai-2023");
    let matter =
        Matter::Honours { named: vec!["全国生态建设先进个人".into()], registered: vec!["national".into()] };
    let broken = said(CHINESE, &qinghai, "person", &of("honours", Force::InPrinciple, Verdict::Breaks, matter.clone()));
    assert_eq!(broken.figure, "推荐表中填写：全国生态建设先进个人，登记库中有：国家级荣誉表彰");
    assert!(broken.mend.ends_with("请填写特殊情况说明"), "{}", broken.mend);
    assert_eq!((broken.field, broken.clause.as_str()), (None, "依据：通知三、2（1）"));
    let waived = said(CHINESE, &qinghai, "person", &of("honours", Force::InPrinciple, Verdict::Waived, matter));
    assert_eq!((waived.verdict.as_str(), waived.mend.as_str()), ("已附说明", ""));
}

#[test]
fn a_double_nomination_never_says_where() {
    let qinghai = campaign("qinghai-2023");
    let matter = Matter::Once { elsewhere: true, here: false };
    let once = said(CHINESE, &qinghai, "person", &of("once", Force::Must, Verdict::Breaks, matter));
    assert_eq!(once.figure, "其他推荐单位也推荐了同一人选");
    // The notice is silent on it: the rulebook assumes it, and the finding says so.
    assert_eq!(once.clause, "通知没有写明，由活动办公室设定");
}

#[test]
fn quotas_say_used_and_allowed_and_the_clause_of_their_own_channel() {
    let qinghai = campaign("qinghai-2023");
    // 三、2（1）·4 fixes three for each society, the same clause as every channel's.
    let over = Matter::Quota { channel: key("society"), used: 5, allowed: 4, extra: 1, exactly: true };
    let over = said(CHINESE, &qinghai, "", &of("quota", Force::Must, Verdict::Breaks, over));
    assert_said(&over, "推荐人选超过名额", "推荐 5 名，定额 4 名，其中增加名额 1 名", "请减少 1 名");
    assert_eq!(over.clause, "依据：通知三、2（1）");
    let short = Matter::QuotaShort { channel: key("society"), used: 2, wanted: 3, exactly: true };
    let short = said(CHINESE, &qinghai, "", &of("quota-short", Force::InPrinciple, Verdict::Breaks, short));
    let mend = "请补足 1 名；确需少报的，请填写特殊情况说明";
    assert_said(&short, "推荐人选少于规定数量", "推荐 2 名，定额 3 名", mend);
}

/// 河北 五·13 gives each military unit one, 五·15 three to all of them: two figures, two items.
#[test]
fn a_quota_and_a_cap_are_asked_for_where_each_stands() {
    let hebei = campaign("hebei-2021");
    let book = hebei.rulebook.as_ref().unwrap();
    let asked = std::cell::RefCell::new(Vec::new());
    let clauses = |path: &str| {
        asked.borrow_mut().push(path.to_owned());
        hebei.origins.items(path).to_vec()
    };
    let cap = Matter::Cap { channel: key("military"), used: 4, own: Some(1), allowed: 3, extra: 0 };
    let cap = finding(CHINESE, book, &clauses, "", &of("cap", Force::Must, Verdict::Breaks, cap));
    let figure = "本渠道共 4 名，总数不超过 3 名，其中本单位 1 名，其他单位已报送 3 名";
    let mend = "请减少 1 名，或与归口单位商定由哪些单位报送";
    assert_said(&cap, "本渠道报送总数超过上限", figure, mend);
    assert_eq!(cap.clause, "依据：通知五·15");
    let holds = Matter::Quota { channel: key("supplement"), used: 1, allowed: 3, extra: 0, exactly: false };
    finding(CHINESE, book, &clauses, "", &of("quota", Force::Must, Verdict::Holds, holds));
    assert_eq!(*asked.borrow(), ["channel.military.collector.cap", "supplement"]);
    let short = Matter::CapShort { channel: key("military"), used: 1, wanted: 2 };
    let short = said(CHINESE, &hebei, "", &of("cap-short", Force::InPrinciple, Verdict::Breaks, short));
    assert_said(&short, "本渠道报送总数少于规定数量", "本渠道共 1 名，规定 2 名", "还差 1 名，请向归口单位核实");
}

#[test]
fn steps_and_opinions_are_named_by_the_rulebook() {
    let qinghai = campaign("qinghai-2023");
    let book = qinghai.rulebook.as_ref().unwrap();
    let procedure = &book.procedure[0];
    let matter = Matter::Procedure { procedure: procedure.id.clone(), recorded: false };
    let rule = format!("step.{}", procedure.id);
    let open = said(CHINESE, &qinghai, "", &of(&rule, Force::Must, Verdict::Open, matter));
    let mend = format!("请办理后登记“{}”", procedure.label.zh);
    assert_said(&open, &procedure.label.zh, "未登记", &mend);
    let matter = Matter::Opinion { opinion: key("discipline"), recorded: true };
    let held = said(CHINESE, &qinghai, "person", &of("discipline-opinion", Force::Must, Verdict::Holds, matter));
    assert_said(&held, "须有纪检机构的党风廉政意见", "已登记", "");
    let secrecy = of("secrecy", Force::Must, Verdict::Open, Matter::Secrecy { declared: false });
    assert_eq!(said(CHINESE, &qinghai, "", &secrecy).what, "还没有作保密审查声明");
}
