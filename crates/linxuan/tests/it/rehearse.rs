use linxuan_domain::rulebook::{RuleKind, Rulebook};
use linxuan_store::engine::Engine;
use linxuan_testkit::{Database, engines};
use serde_json::Value;

use crate::{Place, Ran, campaigns};

const ALL: [&str; 6] =
    ["national-2021", "chongqing-2021", "hebei-2021", "national-2022", "qinghai-2023", "example-team-and-work"];

fn rehearsed(place: &Place, name: &str, more: &[&str]) -> Ran {
    let file = campaigns(&format!("{name}.toml"));
    place.run(&[&["rehearse", &file, "--json"], more].concat())
}

fn book(name: &str) -> Rulebook {
    toml::from_str(&std::fs::read_to_string(campaigns(&format!("{name}.toml"))).unwrap()).unwrap()
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|stage| stage["id"].as_str().unwrap()).collect()
}

fn count(report: &Value, name: &str) -> u64 {
    report[name].as_u64().unwrap_or_else(|| panic!("{name}: {report}"))
}

/// What a rehearsal of any sound rulebook must say.
fn good(name: &str, ran: &Ran, nominations: u64) -> Value {
    assert_eq!(ran.code, 0, "{name}: {ran:?}");
    let report = ran.json();
    assert_eq!(report["campaign"], name);
    assert!(report["stages"].as_array().unwrap().iter().all(|stage| stage["reached"] == true), "{report}");
    assert!(ids(&report["stages"]).contains(&"nominate") && ids(&report["stages"]).contains(&"examine"), "{report}");
    assert!(report["invariants"]["checked"].as_u64().unwrap() >= 10);
    assert_eq!(report["invariants"]["violated"], Value::Array(Vec::new()));
    assert_eq!(count(&report, "submitted"), nominations);
    assert_eq!(count(&report, "accepted") + count(&report, "refused"), nominations);
    assert!(count(&report, "returned") > 0 && report["seconds"].as_f64().unwrap() > 0.0);
    assert!(!report["assumptions"].as_array().unwrap().is_empty());
    report
}

#[test]
fn every_rulebook_is_played_to_the_end_and_every_rule_is_seen_broken() {
    for name in ALL {
        let place = Place::new();
        let report = good(name, &rehearsed(&place, name, &["--nominations", "9", "--seed", "3"]), 9);
        let book = book(name);
        let stages = ids(&report["stages"]).len() + ids(&report["not_yet"]).len();
        assert_eq!(stages, book.stage.len(), "{name}");
        assert!(
            report["not_yet"].as_array().unwrap().iter().all(|stage| stage["why"].as_str().unwrap().contains("later"))
        );
        let asked = |rule: &&linxuan_domain::rulebook::Rule| !matches!(rule.kind, RuleKind::ProcedureRecorded { .. });
        let rules = book.rule.iter().filter(asked).map(|rule| rule.id.to_string());
        let steps = book.procedure.iter().map(|procedure| format!("step.{}", procedure.id));
        let always = ["form", "quota", "secrecy"].map(str::to_owned);
        for rule in rules.chain(steps).chain(always) {
            assert!(report["findings"][&rule].as_u64().is_some_and(|n| n > 0), "{name} {rule}: {report}");
        }
    }
}

#[test]
fn a_number_that_a_channel_fixes_is_seen_missed_and_waived() {
    // Qinghai fixes 3 for societies and 2 for enterprises, Hebei 1 for defence enterprises; Chongqing fixes none.
    let place = Place::new();
    let short = |name: &str| rehearsed(&place, name, &["--nominations", "4"]).json()["findings"]["quota-short"].clone();
    assert!(short("qinghai-2023").as_u64().unwrap() >= 2);
    assert!(short("hebei-2021").as_u64().unwrap() >= 1);
    assert_eq!(short("chongqing-2021"), Value::Null);
}

#[test]
fn the_same_seed_plays_the_same() {
    let place = Place::new();
    let play = |seed: &str| {
        let mut report = rehearsed(&place, "national-2022", &["--nominations", "12", "--seed", seed]).json();
        report.as_object_mut().unwrap().remove("seconds").unwrap();
        report
    };
    assert_eq!(play("5"), play("5"));
}

#[test]
fn more_nominations_bring_more_units_and_all_are_examined() {
    let place = Place::new();
    let report = good("chongqing-2021", &rehearsed(&place, "chongqing-2021", &["--nominations", "60"]), 60);
    // By its place in the queue, every fifth one comes back; of the others every seventh from the fourth on is refused: 3, 17, 24, 31, 38, 52, 59.
    // One of those returned never comes back, and is closed as overdue.
    assert_eq!((count(&report, "returned"), count(&report, "refused")), (12, 8));
    // Regions recommend 3, societies and enterprises 2: the last unit of each round is never too large.
    assert!(report["findings"]["secrecy"].as_u64().unwrap() >= 60 / 3);
}

#[test]
fn postgresql_gives_the_same_report() {
    for engine in engines().into_iter().filter(|engine| *engine == Engine::Postgres) {
        for name in ["example-team-and-work", "qinghai-2023"] {
            let (place, database) = (Place::new(), Database::empty(engine));
            let here = ["--nominations", "10", "--seed", "2"];
            let there = [&here[..], &["--database", database.url()]].concat();
            let mut reports = [&here[..], &there].map(|more| good(name, &rehearsed(&place, name, more), 10));
            for report in &mut reports {
                report.as_object_mut().unwrap().remove("seconds").unwrap();
            }
            assert_eq!(reports[0], reports[1]);
            let again = rehearsed(&place, name, &there);
            assert_eq!((again.code, again.out.as_str()), (2, ""), "{again:?}");
        }
    }
}

#[test]
fn a_database_that_holds_anything_is_refused_untouched() {
    let place = Place::installed();
    let before = std::fs::read(place.path("data/linxuan.sqlite")).unwrap();
    let ran = rehearsed(&place, "qinghai-2023", &["--database", &place.database()]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
    assert!(ran.err.contains("not empty"), "{ran:?}");
    assert_eq!(std::fs::read(place.path("data/linxuan.sqlite")).unwrap(), before);

    let foreign = place.path("foreign.sqlite");
    rusqlite::Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE theirs (n INTEGER)").unwrap();
    let ran = rehearsed(&place, "qinghai-2023", &["--database", &format!("sqlite://{}", foreign.display())]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
    let tables = "SELECT COUNT(*) FROM sqlite_master";
    let tables: i64 = rusqlite::Connection::open(&foreign).unwrap().query_row(tables, [], |row| row.get(0)).unwrap();
    assert_eq!(tables, 1);
}

#[test]
fn a_chosen_database_keeps_what_was_played() {
    let place = Place::new();
    let url = format!("sqlite://{}", place.path("kept.sqlite").display());
    good("hebei-2021", &rehearsed(&place, "hebei-2021", &["--nominations", "3", "--database", &url]), 3);
    let verified = place.run(&["audit", "verify", "--database", &url]);
    assert_eq!(verified.code, 0, "{verified:?}");
}

#[test]
fn misuse_and_missing_files_are_told_apart() {
    let place = Place::new();
    let file = campaigns("qinghai-2023.toml");
    for wrong in [&["--nominations", "0"][..], &["--nominations", "x"], &["--seed", "-1"], &["--database", "mysql://x"]]
    {
        let ran = place.run(&[&["rehearse", &file], wrong].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
    }
    assert_eq!(place.run(&["rehearse", "absent.toml"]).code, 3);
    let unreachable = place.run(&["rehearse", &file, "--database", "postgres://nobody@127.0.0.1:1/none"]);
    assert_eq!((unreachable.code, unreachable.out.as_str()), (3, ""), "{unreachable:?}");
    let broken = std::fs::read_to_string(&file).unwrap().replace("at_most = 4", "at_most = -4");
    place.write("notices/broken.md", std::fs::read(campaigns("notices/qinghai-2023.md")).unwrap());
    let broken = place.write("broken.toml", broken);
    let ran = place.run(&["rehearse", broken.to_str().unwrap(), "--json"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
    assert!(ran.err.contains("broken.toml:"), "{ran:?}");
}

#[test]
fn people_read_a_table_in_their_language() {
    let place = Place::new();
    let ran = place.run(&["rehearse", &campaigns("national-2021.toml"), "--nominations", "5"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    for text in ["5 handed in, 1 returned, 4 accepted, 1 refused", "0 violated", "not-military\tServing"] {
        assert!(ran.out.contains(text), "{text}: {}", ran.out);
    }
}
