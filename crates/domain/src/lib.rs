//! What Linxuan exists for: the rules of a campaign, as values to values.
//!
//! Nothing here reads a clock, a file, a database, a language or a source of
//! randomness; whoever calls brings them as parameters.

pub mod access;
pub mod activity;
mod answer_names;
pub mod archive_names;
mod calendar_names;
pub mod column_names;
pub mod composition;
pub mod eligibility;
pub mod event;
pub mod finding;
pub mod form;
pub mod id;
pub mod identity;
pub mod lifecycle;
pub mod manifest;
pub mod material;
pub mod merkle;
pub mod package;
pub mod paper;
pub mod quota;
pub mod rulebook;
pub mod sheet;
pub mod space;
mod supplement_names;
pub mod text;
pub mod together;
pub mod value;
