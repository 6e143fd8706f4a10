use std::fmt;
use std::str::FromStr;

use jiff::civil;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{Malformed, text_value, whole};

/// A point in time: microseconds since 1970-01-01T00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Instant(pub i64);

impl Instant {
    pub const fn microseconds(self) -> i64 {
        self.0
    }

    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0 + seconds * 1_000_000)
    }

    /// The calendar day and time of day that clocks in `zone` show.
    pub fn civil(self, zone: &TimeZone) -> civil::DateTime {
        let stamp = jiff::Timestamp::from_microsecond(self.0).unwrap_or_default();
        stamp.to_zoned(zone.clone()).datetime()
    }

    /// ISO 8601 in UTC, to the microsecond at most.
    pub fn iso(self) -> String {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or_default().to_string()
    }
}

/// A day of the calendar, `2022-05-20`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date(pub civil::Date);

impl Date {
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Whole years lived at `day` by someone born at `self`; a birthday on
    /// 29 February is reached on 1 March of common years (民法典 reading:
    /// the day after the anniversary's eve).
    pub fn age_at(self, day: Date) -> i32 {
        let years = i32::from(day.0.year()) - i32::from(self.0.year());
        let reached = (day.0.month(), day.0.day()) >= (self.0.month(), self.0.day());
        if reached { years } else { years - 1 }
    }
}

impl FromStr for Date {
    type Err = Malformed;
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let malformed = |_| Malformed { format: "date", text: text.to_owned() };
        if text.len() != 10 {
            return Err(Malformed { format: "date", text: text.to_owned() });
        }
        text.parse::<civil::Date>().map(Self).map_err(malformed)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}

text_value!(Date, "date", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");

/// A minute on the campaign's clocks, `2022-05-20T18:00`; `T24:00` is the end
/// of the day, as notices print it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment {
    pub date: Date,
    /// 0..=24; 24 only with minute 0.
    pub hour: i8,
    pub minute: i8,
}

impl Moment {
    /// The exact instant at which this minute begins in `zone`.
    pub fn instant(self, zone: &TimeZone) -> Instant {
        let (date, hour) = match self.hour {
            24 => (self.date.0.tomorrow().unwrap_or(self.date.0), 0),
            hour => (self.date.0, hour),
        };
        let at = date.at(hour, self.minute, 0, 0).to_zoned(zone.clone());
        Instant(at.map_or(i64::MAX, |zoned| zoned.timestamp().as_microsecond()))
    }
}

impl FromStr for Moment {
    type Err = Malformed;
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let malformed = || Malformed { format: "moment", text: text.to_owned() };
        let (date, clock) = text.split_once('T').ok_or_else(malformed)?;
        let (hour, minute) = clock.split_once(':').ok_or_else(malformed)?;
        let two = |digits: &str| (digits.len() == 2).then(|| whole::<i8>(digits)).flatten();
        let (hour, minute) = two(hour).zip(two(minute)).ok_or_else(malformed)?;
        let sane = (0..24).contains(&hour) && (0..60).contains(&minute) || (hour, minute) == (24, 0);
        let date = date.parse().map_err(|_| malformed())?;
        if sane { Ok(Self { date, hour, minute }) } else { Err(malformed()) }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}T{:02}:{:02}", self.date, self.hour, self.minute)
    }
}

text_value!(Moment, "moment", "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$");
