//! The program as its operators meet it: the real binary, its files, its exit codes.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests stop at the first surprise"
)]

mod account;
mod archive;
mod audit;
mod campaign;
mod demo;
mod doctor;
mod output;
mod papers;
mod person;
mod place;
mod probe;
mod publish;
mod rehearse;
mod routes;
mod serve;
mod setup;

use place::{Place, Ran, campaigns};
