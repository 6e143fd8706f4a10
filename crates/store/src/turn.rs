//! The turn: an act's first statement takes the row it is serialised on.

use crate::engine::{Sql, SqlError, SqlExt};

/// A row whose turn this act has taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// `unit/0190…`, `campaign/…`, `account/…` or `system`.
    pub row: String,
    /// Counts the acts on the row.
    pub number: i64,
    /// Hash of the record's last line on the row; empty before the first.
    pub head: String,
}

/// The row of acts that belong to no campaign.
pub const SYSTEM: &str = "system";

/// Takes a row's turn; the row comes into being with its first act.
///
/// # Errors
/// What the engine says.
pub fn take(sql: &mut dyn Sql, row: &str) -> Result<Turn, SqlError> {
    let text = "INSERT INTO turn_row (name, turn, head) VALUES ($1, 1, '')
                ON CONFLICT (name) DO UPDATE SET turn = turn_row.turn + 1
                RETURNING turn AS turn, head AS head";
    let found = sql.first(text, &[row.into()])?.ok_or_else(|| SqlError::new("no turn"))?;
    Ok(Turn { row: row.to_owned(), number: found.integer("turn")?, head: found.text("head")? })
}
