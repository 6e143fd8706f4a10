//! Every route × every role, from the router's own table: who may gets through,
//! everybody else gets what they would get where nothing is.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use linxuan_app::{extension, session};
use linxuan_domain::access::{Role, Scope};
use linxuan_domain::value::Instant;
use linxuan_web::{RouteInfo, routes};
use serde_json::{Value, json};

use crate::client::{Ask, Told, ask};
use crate::uploads::PICTURE;
use crate::world::{CLERK, MAIN, World, each_engine};

/// The things that the routes' ids name.
pub struct Things {
    draft: String,
    handed_in: String,
    receipt: String,
    unit: String,
    /// An entry of the unit's activity log.
    entry: String,
    /// One to confirm on the page, one by the interface.
    extensions: [String; 2],
    /// Of each role, one to revoke on the page and one by the interface.
    tokens: BTreeMap<Role, [String; 2]>,
    /// Of each role, to go on with, to give up as a program and to give up on the page.
    uploads: BTreeMap<Role, [String; 3]>,
    /// A file of the draft, one that was handed in, and of each role one to take off.
    files: [String; 2],
    spare: BTreeMap<Role, String>,
}

pub async fn things(world: &mut World) -> Things {
    let first = world.filled(CLERK, 1).await;
    let sent = world.attached(CLERK, &first, "works", PICTURE).await;
    let receipt = world.sent_off(CLERK).await;
    let draft = world.filled(CLERK, 2).await;
    world.nominee(CLERK, &draft).await;
    let unit = world.viewer(CLERK).await.unit.unwrap().to_string();
    // 2022-06-01, later than the campaign's own deadline.
    let until = Instant(1_654_041_600_000_000);
    let entry = world.logged(CLERK, "走近科学家").await;
    let office = world.viewer("office-2").await;
    let propose = async || extension::propose(&world.app, &office, &unit, until, "水灾").await.unwrap();
    let extensions = [propose().await, propose().await];
    let (mut tokens, mut uploads, mut spare) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let kept = world.attached(CLERK, &draft, "works", b"%PDF-1.7 kept").await;
    for role in Role::ALL {
        let viewer = world.viewer(login(role)).await;
        let issue = async || session::issue_access_token(&world.app, &viewer, "脚本", &Scope::ALL).await.unwrap();
        tokens.insert(role, [issue().await.token.id, issue().await.token.id]);
        let begin = async || world.upload_begun(CLERK, &draft, "works", 9).await;
        uploads.insert(role, [begin().await, begin().await, begin().await]);
        let own = format!("%PDF-1.7 {}", role.id());
        spare.insert(role, world.attached(CLERK, &draft, "works", own.as_bytes()).await);
    }
    let (handed_in, files) = (first, [kept, sent]);
    Things { draft, handed_in, receipt, unit, entry, extensions, tokens, uploads, files, spare }
}

pub fn login(role: Role) -> &'static str {
    match role {
        Role::SystemAdministrator => "system",
        Role::SecurityAdministrator => "security",
        Role::Auditor => "auditor",
        Role::Office => "office",
        Role::Sponsor => "sponsor",
        Role::UnitClerk => CLERK,
        Role::UnitLeader => "leader",
        Role::JointBody => "joint",
        Role::Collector => "collector",
        Role::Nominee => "nominee",
        Role::Examiner => "examiner",
        Role::Supervisor => "supervisor",
    }
}

/// The route's path with a thing that this role would have before it.
pub fn path(route: &RouteInfo, role: Option<Role>, things: &Things) -> String {
    let office = matches!(role, Some(Role::Office | Role::Examiner | Role::Supervisor));
    let nomination = if office || route.path.contains("/examination/") { &things.handed_in } else { &things.draft };
    let face = usize::from(route.path.starts_with("/api/"));
    let id = match route.path.trim_start_matches("/api") {
        path if path.starts_with("/receipts/") => &things.receipt,
        path if path.starts_with("/units/") => &things.unit,
        path if path.starts_with("/activities/") => &things.entry,
        path if path.starts_with("/extensions/") => &things.extensions[face],
        path if path.starts_with("/uploads/") => {
            let use_of = usize::from(route.method == "DELETE") + 2 * usize::from(path.ends_with("/removal"));
            &things.uploads[&role.unwrap_or(Role::Auditor)][use_of]
        }
        "/materials/{id}/removal" => &things.spare[&role.unwrap_or(Role::Auditor)],
        path if path.starts_with("/materials/") => &things.files[usize::from(office)],
        path if path.starts_with("/tokens/") => &things.tokens[&role.unwrap_or(Role::Auditor)][face],
        _ => nomination,
    };
    let path = route.path.replace("{id}", id).replace("{step}", "basic");
    let paper = if route.path.starts_with("/papers/") { "summary-table" } else { "nomination-form" };
    let path = path.replace("{paper}", paper);
    path.replace("{slug}", MAIN).replace("{file}", "plain.css")
}

pub fn form(path: &str) -> &'static [(&'static str, &'static str)] {
    match path {
        "/nominations" => &[("track", "person")],
        "/nominations/{id}/links" => &[("material", "works"), ("link", "https://example.org/h5")],
        "/materials/{id}/place" => &[("towards", "earlier")],
        "/nominations/{id}/waivers" => &[("rule", "honours"), ("reason", "原因")],
        "/nominations/{id}/opinions" => &[("item", "employer"), ("text", "同意")],
        "/waivers" => &[("rule", "academician-share"), ("reason", "原因")],
        "/procedures" => &[("item", "unit-notice"), ("text", "已公示")],
        "/activities/overtyping" => &[("activity", "media-report"), ("figure", "9"), ("reason", "含分会")],
        _ => &[],
    }
}

fn json_of(path: &str) -> Value {
    match path {
        "/api/tokens" => json!({"name": "脚本"}),
        "/api/nominations" => json!({"track": "person"}),
        "/api/nominations/{id}/answers" => json!({"version": 0, "answers": {}}),
        "/api/submissions" => json!({"secrecy": false}),
        "/api/nominations/{id}/waivers" => json!({"rule": "honours", "reason": "原因"}),
        "/api/nominations/{id}/opinions" => json!({"item": "employer", "text": "同意"}),
        "/api/waivers" => json!({"rule": "academician-share", "reason": "原因"}),
        "/api/activities" | "/api/activities/{id}/correction" => {
            json!({"activity": "media-report", "title": "报道", "day": "2022-05-09", "count": 1})
        }
        "/api/activities/overtyping" => json!({"activity": "media-report", "figure": 9, "reason": "含分会"}),
        "/api/activities/overtyping/withdrawal" => json!({"activity": "media-report"}),
        "/api/activities/table" => {
            json!({"act": "check", "table": "统计项目,活动名称,开展日期,数量\n媒体报道,报道,2022-05-09,1\n"})
        }
        "/api/procedures" => json!({"item": "unit-notice", "text": "已公示"}),
        "/api/examination/{id}" => json!({"word": "confirm-refusal", "version": 2}),
        "/api/units" => json!({"act": "check", "table": "单位名称,单位类别\n新月学会,society\n"}),
        "/api/units/{id}/extension" => json!({"until": "2022-06-02T00:00:00Z", "reason": "水灾"}),
        "/api/units/{id}/extra-quota" => json!({"extra": 1, "reason": "主办单位同意"}),
        "/api/honours" => json!({"act": "check", "table": "系列\n"}),
        _ => json!({}),
    }
}

fn request(route: &RouteInfo, path: &str, things: &Things) -> Ask {
    let asked = ask(route.method, path).same_origin();
    if route.path.starts_with("/uploads") && !route.path.ends_with("/removal") {
        return crate::uploads::asked(asked, route.method, &things.draft);
    }
    match (route.method, route.path.starts_with("/api/")) {
        ("GET", _) => asked,
        (_, false) if route.path.ends_with("/materials") => asked.raw(
            "multipart/form-data; boundary=b",
            "--b\r\ncontent-disposition: form-data; name=\"material\"\r\n\r\nworks\r\n--b--\r\n",
        ),
        (_, true) => asked.json(&json_of(route.path)).header("idempotency-key", "a-key-of-the-matrix"),
        (_, false) => asked.form(form(route.path)),
    }
}

/// The page without its own address, which the language switch carries.
fn nameless(told: &Told, path: &str) -> String {
    told.text().replace(&format!("value=\"{path}\""), "value=\"\"")
}

/// Answered in JSON whatever is asked for.
pub fn is_program(path: &str) -> bool {
    path.starts_with("/api/") || path.starts_with("/uploads") && !path.ends_with("/removal")
}

async fn nobody(world: &World, route: &RouteInfo, things: &Things) {
    let path = path(route, None, things);
    let told = request(route, &path, things).send(world).await;
    let place = format!("{} {path}", route.method);
    match (route.act, route.path) {
        // Only the demonstration has it.
        ("public", "/demonstration") => assert_eq!(told.status, 404, "{place}"),
        ("public", _) => assert!(![401, 403, 404, 500].contains(&told.status.as_u16()), "{place}: {}", told.status),
        (_, page) if is_program(page) => assert_eq!(told.status, 401, "{place}"),
        _ => assert!(told.to().starts_with("/sign-in?back=%2F"), "{place}"),
    }
}

async fn role(world: &mut World, route: &RouteInfo, role: Role, things: &Things) {
    let login = login(role);
    let path = path(route, Some(role), things);
    let told = request(route, &path, things).by(world, login).send(world).await;
    let place = format!("{} {path} by {}: {}", route.method, role.id(), told.status);
    if route.act == "public" {
        assert_ne!(told.status, 500, "{place}");
    } else if route.who.contains(&role.id()) {
        assert!(![401, 403, 404, 405, 415, 500].contains(&told.status.as_u16()), "{place}\n{}", told.text());
    } else {
        assert_eq!(told.status, 404, "{place}");
        // What HEAD answers has no body to compare.
        let nowhere = if is_program(route.path) { "/api/nowhere" } else { "/nowhere" };
        let missing = ask("GET", nowhere).same_origin().by(world, login).send(world).await;
        if route.method != "HEAD" {
            assert_eq!(nameless(&told, &path), nameless(&missing, nowhere), "{place}");
        }
    }
    if route.path == "/sign-out" {
        world.sign_in(login).await;
    }
}

#[test]
fn every_route_opens_for_its_roles_and_is_nowhere_for_the_others() {
    each_engine(async |world| {
        let things = things(world).await;
        for route in routes() {
            nobody(world, &route, &things).await;
            for one in Role::ALL {
                role(world, &route, one, &things).await;
            }
        }
    });
}

/// A new route, a renamed act or a role more is seen by whoever reviews `matrix.txt`.
#[test]
fn the_table_is_the_reviewed_one() {
    let mut table = String::new();
    for route in routes() {
        writeln!(table, "{} {} {}: {}", route.method, route.path, route.act, route.who.join(" ")).unwrap();
    }
    assert_eq!(table, include_str!("matrix.txt"), "the routes are not those of matrix.txt:\n{table}");
}

/// Routes are made in one place, so that none can be outside of the table.
#[test]
fn routes_are_made_in_the_table_only() {
    let makers = [".route(", ".route_service(", ".nest(", ".nest_service(", ".merge(", ".fallback("];
    let sources = crate::sources("src");
    assert!(sources.len() > 20);
    for (path, text) in sources {
        let made: Vec<&str> = makers.into_iter().filter(|maker| text.contains(maker)).collect();
        let wanted: &[&str] = if path.ends_with("src/route.rs") { &[".route("] } else { &[] };
        assert_eq!(made, wanted, "{path}");
    }
    let table = crate::sources("src").into_iter().find(|(path, _)| path.ends_with("src/route.rs")).unwrap().1;
    assert_eq!(table.matches(".route(").count(), 1);
}

/// No other method does anything, whatever a header says: not allowed, or not even there.
#[test]
fn other_methods_are_refused() {
    each_engine(async |world| {
        let things = things(world).await;
        let all = routes();
        for route in &all {
            let path = path(route, Some(Role::UnitClerk), &things);
            for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
                if all.iter().any(|other| other.path == route.path && other.method == method) {
                    continue;
                }
                for who in [CLERK, "office", ""] {
                    let told = ask(method, &path).same_origin().by(world, who).send(world).await;
                    // Nobody is asked to sign in first, whatever they want.
                    let asked =
                        who.is_empty() && (told.status == 401 || told.header("location").starts_with("/sign-in?"));
                    let refused = [404, 405].contains(&told.status.as_u16());
                    assert!(refused || asked, "{method} {path} by {who}: {}", told.status);
                }
            }
            if !all.iter().any(|other| other.path == route.path && other.method == "POST") {
                let asked = ask("POST", &path).same_origin().by(world, CLERK);
                let told = asked.header("x-http-method-override", "GET").send(world).await;
                assert!([404, 405].contains(&told.status.as_u16()), "POST {path}: {}", told.status);
            }
        }
    });
}

/// What `HEAD` says is what `GET` says, without the body.
#[test]
fn head_tells_no_more_than_get() {
    each_engine(async |world| {
        let things = things(world).await;
        for route in routes().iter().filter(|route| route.method == "GET") {
            for one in [Role::UnitClerk, Role::Examiner, Role::Auditor] {
                let path = path(route, Some(one), &things);
                let get = world.get(login(one), &path).await;
                let head = ask("HEAD", &path).same_origin().by(world, login(one)).send(world).await;
                assert_eq!((head.status, head.body.len()), (get.status, 0), "{path}");
            }
        }
    });
}
