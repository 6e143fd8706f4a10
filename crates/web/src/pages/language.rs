use crate::answer::{Answer, to, with_cookie};
use crate::form::{Posted, form};
use crate::guard::{LANGUAGE, Visit};

form!(Switch: "language", "back");

/// Switches between Chinese and English, and back to the same page.
pub async fn set(visit: Visit, Posted { pairs, .. }: Posted<Switch>) -> Answer {
    let language = if pairs.get("language") == "en" { "en" } else { "zh" };
    let secure = if visit.options.secure_cookies { "; Secure" } else { "" };
    let cookie = format!("{LANGUAGE}={language}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}");
    Ok(with_cookie(to(inside(pairs.get("back"))), &cookie))
}

/// A path on this site, never an address elsewhere.
pub fn inside(path: &str) -> &str {
    // Browsers drop tabs and line ends, and take a backslash for a slash.
    let odd = |c: char| c == '\\' || c.is_control();
    let here = path.starts_with('/') && !path.starts_with("//") && !path.contains(odd);
    if here { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn only_paths_of_this_site_are_gone_back_to() {
        for path in ["/", "/home", "/nominations/1/steps/basic?held=a"] {
            assert_eq!(inside(path), path);
        }
        for path in
            ["", "home", "//evil.example", "/\t/evil.example", "/\\evil.example", "/\n//x", "https://evil.example"]
        {
            assert_eq!(inside(path), "/", "{path:?}");
        }
    }
}
