//! Which setting, paper or reason answers each item of a notice.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Origins;
use super::outline::{Item, Outline};

/// What answers one item of the outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Covered {
    pub item: String,
    pub text: String,
    pub by: Answer,
    /// The entries of the rulebook that cite the item.
    pub keys: Vec<String>,
}

/// How an item is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    Setting,
    Paper,
    /// No software carries it out; the rulebook says why.
    OutsideSoftware,
    /// Nobody has looked at it: a gap.
    Unassigned,
}

/// Goes through the outline item by item.
pub fn coverage(outline: &Outline, origins: &Origins) -> Vec<Covered> {
    let mut citing: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (path, origin) in &origins.0 {
        for item in &origin.items {
            citing.entry(item).or_default().insert(path);
        }
    }
    outline.items().map(|item| covered(item, citing.get(item.id.as_str()))).collect()
}

fn covered(item: &Item, citing: Option<&BTreeSet<&str>>) -> Covered {
    let keys: Vec<String> = citing.into_iter().flatten().map(|path| (*path).to_owned()).collect();
    Covered { item: item.id.clone(), text: item.text.clone(), by: answer(&keys), keys }
}

fn answer(keys: &[String]) -> Answer {
    let in_section = |section: &str| keys.iter().any(|key| key.split('.').next() == Some(section));
    let settings = keys.iter().filter(|key| !key.starts_with("paper.") && !key.starts_with("outside."));
    match (keys.is_empty(), settings.count()) {
        (true, _) => Answer::Unassigned,
        (false, 0) if in_section("paper") => Answer::Paper,
        (false, 0) => Answer::OutsideSoftware,
        (false, _) => Answer::Setting,
    }
}
