use super::{Entry, Overtyping};
use crate::rulebook::{Activity, Rulebook};
use crate::value::Label;

/// One item of the activity table.
#[derive(Debug, Clone)]
pub struct Row {
    pub activity: Activity,
    /// Entries of the log that count for it.
    pub entries: usize,
    /// What they sum up to, in the item's unit of count.
    pub counted: u64,
    pub overtyped: Option<Overtyping>,
    /// What the table says: the overtyped figure, else the counted one.
    pub total: u64,
}

/// Items under one heading, in the rulebook's order.
#[derive(Debug, Clone)]
pub struct Group {
    /// None for items that stand under no heading.
    pub label: Option<Label>,
    pub rows: Vec<Row>,
    /// Only where all its items have one unit of count.
    pub total: Option<u64>,
}

/// The activity table 开展情况表 of one unit.
#[derive(Debug, Clone)]
pub struct Table {
    pub groups: Vec<Group>,
    /// Only where all items have one unit of count.
    pub total: Option<u64>,
    /// Entries whose item is no longer in the rulebook, and which nothing counts.
    pub unlisted: usize,
}

/// Sums a log up into the table.
pub fn table(book: &Rulebook, entries: &[Entry], overtyped: &[Overtyping]) -> Table {
    let mut groups: Vec<Group> = Vec::new();
    for activity in &book.activity {
        let row = row(activity, entries, overtyped);
        match groups.iter_mut().find(|group| group.label == activity.group) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { label: activity.group.clone(), rows: vec![row], total: None }),
        }
    }
    for group in &mut groups {
        group.total = sum(group.rows.iter());
    }
    let listed = |entry: &&Entry| book.activity.iter().any(|activity| activity.id.as_str() == entry.activity);
    Table {
        total: sum(groups.iter().flat_map(|group| &group.rows)),
        unlisted: entries.len() - entries.iter().filter(listed).count(),
        groups,
    }
}

fn row(activity: &Activity, entries: &[Entry], overtyped: &[Overtyping]) -> Row {
    let own: Vec<u64> =
        entries.iter().filter(|entry| entry.activity == activity.id.as_str()).map(|entry| entry.count.into()).collect();
    let overtyped = overtyped.iter().find(|one| one.activity == activity.id.as_str()).cloned();
    let counted = own.iter().sum();
    Row {
        activity: activity.clone(),
        entries: own.len(),
        counted,
        total: overtyped.as_ref().map_or(counted, |one| one.count.into()),
        overtyped,
    }
}

/// 3 events and 5 reports are not 8 of anything. Units of count agree where the official paper's words do.
fn sum<'a>(rows: impl Iterator<Item = &'a Row> + Clone) -> Option<u64> {
    let first = rows.clone().next()?;
    let agree = rows.clone().all(|row| row.activity.unit.zh == first.activity.unit.zh);
    agree.then(|| rows.map(|row| row.total).sum())
}
