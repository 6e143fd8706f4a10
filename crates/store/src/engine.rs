//! SQLite and PostgreSQL behind one synchronous trait.

mod job;
mod postgres;
mod row;
mod sqlite;
mod url;

pub use job::{ActError, Pending};
pub use row::{Row, Value};
pub use url::{BadUrl, Url};

use std::fmt;

use crate::record::Signer;

/// A database as acts see it: text with `$n`, rows read by column name.
pub trait Sql {
    /// Runs a statement; answers how many rows it changed.
    ///
    /// # Errors
    /// What the engine says.
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, SqlError>;

    /// Runs a query; answers all its rows.
    ///
    /// # Errors
    /// What the engine says.
    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, SqlError>;

    /// Which engine answers: asked only by `search` and `migration`.
    fn engine(&self) -> Engine;
}

/// Queries that answer one row, or none.
pub trait SqlExt {
    /// # Errors
    /// What the engine says.
    fn first(&mut self, sql: &str, values: &[Value]) -> Result<Option<Row>, SqlError>;

    /// The single number a query answers.
    ///
    /// # Errors
    /// What the engine says, or that there is no number named `n`.
    fn number(&mut self, sql: &str, values: &[Value]) -> Result<i64, SqlError>;
}

impl SqlExt for dyn Sql + '_ {
    fn first(&mut self, sql: &str, values: &[Value]) -> Result<Option<Row>, SqlError> {
        Ok(self.query(sql, values)?.into_iter().next())
    }

    fn number(&mut self, sql: &str, values: &[Value]) -> Result<i64, SqlError> {
        self.first(sql, values)?.map_or(Ok(0), |row| row.integer("n"))
    }
}

/// The two engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// What went wrong in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqlError {
    pub message: String,
    /// A unique key was violated.
    pub duplicate: bool,
}

impl SqlError {
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), duplicate: false }
    }
}

impl fmt::Display for SqlError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for SqlError {}

/// An open database: acts go through one door, reads through another.
#[derive(Clone)]
pub struct Store {
    acts: job::Queue,
    reads: job::Queue,
    engine: Engine,
}

impl Store {
    /// Opens the database that a URL names and brings its tables up to date.
    ///
    /// # Errors
    /// When it cannot be reached, is of an unsafe version, or is newer than this program.
    pub fn open(url: &Url, signer: Signer) -> Result<Self, SqlError> {
        match url {
            Url::Sqlite(path) => sqlite::open(path, signer),
            Url::Postgres(config) => postgres::open(config, signer),
        }
    }

    /// Opens a database for one command, beside a site that may be running.
    ///
    /// # Errors
    /// When it is not there, cannot be reached, or is of another version.
    pub fn open_for_command(url: &Url, signer: Signer) -> Result<Self, SqlError> {
        match url {
            Url::Sqlite(path) => sqlite::open_for_command(path, signer),
            Url::Postgres(config) => postgres::open(config, signer),
        }
    }

    /// Opens a database for looking only, beside whoever works with it: nothing
    /// is migrated, placed or signed, and every act hears that it is closed.
    ///
    /// # Errors
    /// When it is not there or cannot be reached.
    pub fn open_to_read(url: &Url) -> Result<Self, SqlError> {
        match url {
            Url::Sqlite(path) => sqlite::open_to_read(path),
            Url::Postgres(config) => postgres::open_to_read(config),
        }
    }

    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// Runs an act: all of it is committed and synced before the answer, or nothing.
    pub fn act<T, E, F>(&self, act: F) -> Pending<T, E>
    where
        T: Send + 'static,
        E: Send + 'static,
        F: FnOnce(&mut dyn Sql) -> Result<T, E> + Send + 'static,
    {
        self.acts.submit(act)
    }

    /// Runs queries on one consistent state.
    pub fn read<T, E, F>(&self, read: F) -> Pending<T, E>
    where
        T: Send + 'static,
        E: Send + 'static,
        F: FnOnce(&mut dyn Sql) -> Result<T, E> + Send + 'static,
    {
        self.reads.submit(read)
    }
}
