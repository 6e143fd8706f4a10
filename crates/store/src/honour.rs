//! The register of earlier honours, matched by blind index alone.

use crate::engine::{Sql, SqlError, Value};

/// One entry of the register.
#[derive(Debug, Clone)]
pub struct Entry {
    pub id: String,
    pub campaign_id: String,
    pub series: String,
    pub label: String,
    pub name_birth: Option<String>,
    pub person: Option<String>,
}

/// # Errors
/// What the engine says.
pub fn insert(sql: &mut dyn Sql, entry: &Entry) -> Result<(), SqlError> {
    let e = entry.clone();
    let values: [Value; 6] =
        [e.id.into(), e.campaign_id.into(), e.series.into(), e.label.into(), e.name_birth.into(), e.person.into()];
    sql.execute(
        "INSERT INTO honour (id, campaign_id, series, label, name_birth, person) VALUES ($1, $2, $3, $4, $5, $6)",
        &values,
    )?;
    Ok(())
}

/// Series under which a person stands.
///
/// # Errors
/// What the engine says.
pub fn series_of(
    sql: &mut dyn Sql,
    campaign: &str,
    person: Option<&str>,
    name_birth: Option<&str>,
) -> Result<Vec<String>, SqlError> {
    let values = [campaign.into(), person.unwrap_or("-").into(), name_birth.unwrap_or("-").into()];
    let rows = sql.query(
        "SELECT DISTINCT series AS series FROM honour WHERE campaign_id = $1 AND (person = $2 OR name_birth = $3)
         ORDER BY series",
        &values,
    )?;
    rows.iter().map(|row| row.text("series")).collect()
}
