//! Compares a rulebook's tree with the schema and names every difference.

use serde_json::{Map, Value as Json};

use super::places::{Entry, Node, Value, join};
use super::problem::{Place, Problem, ProblemKind};
use crate::value::FORMATS;

/// Keys that any table may carry beside its own.
pub(super) const ORIGIN_KEYS: [&str; 2] = ["source", "assumed"];

pub(super) struct Shape<'a> {
    root: &'a Json,
    pub problems: Vec<Problem>,
}

type Object = Map<String, Json>;

impl<'a> Shape<'a> {
    pub fn new(root: &'a Json) -> Self {
        Self { root, problems: Vec::new() }
    }

    fn found(&mut self, place: Place, key: &str, kind: ProblemKind) {
        self.problems.push(Problem { place, key: key.to_owned(), kind });
    }

    /// Follows `$ref` and the "or null" of optional values.
    fn resolve(&self, schema: &'a Json) -> &'a Json {
        let target = schema
            .get("$ref")
            .and_then(Json::as_str)
            .and_then(|reference| self.root.pointer(reference.trim_start_matches('#')));
        if let Some(target) = target {
            return self.resolve(target);
        }
        let choices = schema.get("anyOf").and_then(Json::as_array);
        let real = choices.and_then(|list| list.iter().find(|s| s.get("type").and_then(Json::as_str) != Some("null")));
        real.map_or(schema, |real| self.resolve(real))
    }

    pub fn node(&mut self, node: &Node, schema: &'a Json, path: &str) {
        let schema = self.resolve(schema);
        if !self.type_holds(node, schema, path) {
            return;
        }
        match &node.value {
            Value::Table(entries) => self.table(node, entries, schema, path),
            Value::Array(items) => self.array(items, schema, path),
            Value::Text(text) => self.text(node.place, text, schema, path),
            Value::Integer(number) => self.integer(node.place, *number, schema, path),
            _ => {}
        }
    }

    fn type_holds(&mut self, node: &Node, schema: &Json, path: &str) -> bool {
        let found = node.type_name();
        let wanted: Vec<&str> = match schema.get("type") {
            Some(Json::String(one)) => vec![one],
            Some(Json::Array(list)) => list.iter().filter_map(Json::as_str).collect(),
            _ if schema.get("oneOf").is_some() => return self.one_of_holds(node, schema, path),
            _ => return true,
        };
        if wanted.contains(&found) {
            return true;
        }
        let wanted = wanted.iter().find(|name| **name != "null").map_or("value", |name| type_word(name));
        self.found(node.place, path, ProblemKind::WrongType { wanted, found: type_word(found) });
        false
    }

    /// A list of constants, as schemars writes enums whose variants have comments.
    fn one_of_holds(&mut self, node: &Node, schema: &Json, path: &str) -> bool {
        let options = schema.get("oneOf").and_then(Json::as_array);
        let constants: Vec<String> = options.into_iter().flatten().flat_map(constants_of).collect();
        if constants.is_empty() || matches!(node.value, Value::Table(_)) {
            return true;
        }
        match &node.value {
            Value::Text(text) if constants.contains(text) => false,
            Value::Text(text) => {
                let kind = ProblemKind::NotOneOf { found: text.clone(), allowed: constants };
                self.found(node.place, path, kind);
                false
            }
            _ => {
                let kind = ProblemKind::WrongType { wanted: "string", found: type_word(node.type_name()) };
                self.found(node.place, path, kind);
                false
            }
        }
    }

    fn table(&mut self, node: &Node, entries: &[Entry], schema: &'a Json, path: &str) {
        let Some(variant) = self.variant(node, schema, path) else { return };
        let parts: Vec<&'a Object> = [schema.as_object(), variant].into_iter().flatten().collect();
        self.missing(node, &parts, path);
        for entry in entries {
            let below = join(path, &entry.key);
            match parts.iter().find_map(|part| part.get("properties")?.get(&entry.key)) {
                Some(_) if ORIGIN_KEYS.contains(&entry.key.as_str()) => {}
                Some(schema) => self.node(&entry.node, schema, &below),
                None => {
                    let known = known_keys(&parts);
                    self.found(entry.place, &below, ProblemKind::UnknownKey { known });
                }
            }
        }
    }

    /// The branch of a tagged enum that the table's `kind` chooses;
    /// `Some(None)` where the schema has no branches.
    #[expect(clippy::option_option, reason = "no branch chosen and no branches to choose from are different answers")]
    fn variant(&mut self, node: &Node, schema: &'a Json, path: &str) -> Option<Option<&'a Object>> {
        let Some(branches) = schema.get("oneOf").and_then(Json::as_array) else { return Some(None) };
        let Some(kind) = node.get("kind") else {
            self.found(node.place, path, ProblemKind::MissingKey("kind".into()));
            return None;
        };
        let tag = |branch: &'a Json| branch.pointer("/properties/kind/const").and_then(Json::as_str);
        let chosen = branches.iter().find(|branch| tag(branch).is_some() && tag(branch) == kind.text());
        if let Some(chosen) = chosen {
            let inner = self.resolve(chosen);
            return Some(if chosen.get("$ref").is_some() { inner.as_object() } else { chosen.as_object() });
        }
        let allowed = branches.iter().filter_map(tag).map(str::to_owned).collect();
        let found = kind.text().unwrap_or_default().to_owned();
        self.found(kind.place, &join(path, "kind"), ProblemKind::NotOneOf { found, allowed });
        None
    }

    fn missing(&mut self, node: &Node, parts: &[&'a Object], path: &str) {
        let required = parts.iter().filter_map(|part| part.get("required")?.as_array()).flatten();
        for key in required.filter_map(Json::as_str).filter(|key| node.get(key).is_none()) {
            self.found(node.place, &join(path, key), ProblemKind::MissingKey(key.to_owned()));
        }
    }

    fn array(&mut self, items: &[Node], schema: &'a Json, path: &str) {
        let Some(schema) = schema.get("items") else { return };
        for (index, item) in items.iter().enumerate() {
            self.node(item, schema, &item.element_path(path, index));
        }
    }

    fn text(&mut self, place: Place, text: &str, schema: &Json, path: &str) {
        let allowed: Vec<String> = constants_of(schema);
        if !allowed.is_empty() && !allowed.iter().any(|one| one == text) {
            self.found(place, path, ProblemKind::NotOneOf { found: text.to_owned(), allowed });
        }
        if schema.get("minLength").is_some() && text.trim().is_empty() {
            self.found(place, path, ProblemKind::EmptyText);
        }
        let format = schema.get("format").and_then(Json::as_str).unwrap_or_default();
        let check = FORMATS.iter().find(|(name, _)| *name == format);
        if check.is_some_and(|(_, check)| !check(text)) {
            let kind = ProblemKind::Malformed { format: format.to_owned(), found: text.to_owned() };
            self.found(place, path, kind);
        }
    }

    fn integer(&mut self, place: Place, number: i64, schema: &Json, path: &str) {
        let least = schema.get("minimum").and_then(Json::as_i64);
        if let Some(least) = least.filter(|least| number < *least) {
            self.found(place, path, ProblemKind::TooSmall { least, found: number });
        }
    }
}

fn constants_of(schema: &Json) -> Vec<String> {
    let one = schema.get("const").and_then(Json::as_str).map(str::to_owned);
    let many = schema.get("enum").and_then(Json::as_array).into_iter().flatten();
    one.into_iter().chain(many.filter_map(Json::as_str).map(str::to_owned)).collect()
}

fn known_keys(parts: &[&Object]) -> Vec<String> {
    let properties = parts.iter().filter_map(|part| part.get("properties")?.as_object());
    let keys = properties.flat_map(|object| object.keys().cloned());
    keys.filter(|key| !ORIGIN_KEYS.contains(&key.as_str())).collect()
}

fn type_word(name: &str) -> &'static str {
    ["string", "integer", "number", "boolean", "datetime", "array", "object"]
        .into_iter()
        .find(|word| *word == name)
        .unwrap_or("value")
}
