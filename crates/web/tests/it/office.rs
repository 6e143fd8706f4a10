//! The office's pages: examining, and bringing units in.

use std::sync::Arc;

use linxuan_app::{Papers, nomination, view};
use linxuan_domain::form::Sheet;
use linxuan_domain::paper::{Letters, Paper, Set, Unprintable};
use linxuan_web::Options;

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

/// By the page's own controls: what it shows it must also take.
#[test]
fn the_office_gives_more_time_for_a_correction() {
    each_engine(async |world| {
        let (ids, _) = world.handed_in(CLERK, &[1]).await;
        let path = format!("/examination/{}", ids[0]);
        let mut back = passed(world, 2, "return");
        let reason = back[0].0.replace("check.", "reason.");
        back[0].1 = "fail".to_owned();
        back.extend([(reason, "未盖章".to_owned()), ("due".to_owned(), "2022-05-16T18:00".to_owned())]);
        examine(world, "examiner", &path, &back).await.to();
        let shown = world.get("office", &path).await.is(200).text();
        assert!(shown.contains(r#"name="extension""#) && shown.contains(r#"value="extend-return""#), "{shown}");
        assert!(!world.get("examiner", &path).await.is(200).text().contains("extend-return"));
        let later = |until: &str, why: &str| {
            let form = [("version", "2"), ("word", "extend-return"), ("due", until), ("extension", why)];
            form.map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        let early = examine(world, "office", &path, &later("2022-05-16T17:00", "当地停电")).await.is(422).text();
        assert!(early.contains("延长后的期限应晚于现在的补正期限") && early.contains("当地停电"), "{early}");
        examine(world, "office", &path, &later("2022-05-18T18:00", "当地停电")).await.to();
        let seen = world.get(CLERK, &format!("/nominations/{}", ids[0])).await.is(200).text();
        assert!(seen.contains("5月18日") && state(world, &ids[0]).await == "returned", "{seen}");
    });
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
    brought_with(world, act, table, "page").await
}

async fn brought_with(world: &World, act: &str, table: &str, letters: &str) -> Told {
    let part = |name: &str, value: &str| {
        format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body = format!("{}{}{}--edge--\r\n", part("table", table), part("act", act), part("letters", letters));
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

/// Sets no paper, but says which letters it was given; one name it cannot print.
#[derive(Debug)]
struct Plain;

impl Papers for Plain {
    fn letters(&self, letters: &Letters) -> Result<Vec<u8>, Unprintable> {
        let lacking = letters.letters.iter().find(|letter| letter.unit.contains('𬭊'));
        if let Some(letter) = lacking {
            return Err(Unprintable::Glyph { character: '𬭊', field: "letter-unit", login: letter.login.clone() });
        }
        let lines = letters.letters.iter().map(|one| format!("{} {} {}\n", one.unit, one.login, one.password));
        Ok(format!("%PDF {}\n{}", letters.campaign, lines.collect::<String>()).into_bytes())
    }

    fn paper(&self, _: &Paper) -> Result<Set, Unprintable> {
        Err(Unprintable::NoFonts)
    }

    fn office(&self, _: &Paper) -> Result<Vec<u8>, Unprintable> {
        Err(Unprintable::NoFonts)
    }
}

fn with_papers(world: &mut World) {
    world.app = world.app.clone().with_papers(Some(Arc::new(Plain)));
    world.site = linxuan_web::router(world.app.clone(), Options::default());
}

#[test]
fn letters_come_as_one_pdf_where_that_was_chosen() {
    each_engine(async |world| {
        with_papers(world);
        let ready = brought(world, "check", "单位名称,单位类别\n新月学会,society\n残月学会,society\n").await;
        assert!(ready.is(200).text().contains("name=\"letters\" id=\"letters-pdf\" value=\"pdf\""), "{}", ready.text());
        let table = "单位名称,单位类别\n新月学会,society\n残月学会,society\n";
        let told = brought_with(world, "import", table, "pdf").await;
        assert_eq!(told.is(200).header("content-type"), "application/pdf");
        assert_eq!(told.header("cache-control"), "no-store");
        let name = told.header("content-disposition");
        // 账号函-…-2022-05-10.pdf
        assert!(name.starts_with("attachment; filename=\"___-"), "{name}");
        assert!(name.contains("; filename*=UTF-8''%E8%B4%A6%E5%8F%B7%E5%87%BD-"), "{name}");
        assert!(name.ends_with("-2022-05-10.pdf"), "{name}");
        let text = told.text();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("%PDF ") && lines[0].contains("科技工作者"), "{text}");
        assert!(lines[1].starts_with("新月学会 national-2022-004 ") && lines[2].starts_with("残月学会 "), "{text}");
        assert_eq!(lines.len(), 3);
        let page = brought(world, "import", "单位名称,单位类别\n弦月学会,society\n").await;
        assert!(page.is(200).text().contains("national-2022-006"), "a page stays the default: {}", page.text());
    });
}

#[test]
fn letters_that_cannot_be_printed_are_shown_with_the_reason_and_no_password_is_lost() {
    each_engine(async |world| {
        with_papers(world);
        let told = brought_with(world, "import", "单位名称,单位类别\n𬭊月学会,society\n", "pdf").await;
        let html = told.is(200).text();
        assert!(
            html.contains("没有做成PDF：字体中没有“𬭊”（U+2CB4A）这个字，national-2022-004的单位无法排印"),
            "{html}"
        );
        assert_eq!(html.matches("<article class=\"letter\"").count(), 1, "{html}");
    });
}

#[test]
fn without_fonts_a_pdf_is_not_offered_and_the_page_comes() {
    each_engine(async |world| {
        let ready = brought(world, "check", "单位名称,单位类别\n新月学会,society\n").await;
        assert!(!ready.is(200).text().contains("name=\"letters\""), "{}", ready.text());
        let told = brought_with(world, "import", "单位名称,单位类别\n新月学会,society\n", "pdf").await;
        let html = told.is(200).text();
        assert!(html.contains("<article class=\"letter\"") && html.contains("没有排印用的字体"), "{html}");
    });
}
