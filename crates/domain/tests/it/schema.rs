//! The exported JSON Schema, judged by a small validator of its own: it takes
//! every shipped rulebook and refuses a key too many in every kind of table.

use std::collections::{BTreeMap, BTreeSet};

use linxuan_domain::rulebook::schema::schema;
use linxuan_domain::value::FORMATS;
use serde_json::{Value, json};

use crate::campaigns::{NAMES, shipped};
use crate::sample;

/// Words of a schema that say nothing about whether a value fits.
const SILENT: [&str; 7] = ["$schema", "$defs", "title", "description", "default", "format", "pattern"];

struct Validator {
    root: Value,
}

/// The names of a table's entries that some part of a schema has looked at; `None` when it does not fit.
type Seen = Option<BTreeSet<String>>;

impl Validator {
    fn new() -> Self {
        Self { root: schema() }
    }

    fn accepts(&self, value: &Value) -> bool {
        self.fits(&self.root, value).is_some()
    }

    fn fits(&self, schema: &Value, value: &Value) -> Seen {
        let words = schema.as_object().expect("a schema is a table");
        let mut seen = BTreeSet::new();
        for (word, wanted) in words.iter().filter(|(word, _)| !word.ends_with("Properties")) {
            seen.extend(self.word(word, wanted, value)?);
        }
        let rest = |names: &BTreeSet<String>| {
            names_of(value).into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>()
        };
        if let Some(more) = words.get("additionalProperties") {
            let own: BTreeSet<String> = words.get("properties").map(names_of).unwrap_or_default();
            for name in rest(&own) {
                self.fits_or_never(more, &value[&name])?;
                seen.insert(name);
            }
        }
        let closed = words.get("unevaluatedProperties").is_some_and(|more| *more == json!(false));
        (!closed || rest(&seen).is_empty()).then_some(seen)
    }

    fn fits_or_never(&self, schema: &Value, value: &Value) -> Seen {
        if *schema == json!(false) { None } else { self.fits(schema, value) }
    }

    /// One word of a schema; the panic keeps words this validator does not know out of the schema.
    fn word(&self, word: &str, wanted: &Value, value: &Value) -> Seen {
        let none = || Some(BTreeSet::new());
        let when = |fits: bool| if fits { none() } else { None };
        match word {
            word if SILENT.contains(&word) => none(),
            "type" => when(types(wanted).iter().any(|name| is_of(value, name))),
            "const" => when(value == wanted),
            "enum" => when(wanted.as_array().unwrap().contains(value)),
            "minimum" => when(value.as_i64().is_none_or(|number| number >= wanted.as_i64().unwrap())),
            "maximum" => when(value.as_i64().is_none_or(|number| number <= wanted.as_i64().unwrap())),
            "minLength" => {
                when(value.as_str().is_none_or(|text| text.chars().count() as u64 >= wanted.as_u64().unwrap()))
            }
            "required" => {
                when(wanted.as_array().unwrap().iter().all(|name| value.get(name.as_str().unwrap()).is_some()))
            }
            "items" => {
                when(value.as_array().is_none_or(|items| items.iter().all(|item| self.fits(wanted, item).is_some())))
            }
            "properties" => self.properties(wanted, value),
            "$ref" => self.fits(self.root.pointer(&wanted.as_str().unwrap()[1..]).expect("a definition"), value),
            "oneOf" => self.one_of(wanted, value, true),
            "anyOf" => self.one_of(wanted, value, false),
            word => panic!("a word this validator does not know: {word}"),
        }
    }

    fn properties(&self, wanted: &Value, value: &Value) -> Seen {
        let known: BTreeMap<&String, &Value> = wanted.as_object().unwrap().iter().collect();
        let mut seen = BTreeSet::new();
        for name in names_of(value) {
            if let Some(schema) = known.get(&name) {
                self.fits(schema, &value[&name])?;
                seen.insert(name);
            }
        }
        Some(seen)
    }

    fn one_of(&self, wanted: &Value, value: &Value, only: bool) -> Seen {
        let mut fitting = wanted.as_array().unwrap().iter().filter_map(|branch| self.fits(branch, value));
        let first = fitting.next()?;
        (!only || fitting.next().is_none()).then_some(first)
    }
}

fn names_of(value: &Value) -> BTreeSet<String> {
    value.as_object().into_iter().flat_map(|table| table.keys().cloned()).collect()
}

fn types(wanted: &Value) -> Vec<&str> {
    wanted
        .as_array()
        .map_or_else(|| vec![wanted.as_str().unwrap()], |many| many.iter().filter_map(Value::as_str).collect())
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "null" => value.is_null(),
        name => panic!("a type this validator does not know: {name}"),
    }
}

fn json_of(text: &str) -> Value {
    serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap()
}

/// Pointers to every table of a value, each kind of table once.
fn tables(value: &Value, pointer: &str, kind: &str, found: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(entries) => {
            let kind = format!("{kind}:{}", value.get("kind").and_then(Value::as_str).unwrap_or_default());
            found.entry(kind.clone()).or_insert_with(|| pointer.to_owned());
            for (name, value) in entries.iter().filter(|(name, _)| !["source", "assumed"].contains(&name.as_str())) {
                tables(value, &format!("{pointer}/{name}"), &format!("{kind}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                tables(value, &format!("{pointer}/{at}"), kind, found);
            }
        }
        _ => {}
    }
}

#[test]
fn every_shipped_rulebook_fits_the_schema() {
    let validator = Validator::new();
    for name in NAMES {
        assert!(validator.accepts(&json_of(&shipped(name).text)), "{name}");
    }
    assert!(validator.accepts(&json_of(sample::TEXT)));
}

#[test]
fn a_key_too_many_is_refused_in_every_kind_of_table() {
    let validator = Validator::new();
    let mut tried = BTreeSet::new();
    for name in NAMES {
        let whole = json_of(&shipped(name).text);
        let mut kinds = BTreeMap::new();
        tables(&whole, "", "", &mut kinds);
        for (kind, pointer) in kinds.into_iter().filter(|(kind, _)| tried.insert(kind.clone())) {
            let mut more = whole.clone();
            more.pointer_mut(&pointer).unwrap()["colour"] = json!(1);
            assert!(!validator.accepts(&more), "{name} {kind}");
        }
    }
    assert!(tried.len() > 60, "{} kinds of table", tried.len());
}

#[test]
fn the_schema_refuses_what_the_check_refuses() {
    let validator = Validator::new();
    let spoilt = [
        ("return_days = 5", "return_days = -1"),
        ("return_days = 5", "return_days = \"5\""),
        ("refusal_people = 2", "refusal_people = 256"),
        ("forbidden = true\n", ""),
        ("scope = \"unit\"", "scope = \"country\""),
        ("kind = \"flag-absent\"", "kind = \"no-soldiers\""),
        ("intake = [\"online\"]", "intake = [\"fax\"]"),
        ("zh = \"原则\"", "zh = \"\""),
        ("meaning = \"serving-military\"\nsource", "meaning = \"serving-military\"\nat_most = 3\nsource"),
        ("source = \"一·10\"\n\n[[rule]]", "source = 4\n\n[[rule]]"),
    ];
    for edit in spoilt {
        assert!(!validator.accepts(&json_of(&sample::edited(&[edit]))), "{edit:?}");
    }
}

/// Walks a schema and lists the formats it names beside the width of numbers.
fn formats(schema: &Value, found: &mut BTreeSet<String>) {
    if let Some(format) = schema.get("format").and_then(Value::as_str) {
        let (number, pattern) = (format.contains("int"), schema.get("pattern").is_some());
        assert!(number != pattern, "{format} has a pattern unless it is a number");
        found.extend((!number).then(|| format.to_owned()));
    }
    let below = schema.as_object().into_iter().flat_map(|table| table.values());
    below.chain(schema.as_array().into_iter().flatten()).for_each(|schema| formats(schema, found));
}

#[test]
fn every_format_of_the_schema_is_checked_and_every_checked_one_used() {
    let mut named = BTreeSet::new();
    formats(&schema(), &mut named);
    assert_eq!(named, FORMATS.iter().map(|(name, _)| (*name).to_owned()).collect());
}
