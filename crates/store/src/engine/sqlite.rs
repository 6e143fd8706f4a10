use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, Connection, ErrorCode, OpenFlags};

use super::job::{BoxedJob, Queue};
use super::{Engine, Row, Sql, SqlError, Store, Value};
use crate::record::{self, Signer};

/// Acts in one commit at most: larger groups gain little and delay the first caller.
const GROUP: usize = 256;
/// Connections that only read.
const READERS: usize = 3;
/// The first version without the write-ahead-log fault that could lose committed rows.
const SAFE_VERSION: i32 = 3_051_003;

pub(super) fn open(path: &Path, signer: Signer) -> Result<Store, SqlError> {
    safe()?;
    let lock = exclusive(path)?;
    private(path)?;
    let mut writer = Sqlite(Connection::open(path).map_err(error)?);
    writer.prepare()?;
    crate::migrate(&mut writer)?;
    Ok(Store { acts: writing(writer, Some(lock), signer), reads: readers(path, READERS)?, engine: Engine::Sqlite })
}

/// For one command, beside a site that may be running: SQLite's own lock puts
/// the transactions of both in sequence.
pub(super) fn open_for_command(path: &Path, signer: Signer) -> Result<Store, SqlError> {
    safe()?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut writer = Sqlite(Connection::open_with_flags(path, flags).map_err(error)?);
    writer.prepare()?;
    if !crate::is_current(&mut writer)? {
        return Err(SqlError::new("the database is of another version; serving brings an older one up to date"));
    }
    Ok(Store { acts: writing(writer, None, signer), reads: readers(path, 1)?, engine: Engine::Sqlite })
}

fn safe() -> Result<(), SqlError> {
    if rusqlite::version_number() < SAFE_VERSION {
        return Err(SqlError::new(format!("SQLite {} may lose rows; 3.51.3 is needed", rusqlite::version())));
    }
    Ok(())
}

fn writing(mut writer: Sqlite, lock: Option<std::fs::File>, signer: Signer) -> Queue {
    let (acts, from) = Queue::new();
    thread::spawn(move || {
        let _lock = lock;
        serve(&mut writer, &from, &signer);
    });
    acts
}

/// Only reads: acts find nobody who takes them.
pub(super) fn open_to_read(path: &Path) -> Result<Store, SqlError> {
    Ok(Store { acts: Queue::new().0, reads: readers(path, 1)?, engine: Engine::Sqlite })
}

fn readers(path: &Path, threads: usize) -> Result<Queue, SqlError> {
    let (reads, from) = Queue::new();
    let from = Arc::new(Mutex::new(from));
    for _ in 0..threads {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = Sqlite(Connection::open_with_flags(path, flags).map_err(error)?);
        reader.settle()?;
        let from = Arc::clone(&from);
        thread::spawn(move || read(reader, &from));
    }
    Ok(reads)
}

/// One site at a time: a second one must not write beside the first.
fn exclusive(path: &Path) -> Result<std::fs::File, SqlError> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".lock");
    let beside = std::path::PathBuf::from(beside);
    let file = private(&beside)?;
    file.try_lock().map_err(|_| SqlError::new(format!("{} is in use by another process", path.display())))?;
    Ok(file)
}

/// A file that is there, or a new one that nobody else may read; SQLite gives its mode to the files beside it.
fn private(path: &Path) -> Result<std::fs::File, SqlError> {
    let made = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path);
    made.map_err(|error| SqlError::new(format!("{}: {error}", path.display())))
}

fn serve(db: &mut Sqlite, from: &Receiver<BoxedJob>, signer: &Signer) {
    while let Ok(first) = from.recv() {
        let mut done = Vec::with_capacity(GROUP);
        let committed = group(db, first, from, signer, &mut done).map_err(|error| {
            drop(db.control("ROLLBACK"));
            error.to_string()
        });
        for job in done {
            job.answer(committed.clone());
        }
    }
}

fn group(
    db: &mut Sqlite,
    first: BoxedJob,
    from: &Receiver<BoxedJob>,
    signer: &Signer,
    done: &mut Vec<BoxedJob>,
) -> Result<(), SqlError> {
    if let Err(error) = db.control("BEGIN IMMEDIATE") {
        done.push(first);
        return Err(error);
    }
    let mut next = Some(first);
    while let Some(mut job) = next {
        let ended = db.control("SAVEPOINT act").and_then(|()| {
            if !job.run(db) {
                db.control("ROLLBACK TO act")?;
            }
            db.control("RELEASE act")
        });
        done.push(job);
        // SQLite ended the whole transaction: everyone in the group hears it.
        ended?;
        next = if done.len() < GROUP { from.try_recv().ok() } else { None };
    }
    record::sequence(db, signer)?;
    db.control("COMMIT")
}

fn read(mut db: Sqlite, from: &Mutex<Receiver<BoxedJob>>) {
    loop {
        let next = from.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(mut job) = next else { return };
        let begun = db.control("BEGIN");
        if begun.is_ok() {
            job.run(&mut db);
            drop(db.control("ROLLBACK"));
        }
        job.answer(begun.map_err(|error| error.to_string()));
    }
}

/// A connection that answers the dialect of acts.
struct Sqlite(Connection);

impl Sqlite {
    /// What every connection needs.
    fn settle(&self) -> Result<(), SqlError> {
        self.0.set_prepared_statement_cache_capacity(300);
        // Otherwise a statement on a table with a partial index is planned anew for each value bound to it.
        self.0.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(error)?;
        self.0.busy_timeout(std::time::Duration::from_secs(5)).map_err(error)
    }

    fn prepare(&mut self) -> Result<(), SqlError> {
        self.settle()?;
        let pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
                       PRAGMA wal_autocheckpoint = 4000; PRAGMA secure_delete = ON;";
        self.0.execute_batch(pragmas).map_err(error)
    }

    fn control(&self, sql: &str) -> Result<(), SqlError> {
        self.0.prepare_cached(sql).and_then(|mut statement| statement.execute([])).map(|_| ()).map_err(error)
    }

    fn bound(&self, sql: &str, values: &[Value]) -> rusqlite::Result<CachedStatement<'_>> {
        let mut statement = self.0.prepare_cached(sql)?;
        for (number, value) in (1..).zip(values) {
            // `$2` is a name in SQLite, numbered by first appearance.
            if let Some(at) = statement.parameter_index(&format!("${number}"))? {
                bind(&mut statement, at, value)?;
            }
        }
        Ok(statement)
    }
}

fn bind(statement: &mut CachedStatement<'_>, at: usize, value: &Value) -> rusqlite::Result<()> {
    match value {
        Value::Null => statement.raw_bind_parameter(at, rusqlite::types::Null),
        Value::Integer(number) => statement.raw_bind_parameter(at, number),
        Value::Real(number) => statement.raw_bind_parameter(at, number),
        Value::Flag(flag) => statement.raw_bind_parameter(at, flag),
        Value::Text(text) => statement.raw_bind_parameter(at, text),
        Value::Bytes(bytes) => statement.raw_bind_parameter(at, bytes),
    }
}

impl Sql for Sqlite {
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, SqlError> {
        self.bound(sql, values).and_then(|mut statement| statement.raw_execute()).map(|n| n as u64).map_err(error)
    }

    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, SqlError> {
        let mut statement = self.bound(sql, values).map_err(error)?;
        let columns: Arc<[String]> = statement.column_names().map(str::to_owned).collect();
        let mut found = statement.raw_query();
        let mut rows = Vec::new();
        while let Some(row) = found.next().map_err(error)? {
            let values = (0..columns.len()).map(|at| row.get_ref(at).map(value)).collect::<Result<_, _>>();
            rows.push(Row::new(Arc::clone(&columns), values.map_err(error)?));
        }
        Ok(rows)
    }

    fn engine(&self) -> Engine {
        Engine::Sqlite
    }
}

fn value(found: ValueRef<'_>) -> Value {
    match found {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is a map_err function")]
fn error(error: rusqlite::Error) -> SqlError {
    let duplicate =
        error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) && error.to_string().contains("UNIQUE");
    SqlError { message: error.to_string(), duplicate }
}
