use std::fmt;

/// Why a document could not be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A character that these files cannot hold, such as NUL.
    Character { character: char },
    /// A text longer than a spreadsheet's cell.
    TooLong { most: usize, found: usize },
    /// A row of a grid, from 0, whose cells do not fill its columns.
    Grid { row: usize },
    /// A picture that is no jpg.
    Picture,
    /// The writing itself failed.
    Writing(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Character { character } => write!(out, "a character no file holds: U+{:04X}", u32::from(*character)),
            Self::TooLong { most, found } => write!(out, "{found} characters in a cell, at most {most}"),
            Self::Grid { row } => write!(out, "row {row} of a grid does not fill its columns"),
            Self::Picture => write!(out, "a picture is no jpg"),
            Self::Writing(text) => out.write_str(text),
        }
    }
}

impl std::error::Error for Fault {}

impl From<rust_xlsxwriter::XlsxError> for Fault {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        Self::Writing(error.to_string())
    }
}

impl From<zip::result::ZipError> for Fault {
    fn from(error: zip::result::ZipError) -> Self {
        Self::Writing(error.to_string())
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::Writing(error.to_string())
    }
}

/// A text with every line end LF, as XML 1.0 can hold it.
pub fn writable(text: &str) -> Result<String, Fault> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let fits = |c: char| !matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    match text.chars().find(|c| !fits(*c)) {
        Some(character) => Err(Fault::Character { character }),
        None => Ok(text),
    }
}
