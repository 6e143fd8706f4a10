//! Official papers as PDF/A-2b, from values of `domain::paper`. A paper is a
//! template under `templates/` and a module that puts words on its values;
//! the same values give the same bytes.

mod fonts;
mod letters;
mod press;

pub use fonts::{Fonts, MissingFonts};
pub use letters::keyword;
pub use press::Press;
