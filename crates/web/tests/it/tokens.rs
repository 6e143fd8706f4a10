//! Access tokens: issued once, seen and taken away by their owner alone.

use serde_json::{Value, json};

use crate::client::ask;
use crate::description::fits;
use crate::world::{CLERK, CLERK_B, MINUTE, START, World, each_engine};

async fn issued(world: &World, login: &str, name: &str) -> (String, String) {
    let told = world.send(login, "/api/tokens", &json!({"name": name})).await.is(201).json();
    (told["secret"].as_str().unwrap().to_owned(), told["token"]["id"].as_str().unwrap().to_owned())
}

async fn own(world: &World, login: &str) -> Vec<Value> {
    let told = world.get(login, "/api/tokens").await.is(200).json();
    fits("tokens", &told);
    told["tokens"].as_array().unwrap().clone()
}

async fn serves(world: &World, secret: &str) -> bool {
    ask("GET", "/api/me").bearer(secret).send(world).await.status == 200
}

#[test]
fn a_token_is_listed_without_its_secret_and_ends_at_once() {
    each_engine(async |world| {
        assert_eq!(own(world, CLERK).await, [Value::Null; 0]);
        let (secret, id) = issued(world, CLERK, "名单同步").await;
        world.set_clock(START + 5 * MINUTE);
        assert!(serves(world, &secret).await);
        // 2022-05-10T02:00Z, and ninety days on.
        let wanted = json!({
            "id": id,
            "name": "名单同步",
            "scopes": ["read"],
            "issued_at": "2022-05-10T02:00:00Z",
            "used_at": "2022-05-10T02:05:00Z",
            "expires_at": "2022-08-08T02:00:00Z",
        });
        assert_eq!(own(world, CLERK).await, std::slice::from_ref(&wanted));
        assert!(!world.get(CLERK, "/api/tokens").await.text().contains(&secret));
        assert!(!world.get(CLERK, "/tokens").await.text().contains(&secret));
        let revoked = world.send(CLERK, &format!("/api/tokens/{id}/revocation"), &json!({})).await.is(200).json();
        fits("revokeToken", &revoked);
        assert_eq!(revoked, wanted);
        assert!(!serves(world, &secret).await);
        assert_eq!(own(world, CLERK).await, [Value::Null; 0]);
    });
}

/// What others have looks like what nobody has.
#[test]
fn another_s_token_is_nowhere() {
    each_engine(async |world| {
        let (secret, id) = issued(world, CLERK_B, "脚本").await;
        for face in ["/tokens", "/api/tokens"] {
            let mut told = Vec::new();
            for one in [id.as_str(), "01890000-0000-7000-8000-000000000000"] {
                let path = format!("{face}/{one}/revocation");
                let asked = ask("POST", &path).by(world, CLERK).same_origin();
                let asked = if face == "/tokens" { asked.form(&[]) } else { asked.json(&json!({})) };
                told.push(asked.send(world).await.is(404).whole().replace(&path, ""));
            }
            assert_eq!(told[0], told[1]);
        }
        assert!(serves(world, &secret).await);
    });
}

/// By a token nobody issues, sees or revokes tokens, not even itself.
#[test]
fn a_token_opens_no_way_to_tokens() {
    each_engine(async |world| {
        let secret = crate::api::token(world, CLERK, true).await;
        let id = own(world, CLERK).await[0]["id"].as_str().unwrap().to_owned();
        for path in ["/tokens", "/api/tokens", "/password", "/second-factor"] {
            assert_eq!(ask("GET", path).bearer(&secret).send(world).await.status, 403, "{path}");
        }
        let revocation = format!("/api/tokens/{id}/revocation");
        for (path, body) in [("/api/tokens", json!({"name": "x"})), (&revocation, json!({}))] {
            assert_eq!(ask("POST", path).bearer(&secret).json(&body).send(world).await.status, 403, "{path}");
        }
        assert_eq!(ask("POST", "/tokens").bearer(&secret).form(&[("name", "x")]).send(world).await.status, 403);
        assert!(serves(world, &secret).await);
        assert_eq!(own(world, CLERK).await.len(), 1);
    });
}

/// The page does the same: shows a token once, keeps what was typed, revokes.
#[test]
fn a_token_is_issued_and_revoked_by_page() {
    each_engine(async |world| {
        assert!(world.get(CLERK, "/tokens").await.is(200).text().contains("还没有访问令牌"));
        let unfit = world.post(CLERK, "/tokens", &[("name", " "), ("scopes", "act")]).await;
        let page = unfit.is(422).text();
        assert!(page.contains("<a href=\"#name\">") && page.contains("value=\"act\" checked"), "{page}");
        let unfit = world.post(CLERK, "/tokens", &[("name", "<b>统计</b>"), ("scopes", "everything")]).await;
        let page = unfit.is(422).text();
        assert!(
            page.contains("<a href=\"#scopes\">") && page.contains("value=\"&#60;b&#62;统计&#60;/b&#62;\""),
            "{page}"
        );
        let page = world.post(CLERK, "/tokens", &[("name", "统计"), ("scopes", "act")]).await.is(200).text();
        let secret = page.split("letter__code\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
        assert!(page.contains("查看、办理") && page.contains("还没有用过"), "{page}");
        assert!(serves(world, &secret).await);
        let page = world.get(CLERK, "/tokens").await.text();
        assert!(!page.contains(&secret) && page.contains("统计") && !page.contains("还没有用过"));
        let action = page.split("action=\"/tokens/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(world.post(CLERK, &format!("/tokens/{action}"), &[]).await.to(), "/tokens");
        assert!(!serves(world, &secret).await);
        issued(world, CLERK, "旧的").await;
        world.set_clock(START + 90 * 24 * 60 * MINUTE);
        world.sign_in(CLERK).await;
        assert!(world.get(CLERK, "/tokens").await.text().contains("已失效"));
    });
}
