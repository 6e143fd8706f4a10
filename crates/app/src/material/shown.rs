//! What is attached, for those who may see it.

use std::io::Read;
use std::sync::Arc;

use linxuan_domain::access::{Act, Viewer};
use linxuan_domain::rulebook::MaterialKind;
use linxuan_domain::space::Space;
use linxuan_store::material::{self as kept, Attachment, Blob, Upload};
use linxuan_store::nomination::Nomination;
use linxuan_store::{Sql, unit};

use super::contents::Reading;
use super::files::on_disk;
use crate::nomination::{changeable, open};
use crate::{App, Refusal, Running};

/// 48 mm at 400 dots an inch.
const PORTRAIT_SIDE: u32 = 756;
/// No portrait is larger.
const LARGEST_PICTURE: u64 = 100_000_000;

/// A file or link with what is known of its content.
#[derive(Debug, Clone)]
pub struct Held {
    pub attachment: Attachment,
    pub content: Option<Blob>,
}

/// A nomination's materials.
#[derive(Debug, Clone)]
pub struct Materials {
    pub nomination: Nomination,
    pub running: Arc<Running>,
    pub channel: String,
    pub held: Vec<Held>,
    /// What is still arriving; only for those who may send more.
    pub arriving: Vec<Upload>,
    /// Whether the viewer may change them now.
    pub changeable: bool,
    /// Bytes kept and announced for this nomination.
    pub used: u64,
    pub space: Space,
}

/// Shows a nomination's materials: to its unit and nominee as they stand, to the office as they were handed in.
///
/// # Errors
/// [`Refusal::NotFound`] where the nomination is none of the viewer's.
pub async fn materials(app: &App, viewer: &Viewer, nomination: &str) -> Result<Materials, Refusal> {
    let (door, viewer, id, now) = (app.clone(), viewer.clone(), nomination.to_owned(), app.now());
    app.read(move |sql| {
        let mut nomination = open(sql, &door, &viewer, Act::SeeMaterial, &id)?;
        crate::view::tell(&mut nomination, viewer.role);
        let running = door.campaign_by_id(&nomination.campaign_id)?;
        let may = Act::AttachMaterial.who().contains(&viewer.role) && door.files.kept();
        let changeable = may && changeable(&running, &viewer, &nomination, now).is_ok();
        let unit = unit::find(sql, &nomination.unit_id)?.ok_or(Refusal::NotFound)?;
        let [used, ..] = kept::used(sql, (&id, &unit.id, &unit.campaign_id), "")?;
        Ok(Materials {
            held: seen(sql, &viewer, &id)?,
            arriving: if may { kept::of_nomination(sql, &id)? } else { Vec::new() },
            channel: unit.channel,
            used: u64::try_from(used).unwrap_or(0),
            space: door.files.space,
            nomination,
            running,
            changeable,
        })
    })
    .await
}

/// What a viewer who may see the nomination sees of its materials.
fn seen(sql: &mut dyn Sql, viewer: &Viewer, nomination: &str) -> Result<Vec<Held>, Refusal> {
    let rows = match viewer.role {
        // What the unit changes after a return is its own until it is handed in again.
        role if role.examines() => kept::handed_in(sql, nomination)?,
        _ => kept::attached(sql, nomination)?,
    };
    Ok(rows.into_iter().map(|(attachment, content)| Held { attachment, content }).collect())
}

/// Finds one file.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none that the viewer may see.
pub async fn find(app: &App, viewer: &Viewer, id: &str) -> Result<(Attachment, Blob), Refusal> {
    let (door, viewer, id) = (app.clone(), viewer.clone(), id.to_owned());
    app.read(move |sql| {
        let found = kept::find(sql, &id)?.ok_or(Refusal::NotFound)?;
        let nomination = found.nomination_id.ok_or(Refusal::NotFound)?;
        open(sql, &door, &viewer, Act::SeeMaterial, &nomination)?;
        let mut all = seen(sql, &viewer, &nomination)?.into_iter();
        let held = all.find(|held| held.attachment.id == id).ok_or(Refusal::NotFound)?;
        Ok((held.attachment, held.content.ok_or(Refusal::NotFound)?))
    })
    .await
}

/// The nominee's portrait for papers, made small: the first one that can be shown.
///
/// # Errors
/// [`Refusal::NotFound`] where the nomination is none of the viewer's.
pub(crate) async fn portrait(app: &App, viewer: &Viewer, nomination: &str) -> Result<Option<Vec<u8>>, Refusal> {
    if !app.files.kept() {
        return Ok(None);
    }
    let materials = materials(app, viewer, nomination).await?;
    let portraits = materials.running.rulebook.material.iter().filter(|one| one.kind == MaterialKind::Portrait);
    let ids: Vec<&str> = portraits.map(|one| one.id.as_str()).collect();
    let is_one = |held: &&Held| ids.contains(&held.attachment.material.as_str());
    let Some(content) = materials.held.iter().filter(is_one).find_map(|held| held.content.as_ref()) else {
        return Ok(None);
    };
    let (blobs, hash) = (app.files.blobs()?.clone(), content.hash.clone());
    on_disk(move || {
        let mut bytes = Vec::new();
        blobs.read(&hash)?.take(LARGEST_PICTURE).read_to_end(&mut bytes)?;
        Ok(linxuan_media::thumbnail(&bytes, PORTRAIT_SIDE).ok())
    })
    .await
}

/// Reads a part of a content that was found.
///
/// # Errors
/// When the disk does not have it.
pub async fn read(app: &App, content: &Blob, from: u64, length: u64) -> Result<Reading, Refusal> {
    let (blobs, hash) = (app.files.blobs()?.clone(), content.hash.clone());
    let file = on_disk(move || blobs.read(&hash)).await?;
    Ok(Reading::begin(file, from, length))
}
