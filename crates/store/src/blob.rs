//! The bytes of uploaded files, in a folder: contents under their SHA-256,
//! and beside them the parts of what is still arriving. What is said to be
//! kept is on disk, file and folder.

mod staged;

pub use staged::{Kept, Piece};

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, File, Metadata};
use std::io::{self, Read};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::material::Part;

/// Where the bytes are.
#[derive(Debug, Clone)]
pub struct Blobs {
    root: PathBuf,
}

impl Blobs {
    /// Opens a folder, and makes it where there is none.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(root: &Path) -> io::Result<Self> {
        let blobs = Self { root: root.to_owned() };
        folder(&blobs.root.join("blobs"))?;
        folder(&blobs.root.join("staging"))?;
        Ok(blobs)
    }

    /// `blobs/ab/cdef…`; none for what is no hash.
    fn content(&self, hash: &str) -> io::Result<PathBuf> {
        let known = hash.len() == 64 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let split = hash.split_at_checked(2).filter(|_| known);
        let (first, rest) = split.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.root.join("blobs").join(first).join(rest))
    }

    /// `staging/<upload>`; none for what is no id.
    fn staging(&self, upload: &str) -> io::Result<PathBuf> {
        let known = !upload.is_empty() && upload.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if known { Ok(self.root.join("staging").join(upload)) } else { Err(io::ErrorKind::InvalidInput.into()) }
    }

    /// Begins a piece of an upload; `name` must be new.
    ///
    /// # Errors
    /// What the disk says.
    pub fn piece(&self, upload: &str, name: &str) -> io::Result<Piece> {
        let staging = self.staging(upload)?;
        folder(&staging)?;
        Piece::begin(&staging, name)
    }

    /// Reads the pieces of an upload one after another.
    ///
    /// # Errors
    /// When one is missing.
    pub fn pieces(&self, upload: &str, parts: &[Part]) -> io::Result<impl Read + use<>> {
        staged::Pieces::of(&self.staging(upload)?, parts)
    }

    /// Puts the pieces of an upload in their place as one content; they stay until the upload is dropped.
    ///
    /// # Errors
    /// What the disk says.
    pub fn keep(&self, upload: &str, parts: &[Part], whole: Option<Kept>) -> io::Result<Kept> {
        let staging = self.staging(upload)?;
        let (joined, kept) = staged::join(&staging, parts, whole)?;
        let place = self.content(&kept.hash)?;
        let parent = place.parent().unwrap_or(&self.root);
        folder(parent)?;
        // Over what is there: the same bytes, and whole if those were not.
        fs::rename(&joined, &place)?;
        synced(parent)?;
        Ok(kept)
    }

    /// Opens a content for reading.
    ///
    /// # Errors
    /// When it is not there.
    pub fn read(&self, hash: &str) -> io::Result<File> {
        File::open(self.content(hash)?)
    }

    /// Removes all pieces of an upload.
    ///
    /// # Errors
    /// What the disk says; nothing to remove is no error.
    pub fn drop_pieces(&self, upload: &str) -> io::Result<()> {
        absent_is_fine(fs::remove_dir_all(self.staging(upload)?))
    }

    /// The uploads that have a folder.
    ///
    /// # Errors
    /// What the disk says.
    pub fn staged(&self) -> io::Result<BTreeSet<String>> {
        names(&self.root.join("staging"))
    }

    /// All contents with when their files were written.
    ///
    /// # Errors
    /// What the disk says.
    pub fn contents(&self) -> io::Result<BTreeSet<(String, SystemTime)>> {
        let root = self.root.join("blobs");
        let mut found = BTreeSet::new();
        for first in names(&root)? {
            for rest in names(&root.join(&first))? {
                let hash = format!("{first}{rest}");
                if let Some(written) = self.written(&hash) {
                    found.insert((hash, written));
                }
            }
        }
        Ok(found)
    }

    fn written(&self, hash: &str) -> Option<SystemTime> {
        let data: Metadata = fs::metadata(self.content(hash).ok()?).ok()?;
        data.modified().ok()
    }

    /// Removes a content, if it was not written again since.
    ///
    /// # Errors
    /// What the disk says.
    pub fn remove(&self, hash: &str, written: SystemTime) -> io::Result<()> {
        if self.written(hash) != Some(written) {
            return Ok(());
        }
        absent_is_fine(fs::remove_file(self.content(hash)?))
    }
}

fn names(folder: &Path) -> io::Result<BTreeSet<String>> {
    let entries = fs::read_dir(folder)?;
    entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}

fn absent_is_fine(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// Makes a folder that nobody else may enter; its own entry is on disk too.
fn folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    folder.parent().map_or(Ok(()), synced)
}

/// A folder's entries are on disk.
fn synced(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder)?.sync_all()
}
