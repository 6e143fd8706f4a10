//! The register of earlier honours: imported, matched by blind index.

use std::collections::BTreeSet;
use std::sync::Arc;

use linxuan_domain::access::{Act, Object, Viewer};
use linxuan_domain::event::Change;
use linxuan_domain::lifecycle::State;
use linxuan_domain::rulebook::HonourSeries;
use linxuan_store::honour::{self as kept, Entry};
use linxuan_store::{Sql, nomination, turn};

use crate::door::{Line, ask, campaign_of, record};
use crate::nomination::{name_birth_index, name_month_index, person_of};
use crate::unit::LineProblem;
use crate::{App, Refusal, Running};

/// One earlier honour as imported.
#[derive(Debug, Clone)]
pub struct NewHonour {
    /// The series' id or name in the rulebook.
    pub series: String,
    pub name: String,
    pub born: String,
    /// Identity number, where known.
    pub number: String,
    /// Year or edition, for people to read.
    pub label: String,
}

/// How far the register goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Register {
    pub entries: i64,
    /// Nominations handed in that somebody of the register stands in.
    pub matching: i64,
}

/// How many entries there are, and how many nominations match them.
///
/// # Errors
/// When the viewer may not.
pub async fn register(app: &App, viewer: &Viewer) -> Result<Register, Refusal> {
    let (id, door) = (asked(app, viewer)?.id.to_string(), app.clone());
    app.read(move |sql| Ok(Register { entries: kept::count(sql, &id)?, matching: matching(sql, &door, &id)? })).await
}

/// How many nominations handed in, and not taken back, match an entry.
fn matching(sql: &mut dyn Sql, app: &App, campaign: &str) -> Result<i64, Refusal> {
    let entries = kept::all(sql, campaign)?;
    let persons: BTreeSet<&str> = entries.iter().filter_map(|entry| entry.person.as_deref()).collect();
    let births: BTreeSet<&str> = entries.iter().filter_map(|entry| entry.name_birth.as_deref()).collect();
    let mut matching = 0;
    for one in nomination::handed_in(sql, campaign)? {
        let month = name_month_index(&app.keys, &one.name, &one.born);
        let named = one.person.as_deref().is_some_and(|person| persons.contains(person));
        let born = [one.name_birth.as_deref(), month.as_deref()].into_iter().flatten();
        let stands = named || born.into_iter().any(|birth| births.contains(birth));
        matching += i64::from(stands && one.state != State::Withdrawn.id());
    }
    Ok(matching)
}

/// What was found in the lines of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looked {
    /// With any of these nothing is written.
    pub problems: Vec<LineProblem>,
    /// What of a line is left out; the rest of it stands.
    pub warnings: Vec<LineProblem>,
}

/// What an import would find wrong with the lines; writes nothing.
///
/// # Errors
/// When the viewer may not.
pub fn check(app: &App, viewer: &Viewer, honours: Vec<NewHonour>) -> Result<Looked, Refusal> {
    let running = asked(app, viewer)?;
    Ok(checked(app, &running, honours).1)
}

/// Adds entries to the register: all lines or none; what stands in it already is not added twice.
///
/// # Errors
/// When the viewer may not; what is wrong with the lines is the answer.
pub async fn import(app: &App, viewer: &Viewer, honours: Vec<NewHonour>) -> Result<Looked, Refusal> {
    let running = asked(app, viewer)?;
    let (entries, looked) = checked(app, &running, honours);
    if !looked.problems.is_empty() {
        return Ok(looked);
    }
    let stamp = app.stamp(viewer);
    app.act(move |sql| {
        let campaign = running.id.as_str();
        let subject = format!("campaign/{campaign}");
        let turn = turn::take(sql, &subject)?;
        let mut there: BTreeSet<Told> = kept::all(sql, campaign)?.iter().map(told).collect();
        let new: Vec<&Entry> = entries.iter().filter(|entry| there.insert(told(entry))).collect();
        new.iter().try_for_each(|entry| kept::insert(sql, entry))?;
        let changes = vec![Change::set("entries", new.len().to_string())];
        record(sql, &turn, &stamp, Line { what: "honours-imported", campaign: Some(campaign), subject, changes })
    })
    .await?;
    Ok(looked)
}

/// All that an entry says: series, label, and by what its person is found.
type Told = (String, String, Option<String>, Option<String>);

fn told(entry: &Entry) -> Told {
    (entry.series.clone(), entry.label.clone(), entry.name_birth.clone(), entry.person.clone())
}

/// The campaign whose register the viewer keeps.
fn asked(app: &App, viewer: &Viewer) -> Result<Arc<Running>, Refusal> {
    let running = app.campaign_by_id(campaign_of(viewer)?)?;
    ask(viewer, Act::ImportHonours, Object { campaign: Some(&running.id), ..Object::default() })?;
    Ok(running)
}

fn checked(app: &App, running: &Running, honours: Vec<NewHonour>) -> (Vec<Entry>, Looked) {
    let (mut entries, mut looked) = (Vec::new(), Looked::default());
    if honours.is_empty() {
        looked.problems.push(LineProblem { line: 1, problem: "honours-empty", found: String::new() });
    }
    for (line, honour) in (2..).zip(honours) {
        let (numbered, name) = (!honour.number.trim().is_empty(), honour.name.clone());
        match entry(app, running, honour) {
            Ok(entry) => {
                if entry.person.is_none() && numbered {
                    looked.warnings.push(LineProblem { line, problem: "honour-number-left-out", found: name });
                }
                entries.push(entry);
            }
            Err((problem, found)) => looked.problems.push(LineProblem { line, problem, found }),
        }
    }
    (entries, looked)
}

fn entry(app: &App, running: &Running, honour: NewHonour) -> Result<Entry, (&'static str, String)> {
    let wanted = honour.series.trim();
    let called = |one: &&HonourSeries| [one.id.as_str(), &one.label.zh, &one.label.en].contains(&wanted);
    let Some(series) = running.rulebook.honour.iter().find(called) else {
        return Err(("series-unknown", honour.series));
    };
    let person = person_of(&app.keys, "", &honour.number);
    let name_birth = name_birth_index(&app.keys, &honour.name, &honour.born);
    if person.is_none() && name_birth.is_none() {
        let none = honour.number.trim().is_empty();
        return Err((if none { "honour-without-person" } else { "honour-number-wrong" }, honour.name));
    }
    let (id, campaign_id) = (app.new_id(), running.id.to_string());
    Ok(Entry { id, campaign_id, series: series.id.to_string(), label: honour.label, name_birth, person })
}
