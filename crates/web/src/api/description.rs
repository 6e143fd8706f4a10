//! The interface described in `OpenAPI` 3.1: paths, acts and roles from the
//! table of routes, shapes from the types that are read and written.

use std::sync::OnceLock;

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

use super::asked::Nothing;
use super::lists::Granted;
use super::unit_acts::{Attest, Waive};
use super::{REPEAT_KEY, activities, asked, dossier, given, lists, materials, office, refused, tokens, unit_acts};
use crate::route::{RouteInfo, routes};

const ABOUT: &str = "The same acts and views as the pages. Times are RFC 3339 in UTC. \
                     What is not there and what one may not see are answered alike: 404.";
const TOKEN: &str = "A personal access token; one that only reads is answered 403 where it would act.";

/// What the table of routes does not know.
struct Operation {
    id: &'static str,
    status: &'static str,
    /// The body's shape.
    asks: Option<Schema>,
    /// The shape of the address's question.
    question: Option<Schema>,
    gives: Schema,
}

/// The description as JSON.
pub fn text() -> String {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| document().to_string()).clone()
}

/// The shapes that are named: what is read may leave out more than what is written does.
struct Shapes {
    asked: SchemaGenerator,
    given: SchemaGenerator,
}

impl Shapes {
    fn new() -> Self {
        let settings =
            || SchemaSettings::draft2020_12().with(|settings| settings.definitions_path = "/components/schemas".into());
        Self { asked: settings().into_generator(), given: settings().for_serialize().into_generator() }
    }

    fn all(&self) -> Map<String, Value> {
        let mut all = self.asked.definitions().clone();
        all.extend(self.given.definitions().clone());
        all
    }
}

fn document() -> Value {
    let mut shapes = Shapes::new();
    let refused = shapes.given.subschema_for::<refused::Refused>();
    let mut paths = Map::new();
    for route in routes().into_iter().filter(|route| route.path.starts_with("/api/")) {
        let Some(operation) = operation(&mut shapes, route.method, route.path) else { continue };
        let methods = paths.entry(route.path).or_insert_with(|| json!({}));
        if let Some(methods) = methods.as_object_mut() {
            methods.insert(route.method.to_lowercase(), described(&route, operation, &refused));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Linxuan",
            "version": env!("CARGO_PKG_VERSION"),
            "description": ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "security": [{"token": []}, {"session": []}],
        "paths": paths,
        "components": {
            "schemas": shapes.all(),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": TOKEN},
                "session": {"type": "apiKey", "in": "cookie", "name": crate::guard::SESSION},
            },
        },
    })
}

/// A shape in place: parameters are no component.
fn question<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12()
        .with(|settings| settings.inline_subschemas = true)
        .into_generator()
        .into_root_schema_for::<T>()
}

fn read<T: JsonSchema>(shapes: &mut Shapes, id: &'static str) -> Operation {
    Operation { id, status: "200", asks: None, question: None, gives: shapes.given.subschema_for::<T>() }
}

fn act<A: JsonSchema, T: JsonSchema>(shapes: &mut Shapes, id: &'static str, status: &'static str) -> Operation {
    Operation {
        id,
        status,
        asks: Some(shapes.asked.subschema_for::<A>()),
        question: None,
        gives: shapes.given.subschema_for::<T>(),
    }
}

fn operation(shapes: &mut Shapes, method: &str, path: &str) -> Option<Operation> {
    own(shapes, method, path)
        .or_else(|| of_unit(shapes, method, path))
        .or_else(|| of_activities(shapes, method, path))
        .or_else(|| of_examination(shapes, method, path))
        .or_else(|| of_office(shapes, method, path))
}

fn own(shapes: &mut Shapes, method: &str, path: &str) -> Option<Operation> {
    Some(match (method, path) {
        ("GET", "/api/openapi.json") => read::<Value>(shapes, "description"),
        ("GET", "/api/me") => read::<given::Me>(shapes, "me"),
        ("GET", "/api/tokens") => read::<tokens::Tokens>(shapes, "tokens"),
        ("POST", "/api/tokens") => act::<tokens::NewToken, tokens::IssuedToken>(shapes, "issueToken", "201"),
        ("POST", "/api/tokens/{id}/revocation") => act::<Nothing, tokens::Token>(shapes, "revokeToken", "200"),
        _ => return None,
    })
}

fn of_unit(shapes: &mut Shapes, method: &str, path: &str) -> Option<Operation> {
    Some(match (method, path) {
        ("GET", "/api/unit") => read::<given::UnitStanding>(shapes, "unit"),
        ("POST", "/api/waivers") => act::<Waive, given::UnitStanding>(shapes, "waive", "200"),
        ("POST", "/api/procedures") => act::<Attest, given::UnitStanding>(shapes, "recordProcedure", "200"),
        ("POST", "/api/nominations") => act::<asked::NewNomination, given::Begun>(shapes, "createNomination", "201"),
        ("GET", "/api/nominations/{id}") => read::<given::Nomination>(shapes, "nomination"),
        ("GET", "/api/nominations/{id}/materials") => read::<materials::Materials>(shapes, "materials"),
        ("POST", "/api/nominations/{id}/answers") => {
            act::<asked::Save, given::SavedAnswers>(shapes, "saveNomination", "200")
        }
        ("POST", "/api/nominations/{id}/withdrawal") => {
            act::<Nothing, given::Reached>(shapes, "withdrawNomination", "200")
        }
        ("POST", "/api/nominations/{id}/waivers") => act::<Waive, given::Nomination>(shapes, "waiveNomination", "200"),
        ("POST", "/api/nominations/{id}/opinions") => act::<Attest, given::Nomination>(shapes, "recordOpinion", "200"),
        ("POST", "/api/nominations/{id}/code") => act::<Nothing, unit_acts::Code>(shapes, "issueCode", "201"),
        ("POST", "/api/submissions") => act::<asked::HandIn, given::Receipt>(shapes, "handIn", "201"),
        ("GET", "/api/receipts/{id}") => read::<unit_acts::WholeReceipt>(shapes, "receipt"),
        _ => return None,
    })
}

fn of_activities(shapes: &mut Shapes, method: &str, path: &str) -> Option<Operation> {
    use activities::{
        ActivitiesTaken, ActivityLog, ActivityTotals, NewActivity, Overtype, TotalsAsked, WithdrawOvertyping,
    };
    Some(match (method, path) {
        ("GET", "/api/activities") => read::<ActivityLog>(shapes, "activityLog"),
        ("POST", "/api/activities") => act::<NewActivity, ActivityLog>(shapes, "logActivity", "201"),
        ("POST", "/api/activities/{id}/correction") => {
            act::<NewActivity, ActivityLog>(shapes, "correctActivity", "200")
        }
        ("POST", "/api/activities/{id}/removal") => act::<Nothing, ActivityLog>(shapes, "removeActivity", "200"),
        ("POST", "/api/activities/overtyping") => act::<Overtype, ActivityLog>(shapes, "overtypeFigure", "200"),
        ("POST", "/api/activities/overtyping/withdrawal") => {
            act::<WithdrawOvertyping, ActivityLog>(shapes, "withdrawOvertyping", "200")
        }
        ("POST", "/api/activities/table") => act::<office::Table, ActivitiesTaken>(shapes, "importActivities", "200"),
        ("GET", "/api/activity-totals") => {
            let question = Some(question::<TotalsAsked>());
            Operation { question, ..read::<ActivityTotals>(shapes, "activityTotals") }
        }
        _ => return None,
    })
}

fn of_examination(shapes: &mut Shapes, method: &str, path: &str) -> Option<Operation> {
    Some(match (method, path) {
        ("GET", "/api/examination") => {
            let question = Some(question::<asked::QueueAsked>());
            Operation { question, ..read::<lists::Part>(shapes, "examinationQueue") }
        }
        ("GET", "/api/examination/{id}") => read::<dossier::Dossier>(shapes, "dossier"),
        ("POST", "/api/examination/{id}") => act::<asked::Examine, given::Reached>(shapes, "examine", "200"),
        ("GET", "/api/monitoring") => read::<lists::Monitoring>(shapes, "monitoring"),
        ("GET", "/api/waivers") => {
            let question = Some(question::<asked::WaiversAsked>());
            Operation { question, ..read::<lists::Waivers>(shapes, "waivers") }
        }
        ("GET", "/api/record") => {
            let question = Some(question::<asked::RecordAsked>());
            Operation { question, ..read::<lists::Record>(shapes, "record") }
        }
        _ => return None,
    })
}

fn of_office(shapes: &mut Shapes, method: &str, path: &str) -> Option<Operation> {
    Some(match (method, path) {
        ("GET", "/api/units") => {
            let question = Some(question::<office::UnitsAsked>());
            Operation { question, ..read::<office::UnitsPart>(shapes, "units") }
        }
        ("POST", "/api/units") => act::<office::Table, office::UnitsTaken>(shapes, "importUnits", "200"),
        ("POST", "/api/units/{id}/extension") => act::<office::Extend, Granted>(shapes, "proposeExtension", "201"),
        ("POST", "/api/extensions/{id}/confirmation") => act::<Nothing, Granted>(shapes, "confirmExtension", "200"),
        ("POST", "/api/units/{id}/extra-quota") => {
            act::<office::Grant, office::RecommendingUnit>(shapes, "grantQuota", "200")
        }
        ("GET", "/api/honours") => read::<office::Register>(shapes, "honours"),
        ("POST", "/api/honours") => act::<office::Table, office::HonoursTaken>(shapes, "importHonours", "200"),
        _ => return None,
    })
}

fn described(route: &RouteInfo, operation: Operation, refused: &Schema) -> Value {
    let of = |schema: &Schema| json!({"application/json": {"schema": schema}});
    let refusal = |said: &str| json!({"description": said, "content": of(refused)});
    let mut responses = json!({operation.status: {"description": "Done", "content": of(&operation.gives)}});
    let mut value = json!({
        "operationId": operation.id,
        "x-act": route.act,
        "x-roles": route.who,
        "parameters": parameters(route.path, operation.id, operation.question.as_ref()),
    });
    if let (Some(value), Some(responses)) = (value.as_object_mut(), responses.as_object_mut()) {
        if route.who == ["public"] {
            value.insert("security".into(), json!([]));
        } else {
            responses.insert("401".into(), refusal("Nobody is signed in"));
            responses.insert("403".into(), refusal("Not this act, or not with this token"));
            responses.insert("404".into(), refusal("Not there, or not for this viewer"));
        }
        if let Some(asks) = operation.asks {
            value.insert("requestBody".into(), json!({"required": true, "content": of(&asks)}));
            responses.insert("400".into(), refusal("Not JSON"));
            responses.insert("409".into(), refusal("Somebody was faster"));
            responses.insert("422".into(), refusal("Something sent cannot be taken, or rules stand in the way"));
        }
        value.insert("responses".into(), Value::Object(responses.clone()));
    }
    value
}

fn parameters(path: &str, id: &str, question: Option<&Schema>) -> Vec<Value> {
    let text = json!({"type": "string"});
    let mut all = Vec::new();
    if path.contains("{id}") {
        all.push(json!({"name": "id", "in": "path", "required": true, "schema": text}));
    }
    if id == "handIn" {
        let said = "16 to 80 characters of the caller's choice; the same key answers the same receipt";
        all.push(json!({"name": REPEAT_KEY, "in": "header", "required": true, "description": said, "schema": text}));
    }
    let properties = question.and_then(|schema| schema.get("properties")).and_then(Value::as_object);
    all.extend(
        properties
            .into_iter()
            .flatten()
            .map(|(name, schema)| json!({"name": name, "in": "query", "required": false, "schema": schema})),
    );
    all
}
