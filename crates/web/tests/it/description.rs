//! The description of the interface: complete, sound, and what the answers are like.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use linxuan_web::routes;
use serde_json::Value;

use crate::world::each_engine;

static DESCRIBED: OnceLock<Value> = OnceLock::new();

/// The description as the site gives it to anybody.
fn described() -> &'static Value {
    DESCRIBED.get_or_init(|| {
        let runtime = crate::world::runtime();
        // It needs no database, but the site does.
        let database = linxuan_testkit::Database::fresh(linxuan_testkit::engines()[0]);
        std::thread::spawn(move || {
            let world = crate::world::World::build(&database, &runtime);
            let told = runtime.block_on(world.get("", "/api/openapi.json"));
            assert_eq!(told.header("content-type"), "application/json");
            drop(world);
            told.json()
        })
        .join()
        .unwrap()
    })
}

fn operations() -> Vec<(String, String, &'static Value)> {
    let paths = described()["paths"].as_object().unwrap();
    let all = paths.iter().flat_map(|(path, methods)| {
        methods
            .as_object()
            .unwrap()
            .iter()
            .map(move |(method, operation)| (method.to_uppercase(), path.clone(), operation))
    });
    all.collect()
}

/// An answer is as its operation describes it.
#[track_caller]
pub fn fits(operation: &str, answer: &Value) {
    let all = operations();
    let found = all.iter().find(|(_, _, described)| described["operationId"] == operation).unwrap();
    let responses = found.2["responses"].as_object().unwrap();
    let good = responses.iter().find(|(status, _)| status.starts_with('2')).unwrap().1;
    check(&good["content"]["application/json"]["schema"], answer, operation);
}

#[track_caller]
pub fn refusal_fits(answer: &Value) {
    check(&described()["components"]["schemas"]["Refused"], answer, "refusal");
}

/// The part of JSON Schema that the description uses.
#[track_caller]
fn check(schema: &Value, value: &Value, place: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.strip_prefix("#/components/schemas/").unwrap();
        return check(&described()["components"]["schemas"][name], value, place);
    }
    if let Some(any) = schema["anyOf"].as_array() {
        assert!(any.iter().any(|one| kind_fits(one, value)), "{place}: {value} is none of {any:?}");
        let one = any.iter().find(|one| kind_fits(one, value)).unwrap();
        return check(one, value, place);
    }
    assert!(kind_fits(schema, value), "{place}: {value} is not {}", schema["type"]);
    match value {
        Value::Object(object) => {
            let (empty, none) = (serde_json::Map::new(), Vec::new());
            let known = schema["properties"].as_object().unwrap_or(&empty);
            for wanted in schema["required"].as_array().unwrap_or(&none) {
                assert!(object.contains_key(wanted.as_str().unwrap()), "{place}: {wanted} is missing");
            }
            for (name, value) in object.iter().filter(|_| !known.is_empty()) {
                let property = known.get(name).unwrap_or_else(|| panic!("{place}: {name} is not described"));
                check(property, value, &format!("{place}.{name}"));
            }
        }
        Value::Array(items) => items.iter().for_each(|item| check(&schema["items"], item, place)),
        _ => {}
    }
}

fn kind_fits(schema: &Value, value: &Value) -> bool {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    match &schema["type"] {
        Value::String(one) => one == kind,
        Value::Array(several) => several.iter().any(|one| one == kind),
        // A reference is to an object here; no word on the type allows all.
        _ => schema["$ref"].is_null() || kind == "object",
    }
}

#[test]
fn every_route_of_the_interface_is_described_with_its_act_and_roles() {
    let routes: BTreeSet<String> = routes()
        .into_iter()
        .filter(|route| route.path.starts_with("/api/"))
        .map(|route| format!("{} {} {} {}", route.method, route.path, route.act, route.who.join(" ")))
        .collect();
    let told: BTreeSet<String> = operations()
        .into_iter()
        .map(|(method, path, operation)| {
            let who: Vec<&str> =
                operation["x-roles"].as_array().unwrap().iter().map(|role| role.as_str().unwrap()).collect();
            format!("{method} {path} {} {}", operation["x-act"].as_str().unwrap(), who.join(" "))
        })
        .collect();
    assert_eq!(told, routes);
}

/// Every reference leads to a shape, every operation has its own id, every act says its body.
#[test]
fn the_description_is_sound() {
    let document = described();
    assert_eq!(document["openapi"], "3.1.0");
    let text = document.to_string();
    let shapes = document["components"]["schemas"].as_object().unwrap();
    let references: Vec<&str> = text.split("\"$ref\":\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(references.len() > 20);
    for reference in references {
        let name = reference.strip_prefix("#/components/schemas/").unwrap_or_else(|| panic!("{reference}"));
        assert!(shapes.contains_key(name), "{reference}");
    }
    assert!(
        !text.contains("$defs") && !text.contains("$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$ref")
    );
    let ids: BTreeSet<&str> =
        operations().iter().map(|(_, _, operation)| operation["operationId"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), operations().len());
    for (method, path, operation) in operations() {
        assert_eq!(operation["requestBody"].is_object(), method == "POST", "{path}");
        assert_eq!(
            operation["parameters"].as_array().unwrap().iter().any(|p| p["in"] == "path"),
            path.contains("{id}"),
            "{path}"
        );
        let public = operation["x-roles"] == serde_json::json!(["public"]);
        assert_eq!(operation["security"] == serde_json::json!([]), public, "{path}");
        assert_eq!(operation["responses"]["404"].is_object(), !public, "{path}");
    }
}

/// Bodies are closed: a field that is not described is refused, and the description says so.
#[test]
fn asked_shapes_are_closed() {
    let all = "Attest CheckLine Extend Grant HandIn NewActivity NewNomination NewToken Nothing Overtype Save Table Waive \
               WithdrawOvertyping";
    for name in all.split(' ') {
        assert_eq!(described()["components"]["schemas"][name]["additionalProperties"], false, "{name}");
    }
    let words = described()["components"]["schemas"]["Examine"]["oneOf"].as_array().unwrap();
    assert_eq!(words.len(), 6);
    assert!(words.iter().all(|word| word["additionalProperties"] == false));
    // Which version a word is on is asked of each of them.
    let asks = |word: &Value| word["required"].as_array().unwrap().contains(&Value::from("version"));
    assert!(words.iter().all(|word| asks(word) && word["properties"]["version"]["type"] == "integer"), "{words:?}");
}

#[test]
fn the_description_is_anybody_s() {
    each_engine(async |world| {
        let own = world.get("", "/api/openapi.json").await.is(200).json();
        assert_eq!(world.get("supervisor", "/api/openapi.json").await.json(), own);
    });
}
