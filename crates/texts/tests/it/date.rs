//! Days, times and spans, written out by hand from the notices.

use jiff::tz::TimeZone;
use linxuan_domain::value::{Instant, Moment, When};
use linxuan_texts::{ShortInstants, clock_time, day, deadline, instant, left, short_instant, typed_date, when};

use crate::{CHINESE, ENGLISH};

/// 2023-04-04T02:26:00Z: 10:26 on the clocks of 青海.
const AT: Instant = Instant(1_680_575_160_000_000);

fn china() -> TimeZone {
    TimeZone::get("Asia/Shanghai").unwrap()
}

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

fn planned(text: &str) -> When {
    text.parse().unwrap()
}

#[test]
fn an_instant_is_shown_on_the_campaigns_clocks() {
    assert_eq!(AT.iso(), "2023-04-04T02:26:00Z");
    assert_eq!(instant(CHINESE, AT, &china()), "2023年4月4日 10:26");
    assert_eq!(instant(ENGLISH, AT, &china()), "4 April 2023, 10:26");
    assert_eq!(instant(CHINESE, AT, &TimeZone::UTC), "2023年4月4日 02:26");
    assert_eq!(short_instant(CHINESE, AT, &china()), "4月4日 10:26");
    assert_eq!(short_instant(ENGLISH, AT, &china()), "4 April, 10:26");
    let mut list = ShortInstants::new(CHINESE, china());
    let later = [
        (0, "4月4日 10:26"),
        (59, "4月4日 10:26"),
        (60, "4月4日 10:27"),
        (50_400, "4月5日 00:26"),
        (-60, "4月4日 10:25"),
    ];
    for (seconds, said) in later {
        assert_eq!(list.say(AT.plus_seconds(seconds)), said);
    }
    assert_eq!(clock_time(CHINESE, AT, &china()), "10:26");
    // Sixteen hours on, the same minute is past midnight.
    assert_eq!(instant(CHINESE, AT.plus_seconds(14 * 3_600), &china()), "2023年4月5日 00:26");
}

#[test]
fn the_end_of_a_day_is_printed_as_24_hours() {
    assert_eq!(deadline(CHINESE, moment("2022-06-30T24:00")), "2022年6月30日24时");
    assert_eq!(deadline(ENGLISH, moment("2022-06-30T24:00")), "30 June 2022, 24:00");
    assert_eq!(deadline(CHINESE, moment("2021-06-20T18:00")), "2021年6月20日18时");
    assert_eq!(deadline(CHINESE, moment("2021-06-20T00:00")), "2021年6月20日0时");
    assert_eq!(deadline(CHINESE, moment("2021-06-20T17:30")), "2021年6月20日17时30分");
    assert_eq!(deadline(CHINESE, moment("2021-06-20T09:05")), "2021年6月20日9时05分");
    assert_eq!(deadline(ENGLISH, moment("2021-06-20T17:05")), "20 June 2021, 17:05");
}

#[test]
fn stages_keep_the_notices_precision() {
    for (planned_at, chinese, english) in [
        ("2022-03-early", "2022年3月上旬", "early March 2022"),
        ("2022-03-mid", "2022年3月中旬", "mid-March 2022"),
        ("2022-02-late", "2022年2月下旬", "late February 2022"),
        ("2022-07", "2022年7月", "July 2022"),
        ("2022-05-31", "2022年5月31日", "31 May 2022"),
        ("suitable", "适时", "at a suitable time"),
        ("2021-05-late/", "2021年5月下旬起", "from late May 2021"),
        ("2021-04-late/2021-06-20", "2021年4月下旬至6月20日", "late April 2021 to 20 June"),
        ("2021-06/2021-08", "2021年6月至8月", "June 2021 to August"),
        ("2021-05-mid/2021-05-late", "2021年5月中旬至5月下旬", "mid-May 2021 to late May"),
        ("2021-12/2022-01-early", "2021年12月至2022年1月上旬", "December 2021 to early January 2022"),
        ("2022-02-21/2022-02-28", "2022年2月21日至2月28日", "21 February 2022 to 28 February"),
    ] {
        assert_eq!(when(CHINESE, &planned(planned_at)), chinese, "{planned_at}");
        assert_eq!(when(ENGLISH, &planned(planned_at)), english, "{planned_at}");
    }
}

#[test]
fn a_day_has_no_leading_zeros() {
    assert_eq!(day(CHINESE, "2024-02-29".parse().unwrap()), "2024年2月29日");
    assert_eq!(day(ENGLISH, "2023-01-05".parse().unwrap()), "5 January 2023");
}

#[test]
fn what_is_left_is_told_in_two_units() {
    let hours = |hours: i64| hours * 3_600;
    for (seconds, chinese, english) in [
        (hours(24 * 3 + 13) + 34 * 60, "3天13小时", "3 days 13 hours"),
        (hours(25), "1天1小时", "1 day 1 hour"),
        (hours(9) + 12 * 60 + 59, "9小时12分钟", "9 hours 12 minutes"),
        (hours(1) + 60, "1小时1分钟", "1 hour 1 minute"),
        (60, "1分钟", "1 minute"),
        (59, "不到1分钟", "less than a minute"),
        (0, "已截止", "closed"),
        (-5, "已截止", "closed"),
    ] {
        assert_eq!(left(CHINESE, seconds), chinese, "{seconds}");
        assert_eq!(left(ENGLISH, seconds), english, "{seconds}");
    }
}

#[test]
fn a_typed_date_is_shown_nicely_or_as_typed() {
    for typed in ["1978-3-27", "1978年3月27日", "1978/03/27", "19780327", "1978.3.27"] {
        assert_eq!(typed_date(CHINESE, typed), "1978年3月27日", "{typed}");
    }
    assert_eq!(typed_date(ENGLISH, "1978-03-27"), "27 March 1978");
    // Neither a day that never was nor half a date becomes something else.
    for typed in ["2023-02-29", "1978年3月", "78-3-27", "不详", "", "1978-13-01"] {
        assert_eq!(typed_date(CHINESE, typed), typed);
    }
}
