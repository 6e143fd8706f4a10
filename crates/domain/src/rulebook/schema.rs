//! The JSON Schema of rulebooks, derived from the types.

use std::sync::OnceLock;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::Rulebook;

static SCHEMA: OnceLock<Value> = OnceLock::new();

/// The schema, made once: it depends on nothing but the types.
pub(super) fn made() -> &'static Value {
    SCHEMA.get_or_init(schema)
}

/// The schema that editors and the check use: every object closed, and every
/// table allowed to name its `source` and what was `assumed`.
pub fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<Rulebook>().to_value();
    let definitions = schema.get("$defs").cloned().unwrap_or_default();
    inline_branches(&mut schema, &definitions);
    close(&mut schema);
    schema
}

/// A tagged variant that wraps a struct is written as a `$ref` beside its tag;
/// closed objects need both sets of properties in one place.
fn inline_branches(value: &mut Value, definitions: &Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| inline_branches(item, definitions)),
        Value::Object(object) => {
            if object.contains_key("properties") {
                inline(object, definitions);
            }
            object.values_mut().for_each(|value| inline_branches(value, definitions));
        }
        _ => {}
    }
}

fn inline(object: &mut Map<String, Value>, definitions: &Value) {
    let Some(Value::String(reference)) = object.get("$ref") else { return };
    let Some(target) = definitions.get(reference.trim_start_matches("#/$defs/")).cloned() else { return };
    object.remove("$ref");
    for (word, empty) in [("properties", json!({})), ("required", json!([]))] {
        match (object.entry(word).or_insert(empty), target.get(word)) {
            (Value::Object(own), Some(Value::Object(more))) => own.extend(more.clone()),
            (Value::Array(own), Some(Value::Array(more))) => own.extend(more.clone()),
            _ => {}
        }
    }
}

fn close(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(close),
        Value::Object(object) => {
            if object.get("properties").is_some_and(Value::is_object) {
                add_origin(object);
            }
            let whole = object.contains_key("properties");
            // The branches of a table that has properties of its own are closed by that table.
            object.iter_mut().filter(|(word, _)| !(whole && *word == "oneOf")).for_each(|(_, value)| close(value));
        }
        _ => {}
    }
}

fn add_origin(object: &mut Map<String, Value>) {
    let open = object.contains_key("oneOf") || object.contains_key("const");
    if let Some(Value::Object(properties)) = object.get_mut("properties") {
        properties.insert("source".into(), json!({"$ref": "#/$defs/source"}));
        properties.insert("assumed".into(), json!({"$ref": "#/$defs/assumed"}));
    }
    let word = if open { "unevaluatedProperties" } else { "additionalProperties" };
    object.entry(word).or_insert(json!(false));
    if object.contains_key("$defs") {
        add_origin_definitions(object);
    }
}

fn add_origin_definitions(root: &mut Map<String, Value>) {
    let Some(Value::Object(definitions)) = root.get_mut("$defs") else { return };
    definitions.insert(
        "source".into(),
        json!({"description": "Ids of the outline items that say this: one, a range of one clause that ends in ·3-5, or a list.",
               "oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
    );
    definitions.insert(
        "assumed".into(),
        json!({"description": "Why the office chose this where the notice is silent: one reason for the table, or one for each key.",
               "oneOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}),
    );
}
