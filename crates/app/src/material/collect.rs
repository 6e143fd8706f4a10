//! What nobody needs any more goes: uploads that were left, and contents that nothing names.

use std::collections::BTreeSet;
use std::mem;
use std::sync::PoisonError;

use linxuan_store::material as kept;

use super::files::on_disk;
use crate::{App, Refusal};

/// How long an upload waits for the rest, and a removed file can still be had back from the disk: 48 hours.
const KEPT: i64 = 48 * 3_600 * 1_000_000;

/// Collects what was left behind. A content without a row goes at the second look only:
/// between the two its act may have been on the way.
///
/// # Errors
/// When the database or the disk does not answer.
pub async fn collect(app: &App) -> Result<(), Refusal> {
    if !app.files.kept() {
        return Ok(());
    }
    let blobs = app.files.blobs()?.clone();
    // The disk is looked at first: what comes after has its row before its bytes, or waits for the next look.
    let (staged, contents) = on_disk(move || Ok((blobs.staged()?, blobs.contents()?))).await?;
    let before = app.now().microseconds() - KEPT;
    let (uploads, hashes) = app
        .act(move |sql| {
            kept::drop_stale(sql, before)?;
            kept::forget_unnamed(sql, before)?;
            Ok((kept::uploads(sql)?, kept::hashes(sql)?))
        })
        .await?;
    let (uploads, hashes): (BTreeSet<_>, BTreeSet<_>) = (uploads.into_iter().collect(), hashes.into_iter().collect());
    let left: Vec<String> = staged.difference(&uploads).filter(|id| !app.files.is_held(id)).cloned().collect();
    let nameless: BTreeSet<_> = contents.into_iter().filter(|(hash, _)| !hashes.contains(hash)).collect();
    let seen = {
        let mut suspects = app.files.suspects.lock().unwrap_or_else(PoisonError::into_inner);
        mem::replace(&mut *suspects, nameless.clone())
    };
    let gone: Vec<_> = nameless.intersection(&seen).cloned().collect();
    let blobs = app.files.blobs()?.clone();
    on_disk(move || {
        left.iter().try_for_each(|id| blobs.drop_pieces(id))?;
        gone.iter().try_for_each(|(hash, written)| blobs.remove(hash, *written))
    })
    .await
}
