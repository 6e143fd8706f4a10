//! A filled form: what was typed, what it means, what is wrong with it.

mod facts;
mod kinds;
mod read;
mod sheet;

pub use facts::{Fact, Facts, HonourEntry};
pub use kinds::birth_digits;
pub(crate) use kinds::{parse_date, parse_month};
pub use read::{Context, Filled, progress, read};
pub use sheet::{Entry, Row, Sheet, document_cell};
