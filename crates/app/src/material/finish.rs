//! The last byte is there: the pieces become a content, and the content an attachment.

use linxuan_domain::access::Viewer;
use linxuan_domain::event::Change;
use linxuan_store::blob::Kept;
use linxuan_store::material::{self as kept, Attachment, Blob, Part, Upload};

use super::Changing;
use super::contents::{Known, kind_fits, known};
use super::files::on_disk;
use super::receive::{Unreceived, nomination_of};
use crate::{App, Refusal};

/// Attaches what has come in. Where the rules stand in the way the upload is given up.
pub(super) async fn finish(
    app: &App,
    viewer: &Viewer,
    upload: &Upload,
    parts: &[Part],
    whole: Option<Kept>,
) -> Result<String, Unreceived> {
    let (blobs, id, parts) = (app.files.blobs()?.clone(), upload.id.clone(), parts.to_vec());
    let (content, found) = on_disk(move || {
        let kept = blobs.keep(&id, &parts, whole)?;
        let found = known(blobs.read(&kept.hash)?);
        Ok((kept, found))
    })
    .await?;
    let same = upload.expected.as_ref().is_none_or(|expected| *expected == content.hash);
    let attached = if same { attach(app, viewer, upload, content, found).await } else { Err(Refusal::NotFound) };
    match attached {
        // Tried again, it may go well.
        Err(refusal @ (Refusal::Busy | Refusal::Fault(_))) => return Err(refusal.into()),
        Err(_) => give_up(app, &upload.id).await?,
        Ok(_) => drop_pieces(app, &upload.id).await?,
    }
    if same { Ok(attached?) } else { Err(Unreceived::WrongSum) }
}

/// What the rules stand in the way of leaves nothing behind.
pub(super) async fn give_up(app: &App, id: &str) -> Result<(), Refusal> {
    let own = id.to_owned();
    app.act(move |sql| Ok(kept::drop_upload(sql, &own).map(drop)?)).await?;
    drop_pieces(app, id).await
}

pub(super) async fn drop_pieces(app: &App, id: &str) -> Result<(), Refusal> {
    let (blobs, id) = (app.files.blobs()?.clone(), id.to_owned());
    on_disk(move || blobs.drop_pieces(&id)).await
}

async fn attach(app: &App, viewer: &Viewer, upload: &Upload, content: Kept, found: Known) -> Result<String, Refusal> {
    let (door, viewer, stamp, id) = (app.clone(), viewer.clone(), app.stamp(viewer), app.new_id());
    let upload = upload.clone();
    app.act(move |sql| {
        let changing = Changing::begin(sql, &door, &viewer, nomination_of(&upload)?, stamp.at)?;
        kind_fits(&found.kind, changing.material(sql, &upload.material)?.formats())?;
        changing.fit(sql, door.files.space, content.bytes, &upload.id)?;
        let before = changing.attached(sql, &upload.material)?;
        let at = stamp.at.microseconds();
        // Sent twice, it is attached once.
        let there = before.iter().find(|one| one.hash.as_deref() == Some(&content.hash)).map(|one| one.id.clone());
        let (what, id) = match there {
            Some(there) => ("material-repeated", there),
            None => ("material-attached", id),
        };
        if what == "material-attached" {
            let bytes = i64::try_from(content.bytes).unwrap_or(i64::MAX);
            let hash = content.hash.clone();
            kept::keep(sql, &Blob { hash, bytes, kind: found.kind, facts: found.facts, stored_at: at })?;
            let row = changing.attachment(&id, &upload.material, upload.file_name.clone(), &stamp, &before);
            kept::insert(sql, &Attachment { hash: Some(content.hash.clone()), ..row })?;
        }
        if !kept::finish(sql, &upload.id, &id, at)? {
            return Err(Refusal::NotFound);
        }
        let changes = vec![
            Change::set("attachment", id.clone()),
            Change::set("material", upload.material.clone()),
            Change::set("sha256", content.hash.clone()),
        ];
        changing.record(sql, &stamp, what, changes)?;
        Ok(id)
    })
    .await
}
