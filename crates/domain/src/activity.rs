//! The activity log 活动台账 that a unit keeps, and the activity table 开展情况表 counted from it.

mod counting;
mod reading;
mod totals;

pub use counting::{Group, Row, Table, table};
pub use reading::{Problem, Typed, Wrong, figure, read};
pub use totals::{By, Line, Totals, UnitFigure, UnitSum, totals};

use crate::rulebook::{PaperKind, Rulebook};
use crate::text::same_name;
use crate::value::{Date, Instant, Moment};

/// Entries of one unit's log at most.
pub const MOST_ENTRIES: usize = 5_000;
/// The largest number an entry, or an overtyped figure, may count.
pub const MOST_COUNTED: u32 = 1_000_000;
/// The most participants of one activity.
pub const MOST_PARTICIPANTS: u32 = 10_000_000;

/// One activity that was held: an entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Id of an item of the activity table.
    pub activity: String,
    pub title: String,
    /// The day on which it was held, or began.
    pub day: Date,
    /// Empty where nobody said one, like outlet and link.
    pub place: String,
    pub participants: Option<u32>,
    /// The medium or platform that carried it.
    pub outlet: String,
    /// An address of http or https.
    pub link: String,
    /// What it counts for the table, in the item's unit of count.
    pub count: u32,
}

impl Entry {
    /// Whether two entries tell of one and the same activity.
    pub fn same_as(&self, other: &Self) -> bool {
        let texts = |one: &Self| [&one.title, &one.place, &one.outlet].map(|text| same_name(text));
        (&self.activity, self.day) == (&other.activity, other.day) && texts(self) == texts(other)
    }
}

/// A figure of the table that the unit typed over the counted one, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overtyping {
    /// Id of an item of the activity table.
    pub activity: String,
    pub count: u32,
    pub reason: String,
}

/// The first and the last day on which an activity belongs to the campaign:
/// from the notice's date, or the first stage where that is earlier, to the
/// end of the campaign's year, or of the last stage where that is later.
/// Notices leave the end of study and publicity open, so that the year ends it.
pub fn period(book: &Rulebook) -> (Date, Date) {
    let stages = || book.stage.iter().filter_map(|stage| stage.when);
    let end = |month, day| jiff::civil::Date::new(book.campaign.year, month, day).unwrap_or(jiff::civil::Date::ZERO);
    let first = stages().filter_map(crate::value::When::first).chain(book.campaign.issued).min();
    let last = stages().filter_map(crate::value::When::last).chain([Date(end(12, 31))]).max();
    (first.unwrap_or(Date(end(1, 1))), last.unwrap_or(Date(end(12, 31))))
}

/// The first instant at which the log is closed: the end of the campaign's last day.
pub fn closes(book: &Rulebook) -> Instant {
    Moment { date: period(book).1, hour: 24, minute: 0 }.instant(&book.zone())
}

/// Whether units of a channel hand the activity table in.
pub fn handed_in_by(book: &Rulebook, channel: &str) -> bool {
    let tables = book.paper.iter().filter(|paper| paper.kind == PaperKind::ActivityTable);
    let mut asked =
        tables.filter(|paper| paper.channels.is_empty() || paper.channels.iter().any(|id| id.as_str() == channel));
    !book.activity.is_empty() && asked.next().is_some()
}
