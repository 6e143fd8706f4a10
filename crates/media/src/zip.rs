//! Archives: the directory is read within limits, and what unpacks is counted while it unpacks.

mod directory;
mod unpack;

use std::collections::BTreeSet;
use std::io;

use unicode_normalization::UnicodeNormalization;

use crate::bytes::{find_last, le16};
use crate::facts::{Code, Facts, Problem};
use crate::limits::Limits;
use crate::source::Source;
use crate::{kind, office};
use directory::Entry;
pub use unpack::Content;

pub const KINDS: [&str; 4] = [
    "application/zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
];
const END: &[u8] = b"PK\x05\x06";
/// The record at the end, with the longest comment.
const TAIL: u64 = 22 + 0xffff;

/// Where an archive's last record stands: its comment reaches exactly to the end of the file.
fn end(source: &mut Source) -> io::Result<Option<(u64, Vec<u8>)>> {
    let from = source.length.saturating_sub(TAIL);
    let mut tail = source.read(from, usize::try_from(TAIL).unwrap_or_default())?;
    let reaches = |tail: &[u8], at: usize, all: usize| {
        le16(tail, at + 20).is_some_and(|comment| at + 22 + usize::from(comment) == all)
    };
    let all = tail.len();
    while let Some(at) = find_last(&tail, END) {
        if reaches(&tail, at, all) {
            return Ok(Some((from + at as u64, tail.split_off(at))));
        }
        tail.truncate(at + 3);
    }
    Ok(None)
}

/// Whether the file can be read as an archive from its end.
pub fn is_at_end(source: &mut Source) -> io::Result<bool> {
    Ok(end(source)?.is_some())
}

pub fn probe(source: &mut Source, limits: &Limits, facts: &mut Facts) -> Result<(), Problem> {
    let Some((at, record)) = end(source)? else {
        return Err(Problem::new(Code::Truncated, "no directory at the end").measured(source.length));
    };
    let entries = directory::read(source, at, &record, limits)?;
    kind::office(entries.iter().map(|entry| &*entry.name)).clone_into(&mut facts.kind);
    facts.problems.extend(names(&entries));
    if entries.iter().any(Entry::is_encrypted) {
        return Err(Problem::new(Code::Encrypted, "an entry has a password"));
    }
    directory::sizes(&entries, source.length, limits)?;
    let contents = unpack::all(source, &entries, limits)?;
    let office = facts.kind != "application/zip";
    let nested = contents.iter().find(|content| content.archive && !office);
    let nested = nested.map(|content| Problem::new(Code::Nested, "not looked into").measured(&content.name));
    facts.problems.extend(nested);
    if office {
        facts.problems.extend(office::problems(&contents));
    }
    Ok(())
}

/// The first name that would be written elsewhere, or over another.
fn names(entries: &[Entry]) -> Option<Problem> {
    let mut seen = BTreeSet::new();
    let wrong = entries.iter().find(|entry| {
        let name = String::from_utf8_lossy(&entry.name);
        let same: String = name.nfkc().collect::<String>().to_lowercase();
        entry.is_link() || leads_out(&name) || !seen.insert(same)
    })?;
    let name = String::from_utf8_lossy(&wrong.name).into_owned();
    Some(Problem::new(Code::UnsafeNames, "leads out, is a link or stands twice").measured(name.escape_debug()))
}

fn leads_out(name: &str) -> bool {
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];
    let mut parts = name.split(['/', '\\']);
    let device = |part: &str| DEVICES.contains(&&*part.split('.').next().unwrap_or_default().to_lowercase());
    name.starts_with(['/', '\\'])
        || name.contains(|letter: char| letter.is_control() || letter == ':')
        || parts.any(|part| part == ".." || device(part))
}
