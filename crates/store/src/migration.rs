//! Forward-only numbered SQL, the same text for both engines.

use linxuan_domain::merkle::{hex, leaf};

use crate::engine::{Engine, Sql, SqlError, SqlExt};
use crate::search;

/// Every migration ever released, in order.
const MIGRATIONS: &[(i64, &str)] = &[
    (1, include_str!("../migrations/0001_house.sql")),
    (2, include_str!("../migrations/0002_documents_and_grants.sql")),
    (3, include_str!("../migrations/0003_access_tokens.sql")),
    (4, include_str!("../migrations/0004_order_of_lists.sql")),
    (5, include_str!("../migrations/0005_weight.sql")),
    (6, include_str!("../migrations/0006_materials.sql")),
    (7, include_str!("../migrations/0007_activities.sql")),
];

/// Brings a database up to date.
///
/// # Errors
/// When a migration fails, was edited after its release, or is unknown to this program.
pub fn migrate(sql: &mut dyn Sql) -> Result<(), SqlError> {
    let made = sql.execute("CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, hash TEXT NOT NULL)", &[]);
    // Another machine, started together with this one, may have made it at the same moment.
    let newest = newest(sql).or_else(|error| made.and(Err(error)))?;
    if MIGRATIONS.iter().all(|(number, _)| *number < newest) {
        return Err(SqlError::new(format!("the database has migration {newest}; this program is older")));
    }
    for (number, text) in MIGRATIONS {
        let hash = hex(&leaf(text.as_bytes()));
        match known(sql, *number)? {
            None => one(sql, *number, text, &hash)?,
            Some(before) if before != hash => return Err(SqlError::new(format!("migration {number} was changed"))),
            Some(_) => {}
        }
    }
    Ok(())
}

/// Whether a database has every migration this program knows, and no other.
///
/// # Errors
/// What the engine says, above all that there is no table of migrations.
pub fn is_current(sql: &mut dyn Sql) -> Result<bool, SqlError> {
    let newest = newest(sql)?;
    Ok(MIGRATIONS.last().is_some_and(|(number, _)| *number == newest))
}

/// Whether a database holds no table at all, ours or anybody's.
///
/// # Errors
/// What the engine says.
pub fn is_bare(sql: &mut dyn Sql) -> Result<bool, SqlError> {
    let text = match sql.engine() {
        Engine::Sqlite => "SELECT COUNT(*) AS n FROM sqlite_master WHERE type = 'table'",
        Engine::Postgres => {
            "SELECT COUNT(*) AS n FROM pg_tables WHERE schemaname <> 'pg_catalog'
             AND schemaname <> 'information_schema'"
        }
    };
    Ok(sql.number(text, &[])? == 0)
}

fn newest(sql: &mut dyn Sql) -> Result<i64, SqlError> {
    sql.number("SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) AS n FROM migration", &[])
}

fn known(sql: &mut dyn Sql, number: i64) -> Result<Option<String>, SqlError> {
    let row = sql.first("SELECT hash AS hash FROM migration WHERE number = $1", &[number.into()])?;
    row.map(|row| row.text("hash")).transpose()
}

fn one(sql: &mut dyn Sql, number: i64, text: &str, hash: &str) -> Result<(), SqlError> {
    sql.execute("BEGIN", &[])?;
    let done = inside(sql, number, text, hash);
    sql.execute(if done.is_ok() { "COMMIT" } else { "ROLLBACK" }, &[])?;
    done
}

/// Its row comes first: a machine that started at the same moment waits there, and then finds it done.
fn inside(sql: &mut dyn Sql, number: i64, text: &str, hash: &str) -> Result<(), SqlError> {
    let row = "INSERT INTO migration (number, hash) VALUES ($1, $2) ON CONFLICT (number) DO NOTHING";
    if sql.execute(row, &[number.into(), hash.into()])? == 0 {
        return Ok(());
    }
    statements(text).try_for_each(|statement| sql.execute(statement, &[]).map(|_| ()))?;
    search::create(sql)
}

fn statements(text: &str) -> impl Iterator<Item = &str> {
    text.split(";\n").map(str::trim).filter(|statement| !statement.is_empty())
}
