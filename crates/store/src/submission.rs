//! Handing in: one package a row, repeat-safe by its key.

use crate::engine::{Row, Sql, SqlError, SqlExt};

/// 报送: one package.
#[derive(Debug, Clone)]
pub struct Submission {
    pub id: String,
    pub campaign_id: String,
    pub unit_id: String,
    /// As printed on the receipt.
    pub number: String,
    pub manifest: String,
    pub manifest_hash: String,
    /// Chosen when the page was made; the same key answers the same receipt.
    pub repeat_key: String,
    pub submitted_by: String,
    pub submitted_at: i64,
}

const COLUMNS: &str =
    "id AS id, campaign_id AS campaign_id, unit_id AS unit_id, number AS number, manifest AS manifest,
    manifest_hash AS manifest_hash, repeat_key AS repeat_key, submitted_by AS submitted_by,
    submitted_at AS submitted_at";

fn read(row: &Row) -> Result<Submission, SqlError> {
    Ok(Submission {
        id: row.text("id")?,
        campaign_id: row.text("campaign_id")?,
        unit_id: row.text("unit_id")?,
        number: row.text("number")?,
        manifest: row.text("manifest")?,
        manifest_hash: row.text("manifest_hash")?,
        repeat_key: row.text("repeat_key")?,
        submitted_by: row.text("submitted_by")?,
        submitted_at: row.integer("submitted_at")?,
    })
}

/// # Errors
/// What the engine says.
pub fn insert(sql: &mut dyn Sql, submission: &Submission) -> Result<(), SqlError> {
    let s = submission.clone();
    let values = [
        s.id.into(),
        s.campaign_id.into(),
        s.unit_id.into(),
        s.number.into(),
        s.manifest.into(),
        s.manifest_hash.into(),
        s.repeat_key.into(),
        s.submitted_by.into(),
        s.submitted_at.into(),
    ];
    sql.execute(
        "INSERT INTO submission (id, campaign_id, unit_id, number, manifest, manifest_hash, repeat_key, submitted_by,
         submitted_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &values,
    )?;
    Ok(())
}

/// # Errors
/// What the engine says.
pub fn find(sql: &mut dyn Sql, id: &str) -> Result<Option<Submission>, SqlError> {
    sql.first(&format!("SELECT {COLUMNS} FROM submission WHERE id = $1"), &[id.into()])?.as_ref().map(read).transpose()
}

/// The submission made under a key, if the act was already done.
///
/// # Errors
/// What the engine says.
pub fn by_key(sql: &mut dyn Sql, key: &str) -> Result<Option<Submission>, SqlError> {
    let text = format!("SELECT {COLUMNS} FROM submission WHERE repeat_key = $1");
    sql.first(&text, &[key.into()])?.as_ref().map(read).transpose()
}

/// A unit's submissions, oldest first.
///
/// # Errors
/// What the engine says.
pub fn of_unit(sql: &mut dyn Sql, unit: &str) -> Result<Vec<Submission>, SqlError> {
    let text = format!("SELECT {COLUMNS} FROM submission WHERE unit_id = $1 ORDER BY submitted_at, id");
    sql.query(&text, &[unit.into()])?.iter().map(read).collect()
}
