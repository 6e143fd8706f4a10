use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};

use crc32fast::Hasher;
use linxuan_domain::package::{folded, is_plain};

use super::unzip::Record;
use super::verify::{Fault, Kind, Limits, Verified};
use super::{BUFFER, DECLARATION, Hashed, INFO, MANIFEST, PAYLOAD, TAG_MANIFEST};

/// What is known of a bag while it is read: hashes, the lists, and what is wrong.
pub(super) struct Check {
    pub limits: Limits,
    faults: BTreeSet<Fault>,
    found: BTreeMap<String, (u64, String)>,
    /// Every file's path in the form that tells no capitals apart.
    folded: BTreeSet<String>,
    lists: BTreeMap<String, String>,
    files: u64,
    bytes: u64,
    buffer: Vec<u8>,
    closed: bool,
}

impl Check {
    pub fn new(limits: Limits) -> Self {
        let (faults, found, folded, lists) = (BTreeSet::new(), BTreeMap::new(), BTreeSet::new(), BTreeMap::new());
        Self { limits, faults, found, folded, lists, files: 0, bytes: 0, buffer: vec![0; BUFFER], closed: false }
    }

    pub fn fault(&mut self, path: &str, kind: Kind, figure: Option<u64>) {
        self.add(Fault { path: path.to_owned(), kind, figure });
    }

    pub fn add(&mut self, fault: Fault) {
        if self.faults.len() < self.limits.faults {
            self.faults.insert(fault);
        }
    }

    /// The file is no zip, and nothing more is to be said of it.
    pub fn no_zip(&mut self) {
        self.fault("", Kind::Broken, None);
        self.closed = true;
    }

    /// Counts what is about to be read; `false` once that is too much.
    pub fn goes_on(&mut self, files: u64, bytes: u64) -> bool {
        self.files += files;
        self.bytes = self.bytes.saturating_add(bytes);
        let goes_on = self.files <= self.limits.files && self.bytes <= self.limits.bytes;
        if !goes_on {
            self.fault("", Kind::Bomb, Some(self.bytes).filter(|bytes| *bytes > self.limits.bytes));
        }
        goes_on
    }

    /// Whether a path stays in the bag and can be laid down everywhere.
    pub fn plain(&mut self, path: &str) -> bool {
        if slips(path) {
            self.fault(path, Kind::Slip, None);
        } else if !is_plain(path) {
            self.fault(path, Kind::Name, None);
        } else {
            return true;
        }
        false
    }

    /// As [`Self::plain`], and whether it is new.
    pub fn takes(&mut self, path: &str) -> bool {
        if !self.plain(path) {
            return false;
        }
        let new = self.folded.insert(folded(path));
        if !new {
            self.fault(path, Kind::Duplicate, None);
        }
        new
    }

    /// Reads one file to its end.
    pub fn content(&mut self, path: &str, content: &mut dyn Read) -> io::Result<u32> {
        let (mut hashed, mut crc) = (Hashed::new(content), Hasher::new());
        let mut kept = [DECLARATION, INFO, MANIFEST, TAG_MANIFEST].contains(&path).then(Vec::new);
        let mut buffer = std::mem::take(&mut self.buffer);
        let mut length = 0;
        let read = loop {
            let read = match hashed.fill(&mut buffer) {
                Ok(0) => break Ok(()),
                Ok(read) => read,
                Err(error) => break Err(error),
            };
            let bytes = buffer.get(..read).unwrap_or_default();
            crc.update(bytes);
            length += read as u64;
            if length > self.limits.list {
                kept = None;
            }
            if let Some(kept) = &mut kept {
                kept.extend_from_slice(bytes);
            }
        };
        self.buffer = buffer;
        match read {
            // What cannot be unpacked is no fault of the disk.
            Err(error) if is_of_content(&error) => self.fault(path, Kind::Changed, Some(length)),
            other => other?,
        }
        if let Some(text) = kept.and_then(|kept| String::from_utf8(kept).ok()) {
            self.lists.insert(path.to_owned(), text);
        }
        self.found.insert(path.to_owned(), hashed.sum());
        Ok(crc.finalize())
    }

    /// Reads one file of a zip, and holds it against what the directory says.
    pub fn member(&mut self, path: &str, record: &Record, content: &mut dyn Read) -> io::Result<()> {
        let crc = self.content(path, content)?;
        let size = self.found.get(path).map_or(0, |(size, _)| *size);
        if size > record.size {
            self.fault(path, Kind::Bomb, Some(size));
        } else if size < record.size || crc != record.crc {
            self.fault(path, Kind::Changed, Some(size));
        }
        Ok(())
    }

    /// Holds everything that was found against the lists.
    pub fn end(mut self) -> Verified {
        if self.closed {
            return Verified { files: 0, bytes: 0, faults: self.faults.into_iter().collect() };
        }
        self.nested();
        self.declared();
        let listed = self.list(MANIFEST, true).into_iter().chain(self.list(TAG_MANIFEST, false));
        let listed: BTreeSet<String> = listed.collect();
        let payload = |path: &str| path.starts_with(PAYLOAD);
        let mut totals = (0, 0);
        for (path, (bytes, _)) in std::mem::take(&mut self.found) {
            if payload(&path) {
                totals = (totals.0 + 1, totals.1 + bytes);
            }
            if !listed.contains(&path) && path != TAG_MANIFEST {
                self.fault(&path, Kind::Unlisted, Some(bytes));
            }
        }
        self.totals(totals);
        Verified { files: totals.0, bytes: totals.1, faults: self.faults.into_iter().collect() }
    }

    /// A file where another file's folder must be.
    fn nested(&mut self) {
        let above = |path: &String| {
            let folders = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
            folders.filter(|folder| self.folded.contains(*folder)).map(str::to_owned).collect::<Vec<_>>()
        };
        let twice: BTreeSet<String> = self.folded.iter().flat_map(above).collect();
        for path in &twice {
            self.fault(path, Kind::Duplicate, None);
        }
    }

    fn declared(&mut self) {
        let text = self.lists.get(DECLARATION).cloned();
        match text {
            None => self.fault(DECLARATION, Kind::Missing, None),
            Some(text) if text.lines().next() != Some("BagIt-Version: 1.0") => {
                self.fault(DECLARATION, Kind::Unsupported, None);
            }
            Some(_) => {}
        }
        // A bag may leave files to be fetched from elsewhere; ours are whole.
        if self.found.contains_key("fetch.txt") {
            self.fault("fetch.txt", Kind::Unsupported, None);
        }
    }

    /// The paths of one list, each held against what was found.
    fn list(&mut self, list: &str, payload: bool) -> BTreeSet<String> {
        let mut listed = BTreeSet::new();
        let Some(text) = self.lists.remove(list) else {
            let there = self.found.get(list).map(|(bytes, _)| *bytes);
            self.fault(list, if there.is_some() { Kind::Broken } else { Kind::Missing }, there);
            return listed;
        };
        for line in text.lines() {
            let Some((hash, path)) = line_of(line).filter(|(_, path)| path.starts_with(PAYLOAD) == payload) else {
                self.fault(list, Kind::Broken, Some(line.len() as u64));
                continue;
            };
            if !self.plain(&path) {
                continue;
            }
            match self.found.get(&path).cloned() {
                None => self.fault(&path, Kind::Missing, None),
                Some((bytes, found)) if !found.eq_ignore_ascii_case(hash) => {
                    self.fault(&path, Kind::Changed, Some(bytes));
                }
                Some(_) => {}
            }
            if !listed.insert(path.clone()) {
                self.fault(&path, Kind::Duplicate, None);
            }
        }
        listed
    }

    /// The figures that the bag itself gives: bytes and files, with a dot between.
    fn totals(&mut self, (files, bytes): (u64, u64)) {
        let text = self.lists.get(INFO).cloned().unwrap_or_default();
        let stated = text.lines().find_map(|line| line.strip_prefix("Payload-Oxum:"));
        if stated.is_some_and(|stated| stated.trim() != format!("{bytes}.{files}")) {
            self.fault(INFO, Kind::Changed, Some(bytes));
        }
    }
}

fn is_of_content(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof)
}

/// Absolute, with a drive, with another system's separator, or upwards.
fn slips(path: &str) -> bool {
    let drive = path.chars().nth(1) == Some(':') && path.starts_with(|first: char| first.is_ascii_alphabetic());
    drive || path.contains('\\') || path.split('/').any(|name| ["", ".", ".."].contains(&name))
}

/// Hash and path of a list's line; three characters of paths are written in code.
fn line_of(line: &str) -> Option<(&str, String)> {
    let (hash, path) = line.split_once([' ', '\t'])?;
    let path = path.trim_start_matches([' ', '\t', '*']);
    let sound = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let path = path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%");
    sound.then_some((hash, path))
}
