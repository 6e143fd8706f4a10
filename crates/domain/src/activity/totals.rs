use std::collections::BTreeMap;

use super::Overtyping;
use crate::rulebook::Rulebook;

/// What the totals of a campaign have their lines by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    #[default]
    Unit,
    /// Channels are the regions, societies and branches of a notice.
    Channel,
    Month,
}

impl By {
    pub const ALL: [Self; 3] = [Self::Unit, Self::Channel, Self::Month];

    pub const fn id(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Channel => "channel",
            Self::Month => "month",
        }
    }

    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.id() == id)
    }
}

/// What one unit's entries of one item and month sum up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitSum {
    pub unit: String,
    pub channel: String,
    pub activity: String,
    /// `2022-05`.
    pub month: String,
    pub entries: u64,
    pub counted: u64,
}

/// A figure that a unit typed over the counted one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitFigure {
    pub unit: String,
    pub channel: String,
    pub figure: Overtyping,
}

/// One line: a unit, a channel or a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Id of the unit or channel, or the month.
    pub key: String,
    pub entries: u64,
    /// By the rulebook's items, in their order.
    pub figures: Vec<u64>,
}

/// The totals of a campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// In the order of their keys.
    pub lines: Vec<Line>,
    /// All lines together.
    pub all: Line,
}

/// Sums up what the units of a campaign logged. Where figures overtyped are
/// given, each stands in place of what its unit's entries of the item sum up
/// to; they belong to no month, so that months count entries alone.
pub fn totals(book: &Rulebook, sums: &[UnitSum], overtyped: &[UnitFigure], by: By) -> Totals {
    let overtyped = if by == By::Month { &[] } else { overtyped };
    let items: BTreeMap<&str, usize> =
        book.activity.iter().enumerate().map(|(at, one)| (one.id.as_str(), at)).collect();
    let empty = |key: &str| Line { key: key.to_owned(), entries: 0, figures: vec![0; items.len()] };
    let (mut lines, mut all) = (BTreeMap::new(), empty(""));
    let mut add = |key: &str, activity: &str, entries: u64, figure: u64| {
        let Some(at) = items.get(activity) else { return };
        for line in [lines.entry(key.to_owned()).or_insert_with(|| empty(key)), &mut all] {
            line.entries += entries;
            line.figures.iter_mut().skip(*at).take(1).for_each(|sum| *sum += figure);
        }
    };
    let instead =
        |sum: &UnitSum| overtyped.iter().any(|one| (&one.unit, &one.figure.activity) == (&sum.unit, &sum.activity));
    for sum in sums {
        let key = match by {
            By::Unit => &sum.unit,
            By::Channel => &sum.channel,
            By::Month => &sum.month,
        };
        add(key, &sum.activity, sum.entries, if instead(sum) { 0 } else { sum.counted });
    }
    for one in overtyped {
        let key = if by == By::Unit { &one.unit } else { &one.channel };
        add(key, &one.figure.activity, 0, one.figure.count.into());
    }
    Totals { lines: lines.into_values().collect(), all }
}
