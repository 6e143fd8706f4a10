use std::collections::BTreeMap;

use linxuan_domain::event::Event;
use linxuan_domain::merkle::{Frontier, hex, leaf};

use super::head::{checkpoint, kept, note_holds};
use crate::engine::{Row, Sql, SqlError};

/// What is wrong with the record, and where.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum Fault {
    /// The columns beside a line's canonical bytes say something else.
    ColumnsDiffer { id: String },
    /// Not the canonical bytes of an event.
    Unreadable { id: String },
    /// The line's turn does not follow the one before it on its row.
    TurnBroken { turn_row: String, turn: i64 },
    /// The line does not name the hash of the one before it.
    ChainBroken { turn_row: String, turn: i64 },
    /// A row's turn counter or head and its last line differ: a line is missing at the end.
    HeadDiffers { turn_row: String },
    /// Places are not 0, 1, 2 …
    PositionBroken { position: i64 },
    /// The signed head is not that of these lines.
    CheckpointDiffers { size: i64 },
    /// A file of an export is changed, missing or added.
    File { name: String },
}

/// The state of the walk along the record.
#[derive(Default)]
pub(super) struct Walk {
    pub faults: Vec<Fault>,
    frontier: Frontier,
    /// Last turn and hash on each turn row.
    heads: BTreeMap<String, (i64, String)>,
}

impl Walk {
    /// Takes the line at the next position.
    pub fn line(&mut self, id: &str, position: i64, canonical: &str) -> Option<Event> {
        if u64::try_from(position) != Ok(self.frontier.size()) {
            self.faults.push(Fault::PositionBroken { position });
        }
        self.frontier.push(leaf(canonical.as_bytes()));
        let event: Option<Event> = serde_json::from_str(canonical).ok();
        let event = event.filter(|event| event.canonical() == canonical.as_bytes());
        if event.is_none() {
            self.faults.push(Fault::Unreadable { id: id.to_owned() });
        }
        event
    }

    /// Follows the chain of one turn row; lines must come in the order of their turns.
    pub fn chain(&mut self, event: &Event, canonical: &str) {
        let before = self.heads.get(&event.turn_row).cloned().unwrap_or_default();
        let (turn_row, turn) = (event.turn_row.clone(), event.turn);
        if event.turn != before.0 + 1 {
            self.faults.push(Fault::TurnBroken { turn_row: turn_row.clone(), turn });
        }
        if event.previous != before.1 {
            self.faults.push(Fault::ChainBroken { turn_row: turn_row.clone(), turn });
        }
        self.heads.insert(turn_row, (turn, hex(&leaf(canonical.as_bytes()))));
    }

    pub fn head(&mut self, turn_row: &str, turn: i64, head: &str) {
        let last = self.heads.remove(turn_row).unwrap_or_default();
        if last != (turn, head.to_owned()) {
            self.faults.push(Fault::HeadDiffers { turn_row: turn_row.to_owned() });
        }
    }

    /// Ends the walk: rows nobody counts, and the signed head with the tree's edge where one is kept.
    pub fn end(mut self, note: &str, public: &str, edge: impl FnOnce(&Frontier) -> bool) -> Vec<Fault> {
        let uncounted: Vec<String> = self.heads.keys().cloned().collect();
        self.faults.extend(uncounted.into_iter().map(|turn_row| Fault::HeadDiffers { turn_row }));
        let size = self.frontier.size();
        let empty = size == 0 && note.is_empty();
        let signed = empty || note_holds(note, public, size, &self.frontier.root());
        if !signed || !edge(&self.frontier) {
            self.faults.push(Fault::CheckpointDiffers { size: i64::try_from(size).unwrap_or(i64::MAX) });
        }
        self.faults
    }
}

/// Checks the whole record of a database against itself and its signed head.
///
/// Lines that have no place yet are on their way; they are checked along
/// their turn rows like the others.
///
/// # Errors
/// What the engine says; what is wrong with the record is the answer.
pub fn verify(sql: &mut dyn Sql, public: &str) -> Result<Vec<Fault>, SqlError> {
    let mut walk = Walk::default();
    let placed = sql.query(
        "SELECT id AS id, position AS position, canonical AS canonical FROM event
         WHERE position IS NOT NULL ORDER BY position",
        &[],
    )?;
    for row in &placed {
        walk.line(&row.text("id")?, row.integer("position")?, &row.text("canonical")?);
    }
    let all = sql.query(
        "SELECT id AS id, turn_row AS turn_row, turn AS turn, at AS at, campaign AS campaign, what AS what,
         subject AS subject, canonical AS canonical FROM event ORDER BY turn_row, turn",
        &[],
    )?;
    for row in &all {
        chain(&mut walk, row)?;
    }
    for row in sql.query("SELECT name AS name, turn AS turn, head AS head FROM turn_row", &[])? {
        walk.head(&row.text("name")?, row.integer("turn")?, &row.text("head")?);
    }
    let (note, edge) = (checkpoint(sql)?, kept(sql)?);
    Ok(walk.end(&note, public, |tree| edge.as_ref() == Some(tree)))
}

fn chain(walk: &mut Walk, row: &Row) -> Result<(), SqlError> {
    let canonical = row.text("canonical")?;
    let Ok(event) = serde_json::from_str::<Event>(&canonical) else {
        walk.faults.push(Fault::Unreadable { id: row.text("id")? });
        return Ok(());
    };
    let same = event.id == row.text("id")?
        && event.turn_row == row.text("turn_row")?
        && event.turn == row.integer("turn")?
        && event.at.microseconds() == row.integer("at")?
        && event.campaign == row.maybe_text("campaign")?
        && event.what == row.text("what")?
        && event.subject == row.text("subject")?;
    if !same {
        walk.faults.push(Fault::ColumnsDiffer { id: event.id.clone() });
    }
    walk.chain(&event, &canonical);
    Ok(())
}
