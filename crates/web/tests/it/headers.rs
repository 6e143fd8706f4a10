//! What every answer says to the browser.

use linxuan_web::routes;

use crate::client::{Told, ask};
use crate::world::{CLERK, MAIN, World, each_engine};

fn pages(nomination: &str) -> Vec<String> {
    let all = routes().into_iter().filter(|route| route.method == "GET");
    let filled =
        all.map(|route| route.path.replace("{id}", nomination).replace("{step}", "basic").replace("{slug}", MAIN));
    filled.map(|path| path.replace("{file}", "plain.css")).collect()
}

fn guarded(told: &Told, path: &str) {
    let policy = told.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none';"), "{path}: {policy}");
    for wanted in
        ["script-src 'self'", "style-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"]
    {
        assert!(policy.contains(wanted), "{path}: {policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{path}: {policy}");
    assert_eq!(told.header("x-content-type-options"), "nosniff", "{path}");
    assert_eq!(told.header("referrer-policy"), "same-origin", "{path}");
    assert_eq!(told.header("cross-origin-opener-policy"), "same-origin", "{path}");
    let kept = if path.starts_with("/static/") { "public, max-age=3600" } else { "no-store" };
    assert_eq!(told.header("cache-control"), kept, "{path}");
    assert!(!told.headers.contains_key("access-control-allow-origin"), "{path}");
}

/// Inline scripts, styles and handlers would be stopped by the policy, so there are none.
fn plain(told: &Told, path: &str) {
    let text = told.text();
    if !told.header("content-type").starts_with("text/html") {
        return;
    }
    assert!(!text.contains("<style") && !text.contains(" style=\"") && !text.contains("javascript:"), "{path}");
    assert!(text.matches("<script").count() == text.matches("<script src=\"/static/").count(), "{path}");
    let handlers = ["onclick", "onload", "onerror", "onsubmit", "onchange", "oninput"];
    assert!(!handlers.iter().any(|handler| text.contains(&format!(" {handler}="))), "{path}");
}

#[test]
fn every_answer_is_guarded() {
    each_engine(async |world| {
        let (ids, _) = world.handed_in(CLERK, &[1]).await;
        for login in [CLERK, "examiner", "office", "supervisor", "auditor", ""] {
            for path in pages(&ids[0]) {
                let told = world.get(login, &path).await;
                guarded(&told, &path);
                plain(&told, &path);
            }
        }
    });
}

#[test]
fn refusals_are_guarded_too() {
    each_engine(async |world| {
        let much = "x".repeat(1024 * 1024);
        let told: [(&str, Told); 6] = [
            ("404", world.get(CLERK, "/nowhere").await),
            ("403", ask("POST", "/hand-in").by(world, CLERK).send(world).await),
            ("405", ask("PUT", "/hand-in").by(world, CLERK).same_origin().send(world).await),
            ("413", world.post("", "/sign-in", &[("login", &much)]).await),
            (
                "400",
                ask("POST", "/api/nominations")
                    .by(world, CLERK)
                    .same_origin()
                    .raw("application/json", "{")
                    .send(world)
                    .await,
            ),
            ("303", world.get("", "/home").await),
        ];
        for (status, told) in told {
            assert_eq!(told.status.as_str(), status);
            guarded(&told, status);
        }
    });
}

/// A private page under an address that looks like a fixed file is no page.
#[test]
fn private_pages_have_no_second_address() {
    each_engine(async |world| {
        let id = world.filled(CLERK, 1).await;
        for path in [
            format!("/nominations/{id}/x.css"),
            format!("/nominations/{id}.css"),
            "/home/x.css".into(),
            "/home.css".into(),
            "/hand-in/style.css".into(),
            "/home/".into(),
            "//home".into(),
            "/static/../home".into(),
            "/static/%2e%2e/home".into(),
        ] {
            assert_eq!(world.get(CLERK, &path).await.status, 404, "{path}");
        }
    });
}

/// No file but the site's own comes from the folder of fixed files.
#[test]
fn fixed_files_are_the_site_s_own() {
    each_engine(async |world| {
        assert_eq!(world.get("", "/static/plain.css").await.header("content-type"), "text/css; charset=utf-8");
        assert_eq!(world.get("", "/static/seal.svg").await.header("content-type"), "image/svg+xml");
        for file in
            ["..%2fCargo.toml", "%2e%2e%2fsrc%2froute.rs", "manifest.json", "nowhere.css", "plain.css%00", "..css"]
        {
            assert_eq!(world.get("", &format!("/static/{file}")).await.status, 404, "{file}");
        }
        health(world).await;
    });
}

async fn health(world: &World) {
    assert_eq!(world.get("", "/health").await.is(200).text(), "ok\n");
}
