//! What tests share: both engines, fixed keys, invented persons, rows that are right
//! until a test breaks them. Never part of a release.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]
#![expect(clippy::missing_panics_doc, reason = "what is wrong here ends the test")]

mod database;
mod ids;
pub mod invented;
pub mod papers;
pub mod postgres;
pub mod row;
mod run;

pub use database::{Database, each_engine, engines};
pub use ids::{Ids, keys, signer};
pub use run::{act, denied, placed, read, tried, until};
