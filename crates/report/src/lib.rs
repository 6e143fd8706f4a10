//! Official papers: as PDF/A-2b from values of `domain::paper`, as docx and
//! xlsx from a [`document::Document`]; and what filled docx and xlsx say, as
//! values of `domain::sheet`. A PDF is a template under `templates/` and a
//! module that puts words on its values; the same values give the same bytes.

mod blank;
mod compose;
pub mod document;
mod docx;
mod fault;
mod fonts;
mod grid;
mod layout;
mod letters;
mod mark;
mod name;
mod press;
mod read;
mod xlsx;

pub use blank::blank_form;
pub use compose::document;
pub use docx::docx;
pub use fault::Fault;
pub use fonts::{Fonts, MissingFonts};
pub use letters::keyword;
pub use press::Press;
pub use read::{read_docx, read_xlsx};
pub use xlsx::xlsx;
