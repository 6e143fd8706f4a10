//! A campaign's tables, walked as the one list of columns says: for its archive.

use linxuan_domain::archive_names::{Column, Is, Table};
use linxuan_domain::value::Instant;
use serde_json::Value as Json;

use crate::engine::{Row, Sql, SqlError, Value};
use crate::nomination;
use crate::seal::Keys;

/// How many rows are in memory at a time.
pub const PAGE: i64 = 500;

/// The columns of a table that an archive holds, with their values; personal answers only with the keys.
///
/// # Errors
/// What the engine says, and answers that the keys do not open.
pub fn page(
    sql: &mut dyn Sql,
    table: &Table,
    campaign: &str,
    keys: Option<&Keys>,
    skipped: i64,
) -> Result<Vec<Vec<Json>>, SqlError> {
    let values = [campaign.into(), PAGE.into(), skipped.into()];
    let rows = sql.query(&text(table), &values)?;
    rows.iter().map(|row| held(table, keys.is_some()).map(|column| value(row, column, keys)).collect()).collect()
}

/// The columns that an archive holds.
pub fn held(table: &Table, with_personal: bool) -> impl Iterator<Item = &'static Column> + use<> {
    table.columns.iter().filter(move |column| column.is.held(with_personal))
}

/// One text for every table: which campaign a row belongs to follows from the columns it has.
fn text(table: &Table) -> String {
    let names = table.columns.iter().map(|column| format!("{0} AS {0}", column.name));
    let order = table.columns.iter().take(3).map(|column| column.name);
    let (names, order) = (names.collect::<Vec<_>>().join(", "), order.collect::<Vec<_>>().join(", "));
    let from = table.name;
    format!("SELECT {names} FROM {from} WHERE {} ORDER BY {order} LIMIT $2 OFFSET $3", scope(table))
}

fn scope(table: &Table) -> &'static str {
    let has = |name: &str| table.columns.iter().any(|column| column.name == name);
    if table.name == "campaign" {
        "id = $1"
    } else if has("campaign_id") {
        "campaign_id = $1"
    } else if has("unit_id") {
        "unit_id IN (SELECT id FROM unit WHERE campaign_id = $1)"
    } else if has("nomination_id") {
        "nomination_id IN (SELECT id FROM nomination WHERE campaign_id = $1)"
    } else if has("hash") {
        "hash IN (SELECT hash FROM attachment WHERE campaign_id = $1)"
    } else {
        "examination_id IN (SELECT e.id FROM examination e JOIN nomination n ON n.id = e.nomination_id
         WHERE n.campaign_id = $1)"
    }
}

fn value(row: &Row, column: &Column, keys: Option<&Keys>) -> Result<Json, SqlError> {
    let name = column.name;
    let found = row.all().find(|(known, _)| *known == name).map_or(&Value::Null, |(_, value)| value);
    Ok(match (column.is, found) {
        (_, Value::Null) => Json::Null,
        (Is::Instant, Value::Integer(at)) => Instant(*at).iso().into(),
        (Is::Flag, _) => row.flag(name)?.into(),
        (Is::Number, Value::Integer(number)) => (*number).into(),
        (Is::Json, Value::Text(text)) => json(text)?,
        (Is::Text, Value::Text(text)) => text.as_str().into(),
        (Is::Sealed, Value::Bytes(sealed)) => opened(row, keys, sealed)?,
        _ => return Err(SqlError::new(format!("column {name} is not {}", column.is.id()))),
    })
}

fn opened(row: &Row, keys: Option<&Keys>, sealed: &[u8]) -> Result<Json, SqlError> {
    let Some(keys) = keys else { return Ok(Json::Null) };
    let id = row.text("nomination_id").or_else(|_| row.text("id"))?;
    json(&String::from_utf8_lossy(&keys.open(&nomination::place(&id), sealed)?))
}

fn json(text: &str) -> Result<Json, SqlError> {
    serde_json::from_str(text).map_err(|error| SqlError::new(error.to_string()))
}

/// A text that an archive keeps as a file of its own: its name, and its bytes as they were hashed.
pub type File = (String, String);

/// Rulebooks, outlines and the manifests of receipts.
///
/// # Errors
/// What the engine says.
pub fn files(sql: &mut dyn Sql, campaign: &str) -> Result<Vec<File>, SqlError> {
    let versions = "SELECT version AS version, text AS text, outline AS outline FROM rulebook_version
                    WHERE campaign_id = $1 ORDER BY version";
    let mut files = Vec::new();
    for row in sql.query(versions, &[campaign.into()])? {
        let version = row.integer("version")?;
        files.push((format!("rulebook/{version}.toml"), row.text("text")?));
        files.push((format!("rulebook/{version}.md"), row.text("outline")?));
    }
    let receipts = "SELECT number AS number, manifest AS manifest FROM submission WHERE campaign_id = $1 ORDER BY id";
    for row in sql.query(receipts, &[campaign.into()])? {
        files.push((format!("receipts/{}.json", row.text("number")?), row.text("manifest")?));
    }
    Ok(files)
}
