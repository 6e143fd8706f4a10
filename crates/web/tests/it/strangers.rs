//! Other units' things are nowhere: the same bytes as for an id that never was.

use linxuan_app::extension;
use linxuan_domain::lifecycle::State;
use linxuan_domain::value::Instant;
use serde_json::json;

use crate::api_unit::acts;
use crate::client::{Told, ask};
use crate::story::answers;
use crate::world::{CLERK, CLERK_B, CLERK_OTHER, MINUTE, START, World, each_engine};

const NEVER: &str = "01900000-0000-7000-8000-00000000ffff";

fn nameless(told: &Told, id: &str) -> String {
    told.whole().replace(id, "ID")
}

async fn all(world: &World, login: &str, nomination: &str, receipt: &str) -> Vec<String> {
    let mut told = Vec::new();
    let pages = ["/nominations/ID", "/nominations/ID/steps/basic", "/examination/ID"];
    let papers = ["/nominations/ID/papers/nomination-form", "/nominations/ID/papers/examination"];
    for path in pages.into_iter().chain(papers).chain(["/api/nominations/ID", "/api/examination/ID"]) {
        let path = path.replace("ID", nomination);
        told.push(nameless(&world.get(login, &path).await, nomination));
        told.push(nameless(&ask("GET", &path).by(world, login).script().send(world).await, nomination));
    }
    for face in ["", "/api"] {
        told.push(nameless(&world.get(login, &format!("{face}/receipts/{receipt}")).await, receipt));
    }
    told.push(nameless(&world.get(login, &format!("/receipts/{receipt}/paper")).await, receipt));
    let forms: [(&str, &[(&str, &str)]); 6] = [
        ("steps/basic", &[("version", "2"), ("name", "甲")]),
        ("steps/nonsense", &[]),
        ("withdrawal", &[]),
        ("waivers", &[("rule", "honours"), ("reason", "原因")]),
        ("opinions", &[("item", "employer"), ("text", "同意")]),
        ("code", &[]),
    ];
    for (path, form) in forms {
        told.push(nameless(&world.post(login, &format!("/nominations/{nomination}/{path}"), form).await, nomination));
    }
    let body = json!({"version": 2, "answers": answers(3)});
    told.push(nameless(&world.send(login, &format!("/api/nominations/{nomination}/answers"), &body).await, nomination));
    for (path, body) in acts(nomination) {
        told.push(nameless(&world.send(login, &path, &body).await, nomination));
    }
    let word = json!({"word": "confirm-refusal", "version": 2});
    told.push(nameless(&world.send(login, &format!("/api/examination/{nomination}"), &word).await, nomination));
    told
}

#[test]
fn other_units_ids_are_answered_like_ids_that_never_were() {
    each_engine(async |world| {
        let (ids, receipt) = world.handed_in(CLERK_B, &[5]).await;
        let draft = world.filled(CLERK_B, 6).await;
        let own = world.filled(CLERK, 1).await;
        world.nominee(CLERK, &own).await;
        for login in [CLERK, "leader", "collector", "sponsor", "joint", "nominee", CLERK_OTHER, "office-other"] {
            let never = all(world, login, NEVER, NEVER).await;
            assert!(never.iter().all(|told| told.starts_with("404")), "{login}: {never:#?}");
            for nomination in [&ids[0], &draft] {
                assert_eq!(all(world, login, nomination, &receipt).await, never, "{login}");
            }
        }
        assert_eq!(world.stands(CLERK_B, &ids[0]).await.1, State::HandedIn.id());
        assert_eq!(world.stands(CLERK_B, &draft).await.0, 2);
    });
}

/// A draft is its unit's own; the office and the examiners see what was handed in.
#[test]
fn drafts_are_nowhere_for_office_and_examiners() {
    each_engine(async |world| {
        let draft = world.filled(CLERK, 1).await;
        for login in ["office", "examiner"] {
            let never = all(world, login, NEVER, NEVER).await;
            assert!(never.iter().all(|told| told.starts_with("404")), "{login}: {never:#?}");
            assert_eq!(all(world, login, &draft, NEVER).await, never, "{login}");
        }
    });
}

/// A unit of another campaign is not there for this one's office.
#[test]
fn other_campaigns_units_are_nowhere() {
    each_engine(async |world| {
        let theirs = world.viewer(CLERK_OTHER).await.unit.unwrap().to_string();
        let forms: [(&str, &[(&str, &str)]); 2] = [
            ("extension", &[("until", "2022-06-01T18:00"), ("reason", "洪水")]),
            ("extra-quota", &[("extra", "1"), ("reason", "主办单位同意")]),
        ];
        for (path, form) in forms {
            let mut told = Vec::new();
            for unit in [theirs.as_str(), NEVER] {
                told.push(nameless(&world.post("office", &format!("/units/{unit}/{path}"), form).await, unit));
            }
            assert!(told[0].starts_with("404"), "{}", told[0]);
            assert_eq!(told[0], told[1]);
        }
        let later = json!({"until": "2022-06-01T18:00:00+08:00", "reason": "洪水"});
        for (path, body) in [("extension", later), ("extra-quota", json!({"extra": 1, "reason": "主办单位同意"}))]
        {
            let mut told = Vec::new();
            for unit in [theirs.as_str(), NEVER] {
                told.push(world.send("office", &format!("/api/units/{unit}/{path}"), &body).await.is(404).whole());
            }
            assert_eq!(told[0], told[1]);
        }
        for path in [
            "/units?unit=ID",
            "/examination?unit=ID",
            "/examination?after=1.ID",
            "/api/examination?unit=ID&state=accepted",
        ] {
            let mut told = Vec::new();
            for unit in [theirs.as_str(), NEVER] {
                told.push(nameless(&world.get("office", &path.replace("ID", unit)).await, unit));
            }
            assert_eq!(told[0], told[1], "{path}");
        }
    });
}

/// An extension of another campaign's unit waits for its own office and for nobody else.
#[test]
fn other_campaigns_extensions_are_nowhere() {
    each_engine(async |world| {
        let unit = world.viewer(CLERK).await.unit.unwrap().to_string();
        let until = Instant(START + 30 * 24 * 60 * MINUTE);
        let office = world.viewer("office").await;
        let waiting = extension::propose(&world.app, &office, &unit, until, "洪水").await.unwrap();
        let confirmed = async |login: &str, id: &str| {
            nameless(&world.post(login, &format!("/extensions/{id}/confirmation"), &[]).await, id)
        };
        let never = confirmed("office-other", NEVER).await;
        assert!(never.starts_with("404"), "{never}");
        assert_eq!(confirmed("office-other", &waiting).await, never);
        assert!(confirmed("office-2", &waiting).await.starts_with("303"));
    });
}

/// What one unit typed when its session had ended is laid over no page of another's.
#[test]
fn what_is_held_for_one_unit_is_nothing_to_another() {
    each_engine(async |world| {
        let (own, other) = (world.filled(CLERK, 1).await, world.filled(CLERK_B, 2).await);
        world.set_clock(START + 31 * MINUTE);
        let step = |id: &str| format!("/nominations/{id}/steps/deeds");
        let form = [("version", "2"), ("deeds", "打了两千字才提交的事迹")];
        let to = world.post(CLERK, &step(&own), &form).await.to();
        let held = to.split("held=").nth(1).unwrap().to_owned();
        world.sign_in(CLERK).await;
        world.sign_in(CLERK_B).await;
        let with_token = |id: &str| format!("{}?held={held}", step(id));
        let plain = nameless(&world.get(CLERK_B, &step(&other)).await, &held);
        assert_eq!(nameless(&world.get(CLERK_B, &with_token(&other)).await, &held), plain);
        let never = nameless(&world.get(CLERK_B, &with_token(NEVER)).await, NEVER);
        assert_eq!(nameless(&world.get(CLERK_B, &with_token(&own)).await, &own), never);
        // Saving with it takes it from nobody.
        let told = world.post(CLERK_B, &step(&other), &[("version", "2"), ("draft", "yes"), ("held", &held)]).await;
        assert!(told.to().starts_with("/nominations/"));
        assert!(world.get(CLERK, &with_token(&own)).await.is(200).text().contains("打了两千字才提交的事迹"));
    });
}

/// Ids that cannot be ids are as unknown as any: no fault, no other page.
#[test]
fn impossible_ids_are_unknown_ids() {
    each_engine(async |world| {
        for id in ["%00", "a%00b", "..", "%2e%2e%2f", "'", "%F0%9F", "%22%3E%3Cscript%3E", "1%20OR%201=1"] {
            for path in ["/nominations/ID", "/receipts/ID", "/api/nominations/ID", "/nominations/ID/steps/basic"] {
                let told = world.get(CLERK, &path.replace("ID", id)).await;
                assert!([404, 400].contains(&told.status.as_u16()), "{path} {id}: {}", told.status);
                assert!(!told.text().contains("<script>"), "{path} {id}");
            }
        }
    });
}
