//! Materials: what is attached to a nomination, the contents behind it, and what is still arriving.

mod upload;

pub use upload::{Part, Upload};
pub use upload::{advance, drop_stale, drop_upload, find_upload, finish, insert_upload, of_nomination, uploads};

use crate::engine::{Row, Sql, SqlError, SqlExt, Value};

/// A content, kept once however often it is attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// SHA-256, hex.
    pub hash: String,
    pub bytes: i64,
    /// MIME type by content.
    pub kind: String,
    /// What reading it found, as JSON.
    pub facts: String,
    pub stored_at: i64,
}

/// A file or a link of a nomination. One that was removed stays, with who and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub id: String,
    pub campaign_id: String,
    pub unit_id: String,
    pub nomination_id: Option<String>,
    /// The rulebook's id.
    pub material: String,
    /// Place among those of the material.
    pub ordinal: i64,
    /// As its file was named, or what a link is called.
    pub name: String,
    /// Of the content; absent where it is a link.
    pub hash: Option<String>,
    pub link: Option<String>,
    pub added_by: String,
    pub added_at: i64,
    pub removed_by: Option<String>,
    pub removed_at: Option<i64>,
    /// The last package it was handed in with.
    pub submission_id: Option<String>,
}

const COLUMNS: &str = "a.id AS id, a.campaign_id AS campaign_id, a.unit_id AS unit_id,
    a.nomination_id AS nomination_id, a.material AS material, a.ordinal AS ordinal, a.name AS name, a.hash AS hash,
    a.link AS link, a.added_by AS added_by, a.added_at AS added_at, a.removed_by AS removed_by,
    a.removed_at AS removed_at, a.submission_id AS submission_id";

fn read(row: &Row) -> Result<Attachment, SqlError> {
    Ok(Attachment {
        id: row.text("id")?,
        campaign_id: row.text("campaign_id")?,
        unit_id: row.text("unit_id")?,
        nomination_id: row.maybe_text("nomination_id")?,
        material: row.text("material")?,
        ordinal: row.integer("ordinal")?,
        name: row.text("name")?,
        hash: row.maybe_text("hash")?,
        link: row.maybe_text("link")?,
        added_by: row.text("added_by")?,
        added_at: row.integer("added_at")?,
        removed_by: row.maybe_text("removed_by")?,
        removed_at: row.maybe_integer("removed_at")?,
        submission_id: row.maybe_text("submission_id")?,
    })
}

fn blob(row: &Row) -> Result<Blob, SqlError> {
    Ok(Blob {
        hash: row.text("hash")?,
        bytes: row.integer("bytes")?,
        kind: row.text("kind")?,
        facts: row.text("facts")?,
        stored_at: row.integer("stored_at")?,
    })
}

/// Keeps what is known of a content. One that is known already counts as stored just now.
///
/// # Errors
/// What the engine says.
pub fn keep(sql: &mut dyn Sql, blob: &Blob) -> Result<(), SqlError> {
    let b = blob.clone();
    sql.execute(
        "INSERT INTO blob (hash, bytes, kind, facts, stored_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (hash) DO UPDATE SET kind = excluded.kind, facts = excluded.facts, stored_at = excluded.stored_at",
        &[b.hash.into(), b.bytes.into(), b.kind.into(), b.facts.into(), b.stored_at.into()],
    )?;
    Ok(())
}

/// # Errors
/// What the engine says.
pub fn content(sql: &mut dyn Sql, hash: &str) -> Result<Option<Blob>, SqlError> {
    let text = "SELECT hash AS hash, bytes AS bytes, kind AS kind, facts AS facts, stored_at AS stored_at
                FROM blob WHERE hash = $1";
    sql.first(text, &[hash.into()])?.as_ref().map(blob).transpose()
}

/// The hashes of all contents.
///
/// # Errors
/// What the engine says.
pub fn hashes(sql: &mut dyn Sql) -> Result<Vec<String>, SqlError> {
    sql.query("SELECT hash AS hash FROM blob", &[])?.iter().map(|row| row.text("hash")).collect()
}

/// Forgets contents that nothing names: those whose attachments were all removed before
/// `before` without ever having been handed in.
///
/// # Errors
/// What the engine says.
pub fn forget_unnamed(sql: &mut dyn Sql, before: i64) -> Result<u64, SqlError> {
    sql.execute(
        "UPDATE attachment SET hash = NULL WHERE hash IS NOT NULL AND removed_at < $1 AND submission_id IS NULL",
        &[before.into()],
    )?;
    sql.execute(
        "DELETE FROM blob WHERE stored_at < $1
         AND NOT EXISTS (SELECT 1 AS one FROM attachment a WHERE a.hash = blob.hash)",
        &[before.into()],
    )
}

/// # Errors
/// What the engine says.
pub fn insert(sql: &mut dyn Sql, attachment: &Attachment) -> Result<(), SqlError> {
    let a = attachment.clone();
    let values: [Value; 11] = [
        a.id.into(),
        a.campaign_id.into(),
        a.unit_id.into(),
        a.nomination_id.into(),
        a.material.into(),
        a.ordinal.into(),
        a.name.into(),
        a.hash.into(),
        a.link.into(),
        a.added_by.into(),
        a.added_at.into(),
    ];
    sql.execute(
        "INSERT INTO attachment (id, campaign_id, unit_id, nomination_id, material, ordinal, name, hash, link, added_by,
         added_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &values,
    )?;
    Ok(())
}

/// # Errors
/// What the engine says.
pub fn find(sql: &mut dyn Sql, id: &str) -> Result<Option<Attachment>, SqlError> {
    let text = format!("SELECT {COLUMNS} FROM attachment a WHERE a.id = $1");
    sql.first(&text, &[id.into()])?.as_ref().map(read).transpose()
}

/// What is attached to a nomination now, in its order, with the contents.
///
/// # Errors
/// What the engine says.
pub fn attached(sql: &mut dyn Sql, nomination: &str) -> Result<Vec<(Attachment, Option<Blob>)>, SqlError> {
    with_contents(sql, "a.nomination_id = $1 AND a.removed_at IS NULL", &[nomination.into()])
}

/// What of a nomination was handed in with its last package, whatever became of it since.
///
/// # Errors
/// What the engine says.
pub fn handed_in(sql: &mut dyn Sql, nomination: &str) -> Result<Vec<(Attachment, Option<Blob>)>, SqlError> {
    let last = "a.nomination_id = $1 AND a.submission_id = (SELECT s.submission_id FROM nomination_snapshot s
                WHERE s.nomination_id = $1 ORDER BY s.version DESC LIMIT 1)";
    with_contents(sql, last, &[nomination.into()])
}

fn with_contents(
    sql: &mut dyn Sql,
    which: &str,
    values: &[Value],
) -> Result<Vec<(Attachment, Option<Blob>)>, SqlError> {
    let text = format!(
        "SELECT {COLUMNS}, b.bytes AS bytes, b.kind AS kind, b.facts AS facts, b.stored_at AS stored_at
         FROM attachment a LEFT JOIN blob b ON b.hash = a.hash WHERE {which} ORDER BY a.ordinal, a.id"
    );
    let one = |row: &Row| {
        let there = row.maybe_integer("bytes")?.is_some();
        Ok((read(row)?, if there { Some(blob(row)?) } else { None }))
    };
    sql.query(&text, values)?.iter().map(one).collect()
}

/// Takes an attachment off; the row stays.
///
/// # Errors
/// What the engine says.
pub fn remove(sql: &mut dyn Sql, id: &str, by: &str, at: i64) -> Result<(), SqlError> {
    let text = "UPDATE attachment SET removed_by = $2, removed_at = $3 WHERE id = $1 AND removed_at IS NULL";
    sql.execute(text, &[id.into(), by.into(), at.into()])?;
    Ok(())
}

/// Gives an attachment its place among those of its material.
///
/// # Errors
/// What the engine says.
pub fn place(sql: &mut dyn Sql, id: &str, ordinal: i64) -> Result<(), SqlError> {
    sql.execute("UPDATE attachment SET ordinal = $2 WHERE id = $1", &[id.into(), ordinal.into()])?;
    Ok(())
}

/// Marks what goes with a package.
///
/// # Errors
/// What the engine says.
pub fn hand_in(sql: &mut dyn Sql, nomination: &str, submission: &str) -> Result<(), SqlError> {
    let text = "UPDATE attachment SET submission_id = $2 WHERE nomination_id = $1 AND removed_at IS NULL";
    sql.execute(text, &[nomination.into(), submission.into()])?;
    Ok(())
}

/// Bytes attached to a nomination, its unit and its campaign, and those announced and
/// still arriving, without one upload.
///
/// # Errors
/// What the engine says.
pub fn used(
    sql: &mut dyn Sql,
    (nomination, unit, campaign): (&str, &str, &str),
    but: &str,
) -> Result<[i64; 3], SqlError> {
    let mut used = [0; 3];
    for (used, (column, id)) in
        used.iter_mut().zip([("nomination_id", nomination), ("unit_id", unit), ("campaign_id", campaign)])
    {
        let text = format!(
            "SELECT CAST(COALESCE((SELECT SUM(b.bytes) FROM attachment a JOIN blob b ON b.hash = a.hash
             WHERE a.{column} = $1 AND a.removed_at IS NULL), 0) + COALESCE((SELECT SUM(u.length) FROM upload u
             WHERE u.{column} = $1 AND u.attachment_id IS NULL AND u.id <> $2), 0) AS BIGINT) AS n"
        );
        *used = sql.number(&text, &[id.into(), but.into()])?;
    }
    Ok(used)
}
