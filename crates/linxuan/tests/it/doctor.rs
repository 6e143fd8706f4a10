use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use linxuan_app::account::{self, NewAccount};
use linxuan_app::{App, Clock, Keys, Random, Secrets, Signer, UnixRandom};
use linxuan_domain::access::Role;
use linxuan_domain::value::Instant;

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
    let bad = checks.iter().filter(|check| check["good"] == false).map(|check| check["name"].as_str().unwrap());
    // Places of tests have no fonts, which `papers.rs` looks at; without more than that they are healthy.
    let (fonts, others): (Vec<_>, Vec<_>) = bad.map(str::to_owned).partition(|name| name == "fonts");
    let code = if others.is_empty() && !fonts.is_empty() { ran.code - 1 } else { ran.code };
    (code, others)
}

#[test]
fn a_fresh_installation_is_healthy() {
    let place = Place::installed();
    assert_eq!(bad(&place), (0, Vec::new()));
    let said = place.run(&["doctor"]);
    let good = said.out.lines().filter(|line| line.starts_with("good\t")).count();
    assert_eq!(good, 11, "{said:?}");
}

#[test]
fn each_illness_is_found_by_itself() {
    let place = Place::installed();
    std::fs::rename(place.path("keys"), place.path("gone")).unwrap();
    assert_eq!(bad(&place), (1, vec!["key-file".to_owned()]));
    std::fs::rename(place.path("gone"), place.path("keys")).unwrap();
    std::fs::remove_dir_all(place.path("data/blobs")).unwrap();
    assert_eq!(bad(&place), (1, vec!["blobs".to_owned(), "disk".to_owned()]));
    std::fs::create_dir(place.path("data/blobs")).unwrap();
    place.tamper("UPDATE event SET subject = 'account/other' WHERE position = 0");
    assert_eq!(bad(&place), (1, vec!["record".to_owned()]));
    place.tamper("UPDATE migration SET number = number + 10");
    assert_eq!(bad(&place), (1, vec!["migrations".to_owned(), "record".to_owned()]));
}

/// T74. One lost disk must not lose both.
#[test]
fn a_key_beside_the_database_is_named() {
    let place = Place::installed();
    std::fs::rename(place.path("keys/linxuan.key"), place.path("data/linxuan.key")).unwrap();
    place.write("linxuan.toml", "key_file = \"data/linxuan.key\"\n");
    assert_eq!(bad(&place), (1, vec!["key-apart".to_owned()]));
}

/// 2100-01-01 in Greenwich.
struct FarAhead;

impl Clock for FarAhead {
    fn now(&self) -> Instant {
        Instant(4_102_444_800_000_000)
    }
}

/// T55. Somebody acted while the clock was far ahead: it is said, and the program's time does not go back.
#[test]
fn a_record_that_is_ahead_of_the_clock_is_named_and_told_once() {
    let place = Place::installed();
    let key = std::fs::read(place.path("keys/linxuan.key")).unwrap();
    let (master, seed) = (key[..32].try_into().unwrap(), key[32..].try_into().unwrap());
    let secrets = Secrets { keys: Keys::derive(&master), signer: Signer::new("linxuan", seed) };
    let world: (Arc<dyn Clock>, Arc<dyn Random>) = (Arc::new(FarAhead), Arc::new(UnixRandom));
    let app = App::open_for_command(&place.database().parse().unwrap(), secrets, world).unwrap();
    let new = NewAccount {
        login: "later".to_owned(),
        role: Role::Auditor,
        name: "来年".to_owned(),
        campaign: None,
        unit: None,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(async {
        account::create_without_password(&app, new).await.unwrap();
        app.settle().await.unwrap();
    });
    drop(app);
    assert_eq!(bad(&place), (1, vec!["clock".to_owned()]));
    let site = crate::serve::Site::start(&place, "127.0.0.1:0", &[]);
    for _ in 0..2 {
        assert!(site.get("/").starts_with("HTTP/1.1 200 "));
    }
    site.signal("-TERM");
    let (code, said) = site.end();
    assert_eq!((code, said.matches("clock: ").count()), (0, 1), "{said}");
    assert!(said.contains("is behind the record, which has reached 2100-01-01T00:00:00Z"), "{said}");
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
