//! Plays campaigns with invented people through the same acts that the site
//! uses, as signed-in roles: for rehearsals and for the demonstration.

mod breaking;
mod cast;
mod examining;
mod fill;
mod handing;
mod invented;
mod nominating;
mod outside;
mod plan;
mod repeating;
mod scene;
mod show;
mod stages;
mod tally;
mod together;
mod wrong;

pub use cast::{Source, administrators};
pub use outside::{SeededRandom, StageClock};
pub use scene::Tell;
pub use show::{Shown, show};
pub use stages::{Asked, Report, rehearse};
