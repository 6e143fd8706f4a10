use flate2::{Crc, Decompress, FlushDecompress, Status};

use crate::bytes::le16;
use crate::facts::{Code, Problem};
use crate::kind;
use crate::limits::Limits;
use crate::source::Source;

use super::directory::{Entry, is_steep};

const BLOCK: usize = 64 << 10;
/// How much of an entry is kept to look into; relations and types of documents are some kilobytes.
const KEPT: usize = 1 << 20;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// The beginning of what an entry holds.
#[derive(Debug, Default)]
pub struct Content {
    pub name: String,
    /// Kept of those parts of a document that can point elsewhere.
    pub beginning: Vec<u8>,
    /// An archive that is no document.
    pub archive: bool,
}

pub fn all(source: &mut Source, entries: &[Entry], limits: &Limits) -> Result<Vec<Content>, Problem> {
    let mut left = limits.unpacked_bytes.max(source.length.saturating_mul(2));
    entries.iter().map(|entry| one(source, entry, &mut left, limits)).collect()
}

fn one(source: &mut Source, entry: &Entry, left: &mut u64, limits: &Limits) -> Result<Content, Problem> {
    let name = String::from_utf8_lossy(&entry.name).into_owned();
    let broken = |what: &str| Problem::new(Code::Unreadable, format!("{what}: {name}")).measured(name.escape_debug());
    let head = source.read(entry.at, 30 + entry.name.len())?;
    let lengths = le16(&head, 26).zip(le16(&head, 28)).filter(|_| head.starts_with(b"PK\x03\x04"));
    let (named, extra) = lengths.ok_or_else(|| broken("no entry where the directory says"))?;
    if head.get(30..) != Some(&*entry.name) || usize::from(named) != entry.name.len() {
        return Err(Problem::new(Code::UnsafeNames, "two names for one entry").measured(name.escape_debug()));
    }
    let mut taken = Taken::new(&name, *left);
    let start = entry.at + 30 + u64::from(named) + u64::from(extra);
    let done = match entry.method {
        STORED => taken.stored(source, start, entry.packed).map_err(Some),
        DEFLATED => taken.deflated(source, start, entry.packed),
        _ => return Err(broken("packed in an unknown way")),
    };
    done.map_err(|error| error.unwrap_or_else(|| broken("deflate")))?;
    *left = left.saturating_sub(taken.length);
    if *left == 0 || is_steep(entry.packed, taken.length, limits) {
        return Err(Problem::new(Code::Bomb, "unpacks too far").measured(taken.length));
    }
    if taken.length != entry.unpacked || taken.sum.sum() != entry.checksum {
        return Err(broken("checksum"));
    }
    let archive = matches!(
        kind(&taken.head),
        "application/zip" | "application/gzip" | "application/x-7z-compressed" | "application/vnd.rar"
    );
    Ok(Content { archive, beginning: taken.kept, name })
}

/// What has come out of an entry so far.
struct Taken {
    sum: Crc,
    length: u64,
    most: u64,
    head: Vec<u8>,
    kept: Vec<u8>,
    keep: usize,
}

impl Taken {
    fn new(name: &str, most: u64) -> Self {
        let lower = name.to_lowercase();
        let wanted = [".rels", "document.xml", "[content_types].xml"].iter().any(|end| lower.ends_with(end));
        let keep = if wanted { KEPT } else { 0 };
        Self { sum: Crc::new(), length: 0, most, head: Vec::new(), kept: Vec::new(), keep }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.sum.update(bytes);
        self.length += bytes.len() as u64;
        self.head.extend(bytes.iter().take(4096_usize.saturating_sub(self.head.len())));
        self.kept.extend(bytes.iter().take(self.keep.saturating_sub(self.kept.len())));
    }

    fn stored(&mut self, source: &mut Source, start: u64, length: u64) -> Result<(), Problem> {
        let mut at = 0;
        while at < length {
            let block = source.read(start + at, BLOCK.min(usize::try_from(length - at).unwrap_or(BLOCK)))?;
            if block.is_empty() {
                break;
            }
            self.take(&block);
            at += block.len() as u64;
        }
        Ok(())
    }

    /// None where the data are broken.
    fn deflated(&mut self, source: &mut Source, start: u64, length: u64) -> Result<(), Option<Problem>> {
        let mut inflate = Decompress::new(false);
        let mut room = vec![0; BLOCK];
        while inflate.total_in() < length && self.length < self.most {
            let (read, written) = (inflate.total_in(), inflate.total_out());
            let most = BLOCK.min(usize::try_from(length - read).unwrap_or(BLOCK));
            let block = source.read(start + read, most).map_err(|error| Some(error.into()))?;
            let status = inflate.decompress(&block, &mut room, FlushDecompress::None).map_err(|_| None)?;
            let fresh = usize::try_from(inflate.total_out() - written).unwrap_or_default();
            self.take(room.get(..fresh).unwrap_or_default());
            if status == Status::StreamEnd {
                return Ok(());
            }
            if fresh == 0 && inflate.total_in() == read {
                return Err(None);
            }
        }
        Ok(())
    }
}
