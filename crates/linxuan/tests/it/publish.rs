//! The first hour: from setup to a campaign with units, at the terminal alone.

use std::os::unix::fs::MetadataExt;

use linxuan_testkit::until;

use crate::person::Person;
use crate::serve::Site;
use crate::{Place, campaigns};

const SYSTEM: &str = "letters/system-administrator.html";
const SECURITY: &str = "letters/security-administrator.html";

#[test]
fn a_rulebook_comes_into_force_by_two_people_and_its_office_imports_units() {
    let place = Place::installed();
    let file = campaigns("hebei-2021.toml");
    let publish = ["campaign", "publish", &*file, "--json"];
    let site = Site::start(&place, "127.0.0.1:0", &[]);
    assert!(site.get("/campaigns/hebei-2021").starts_with("HTTP/1.1 404 "));
    let (mut system, proposed) = Person::first(&place, SYSTEM, &publish);
    assert_eq!(proposed.code, 0, "{proposed:?}");
    let waiting = serde_json::json!({ "campaign": "hebei-2021", "version": 1, "state": "waiting" });
    assert_eq!(proposed.json(), waiting);

    let alone = system.run(&place, &publish);
    assert_eq!(alone.code, 1, "one person is not two: {alone:?}");
    assert!(alone.out.is_empty() && !alone.err.is_empty(), "{alone:?}");

    let (mut security, confirmed) = Person::first(&place, SECURITY, &publish);
    assert_eq!(confirmed.code, 0, "{confirmed:?}");
    assert_eq!(confirmed.json()["state"], "in-force");
    until("the running site takes it up", || {
        site.get("/campaigns/hebei-2021").starts_with("HTTP/1.1 200 ").then_some(())
    });
    drop(site);

    let again = system.run(&place, &publish);
    assert_eq!((again.code, &again.json()["version"]), (0, &serde_json::json!(1)), "{again:?}");
    office_imports(&place, &mut security);
}

fn office_imports(place: &Place, security: &mut Person) {
    let create =
        ["account", "create", "hebei-office", "--role", "office", "--name", "李二禾", "--campaign", "hebei-2021"];
    let created = security.run(place, &create);
    assert_eq!(created.code, 0, "{created:?}");
    place.write("wrong.csv", "单位名称,单位类别,推荐名额\n澄川市,region,3\n岚屿大学,moon,1\n澄川市,region,\n");
    let import = |file| ["account", "import", file, "--json"];
    let (mut office, wrong) = Person::first(place, "letters/hebei-office.html", &import("wrong.csv"));
    assert_eq!(wrong.code, 1, "{wrong:?}");
    let json = wrong.json();
    let lines: Vec<_> = json["problems"].as_array().unwrap().iter().map(|problem| problem["line"].clone()).collect();
    assert_eq!(lines, [3, 4], "{wrong:?}");
    assert!(!place.path("letters/units.html").exists());

    place.write("units.csv", "\u{feff}单位名称,单位类别\n澄川市,region\n岚屿市,市（含定州、辛集）\n");
    let added = office.run(place, &import("units.csv"));
    assert_eq!(added.code, 0, "{added:?}");
    assert_eq!(added.json(), serde_json::json!({ "units": 2, "letters": "letters/units.html" }));
    let letters = place.read("letters/units.html");
    assert_eq!(letters.matches("<section>").count(), 2);
    assert!(letters.contains("澄川市") && letters.contains(">hebei-2021-001<"), "{letters}");
    assert_eq!(std::fs::metadata(place.path("letters/units.html")).unwrap().mode() & 0o777, 0o600);
    let forbidden = office.run(place, &["account", "list"]);
    assert_eq!((forbidden.code, &*forbidden.out), (1, ""), "an office keeps no accounts: {forbidden:?}");
}

#[test]
fn an_unsound_rulebook_is_refused_before_anybody_is_asked() {
    let place = Place::installed();
    place.write("broken.toml", "[campaign]\nid = \"broken\"\n");
    let ran = place.run(&["campaign", "publish", "broken.toml"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.lines().all(|line| line.starts_with("broken.toml:")) && ran.err.lines().count() > 1, "{ran:?}");
    assert_eq!(place.run(&["campaign", "publish", "none.toml"]).code, 3);
}

#[test]
fn nobody_publishes_without_signing_in() {
    let place = Place::installed();
    let file = campaigns("hebei-2021.toml");
    let publish = ["campaign", "publish", &*file];
    let nobody = place.run(&publish);
    assert_eq!(nobody.code, 2, "{nobody:?}");
    assert!(nobody.err.contains("LINXUAN_LOGIN"), "{nobody:?}");
    let wrong = [("LINXUAN_LOGIN", "system-administrator"), ("LINXUAN_PASSWORD", "wrong")];
    let wrong = place.run_with(&publish, &wrong);
    assert_eq!((wrong.code, &*wrong.out), (1, ""), "{wrong:?}");
    let (_, auditor) = Person::first(&place, "letters/auditor.html", &publish);
    assert_eq!((auditor.code, &*auditor.out), (1, ""), "an auditor changes nothing: {auditor:?}");
}
