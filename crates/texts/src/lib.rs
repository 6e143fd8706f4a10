//! The words of Linxuan: catalogues in both languages, and the rendering of
//! findings, problems, refusals, events, dates and figures.

mod answer;
mod catalogue;
mod date;
mod figure;
mod finding;
mod material;
mod names;
mod paper;
mod problem;

pub use answer::{Lists, answer, cell_answer};
pub use catalogue::{Fill, Pattern, Words};
pub use date::{ShortInstants, clock_time, day, deadline, instant, left, short_instant, typed_date, when};
pub use figure::{list, number, percent};
pub use finding::{Said, demands, finding};
pub use material::{kind as file_kind, no_room, playing_time, size, wrong_kind};
pub use names::{change, document, event, force, role, state, verdict};
pub use paper::unprintable;
pub use problem::problem;
