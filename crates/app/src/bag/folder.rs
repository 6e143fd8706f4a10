use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::{About, BUFFER, Entry, Hashed, Packing, Sink, Summary, fill};

/// Lays a bag down as a new folder: files that nobody changes by mistake and that only their
/// owner reads, all on disk before the answer.
///
/// # Errors
/// When the folder is there already, or a file cannot be read or written.
pub fn write_folder<'a>(folder: &Path, entries: impl Iterator<Item = Entry<'a>>, about: &About) -> io::Result<Summary> {
    let mut laying = Laying::new(folder)?;
    let laid = fill(&mut laying, entries, about).and_then(|summary| laying.finish().map(|()| summary));
    if laid.is_err() {
        // Half a bag is none; what stood in the way is said first.
        drop(fs::remove_dir_all(folder));
    }
    laid
}

/// A new folder that is being filled.
pub struct Laying {
    root: PathBuf,
    /// Each folder with new names in it, to be synced at the end.
    folders: BTreeSet<PathBuf>,
    buffer: Vec<u8>,
}

impl Laying {
    pub fn new(root: &Path) -> io::Result<Self> {
        DirBuilder::new().mode(0o700).create(root)?;
        Ok(Self { root: root.to_owned(), folders: BTreeSet::new(), buffer: vec![0; BUFFER] })
    }

    /// Lays one file down under a path that was found to be harmless.
    pub fn file(&mut self, path: &str, content: &mut dyn Read) -> io::Result<()> {
        let path = self.root.join(path);
        let parent = path.parent().unwrap_or(&self.root).to_owned();
        DirBuilder::new().recursive(true).mode(0o700).create(&parent)?;
        let known = parent.ancestors().take_while(|folder| folder.starts_with(&self.root)).map(Path::to_owned);
        self.folders.extend(known);
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o400).open(path)?;
        loop {
            match content.read(&mut self.buffer)? {
                0 => return file.sync_all(),
                read => file.write_all(self.buffer.get(..read).unwrap_or_default())?,
            }
        }
    }

    pub fn finish(&self) -> io::Result<()> {
        let parent = self.root.parent().filter(|parent| !parent.as_os_str().is_empty());
        let above = parent.unwrap_or(Path::new("."));
        self.folders.iter().map(PathBuf::as_path).chain([above]).try_for_each(|folder| File::open(folder)?.sync_all())
    }
}

impl Sink for Laying {
    fn lay(&mut self, path: &str, _: Packing, content: &mut Hashed) -> io::Result<()> {
        self.file(path, content)
    }
}
