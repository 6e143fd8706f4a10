//! The activity log of each unit, and the figures typed over what it sums up to.

use crate::engine::{Row, Sql, SqlError, SqlExt, Value};

/// An entry of a unit's log. One that was wrong is removed and followed by another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: String,
    pub campaign_id: String,
    pub unit_id: String,
    pub activity: String,
    pub title: String,
    /// `2022-05-20`.
    pub day: String,
    pub place: String,
    pub participants: Option<i64>,
    pub outlet: String,
    pub link: String,
    pub counted: i64,
    /// The entry that this one took the place of.
    pub corrects: Option<String>,
    pub logged_by: String,
    pub logged_at: i64,
    pub removed_at: Option<i64>,
}

const COLUMNS: &str = "id AS id, campaign_id AS campaign_id, unit_id AS unit_id, activity AS activity, title AS title,
    day AS day, place AS place, participants AS participants, outlet AS outlet, link AS link, counted AS counted,
    corrects AS corrects, logged_by AS logged_by, logged_at AS logged_at, removed_at AS removed_at";

fn read(row: &Row) -> Result<Entry, SqlError> {
    Ok(Entry {
        id: row.text("id")?,
        campaign_id: row.text("campaign_id")?,
        unit_id: row.text("unit_id")?,
        activity: row.text("activity")?,
        title: row.text("title")?,
        day: row.text("day")?,
        place: row.text("place")?,
        participants: row.maybe_integer("participants")?,
        outlet: row.text("outlet")?,
        link: row.text("link")?,
        counted: row.integer("counted")?,
        corrects: row.maybe_text("corrects")?,
        logged_by: row.text("logged_by")?,
        logged_at: row.integer("logged_at")?,
        removed_at: row.maybe_integer("removed_at")?,
    })
}

/// # Errors
/// What the engine says.
pub fn insert(sql: &mut dyn Sql, entry: &Entry) -> Result<(), SqlError> {
    let e = entry.clone();
    let values: [Value; 14] = [
        e.id.into(),
        e.campaign_id.into(),
        e.unit_id.into(),
        e.activity.into(),
        e.title.into(),
        e.day.into(),
        e.place.into(),
        e.participants.into(),
        e.outlet.into(),
        e.link.into(),
        e.counted.into(),
        e.corrects.into(),
        e.logged_by.into(),
        e.logged_at.into(),
    ];
    sql.execute(
        "INSERT INTO activity_entry (id, campaign_id, unit_id, activity, title, day, place, participants, outlet, link,
         counted, corrects, logged_by, logged_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        &values,
    )?;
    Ok(())
}

/// An entry, removed or not.
///
/// # Errors
/// What the engine says.
pub fn find(sql: &mut dyn Sql, id: &str) -> Result<Option<Entry>, SqlError> {
    let text = format!("SELECT {COLUMNS} FROM activity_entry WHERE id = $1");
    sql.first(&text, &[id.into()])?.as_ref().map(read).transpose()
}

/// What stands in a unit's log, the newest day first.
///
/// # Errors
/// What the engine says.
pub fn of_unit(sql: &mut dyn Sql, unit: &str) -> Result<Vec<Entry>, SqlError> {
    let text = format!(
        "SELECT {COLUMNS} FROM activity_entry WHERE unit_id = $1 AND removed_at IS NULL ORDER BY day DESC, id DESC"
    );
    sql.query(&text, &[unit.into()])?.iter().map(read).collect()
}

/// How many entries stand in a unit's log.
///
/// # Errors
/// What the engine says.
pub fn count(sql: &mut dyn Sql, unit: &str) -> Result<i64, SqlError> {
    let text = "SELECT COUNT(*) AS n FROM activity_entry WHERE unit_id = $1 AND removed_at IS NULL";
    sql.number(text, &[unit.into()])
}

/// Takes an entry out of the log; it stays as a fact, with who removed it and when.
///
/// # Errors
/// What the engine says.
pub fn remove(sql: &mut dyn Sql, id: &str, by: &str, at: i64) -> Result<(), SqlError> {
    sql.execute(
        "UPDATE activity_entry SET removed_by = $2, removed_at = $3 WHERE id = $1 AND removed_at IS NULL",
        &[id.into(), by.into(), at.into()],
    )?;
    Ok(())
}

/// A figure typed over the counted one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    pub id: String,
    pub campaign_id: String,
    pub unit_id: String,
    pub activity: String,
    pub figure: i64,
    pub reason: String,
    pub overtyped_by: String,
    pub overtyped_at: i64,
}

/// Types a figure over the counted one; where one stands it must be withdrawn first.
///
/// # Errors
/// What the engine says; `duplicate` where one stands.
pub fn overtype(sql: &mut dyn Sql, figure: &Figure) -> Result<(), SqlError> {
    let f = figure.clone();
    let values: [Value; 8] = [
        f.id.into(),
        f.campaign_id.into(),
        f.unit_id.into(),
        f.activity.into(),
        f.figure.into(),
        f.reason.into(),
        f.overtyped_by.into(),
        f.overtyped_at.into(),
    ];
    sql.execute(
        "INSERT INTO activity_figure (id, campaign_id, unit_id, activity, figure, reason, overtyped_by, overtyped_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &values,
    )?;
    Ok(())
}

/// Withdraws what was typed over one item; answers whether anything was.
///
/// # Errors
/// What the engine says.
pub fn withdraw(sql: &mut dyn Sql, unit: &str, activity: &str, by: &str, at: i64) -> Result<bool, SqlError> {
    let changed = sql.execute(
        "UPDATE activity_figure SET withdrawn_by = $3, withdrawn_at = $4
         WHERE unit_id = $1 AND activity = $2 AND withdrawn_at IS NULL",
        &[unit.into(), activity.into(), by.into(), at.into()],
    )?;
    Ok(changed > 0)
}

/// The figures that stand, of a campaign or of one unit of it.
///
/// # Errors
/// What the engine says.
pub fn figures(sql: &mut dyn Sql, campaign: &str, unit: Option<&str>) -> Result<Vec<Figure>, SqlError> {
    let mut values: Vec<Value> = vec![campaign.into()];
    values.extend(unit.map(Value::from));
    let of_unit = if unit.is_some() { "AND unit_id = $2" } else { "" };
    let text = format!(
        "SELECT id AS id, campaign_id AS campaign_id, unit_id AS unit_id, activity AS activity, figure AS figure,
         reason AS reason, overtyped_by AS overtyped_by, overtyped_at AS overtyped_at FROM activity_figure
         WHERE campaign_id = $1 {of_unit} AND withdrawn_at IS NULL ORDER BY unit_id, activity"
    );
    let one = |row: &Row| {
        Ok(Figure {
            id: row.text("id")?,
            campaign_id: row.text("campaign_id")?,
            unit_id: row.text("unit_id")?,
            activity: row.text("activity")?,
            figure: row.integer("figure")?,
            reason: row.text("reason")?,
            overtyped_by: row.text("overtyped_by")?,
            overtyped_at: row.integer("overtyped_at")?,
        })
    };
    sql.query(&text, &values)?.iter().map(one).collect()
}

/// What a unit's entries of one item and month sum up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    pub unit_id: String,
    pub activity: String,
    /// `2022-05`.
    pub month: String,
    pub entries: i64,
    pub counted: i64,
}

/// The sums of a campaign over the days from one to another, both among them.
///
/// # Errors
/// What the engine says.
pub fn sums(sql: &mut dyn Sql, campaign: &str, [from, to]: [&str; 2]) -> Result<Vec<Sum>, SqlError> {
    let rows = sql.query(
        "SELECT unit_id AS unit_id, activity AS activity, SUBSTR(day, 1, 7) AS month, COUNT(*) AS entries,
         CAST(SUM(counted) AS BIGINT) AS counted FROM activity_entry
         WHERE campaign_id = $1 AND removed_at IS NULL AND day >= $2 AND day <= $3
         GROUP BY unit_id, activity, SUBSTR(day, 1, 7) ORDER BY unit_id, activity, SUBSTR(day, 1, 7)",
        &[campaign.into(), from.into(), to.into()],
    )?;
    let one = |row: &Row| {
        Ok(Sum {
            unit_id: row.text("unit_id")?,
            activity: row.text("activity")?,
            month: row.text("month")?,
            entries: row.integer("entries")?,
            counted: row.integer("counted")?,
        })
    };
    rows.iter().map(one).collect()
}
