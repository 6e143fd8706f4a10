//! Texts as people type them.

use linxuan_domain::text::{count, forbidden, is_name, same_name, tidy};
use proptest::prelude::*;

#[test]
fn characters_count_one_each() {
    let cases = [
        ("", 0),
        ("科技工作者", 5),
        ("𠮷田", 2),
        ("䶮㛃", 2),
        ("𬭊", 1),
        ("\u{e863}", 1),
        ("é", 1),
        ("“四个面向”，", 7),
        ("2022 a", 6),
        ("一\n二", 3),
        ("一\r\n二", 3),
        ("\r\n\r\n", 2),
        ("\r", 1),
        ("\n\r", 2),
        ("买买提·艾力", 6),
        ("👍", 1),
    ];
    for (text, characters) in cases {
        assert_eq!(count(text), characters, "{text:?}");
    }
}

/// A letter or 汉字 counts 1 also when its accent or its variant stands in the text as a mark of its own.
#[test]
fn a_letter_or_hanzi_with_a_combining_mark_counts_one() {
    assert_eq!(["e\u{301}", "葛\u{e0100}", "か\u{3099}"].map(count), [1, 1, 1]);
    assert_eq!(["葛\u{e0100}飾", "e\u{301}e\u{301}", "\u{3042}\r\n\u{3042}", "\u{e0100}"].map(count), [2, 2, 3, 1]);
}

/// Only one mark is part of its character: a heap of them is no way around a limit.
#[test]
fn marks_heaped_on_one_character_count() {
    assert_eq!(count(&format!("葛{}", "\u{e0100}".repeat(100))), 100);
    assert_eq!(count(&format!("x{}", "\u{301}".repeat(100))), 101);
}

#[test]
fn white_space_around_is_tidied_away_and_line_ends_are_one_kind() {
    assert_eq!(tidy("  一\r\n二\t\n"), "一\n二");
    assert_eq!(tidy("\u{3000}张三\u{3000}"), "张三");
    assert_eq!(tidy(" \r\n "), "");
}

#[test]
fn ordinary_texts_hold_nothing_forbidden() {
    for text in
        ["", "先进事迹：\r\n一、\t二、", "买买提·艾力", "𠮷", "\u{e863}", "“”—…（）《》〔〕", "é", "葛\u{e0100}", "👍"]
    {
        assert_eq!(forbidden(text), None, "{text:?}");
    }
}

#[test]
fn controls_and_what_nobody_can_see_are_forbidden() {
    let codes = (0x00..=0x1f).filter(|code| ![0x09, 0x0a, 0x0d].contains(code));
    let codes = codes.chain(0x7f..=0x9f).chain([0xad, 0x61c, 0xfeff, 0xfffd, 0xfffe, 0xffff]);
    // Zero-width spaces and joiners, marks and embeddings of direction, word joiner, isolates.
    let codes = codes.chain(0x200b..=0x200f).chain(0x202a..=0x202e).chain(0x2060..=0x2064).chain(0x2066..=0x2069);
    for character in codes.filter_map(char::from_u32) {
        assert_eq!(forbidden(&format!("张{character}三")), Some(character), "U+{:04X}", u32::from(character));
    }
}

/// The rest of Unicode's invisible format characters: Mongolian vowel separator, deprecated shaping
/// controls, interlinear marks, language tags; and the line ends that no form draws as such.
#[test]
fn rarer_invisible_characters_are_forbidden_too() {
    let codes = [0x180e, 0x2028, 0x2029].into_iter().chain(0x206a..=0x206f).chain(0xfff9..=0xfffb);
    let codes = codes.chain([0xe_0001]).chain(0xe_0020..=0xe_007f);
    let let_through: Vec<String> = codes
        .filter_map(char::from_u32)
        .filter(|character| forbidden(&character.to_string()).is_none())
        .map(|character| format!("U+{:04X}", u32::from(character)))
        .collect();
    assert_eq!(let_through, [""; 0]);
}

#[test]
fn the_first_forbidden_character_is_named() {
    assert_eq!(forbidden("a\u{200b}b\0"), Some('\u{200b}'));
}

#[test]
fn one_name_with_different_dots_spaces_and_widths_is_the_same() {
    let dots = ['·', '\u{2022}', '\u{30fb}', '\u{2027}', '\u{ff65}', '\u{2219}', '.', '\u{ff0e}'];
    for dot in dots {
        assert_eq!(same_name(&format!("买买提{dot}艾力")), "买买提·艾力", "U+{:04X}", u32::from(dot));
    }
    let cases = [
        ("张 三", "张三"),
        ("张\u{3000}三", "张三"),
        (" 买买提 · 艾力 ", "买买提·艾力"),
        ("Ann-Marie O'Neil", "ANN-MARIE O'NEIL"),
        ("ＡＮＮ", "ann"),
    ];
    for (one, other) in cases {
        assert_eq!(same_name(one), same_name(other), "{one} and {other}");
    }
    assert_ne!(same_name("张三"), same_name("张王三"));
    assert_ne!(same_name("吉田"), same_name("𠮷田"));
    assert_ne!(same_name("买买提艾力"), same_name("买买提·艾力"));
}

/// Names are compared on a normal form; composing makes these pairs one.
#[test]
fn canonically_equivalent_names_are_the_same() {
    for (one, other) in [("José", "Jose\u{301}"), ("\u{f90a}三", "金三"), ("买买提\u{387}艾力", "买买提·艾力")]
    {
        assert_eq!(same_name(one), same_name(other), "{one} and {other}");
    }
}

/// The mark of a variant is a way of writing, not another name.
#[test]
fn variants_of_one_hanzi_are_the_same() {
    assert_eq!(same_name("葛\u{e0100}三"), same_name("葛三"));
    assert_ne!(same_name("葛\u{e0100}三"), same_name("三"));
}

#[test]
fn names_of_people_are_accepted() {
    let names = [
        "张三",
        "欧阳修远",
        "买买提·艾力",
        "买买提•艾力",
        "买买提・艾力",
        "买买提‧艾力",
        "𠮷田",
        "䶮",
        "\u{e863}三",
        "〇三",
        "Jose\u{301}",
        "葛\u{e0100}三",
        "\u{e863}",
        "\u{e000}\u{f8ff}",
        "Ann-Marie O'Neil",
        "José",
        "J. R. R. Tolkien",
        "O’Neil",
        "Ян",
        "ئالىم",
    ];
    for name in names {
        assert!(is_name(name), "{name}");
    }
}

#[test]
fn what_is_no_name_is_refused() {
    let texts = [
        "",
        " ",
        "·",
        "-",
        "张三1",
        "1",
        "<script>",
        "张三;",
        "张三（女）",
        "张三\n李四",
        "a@b",
        "张三/李四",
        "张\u{200b}三",
        "=1+1",
        "张三，李四",
        "👍",
        "\u{e0100}",
        "\u{301}",
    ];
    for text in texts {
        assert!(!is_name(text), "{text:?}");
    }
}

proptest! {
    #[test]
    fn comparing_a_name_twice_changes_nothing(name in "\\PC{0,12}") {
        let once = same_name(&name);
        prop_assert_eq!(same_name(&once), once);
    }

    #[test]
    fn tidying_twice_changes_nothing_and_never_adds(text in "[一二 \\r\\n\\ta]{0,12}") {
        let once = tidy(&text);
        prop_assert!(count(&once) <= count(&text));
        prop_assert_eq!(tidy(&once), once);
    }

    /// The jamo at the end joins nothing and, unlike all before it, may not be counted the quick way.
    #[test]
    fn the_quick_way_of_counting_is_the_long_way(text in "[\\u{0}-\\u{2ff}\\u{2000}-\\u{30ff}\\u{4e00}-\\u{9fff}\\u{ff00}-\\u{ffef}]{0,12}") {
        prop_assert_eq!(count(&format!("{text}\u{3131}")), count(&text) + 1);
    }

    #[test]
    fn hanzi_count_one_whatever_their_bytes(text in "[\\u{4e00}-\\u{9fff}\\u{20000}-\\u{2a6df}]{0,40}") {
        prop_assert_eq!(count(&text) as usize, text.chars().count());
        prop_assert_eq!(forbidden(&text), None);
    }
}
