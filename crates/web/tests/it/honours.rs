//! The register of earlier honours as the office brings it in.

use linxuan_app::{honour, nomination, view};
use linxuan_domain::finding::{Finding, Matter};
use linxuan_testkit::invented;

use crate::client::{Told, ask};
use crate::world::{CLERK, CLERK_B, World, each_engine};

const HEADING: &str = "荣誉名称,姓名,出生日期,身份证号,届次";

/// The form as browsers send it, with a pasted table or a file of one.
async fn brought(world: &World, act: &str, table: &str, file: &str) -> Told {
    let part = |head: &str, value: &str| format!("--edge\r\nContent-Disposition: form-data; {head}\r\n\r\n{value}\r\n");
    let parts = [
        part("name=\"table\"", table),
        part("name=\"file\"; filename=\"honours.csv\"", file),
        part("name=\"act\"", act),
    ];
    let body = format!("{}--edge--\r\n", parts.concat());
    let asked = ask("POST", "/honours").by(world, "office").same_origin();
    asked.raw("multipart/form-data; boundary=edge", body).send(world).await
}

/// Entries and matching nominations.
async fn register(world: &World) -> (i64, i64) {
    let register = honour::register(&world.app, &world.viewer("office").await).await.unwrap();
    (register.entries, register.matching)
}

fn registered(findings: &[Finding]) -> Vec<&[String]> {
    let of = |one: &'_ Finding| matches!(&one.matter, Matter::Honours { registered, .. } if !registered.is_empty());
    let found = findings.iter().filter(|one| of(one));
    let names = found.filter_map(|one| match &one.matter {
        Matter::Honours { registered, .. } => Some(registered.as_slice()),
        _ => None,
    });
    names.collect()
}

#[test]
fn wrong_lines_are_named_and_nothing_is_written() {
    each_engine(async |world| {
        let card = invented::resident_card(9);
        let wrong = format!(
            "{HEADING}\n国家级荣誉表彰,张一川,,{card},2019\n没有这种,李二禾,,{card},\nnational,王三岚,,,2019\n"
        );
        for act in ["check", "import"] {
            let told = brought(world, act, &wrong, "").await;
            let html = told.is(422).text();
            assert!(html.contains("第3行") && html.contains("第4行") && !html.contains("第2行"), "{html}");
            assert!(html.contains("没有“没有这种”这个荣誉系列") && html.contains("“王三岚”一行没有证件号码"), "{html}");
            assert!(html.contains(&card), "what was typed stays: {html}");
        }
        let unread = brought(world, "import", "姓名,爱好\n张一川,棋\n", "").await;
        assert!(unread.is(422).text().contains("荣誉名称 / series"), "{}", unread.text());
        let born = brought(world, "import", "", &format!("{HEADING}\nnational,张一川,去年,{card},\n")).await;
        assert!(born.is(422).text().contains("“去年”不是日期"), "{}", born.text());
        brought(world, "import", HEADING, "").await.is(422);
        let good = brought(world, "check", &format!("{HEADING}\nnational,张一川,,{card},2019\n"), "").await;
        assert!(good.is(200).text().contains("1行没有问题"), "{}", good.text());
        assert_eq!(register(world).await, (0, 0));
    });
}

#[test]
fn whoever_is_registered_is_found_when_nominated() {
    each_engine(async |world| {
        world.handed_in(CLERK, &[4, 5]).await;
        world.filled(CLERK, 6).await;
        let (card, draft) = (invented::resident_card(4), invented::resident_card(6));
        let later = invented::resident_card(7);
        let table =
            format!("{HEADING}\n国家级荣誉表彰,甲,,{card},2019\nnational,乙,,{draft},\nnational,丙,,{later},\n");
        let told = brought(world, "import", "", &table).await;
        let html = told.is(200).text();
        // Of the two registered that are nominated already one is a draft, which is its unit's own.
        assert!(html.contains("名单中的3行已经全部登记") && html.contains("登记库现有3条"), "{html}");
        assert!(html.contains("有1项与登记库相符"), "{html}");
        assert!(![card, draft, later].iter().any(|number| html.contains(number)), "{html}");
        // The form once more, as after a double click.
        brought(world, "import", "", &table).await.is(200);
        assert_eq!(register(world).await, (3, 1));
        let id = world.begun(CLERK_B).await;
        let fields = crate::story::sheet(7).0.keys().cloned().collect();
        let clerk = world.viewer(CLERK_B).await;
        let saved = nomination::save(&world.app, &clerk, &id, 1, fields, crate::story::sheet(7)).await.unwrap();
        assert_eq!(registered(&saved.judged.findings), [["national"]]);
        let page = world.get(CLERK_B, &format!("/nominations/{id}")).await;
        assert!(page.is(200).text().contains("登记库中有：国家级荣誉表彰"), "{}", page.text());
    });
}

#[test]
fn the_record_tells_the_number_of_lines_and_nobody_in_them() {
    each_engine(async |world| {
        let (card, name) = (invented::resident_card(8), "郑八渚");
        let table = format!("{HEADING}\nnational,{name},1975-03-05,{card},第九届\n");
        brought(world, "import", &table, "").await.is(200);
        // On PostgreSQL lines get their place a moment after their act.
        world.app.settle().await.unwrap();
        let told = world.get("auditor", "/api/record").await;
        let text = told.is(200).text();
        assert!(text.contains("honours-imported"), "{text}");
        assert!(![&*card, name, "1975-03-05"].iter().any(|personal| text.contains(personal)), "{text}");
        assert_eq!(view::units(&world.app, &world.viewer("office").await).await.unwrap().len(), 3);
    });
}

#[test]
fn the_office_finds_the_page_and_nobody_else_does() {
    each_engine(async |world| {
        let page = world.get("office", "/home").await;
        assert_eq!(page.is(200).text().matches("href=\"/honours\"").count(), 2, "navigation and task: {}", page.text());
        let page = world.get("examiner", "/home").await;
        assert!(!page.is(200).text().contains("/honours"), "{}", page.text());
        let page = world.get("office", "/honours").await;
        assert!(page.is(200).text().contains("国家级荣誉表彰、中宣部“最美”系列称号"), "{}", page.text());
    });
}
