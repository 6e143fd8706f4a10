//! The office's pages: examining, and bringing units in.

use linxuan_app::{nomination, view};
use linxuan_domain::form::Sheet;

use crate::client::{Told, ask};
use crate::world::{CLERK, CLERK_B, MAIN, World, each_engine};

/// The checklist with every check passed, and one word.
fn passed(world: &World, version: i64, word: &str) -> Vec<(String, String)> {
    let running = world.app.campaign(MAIN).unwrap();
    let checks = running.rulebook.examination.check.iter();
    let passed = checks.map(|check| (format!("check.{}", check.id), "pass".to_owned()));
    passed.chain([("version".to_owned(), version.to_string()), ("word".to_owned(), word.to_owned())]).collect()
}

async fn examine(world: &World, login: &str, path: &str, form: &[(String, String)]) -> Told {
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    world.post(login, path, &form).await
}

async fn state(world: &World, id: &str) -> String {
    view::dossier(&world.app, &world.viewer("examiner").await, id).await.unwrap().nomination.state
}

#[test]
fn an_accepted_one_leads_to_the_next_that_waits() {
    each_engine(async |world| {
        let (ids, _) = world.handed_in(CLERK, &[1, 2]).await;
        let version = world.stands(CLERK, &ids[0]).await.0;
        let path = format!("/examination/{}", ids[0]);
        let open = examine(
            world,
            "examiner",
            &path,
            &[("version".into(), version.to_string()), ("word".into(), "accept".into())],
        )
        .await;
        open.is(422);
        assert_eq!(state(world, &ids[0]).await, "handed-in");
        let told = examine(world, "examiner", &path, &passed(world, version, "accept")).await;
        assert_eq!(told.to(), format!("/examination/{}?done={}", ids[1], ids[0]));
        assert_eq!(state(world, &ids[0]).await, "accepted");
        // The same page, still open in a second window.
        examine(world, "examiner-2", &path, &passed(world, version, "accept")).await.is(409);
    });
}

#[test]
fn a_word_on_answers_that_changed_is_not_taken() {
    each_engine(async |world| {
        let (ids, _) = world.handed_in(CLERK, &[1]).await;
        let path = format!("/examination/{}", ids[0]);
        let version = world.stands(CLERK, &ids[0]).await.0;
        let mut form = passed(world, version, "return");
        form[0].1 = "fail".into();
        form.push((form[0].0.replace("check.", "reason."), "少一份原件".into()));
        examine(world, "examiner", &path, &form).await.to();
        let mut sheet = Sheet::default();
        sheet.set_text("post", "研究室主任");
        nomination::save(&world.app, &world.viewer(CLERK).await, &ids[0], version, vec!["post".into()], sheet)
            .await
            .unwrap();
        world.post(CLERK, "/hand-in", &[("key", "key-of-the-second-time"), ("secrecy", "yes")]).await.to();
        let late = examine(world, "examiner-2", &path, &passed(world, version, "accept")).await;
        assert!(late.is(409).text().contains("<ins>研究室主任</ins>"), "{}", late.text());
        assert_eq!(state(world, &ids[0]).await, "handed-in");
        examine(world, "examiner-2", &path, &passed(world, version + 1, "accept")).await.to();
    });
}

#[test]
fn a_reason_is_asked_for_each_check_that_did_not_pass() {
    each_engine(async |world| {
        let (ids, _) = world.handed_in(CLERK, &[1]).await;
        let path = format!("/examination/{}", ids[0]);
        let version = world.stands(CLERK, &ids[0]).await.0;
        let mut form = passed(world, version, "return");
        form[0].1 = "fail".into();
        form.push(("note".into(), "<script>请补寄</script>".into()));
        let told = examine(world, "examiner", &path, &form).await;
        let html = told.is(422).text();
        let check = form[0].0.replace("check.", "");
        assert!(html.contains(&format!("href=\"#r-{check}\"")), "{html}");
        assert!(html.contains("请补寄") && !html.contains("<script>请补寄"), "{html}");
        assert_eq!(state(world, &ids[0]).await, "handed-in");
    });
}

#[test]
fn a_list_as_a_file_carries_no_formula() {
    each_engine(async |world| {
        let id = world.begun(CLERK_B).await;
        let mut sheet = crate::story::sheet(7);
        sheet.set_text("employer", "=HYPERLINK(\"http://example.com\",\"研究所\")");
        world.saved(CLERK_B, &id, 1, sheet).await;
        world.steps_recorded(CLERK_B).await;
        world.post(CLERK_B, "/hand-in", &[("key", "key-of-the-formula"), ("secrecy", "yes")]).await.to();
        let told = world.get("office", "/examination?format=csv").await;
        assert!(told.is(200).header("content-type").starts_with("text/csv"));
        let text = told.text();
        assert!(text.contains("\"'=HYPERLINK(\"\"http://example.com\"\",\"\"研究所\"\")\""), "{text}");
        assert_eq!(text.lines().count(), 2, "{text}");
    });
}

/// The record names a reason by a keyed word only, so the page itself says why places were granted.
#[test]
fn granted_places_are_shown_with_who_and_why() {
    each_engine(async |world| {
        let unit = world.viewer(CLERK).await.unit.unwrap().to_string();
        let form = [("extra", "1"), ("reason", "主办单位会议同意增加")];
        let to = world.post("office", &format!("/units/{unit}/extra-quota"), &form).await.to();
        let page = world.get("office", to.trim_end_matches("#unit")).await.is(200).text();
        assert!(page.contains("增加到1名") && page.contains("主办单位会议同意增加"), "{page}");
        assert!(page.contains("某office于2022年5月10日"), "{page}");
    });
}

/// A form as browsers send it when it may carry a file.
async fn brought(world: &World, act: &str, table: &str) -> Told {
    let part = |name: &str, value: &str| {
        format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body = format!("{}{}--edge--\r\n", part("table", table), part("act", act));
    ask("POST", "/units")
        .by(world, "office")
        .same_origin()
        .raw("multipart/form-data; boundary=edge", body)
        .send(world)
        .await
}

#[test]
fn units_are_checked_before_they_are_added() {
    each_engine(async |world| {
        let count = async |world: &World| view::units(&world.app, &world.viewer("office").await).await.unwrap().len();
        let before = count(world).await;
        let wrong = brought(world, "import", "单位名称,单位类别\n星辰学会,society\n新月学会,没有这种\n").await;
        let html = wrong.is(422).text();
        assert!(html.contains("第2行") && html.contains("第3行"), "{html}");
        brought(world, "check", "单位名称,单位类别\n新月学会,society\n").await.is(200);
        assert_eq!(count(world).await, before);
        let letters = brought(world, "import", "单位名称,单位类别\n新月学会,society\n").await;
        assert!(letters.is(200).text().contains("national-2022-004"), "{}", letters.text());
        assert_eq!(count(world).await, before + 1);
        // The page once more, as after a double click: nobody twice, and no second letter.
        brought(world, "import", "单位名称,单位类别\n新月学会,society\n").await.is(422);
        assert_eq!(count(world).await, before + 1);
    });
}
