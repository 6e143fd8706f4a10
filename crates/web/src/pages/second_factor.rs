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

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Twenty bytes as 32 letters of base 32, the form authenticator programs take.
fn base32(bytes: &[u8; 20]) -> String {
    let bits: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
    let letters = bits.as_bytes().chunks(5).filter_map(|five| {
        let index = usize::from_str_radix(std::str::from_utf8(five).ok()?, 2).ok()?;
        BASE32.get(index).map(|letter| char::from(*letter))
    });
    letters.collect()
}

fn from_base32(text: &str) -> Vec<u8> {
    let value = |c: char| BASE32.iter().position(|letter| char::from(*letter) == c);
    let bits: String = text.chars().filter_map(value).map(|value| format!("{value:05b}")).collect();
    let bytes = bits.as_bytes().chunks_exact(8);
    bytes.filter_map(|eight| u8::from_str_radix(std::str::from_utf8(eight).ok()?, 2).ok()).collect()
}

/// Where a second factor is set up: a secret to type into an authenticator.
pub async fn show(visit: Visit) -> Answer {
    let secret = base32(&session::propose_second_factor(&visit.app));
    Ok(page(&SecondFactor { frame: Frame::new(&visit), error: String::new(), secret }))
}

/// Takes it into use, proved by a code.
pub async fn enrol(visit: Visit, body: Bytes) -> Answer {
    let pairs = Pairs::parse(&body);
    let viewer = visit.viewer().or_refuse(&visit)?;
    let secret = pairs.get("secret").to_owned();
    match session::enrol(&visit.app, viewer, &from_base32(&secret), pairs.get("code")).await {
        Ok(()) => Ok(to("/home")),
        Err(refusal) => {
            let error = said::refusal(&visit, &refusal);
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &SecondFactor { frame: Frame::new(&visit), error, secret }))
        }
    }
}
