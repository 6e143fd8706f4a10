use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Malformed, text_value, whole};

/// A number of megabytes as the notice prints it, `2MB`. How many bytes one
/// megabyte has is a separate setting of the rulebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Size {
    pub megabytes: u32,
}

impl FromStr for Size {
    type Err = Malformed;
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let digits = text.strip_suffix("MB").and_then(whole);
        let megabytes = digits.ok_or(Malformed { format: "size", text: text.to_owned() })?;
        Ok(Self { megabytes })
    }
}

impl fmt::Display for Size {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}MB", self.megabytes)
    }
}

text_value!(Size, "size", "^[0-9]+MB$");

/// A playing time as the notice prints it: `3min` or `90s`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Duration {
    pub seconds: u32,
}

impl FromStr for Duration {
    type Err = Malformed;
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let minutes = text.strip_suffix("min").and_then(whole::<u32>);
        let seconds = match minutes {
            Some(minutes) => minutes.checked_mul(60),
            None => text.strip_suffix('s').and_then(whole),
        };
        seconds.map(|seconds| Self { seconds }).ok_or(Malformed { format: "duration", text: text.to_owned() })
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.seconds / 60, self.seconds % 60) {
            (minutes, 0) => write!(out, "{minutes}min"),
            _ => write!(out, "{}s", self.seconds),
        }
    }
}

text_value!(Duration, "duration", "^[0-9]+(min|s)$");

/// A picture's width and height in pixels as displayed: `1920x1080`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Frame {
    pub width: u32,
    pub height: u32,
}

impl FromStr for Frame {
    type Err = Malformed;
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let sides = text.split_once('x').and_then(|(width, height)| Some((whole(width)?, whole(height)?)));
        let (width, height) = sides.ok_or(Malformed { format: "frame", text: text.to_owned() })?;
        Ok(Self { width, height })
    }
}

impl fmt::Display for Frame {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}x{}", self.width, self.height)
    }
}

text_value!(Frame, "frame", "^[0-9]+x[0-9]+$");

/// How many of something there may be: `1`, `3-5`, or `0+` for any number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Span {
    pub from: u32,
    /// `None` when there is no upper bound.
    pub to: Option<u32>,
}

impl FromStr for Span {
    type Err = Malformed;
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let span = match (text.strip_suffix('+'), text.split_once('-')) {
            (Some(from), _) => whole(from).map(|from| Self { from, to: None }),
            (None, Some((from, to))) => whole(from).zip(whole(to)).map(|(from, to)| Self { from, to: Some(to) }),
            (None, None) => whole(text).map(|n| Self { from: n, to: Some(n) }),
        };
        span.filter(|span| span.to.is_none_or(|to| span.from <= to))
            .ok_or(Malformed { format: "span", text: text.to_owned() })
    }
}

impl fmt::Display for Span {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            None => write!(out, "{}+", self.from),
            Some(to) if to == self.from => write!(out, "{to}"),
            Some(to) => write!(out, "{}-{to}", self.from),
        }
    }
}

text_value!(Span, "span", r"^[0-9]+(\+|-[0-9]+)?$");
