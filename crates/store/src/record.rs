//! The record: one line an act, chained along its turn row, placed in one
//! tree over all, the tree's head signed.

mod export;
mod head;
mod verify;

pub use export::{export, verify_export};
pub use head::{Signer, checkpoint, public_key, sequence};
pub use verify::{Fault, verify};

use linxuan_domain::event::Event;
use linxuan_domain::merkle::{hex, leaf};

use crate::engine::{Row, Sql, SqlError, SqlExt};
use crate::turn::Turn;

/// Writes the act's one line and makes it the head of its turn row.
///
/// # Errors
/// What the engine says.
pub fn append(sql: &mut dyn Sql, turn: &Turn, mut event: Event) -> Result<(), SqlError> {
    event.turn_row.clone_from(&turn.row);
    event.turn = turn.number;
    event.previous.clone_from(&turn.head);
    let canonical = event.canonical();
    let hash = hex(&leaf(&canonical));
    let text = String::from_utf8(canonical).map_err(|_| SqlError::new("canonical bytes are not UTF-8"))?;
    let values = [
        event.id.into(),
        event.turn_row.into(),
        event.turn.into(),
        event.at.microseconds().into(),
        event.campaign.into(),
        event.what.into(),
        event.subject.into(),
        text.into(),
    ];
    sql.execute(
        "INSERT INTO event (id, turn_row, turn, at, campaign, what, subject, canonical)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &values,
    )?;
    sql.execute("UPDATE turn_row SET head = $2 WHERE name = $1", &[turn.row.as_str().into(), hash.into()])?;
    Ok(())
}

/// When the newest line was written, placed or not; 0 where there is none. Its id begins with its time.
///
/// # Errors
/// What the engine says.
pub fn newest_at(sql: &mut dyn Sql) -> Result<i64, SqlError> {
    sql.first("SELECT at AS at FROM event ORDER BY id DESC LIMIT 1", &[])?.map_or(Ok(0), |row| row.integer("at"))
}

/// How many lines have no place yet.
///
/// # Errors
/// What the engine says.
pub fn without_place(sql: &mut dyn Sql) -> Result<i64, SqlError> {
    sql.number("SELECT COUNT(*) AS n FROM event WHERE position IS NULL", &[])
}

/// One line with its place.
#[derive(Debug, Clone)]
pub struct Line {
    /// `None` until the line has its place in the tree.
    pub position: Option<i64>,
    pub event: Event,
}

impl Line {
    fn read(row: &Row) -> Result<Self, SqlError> {
        let event = serde_json::from_str(&row.text("canonical")?).map_err(|e| SqlError::new(e.to_string()))?;
        Ok(Self { position: row.maybe_integer("position")?, event })
    }
}

/// Lines of a campaign, or of everything, newest first, below a position.
///
/// # Errors
/// What the engine says.
pub fn lines(sql: &mut dyn Sql, campaign: Option<&str>, below: Option<i64>, most: i64) -> Result<Vec<Line>, SqlError> {
    let below = below.unwrap_or(i64::MAX);
    let rows = match campaign {
        Some(campaign) => sql.query(
            "SELECT position AS position, canonical AS canonical FROM event
             WHERE campaign = $1 AND position < $2 ORDER BY position DESC LIMIT $3",
            &[campaign.into(), below.into(), most.into()],
        )?,
        None => sql.query(
            "SELECT position AS position, canonical AS canonical FROM event
             WHERE position < $1 ORDER BY position DESC LIMIT $2",
            &[below.into(), most.into()],
        )?,
    };
    rows.iter().map(Line::read).collect()
}

/// Lines about one thing, oldest first.
///
/// # Errors
/// What the engine says.
pub fn about(sql: &mut dyn Sql, subject: &str) -> Result<Vec<Line>, SqlError> {
    let rows = sql.query(
        "SELECT position AS position, canonical AS canonical FROM event WHERE subject = $1 ORDER BY at, turn_row, turn
         LIMIT 500",
        &[subject.into()],
    )?;
    rows.iter().map(Line::read).collect()
}
