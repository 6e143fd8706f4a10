use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Malformed, text_value, whole};

/// A part of a whole between 0 and 1, kept as the exact fraction that the
/// notice prints: `20%` or `2/3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Share {
    over: u32,
    of: u32,
}

impl Share {
    pub const fn over(self) -> u32 {
        self.over
    }

    pub const fn of(self) -> u32 {
        self.of
    }

    /// `part / whole ≤ self`, in exact arithmetic.
    pub fn holds_at_most(self, part: u32, whole: u32) -> bool {
        u64::from(part) * u64::from(self.of) <= u64::from(whole) * u64::from(self.over)
    }

    /// `part / whole ≥ self`, in exact arithmetic.
    pub fn holds_at_least(self, part: u32, whole: u32) -> bool {
        u64::from(part) * u64::from(self.of) >= u64::from(whole) * u64::from(self.over)
    }

    /// The largest whole number not above `self × whole`.
    pub fn floor_of(self, whole: u32) -> u32 {
        let exact = u64::from(whole) * u64::from(self.over) / u64::from(self.of);
        u32::try_from(exact).unwrap_or(u32::MAX)
    }

    /// The smallest whole number not below `self × whole`.
    pub fn ceiling_of(self, whole: u32) -> u32 {
        let exact = (u64::from(whole) * u64::from(self.over)).div_ceil(u64::from(self.of));
        u32::try_from(exact).unwrap_or(u32::MAX)
    }

    /// The whole number nearest to `self × whole`, halves upward (四舍五入).
    pub fn nearest_of(self, whole: u32) -> u32 {
        let of = u64::from(self.of);
        let exact = (2 * u64::from(whole) * u64::from(self.over) + of) / (2 * of);
        u32::try_from(exact).unwrap_or(u32::MAX)
    }
}

impl FromStr for Share {
    type Err = Malformed;
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let malformed = || Malformed { format: "share", text: text.to_owned() };
        let (over, of) = match (text.strip_suffix('%'), text.split_once('/')) {
            (Some(percent), _) => (whole(percent), Some(100)),
            (None, Some((over, of))) => (whole(over), whole(of)),
            (None, None) => (None, None),
        };
        match (over, of) {
            (Some(over), Some(of)) if of > 0 && over <= of => Ok(Self { over, of }),
            _ => Err(malformed()),
        }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.of {
            100 => write!(out, "{}%", self.over),
            of => write!(out, "{}/{of}", self.over),
        }
    }
}

text_value!(Share, "share", "^([0-9]+%|[0-9]+/[0-9]+)$");
