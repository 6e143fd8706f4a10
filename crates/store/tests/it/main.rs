//! `store` on both engines.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod account;
mod activity;
mod archive;
mod blob;
mod campaign;
mod engine;
mod every_function;
mod examination;
mod honour;
mod invariant;
mod material;
mod migration;
mod nomination;
mod queue;
mod record;
mod seal;
mod search;
mod session;
mod submission;
mod turn;
mod unit;
