//! A document as xlsx: every cell a text, never a formula or a number.

mod page;
mod sheet;

pub(crate) use sheet::END;

use linxuan_texts::Words;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::document::{Block, Document};
use crate::fault::Fault;

/// A document as xlsx. Cells with a field carry its path in a name of their own,
/// lines of tables their number in a hidden first column.
///
/// # Errors
/// [`Fault`]: what these files cannot hold.
pub fn xlsx(document: &Document) -> Result<Vec<u8>, Fault> {
    let words = Words::new(document.language);
    let mut book = Workbook::new();
    book.set_properties(&properties(document)?);
    // Grids merge cells across rows; what has none is written row by row and forgotten.
    let has_grid = document.blocks.iter().any(|block| matches!(block, Block::Grid { .. }));
    let page = if has_grid { book.add_worksheet() } else { book.add_worksheet_with_constant_memory()? };
    let name = page::name(&document.title);
    page.set_name(&name)?;
    page::set_up(page, words, document)?;
    let names = sheet::fill(page, document)?;
    for (field, cell) in names {
        book.define_name(field, &format!("='{name}'!{cell}"))?;
    }
    Ok(book.save_to_buffer()?)
}

/// The title and the day, and nobody's name.
fn properties(document: &Document) -> Result<DocProperties, Fault> {
    let date = document.date.0;
    let number = |n: i8| u8::try_from(n).unwrap_or(1);
    let year = u16::try_from(date.year()).unwrap_or(1900);
    let created = ExcelDateTime::from_ymd(year, number(date.month()), number(date.day()))?.and_hms(12, 0, 0)?;
    Ok(DocProperties::new().set_title(crate::fault::writable(&document.title)?).set_creation_datetime(&created))
}
