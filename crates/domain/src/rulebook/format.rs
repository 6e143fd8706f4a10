use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A format of file, known by its content and never by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Jpg,
    Png,
    Webp,
    Gif,
    Mp4,
    Mov,
    Pdf,
    Docx,
    Xlsx,
}

impl Format {
    pub const ALL: [Self; 9] =
        [Self::Jpg, Self::Png, Self::Webp, Self::Gif, Self::Mp4, Self::Mov, Self::Pdf, Self::Docx, Self::Xlsx];

    /// The media type by which content is named (IANA).
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
            Self::Mp4 => "video/mp4",
            Self::Mov => "video/quicktime",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// The format of a media type; `None` for what no rulebook can ask for.
    pub fn of_media_type(media_type: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.media_type() == media_type)
    }

    /// The end of a file's name, which is also the word in rulebooks.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Mp4 => "mp4",
            Self::Mov => "mov",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
        }
    }

    /// Whether it plays for a time.
    pub const fn plays(self) -> bool {
        matches!(self, Self::Mp4 | Self::Mov)
    }

    /// Whether it has a frame in pixels.
    pub const fn shows(self) -> bool {
        !matches!(self, Self::Pdf | Self::Docx | Self::Xlsx)
    }
}
