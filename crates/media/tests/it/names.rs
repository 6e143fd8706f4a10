use linxuan_media::names::{FileName, Refused, comparable, same};
use proptest::prelude::*;

fn read(file: &str) -> Result<(String, Option<u8>, String), Refused> {
    FileName::read(file).map(|read| (read.name, read.number, read.extension))
}

#[track_caller]
fn is(file: &str, name: &str, number: Option<u8>) {
    assert_eq!(read(file), Ok((name.to_owned(), number, "jpg".to_owned())), "{file:?}");
}

#[test]
fn the_usual_spellings_are_one_name() {
    for file in [
        "张三1.jpg",
        "张三+1.jpg",
        "张三-01.JPG",
        "张三（1）.jpeg",
        "张三_一.jpg",
        "张三 1.jpg",
        "张三１.jpg",
        "张三(1).jpg",
        "张三【1】.jpg",
        "张三〔一〕.jpg",
        "张三＋１.ＪＰＧ",
        "张三　1.jpg",
        "张三—1.jpg",
        "张三①.jpg",
        "张三⑴.jpg",
        "张三㈠.jpg",
        "张三#1.jpg",
        "张三、1.jpg",
        "张三.1.jpg",
        "张三1.jpg.jpg",
        "张三第1张.jpg",
        "张三（第一张）.jpg",
        "张三-壹.jpg",
        " 张三 - 1 .jpg",
        "张 三1.jpg",
        "张三1．jpg",
        "张三 ( 1 ).jpe",
        "张三1.",
        "张三001.jfif",
    ] {
        if file == "张三1." {
            assert_eq!(read(file), Err(Refused::NoExtension));
        } else {
            is(file, "张三", Some(1));
        }
    }
    assert_eq!(FileName::read("张三（１）.JPEG").unwrap().normal(), "张三1.jpg");
}

#[test]
fn a_numeral_without_a_separator_is_part_of_the_name() {
    is("张三.jpg", "张三", None);
    is("张　三.jpg", "张三", None);
    is("阿·三.jpg", "阿·三", None);
    is("王五.jpg", "王五", None);
    is("丁一二.jpg", "丁一二", None);
    is("王五5.jpg", "王五", Some(5));
    is("张三_三.jpg", "张三", Some(3));
    is("王五②.jpg", "王五", Some(2));
}

#[test]
fn numerals_reach_to_ninety_nine() {
    let table = [
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("廿三", 23),
        ("三十五", 35),
        ("九十九", 99),
        ("〇七", 7),
        ("四二", 42),
    ];
    for (written, number) in table {
        is(&format!("李四-{written}.jpg"), "李四", Some(number));
    }
    for wrong in ["李四0.jpg", "李四100.jpg", "李四-〇.jpg", "李四99999999999.jpg"] {
        assert_eq!(read(wrong), Err(Refused::OutOfRange), "{wrong}");
    }
    assert_eq!(read("李四1 (2).jpg"), Err(Refused::TwoNumbers));
    assert_eq!(read("李四1-2.jpg"), Err(Refused::TwoNumbers));
}

#[test]
fn all_dots_of_names_are_one() {
    for dot in ['\u{b7}', '\u{2022}', '\u{30fb}', '\u{2027}', '\u{ff0e}', '\u{387}', '\u{22c5}', '\u{ff65}', '.'] {
        is(&format!("买买提{dot}吐尔逊2.jpg"), "买买提·吐尔逊", Some(2));
        assert!(same(&format!("买买提{dot}吐尔逊"), "买买提·吐尔逊"), "{dot:?}");
    }
    assert!(same("Ａnna  Li", "anna li") && same("张 三", "张三") && !same("张三", "张山"));
    assert!(same("e\u{301}va", "\u{e9}va"));
    // A form of the same letter, chosen by a mark behind it.
    assert!(same("葛\u{e0100}优", "葛优"));
    assert!(!same("买买提吐尔逊", "买买提·吐尔逊"));
}

#[test]
fn rare_letters_stay_as_they_are() {
    for name in ["䶮㛃", "𬭊", "〇一", "Ana María", "O'Neil"] {
        is(&format!("{name}3.jpg"), name, Some(3));
    }
}

/// T33. A name that reads otherwise than it is written.
#[test]
fn letters_that_are_not_seen_are_refused() {
    for hidden in
        ['\u{202e}', '\u{200b}', '\u{200d}', '\u{2066}', '\u{feff}', '\u{ad}', '\u{3164}', '\u{fe0f}', '\u{e0041}']
    {
        assert_eq!(read(&format!("张{hidden}三1.jpg")), Err(Refused::Invisible(hidden)));
    }
    assert_eq!(read("张三\u{202e}gpj.exe"), Err(Refused::Invisible('\u{202e}')));
    for wrong in ['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\n', '\0'] {
        assert_eq!(read(&format!("张{wrong}三1.jpg")), Err(Refused::Unsafe(wrong)));
    }
    assert_eq!(read("1.jpg"), Err(Refused::NoName));
    assert_eq!(read("张三1"), Err(Refused::NoExtension));
}

fn name() -> impl Strategy<Value = String> {
    // No numeral, no counter: those have cases of their own.
    "[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨䶮𬭊]{2,4}(·[赵钱孙李周吴郑王]{1,4})?"
}

/// 1 to 99 as people write it.
fn chinese(number: u8) -> String {
    const ONES: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, one) = (usize::from(number / 10), usize::from(number % 10));
    let ten = match tens {
        0 => String::new(),
        1 => "十".to_owned(),
        _ => format!("{}十", ONES[tens]),
    };
    format!("{ten}{}", ONES[one])
}

/// An accent that stands alone comes to the letter before it once the space between them is gone.
#[test]
fn a_comparable_name_is_its_own() {
    assert_eq!(comparable("K\u{b4}"), "\u{1e31}");
    assert_eq!(comparable("\u{1e31}"), "\u{1e31}");
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(name in name(), number in 1_u8..=99) {
        let wanted = FileName { name, number: Some(number), extension: "jpg".into() };
        prop_assert_eq!(FileName::read(&wanted.normal()), Ok(wanted));
    }

    #[test]
    fn every_spelling_has_one_normal_form(name in name(), number in 1_u8..=99, way in 0_usize..8, zeros in 0_usize..2) {
        let digits = format!("{}{number}", "0".repeat(zeros));
        let wide: String = digits.chars().map(|digit| char::from_u32(digit as u32 + 0xfee0).unwrap()).collect();
        let han = chinese(number);
        let file = match way {
            0 => format!("{name}{digits}.JPG"),
            1 => format!("{name}+{digits}.jpeg"),
            2 => format!("{name}（{wide}）.jpg"),
            3 => format!("{name}_{han}.Jpg"),
            4 => format!("{name} {wide}.jpg"),
            5 => format!("{name}[{han}].jpg"),
            6 => format!("{name}—第{digits}张.jpg"),
            _ => format!("{}-{digits}.jpg", name.replace('·', "\u{2022}")),
        };
        prop_assert_eq!(FileName::read(&file).map(|read| read.normal()), Ok(format!("{name}{number}.jpg")), "{}", file);
    }

    #[test]
    fn reading_never_panics_and_a_normal_form_is_stable(file in "\\PC{0,20}(\\.[a-zA-Z]{1,4})?") {
        if let Ok(read) = FileName::read(&file) {
            prop_assert_eq!(FileName::read(&read.normal()), Ok(read.clone()), "{:?}", read);
            prop_assert_eq!(comparable(&read.name), comparable(&comparable(&read.name)));
        }
    }
}
