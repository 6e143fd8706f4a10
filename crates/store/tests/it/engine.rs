mod acts;
mod connection;
mod dialect;
mod kill;
mod reads;
mod types;
mod waiting;

use std::sync::mpsc::{Sender, channel};

use linxuan_store::engine::Engine;
use linxuan_store::{ActError, Pending, Sql, SqlError, Store};
use linxuan_testkit::read;

/// An act that writes one row.
fn put(name: &str) -> impl FnOnce(&mut dyn Sql) -> Result<(), SqlError> + Send + use<> {
    let name = name.to_owned();
    move |sql| sql.execute("INSERT INTO setting (name, value) VALUES ($1, '')", &[name.into()]).map(|_| ())
}

/// The rows that `put` wrote, in order.
fn names(store: &Store) -> Vec<String> {
    read(store, |sql| {
        let rows = sql.query("SELECT name AS name FROM setting ORDER BY name", &[])?;
        rows.iter().map(|row| row.text("name")).collect()
    })
}

/// Keeps every writer of a store inside an act, so that what comes after waits in the queue.
struct Held {
    gates: Vec<Sender<()>>,
    acts: Vec<Pending<(), SqlError>>,
}

fn hold(store: &Store) -> Held {
    let writers = if store.engine() == Engine::Sqlite { 1 } else { 8 };
    let mut held = Held { gates: Vec::new(), acts: Vec::new() };
    let (to, entered) = channel();
    for _ in 0..writers {
        let (gate, opened) = channel();
        let to = to.clone();
        held.gates.push(gate);
        held.acts.push(store.act(move |_| {
            to.send(()).unwrap();
            // Also goes on when the test ended and dropped the gate.
            let _ = opened.recv();
            Ok(())
        }));
    }
    (0..writers).for_each(|_| entered.recv().unwrap());
    held
}

impl Held {
    fn release(self) {
        drop(self.gates);
        self.acts.into_iter().for_each(|act| act.wait().unwrap());
    }
}

/// What became of an act, in a word.
fn word<T>(answer: Result<T, ActError<SqlError>>) -> &'static str {
    match answer {
        Ok(_) => "done",
        Err(ActError::Refused(error)) if error.duplicate => "duplicate",
        Err(ActError::Refused(_)) => "refused",
        Err(ActError::Panicked) => "panicked",
        Err(ActError::NotCommitted(_)) => "not committed",
        Err(ActError::Busy) => "busy",
        Err(ActError::Closed) => "closed",
    }
}
