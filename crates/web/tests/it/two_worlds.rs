//! Two installations that differ only in what a viewer may not know answer that
//! viewer byte for byte alike.

use linxuan_app::account::{self, NewAccount};
use linxuan_app::nomination;
use linxuan_app::unit::{self, NewUnit};
use linxuan_app::{extension, session};
use linxuan_domain::access::Role;
use linxuan_domain::value::Instant;
use linxuan_testkit::{Database, engines, invented};
use serde_json::json;

use crate::story::{answers, sheet, typed, with};
use crate::world::{CLERK, CLERK_B, CLERK_C, CLERK_OTHER, MAIN, MINUTE, OTHER, START, World, runtime};

/// Builds both worlds, lets each have its secret, and compares what is told then.
#[expect(clippy::needless_pass_by_value, reason = "closures are handed over where they are written")]
fn alike(
    before: impl AsyncFn(&mut World) -> String,
    one: impl AsyncFn(&mut World),
    other: impl AsyncFn(&mut World),
    told: impl AsyncFn(&World, &str) -> Vec<String>,
) {
    for engine in engines() {
        println!("on {engine:?}");
        let runtime = runtime();
        let databases = [Database::fresh(engine), Database::fresh(engine)];
        let [mut first, mut second] = databases.each_ref().map(|database| World::build(database, &runtime));
        let first = runtime.block_on(async {
            let thing = before(&mut first).await;
            one(&mut first).await;
            after(&first, &thing, &told).await
        });
        let second = runtime.block_on(async {
            let thing = before(&mut second).await;
            other(&mut second).await;
            after(&second, &thing, &told).await
        });
        assert!(!first.is_empty());
        assert_eq!(first.len(), second.len());
        first.iter().zip(&second).for_each(|(one, other)| assert_eq!(one, other, "{}", difference(one, other)));
    }
}

async fn after(world: &World, thing: &str, told: &impl AsyncFn(&World, &str) -> Vec<String>) -> Vec<String> {
    world.set_clock(START + MINUTE);
    world.reseed(7);
    told(world, thing).await
}

/// Where two answers part, with what stands around.
fn difference(one: &str, other: &str) -> String {
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let around = |text: &str| text.chars().skip(same.saturating_sub(200)).take(400).collect::<String>();
    format!("--- one\n{}\n--- other\n{}", around(one), around(other))
}

async fn nothing(_: &mut World) {}

/// Everything the people of unit A can look at, and the acts they can do, in words and in JSON.
async fn unit_a(world: &World, draft: &str) -> Vec<String> {
    let mut told = Vec::new();
    let one = format!("/nominations/{draft}");
    let steps = ["basic", "work", "contact", "field", "resume", "honours", "deeds", "declaration"];
    let pages = ["/", "/home", "/hand-in", "/api/me", "/api/unit", "/examination", "/monitoring", "/record", "/units"];
    let pages =
        pages.into_iter().chain(["/activities", "/activities?format=csv", "/api/activities"]).map(str::to_owned);
    let own = steps.iter().map(|step| format!("{one}/steps/{step}")).chain([one.clone(), format!("/api{one}")]);
    let all: Vec<String> = pages.chain([format!("/campaigns/{MAIN}")]).chain(own).collect();
    for login in [CLERK, "leader", "collector", "sponsor", "joint", "nominee"] {
        for path in &all {
            told.push(world.get(login, path).await.whole());
        }
    }
    let pairs = typed(1, 2, "basic");
    told.push(
        world.post(CLERK, &format!("{one}/steps/basic"), &with(&pairs, &[("native-place", "海边")])).await.whole(),
    );
    told.push(
        world.send(CLERK, &format!("/api{one}/answers"), &json!({"version": 3, "answers": answers(1)})).await.whole(),
    );
    told.push(world.post(CLERK, "/nominations", &[("track", "person")]).await.whole());
    told.push(world.post(CLERK, "/waivers", &[("rule", "academician-share"), ("reason", "原因")]).await.whole());
    told.push(world.post(CLERK, "/hand-in", &[("key", "0123456789abcdef"), ("secrecy", "no")]).await.whole());
    told.push(world.send(CLERK, "/api/submissions", &json!({"secrecy": false})).await.whole());
    let reason = json!({"rule": "academician-share", "reason": "另一原因"});
    told.push(world.send(CLERK, "/api/waivers", &reason).await.is(200).whole());
    let opinion = json!({"item": "employer", "text": "同意推荐。"});
    told.push(world.send(CLERK, &format!("/api{one}/opinions"), &opinion).await.is(200).whole());
    for item in ["democratic-procedure", "unit-notice", "candidate-publicity"] {
        told.push(world.post(CLERK, "/procedures", &[("item", item), ("text", "已完成。")]).await.whole());
    }
    told.extend(handed_in(world, &one).await);
    told
}

/// Handing in, with the receipt where there is one, and what is to be seen then.
async fn handed_in(world: &World, one: &str) -> Vec<String> {
    let list = world.get(CLERK, "/api/unit").await.json();
    let begun = list["nominations"].as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned();
    let mut told = vec![world.post(CLERK, &format!("/nominations/{begun}/withdrawal"), &[]).await.whole()];
    let answer = world.post(CLERK, "/hand-in", &[("key", "0123456789abcdef"), ("secrecy", "yes")]).await;
    if answer.status == 303 {
        for face in ["", "/api"] {
            told.push(world.get(CLERK, &format!("{face}{}", answer.to())).await.is(200).whole());
        }
    }
    told.push(answer.whole());
    for path in ["/home", "/hand-in", "/api/unit", one, &format!("/api{one}")] {
        told.push(world.get(CLERK, path).await.whole());
    }
    told
}

/// Unit A with one nomination filled in, and its nominee.
async fn one_draft(world: &mut World) -> String {
    let draft = world.filled(CLERK, 1).await;
    world.nominee(CLERK, &draft).await;
    draft
}

#[test]
fn other_units_nominees_are_not_felt() {
    let secret = async |world: &mut World| {
        world.handed_in(CLERK_B, &[5, 6]).await;
        world.filled(CLERK_C, 7).await;
        world.filled(CLERK_OTHER, 8).await;
    };
    alike(one_draft, nothing, secret, unit_a);
}

#[test]
fn other_units_activities_are_not_felt() {
    let secret = async |world: &mut World| {
        let entry = world.logged(CLERK_B, "远山学会开放日").await;
        let figure = [("activity", "media-report"), ("figure", "9"), ("reason", "含分会")];
        world.post(CLERK_B, "/activities/overtyping", &figure).await.is(303);
        world.post(CLERK_B, &format!("/activities/{entry}/removal"), &[]).await.is(303);
        world.logged(CLERK_B, "远山学会报告会").await;
    };
    alike(one_draft, nothing, secret, unit_a);
}

/// What stands in another unit's log answers like what stands nowhere.
#[test]
fn whether_another_unit_has_an_entry_is_not_felt() {
    let id = "01890000-0000-7000-8000-000000000000";
    let before = async |world: &mut World| world.logged(CLERK_B, "远山学会开放日").await;
    let removed = async |world: &mut World| {
        let clerk = world.viewer(CLERK_B).await;
        let log = linxuan_app::activity::of_unit(&world.app, &clerk).await.unwrap();
        linxuan_app::activity::remove(&world.app, &clerk, &log.entries[0].id).await.unwrap();
    };
    let told = async |world: &World, theirs: &str| {
        let mut told = Vec::new();
        for act in ["removal", "correction"] {
            for (face, entry) in [("", theirs), ("", id), ("/api", theirs), ("/api", id)] {
                let path = format!("{face}/activities/{entry}/{act}");
                let body = json!({"activity": "media-report", "title": "报道", "day": "2022-05-09", "count": 1});
                let body = if act == "removal" { json!({}) } else { body };
                let answer = if face.is_empty() {
                    world.post(CLERK, &path, &[]).await
                } else {
                    world.send(CLERK, &path, &body).await
                };
                told.push(answer.is(404).whole().replace(entry, ""));
            }
        }
        assert!(told.chunks(2).all(|pair| pair[0] == pair[1]), "{told:?}");
        told
    };
    alike(before, nothing, removed, told);
}

#[test]
fn other_units_waivers_are_not_felt() {
    let before = async |world: &mut World| {
        world.filled(CLERK_B, 5).await;
        one_draft(world).await
    };
    let secret = async |world: &mut World| {
        let clerk = world.viewer(CLERK_B).await;
        nomination::waive(&world.app, &clerk, None, "academician-share", "仅此一人").await.unwrap();
    };
    alike(before, nothing, secret, unit_a);
}

/// A reason that was written for a draft is its unit's own until the draft is handed in.
#[test]
fn reasons_for_drafts_are_not_felt_by_the_office() {
    let before = async |world: &mut World| world.handed_in(CLERK, &[1]).await.0[0].clone();
    let secret = async |world: &mut World| {
        let (clerk, draft) = (world.viewer(CLERK_B).await, world.filled(CLERK_B, 5).await);
        nomination::waive(&world.app, &clerk, Some(&draft), "honours", "十年前所获").await.unwrap();
        nomination::waive(&world.app, &clerk, None, "academician-share", "仅此一人").await.unwrap();
    };
    alike(before, nothing, secret, reasons);
}

/// The supervisor reads the reasons; whose nomination it is stays with the office.
#[test]
fn which_nominee_a_reason_is_about_is_not_felt_by_the_supervisor() {
    let of = async |world: &mut World, number: u32| {
        let (clerk, draft) = (world.viewer(CLERK).await, world.filled(CLERK, number).await);
        nomination::waive(&world.app, &clerk, Some(&draft), "honours", "十年前所获").await.unwrap();
        world.steps_recorded(CLERK).await;
        world.post(CLERK, "/hand-in", &[("key", "key-of-the-reason"), ("secrecy", "yes")]).await.to();
    };
    let one = async |world: &mut World| of(world, 5).await;
    let other = async |world: &mut World| of(world, 6).await;
    let told = async |world: &World, _: &str| {
        let told = reasons_of(world, "supervisor").await;
        assert!(told.iter().all(|told| told.contains("十年前所获")), "{told:?}");
        told
    };
    alike(async |_: &mut World| String::new(), one, other, told);
}

async fn reasons(world: &World, _: &str) -> Vec<String> {
    let mut told = reasons_of(world, "office").await;
    told.extend(reasons_of(world, "supervisor").await);
    told
}

async fn reasons_of(world: &World, login: &str) -> Vec<String> {
    let mut told = Vec::new();
    for path in ["/waivers", "/waivers?format=csv", "/waivers?rule=honours", "/api/waivers", "/api/waivers?most=1"] {
        told.push(world.get(login, path).await.is(200).whole());
    }
    told
}

#[test]
fn other_units_extensions_and_places_are_not_felt() {
    let secret = async |world: &mut World| {
        let unit = world.viewer(CLERK_B).await.unit.unwrap().to_string();
        let (office, second) = (world.viewer("office").await, world.viewer("office-2").await);
        let until = Instant(START + 30 * 24 * 60 * MINUTE);
        let id = extension::propose(&world.app, &office, &unit, until, "洪水").await.unwrap();
        extension::confirm(&world.app, &second, &id).await.unwrap();
        extension::grant(&world.app, &office, &unit, 1, "主办单位同意").await.unwrap();
    };
    alike(one_draft, nothing, secret, unit_a);
}

/// The same person in another unit is found, and which unit it is cannot be told.
#[test]
fn which_unit_has_the_same_person_is_not_felt() {
    let in_b = async |world: &mut World| {
        world.handed_in(CLERK_B, &[1]).await;
    };
    let in_c = async |world: &mut World| {
        world.handed_in(CLERK_C, &[9, 1]).await;
    };
    alike(one_draft, in_b, in_c, unit_a);
}

/// The rule counts within its campaign: the same person in another one is nobody's business.
#[test]
fn the_same_person_in_another_campaign_is_not_felt() {
    let secret = async |world: &mut World| {
        let id = world.begun(CLERK_OTHER).await;
        world.saved(CLERK_OTHER, &id, 1, sheet(1)).await;
    };
    alike(one_draft, nothing, secret, unit_a);
}

/// Units, persons, exceptions and accounts of one campaign leave no trace on any page of another.
#[test]
fn another_campaign_is_not_felt() {
    let secret = async |world: &mut World| {
        let (office, clerk) = (world.viewer("office-other").await, world.viewer(CLERK_OTHER).await);
        let id = world.begun(CLERK_OTHER).await;
        world.saved(CLERK_OTHER, &id, 1, sheet(1)).await;
        let kind = world.app.campaign(OTHER).unwrap().rulebook.unit_kind[0].id.to_string();
        let new = NewUnit { name: "另一单位".to_owned(), kind, own_quota: None, clerk: String::new() };
        unit::rehearse(&world.app, &office, vec![new]).await.unwrap();
        // 2025, after the other campaign's deadline.
        let until = Instant(START + 3 * 365 * 24 * 60 * MINUTE);
        extension::propose(&world.app, &office, clerk.unit.unwrap().as_str(), until, "洪水").await.unwrap();
        let new = NewAccount {
            login: "examiner-other".to_owned(),
            role: Role::Examiner,
            name: "另一人".to_owned(),
            campaign: Some(OTHER.to_owned()),
            unit: None,
        };
        account::create_without_password(&world.app, new).await.unwrap();
    };
    let told = async |world: &World, draft: &str| {
        let mut told = Vec::new();
        // Not the record's own page: the places of its lines are counted over all campaigns.
        let paths = ["/home", "/examination?state=all", "/examination?format=csv", "/monitoring", "/units", "/honours"];
        for login in ["office", "examiner", "supervisor"] {
            for path in paths.into_iter().chain(["/api/me", "/api/examination", "/api/monitoring"]) {
                told.push(world.get(login, path).await.whole());
            }
        }
        told.extend(unit_a(world, draft).await);
        told
    };
    alike(one_draft, nothing, secret, told);
}

/// A number that stands only in another unit's draft is not found by typing it.
#[test]
fn a_draft_elsewhere_is_no_oracle_for_a_number() {
    let secret = async |world: &mut World| {
        world.filled(CLERK_B, 1).await;
    };
    alike(one_draft, nothing, secret, unit_a);
}

/// What the examination sees begins with handing in.
#[test]
fn drafts_are_not_felt_in_the_examination() {
    let before = async |world: &mut World| world.handed_in(CLERK, &[1]).await.0[0].clone();
    let secret = async |world: &mut World| {
        let id = world.filled(CLERK_B, 5).await;
        world.saved(CLERK_B, &id, 2, sheet(6)).await;
    };
    let told = async |world: &World, id: &str| {
        let name = invented::name(6);
        let question = form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>();
        let paths = [
            "/home".to_owned(),
            "/examination".to_owned(),
            "/examination?state=all".to_owned(),
            format!("/examination?state=all&q={question}"),
            "/examination?format=csv".to_owned(),
            format!("/api/examination?question={question}"),
            "/api/examination".to_owned(),
            format!("/examination/{id}"),
            format!("/api/nominations/{id}"),
            format!("/api/examination/{id}"),
        ];
        let failed = json!([{"check": "rank", "passed": false, "reason": "未盖章"}]);
        let back = json!({"word": "return", "version": 2, "checks": failed});
        let mut told = vec![world.send("examiner", &format!("/api/examination/{id}"), &back).await.is(200).whole()];
        for login in ["examiner", "office"] {
            for path in &paths {
                told.push(world.get(login, path).await.whole());
            }
        }
        told
    };
    alike(before, nothing, secret, told);
}

/// What bodies said on the nominee is not the nominee's to read.
#[test]
fn opinions_are_not_felt_by_the_nominee() {
    let attest = async |world: &mut World, text: &'static str| {
        let clerk = world.viewer(CLERK).await;
        let draft = account::by_login(&world.app, "nominee").await.unwrap().nomination.unwrap();
        nomination::attest(&world.app, &clerk, Some(draft.as_str()), "employer", text).await.unwrap();
    };
    let told = async |world: &World, draft: &str| {
        let mut told = Vec::new();
        for path in ["/home".to_owned(), format!("/nominations/{draft}"), format!("/api/nominations/{draft}")] {
            told.push(world.get("nominee", &path).await.whole());
        }
        told
    };
    let good = async |world: &mut World| attest(world, "表现优秀。").await;
    let bad = async |world: &mut World| attest(world, "曾受警告处分。").await;
    alike(one_draft, good, bad, told);
}

/// ID number and telephone are for who fills them in and who checks them: a joint body asks neither.
#[test]
fn personal_numbers_are_not_felt_by_a_joint_body() {
    let numbers = async |world: &mut World, number: u32| {
        let viewer = world.viewer(CLERK).await;
        let id = world.begun(CLERK).await;
        let mut sheet = sheet(1);
        sheet.set_text("identity.number", &invented::resident_card(number));
        sheet.set_text("mobile", &invented::phone(number));
        let fields = sheet.0.keys().cloned().collect();
        nomination::save(&world.app, &viewer, &id, 1, fields, sheet).await.unwrap();
    };
    let told = async |world: &World, _: &str| {
        let viewer = world.viewer(CLERK).await;
        let home = linxuan_app::view::unit_home(&world.app, &viewer).await.unwrap();
        let id = home.standing.nominations.first().unwrap().0.id.clone();
        let mut told = Vec::new();
        for path in ["/home".to_owned(), format!("/nominations/{id}"), format!("/api/nominations/{id}")] {
            told.push(world.get("joint", &path).await.is(200).whole());
        }
        assert!(told.iter().skip(1).all(|page| page.contains(&invented::name(1))), "{told:?}");
        told
    };
    // The same day of birth: what follows from it is the same.
    let one = async |world: &mut World| numbers(world, 1).await;
    let other = async |world: &mut World| numbers(world, 421).await;
    alike(async |_: &mut World| String::new(), one, other, told);
}

/// Whether a login exists, or is closed, cannot be told at the door; each try costs one hash.
#[test]
fn logins_are_not_felt_at_the_door() {
    let before = async |_: &mut World| String::new();
    let known = async |world: &mut World| {
        let new = |login: &str| NewAccount {
            login: login.to_owned(),
            role: Role::Supervisor,
            name: "某人".to_owned(),
            campaign: Some(MAIN.to_owned()),
            unit: None,
        };
        account::create(&world.app, "system", new("somebody")).await.unwrap();
        account::create(&world.app, "system", new("somebody-closed")).await.unwrap();
        account::disable(&world.app, "system", "somebody-closed", true).await.unwrap();
    };
    let told = async |world: &World, _: &str| {
        let mut told = Vec::new();
        for login in ["somebody", "somebody-closed", "supervisor", "SOMEBODY"] {
            let runs = world.app.password_runs();
            let form = [("login", login), ("password", "not the password"), ("back", "/home")];
            told.push(world.post("", "/sign-in", &form).await.is(422).whole());
            assert_eq!(world.app.password_runs() - runs, 1, "{login}");
        }
        told
    };
    alike(before, nothing, known, told);
}

/// A recommendation code that was used looks like one that never was.
#[test]
fn used_codes_are_not_felt() {
    let told = async |world: &World, _: &str| {
        let form = [("code", "abcd-efgh-jkmn-pqrs"), ("login", "somebody"), ("password", "correct horse battery 9")];
        vec![world.post("", "/register", &form).await.is(422).whole()]
    };
    let used = async |world: &mut World| {
        let clerk = world.viewer(CLERK).await;
        let draft = account::by_login(&world.app, "nominee").await.unwrap().nomination.unwrap();
        let code = nomination::issue_code(&world.app, &clerk, draft.as_str()).await.unwrap();
        let password = "another horse battery 9".to_owned();
        session::register_nominee(&world.app, &code, "second", password, "10.0.0.1").await.unwrap();
    };
    alike(one_draft, nothing, used, told);
}
