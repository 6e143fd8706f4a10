//! What is known about a file after reading it.

use std::fmt::Display;
use std::io;

use serde::Serialize;

/// Facts of one file: by content, never by its name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Facts {
    /// MIME type by content, `image/jpeg`; `application/octet-stream` where nothing is recognised.
    pub kind: String,
    pub bytes: u64,
    /// SHA-256, hex.
    pub sha256: String,
    /// As coded, in pixels.
    pub width: Option<u32>,
    pub height: Option<u32>,
    /// As shown, after rotation and non-square pixels.
    pub displayed: Option<Frame>,
    /// Degrees clockwise: 0, 90, 180, 270.
    pub rotation: Option<u16>,
    pub duration_ms: Option<u64>,
    pub pages: Option<u32>,
    /// What is wrong with it as a file of its kind: truncated, too many pixels, an active content …
    pub problems: Vec<Problem>,
}

/// Width and height in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Frame {
    pub width: u32,
    pub height: u32,
}

impl Frame {
    pub const fn new(width: u32, height: u32) -> Self {
        Self { width, height }
    }

    /// After a rotation by a quarter or three quarters, width and height change places.
    #[must_use]
    pub const fn turned(self, rotation: u16) -> Self {
        if rotation % 180 == 90 { Self::new(self.height, self.width) } else { self }
    }

    pub const fn pixels(self) -> u64 {
        self.width as u64 * self.height as u64
    }
}

/// One thing that is wrong; `figure` is what was measured, as a person would read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub code: Code,
    /// For the log, in English; people are told the sentence of the code.
    pub message: String,
    pub figure: Option<String>,
}

impl Problem {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), figure: None }
    }

    pub(crate) fn measured(self, figure: impl Display) -> Self {
        Self { figure: Some(figure.to_string()), ..self }
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        Self::new(Code::Unreadable, error.to_string())
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// What can be wrong with a file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }
        }
    };
}

codes! {
    /// No bytes at all.
    Empty = "empty",
    /// Content of no known kind.
    Unrecognised = "unrecognised",
    /// Begins as its kind does and cannot be read as such.
    Unreadable = "unreadable",
    /// Ends before its own headers say.
    Truncated = "truncated",
    /// More bytes than are looked into.
    TooLarge = "too-large",
    /// More pixels than are ever decoded.
    TooManyPixels = "too-many-pixels",
    /// CMYK, 12 bits or another form that browsers and printers show wrongly or not at all: advice.
    UnsupportedColour = "unsupported-colour",
    /// Two kinds in one file: a picture with an archive or a page behind it.
    Polyglot = "polyglot",
    /// Scripts, launching of programs, attached files.
    ActiveContent = "active-content",
    Macros = "macros",
    /// Fetches something from elsewhere when it is opened.
    ExternalLinks = "external-links",
    /// Needs a password.
    Encrypted = "encrypted",
    /// Small on disk and huge when unpacked, or more work than it is worth.
    Bomb = "bomb",
    /// An archive within an archive.
    Nested = "nested",
    /// Names inside an archive that lead out of it, stand twice or are links.
    UnsafeNames = "unsafe-names",
    /// A video without its index, as when a recording or a copy was broken off.
    IndexMissing = "index-missing",
    /// A video file without a picture.
    PictureMissing = "picture-missing",
    ZeroDuration = "zero-duration",
}
