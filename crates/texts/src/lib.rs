//! The words of Linxuan: catalogues in both languages, and the rendering of
//! findings, problems, refusals, events, dates and figures.

mod catalogue;
mod problem;

pub use catalogue::{Fill, Words};
pub use problem::problem;
