//! What every act does the same way: who, when, and its line of the record.

use linxuan_domain::access::{Act, Object, Viewer, may};
use linxuan_domain::event::{Change, Event};
use linxuan_domain::value::Instant;
use linxuan_store::turn::Turn;
use linxuan_store::{Sql, record};

use crate::{App, Refusal};

/// Who acts, when, and the identifier of the line it will leave.
#[derive(Debug, Clone)]
pub(crate) struct Stamp {
    pub at: Instant,
    pub actor: String,
    role: String,
    event: String,
}

impl Stamp {
    /// The same moment in somebody's name.
    pub(crate) fn by(self, actor: &str) -> Self {
        Self { actor: actor.to_owned(), ..self }
    }
}

impl App {
    pub(crate) fn stamp(&self, viewer: &Viewer) -> Stamp {
        let (actor, role) = (viewer.account.to_string(), viewer.role.id().to_owned());
        Stamp { at: self.moment(), actor, role, event: self.new_id() }
    }

    /// For acts without a signed-in person: setting up, signing in.
    pub(crate) fn system_stamp(&self) -> Stamp {
        Stamp { at: self.moment(), actor: "system".into(), role: "system".into(), event: self.new_id() }
    }
}

/// The one line an act leaves.
pub(crate) struct Line<'a> {
    pub what: &'a str,
    pub campaign: Option<&'a str>,
    pub subject: String,
    pub changes: Vec<Change>,
}

/// Writes the act's line.
pub(crate) fn record(sql: &mut dyn Sql, turn: &Turn, stamp: &Stamp, line: Line<'_>) -> Result<(), Refusal> {
    let event = Event {
        id: stamp.event.clone(),
        at: stamp.at,
        actor: stamp.actor.clone(),
        role: stamp.role.clone(),
        what: line.what.to_owned(),
        campaign: line.campaign.map(str::to_owned),
        turn_row: String::new(),
        turn: 0,
        subject: line.subject,
        changes: line.changes,
        previous: String::new(),
    };
    Ok(record::append(sql, turn, event)?)
}

/// Refuses what the viewer may not do: not found where the thing is none of
/// theirs, forbidden where only the act is.
pub(crate) fn ask(viewer: &Viewer, act: Act, object: Object<'_>) -> Result<(), Refusal> {
    if may(viewer, act, object) {
        return Ok(());
    }
    let sees = may(viewer, Act::SeeNomination, object) && object.nomination.is_some();
    Err(if sees { Refusal::Forbidden } else { Refusal::NotFound })
}

/// The campaign the viewer works in.
pub(crate) fn campaign_of(viewer: &Viewer) -> Result<&str, Refusal> {
    viewer.campaign.as_ref().map(linxuan_domain::id::CampaignId::as_str).ok_or(Refusal::NotFound)
}

/// The unit the viewer belongs to.
pub(crate) fn unit_of(viewer: &Viewer) -> Result<&str, Refusal> {
    viewer.unit.as_ref().map(linxuan_domain::id::UnitId::as_str).ok_or(Refusal::NotFound)
}

pub(crate) fn unit_row(unit: &str) -> String {
    format!("unit/{unit}")
}

pub(crate) fn nomination_subject(nomination: &str) -> String {
    format!("nomination/{nomination}")
}
