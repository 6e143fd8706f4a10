//! What a content is, by its bytes, and how it is read again.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::task::{Context, Poll};

use linxuan_domain::material::{FileFacts, Flaw};
use linxuan_domain::rulebook::Format;
use linxuan_domain::value::Frame;
use linxuan_media::Limits;
use linxuan_store::material::Blob;
use serde::Deserialize;
use tokio::sync::mpsc;

use crate::Refusal;

/// How much is read at once.
const BLOCK: u64 = 256 * 1024;

/// What reading a content found.
#[derive(Debug, Clone)]
pub(super) struct Known {
    /// MIME type by content.
    pub kind: String,
    /// As JSON.
    pub facts: String,
}

/// Reads a content: its kind and figures, and what is wrong with it as a file.
pub(super) fn known(mut file: File) -> Known {
    let facts = linxuan_media::probe(&mut file, Limits::default());
    Known { facts: serde_json::to_string(&facts).unwrap_or_default(), kind: facts.kind }
}

/// Refuses what is of none of the material's formats.
pub(super) fn kind_fits(kind: &str, formats: &[Format]) -> Result<(), Refusal> {
    let fits = Format::of_media_type(kind).is_some_and(|format| formats.contains(&format));
    if fits { Ok(()) } else { Err(Refusal::WrongKind { found: kind.to_owned(), wanted: formats.to_vec() }) }
}

/// Facts as they were written down.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Noted {
    width: Option<u32>,
    height: Option<u32>,
    displayed: Option<Sides>,
    rotation: Option<u16>,
    duration_ms: Option<u64>,
    pages: Option<u32>,
    problems: Vec<Wrong>,
}

#[derive(Deserialize)]
struct Sides {
    width: u32,
    height: u32,
}

#[derive(Deserialize)]
struct Wrong {
    code: String,
    figure: Option<String>,
}

/// What is known of a content, as the rules read it.
pub fn file_facts(content: &Blob) -> FileFacts {
    let noted: Noted = serde_json::from_str(&content.facts).unwrap_or_default();
    FileFacts {
        media_type: content.kind.clone(),
        bytes: u64::try_from(content.bytes).unwrap_or(0),
        width: noted.width,
        height: noted.height,
        displayed: noted.displayed.map(|sides| Frame { width: sides.width, height: sides.height }),
        rotation: noted.rotation,
        duration_ms: noted.duration_ms,
        pages: noted.pages,
        flaws: noted.problems.into_iter().map(|wrong| (Flaw::of(&wrong.code), wrong.figure)).collect(),
    }
}

/// A content being read, a block ahead of whoever takes it.
#[derive(Debug)]
pub struct Reading(mpsc::Receiver<io::Result<Vec<u8>>>);

impl Reading {
    /// Reads `length` bytes from `from`.
    pub(super) fn begin(mut file: File, from: u64, length: u64) -> Self {
        let (sender, receiver) = mpsc::channel(1);
        tokio::task::spawn_blocking(move || {
            let mut left = length;
            let mut next = file.seek(SeekFrom::Start(from)).map(drop);
            while left > 0 {
                let block = next.and_then(|()| block(&mut file, left));
                left -= block.as_ref().map_or(left, |block| block.len() as u64);
                // Whoever reads no further is gone.
                if sender.blocking_send(block).is_err() {
                    return;
                }
                next = Ok(());
            }
        });
        Self(receiver)
    }

    /// The next bytes; nothing at the end.
    pub fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Vec<u8>>>> {
        self.0.poll_recv(context)
    }
}

fn block(file: &mut File, left: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(left.min(BLOCK)).read_to_end(&mut bytes)?;
    if bytes.is_empty() { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(bytes) }
}
