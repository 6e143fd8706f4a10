//! Recommending units, their quotas, extensions and recorded steps.

use crate::engine::{Row, Sql, SqlError, SqlExt, Value};

/// A recommending unit within one campaign.
#[derive(Debug, Clone)]
pub struct Unit {
    pub id: String,
    pub campaign_id: String,
    pub ordinal: i64,
    pub channel: String,
    pub kind: String,
    pub name: String,
    pub own_quota: Option<i64>,
    pub extra: i64,
    pub started_at: Option<i64>,
    pub created_at: i64,
}

const COLUMNS: &str = "id AS id, campaign_id AS campaign_id, ordinal AS ordinal, channel AS channel, kind AS kind,
    name AS name, own_quota AS own_quota, extra AS extra, started_at AS started_at, created_at AS created_at";

fn read(row: &Row) -> Result<Unit, SqlError> {
    Ok(Unit {
        id: row.text("id")?,
        campaign_id: row.text("campaign_id")?,
        ordinal: row.integer("ordinal")?,
        channel: row.text("channel")?,
        kind: row.text("kind")?,
        name: row.text("name")?,
        own_quota: row.maybe_integer("own_quota")?,
        extra: row.integer("extra")?,
        started_at: row.maybe_integer("started_at")?,
        created_at: row.integer("created_at")?,
    })
}

/// Adds a unit; `name_key` is the name in its comparable form, once a campaign.
///
/// # Errors
/// What the engine says; `duplicate` when the name stands already.
pub fn insert(sql: &mut dyn Sql, unit: &Unit, name_key: &str) -> Result<(), SqlError> {
    let u = unit.clone();
    let values = [
        u.id.into(),
        u.campaign_id.into(),
        u.ordinal.into(),
        u.channel.into(),
        u.kind.into(),
        u.name.into(),
        name_key.into(),
        u.own_quota.into(),
        u.extra.into(),
        u.created_at.into(),
    ];
    sql.execute(
        "INSERT INTO unit (id, campaign_id, ordinal, channel, kind, name, name_key, own_quota, extra, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &values,
    )?;
    Ok(())
}

/// # Errors
/// What the engine says.
pub fn find(sql: &mut dyn Sql, id: &str) -> Result<Option<Unit>, SqlError> {
    sql.first(&format!("SELECT {COLUMNS} FROM unit WHERE id = $1"), &[id.into()])?.as_ref().map(read).transpose()
}

/// A campaign's units in their order.
///
/// # Errors
/// What the engine says.
pub fn of_campaign(sql: &mut dyn Sql, campaign: &str) -> Result<Vec<Unit>, SqlError> {
    let text = format!("SELECT {COLUMNS} FROM unit WHERE campaign_id = $1 ORDER BY ordinal, id");
    sql.query(&text, &[campaign.into()])?.iter().map(read).collect()
}

/// The number after the last unit's.
///
/// # Errors
/// What the engine says.
pub fn next_ordinal(sql: &mut dyn Sql, campaign: &str) -> Result<i64, SqlError> {
    let text = "SELECT CAST(COALESCE(MAX(ordinal), 0) AS BIGINT) + 1 AS n FROM unit WHERE campaign_id = $1";
    sql.number(text, &[campaign.into()])
}

/// Comparable names that stand already.
///
/// # Errors
/// What the engine says.
pub fn name_keys(sql: &mut dyn Sql, campaign: &str) -> Result<Vec<String>, SqlError> {
    let rows = sql.query("SELECT name_key AS name_key FROM unit WHERE campaign_id = $1", &[campaign.into()])?;
    rows.iter().map(|row| row.text("name_key")).collect()
}

/// Notes that a unit has begun to fill in.
///
/// # Errors
/// What the engine says.
pub fn start(sql: &mut dyn Sql, id: &str, at: i64) -> Result<(), SqlError> {
    sql.execute("UPDATE unit SET started_at = $2 WHERE id = $1 AND started_at IS NULL", &[id.into(), at.into()])?;
    Ok(())
}

/// Places granted beyond the quota 增加名额.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtraQuota {
    pub id: String,
    pub unit_id: String,
    pub extra: i64,
    pub reason: String,
    pub granted_by: String,
    pub granted_at: i64,
}

/// Keeps what was granted, and sets it.
///
/// # Errors
/// What the engine says.
pub fn grant(sql: &mut dyn Sql, granted: &ExtraQuota) -> Result<(), SqlError> {
    let g = granted.clone();
    sql.execute("UPDATE unit SET extra = $2 WHERE id = $1", &[g.unit_id.as_str().into(), g.extra.into()])?;
    let values =
        [g.id.into(), g.unit_id.into(), g.extra.into(), g.reason.into(), g.granted_by.into(), g.granted_at.into()];
    sql.execute(
        "INSERT INTO extra_quota (id, unit_id, extra, reason, granted_by, granted_at) VALUES ($1, $2, $3, $4, $5, $6)",
        &values,
    )?;
    Ok(())
}

/// What was granted in a campaign, newest first.
///
/// # Errors
/// What the engine says.
pub fn granted(sql: &mut dyn Sql, campaign: &str) -> Result<Vec<ExtraQuota>, SqlError> {
    let text = "SELECT g.id AS id, g.unit_id AS unit_id, g.extra AS extra, g.reason AS reason,
                g.granted_by AS granted_by, g.granted_at AS granted_at
                FROM extra_quota g JOIN unit u ON u.id = g.unit_id
                WHERE u.campaign_id = $1 ORDER BY g.granted_at DESC, g.id";
    let one = |row: &Row| {
        Ok(ExtraQuota {
            id: row.text("id")?,
            unit_id: row.text("unit_id")?,
            extra: row.integer("extra")?,
            reason: row.text("reason")?,
            granted_by: row.text("granted_by")?,
            granted_at: row.integer("granted_at")?,
        })
    };
    sql.query(text, &[campaign.into()])?.iter().map(one).collect()
}

/// How many nominations the other units of a unit's channel have handed in that
/// take up a place, and how many places were granted to all of them beyond their quotas.
///
/// # Errors
/// What the engine says.
pub fn beside(sql: &mut dyn Sql, unit: &Unit) -> Result<(i64, i64), SqlError> {
    let values = [unit.campaign_id.as_str().into(), unit.channel.as_str().into(), unit.id.as_str().into()];
    let others = sql.number(
        "SELECT COUNT(*) AS n FROM nomination n JOIN unit u ON u.id = n.unit_id
         WHERE u.campaign_id = $1 AND u.channel = $2 AND u.id <> $3 AND n.handed_in_at IS NOT NULL
         AND n.state <> 'refused' AND n.state <> 'withdrawn'",
        &values,
    )?;
    let extra = sql.number(
        "SELECT CAST(COALESCE(SUM(extra), 0) AS BIGINT) AS n FROM unit WHERE campaign_id = $1 AND channel = $2",
        &values[..2],
    )?;
    Ok((others, extra))
}

/// A later deadline for one unit.
#[derive(Debug, Clone)]
pub struct Extension {
    pub id: String,
    pub unit_id: String,
    pub until: i64,
    pub reason: String,
    pub proposed_by: String,
    pub proposed_at: i64,
    pub confirmed_by: Option<String>,
}

fn extension(row: &Row) -> Result<Extension, SqlError> {
    Ok(Extension {
        id: row.text("id")?,
        unit_id: row.text("unit_id")?,
        until: row.integer("until")?,
        reason: row.text("reason")?,
        proposed_by: row.text("proposed_by")?,
        proposed_at: row.integer("proposed_at")?,
        confirmed_by: row.maybe_text("confirmed_by")?,
    })
}

/// # Errors
/// What the engine says.
pub fn propose_extension(sql: &mut dyn Sql, extension: &Extension) -> Result<(), SqlError> {
    let e = extension.clone();
    let values =
        [e.id.into(), e.unit_id.into(), e.until.into(), e.reason.into(), e.proposed_by.into(), e.proposed_at.into()];
    sql.execute(
        "INSERT INTO extension (id, unit_id, until, reason, proposed_by, proposed_at) VALUES ($1, $2, $3, $4, $5, $6)",
        &values,
    )?;
    Ok(())
}

/// # Errors
/// What the engine says.
pub fn confirm_extension(sql: &mut dyn Sql, id: &str, by: &str, at: i64) -> Result<bool, SqlError> {
    let text = "UPDATE extension SET confirmed_by = $2, confirmed_at = $3 WHERE id = $1 AND confirmed_by IS NULL";
    Ok(sql.execute(text, &[id.into(), by.into(), at.into()])? == 1)
}

/// Extensions of a campaign's units, or of one unit, newest first.
///
/// # Errors
/// What the engine says.
pub fn extensions(sql: &mut dyn Sql, campaign: &str, unit: Option<&str>) -> Result<Vec<Extension>, SqlError> {
    let text =
        "SELECT e.id AS id, e.unit_id AS unit_id, e.until AS until, e.reason AS reason, e.proposed_by AS proposed_by,
                e.proposed_at AS proposed_at, e.confirmed_by AS confirmed_by
                FROM extension e JOIN unit u ON u.id = e.unit_id
                WHERE u.campaign_id = $1 AND ($2 = '' OR e.unit_id = $2) ORDER BY e.proposed_at DESC, e.id";
    sql.query(text, &[campaign.into(), unit.unwrap_or("").into()])?.iter().map(extension).collect()
}

/// A recorded opinion or procedure step.
#[derive(Debug, Clone)]
pub struct Attestation {
    pub id: String,
    pub unit_id: String,
    /// `unit/…` or `nomination/…`.
    pub subject: String,
    /// The opinion's or procedure's id in the rulebook.
    pub item: String,
    pub text: String,
    pub recorded_by: String,
    pub recorded_at: i64,
}

/// Records a step, or writes it anew.
///
/// # Errors
/// What the engine says.
pub fn attest(sql: &mut dyn Sql, attestation: &Attestation) -> Result<(), SqlError> {
    let a = attestation.clone();
    let values: [Value; 7] = [
        a.id.into(),
        a.unit_id.into(),
        a.subject.into(),
        a.item.into(),
        a.text.into(),
        a.recorded_by.into(),
        a.recorded_at.into(),
    ];
    sql.execute(
        "INSERT INTO attestation (id, unit_id, subject, item, text, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (subject, item) DO UPDATE SET text = $5, recorded_by = $6, recorded_at = $7",
        &values,
    )?;
    Ok(())
}

/// What a unit has recorded.
///
/// # Errors
/// What the engine says.
pub fn attestations(sql: &mut dyn Sql, unit: &str) -> Result<Vec<Attestation>, SqlError> {
    let text = "SELECT id AS id, unit_id AS unit_id, subject AS subject, item AS item, text AS text,
                recorded_by AS recorded_by, recorded_at AS recorded_at FROM attestation WHERE unit_id = $1
                ORDER BY recorded_at";
    let one = |row: &Row| {
        Ok(Attestation {
            id: row.text("id")?,
            unit_id: row.text("unit_id")?,
            subject: row.text("subject")?,
            item: row.text("item")?,
            text: row.text("text")?,
            recorded_by: row.text("recorded_by")?,
            recorded_at: row.integer("recorded_at")?,
        })
    };
    sql.query(text, &[unit.into()])?.iter().map(one).collect()
}

/// A reason why a rule that binds in principle is not kept 特殊情况说明.
#[derive(Debug, Clone)]
pub struct Waiver {
    pub subject: String,
    pub rule: String,
    pub unit_id: String,
    pub campaign_id: String,
    pub reason: String,
    pub written_by: String,
    pub written_at: i64,
}

/// # Errors
/// What the engine says.
pub fn waive(sql: &mut dyn Sql, waiver: &Waiver) -> Result<(), SqlError> {
    let w = waiver.clone();
    let values = [
        w.subject.into(),
        w.rule.into(),
        w.unit_id.into(),
        w.campaign_id.into(),
        w.reason.into(),
        w.written_by.into(),
        w.written_at.into(),
    ];
    sql.execute(
        "INSERT INTO waiver (subject, rule, unit_id, campaign_id, reason, written_by, written_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (subject, rule) DO UPDATE SET reason = $5, written_by = $6, written_at = $7",
        &values,
    )?;
    Ok(())
}

/// Waivers of a campaign, or of one of its units, newest first.
///
/// # Errors
/// What the engine says.
pub fn waivers(sql: &mut dyn Sql, campaign: &str, unit: Option<&str>) -> Result<Vec<Waiver>, SqlError> {
    let text = "SELECT subject AS subject, rule AS rule, unit_id AS unit_id, campaign_id AS campaign_id,
                reason AS reason,
                written_by AS written_by, written_at AS written_at FROM waiver
                WHERE campaign_id = $1 AND ($2 = '' OR unit_id = $2) ORDER BY written_at DESC, subject, rule
                LIMIT 1000";
    let one = |row: &Row| {
        Ok(Waiver {
            subject: row.text("subject")?,
            rule: row.text("rule")?,
            unit_id: row.text("unit_id")?,
            campaign_id: row.text("campaign_id")?,
            reason: row.text("reason")?,
            written_by: row.text("written_by")?,
            written_at: row.integer("written_at")?,
        })
    };
    sql.query(text, &[campaign.into(), unit.unwrap_or("").into()])?.iter().map(one).collect()
}
