//! Where state is kept: two engines behind one SQL text, one module for each
//! aggregate, the record. Knows no rule, no permission, no request, no sentence.

pub mod account;
pub mod activity;
pub mod archive;
pub mod blob;
pub mod campaign;
pub mod engine;
pub mod examination;
pub mod honour;
pub mod invariant;
pub mod material;
mod migration;
pub mod nomination;
pub mod queue;
pub mod record;
pub mod seal;
pub mod search;
pub mod session;
pub mod submission;
pub mod turn;
pub mod unit;

pub use engine::{ActError, Pending, Row, Sql, SqlError, Store, Value};
pub use migration::{is_bare, is_current, migrate};
