use askama::Template;
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::Response;
use linxuan_app::Refusal;
use linxuan_app::session::{self, Opened};
use serde::Deserialize;

use super::language::inside;
use crate::answer::{Answer, OrRefuse, page, page_with, refuse, status, to, with_cookie};
use crate::form::{Nothing, Pairs, Posted, form};
use crate::frame::Frame;
use crate::guard::{SESSION, Visit, cookie, encoded};
use crate::said;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn<'a> {
    frame: Frame<'a>,
    error: String,
    login: String,
    back: String,
    held: String,
}

/// Where to go afterwards, and what was typed before the session ended.
#[derive(Deserialize, Default)]
pub struct After {
    #[serde(default)]
    back: String,
    #[serde(default)]
    held: String,
}

/// The sign-in page.
pub async fn show(visit: Visit, Query(after): Query<After>) -> Answer {
    let frame = Frame::new(&visit);
    Ok(page(&SignIn { frame, error: String::new(), login: String::new(), back: after.back, held: after.held }))
}

form!(Credentials: "login", "password", "code", "back", "held");

/// Signs in, and goes back to where the visitor came from.
pub async fn sign_in(visit: Visit, Posted { pairs, .. }: Posted<Credentials>) -> Answer {
    let (login, password) = (pairs.get("login"), pairs.get("password").to_owned());
    match session::sign_in(&visit.app, login, password, pairs.get("code"), &visit.source).await {
        Ok(opened) => Ok(opened_to(&visit, &opened, &after(&pairs))),
        Err(Refusal::Fault(fault)) => Err(refuse(&visit, Refusal::Fault(fault))),
        Err(refusal) => {
            let template = SignIn {
                error: said::refusal(&visit, &refusal),
                frame: Frame::new(&visit),
                login: login.to_owned(),
                back: pairs.get("back").to_owned(),
                held: pairs.get("held").to_owned(),
            };
            Ok(page_with(status(&refusal), &template))
        }
    }
}

/// The page to go on to: with the token of what was held, where there was something.
fn after(pairs: &Pairs) -> String {
    let back = inside(pairs.get("back"));
    match (back, pairs.get("held")) {
        ("/", _) => "/home".to_owned(),
        (back, "") => back.to_owned(),
        (back, held) => format!("{back}?held={}", encoded(held)),
    }
}

/// Sets the session's cookie.
pub fn opened_to(visit: &Visit, opened: &Opened, path: &str) -> Response {
    let secure = if visit.options.secure_cookies { "; Secure" } else { "" };
    let cookie = format!("{SESSION}={}; Path=/; HttpOnly; SameSite=Lax{secure}", opened.token);
    with_cookie(to(path), &cookie)
}

/// Ends the session.
pub async fn sign_out(visit: Visit, headers: HeaderMap, _: Posted<Nothing>) -> Answer {
    if let Some(token) = cookie(&headers, SESSION) {
        session::sign_out(&visit.app, &token).await.or_refuse(&visit)?;
    }
    Ok(with_cookie(to("/"), &format!("{SESSION}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")))
}

form!(Offered: "login");

/// Signs in as a role of the demonstration.
pub async fn demonstrate(visit: Visit, Posted { pairs, .. }: Posted<Offered>) -> Answer {
    if !visit.options.demo {
        return Err(refuse(&visit, Refusal::NotFound));
    }
    let opened = session::sign_in_for_demonstration(&visit.app, pairs.get("login")).await.or_refuse(&visit)?;
    Ok(opened_to(&visit, &opened, "/home"))
}
