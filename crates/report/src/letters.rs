//! Letters that hand accounts over: words on their values.

use linxuan_domain::access::Role;
use linxuan_domain::paper::{Letter, Letters, Unprintable};
use linxuan_domain::value::Language;
use linxuan_texts::{Words, day, deadline, role};
use serde::Serialize;

use crate::fonts::Fonts;

/// What `letters.typ` reads.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Sheet<'a> {
    language: &'static str,
    region: &'static str,
    fonts: &'a [String],
    mono: Vec<&'a str>,
    title: String,
    /// Space between the characters of the title, in its own size.
    tracking: f64,
    keywords: Vec<String>,
    head: String,
    /// U+0001 and U+0002 stand for the page and the number of pages.
    foot: String,
    date: (i16, i8, i8),
    issued: String,
    office: &'a str,
    steps_title: String,
    steps: Vec<String>,
    once: String,
    letters: Vec<Page>,
}

#[derive(Serialize)]
struct Page {
    to: String,
    text: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    label: String,
    value: String,
    secret: bool,
}

/// The words of all letters.
///
/// # Errors
/// [`Unprintable::Glyph`].
pub fn sheet<'a>(fonts: &'a Fonts, all: &'a Letters) -> Result<Sheet<'a>, Unprintable> {
    check(fonts, all)?;
    let words = Words::new(all.language);
    let (region, tracking) = match all.language {
        Language::Chinese => ("cn", 0.2),
        Language::English => ("gb", 0.0),
    };
    let date = all.date.0;
    Ok(Sheet {
        language: all.language.tag().split('-').next().unwrap_or_default(),
        region,
        fonts: &fonts.families,
        mono: fonts.mono(),
        title: words.say("letter-title"),
        tracking,
        keywords: keywords(all),
        head: if all.campaign.is_empty() { words.say("site-name") } else { all.campaign.clone() },
        foot: words.fill("paper-page", &[("page", "\u{1}".into()), ("pages", "\u{2}".into())]),
        date: (date.year(), date.month(), date.day()),
        issued: day(words, all.date),
        office: &all.office,
        steps_title: words.say("letter-steps"),
        steps: ["letter-how-1", "letter-how-2", "letter-how-3"].map(|key| words.say(key)).to_vec(),
        once: words.say("letter-once"),
        letters: all.letters.iter().map(|letter| page(words, all, letter)).collect(),
    })
}

/// Whose letter a file with only one is: by this it is known when another one follows it.
fn keywords(all: &Letters) -> Vec<String> {
    match all.letters.as_slice() {
        [one] => vec![keyword(&one.login)],
        _ => Vec::new(),
    }
}

/// The keyword of a file with the one letter of an account.
pub fn keyword(login: &str) -> String {
    format!("linxuan-letter:{login};")
}

fn page(words: Words, all: &Letters, letter: &Letter) -> Page {
    let text = if all.campaign.is_empty() {
        words.say("letter-text")
    } else {
        words.fill("letter-text-campaign", &[("title", (&all.campaign).into())])
    };
    let hands_in = [Role::UnitClerk, Role::UnitLeader].contains(&letter.role);
    let closes = all.deadline.filter(|_| hands_in);
    let closes = closes.map(|at| words.fill("units-letter-deadline", &[("deadline", deadline(words, at).into())]));
    // A unit without a named clerk is its own clerk: said once.
    let name = if letter.name == letter.unit { "" } else { &letter.name };
    let rows = [
        ("letter-unit", letter.unit.clone(), false),
        ("letter-name", name.to_owned(), false),
        ("letter-role", role(words, letter.role), false),
        ("letter-login", letter.login.clone(), true),
        ("letter-password", letter.password.clone(), true),
        ("letter-site", all.site.clone(), false),
    ];
    let row = |(key, value, secret): (&str, String, bool)| Row { label: words.say(key), value, secret };
    Page {
        to: words.fill("letter-to", &[("name", (&letter.name).into())]),
        text: std::iter::once(text).chain(closes).collect(),
        rows: rows.into_iter().filter(|(_, value, _)| !value.is_empty()).map(row).collect(),
    }
}

/// Every value has every character in some font.
fn check(fonts: &Fonts, all: &Letters) -> Result<(), Unprintable> {
    let one = |login: &str, field, text: &str| match fonts.lacks(text) {
        Some(character) => Err(Unprintable::Glyph { character, field, login: login.to_owned() }),
        None => Ok(()),
    };
    for (field, text) in
        [("letter-campaign", &all.campaign), ("letter-office", &all.office), ("letter-site", &all.site)]
    {
        one("", field, text)?;
    }
    for letter in &all.letters {
        let values = [
            ("letter-unit", &letter.unit),
            ("letter-name", &letter.name),
            ("letter-login", &letter.login),
            ("letter-password", &letter.password),
        ];
        values.into_iter().try_for_each(|(field, text)| one(&letter.login, field, text))?;
    }
    Ok(())
}
