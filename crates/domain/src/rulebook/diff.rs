//! What differs between two rulebooks, key by key.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::places::{self, Node, Value, join};

/// One entry that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    pub key: String,
    /// Absent when the entry is new.
    pub before: Option<String>,
    /// Absent when the entry is gone.
    pub after: Option<String>,
}

/// Compares two texts by their entries; order, spacing and comments do not count.
pub fn diff(before: &str, after: &str) -> Vec<Difference> {
    let (before, after) = (leaves(before), leaves(after));
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let changed = keys.into_iter().filter(|key| before.get(*key) != after.get(*key));
    let difference = |key: &String| Difference {
        key: key.clone(),
        before: before.get(key).cloned(),
        after: after.get(key).cloned(),
    };
    changed.map(difference).collect()
}

fn leaves(text: &str) -> BTreeMap<String, String> {
    let (root, _) = places::parse(text);
    let mut leaves = BTreeMap::new();
    walk(&root, "", text, &mut leaves);
    leaves
}

fn walk(node: &Node, path: &str, text: &str, leaves: &mut BTreeMap<String, String>) {
    match &node.value {
        Value::Table(entries) => {
            for entry in entries {
                walk(&entry.node, &join(path, &entry.key), text, leaves);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &item.element_path(path, index), text, leaves);
            }
        }
        Value::Text(value) => {
            leaves.insert(path.to_owned(), value.clone());
        }
        Value::Integer(value) => {
            leaves.insert(path.to_owned(), value.to_string());
        }
        Value::Float | Value::Boolean | Value::Datetime => {
            leaves.insert(path.to_owned(), word_at(text, node));
        }
    }
}

/// The literal as written: booleans, floats and dates have no other form here.
fn word_at(text: &str, node: &Node) -> String {
    let line = text.lines().nth(node.place.line.saturating_sub(1)).unwrap_or_default();
    let from = line.chars().skip(node.place.column.saturating_sub(1));
    from.take_while(|c| c.is_ascii_alphanumeric() || "+-.:".contains(*c)).collect()
}
