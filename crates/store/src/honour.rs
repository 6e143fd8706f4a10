//! The register of earlier honours, matched by blind index alone.

use crate::engine::{Row, Sql, SqlError, SqlExt, Value};

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

/// Series under which a person stands; entries may know the birth date to the day, or to the month alone.
///
/// # Errors
/// What the engine says.
pub fn series_of(
    sql: &mut dyn Sql,
    campaign: &str,
    person: Option<&str>,
    [to_the_day, to_the_month]: [Option<&str>; 2],
) -> Result<Vec<String>, SqlError> {
    let index = |index: Option<&str>| index.unwrap_or("-").into();
    let values = [campaign.into(), index(person), index(to_the_day), index(to_the_month)];
    let rows = sql.query(
        "SELECT DISTINCT series AS series FROM honour
         WHERE campaign_id = $1 AND (person = $2 OR name_birth = $3 OR name_birth = $4) ORDER BY series",
        &values,
    )?;
    rows.iter().map(|row| row.text("series")).collect()
}

/// All entries of a campaign.
///
/// # Errors
/// What the engine says.
pub fn all(sql: &mut dyn Sql, campaign: &str) -> Result<Vec<Entry>, SqlError> {
    let text = "SELECT id AS id, series AS series, label AS label, name_birth AS name_birth, person AS person
                FROM honour WHERE campaign_id = $1 ORDER BY id";
    let rows = sql.query(text, &[campaign.into()])?;
    let entry = |row: &Row| {
        Ok(Entry {
            id: row.text("id")?,
            campaign_id: campaign.to_owned(),
            series: row.text("series")?,
            label: row.text("label")?,
            name_birth: row.maybe_text("name_birth")?,
            person: row.maybe_text("person")?,
        })
    };
    rows.iter().map(entry).collect()
}

/// How many entries a campaign has.
///
/// # Errors
/// What the engine says.
pub fn count(sql: &mut dyn Sql, campaign: &str) -> Result<i64, SqlError> {
    sql.number("SELECT COUNT(*) AS n FROM honour WHERE campaign_id = $1", &[campaign.into()])
}
