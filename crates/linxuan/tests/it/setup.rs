use std::os::unix::fs::MetadataExt;

use linxuan_testkit::{Database, engines};

use crate::Place;
use crate::person::after;

fn mode(place: &Place, name: &str) -> u32 {
    std::fs::metadata(place.path(name)).unwrap().mode() & 0o777
}

#[test]
fn a_new_installation_is_all_there_and_closed_to_others() {
    let place = Place::new();
    let made = place.run(&["setup", "--json"]);
    assert_eq!(made.code, 0, "{made:?}");
    let logins: Vec<String> = made.json()["administrators"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["login"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(logins, ["system-administrator", "security-administrator", "auditor"]);
    assert_eq!(std::fs::read(place.path("keys/linxuan.key")).unwrap().len(), 64);
    assert_eq!(mode(&place, "keys/linxuan.key"), 0o600);
    for file in ["data/linxuan.sqlite", "data/linxuan.sqlite.lock"] {
        assert_eq!(mode(&place, file), 0o600, "{file}");
    }
    assert!(place.path("data/linxuan.sqlite").is_file() && place.path("data/blobs").is_dir());
    for login in logins {
        let letter = format!("letters/{login}.html");
        assert_eq!(mode(&place, &letter), 0o600, "{letter}");
        let page = place.read(&letter);
        assert_eq!(after(&page, "<dt>Login</dt>"), login);
        let password = after(&page, "<dt>One-time password</dt>");
        assert_eq!(password.len(), 19, "four groups of four: {password}");
        assert!(!made.out.contains(&password), "a password stands in its letter only");
    }
    for folder in ["keys", "letters", "data"] {
        assert_eq!(mode(&place, folder), 0o700, "{folder}");
    }
}

#[test]
fn a_second_setup_changes_nothing() {
    let place = Place::installed();
    let files = ["keys/linxuan.key", "letters/auditor.html", "linxuan.toml"];
    let before = files.map(|file| std::fs::read(place.path(file)).unwrap());
    let again = place.run(&["setup"]);
    assert_eq!(again.code, 3, "{again:?}");
    assert!(again.err.contains("keys/linxuan.key"), "{again:?}");
    std::fs::rename(place.path("keys/linxuan.key"), place.path("away.key")).unwrap();
    let without_key = place.run(&["setup"]);
    assert_eq!(without_key.code, 3, "{without_key:?}");
    assert!(without_key.err.contains("data/linxuan.sqlite"), "{without_key:?}");
    assert!(!place.path("keys/linxuan.key").exists());
    std::fs::rename(place.path("away.key"), place.path("keys/linxuan.key")).unwrap();
    assert_eq!(files.map(|file| std::fs::read(place.path(file)).unwrap()), before);
}

#[test]
fn one_person_cannot_hold_two_of_the_three_offices() {
    let place = Place::new();
    let ran = place.run(&["setup", "--system-administrator", "张一川", "--auditor", " 张 一川"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("three different persons"), "{ran:?}");
    assert!(!place.path("linxuan.toml").exists() && !place.path("keys").exists());
}

#[test]
fn the_key_does_not_lie_with_what_it_opens() {
    let place = Place::new();
    for key in ["data/linxuan.key", "data/blobs/linxuan.key"] {
        place.write("linxuan.toml", format!("key_file = \"{key}\"\n"));
        let ran = place.run(&["setup"]);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(!place.path(key).exists());
    }
}

#[test]
fn a_key_file_that_others_can_read_is_not_used() {
    let place = Place::installed();
    let chmod = |mode: u32| {
        let permissions = std::os::unix::fs::PermissionsExt::from_mode(mode);
        std::fs::set_permissions(place.path("keys/linxuan.key"), permissions).unwrap();
    };
    chmod(0o640);
    let ran = place.run(&["serve"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(ran.err.contains("0640") && ran.err.contains("chmod 600"), "{ran:?}");
    chmod(0o600);
    place.write("keys/linxuan.key", [0; 63]);
    assert_eq!(place.run(&["serve"]).code, 3);
}

#[test]
fn a_wrong_configuration_is_refused_with_its_place() {
    let place = Place::installed();
    place.write("linxuan.toml", "origin = \"linxuan\"\nlisten_on = \"127.0.0.1:1\"\n");
    let ran = place.run(&["serve"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.starts_with("linxuan.toml:2:1: ") && ran.err.contains("listen_on"), "{ran:?}");
    let ran = place.run_with(&["serve", "--config", "none.toml"], &[]);
    assert_eq!(ran.code, 3, "{ran:?}");
}

#[test]
fn a_password_of_the_database_is_never_said() {
    let place = Place::new();
    // Port 1 answers nobody.
    for database in ["postgres://linxuan:s3cret@127.0.0.1:1/a", "postgre://linxuan:s3cret@127.0.0.1:1/a"] {
        place.write("linxuan.toml", format!("database = \"{database}\"\n"));
        for command in [&["setup", "--json"][..], &["doctor"], &["doctor", "--json"], &["serve"]] {
            let ran = place.run(command);
            assert_ne!(ran.code, 0, "{ran:?}");
            assert!(!ran.out.contains("s3cret") && !ran.err.contains("s3cret"), "{command:?}: {ran:?}");
        }
        let ran = place.run(&["audit", "verify", "--database", database]);
        assert!(ran.err.contains("linxuan@127.0.0.1:1/a") && !ran.err.contains("s3cret"), "{ran:?}");
    }
}

#[test]
fn both_engines_are_set_up_verified_and_kept() {
    for engine in engines() {
        println!("on {engine:?}");
        let (place, database) = (Place::new(), Database::fresh(engine));
        place.write("linxuan.toml", format!("database = \"{}\"\n", database.url()));
        let made = place.run(&["setup"]);
        assert_eq!(made.code, 0, "{made:?}");
        // On PostgreSQL lines get their places a moment later, from whoever has it open next.
        let reset = place.run(&["account", "reset", "auditor", "--operator"]);
        assert_eq!(reset.code, 0, "{reset:?}");
        let healthy = place.run(&["doctor"]);
        let ill = healthy.out.lines().filter(|line| line.starts_with("bad\t") && !line.starts_with("bad\tfonts\t"));
        assert_eq!(ill.count(), 0, "{healthy:?}");
        let verified = place.run(&["audit", "verify", "--database", database.url()]);
        assert_eq!(verified.code, 0, "{verified:?}");
        let exported = place.run(&["audit", "export", "--database", database.url(), "--out", "out"]);
        assert_eq!(exported.code, 0, "{exported:?}");
        assert_eq!(place.run(&["audit", "verify", "out"]).code, 0);
        std::fs::remove_file(place.path("keys/linxuan.key")).unwrap();
        let again = place.run(&["setup"]);
        assert_eq!(again.code, 3, "{again:?}");
        assert!(!place.path("keys/linxuan.key").exists(), "no key that opens nothing");
    }
}
