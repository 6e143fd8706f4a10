//! Bytes to facts: what a file is, how large its frame, how long, and what is
//! wrong with it. By content alone, with memory and work bounded by limits in
//! the code; it knows no campaign, no storage and no other crate of the house.

mod bytes;
mod exif;
mod facts;
mod jpeg;
mod kind;
mod limits;
mod mp4;
pub mod names;
mod office;
mod ole;
mod pdf;
mod picture;
mod png;
mod probe;
mod search;
mod source;
mod strip;
mod thumbnail;
mod zip;

pub use facts::{Code, Facts, Frame, Problem};
pub use kind::kind;
pub use limits::Limits;
pub use probe::probe;
pub use strip::strip;
pub use thumbnail::thumbnail;
