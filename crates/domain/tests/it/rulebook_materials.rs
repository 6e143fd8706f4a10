//! What a rulebook may ask of a material.

use linxuan_domain::rulebook::{Material, ProblemKind, Reading, Unreachable};
use linxuan_domain::value::{Frame, Size};

use crate::campaigns::shipped;
use crate::sample::{edited, problems, problems_at_marks, read_text};
use ProblemKind as P;

/// What is wrong where the sample's photo has another line.
fn photo(line: &str) -> Vec<ProblemKind> {
    problems_at_marks(&[("count = \"3-5\"", &format!("count = \"3-5\"\n{line}"))])
}

fn of_kind(kind: &str) -> Vec<ProblemKind> {
    vec![P::NotForKind { kind: kind.into() }]
}

#[test]
fn a_limit_fits_the_kind_that_has_it() {
    assert_eq!(photo("‸duration_at_most = \"3min\""), of_kind("photo"));
    assert_eq!(photo("‸links = true"), of_kind("photo"));
    assert_eq!(photo("links = false"), []);
    let whole = "pixels_at_least = \"1x1\"\nproportion = \"1x1\"\nassumed = \"样例\"";
    assert_eq!(photo(whole), []);
    let video = |line: &str| problems_at_marks(&[("count = \"0+\"", &format!("count = \"0+\"\n{line}"))]);
    for line in ["‸proportion = \"3x5\"", "‸background = { zh = \"白\", en = \"white\" }", "‸links = true"] {
        assert_eq!(video(line), of_kind("video"), "{line}");
    }
    let document = |line: &str| {
        let kind = format!("kind = \"document\"\n{line}");
        problems_at_marks(&[("kind = \"photo\"", &kind)])
    };
    for line in ["‸frames = [\"3x5\"]", "‸pixels_at_least = \"3x5\"", "‸duration_at_most = \"3min\""] {
        assert_eq!(document(line), of_kind("document"), "{line}");
    }
}

#[test]
fn a_format_is_known_and_of_its_kind() {
    let allowed = ["jpg", "png", "webp"].map(str::to_owned).to_vec();
    let wrong = |found: &str| vec![P::NotOneOf { found: found.into(), allowed: allowed.clone() }];
    assert_eq!(photo("‸formats = [\"jpg\", \"mp4\"]"), wrong("mp4"));
    assert_eq!(photo("formats = [\"jpg\", \"png\"]"), []);
    let all = ["jpg", "png", "webp", "gif", "mp4", "mov", "pdf", "docx", "xlsx"].map(str::to_owned).to_vec();
    for strange in ["jpeg", "JPG", "heic", "exe", ""] {
        let found = photo(&format!("formats = [‸\"{strange}\"]"));
        assert_eq!(found, [P::NotOneOf { found: strange.into(), allowed: all.clone() }], "{strange}");
    }
}

#[test]
fn sizes_do_not_cross() {
    let cross = |most: &str| P::Unreachable(Unreachable::BoundsCross { least: "2MB".into(), most: most.into() });
    let limits = |most: &str| {
        let lines = format!("size_at_least = \"2MB\"\nsize_at_most = \"{most}\"\nassumed.size_at_most = \"样例\"");
        problems(&[("size_at_least = \"2MB\"", &lines)]).into_iter().map(|problem| problem.kind).collect::<Vec<_>>()
    };
    assert_eq!(limits("1MB"), [cross("1MB")]);
    assert_eq!(limits("2MB"), []);
    let space = |most: &str| {
        let measure = format!(
            "\n[measure]\nmegabyte = 1000000\nduration_tolerance_ms = 0\nspace_at_most = \"{most}\"\nassumed = \"样例\"\n"
        );
        read_text(&(edited(&[]) + &measure)).problems.into_iter().map(|problem| problem.kind).collect::<Vec<_>>()
    };
    assert_eq!(space("1MB"), [cross("1MB")]);
    assert_eq!(space("2MB"), []);
}

fn material<'a>(reading: &'a Reading, id: &str) -> &'a Material {
    let book = reading.rulebook.as_ref().expect("a rulebook");
    book.material.iter().find(|material| material.id.as_str() == id).expect("a material")
}

/// What a rulebook written before does not say changes nothing.
#[test]
fn what_is_not_said_is_not_asked() {
    let reading = read_text(&edited(&[]));
    let photo = material(&reading, "photo");
    assert_eq!((photo.size_at_most, photo.pixels_at_least, photo.proportion), (None, None, None));
    assert!(!photo.links && photo.background.is_none());
    let measure = &reading.rulebook.as_ref().expect("a rulebook").measure;
    assert_eq!((measure.proportion_tolerance_percent, measure.space_at_most), (2, None));
}

/// 小2寸 is 33 × 48 mm by habit, so no notice need print it; Hebei alone takes works that stand in the web.
#[test]
fn the_notices_portraits_are_small_two_inch() {
    for name in ["chongqing-2021", "hebei-2021", "national-2021", "qinghai-2023"] {
        let reading = shipped(name).read();
        assert_eq!(material(&reading, "portrait").proportion, Some(Frame { width: 33, height: 48 }), "{name}");
        let keys: Vec<_> = reading.assumptions().into_iter().map(|assumption| assumption.key).collect();
        assert!(keys.contains(&"material.portrait.proportion".to_owned()), "{name}: {keys:?}");
        let book = reading.rulebook.as_ref().expect("a rulebook");
        let links: Vec<_> = book.material.iter().filter(|one| one.links).map(|one| one.id.as_str()).collect();
        assert_eq!(links, if name == "hebei-2021" { vec!["other-works"] } else { vec![] }, "{name}");
    }
}

/// The template's measures and materials, taken out of their comments.
#[test]
fn the_blank_rulebook_shows_materials_that_can_be_used() {
    let blank = shipped("blank");
    let text: Vec<&str> = blank.text.lines().collect();
    let at = |word: &str| text.iter().position(|line| line.contains(word)).expect("a heading");
    let open = |line: &&str| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line).to_owned();
    let lines = text.iter().enumerate().map(|(number, line)| {
        if (at("计量 Measure")..at("公文和表格")).contains(&number) { open(line) } else { (*line).to_owned() }
    });
    let used: String = lines.map(|line| line + "\n").collect();
    let reading = linxuan_domain::rulebook::read(&used, &blank.outline, Some("blank"));
    assert_eq!(reading.problems, []);
    let book = reading.rulebook.as_ref().expect("a rulebook");
    let ids: Vec<_> = book.material.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["portrait", "photo", "video", "other-works"]);
    assert_eq!(book.measure.space_at_most, Some(Size { megabytes: 2_000 }));
    assert!(book.material[0].background.is_some() && book.material[3].links);
}
