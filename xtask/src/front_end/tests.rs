use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::{BUILT, build_if_stale, is_built, is_installed};
use crate::house::House;
use crate::steps::Done;

/// A folder whose files are as old as they are said to be, in seconds.
fn folder(name: &str, files: &[(&str, u64)]) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("linxuan-xtask-{}-{name}", std::process::id()));
    for (file, second) in files {
        write(&folder, file, *second);
    }
    for entry in [folder.clone(), folder.join("src")] {
        let _ = File::open(entry).and_then(|folder| folder.set_modified(at(1)));
    }
    folder
}

fn write(folder: &Path, file: &str, second: u64) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    File::create(&path).unwrap().set_modified(at(second)).unwrap();
}

fn at(second: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000 + second)
}

#[test]
fn a_build_newer_than_its_sources_stands() {
    let folder = folder("fresh", &[("src/a.ts", 5), ("package-lock.json", 4), ("dist/a.js", 6), (BUILT, 7)]);
    assert!(is_built(&folder));
    write(&folder, "src/a.ts", 8);
    assert!(!is_built(&folder), "a source changed");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn half_a_build_does_not_stand() {
    let folder = folder("half", &[("src/a.ts", 5), ("dist/a.js", 6)]);
    assert!(!is_built(&folder));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_source_taken_away_makes_the_build_old() {
    let folder = folder("taken", &[("src/a.ts", 5), ("src/b.ts", 5), ("dist/a.js", 6), (BUILT, 7)]);
    assert!(is_built(&folder));
    fs::remove_file(folder.join("src/b.ts")).unwrap();
    assert!(!is_built(&folder));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_lock_newer_than_what_is_installed_is_installed_again() {
    let files = [("package.json", 2), ("package-lock.json", 3), ("node_modules/.package-lock.json", 4)];
    let folder = folder("lock", &files);
    assert!(is_installed(&folder));
    write(&folder, "package-lock.json", 5);
    assert!(!is_installed(&folder));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_house_without_a_front_end_says_so() {
    let folder = folder("none", &[("frontend/README.md", 1)]);
    let done = build_if_stale(&House::at(&folder)).unwrap();
    assert!(matches!(done, Done::LeftOut(reason) if reason.contains("no front end")));
    fs::remove_dir_all(folder).unwrap();
}
