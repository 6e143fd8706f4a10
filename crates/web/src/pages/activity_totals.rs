//! What all units of the campaign logged: by unit, channel or month, item by item.

use std::cmp::Ordering;

use askama::Template;
use axum::body::Bytes;
use axum::extract::RawQuery;
use axum::response::Response;
use linxuan_app::Running;
use linxuan_app::activity::{self, Asked, Campaign};
use linxuan_domain::activity::{By, Line};
use linxuan_domain::value::Date;
use linxuan_texts::{day, number};

use super::narrowed::Facet;
use super::ordered::{Heading, address};
use crate::answer::{Answer, OrRefuse, page};
use crate::csv;
use crate::form::Pairs;
use crate::frame::Frame;
use crate::guard::Visit;

#[derive(Template)]
#[template(path = "activity_totals.html")]
struct TotalsPage<'a> {
    frame: Frame<'a>,
    by: Vec<Facet>,
    by_id: &'static str,
    from: String,
    to: String,
    /// Days that were typed and are none.
    unread: bool,
    period: String,
    /// Whether figures overtyped stand in place of counted ones.
    overtyped: bool,
    order: String,
    headings: Vec<Heading>,
    lines: Vec<Shown>,
    all: Shown,
    /// Units that logged something, of how many.
    logging: usize,
    units: usize,
    export: String,
    whole: String,
}

/// One line.
struct Shown {
    name: String,
    entries: String,
    figures: Vec<String>,
}

/// What was asked, as it stands in the address.
struct Question {
    asked: Asked,
    from: String,
    to: String,
    unread: bool,
    order: String,
}

impl Question {
    fn read(pairs: &Pairs) -> Self {
        let text = |name: &str| pairs.get(name).trim().to_owned();
        let (from, to) = (text("from"), text("to"));
        let date = |typed: &str| typed.parse::<Date>().ok();
        let asked = Asked { by: By::from_id(pairs.get("by")).unwrap_or_default(), from: date(&from), to: date(&to) };
        let unread =
            [(&from, asked.from), (&to, asked.to)].iter().any(|(typed, read)| !typed.is_empty() && read.is_none());
        Self { asked, from, to, unread, order: text("order") }
    }

    fn path(&self, by: By, order: &str, more: &[(&str, &str)]) -> String {
        let by = if by == By::default() { "" } else { by.id() };
        let own = [("by", by), ("from", &self.from), ("to", &self.to), ("order", order)];
        address("/activity-totals", &own.iter().chain(more).copied().collect::<Vec<_>>())
    }

    /// The column it is sorted by, and whether the largest comes first; none for the list's own order.
    fn sorted(&self) -> (&str, bool) {
        self.order.strip_prefix('-').map_or((self.order.as_str(), false), |id| (id, true))
    }

    /// A column's heading: figures are first looked at from the largest on.
    fn heading(&self, id: &str, label: String) -> Heading {
        let (column, descending) = self.sorted();
        let current = column == id;
        let falls = if current { !descending } else { id != "name" };
        let order = if falls { format!("-{id}") } else { id.to_owned() };
        let sorted = match (current, descending) {
            (false, _) => "",
            (true, true) => "descending",
            (true, false) => "ascending",
        };
        Heading { label, path: self.path(self.asked.by, &order, &[]), sorted }
    }
}

/// Shows the totals; with `format=csv` they are a file.
pub async fn show(visit: Visit, RawQuery(query): RawQuery) -> Answer {
    let pairs = Pairs::parse(&Bytes::from(query.unwrap_or_default()));
    let viewer = visit.viewer().or_refuse(&visit)?;
    let running = visit.running().or_refuse(&visit)?;
    let question = Question::read(&pairs);
    let found = activity::campaign(&visit.app, viewer, question.asked).await.or_refuse(&visit)?;
    let lines = named(&visit, running, &question, &found);
    if pairs.get("format") == "csv" {
        return Ok(export(&visit, running, &question, &found, &lines));
    }
    Ok(page(&template(&visit, running, question, &found, &lines)))
}

fn template<'a>(
    visit: &'a Visit,
    running: &Running,
    question: Question,
    found: &Campaign,
    lines: &[(String, Line)],
) -> TotalsPage<'a> {
    let words = visit.words;
    let facet = |by: By| Facet {
        path: question.path(by, "", &[]),
        label: words.say(&format!("activity-totals-by-{}", by.id())),
        count: String::new(),
        current: by == question.asked.by,
    };
    let (first, last) = found.period;
    TotalsPage {
        frame: Frame::new(visit),
        by: By::ALL.into_iter().map(facet).collect(),
        by_id: question.asked.by.id(),
        period: words
            .fill("activities-period", &[("first", day(words, first).into()), ("last", day(words, last).into())]),
        overtyped: question.asked.overtyped(),
        headings: columns(visit, running, question.asked.by)
            .into_iter()
            .map(|(id, label)| question.heading(&id, label))
            .collect(),
        lines: lines.iter().map(|(name, line)| shown(name.clone(), line)).collect(),
        all: shown(words.say("activity-totals-all"), &found.totals.all),
        logging: found.logging,
        units: found.units.len(),
        export: question.path(question.asked.by, &question.order, &[("format", "csv")]),
        whole: address("/activity-totals", &[("by", question.asked.by.id())]),
        unread: question.unread,
        from: question.from,
        to: question.to,
        order: question.order,
    }
}

/// Every column with its id: the name, the entries, the items of the rulebook.
fn columns(visit: &Visit, running: &Running, by: By) -> Vec<(String, String)> {
    let words = visit.words;
    let name = ("name".to_owned(), words.say(&format!("activity-totals-by-{}", by.id())));
    let entries = ("entries".to_owned(), words.say("activity-totals-entries"));
    let item = |one: &linxuan_domain::rulebook::Activity| {
        let fills = [("item", one.label.text(words.language).into()), ("unit", one.unit.text(words.language).into())];
        (one.id.to_string(), words.fill("activities-item-unit", &fills))
    };
    [name, entries].into_iter().chain(running.rulebook.activity.iter().map(item)).collect()
}

/// The lines with their names, in the order that was asked for; by unit, those without an entry too.
fn named(visit: &Visit, running: &Running, question: &Question, found: &Campaign) -> Vec<(String, Line)> {
    let language = visit.words.language;
    let of = |key: &str| found.totals.lines.iter().find(|line| line.key == key).cloned();
    let empty = |key: &str| Line { key: key.to_owned(), entries: 0, figures: vec![0; running.rulebook.activity.len()] };
    let mut lines: Vec<(String, Line)> = match question.asked.by {
        By::Unit => found
            .units
            .iter()
            .map(|unit| (unit.name.clone(), of(&unit.id).unwrap_or_else(|| empty(&unit.id))))
            .collect(),
        By::Channel => {
            let channels = running.rulebook.channel.iter();
            let line = |id: &str| of(id).unwrap_or_else(|| empty(id));
            channels.map(|one| (one.title.text(language).to_owned(), line(one.id.as_str()))).collect()
        }
        By::Month => found.totals.lines.iter().map(|line| (line.key.clone(), line.clone())).collect(),
    };
    let (column, descending) = question.sorted();
    let place = running.rulebook.activity.iter().position(|one| one.id.as_str() == column);
    let compare = |(one, line): &(String, Line), (other, beside): &(String, Line)| match (column, place) {
        ("name", _) => one.cmp(other),
        ("entries", _) => line.entries.cmp(&beside.entries),
        (_, Some(place)) => line.figures.get(place).cmp(&beside.figures.get(place)),
        (_, None) => Ordering::Equal,
    };
    lines.sort_by(|one, other| if descending { compare(other, one) } else { compare(one, other) });
    lines
}

fn shown(name: String, line: &Line) -> Shown {
    Shown { name, entries: number(line.entries), figures: line.figures.iter().map(|figure| number(*figure)).collect() }
}

fn export(
    visit: &Visit,
    running: &Running,
    question: &Question,
    found: &Campaign,
    lines: &[(String, Line)],
) -> Response {
    let heading = columns(visit, running, question.asked.by).into_iter().map(|(_, label)| label).collect();
    let cells = |name: &str, line: &Line| {
        let figures = std::iter::once(line.entries).chain(line.figures.iter().copied());
        std::iter::once(name.to_owned()).chain(figures.map(|figure| figure.to_string())).collect()
    };
    let mut file: Vec<Vec<String>> = vec![heading];
    file.extend(lines.iter().map(|(name, line)| cells(name, line)));
    file.push(cells(&visit.words.say("activity-totals-all"), &found.totals.all));
    csv::file(&format!("activity-totals-{}", running.slug), &file)
}
