//! Self-checking bags (`BagIt` 1.0, RFC 8493): any files with the lists of their hashes,
//! streamed as a zip of any size in constant memory, or laid down as a folder that
//! `sha256sum` alone can check. Knows no store, no page and no campaign.

mod check;
mod extract;
mod folder;
mod form;
mod unzip;
mod verify;
mod zip;

pub use extract::extract;
pub use folder::write_folder;
pub use verify::{Fault, Kind, Limits, Verified, verify, verify_within};

use std::io::{self, Cursor, Read, Write};

use jiff::civil::DateTime;
use linxuan_domain::merkle::hex;
use linxuan_domain::package::{Names, clean};
use sha2::{Digest, Sha256};

pub(crate) const DECLARATION: &str = "bagit.txt";
pub(crate) const INFO: &str = "bag-info.txt";
pub(crate) const MANIFEST: &str = "manifest-sha256.txt";
pub(crate) const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
/// Where the files lie in a bag.
pub(crate) const PAYLOAD: &str = "data/";
/// How much of a file is in memory at a time.
pub(crate) const BUFFER: usize = 256 * 1024;

/// One file on its way into a bag.
pub struct Entry<'a> {
    /// As it should be called; the bag cleans it and tells equal ones apart.
    pub path: String,
    pub packing: Packing,
    pub content: Box<dyn Read + 'a>,
}

/// How a file lies in a zip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// Pictures, videos and PDF are packed already.
    Stored,
    /// Texts and tables.
    Deflated,
}

/// What a bag says of itself.
#[derive(Debug, Clone)]
pub struct About {
    /// The one folder that a zip unpacks into.
    pub folder: String,
    pub source: String,
    pub identifier: String,
    /// In the campaign's zone; the time of every file, so that the same content gives the same bytes.
    pub at: DateTime,
}

/// What lies in a written bag's payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    pub files: u64,
    pub bytes: u64,
}

/// Writes a bag as a zip, forwards only.
///
/// # Errors
/// When a file cannot be read or the zip not be written; what was written so far is then no bag.
pub fn write<'a>(out: impl Write, entries: impl Iterator<Item = Entry<'a>>, about: &About) -> io::Result<Summary> {
    write_from(out, entries, about, zip::FAR)
}

/// As [`write`], with the size from which the zip needs its 64-bit fields: for tests without 4 GiB at hand.
///
/// # Errors
/// As [`write`].
pub fn write_from<'a>(
    out: impl Write,
    entries: impl Iterator<Item = Entry<'a>>,
    about: &About,
    far: u64,
) -> io::Result<Summary> {
    let mut zip = zip::Zip::new(out, &clean(&about.folder), about.at, far);
    let summary = fill(&mut zip, entries, about)?;
    zip.finish()?;
    Ok(summary)
}

/// Where a bag's files are laid.
pub(crate) trait Sink {
    fn lay(&mut self, path: &str, packing: Packing, content: &mut Hashed) -> io::Result<()>;
}

/// Lays down payload and lists, in the order in which they become known.
pub(crate) fn fill<'a>(
    sink: &mut dyn Sink,
    entries: impl Iterator<Item = Entry<'a>>,
    about: &About,
) -> io::Result<Summary> {
    let mut tags = String::new();
    let said = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    tag(sink, DECLARATION, said, &mut tags)?;
    let mut names = Names::new(&format!("{}/{PAYLOAD}", clean(&about.folder)));
    let (mut manifest, mut summary) = (String::new(), Summary { files: 0, bytes: 0 });
    for mut entry in entries {
        let path = format!("{PAYLOAD}{}", names.place(&entry.path));
        let mut content = Hashed::new(&mut *entry.content);
        sink.lay(&path, entry.packing, &mut content)?;
        summary.files += 1;
        summary.bytes += content.bytes;
        manifest += &content.line(&path);
    }
    tag(sink, INFO, &info(about, summary), &mut tags)?;
    tag(sink, MANIFEST, &manifest, &mut tags)?;
    tag(sink, TAG_MANIFEST, &tags.clone(), &mut tags)?;
    Ok(summary)
}

fn tag(sink: &mut dyn Sink, path: &str, text: &str, tags: &mut String) -> io::Result<()> {
    let mut bytes = Cursor::new(text);
    let mut content = Hashed::new(&mut bytes);
    sink.lay(path, Packing::Deflated, &mut content)?;
    *tags += &content.line(path);
    Ok(())
}

fn info(about: &About, summary: Summary) -> String {
    let line = |text: &str| text.replace(['\n', '\r'], " ");
    format!(
        "Payload-Oxum: {}.{}\nBagging-Date: {}\nSource-Organization: {}\nExternal-Identifier: {}\n",
        summary.bytes,
        summary.files,
        about.at.date(),
        line(&about.source),
        line(&about.identifier),
    )
}

/// A file's bytes, counted and hashed as they pass.
pub(crate) struct Hashed<'a> {
    inner: &'a mut dyn Read,
    hash: Sha256,
    bytes: u64,
}

impl<'a> Hashed<'a> {
    pub(crate) fn new(inner: &'a mut dyn Read) -> Self {
        Self { inner, hash: Sha256::new(), bytes: 0 }
    }

    pub(crate) fn sum(self) -> (u64, String) {
        (self.bytes, hex(&self.hash.finalize()))
    }

    /// A line of a list of hashes; names in a bag hold nothing that would have to be written in code.
    fn line(self, path: &str) -> String {
        format!("{}  {path}\n", self.sum().1)
    }

    /// Reads until the buffer is full or the file at its end.
    pub(crate) fn fill(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut full = 0;
        while let Some(rest) = buffer.get_mut(full..).filter(|rest| !rest.is_empty()) {
            match self.read(rest) {
                Ok(0) => break,
                Ok(read) => full += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(full)
    }
}

impl Read for Hashed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hash.update(buffer.get(..read).unwrap_or_default());
        self.bytes += read as u64;
        Ok(read)
    }
}
