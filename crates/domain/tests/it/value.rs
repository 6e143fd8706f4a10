//! Values at the border: what is read, what is refused, what is meant.

use std::process::Command;

use jiff::tz::TimeZone;
use linxuan_domain::value::{
    Date, Duration, FORMATS, Frame, Instant, Key, Label, Language, Malformed, Moment, Precision, Share, Size, Span,
    When,
};
use proptest::prelude::*;

use crate::day;

/// Checks that texts are read by a format and printed again just so.
fn printed_again<V: std::str::FromStr<Err = Malformed> + ToString>(texts: &[&str]) {
    for text in texts {
        assert_eq!(text.parse::<V>().map(|value| value.to_string()), Ok((*text).to_owned()));
    }
}

/// The texts that a format wrongly reads, of those it should refuse.
fn wrongly_read(format: &str, texts: &[&str]) -> Vec<String> {
    let (_, check) = FORMATS.iter().find(|(name, _)| *name == format).expect("a format");
    texts.iter().filter(|text| check(text)).map(|text| (*text).to_owned()).collect()
}

#[test]
fn good_texts_of_every_format_are_read_and_printed_as_written() {
    printed_again::<Key>(&["a", "region", "a-1", "x9", &"k".repeat(60)]);
    printed_again::<Date>(&["2022-05-20", "2024-02-29", "1900-01-01", "2000-02-29"]);
    printed_again::<Moment>(&["2022-05-20T18:00", "2022-05-20T00:00", "2022-05-20T23:59", "2022-05-20T24:00"]);
    printed_again::<Share>(&["20%", "0%", "100%", "2/3", "1/2", "1/1", "0/7"]);
    printed_again::<Size>(&["2MB", "0MB", "500MB"]);
    printed_again::<Duration>(&["3min", "90s", "1min"]);
    printed_again::<Frame>(&["1920x1080", "1080x1920", "1x1"]);
    printed_again::<Span>(&["1", "3-5", "0+", "0", "2+"]);
    printed_again::<When>(&[
        "suitable",
        "2022-05-20",
        "2022-03-early",
        "2022-03-mid",
        "2022-05-late",
        "2022-07",
        "2022-03-mid/2022-05-mid",
        "2022-05-late/",
        "2022-03-15/2022-07",
    ]);
}

#[test]
fn bad_texts_of_every_format_are_refused() {
    let bad: &[(&str, &[&str])] = &[
        ("key", &["", "A", "1a", "-a", "a_b", "a b", "a.b", "é", "区", "a\n", &"k".repeat(61)]),
        (
            "date",
            &[
                "",
                "2022-02-30",
                "2022-02-29",
                "1900-02-29",
                "2022-13-01",
                "2022-00-10",
                "2022-04-31",
                "2022-1-01",
                "22-01-01",
                "2022/01/01",
                "2022年1月1日",
                "2022-01-01 ",
                "20220101",
                "2022-W01-1",
                "-022-01-01",
                "2022-01-01T00:00",
                "２022-01-1",
            ],
        ),
        (
            "moment",
            &[
                "",
                "2022-05-20",
                "2022-05-20 18:00",
                "2022-05-20T24:01",
                "2022-05-20T25:00",
                "2022-05-20T18:60",
                "2022-05-20T1:00",
                "2022-05-20T18:0",
                "2022-05-20T18:00:00",
                "2022-02-30T10:00",
                "2022-05-20T18:00Z",
                "2022-05-20T",
            ],
        ),
        ("share", &["", "%", "20", "0.2", "120%", "3/2", "1/0", "0/0", "-20%", "20 %", "2/3%", "2:3", "２０%"]),
        ("size", &["", "MB", "2", "2mb", "2 MB", "2GB", "2.5MB", "-2MB", "4294967296MB"]),
        ("duration", &["", "min", "s", "3", "3m", "3 min", "1.5min", "-3min", "3min30s", "71582789min"]),
        ("frame", &["", "1920", "1920*1080", "1920×1080", "1920X1080", "x1080", "1920x", "1920x1080x1", "-1x1"]),
        ("span", &["", "+", "-", "3-", "-3", "5-3", "3-5-7", "3~5", "a", "3 - 5", "0++", "3-5+"]),
        (
            "when",
            &[
                "",
                "/",
                "soon",
                "2022",
                "2022-13",
                "2022-00",
                "2022-5",
                "2022-05-middle",
                "2022-02-30",
                "/2022-05",
                "2022-05/2022-03",
                "2022-05-20/2022-05-19",
                "2022-05-late/2022-05-mid",
                "2022-05/2022-06/2022-07",
                "suitable/2022-05",
                "2022-05/suitable",
                "Suitable",
            ],
        ),
    ];
    for (format, texts) in bad {
        assert_eq!(wrongly_read(format, texts), [""; 0], "{format}");
    }
    assert_eq!(bad.len(), FORMATS.len());
}

/// A plus or minus sign is no digit: the schema's patterns ask for digits only.
#[test]
fn signs_are_no_digits() {
    let signed: &[(&str, &[&str])] = &[
        ("moment", &["2022-05-20T+5:00", "2022-05-20T-0:00", "2022-05-20T18:+5"]),
        ("share", &["+20%", "+2/3", "2/+3"]),
        ("size", &["+2MB"]),
        ("duration", &["+3min", "+90s"]),
        ("frame", &["+1920x1080", "1920x+1080"]),
        ("span", &["+3", "+3+", "+3-5", "3-+5"]),
        ("when", &["+2022-05", "2022-+5", "+2022-05-mid"]),
    ];
    let wrong: Vec<String> = signed.iter().flat_map(|(format, texts)| wrongly_read(format, texts)).collect();
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn a_year_of_a_month_has_four_digits() {
    assert_eq!(wrongly_read("when", &["02022-05", "002022-05-mid", "02022-05/2022-06"]), [""; 0]);
}

#[test]
fn a_refused_text_is_named_with_its_format() {
    let refused = "2022-02-30".parse::<Date>().expect_err("no such day");
    assert_eq!(refused, Malformed { format: "date", text: "2022-02-30".into() });
    assert_eq!(refused.to_string(), "not a date: 2022-02-30");
}

#[test]
fn figures_are_read_as_printed() {
    assert_eq!("3min".parse::<Duration>().unwrap().seconds, 180);
    assert_eq!("90s".parse::<Duration>().unwrap().seconds, 90);
    assert_eq!("2MB".parse::<Size>().unwrap().megabytes, 2);
    assert_eq!("1080x1920".parse(), Ok(Frame { width: 1080, height: 1920 }));
    assert_eq!("3-5".parse(), Ok(Span { from: 3, to: Some(5) }));
    assert_eq!("1".parse(), Ok(Span { from: 1, to: Some(1) }));
    assert_eq!("0+".parse(), Ok(Span { from: 0, to: None }));
    let (fifth, two_thirds) = ("20%".parse::<Share>().unwrap(), "2/3".parse::<Share>().unwrap());
    assert_eq!((fifth.over(), fifth.of()), (20, 100));
    assert_eq!((two_thirds.over(), two_thirds.of()), (2, 3));
}

#[test]
fn values_are_texts_in_files_and_bad_ones_are_refused_there_too() {
    assert_eq!(serde_json::to_string(&"20%".parse::<Share>().unwrap()).unwrap(), r#""20%""#);
    assert_eq!(serde_json::from_str::<Date>(r#""2022-05-20""#).unwrap(), day("2022-05-20"));
    assert!(serde_json::from_str::<Date>(r#""2022-02-30""#).is_err());
    assert!(serde_json::from_str::<Key>(r#""Ünïcode""#).is_err());
}

#[test]
fn labels_are_chinese_first() {
    let label = Label { zh: "推荐表".into(), en: "Nomination form".into() };
    assert_eq!(label.text(Language::default()), "推荐表");
    assert_eq!(label.text(Language::English), "Nomination form");
    assert_eq!((Language::Chinese.tag(), Language::English.tag()), ("zh-CN", "en"));
}

#[test]
fn ages_change_on_the_birthday() {
    let cases = [
        // Born, on, whole years lived.
        ("1977-05-20", "2022-05-19", 44),
        ("1977-05-20", "2022-05-20", 45),
        ("1977-05-20", "2022-05-21", 45),
        ("1977-05-20", "2022-12-31", 45),
        ("1977-12-31", "2022-01-01", 44),
        ("2022-05-20", "2022-05-20", 0),
        ("1999-03-01", "2000-02-29", 0),
        // Born on 29 February: reached on 1 March of common years.
        ("2000-02-29", "2018-02-28", 17),
        ("2000-02-29", "2018-03-01", 18),
        ("2000-02-29", "2020-02-28", 19),
        ("2000-02-29", "2020-02-29", 20),
        // Born on the neighbours of 29 February.
        ("2000-02-28", "2020-02-28", 20),
        ("2000-03-01", "2020-02-29", 19),
        ("2000-03-01", "2020-03-01", 20),
        // Not yet born.
        ("2022-05-21", "2022-05-20", -1),
    ];
    for (born, on, years) in cases {
        assert_eq!(day(born).age_at(day(on)), years, "{born} on {on}");
    }
}

fn instant(moment: &str, zone: &str) -> Instant {
    moment.parse::<Moment>().unwrap().instant(&TimeZone::get(zone).unwrap())
}

#[test]
fn the_end_of_a_day_in_shanghai_is_16_utc_and_the_next_days_beginning() {
    let end = instant("2022-05-20T24:00", "Asia/Shanghai");
    // 2022-05-20T16:00:00Z is 19,132 days and 16 hours after 1970-01-01.
    assert_eq!(end, Instant((19_132 * 24 + 16) * 3_600 * 1_000_000));
    assert_eq!(end, instant("2022-05-21T00:00", "Asia/Shanghai"));
    assert_eq!(end.iso(), "2022-05-20T16:00:00Z");
    assert_eq!(end.civil(&TimeZone::get("Asia/Shanghai").unwrap()).to_string(), "2022-05-21T00:00:00");
    assert_eq!(instant("2021-12-31T24:00", "Asia/Shanghai").iso(), "2021-12-31T16:00:00Z");
    assert_eq!(instant("2024-02-29T24:00", "Asia/Shanghai"), instant("2024-03-01T00:00", "Asia/Shanghai"));
    assert_eq!(instant("2022-05-20T18:00", "Asia/Shanghai").iso(), "2022-05-20T10:00:00Z");
}

/// China kept summer time from 1986 to 1991 only: all campaigns' clocks are eight hours ahead.
#[test]
fn shanghai_has_no_summer_time_in_the_years_of_the_notices() {
    for year in 2021..=2030 {
        for month in 1..=12 {
            let noon = instant(&format!("{year}-{month:02}-15T12:00"), "Asia/Shanghai");
            assert_eq!(noon.iso(), format!("{year}-{month:02}-15T04:00:00Z"));
        }
    }
}

#[test]
fn the_machines_own_zone_does_not_matter() {
    let this = std::env::current_exe().unwrap();
    for zone in ["UTC", "America/Los_Angeles", "Asia/Shanghai", "Pacific/Kiritimati", "nonsense"] {
        let run = Command::new(&this).args(["16_utc", "traps::deadlines"]).env("TZ", zone).output().unwrap();
        let printed = String::from_utf8_lossy(&run.stdout).into_owned();
        assert!(run.status.success() && printed.contains("2 passed"), "{zone}: {printed}");
    }
}

#[test]
fn instants_count_microseconds() {
    assert_eq!(Instant(0).plus_seconds(90), Instant(90_000_000));
    assert_eq!(Instant(1_500_000).iso(), "1970-01-01T00:00:01.5Z");
    assert_eq!(Instant(7).microseconds(), 7);
}

#[test]
fn a_time_means_from_its_first_to_its_last_day() {
    let cases = [
        ("suitable", None, None),
        ("2022-05-20", Some("2022-05-20"), Some("2022-05-20")),
        ("2022-02-early", Some("2022-02-01"), Some("2022-02-10")),
        ("2022-02-mid", Some("2022-02-11"), Some("2022-02-20")),
        ("2022-02-late", Some("2022-02-21"), Some("2022-02-28")),
        ("2024-02-late", Some("2024-02-21"), Some("2024-02-29")),
        ("2022-03-late", Some("2022-03-21"), Some("2022-03-31")),
        ("2022-04-late", Some("2022-04-21"), Some("2022-04-30")),
        ("2022-07", Some("2022-07-01"), Some("2022-07-31")),
        ("2024-02", Some("2024-02-01"), Some("2024-02-29")),
        ("2022-12", Some("2022-12-01"), Some("2022-12-31")),
        ("2022-03-mid/2022-05-mid", Some("2022-03-11"), Some("2022-05-20")),
        ("2021-07/2021-08", Some("2021-07-01"), Some("2021-08-31")),
        ("2022-05-late/", Some("2022-05-21"), None),
    ];
    for (text, first, last) in cases {
        let when: When = text.parse().unwrap();
        assert_eq!((when.first(), when.last()), (first.map(day), last.map(day)), "{text}");
    }
}

#[test]
fn a_span_of_time_has_the_ends_the_notice_fixes() {
    let ends = |text: &str| text.parse::<When>().unwrap().ends();
    let mid_march = Precision::TenDays { year: 2022, month: 3, third: 1 };
    assert_eq!(ends("suitable"), []);
    assert_eq!(ends("2022-05-20"), [Precision::Day(day("2022-05-20"))]);
    assert_eq!(ends("2022-03-mid/"), [mid_march]);
    assert_eq!(ends("2022-03-mid/2022-07"), [mid_march, Precision::Month { year: 2022, month: 7 }]);
}

#[test]
fn a_fifth_of_every_list_up_to_200_is_rounded_as_named() {
    let fifth: Share = "20%".parse().unwrap();
    for n in 0..=200_u32 {
        assert_eq!(fifth.floor_of(n), n / 5, "{n}");
        assert_eq!(fifth.ceiling_of(n), n.div_ceil(5), "{n}");
        // The fifths left over are 0.2 and 0.4 (down), 0.6 and 0.8 (up); never a half.
        assert_eq!(fifth.nearest_of(n), n / 5 + u32::from(n % 5 >= 3), "{n}");
        for part in 0..=n {
            assert_eq!(fifth.holds_at_most(part, n), 5 * part <= n, "{part} of {n}");
            assert_eq!(fifth.holds_at_least(part, n), 5 * part >= n, "{part} of {n}");
        }
    }
}

#[test]
fn halves_are_rounded_upward() {
    let half: Share = "1/2".parse().unwrap();
    assert_eq!([1, 2, 3, 5].map(|n| half.nearest_of(n)), [1, 1, 2, 3]);
    let tenth: Share = "10%".parse().unwrap();
    assert_eq!([4, 5, 14, 15].map(|n| tenth.nearest_of(n)), [0, 1, 1, 2]);
}

proptest! {
    /// Against counting: the roundings are found by trying every whole number.
    #[test]
    fn shares_are_rounded_as_counting_finds(of in 1_u32..=200, over in 0_u32..=200, n in 0_u32..=200) {
        prop_assume!(over <= of);
        let share: Share = format!("{over}/{of}").parse().unwrap();
        let floor = (0..=n).rev().find(|k| k * of <= n * over);
        let ceiling = (0..=n).find(|k| k * of >= n * over);
        let nearest = (0..=n).rev().find(|k| 2 * k * of <= 2 * n * over + of);
        prop_assert_eq!(Some(share.floor_of(n)), floor);
        prop_assert_eq!(Some(share.ceiling_of(n)), ceiling);
        prop_assert_eq!(Some(share.nearest_of(n)), nearest);
    }

    #[test]
    fn a_day_older_is_never_younger(born in 0_i32..36_500, lived in 0_i32..36_500) {
        let start = day("1900-01-01").0;
        let at = |days: i32| Date(start.checked_add(jiff::Span::new().days(days)).unwrap());
        let (birth, today, tomorrow) = (at(born), at(born + lived), at(born + lived + 1));
        let grown = birth.age_at(tomorrow) - birth.age_at(today);
        prop_assert!(grown == 0 || grown == 1);
        prop_assert!((lived / 366..=lived / 365).contains(&birth.age_at(today)));
    }

    #[test]
    fn no_text_makes_a_format_panic(text in "\\PC{0,24}|[-+0-9T:/%xMBmins]{0,14}") {
        for (_, check) in FORMATS {
            check(&text);
        }
    }
}
