//! Answers: a page, a redirect, or why not.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use linxuan_app::Refusal;
use linxuan_domain::paper::Unprintable;

use crate::api;
use crate::frame::Frame;
use crate::guard::Visit;
use crate::said;

/// What a handler gives back.
pub type Answer = Result<Response, Response>;

/// A rendered page.
pub fn page(template: &impl Template) -> Response {
    page_with(StatusCode::OK, template)
}

/// A rendered page with another status: 422 when something typed is wrong.
pub fn page_with(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => Failed { status: StatusCode::INTERNAL_SERVER_ERROR, refusal: Refusal::Fault(error.to_string()) }
            .into_response(),
    }
}

/// After an act: on to the page that shows it.
pub fn to(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// Sets a cookie for the site.
pub fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

#[derive(Template)]
#[template(path = "refused.html")]
struct Refused<'a> {
    frame: Frame<'a>,
    title: String,
    text: String,
}

/// The status that says the same as a refusal.
pub fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NotFound | Refusal::SignedOut => StatusCode::NOT_FOUND,
        Refusal::Forbidden | Refusal::SamePerson => StatusCode::FORBIDDEN,
        Refusal::Stale(_) | Refusal::WrongState(_) => StatusCode::CONFLICT,
        Refusal::TooSoon { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refusal::NoRoom(_) => StatusCode::PAYLOAD_TOO_LARGE,
        Refusal::WrongKind { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Refusal::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        Refusal::Findings(_)
        | Refusal::Late { .. }
        | Refusal::Invalid(_)
        | Refusal::Wrong(_)
        | Refusal::Problems(_)
        | Refusal::Taken
        | Refusal::WrongCredentials => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// A refusal as a page, or as JSON where JSON was asked for.
#[expect(clippy::needless_pass_by_value, reason = "a refusal is spent on its answer")]
pub fn refuse(visit: &Visit, refusal: Refusal) -> Response {
    if visit.json {
        return refuse_told(visit, &refusal, &|_| api::first_track(visit));
    }
    log(&refusal);
    let text = said::refusal(visit, &refusal);
    let title =
        visit.words.say(if status(&refusal) == StatusCode::NOT_FOUND { "refused-not-found" } else { "refused-title" });
    page_with(status(&refusal), &Refused { frame: Frame::new(visit), title, text })
}

/// A paper that could not be set: why, and what mends it.
pub fn unprinted(visit: &Visit, why: &Unprintable) -> Response {
    let status = match why {
        Unprintable::Glyph { .. } | Unprintable::GlyphAt { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        Unprintable::Slow { .. } | Unprintable::NoFonts => StatusCode::SERVICE_UNAVAILABLE,
        Unprintable::Fault(fault) => {
            log(&Refusal::Fault(fault.clone()));
            StatusCode::INTERNAL_SERVER_ERROR
        }
    };
    let (title, text) = (visit.words.say("papers-unprinted"), linxuan_texts::unprintable(visit.words, why));
    if visit.json {
        return api::wrong(visit, status, text, &[]);
    }
    page_with(status, &Refused { frame: Frame::new(visit), title, text })
}

/// A body that is larger than anything the route takes.
pub fn too_large(visit: &Visit) -> Response {
    let (status, text) = (StatusCode::PAYLOAD_TOO_LARGE, visit.words.say("api-too-large"));
    if visit.json {
        return api::wrong(visit, status, text, &[]);
    }
    let title = visit.words.say("refused-title");
    page_with(status, &Refused { frame: Frame::new(visit), title, text })
}

/// A refusal as JSON; `track` names the track of a nomination.
pub fn refuse_told(visit: &Visit, refusal: &Refusal, track: &dyn Fn(&str) -> String) -> Response {
    log(refusal);
    let status = if *refusal == Refusal::SignedOut { StatusCode::UNAUTHORIZED } else { status(refusal) };
    (status, axum::Json(api::refused(visit, refusal, track))).into_response()
}

/// A fault is for the log; the answer says only that there was one.
fn log(refusal: &Refusal) {
    if let Refusal::Fault(fault) = refusal {
        // Quoted, so that a line end in it begins no line of its own.
        eprintln!("fault: {fault:?}");
    }
}

/// An answer when not even a page can be made.
pub struct Failed {
    pub status: StatusCode,
    pub refusal: Refusal,
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        // The fault is for the log; the page says only that there was one.
        eprintln!("fault: {:?}", self.refusal);
        (self.status, "temporarily unavailable\n").into_response()
    }
}

/// Turns a refusal into its answer.
pub trait OrRefuse<T> {
    /// # Errors
    /// The refusal's page.
    #[expect(clippy::result_large_err, reason = "a response is what every handler answers with")]
    fn or_refuse(self, visit: &Visit) -> Result<T, Response>;
}

impl<T> OrRefuse<T> for Result<T, Refusal> {
    fn or_refuse(self, visit: &Visit) -> Result<T, Response> {
        self.map_err(|refusal| refuse(visit, refusal))
    }
}
