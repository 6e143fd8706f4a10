//! What filled files say: bounded, without trust in what they say of themselves.

mod archive;
mod book;
mod word;

use linxuan_domain::sheet::{Filled, Unreadable};

/// Reads a filled docx: cells by their content controls, or by their bookmarks
/// where a program has dropped what controls are called.
///
/// # Errors
/// [`Unreadable`]: what is wrong with the file.
pub fn read_docx(bytes: &[u8]) -> Result<Filled, Unreadable> {
    let mut archive = archive::checked(bytes)?;
    let document = archive::main_part(&mut archive)?;
    word::filled(&document)
}

/// Reads a filled xlsx: cells by their names, lines of tables by their hidden numbers.
///
/// # Errors
/// [`Unreadable`]: what is wrong with the file.
pub fn read_xlsx(bytes: &[u8]) -> Result<Filled, Unreadable> {
    archive::checked(bytes)?;
    book::filled(bytes)
}

fn broken(error: impl std::fmt::Display) -> Unreadable {
    Unreadable::Broken { why: error.to_string() }
}
