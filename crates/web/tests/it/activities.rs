//! The unit's activity log and the totals of the office, as pages, files and JSON.

use linxuan_app::{activity, view};
use serde_json::json;

use crate::client::{Told, ask};
use crate::description::{fits, refusal_fits};
use crate::world::{CLERK, CLERK_B, World, each_engine};

const ENTRY: [(&str, &str); 8] = [
    ("activity", "lecture-tour"),
    ("title", "走近科学家"),
    ("day", "2022-05-09"),
    ("place", "海边科技馆"),
    ("participants", "120"),
    ("outlet", ""),
    ("link", "https://news.example/1?a=1&b=2"),
    ("count", "2"),
];

fn with<'a>(field: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    ENTRY.iter().map(|(name, kept)| if *name == field { (field, value) } else { (*name, *kept) }).collect()
}

/// How many entries stand in a clerk's log.
async fn standing(world: &World, clerk: &str) -> usize {
    activity::of_unit(&world.app, &world.viewer(clerk).await).await.unwrap().entries.len()
}

#[test]
fn a_unit_keeps_its_log_on_one_page() {
    each_engine(async |world| {
        let html = world.get(CLERK, "/activities").await.is(200).text();
        assert!(html.contains("还没有记过活动") && html.contains("活动期间：2022年3月11日至2022年12月31日"), "{html}");
        assert!(html.contains("<optgroup label=\"深入学习\">") && html.contains("巡回报告（场）"), "{html}");
        let to = world.post(CLERK, "/activities", &ENTRY).await.is(303).to();
        let id = to.strip_prefix("/activities#e-").unwrap().to_owned();
        let html = world.get(CLERK, "/activities").await.is(200).text();
        assert!(html.contains("走近科学家") && html.contains("2场") && html.contains("120人参加"), "{html}");
        let link = "<a href=\"https://news.example/1?a=1&#38;b=2\" rel=\"noopener noreferrer nofollow\">";
        assert!(html.contains(link), "{html}");
        let form = world.get(CLERK, &format!("/activities?edit={id}")).await.is(200).text();
        assert!(form.contains(&format!("action=\"/activities/{id}/correction\"")), "{form}");
        assert!(
            form.contains("value=\"海边科技馆\"") && form.contains("<option value=\"lecture-tour\" selected>"),
            "{form}"
        );
        world.post(CLERK, &format!("/activities/{id}/correction"), &with("count", "3")).await.is(303);
        assert!(world.get(CLERK, "/activities").await.text().contains("3场"));
        // The other clerk's page still shows the entry that was corrected.
        let told = world.post("leader", &format!("/activities/{id}/removal"), &[]).await;
        assert!(told.is(422).text().contains("这一条已经被更正或删除"), "{}", told.text());
        let now = activity::of_unit(&world.app, &world.viewer(CLERK).await).await.unwrap().entries[0].id.clone();
        world.post("leader", &format!("/activities/{now}/removal"), &[]).await.is(303);
        assert_eq!(standing(world, CLERK).await, 0);
    });
}

#[test]
fn what_is_wrong_is_said_at_its_field_and_what_was_typed_stays() {
    each_engine(async |world| {
        let cases = [
            ("activity", "", "请选择统计项目。"),
            ("title", "", "请填写活动名称。"),
            ("day", "五月九日", "“五月九日”不是日期"),
            ("day", "2022-05-11", "开展日期晚于今天（2022-05-10）"),
            ("day", "2021-05-09", "不在活动期间（2022-03-11—2022-12-31）"),
            ("participants", "很多", "参加人数“很多”不是"),
            ("link", "javascript:alert(1)", "不是完整的网址"),
            ("count", "0", "计数“0”不是1到1000000的整数"),
        ];
        for (field, value, said) in cases {
            let html = world.post(CLERK, "/activities", &with(field, value)).await.is(422).text();
            assert!(html.contains(said) && html.contains(&format!("<a href=\"#{field}\">")), "{field}: {html}");
            assert!(html.contains("value=\"海边科技馆\""), "{field}");
            assert!(value.is_empty() || html.contains(&format!("value=\"{value}\"")), "{field}: {html}");
        }
        world.post(CLERK, "/activities", &ENTRY).await.is(303);
        let html = world.post(CLERK, "/activities", &ENTRY).await.is(422).text();
        assert!(html.contains("台账中已有同一天"), "{html}");
        let planted = world.post(CLERK, "/activities", &with("title", "<script>alert(1)</script>")).await;
        planted.is(303);
        assert!(!world.get(CLERK, "/activities").await.text().contains("<script>alert"));
        assert_eq!(standing(world, CLERK).await, 2);
    });
}

#[test]
fn the_table_is_overtyped_with_a_reason() {
    each_engine(async |world| {
        world.logged(CLERK, "报道一").await;
        let overtype = async |figure: &str, reason: &str| {
            let form = [("activity", "media-report"), ("figure", figure), ("reason", reason)];
            world.post(CLERK, "/activities/overtyping", &form).await
        };
        let html = overtype("十", "分会另有").await.is(422).text();
        assert!(html.contains("填报数不是0到1000000的整数") && html.contains(">分会另有</textarea>"), "{html}");
        assert!(html.contains("<a href=\"#figure-media-report\">"), "{html}");
        assert!(overtype("10", "").await.is(422).text().contains("<a href=\"#reason-media-report\">"));
        overtype("10", "分会另有七篇").await.is(303);
        let html = world.get(CLERK, "/activities").await.text();
        assert!(html.contains("改填理由：分会另有七篇") && html.contains("有1项是改填的"), "{html}");
        let file = world.get(CLERK, "/activities?format=csv&of=table").await.is(200).text();
        assert!(file.contains("\"宣传展示\",\"媒体报道\",\"篇\",\"3\",\"10\",\"分会另有七篇\""), "{file}");
        let item = [("activity", "media-report")];
        world.post(CLERK, "/activities/overtyping/withdrawal", &item).await.is(303);
        assert!(!world.get(CLERK, "/activities").await.text().contains("改填理由："));
        world.post(CLERK, "/activities/overtyping/withdrawal", &item).await.is(422);
    });
}

#[test]
fn the_log_is_narrowed_by_item_and_month_and_goes_page_by_page() {
    each_engine(async |world| {
        for number in 0..51 {
            world.logged(CLERK, &format!("报道{number}")).await;
        }
        world.post(CLERK, "/activities", &with("day", "2022-04-09")).await.is(303);
        let html = world.get(CLERK, "/activities").await.text();
        assert!(html.contains("本页50条，共52条") && html.contains("2022-04"), "{html}");
        let next = html.split("rel=\"next\"").next().unwrap().rsplit("href=\"").next().unwrap();
        let next = next.split('"').next().unwrap();
        assert!(world.get(CLERK, next).await.text().contains("本页2条，共52条"), "{next}");
        assert!(world.get(CLERK, "/activities?item=lecture-tour").await.text().contains("本页1条，共1条"));
        assert!(world.get(CLERK, "/activities?month=2022-05").await.text().contains("共51条"));
        let none = world.get(CLERK, "/activities?month=2022-04&item=media-report").await.text();
        assert!(none.contains("没有符合条件的活动"), "{none}");
        let file = world.get(CLERK, "/activities?format=csv&item=lecture-tour").await.text();
        let line = "\"巡回报告\",\"走近科学家\",\"2022-04-09\",\"海边科技馆\",\"120\",\"\",\"https://news.example/1?a=1&b=2\",\"2\",\"场\"";
        assert_eq!(file.lines().nth(1), Some(line));
        assert_eq!(file.lines().count(), 2);
    });
}

/// The form as browsers send it, with a pasted table or a file of one.
async fn brought(world: &World, act: &str, table: &str, file: &str) -> Told {
    let part = |head: &str, value: &str| format!("--edge\r\nContent-Disposition: form-data; {head}\r\n\r\n{value}\r\n");
    let parts =
        [part("name=\"table\"", table), part("name=\"file\"; filename=\"log.csv\"", file), part("name=\"act\"", act)];
    let body = format!("{}--edge--\r\n", parts.concat());
    let asked = ask("POST", "/activities/table").by(world, CLERK).same_origin();
    asked.raw("multipart/form-data; boundary=edge", body).send(world).await
}

#[test]
fn a_log_is_checked_first_and_then_imported_and_what_is_exported_is_read_again() {
    each_engine(async |world| {
        let table =
            "项目,主题,活动时间,数量,备注\n媒体报道,报道一,2022年5月9日,3,\n巡回报告,报告会,2022/5/8,1,第一场\n";
        let wrong = brought(world, "check", &format!("{table}合唱,报告会,2022/5/8,0,\n"), "").await.is(422).text();
        assert!(wrong.contains("没有“合唱”这个统计项目") && wrong.contains("第4行"), "{wrong}");
        assert!(wrong.contains("表中有2处需要改正") && wrong.contains("没有记入任何一行"), "{wrong}");
        let checked = brought(world, "check", table, "").await.is(200).text();
        assert!(checked.contains("可以记入2条") && checked.contains("导入2条"), "{checked}");
        assert_eq!(standing(world, CLERK).await, 0);
        assert!(brought(world, "import", "", table).await.is(200).text().contains("已记入2条"));
        assert_eq!(standing(world, CLERK).await, 2);
        let own = world.get(CLERK, "/activities?format=csv").await.text();
        let again = brought(world, "import", "", &own).await.is(200).text();
        assert!(again.contains("已记入0条") && again.contains("2行台账中已有"), "{again}");
        assert_eq!(standing(world, CLERK).await, 2);
    });
}

#[test]
fn the_log_stands_in_the_navigation_and_among_the_tasks_until_it_is_begun() {
    each_engine(async |world| {
        let html = world.get(CLERK, "/home").await.text();
        assert!(html.contains("记活动台账") && html.contains("<a href=\"/activities\">活动台账</a>"), "{html}");
        world.logged(CLERK, "报道一").await;
        assert!(!world.get(CLERK, "/home").await.text().contains("记活动台账"));
        assert!(world.get(CLERK_B, "/home").await.text().contains("记活动台账"));
        let html = world.get("supervisor", "/home").await.text();
        assert!(html.contains("href=\"/activity-totals\"") && !html.contains("href=\"/activities\""), "{html}");
        assert!(!world.get("joint", "/home").await.text().contains("/activities"));
        let clerk = world.viewer(CLERK).await;
        assert!(!view::unit_home(&world.app, &clerk).await.unwrap().log_wanted);
    });
}

#[test]
fn the_office_sums_up_by_unit_channel_and_month() {
    each_engine(async |world| {
        world.logged(CLERK, "报道一").await;
        world.logged(CLERK_B, "报道二").await;
        world.logged(CLERK_B, "报道三").await;
        let figure = [("activity", "media-report"), ("figure", "1234"), ("reason", "含分会")];
        world.post(CLERK_B, "/activities/overtyping", &figure).await.is(303);
        let order = |html: &str| {
            let place = |name: &str| html.find(&format!("<th scope=\"row\">{name}</th>")).unwrap();
            let mut names = ["星辰学会", "远山学会", "长河学会"];
            names.sort_by_key(|name| place(name));
            names
        };
        let html = world.get("office", "/activity-totals").await.is(200).text();
        assert!(
            html.contains("3个推荐单位中，2个有台账") && html.contains("1,234") && html.contains("1,237"),
            "{html}"
        );
        assert_eq!(order(&html), ["星辰学会", "远山学会", "长河学会"]);
        let falling = world.get("supervisor", "/activity-totals?order=-media-report").await.is(200).text();
        assert_eq!(order(&falling), ["远山学会", "星辰学会", "长河学会"]);
        assert!(falling.contains("aria-sort=\"descending\""), "{falling}");
        let months = world.get("office", "/activity-totals?by=month").await.text();
        assert!(months.contains("<th scope=\"row\">2022-05</th><td class=\"r\">3</td>"), "{months}");
        // Figures overtyped belong to no day: three, three and three.
        assert!(months.contains("只按台账合计") && !months.contains("1,234"), "{months}");
        let none = world.get("office", "/activity-totals?by=month&from=2022-06-01").await.text();
        assert!(none.contains("还没有可汇总的活动"), "{none}");
        assert!(world.get("office", "/activity-totals?from=x").await.is(200).text().contains("日期没有看懂"));
        let file = world.get("office", "/activity-totals?format=csv&by=channel").await.is(200).text();
        assert!(file.lines().last().unwrap().starts_with("\"合计\",\"3\",\"0\",\"0\",\"1237\""), "{file}");
    });
}

#[test]
fn programs_keep_the_log_by_the_same_acts() {
    each_engine(async |world| {
        let entry = json!({"activity": "lecture-tour", "title": "走近科学家", "day": "2022-05-09", "count": 2});
        let log = world.send(CLERK, "/api/activities", &entry).await.is(201).json();
        fits("logActivity", &log);
        assert_eq!((log["entries"][0]["count"].as_i64(), log["table"][5]["figure"].as_i64()), (Some(2), Some(2)));
        let id = log["entries"][0]["id"].as_str().unwrap().to_owned();
        let wrong = json!({"activity": "choir", "title": "", "day": "2022-05-09", "count": 2});
        let told = world.send(CLERK, "/api/activities", &wrong).await.is(422).json();
        refusal_fits(&told);
        assert_eq!(told["fields"][0]["field"], "activity");
        assert!(told["fields"][0]["message"].as_str().unwrap().contains("choir"), "{told}");
        let right = json!({"activity": "lecture-tour", "title": "走近科学家", "day": "2022-05-09", "count": 3});
        let log = world.send(CLERK, &format!("/api/activities/{id}/correction"), &right).await.is(200).json();
        fits("correctActivity", &log);
        assert_eq!(log["entries"][0]["corrects"], json!(id));
        let figure = json!({"activity": "lecture-tour", "figure": 9, "reason": "含分会"});
        let log = world.send(CLERK, "/api/activities/overtyping", &figure).await.is(200).json();
        fits("overtypeFigure", &log);
        assert_eq!((&log["table"][5]["counted"], &log["table"][5]["figure"]), (&json!(3), &json!(9)));
        let totals = world.get("office", "/api/activity-totals").await.is(200).json();
        fits("activityTotals", &totals);
        assert_eq!((&totals["all"]["figures"][5], &totals["overtyped"]), (&json!(9), &json!(true)));
        let may = world.get("office", "/api/activity-totals?by=month&from=2022-05-01&to=2022-05-31").await.json();
        assert_eq!((&may["lines"][0]["key"], &may["all"]["figures"][5]), (&json!("2022-05"), &json!(3)));
        world.get("office", "/api/activity-totals?by=weather").await.is(422);
        let item = json!({"activity": "lecture-tour"});
        fits(
            "withdrawOvertyping",
            &world.send(CLERK, "/api/activities/overtyping/withdrawal", &item).await.is(200).json(),
        );
        let table = json!({"act": "import", "table": "activity,title,day,count\nlecture-tour,走近科学家,2022-05-09,2\ntalks,x,2022-05-09,1\n"});
        let told = world.send(CLERK, "/api/activities/table", &table).await.is(422).json();
        assert_eq!(told["lines"][0]["line"], 3, "{told}");
        let table = json!({"act": "import", "table": "activity,title,day,count\nlecture-tour,走近科学家,2022-05-09,2\nlecture-tour,二,2022-05-09,1\n"});
        let told = world.send(CLERK, "/api/activities/table", &table).await.is(200).json();
        fits("importActivities", &told);
        assert_eq!((&told["new"], &told["repeated"][0]["line"]), (&json!(1), &json!(2)));
        let log = world.get(CLERK, "/api/activities").await.is(200).json();
        fits("activityLog", &log);
        let id = log["entries"][0]["id"].as_str().unwrap().to_owned();
        let log = world.send(CLERK, &format!("/api/activities/{id}/removal"), &json!({})).await.is(200).json();
        fits("removeActivity", &log);
        assert_eq!(log["entries"].as_array().unwrap().len(), 1);
    });
}
