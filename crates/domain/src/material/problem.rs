//! What can be wrong with materials, in figures.

use serde::{Deserialize, Serialize};

use super::{Attached, BadLink};
use crate::rulebook::Format;
use crate::value::Frame;

/// Which file or link is meant, by its id and the name that people know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileName {
    pub id: String,
    /// With a sign for each character that nobody could see.
    pub name: String,
}

impl FileName {
    pub(super) fn of(one: &Attached) -> Self {
        Self { id: one.id.clone(), name: crate::text::visible(&one.name) }
    }
}

/// What is wrong with a material, or with one file or link of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "kebab-case")]
pub enum MaterialProblem {
    /// How many there are and may be; also where the number is right.
    Count {
        found: u32,
        at_least: u32,
        at_most: Option<u32>,
    },
    /// The notice does not ask this of the nominee or unit, or not in this system.
    NotAsked,
    NotAFormat {
        /// Media type by content.
        found: String,
        allowed: Vec<Format>,
    },
    /// In bytes.
    TooSmall {
        bytes: u64,
        at_least: u64,
    },
    /// In bytes.
    TooLarge {
        bytes: u64,
        at_most: u64,
    },
    /// Either side may be the longer one.
    FewPixels {
        found: Frame,
        at_least: Frame,
    },
    OtherProportion {
        found: Frame,
        wanted: Frame,
    },
    OtherFrame {
        /// As displayed.
        found: Frame,
        /// Degrees by which the coded picture is turned for that.
        rotation: u16,
        allowed: Vec<Frame>,
    },
    /// In milliseconds; the limit without its tolerance.
    TooLong {
        found_ms: u64,
        at_most_ms: u64,
        tolerance_ms: u32,
    },
    Unmeasured {
        what: Measured,
    },
    /// Not named 姓名+序号; `wanted` is the name it could bear.
    NotNamed {
        wanted: String,
    },
    OtherName {
        found: String,
        wanted: Vec<String>,
    },
    SameNumber {
        number: u32,
        other: FileName,
    },
    SameContent {
        other: FileName,
    },
    Flawed {
        flaw: Flaw,
        /// What was measured, as a person reads it.
        figure: Option<String>,
    },
    BadLink {
        why: BadLink,
    },
    /// A link where only files are taken.
    NoLinks,
    /// All files together, in bytes.
    Space {
        bytes: u64,
        at_most: u64,
    },
}

/// What a file's content should have told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measured {
    Frame,
    Duration,
}

/// What can be wrong with a file as a file of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flaw {
    Unrecognised,
    Truncated,
    Empty,
    TooManyPixels,
    TooLarge,
    Unreadable,
    ActiveContent,
    Macros,
    ExternalLinks,
    Polyglot,
    UnsupportedColour,
    ZeroDuration,
    Encrypted,
    Bomb,
    Nested,
    UnsafeNames,
    IndexMissing,
    PictureMissing,
}

impl Flaw {
    pub const ALL: [Self; 18] = [
        Self::Unrecognised,
        Self::Truncated,
        Self::Empty,
        Self::TooManyPixels,
        Self::TooLarge,
        Self::Unreadable,
        Self::ActiveContent,
        Self::Macros,
        Self::ExternalLinks,
        Self::Polyglot,
        Self::UnsupportedColour,
        Self::ZeroDuration,
        Self::Encrypted,
        Self::Bomb,
        Self::Nested,
        Self::UnsafeNames,
        Self::IndexMissing,
        Self::PictureMissing,
    ];

    /// Its code, as whoever reads files writes it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unrecognised => "unrecognised",
            Self::Truncated => "truncated",
            Self::Empty => "empty",
            Self::TooManyPixels => "too-many-pixels",
            Self::TooLarge => "too-large",
            Self::Unreadable => "unreadable",
            Self::ActiveContent => "active-content",
            Self::Macros => "macros",
            Self::ExternalLinks => "external-links",
            Self::Polyglot => "polyglot",
            Self::UnsupportedColour => "unsupported-colour",
            Self::ZeroDuration => "zero-duration",
            Self::Encrypted => "encrypted",
            Self::Bomb => "bomb",
            Self::Nested => "nested",
            Self::UnsafeNames => "unsafe-names",
            Self::IndexMissing => "index-missing",
            Self::PictureMissing => "picture-missing",
        }
    }

    /// The flaw of a code; a code that is not known here is that of a file nobody can use.
    pub fn of(code: &str) -> Self {
        Self::ALL.into_iter().find(|flaw| flaw.code() == code).unwrap_or(Self::Unreadable)
    }
}
