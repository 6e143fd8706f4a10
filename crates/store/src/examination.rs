//! Formal examination: each word on a nomination is a row with its lines.

use crate::engine::{Row, Sql, SqlError};

/// One examiner's word.
#[derive(Debug, Clone)]
pub struct Examination {
    pub id: String,
    pub nomination_id: String,
    /// `accepted`, `returned`, `return-extended`, `refusal-proposed`, `closing-proposed`, `refused`, `refusal-rejected`.
    pub verdict: String,
    pub note: String,
    pub due_at: Option<i64>,
    pub examiner: String,
    pub at: i64,
    pub lines: Vec<Line>,
}

/// One check of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub check: String,
    pub passed: bool,
    pub reason: String,
}

/// # Errors
/// What the engine says.
pub fn insert(sql: &mut dyn Sql, examination: &Examination) -> Result<(), SqlError> {
    let e = examination.clone();
    let values = [
        e.id.as_str().into(),
        e.nomination_id.into(),
        e.verdict.into(),
        e.note.into(),
        e.due_at.into(),
        e.examiner.into(),
        e.at.into(),
    ];
    sql.execute(
        "INSERT INTO examination (id, nomination_id, verdict, note, due_at, examiner, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &values,
    )?;
    for line in e.lines {
        let values = [e.id.as_str().into(), line.check.into(), line.passed.into(), line.reason.into()];
        sql.execute(
            "INSERT INTO examination_line (examination_id, check_id, passed, reason) VALUES ($1, $2, $3, $4)",
            &values,
        )?;
    }
    Ok(())
}

/// All words on a nomination, newest first.
///
/// # Errors
/// What the engine says.
pub fn of_nomination(sql: &mut dyn Sql, nomination: &str) -> Result<Vec<Examination>, SqlError> {
    let rows = sql.query(
        "SELECT id AS id, nomination_id AS nomination_id, verdict AS verdict, note AS note, due_at AS due_at,
         examiner AS examiner, at AS at FROM examination WHERE nomination_id = $1 ORDER BY at DESC, id DESC",
        &[nomination.into()],
    )?;
    let mut examinations = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    for examination in &mut examinations {
        examination.lines = lines(sql, &examination.id)?;
    }
    Ok(examinations)
}

fn read(row: &Row) -> Result<Examination, SqlError> {
    Ok(Examination {
        id: row.text("id")?,
        nomination_id: row.text("nomination_id")?,
        verdict: row.text("verdict")?,
        note: row.text("note")?,
        due_at: row.maybe_integer("due_at")?,
        examiner: row.text("examiner")?,
        at: row.integer("at")?,
        lines: Vec::new(),
    })
}

fn lines(sql: &mut dyn Sql, examination: &str) -> Result<Vec<Line>, SqlError> {
    let rows = sql.query(
        "SELECT check_id AS check_id, passed AS passed, reason AS reason FROM examination_line
         WHERE examination_id = $1 ORDER BY check_id",
        &[examination.into()],
    )?;
    let line =
        |row: &Row| Ok(Line { check: row.text("check_id")?, passed: row.flag("passed")?, reason: row.text("reason")? });
    rows.iter().map(line).collect()
}

/// How often each check was the reason of a return, by unit.
///
/// # Errors
/// What the engine says.
pub fn reasons_by_unit(sql: &mut dyn Sql, campaign: &str) -> Result<Vec<(String, String, i64)>, SqlError> {
    let rows = sql.query(
        "SELECT n.unit_id AS unit_id, l.check_id AS check_id, COUNT(*) AS n FROM examination e
         JOIN examination_line l ON l.examination_id = e.id JOIN nomination n ON n.id = e.nomination_id
         WHERE n.campaign_id = $1 AND e.verdict = 'returned' AND l.passed = FALSE
         GROUP BY n.unit_id, l.check_id ORDER BY n.unit_id, l.check_id",
        &[campaign.into()],
    )?;
    rows.iter().map(|row| Ok((row.text("unit_id")?, row.text("check_id")?, row.integer("n")?))).collect()
}
