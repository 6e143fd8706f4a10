//! Official papers on the pages: which there are, who gets them, what each holds.

use std::sync::{Arc, Mutex};

use linxuan_app::Papers;
use linxuan_domain::paper::{Content, Letters, PageHash, Paper, Set, Unprintable};
use linxuan_testkit::invented;
use linxuan_web::Options;

use crate::client::ask;
use crate::world::{CLERK, CLERK_B, World, each_engine};

/// Sets no paper, but keeps what it was given; one unit it cannot print.
#[derive(Debug, Default)]
struct Kept(Mutex<Vec<Paper>>);

impl Papers for Kept {
    fn letters(&self, _: &Letters) -> Result<Vec<u8>, Unprintable> {
        Err(Unprintable::NoFonts)
    }

    fn paper(&self, paper: &Paper) -> Result<Set, Unprintable> {
        self.0.lock().unwrap().push(paper.clone());
        if paper.head.unit == "远山学会" {
            return Err(Unprintable::GlyphAt { character: '𬭊', place: "姓名".to_owned() });
        }
        Ok(Set { pdf: b"%PDF".to_vec(), pages: vec![PageHash(String::new())] })
    }

    fn office(&self, paper: &Paper) -> Result<Vec<u8>, Unprintable> {
        self.0.lock().unwrap().push(paper.clone());
        Ok(b"PK".to_vec())
    }
}

fn with_papers(world: &mut World) -> Arc<Kept> {
    let kept = Arc::new(Kept::default());
    world.app = world.app.clone().with_papers(Some(kept.clone()));
    world.site = linxuan_web::router(world.app.clone(), Options::default());
    kept
}

/// The answers that the last paper prints, and whether it is a draft.
fn last(kept: &Kept) -> (String, bool) {
    let all = kept.0.lock().unwrap();
    let paper = all.last().unwrap();
    let Content::NominationForm(form) = &paper.content else { panic!("no form") };
    (serde_json::to_string(&form.of.answers).unwrap(), paper.head.draft)
}

#[test]
fn a_nomination_lists_its_papers_and_gives_each_as_pdf() {
    each_engine(async |world| {
        let kept = with_papers(world);
        let draft = world.filled(CLERK, 1).await;
        let path = format!("/nominations/{draft}/papers/nomination-form");
        let page = world.get(CLERK, &format!("/nominations/{draft}")).await.is(200).text();
        assert!(page.contains(&format!("href=\"{path}\" download>“最美科技工作者”推荐表")), "{page}");
        assert!(page.contains("加盖单位公章；网上报送"), "{page}");
        assert!(page.contains("每页印有“草稿”字样"), "{page}");
        let told = world.get(CLERK, &path).await;
        assert_eq!(told.is(200).header("content-type"), "application/pdf");
        assert_eq!(told.header("cache-control"), "no-store");
        let name = told.header("content-disposition");
        // “最美科技工作者”推荐表-…
        assert!(name.contains("%E6%8E%A8%E8%8D%90%E8%A1%A8-"), "{name}");
        let (answers, is_draft) = last(&kept);
        assert!(answers.contains(&invented::resident_card(1)) && is_draft, "{answers}");
        // Whoever has this version is told so, and nothing is set for it.
        let set = kept.0.lock().unwrap().len();
        let asked = ask("GET", &path).same_origin().header("if-none-match", &told.header("etag"));
        assert_eq!(asked.by(world, CLERK).send(world).await.status, 304);
        assert_eq!(kept.0.lock().unwrap().len(), set);
        for missing in ["summary-table", "integrity-opinion", "returned", "examination", "nonsense"] {
            world.get(CLERK, &format!("/nominations/{draft}/papers/{missing}")).await.is(404);
        }
    });
}

/// Forms are worked on in Word, tables in Excel, and neither as the other.
#[test]
fn papers_are_given_to_work_on() {
    each_engine(async |world| {
        let kept = with_papers(world);
        let draft = world.filled(CLERK, 1).await;
        let (form, table) = (format!("/nominations/{draft}/papers/nomination-form"), "/papers/summary-table");
        let page = world.get(CLERK, &format!("/nominations/{draft}")).await.is(200).text();
        assert!(page.contains(&format!("href=\"{form}?format=docx\"")), "{page}");
        let told = world.get(CLERK, &format!("{form}?format=docx")).await;
        assert!(told.is(200).header("content-type").ends_with("wordprocessingml.document"));
        let name = told.header("content-disposition");
        assert_eq!(name.rsplit('.').next(), Some("docx"), "{name}");
        assert_eq!((told.header("cache-control").as_str(), told.body.as_slice()), ("no-store", &b"PK"[..]));
        let told = world.get(CLERK, &format!("{table}?format=xlsx")).await;
        assert!(told.is(200).header("content-type").ends_with("spreadsheetml.sheet"));
        let set = kept.0.lock().unwrap().len();
        for other in [format!("{form}?format=xlsx"), format!("{table}?format=docx"), format!("{form}?format=exe")] {
            world.get(CLERK, &other).await.is(404);
        }
        for stranger in [CLERK_B, "supervisor"] {
            world.get(stranger, &format!("{form}?format=docx")).await.is(404);
        }
        assert_eq!(kept.0.lock().unwrap().len(), set);
    });
}

#[test]
fn papers_hold_personal_answers_only_for_those_who_may_see_them() {
    each_engine(async |world| {
        let kept = with_papers(world);
        let (ids, _) = world.handed_in(CLERK, &[1]).await;
        let path = format!("/nominations/{}/papers/nomination-form", ids[0]);
        world.get("joint", &path).await.is(200);
        let (answers, draft) = last(&kept);
        assert!(!answers.contains(&invented::resident_card(1)) && !draft, "{answers}");
        assert!(answers.contains(&invented::name(1)), "{answers}");
        world.get("examiner", &path).await.is(200);
        assert!(last(&kept).0.contains(&invented::resident_card(1)));
        world.get("examiner", &format!("/nominations/{}/papers/examination", ids[0])).await.is(200);
        world.get(CLERK, &format!("/nominations/{}/papers/examination", ids[0])).await.is(404);
        let page = world.get("examiner", &format!("/examination/{}", ids[0])).await.is(200).text();
        assert!(page.contains(&format!("/nominations/{}/papers/examination\" download", ids[0])), "{page}");
    });
}

#[test]
fn a_units_papers_stand_where_it_hands_in() {
    each_engine(async |world| {
        let kept = with_papers(world);
        world.filled(CLERK, 1).await;
        let page = world.get(CLERK, "/hand-in").await.is(200).text();
        for (id, title) in [("summary-table", "候选人汇总表"), ("activity-table", "学习宣传活动开展情况表")]
        {
            assert!(page.contains(&format!("href=\"/papers/{id}\" download>“最美科技工作者”{title}")), "{page}");
            world.get(CLERK, &format!("/papers/{id}")).await.is(200);
        }
        world.get(CLERK, "/papers/nomination-form").await.is(404);
        let (_, receipt) = world.handed_in(CLERK, &[2]).await;
        let page = world.get(CLERK, &format!("/receipts/{receipt}")).await.is(200).text();
        assert!(page.contains(&format!("href=\"/receipts/{receipt}/paper\"")), "{page}");
        world.get(CLERK, &format!("/receipts/{receipt}/paper")).await.is(200);
        let all = kept.0.lock().unwrap();
        let Content::SummaryTable(table) = &all[0].content else { panic!("no table") };
        assert_eq!((all[0].head.number.as_str(), all[0].head.draft), ("NATIONAL-2022-001", true));
        // The rule of the notice looks at those younger than 45.
        assert_eq!((table.rows.len(), table.younger, table.ratios.len()), (1, Some(45), 2));
        let Content::Receipt(receipt) = &all.last().unwrap().content else { panic!("no receipt") };
        assert!(receipt.list.iter().any(|one| one.name == invented::name(2)));
    });
}

#[test]
fn what_cannot_be_set_is_said_with_what_mends_it() {
    each_engine(async |world| {
        let draft = world.filled(CLERK, 1).await;
        let page = world.get(CLERK, &format!("/nominations/{draft}")).await.is(200).text();
        assert!(page.contains("没有安装排印用的字体") && !page.contains("/papers/nomination-form\""), "{page}");
        let path = format!("/nominations/{draft}/papers/nomination-form");
        assert!(world.get(CLERK, &path).await.is(503).text().contains("没有排印用的字体"));
        with_papers(world);
        let other = world.filled(CLERK_B, 2).await;
        let told = world.get(CLERK_B, &format!("/nominations/{other}/papers/nomination-form")).await;
        assert!(told.is(422).text().contains("字体中没有“𬭊”（U+2CB4A）这个字，姓名无法排印"), "{}", told.text());
    });
}
