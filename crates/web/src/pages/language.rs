use axum::body::Bytes;

use crate::answer::{Answer, to, with_cookie};
use crate::form::Pairs;
use crate::guard::{LANGUAGE, Visit};

/// Switches between Chinese and English, and back to the same page.
pub async fn set(visit: Visit, body: Bytes) -> Answer {
    let pairs = Pairs::parse(&body);
    let language = if pairs.get("language") == "en" { "en" } else { "zh" };
    let secure = if visit.options.secure_cookies { "; Secure" } else { "" };
    let cookie = format!("{LANGUAGE}={language}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}");
    Ok(with_cookie(to(inside(pairs.get("back"))), &cookie))
}

/// A path on this site, never an address elsewhere.
pub fn inside(path: &str) -> &str {
    let here = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') && !path.contains(['\r', '\n']);
    if here { path } else { "/" }
}
