//! Forms and tables that were filled away from the site: what such a file
//! says, and what would change if it were taken over.

mod difference;
mod meant;

use std::fmt;

use unicode_normalization::UnicodeNormalization;

pub use difference::{Difference, Problem, differences, taken};

/// The kinds of file that are filled and come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Docx,
    Xlsx,
}

/// What a filled file says.
#[derive(Clone, PartialEq, Eq)]
pub struct Filled {
    pub kind: Kind,
    /// Paths of answers with their texts, as they stand in the file and in its order.
    pub fields: Vec<(String, String)>,
    /// The lines of its tables, heads and feet left out.
    pub tables: Vec<Vec<Line>>,
}

/// Only which answers it speaks of: what was typed belongs into no log.
impl fmt::Debug for Filled {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let paths: Vec<&str> = self.fields.iter().map(|(path, _)| path.as_str()).collect();
        let lines: Vec<usize> = self.tables.iter().map(Vec::len).collect();
        out.debug_struct("Filled").field("kind", &self.kind).field("fields", &paths).field("lines", &lines).finish()
    }
}

/// One line of a table that came back.
#[derive(Clone, PartialEq, Eq)]
pub struct Line {
    /// Which line it was when the file was made, from 0; none when somebody added it.
    pub number: Option<usize>,
    pub cells: Vec<String>,
}

/// Only which line it is.
impl fmt::Debug for Line {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Line").field("number", &self.number).finish_non_exhaustive()
    }
}

/// Why a file that was sent in is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// Not the kind of file it should be, or a damaged one.
    Broken { why: String },
    /// Unpacked it is larger than so many bytes.
    TooLarge { most: u64 },
    /// It holds more than so many parts.
    TooManyParts { most: usize, found: usize },
    /// A part unpacks to more than so many times its size, as only bombs do.
    TooDense { part: String, most: u64 },
    /// A part's name leads out of the file.
    BadName { part: String },
    /// It holds a program.
    Macros { part: String },
    /// It fetches something from elsewhere when it is opened.
    External { target: String },
    /// An answer is a formula and not a text.
    Formula { cell: String },
    /// A number whose last digits the spreadsheet has lost.
    Rounded { cell: String },
    /// A cell shows an error of the spreadsheet.
    CellError { cell: String },
    /// None of its places belongs to a form of the site.
    Foreign,
}

/// A text in the form in which two that look alike are equal: composed, every line end LF.
pub fn normal(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").nfc().collect()
}
