use std::fs;
use std::path::Path;

use super::{FILES, PACKAGE, copy, lay};
use crate::house::House;
use crate::steps::Done;

#[test]
fn a_house_without_fonts_says_so() {
    let done = lay(&House::at(Path::new("/nowhere")), "debug").unwrap();
    assert!(matches!(done, Done::LeftOut(reason) if reason.contains("no fonts")));
}

#[test]
fn only_what_differs_is_copied_and_what_is_missing_is_named() {
    let folder = std::env::temp_dir().join(format!("linxuan-xtask-fonts-{}", std::process::id()));
    let from = folder.join(PACKAGE).join(FILES[0].0);
    fs::create_dir_all(from.parent().unwrap()).unwrap();
    let to = folder.join("there.ttf");
    let missing = copy(&from, &to).unwrap_err().to_string();
    assert!(missing.contains(FILES[0].0), "{missing}");
    fs::write(&from, "older").unwrap();
    copy(&from, &to).unwrap();
    fs::write(&from, "newer one").unwrap();
    copy(&from, &to).unwrap();
    assert_eq!(fs::read_to_string(&to).unwrap(), "newer one");
    fs::remove_dir_all(folder).unwrap();
}
