use crate::Place;
use crate::person::{Person, after};

fn logins(json: &serde_json::Value) -> Vec<(String, bool)> {
    let one = |one: &serde_json::Value| (one["login"].as_str().unwrap().to_owned(), one["disabled"].as_bool().unwrap());
    json.as_array().unwrap().iter().map(one).collect()
}

#[test]
fn accounts_are_listed_created_and_disabled() {
    let place = Place::installed();
    let (mut security, listed) =
        Person::first(&place, "letters/security-administrator.html", &["account", "list", "--json"]);
    assert_eq!(listed.code, 0, "{listed:?}");
    let names = ["auditor", "security-administrator", "system-administrator"].map(|login| (login.to_owned(), false));
    assert_eq!(logins(&listed.json()), names);
    let create = ["account", "create", "second-auditor", "--role", "auditor", "--name", "王三岚", "--json"];
    let created = security.run(&place, &create);
    assert_eq!((created.code, &created.json()["letter"]), (0, &"letters/second-auditor.html".into()), "{created:?}");
    let disabled = security.run(&place, &["account", "disable", "second-auditor"]);
    assert_eq!(disabled.code, 0, "{disabled:?}");
    let page = place.read("letters/second-auditor.html");
    let password = after(&page, "<dt>One-time password</dt>");
    let variables = [("LINXUAN_LOGIN", "second-auditor"), ("LINXUAN_PASSWORD", &*password)];
    let out = place.run_with(&["account", "list"], &variables);
    assert_eq!((out.code, &*out.out), (1, ""), "{out:?}");
}

#[test]
fn accounts_are_kept_beside_a_running_site() {
    let place = Place::installed();
    let site = crate::serve::Site::start(&place, "127.0.0.1:0", &[]);
    let disable = ["account", "disable", "auditor"];
    let (_, disabled) = Person::first(&place, "letters/security-administrator.html", &disable);
    assert_eq!(disabled.code, 0, "{disabled:?}");
    site.signal("-TERM");
    assert_eq!(site.end().0, 0);
    let verified = place.run(&["audit", "verify", "--database", &place.database()]);
    assert_eq!(verified.code, 0, "{verified:?}");
}

#[test]
fn an_administrator_of_one_kind_cannot_become_another() {
    let place = Place::new();
    let made = place.run(&["setup", "--security-administrator", "张一川"]);
    assert_eq!(made.code, 0, "{made:?}");
    let create = ["account", "create", "other", "--role", "auditor", "--name", "张一川"];
    let (mut security, refused) = Person::first(&place, "letters/security-administrator.html", &create);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(refused.err.contains("three different persons"), "{refused:?}");
    let unknown = security.run(&place, &["account", "create", "other", "--role", "king", "--name", "李二禾"]);
    assert_eq!(unknown.code, 2, "{unknown:?}");
    assert!(unknown.err.contains("supervisor"), "the roles there are: {unknown:?}");
}

#[test]
fn a_lost_password_comes_anew_by_letter() {
    let place = Place::installed();
    let first = after(&place.read("letters/auditor.html"), "<dt>One-time password</dt>");
    let reset = place.run(&["account", "reset", "auditor", "--operator"]);
    assert_eq!(reset.code, 0, "{reset:?}");
    let second = after(&place.read("letters/auditor.html"), "<dt>One-time password</dt>");
    assert_ne!(first, second);
    let letters = std::fs::read_dir(place.path("letters")).unwrap().count();
    assert_eq!(letters, 3, "no void letter stays, and nothing beside");
    let list = |password: &str| {
        let variables = [("LINXUAN_LOGIN", "auditor"), ("LINXUAN_PASSWORD", password), ("LINXUAN_NEW_PASSWORD", "x")];
        place.run_with(&["account", "list"], &variables).err
    };
    assert!(!list(&first).contains("choose a new one"), "the first letter is void");
    assert!(list(&second).contains("choose a new one"));
    let nobody = place.run(&["account", "reset", "nobody-here", "--operator"]);
    assert_eq!(nobody.code, 1, "{nobody:?}");
}

#[test]
fn every_wrong_line_of_a_table_is_listed_before_anybody_is_asked() {
    let place = Place::installed();
    place.write("units.csv", "单位名称,推荐名额\n甲,1\n");
    let missing = place.run(&["account", "import", "units.csv", "--json"]);
    assert_eq!(missing.code, 1, "{missing:?}");
    let wanted = serde_json::json!({ "problems": [{ "line": 1, "message": "Missing column: 单位类别 / kind" }] });
    assert_eq!(missing.json(), wanted);
    place.write("units.csv", "单位名称,单位类别,推荐名额\n甲,region,一\n乙,region,2\n\n丙,region,x\n");
    let lines = place.run(&["account", "import", "units.csv"]);
    assert_eq!(lines.code, 1, "{lines:?}");
    let wanted = "Line 2: The quota “一” should be a whole number\nLine 4: Empty line; remove it\n\
                  Line 5: The quota “x” should be a whole number\n";
    assert_eq!(lines.out, wanted);
    // 单位 in GB 18030, as older spreadsheets save it.
    place.write("units.csv", b"\xb5\xa5\xce\xbb,kind\n");
    let foreign = place.run(&["account", "import", "units.csv"]);
    assert_eq!(foreign.code, 1, "{foreign:?}");
    assert!(foreign.out.contains("GB 18030") && foreign.out.contains("CSV UTF-8"), "{foreign:?}");
    assert_eq!(place.run(&["account", "import", "none.csv"]).code, 3);
}
