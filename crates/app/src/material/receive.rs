//! Bytes coming in: written and summed as they come, on disk before they count.

use std::io::Read;
use std::mem;

use linxuan_domain::access::{Act, Viewer};
use linxuan_domain::merkle::hex;
use linxuan_domain::rulebook::Format;
use linxuan_store::blob::{Blobs, Kept, Piece};
use linxuan_store::material::{self as kept, Part, Upload};
use tokio::task::JoinHandle;

use super::arriving::upload_of;
use super::contents::kind_fits;
use super::files::{Hold, on_disk};
use super::finish::{finish, give_up};
use crate::nomination::{changeable, open};
use crate::{App, Refusal};

/// How much is written at once.
const BLOCK: usize = 256 * 1024;
/// How much a power cut may cost: after so many bytes the row moves.
const CHECKPOINT: u64 = 32 * 1024 * 1024;
/// By so many bytes the kind of a file is known.
const HEAD: usize = 64 * 1024;

/// Bytes as they arrive.
pub trait Incoming: Send + 'static {
    type Chunk: AsRef<[u8]> + Send;

    /// The next bytes; nothing at the end.
    fn next(&mut self) -> impl Future<Output = Option<Result<Self::Chunk, Cut>>> + Send;
}

/// The line was cut before the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut;

/// What a sender says of the bytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    pub offset: u64,
    /// SHA-256 of these bytes.
    pub sum: Option<[u8; 32]>,
    /// The length announced was an upper bound: what comes is all there is.
    pub whole: bool,
}

/// How far an upload has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    pub offset: u64,
    /// What became of it, when it is complete.
    pub attachment: Option<String>,
}

/// Why bytes were not taken.
#[derive(Debug, Clone, PartialEq)]
pub enum Unreceived {
    Refused(Refusal),
    /// Somebody is sending to it at this moment.
    InUse,
    /// It is further on, or not so far.
    WrongOffset {
        offset: u64,
    },
    /// They are not what the sender says they are; none of them was kept.
    WrongSum,
    /// More than was announced; none of them was kept.
    TooLong {
        length: u64,
    },
}

impl From<Refusal> for Unreceived {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Takes bytes of an upload. What came before a cut is kept, unless it was to be
/// checked as a whole; the last byte attaches the file.
///
/// # Errors
/// See [`Unreceived`].
pub async fn receive(
    app: &App,
    viewer: &Viewer,
    id: &str,
    asked: Asked,
    source: impl Incoming,
) -> Result<Received, Unreceived> {
    let formats = allowed(app, viewer, id).await?;
    let hold = app.files.hold(id).ok_or(Unreceived::InUse)?;
    // Read in one's own turn: another may have sent to it until now.
    let upload = super::upload(app, viewer, id).await?;
    let here = u64::try_from(upload.received).unwrap_or(0);
    if here != asked.offset {
        return Err(Unreceived::WrongOffset { offset: here });
    }
    if upload.attachment_id.is_some() {
        return Ok(Received { offset: here, attachment: upload.attachment_id });
    }
    let blobs = app.files.blobs()?.clone();
    let intake = Intake { app: app.clone(), viewer: viewer.clone(), upload, formats, blobs, asked, _hold: hold };
    // On its own, so that a sender who goes away loses nothing that came in.
    let taken = tokio::spawn(intake.run(source)).await;
    taken.map_err(|error| Refusal::Fault(error.to_string()))?
}

/// Whether the viewer may send to it now, and which formats are taken.
async fn allowed(app: &App, viewer: &Viewer, id: &str) -> Result<Vec<Format>, Refusal> {
    let (door, viewer, id, now) = (app.clone(), viewer.clone(), id.to_owned(), app.now());
    app.read(move |sql| {
        let upload = upload_of(sql, &door, &viewer, &id)?;
        let nomination = open(sql, &door, &viewer, Act::AttachMaterial, nomination_of(&upload)?)?;
        let running = door.campaign_by_id(&nomination.campaign_id)?;
        if upload.attachment_id.is_none() {
            changeable(&running, &viewer, &nomination, now)?;
        }
        let material = running.rulebook.material.iter().find(|one| one.id.as_str() == upload.material);
        Ok(material.map(|material| material.formats().to_vec()).unwrap_or_default())
    })
    .await
}

pub(super) fn nomination_of(upload: &Upload) -> Result<&str, Refusal> {
    upload.nomination_id.as_deref().ok_or(Refusal::NotFound)
}

/// One stretch of bytes of one upload.
struct Intake {
    app: App,
    viewer: Viewer,
    upload: Upload,
    formats: Vec<Format>,
    blobs: Blobs,
    asked: Asked,
    _hold: Hold,
}

impl Intake {
    async fn run(mut self, source: impl Incoming) -> Result<Received, Unreceived> {
        let (blobs, id) = (self.blobs.clone(), self.upload.id.clone());
        let name = format!("{}.{}", self.asked.offset, hex(&self.app.fresh::<8>()));
        let piece = on_disk(move || blobs.piece(&id, &name)).await?;
        let mut writer = Writer { piece: Some(piece), writing: None, buffer: Vec::new() };
        match self.take(&mut writer, source).await {
            Ok(cut) => self.end(writer, cut).await,
            Err(why) => {
                self.leave(&mut writer, &why).await?;
                Err(why)
            }
        }
    }

    /// What was written and never counted goes; a file of the wrong kind needs no second try.
    async fn leave(&self, writer: &mut Writer, why: &Unreceived) -> Result<(), Refusal> {
        // The row has not moved, so nothing of this piece counts.
        if u64::try_from(self.upload.received) == Ok(self.asked.offset) {
            writer.discard().await;
        }
        match why {
            Unreceived::Refused(Refusal::WrongKind { .. }) => give_up(&self.app, &self.upload.id).await,
            _ => Ok(()),
        }
    }

    /// The parts with one more, or with a longer one in place of what was known of it.
    fn with(&self, part: Part) -> Vec<Part> {
        let mut parts = self.upload.parts.clone();
        parts.retain(|known| known.name != part.name);
        parts.push(part);
        parts
    }

    /// Writes everything that comes; answers whether the line was cut.
    async fn take(&mut self, writer: &mut Writer, mut source: impl Incoming) -> Result<bool, Unreceived> {
        let length = u64::try_from(self.upload.length).unwrap_or(0);
        let (mut here, mut safe) = (self.asked.offset, self.asked.offset);
        let mut head = self.head().await?;
        let cut = loop {
            let chunk = match source.next().await {
                None => break false,
                Some(Err(Cut)) => break true,
                Some(Ok(chunk)) => chunk,
            };
            let bytes = chunk.as_ref();
            here += bytes.len() as u64;
            if here > length {
                return Err(Unreceived::TooLong { length });
            }
            if let Some(known) = head.as_mut().filter(|head| head.len() < HEAD) {
                known.extend_from_slice(bytes.get(..bytes.len().min(HEAD - known.len())).unwrap_or_default());
                if known.len() == HEAD {
                    kind_fits(linxuan_media::kind(known), &self.formats)?;
                }
            }
            writer.write(bytes).await?;
            if self.asked.sum.is_none() && here - safe >= CHECKPOINT {
                self.checkpoint(writer).await?;
                safe = here;
            }
        };
        writer.flush().await?;
        Ok(cut)
    }

    /// The first bytes, where they have not been judged yet; a file that is shorter is judged at its end.
    async fn head(&self) -> Result<Option<Vec<u8>>, Refusal> {
        if self.asked.offset >= HEAD as u64 {
            return Ok(None);
        }
        let (blobs, id, parts) = (self.blobs.clone(), self.upload.id.clone(), self.upload.parts.clone());
        let read = on_disk(move || {
            let mut head = Vec::new();
            if !parts.is_empty() {
                blobs.pieces(&id, &parts)?.read_to_end(&mut head)?;
            }
            Ok(head)
        });
        read.await.map(Some)
    }

    /// What has come is on disk, and the row says so.
    async fn checkpoint(&mut self, writer: &mut Writer) -> Result<(), Unreceived> {
        writer.flush().await?;
        let part = writer.sync().await?;
        let parts = self.with(part);
        let (id, from, now) = (self.upload.id.clone(), self.upload.received, self.app.now().microseconds());
        let told = parts.clone();
        // No line of the record: what is attached is what counts, and that has one.
        let moved = self.app.act(move |sql| Ok(kept::advance(sql, &id, from, &told, now)?)).await?;
        if !moved {
            return Err(Unreceived::WrongOffset { offset: u64::try_from(from).unwrap_or(0) });
        }
        let received: u64 = parts.iter().map(|part| part.length).sum();
        self.upload.received = i64::try_from(received).unwrap_or(i64::MAX);
        self.upload.parts = parts;
        Ok(())
    }

    async fn end(mut self, mut writer: Writer, cut: bool) -> Result<Received, Unreceived> {
        let (sum, bytes) = writer.sum();
        let unsound = self.asked.sum.is_some_and(|wanted| cut || wanted != sum);
        if unsound || bytes == 0 {
            writer.discard().await;
        }
        if unsound {
            return Err(Unreceived::WrongSum);
        }
        if cut && self.asked.whole {
            writer.discard().await;
            give_up(&self.app, &self.upload.id).await?;
            return Err(Refusal::Invalid(vec![("file", "file-cut")]).into());
        }
        let offset = self.asked.offset + bytes;
        let complete = self.asked.whole && !cut || i64::try_from(offset) == Ok(self.upload.length);
        if bytes == 0 {
            return Ok(Received { offset, attachment: None });
        }
        if !complete {
            self.checkpoint(&mut writer).await?;
            return Ok(Received { offset, attachment: None });
        }
        let part = writer.sync().await?;
        let parts = self.with(part);
        let whole = (parts.len() == 1).then(|| Kept { hash: hex(&sum), bytes });
        let attachment = finish(&self.app, &self.viewer, &self.upload, &parts, whole).await?;
        Ok(Received { offset, attachment: Some(attachment) })
    }
}

/// A piece that is written while the next bytes come in.
struct Writer {
    piece: Option<Piece>,
    writing: Option<JoinHandle<std::io::Result<Piece>>>,
    buffer: Vec<u8>,
}

impl Writer {
    async fn write(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= BLOCK { self.begin().await } else { Ok(()) }
    }

    /// Hands what was gathered to the disk.
    async fn begin(&mut self) -> Result<(), Refusal> {
        let mut piece = self.take().await?;
        let bytes = mem::take(&mut self.buffer);
        self.writing = Some(tokio::task::spawn_blocking(move || piece.write(&bytes).map(|()| piece)));
        Ok(())
    }

    async fn flush(&mut self) -> Result<(), Refusal> {
        if !self.buffer.is_empty() {
            self.begin().await?;
        }
        self.piece = Some(self.take().await?);
        Ok(())
    }

    /// The piece, once nothing is being written to it.
    async fn take(&mut self) -> Result<Piece, Refusal> {
        let fault = |error: &dyn std::fmt::Display| Refusal::Fault(error.to_string());
        if let Some(writing) = self.writing.take() {
            return writing.await.map_err(|error| fault(&error))?.map_err(|error| fault(&error));
        }
        self.piece.take().ok_or_else(|| Refusal::Fault("no piece".into()))
    }

    async fn sync(&mut self) -> Result<Part, Refusal> {
        let mut piece = self.take().await?;
        let (piece, part) = on_disk(move || piece.sync().map(|part| (piece, part))).await?;
        self.piece = Some(piece);
        Ok(part)
    }

    /// SHA-256 and length of what was written.
    fn sum(&self) -> ([u8; 32], u64) {
        self.piece.as_ref().map_or(([0; 32], 0), |piece| (piece.sum(), piece.length()))
    }

    /// What cannot be removed now goes with its upload.
    async fn discard(&mut self) {
        if let Ok(piece) = self.take().await {
            let _ = on_disk(move || piece.discard()).await;
        }
    }
}
