//! What a file is: its kind, its pages, its fonts, its bytes.

use std::process::Command;

use linxuan_report::keyword;

use crate::reader::File;
use crate::{letter, letters, press};

/// Where the test below writes when it runs as the other process.
const OTHER: &str = "LINXUAN_REPORT_OTHER";

#[test]
fn the_same_letters_are_the_same_bytes_here_and_in_another_process() {
    let Some(press) = press() else { return };
    let all = letters((1..=5).map(letter).collect());
    let bytes = press.letters(&all).unwrap();
    if let Ok(path) = std::env::var(OTHER) {
        return std::fs::write(path, bytes).unwrap();
    }
    assert!(bytes == press.letters(&all).unwrap(), "a second run differs");
    assert!(bytes == crate::press().unwrap().letters(&all).unwrap(), "fonts read again differ");
    let path = std::env::temp_dir().join(format!("linxuan-report-other-{}.pdf", std::process::id()));
    let name = "file::the_same_letters_are_the_same_bytes_here_and_in_another_process";
    let ran = Command::new(std::env::current_exe().unwrap()).args(["--exact", name]).env(OTHER, &path).output();
    assert!(ran.unwrap().status.success());
    let other = std::fs::read(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    assert!(bytes == other, "another process differs");
}

#[test]
fn a_file_says_that_it_is_pdf_a_2b() {
    let Some(press) = press() else { return };
    let file = File::new(&press.letters(&letters(vec![letter(1)])).unwrap());
    let metadata = file.metadata();
    assert!(metadata.contains("<pdfaid:part>2</pdfaid:part>"), "{metadata}");
    assert!(metadata.contains("<pdfaid:conformance>B</pdfaid:conformance>"), "{metadata}");
    let info = file.info();
    assert!(info.contains("Page size:       595.276 x 841.89 pts (A4)"), "{info}");
    assert!(info.contains("账号开通函") && !info.contains("Typst"), "{info}");
}

#[test]
fn every_font_is_inside_the_file() {
    let Some(press) = press() else { return };
    let fonts = File::new(&press.letters(&letters(vec![letter(1)])).unwrap()).fonts();
    let rows: Vec<Vec<&str>> = fonts.lines().skip(2).map(|row| row.split_whitespace().collect()).collect();
    let mut names: Vec<&str> = rows.iter().map(|row| row[0].split_once('+').unwrap().1).collect();
    names.sort_unstable();
    assert_eq!(names.len(), 3, "{fonts}");
    assert!(names[0].starts_with("DejaVuSansMono-Bold"), "{fonts}");
    assert!(names[1].starts_with("NotoSerifSC-Bold") && names[2].starts_with("NotoSerifSC-Regular"), "{fonts}");
    // Embedded, a part of the font, with the way back to text.
    assert!(rows.iter().all(|row| row[row.len() - 5..row.len() - 2] == ["yes", "yes", "yes"]), "{fonts}");
}

#[test]
fn two_hundred_letters_are_two_hundred_pages() {
    let Some(press) = press() else { return };
    let pages = File::new(&press.letters(&letters((1..=200).map(letter).collect())).unwrap()).run_together();
    assert_eq!(pages.len(), 200);
    for (number, page) in (1..).zip(&pages) {
        assert!(
            page.contains(&format!("ijkm-{number:04}")) && page.contains(&format!("第{number}页，共200页")),
            "{page}"
        );
    }
}

#[test]
fn a_file_with_one_letter_says_whose_it_is_and_one_with_many_does_not() {
    let Some(press) = press() else { return };
    let holds = |bytes: &[u8], login: &str| String::from_utf8_lossy(bytes).contains(&keyword(login));
    let one = press.letters(&letters(vec![letter(1)])).unwrap();
    assert!(holds(&one, "example-001") && !holds(&one, "example-00"));
    let two = press.letters(&letters(vec![letter(1), letter(2)])).unwrap();
    assert!(!holds(&two, "example-001") && !holds(&two, "example-002"));
}
