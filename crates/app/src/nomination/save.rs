use linxuan_domain::access::{Act, Role, Viewer};
use linxuan_domain::finding::summary;
use linxuan_domain::form::{Entry, Row, Sheet, birth_digits, document_cell};
use linxuan_domain::identity::{Document, Identity};
use linxuan_domain::lifecycle::{State, Transition};
use linxuan_domain::rulebook::{DeadlineAct, FieldKind, Form, Meaning};
use linxuan_domain::text::same_name;
use linxuan_domain::value::Instant;
use linxuan_store::nomination::{self as kept, Nomination};
use linxuan_store::seal::Keys;
use linxuan_store::{account, search, turn};

use super::judge::{Judged, judge, rows};
use super::{missed, open, state_of, step};
use crate::door::{Line, nomination_subject, record, unit_row};
use crate::refusal::Stale;
use crate::{App, Refusal, Running};

/// A save, done.
#[derive(Debug, Clone)]
pub struct Saved {
    pub version: i64,
    pub at: Instant,
    pub judged: Judged,
}

/// Saves the answers of one step, or of the whole form, as they were typed:
/// what is wrong becomes a finding, never a loss.
///
/// `fields` are the fields the answers speak for: one that is absent from
/// `typed` was emptied.
///
/// # Errors
/// [`Refusal::Stale`] when the nomination changed since `version`;
/// [`Refusal::WrongState`] when it was handed in.
pub async fn save(
    app: &App,
    viewer: &Viewer,
    id: &str,
    version: i64,
    fields: Vec<String>,
    typed: Sheet,
) -> Result<Saved, Refusal> {
    let (door, viewer, id, stamp) = (app.clone(), viewer.clone(), id.to_owned(), app.stamp(viewer));
    app.act(move |sql| {
        let found = open(sql, &door, &viewer, Act::SaveNomination, &id)?;
        let unit = found.unit_id.clone();
        if let Some(saved) = saved_before(sql, &door, &found, version, &fields, &typed, stamp.at)? {
            return Ok(saved);
        }
        let turn = turn::take(sql, &unit_row(&unit))?;
        let before = open(sql, &door, &viewer, Act::SaveNomination, &id)?;
        let running = door.campaign_by_id(&before.campaign_id)?;
        let step = changeable(&running, &viewer, &before, stamp.at)?;
        let form = running.rulebook.form_of(&before.track).ok_or(Refusal::NotFound)?;
        let whole = before.answers.clone().joined(before.personal.clone());
        if before.version != version {
            return Err(stale(sql, &before));
        }
        let changed = merged(&whole, form, &fields, typed);
        let mut after = filled_row(&door.keys, form, &before, &changed);
        after.changed_by.clone_from(&stamp.actor);
        after.changed_at = stamp.at.microseconds();
        if let Some(members) = member_indexes(&door.keys, form, &changed) {
            kept::set_members(sql, &id, &members)?;
        }
        let rows = rows(sql, &unit)?;
        let judged = judge(sql, &door, &running, &rows, (&after, running.day(stamp.at)))?;
        after.findings = summary(&judged.findings);
        kept::save(sql, &door.keys, &after)?;
        search::index(sql, &id, &searched(form, &after))?;
        let subject = nomination_subject(&id);
        let changes = crate::say::changes(&door.keys, &subject, form, &whole, &changed);
        let line = Line { what: step.event, campaign: Some(&before.campaign_id), subject, changes };
        record(sql, &turn, &stamp, line)?;
        Ok(Saved { version: version + 1, at: stamp.at, judged })
    })
    .await
}

/// The step that changing a nomination takes, or why it cannot be changed now.
pub(crate) fn changeable(
    running: &Running,
    viewer: &Viewer,
    nomination: &Nomination,
    now: Instant,
) -> Result<&'static Transition, Refusal> {
    in_time(running, viewer, nomination, now)?;
    step(nomination, Act::SaveNomination)
}

/// The nominee's own part may end before the unit's; what came back from the
/// examination is open again until it is due.
fn in_time(running: &Running, viewer: &Viewer, before: &Nomination, now: Instant) -> Result<(), Refusal> {
    if let Some(closed) = missed(before, now) {
        return Err(Refusal::Late { closed });
    }
    let state = state_of(before)?;
    let closes = running.rulebook.closes(DeadlineAct::Complete).filter(|closes| now >= *closes);
    match closes {
        Some(closed) if viewer.role == Role::Nominee && state == State::Draft => Err(Refusal::Late { closed }),
        _ => Ok(()),
    }
}

/// A save whose answer was lost comes again on the old version: what it says
/// is there already, so it is answered as done and changes nothing.
fn saved_before(
    sql: &mut dyn linxuan_store::Sql,
    app: &App,
    found: &Nomination,
    version: i64,
    fields: &[String],
    typed: &Sheet,
    now: Instant,
) -> Result<Option<Saved>, Refusal> {
    let running = app.campaign_by_id(&found.campaign_id)?;
    let form = running.rulebook.form_of(&found.track).ok_or(Refusal::NotFound)?;
    let whole = found.answers.clone().joined(found.personal.clone());
    if found.version == version || merged(&whole, form, fields, typed.clone()) != whole {
        return Ok(None);
    }
    let rows = rows(sql, &found.unit_id)?;
    let judged = judge(sql, app, &running, &rows, (found, running.day(now)))?;
    Ok(Some(Saved { version: found.version, at: Instant(found.changed_at), judged }))
}

/// The refusal of what was said on an older version, with the answers as they stand.
pub(crate) fn stale(sql: &mut dyn linxuan_store::Sql, before: &Nomination) -> Refusal {
    let name = account::find(sql, &before.changed_by).ok().flatten().map(|account| account.name);
    Refusal::Stale(Box::new(Stale {
        version: before.version,
        changed_by: name.unwrap_or_default(),
        changed_at: Instant(before.changed_at),
        sheet: before.answers.clone().joined(before.personal.clone()),
    }))
}

/// The sheet with the answers of some fields replaced; unknown fields are left out.
fn merged(before: &Sheet, form: &Form, fields: &[String], typed: Sheet) -> Sheet {
    let part_of = |key: &str, field: &String| key == field || key.split('.').next() == Some(field);
    let mut sheet = before.clone();
    sheet.0.retain(|key, _| !fields.iter().any(|field| part_of(key, field)));
    let known = |key: &str| form.field(key.split('.').next().unwrap_or(key)).is_some();
    for (key, entry) in
        typed.0.into_iter().filter(|(key, _)| known(key) && fields.iter().any(|field| part_of(key, field)))
    {
        sheet.set(&key, entry);
    }
    sheet
}

/// The row with its answers parted and the columns that lists and rules look up.
fn filled_row(keys: &Keys, form: &Form, before: &Nomination, sheet: &Sheet) -> Nomination {
    let personal = |key: &str| {
        let field = form.field(key.split('.').next().unwrap_or(key));
        field.is_some_and(|field| field.personal || has_personal_column(field))
    };
    let text =
        |meaning: Meaning| form.meaning(meaning).map_or("", |field| sheet.text(field.id.as_str())).trim().to_owned();
    let (name, born) = (text(Meaning::Name), text(Meaning::BirthDate));
    let identity = form.meaning(Meaning::Identity).and_then(|field| identity_of(sheet, field.id.as_str()));
    let (person, document) = (identity.as_ref().map(|one| index_of(keys, one)), identity.map(|one| one.document));
    let name_birth = name_birth_index(keys, &name, &born);
    let (answers, sealed) = sheet.clone().split(personal);
    Nomination {
        name,
        born,
        person,
        document: document.map(|document| document.id().to_owned()),
        name_birth,
        employer: text(Meaning::Employer),
        answers,
        personal: sealed,
        ..before.clone()
    }
}

fn has_personal_column(field: &linxuan_domain::rulebook::Field) -> bool {
    match &field.kind {
        linxuan_domain::rulebook::FieldKind::Rows { columns, .. } => columns.iter().any(|column| column.personal),
        _ => false,
    }
}

fn identity_of(sheet: &Sheet, field: &str) -> Option<Identity> {
    identity(sheet.text(&format!("{field}.document")), sheet.text(&format!("{field}.number")))
}

/// The identity document somebody typed, if it is one; a resident card where nothing else is said.
fn identity(document: &str, number: &str) -> Option<Identity> {
    let document = if document.is_empty() { Some(Document::ResidentCard) } else { Document::from_id(document) };
    Identity::parse(document?, number).ok()
}

fn index_of(keys: &Keys, identity: &Identity) -> String {
    keys.index("person", &identity.comparable())
}

/// The blind indexes of a team's members or a work's authors; `None` where the form has none.
fn member_indexes(keys: &Keys, form: &Form, sheet: &Sheet) -> Option<Vec<String>> {
    let field = form.meaning(Meaning::Members)?;
    let FieldKind::Rows { columns, .. } = &field.kind else { return None };
    let column = columns.iter().find(|column| column.meaning == Some(Meaning::Identity))?;
    let document = document_cell(column.id.as_str());
    let number = |row: &Row| {
        let document = row.get(&document).map_or("", String::as_str);
        person_of(keys, document, row.get(column.id.as_str())?)
    };
    Some(sheet.rows(field.id.as_str()).iter().filter_map(number).collect())
}

/// The blind index of an identity document, if it is one.
pub(crate) fn person_of(keys: &Keys, document: &str, number: &str) -> Option<String> {
    Some(index_of(keys, &identity(document, number)?))
}

/// The blind index of a name with its birth date, to the day or to the month as it was given.
pub(crate) fn name_birth_index(keys: &Keys, name: &str, born: &str) -> Option<String> {
    let name = Some(same_name(name)).filter(|name| !name.is_empty())?;
    Some(keys.index("name-birth", &format!("{name}|{}", birth_digits(born)?)))
}

/// The same with the month of birth alone, by which a register may know a person.
pub(crate) fn name_month_index(keys: &Keys, name: &str, born: &str) -> Option<String> {
    name_birth_index(keys, name, birth_digits(born)?.get(..6)?)
}

/// What a nomination is found by: name, employer, deeds; nothing personal.
fn searched(form: &Form, row: &Nomination) -> String {
    let texts = [Meaning::Name, Meaning::Employer, Meaning::Deeds, Meaning::Abstract, Meaning::Post, Meaning::Title];
    let of = |meaning: &Meaning| match form.meaning(*meaning).and_then(|field| row.answers.0.get(field.id.as_str())) {
        Some(Entry::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let all: Vec<String> = texts.iter().map(of).chain([row.number.clone()]).collect();
    all.join("\n")
}
