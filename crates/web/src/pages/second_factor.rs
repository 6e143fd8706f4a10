use askama::Template;
use axum::http::StatusCode;
use linxuan_app::session;

use crate::answer::{Answer, OrRefuse, page, page_with, to};
use crate::form::{Posted, form};
use crate::frame::Frame;
use crate::guard::Visit;
use crate::said;

#[derive(Template)]
#[template(path = "second_factor.html")]
struct SecondFactor<'a> {
    frame: Frame<'a>,
    error: String,
    /// Empty where one is in use already: only a new letter takes it away.
    secret: String,
}

/// Where a second factor is set up: a secret to type into an authenticator.
pub async fn show(visit: Visit) -> Answer {
    // Once set up it is changed by a reset only.
    let propose = || session::secret_text(&session::propose_second_factor(&visit.app));
    let secret = if stands(&visit) { String::new() } else { propose() };
    Ok(page(&SecondFactor { frame: Frame::new(&visit), error: String::new(), secret }))
}

fn stands(visit: &Visit) -> bool {
    visit.signed_in.as_ref().is_some_and(|signed_in| signed_in.has_second_factor)
}

form!(Enrolment: "secret", "code");

/// Takes it into use, proved by a code; every session ends, so one signs in anew.
pub async fn enrol(visit: Visit, Posted { pairs, .. }: Posted<Enrolment>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let secret = if stands(&visit) { String::new() } else { pairs.get("secret").to_owned() };
    match session::enrol(&visit.app, viewer, &session::secret_of(pairs.get("secret")), pairs.get("code")).await {
        Ok(()) => Ok(to("/sign-in")),
        Err(refusal) => {
            let error = said::refusal(&visit, &refusal);
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &SecondFactor { frame: Frame::new(&visit), error, secret }))
        }
    }
}
