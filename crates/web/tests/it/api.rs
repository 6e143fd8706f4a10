//! The programming interface: the same story as by pages, and what it refuses.

use serde_json::{Value, json};

use crate::client::{Told, ask};
use crate::description::fits;
use crate::story::answers;
use crate::world::{CLERK, World, each_engine};

pub async fn token(world: &World, login: &str, may_write: bool) -> String {
    let scopes = if may_write { json!(["read", "act"]) } else { json!(["read"]) };
    let told = world.send(login, "/api/tokens", &json!({"name": "脚本", "scopes": scopes})).await.is(201).json();
    fits("issueToken", &told);
    told["secret"].as_str().unwrap().to_owned()
}

pub async fn get(world: &World, token: &str, operation: &str, path: &str) -> Value {
    let told = ask("GET", path).bearer(token).send(world).await.is(200).json();
    fits(operation, &told);
    told
}

pub async fn post(world: &World, token: &str, path: &str, body: &Value) -> Told {
    let asked = ask("POST", path).bearer(token).header("idempotency-key", "the-key-of-a-program");
    asked.json(body).send(world).await
}

/// A unit hands in, an examiner accepts, the supervisor reads: without a page, a cookie or an origin.
#[test]
fn the_whole_way_goes_by_token() {
    each_engine(async |world| {
        let clerk = token(world, CLERK, true).await;
        let me = get(world, &clerk, "me", "/api/me").await;
        assert_eq!((&me["role"], &me["read_only"]), (&json!("unit-clerk"), &json!(false)));
        let begun = post(world, &clerk, "/api/nominations", &json!({"track": "person"})).await;
        let path = begun.is(201).header("location");
        fits("createNomination", &begun.json());
        let saved =
            post(world, &clerk, &format!("{path}/answers"), &json!({"version": 1, "answers": answers(1)})).await;
        fits("saveNomination", &saved.is(200).json());
        let found = get(world, &clerk, "nomination", &path).await;
        assert_eq!((&found["answers"], &found["version"], &found["state"]), (&answers(1), &json!(2), &json!("draft")));
        world.steps_recorded(CLERK).await;
        assert_eq!(get(world, &clerk, "unit", "/api/unit").await["quota"]["limit"], 2);
        let receipt = post(world, &clerk, "/api/submissions", &json!({"secrecy": true})).await.is(201).json();
        fits("handIn", &receipt);
        assert_eq!(post(world, &clerk, "/api/submissions", &json!({"secrecy": true})).await.json(), receipt);
        assert_eq!(get(world, &clerk, "unit", "/api/unit").await["submissions"], json!([receipt]));
        examined(world, found["id"].as_str().unwrap()).await;
    });
}

async fn examined(world: &World, id: &str) {
    let examiner = token(world, "examiner", true).await;
    let queue = get(world, &examiner, "examinationQueue", "/api/examination?state=handed-in&most=1").await;
    assert_eq!((&queue["lines"][0]["id"], &queue["found"], &queue["next"]), (&json!(id), &json!(1), &Value::Null));
    let path = format!("/api/examination/{id}");
    let version = queue["lines"][0]["version"].as_i64().unwrap();
    assert_eq!(get(world, &examiner, "dossier", &path).await["nomination"]["version"], version);
    let failed = json!([{"check": "rank", "passed": false, "reason": "未盖章"}]);
    let back = json!({"word": "return", "version": version, "checks": failed, "note": "请补", "due": "2022-05-15T18:00:00+08:00"});
    let told = post(world, &examiner, &path, &back).await.is(200).json();
    fits("examine", &told);
    assert_eq!(told, json!({"state": "returned"}));
    let clerk = token(world, CLERK, false).await;
    let found = get(world, &clerk, "nomination", &format!("/api/nominations/{id}")).await;
    assert_eq!(found["due_at"], "2022-05-15T10:00:00Z");
    assert_eq!(found["examinations"][0]["checks"], failed);
    let supervisor = token(world, "supervisor", false).await;
    let board = get(world, &supervisor, "monitoring", "/api/monitoring").await;
    assert_eq!(board["units"][0]["returned"], 1);
    assert_eq!(board["returns"][0]["check"], "rank");
    let record = linxuan_testkit::until("the lines have their places", || {
        let told = tokio::task::block_in_place(|| {
            tokio::runtime::Handle::current().block_on(get(world, &supervisor, "record", "/api/record?most=200"))
        });
        told["lines"].as_array().unwrap().iter().any(|line| line["what"] == "nomination-returned").then_some(told)
    });
    assert!(record["lines"].as_array().unwrap().iter().any(|line| line["what"] == "handed-in"));
    let text = record.to_string();
    assert!(!text.contains(answers(1)["identity.number"].as_str().unwrap()) && !text.contains("先进事迹"));
}

#[test]
fn a_token_that_reads_does_not_write() {
    each_engine(async |world| {
        let token = token(world, CLERK, false).await;
        assert_eq!(get(world, &token, "me", "/api/me").await["read_only"], true);
        for (path, body) in
            [("/api/nominations", json!({"track": "person"})), ("/api/tokens", json!({"name": "x", "scopes": ["act"]}))]
        {
            let told = post(world, &token, path, &body).await;
            told.is(403);
        }
        let told = ask("POST", "/nominations").bearer(&token).form(&[("track", "person")]).send(world).await;
        assert_eq!(told.status, 403);
        assert_eq!(get(world, &token, "unit", "/api/unit").await["nominations"], json!([]));
        world.set_clock(crate::world::START + 90 * 24 * 60 * crate::world::MINUTE);
        assert_eq!(ask("GET", "/api/me").bearer(&token).send(world).await.status, 401);
    });
}

/// Each body that cannot be taken: path, body, status, and the field it names.
#[test]
fn what_cannot_be_taken_is_said_in_words() {
    each_engine(async |world| {
        let id = world.begun(CLERK).await;
        let answers = format!("/api/nominations/{id}/answers");
        let [withdrawal, waivers, opinions] =
            ["withdrawal", "waivers", "opinions"].map(|noun| format!("/api/nominations/{id}/{noun}"));
        let cases: [(&str, &str, u16, &str); 33] = [
            ("/api/nominations", "", 400, ""),
            ("/api/nominations", "{\"track\": \"person\"", 400, ""),
            ("/api/nominations", "track=person", 400, ""),
            ("/api/nominations", "[]", 422, ""),
            ("/api/nominations", "null", 422, ""),
            ("/api/nominations", r#"["person"]"#, 422, ""),
            ("/api/nominations", "{}", 422, ""),
            ("/api/nominations", r#"{"track": 7}"#, 422, ""),
            ("/api/nominations", r#"{"track": "person", "state": "accepted"}"#, 422, ""),
            ("/api/nominations", r#"{"track": "person", "track": "person"}"#, 422, ""),
            ("/api/nominations", r#"{"track": "per\u0000son"}"#, 422, ""),
            ("/api/nominations", r#"{"track": "nowhere"}"#, 404, ""),
            (&answers, r#"{"version": "1", "answers": {}}"#, 422, ""),
            (&answers, r#"{"version": 1, "answers": {"state": "accepted"}}"#, 422, "state"),
            (&answers, r#"{"version": 1, "answers": {"name": ["a"]}}"#, 422, "name"),
            (&answers, r#"{"version": 1, "answers": {"name.x": "a"}}"#, 422, "name.x"),
            (&answers, r#"{"version": 1, "answers": {"identity": "a"}}"#, 422, "identity"),
            (&answers, r#"{"version": 1, "answers": {"resume": [{"unit_id": "a"}]}}"#, 422, "resume"),
            (&answers, r#"{"version": 1, "answers": {"deeds": "\u0000"}}"#, 422, ""),
            ("/api/tokens", r#"{"name": " "}"#, 422, "name"),
            ("/api/tokens", r#"{"name": "x", "scopes": []}"#, 422, "scopes"),
            ("/api/tokens", r#"{"name": "x", "scopes": ["everything"]}"#, 422, ""),
            ("/api/tokens", r#"{"name": "x", "may_write": true}"#, 422, ""),
            (&withdrawal, "[]", 422, ""),
            (&withdrawal, r#"{"state": "withdrawn"}"#, 422, ""),
            (&waivers, r#"{"rule": "honours"}"#, 422, ""),
            (&waivers, r#"{"rule": "honours", "reason": " "}"#, 422, "reason"),
            (&waivers, r#"{"rule": "nowhere", "reason": "x"}"#, 404, ""),
            (&opinions, r#"{"item": "employer", "text": ["x"]}"#, 422, ""),
            (&opinions, r#"{"item": "unit-notice", "text": "x"}"#, 404, ""),
            ("/api/waivers", r#"{"rule": "quota-short", "reason": ""}"#, 422, "reason"),
            ("/api/procedures", r#"{"item": "unit-notice", "text": ""}"#, 422, "text"),
            ("/api/procedures", r#"{"item": "unit-notice", "text": "x", "unit_id": "y"}"#, 422, ""),
        ];
        for (path, body, status, field) in cases {
            let told = ask("POST", path).by(world, CLERK).same_origin().raw("application/json", body).send(world).await;
            let said = told.is(status).json();
            assert!(!said["message"].as_str().unwrap().is_empty(), "{body}");
            assert_eq!(said["fields"][0]["field"].as_str().unwrap_or_default(), field, "{body}");
            crate::description::refusal_fits(&said);
        }
        assert_eq!(world.stands(CLERK, &id).await.0, 1);
        assert_eq!(world.get(CLERK, "/api/unit").await.json()["nominations"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn questions_are_refused_where_they_are_not_understood() {
    each_engine(async |world| {
        for query in
            ["sort=name", "most=many", "after=nowhere", "descending=2", "most=-1", "state=handed-in&state=returned"]
        {
            let told = world.get("examiner", &format!("/api/examination?{query}")).await;
            crate::description::refusal_fits(&told.is(422).json());
        }
        world.get("supervisor", "/api/record?above=1").await.is(422);
        for query in [
            "state=nowhere",
            "question=%27%20OR%201%3D1",
            "question=%22%20AND%20(",
            "channel=x&unit=y",
            "question=%E3%80%82",
        ] {
            let told = world.get("examiner", &format!("/api/examination?{query}")).await.is(200).json();
            assert_eq!(told["lines"], json!([]), "{query}");
        }
    });
}

/// Three are handed in; parts of one lead through all of them, either way round.
#[test]
fn parts_lead_through_the_whole_queue() {
    each_engine(async |world| {
        for (number, clerk) in (1..).zip([CLERK, crate::world::CLERK_B, crate::world::CLERK_C]) {
            world.set_clock(crate::world::START + i64::from(number) * crate::world::MINUTE);
            world.handed_in(clerk, &[number]).await;
        }
        for descending in [false, true] {
            let (mut seen, mut after) = (Vec::new(), String::new());
            loop {
                let path = format!("/api/examination?most=1&descending={descending}{after}");
                let part = world.get("examiner", &path).await.is(200).json();
                assert_eq!(part["found"], 3);
                seen.push(part["lines"][0]["number"].as_str().unwrap().to_owned());
                let Some(next) = part["next"].as_str() else { break };
                after = format!("&after={next}");
            }
            let wanted = if descending { ["003-01", "002-01", "001-01"] } else { ["001-01", "002-01", "003-01"] };
            assert_eq!(seen, wanted);
        }
    });
}

/// Everything that stands in the way comes at once, by nomination, in words and in figures.
#[test]
fn findings_come_at_once() {
    each_engine(async |world| {
        let id = world.begun(CLERK).await;
        let told = post_by(world, CLERK, &json!({"secrecy": false})).await.is(422).json();
        crate::description::refusal_fits(&told);
        let findings = told["findings"].as_array().unwrap();
        let about = |rule: &str| findings.iter().filter(|f| f["rule"] == rule).count();
        // 23 required fields of the form are empty; three steps and the declaration are wanting.
        assert_eq!((about("form"), about("secrecy")), (23, 1));
        assert_eq!(findings.iter().filter(|f| f["rule"].as_str().unwrap().starts_with("step.")).count(), 3);
        assert!(findings.iter().all(|f| f["blocks"] == true && !f["message"].as_str().unwrap().is_empty()));
        let name = findings.iter().find(|f| f["field"] == "name").unwrap();
        assert_eq!((&name["nomination"], &name["verdict"]), (&json!(id), &json!("open")));
        assert_eq!(
            name["matter"],
            json!({"kind": "field", "field": "name", "row": null, "problem": {"problem": "missing"}})
        );
        let told = ask("POST", "/api/submissions")
            .by(world, CLERK)
            .same_origin()
            .json(&json!({"secrecy": true}))
            .send(world)
            .await;
        assert_eq!(told.is(422).json()["fields"][0]["field"], "key");
    });
}

async fn post_by(world: &World, login: &str, body: &Value) -> Told {
    let asked = ask("POST", "/api/submissions").by(world, login).same_origin();
    asked.header("idempotency-key", "the-key-of-a-program").json(body).send(world).await
}

/// A refusal takes two people, here as everywhere.
#[test]
fn a_refusal_takes_two() {
    each_engine(async |world| {
        let (ids, _) = world.handed_in(CLERK, &[1]).await;
        let path = format!("/api/examination/{}", ids[0]);
        world.send("examiner", &path, &json!({"word": "confirm-refusal", "version": 2})).await.is(409);
        world.send("examiner", &path, &json!({"word": "propose-refusal", "version": 2, "note": ""})).await.is(422);
        world
            .send("examiner", &path, &json!({"word": "propose-refusal", "version": 2, "note": "不符合条件"}))
            .await
            .is(200);
        world.send("examiner", &path, &json!({"word": "confirm-refusal", "version": 2})).await.is(403);
        world
            .send("examiner", &path, &json!({"word": "confirm-refusal", "version": 2, "state": "refused"}))
            .await
            .is(422);
        let told =
            world.send("examiner-2", &path, &json!({"word": "confirm-refusal", "version": 2})).await.is(200).json();
        assert_eq!(told, json!({"state": "refused"}));
        world.send("examiner-2", &path, &json!({"word": "accept", "version": 2, "checks": []})).await.is(409);
    });
}

/// Acceptance asks for every check; a return for a reason and a time to come.
#[test]
fn checks_are_asked_for() {
    each_engine(async |world| {
        let (ids, _) = world.handed_in(CLERK, &[1]).await;
        let path = format!("/api/examination/{}", ids[0]);
        let one = json!([{"check": "rank", "passed": true}]);
        let silent = json!([{"check": "rank", "passed": false}]);
        let said = json!([{"check": "rank", "passed": false, "reason": "未盖章"}]);
        for (body, field) in [
            (json!({"word": "accept", "version": 2, "checks": one}), "checks"),
            (json!({"word": "return", "version": 2, "checks": one}), "checks"),
            (json!({"word": "return", "version": 2, "checks": silent}), "checks"),
            (json!({"word": "return", "version": 2, "checks": said, "due": "tomorrow"}), "due"),
            (json!({"word": "return", "version": 2, "checks": said, "due": "2022-05-01T00:00:00Z"}), "due"),
        ] {
            assert_eq!(
                world.send("examiner", &path, &body).await.is(422).json()["fields"][0]["field"],
                field,
                "{body}"
            );
        }
        assert_eq!(world.get("examiner", &format!("/api/nominations/{}", ids[0])).await.json()["state"], "handed-in");
    });
}
