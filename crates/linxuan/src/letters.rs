//! One-time letters as pages to print: the only place where a password stands.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use linxuan_app::{App, paper};
use linxuan_domain::paper::Letter;
use linxuan_domain::value::Language;
use linxuan_report::{Press, keyword};
use linxuan_texts::{Words, role, unprintable};

use crate::config::Config;
use crate::stop::Stop;
use crate::{key_file, papers, print};

const STYLE: &str = "body{font-family:serif;font-size:12pt;line-height:1.7;margin:0}\
    section{max-width:34em;margin:0 auto;padding:3em 1em;break-after:page}h1{font-size:18pt;text-align:center}\
    dl{display:grid;grid-template-columns:9em 1fr;border:1px solid;padding:1em}dt,dd{margin:0}\
    dd.secret{font-family:monospace;font-size:14pt}";

/// Where a command lays letters down: as PDF, or as pages where there are no fonts.
pub struct Letterbox<'a> {
    words: Words,
    folder: &'a Path,
    app: &'a App,
    press: Option<Press>,
}

/// Letters ready to be written, with the end of their file's name.
struct Sheets {
    end: &'static str,
    bytes: Vec<u8>,
}

impl<'a> Letterbox<'a> {
    /// Missing fonts are said.
    pub fn open(words: Words, config: &'a Config, app: &'a App) -> Self {
        let said = |missing: String| print::note(words.fill("fonts-missing-letters", &[("missing", missing.into())]));
        let press = papers::press(words, config).map_err(said).ok();
        Self { words, folder: &config.letters, app, press }
    }

    /// Lays down the one letter of an account; an earlier one, whose password is void, does not stay beside it.
    pub fn lay_down_one(&self, letter: Letter) -> Result<PathBuf, Stop> {
        let login = letter.login.clone();
        let void = |place: &Place| place.files().iter().all(|path| !path.exists() || is_of(path, &login));
        let place = self.places(&login).find(void).unwrap_or_else(|| self.place(login.clone()));
        let sheets = self.sheets(vec![letter]);
        let (fresh, path) = (place.file("new"), place.file(sheets.end));
        // From a run that was killed.
        drop(std::fs::remove_file(&fresh));
        key_file::write(&fresh, &sheets.bytes)?;
        std::fs::rename(&fresh, &path).map_err(|error| Stop::file(&path, error))?;
        for other in place.files().iter().filter(|other| **other != path && other.exists()) {
            std::fs::remove_file(other).map_err(|error| Stop::file(other, error))?;
        }
        Ok(path)
    }

    /// Lays letters down in a new file `NAME.pdf`, or `NAME-2.pdf` where that stands.
    pub fn lay_down(&self, name: &str, letters: Vec<Letter>) -> Result<PathBuf, Stop> {
        let free = |place: &Place| place.files().iter().all(|path| !path.exists());
        let place = self.places(name).find(free).unwrap_or_else(|| self.place(name.to_owned()));
        let sheets = self.sheets(letters);
        let path = place.file(sheets.end);
        key_file::write(&path, &sheets.bytes)?;
        Ok(path)
    }

    /// What cannot be printed becomes pages: nobody's password is lost over a character.
    fn sheets(&self, letters: Vec<Letter>) -> Sheets {
        let letters = paper::issue(self.app, self.words.language, letters);
        let set = self.press.as_ref().map(|press| press.letters(&letters));
        match set {
            Some(Ok(bytes)) => return Sheets { end: "pdf", bytes },
            Some(Err(why)) => {
                let reason = unprintable(self.words, &why);
                print::note(self.words.fill("letters-as-pages", &[("reason", reason.into())]));
            }
            None => {}
        }
        Sheets { end: "html", bytes: page(self.words, &letters.letters).into_bytes() }
    }

    fn place(&self, name: String) -> Place<'_> {
        Place { folder: self.folder, name }
    }

    /// `NAME`, then `NAME-2` and on.
    fn places(&self, name: &str) -> impl Iterator<Item = Place<'_>> {
        let names = std::iter::once(name.to_owned()).chain((2..).map(move |n| format!("{name}-{n}")));
        names.map(move |name| self.place(name))
    }
}

/// A name in the folder of letters, whatever its file's kind.
struct Place<'a> {
    folder: &'a Path,
    name: String,
}

impl Place<'_> {
    fn file(&self, end: &str) -> PathBuf {
        self.folder.join(format!("{}.{end}", self.name))
    }

    fn files(&self) -> [PathBuf; 2] {
        ["pdf", "html"].map(|end| self.file(end))
    }
}

/// Whether a file holds a letter to this account and no other.
fn is_of(path: &Path, login: &str) -> bool {
    let bytes = std::fs::read(path).unwrap_or_default();
    let page = String::from_utf8_lossy(&bytes);
    let said = format!("<dd class=\"secret\">{}</dd>", escaped(login));
    let is_page = page.matches("<section>").count() == 1 && page.contains(&said);
    is_page || page.contains(&keyword(login))
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
            campaign: None,
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
