use askama::Template;
use axum::body::Bytes;
use axum::http::StatusCode;
use linxuan_app::session;

use crate::answer::{Answer, OrRefuse, page, page_with, to};
use crate::form::Pairs;
use crate::frame::Frame;
use crate::guard::Visit;
use crate::said;

#[derive(Template)]
#[template(path = "second_factor.html")]
struct SecondFactor<'a> {
    frame: Frame<'a>,
    error: String,
    secret: String,
}

/// Where a second factor is set up: a secret to type into an authenticator.
pub async fn show(visit: Visit) -> Answer {
    let secret = session::secret_text(&session::propose_second_factor(&visit.app));
    Ok(page(&SecondFactor { frame: Frame::new(&visit), error: String::new(), secret }))
}

/// Takes it into use, proved by a code.
pub async fn enrol(visit: Visit, body: Bytes) -> Answer {
    let pairs = Pairs::parse(&body);
    let viewer = visit.viewer().or_refuse(&visit)?;
    let secret = pairs.get("secret").to_owned();
    match session::enrol(&visit.app, viewer, &session::secret_of(&secret), pairs.get("code")).await {
        Ok(()) => Ok(to("/home")),
        Err(refusal) => {
            let error = said::refusal(&visit, &refusal);
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &SecondFactor { frame: Frame::new(&visit), error, secret }))
        }
    }
}
