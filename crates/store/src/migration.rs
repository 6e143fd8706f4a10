//! Forward-only numbered SQL, the same text for both engines.

use linxuan_domain::merkle::{hex, leaf};

use crate::engine::{Sql, SqlError, SqlExt};
use crate::search;

/// Every migration ever released, in order.
const MIGRATIONS: &[(i64, &str)] = &[(1, include_str!("../migrations/0001_house.sql"))];

/// Brings a database up to date.
///
/// # Errors
/// When a migration fails, was edited after its release, or is unknown to this program.
pub fn migrate(sql: &mut dyn Sql) -> Result<(), SqlError> {
    sql.execute("CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, hash TEXT NOT NULL)", &[])?;
    let newest = sql.number("SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) AS n FROM migration", &[])?;
    if MIGRATIONS.iter().all(|(number, _)| *number < newest) {
        return Err(SqlError::new(format!("the database has migration {newest}; this program is older")));
    }
    for (number, text) in MIGRATIONS {
        one(sql, *number, text)?;
    }
    search::create(sql)
}

fn one(sql: &mut dyn Sql, number: i64, text: &str) -> Result<(), SqlError> {
    let hash = hex(&leaf(text.as_bytes()));
    let known = sql.first("SELECT hash AS hash FROM migration WHERE number = $1", &[number.into()])?;
    if let Some(row) = known {
        let same = row.text("hash")? == hash;
        return if same { Ok(()) } else { Err(SqlError::new(format!("migration {number} was changed"))) };
    }
    sql.execute("BEGIN", &[])?;
    let done = statements(text).try_for_each(|statement| sql.execute(statement, &[]).map(|_| ()));
    let done = done.and_then(|()| {
        let values = [number.into(), hash.into()];
        sql.execute("INSERT INTO migration (number, hash) VALUES ($1, $2)", &values).map(|_| ())
    });
    sql.execute(if done.is_ok() { "COMMIT" } else { "ROLLBACK" }, &[])?;
    done
}

fn statements(text: &str) -> impl Iterator<Item = &str> {
    text.split(";\n").map(str::trim).filter(|statement| !statement.is_empty())
}
