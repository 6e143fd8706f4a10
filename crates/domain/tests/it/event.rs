//! Lines of the record and manifests: bytes that hash the same everywhere.

use linxuan_domain::event::{Change, Event};
use linxuan_domain::id::{NominationId, UnitId};
use linxuan_domain::manifest::{Attached, Line, Manifest};
use linxuan_domain::merkle::{hex, leaf};
use linxuan_domain::value::Instant;

fn event() -> Event {
    Event {
        id: "event-1".into(),
        at: Instant(1_653_062_399_000_001),
        actor: "account-1".into(),
        role: "unit-leader".into(),
        what: "handed-in".into(),
        campaign: Some("national-2022".into()),
        turn_row: "unit/1".into(),
        turn: 7,
        subject: "nomination/1".into(),
        changes: vec![Change::new("state", "draft", "handed-in"), Change::set("姓名", "“买买提·艾力”\n\"𠮷\"")],
        previous: "ab".repeat(32),
    }
}

/// Fields in the order of the type, no spaces, text as it is; only what JSON must escape is escaped.
const CANONICAL: &str = concat!(
    r#"{"id":"event-1","at":1653062399000001,"actor":"account-1","role":"unit-leader","what":"handed-in","#,
    r#""campaign":"national-2022","turn_row":"unit/1","turn":7,"subject":"nomination/1","#,
    r#""changes":[{"what":"state","before":"draft","after":"handed-in"},"#,
    r#"{"what":"姓名","before":"","after":"“买买提·艾力”\n\"𠮷\""}],"#,
    r#""previous":"abababababababababababababababababababababababababababababababab"}"#
);

#[test]
fn an_event_is_these_bytes() {
    assert_eq!(String::from_utf8(event().canonical()).unwrap(), CANONICAL);
}

#[test]
fn an_event_without_campaign_and_changes_says_so() {
    let first = Event { campaign: None, changes: vec![], previous: String::new(), ..event() };
    let text = String::from_utf8(first.canonical()).unwrap();
    assert!(text.contains(r#""campaign":null,"#) && text.ends_with(r#""changes":[],"previous":""}"#), "{text}");
}

#[test]
fn an_event_read_back_has_the_same_bytes() {
    let again: Event = serde_json::from_slice(&event().canonical()).unwrap();
    assert_eq!(again, event());
    assert_eq!(again.canonical(), event().canonical());
}

#[test]
fn every_field_of_an_event_changes_its_leaf() {
    let changed = [
        Event { id: "event-2".into(), ..event() },
        Event { at: Instant(1_653_062_399_000_002), ..event() },
        Event { actor: "system".into(), ..event() },
        Event { role: "unit-clerk".into(), ..event() },
        Event { what: "returned".into(), ..event() },
        Event { campaign: None, ..event() },
        Event { turn_row: "unit/2".into(), ..event() },
        Event { turn: 8, ..event() },
        Event { subject: "nomination/2".into(), ..event() },
        Event { changes: vec![], ..event() },
        Event { previous: "cd".repeat(32), ..event() },
    ];
    let mut leaves: Vec<String> =
        changed.iter().chain([&event()]).map(|event| hex(&leaf(&event.canonical()))).collect();
    leaves.sort_unstable();
    leaves.dedup();
    assert_eq!(leaves.len(), 12);
}

/// Moving a letter from one text to its neighbour is seen.
#[test]
fn neighbouring_texts_cannot_be_shifted_into_each_other() {
    let with =
        |before: &str, after: &str| Event { changes: vec![Change::new("x", before, after)], ..event() }.canonical();
    assert_ne!(with("a", "bc"), with("ab", "c"));
    assert_ne!(with("a\",\"after\":\"b", "c"), with("a", "b\",\"after\":\"c"));
}

fn manifest() -> Manifest {
    let line = |nth: i64| Line {
        nomination: format!("nomination-{nth}"),
        number: format!("2022-A-{nth:03}"),
        version: nth,
        answers: "00ff".into(),
        personal: "keyed:11".into(),
        materials: Vec::new(),
    };
    Manifest {
        campaign: "national-2022".into(),
        unit: "unit-1".into(),
        rulebook: "12ab".into(),
        lines: vec![line(1), line(2)],
    }
}

#[test]
fn a_manifest_is_these_bytes() {
    let wanted = concat!(
        r#"{"campaign":"national-2022","unit":"unit-1","rulebook":"12ab","lines":["#,
        r#"{"nomination":"nomination-1","number":"2022-A-001","version":1,"answers":"00ff","personal":"keyed:11"},"#,
        r#"{"nomination":"nomination-2","number":"2022-A-002","version":2,"answers":"00ff","personal":"keyed:11"}]}"#
    );
    assert_eq!(String::from_utf8(manifest().canonical()).unwrap(), wanted);
}

/// What goes with a nomination stands behind its answers, in the clerk's order.
#[test]
fn a_manifest_names_the_materials_of_a_nomination() {
    let attached = |id: &str| Attached { id: id.into(), material: "photo".into(), sha256: "22ee".into() };
    let mut manifest = manifest();
    manifest.lines.truncate(1);
    manifest.lines[0].materials = vec![attached("b"), attached("a")];
    let wanted = concat!(
        r#"{"campaign":"national-2022","unit":"unit-1","rulebook":"12ab","lines":["#,
        r#"{"nomination":"nomination-1","number":"2022-A-001","version":1,"answers":"00ff","personal":"keyed:11","#,
        r#""materials":[{"id":"b","material":"photo","sha256":"22ee"},{"id":"a","material":"photo","sha256":"22ee"}]}]}"#
    );
    assert_eq!(String::from_utf8(manifest.canonical()).unwrap(), wanted);
    assert_eq!(serde_json::from_str::<Manifest>(wanted).unwrap(), manifest);
}

/// Receipts of packages handed in before personal answers were committed to keep their hash.
#[test]
fn an_older_manifest_is_the_same_bytes_again() {
    let older = concat!(
        r#"{"campaign":"national-2022","unit":"unit-1","rulebook":"12ab","lines":["#,
        r#"{"nomination":"nomination-1","number":"2022-A-001","version":1,"answers":"00ff"}]}"#
    );
    let read: Manifest = serde_json::from_str(older).unwrap();
    assert_eq!(String::from_utf8(read.canonical()).unwrap(), older);
}

#[test]
fn the_order_of_a_manifest_is_the_units_order() {
    let mut turned = manifest();
    turned.lines.reverse();
    assert_ne!(turned.canonical(), manifest().canonical());
    assert_eq!(serde_json::from_slice::<Manifest>(&turned.canonical()).unwrap(), turned);
}

#[test]
fn identifiers_are_plain_texts() {
    let unit = UnitId::from("0190");
    assert_eq!((unit.as_str(), unit.to_string()), ("0190", "0190".to_owned()));
    assert_eq!(serde_json::to_string(&unit).unwrap(), r#""0190""#);
    assert_eq!(serde_json::from_str::<NominationId>(r#""0191""#).unwrap(), NominationId("0191".into()));
    assert_eq!(UnitId::from(String::from("a")), UnitId::from("a"));
}
