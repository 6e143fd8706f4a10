//! The record's lines: who did what, when, and what changed.

use serde::{Deserialize, Serialize};

use crate::value::Instant;

/// One line of the record. Its canonical bytes are the JSON of exactly these
/// fields in this order, without spaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub id: String,
    pub at: Instant,
    /// The account, or `system`.
    pub actor: String,
    pub role: String,
    /// The event's name as in the life-cycle tables.
    pub what: String,
    pub campaign: Option<String>,
    /// The row the act was serialised on, `unit/0190…`.
    pub turn_row: String,
    /// That row's turn after the act.
    pub turn: i64,
    /// The thing it happened to, `nomination/0190…`.
    pub subject: String,
    pub changes: Vec<Change>,
    /// SHA-256 of the previous event's canonical bytes on the same turn row, hex; empty for the first.
    pub previous: String,
}

/// One value that changed. Personal data appear as keyed commitments only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub what: String,
    pub before: String,
    pub after: String,
}

impl Change {
    pub fn new(what: impl Into<String>, before: impl Into<String>, after: impl Into<String>) -> Self {
        Self { what: what.into(), before: before.into(), after: after.into() }
    }

    /// A value set for the first time.
    pub fn set(what: impl Into<String>, after: impl Into<String>) -> Self {
        Self::new(what, "", after)
    }
}

impl Event {
    /// The bytes that are hashed and exported.
    pub fn canonical(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }
}
