//! By what the queue is sorted, and where a line stands in that order.

use linxuan_domain::finding::weight;

use crate::engine::Value;

use super::Queued;

/// Stands for "no due time" behind every due time there is.
const NEVER: i64 = i64::MAX;

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
            Self::Findings => "weight",
            Self::Due => "COALESCE(due_at, 9223372036854775807)",
        }
    }

    /// Whether it is no column of the table itself.
    pub(super) const fn worked_out(self) -> bool {
        matches!(self, Self::Unit | Self::Due)
    }

    /// Where the lines come from: all there are along this order, or the `few` that a
    /// condition gives. These are read first and sorted whole: neither engine would do so
    /// of itself where an index has the order, and may pass by all lines for a handful.
    pub(super) fn source(self, few: Option<&str>) -> String {
        let units = "(SELECT id AS of_unit, name AS unit_order FROM unit WHERE campaign_id = $1) u";
        let few = few.map(|few| format!("(SELECT * FROM nomination WHERE {few} LIMIT {NEVER}) nomination"));
        match (self, few) {
            (Self::Unit, Some(few)) => format!("{few} CROSS JOIN {units}"),
            // Units come first in their order, so that nothing needs to be sorted whole.
            (Self::Unit, None) => format!("{units} CROSS JOIN nomination"),
            (_, few) => few.unwrap_or_else(|| "nomination".to_owned()),
        }
    }

    /// What keeps the lines to the campaign. A campaign's units have its nominations
    /// alone: saying the campaign twice would lead SQLite to an index of the whole campaign.
    pub(super) const fn condition(self) -> &'static str {
        match self {
            Self::Unit => "unit_id = of_unit",
            _ => "campaign_id = $1",
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
