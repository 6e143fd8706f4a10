//! The entries of a unit's activity log: narrowed, page by page, and as a file.

use std::collections::BTreeMap;

use axum::response::Response;
use linxuan_app::Running;
use linxuan_app::activity::{Kept, Log};
use linxuan_domain::rulebook::{Activity, Rulebook};
use linxuan_domain::value::{Date, Instant};
use linxuan_texts::{Words, day, number, short_instant};

use super::activity_table;
use super::narrowed::Facet;
use super::ordered::address;
use crate::csv;
use crate::form::Pairs;
use crate::guard::Visit;

/// Entries on a page.
const PAGE: usize = 50;

/// What the log is narrowed to.
#[derive(Clone)]
pub struct Narrowed {
    item: String,
    /// `2022-05`.
    month: String,
}

impl Narrowed {
    pub fn read(pairs: &Pairs) -> Self {
        Self { item: pairs.get("item").to_owned(), month: pairs.get("month").to_owned() }
    }

    fn path(&self, more: &[(&str, &str)]) -> String {
        let own = [("item", self.item.as_str()), ("month", &self.month)];
        address("/activities", &own.iter().chain(more).copied().collect::<Vec<_>>())
    }

    fn holds(&self, entry: &Kept) -> bool {
        (self.item.is_empty() || entry.activity == self.item) && (self.month.is_empty() || month(entry) == self.month)
    }
}

/// The part of the log that a page shows.
pub struct Listed {
    pub items: Vec<Facet>,
    pub months: Vec<Facet>,
    pub lines: Vec<Line>,
    pub all: usize,
    pub found: usize,
    pub next: String,
    pub first: String,
    pub export: String,
}

/// One entry.
pub struct Line {
    pub id: String,
    pub day: String,
    pub item: String,
    pub title: String,
    pub place: String,
    pub participants: String,
    pub outlet: String,
    pub link: String,
    pub count: String,
    pub who: String,
    pub at: String,
}

impl Listed {
    pub fn new(visit: &Visit, running: &Running, log: &Log, narrowed: &Narrowed, after: &str) -> Self {
        let found: Vec<&Kept> = log.entries.iter().filter(|entry| narrowed.holds(entry)).collect();
        let begin = found.iter().position(|entry| entry.id == after).map_or(0, |at| at + 1);
        let part: Vec<&Kept> = found.iter().skip(begin).take(PAGE).copied().collect();
        let last = part.last().filter(|_| begin + part.len() < found.len());
        Self {
            items: items(visit, running, log, narrowed),
            months: months(visit, log, narrowed),
            lines: part.iter().map(|entry| line(visit, running, log, entry)).collect(),
            all: log.entries.len(),
            found: found.len(),
            next: last.map_or_else(String::new, |last| narrowed.path(&[("after", &last.id)])),
            first: if begin == 0 { String::new() } else { narrowed.path(&[]) },
            export: narrowed.path(&[("format", "csv")]),
        }
    }
}

fn month(entry: &Kept) -> &str {
    entry.day.get(..7).unwrap_or_default()
}

/// The items that have entries, all of them together first.
fn items(visit: &Visit, running: &Running, log: &Log, narrowed: &Narrowed) -> Vec<Facet> {
    let counts = counts(log.entries.iter().map(|entry| entry.activity.as_str()));
    let path = |item: &str| Narrowed { item: item.to_owned(), ..narrowed.clone() }.path(&[]);
    let order = |id: &str| running.rulebook.activity.iter().position(|one| one.id.as_str() == id);
    let mut ids: Vec<&str> = counts.keys().copied().collect();
    ids.sort_by_key(|id| order(id).unwrap_or(usize::MAX));
    let label = |id: &str| item(visit.words, &running.rulebook, id);
    facets(visit, &narrowed.item, ids.into_iter().map(|id| (id, label(id), counts.get(id).copied())), path)
}

/// The months that have entries, the newest first.
fn months(visit: &Visit, log: &Log, narrowed: &Narrowed) -> Vec<Facet> {
    let counts = counts(log.entries.iter().map(month));
    let path = |month: &str| Narrowed { month: month.to_owned(), ..narrowed.clone() }.path(&[]);
    facets(visit, &narrowed.month, counts.iter().rev().map(|(id, n)| (*id, (*id).to_owned(), Some(*n))), path)
}

fn counts<'a>(ids: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    ids.fold(BTreeMap::new(), |mut counts, id| {
        *counts.entry(id).or_default() += 1;
        counts
    })
}

fn facets<'a>(
    visit: &Visit,
    current: &str,
    all: impl Iterator<Item = (&'a str, String, Option<usize>)>,
    path: impl Fn(&str) -> String,
) -> Vec<Facet> {
    let facet = |id: &str, label: String, n: Option<usize>| Facet {
        path: path(id),
        label,
        count: n.map(|n| n.to_string()).unwrap_or_default(),
        current: current == id,
    };
    let every = facet("", visit.words.say("queue-all"), None);
    std::iter::once(every).chain(all.map(|(id, label, n)| facet(id, label, n))).collect()
}

/// An item by its label; one that the rulebook has no more by its id.
pub fn item(words: Words, book: &Rulebook, id: &str) -> String {
    known(book, id).map_or_else(|| id.to_owned(), |one| one.label.text(words.language).to_owned())
}

fn known<'a>(book: &'a Rulebook, id: &str) -> Option<&'a Activity> {
    book.activity.iter().find(|one| one.id.as_str() == id)
}

fn line(visit: &Visit, running: &Running, log: &Log, entry: &Kept) -> Line {
    let words = visit.words;
    let unit = known(&running.rulebook, &entry.activity).map_or("", |one| one.unit.text(words.language));
    Line {
        id: entry.id.clone(),
        day: entry.day.parse::<Date>().map_or_else(|_| entry.day.clone(), |date| day(words, date)),
        item: item(words, &running.rulebook, &entry.activity),
        title: entry.title.clone(),
        place: entry.place.clone(),
        participants: entry.participants.map(number).unwrap_or_default(),
        outlet: entry.outlet.clone(),
        link: entry.link.clone(),
        count: words.fill("activities-figure-unit", &[("n", entry.counted.into()), ("unit", unit.into())]),
        who: log.names.get(&entry.logged_by).cloned().unwrap_or_default(),
        at: short_instant(words, Instant(entry.logged_at), &running.rulebook.zone()),
    }
}

/// The log, or with `of=table` the table counted from it, as a file; what the
/// log's file has as headings is read again by the import.
pub fn export(visit: &Visit, running: &Running, log: &Log, pairs: &Pairs) -> Response {
    if pairs.get("of") == "table" {
        return csv::file(&format!("activity-table-{}", running.slug), &activity_table::lines(visit, log));
    }
    let narrowed = Narrowed::read(pairs);
    let (words, book) = (visit.words, &running.rulebook);
    let unit = |entry: &Kept| known(book, &entry.activity).map_or("", |one| one.unit.text(words.language)).to_owned();
    let line = |entry: &Kept| {
        let e = entry.clone();
        let participants = e.participants.map(|number| number.to_string()).unwrap_or_default();
        let item = item(words, book, &e.activity);
        vec![item, e.title, e.day, e.place, participants, e.outlet, e.link, e.counted.to_string(), unit(entry)]
    };
    let heading: Vec<String> = words.say("activities-table-heading").split(',').map(str::to_owned).collect();
    let held = log.entries.iter().filter(|entry| narrowed.holds(entry)).map(line);
    let lines: Vec<Vec<String>> = std::iter::once(heading).chain(held).collect();
    csv::file(&format!("activities-{}", running.slug), &lines)
}
