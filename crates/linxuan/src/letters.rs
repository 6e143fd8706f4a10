//! One-time letters as pages to print: the only place where a password stands.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use linxuan_app::unit::Letter;
use linxuan_domain::value::Language;
use linxuan_texts::{Words, role};

use crate::key_file;
use crate::stop::Stop;

const STYLE: &str = "body{font-family:serif;font-size:12pt;line-height:1.7;margin:0}\
    section{max-width:34em;margin:0 auto;padding:3em 1em;break-after:page}h1{font-size:18pt;text-align:center}\
    dl{display:grid;grid-template-columns:9em 1fr;border:1px solid;padding:1em}dt,dd{margin:0}\
    dd.secret{font-family:monospace;font-size:14pt}";

/// Lays down the one letter of an account; an earlier one, whose password is void, does not stay beside it.
pub fn lay_down_one(words: Words, folder: &Path, letter: &Letter) -> Result<PathBuf, Stop> {
    let mut names = names(folder, &letter.login);
    let path = names.find(|path| !path.exists() || is_of(path, letter)).unwrap_or_else(|| folder.join(&letter.login));
    let fresh = path.with_extension("new");
    // From a run that was killed.
    drop(std::fs::remove_file(&fresh));
    key_file::write(&fresh, page(words, std::slice::from_ref(letter)).as_bytes())?;
    std::fs::rename(&fresh, &path).map_err(|error| Stop::file(&path, error))?;
    Ok(path)
}

/// Whether a page holds a letter to the same account and no other.
fn is_of(path: &Path, letter: &Letter) -> bool {
    let page = std::fs::read_to_string(path).unwrap_or_default();
    let login = format!("<dd class=\"secret\">{}</dd>", escaped(&letter.login));
    page.matches("<section>").count() == 1 && page.contains(&login)
}

/// `NAME.html`, then `NAME-2.html` and on.
fn names(folder: &Path, name: &str) -> impl Iterator<Item = PathBuf> {
    let names = std::iter::once(format!("{name}.html")).chain((2..).map(move |n| format!("{name}-{n}.html")));
    names.map(|name| folder.join(name))
}

/// Lays letters down in a new file `NAME.html`, or `NAME-2.html` where that stands.
pub fn lay_down(words: Words, folder: &Path, name: &str, letters: &[Letter]) -> Result<PathBuf, Stop> {
    let path = names(folder, name).find(|path| !path.exists()).unwrap_or_else(|| folder.join(name));
    key_file::write(&path, page(words, letters).as_bytes())?;
    Ok(path)
}

fn page(words: Words, letters: &[Letter]) -> String {
    let language = match words.language {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    };
    let title = escaped(&words.say("letter-title"));
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n"
    );
    for letter in letters {
        add(&mut page, words, letter);
    }
    page + "</body>\n</html>\n"
}

fn add(page: &mut String, words: Words, letter: &Letter) {
    let say = |key: &str| escaped(&words.say(key));
    let to = words.fill("letter-to", &[("name", (&letter.name).into())]);
    let rows = [
        ("letter-unit", letter.unit.clone(), ""),
        ("letter-role", role(words, letter.role), ""),
        ("letter-login", letter.login.clone(), " class=\"secret\""),
        ("letter-password", letter.password.clone(), " class=\"secret\""),
    ];
    // Writing into a string cannot fail.
    let _ = writeln!(page, "<section>\n<h1>{}</h1>\n<p>{}</p>\n<dl>", say("letter-title"), escaped(&to));
    for (key, value, class) in rows.iter().filter(|(_, value, _)| !value.is_empty()) {
        let _ = writeln!(page, "<dt>{}</dt><dd{class}>{}</dd>", say(key), escaped(value));
    }
    let _ = writeln!(page, "</dl>\n<ol>");
    for key in ["letter-how-1", "letter-how-2", "letter-how-3"] {
        let _ = writeln!(page, "<li>{}</li>", say(key));
    }
    let _ = writeln!(page, "</ol>\n</section>");
}

fn escaped(text: &str) -> String {
    let one = |c: char| match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        other => other.to_string(),
    };
    text.chars().map(one).collect()
}

#[cfg(test)]
mod tests {
    use linxuan_domain::access::Role;

    use super::*;

    #[test]
    fn a_letter_says_login_and_password_and_nothing_of_it_is_markup() {
        let letter = Letter {
            unit: "澄川<script>alert(1)</script>".to_owned(),
            name: "张一川".to_owned(),
            role: Role::UnitClerk,
            login: "example-001".to_owned(),
            password: "abcd-efgh-ijkm-npqr".to_owned(),
        };
        let page = page(Words::default(), &[letter.clone(), letter]);
        assert_eq!(page.matches("<section>").count(), 2);
        assert_eq!(page.matches(">abcd-efgh-ijkm-npqr<").count(), 2);
        assert_eq!(page.matches(">example-001<").count(), 2);
        assert!(page.contains("澄川&lt;script&gt;alert(1)&lt;/script&gt;") && !page.contains("<script"));
    }
}
