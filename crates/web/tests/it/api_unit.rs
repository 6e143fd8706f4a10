//! The interface of a unit beside filling in: every act that its pages offer.

use serde_json::{Value, json};

use crate::api::{get, post, token};
use crate::description::fits;
use crate::world::{CLERK, World, each_engine};

async fn unit(world: &World, token: &str) -> Value {
    get(world, token, "unit", "/api/unit").await
}

/// Opinions, steps, reasons, a code, a withdrawal, and the receipt in the end: no page is asked.
#[test]
fn a_unit_does_all_it_may_by_token() {
    each_engine(async |world| {
        let clerk = token(world, CLERK, true).await;
        let draft = world.filled(CLERK, 1).await;
        let path = |noun: &str| format!("/api/nominations/{draft}/{noun}");
        world.opinions_recorded(CLERK).await;
        let said = json!({"item": "employer", "text": "同意推荐。"});
        let told = post(world, &clerk, &path("opinions"), &said).await.is(200).json();
        fits("recordOpinion", &told);
        let employer = told["opinions"].as_array().unwrap().iter().find(|opinion| opinion["item"] == "employer");
        assert_eq!(employer.unwrap()["text"], "同意推荐。");
        let told = post(world, &clerk, &path("waivers"), &json!({"rule": "honours", "reason": "情况特殊。"})).await;
        fits("waiveNomination", &told.is(200).json());
        assert_eq!(told.json()["waivers"][0]["reason"], "情况特殊。");
        let told =
            post(world, &clerk, "/api/waivers", &json!({"rule": "academician-share", "reason": "仅一人。"})).await;
        fits("waive", &told.is(200).json());
        assert_eq!(told.json()["waivers"].as_array().unwrap().len(), 2);
        for item in ["democratic-procedure", "unit-notice", "candidate-publicity"] {
            let told =
                post(world, &clerk, "/api/procedures", &json!({"item": item, "text": "已完成。"})).await.is(200).json();
            fits("recordProcedure", &told);
            let step = told["steps"].as_array().unwrap().iter().find(|step| step["item"] == item).unwrap().clone();
            assert_eq!((&step["recorded"], &step["text"]), (&json!(true), &json!("已完成。")));
        }
        let code = post(world, &clerk, &path("code"), &json!({})).await.is(201).json();
        fits("issueCode", &code);
        let form =
            [("code", code["code"].as_str().unwrap()), ("login", "somebody"), ("password", "correct horse battery 9")];
        assert_eq!(world.post("", "/register", &form).await.status, 303);
        withdrawn(world, &clerk).await;
        handed_in(world, &clerk, &draft).await;
    });
}

async fn withdrawn(world: &World, clerk: &str) {
    let other = world.begun(CLERK).await;
    let told = post(world, clerk, &format!("/api/nominations/{other}/withdrawal"), &json!({})).await.is(200).json();
    fits("withdrawNomination", &told);
    assert_eq!(told, json!({"state": "withdrawn"}));
    let again = post(world, clerk, &format!("/api/nominations/{other}/withdrawal"), &json!({})).await;
    assert_eq!(again.is(409).json()["state"], "withdrawn");
}

async fn handed_in(world: &World, clerk: &str, draft: &str) {
    let stands = unit(world, clerk).await;
    let listed = &stands["nominations"][0];
    assert_eq!(
        (&listed["employer"], &listed["filled"], &listed["due_at"]),
        (&json!("第1研究所"), &json!(100), &Value::Null)
    );
    assert_eq!(stands["tracks"][0]["id"], "person");
    assert!(!stands["declaration"].as_str().unwrap().is_empty());
    assert_eq!(stands["channel"], "society");
    let sent = post(world, clerk, "/api/submissions", &json!({"secrecy": true})).await;
    let told = get(world, clerk, "receipt", &sent.is(201).header("location")).await;
    assert_eq!(told["receipt"], sent.json());
    assert_eq!(told["unit"]["name"], "星辰学会");
    let name = linxuan_testkit::invented::name(1);
    assert_eq!(told["nominations"], json!([{"id": draft, "number": "001-01", "name": name}]));
    assert!(told["papers"].as_array().unwrap().iter().all(|paper| paper["originals"].as_u64().unwrap() > 0));
}

/// A token that reads does none of it, and nothing is written.
#[test]
fn a_token_that_reads_records_nothing() {
    each_engine(async |world| {
        let (clerk, draft) = (token(world, CLERK, false).await, world.filled(CLERK, 1).await);
        let before = unit(world, &clerk).await;
        for (path, body) in acts(&draft) {
            assert_eq!(post(world, &clerk, &path, &body).await.status, 403, "{path}");
        }
        assert_eq!(unit(world, &clerk).await, before);
    });
}

/// Every act on one nomination, with a body that would be taken.
pub fn acts(id: &str) -> Vec<(String, Value)> {
    let acts = [
        ("withdrawal", json!({})),
        ("waivers", json!({"rule": "honours", "reason": "情况特殊。"})),
        ("opinions", json!({"item": "employer", "text": "同意。"})),
        ("code", json!({})),
        ("answers", json!({"version": 2, "answers": {}})),
    ];
    acts.into_iter().map(|(noun, body)| (format!("/api/nominations/{id}/{noun}"), body)).collect()
}
