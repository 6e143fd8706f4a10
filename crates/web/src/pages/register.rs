use askama::Template;
use linxuan_app::session;

use super::sign_in::opened_to;
use crate::answer::{Answer, page, page_with, status};
use crate::form::{Posted, form};
use crate::frame::Frame;
use crate::guard::Visit;
use crate::said;

#[derive(Template)]
#[template(path = "register.html")]
struct Register<'a> {
    frame: Frame<'a>,
    error: String,
    code: String,
    login: String,
}

/// Where a nominee opens an account by recommendation code.
pub async fn show(visit: Visit) -> Answer {
    let frame = Frame::new(&visit);
    Ok(page(&Register { frame, error: String::new(), code: String::new(), login: String::new() }))
}

form!(NewLogin: "code", "login", "password");

/// Opens the account and signs in.
pub async fn register(visit: Visit, Posted { pairs, .. }: Posted<NewLogin>) -> Answer {
    let (code, login) = (pairs.get("code"), pairs.get("login"));
    let password = pairs.get("password").to_owned();
    match session::register_nominee(&visit.app, code, login, password, &visit.source).await {
        Ok(opened) => Ok(opened_to(&visit, &opened, "/home")),
        Err(refusal) => {
            let error = said::refusal(&visit, &refusal);
            let template =
                Register { error, frame: Frame::new(&visit), code: code.to_owned(), login: login.to_owned() };
            Ok(page_with(status(&refusal), &template))
        }
    }
}
