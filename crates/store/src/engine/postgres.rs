use std::error::Error;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use postgres::types::private::BytesMut;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, NoTls};

use super::job::{BoxedJob, Queue};
use super::{Engine, Row, Sql, SqlError, Store, Value};
use crate::record::{self, Signer};

/// Threads that own a connection for acts, and as many for reads.
const WRITERS: usize = 8;
const READERS: usize = 4;
/// How often new lines of the record get their places in the tree.
const SEQUENCE_EVERY: Duration = Duration::from_millis(200);

pub(super) fn open(config: &str, signer: Signer) -> Result<Store, SqlError> {
    let mut first = connect(config)?;
    collation(&mut first)?;
    crate::migrate(&mut first)?;
    let acts = serve(config, WRITERS, "BEGIN", "COMMIT")?;
    let reads = serve(config, READERS, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "ROLLBACK")?;
    let config = config.to_owned();
    let alive = acts.alive();
    thread::spawn(move || sequence(first, &config, &signer, &alive));
    Ok(Store { acts, reads, engine: Engine::Postgres })
}

/// Only reads: acts find nobody who takes them.
pub(super) fn open_to_read(config: &str) -> Result<Store, SqlError> {
    let reads = serve(config, 1, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "ROLLBACK")?;
    Ok(Store { acts: Queue::new().0, reads, engine: Engine::Postgres })
}

fn connect(config: &str) -> Result<Postgres, SqlError> {
    Client::connect(config, NoTls).map(Postgres::new).map_err(|e| error(&e))
}

/// Both engines must sort alike: by code point.
fn collation(db: &mut Postgres) -> Result<(), SqlError> {
    let rows =
        db.query("SELECT CAST(datcollate AS TEXT) AS name FROM pg_database WHERE datname = current_database()", &[])?;
    let name = rows.first().map_or(Ok(String::new()), |row| row.text("name"))?;
    if name == "C" || name == "POSIX" {
        return Ok(());
    }
    Err(SqlError::new(format!("the database sorts by {name}; create it with LC_COLLATE 'C' TEMPLATE template0")))
}

fn serve(config: &str, threads: usize, begin: &'static str, end: &'static str) -> Result<Queue, SqlError> {
    let (queue, from) = Queue::new();
    let from = Arc::new(Mutex::new(from));
    for _ in 0..threads {
        let db = connect(config)?;
        let (from, config) = (Arc::clone(&from), config.to_owned());
        thread::spawn(move || work(db, &config, &from, begin, end));
    }
    Ok(queue)
}

fn work(mut db: Postgres, config: &str, from: &Mutex<Receiver<BoxedJob>>, begin: &str, end: &str) {
    loop {
        let next = from.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else { return };
        let begun = db.begin(begin).or_else(|_| {
            // The server may have cut an idle connection, and nothing was asked of it yet.
            db = connect(config)?;
            db.begin(begin)
        });
        transact(&mut db, job, begun, end);
    }
}

fn transact(db: &mut Postgres, mut job: BoxedJob, begun: Result<(), SqlError>, end: &str) {
    let committed = begun.and_then(|()| if job.run(db) { db.end(end) } else { db.control("ROLLBACK") });
    if committed.is_err() {
        drop(db.control("ROLLBACK"));
    }
    job.answer(committed.map_err(|error| error.to_string()));
}

/// Gives the record's new lines their places, away from the acts.
fn sequence(mut db: Postgres, config: &str, signer: &Signer, alive: &std::sync::Weak<impl Sized>) {
    while alive.strong_count() > 0 {
        thread::sleep(SEQUENCE_EVERY);
        let placed =
            db.control("BEGIN").and_then(|()| record::sequence(&mut db, signer)).and_then(|()| db.control("COMMIT"));
        if placed.is_err() {
            drop(db.control("ROLLBACK"));
        }
        if db.client.is_closed()
            && let Ok(again) = connect(config)
        {
            db = again;
        }
    }
}

/// A connection that answers the dialect of acts.
struct Postgres {
    client: Client,
    statements: std::collections::BTreeMap<String, postgres::Statement>,
    /// The first error since the transaction began: after it the server answers COMMIT with a silent ROLLBACK.
    failed: Option<SqlError>,
}

impl Postgres {
    const fn new(client: Client) -> Self {
        Self { client, statements: std::collections::BTreeMap::new(), failed: None }
    }

    fn begin(&mut self, sql: &str) -> Result<(), SqlError> {
        self.failed = None;
        self.control(sql)
    }

    fn end(&mut self, sql: &str) -> Result<(), SqlError> {
        match self.failed.take() {
            Some(error) => Err(error),
            None => self.control(sql),
        }
    }

    /// Remembers the first error.
    fn noted<T>(&mut self, result: Result<T, SqlError>) -> Result<T, SqlError> {
        if let Err(error) = &result {
            self.failed.get_or_insert_with(|| error.clone());
        }
        result
    }

    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, SqlError> {
        let statement = self.statement(sql)?;
        self.client.execute(&statement, &bound(values)).map_err(|e| error(&e))
    }

    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, SqlError> {
        let statement = self.statement(sql)?;
        let found = self.client.query(&statement, &bound(values)).map_err(|e| error(&e))?;
        let columns: Arc<[String]> = statement.columns().iter().map(|column| column.name().to_owned()).collect();
        found.iter().map(|row| read(row).map(|values| Row::new(Arc::clone(&columns), values))).collect()
    }

    fn control(&mut self, sql: &str) -> Result<(), SqlError> {
        self.client.batch_execute(sql).map_err(|e| error(&e))
    }

    fn statement(&mut self, sql: &str) -> Result<postgres::Statement, SqlError> {
        if let Some(known) = self.statements.get(sql) {
            return Ok(known.clone());
        }
        let statement = self.client.prepare(sql).map_err(|e| error(&e))?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

fn bound(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl Sql for Postgres {
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, SqlError> {
        let changed = self.run(sql, values);
        self.noted(changed)
    }

    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, SqlError> {
        let found = self.rows(sql, values);
        self.noted(found)
    }

    fn engine(&self) -> Engine {
        Engine::Postgres
    }
}

fn read(row: &postgres::Row) -> Result<Vec<Value>, SqlError> {
    (0..row.len()).map(|at| column(row, at)).collect()
}

fn column(row: &postgres::Row, at: usize) -> Result<Value, SqlError> {
    let kind = row.columns().get(at).map_or(Type::TEXT, |column| column.type_().clone());
    let value = match kind {
        Type::TEXT | Type::VARCHAR | Type::NAME => row.try_get::<_, Option<String>>(at).map(Value::from),
        Type::INT8 => row.try_get::<_, Option<i64>>(at).map(Value::from),
        Type::INT4 => row.try_get::<_, Option<i32>>(at).map(Value::from),
        Type::FLOAT8 => row.try_get::<_, Option<f64>>(at).map(Value::from),
        Type::BOOL => row.try_get::<_, Option<bool>>(at).map(Value::from),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(at).map(Value::from),
        other => return Err(SqlError::new(format!("a column of type {other} is outside the dialect"))),
    };
    value.map_err(|e| error(&e))
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        // What is sent is bytes: of another type than the parameter's they would be misread.
        match (self, kind) {
            (Self::Null, _) => Ok(IsNull::Yes),
            (Self::Integer(number), &Type::INT8) => number.to_sql(kind, out),
            (Self::Integer(number), &Type::INT4) => i32::try_from(*number)?.to_sql(kind, out),
            (Self::Real(number), &Type::FLOAT8) => number.to_sql(kind, out),
            (Self::Flag(flag), &Type::BOOL) => flag.to_sql(kind, out),
            (Self::Text(text), &(Type::TEXT | Type::VARCHAR | Type::NAME)) => text.to_sql(kind, out),
            (Self::Bytes(bytes), &Type::BYTEA) => bytes.to_sql(kind, out),
            _ => Err(format!("the parameter is {kind}, the value is not").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn error(error: &postgres::Error) -> SqlError {
    let duplicate = error.code() == Some(&postgres::error::SqlState::UNIQUE_VIOLATION);
    let message = error.as_db_error().map_or_else(|| error.to_string(), |db| db.message().to_owned());
    SqlError { message, duplicate }
}
