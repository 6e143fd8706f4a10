//! The key file: 32 bytes that seal personal data, then 32 that sign the record.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::Path;

use linxuan_app::{Keys, Random, Secrets, Signer, UnixRandom};
use linxuan_texts::Words;

use crate::stop::Stop;

const LENGTH: usize = 64;

/// Reads the secrets; a file that others can read is refused.
pub fn read(words: Words, file: &Path, origin: &str) -> Result<Secrets, Stop> {
    let mode = fs::metadata(file).map_err(|error| Stop::file(file, error))?.mode() & 0o777;
    let path = || file.display().to_string();
    if mode & 0o077 != 0 {
        let fills = [("file", path().into()), ("mode", format!("{mode:04o}").into())];
        return Err(Stop::environment(words.fill("key-file-open-to-others", &fills)));
    }
    let bytes = fs::read(file).map_err(|error| Stop::file(file, error))?;
    let halves = bytes.split_first_chunk::<32>().map(|(master, rest)| (master, <&[u8; 32]>::try_from(rest)));
    let Some((master, Ok(signer))) = halves else {
        return Err(Stop::environment(words.fill("key-file-wrong", &[("file", path().into())])));
    };
    Ok(Secrets { keys: Keys::derive(master), signer: Signer::new(origin, signer) })
}

/// Makes a new key file; one that is there stays.
pub fn create(file: &Path) -> Result<(), Stop> {
    let mut bytes = [0; LENGTH];
    UnixRandom.fill(&mut bytes);
    write(file, &bytes)
}

/// Writes a new file that nobody else may read.
pub fn write(file: &Path, bytes: &[u8]) -> Result<(), Stop> {
    if let Some(folder) = file.parent() {
        self::folder(folder)?;
    }
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
    let written = made.and_then(|mut made| made.write_all(bytes).and_then(|()| made.sync_all()));
    written.map_err(|error| Stop::file(file, error))
}

/// Makes a folder that nobody else may enter, where there is none.
pub fn folder(folder: &Path) -> Result<(), Stop> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| Stop::file(folder, error))
}
