//! The office's lists: their order, what is done to several at once, reminders and reasons.

use linxuan_app::examination::{Word, examine};
use linxuan_app::unit::NewUnit;
use linxuan_app::{nomination, view};
use linxuan_testkit::invented;
use linxuan_web::Options;

use crate::client::Told;
use crate::world::{CLERK, CLERK_B, CLERK_C, MAIN, World, each_engine};

async fn state(world: &World, id: &str) -> String {
    view::dossier(&world.app, &world.viewer("examiner").await, id).await.unwrap().nomination.state
}

/// Where each of some texts stands in a page, as the order of their indices.
fn order(html: &str, texts: &[String]) -> Vec<usize> {
    let mut found: Vec<(usize, usize)> =
        texts.iter().enumerate().map(|(index, text)| (html.find(&format!(">{text}<")).unwrap(), index)).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, index)| index).collect()
}

#[test]
fn headings_sort_the_queue_and_its_file_alike() {
    each_engine(async |world| {
        world.handed_in(CLERK, &[1, 2]).await;
        world.handed_in(CLERK_B, &[3, 4]).await;
        let names: Vec<String> = (1..=4).map(invented::name).collect();
        let mut sorted: Vec<usize> = (0..4).collect();
        sorted.sort_by_key(|index| &names[*index]);
        let told = world.get("office", "/examination?order=name").await.is(200).text();
        assert_eq!(order(&told, &names), sorted);
        assert_eq!(told.matches("aria-sort=").count(), 1, "{told}");
        assert!(told.contains("aria-sort=\"ascending\"><a class=\"sort\" href=\"/examination?order=-name\""), "{told}");
        sorted.reverse();
        let told = world.get("office", "/examination?order=-name").await.is(200).text();
        assert_eq!(order(&told, &names), sorted);
        assert!(told.contains("aria-sort=\"descending\"><a class=\"sort\" href=\"/examination?order=name\""), "{told}");
        let file = world.get("office", "/examination?order=-name&format=csv").await.is(200).text();
        let lines: Vec<&str> = file.lines().skip(1).collect();
        assert_eq!(lines.len(), 4);
        for (line, index) in lines.iter().zip(&sorted) {
            assert!(line.contains(&format!(",\"{}\",", names[*index])), "{line}");
        }
        // Going on from the second of them, two are left; going back from the third, two as well.
        let place = |index: usize, id: &str| {
            let place = format!("{}.{id}", names[index]);
            form_urlencoded::byte_serialize(place.as_bytes()).collect::<String>()
        };
        let listed = ids(&told);
        let next = format!("/examination?order=-name&after={}", place(sorted[1], &listed[1]));
        let html = world.get("office", &next).await.is(200).text();
        assert_eq!(ids(&html), listed[2..]);
        let back = format!("/examination?order=-name&before={}", place(sorted[2], &listed[2]));
        let html = world.get("office", &back).await.is(200).text();
        assert_eq!(ids(&html), listed[..2]);
    });
}

/// The ids of a list in its order, from its check marks.
fn ids(html: &str) -> Vec<String> {
    picks(html).into_iter().map(|pick| pick.rsplit_once('.').unwrap().0.to_owned()).collect()
}

fn picks(html: &str) -> Vec<String> {
    let marks = html.split("name=\"pick\" value=\"").skip(1);
    marks.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// The neighbours of a dossier are those of the list it was reached from, in its order.
#[test]
fn the_next_dossier_is_the_next_of_the_order() {
    each_engine(async |world| {
        world.handed_in(CLERK, &[1, 2]).await;
        world.handed_in(CLERK_B, &[3]).await;
        for order in ["-name", "number", "-unit", "-findings", "due"] {
            let listed = ids(&world.get("examiner", &format!("/examination?order={order}")).await.is(200).text());
            assert_eq!(listed.len(), 3);
            let path = format!("/examination/{}?order={order}", listed[1]);
            let html = world.get("examiner", &path).await.is(200).text();
            for beside in [&listed[0], &listed[2]] {
                assert!(html.contains(&format!("/examination/{beside}?order={order}")), "{order}: {html}");
            }
        }
    });
}

fn with_picks<'a>(picks: &'a [String], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    picks.iter().map(|pick| ("pick", pick.as_str())).chain(more.iter().copied()).collect()
}

async fn together(world: &World, login: &str, what: &str, picks: &[String], checks: &[String]) -> Told {
    let checks: Vec<(&str, &str)> = checks.iter().map(|check| ("check", check.as_str())).collect();
    let form: Vec<_> = with_picks(picks, &[("what", what)]).into_iter().chain(checks).collect();
    world.post(login, "/examination/selection", &form).await
}

fn checks(world: &World) -> Vec<String> {
    let running = world.app.campaign(MAIN).unwrap();
    running.rulebook.examination.check.iter().map(|check| check.id.to_string()).collect()
}

#[test]
fn several_are_accepted_and_the_one_that_changed_is_said() {
    each_engine(async |world| {
        let (mut all, _) = world.handed_in(CLERK, &[1, 2]).await;
        all.extend(world.handed_in(CLERK_B, &[3, 4]).await.0);
        let picks = picks(&world.get("examiner", "/examination").await.is(200).text());
        assert_eq!(picks.len(), 4);
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(with_picks(&picks, &[("what", "accept"), ("order", "-name")]))
            .finish();
        let asked = world.get("examiner", &format!("/examination/selection?{query}")).await.is(200).text();
        assert!(
            asked.contains("受理4份") && asked.contains("action=\"/examination/selection?order=-name\""),
            "{asked}"
        );
        // Meanwhile somebody else accepts one.
        let other = world.viewer("examiner-2").await;
        let lines = checks(world).into_iter().map(|check| linxuan_app::examination::Judgement {
            check,
            passed: true,
            reason: String::new(),
        });
        examine(&world.app, &other, &all[1], 2, Word::Accept { lines: lines.collect() }).await.unwrap();
        // A check is open: nothing is done.
        let open = together(world, "examiner", "accept", &picks, &checks(world)[1..]).await;
        assert!(open.is(422).text().contains("href=\"#checks\""), "{}", open.text());
        assert_eq!(state(world, &all[0]).await, "handed-in");
        let told = together(world, "examiner", "accept", &picks, &checks(world)).await.is(200).text();
        assert!(told.contains("已受理3份，没有办理1份。") && told.contains("现在的结论是“受理”"), "{told}");
        for id in &all {
            assert_eq!(state(world, id).await, "accepted");
        }
        // Sent once more, nothing is done twice.
        let told = together(world, "examiner", "accept", &picks, &checks(world)).await.is(200).text();
        assert!(told.contains("已受理0份，没有办理4份。"), "{told}");
    });
}

#[test]
fn what_is_not_as_it_was_shown_is_left_out() {
    each_engine(async |world| {
        let id = world.handed_in(CLERK, &[1]).await.0.remove(0);
        let version = world.stands(CLERK, &id).await.0;
        // Answers of another version than those that were shown.
        let stale = [format!("{id}.{}", version + 1)];
        let told = together(world, "examiner", "accept", &stale, &checks(world)).await.is(200).text();
        assert!(told.contains("没有办理1份") && told.contains("材料有了变化"), "{told}");
        assert_eq!(state(world, &id).await, "handed-in");
        // One that is not there, or not for this viewer, is said and does not stop the others.
        let picks = [format!("none.{version}"), format!("{id}.{version}")];
        let told = together(world, "examiner", "accept", &picks, &checks(world)).await.is(200).text();
        assert!(told.contains("已受理1份，没有办理1份。") && told.contains("没有找到这份材料"), "{told}");
        together(world, "examiner", "nothing", &picks, &[]).await.is(422);
    });
}

#[test]
fn several_refusals_are_confirmed_by_another_person() {
    each_engine(async |world| {
        let (all, _) = world.handed_in(CLERK, &[1, 2]).await;
        let examiner = world.viewer("examiner").await;
        for id in &all {
            let word = Word::ProposeRefusal { note: "不是在职人员".to_owned() };
            examine(&world.app, &examiner, id, 2, word).await.unwrap();
        }
        let list = world.get("examiner-2", "/examination?state=refusal-proposed").await.is(200).text();
        let picks = picks(&list);
        assert!(list.contains("value=\"confirm-refusal\"") && !list.contains("value=\"accept\""), "{list}");
        let own = together(world, "examiner", "confirm-refusal", &picks, &[]).await.is(200).text();
        assert!(own.contains("已确认不予受理0份，没有办理2份。") && own.contains("这是您提出的"), "{own}");
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(with_picks(&picks, &[("what", "confirm-refusal")]))
            .finish();
        let asked = world.get("examiner-2", &format!("/examination/selection?{query}")).await.is(200).text();
        assert!(asked.contains("不是在职人员") && asked.contains("不能撤回"), "{asked}");
        assert_eq!(state(world, &all[0]).await, "refusal-proposed");
        let told = together(world, "examiner-2", "confirm-refusal", &picks, &[]).await.is(200).text();
        assert!(told.contains("已确认不予受理2份，没有办理0份。"), "{told}");
        for id in &all {
            assert_eq!(state(world, id).await, "refused");
        }
    });
}

#[test]
fn units_are_reminded_of_what_is_missing() {
    each_engine(async |world| {
        world.handed_in(CLERK, &[1]).await;
        world.filled(CLERK_B, 2).await;
        let told = world.get("office", "/reminders").await.is(200).text();
        let drafts =
            "远山学会：贵单位有1份推荐材料填写后没有报送。报送截止时间：2022年5月20日24时（通知原文：5月20日前）。";
        assert!(told.contains(drafts), "{told}");
        assert!(told.contains("长河学会：贵单位还没有") && !told.contains("星辰学会："), "{told}");
        assert!(told.contains("登录地址：http://linxuan.test/"), "{told}");
        // Only those that were chosen, as a file with their logins.
        let unit = world.viewer(CLERK_C).await.unit.unwrap();
        let file = world.get("office", &format!("/reminders?pick={unit}&format=csv")).await.is(200).text();
        assert_eq!(file.lines().count(), 2, "{file}");
        assert!(file.contains(&format!("\"长河学会\",\"{CLERK_C}\",\"长河学会：")), "{file}");
        let narrowed = world.get("office", "/reminders?progress=handed-in").await.is(200).text();
        assert!(narrowed.contains("没有需要提醒的单位") && !narrowed.contains("<textarea"), "{narrowed}");
        let board = world.get("office", &format!("/monitoring?pick={unit}&format=csv")).await.is(200).text();
        assert!(board.lines().count() == 2 && board.contains("长河学会"), "{board}");
        // After the deadline the text says so.
        world.set_clock(1_653_062_400_000_000);
        world.sign_in("office").await;
        let late = world.get("office", "/reminders").await.is(200).text();
        assert!(late.contains("报送已于2022年5月20日24时截止。"), "{late}");
    });
}

#[test]
fn reminders_name_the_site_s_own_address_where_it_is_set() {
    each_engine(async |world| {
        world.site =
            linxuan_web::router(world.app.clone().with_site("https://tuijian.example.cn/"), Options::default());
        let told = world.get("office", "/reminders").await.is(200).text();
        assert!(told.contains("登录地址：https://tuijian.example.cn/") && !told.contains("linxuan.test"), "{told}");
    });
}

/// 州市 three in each group, 学会 two in both together.
#[test]
fn places_left_are_told_by_track_where_the_quota_counts_each() {
    each_engine(async |world| {
        let office = world.publish("example-team-and-work", "office-team").await;
        let unit = |name: &str, kind: &str| NewUnit {
            name: name.to_owned(),
            kind: kind.to_owned(),
            own_quota: None,
            clerk: String::new(),
        };
        let units = vec![unit("云岭州科协", "region"), unit("云岭省力学学会", "society")];
        linxuan_app::unit::rehearse(&world.app, &office, units).await.unwrap();
        let file = world.get("office-team", "/monitoring?format=csv").await.is(200).text();
        assert!(file.contains("\"A组 创新团队3名、B组 科普作品3名\",\"0\""), "{file}");
        let society = file.lines().find(|line| line.contains("云岭省力学学会")).unwrap();
        assert!(society.contains(",\"2\",\"0\",\"0\""), "{society}");
    });
}

#[test]
fn what_was_returned_is_reminded_with_its_due_time() {
    each_engine(async |world| {
        let (ids, _) = world.handed_in(CLERK, &[1]).await;
        let failed = serde_json::json!([{"check": "rank", "passed": false, "reason": "未盖章"}]);
        let back = serde_json::json!({"word": "return", "version": 2, "checks": failed, "due": "2022-05-16T10:00:00Z"});
        world.send("examiner", &format!("/api/examination/{}", ids[0]), &back).await.is(200);
        let told = world.get("office", "/reminders?progress=to-correct").await.is(200).text();
        assert!(told.contains("星辰学会：贵单位有1份推荐材料退回补正，最早的须在2022年5月16日 18:00前"), "{told}");
    });
}

#[test]
fn reasons_are_listed_once_they_were_handed_in() {
    each_engine(async |world| {
        let (clerk, draft) = (world.viewer(CLERK).await, world.filled(CLERK, 1).await);
        nomination::waive(&world.app, &clerk, Some(&draft), "honours", "奖项性质不同。").await.unwrap();
        let none = world.get("office", "/waivers").await.is(200).text();
        assert!(none.contains("没有特殊情况说明") && !none.contains("奖项性质不同"), "{none}");
        world.steps_recorded(CLERK).await;
        world.post(CLERK, "/hand-in", &[("key", "key-of-the-reason"), ("secrecy", "yes")]).await.to();
        let name = invented::name(1);
        let listed = world.get("office", "/waivers?rule=honours").await.is(200).text();
        for wanted in ["奖项性质不同。", &name, "星辰学会", &format!("/examination/{draft}")] {
            assert!(listed.contains(wanted), "{wanted}: {listed}");
        }
        let other = world.get("office", "/waivers?rule=academician-share").await.is(200).text();
        assert!(!other.contains("奖项性质不同"), "{other}");
        let file = world.get("office", "/waivers?format=csv").await.is(200).text();
        assert!(file.lines().count() == 2 && file.contains(&name), "{file}");
        let seen = world.get("supervisor", "/waivers").await.is(200).text();
        assert!(seen.contains("奖项性质不同。") && !seen.contains(&name) && !seen.contains(&draft), "{seen}");
        let json = world.get("office", "/api/waivers?rule=honours&most=1").await.is(200).json();
        assert_eq!(json["lines"][0]["nomination"]["nominee"]["name"], name.as_str());
        assert_eq!(json["lines"][0]["reason"], "奖项性质不同。");
        let json = world.get("supervisor", "/api/waivers").await.is(200).json();
        assert!(json["lines"][0]["nomination"]["nominee"].is_null(), "{json}");
        world.get("office", "/api/waivers?before=x").await.is(422);
    });
}

#[test]
fn the_board_is_sorted_by_its_headings() {
    each_engine(async |world| {
        world.handed_in(CLERK, &[1]).await;
        world.filled(CLERK_B, 2).await;
        let units = ["星辰学会", "远山学会", "长河学会"].map(str::to_owned);
        let sorted = async |path: &str| {
            let file = world.get("office", &format!("/monitoring?{path}&format=csv")).await.is(200).text();
            let found = units.iter().enumerate().map(|(index, unit)| (file.find(unit.as_str()).unwrap(), index));
            let mut found: Vec<(usize, usize)> = found.collect();
            found.sort_unstable();
            found.into_iter().map(|(_, index)| index).collect::<Vec<_>>()
        };
        assert_eq!(sorted("order=listed").await, [0, 1, 2]);
        // 星 661F, 远 8FDC, 长 957F.
        assert_eq!(sorted("order=name").await, [0, 1, 2]);
        assert_eq!(sorted("order=-name").await, [2, 1, 0]);
        assert_eq!(sorted("order=-handed-in").await[0], 0);
        assert_eq!(sorted("order=-drafts").await[0], 1);
        // A society may recommend two at most: the one that handed in has one place left.
        assert_eq!(sorted("order=quota-left").await[0], 0);
        let html = world.get("office", "/monitoring?order=-drafts").await.is(200).text();
        assert!(
            html.contains("aria-sort=\"descending\"><a class=\"sort\" href=\"/monitoring?order=drafts\""),
            "{html}"
        );
        let html = world.get("office", "/units?order=-name").await.is(200).text();
        assert!(html.contains("aria-sort=\"descending\"><a class=\"sort\" href=\"/units?order=name\""), "{html}");
        assert!(html.find("长河学会") < html.find("星辰学会"), "{html}");
    });
}
