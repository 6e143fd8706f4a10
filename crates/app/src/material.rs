//! 材料: files and links of a nomination. Bytes come in outside of acts; an
//! act only says what they are attached to.

mod arriving;
mod collect;
mod contents;
mod feed;
mod files;
mod finish;
mod judge;
mod receive;
mod shown;

pub use arriving::{Announced, drop_upload, open_upload, upload};
pub use collect::collect;
pub use contents::{Reading, file_facts};
pub use feed::{Feeder, feed};
pub use files::Files;
pub(crate) use judge::judge;
pub use linxuan_store::material::{Attachment, Blob, Upload};
pub use receive::{Asked, Cut, Incoming, Received, Unreceived, receive};
pub(crate) use shown::portrait;
pub use shown::{Held, Materials, find, materials, read};

use std::sync::Arc;

use linxuan_domain::access::{Act, Viewer};
use linxuan_domain::event::Change;
use linxuan_domain::material::{asked, check_link};
use linxuan_domain::rulebook::{Material, Per, Rulebook};
use linxuan_domain::space::{Space, Used};
use linxuan_domain::value::Instant;
use linxuan_store::nomination::Nomination;
use linxuan_store::turn::{self, Turn};
use linxuan_store::{Sql, material as kept, unit};

use crate::door::{Line, Stamp, nomination_subject, record, unit_row};
use crate::nomination::{changeable, checked_text, key, open};
use crate::{App, Refusal, Running};

/// Characters of the longest name.
const LONGEST_NAME: u32 = 120;

/// The materials that nominations of a unit's channel are asked for here.
pub fn wanted<'a>(book: &'a Rulebook, channel: &str) -> Vec<&'a Material> {
    key(channel).map_or_else(|_| Vec::new(), |channel| asked(book, &channel, Per::Nominee).collect())
}

/// A nomination whose materials are being changed, with the turn of its unit taken.
struct Changing {
    turn: Turn,
    nomination: Nomination,
    running: Arc<Running>,
}

impl Changing {
    fn begin(sql: &mut dyn Sql, app: &App, viewer: &Viewer, id: &str, now: Instant) -> Result<Self, Refusal> {
        let unit = open(sql, app, viewer, Act::AttachMaterial, id)?.unit_id;
        let turn = turn::take(sql, &unit_row(&unit))?;
        let nomination = open(sql, app, viewer, Act::AttachMaterial, id)?;
        let running = app.campaign_by_id(&nomination.campaign_id)?;
        changeable(&running, viewer, &nomination, now)?;
        Ok(Self { turn, nomination, running })
    }

    /// The rulebook's material, if this nomination may have it.
    fn material(&self, sql: &mut dyn Sql, id: &str) -> Result<&Material, Refusal> {
        let unit = unit::find(sql, &self.nomination.unit_id)?.ok_or(Refusal::NotFound)?;
        let all = wanted(&self.running.rulebook, &unit.channel);
        let found = all.into_iter().find(|material| material.id.as_str() == id);
        found.ok_or(Refusal::Invalid(vec![("material", "material-unknown")]))
    }

    fn fit(&self, sql: &mut dyn Sql, space: Space, wanted: u64, but: &str) -> Result<(), Refusal> {
        let n = &self.nomination;
        let used = kept::used(sql, (&n.id, &n.unit_id, &n.campaign_id), but)?;
        let [nomination, unit, campaign] = used.map(|used| u64::try_from(used).unwrap_or(0));
        space.fit(Used { nomination, unit, campaign }, wanted).map_err(Refusal::NoRoom)
    }

    /// What is attached of one material, in its order.
    fn attached(&self, sql: &mut dyn Sql, material: &str) -> Result<Vec<Attachment>, Refusal> {
        let all = kept::attached(sql, &self.nomination.id)?;
        Ok(all.into_iter().map(|(attachment, _)| attachment).filter(|one| one.material == material).collect())
    }

    fn record(&self, sql: &mut dyn Sql, stamp: &Stamp, what: &str, changes: Vec<Change>) -> Result<(), Refusal> {
        let subject = nomination_subject(&self.nomination.id);
        let line = Line { what, campaign: Some(&self.nomination.campaign_id), subject, changes };
        record(sql, &self.turn, stamp, line)
    }

    /// A new row, last among those of its material.
    fn attachment(&self, id: &str, material: &str, name: String, stamp: &Stamp, before: &[Attachment]) -> Attachment {
        let n = &self.nomination;
        Attachment {
            id: id.to_owned(),
            campaign_id: n.campaign_id.clone(),
            unit_id: n.unit_id.clone(),
            nomination_id: Some(n.id.clone()),
            material: material.to_owned(),
            ordinal: before.last().map_or(1, |last| last.ordinal + 1),
            name,
            hash: None,
            link: None,
            added_by: stamp.actor.clone(),
            added_at: stamp.at.microseconds(),
            removed_by: None,
            removed_at: None,
            submission_id: None,
        }
    }
}

/// Adds a link to a work that is shown elsewhere.
///
/// # Errors
/// When the material takes no links, or the address is none.
pub async fn add_link(
    app: &App,
    viewer: &Viewer,
    nomination: &str,
    (material, name, link): (&str, &str, &str),
) -> Result<String, Refusal> {
    let link = address(link)?;
    let name = if name.trim().is_empty() { String::new() } else { checked_text(name, LONGEST_NAME, "name")? };
    let (door, viewer, stamp, id) = (app.clone(), viewer.clone(), app.stamp(viewer), app.new_id());
    let (nomination, material) = (nomination.to_owned(), material.to_owned());
    app.act(move |sql| {
        let changing = Changing::begin(sql, &door, &viewer, &nomination, stamp.at)?;
        if !changing.material(sql, &material)?.links {
            return Err(Refusal::Invalid(vec![("link", "link-not-here")]));
        }
        let before = changing.attached(sql, &material)?;
        if before.iter().any(|one| one.link.as_deref() == Some(&link)) {
            return Err(Refusal::Invalid(vec![("link", "link-twice")]));
        }
        let row = changing.attachment(&id, &material, name, &stamp, &before);
        kept::insert(sql, &Attachment { link: Some(link), ..row })?;
        let changes = vec![Change::set("attachment", id.clone()), Change::set("material", material)];
        changing.record(sql, &stamp, "link-added", changes)?;
        Ok(id)
    })
    .await
}

/// An address that anybody can open.
fn address(typed: &str) -> Result<String, Refusal> {
    let link = typed.trim();
    match check_link(link) {
        Ok(()) => Ok(link.to_owned()),
        Err(_) => Err(Refusal::Invalid(vec![("link", "link-wrong")])),
    }
}

/// Opens the nomination of an attachment that is on it now.
fn changing_of(
    sql: &mut dyn Sql,
    app: &App,
    viewer: &Viewer,
    id: &str,
    now: Instant,
) -> Result<(Changing, Attachment), Refusal> {
    let found = kept::find(sql, id)?.ok_or(Refusal::NotFound)?;
    let nomination = found.nomination_id.ok_or(Refusal::NotFound)?;
    let changing = Changing::begin(sql, app, viewer, &nomination, now)?;
    // Somebody else may have taken it off before this had its turn.
    let found = kept::find(sql, id)?.filter(|found| found.removed_at.is_none()).ok_or(Refusal::NotFound)?;
    Ok((changing, found))
}

/// Takes a file or link off; that it was there stays, with who and when. Answers the nomination.
///
/// # Errors
/// When it is not there, or the nomination cannot be changed.
pub async fn remove(app: &App, viewer: &Viewer, id: &str) -> Result<String, Refusal> {
    let (door, viewer, stamp, id) = (app.clone(), viewer.clone(), app.stamp(viewer), id.to_owned());
    app.act(move |sql| {
        let (changing, found) = changing_of(sql, &door, &viewer, &id, stamp.at)?;
        kept::remove(sql, &id, &stamp.actor, stamp.at.microseconds())?;
        let changes = vec![Change::new("attachment", id.clone(), ""), Change::new("material", found.material, "")];
        changing.record(sql, &stamp, "material-removed", changes)?;
        Ok(changing.nomination.id)
    })
    .await
}

/// Where something goes among its like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    Earlier,
    Later,
}

/// Moves a file or link by one place among those of its material. Answers the nomination.
///
/// # Errors
/// When it is not there, or the nomination cannot be changed.
pub async fn reorder(app: &App, viewer: &Viewer, id: &str, towards: Towards) -> Result<String, Refusal> {
    let (door, viewer, stamp, id) = (app.clone(), viewer.clone(), app.stamp(viewer), id.to_owned());
    app.act(move |sql| {
        let (changing, found) = changing_of(sql, &door, &viewer, &id, stamp.at)?;
        let mut all = changing.attached(sql, &found.material)?;
        let here = all.iter().position(|one| one.id == id).ok_or(Refusal::NotFound)?;
        let there = match towards {
            Towards::Earlier => here.saturating_sub(1),
            Towards::Later => (here + 1).min(all.len() - 1),
        };
        all.swap(here, there);
        for (ordinal, one) in (1..).zip(&all) {
            kept::place(sql, &one.id, ordinal)?;
        }
        let place = |at: usize| (at + 1).to_string();
        let changes = vec![Change::set("attachment", id.clone()), Change::new("place", place(here), place(there))];
        changing.record(sql, &stamp, "materials-ordered", changes)?;
        Ok(changing.nomination.id)
    })
    .await
}
