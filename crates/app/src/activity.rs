//! A unit's activity log 活动台账, and the activity table counted from it.

mod bring;
mod totals;

pub use bring::{Looked, bring, check};
pub use totals::{Asked, Campaign, campaign};

use std::collections::BTreeMap;
use std::sync::Arc;

use linxuan_domain::access::{Act, Object, Viewer};
use linxuan_domain::activity::{
    self as rules, Entry, MOST_COUNTED, MOST_ENTRIES, Overtyping, Problem, Table, Typed, figure,
};
use linxuan_domain::event::Change;
use linxuan_domain::rulebook::Rulebook;
use linxuan_domain::value::{Date, Instant};
use linxuan_store::activity as kept;
pub use linxuan_store::activity::Entry as Kept;
use linxuan_store::turn::Turn;
use linxuan_store::unit::{self, Unit};
use linxuan_store::{Sql, account, turn};

use crate::door::{Line, Stamp, ask, campaign_of, record, unit_of, unit_row};
use crate::nomination::checked_text;
use crate::{App, Refusal, Running, Wrong};

/// The sentence for what is wrong with an entry.
const fn sentence(problem: Problem) -> &'static str {
    match problem {
        Problem::ActivityMissing => "activity-item-missing",
        Problem::ActivityUnknown => "activity-item-unknown",
        Problem::TitleMissing => "activity-title-missing",
        Problem::DayMissing => "activity-day-missing",
        Problem::DayWrong => "activity-day-wrong",
        Problem::DayOutside => "activity-day-outside",
        Problem::DayAhead => "activity-day-ahead",
        Problem::TooLong => "activity-too-long",
        Problem::Forbidden => "activity-forbidden",
        Problem::ParticipantsWrong => "activity-participants-wrong",
        Problem::LinkWrong => "activity-link-wrong",
        Problem::CountMissing => "activity-count-missing",
        Problem::CountWrong => "activity-count-wrong",
        Problem::Twice => "activity-twice",
    }
}

fn wrong(one: rules::Wrong) -> Wrong {
    Wrong { field: one.field, sentence: sentence(one.problem), found: one.found }
}

/// The unit that keeps its log: who, where, and in which campaign.
#[derive(Clone)]
struct Keeper {
    running: Arc<Running>,
    unit_id: String,
    stamp: Stamp,
    today: Date,
}

/// Publicity goes on after handing in: the log closes with the campaign, and with nothing before it.
fn keeper(app: &App, viewer: &Viewer) -> Result<Keeper, Refusal> {
    let running = app.campaign_by_id(campaign_of(viewer)?)?;
    let unit_id = unit_of(viewer)?.to_owned();
    ask(viewer, Act::LogActivity, Object { campaign: Some(&running.id), ..Object::default() })?;
    let stamp = app.stamp(viewer);
    let today = running.day(stamp.at);
    Ok(Keeper { running, unit_id, stamp, today })
}

impl Keeper {
    /// Takes the unit's turn, while the log is open.
    fn begin(&self, sql: &mut dyn Sql) -> Result<Turn, Refusal> {
        let turn = turn::take(sql, &unit_row(&self.unit_id))?;
        let closed = rules::closes(&self.running.rulebook);
        if self.stamp.at >= closed { Err(Refusal::Late { closed }) } else { Ok(turn) }
    }

    fn read(&self, typed: &Typed) -> Result<Entry, Vec<Wrong>> {
        let read = rules::read(&self.running.rulebook, typed, self.today);
        read.map_err(|all| all.into_iter().map(wrong).collect())
    }

    fn row(&self, id: &str, entry: &Entry, corrects: Option<&str>) -> kept::Entry {
        let e = entry.clone();
        kept::Entry {
            id: id.to_owned(),
            campaign_id: self.running.id.to_string(),
            unit_id: self.unit_id.clone(),
            activity: e.activity,
            title: e.title,
            day: e.day.to_string(),
            place: e.place,
            participants: e.participants.map(i64::from),
            outlet: e.outlet,
            link: e.link,
            counted: e.count.into(),
            corrects: corrects.map(str::to_owned),
            logged_by: self.stamp.actor.clone(),
            logged_at: self.stamp.at.microseconds(),
            removed_at: None,
        }
    }

    /// An entry of the unit's own; one that was removed or corrected says so.
    fn own(&self, sql: &mut dyn Sql, id: &str) -> Result<kept::Entry, Refusal> {
        let found = kept::find(sql, id)?.filter(|entry| entry.unit_id == self.unit_id).ok_or(Refusal::NotFound)?;
        if found.removed_at.is_some() {
            return Err(Refusal::Invalid(vec![("entry", "activity-gone")]));
        }
        Ok(found)
    }

    fn line(&self, sql: &mut dyn Sql, turn: &Turn, what: &'static str, changes: Vec<Change>) -> Result<(), Refusal> {
        let (campaign, subject) = (Some(self.running.id.as_str()), unit_row(&self.unit_id));
        record(sql, turn, &self.stamp, Line { what, campaign, subject, changes })
    }

    /// What the record tells of an entry: its item and figure, and a commitment to the rest.
    fn told(&self, app: &App, row: &kept::Entry) -> Vec<Change> {
        let text = format!("{row:?}");
        vec![
            Change::set("entry", row.id.clone()),
            Change::set("activity", row.activity.clone()),
            Change::set("counted", row.counted.to_string()),
            Change::set("text", app.keys.commitment(&unit_row(&self.unit_id), &text)),
        ]
    }
}

/// A row as the rules read it.
fn entry(row: &kept::Entry) -> Result<Entry, Refusal> {
    let fault = |what: &str| Refusal::Fault(format!("activity entry {}: {what}", row.id));
    Ok(Entry {
        activity: row.activity.clone(),
        title: row.title.clone(),
        day: row.day.parse().map_err(|_| fault("day"))?,
        place: row.place.clone(),
        participants: row.participants.map(u32::try_from).transpose().map_err(|_| fault("participants"))?,
        outlet: row.outlet.clone(),
        link: row.link.clone(),
        count: u32::try_from(row.counted).map_err(|_| fault("counted"))?,
    })
}

fn twice() -> Refusal {
    let (sentence, found) = (sentence(Problem::Twice), String::new());
    Refusal::Wrong(vec![Wrong { field: "title", sentence, found }])
}

/// Logs an activity that was held; answers the entry's id.
///
/// # Errors
/// When the viewer's unit may not, or no more; [`Refusal::Wrong`] with all that is wrong with the entry.
pub async fn log(app: &App, viewer: &Viewer, typed: Typed) -> Result<String, Refusal> {
    let keeper = keeper(app, viewer)?;
    let (door, id) = (app.clone(), app.new_id());
    app.act(move |sql| {
        let turn = keeper.begin(sql)?;
        let new = keeper.read(&typed).map_err(Refusal::Wrong)?;
        let all = kept::of_unit(sql, &keeper.unit_id)?;
        if all.len() >= MOST_ENTRIES {
            return Err(Refusal::Invalid(vec![("entry", "activity-log-full")]));
        }
        if stands(&all, &new)? {
            return Err(twice());
        }
        let row = keeper.row(&id, &new, None);
        kept::insert(sql, &row)?;
        keeper.line(sql, &turn, "activity-logged", keeper.told(&door, &row))?;
        Ok(id)
    })
    .await
}

/// Whether an entry tells what one of the log's tells.
fn stands(rows: &[kept::Entry], new: &Entry) -> Result<bool, Refusal> {
    let all: Result<Vec<Entry>, Refusal> = rows.iter().map(entry).collect();
    Ok(all?.iter().any(|one| one.same_as(new)))
}

/// Puts another entry in the place of one that was wrong; answers its id.
///
/// # Errors
/// As [`log`], and when it is none of the unit's, was removed meanwhile, or the log is closed.
pub async fn correct(app: &App, viewer: &Viewer, wrong: &str, typed: Typed) -> Result<String, Refusal> {
    let keeper = keeper(app, viewer)?;
    let (door, id, wrong) = (app.clone(), app.new_id(), wrong.to_owned());
    app.act(move |sql| {
        let turn = keeper.begin(sql)?;
        let before = keeper.own(sql, &wrong)?;
        let new = keeper.read(&typed).map_err(Refusal::Wrong)?;
        let mut others = kept::of_unit(sql, &keeper.unit_id)?;
        others.retain(|row| row.id != before.id);
        if stands(&others, &new)? {
            return Err(twice());
        }
        let row = keeper.row(&id, &new, Some(&before.id));
        kept::remove(sql, &before.id, &keeper.stamp.actor, keeper.stamp.at.microseconds())?;
        kept::insert(sql, &row)?;
        let mut changes = vec![Change::set("corrects", before.id)];
        changes.extend(keeper.told(&door, &row));
        keeper.line(sql, &turn, "activity-corrected", changes)?;
        Ok(id)
    })
    .await
}

/// Takes an entry out of the log.
///
/// # Errors
/// When it is none of the unit's, was removed meanwhile, or the log is closed.
pub async fn remove(app: &App, viewer: &Viewer, id: &str) -> Result<(), Refusal> {
    let (keeper, id) = (keeper(app, viewer)?, id.to_owned());
    app.act(move |sql| {
        let turn = keeper.begin(sql)?;
        let row = keeper.own(sql, &id)?;
        kept::remove(sql, &id, &keeper.stamp.actor, keeper.stamp.at.microseconds())?;
        let changes = vec![
            Change::set("entry", row.id),
            Change::set("activity", row.activity),
            Change::set("counted", row.counted.to_string()),
        ];
        keeper.line(sql, &turn, "activity-removed", changes)
    })
    .await
}

/// Types a figure over the one that the log sums up to, with the reason.
///
/// # Errors
/// When there is no such item, the figure or the reason cannot be taken, or the log is closed.
pub async fn overtype(app: &App, viewer: &Viewer, activity: &str, typed: &str, reason: &str) -> Result<(), Refusal> {
    let keeper = keeper(app, viewer)?;
    if !keeper.running.rulebook.activity.iter().any(|known| known.id.as_str() == activity) {
        return Err(Refusal::NotFound);
    }
    let figure = figure(typed, MOST_COUNTED).ok_or(Refusal::Invalid(vec![("figure", "activity-figure-wrong")]))?;
    let reason = checked_text(reason, 600, "reason")?;
    let (door, id, activity) = (app.clone(), app.new_id(), activity.to_owned());
    app.act(move |sql| {
        let turn = keeper.begin(sql)?;
        let (actor, at) = (keeper.stamp.actor.clone(), keeper.stamp.at.microseconds());
        kept::withdraw(sql, &keeper.unit_id, &activity, &actor, at)?;
        let row = kept::Figure {
            id,
            campaign_id: keeper.running.id.to_string(),
            unit_id: keeper.unit_id.clone(),
            activity: activity.clone(),
            figure: figure.into(),
            reason: reason.clone(),
            overtyped_by: actor,
            overtyped_at: at,
        };
        kept::overtype(sql, &row)?;
        let changes = vec![
            Change::set("activity", activity),
            Change::set("figure", figure.to_string()),
            Change::set("reason", door.keys.commitment(&unit_row(&keeper.unit_id), &reason)),
        ];
        keeper.line(sql, &turn, "activity-overtyped", changes)
    })
    .await
}

/// Lets the table say again what the log sums up to.
///
/// # Errors
/// When nothing is typed over the item, or the log is closed.
pub async fn withdraw_overtyping(app: &App, viewer: &Viewer, activity: &str) -> Result<(), Refusal> {
    let (keeper, activity) = (keeper(app, viewer)?, activity.to_owned());
    app.act(move |sql| {
        let turn = keeper.begin(sql)?;
        let (actor, at) = (keeper.stamp.actor.clone(), keeper.stamp.at.microseconds());
        if !kept::withdraw(sql, &keeper.unit_id, &activity, &actor, at)? {
            return Err(Refusal::Invalid(vec![("figure", "activity-not-overtyped")]));
        }
        keeper.line(sql, &turn, "activity-overtyping-withdrawn", vec![Change::set("activity", activity)])
    })
    .await
}

/// A unit's log with the table counted from it.
#[derive(Debug, Clone)]
pub struct Log {
    pub unit: Unit,
    /// The newest day first.
    pub entries: Vec<kept::Entry>,
    pub table: Table,
    /// The first and the last day of the campaign.
    pub period: (Date, Date),
    pub today: Date,
    /// Until when the log is open, and whether it is.
    pub closes: Instant,
    pub open: bool,
    /// Whether the unit hands the table in.
    pub handed_in: bool,
    /// Names of accounts.
    pub names: BTreeMap<String, String>,
}

/// The log of the viewer's unit.
///
/// # Errors
/// [`Refusal::NotFound`] when the viewer keeps none.
pub async fn of_unit(app: &App, viewer: &Viewer) -> Result<Log, Refusal> {
    let running = app.campaign_by_id(campaign_of(viewer)?)?;
    let unit_id = unit_of(viewer)?.to_owned();
    ask(viewer, Act::LogActivity, Object { campaign: Some(&running.id), ..Object::default() })?;
    let now = app.now();
    app.read(move |sql| {
        let (book, campaign) = (&running.rulebook, running.id.as_str());
        let unit = unit::find(sql, &unit_id)?.ok_or(Refusal::NotFound)?;
        let entries = kept::of_unit(sql, &unit_id)?;
        let read: Result<Vec<Entry>, Refusal> = entries.iter().map(entry).collect();
        let figures: Vec<Overtyping> =
            kept::figures(sql, campaign, Some(&unit_id))?.iter().map(overtyping).collect::<Result<_, _>>()?;
        let names = account::list(sql, Some(campaign))?.into_iter().map(|account| (account.id, account.name));
        Ok(Log {
            table: rules::table(book, &read?, &figures),
            period: rules::period(book),
            today: running.day(now),
            closes: rules::closes(book),
            open: now < rules::closes(book),
            handed_in: rules::handed_in_by(book, &unit.channel),
            names: names.collect(),
            unit,
            entries,
        })
    })
    .await
}

fn overtyping(row: &kept::Figure) -> Result<Overtyping, Refusal> {
    let count = u32::try_from(row.figure).map_err(|_| Refusal::Fault(format!("activity figure {}", row.id)))?;
    Ok(Overtyping { activity: row.activity.clone(), count, reason: row.reason.clone() })
}

/// Whether a unit still has its log to begin: it hands the table in, and nothing stands there.
pub(crate) fn wanted(sql: &mut dyn Sql, book: &Rulebook, unit: &Unit, now: Instant) -> Result<bool, Refusal> {
    let asked = rules::handed_in_by(book, &unit.channel) && now < rules::closes(book);
    Ok(asked && kept::count(sql, &unit.id)? == 0 && kept::figures(sql, &unit.campaign_id, Some(&unit.id))?.is_empty())
}
