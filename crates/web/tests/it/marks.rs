//! What people write beside the form is text on every page that shows it, never a mark.

use linxuan_app::account::{self, NewAccount};
use linxuan_app::{extension, nomination};
use linxuan_domain::access::Role;
use linxuan_domain::value::Instant;

use crate::client::{Told, ask};
use crate::story::{typed, with};
use crate::world::{CLERK, MAIN, MINUTE, START, World, each_engine};

const MARK: &str = "<script>alert(3)</script>'><img src=x>";
/// As a page shows it.
const SHOWN: &str = "&#60;script&#62;alert(3)&#60;/script&#62;&#39;&#62;&#60;img src=x&#62;";

#[track_caller]
fn is_text(told: &Told, place: &str) {
    let text = told.text();
    assert!(!text.contains("<script>alert") && !text.contains("<img"), "{place}: {text}");
}

#[track_caller]
fn shows(told: &Told, place: &str) {
    is_text(told, place);
    assert!(told.text().contains(SHOWN), "{place}: {}", told.text());
}

async fn brought(world: &World, path: &str, table: &str) -> Told {
    let part = |name: &str, value: &str| {
        format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body = format!("{}{}--edge--\r\n", part("table", table), part("act", "import"));
    let asked = ask("POST", path).by(world, "office").same_origin();
    asked.raw("multipart/form-data; boundary=edge", body).send(world).await
}

/// Unit name and clerk by import, and an examiner of that name.
async fn named(world: &mut World) {
    let table = format!("单位名称,单位类别,经办人\n{MARK},society,{MARK}\n");
    shows(&brought(world, "/units", &table).await, "letters");
    let new = NewAccount {
        login: "marked".to_owned(),
        role: Role::Examiner,
        name: MARK.to_owned(),
        campaign: Some(MAIN.to_owned()),
        unit: None,
    };
    account::create_without_password(&world.app, new).await.unwrap();
    world.sign_in("marked").await;
}

/// Reasons, opinions, procedures, an extension: all of them the mark.
async fn written(world: &World, id: &str) {
    for (path, field, value) in [
        (format!("/nominations/{id}/waivers"), "rule", "honours"),
        ("/waivers".to_owned(), "rule", "academician-share"),
    ] {
        world.post(CLERK, &path, &[(field, value), ("reason", MARK)]).await.to();
    }
    world.opinions_recorded(CLERK).await;
    nomination::attest(&world.app, &world.viewer(CLERK).await, Some(id), "employer", MARK).await.unwrap();
    for item in ["democratic-procedure", "unit-notice", "candidate-publicity"] {
        world.post(CLERK, "/procedures", &[("item", item), ("text", MARK)]).await.to();
    }
    let unit = world.viewer(CLERK).await.unit.unwrap().to_string();
    let until = Instant(START + 30 * 24 * 60 * MINUTE);
    extension::propose(&world.app, &world.viewer("office").await, &unit, until, MARK).await.unwrap();
}

/// Sent back by the marked examiner, in the mark's words.
async fn sent_back(world: &World, id: &str) {
    let version = world.stands(CLERK, id).await.0.to_string();
    let checks = &world.app.campaign(MAIN).unwrap().rulebook.examination.check;
    let (check, reason) = (format!("check.{}", checks[0].id), format!("reason.{}", checks[0].id));
    let form = [("version", &*version), ("word", "return"), ("note", MARK), (&*check, "fail"), (&*reason, MARK)];
    world.post("marked", &format!("/examination/{id}"), &form).await.to();
}

/// Two windows on one step: the second is told what stands there now.
async fn conflict(world: &World, id: &str) {
    let version = world.stands(CLERK, id).await.0;
    let path = format!("/nominations/{id}/steps/deeds");
    let pairs = typed(1, version, "deeds");
    world.post(CLERK, &path, &with(&pairs, &[("deeds", MARK), ("draft", "yes")])).await.to();
    let mine = with(&pairs, &[("deeds", "另一个窗口写的")]);
    shows(world.post(CLERK, &path, &mine).await.is(409), "conflict");
    let told = ask("POST", &path).same_origin().by(world, CLERK).script().form(&mine).send(world).await;
    let html = told.is(409).json()["html"].as_str().unwrap().to_owned();
    assert!(html.contains(SHOWN) && !html.contains("<script>alert") && !html.contains("<img"), "{html}");
}

#[test]
fn words_beside_the_form_are_text_everywhere() {
    each_engine(async |world| {
        named(world).await;
        let id = world.filled(CLERK, 1).await;
        written(world, &id).await;
        for path in [format!("/nominations/{id}"), "/hand-in".to_owned()] {
            shows(&world.get(CLERK, &path).await, &path);
        }
        world.post(CLERK, "/hand-in", &[("key", "0123456789abcdef"), ("secrecy", "yes")]).await.to();
        sent_back(world, &id).await;
        let label = format!("荣誉名称,姓名,出生日期,身份证号,届次\n{MARK},某人,,,{MARK}\n");
        is_text(brought(world, "/honours", &label).await.is(422), "/honours");
        let unit = world.viewer(CLERK).await.unit.unwrap();
        let (one, chosen) = (format!("/examination/{id}"), format!("/units?unit={unit}"));
        for (login, path) in [
            ("office", "/units"),
            ("office", &chosen),
            ("office", &one),
            ("office", "/monitoring"),
            ("supervisor", "/monitoring"),
            (CLERK, &*format!("/nominations/{id}")),
        ] {
            shows(&world.get(login, path).await, &format!("{path} of {login}"));
        }
        world.app.settle().await.unwrap();
        for (login, path) in
            [("supervisor", "/record"), ("auditor", "/record"), ("office", "/honours"), (CLERK, "/home")]
        {
            is_text(&world.get(login, path).await, path);
        }
        conflict(world, &id).await;
    });
}
