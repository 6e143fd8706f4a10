//! Waivers of a campaign, as far as their nominations were handed in.

use crate::engine::{Row, Sql, SqlError, Value};

/// One waiver with what it was written for.
#[derive(Debug, Clone)]
pub struct Waived {
    pub subject: String,
    pub rule: String,
    pub unit_id: String,
    pub unit_name: String,
    /// The nomination it is about; none where it is about the unit's list.
    pub nomination: Option<About>,
    pub reason: String,
    pub written_by: String,
    pub written_at: i64,
}

/// The nomination a waiver is about.
#[derive(Debug, Clone)]
pub struct About {
    pub id: String,
    pub number: String,
    pub name: String,
    pub state: String,
}

/// What the list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub rule: Option<String>,
    pub unit: Option<String>,
    /// The page before ended there: when, subject and rule.
    pub before: Option<(i64, String, String)>,
    pub most: i64,
}

/// A part of the list, newest first. A draft and its waivers are its unit's own, and so are
/// those of a list of which nothing was handed in.
///
/// # Errors
/// What the engine says.
pub fn waivers(sql: &mut dyn Sql, campaign: &str, wanted: &Wanted) -> Result<Vec<Waived>, SqlError> {
    let mut values: Vec<Value> = vec![campaign.into()];
    let mut conditions = vec!["w.campaign_id = $1".to_owned()];
    for (column, value) in [("rule", &wanted.rule), ("unit_id", &wanted.unit)] {
        if let Some(value) = value {
            values.push(value.into());
            conditions.push(format!("w.{column} = ${}", values.len()));
        }
    }
    if let Some((at, subject, rule)) = &wanted.before {
        values.extend([(*at).into(), subject.into(), rule.into()]);
        let n = values.len();
        conditions.push(format!("(w.written_at, w.subject, w.rule) < (${}, ${}, ${n})", n - 2, n - 1));
    }
    values.push(wanted.most.into());
    let text = format!(
        "SELECT w.subject AS subject, w.rule AS rule, w.unit_id AS unit_id, u.name AS unit_name, w.reason AS reason,
         w.written_by AS written_by, w.written_at AS written_at, n.id AS id, n.number AS number, n.name AS name,
         n.state AS state
         FROM waiver w JOIN unit u ON u.id = w.unit_id
         LEFT JOIN nomination n ON n.id = SUBSTR(w.subject, 12) AND w.subject = 'nomination/' || n.id
         WHERE {} AND (n.handed_in_at IS NOT NULL OR (n.id IS NULL
           AND EXISTS (SELECT 1 FROM submission s WHERE s.unit_id = w.unit_id)))
         ORDER BY w.written_at DESC, w.subject DESC, w.rule DESC LIMIT ${}",
        conditions.join(" AND "),
        values.len()
    );
    sql.query(&text, &values)?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Waived, SqlError> {
    let about = row.maybe_text("id")?.map(|id| {
        Ok::<_, SqlError>(About { id, number: row.text("number")?, name: row.text("name")?, state: row.text("state")? })
    });
    Ok(Waived {
        subject: row.text("subject")?,
        rule: row.text("rule")?,
        unit_id: row.text("unit_id")?,
        unit_name: row.text("unit_name")?,
        nomination: about.transpose()?,
        reason: row.text("reason")?,
        written_by: row.text("written_by")?,
        written_at: row.integer("written_at")?,
    })
}
