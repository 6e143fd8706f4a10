//! Uploads: announced, looked at, given up.

use linxuan_domain::access::{Act, Viewer};
use linxuan_domain::event::Change;
use linxuan_domain::text;
use linxuan_store::Sql;
use linxuan_store::material::{self as kept, Upload};

use super::finish::drop_pieces;
use super::{Changing, LONGEST_NAME};
use crate::nomination::{checked_text, open};
use crate::{App, Refusal};

/// Uploads that may be under way for one nomination.
const MOST_AT_ONCE: usize = 200;

/// What is going to be sent.
#[derive(Debug, Clone, Default)]
pub struct Announced {
    pub material: String,
    pub file_name: String,
    /// Bytes.
    pub length: u64,
    /// SHA-256, hex, where the sender knows it.
    pub sha256: Option<String>,
}

/// Opens an upload for a nomination's material; the room for it is taken at once.
///
/// # Errors
/// When the nomination cannot be changed, the material is none of its, or there is no room.
pub async fn open_upload(app: &App, viewer: &Viewer, nomination: &str, asked: Announced) -> Result<Upload, Refusal> {
    let name = file_name(&asked.file_name)?;
    let expected = asked.sha256.map(|hash| hash.to_ascii_lowercase());
    let length = i64::try_from(asked.length).unwrap_or(i64::MAX);
    if length == 0 {
        return Err(Refusal::Invalid(vec![("file", "file-empty")]));
    }
    app.files.blobs()?;
    let (door, viewer, stamp, id) = (app.clone(), viewer.clone(), app.stamp(viewer), app.new_id());
    let nomination = nomination.to_owned();
    app.act(move |sql| {
        let changing = Changing::begin(sql, &door, &viewer, &nomination, stamp.at)?;
        changing.material(sql, &asked.material)?;
        if kept::of_nomination(sql, &nomination)?.len() >= MOST_AT_ONCE {
            return Err(Refusal::Invalid(vec![("file", "uploads-too-many")]));
        }
        changing.fit(sql, door.files.space, asked.length, "")?;
        let at = stamp.at.microseconds();
        let upload = Upload {
            id,
            campaign_id: changing.nomination.campaign_id.clone(),
            unit_id: changing.nomination.unit_id.clone(),
            nomination_id: Some(nomination),
            material: asked.material,
            file_name: name,
            length,
            expected,
            received: 0,
            parts: Vec::new(),
            attachment_id: None,
            opened_by: stamp.actor.clone(),
            opened_at: at,
            touched_at: at,
        };
        kept::insert_upload(sql, &upload)?;
        let changes = vec![
            Change::set("upload", upload.id.clone()),
            Change::set("material", upload.material.clone()),
            Change::set("bytes", length.to_string()),
        ];
        changing.record(sql, &stamp, "upload-opened", changes)?;
        Ok(upload)
    })
    .await
}

/// The last part of a path, as some browsers send the whole; without what no file's name needs.
fn file_name(typed: &str) -> Result<String, Refusal> {
    let last = typed.rsplit(['/', '\\']).next().unwrap_or_default();
    if text::count(last) <= LONGEST_NAME {
        return checked_text(last, LONGEST_NAME, "file");
    }
    Err(Refusal::Invalid(vec![("file", "file-name-too-long")]))
}

/// Loads an upload for somebody who may carry it on.
pub(super) fn upload_of(sql: &mut dyn Sql, app: &App, viewer: &Viewer, id: &str) -> Result<Upload, Refusal> {
    let upload = kept::find_upload(sql, id)?.ok_or(Refusal::NotFound)?;
    let nomination = upload.nomination_id.as_deref().ok_or(Refusal::NotFound)?;
    open(sql, app, viewer, Act::AttachMaterial, nomination)?;
    Ok(upload)
}

/// How far an upload has come.
///
/// # Errors
/// [`Refusal::NotFound`] where it is none of the viewer's.
pub async fn upload(app: &App, viewer: &Viewer, id: &str) -> Result<Upload, Refusal> {
    let (door, viewer, id) = (app.clone(), viewer.clone(), id.to_owned());
    app.read(move |sql| upload_of(sql, &door, &viewer, &id)).await
}

/// Gives an upload up: its bytes go, and its room is free again. Answers the nomination.
///
/// # Errors
/// [`Refusal::NotFound`] where it is none of the viewer's.
pub async fn drop_upload(app: &App, viewer: &Viewer, id: &str) -> Result<String, Refusal> {
    let (door, viewer, stamp, own) = (app.clone(), viewer.clone(), app.stamp(viewer), id.to_owned());
    let nomination = app
        .act(move |sql| {
            let upload = upload_of(sql, &door, &viewer, &own)?;
            let nomination = upload.nomination_id.ok_or(Refusal::NotFound)?;
            let changing = Changing::begin(sql, &door, &viewer, &nomination, stamp.at)?;
            if !kept::drop_upload(sql, &own)? {
                return Err(Refusal::NotFound);
            }
            changing.record(sql, &stamp, "upload-dropped", vec![Change::new("upload", own, "")])?;
            Ok(nomination)
        })
        .await?;
    drop_pieces(app, id).await?;
    Ok(nomination)
}
