//! Lines of the record as people read them.

use std::collections::BTreeMap;

use linxuan_app::Running;
use linxuan_app::view::RecordLine;
use linxuan_domain::access::Role;
use linxuan_domain::event::{Change, Event};
use linxuan_domain::form::{Entry as Answer, Sheet};
use linxuan_domain::lifecycle::State;
use linxuan_domain::merkle::{hex, leaf};
use linxuan_domain::rulebook::{Field, FieldKind, Rulebook};
use linxuan_domain::value::Instant;
use linxuan_texts::{Words, change, instant, number, state};

use crate::field::{Around, told};
use crate::guard::Visit;

/// Changes of one line shown at once; the others unfold.
const FIRST: usize = 3;
/// Changes of one line shown at all: an import of units has thousands.
const MOST: usize = 200;
/// Figures of a code that tell it from the others of a page.
const SHORT: usize = 12;

/// One line of the record.
pub struct Entry {
    pub at: String,
    pub who: String,
    pub role: String,
    pub what: String,
    pub about: String,
    pub changes: Vec<Told>,
    /// What unfolds.
    pub rest: Vec<Told>,
    /// Its place in the record; empty while it has none.
    pub position: String,
    pub hash: String,
}

/// One change.
pub struct Told {
    pub what: String,
    pub before: String,
    pub after: String,
}

/// What ids are called.
#[derive(Default)]
pub struct Names {
    pub accounts: BTreeMap<String, String>,
    /// By subject: `unit/…`.
    pub subjects: BTreeMap<String, String>,
}

/// A line in words.
pub fn entry(visit: &Visit, running: Option<&Running>, names: &Names, line: &RecordLine) -> Entry {
    let (words, event) = (visit.words, &line.event);
    let zone = running.map_or(jiff::tz::TimeZone::UTC, |running| running.rulebook.zone());
    let hash: String = hex(&leaf(&event.canonical())).chars().take(SHORT).collect();
    let all = event.changes.iter().take(MOST);
    let mut changes: Vec<Told> = all.map(|one| told_change(words, running, one)).collect();
    Entry {
        at: instant(words, event.at, &zone),
        who: who(words, names, event),
        role: role(words, &event.role),
        what: linxuan_texts::event(words, &event.what),
        about: about(words, names, &event.subject),
        rest: changes.split_off(changes.len().min(FIRST)),
        changes,
        position: line.position.map(number).unwrap_or_default(),
        hash,
    }
}

/// The account's name; the program itself, or a login where there is no account.
fn who(words: Words, names: &Names, event: &Event) -> String {
    match names.accounts.get(&event.actor) {
        Some(name) => name.clone(),
        None if event.actor == "system" => words.say("record-system"),
        None => short(&event.actor),
    }
}

fn role(words: Words, role: &str) -> String {
    Role::from_id(role).map_or_else(String::new, |role| linxuan_texts::role(words, role))
}

/// What the line is about: its name where there is one, else its kind and the end of its id.
fn about(words: Words, names: &Names, subject: &str) -> String {
    if let Some(name) = names.subjects.get(subject) {
        return name.clone();
    }
    let (kind, id) = subject.split_once('/').unwrap_or((subject, ""));
    words.fill(&format!("record-about-{kind}"), &[("id", short(id).into())])
}

/// Ids begin with their time, so that those of a page differ at the end.
fn short(id: &str) -> String {
    match id.len().checked_sub(8).and_then(|at| id.get(at..)) {
        Some(end) if id.len() > 30 => end.to_owned(),
        _ => id.to_owned(),
    }
}

fn told_change(words: Words, running: Option<&Running>, change: &Change) -> Told {
    let book = running.map(|running| &running.rulebook);
    Told {
        what: what(words, book, &change.what),
        before: value(words, running, &change.what, &change.before),
        after: value(words, running, &change.what, &change.after),
    }
}

/// A question of the form, a rule or a step by its label, else the catalogue's word.
fn what(words: Words, book: Option<&Rulebook>, what: &str) -> String {
    let named = book.and_then(|book| named(words, book, what));
    named.or_else(|| everywhere(words, what)).unwrap_or_else(|| change(words, what))
}

fn named(words: Words, book: &Rulebook, id: &str) -> Option<String> {
    let language = words.language;
    field(book, id)
        .map(|field| field.label.text(language))
        .or_else(|| book.rule.iter().find(|rule| rule.id.as_str() == id).map(|rule| rule.label.text(language)))
        .map(str::to_owned)
        .or_else(|| step(words, book, id))
}

/// A step a unit records: an opinion, a procedure, or what a joint body says.
pub fn step(words: Words, book: &Rulebook, id: &str) -> Option<String> {
    let language = words.language;
    if let Some(body) = id.strip_prefix("joint.") {
        let name = book.body.iter().find(|known| known.id.as_str() == body)?.name.text(language);
        return Some(words.fill("examination-joint-opinion", &[("name", name.into())]));
    }
    let opinion = book.opinion.iter().find(|opinion| opinion.id.as_str() == id).map(|opinion| &opinion.title);
    let procedure = book.procedure.iter().find(|procedure| procedure.id.as_str() == id).map(|p| &p.label);
    Some(opinion.or(procedure)?.text(language).to_owned())
}

/// A rule by its label, or by the catalogue's where every campaign has it.
pub fn rule(words: Words, book: &Rulebook, id: &str) -> String {
    let rule = book.rule.iter().find(|rule| rule.id.as_str() == id);
    let label = rule.map(|rule| rule.label.text(words.language).to_owned());
    label.or_else(|| everywhere(words, id)).unwrap_or_else(|| id.to_owned())
}

/// What every campaign has: the quota, the form, the declaration.
fn everywhere(words: Words, id: &str) -> Option<String> {
    let key = format!("examination-rule-{id}");
    Some(words.say(&key)).filter(|said| *said != key)
}

fn field<'a>(book: &'a Rulebook, id: &str) -> Option<&'a Field> {
    let id = id.split('.').next().unwrap_or(id);
    book.form.iter().find_map(|form| form.field(id))
}

fn value(words: Words, running: Option<&Running>, what: &str, text: &str) -> String {
    if let Some(code) = text.strip_prefix("keyed:") {
        let code: String = code.chars().take(SHORT).collect();
        return words.fill("record-keyed", &[("code", code.into())]);
    }
    match (what, running) {
        ("state", _) => State::from_id(text).map_or_else(|| text.to_owned(), |at| state(words, at)),
        ("role", _) => role(words, text),
        ("scopes", _) => text.split(' ').map(|id| words.say(&format!("scope-{id}"))).collect::<Vec<_>>().join(" "),
        ("hash" | "manifest", _) => text.chars().take(SHORT).collect(),
        ("until", Some(running)) => time(words, running, text).unwrap_or_else(|| text.to_owned()),
        ("track", Some(running)) => track(words, &running.rulebook, text),
        ("activity", Some(running)) => super::activity_list::item(words, &running.rulebook, text),
        ("not-passed", Some(running)) => check(words, &running.rulebook, text),
        (_, Some(running)) => answer(words, &running.rulebook, what, text),
        (_, None) => text.to_owned(),
    }
}

fn time(words: Words, running: &Running, text: &str) -> Option<String> {
    let at: jiff::Timestamp = text.parse().ok()?;
    Some(instant(words, Instant(at.as_microsecond()), &running.rulebook.zone()))
}

fn track(words: Words, book: &Rulebook, id: &str) -> String {
    book.track(id).map_or_else(|| id.to_owned(), |track| track.title.text(words.language).to_owned())
}

/// A check of the examination by its label.
pub fn check(words: Words, book: &Rulebook, id: &str) -> String {
    let check = book.examination.check.iter().find(|check| check.id.as_str() == id);
    check.map_or_else(|| id.to_owned(), |check| check.label.text(words.language).to_owned())
}

/// An answer that stands open in the record, in the words of its options.
fn answer(words: Words, book: &Rulebook, what: &str, text: &str) -> String {
    let Some(field) = field(book, what).filter(|_| !text.is_empty()) else { return text.to_owned() };
    let many = matches!(field.kind, FieldKind::Choice { many: true, .. } | FieldKind::Orientation { many: true });
    let entry =
        if many { Answer::Many(text.split(',').map(str::to_owned).collect()) } else { Answer::Text(text.to_owned()) };
    let mut sheet = Sheet::default();
    sheet.set(what, entry);
    told(field, Around { words, book, sheet: &sheet, said: &[] })
}
