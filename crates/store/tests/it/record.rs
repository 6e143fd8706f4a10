mod export;
mod line;
mod order;
mod rewriting;
mod tampering;

use linxuan_domain::event::{Change, Event};
use linxuan_domain::value::Instant;
use linxuan_store::record::{self, Fault};
use linxuan_store::{Sql, SqlError, Store, turn};
use linxuan_testkit::{act, placed, row, signer, tried};

/// The rows of the twelve acts that `lay` does, in their order: five of `a`, four of `b`, three of the system.
const ROWS: [&str; 12] = [
    "unit/a", "unit/b", "system", "unit/a", "unit/b", "unit/a", "system", "unit/b", "unit/a", "unit/a", "unit/b",
    "system",
];

/// The id of the line at a position.
fn id(position: usize) -> String {
    format!("e{position:02}")
}

fn event(position: usize) -> Event {
    let campaign = (ROWS[position] != "system").then(|| "c1".to_owned());
    let mut event = row::event(&id(position), "saved", &format!("nomination/{}", position % 2));
    event.at = Instant(row::NOW + i64::try_from(position).unwrap());
    event.campaign = campaign;
    event.changes = vec![Change::set("name", "张三")];
    event
}

fn append(sql: &mut dyn Sql, turn_row: &str, event: Event) -> Result<(), SqlError> {
    let turn = turn::take(sql, turn_row)?;
    record::append(sql, &turn, event)
}

/// A record of twelve lines, each from an act of its own.
fn lay(store: &Store) {
    for (position, row) in ROWS.into_iter().enumerate() {
        act(store, move |sql| append(sql, row, event(position)));
    }
    placed(store);
}

/// What the check finds after a change, which is then taken back.
fn faults(store: &Store, change: impl FnOnce(&mut dyn Sql) -> Result<(), SqlError> + Send + 'static) -> Vec<Fault> {
    tried(store, move |sql| {
        change(sql)?;
        record::verify(sql, &signer().public())
    })
}

/// Runs a statement that must change something.
fn run(sql: &mut dyn Sql, statement: &str) -> Result<(), SqlError> {
    let changed = sql.execute(statement, &[])?;
    assert!(changed > 0, "changed nothing: {statement}");
    Ok(())
}

/// What the check finds after statements, which are then taken back.
fn after(store: &Store, statements: &'static [&'static str]) -> Vec<Fault> {
    faults(store, move |sql| statements.iter().try_for_each(|statement| run(sql, statement)))
}
