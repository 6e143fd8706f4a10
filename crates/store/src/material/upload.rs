use serde::{Deserialize, Serialize};

use crate::engine::{Row, Sql, SqlError, SqlExt, Value};

/// A file that is arriving.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    pub id: String,
    pub campaign_id: String,
    pub unit_id: String,
    pub nomination_id: Option<String>,
    pub material: String,
    pub file_name: String,
    /// Bytes announced.
    pub length: i64,
    /// SHA-256 announced, hex.
    pub expected: Option<String>,
    /// Bytes on disk.
    pub received: i64,
    pub parts: Vec<Part>,
    /// What became of it, when it is complete.
    pub attachment_id: Option<String>,
    pub opened_by: String,
    pub opened_at: i64,
    pub touched_at: i64,
}

/// A piece on disk: what of it counts may be less than what is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub name: String,
    pub length: u64,
}

const COLUMNS: &str = "id AS id, campaign_id AS campaign_id, unit_id AS unit_id, nomination_id AS nomination_id,
    material AS material, file_name AS file_name, length AS length, expected AS expected, received AS received,
    parts AS parts, attachment_id AS attachment_id, opened_by AS opened_by, opened_at AS opened_at,
    touched_at AS touched_at";

fn read(row: &Row) -> Result<Upload, SqlError> {
    Ok(Upload {
        id: row.text("id")?,
        campaign_id: row.text("campaign_id")?,
        unit_id: row.text("unit_id")?,
        nomination_id: row.maybe_text("nomination_id")?,
        material: row.text("material")?,
        file_name: row.text("file_name")?,
        length: row.integer("length")?,
        expected: row.maybe_text("expected")?,
        received: row.integer("received")?,
        parts: serde_json::from_str(&row.text("parts")?).map_err(|error| SqlError::new(error.to_string()))?,
        attachment_id: row.maybe_text("attachment_id")?,
        opened_by: row.text("opened_by")?,
        opened_at: row.integer("opened_at")?,
        touched_at: row.integer("touched_at")?,
    })
}

fn json(parts: &[Part]) -> Result<String, SqlError> {
    serde_json::to_string(parts).map_err(|error| SqlError::new(error.to_string()))
}

/// # Errors
/// What the engine says.
pub fn insert_upload(sql: &mut dyn Sql, upload: &Upload) -> Result<(), SqlError> {
    let u = upload.clone();
    let values: [Value; 13] = [
        u.id.into(),
        u.campaign_id.into(),
        u.unit_id.into(),
        u.nomination_id.into(),
        u.material.into(),
        u.file_name.into(),
        u.length.into(),
        u.expected.into(),
        u.received.into(),
        json(&u.parts)?.into(),
        u.opened_by.into(),
        u.opened_at.into(),
        u.touched_at.into(),
    ];
    sql.execute(
        "INSERT INTO upload (id, campaign_id, unit_id, nomination_id, material, file_name, length, expected, received,
         parts, opened_by, opened_at, touched_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        &values,
    )?;
    Ok(())
}

/// # Errors
/// What the engine says.
pub fn find_upload(sql: &mut dyn Sql, id: &str) -> Result<Option<Upload>, SqlError> {
    sql.first(&format!("SELECT {COLUMNS} FROM upload WHERE id = $1"), &[id.into()])?.as_ref().map(read).transpose()
}

/// What is still arriving for a nomination, oldest first.
///
/// # Errors
/// What the engine says.
pub fn of_nomination(sql: &mut dyn Sql, nomination: &str) -> Result<Vec<Upload>, SqlError> {
    let text = format!(
        "SELECT {COLUMNS} FROM upload WHERE nomination_id = $1 AND attachment_id IS NULL ORDER BY opened_at, id"
    );
    sql.query(&text, &[nomination.into()])?.iter().map(read).collect()
}

/// The ids of all uploads.
///
/// # Errors
/// What the engine says.
pub fn uploads(sql: &mut dyn Sql) -> Result<Vec<String>, SqlError> {
    sql.query("SELECT id AS id FROM upload", &[])?.iter().map(|row| row.text("id")).collect()
}

/// Says that more has come in, if nobody said so before.
///
/// # Errors
/// What the engine says.
pub fn advance(sql: &mut dyn Sql, id: &str, from: i64, parts: &[Part], at: i64) -> Result<bool, SqlError> {
    let received: u64 = parts.iter().map(|part| part.length).sum();
    let received = i64::try_from(received).map_err(|error| SqlError::new(error.to_string()))?;
    let changed = sql.execute(
        "UPDATE upload SET received = $3, parts = $4, touched_at = $5
         WHERE id = $1 AND received = $2 AND attachment_id IS NULL",
        &[id.into(), from.into(), received.into(), json(parts)?.into(), at.into()],
    )?;
    Ok(changed == 1)
}

/// Says what became of it; it is kept a while for whoever asks how far it came.
///
/// # Errors
/// What the engine says.
pub fn finish(sql: &mut dyn Sql, id: &str, attachment: &str, at: i64) -> Result<bool, SqlError> {
    let changed = sql.execute(
        "UPDATE upload SET received = length, parts = '[]', attachment_id = $2, touched_at = $3
         WHERE id = $1 AND attachment_id IS NULL",
        &[id.into(), attachment.into(), at.into()],
    )?;
    Ok(changed == 1)
}

/// # Errors
/// What the engine says.
pub fn drop_upload(sql: &mut dyn Sql, id: &str) -> Result<bool, SqlError> {
    Ok(sql.execute("DELETE FROM upload WHERE id = $1", &[id.into()])? == 1)
}

/// Drops what nothing has come for since `before`.
///
/// # Errors
/// What the engine says.
pub fn drop_stale(sql: &mut dyn Sql, before: i64) -> Result<u64, SqlError> {
    sql.execute("DELETE FROM upload WHERE touched_at < $1", &[before.into()])
}
