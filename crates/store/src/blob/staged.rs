//! Pieces of what is arriving, and how they become one content.

use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use linxuan_domain::merkle::hex;
use sha2::{Digest, Sha256};

use super::synced;
use crate::material::Part;

/// How much is read at once.
const BLOCK: usize = 256 * 1024;
/// The name of what the pieces are joined in.
const JOINED: &str = "joined";

/// A content as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// SHA-256, hex.
    pub hash: String,
    pub bytes: u64,
}

/// A piece being written.
#[derive(Debug)]
pub struct Piece {
    file: File,
    path: PathBuf,
    name: String,
    sum: Sha256,
    length: u64,
    entered: bool,
}

impl Piece {
    pub(super) fn begin(staging: &Path, name: &str) -> io::Result<Self> {
        let path = staging.join(name);
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
        Ok(Self { file, path, name: name.to_owned(), sum: Sha256::new(), length: 0, entered: false })
    }

    /// # Errors
    /// What the disk says.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.sum.update(bytes);
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// What was written is on disk, and so is the file's entry in its folder.
    ///
    /// # Errors
    /// What the disk says: then nothing of it counts.
    pub fn sync(&mut self) -> io::Result<Part> {
        self.file.sync_data()?;
        if !self.entered {
            self.path.parent().map_or(Ok(()), synced)?;
            self.entered = true;
        }
        Ok(Part { name: self.name.clone(), length: self.length })
    }

    /// SHA-256 of what was written so far.
    pub fn sum(&self) -> [u8; 32] {
        self.sum.clone().finalize().into()
    }

    /// Bytes written so far.
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// # Errors
    /// What the disk says.
    pub fn discard(self) -> io::Result<()> {
        fs::remove_file(&self.path)
    }
}

/// The pieces one after another, each as far as it counts.
pub(super) struct Pieces {
    staging: PathBuf,
    waiting: VecDeque<Part>,
    open: io::Take<File>,
}

impl Pieces {
    pub(super) fn of(staging: &Path, parts: &[Part]) -> io::Result<Self> {
        let mut waiting: VecDeque<Part> = parts.iter().cloned().collect();
        let first = waiting.pop_front().ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))?;
        Ok(Self { open: opened(staging, &first)?, staging: staging.to_owned(), waiting })
    }
}

fn opened(staging: &Path, part: &Part) -> io::Result<io::Take<File>> {
    Ok(File::open(staging.join(&part.name))?.take(part.length))
}

impl Read for Pieces {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.open.read(into)?;
            if read > 0 || into.is_empty() {
                return Ok(read);
            }
            let Some(next) = self.waiting.pop_front() else { return Ok(0) };
            self.open = opened(&self.staging, &next)?;
        }
    }
}

/// One file of all pieces, on disk. A single whole piece is only given another name;
/// `whole` says what it is, where that is known.
pub(super) fn join(staging: &Path, parts: &[Part], whole: Option<Kept>) -> io::Result<(PathBuf, Kept)> {
    let path = staging.join(JOINED);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    if let ([only], Some(kept)) = (parts, whole)
        && fs::metadata(staging.join(&only.name))?.len() == kept.bytes
        && only.length == kept.bytes
        && fs::hard_link(staging.join(&only.name), &path).is_ok()
    {
        return Ok((path, kept));
    }
    let kept = copied(Pieces::of(staging, parts)?, &path)?;
    let wanted: u64 = parts.iter().map(|part| part.length).sum();
    // A piece that lost its end is not taken for a shorter file.
    if kept.bytes == wanted { Ok((path, kept)) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

fn copied(mut from: impl Read, to: &Path) -> io::Result<Kept> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(to)?;
    let (mut sum, mut bytes, mut block) = (Sha256::new(), 0, vec![0; BLOCK]);
    loop {
        let read = from.read(&mut block)?;
        let Some(read) = block.get(..read).filter(|read| !read.is_empty()) else { break };
        file.write_all(read)?;
        sum.update(read);
        bytes += read.len() as u64;
    }
    file.sync_all()?;
    Ok(Kept { hash: hex(&sum.finalize()), bytes })
}
