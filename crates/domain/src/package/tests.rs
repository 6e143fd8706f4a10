use proptest::prelude::*;

use super::*;

fn place(number: u32, label: Option<&str>) -> String {
    let (unit, nominee) = (Numbered { ordinal: 1, name: "青海省" }, Numbered { ordinal: 3, name: "某甲" });
    path(unit, nominee, label, number, "jpg")
}

#[test]
fn a_material_is_named_by_name_and_number() {
    assert_eq!(place(1, None), "01 青海省/03 某甲/某甲1.jpg");
    assert_eq!(place(12, None), "01 青海省/03 某甲/某甲12.jpg");
    assert_eq!(place(1, Some("推荐表")), "01 青海省/03 某甲/某甲 推荐表 1.jpg");
    let hundredth = Numbered { ordinal: 100, name: "某乙" };
    assert_eq!(path(hundredth, hundredth, None, 1, "mp4"), "100 某乙/100 某乙/某乙1.mp4");
}

#[test]
fn a_label_s_number_and_the_file_s_are_told_apart() {
    assert_ne!(place(11, Some("表")), place(1, Some("表1")));
    assert_ne!(place(1, Some("1")), place(11, None));
}

/// What Windows reserves (its rules for naming files), each by hand.
#[test]
fn names_are_right_on_every_system() {
    let table = [
        ("某甲1.jpg", "某甲1.jpg"),
        ("a<b>c:d\"e/f\\g|h?i*j", "a＜b＞c：d＂e／f＼g｜h？i＊j"),
        ("100%.pdf", "100％.pdf"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("Com1.tar.gz", "_Com1.tar.gz"),
        ("com¹", "_com¹"),
        ("LPT9 .txt", "_LPT9 .txt"),
        ("CONIN$", "_CONIN$"),
        ("COM10", "COM10"),
        ("console", "console"),
        ("end. .", "end"),
        ("  two words ", "two words"),
        ("tab\tand\nline", "tab and line"),
        ("zero\u{200b}width\u{202e}", "zerowidth"),
        ("nul\0byte", "nulbyte"),
        (".", "_"),
        ("..", "_"),
        ("", "_"),
        ("e\u{301}", "é"),
        (".hidden", ".hidden"),
        ("-rf", "-rf"),
    ];
    for (given, wanted) in table {
        assert_eq!(clean(given), wanted, "{given:?}");
    }
}

#[test]
fn paths_that_a_system_without_capitals_holds_for_one_are_told_apart() {
    let mut names = Names::new("");
    assert_eq!(names.place("01 甲/A.jpg"), "01 甲/A.jpg");
    assert_eq!(names.place("01 甲/a.JPG"), "01 甲/a (2).JPG");
    assert_eq!(names.place("01 甲/a.jpg"), "01 甲/a (3).jpg");
    assert_eq!(names.place("01 甲/a?.jpg"), "01 甲/a？.jpg");
    assert_eq!(names.place("01 甲/a？.jpg"), "01 甲/a？ (2).jpg");
    // A file where a folder is, and a folder where a file is.
    assert_eq!(names.place("01 甲"), "01 甲 (2)");
    assert_eq!(names.place("01 甲/A.jpg/b"), "01 甲/A (4).jpg/b");
    assert_eq!(names.place("01 甲/A.jpg/c"), "01 甲/A (4).jpg/c");
    assert_eq!(names.place("../../etc/passwd"), "_/_/etc/passwd");
    assert_eq!(names.place("/absolute"), "absolute");
}

#[test]
fn long_paths_are_cut_before_the_extension() {
    let mut names = Names::new("基/data/");
    let long = "字".repeat(300);
    let first = names.place(&format!("{long}/{long}/{long}.jpg"));
    let second = names.place(&format!("{long}/{long}/{long}乙.jpg"));
    assert!(first.ends_with("字.jpg") && second.ends_with("字 (2).jpg"), "{first} {second}");
    // 56 + 1 + 56 + 1 + 56
    assert_eq!((first.chars().count(), second.chars().count()), (170, 170));
    let deep = names.place(&"a/".repeat(400));
    assert_eq!(deep, "a/".repeat(12) + "a");
}

proptest! {
    #[test]
    fn any_paths_come_out_plain_short_and_different(asked in proptest::collection::vec("[\\PC/. %:AaBb\u{301}\u{20000}]{0,120}", 1..12)) {
        let mut names = Names::new("包/data/");
        let mut seen = std::collections::BTreeSet::new();
        for path in asked {
            let placed = names.place(&path);
            prop_assert!(is_plain(&placed), "{placed:?}");
            prop_assert!(placed.encode_utf16().count() + 7 <= 240, "{placed:?}");
            prop_assert!(placed.split('/').all(|name| name.len() <= 255), "{placed:?}");
            prop_assert!(seen.insert(folded(&placed)), "{placed:?} twice");
        }
    }
}
