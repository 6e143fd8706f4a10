use std::fs;

use super::{ACT, PLACES, filled, require_name, run};
use crate::house::House;

#[test]
fn an_act_is_written_once() {
    let folder = std::env::temp_dir().join(format!("linxuan-xtask-{}-act", std::process::id()));
    let house = House::at(&folder);
    run(&house, "work_report", "submit").unwrap();
    let written = fs::read_to_string(folder.join("crates/app/src/work_report/submit.rs")).unwrap();
    assert!(written.contains("pub fn submit("));
    assert!(run(&house, "work_report", "submit").is_err_and(|error| error.to_string().contains("there already")));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn no_placeholder_stays() {
    for template in [ACT, PLACES] {
        let text = filled(template, "receipt", "print");
        assert!(!text.contains("NOUN") && !text.contains("VERB") && text.contains("receipt"));
    }
}

#[test]
fn names_are_those_of_modules() {
    for name in ["", "Receipt", "../receipt", "_x", "re-ceipt"] {
        assert!(require_name(name).is_err(), "{name}");
    }
    require_name("work_report").unwrap();
}

#[test]
fn the_skeleton_is_rust() {
    syn::parse_file(&filled(ACT, "receipt", "print")).unwrap();
}
