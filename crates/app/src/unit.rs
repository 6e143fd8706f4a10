//! Recommending units and their accounts, one by one or from a table.

use linxuan_domain::access::{Act, Object, Role, Viewer};
use linxuan_domain::event::Change;
use linxuan_domain::paper::Letter;
use linxuan_domain::rulebook::{Rulebook, SUPPLEMENT};
use linxuan_domain::text::{count, forbidden, same_name, tidy};
use linxuan_store::account::{self, Account};
use linxuan_store::unit::{self as kept, Unit};
use linxuan_store::{Sql, turn};

use crate::door::{Line, Stamp, ask, campaign_of, record};
use crate::{App, Refusal, Running};

/// Units in one import at most.
const MOST: usize = 5_000;

/// A unit to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUnit {
    pub name: String,
    /// A unit kind's id or name.
    pub kind: String,
    /// The unit's own quota, where it differs from its channel's.
    pub own_quota: Option<u32>,
    /// Who signs in for it.
    pub clerk: String,
}

/// What is wrong with one line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineProblem {
    /// Counted from 1, the heading being line 1.
    pub line: usize,
    /// The sentence's name in the catalogue.
    pub problem: &'static str,
    pub found: String,
}

/// What an import of units gave.
#[derive(Debug)]
pub enum Imported {
    Letters(Vec<Letter>),
    /// Nothing was written.
    Problems(Vec<LineProblem>),
}

/// What an import would find wrong with the lines; writes nothing.
///
/// # Errors
/// When the viewer may not.
pub async fn check(app: &App, viewer: &Viewer, units: Vec<NewUnit>) -> Result<Vec<LineProblem>, Refusal> {
    let running = app.campaign_by_id(campaign_of(viewer)?)?;
    ask(viewer, Act::ManageUnits, Object { campaign: Some(&running.id), ..Object::default() })?;
    let id = running.id.to_string();
    let taken = app.read(move |sql| Ok(kept::name_keys(sql, &id)?)).await?;
    Ok(checked(&running.rulebook, units, &taken).1)
}

/// Adds units with an account for each: all lines or none.
///
/// # Errors
/// When the viewer may not; what is wrong with the lines is the answer.
pub async fn import(app: &App, viewer: &Viewer, units: Vec<NewUnit>) -> Result<Imported, Refusal> {
    let running = app.campaign_by_id(campaign_of(viewer)?)?;
    ask(viewer, Act::ManageUnits, Object { campaign: Some(&running.id), ..Object::default() })?;
    let (id, check) = (running.id.to_string(), running.clone());
    let taken = app.read(move |sql| Ok(kept::name_keys(sql, &id)?)).await?;
    let (ready, problems) = checked(&check.rulebook, units, &taken);
    if !problems.is_empty() {
        return Ok(Imported::Problems(problems));
    }
    let mut prepared = Vec::new();
    for unit in ready {
        let password = app.letter_password();
        let hash = app.hash(password.clone()).await?;
        prepared.push(Prepared { unit, password, hash: Some(hash), unit_id: app.new_id(), account_id: app.new_id() });
    }
    let stamp = app.stamp(viewer);
    app.act(move |sql| add_all(sql, &running, &stamp, prepared)).await.map(Imported::Letters)
}

/// Adds units whose accounts have no password: for rehearsals, which nobody signs in to.
///
/// # Errors
/// As [`import`]; problems of lines become [`Refusal::Invalid`].
pub async fn rehearse(app: &App, viewer: &Viewer, units: Vec<NewUnit>) -> Result<Vec<Letter>, Refusal> {
    let running = app.campaign_by_id(campaign_of(viewer)?)?;
    ask(viewer, Act::ManageUnits, Object { campaign: Some(&running.id), ..Object::default() })?;
    let (ready, problems) = checked(&running.rulebook, units, &[]);
    if !problems.is_empty() {
        return Err(Refusal::Invalid(vec![("units", "unit-lines-wrong")]));
    }
    let prepare =
        |unit| Prepared { unit, password: String::new(), hash: None, unit_id: app.new_id(), account_id: app.new_id() };
    let prepared = ready.into_iter().map(prepare).collect();
    let stamp = app.stamp(viewer);
    app.act(move |sql| add_all(sql, &running, &stamp, prepared)).await
}

struct Ready {
    name: String,
    key: String,
    kind: String,
    channel: String,
    own_quota: Option<u32>,
    clerk: String,
}

struct Prepared {
    unit: Ready,
    password: String,
    hash: Option<String>,
    unit_id: String,
    account_id: String,
}

fn checked(book: &Rulebook, units: Vec<NewUnit>, taken: &[String]) -> (Vec<Ready>, Vec<LineProblem>) {
    let mut problems = Vec::new();
    let mut seen: std::collections::BTreeSet<String> = taken.iter().cloned().collect();
    if units.is_empty() || units.len() > MOST {
        problems.push(LineProblem { line: 1, problem: "import-size", found: units.len().to_string() });
        return (Vec::new(), problems);
    }
    let mut ready = Vec::new();
    for (line, unit) in (2..).zip(units) {
        match one(book, unit, &mut seen) {
            Ok(unit) => ready.push(unit),
            Err((problem, found)) => problems.push(LineProblem { line, problem, found }),
        }
    }
    (ready, problems)
}

fn one(
    book: &Rulebook,
    unit: NewUnit,
    seen: &mut std::collections::BTreeSet<String>,
) -> Result<Ready, (&'static str, String)> {
    let name = tidy(&unit.name);
    if name.is_empty() || count(&name) > 100 || forbidden(&name).is_some() {
        return Err(("unit-name-wrong", name));
    }
    let wanted = unit.kind.trim();
    let kind = book.unit_kind.iter().find(|k| k.id.as_str() == wanted || k.name.zh == wanted || k.name.en == wanted);
    let Some(kind) = kind else { return Err(("unit-kind-unknown", unit.kind)) };
    let Some(channel) = book.channel.iter().find(|channel| channel.unit_kinds.contains(&kind.id)) else {
        return Err(("unit-kind-without-channel", unit.kind));
    };
    if channel.id.as_str() == SUPPLEMENT && book.sponsor_named(&name).is_none() {
        return Err(("unit-not-a-sponsor", name));
    }
    let key = same_name(&name);
    if !seen.insert(key.clone()) {
        return Err(("unit-twice", name));
    }
    let clerk = if unit.clerk.trim().is_empty() { name.clone() } else { tidy(&unit.clerk) };
    if count(&clerk) > 100 || forbidden(&clerk).is_some() {
        return Err(("unit-clerk-wrong", clerk));
    }
    Ok(Ready {
        name,
        key,
        kind: kind.id.to_string(),
        channel: channel.id.to_string(),
        own_quota: unit.own_quota,
        clerk,
    })
}

fn add_all(
    sql: &mut dyn Sql,
    running: &Running,
    stamp: &Stamp,
    prepared: Vec<Prepared>,
) -> Result<Vec<Letter>, Refusal> {
    let campaign = running.id.as_str();
    let turn = turn::take(sql, &format!("campaign/{campaign}"))?;
    let mut letters = Vec::new();
    let first = kept::next_ordinal(sql, campaign)?;
    for (ordinal, unit) in (first..).zip(prepared) {
        letters.push(add(sql, running, stamp, ordinal, unit)?);
    }
    let changes = letters.iter().map(|letter| Change::set(letter.login.clone(), letter.unit.clone())).collect();
    let subject = format!("campaign/{campaign}");
    record(sql, &turn, stamp, Line { what: "units-added", campaign: Some(campaign), subject, changes })?;
    Ok(letters)
}

fn add(sql: &mut dyn Sql, running: &Running, stamp: &Stamp, ordinal: i64, unit: Prepared) -> Result<Letter, Refusal> {
    let Prepared { unit: ready, password, hash, unit_id, account_id } = unit;
    let row = Unit {
        id: unit_id.clone(),
        campaign_id: running.id.to_string(),
        ordinal,
        channel: ready.channel,
        kind: ready.kind,
        name: ready.name.clone(),
        own_quota: ready.own_quota.map(i64::from),
        extra: 0,
        started_at: None,
        created_at: stamp.at.microseconds(),
    };
    kept::insert(sql, &row, &ready.key)?;
    let login = format!("{}-{ordinal:03}", running.slug);
    let role = if row.channel == SUPPLEMENT { Role::Sponsor } else { Role::UnitClerk };
    let account = Account {
        id: account_id,
        login: login.clone(),
        role: role.id().to_owned(),
        name: ready.clerk.clone(),
        campaign_id: Some(running.id.to_string()),
        unit_id: Some(unit_id),
        nomination_id: None,
        must_change: hash.is_some(),
        password: hash,
        second_factor: None,
        second_factor_step: 0,
        disabled_at: None,
        signed_in_at: None,
        created_at: stamp.at.microseconds(),
    };
    account::insert(sql, &account)?;
    let campaign = Some(running.id.to_string());
    Ok(Letter { campaign, unit: ready.name, name: ready.clerk, role, login, password })
}
