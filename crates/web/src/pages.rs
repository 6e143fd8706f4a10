//! One module a page.

mod checklist;
pub mod clock;
mod dossier;
pub mod examination;
mod found;
pub mod hand_in;
pub mod health;
pub mod home;
pub mod language;
mod lines;
pub mod monitoring;
mod narrowed;
pub mod nomination;
pub mod notice;
pub mod password;
pub mod portal;
pub mod queue;
pub mod receipt;
pub mod record;
pub mod register;
pub mod second_factor;
pub mod sign_in;
mod standing;
pub mod step;
pub mod units;
mod units_import;
mod words;
