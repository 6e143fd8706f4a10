use std::fs::{self, File};
use std::io;
use std::path::Path;

use serde::Serialize;

use super::check::Check;
use super::unzip;

/// What a check of a bag found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Files and bytes of the payload that were read.
    pub files: u64,
    pub bytes: u64,
    /// In the order of paths; at most [`Limits::faults`].
    pub faults: Vec<Fault>,
}

/// One thing that is wrong, with the size in bytes that says how, where one does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// Within the bag; empty where the whole is meant.
    pub path: String,
    pub kind: Kind,
    pub figure: Option<u64>,
}

/// How a file of a bag is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Listed, and not there.
    Missing,
    /// There with other bytes than listed.
    Changed,
    /// There, and in no list.
    Unlisted,
    /// A path that leads out of the bag.
    Slip,
    /// A name that some systems cannot lay down.
    Name,
    /// Two files that some systems hold for one, or a file where a folder must be.
    Duplicate,
    /// Two files of a zip share bytes.
    Overlap,
    /// Unpacks to more than it may, or than it says.
    Bomb,
    /// A link or a device where a file should be.
    Link,
    /// Encrypted, packed in a way that is not read, or named in an unknown script.
    Unsupported,
    /// No bag, no zip, or one that contradicts itself.
    Broken,
}

impl Kind {
    pub const fn id(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::Unlisted => "unlisted",
            Self::Slip => "slip",
            Self::Name => "name",
            Self::Duplicate => "duplicate",
            Self::Overlap => "overlap",
            Self::Bomb => "bomb",
            Self::Link => "link",
            Self::Unsupported => "unsupported",
            Self::Broken => "broken",
        }
    }
}

/// How much of a stranger's bag is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub files: u64,
    /// Bytes of all files, unpacked.
    pub bytes: u64,
    /// A file that unpacks to more than this many times its packed size is refused …
    pub ratio: u64,
    /// … once it is longer than this.
    pub free: u64,
    /// Bytes of one of the lists.
    pub list: u64,
    /// Folders in folders.
    pub depth: usize,
    pub faults: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let (mebibyte, tebibyte) = (1 << 20, 1 << 40);
        Self {
            files: 200_000,
            bytes: 4 * tebibyte,
            ratio: 200,
            free: 16 * mebibyte,
            list: 64 * mebibyte,
            depth: 32,
            faults: 1000,
        }
    }
}

/// Checks a bag, zip or folder, by itself.
///
/// # Errors
/// When it cannot be read; what is wrong with it is the answer.
pub fn verify(bag: &Path) -> io::Result<Verified> {
    verify_within(bag, Limits::default())
}

/// As [`verify`], within limits of one's own.
///
/// # Errors
/// As [`verify`].
pub fn verify_within(bag: &Path, limits: Limits) -> io::Result<Verified> {
    let mut check = Check::new(limits);
    if fs::metadata(bag)?.is_dir() {
        folder(&mut check, bag, "", 0)?;
    } else {
        zip(&mut check, &mut File::open(bag)?)?;
    }
    Ok(check.end())
}

fn folder(check: &mut Check, folder: &Path, prefix: &str, depth: usize) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let path = format!("{prefix}{}", name.to_string_lossy());
        let kind = entry.file_type()?;
        if !check.goes_on(1, 0) {
            return Ok(());
        }
        if kind.is_dir() && depth < check.limits.depth {
            self::folder(check, &entry.path(), &format!("{path}/"), depth + 1)?;
        } else if !kind.is_file() {
            check.fault(&path, if kind.is_dir() { Kind::Bomb } else { Kind::Link }, None);
        } else if name.to_str().is_none() {
            check.fault(&path, Kind::Name, None);
        } else if check.takes(&path) {
            check.content(&path, &mut File::open(entry.path())?)?;
        }
    }
    Ok(())
}

/// One file of a zip, and where its bytes lie.
pub(super) struct Member {
    pub record: unzip::Record,
    /// Within the bag.
    pub path: String,
    pub begin: u64,
}

/// Checks each file of a zip; answers them for whoever unpacks.
pub(super) fn zip(check: &mut Check, file: &mut File) -> io::Result<Vec<Member>> {
    let members = members(check, file)?;
    for member in &members {
        let (record, path) = (&member.record, member.path.as_str());
        if !check.goes_on(0, record.size) {
            break;
        }
        let mut content = unzip::content(file, record, member.begin)?;
        check.member(path, record, &mut *content)?;
    }
    Ok(members)
}

fn members(check: &mut Check, file: &mut File) -> io::Result<Vec<Member>> {
    let Some(mut records) = unzip::directory(file, &check.limits)? else {
        check.no_zip();
        return Ok(Vec::new());
    };
    let base = base(&records);
    records.sort_by_key(|record| record.offset);
    let (mut members, mut free) = (Vec::new(), 0);
    for record in records {
        if let Some(fault) = record.fault(&check.limits) {
            check.add(fault);
            continue;
        }
        let whole = record.path.trim_end_matches('/').to_owned();
        if !check.plain(&whole) {
            continue;
        }
        let Some((begin, end)) = unzip::range(file, &record)? else {
            check.fault(&whole, Kind::Broken, None);
            continue;
        };
        if record.offset < free {
            check.fault(&whole, Kind::Overlap, None);
            continue;
        }
        free = end;
        if record.is_folder() {
            continue;
        }
        match whole.strip_prefix(&base).map(str::to_owned) {
            Some(path) if check.takes(&path) => members.push(Member { record, path, begin }),
            Some(_) => {}
            None => check.fault(&whole, Kind::Unlisted, None),
        }
    }
    Ok(members)
}

/// The one folder that the bag lies in, with its slash; nothing where it lies at the top.
fn base(records: &[unzip::Record]) -> String {
    let declared = records.iter().filter_map(|record| record.path.strip_suffix(super::DECLARATION));
    let bases = declared.filter(|base| base.is_empty() || base.find('/') == Some(base.len() - 1));
    bases.min_by_key(|base| base.len()).unwrap_or_default().to_owned()
}
