use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::Place;

fn bad(place: &Place) -> (i32, Vec<String>) {
    let ran = place.run(&["doctor", "--json"]);
    let json = ran.json();
    let checks = json["checks"].as_array().unwrap();
    for check in checks {
        let mend = check["mend"].as_str().unwrap();
        assert_eq!(check["good"].as_bool().unwrap(), mend.is_empty(), "what is bad can be mended: {check}");
        assert!(!mend.starts_with("doctor-"), "a sentence is missing: {check}");
    }
    let bad = checks.iter().filter(|check| check["good"] == false);
    (ran.code, bad.map(|check| check["name"].as_str().unwrap().to_owned()).collect())
}

#[test]
fn a_fresh_installation_is_healthy() {
    let place = Place::installed();
    assert_eq!(bad(&place), (0, Vec::new()));
    let said = place.run(&["doctor"]);
    let lines = said.out.lines().map(|line| line.split('\t').next().unwrap()).collect::<Vec<_>>();
    assert_eq!(lines, ["good"; 11], "{said:?}");
}

#[test]
fn each_illness_is_found_by_itself() {
    let place = Place::installed();
    std::fs::rename(place.path("keys"), place.path("gone")).unwrap();
    assert_eq!(bad(&place), (1, vec!["key-file".to_owned()]));
    std::fs::rename(place.path("gone"), place.path("keys")).unwrap();
    std::fs::remove_dir(place.path("data/blobs")).unwrap();
    assert_eq!(bad(&place), (1, vec!["blobs".to_owned(), "disk".to_owned()]));
    std::fs::create_dir(place.path("data/blobs")).unwrap();
    place.tamper("UPDATE event SET subject = 'account/other' WHERE position = 0");
    assert_eq!(bad(&place), (1, vec!["record".to_owned()]));
    place.tamper("UPDATE migration SET number = number + 1");
    assert_eq!(bad(&place), (1, vec!["migrations".to_owned(), "record".to_owned()]));
}

#[test]
fn files_that_others_can_read_are_named() {
    let chmod = |path: &Path, mode| std::fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    let place = Place::installed();
    let key = place.write("tls.pem", "");
    place.write("linxuan.toml", "tls_key = \"tls.pem\"\n");
    for (file, mode) in [(place.path("data/linxuan.sqlite"), 0o644), (key.clone(), 0o604)] {
        chmod(&key, 0o640);
        assert_eq!(bad(&place), (0, Vec::new()), "a group may read");
        chmod(&file, mode);
        assert_eq!(bad(&place), (1, vec!["closed".to_owned()]));
        let said = place.run(&["doctor"]).out;
        assert!(
            said.contains(&format!("{} {mode:04o}\n", file.strip_prefix(place.path("")).unwrap().display())),
            "{said}"
        );
        chmod(&file, 0o600);
    }
}

#[test]
fn without_configuration_or_database_it_says_so() {
    let place = Place::new();
    assert_eq!(bad(&place), (3, vec!["config".to_owned()]));
    assert!(place.run(&["doctor"]).out.contains("linxuan setup"));
    place.write("linxuan.toml", "colour = 1\n");
    assert_eq!(bad(&place), (1, vec!["config".to_owned()]));
    let installed = Place::installed();
    std::fs::remove_file(installed.path("data/linxuan.sqlite")).unwrap();
    assert_eq!(bad(&installed), (1, vec!["database".to_owned()]));
}

#[test]
fn an_invariant_that_does_not_hold_is_named() {
    let place = Place::installed();
    place.tamper("INSERT INTO turn_row (name, turn, head) VALUES ('unit/of-nobody', 1, '')");
    let ran = place.run(&["doctor"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("turns-are-whole: unit/of-nobody"), "{ran:?}");
}
