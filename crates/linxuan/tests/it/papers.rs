//! Letters as PDF, and what is said where there are no fonts.

use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;

use linxuan_testkit::papers;

use crate::Place;
use crate::person::after;

const NONE: &[(&str, &str)] = &[];

fn read(file: &Path) -> String {
    let output = Command::new("pdftotext").args(["-enc", "UTF-8", "-raw"]).arg(file).arg("-").output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn letters_are_laid_down_as_pdf_closed_to_others_and_follow_one_another() {
    let Some(share) = papers::share() else { return };
    let share = share.display().to_string();
    let fonts = [("LINXUAN_SHARE", &*share), ("LINXUAN_SITE", "https://linxuan.example.cn")];
    let place = Place::new();
    let made = place.run_with(&["setup", "--auditor", "王三岚𬭊", "--json"], &fonts);
    assert_eq!(made.code, 0, "{made:?}");
    assert!(!made.err.contains("onts missing"), "{made:?}");
    assert_eq!(made.json()["administrators"][2]["letter"], "letters/auditor.pdf");
    let file = place.path("letters/auditor.pdf");
    assert_eq!(std::fs::metadata(&file).unwrap().mode() & 0o777, 0o600);
    let first = read(&file);
    for fact in ["To 王三岚𬭊:", "https://linxuan.example.cn", "Page 1 of 1"] {
        assert!(first.contains(fact), "{fact}: {first}");
    }
    // Anew, without fonts and with them: whichever comes, the void letter goes.
    let files = || {
        let all = std::fs::read_dir(place.path("letters")).unwrap().map(|entry| entry.unwrap().file_name());
        let mut all: Vec<String> = all.map(|name| name.into_string().unwrap()).collect();
        all.sort();
        all
    };
    let reset = ["account", "reset", "auditor", "--operator"];
    assert_eq!(place.run(&reset).code, 0);
    assert_eq!(files(), ["auditor.html", "security-administrator.pdf", "system-administrator.pdf"]);
    assert_eq!(place.run_with(&reset, &fonts).code, 0);
    assert_eq!(files(), ["auditor.pdf", "security-administrator.pdf", "system-administrator.pdf"]);
    assert_ne!(read(&file), first);
    // What is no letter of this account stays.
    std::fs::write(&file, "somebody else's").unwrap();
    assert_eq!(place.run_with(&reset, &fonts).code, 0);
    assert_eq!(files(), ["auditor-2.pdf", "auditor.pdf", "security-administrator.pdf", "system-administrator.pdf"]);
    let healthy = place.run_with(&["doctor"], &fonts);
    assert_eq!(healthy.code, 0, "{healthy:?}");
}

#[test]
fn a_name_that_cannot_be_printed_is_said_and_its_letter_is_a_page() {
    let Some(share) = papers::share() else { return };
    let place = Place::new();
    let share = share.display().to_string();
    let made = place.run_with(&["setup", "--auditor", "王\u{31350}"], &[("LINXUAN_SHARE", &*share)]);
    assert_eq!(made.code, 0, "{made:?}");
    assert!(made.err.contains("No font has “\u{31350}” (U+31350), so the field “Name” of auditor"), "{made:?}");
    assert!(place.path("letters/system-administrator.pdf").exists());
    assert_eq!(after(&place.read("letters/auditor.html"), "<dt>Login</dt>"), "auditor");
}

#[test]
fn missing_fonts_are_named_by_setup_serve_and_doctor() {
    let place = Place::new();
    let missing = "Fonts missing: Noto Serif SC Regular, Noto Serif SC Bold; folders searched: ";
    let made = place.run_with(&["setup", "--json"], NONE);
    assert_eq!(made.code, 0, "{made:?}");
    assert_eq!(made.json()["administrators"][2]["letter"], "letters/auditor.html");
    assert_eq!(made.err.matches(missing).count(), 1, "said once, on standard error: {made:?}");
    assert!(made.err.contains("no-share/fonts") && made.err.contains(".html"), "{made:?}");
    place.write("linxuan.toml", "[fonts]\ndirs = [\"of-ours\"]\n");
    let doctor = place.run(&["doctor"]);
    assert_eq!(doctor.code, 1, "{doctor:?}");
    let line = doctor.out.lines().find(|line| line.contains(missing)).unwrap_or_else(|| panic!("{doctor:?}"));
    assert!(line.starts_with("bad\tfonts\t") && line.ends_with("no-share/fonts, of-ours"), "{line}");
    let site = crate::serve::Site::start(&place, "127.0.0.1:0", &[]);
    assert!(site.said().contains(missing), "{}", site.said());
}
