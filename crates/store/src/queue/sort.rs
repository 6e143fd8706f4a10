//! By what the queue is sorted, and where a line stands in that order.

use crate::engine::Value;

use super::Queued;

/// Stands for "no due time" behind every due time there is.
const NEVER: i64 = i64::MAX;

/// The summary `must in-principle advice` as one number that grows with what is open.
/// Digits and blanks are taken off its end; the same text stands in the index.
const WEIGHT: &str =
    "(CAST('0' || RTRIM(RTRIM(RTRIM(RTRIM(findings, '0123456789'), ' '), '0123456789'), ' ') AS BIGINT)
    * 1000000 + CAST('0' || SUBSTR(RTRIM(RTRIM(findings, '0123456789'), ' '),
    LENGTH(RTRIM(RTRIM(RTRIM(findings, '0123456789'), ' '), '0123456789')) + 1) AS BIGINT) * 1000
    + CAST('0' || SUBSTR(findings, LENGTH(RTRIM(findings, '0123456789')) + 1) AS BIGINT))";

/// The columns by which the queue can be sorted; equal ones follow their ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    #[default]
    HandedIn,
    Number,
    Name,
    Unit,
    /// Must findings before those in principle, and these before advice.
    Findings,
    /// Those without a due time last.
    Due,
}

/// What a line is sorted by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Number(i64),
    Text(String),
}

/// Where a line stands: what it is sorted by, and its id.
pub type Place = (Key, String);

impl From<&Key> for Value {
    fn from(key: &Key) -> Self {
        match key {
            Key::Number(number) => (*number).into(),
            Key::Text(text) => text.into(),
        }
    }
}

impl Sort {
    pub const ALL: [Self; 6] = [Self::HandedIn, Self::Number, Self::Name, Self::Unit, Self::Findings, Self::Due];

    /// What is compared, in SQL.
    pub(super) const fn column(self) -> &'static str {
        match self {
            Self::HandedIn => "handed_in_at",
            Self::Number => "number",
            Self::Name => "name",
            Self::Unit => "unit_order",
            Self::Findings => WEIGHT,
            Self::Due => "COALESCE(due_at, 9223372036854775807)",
        }
    }

    /// Whether it is no column of the table itself.
    pub(super) const fn worked_out(self) -> bool {
        matches!(self, Self::Unit | Self::Findings | Self::Due)
    }

    /// Where the lines come from. Units come first in their order, so that nothing needs to be sorted whole.
    pub(super) const fn source(self) -> &'static str {
        match self {
            Self::Unit => {
                "(SELECT id AS of_unit, name AS unit_order FROM unit WHERE campaign_id = $1) u
                 CROSS JOIN nomination"
            }
            _ => "nomination",
        }
    }

    /// A key from an address; none where it is no key of this column.
    pub fn key(self, text: &str) -> Option<Key> {
        match self {
            Self::Number | Self::Name | Self::Unit => Some(Key::Text(text.to_owned())),
            Self::HandedIn | Self::Findings | Self::Due => text.parse().ok().map(Key::Number),
        }
    }
}

impl Queued {
    /// Where the line stands in an order.
    pub fn place(&self, sort: Sort) -> Place {
        let key = match sort {
            Sort::HandedIn => Key::Number(self.handed_in_at),
            Sort::Number => Key::Text(self.number.clone()),
            Sort::Name => Key::Text(self.name.clone()),
            Sort::Unit => Key::Text(self.unit_name.clone()),
            Sort::Findings => Key::Number(weight(&self.findings)),
            Sort::Due => Key::Number(self.due_at.unwrap_or(NEVER)),
        };
        (key, self.id.clone())
    }
}

/// As [`WEIGHT`] has it.
fn weight(findings: &str) -> i64 {
    findings.split(' ').fold(0, |sum, n| sum * 1000 + n.parse::<i64>().unwrap_or(0))
}
