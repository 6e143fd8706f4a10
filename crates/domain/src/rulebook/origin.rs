//! Where each value of a rulebook comes from: a clause, or an assumption.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::figure::{figures_of, holds};
use super::outline::{Item, Outline, cited};
use super::places::{Entry, Node, Value, join};
use super::problem::{Place, Problem, ProblemKind};
use super::shape::ORIGIN_KEYS;

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
    items: BTreeMap<&'a str, &'a Item>,
    pub origins: Origins,
    pub problems: Vec<Problem>,
}

impl<'a> Collector<'a> {
    pub fn new(outline: &'a Outline) -> Self {
        Self { items: outline.by_id(), origins: Origins::default(), problems: Vec::new() }
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
        let cited = origin.items.iter().filter_map(|id| self.items.get(id.as_str()));
        let texts: Vec<&str> = cited.map(|item| item.text.as_str()).collect();
        for figure in figures_of(node).into_iter().filter(|figure| !texts.iter().any(|text| holds(text, figure))) {
            let clauses = origin.items.clone();
            self.found(entry.place, path, ProblemKind::FigureNotInClause { figure, clauses });
        }
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
        let path = join(path, "source");
        let citations = match &source.value {
            Value::Array(citations) if !citations.is_empty() => citations.as_slice(),
            _ => std::slice::from_ref(source),
        };
        citations.iter().flat_map(|citation| self.cited_by(citation, &path)).collect()
    }

    fn cited_by(&mut self, citation: &Node, path: &str) -> Vec<String> {
        let Some(text) = citation.text() else {
            self.found(citation.place, path, not_a_text(citation));
            return Vec::new();
        };
        let items = cited(text);
        for id in items.iter().filter(|id| !self.items.contains_key(id.as_str())) {
            let kind = ProblemKind::UnknownClause(id.clone());
            self.problems.push(Problem { place: citation.place, key: path.to_owned(), kind });
        }
        items
    }

    fn assumed(&mut self, table: &Node, assumed: &Node, path: &str) -> BTreeMap<String, String> {
        let path = join(path, "assumed");
        if let Value::Text(reason) = &assumed.value {
            self.reason_is_given(assumed, reason, &path);
            return BTreeMap::from([(String::new(), reason.clone())]);
        }
        if assumed.entries().is_empty() {
            let empty = matches!(assumed.value, Value::Table(_));
            let kind = if empty { ProblemKind::EmptyText } else { not_a_text(assumed) };
            self.found(assumed.place, &path, kind);
        }
        let mut reasons = BTreeMap::new();
        for entry in assumed.entries() {
            match entry.node.text() {
                Some(reason) if table.get(&entry.key).is_some() => {
                    self.reason_is_given(&entry.node, reason, &path);
                    reasons.insert(entry.key.clone(), reason.to_owned());
                }
                _ => self.found(entry.place, &path, ProblemKind::AssumedNothing(entry.key.clone())),
            }
        }
        reasons
    }

    fn reason_is_given(&mut self, node: &Node, reason: &str, path: &str) {
        if reason.trim().is_empty() {
            self.found(node.place, path, ProblemKind::EmptyText);
        }
    }
}

fn not_a_text(node: &Node) -> ProblemKind {
    ProblemKind::WrongType { wanted: "string", found: node.type_name() }
}
