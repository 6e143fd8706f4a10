//! The interface of the office and its examiners.

use linxuan_app::view;
use serde_json::{Value, json};

use crate::api::{get, post, token};
use crate::client::ask;
use crate::description::{fits, refusal_fits};
use crate::world::{CLERK, MINUTE, START, World, each_engine};

async fn count(world: &World) -> usize {
    view::units(&world.app, &world.viewer("office").await).await.unwrap().len()
}

/// Wrong lines are named as on the page; right ones are added, and their letters come once.
#[test]
fn units_come_in_as_a_table() {
    each_engine(async |world| {
        let office = token(world, "office", true).await;
        let send = async |act: &str, table: &str| {
            post(world, &office, "/api/units", &json!({"act": act, "table": table})).await
        };
        let wrong = "单位名称,单位类别,名额\n星辰学会,society,\n新月学会,没有这种,\n";
        for act in ["check", "import"] {
            let told = send(act, wrong).await.is(422).json();
            refusal_fits(&told);
            let lines: Vec<&Value> = told["lines"].as_array().unwrap().iter().map(|line| &line["line"]).collect();
            assert_eq!(lines, [2, 3], "{told}");
            assert!(told["lines"].as_array().unwrap().iter().all(|line| !line["message"].as_str().unwrap().is_empty()));
        }
        assert_eq!(
            send("check", "单位名称,单位类别,名额\n新月学会,society,x\n").await.is(422).json()["lines"][0]["line"],
            2
        );
        assert_eq!(send("check", "").await.is(422).json()["lines"][0]["line"], 1);
        let right = "单位名称,单位类别,名额,经办人\n新月学会,society,1,某甲\n";
        let told = send("check", right).await.is(200).json();
        fits("importUnits", &told);
        let line = json!({"name": "新月学会", "kind": "society", "quota": 1, "clerk": "某甲"});
        assert_eq!((&told["lines"], &told["letters"]), (&json!([line]), &json!([])));
        assert_eq!(count(world).await, 3);
        let told = send("import", right).await.is(200).json();
        fits("importUnits", &told);
        let letter = &told["letters"][0];
        assert_eq!(
            (&letter["login"], &letter["name"], &letter["role"]),
            (&json!("national-2022-004"), &json!("某甲"), &json!("unit-clerk"))
        );
        let form = [("login", "national-2022-004"), ("password", letter["password"].as_str().unwrap())];
        assert_eq!(world.post("", "/sign-in", &form).await.status, 303);
        assert_eq!(count(world).await, 4);
        // The same once more, as after a lost answer: nobody twice, and no second letter.
        send("import", right).await.is(422);
        assert_eq!(count(world).await, 4);
    });
}

#[test]
fn units_are_listed_part_by_part() {
    each_engine(async |world| {
        let office = token(world, "office", false).await;
        let list = async |query: &str| get(world, &office, "units", &format!("/api/units{query}")).await;
        let names = |told: &Value| -> Vec<String> {
            told["units"]
                .as_array()
                .unwrap()
                .iter()
                .map(|unit| unit["unit"]["name"].as_str().unwrap().to_owned())
                .collect()
        };
        let all = list("").await;
        assert_eq!(
            (names(&all), &all["found"], &all["next"]),
            (vec!["星辰学会".to_owned(), "远山学会".into(), "长河学会".into()], &json!(3), &Value::Null)
        );
        let first = list("?most=2").await;
        assert_eq!(names(&first).len(), 2);
        assert_eq!(names(&list(&format!("?most=2&after={}", first["next"].as_str().unwrap())).await), ["长河学会"]);
        assert_eq!(names(&list("?question=%E8%BF%9C%E5%B1%B1").await), ["远山学会"]);
        world.get("office", "/api/units?kind=society").await.is(422);
    });
}

/// Two of the office extend a deadline; one grants a place, and the figure is the whole.
#[test]
fn exceptions_are_made_by_token() {
    each_engine(async |world| {
        let (office, second) = (token(world, "office", true).await, token(world, "office-2", true).await);
        let unit = world.viewer(CLERK).await.unit.unwrap().to_string();
        let extension = format!("/api/units/{unit}/extension");
        let asked = json!({"until": "2022-06-01T18:00:00+08:00", "reason": "洪水"});
        let told = post(world, &office, &extension, &asked).await.is(201).json();
        fits("proposeExtension", &told);
        assert_eq!(
            (&told["until"], &told["confirmed"], &told["unit"]),
            (&json!("2022-06-01T10:00:00Z"), &json!(false), &json!(unit))
        );
        let confirmation = format!("/api/extensions/{}/confirmation", told["id"].as_str().unwrap());
        assert_eq!(post(world, &office, &confirmation, &json!({})).await.status, 403);
        let told = post(world, &second, &confirmation, &json!({})).await.is(200).json();
        fits("confirmExtension", &told);
        assert_eq!(told["confirmed"], true);
        assert_eq!(post(world, &second, &confirmation, &json!({})).await.status, 404);
        assert_eq!(world.get(CLERK, "/api/unit").await.json()["closes"], "2022-06-01T10:00:00Z");
        for (body, field) in [
            (json!({"until": "tomorrow", "reason": "洪水"}), "until"),
            (json!({"until": "2022-05-01T00:00:00Z", "reason": "洪水"}), "until"),
            (json!({"until": "2022-06-01T18:00:00+08:00", "reason": " "}), "reason"),
            (json!({"until": "2022-06-01T18:00:00+08:00"}), ""),
            (json!({"until": 7, "reason": "洪水"}), ""),
        ] {
            let told = post(world, &office, &extension, &body).await.is(422).json();
            assert_eq!(told["fields"][0]["field"].as_str().unwrap_or_default(), field, "{body}");
        }
        extra(world, &office, &unit).await;
    });
}

async fn extra(world: &World, office: &str, unit: &str) {
    let path = format!("/api/units/{unit}/extra-quota");
    for body in [json!({"extra": -1, "reason": "同意"}), json!({"extra": "1", "reason": "同意"}), json!({"extra": 1})]
    {
        post(world, office, &path, &body).await.is(422);
    }
    let told = post(world, office, &path, &json!({"extra": 1, "reason": "主办单位同意"})).await.is(200).json();
    fits("grantQuota", &told);
    assert_eq!((&told["extra"], told["extensions"].as_array().unwrap().len()), (&json!(1), 1));
    assert_eq!(world.get(CLERK, "/api/unit").await.json()["quota"]["limit"], 3);
}

#[test]
fn honours_come_in_as_a_table() {
    each_engine(async |world| {
        let office = token(world, "office", true).await;
        let before = get(world, &office, "honours", "/api/honours").await;
        assert_eq!((&before["entries"], &before["matching"]), (&json!(0), &json!(0)));
        let series = before["series"][0]["name"].as_str().unwrap().to_owned();
        let send = async |act: &str, table: &str| {
            post(world, &office, "/api/honours", &json!({"act": act, "table": table})).await
        };
        let wrong = format!("荣誉名称,姓名,出生日期\n{series},某甲,1970-01-02\n没有这种,某乙,1971-01-02\n");
        let told = send("import", &wrong).await.is(422).json();
        refusal_fits(&told);
        assert_eq!(told["lines"][0]["line"], 3, "{told}");
        let right = format!("荣誉名称,姓名,出生日期\n{series},某甲,1970-01-02\n");
        for (act, entries) in [("check", 0), ("import", 1), ("import", 1)] {
            let told = send(act, &right).await.is(200).json();
            fits("importHonours", &told);
            assert_eq!((&told["lines"], &told["register"]["entries"]), (&json!(1), &json!(entries)), "{act}");
        }
        send("publish", &right).await.is(422);
    });
}

/// Everything the page shows an examiner: answers, findings, steps, who said what, what happened.
#[test]
fn a_dossier_is_shown_to_the_examination() {
    each_engine(async |world| {
        let (ids, _) = world.handed_in(CLERK, &[1]).await;
        let path = format!("/api/examination/{}", ids[0]);
        world.set_clock(START + MINUTE);
        let propose = json!({"word": "propose-refusal", "version": 2, "note": "不符合条件"});
        world.send("examiner", &path, &propose).await.is(200);
        let told = world.get("examiner-2", &path).await.is(200).json();
        fits("dossier", &told);
        let nomination = &told["nomination"];
        assert_eq!((&nomination["answers"], &nomination["version"]), (&crate::story::answers(1), &json!(2)));
        assert_eq!(nomination["examinations"][0]["said_by"], "某examiner");
        assert_eq!(told["unit_steps"].as_array().unwrap().len(), 3);
        assert!(told["checks"].as_array().unwrap().iter().any(|check| check["id"] == "rank"));
        let history = told["history"].as_array().unwrap();
        let happened: Vec<&str> = history.iter().map(|line| line["what"].as_str().unwrap()).collect();
        assert_eq!(
            happened,
            [
                "nomination-created",
                "nomination-saved",
                "step-recorded",
                "step-recorded",
                "step-recorded",
                "handed-in",
                "refusal-proposed"
            ]
        );
        assert!(history.iter().all(|line| line["position"].is_null()));
        // To the unit the word is not told yet, and never whose it was.
        let own = world.get(CLERK, &format!("/api/nominations/{}", ids[0])).await.json();
        assert_eq!(own["examinations"], json!([]));
        world.send("examiner-2", &path, &json!({"word": "confirm-refusal", "version": 2})).await.is(200);
        let own = world.get(CLERK, &format!("/api/nominations/{}", ids[0])).await.json();
        assert_eq!(
            (&own["examinations"][0]["verdict"], &own["examinations"][0]["said_by"]),
            (&json!("refused"), &Value::Null)
        );
    });
}

/// A word is on a version: without one it is not taken, and on an older one it is refused with the newer answers.
#[test]
fn a_word_names_its_version() {
    each_engine(async |world| {
        let (ids, _) = world.handed_in(CLERK, &[1]).await;
        let path = format!("/api/examination/{}", ids[0]);
        let failed = json!([{"check": "rank", "passed": false, "reason": "未盖章"}]);
        for body in [
            json!({"word": "accept", "checks": []}),
            json!({"word": "return", "checks": failed}),
            json!({"word": "propose-refusal", "note": "不符合条件"}),
            json!({"word": "confirm-refusal"}),
            json!({"word": "reject-refusal", "note": "理由", "version": null}),
        ] {
            let told = world.send("examiner", &path, &body).await.is(422).json();
            refusal_fits(&told);
            assert_eq!(told["fields"][0]["field"], "version", "{body}");
        }
        world.send("examiner", &path, &json!({"word": "confirm-refusal", "version": "2"})).await.is(422);
        world.send("examiner", &path, &json!({"word": "return", "version": 2, "checks": failed})).await.is(200);
        let corrected = json!({"version": 2, "answers": {"post": "研究室主任"}});
        world.send(CLERK, &format!("/api/nominations/{}/answers", ids[0]), &corrected).await.is(200);
        let again = ask("POST", "/api/submissions").by(world, CLERK).same_origin();
        let again = again.header("idempotency-key", "the-key-of-the-second-time");
        again.json(&json!({"secrecy": true})).send(world).await.is(201);
        let late = json!({"word": "return", "version": 2, "checks": failed});
        let told = world.send("examiner-2", &path, &late).await.is(409).json();
        refusal_fits(&told);
        assert_eq!((&told["newer"]["version"], &told["newer"]["answers"]["post"]), (&json!(3), &json!("研究室主任")));
        let stands = world.get("examiner-2", &path).await.json();
        assert_eq!(
            (&stands["nomination"]["state"], stands["nomination"]["examinations"].as_array().unwrap().len()),
            (&json!("handed-in"), 1)
        );
        assert_eq!(stands["before"]["post"], "课题组长");
        world.send("examiner-2", &path, &json!({"word": "return", "version": 3, "checks": failed})).await.is(200);
    });
}
