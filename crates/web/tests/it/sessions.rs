//! Who is asking, from where, and until when.

use linxuan_app::account::{self, NewAccount};
use linxuan_app::session::{self, code_at, secret_text};
use linxuan_domain::access::{Role, Scope};
use linxuan_web::{Options, router, routes};

use crate::client::ask;
use crate::story::{typed, with};
use crate::world::{CLERK, MAIN, MINUTE, START, World, each_engine};

const FOREIGN: [&[(&str, &str)]; 8] = [
    &[("host", "linxuan.test")],
    &[("host", "linxuan.test"), ("origin", "https://evil.test")],
    &[("host", "linxuan.test"), ("origin", "null")],
    &[("host", "linxuan.test"), ("origin", "https://linxuan.test.evil.test")],
    &[("host", "linxuan.test"), ("origin", "https://linxuan.test"), ("sec-fetch-site", "cross-site")],
    &[("host", "linxuan.test"), ("origin", "https://linxuan.test"), ("sec-fetch-site", "same-site")],
    // Neither is a token of ours, so the cookie counts, and with it the origin.
    &[("host", "linxuan.test"), ("origin", "https://evil.test"), ("authorization", "Basic eDp5")],
    &[("host", "linxuan.test"), ("authorization", "")],
];

async fn foreign(world: &World, path: &str, headers: &[(&str, &str)]) -> u16 {
    let asked =
        headers.iter().fold(ask("POST", path).by(world, CLERK), |asked, (name, value)| asked.header(name, value));
    asked.form(&[("track", "person")]).send(world).await.status.as_u16()
}

#[test]
fn posts_from_elsewhere_are_refused_and_do_nothing() {
    each_engine(async |world| {
        for headers in FOREIGN {
            for path in [
                "/nominations",
                "/api/nominations",
                "/sign-out",
                "/sign-in",
                "/language",
                "/nowhere",
                "/tokens",
                "/tokens/x/revocation",
                "/api/tokens",
                "/api/tokens/x/revocation",
                "/api/procedures",
                "/api/units",
                "/api/honours",
            ] {
                assert_eq!(foreign(world, path, headers).await, 403, "{path} {headers:?}");
            }
        }
        let unit = world.get(CLERK, "/api/unit").await.json();
        assert_eq!(unit["nominations"].as_array().unwrap().len(), 0);
        // Plain HTTP sends no Sec-Fetch-Site; the bookmark and the address line say `none`.
        let own: [&[(&str, &str)]; 2] = [
            &[("host", "10.0.0.5:8080"), ("origin", "http://10.0.0.5:8080")],
            &[("host", "linxuan.test"), ("sec-fetch-site", "none")],
        ];
        for headers in own {
            assert_eq!(foreign(world, "/nominations", headers).await, 303, "{headers:?}");
        }
    });
}

/// A form of another kind is no request of the interface, even with the right origin.
#[test]
fn forms_are_no_json() {
    each_engine(async |world| {
        for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""] {
            let asked = ask("POST", "/api/nominations").by(world, CLERK).same_origin();
            let told = asked.raw(kind, r#"{"track": "person"}"#).send(world).await;
            assert_eq!(told.status, 415, "{kind}");
        }
    });
}

#[test]
fn an_idle_or_old_session_ends() {
    each_engine(async |world| {
        world.set_clock(START + 30 * MINUTE);
        assert_eq!(world.get(CLERK, "/home").await.status, 200);
        world.set_clock(START + 61 * MINUTE);
        assert_eq!(world.get(CLERK, "/home").await.to(), "/sign-in?back=%2Fhome");
        assert_eq!(world.get(CLERK, "/api/me").await.status, 401);
        // Used every quarter of an hour it lasts twelve hours and no longer.
        world.set_clock(START + 61 * MINUTE);
        world.sign_in(CLERK).await;
        let mut quarters = 0;
        while world.get(CLERK, "/home").await.status == 200 {
            quarters += 1;
            world.set_clock(START + (61 + quarters * 15) * MINUTE);
        }
        assert_eq!(quarters, 12 * 4 + 1);
    });
}

#[test]
fn wrong_tokens_are_nobody() {
    each_engine(async |world| {
        let token = world.tokens[CLERK].clone();
        let (short, longer) = (token[1..].to_owned(), format!("{token}A"));
        for wrong in ["", "x", &short, &longer, "../../etc", "%00", "' OR 1=1 --"] {
            world.tokens.insert("wrong".into(), wrong.to_owned());
            assert!(world.get("wrong", "/home").await.to().starts_with("/sign-in"), "{wrong}");
            let bearer = ask("GET", "/api/me").bearer(wrong).send(world).await;
            assert_eq!(bearer.status, 401, "{wrong}");
        }
        // A session's token is no access token, and the header comes before the cookie.
        assert_eq!(ask("GET", "/api/me").bearer(&token).by(world, CLERK).send(world).await.status, 401);
    });
}

#[test]
fn signing_out_ends_the_session_everywhere() {
    each_engine(async |world| {
        let told = world.post(CLERK, "/sign-out", &[]).await;
        assert!(told.header("set-cookie").contains("Max-Age=0"));
        assert_eq!(world.get(CLERK, "/home").await.status, 303);
    });
}

/// A closed account is out at its next request; so is its access token.
#[test]
fn a_closed_account_is_out_at_once() {
    each_engine(async |world| {
        let token = world.send(CLERK, "/api/tokens", &serde_json::json!({"name": "脚本"})).await.is(201).json();
        let token = token["secret"].as_str().unwrap().to_owned();
        assert_eq!(ask("GET", "/api/me").bearer(&token).send(world).await.status, 200);
        linxuan_app::account::disable(&world.app, "system", CLERK, true).await.unwrap();
        assert_eq!(world.get(CLERK, "/home").await.status, 303);
        assert_eq!(ask("GET", "/api/me").bearer(&token).send(world).await.status, 401);
    });
}

/// What was typed when the session had ended is there again after signing in.
#[test]
fn nothing_typed_is_lost_when_the_session_ends() {
    each_engine(async |world| {
        let id = world.filled(CLERK, 1).await;
        world.nominee(CLERK, &id).await;
        world.set_clock(START + 31 * MINUTE);
        let step = format!("/nominations/{id}/steps/deeds");
        let pairs = typed(1, 2, "deeds");
        let form = with(&pairs, &[("deeds", "打了两千字才提交的事迹")]);
        let to = world.post("nominee", &step, &form).await.to();
        let held = to.split("held=").nth(1).unwrap().to_owned();
        let page = world.get("", &to).await.text();
        assert!(page.contains(&format!("name=\"held\" value=\"{held}\"")));
        // A script is told so, and keeps what it has.
        let told = ask("POST", &step).same_origin().by(world, "nominee").script().form(&form).send(world).await;
        assert_eq!((told.status.as_u16(), told.json()["sign_in"].as_str()), (401, Some("/sign-in")));
        let sign_in = [("login", "nominee"), ("password", "correct horse battery 9"), ("back", &step), ("held", &held)];
        let told = world.post("", "/sign-in", &sign_in).await;
        let cookie = told.header("set-cookie");
        let token = cookie.strip_prefix("linxuan_session=").unwrap().split(';').next().unwrap();
        world.tokens.insert("nominee".into(), token.to_owned());
        let page = world.get("nominee", &told.to()).await.is(200).text();
        assert!(page.contains("打了两千字才提交的事迹") && page.contains("data-unsaved"));
        // It is laid over the form, not saved; a page that is loaded again loses nothing.
        assert_ne!(world.stands(CLERK, &id).await.2.text("deeds"), "打了两千字才提交的事迹");
        let page = world.get("nominee", &told.to()).await.text();
        assert!(page.contains("打了两千字才提交的事迹") && page.contains(&format!("name=\"held\" value=\"{held}\"")));
        // Saved, it is held no longer.
        let saved = with(&pairs, &[("deeds", "打了两千字才提交的事迹"), ("held", &held)]);
        world.post("nominee", &step, &saved).await.to();
        assert_eq!(world.stands(CLERK, &id).await.2.text("deeds"), "打了两千字才提交的事迹");
        assert!(!world.get("nominee", &told.to()).await.text().contains("name=\"held\""));
    });
}

/// What is to be set up comes first: every page of one's own leads there, and no program goes around it.
#[test]
fn what_is_to_be_set_up_comes_first() {
    each_engine(async |world| {
        let office = |login: &str| NewAccount {
            login: login.to_owned(),
            role: Role::Office,
            name: login.to_owned(),
            campaign: Some(MAIN.to_owned()),
            unit: None,
        };
        let letter = account::create(&world.app, "system", office("by-letter")).await.unwrap();
        let opened = session::sign_in(&world.app, "by-letter", letter.password, "", "s").await.unwrap();
        world.tokens.insert("by-letter".into(), opened.token);
        account::create_without_password(&world.app, office("factorless")).await.unwrap();
        world.sign_in("factorless").await;
        let own: Vec<_> = routes().into_iter().filter(|r| r.method == "GET" && r.who.contains(&"office")).collect();
        assert!(own.len() > 10, "{}", own.len());
        for (login, first) in [("by-letter", "/password"), ("factorless", "/second-factor")] {
            let viewer = world.viewer(login).await;
            let token = session::issue_access_token(&world.app, &viewer, "脚本", &Scope::ALL).await.unwrap().secret;
            for route in &own {
                let path = route.path.replace("{id}", "x").replace("{step}", "basic");
                let told = world.get(login, &path).await;
                match &*path {
                    "/password" | "/second-factor" => assert_eq!(told.status, 200, "{login} {path}"),
                    _ if path.starts_with("/api/") => assert_eq!(told.status, 403, "{login} {path}"),
                    _ => assert_eq!(told.to(), first, "{login} {path}"),
                }
                let by_token = ask("GET", &path).bearer(&token).script().send(world).await;
                assert_eq!(by_token.status, 403, "{login} {path} by token");
            }
        }
    });
}

/// Coming back leads to a page of the site, whatever the address says.
#[test]
fn nobody_is_sent_elsewhere_after_signing_in() {
    each_engine(async |world| {
        let id = world.filled(CLERK, 1).await;
        world.nominee(CLERK, &id).await;
        let backs =
            ["https://evil.test/", "//evil.test", "/\\evil.test", "javascript:alert(1)", "/\r\nset-cookie: x=y", ""];
        for (number, back) in (0..).zip(backs) {
            world.set_clock(START + number * MINUTE);
            let form = [("login", "nominee"), ("password", "correct horse battery 9"), ("back", back)];
            assert_eq!(world.post("", "/sign-in", &form).await.to(), "/home", "{back}");
            let form = [("language", "en"), ("back", back)];
            assert_eq!(world.post("", "/language", &form).await.to(), "/", "{back}");
        }
    });
}

/// Guessing is slowed for the account and for the address, and nobody else is locked out.
#[test]
fn guesses_are_paced() {
    each_engine(async |world| {
        let guess = async |login: &str| {
            world.post("", "/sign-in", &[("login", login), ("password", "guess")]).await.status.as_u16()
        };
        let mut told = Vec::new();
        for _ in 0..9 {
            told.push(guess("supervisor").await);
        }
        assert_eq!(told, [422, 422, 422, 422, 422, 422, 422, 422, 429]);
        assert_eq!(guess("auditor").await, 422);
        world.set_clock(START + MINUTE);
        assert_eq!(guess("supervisor").await, 422);
    });
}

#[test]
fn cookies_are_the_site_s_own() {
    each_engine(async |world| {
        let id = world.filled(CLERK, 1).await;
        world.nominee(CLERK, &id).await;
        let sign_in = [("login", "nominee"), ("password", "correct horse battery 9")];
        let plain = world.post("", "/sign-in", &sign_in).await.header("set-cookie");
        let language = world.post("", "/language", &[("language", "en")]).await.header("set-cookie");
        let options = Options { secure_cookies: true, ..Options::default() };
        world.site = router(world.app.clone(), options);
        let secure = world.post("", "/sign-in", &sign_in).await.header("set-cookie");
        for cookie in [&plain, &language, &secure] {
            assert!(
                cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax") && cookie.contains("; Path=/"),
                "{cookie}"
            );
            assert_eq!(cookie.contains("; Secure"), cookie == &secure, "{cookie}");
        }
        // A new session has a new token.
        assert_ne!(plain.split(';').next(), secure.split(';').next());
    });
}

/// One-click sign-in is the demonstration's alone.
#[test]
fn only_the_demonstration_signs_in_by_a_click() {
    each_engine(async |world| {
        assert_eq!(world.post("", "/demonstration", &[("login", "examiner")]).await.status, 404);
        world.site = router(world.app.clone(), Options { demo: true, ..Options::default() });
        let told = world.post("", "/demonstration", &[("login", "examiner")]).await;
        assert!(told.header("set-cookie").starts_with("linxuan_session="));
        assert_eq!(world.post("", "/demonstration", &[("login", "nobody-here")]).await.status, 404);
    });
}

/// Taking a second factor into use ends the session it was done in; another one cannot take its place.
#[test]
fn a_second_factor_is_set_up_once() {
    each_engine(async |world| {
        let code = |secret: [u8; 20]| code_at(&secret, START / 30_000_000).unwrap();
        let enrol = async |world: &World, secret: [u8; 20]| {
            let form = [("secret", &*secret_text(&secret)), ("code", &code(secret))];
            world.post("examiner", "/second-factor", &form).await
        };
        assert!(world.get("examiner", "/second-factor").await.text().contains("name=\"secret\""));
        assert_eq!(enrol(world, [7; 20]).await.to(), "/sign-in");
        assert_eq!(world.get("examiner", "/home").await.to(), "/sign-in?back=%2Fhome");
        world.sign_in("examiner").await;
        let page = world.get("examiner", "/second-factor").await.is(200).text();
        assert!(!page.contains("name=\"secret\"") && page.contains("已经设置过"));
        let refused = enrol(world, [8; 20]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("已经设置过"));
    });
}
