//! Acts over a real store, on both engines, at a clock that stands still until a test sets it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that cannot go on fails")]

mod activities;
mod archive;
mod bag;
mod deadline;
mod drafts;
mod examination;
mod form;
mod handing_in;
mod materials;
mod nominee;
mod overall;
mod papers;
mod printed;
mod publishing;
mod quota;
mod race;
mod record;
mod register;
mod same_person;
mod second_factor;
mod sign_in;
mod supervisor;
mod together;
mod units;
mod world;
