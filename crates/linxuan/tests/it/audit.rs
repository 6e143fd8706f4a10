use crate::{Place, Ran};

fn verify(place: &Place) -> Ran {
    place.run(&["audit", "verify", "--database", &place.database(), "--json"])
}

fn faults(ran: &Ran) -> Vec<String> {
    let json = ran.json();
    json["faults"].as_array().unwrap().iter().map(|fault| fault["fault"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_whole_record_is_good_and_a_changed_row_is_found() {
    let place = Place::installed();
    let whole = verify(&place);
    assert_eq!((whole.code, faults(&whole)), (0, Vec::new()), "{whole:?}");
    place.tamper("UPDATE event SET at = at + 1 WHERE position = 1");
    let changed = verify(&place);
    assert_eq!((changed.code, faults(&changed)), (1, vec!["columns-differ".to_owned()]), "{changed:?}");
    let said = place.run(&["audit", "verify", "--database", &place.database()]);
    assert_eq!((said.code, said.out.lines().count()), (1, 1), "{said:?}");
}

#[test]
fn a_rewritten_and_a_dropped_line_are_found() {
    let place = Place::installed();
    place.tamper(
        "UPDATE event SET canonical = REPLACE(canonical, 'account-created', 'account-crested') WHERE position = 0",
    );
    let rewritten = faults(&verify(&place));
    for fault in ["columns-differ", "head-differs", "checkpoint-differs"] {
        assert!(rewritten.contains(&fault.to_owned()), "{rewritten:?}");
    }
    let place = Place::installed();
    place.tamper("DELETE FROM event WHERE position = 2");
    let dropped = faults(&verify(&place));
    for fault in ["head-differs", "checkpoint-differs"] {
        assert!(dropped.contains(&fault.to_owned()), "{dropped:?}");
    }
}

#[test]
fn an_export_is_verified_by_itself() {
    let place = Place::installed();
    let exported = place.run(&["audit", "export", "--database", &place.database(), "--out", "out", "--json"]);
    assert_eq!(exported.code, 0, "{exported:?}");
    let files = ["SHA256SUMS", "checkpoint.txt", "events.jsonl", "heads.tsv", "public-key.txt"];
    assert_eq!(exported.json()["files"], serde_json::json!(files));
    // Away from database, key and configuration.
    let outside = Place::new();
    for file in files {
        outside.write(&format!("out/{file}"), std::fs::read(place.path("out").join(file)).unwrap());
    }
    assert_eq!(outside.run(&["audit", "verify", "out"]).code, 0);
    for file in files {
        let path = format!("out/{file}");
        let whole = outside.read(&path);
        outside.write(&path, format!("{whole} "));
        let longer = outside.run(&["audit", "verify", "out", "--json"]);
        assert_eq!(longer.code, 1, "{file}: {longer:?}");
        outside.write(&path, whole);
    }
    outside.write("out/added.txt", "");
    let added = outside.run(&["audit", "verify", "out", "--json"]);
    assert_eq!((added.code, faults(&added)), (1, vec!["file".to_owned()]), "{added:?}");
}

#[test]
fn only_the_key_that_signed_fits() {
    let place = Place::new();
    let setup = place.run(&["setup", "--json"]).json();
    let own = setup["record_key"].as_str().unwrap();
    let other = Place::new().run(&["setup", "--json"]).json();
    let other = other["record_key"].as_str().unwrap();
    let with = |key: &str| place.run(&["audit", "verify", "--database", &place.database(), "--key", key, "--json"]);
    assert_eq!(with(own).code, 0);
    let foreign = with(other);
    assert_eq!((foreign.code, faults(&foreign)), (1, vec!["checkpoint-differs".to_owned()]), "{foreign:?}");
}

#[test]
fn what_cannot_be_verified_is_said() {
    let place = Place::installed();
    assert_eq!(place.run(&["audit", "verify"]).code, 2);
    assert_eq!(place.run(&["audit", "verify", "out", "--database", &place.database()]).code, 2);
    assert_eq!(place.run(&["audit", "verify", "none"]).code, 3);
    assert_eq!(place.run(&["audit", "verify", "--database", "sqlite://none.sqlite"]).code, 3);
    assert!(!place.path("none.sqlite").exists(), "looking makes no database");
    assert_eq!(place.run(&["audit", "verify", "--database", "mysql://x"]).code, 2);
    place.write("out/here.txt", "");
    let kept = place.run(&["audit", "export", "--database", &place.database(), "--out", "out"]);
    assert_eq!(kept.code, 3, "an export overwrites nothing: {kept:?}");
}
