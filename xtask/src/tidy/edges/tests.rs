use serde_json::json;

use super::{MAY_KNOW, of_metadata, problems};

fn broken(from: &str, to: &str, kind: Option<&str>) -> Vec<String> {
    let metadata = json!({
        "workspace_root": "/house",
        "packages": [{
            "name": format!("linxuan-{from}"),
            "manifest_path": format!("/house/crates/{from}/Cargo.toml"),
            "dependencies": [
                { "name": "serde", "kind": null },
                { "name": format!("linxuan-{to}"), "kind": kind, "path": format!("/house/crates/{to}") },
            ],
        }],
    });
    problems(&of_metadata(&metadata)).iter().map(ToString::to_string).collect()
}

#[test]
fn an_edge_against_the_table_is_found() {
    assert_eq!(
        broken("web", "store", None),
        ["crates/web/Cargo.toml:1: edges: web must not know store; it may know: app, domain, texts"]
    );
    for (from, to) in
        [("domain", "texts"), ("store", "app"), ("linxuan", "testkit"), ("xtask", "domain"), ("media", "domain")]
    {
        assert_eq!(broken(from, to, None).len(), 1, "{from} {to}");
    }
}

#[test]
fn the_edges_of_the_table_hold() {
    for (from, may_know) in MAY_KNOW {
        for to in may_know {
            assert_eq!(broken(from, to, None), [""; 0]);
        }
    }
}

#[test]
fn tests_may_know_testkit_and_nothing_else_more() {
    assert_eq!(broken("web", "testkit", Some("dev")), [""; 0]);
    assert_eq!(broken("web", "testkit", Some("build")).len(), 1);
    let of_tests = broken("web", "store", Some("dev"));
    assert!(of_tests[0].contains("the tests of web must not know store"), "{of_tests:?}");
}

#[test]
fn a_crate_without_a_row_is_found() {
    assert!(broken("shed", "domain", None).iter().any(|text| text.contains("shed has no row")));
}
