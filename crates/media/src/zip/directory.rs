use crate::bytes::{le16, le32, le64, part};
use crate::facts::{Code, Problem};
use crate::limits::Limits;
use crate::source::Source;

/// What one entry takes in the directory at most, names and extra fields included, on the average.
const ENTRY: u64 = 1024;

/// One entry as the directory has it.
#[derive(Debug)]
pub struct Entry {
    pub name: Vec<u8>,
    made_by: u16,
    flags: u16,
    pub method: u16,
    pub checksum: u32,
    pub packed: u64,
    pub unpacked: u64,
    pub at: u64,
    attributes: u32,
}

impl Entry {
    pub const fn is_encrypted(&self) -> bool {
        self.flags & 1 != 0
    }

    /// A link, as Unix keeps it in the upper half of the attributes.
    pub const fn is_link(&self) -> bool {
        self.made_by >> 8 == 3 && (self.attributes >> 16) & 0o170_000 == 0o120_000
    }

    /// The entry at the beginning of `bytes`, and how long it is there.
    fn read(bytes: &[u8]) -> Option<(Self, usize)> {
        if !bytes.starts_with(b"PK\x01\x02") {
            return None;
        }
        let lengths = [le16(bytes, 28)?, le16(bytes, 30)?, le16(bytes, 32)?].map(usize::from);
        let [name, extra, comment] = lengths;
        let mut entry = Self {
            name: part(bytes, 46, name)?.to_vec(),
            made_by: le16(bytes, 4)?,
            flags: le16(bytes, 8)?,
            method: le16(bytes, 10)?,
            checksum: le32(bytes, 16)?,
            packed: le32(bytes, 20)?.into(),
            unpacked: le32(bytes, 24)?.into(),
            at: le32(bytes, 42)?.into(),
            attributes: le32(bytes, 38)?,
        };
        entry.widen(part(bytes, 46 + name, extra)?);
        Some((entry, 46 + name + extra + comment))
    }

    /// Sizes that do not fit into 32 bits stand in an extra field, in this order, only those that do not fit.
    fn widen(&mut self, extra: &[u8]) {
        let mut at = 0;
        while let (Some(id), Some(length)) = (le16(extra, at), le16(extra, at + 2)) {
            if id == 1 {
                let mut place = at + 4;
                for value in [&mut self.unpacked, &mut self.packed, &mut self.at] {
                    if *value == u64::from(u32::MAX) {
                        *value = le64(extra, place).unwrap_or(u64::MAX);
                        place += 8;
                    }
                }
            }
            at += 4 + usize::from(length);
        }
    }
}

/// How many entries, how long the directory is, and where it begins.
fn extent(source: &mut Source, at: u64, record: &[u8]) -> Result<Option<(u64, u64, u64)>, Problem> {
    let small = (le16(record, 10), le32(record, 12), le32(record, 16));
    let (Some(count), Some(length), Some(start)) = small else { return Ok(None) };
    if count != u16::MAX && length != u32::MAX && start != u32::MAX {
        return Ok(Some((count.into(), length.into(), start.into())));
    }
    let locator = source.read(at.saturating_sub(20), 20)?;
    if !locator.starts_with(b"PK\x06\x07") {
        return Ok(Some((count.into(), length.into(), start.into())));
    }
    let large = source.read(le64(&locator, 8).unwrap_or(u64::MAX), 56)?;
    let values = (le64(&large, 32), le64(&large, 40), le64(&large, 48));
    let (Some(count), Some(length), Some(start)) = values else { return Ok(None) };
    Ok(large.starts_with(b"PK\x06\x06").then_some((count, length, start)))
}

pub fn read(source: &mut Source, at: u64, record: &[u8], limits: &Limits) -> Result<Vec<Entry>, Problem> {
    let unreadable = || Problem::new(Code::Unreadable, "the directory of the archive");
    let (count, length, start) = extent(source, at, record)?.ok_or_else(unreadable)?;
    let most = u64::from(limits.entries);
    if count > most || length > most * ENTRY {
        return Err(Problem::new(Code::Bomb, "entries").measured(count));
    }
    if start.checked_add(length).is_none_or(|end| end > at) {
        return Err(unreadable());
    }
    let bytes = source.read(start, usize::try_from(length).unwrap_or_default())?;
    let (mut entries, mut place) = (Vec::new(), 0);
    while let Some((entry, length)) = bytes.get(place..).and_then(Entry::read) {
        entries.push(entry);
        place += length;
    }
    // Another count, or a directory that does not lie where it says: two programs would see two archives.
    let agrees = entries.len() as u64 == count && place as u64 == length;
    if agrees { Ok(entries) } else { Err(unreadable()) }
}

/// What the directory says of sizes, before anything is unpacked.
pub fn sizes(entries: &[Entry], length: u64, limits: &Limits) -> Result<(), Problem> {
    let all = entries.iter().fold(0_u64, |all, entry| all.saturating_add(entry.unpacked));
    // Large archives of photos unpack to about what they are.
    if all > limits.unpacked_bytes.max(length.saturating_mul(2)) {
        return Err(Problem::new(Code::Bomb, "bytes when unpacked").measured(all));
    }
    let steep = entries.iter().find(|entry| is_steep(entry.packed, entry.unpacked, limits));
    if let Some(entry) = steep {
        return Err(Problem::new(Code::Bomb, "an entry unpacks too far").measured(entry.unpacked / entry.packed.max(1)));
    }
    let mut extents: Vec<(u64, u64)> =
        entries.iter().map(|entry| (entry.at, entry.at.saturating_add(entry.packed))).collect();
    extents.sort_unstable();
    let overlap = extents.windows(2).any(|pair| matches!(pair, [(_, end), (next, _)] if next < end));
    if overlap { Err(Problem::new(Code::Bomb, "entries share their bytes")) } else { Ok(()) }
}

pub const fn is_steep(packed: u64, unpacked: u64, limits: &Limits) -> bool {
    unpacked >= 1 << 20 && unpacked > packed.saturating_mul(limits.ratio)
}
