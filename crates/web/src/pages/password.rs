use askama::Template;
use axum::http::StatusCode;
use linxuan_app::account;

use crate::answer::{Answer, OrRefuse, page, page_with, to};
use crate::form::{Posted, form};
use crate::frame::Frame;
use crate::guard::Visit;
use crate::said;

#[derive(Template)]
#[template(path = "password.html")]
struct Password<'a> {
    frame: Frame<'a>,
    error: String,
    first: bool,
}

/// Where one changes one's own password.
pub async fn show(visit: Visit) -> Answer {
    let first = visit.signed_in.as_ref().is_some_and(|signed_in| signed_in.must_change);
    Ok(page(&Password { frame: Frame::new(&visit), error: String::new(), first }))
}

form!(Passwords: "present", "new");

/// Changes it; every session ends, so one signs in anew.
pub async fn change(visit: Visit, Posted { pairs, .. }: Posted<Passwords>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let first = visit.signed_in.as_ref().is_some_and(|signed_in| signed_in.must_change);
    let (present, new) = (pairs.get("present").to_owned(), pairs.get("new").to_owned());
    match account::change_password(&visit.app, viewer, present, new).await {
        Ok(()) => Ok(to("/sign-in")),
        Err(refusal) => {
            let error = said::refusal(&visit, &refusal);
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &Password { frame: Frame::new(&visit), error, first }))
        }
    }
}
