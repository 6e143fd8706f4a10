use crate::{Place, campaigns};

const FIVE: [&str; 5] = ["national-2021", "national-2022", "chongqing-2021", "hebei-2021", "qinghai-2023"];

#[test]
fn the_rulebooks_check_and_name_what_they_assume() {
    let files: Vec<String> = FIVE.iter().map(|name| campaigns(&format!("{name}.toml"))).collect();
    let arguments: Vec<&str> =
        ["campaign", "check", "--json"].into_iter().chain(files.iter().map(String::as_str)).collect();
    let ran = Place::new().run(&arguments);
    assert_eq!((ran.code, &*ran.err), (0, ""), "{}", ran.err);
    let json = ran.json();
    assert_eq!(json["problems"], serde_json::json!([]));
    for file in &files {
        let mut assumptions = json["assumptions"].as_array().unwrap().iter().filter(|said| said["file"] == **file);
        assert!(
            assumptions
                .all(|said| !said["key"].as_str().unwrap().is_empty() && !said["reason"].as_str().unwrap().is_empty())
        );
    }
}

#[test]
fn a_wrong_rulebook_s_problems_have_file_line_column_key_and_message() {
    let place = Place::new();
    let text = std::fs::read_to_string(campaigns("hebei-2021.toml")).unwrap();
    let outline = std::fs::read_to_string(campaigns("notices/hebei-2021.md")).unwrap();
    place.write("notices/hebei-2021.md", outline);
    let line = text.lines().position(|line| line == "[[unit_kind]]").unwrap() + 2;
    place.write("hebei-2021.toml", text.replacen("[[unit_kind]]\n", "[[unit_kind]]\n  colour = \"red\"\n", 1));
    let ran = place.run(&["campaign", "check", "hebei-2021.toml", "--json"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let json = ran.json();
    let problem = &json["problems"][0];
    assert_eq!((problem["file"].as_str(), problem["line"].as_u64()), (Some("hebei-2021.toml"), Some(line as u64)));
    assert_eq!(problem["column"], 3, "{problem}");
    assert!(problem["key"].as_str().unwrap().contains("colour"), "{problem}");
    let said = place.run(&["campaign", "check", "hebei-2021.toml"]);
    assert!(said.out.starts_with(&format!("hebei-2021.toml:{line}:3: ")), "{said:?}");
    let none = place.run(&["campaign", "check", "none.toml", "hebei-2021.toml", "--json"]);
    assert_eq!((none.code, &*none.err), (3, ""), "{none:?}");
    let problems = &none.json()["problems"];
    assert_eq!((&problems[0]["file"], &problems[1]["file"]), (&"none.toml".into(), &"hebei-2021.toml".into()));
    assert!(problems[0]["message"].as_str().unwrap().contains("No such file"), "{problems}");
}

#[test]
fn a_bracket_left_open_is_the_only_problem() {
    let place = Place::new();
    let text = std::fs::read_to_string(campaigns("hebei-2021.toml")).unwrap();
    let outline = std::fs::read_to_string(campaigns("notices/hebei-2021.md")).unwrap();
    place.write("notices/hebei-2021.md", outline);
    place.write("hebei-2021.toml", text.replacen("[campaign]\n", "[campaign\n", 1));
    let ran = place.run(&["campaign", "check", "hebei-2021.toml", "--json"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let json = ran.json();
    let problems = json["problems"].as_array().unwrap();
    let line = text.lines().position(|line| line == "[campaign]").unwrap() + 1;
    assert!(!problems.is_empty(), "{json}");
    for problem in problems {
        assert_eq!(problem["line"], line, "{problem}");
        assert!(problem["message"].as_str().unwrap().starts_with("Not valid TOML"), "{problem}");
    }
}

#[test]
fn an_outline_that_is_not_there_is_missed_at_the_beginning() {
    let place = Place::new();
    place.write("hebei-2021.toml", std::fs::read_to_string(campaigns("hebei-2021.toml")).unwrap());
    let ran = place.run(&["campaign", "check", "hebei-2021.toml"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let wanted = "hebei-2021.toml:1:1: campaign.id: No outline found at notices/hebei-2021.md\n";
    assert!(ran.out.starts_with(wanted), "{ran:?}");
}

#[test]
fn coverage_leaves_no_item_of_a_notice_unassigned() {
    let place = Place::new();
    for name in FIVE {
        let ran = place.run(&["campaign", "coverage", &campaigns(&format!("{name}.toml")), "--json"]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        let json = ran.json();
        let outline = std::fs::read_to_string(campaigns(&format!("notices/{name}.md"))).unwrap();
        let items = outline.lines().filter(|line| line.starts_with("- 【")).count();
        assert_eq!(json.as_array().unwrap().len(), items, "{name}");
    }
    let text = std::fs::read_to_string(campaigns("hebei-2021.toml")).unwrap();
    let outline = std::fs::read_to_string(campaigns("notices/hebei-2021.md")).unwrap();
    place.write("hebei-2021.toml", text);
    place.write("notices/hebei-2021.md", outline + "\n- 【九十九·1】无人落实的一句。\n");
    assert_eq!(place.run(&["campaign", "coverage", "hebei-2021.toml"]).code, 1);
    assert_eq!(place.run(&["campaign", "coverage", "none.toml"]).code, 3);
}

#[test]
fn a_difference_is_a_finding() {
    let place = Place::new();
    let file = campaigns("hebei-2021.toml");
    let same = place.run(&["campaign", "diff", &file, &file, "--json"]);
    assert_eq!((same.code, same.json()), (0, serde_json::json!([])));
    let text = std::fs::read_to_string(&file).unwrap();
    place.write("other.toml", text.replacen("second_factor = [", "second_factor = [\"examiner\", ", 1));
    let other = place.run(&["campaign", "diff", &file, "other.toml", "--json"]);
    assert_eq!(other.code, 1, "{other:?}");
    let json = other.json();
    assert!(!json.as_array().unwrap().is_empty());
    assert!(
        json.as_array().unwrap().iter().all(|one| one["key"].as_str().unwrap().contains("second_factor")),
        "{json}"
    );
    assert_eq!(place.run(&["campaign", "diff", &file, "none.toml"]).code, 3);
}

#[test]
fn what_is_not_toml_is_not_compared() {
    let place = Place::new();
    let file = campaigns("hebei-2021.toml");
    place.write("broken.toml", "[campaign]\nid = \"hebei-2021\"\ntitle = \n");
    let ran = place.run(&["campaign", "diff", &file, "broken.toml"]);
    assert_eq!((ran.code, &*ran.out), (2, ""), "{ran:?}");
    assert!(ran.err.starts_with("broken.toml:3:"), "{ran:?}");
    let ran = place.run(&["campaign", "diff", "broken.toml", &file, "--json"]);
    assert_eq!((ran.code, &ran.json()["problems"][0]["line"]), (2, &3.into()), "{ran:?}");
}

#[test]
fn the_schema_is_one_of_json_schema() {
    let ran = Place::new().run(&["campaign", "schema"]);
    assert_eq!((ran.code, &*ran.err), (0, ""), "{}", ran.err);
    let asked = Place::new().run(&["campaign", "schema", "--json"]);
    assert_eq!((asked.code, &asked.out), (0, &ran.out), "{asked:?}");
    let json = ran.json();
    assert!(json["$schema"].as_str().unwrap().contains("json-schema.org"), "{}", json["$schema"]);
    assert!(json["properties"]["campaign"].is_object());
}
