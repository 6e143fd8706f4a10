//! Days, times and spans of time as people read them.

use std::collections::BTreeMap;

use jiff::civil;
use jiff::tz::TimeZone;
use linxuan_domain::value::{Date, Instant, Moment, Precision, When};

use crate::{Fill, Words};

/// A day: 2022年5月20日, 20 May 2022.
pub fn day(words: Words, date: Date) -> String {
    words.fill("day-of-year", &parts(words, date.0))
}

/// Years are text: nobody writes 2,022.
fn parts(words: Words, date: civil::Date) -> [(&'static str, Fill); 3] {
    [
        ("year", date.year().to_string().into()),
        ("month", month_name(words, date.month()).into()),
        ("day", date.day().to_string().into()),
    ]
}

fn month_name(words: Words, month: i8) -> String {
    words.say(&format!("month-{month}"))
}

fn clock(hour: i8, minute: i8) -> String {
    format!("{hour:02}:{minute:02}")
}

/// A day with its time to the minute: 2023年4月4日 10:26.
pub fn instant(words: Words, at: Instant, zone: &TimeZone) -> String {
    let civil = at.civil(zone);
    joined(words, &day(words, Date(civil.date())), &clock(civil.hour(), civil.minute()))
}

/// A day of this or that year without naming it, with its time: 4月4日 10:26.
pub fn short_instant(words: Words, at: Instant, zone: &TimeZone) -> String {
    let civil = at.civil(zone);
    joined(words, &day_of_month(words, civil.date()), &clock(civil.hour(), civil.minute()))
}

/// [`short_instant`] for the lines of one page, which share most of their minutes and days.
pub struct ShortInstants {
    words: Words,
    zone: TimeZone,
    days: BTreeMap<civil::Date, String>,
    minutes: BTreeMap<civil::DateTime, String>,
}

impl ShortInstants {
    pub const fn new(words: Words, zone: TimeZone) -> Self {
        Self { words, zone, days: BTreeMap::new(), minutes: BTreeMap::new() }
    }

    pub fn say(&mut self, at: Instant) -> String {
        let (words, civil) = (self.words, at.civil(&self.zone));
        let minute = civil.date().at(civil.hour(), civil.minute(), 0, 0);
        let said = self.minutes.entry(minute).or_insert_with(|| {
            let day = self.days.entry(civil.date()).or_insert_with(|| day_of_month(words, civil.date()));
            joined(words, day, &clock(civil.hour(), civil.minute()))
        });
        said.clone()
    }
}

fn day_of_month(words: Words, date: civil::Date) -> String {
    words.fill("day-of-month", &parts(words, date))
}

fn joined(words: Words, date: &str, time: &str) -> String {
    words.fill("day-and-time", &[("date", date.into()), ("time", time.into())])
}

/// The time of day alone, as clocks in `zone` show it.
pub fn clock_time(_: Words, at: Instant, zone: &TimeZone) -> String {
    let civil = at.civil(zone);
    clock(civil.hour(), civil.minute())
}

/// The first moment that is too late, as notices print it: 2022年6月30日24时.
pub fn deadline(words: Words, at: Moment) -> String {
    let key = if at.minute == 0 { "deadline-hour" } else { "deadline-minute" };
    let (hour, minute) = (at.hour.to_string(), format!("{:02}", at.minute));
    words.fill(key, &[("date", day(words, at.date).into()), ("hour", hour.into()), ("minute", minute.into())])
}

/// When a stage is planned, at the notice's own precision: 4月下旬, 6月20日, 适时.
pub fn when(words: Words, planned: &When) -> String {
    let said = |at| precision(words, at);
    match *planned {
        When::Suitable => words.say("when-suitable"),
        When::At(at) => said(at),
        When::Between(from, None) => words.fill("when-from", &[("from", said(from).into())]),
        When::Between(from, Some(to)) => {
            words.fill("when-between", &[("from", said(from).into()), ("to", after(words, from, to).into())])
        }
    }
}

fn precision(words: Words, at: Precision) -> String {
    match at {
        Precision::Day(date) => day(words, date),
        Precision::Month { year, month } => month_of(words, "month-of-year", year, month),
        Precision::TenDays { year, month, third } => month_of(words, &format!("ten-days-{third}"), year, month),
    }
}

/// The end of a span; its year goes unsaid where it is the year of the beginning.
fn after(words: Words, from: Precision, to: Precision) -> String {
    let year = |at: Precision| at.days().0.year();
    if year(from) != year(to) {
        return precision(words, to);
    }
    match to {
        Precision::Day(date) => words.fill("end-day", &parts(words, date.0)),
        Precision::Month { month, year } => month_of(words, "end-month", year, month),
        Precision::TenDays { month, third, year } => month_of(words, &format!("end-ten-days-{third}"), year, month),
    }
}

fn month_of(words: Words, key: &str, year: i16, month: i8) -> String {
    words.fill(key, &[("year", year.to_string().into()), ("month", month_name(words, month).into())])
}

/// How much time is left, in its two largest units: 3天13小时.
pub fn left(words: Words, seconds: i64) -> String {
    if seconds <= 0 {
        return words.say("left-nothing");
    }
    let (days, hours, minutes) = (seconds / 86_400, seconds % 86_400 / 3_600, seconds % 3_600 / 60);
    match (days, hours, minutes) {
        (0, 0, 0) => words.say("left-under-a-minute"),
        (0, 0, minutes) => words.fill("left-minutes", &[("minutes", minutes.into())]),
        (0, hours, minutes) => words.fill("left-hours", &[("hours", hours.into()), ("minutes", minutes.into())]),
        (days, hours, _) => words.fill("left-days", &[("days", days.into()), ("hours", hours.into())]),
    }
}

/// A date as it was typed into a form, nicely where it is one.
pub fn typed_date(words: Words, typed: &str) -> String {
    let parts: Vec<&str> = typed.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let iso = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        [one] if one.len() == 8 => {
            let (year, rest) = one.split_at(4);
            let (month, day) = rest.split_at(2);
            format!("{year}-{month}-{day}")
        }
        _ => return typed.to_owned(),
    };
    iso.parse().map_or_else(|_| typed.to_owned(), |date| day(words, date))
}
