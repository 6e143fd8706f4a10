//! What must hold between rows whatever happened: executable, asked after every stage.

use crate::engine::{Row, Sql, SqlError};

/// An invariant with the query that finds what breaks it.
pub struct Invariant {
    pub name: &'static str,
    query: &'static str,
}

/// Every invariant; each query answers one row `what` for each violation.
pub const INVARIANTS: &[Invariant] = &[
    Invariant {
        name: "handed-in-has-snapshot",
        query: "SELECT n.id AS what FROM nomination n WHERE n.handed_in_at IS NOT NULL
                AND NOT EXISTS (SELECT 1 AS one FROM nomination_snapshot s WHERE s.nomination_id = n.id)",
    },
    Invariant {
        name: "snapshot-has-submission",
        query: "SELECT s.nomination_id AS what FROM nomination_snapshot s
                WHERE NOT EXISTS (SELECT 1 AS one FROM submission x WHERE x.id = s.submission_id)",
    },
    Invariant {
        name: "state-was-handed-in",
        query: "SELECT id AS what FROM nomination WHERE handed_in_at IS NULL AND state <> 'draft'
                AND state <> 'withdrawn'",
    },
    Invariant {
        name: "accepted-has-examination",
        query: "SELECT n.id AS what FROM nomination n WHERE n.state = 'accepted' AND NOT EXISTS
                (SELECT 1 AS one FROM examination e WHERE e.nomination_id = n.id AND e.verdict = 'accepted')",
    },
    Invariant {
        name: "returned-has-reason-and-due-time",
        query: "SELECT n.id AS what FROM nomination n WHERE n.state = 'returned' AND (n.due_at IS NULL OR NOT EXISTS
                (SELECT 1 AS one FROM examination e JOIN examination_line l ON l.examination_id = e.id
                 WHERE e.nomination_id = n.id AND e.verdict = 'returned' AND l.passed = FALSE))",
    },
    Invariant {
        name: "refused-by-two-people",
        query: "SELECT n.id AS what FROM nomination n WHERE n.state = 'refused' AND NOT EXISTS
                (SELECT 1 AS one FROM examination p JOIN examination c ON c.nomination_id = p.nomination_id
                 WHERE p.nomination_id = n.id AND p.verdict IN ('refusal-proposed', 'closing-proposed')
                 AND c.verdict = 'refused'
                 AND p.examiner <> c.examiner)",
    },
    Invariant {
        name: "nomination-in-its-unit-s-campaign",
        query: "SELECT n.id AS what FROM nomination n JOIN unit u ON u.id = n.unit_id
                WHERE n.campaign_id <> u.campaign_id",
    },
    Invariant {
        name: "submission-in-its-unit-s-campaign",
        query: "SELECT s.id AS what FROM submission s JOIN unit u ON u.id = s.unit_id
                WHERE s.campaign_id <> u.campaign_id",
    },
    Invariant {
        name: "extension-by-two-people",
        query: "SELECT id AS what FROM extension WHERE confirmed_by = proposed_by",
    },
    Invariant {
        name: "rulebook-by-two-people",
        query: "SELECT campaign_id AS what FROM rulebook_version WHERE confirmed_by = proposed_by",
    },
    Invariant {
        name: "campaign-runs-a-confirmed-version",
        query: "SELECT c.id AS what FROM campaign c WHERE c.version <> 0 AND NOT EXISTS (SELECT 1 AS one
                FROM rulebook_version v
                WHERE v.campaign_id = c.id AND v.version = c.version AND v.confirmed_by IS NOT NULL)",
    },
    Invariant {
        name: "counters-agree-with-states",
        query: "SELECT n.campaign_id || '/' || n.state AS what FROM nomination n WHERE n.handed_in_at IS NOT NULL
                GROUP BY n.campaign_id, n.state HAVING COUNT(*) <> COALESCE((SELECT c.n FROM counter c
                WHERE c.campaign_id = n.campaign_id AND c.facet = 'state' AND c.value = n.state), 0)
                UNION ALL SELECT c.campaign_id || '/' || c.value AS what FROM counter c WHERE c.facet = 'state'
                AND c.n <> 0
                AND NOT EXISTS (SELECT 1 AS one FROM nomination n WHERE n.campaign_id = c.campaign_id
                AND n.state = c.value
                AND n.handed_in_at IS NOT NULL)",
    },
    Invariant {
        name: "no-person-handed-in-twice",
        query: "SELECT campaign_id || '/' || person AS what FROM nomination WHERE person IS NOT NULL
                AND state IN ('handed-in', 'accepted', 'refusal-proposed') GROUP BY campaign_id, person
                HAVING COUNT(*) > 1",
    },
    Invariant {
        name: "turns-are-whole",
        query: "SELECT t.name AS what FROM turn_row t WHERE t.turn <> (SELECT COUNT(*) FROM event e
                WHERE e.turn_row = t.name)
                UNION ALL SELECT DISTINCT e.turn_row AS what FROM event e
                WHERE NOT EXISTS (SELECT 1 AS one FROM turn_row t WHERE t.name = e.turn_row)",
    },
    Invariant { name: "waiver-has-reason", query: "SELECT subject AS what FROM waiver WHERE TRIM(reason) = ''" },
];

/// Asks every invariant; answers the names and objects of those that do not hold.
///
/// # Errors
/// What the engine says.
pub fn violated(sql: &mut dyn Sql) -> Result<Vec<String>, SqlError> {
    let mut found = Vec::new();
    for invariant in INVARIANTS {
        let rows = sql.query(invariant.query, &[])?;
        let names = rows.iter().map(|row: &Row| Ok(format!("{}: {}", invariant.name, row.text("what")?)));
        found.extend(names.collect::<Result<Vec<_>, SqlError>>()?);
    }
    Ok(found)
}
