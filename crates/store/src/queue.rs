//! Lists for the office: the examination queue, the board, the counters.

mod sort;
mod waivers;

pub use sort::{Key, Place, Sort};
pub use waivers::{Waived, Wanted, waivers};

use std::collections::BTreeMap;

use crate::engine::{Row, Sql, SqlError, SqlExt, Value};
use crate::search;

/// Up to here a state's lines are all read to be sorted.
const FEW: i64 = 1_000;

/// One line of the queue: what a list shows, nothing personal.
#[derive(Debug, Clone)]
pub struct Queued {
    pub id: String,
    pub number: String,
    pub name: String,
    pub employer: String,
    pub unit_id: String,
    pub unit_name: String,
    pub channel: String,
    pub track: String,
    pub state: String,
    /// Of the answers, so that a word on them can name what it is about.
    pub version: i64,
    pub findings: String,
    pub handed_in_at: i64,
    pub due_at: Option<i64>,
}

/// What the queue is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub state: Option<String>,
    pub channel: Option<String>,
    pub unit: Option<String>,
    pub question: String,
    pub sort: Sort,
    /// The last of the column first: the newest, the most open findings.
    pub descending: bool,
    /// Where the page before ended.
    pub after: Option<Place>,
    pub most: i64,
}

/// A part of the queue by key, never by offset.
///
/// # Errors
/// What the engine says.
pub fn queue(sql: &mut dyn Sql, campaign: &str, filter: &Filter) -> Result<Vec<Queued>, SqlError> {
    let column = filter.sort.column();
    let Sought { source, mut conditions, mut values } = sought(sql, campaign, filter)?;
    if let Some((key, id)) = &filter.after {
        let side = if filter.descending { '<' } else { '>' };
        values.extend([key.into(), id.into()]);
        let (key, id) = (values.len() - 1, values.len());
        conditions.push(format!("({column}, id) {side} (${key}, ${id})"));
        // By a pair, SQLite finds no place in an index of an expression, and PostgreSQL none across two tables.
        if filter.sort.worked_out() {
            conditions.push(format!("{column} {side}= ${key}"));
        }
    }
    values.push(filter.most.into());
    let order = if filter.descending { "DESC" } else { "ASC" };
    let text = format!(
        "SELECT q.id AS id, q.number AS number, q.name AS name, q.employer AS employer, q.unit_id AS unit_id,
         u.name AS unit_name, u.channel AS channel, q.track AS track, q.state AS state, q.version AS version,
         q.findings AS findings, q.handed_in_at AS handed_in_at, q.due_at AS due_at
         FROM (SELECT id, number, name, employer, unit_id, track, state, version, findings, handed_in_at, due_at,
               {column} AS place FROM {source} WHERE {} ORDER BY {column} {order}, id {order} LIMIT ${}) q
         JOIN unit u ON u.id = q.unit_id ORDER BY q.place {order}, q.id {order}",
        conditions.join(" AND "),
        values.len()
    );
    sql.query(&text, &values)?.iter().map(read).collect()
}

/// Where the lines of a filter come from, and what is asked of them.
struct Sought {
    source: String,
    conditions: Vec<String>,
    values: Vec<Value>,
}

fn sought(sql: &mut dyn Sql, campaign: &str, filter: &Filter) -> Result<Sought, SqlError> {
    let mut values: Vec<Value> = vec![campaign.into()];
    let mut conditions = vec![filter.sort.condition().to_owned(), "handed_in_at IS NOT NULL".to_owned()];
    let mut few = None;
    if let Some(state) = &filter.state {
        values.push(state.into());
        conditions.push(format!("state = ${}", values.len()));
        if filter.sort != Sort::HandedIn && is_few(sql, campaign, state)? {
            few = Some(format!("campaign_id = $1 AND state = ${} AND handed_in_at IS NOT NULL", values.len()));
        }
    }
    if let Some(unit) = &filter.unit {
        values.push(unit.into());
        conditions.push(format!("unit_id = ${}", values.len()));
        few = Some(format!("unit_id = ${}", values.len()));
    }
    if let Some(channel) = &filter.channel {
        values.push(channel.into());
        conditions
            .push(format!("unit_id IN (SELECT id FROM unit WHERE campaign_id = $1 AND channel = ${})", values.len()));
    }
    if let Some((condition, value)) = search::condition(sql.engine(), values.len() + 1, &filter.question) {
        conditions.push(condition);
        values.push(value);
    }
    Ok(Sought { source: filter.sort.source(few.as_deref()), conditions, values })
}

/// Whether so few are in a state that they are sorted whole sooner than found along an order of all.
fn is_few(sql: &mut dyn Sql, campaign: &str, state: &str) -> Result<bool, SqlError> {
    let text = "SELECT n AS n FROM counter WHERE campaign_id = $1 AND facet = 'state' AND value = $2";
    let row = sql.first(text, &[campaign.into(), state.into()])?;
    Ok(row.map(|row| row.integer("n")).transpose()?.is_none_or(|n| n <= FEW))
}

fn read(row: &Row) -> Result<Queued, SqlError> {
    Ok(Queued {
        id: row.text("id")?,
        number: row.text("number")?,
        name: row.text("name")?,
        employer: row.text("employer")?,
        unit_id: row.text("unit_id")?,
        unit_name: row.text("unit_name")?,
        channel: row.text("channel")?,
        track: row.text("track")?,
        state: row.text("state")?,
        version: row.integer("version")?,
        findings: row.text("findings")?,
        handed_in_at: row.integer("handed_in_at")?,
        due_at: row.maybe_integer("due_at")?,
    })
}

/// How many lines a filter gives, counted to a bound at most.
///
/// # Errors
/// What the engine says.
pub fn count(sql: &mut dyn Sql, campaign: &str, filter: &Filter, bound: i64) -> Result<i64, SqlError> {
    // In the order that needs nothing but the nominations themselves.
    let filter = Filter { sort: Sort::HandedIn, ..filter.clone() };
    let Sought { source, conditions, mut values } = sought(sql, campaign, &filter)?;
    values.push(bound.into());
    let text = format!(
        "SELECT COUNT(*) AS n FROM (SELECT id FROM {source} WHERE {} LIMIT ${}) found",
        conditions.join(" AND "),
        values.len()
    );
    sql.number(&text, &values)
}

/// Moves one nomination from one value of a facet to another.
///
/// # Errors
/// What the engine says.
pub fn recount(
    sql: &mut dyn Sql,
    campaign: &str,
    facet: &str,
    from: Option<&str>,
    to: Option<&str>,
) -> Result<(), SqlError> {
    for (value, step) in [(from, -1), (to, 1)] {
        let Some(value) = value else { continue };
        let values = [campaign.into(), facet.into(), value.into(), step.into()];
        sql.execute(
            "INSERT INTO counter (campaign_id, facet, value, n) VALUES ($1, $2, $3, $4)
             ON CONFLICT (campaign_id, facet, value) DO UPDATE SET n = counter.n + $4",
            &values,
        )?;
    }
    Ok(())
}

/// A facet's counts: value and number, zero left out.
///
/// # Errors
/// What the engine says.
pub fn counters(sql: &mut dyn Sql, campaign: &str, facet: &str) -> Result<Vec<(String, i64)>, SqlError> {
    let rows = sql.query(
        "SELECT value AS value, n AS n FROM counter WHERE campaign_id = $1 AND facet = $2 AND n <> 0 ORDER BY value",
        &[campaign.into(), facet.into()],
    )?;
    rows.iter().map(|row| Ok((row.text("value")?, row.integer("n")?))).collect()
}

/// What a unit was given back and has not handed in again: whose it is, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenBack {
    pub unit_id: String,
    pub due_at: Option<i64>,
}

/// Everything of a campaign that waits for its unit's correction, the earliest due first.
///
/// # Errors
/// What the engine says.
pub fn given_back(sql: &mut dyn Sql, campaign: &str) -> Result<Vec<GivenBack>, SqlError> {
    let rows = sql.query(
        "SELECT unit_id AS unit_id, due_at AS due_at FROM nomination
         WHERE campaign_id = $1 AND state = 'returned' AND handed_in_at IS NOT NULL
         ORDER BY COALESCE(due_at, 9223372036854775807), id",
        &[campaign.into()],
    )?;
    let one = |row: &Row| Ok(GivenBack { unit_id: row.text("unit_id")?, due_at: row.maybe_integer("due_at")? });
    rows.iter().map(one).collect()
}

/// One unit on the monitoring board.
#[derive(Debug, Clone)]
pub struct Standing {
    pub unit_id: String,
    pub name: String,
    pub channel: String,
    pub accounts: i64,
    pub signed_in_at: Option<i64>,
    pub drafts: i64,
    pub handed_in: i64,
    pub returned: i64,
    pub accepted: i64,
    pub refused: i64,
    pub own_quota: Option<i64>,
    pub extra: i64,
    /// How many places of each track its nominations take up; a track without any is left out.
    pub taken: BTreeMap<String, u32>,
}

/// Where every unit of a campaign stands.
///
/// # Errors
/// What the engine says.
pub fn board(sql: &mut dyn Sql, campaign: &str) -> Result<Vec<Standing>, SqlError> {
    let rows = sql.query(
        "SELECT u.id AS unit_id, u.name AS name, u.channel AS channel, u.own_quota AS own_quota, u.extra AS extra,
         (SELECT COUNT(*) FROM account a WHERE a.unit_id = u.id) AS accounts,
         (SELECT MAX(a.signed_in_at) FROM account a WHERE a.unit_id = u.id) AS signed_in_at,
         COUNT(*) FILTER (WHERE n.state = 'draft') AS drafts,
         COUNT(*) FILTER (WHERE n.state = 'handed-in' OR n.state = 'refusal-proposed') AS handed_in,
         COUNT(*) FILTER (WHERE n.state = 'returned' OR n.state = 'closing-proposed') AS returned,
         COUNT(*) FILTER (WHERE n.state = 'accepted') AS accepted,
         COUNT(*) FILTER (WHERE n.state = 'refused') AS refused, n.track AS track
         FROM unit u LEFT JOIN nomination n ON n.unit_id = u.id
         WHERE u.campaign_id = $1 GROUP BY u.id, u.name, u.channel, u.own_quota, u.extra, u.ordinal, n.track
         ORDER BY u.ordinal, u.id, n.track",
        &[campaign.into()],
    )?;
    let mut units: Vec<Standing> = Vec::new();
    for row in &rows {
        let mut one = standing(row)?;
        let taken = u32::try_from(one.handed_in + one.returned + one.accepted).unwrap_or(u32::MAX);
        one.taken.extend(row.maybe_text("track")?.filter(|_| taken > 0).map(|track| (track, taken)));
        match units.last_mut().filter(|unit| unit.unit_id == one.unit_id) {
            Some(unit) => unit.join(one),
            None => units.push(one),
        }
    }
    Ok(units)
}

impl Standing {
    /// Adds what the same unit has in another track.
    fn join(&mut self, other: Self) {
        self.drafts += other.drafts;
        self.handed_in += other.handed_in;
        self.returned += other.returned;
        self.accepted += other.accepted;
        self.refused += other.refused;
        self.taken.extend(other.taken);
    }
}

fn standing(row: &Row) -> Result<Standing, SqlError> {
    Ok(Standing {
        unit_id: row.text("unit_id")?,
        name: row.text("name")?,
        channel: row.text("channel")?,
        accounts: row.integer("accounts")?,
        signed_in_at: row.maybe_integer("signed_in_at")?,
        drafts: row.integer("drafts")?,
        handed_in: row.integer("handed_in")?,
        returned: row.integer("returned")?,
        accepted: row.integer("accepted")?,
        refused: row.integer("refused")?,
        own_quota: row.maybe_integer("own_quota")?,
        extra: row.integer("extra")?,
        taken: BTreeMap::new(),
    })
}
