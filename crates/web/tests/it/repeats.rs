//! Twice, at once, too late: done once, nothing lost, nothing overwritten.

use linxuan_app::package;
use linxuan_domain::finding::Finding;
use serde_json::{Value, json};

use crate::client::{Told, ask};
use crate::story::{answers, typed, with};
use crate::world::{CLERK, CLERK_B, MINUTE, START, World, each_engine};

/// 2022-05-21T00:00+08:00, the first instant that is too late.
const CLOSED: i64 = 1_653_062_400_000_000;

async fn hand_in(world: &World, clerk: &str, key: &str) -> Told {
    world.post(clerk, "/hand-in", &[("key", key), ("secrecy", "yes")]).await
}

async fn submissions(world: &World, clerk: &str) -> usize {
    let unit = world.get(clerk, "/api/unit").await.is(200).json();
    unit["submissions"].as_array().unwrap().len()
}

#[test]
fn a_double_click_and_a_lost_answer_give_one_receipt() {
    each_engine(async |world| {
        world.filled(CLERK, 1).await;
        world.steps_recorded(CLERK).await;
        let all = tokio::join!(
            hand_in(world, CLERK, "the-key-of-one-page"),
            hand_in(world, CLERK, "the-key-of-one-page"),
            hand_in(world, CLERK, "the-key-of-one-page"),
            hand_in(world, CLERK, "the-key-of-one-page"),
        );
        let receipt = all.0.to();
        assert!([all.1.to(), all.2.to(), all.3.to()].iter().all(|other| *other == receipt));
        // The answer got lost, the deadline passed, the browser tries again.
        world.set_clock(START + 20 * MINUTE);
        assert_eq!(hand_in(world, CLERK, "the-key-of-one-page").await.to(), receipt);
        assert_eq!(submissions(world, CLERK).await, 1);
        // By the interface it is the same key.
        let asked = ask("POST", "/api/submissions")
            .by(world, CLERK)
            .same_origin()
            .header("idempotency-key", "the-key-of-one-page");
        let told = asked.json(&json!({"secrecy": true})).send(world).await.is(201).json();
        assert_eq!(format!("/receipts/{}", told["id"].as_str().unwrap()), receipt);
    });
}

#[test]
fn a_lost_answer_is_told_again_after_the_deadline() {
    each_engine(async |world| {
        world.filled(CLERK, 1).await;
        world.steps_recorded(CLERK).await;
        world.set_clock(CLOSED - 1);
        world.sign_in(CLERK).await;
        let receipt = hand_in(world, CLERK, "the-key-of-one-page").await.to();
        world.set_clock(CLOSED);
        assert_eq!(hand_in(world, CLERK, "the-key-of-one-page").await.to(), receipt);
    });
}

/// At the instant itself it is too late, a microsecond before it is not.
#[test]
fn late_is_refused_with_the_deadline_and_nothing_is_handed_in() {
    each_engine(async |world| {
        world.filled(CLERK, 1).await;
        world.steps_recorded(CLERK).await;
        world.set_clock(CLOSED);
        world.sign_in(CLERK).await;
        let told = hand_in(world, CLERK, "the-key-of-one-page").await;
        assert!(told.is(422).text().contains("2022年5月20日24时"), "{}", told.text());
        let asked = ask("POST", "/api/submissions")
            .by(world, CLERK)
            .same_origin()
            .header("idempotency-key", "another-key-of-one");
        let late = asked.json(&json!({"secrecy": true})).send(world).await.is(422).json();
        assert_eq!(late["closed"], "2022-05-20T16:00:00Z");
        assert_eq!(submissions(world, CLERK).await, 0);
    });
}

#[test]
fn two_keys_at_once_hand_in_once() {
    each_engine(async |world| {
        world.filled(CLERK, 1).await;
        world.steps_recorded(CLERK).await;
        let both =
            tokio::join!(hand_in(world, CLERK, "the-key-of-one-tab"), hand_in(world, CLERK, "the-key-of-another"));
        let mut told = [both.0.status.as_u16(), both.1.status.as_u16()];
        told.sort_unstable();
        assert_eq!(told, [303, 422]);
        assert_eq!(submissions(world, CLERK).await, 1);
    });
}

/// Keys are each unit's own.
#[test]
fn another_unit_s_key_answers_no_receipt_of_it() {
    each_engine(async |world| {
        for (clerk, number) in [(CLERK, 1), (CLERK_B, 2)] {
            world.filled(clerk, number).await;
            world.steps_recorded(clerk).await;
        }
        let one = hand_in(world, CLERK, "the-key-of-one-page").await.to();
        let other = hand_in(world, CLERK_B, "the-key-of-one-page").await.to();
        assert_ne!(one, other);
        assert_eq!(world.get(CLERK_B, &one).await.status, 404);
        assert_eq!(world.get(CLERK_B, &other).await.status, 200);
    });
}

/// Two units with the same person at the same moment: one is in, the other hears why not.
#[test]
fn the_same_person_is_handed_in_once_under_race() {
    each_engine(async |world| {
        for clerk in [CLERK, CLERK_B] {
            world.filled(clerk, 1).await;
            world.steps_recorded(clerk).await;
        }
        let both =
            tokio::join!(hand_in(world, CLERK, "the-key-of-one-page"), hand_in(world, CLERK_B, "the-key-of-one-page"));
        let mut told = [both.0.status.as_u16(), both.1.status.as_u16()];
        told.sort_unstable();
        assert_eq!(told, [303, 422]);
        let loser = if both.0.status == 422 { CLERK } else { CLERK_B };
        let unit = world.get(loser, "/api/unit").await.json();
        let finding =
            unit["nominations"][0]["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "once").unwrap();
        assert_eq!(finding["matter"], json!({"kind": "once", "elsewhere": true, "here": false}));
        let (one, other) = (submissions(world, CLERK).await, submissions(world, CLERK_B).await);
        assert_eq!(one + other, 1);
    });
}

/// Three filled in, two allowed: refused with the figure, and then two go.
#[test]
fn the_quota_is_said_with_its_figure() {
    each_engine(async |world| {
        let mut ids = Vec::new();
        for number in 1..4 {
            ids.push(world.filled(CLERK, number).await);
        }
        world.steps_recorded(CLERK).await;
        assert_eq!(hand_in(world, CLERK, "the-key-of-one-page").await.status, 422);
        let asked = ask("POST", "/api/submissions")
            .by(world, CLERK)
            .same_origin()
            .header("idempotency-key", "the-key-of-one-page");
        let told = asked.json(&json!({"secrecy": true})).send(world).await.is(422).json();
        let quota: Vec<&Value> = told["findings"].as_array().unwrap().iter().filter(|f| f["rule"] == "quota").collect();
        let figures =
            json!({"kind": "quota", "channel": "society", "used": 3, "allowed": 2, "extra": 0, "exactly": false});
        assert_eq!(quota[0]["matter"], figures);
        assert_eq!(submissions(world, CLERK).await, 0);
        assert_eq!(world.post(CLERK, &format!("/nominations/{}/withdrawal", ids[2]), &[]).await.to(), "/home");
        hand_in(world, CLERK, "the-key-of-one-page").await.to();
        assert_eq!(world.post(CLERK, &format!("/nominations/{}/withdrawal", ids[0]), &[]).await.status, 409);
    });
}

#[test]
fn two_clerks_at_once_see_each_other_and_overwrite_nothing() {
    each_engine(async |world| {
        let id = world.filled(CLERK, 1).await;
        let step = format!("/nominations/{id}/steps/deeds");
        let pairs = typed(1, 2, "deeds");
        let theirs = with(&pairs, &[("deeds", "先到者的事迹")]);
        assert_eq!(world.post(CLERK, &step, &theirs).await.status, 303);
        let mine = with(&pairs, &[("deeds", "后到者的事迹")]);
        let told = world.post("clerk-2", &step, &mine).await;
        let page = told.is(409).text();
        assert!(page.contains("先到者的事迹") && page.contains("后到者的事迹") && page.contains("value=\"3\""));
        assert_eq!(world.stands(CLERK, &id).await.2.text("deeds"), "先到者的事迹");
        // As a script of the page is told: a sentence, and both sides as a part of the page.
        let told =
            ask("POST", &step).same_origin().by(world, "clerk-2").script().form(&mine).send(world).await.is(409).json();
        let keys: Vec<&String> = told.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["message", "html"]);
        let html = told["html"].as_str().unwrap();
        assert!(html.contains("先到者的事迹") && html.contains("后到者的事迹"));
        // As a program is told: the newer version and all its answers.
        let body = json!({"version": 2, "answers": {"deeds": "程序的事迹"}});
        let told = world.send("clerk-2", &format!("/api/nominations/{id}/answers"), &body).await.is(409).json();
        assert_eq!(
            (&told["newer"]["version"], &told["newer"]["answers"]["deeds"]),
            (&json!(3), &json!("先到者的事迹"))
        );
        // On the version now seen, it goes.
        let again = with(&pairs, &[("deeds", "后到者的事迹"), ("version", "3")]);
        assert_eq!(world.post("clerk-2", &step, &again).await.status, 303);
        assert_eq!(world.stands(CLERK, &id).await.2.text("deeds"), "后到者的事迹");
    });
}

/// A save whose answer got lost comes again on the old version: it is done already.
#[test]
fn a_save_sent_again_is_no_conflict() {
    each_engine(async |world| {
        let id = world.filled(CLERK, 1).await;
        let step = format!("/nominations/{id}/steps/deeds");
        let pairs = typed(1, 2, "deeds");
        let form = with(&pairs, &[("deeds", "写了又发")]);
        for _ in 0..3 {
            let told =
                ask("POST", &step).same_origin().by(world, CLERK).script().form(&form).send(world).await.is(200).json();
            assert_eq!(told["version"], 3);
        }
        assert_eq!(world.stands(CLERK, &id).await.0, 3);
    });
}

#[test]
fn of_many_saves_at_once_one_is_taken() {
    each_engine(async |world| {
        let id = world.begun(CLERK).await;
        let path = format!("/api/nominations/{id}/answers");
        let save = async |text: &str| {
            world.send(CLERK, &path, &json!({"version": 1, "answers": {"deeds": text}})).await.status.as_u16()
        };
        let told = tokio::join!(save("一"), save("二"), save("三"), save("四"), save("五"), save("六"));
        let mut told = [told.0, told.1, told.2, told.3, told.4, told.5];
        told.sort_unstable();
        assert_eq!(told, [200, 409, 409, 409, 409, 409]);
        assert_eq!(world.stands(CLERK, &id).await.0, 2);
    });
}

/// Two examiners on one nomination: the second hears that it is accepted already.
#[test]
fn of_two_examiners_one_is_first() {
    each_engine(async |world| {
        let (ids, _) = world.handed_in(CLERK, &[1]).await;
        let checks: Vec<Value> =
            ["eligibility-military", "rank", "honours", "once", "materials-complete", "secrecy-seal"]
                .iter()
                .map(|check| json!({"check": check, "passed": true}))
                .collect();
        let (path, word) =
            (format!("/api/examination/{}", ids[0]), json!({"word": "accept", "version": 2, "checks": checks}));
        let both = tokio::join!(world.send("examiner", &path, &word), world.send("examiner-2", &path, &word));
        let mut told = [both.0.status.as_u16(), both.1.status.as_u16()];
        told.sort_unstable();
        assert_eq!(told, [200, 409]);
        let late = if both.0.status == 409 { both.0 } else { both.1 };
        assert_eq!(late.json()["state"], "accepted");
        assert_eq!(
            world
                .send(
                    CLERK,
                    &format!("/api/nominations/{}/answers", ids[0]),
                    &json!({"version": 2, "answers": answers(1)})
                )
                .await
                .status,
            409
        );
    });
}

/// What was handed in and what the rules said then does not depend on who looks.
#[test]
fn the_story_s_package_has_no_blocking_finding() {
    each_engine(async |world| {
        world.filled(CLERK, 1).await;
        world.steps_recorded(CLERK).await;
        let home = linxuan_app::view::unit_home(&world.app, &world.viewer(CLERK).await).await.unwrap();
        assert!(home.standing.nominations.iter().all(|(_, judged)| !judged.blocks()));
        assert!(!home.standing.list.iter().any(Finding::blocks));
        let handing = package::Handing { key: "short".into(), secrecy: true };
        assert!(package::hand_in(&world.app, &world.viewer(CLERK).await, handing).await.is_err());
    });
}
