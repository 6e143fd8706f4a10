//! Law `edges`: which crate may know which, by the names of their folders.

use serde_json::Value;

use super::problem::Problem;
use crate::Outcome;
use crate::house::House;
use crate::process;

#[cfg(test)]
mod tests;

const LAW: &str = "edges";

/// What each crate may know, for its product and its tests alike; tests may also know `testkit`.
const MAY_KNOW: [(&str, &[&str]); 11] = [
    ("domain", &[]),
    ("media", &[]),
    ("store", &["domain"]),
    ("texts", &["domain"]),
    ("report", &["domain", "texts"]),
    ("app", &["domain", "media", "store", "texts"]),
    ("web", &["app", "domain", "texts"]),
    ("linxuan", &["domain", "media", "store", "app", "texts", "report", "web"]),
    ("testkit", &["domain", "media", "store", "app", "texts", "report", "web", "linxuan"]),
    // Measures, and is never released: like a test.
    ("bench", &["domain", "media", "store", "app", "texts", "report", "web", "linxuan", "testkit"]),
    ("xtask", &[]),
];

/// One crate of the house knows another.
#[derive(Debug, PartialEq, Eq)]
pub struct Edge {
    from: String,
    manifest: String,
    /// None says only that the crate is there.
    to: Option<String>,
    for_tests: bool,
}

pub fn read(house: &House) -> Outcome<Vec<Edge>> {
    let arguments = ["metadata", "--no-deps", "--format-version", "1", "--offline"];
    let metadata = process::output(&mut process::cargo(house, &arguments)).ok_or("`cargo metadata` failed")?;
    Ok(of_metadata(&serde_json::from_str(&metadata)?))
}

fn of_metadata(metadata: &Value) -> Vec<Edge> {
    let root = text(metadata, "workspace_root").unwrap_or_default();
    list(metadata, "packages").flat_map(|package| of_package(package, root)).collect()
}

fn of_package(package: &Value, root: &str) -> Vec<Edge> {
    let manifest = text(package, "manifest_path").unwrap_or_default();
    let from = folder(manifest.trim_end_matches("Cargo.toml"));
    let edge = |to, for_tests| Edge { from: from.clone(), manifest: inside(manifest, root), to, for_tests };
    let known = list(package, "dependencies").filter_map(|to| {
        let for_tests = text(to, "kind") == Some("dev");
        Some(edge(Some(folder(text(to, "path")?)), for_tests))
    });
    std::iter::once(edge(None, false)).chain(known).collect()
}

fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str()
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

/// The last part of a path.
fn folder(path: &str) -> String {
    path.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}

fn inside(path: &str, root: &str) -> String {
    path.strip_prefix(root).unwrap_or(path).replace('\\', "/").trim_start_matches('/').to_owned()
}

pub fn problems(edges: &[Edge]) -> Vec<Problem> {
    edges.iter().filter_map(|edge| Some(Problem::new(&edge.manifest, 1, LAW, breach(edge)?))).collect()
}

fn breach(edge: &Edge) -> Option<String> {
    let from = &edge.from;
    let Some((_, may_know)) = MAY_KNOW.iter().find(|(name, _)| name == from) else {
        return Some(format!("{from} has no row in the table of edges (xtask/src/tidy/edges.rs)"));
    };
    let to = edge.to.as_deref()?;
    if may_know.contains(&to) || edge.for_tests && to == "testkit" {
        return None;
    }
    let part = if edge.for_tests { "the tests of " } else { "" };
    Some(format!("{part}{from} must not know {to}; it may know: {}", may_know.join(", ")))
}
