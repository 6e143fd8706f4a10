use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use crate::stop::Stop;

/// A folder that nobody else may enter, gone when dropped.
#[derive(Debug)]
pub struct Temporary(PathBuf);

impl Temporary {
    pub fn new(what: &str) -> Result<Self, Stop> {
        let folder = std::env::temp_dir().join(format!("linxuan-{what}-{}", std::process::id()));
        let made = DirBuilder::new().mode(0o700).create(&folder);
        made.map(|()| Self(folder.clone())).map_err(|error| Stop::file(&folder, error))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // What cannot be removed is left to the machine's own cleaning.
        let _ = fs::remove_dir_all(&self.0);
    }
}
