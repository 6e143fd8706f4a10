//! What a form does not ask is not taken: of every form of the site, by name and by number.

use linxuan_app::view;
use linxuan_domain::access::Role;
use linxuan_web::{RouteInfo, routes};

use crate::client::{Ask, ask};
use crate::matrix::{form, is_program, login, path, things};
use crate::world::{CLERK, World, each_engine};

/// Columns of the tables that somebody might try to write.
const PLANTED: [&str; 5] = ["state", "unit_id", "role", "campaign_id", "extra_now"];

/// How many lines the record has.
async fn lines(world: &World) -> usize {
    // On PostgreSQL lines get their place a moment after their act.
    world.app.settle().await.unwrap();
    view::record_lines(&world.app, &world.viewer("auditor").await, None, 100_000).await.unwrap().0.len()
}

fn asked(route: &RouteInfo, path: &str, planted: &str) -> Ask {
    let asked = ask("POST", path).same_origin();
    if ["/units", "/honours", "/activities/table", "/nominations/{id}/materials"].contains(&route.path) {
        let first = if route.path.ends_with("/materials") { "material" } else { "table" };
        let part = |name: &str| format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\nx\r\n");
        let body = format!("{}{}--edge--\r\n", part(first), part(planted));
        return asked.raw("multipart/form-data; boundary=edge", body);
    }
    let pairs: Vec<(&str, &str)> = form(route.path).iter().copied().chain([(planted, "accepted")]).collect();
    asked.form(&pairs)
}

/// T07. Whoever may send the form is told that it holds too much, and nothing has changed.
#[test]
fn no_form_takes_what_it_does_not_ask() {
    each_engine(async |world| {
        let things = things(world).await;
        let before = lines(world).await;
        let forms: Vec<RouteInfo> =
            routes().into_iter().filter(|route| route.method == "POST" && !is_program(route.path)).collect();
        assert!(forms.len() > 15, "{}", forms.len());
        for route in &forms {
            let role = route.who.first().and_then(|role| Role::from_id(role));
            let path = path(route, role, &things);
            for planted in PLANTED {
                let told = asked(route, &path, planted).by(world, role.map_or("", login)).send(world).await;
                assert!(told.is(422).text().contains("表中有这一页没有的项"), "{path} {planted}: {}", told.text());
            }
        }
        assert_eq!(lines(world).await, before);
    });
}

/// T58. Ten thousand pairs are read, and refused or taken like any other form.
#[test]
fn ten_thousand_pairs_are_answered() {
    let many: Vec<String> = (0..10_000).map(|number| format!("resume.{number}.place")).collect();
    let pairs: Vec<(&str, &str)> = many.iter().map(|name| (name.as_str(), "x")).collect();
    each_engine(async |world| {
        let id = world.begun(CLERK).await;
        for path in [format!("/nominations/{id}/steps/resume"), "/sign-in".to_owned(), "/hand-in".to_owned()] {
            let told = world.post(CLERK, &path, &pairs).await;
            assert!(told.status.as_u16() < 500, "{path}: {}", told.status);
        }
        assert_eq!(world.get(CLERK, "/home").await.status, 200);
    });
}
