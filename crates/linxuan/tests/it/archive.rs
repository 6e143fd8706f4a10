use std::os::unix::fs::PermissionsExt;

use crate::{Place, Ran, campaigns};

/// An installation whose blank campaign two administrators put in force.
fn published() -> Place {
    let place = Place::new();
    let database = format!("sqlite://{}", place.path("rehearsed.sqlite").display());
    let ran = place.run(&["rehearse", &campaigns("blank.toml"), "--nominations", "3", "--database", &database]);
    assert_eq!(ran.code, 0, "{ran:?}");
    place
}

fn export(place: &Place, more: &[&str]) -> Ran {
    let database = format!("sqlite://{}", place.path("rehearsed.sqlite").display());
    place.run(&[&["archive", "export", "--database", &database, "--out", "out", "--json"], more].concat())
}

#[test]
fn an_archive_is_checked_by_itself_and_every_change_is_found() {
    let place = published();
    let exported = export(&place, &[]);
    assert_eq!((exported.code, &exported.json()["campaign"]), (0, &"blank".into()), "{exported:?}");
    assert_eq!(exported.json()["with_personal"], false);
    for command in ["archive", "package"] {
        let good = place.run(&[command, "verify", "out", "--json"]);
        assert_eq!((good.code, good.json()["faults"].clone()), (0, serde_json::json!([])), "{good:?}");
    }
    let path = place.path("out/data/tables/unit.csv");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    place.write("out/data/tables/unit.csv", "");
    let changed = place.run(&["archive", "verify", "out", "--json"]);
    let fault = serde_json::json!({ "path": "data/tables/unit.csv", "kind": "changed", "figure": 0 });
    assert_eq!(changed.code, 1);
    assert!(changed.json()["faults"].as_array().unwrap().contains(&fault), "{changed:?}");
    let said = place.run(&["archive", "verify", "out"]);
    assert!(said.out.contains("data/tables/unit.csv: differs from the list."), "{said:?}");
    assert_eq!(export(&place, &[]).code, 3, "an archive overwrites nothing");
}

#[test]
fn what_cannot_be_archived_or_checked_is_said() {
    let place = published();
    assert_eq!(export(&place, &["--campaign", "other"]).code, 2);
    assert_eq!(export(&place, &["--with-personal"]).code, 2);
    assert_eq!(export(&place, &["--with-personal", "--key-file", "none.key"]).code, 3);
    assert_eq!(place.run(&["archive", "export", "--database", "sqlite://none.sqlite", "--out", "out"]).code, 3);
    assert_eq!(place.run(&["archive", "verify", "none"]).code, 3);
    assert_eq!(place.run(&["package", "verify"]).code, 2);
    place.write("cut.zip", "PK");
    let cut = place.run(&["package", "verify", "cut.zip"]);
    assert_eq!((cut.code, cut.out.lines().count()), (1, 1), "{cut:?}");
    assert!(!place.path("out").exists());
}
