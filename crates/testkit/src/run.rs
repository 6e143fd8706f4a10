use std::fmt::Debug;
use std::time::{Duration, Instant};

use linxuan_store::engine::SqlExt;
use linxuan_store::{ActError, Sql, SqlError, Store};

/// Longest patience with anything that happens on another thread.
const PATIENCE: Duration = Duration::from_secs(30);

/// Runs an act that must be committed.
#[track_caller]
pub fn act<T: Send + 'static>(
    store: &Store,
    act: impl FnOnce(&mut dyn Sql) -> Result<T, SqlError> + Send + 'static,
) -> T {
    store.act(act).wait().unwrap()
}

/// Runs queries that must succeed.
#[track_caller]
pub fn read<T: Send + 'static>(
    store: &Store,
    read: impl FnOnce(&mut dyn Sql) -> Result<T, SqlError> + Send + 'static,
) -> T {
    store.read(read).wait().unwrap()
}

/// Runs an act, answers what it found, and lets all it did be rolled back.
#[track_caller]
pub fn tried<T: Debug + Send + 'static>(
    store: &Store,
    act: impl FnOnce(&mut dyn Sql) -> Result<T, SqlError> + Send + 'static,
) -> T {
    match store.act(move |sql| Err::<(), _>(act(sql))).wait() {
        Err(ActError::Refused(found)) => found.unwrap(),
        other => panic!("not rolled back by the act: {other:?}"),
    }
}

/// Runs an act that the database must refuse; answers what it says.
#[track_caller]
pub fn denied<T: Debug + Send + 'static>(
    store: &Store,
    act: impl FnOnce(&mut dyn Sql) -> Result<T, SqlError> + Send + 'static,
) -> SqlError {
    match store.act(act).wait() {
        Err(ActError::Refused(error)) => error,
        other => panic!("not refused: {other:?}"),
    }
}

/// Asks until there is an answer.
#[track_caller]
pub fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let end = now() + PATIENCE;
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(now() < end, "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Waits until every line of the record has its place: on PostgreSQL they get it a moment later.
#[track_caller]
pub fn placed(store: &Store) {
    until("every line has its place", || {
        let text = "SELECT COUNT(*) AS n FROM event WHERE position IS NULL";
        (read(store, move |sql| sql.number(text, &[])) == 0).then_some(())
    });
}

#[expect(clippy::disallowed_methods, reason = "how long a test waits is nothing an act sees")]
fn now() -> Instant {
    Instant::now()
}
