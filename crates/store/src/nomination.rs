//! Nominations: answers in the open, personal answers sealed, persons found by blind index.

use linxuan_domain::finding::weight;
use linxuan_domain::form::Sheet;

use crate::engine::{Row, Sql, SqlError, SqlExt, Value};
use crate::seal::Keys;

/// A nomination as kept.
#[derive(Debug, Clone)]
pub struct Nomination {
    pub id: String,
    pub campaign_id: String,
    pub unit_id: String,
    pub track: String,
    /// Number within the campaign, as printed: `QH-0101`.
    pub number: String,
    /// Place in the unit's own order.
    pub ordinal: i64,
    pub state: String,
    /// Grows with each change; a save names the version it was made on.
    pub version: i64,
    pub name: String,
    pub employer: String,
    /// Birth date, or empty.
    pub born: String,
    /// Blind index of the identity document.
    pub person: Option<String>,
    /// Kind of the identity document behind `person`; not there on rows older than the column.
    pub document: Option<String>,
    /// Blind index of name and birth date.
    pub name_birth: Option<String>,
    pub answers: Sheet,
    /// The answers of personal fields, opened.
    pub personal: Sheet,
    /// Summary of open findings, for lists: `must in-principle advice`.
    pub findings: String,
    pub changed_by: String,
    pub changed_at: i64,
    pub created_at: i64,
    pub handed_in_at: Option<i64>,
    pub due_at: Option<i64>,
}

const COLUMNS: &str = "id AS id, campaign_id AS campaign_id, unit_id AS unit_id, track AS track, number AS number,
    ordinal AS ordinal, state AS state, version AS version, name AS name, employer AS employer, born AS born,
    person AS person, document AS document, name_birth AS name_birth, answers AS answers, sealed AS sealed,
    findings AS findings, changed_by AS changed_by, changed_at AS changed_at, created_at AS created_at,
    handed_in_at AS handed_in_at, due_at AS due_at";

fn sheet(text: &str) -> Result<Sheet, SqlError> {
    serde_json::from_str(text).map_err(|error| SqlError::new(error.to_string()))
}

fn json(sheet: &Sheet) -> Result<String, SqlError> {
    serde_json::to_string(sheet).map_err(|error| SqlError::new(error.to_string()))
}

/// Where a nomination's personal answers are sealed for; a snapshot keeps its nomination's.
pub(crate) fn place(id: &str) -> String {
    format!("nomination/{id}/sealed")
}

fn opened(keys: &Keys, id: &str, sealed: &[u8]) -> Result<Sheet, SqlError> {
    let plain = keys.open(&place(id), sealed)?;
    sheet(&String::from_utf8_lossy(&plain))
}

fn read(keys: &Keys, row: &Row) -> Result<Nomination, SqlError> {
    let id = row.text("id")?;
    Ok(Nomination {
        campaign_id: row.text("campaign_id")?,
        unit_id: row.text("unit_id")?,
        track: row.text("track")?,
        number: row.text("number")?,
        ordinal: row.integer("ordinal")?,
        state: row.text("state")?,
        version: row.integer("version")?,
        name: row.text("name")?,
        employer: row.text("employer")?,
        born: row.text("born")?,
        person: row.maybe_text("person")?,
        document: row.maybe_text("document")?,
        name_birth: row.maybe_text("name_birth")?,
        answers: sheet(&row.text("answers")?)?,
        personal: opened(keys, &id, &row.bytes("sealed")?)?,
        findings: row.text("findings")?,
        changed_by: row.text("changed_by")?,
        changed_at: row.integer("changed_at")?,
        created_at: row.integer("created_at")?,
        handed_in_at: row.maybe_integer("handed_in_at")?,
        due_at: row.maybe_integer("due_at")?,
        id,
    })
}

/// Adds a nomination.
///
/// # Errors
/// What the engine says.
pub fn insert(sql: &mut dyn Sql, keys: &Keys, nomination: &Nomination) -> Result<(), SqlError> {
    let n = nomination.clone();
    let sealed = keys.seal(&place(&n.id), json(&n.personal)?.as_bytes())?;
    let weight = weight(&n.findings);
    let values: [Value; 21] = [
        n.id.into(),
        n.campaign_id.into(),
        n.unit_id.into(),
        n.track.into(),
        n.number.into(),
        n.ordinal.into(),
        n.state.into(),
        n.version.into(),
        n.name.into(),
        n.employer.into(),
        n.born.into(),
        n.person.into(),
        n.name_birth.into(),
        json(&n.answers)?.into(),
        sealed.into(),
        n.findings.into(),
        n.changed_by.into(),
        n.changed_at.into(),
        n.created_at.into(),
        n.document.into(),
        weight.into(),
    ];
    sql.execute(
        "INSERT INTO nomination (id, campaign_id, unit_id, track, number, ordinal, state, version, name, employer, born,
         person, name_birth, answers, sealed, findings, changed_by, changed_at, created_at, document, weight)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)",
        &values,
    )?;
    Ok(())
}

/// Writes a new version of the answers, if the version is still the one it was made on.
///
/// # Errors
/// What the engine says.
pub fn save(sql: &mut dyn Sql, keys: &Keys, nomination: &Nomination) -> Result<bool, SqlError> {
    let n = nomination.clone();
    let sealed = keys.seal(&place(&n.id), json(&n.personal)?.as_bytes())?;
    let weight = weight(&n.findings);
    let values: [Value; 14] = [
        n.id.into(),
        n.version.into(),
        n.name.into(),
        n.employer.into(),
        n.born.into(),
        n.person.into(),
        n.name_birth.into(),
        json(&n.answers)?.into(),
        sealed.into(),
        n.findings.into(),
        n.changed_by.into(),
        n.changed_at.into(),
        n.document.into(),
        weight.into(),
    ];
    let changed = sql.execute(
        "UPDATE nomination SET version = $2 + 1, name = $3, employer = $4, born = $5, person = $6, name_birth = $7,
         answers = $8, sealed = $9, findings = $10, changed_by = $11, changed_at = $12, document = $13,
         weight = $14
         WHERE id = $1 AND version = $2",
        &values,
    )?;
    Ok(changed == 1)
}

/// Moves a nomination to another state.
///
/// # Errors
/// What the engine says.
pub fn set_state(sql: &mut dyn Sql, id: &str, state: &str, due_at: Option<i64>) -> Result<(), SqlError> {
    let values = [id.into(), state.into(), due_at.into()];
    sql.execute("UPDATE nomination SET state = $2, due_at = $3 WHERE id = $1", &values)?;
    Ok(())
}

/// Keeps the summary of open findings that lists show and are sorted by.
///
/// # Errors
/// What the engine says.
pub fn set_findings(sql: &mut dyn Sql, id: &str, findings: &str) -> Result<(), SqlError> {
    let values = [id.into(), findings.into(), weight(findings).into()];
    sql.execute("UPDATE nomination SET findings = $2, weight = $3 WHERE id = $1", &values)?;
    Ok(())
}

/// Marks a nomination as handed in, and keeps the version that was.
///
/// # Errors
/// What the engine says.
pub fn hand_in(sql: &mut dyn Sql, id: &str, submission: &str, at: i64) -> Result<(), SqlError> {
    let text = "UPDATE nomination SET state = 'handed-in', due_at = NULL, handed_in_at = $2 WHERE id = $1";
    sql.execute(text, &[id.into(), at.into()])?;
    sql.execute(
        "INSERT INTO nomination_snapshot (nomination_id, version, submission_id, answers, sealed)
         SELECT id, version, $2, answers, sealed FROM nomination WHERE id = $1
         ON CONFLICT (nomination_id, version) DO UPDATE SET submission_id = $2",
        &[id.into(), submission.into()],
    )?;
    Ok(())
}

/// # Errors
/// What the engine says.
pub fn find(sql: &mut dyn Sql, keys: &Keys, id: &str) -> Result<Option<Nomination>, SqlError> {
    let row = sql.first(&format!("SELECT {COLUMNS} FROM nomination WHERE id = $1"), &[id.into()])?;
    row.as_ref().map(|row| read(keys, row)).transpose()
}

/// What a nomination that was handed in says without its answers: nothing needs to be opened for it.
#[derive(Debug, Clone)]
pub struct HandedIn {
    pub id: String,
    pub unit_id: String,
    pub track: String,
    pub state: String,
    pub version: i64,
    pub name: String,
    pub born: String,
    pub person: Option<String>,
    pub name_birth: Option<String>,
}

/// Everything of a campaign that was ever handed in.
///
/// # Errors
/// What the engine says.
pub fn handed_in(sql: &mut dyn Sql, campaign: &str) -> Result<Vec<HandedIn>, SqlError> {
    let rows = sql.query(
        "SELECT id AS id, unit_id AS unit_id, track AS track, state AS state, version AS version, name AS name,
         born AS born, person AS person, name_birth AS name_birth
         FROM nomination WHERE campaign_id = $1 AND handed_in_at IS NOT NULL ORDER BY id",
        &[campaign.into()],
    )?;
    let one = |row: &Row| {
        Ok(HandedIn {
            id: row.text("id")?,
            unit_id: row.text("unit_id")?,
            track: row.text("track")?,
            state: row.text("state")?,
            version: row.integer("version")?,
            name: row.text("name")?,
            born: row.text("born")?,
            person: row.maybe_text("person")?,
            name_birth: row.maybe_text("name_birth")?,
        })
    };
    rows.iter().map(one).collect()
}

/// A unit's nominations in its own order.
///
/// # Errors
/// What the engine says.
pub fn of_unit(sql: &mut dyn Sql, keys: &Keys, unit: &str) -> Result<Vec<Nomination>, SqlError> {
    let text = format!("SELECT {COLUMNS} FROM nomination WHERE unit_id = $1 ORDER BY ordinal, id");
    sql.query(&text, &[unit.into()])?.iter().map(|row| read(keys, row)).collect()
}

/// The answers as they were handed in before the last time, for showing what changed.
///
/// # Errors
/// What the engine says.
pub fn handed_in_before(sql: &mut dyn Sql, keys: &Keys, id: &str) -> Result<Option<Sheet>, SqlError> {
    let rows = sql.query(
        "SELECT answers AS answers, sealed AS sealed FROM nomination_snapshot WHERE nomination_id = $1
         ORDER BY version DESC LIMIT 2",
        &[id.into()],
    )?;
    let before = rows
        .get(1)
        .map(|row| Ok::<_, SqlError>(sheet(&row.text("answers")?)?.joined(opened(keys, id, &row.bytes("sealed")?)?)));
    before.transpose()
}

/// How many nominations a campaign has ever had, for numbering.
///
/// # Errors
/// What the engine says.
pub fn next_of_unit(sql: &mut dyn Sql, unit: &str) -> Result<i64, SqlError> {
    let text = "SELECT CAST(COALESCE(MAX(ordinal), 0) AS BIGINT) + 1 AS n FROM nomination WHERE unit_id = $1";
    sql.number(text, &[unit.into()])
}

/// Writes anew who the members of a team or the authors of a work are, by blind index.
///
/// # Errors
/// What the engine says.
pub fn set_members(sql: &mut dyn Sql, id: &str, persons: &[String]) -> Result<(), SqlError> {
    sql.execute("DELETE FROM nomination_member WHERE nomination_id = $1", &[id.into()])?;
    for person in persons {
        sql.execute(
            "INSERT INTO nomination_member (nomination_id, person) VALUES ($1, $2)
             ON CONFLICT (nomination_id, person) DO NOTHING",
            &[id.into(), person.into()],
        )?;
    }
    Ok(())
}

/// Members of a nomination by blind index, in one order for everybody.
///
/// # Errors
/// What the engine says.
pub fn members(sql: &mut dyn Sql, id: &str) -> Result<Vec<String>, SqlError> {
    let text = "SELECT person AS person FROM nomination_member WHERE nomination_id = $1 ORDER BY person";
    sql.query(text, &[id.into()])?.iter().map(|row| row.text("person")).collect()
}

/// Where else the same person stands, or one of the members: in this unit, and in others, of one campaign.
/// Another unit's drafts do not count: they are its own, and nobody is in by typing a number.
/// Name and birth date say nothing between two resident cards: two numbers are two persons.
///
/// # Errors
/// What the engine says.
pub fn twins(sql: &mut dyn Sql, nomination: &Nomination) -> Result<(bool, bool), SqlError> {
    let n = nomination.clone();
    let none = || "-".to_owned();
    let values = [
        n.campaign_id.into(),
        n.id.into(),
        n.person.unwrap_or_else(none).into(),
        n.name_birth.unwrap_or_else(none).into(),
        n.unit_id.into(),
        n.document.unwrap_or_default().into(),
    ];
    let rows = sql.query(
        "SELECT DISTINCT unit_id AS unit_id FROM nomination
         WHERE campaign_id = $1 AND id <> $2 AND (person = $3
         OR (name_birth = $4 AND ($6 <> 'resident-card' OR COALESCE(document, '') <> 'resident-card')) OR id IN
         (SELECT o.nomination_id FROM nomination_member m JOIN nomination_member o ON o.person = m.person
         WHERE m.nomination_id = $2))
         AND state <> 'withdrawn' AND state <> 'refused' AND (unit_id = $5 OR state <> 'draft')",
        &values,
    )?;
    let units = rows.iter().map(|row| row.text("unit_id")).collect::<Result<Vec<_>, _>>()?;
    let here = units.contains(&nomination.unit_id);
    let elsewhere = units.iter().any(|unit| *unit != nomination.unit_id);
    Ok((here, elsewhere))
}

/// A code by which a nominee opens the account of one nomination.
///
/// # Errors
/// What the engine says.
pub fn issue_code(sql: &mut dyn Sql, code: &str, nomination: &str, at: i64) -> Result<(), SqlError> {
    sql.execute("DELETE FROM recommendation_code WHERE nomination_id = $1 AND used_at IS NULL", &[nomination.into()])?;
    let values = [code.into(), nomination.into(), at.into()];
    sql.execute("INSERT INTO recommendation_code (code, nomination_id, issued_at) VALUES ($1, $2, $3)", &values)?;
    Ok(())
}

/// Uses up a code; answers its nomination, once.
///
/// # Errors
/// What the engine says.
pub fn use_code(sql: &mut dyn Sql, code: &str, at: i64) -> Result<Option<String>, SqlError> {
    let text = "UPDATE recommendation_code SET used_at = $2 WHERE code = $1 AND used_at IS NULL
                RETURNING nomination_id AS nomination_id";
    sql.first(text, &[code.into(), at.into()])?.map(|row| row.text("nomination_id")).transpose()
}

/// Takes the turn of a channel whose units share a cap: two of them that hand
/// in at once come one after the other.
///
/// # Errors
/// What the engine says.
pub fn take_channel(sql: &mut dyn Sql, campaign: &str, channel: &str) -> Result<(), SqlError> {
    // Persons are hexadecimal digits: no channel is taken for one.
    take_person(sql, &format!("channel/{campaign}/{channel}"))
}

/// Takes a person's turn: two units that hand in the same person at once
/// come one after the other.
///
/// # Errors
/// What the engine says.
pub fn take_person(sql: &mut dyn Sql, person: &str) -> Result<(), SqlError> {
    sql.execute(
        "INSERT INTO person_turn (person, turn) VALUES ($1, 1)
         ON CONFLICT (person) DO UPDATE SET turn = person_turn.turn + 1",
        &[person.into()],
    )?;
    Ok(())
}
