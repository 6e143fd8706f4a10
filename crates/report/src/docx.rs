//! A document as docx: the parts are written as text and packed, always in one
//! order and with one time, so that the same document is the same file.

mod body;
mod cells;
mod parts;
mod text;

use std::io::{Cursor, Write};

use linxuan_texts::Words;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::document::Document;
use crate::fault::Fault;

pub(crate) use parts::short;

/// Lengths in twentieths of a point; A4 with the margins of GB/T 9704—2012: 37 mm above, 28 mm at the binding,
/// lines of 156 mm and 225 mm of them. Turned, the binding is above.
pub(crate) struct Paper {
    pub width: u32,
    pub height: u32,
    pub top: u32,
    pub right: u32,
    pub bottom: u32,
    pub left: u32,
}

impl Paper {
    pub const fn of(landscape: bool) -> Self {
        if landscape {
            Self { width: 16838, height: 11906, top: 1587, right: 2098, bottom: 1474, left: 1984 }
        } else {
            Self { width: 11906, height: 16838, top: 2098, right: 1474, bottom: 1984, left: 1587 }
        }
    }

    /// The width of a line.
    pub const fn line(&self) -> u32 {
        self.width - self.left - self.right
    }
}

/// A document as docx, for Word, WPS and LibreOffice. Every cell with a field is
/// a content control with the field's path, and a bookmark where controls are lost.
///
/// # Errors
/// [`Fault`]: what these files cannot hold.
pub fn docx(document: &Document) -> Result<Vec<u8>, Fault> {
    let words = Words::new(document.language);
    let body = body::body(document)?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, text) in parts::parts(words, document, &body)? {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    for (number, picture) in (1..).zip(&body.pictures) {
        zip.start_file(format!("word/media/image{number}.jpeg"), options)?;
        zip.write_all(picture)?;
    }
    Ok(zip.finish()?.into_inner())
}
