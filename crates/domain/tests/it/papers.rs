//! Papers, steps and wording, on the shipped rulebooks: titles and words are the notices' own.

use linxuan_domain::rulebook::{DeadlineAct, Delivery, OpinionGiver, Paper, PaperKind, ProcedureKind};

use crate::campaigns::shipped;
use crate::traps::{FIVE, book};

/// The wording beside the instant is the notice's own, and so is the number by which people cite it.
#[test]
fn the_wording_of_a_deadline_and_the_documents_number_stand_in_the_cited_clause() {
    for name in FIVE {
        let shipped = shipped(name);
        let (book, origins, texts) = (shipped.rulebook(), shipped.read().origins, shipped.outline.by_id());
        let says = |path: &str, words: &str| {
            let holds = |item: &String| texts[item.as_str()].text.contains(words);
            assert!(origins.items(path).iter().any(holds), "{name} {path}: {words}");
        };
        let deadline = book.deadline(DeadlineAct::HandIn).unwrap();
        says(&format!("deadline.{}", deadline.id), &deadline.wording.zh);
        if let Some(number) = &book.campaign.document_number {
            says("campaign", number);
        }
    }
}

fn titles(name: &'static str) -> Vec<(PaperKind, String, Option<u32>, Option<String>)> {
    let one =
        |paper: Paper| (paper.kind, paper.title.zh, paper.attachment, paper.attachment_title.map(|title| title.zh));
    book(name).paper.into_iter().map(one).collect()
}

#[test]
fn every_paper_has_the_exact_title_of_its_notice() {
    use PaperKind::{ActivityTable, IntegrityOpinion, NominationForm, SummaryTable, WorkReport};
    type Title = (PaperKind, &'static str, Option<u32>, Option<&'static str>);
    let cases: [(&str, &[Title]); 5] = [
        (
            "national-2021",
            &[
                (NominationForm, "2021年“最美科技工作者”推荐表", Some(1), Some("“最美科技工作者”推荐表")),
                (SummaryTable, "2021年“最美科技工作者”推荐人选汇总表", Some(2), Some("“最美科技工作者”候选人汇总表")),
                (ActivityTable, "2021年“最美科技工作者”学习宣传活动开展情况汇总表", None, None),
                (WorkReport, "推荐工作情况报告", None, None),
            ],
        ),
        (
            "national-2022",
            &[
                (NominationForm, "“最美科技工作者”推荐表", Some(1), None),
                (SummaryTable, "“最美科技工作者”候选人汇总表", Some(2), None),
                (ActivityTable, "“最美科技工作者”学习宣传活动开展情况表", Some(3), None),
            ],
        ),
        (
            "chongqing-2021",
            &[
                (NominationForm, "2021年重庆市“最美科技工作者”推荐表", Some(1), None),
                (SummaryTable, "2021年重庆市“最美科技工作者”推荐人选汇总表", Some(2), None),
                (WorkReport, "推荐工作情况报告", None, None),
            ],
        ),
        (
            "hebei-2021",
            &[
                (NominationForm, "2021年河北省“最美科技工作者”推荐表", Some(1), None),
                (SummaryTable, "2021年河北省“最美科技工作者”推荐人选汇总表", Some(2), None),
                (ActivityTable, "2021年河北省“最美科技工作者”学习宣传活动开展情况表", Some(3), None),
                (WorkReport, "推荐工作情况报告", None, None),
            ],
        ),
        (
            "qinghai-2023",
            &[
                (NominationForm, "2023年青海省“最美科技工作者”推荐表", Some(1), None),
                (IntegrityOpinion, "2023青海省“最美科技工作者”候选人政治表现及党风廉政情况意见表", Some(2), None),
                (
                    SummaryTable,
                    "2023年“最美科技工作者”推荐人选汇总表",
                    Some(3),
                    Some("2023年青海省“最美科技工作者”候选人汇总表"),
                ),
                (ActivityTable, "2023年青海省“最美科技工作者”学习宣传活动开展情况表", Some(4), None),
                (WorkReport, "推荐工作情况报告", None, None),
            ],
        ),
    ];
    for (name, wanted) in cases {
        let wanted: Vec<_> = wanted
            .iter()
            .map(|(kind, title, number, other)| (*kind, (*title).to_owned(), *number, other.map(str::to_owned)))
            .collect();
        let found = titles(name);
        assert_eq!(found.len(), wanted.len(), "{name}");
        for title in wanted {
            assert!(found.contains(&title), "{name}: {title:?} is not in {found:?}");
        }
    }
}

#[test]
fn public_notice_in_the_notices_is_the_units_own() {
    for name in FIVE {
        let shipped = shipped(name);
        let (book, origins) = (shipped.rulebook(), shipped.read().origins);
        let notice = book.procedure.iter().find(|one| one.kind == ProcedureKind::UnitNotice).unwrap();
        assert!(notice.required, "{name}");
        let items = origins.items(&format!("procedure.{}", notice.id)).to_vec();
        let texts = shipped.outline.by_id();
        assert!(items.iter().any(|item| texts[item.as_str()].text.contains("公示")), "{name}");
        // A notice of the result is nobody's order: it is assumed, whole.
        assert_eq!(origins.items("public_notice"), [""; 0], "{name}");
        assert!(origins.0["public_notice"].assumed.contains_key(""), "{name}");
    }
}

#[test]
fn activity_tables_are_asked_where_only_one_list_names_them() {
    let table = |name| book(name).paper.into_iter().find(|paper| paper.kind == PaperKind::ActivityTable);
    let national = table("national-2021").unwrap();
    assert_eq!((national.attachment, national.originals, national.delivery), (None, None, vec![Delivery::Online]));
    let qinghai = table("qinghai-2023").unwrap();
    assert_eq!((qinghai.attachment, qinghai.originals, qinghai.sealed), (Some(4), None, false));
    assert!(table("chongqing-2021").is_none());
}

#[test]
fn the_paperless_campaign_still_has_its_seals_and_opinions() {
    let book = book("national-2022");
    assert_eq!(book.office.intake, [Delivery::Online]);
    assert!(book.office.address.is_none() && book.deadline(DeadlineAct::DeliverPaper).is_none());
    assert!(book.paper.iter().all(|paper| paper.originals.is_none() && paper.delivery == [Delivery::Online]));
    assert!(book.material.iter().all(|material| material.delivery == [Delivery::Online]));
    assert!(book.paper.iter().any(|paper| paper.sealed));
    let joint = book.opinion.iter().find(|opinion| opinion.given_by == OpinionGiver::JointBodies).unwrap();
    assert!(joint.required && book.channel("region").unwrap().joint_opinions_required);
}
