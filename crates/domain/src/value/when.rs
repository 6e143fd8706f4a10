use std::fmt;
use std::str::FromStr;

use jiff::civil;
use serde::{Deserialize, Serialize};

use super::{Date, Malformed, text_value, whole};

/// How finely a notice fixes a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    Day(Date),
    /// Ten-day period of a month (上旬, 中旬, 下旬): 0, 1 or 2.
    TenDays {
        year: i16,
        month: i8,
        third: u8,
    },
    Month {
        year: i16,
        month: i8,
    },
}

impl Precision {
    /// The first and the last day meant.
    pub fn days(self) -> (Date, Date) {
        let day = |year, month, day| civil::Date::new(year, month, day).unwrap_or(civil::Date::ZERO);
        let (first, last) = match self {
            Self::Day(date) => (date.0, date.0),
            Self::TenDays { year, month, third: 0 } => (day(year, month, 1), day(year, month, 10)),
            Self::TenDays { year, month, third: 1 } => (day(year, month, 11), day(year, month, 20)),
            Self::TenDays { year, month, .. } => (day(year, month, 21), day(year, month, 1).last_of_month()),
            Self::Month { year, month } => (day(year, month, 1), day(year, month, 1).last_of_month()),
        };
        (Date(first), Date(last))
    }
}

/// When a stage is planned, at the notice's own precision: `2022-05-20`,
/// `2022-03-mid`, `2022-07`, a span `2022-03-mid/2022-05-mid` with an open
/// end `2021-05-late/`, or `suitable` (适时) when the notice leaves it open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum When {
    Suitable,
    At(Precision),
    Between(Precision, Option<Precision>),
}

impl When {
    /// The first day meant, if any is fixed.
    pub fn first(self) -> Option<Date> {
        match self {
            Self::Suitable => None,
            Self::At(at) | Self::Between(at, _) => Some(at.days().0),
        }
    }

    /// The last day meant, if any is fixed.
    pub fn last(self) -> Option<Date> {
        match self {
            Self::Suitable | Self::Between(_, None) => None,
            Self::At(at) | Self::Between(_, Some(at)) => Some(at.days().1),
        }
    }

    /// Every fixed end of the span, for comparing with the notice.
    pub fn ends(self) -> Vec<Precision> {
        match self {
            Self::Suitable => Vec::new(),
            Self::At(at) => vec![at],
            Self::Between(from, to) => std::iter::once(from).chain(to).collect(),
        }
    }
}

const THIRDS: [&str; 3] = ["early", "mid", "late"];

fn precision(text: &str) -> Option<Precision> {
    if let Ok(date) = text.parse() {
        return Some(Precision::Day(date));
    }
    let mut parts = text.splitn(3, '-');
    let year = parts.next().filter(|digits| digits.len() == 4).and_then(whole)?;
    let year = Some(year).filter(|year| (1900..=2999).contains(year))?;
    let month = parts.next().filter(|digits| digits.len() == 2).and_then(whole);
    let month = month.filter(|month| (1..=12).contains(month))?;
    let Some(rest) = parts.next() else { return Some(Precision::Month { year, month }) };
    let third = THIRDS.iter().position(|third| *third == rest)?;
    Some(Precision::TenDays { year, month, third: u8::try_from(third).ok()? })
}

impl FromStr for When {
    type Err = Malformed;
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let malformed = || Malformed { format: "when", text: text.to_owned() };
        if text == "suitable" {
            return Ok(Self::Suitable);
        }
        let Some((from, to)) = text.split_once('/') else {
            return precision(text).map(Self::At).ok_or_else(malformed);
        };
        let from = precision(from).ok_or_else(malformed)?;
        if to.is_empty() {
            return Ok(Self::Between(from, None));
        }
        let to = precision(to).filter(|to| from.days().0 <= to.days().1).ok_or_else(malformed)?;
        Ok(Self::Between(from, Some(to)))
    }
}

impl fmt::Display for Precision {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => write!(out, "{date}"),
            Self::Month { year, month } => write!(out, "{year}-{month:02}"),
            Self::TenDays { year, month, third } => {
                let third = THIRDS.get(usize::from(*third)).unwrap_or(&"late");
                write!(out, "{year}-{month:02}-{third}")
            }
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Suitable => out.write_str("suitable"),
            Self::At(at) => write!(out, "{at}"),
            Self::Between(from, None) => write!(out, "{from}/"),
            Self::Between(from, Some(to)) => write!(out, "{from}/{to}"),
        }
    }
}

text_value!(
    When,
    "when",
    "^(suitable|[0-9]{4}-[0-9]{2}(-([0-9]{2}|early|mid|late))?(/([0-9]{4}-[0-9]{2}(-([0-9]{2}|early|mid|late))?)?)?)$"
);
