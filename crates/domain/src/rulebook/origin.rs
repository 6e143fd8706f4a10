//! Where each value of a rulebook comes from: a clause, or an assumption.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::outline::{Outline, cited};
use super::places::{Entry, Node, Value, join};
use super::problem::{Place, Problem, ProblemKind};
use super::shape::ORIGIN_KEYS;
use crate::value::{Moment, Precision, Share, Size, Span, When};

/// The source of one table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Outline items, in the order cited.
    pub items: Vec<String>,
    /// Reasons by key; the key is empty when the whole table is assumed.
    pub assumed: BTreeMap<String, String>,
}

/// Sources of all tables by their path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origins(pub BTreeMap<String, Origin>);

/// Something the office settled where the notice is silent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assumption {
    pub key: String,
    pub reason: String,
}

impl Origins {
    /// The items behind an entry: its own, or those of the nearest table above.
    pub fn items(&self, path: &str) -> &[String] {
        let mut path = path;
        loop {
            if let Some(origin) = self.0.get(path) {
                return &origin.items;
            }
            match path.rsplit_once('.') {
                Some((above, _)) => path = above,
                None => return &[],
            }
        }
    }

    pub fn assumptions(&self) -> Vec<Assumption> {
        let all = self.0.iter().flat_map(|(path, origin)| {
            origin.assumed.iter().map(move |(key, reason)| Assumption {
                key: if key.is_empty() { path.clone() } else { join(path, key) },
                reason: reason.clone(),
            })
        });
        all.collect()
    }
}

/// Collects the sources of a tree and says what is wrong with them.
pub(super) struct Collector<'a> {
    outline: &'a Outline,
    known: BTreeSet<&'a str>,
    pub origins: Origins,
    pub problems: Vec<Problem>,
}

impl<'a> Collector<'a> {
    pub fn new(outline: &'a Outline) -> Self {
        let known = outline.items().map(|item| item.id.as_str()).collect();
        Self { outline, known, origins: Origins::default(), problems: Vec::new() }
    }

    pub fn root(&mut self, root: &Node) {
        for entry in root.entries() {
            match &entry.node.value {
                Value::Array(items) => {
                    for (index, item) in items.iter().enumerate() {
                        self.top(item, &item.element_path(&entry.key, index));
                    }
                }
                _ => self.top(&entry.node, &entry.key),
            }
        }
    }

    fn top(&mut self, node: &Node, path: &str) {
        if ORIGIN_KEYS.iter().all(|key| node.get(key).is_none()) {
            self.found(node.place, path, ProblemKind::NoSource);
        }
        self.table(node, path, &Origin::default());
    }

    fn found(&mut self, place: Place, key: &str, kind: ProblemKind) {
        self.problems.push(Problem { place, key: key.to_owned(), kind });
    }

    fn table(&mut self, node: &Node, path: &str, above: &Origin) {
        let origin = self.origin_of(node, path, above).unwrap_or_else(|| above.clone());
        for entry in node.entries().iter().filter(|entry| !ORIGIN_KEYS.contains(&entry.key.as_str())) {
            if !origin.assumed.contains_key(&entry.key) {
                self.value(entry, &entry.node, &join(path, &entry.key), &origin);
            }
        }
    }

    fn value(&mut self, entry: &Entry, node: &Node, path: &str, origin: &Origin) {
        match &node.value {
            Value::Table(_) => self.table(node, path, origin),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(entry, item, &item.element_path(path, index), origin);
                }
            }
            _ if origin.items.is_empty() || origin.assumed.contains_key("") => {}
            _ => self.figures(entry, node, path, origin),
        }
    }

    fn figures(&mut self, entry: &Entry, node: &Node, path: &str, origin: &Origin) {
        let texts: Vec<&str> = origin.items.iter().filter_map(|id| self.text_of(id)).collect();
        for figure in figures_of(node).into_iter().filter(|figure| !texts.iter().any(|text| holds(text, figure))) {
            let clauses = origin.items.clone();
            self.found(entry.place, path, ProblemKind::FigureNotInClause { figure, clauses });
        }
    }

    fn text_of(&self, id: &str) -> Option<&'a str> {
        self.outline.items().find(|item| item.id == id).map(|item| item.text.as_str())
    }

    fn origin_of(&mut self, node: &Node, path: &str, above: &Origin) -> Option<Origin> {
        let (source, assumed) = (node.get("source"), node.get("assumed"));
        if source.is_none() && assumed.is_none() {
            return None;
        }
        // A table that only says what it assumes keeps the source of the table around it.
        let items = source.map_or_else(|| above.items.clone(), |source| self.cited_items(source, path));
        let assumed = assumed.map(|assumed| self.assumed(node, assumed, path)).unwrap_or_default();
        let origin = Origin { items, assumed };
        self.origins.0.insert(path.to_owned(), origin.clone());
        Some(origin)
    }

    fn cited_items(&mut self, source: &Node, path: &str) -> Vec<String> {
        let citations: Vec<(&str, Place)> = match &source.value {
            Value::Text(text) => vec![(text, source.place)],
            _ => source.items().iter().filter_map(|item| Some((item.text()?, item.place))).collect(),
        };
        if citations.is_empty() {
            let kind = ProblemKind::WrongType { wanted: "string", found: source.type_name() };
            self.found(source.place, &join(path, "source"), kind);
        }
        let mut items = Vec::new();
        for (id, place) in citations.iter().flat_map(|(text, place)| cited(text).into_iter().map(|id| (id, *place))) {
            if !self.known.contains(id.as_str()) {
                self.found(place, &join(path, "source"), ProblemKind::UnknownClause(id.clone()));
            }
            items.push(id);
        }
        items
    }

    fn assumed(&mut self, table: &Node, assumed: &Node, path: &str) -> BTreeMap<String, String> {
        if let Some(reason) = assumed.text() {
            return BTreeMap::from([(String::new(), reason.to_owned())]);
        }
        let mut reasons = BTreeMap::new();
        for entry in assumed.entries() {
            match entry.node.text() {
                Some(reason) if table.get(&entry.key).is_some() => {
                    reasons.insert(entry.key.clone(), reason.to_owned());
                }
                _ => {
                    let kind = ProblemKind::AssumedNothing(entry.key.clone());
                    self.found(entry.place, &join(path, "assumed"), kind);
                }
            }
        }
        reasons
    }
}

/// The figures a value prints in a notice: `10`, `20%`, `5月20日`, `2MB`.
fn figures_of(node: &Node) -> Vec<String> {
    match &node.value {
        Value::Integer(number) => vec![number.to_string()],
        Value::Text(text) => text_figures(text),
        _ => Vec::new(),
    }
}

fn text_figures(text: &str) -> Vec<String> {
    if let Ok(moment) = text.parse::<Moment>() {
        return vec![day(moment.date)];
    }
    if let Ok(when) = text.parse::<When>() {
        return when.ends().into_iter().flat_map(precision).collect();
    }
    if let Ok(share) = text.parse::<Share>() {
        return vec![share.to_string()];
    }
    if let Ok(size) = text.parse::<Size>() {
        return vec![size.to_string()];
    }
    if let Some(minutes) = text.strip_suffix("min").filter(|digits| digits.parse::<u32>().is_ok()) {
        return vec![format!("{minutes}分钟")];
    }
    match text.parse::<Span>() {
        Ok(span) if text.contains('-') => [Some(span.from), span.to].into_iter().flatten().map(|n| n.to_string()).collect(),
        _ => Vec::new(),
    }
}

fn day(date: crate::value::Date) -> String {
    format!("{}月{}日", date.0.month(), date.0.day())
}

fn precision(precision: Precision) -> Vec<String> {
    match precision {
        Precision::Day(date) => vec![day(date)],
        Precision::Month { month, .. } => vec![format!("{month}月")],
        Precision::TenDays { month, third, .. } => {
            let third = ["上", "中", "下"].get(usize::from(third)).unwrap_or(&"下");
            vec![format!("{month}月"), (*third).to_owned()]
        }
    }
}

/// Whether a text holds a figure, not as a part of a longer number.
pub(super) fn holds(text: &str, figure: &str) -> bool {
    text.match_indices(figure).any(|(at, _)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text.get(at + figure.len()..).and_then(|tail| tail.chars().next());
        let digit_end = figure.chars().next_back().is_some_and(|c| c.is_ascii_digit());
        let digit_start = figure.chars().next().is_some_and(|c| c.is_ascii_digit());
        let free = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_digit());
        (!digit_start || free(before)) && (!digit_end || free(after))
    })
}
