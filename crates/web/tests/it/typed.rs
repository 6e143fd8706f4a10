//! What people type that does not fit: kept, said at its field, never run, never a fault.

use linxuan_testkit::invented;

use crate::client::ask;
use crate::story::{typed, with};
use crate::world::{CLERK, CLERK_B, World, each_engine};

/// An invented person whose number ends with X.
fn ends_with_x() -> u32 {
    (1..100).find(|number| invented::resident_card(*number).ends_with('X')).unwrap()
}

/// A number with another check character than its digits ask for.
fn wrong_checksum(number: u32) -> String {
    let card = invented::resident_card(number);
    let (digits, check) = card.split_at(17);
    format!("{digits}{}", if check == "1" { "2" } else { "1" })
}

/// Posts one step with one answer replaced; answers the status and whether the field is marked.
async fn posted(world: &World, id: &str, version: i64, step: &str, field: (&str, &str)) -> (u16, bool, String) {
    let pairs = typed(1, version, step);
    let told = world.post(CLERK, &format!("/nominations/{id}/steps/{step}"), &with(&pairs, &[field])).await;
    let control = field.0.split('.').next().unwrap();
    let (status, page) = (told.status.as_u16(), told.text());
    (status, page.contains(&format!("<a href=\"#{control}\">")), page)
}

#[test]
fn what_does_not_fit_is_kept_and_said_at_its_field() {
    let long = "观".repeat(2001);
    let wrong = wrong_checksum(1);
    let cases: [(&str, &str, &str); 14] = [
        ("basic", "name", "<script>alert(1)</script>"),
        ("basic", "name", "张\u{200b}三"),
        ("basic", "name", "张\u{202e}三"),
        ("basic", "name", "张\u{feff}三"),
        ("basic", "ethnic-group", "汉\u{2066}族"),
        ("basic", "birth-date", "1980-02-30"),
        ("basic", "birth-date", "2019-13-01"),
        ("basic", "birth-date", "二〇一九年"),
        ("basic", "identity.number", &wrong),
        ("basic", "identity.number", "12345"),
        ("basic", "sex", "other"),
        ("basic", "party", "' OR '1'='1"),
        ("contact", "mobile", "not a number"),
        ("deeds", "deeds", &long),
    ];
    each_engine(async |world| {
        let id = world.begun(CLERK).await;
        for (version, (step, field, text)) in (1..).zip(cases) {
            let (status, marked, page) = posted(world, &id, version, step, (field, text)).await;
            assert_eq!((status, marked), (422, true), "{step} {field} {text}");
            assert!(!page.contains("<script>alert"), "{text}");
            let (now, state, sheet) = world.stands(CLERK, &id).await;
            assert_eq!((now, state.as_str(), sheet.text(field)), (version + 1, "draft", text), "{field}");
        }
    });
}

/// U+0000 can be kept by neither engine: it becomes the mark of what could not be read, and that is refused.
#[test]
fn a_nul_is_said_and_nothing_breaks() {
    each_engine(async |world| {
        let id = world.begun(CLERK).await;
        let (status, marked, _) = posted(world, &id, 1, "basic", ("name", "张\0三")).await;
        assert_eq!((status, marked), (422, true));
        assert_eq!(world.stands(CLERK, &id).await.2.text("name"), "张\u{fffd}三");
        let (status, marked, _) = posted(world, &id, 2, "deeds", ("deeds", "事\0迹")).await;
        assert_eq!((status, marked), (422, true));
        for (path, form) in [
            ("/sign-in", [("login", "a\0b"), ("password", "\0")]),
            ("/register", [("code", "\0"), ("login", "\0")]),
            ("/hand-in", [("key", "\u{0}123456789abcdef"), ("secrecy", "yes")]),
            ("/waivers", [("rule", "academician-share"), ("reason", "\0")]),
            ("/nominations", [("track", "\0"), ("x", "y")]),
            ("/language", [("language", "en"), ("back", "/\0")]),
        ] {
            let told = world.post(CLERK, path, &form).await;
            assert!(told.status.as_u16() < 500, "{path}: {}", told.status);
        }
        for path in
            ["/examination?q=%00", "/examination?state=%00&after=1.%00", "/sign-in?back=%00", "/record?below=%00"]
        {
            for login in ["examiner", "supervisor", ""] {
                let told = world.get(login, path).await;
                assert!(told.status.as_u16() < 500, "{path}: {}", told.status);
            }
        }
    });
}

#[test]
fn the_edges_are_right() {
    each_engine(async |world| {
        let id = world.begun(CLERK).await;
        let step = |step: &str| format!("/nominations/{id}/steps/{step}");
        let whole = "观".repeat(2000);
        let told = world.post(CLERK, &step("deeds"), &with(&typed(1, 1, "deeds"), &[("deeds", &whole)])).await;
        assert_eq!(told.to(), step("declaration"));
        // A small x is the same number; the three boxes of a date are one answer.
        let number = ends_with_x();
        let small = invented::resident_card(number).to_lowercase();
        let pairs = typed(number, 2, "basic");
        let told = world.post(CLERK, &step("basic"), &with(&pairs, &[("identity.number", &small)])).await;
        assert_eq!(told.to(), step("work"));
        let date = pairs.iter().find(|(name, _)| name == "birth-date").unwrap().1.clone();
        let parts: Vec<&str> = date.split('-').collect();
        let boxes = [
            ("birth-date", ""),
            ("birth-date.year", parts[0]),
            ("birth-date.month", parts[1]),
            ("birth-date.day", parts[2]),
            ("version", "3"),
        ];
        let told = world.post(CLERK, &step("basic"), &with(&pairs, &boxes)).await;
        assert_eq!(told.to(), step("work"));
        let february = [
            ("birth-date", ""),
            ("birth-date.year", "1980"),
            ("birth-date.month", "2"),
            ("birth-date.day", "30"),
            ("version", "4"),
        ];
        let told = world.post(CLERK, &step("basic"), &with(&pairs, &february)).await;
        assert!(told.is(422).text().contains("<a href=\"#birth-date\">"));
    });
}

/// Rare names are names: four bytes a character, both kinds of dot, the private use area of old systems.
#[test]
fn rare_names_pass_and_come_back_as_typed() {
    each_engine(async |world| {
        let id = world.begun(CLERK).await;
        for (version, name) in
            (1..).zip(["𠮷野", "买买提·阿不都", "买买提•阿不都", "Jean-Luc O'Neil", "\u{e000}某", "㛃䶮"])
        {
            let (status, _, _) = posted(world, &id, version, "basic", ("name", name)).await;
            assert_eq!(status, 303, "{name}");
            assert_eq!(world.stands(CLERK, &id).await.2.text("name"), name);
            let page = world.get(CLERK, &format!("/nominations/{id}/steps/basic")).await.text();
            assert!(page.contains(&name.replace('\'', "&#39;")), "{name}");
        }
    });
}

/// Texts that would be marks on a page are text on every page that shows them.
#[test]
fn planted_marks_are_text_everywhere() {
    let mark = "\"><img src=x onerror=alert(1)>'<script>alert(2)</script>{{7*7}}";
    each_engine(async |world| {
        let id = world.begun(CLERK).await;
        let mut sheet = crate::story::sheet(1);
        for field in ["employer", "title", "post", "deeds", "abstract", "native-place"] {
            sheet.set_text(field, &mark[..if field == "native-place" { 30 } else { mark.len() }]);
        }
        sheet.set_text("ethnic-group", "<b>汉族</b>");
        // Too long for a line, so a draft only; then right, and handed in.
        world.saved(CLERK, &id, 1, sheet.clone()).await;
        let mut told = pages(world, &id).await;
        for field in ["employer", "title", "post"] {
            sheet.set_text(field, &mark[..40]);
        }
        world.saved(CLERK, &id, 2, sheet).await;
        world.steps_recorded(CLERK).await;
        let form = [("key", "0123456789abcdef"), ("secrecy", "yes")];
        let receipt = world.post(CLERK, "/hand-in", &form).await.to();
        told.extend(pages(world, &id).await);
        told.push(world.get(CLERK, &receipt).await.text());
        for text in told {
            assert!(!text.contains("<img") && !text.contains("<script>alert") && !text.contains("<b>汉族"), "{text}");
        }
        let examination = world.get("examiner", &format!("/examination/{id}")).await;
        assert!(examination.is(200).text().contains("&#60;img src=x"));
    });
}

async fn pages(world: &World, id: &str) -> Vec<String> {
    let mut told = Vec::new();
    let paths = [
        "/home",
        "/hand-in",
        "/nominations/ID",
        "/nominations/ID/steps/basic",
        "/nominations/ID/steps/work",
        "/examination",
        "/examination?q=img",
        "/examination/ID",
        "/monitoring",
        "/record",
        "/nowhere/<script>alert(1)</script>",
    ];
    for login in [CLERK, CLERK_B, "examiner", "office", "supervisor"] {
        for path in paths {
            let path = path.replace("ID", id).replace('<', "%3C").replace('>', "%3E");
            told.push(world.get(login, &path).await.text());
        }
    }
    told
}

#[test]
fn too_much_and_unknown_steps_are_refused() {
    each_engine(async |world| {
        let id = world.begun(CLERK).await;
        let much = "x".repeat(1024 * 1024);
        for path in [format!("/nominations/{id}/steps/basic"), "/sign-in".into(), "/hand-in".into()] {
            let told = world.post(CLERK, &path, &[("name", &much)]).await;
            assert!(told.is(413).text().contains("请求内容过大"), "{path}");
        }
        let told = ask("POST", "/api/nominations").by(world, CLERK).same_origin();
        let told = told.raw("application/json", much.clone() + " ").send(world).await;
        assert_eq!(told.is(413).json()["message"], "请求内容过大，未接收。");
        // A table of units may be larger.
        assert_ne!(world.post("office", "/units", &[("table", &much)]).await.status, 413);
        assert_eq!(world.stands(CLERK, &id).await.0, 1);
        for path in [format!("/nominations/{id}/steps/nowhere"), format!("/nominations/{id}/steps/")] {
            assert_eq!(world.get(CLERK, &path).await.status, 404, "{path}");
        }
        let told = world.post(CLERK, &format!("/nominations/{id}/steps/nowhere"), &[("version", "1")]).await;
        assert_eq!(told.status, 404);
        assert_eq!(world.post(CLERK, "/nominations", &[("track", "nowhere")]).await.status, 404);
    });
}

/// Names that the step does not offer are refused, each of them, and change nothing.
#[test]
fn what_the_form_does_not_ask_is_not_taken() {
    each_engine(async |world| {
        let id = world.filled(CLERK, 1).await;
        let before = world.stands(CLERK, &id).await;
        let planted = [
            ("state", "accepted"),
            ("unit_id", "x"),
            ("number", "1"),
            ("ordinal", "9"),
            ("handed_in_at", "1"),
            ("deeds", "换掉"),
        ];
        for one in planted {
            let path = format!("/nominations/{id}/steps/basic");
            let told = world.post(CLERK, &path, &with(&typed(1, 2, "basic"), &[one])).await;
            assert_eq!(told.status, 422, "{one:?}");
            assert_eq!(world.stands(CLERK, &id).await, before, "{one:?}");
        }
    });
}
