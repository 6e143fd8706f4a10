use std::io::Read;
use std::process::Stdio;

use crate::{Place, campaigns};

/// Runs a command whose reader goes away after the first byte.
#[track_caller]
fn read_one_byte(arguments: &[&str]) {
    let place = Place::new();
    let mut child = place.program(arguments).spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0]).unwrap();
    drop(out);
    let ended = child.wait_with_output().unwrap();
    let err = String::from_utf8(ended.stderr).unwrap();
    assert_eq!((ended.status.code(), &*err), (Some(0), ""), "{arguments:?}");
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let file = campaigns("national-2022.toml");
    read_one_byte(&["campaign", "schema"]);
    read_one_byte(&["routes"]);
    read_one_byte(&["campaign", "coverage", &file]);
    read_one_byte(&["campaign", "check", &file]);
}

#[test]
fn errors_with_nobody_to_read_them_are_no_fault() {
    let place = Place::new();
    let mut child = place.program(&["campaign", "coverage", "none.toml"]).spawn().unwrap();
    drop(child.stderr.take());
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(3));
}

#[test]
fn an_answer_that_could_not_be_written_is_not_good() {
    let place = Place::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let status = place.program(&["campaign", "schema"]).stdout(Stdio::from(full)).status().unwrap();
    assert_eq!(status.code(), Some(3));
}

#[test]
fn misuse_is_two_and_help_is_good() {
    let place = Place::new();
    for wrong in [&["frobnicate"][..], &["campaign", "check"], &["account", "create", "x"], &[]] {
        let ran = place.run(wrong);
        assert_eq!((ran.code, &*ran.out), (2, ""), "{wrong:?}: {ran:?}");
    }
    for good in [&["--help"][..], &["--version"], &["campaign", "--help"]] {
        assert_eq!(place.run(good).code, 0, "{good:?}");
    }
}

#[test]
fn sentences_come_in_the_language_asked_for() {
    let place = Place::new();
    let file = campaigns("blank.toml");
    let said = |language: &[&str]| {
        let arguments = [&["campaign", "coverage", &*file], language].concat();
        place.run(&arguments).out
    };
    assert!(said(&[]).trim_end().ends_with(" unassigned"));
    assert!(said(&["--lang", "zh"]).contains('条'));
}
