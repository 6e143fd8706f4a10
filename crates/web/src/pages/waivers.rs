//! 特殊情况说明: every reason that units gave for what they handed in.

use std::collections::BTreeMap;

use askama::Template;
use axum::body::Bytes;
use axum::extract::RawQuery;
use axum::response::Response;
use linxuan_app::view::{self, WaivedRule, WaiversAsked};
use linxuan_app::{Refusal, Running};
use linxuan_domain::access::Viewer;
use linxuan_domain::rulebook::Force;
use linxuan_domain::value::Instant;
use linxuan_texts::short_instant;

use super::lines::rule;
use super::narrowed::Facet;
use super::ordered::address;
use super::words::named;
use crate::answer::{Answer, OrRefuse, page};
use crate::csv;
use crate::form::Pairs;
use crate::frame::Frame;
use crate::guard::Visit;
use crate::said::{Tag, examination_tag};

/// Lines on a page.
const PAGE: i64 = 50;
/// Lines read at once for a file.
const BATCH: i64 = 200;
/// Rules in principle that every campaign has.
const EVERYWHERE: [&str; 1] = ["quota-short"];

#[derive(Template)]
#[template(path = "waivers.html")]
struct WaiversPage<'a> {
    frame: Frame<'a>,
    rules: Vec<Facet>,
    /// The unit it is narrowed to, and the address without.
    unit: Option<(String, String)>,
    lines: Vec<Line>,
    narrowed: bool,
    all: &'static str,
    export: String,
    next: String,
    first: String,
}

/// One waiver.
struct Line {
    unit: String,
    unit_path: String,
    name: String,
    number: String,
    /// The dossier, for those who may open it.
    path: String,
    tag: Option<Tag>,
    rule: String,
    reason: String,
    who: String,
    at: String,
}

/// What the list is narrowed to.
#[derive(Clone)]
struct Narrowed {
    rule: String,
    unit: String,
}

impl Narrowed {
    fn list(&self, more: &[(&str, &str)]) -> String {
        let own = [("rule", self.rule.as_str()), ("unit", &self.unit)];
        address("/waivers", &own.iter().chain(more).copied().collect::<Vec<_>>())
    }

    fn asked(&self, before: &str, most: i64) -> WaiversAsked {
        let some = |text: &String| (!text.is_empty()).then(|| text.clone());
        WaiversAsked { rule: some(&self.rule), unit: some(&self.unit), before: place(before), most }
    }
}

/// A place in the list: when it was written, about what, and for which rule.
pub fn place(text: &str) -> Option<(i64, String, String)> {
    let (at, rest) = text.split_once('.')?;
    let (subject, rule) = rest.split_once('.')?;
    Some((at.parse().ok()?, subject.to_owned(), rule.to_owned()))
}

/// The list; with `format=csv` all of it as a file.
pub async fn show(visit: Visit, RawQuery(query): RawQuery) -> Answer {
    let pairs = Pairs::parse(&Bytes::from(query.unwrap_or_default()));
    let viewer = visit.viewer().or_refuse(&visit)?;
    let running = visit.running().or_refuse(&visit)?;
    let narrowed = Narrowed { rule: pairs.get("rule").to_owned(), unit: pairs.get("unit").to_owned() };
    if pairs.get("format") == "csv" {
        return export(&visit, viewer, running, &narrowed).await.or_refuse(&visit);
    }
    let asked = narrowed.asked(pairs.get("before"), PAGE);
    let begun = asked.before.is_some();
    let (lines, more) = view::waivers(&visit.app, viewer, asked).await.or_refuse(&visit)?;
    let last = lines.last().filter(|_| more).map(at_place);
    let unit = (!narrowed.unit.is_empty()).then(|| {
        let name = lines.first().map_or_else(|| visit.words.say("queue-one-unit"), |line| line.unit_name.clone());
        (name, Narrowed { unit: String::new(), ..narrowed.clone() }.list(&[]))
    });
    Ok(page(&WaiversPage {
        frame: Frame::new(&visit),
        rules: rules(&visit, running, &narrowed),
        unit,
        lines: lines.iter().map(|one| line(&visit, running, &narrowed, one)).collect(),
        narrowed: narrowed.list(&[]) != "/waivers",
        all: "/waivers",
        export: narrowed.list(&[("format", "csv")]),
        next: last.map_or_else(String::new, |at| narrowed.list(&[("before", &at)])),
        first: if begun { narrowed.list(&[]) } else { String::new() },
    }))
}

/// The place of a line.
pub fn at_place(line: &WaivedRule) -> String {
    format!("{}.{}.{}", line.at, line.subject, line.rule)
}

/// The rules that bind in principle only: nothing else can be waived.
fn rules(visit: &Visit, running: &Running, narrowed: &Narrowed) -> Vec<Facet> {
    let facet = |id: &str, label: String| Facet {
        path: Narrowed { rule: id.to_owned(), ..narrowed.clone() }.list(&[]),
        label,
        count: String::new(),
        current: narrowed.rule == id,
    };
    let own = running.rulebook.rule.iter().filter(|rule| rule.force == Force::InPrinciple);
    let ids = own.map(|rule| rule.id.as_str()).chain(EVERYWHERE);
    let labels: BTreeMap<&str, String> = ids.map(|id| (id, rule(visit.words, &running.rulebook, id))).collect();
    let all = labels.into_iter().map(|(id, label)| facet(id, label));
    std::iter::once(facet("", visit.words.say("queue-all"))).chain(all).collect()
}

fn line(visit: &Visit, running: &Running, narrowed: &Narrowed, one: &WaivedRule) -> Line {
    let words = visit.words;
    let name = match (&one.nomination, &one.nominee) {
        (None, _) => words.say("waivers-whole-list"),
        (_, Some(nominee)) => named(visit, &nominee.name),
        (_, None) => String::new(),
    };
    Line {
        unit: one.unit_name.clone(),
        unit_path: Narrowed { unit: one.unit_id.clone(), ..narrowed.clone() }.list(&[]),
        name,
        number: one.nomination.as_ref().map(|(number, _)| number.clone()).unwrap_or_default(),
        path: one.nominee.as_ref().map_or_else(String::new, |nominee| format!("/examination/{}", nominee.nomination)),
        tag: one.nomination.as_ref().map(|(_, state)| examination_tag(words, state)),
        rule: rule(words, &running.rulebook, &one.rule),
        reason: one.reason.clone(),
        who: one.who.clone(),
        at: short_instant(words, Instant(one.at), &running.rulebook.zone()),
    }
}

/// Everything the narrowing gives, part by part.
async fn export(visit: &Visit, viewer: &Viewer, running: &Running, narrowed: &Narrowed) -> Result<Response, Refusal> {
    let heading = ["unit", "number", "nominee", "rule", "reason", "who", "at", "state"];
    let mut file = vec![heading.iter().map(|column| visit.words.say(&format!("waivers-column-{column}"))).collect()];
    let mut asked = narrowed.asked("", BATCH);
    loop {
        let (lines, more) = view::waivers(&visit.app, viewer, asked.clone()).await?;
        file.extend(lines.iter().map(|one| {
            let zone = running.rulebook.zone();
            let at = Instant(one.at).civil(&zone).strftime("%Y-%m-%d %H:%M").to_string();
            let line = line(visit, running, narrowed, one);
            let state = line.tag.map(|tag| tag.label).unwrap_or_default();
            vec![line.unit, line.number, line.name, line.rule, line.reason, line.who, at, state]
        }));
        match lines.last().filter(|_| more) {
            Some(last) => asked.before = place(&at_place(last)),
            None => return Ok(csv::file(&format!("waivers-{}", running.slug), &file)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_broken_place_is_none() {
        let whole = Some((7, "nomination/x".to_owned(), "share".to_owned()));
        assert_eq!(place("7.nomination/x.share"), whole);
        assert_eq!(place("7.nomination/x"), None);
        assert_eq!(place("x.nomination/x.share"), None);
    }
}
