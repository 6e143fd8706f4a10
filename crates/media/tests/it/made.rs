//! Writers of files, good and bad.

pub mod film;
pub mod packed;
pub mod picture;
