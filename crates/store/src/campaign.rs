//! Campaigns and the frozen versions of their rulebooks.

use crate::engine::{Row, Sql, SqlError, SqlExt};

/// One version of a campaign's rulebook.
#[derive(Debug, Clone)]
pub struct Version {
    pub campaign_id: String,
    pub slug: String,
    pub version: i64,
    pub text: String,
    pub outline: String,
    pub hash: String,
    pub proposed_by: String,
    pub proposed_at: i64,
    pub confirmed_by: Option<String>,
    pub confirmed_at: Option<i64>,
}

const COLUMNS: &str = "c.id AS campaign_id, c.slug AS slug, v.version AS version, v.text AS text, v.outline AS outline,
    v.hash AS hash, v.proposed_by AS proposed_by, v.proposed_at AS proposed_at, v.confirmed_by AS confirmed_by,
    v.confirmed_at AS confirmed_at";

fn read(row: &Row) -> Result<Version, SqlError> {
    Ok(Version {
        campaign_id: row.text("campaign_id")?,
        slug: row.text("slug")?,
        version: row.integer("version")?,
        text: row.text("text")?,
        outline: row.text("outline")?,
        hash: row.text("hash")?,
        proposed_by: row.text("proposed_by")?,
        proposed_at: row.integer("proposed_at")?,
        confirmed_by: row.maybe_text("confirmed_by")?,
        confirmed_at: row.maybe_integer("confirmed_at")?,
    })
}

/// The id of the campaign with a slug.
///
/// # Errors
/// What the engine says.
pub fn id_of(sql: &mut dyn Sql, slug: &str) -> Result<Option<String>, SqlError> {
    let row = sql.first("SELECT id AS id FROM campaign WHERE slug = $1", &[slug.into()])?;
    row.map(|row| row.text("id")).transpose()
}

/// A campaign without a published version yet.
///
/// # Errors
/// What the engine says; a slug stands once.
pub fn insert(sql: &mut dyn Sql, id: &str, slug: &str, at: i64) -> Result<(), SqlError> {
    let values = [id.into(), slug.into(), at.into()];
    sql.execute("INSERT INTO campaign (id, slug, version, created_at) VALUES ($1, $2, 0, $3)", &values)?;
    Ok(())
}

/// Lays down a proposed version.
///
/// # Errors
/// What the engine says.
pub fn propose(sql: &mut dyn Sql, version: &Version) -> Result<(), SqlError> {
    let v = version.clone();
    let values = [
        v.campaign_id.into(),
        v.version.into(),
        v.text.into(),
        v.outline.into(),
        v.hash.into(),
        v.proposed_by.into(),
        v.proposed_at.into(),
    ];
    sql.execute(
        "INSERT INTO rulebook_version (campaign_id, version, text, outline, hash, proposed_by, proposed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &values,
    )?;
    Ok(())
}

/// Makes a proposed version the one in force; a confirmed version is frozen. `false` when none was waiting.
///
/// # Errors
/// What the engine says.
pub fn confirm(sql: &mut dyn Sql, campaign: &str, version: i64, by: &str, at: i64) -> Result<bool, SqlError> {
    let values = [campaign.into(), version.into(), by.into(), at.into()];
    let changed = sql.execute(
        "UPDATE rulebook_version SET confirmed_by = $3, confirmed_at = $4
         WHERE campaign_id = $1 AND version = $2 AND confirmed_by IS NULL",
        &values,
    )?;
    if changed == 1 {
        sql.execute("UPDATE campaign SET version = $2 WHERE id = $1", &[campaign.into(), version.into()])?;
    }
    Ok(changed == 1)
}

/// The newest number of a campaign's versions, confirmed or not.
///
/// # Errors
/// What the engine says.
pub fn newest(sql: &mut dyn Sql, campaign: &str) -> Result<i64, SqlError> {
    sql.number(
        "SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) AS n FROM rulebook_version WHERE campaign_id = $1",
        &[campaign.into()],
    )
}

/// The versions in force, one a campaign.
///
/// # Errors
/// What the engine says.
pub fn in_force(sql: &mut dyn Sql) -> Result<Vec<Version>, SqlError> {
    let text = format!(
        "SELECT {COLUMNS} FROM campaign c JOIN rulebook_version v ON v.campaign_id = c.id AND v.version = c.version
         WHERE v.confirmed_by IS NOT NULL ORDER BY c.slug"
    );
    sql.query(&text, &[])?.iter().map(read).collect()
}

/// Versions that wait for a second person.
///
/// # Errors
/// What the engine says.
pub fn waiting(sql: &mut dyn Sql) -> Result<Vec<Version>, SqlError> {
    let text = format!(
        "SELECT {COLUMNS} FROM campaign c JOIN rulebook_version v ON v.campaign_id = c.id
         WHERE v.confirmed_by IS NULL ORDER BY v.proposed_at"
    );
    sql.query(&text, &[])?.iter().map(read).collect()
}
