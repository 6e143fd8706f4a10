//! How a sheet is printed.

use linxuan_texts::Words;
use rust_xlsxwriter::Worksheet;

use crate::document::Document;
use crate::docx::{Paper, short};
use crate::fault::{Fault, writable};

/// A4 as spreadsheets number papers.
const A4: u8 = 9;
/// What names of sheets do not hold, and what would end them in a reference.
const NOT_IN_NAMES: &str = "[]:*?/\\'\n\t";
const LONGEST_NAME: usize = 31;
/// A foot has at most so many characters, the codes of page numbers among them.
const LONGEST_FOOT: usize = 200;

/// A sheet's name from the title.
pub fn name(title: &str) -> String {
    let fits = |c: &char| !NOT_IN_NAMES.contains(*c) && !c.is_control();
    let name: String = title.chars().filter(fits).take(LONGEST_NAME).collect();
    if name.trim().is_empty() { "Sheet1".to_owned() } else { name }
}

/// A4 with the margins of docx, as wide as the paper and as long as it gets.
pub fn set_up(page: &mut Worksheet, words: Words, document: &Document) -> Result<(), Fault> {
    let paper = Paper::of(document.landscape);
    if document.landscape {
        page.set_landscape();
    }
    let [left, right, top, bottom] =
        [paper.left, paper.right, paper.top, paper.bottom].map(|twips| f64::from(twips) / 1440.0);
    page.set_paper_size(A4).set_margins(left, right, top, bottom, 0.5, 0.5).set_print_fit_to_pages(1, 0);
    page.set_print_center_horizontally(true).set_footer(foot(words, document)?);
    Ok(())
}

/// Ampersands begin codes: those of texts are doubled.
fn foot(words: Words, document: &Document) -> Result<String, Fault> {
    let said = words.fill("paper-page", &[("page", "\u{1}".into()), ("pages", "\u{2}".into())]);
    let pages = said.replace('&', "&&").replace('\u{1}', "&P").replace('\u{2}', "&N");
    let mark = match &document.mark {
        Some(mark) => writable(&short(mark))?.chars().take(LONGEST_FOOT).collect::<String>().replace('&', "&&"),
        None => String::new(),
    };
    Ok(format!("&C{pages}&R{mark}"))
}
