//! A zip as it says it is: its directory, and each file's bytes. Trusts no number.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use flate2::bufread::DeflateDecoder;

use super::form::{
    CENTRAL, DEFLATED, ENCRYPTED, END, FAR_END, FAR_EXTRA, FAR_LOCATOR, FOLLOWS, LOCAL, Reading, STORED, UTF8,
};
use super::verify::{Fault, Kind, Limits};

/// The longest end of a zip: its record and a comment.
const TAIL: u64 = 22 + 65_535;
/// Bytes of the directory, whatever the number of its files.
const DIRECTORY: u64 = 256 * 1024 * 1024;

/// One file as the directory has it.
#[derive(Debug, Clone)]
pub struct Record {
    pub path: String,
    pub packed: u64,
    pub size: u64,
    pub crc: u32,
    /// Where its own head begins.
    pub offset: u64,
    flags: u16,
    method: u16,
    /// Unix's kind of file, where the zip was made there.
    mode: u32,
    utf8: bool,
}

impl Record {
    pub fn is_folder(&self) -> bool {
        self.path.ends_with('/')
    }

    /// Why the record alone cannot be taken.
    pub fn fault(&self, limits: &Limits) -> Option<Fault> {
        let of = |kind, figure| Some(Fault { path: self.path.clone(), kind, figure });
        let kind = self.mode & 0o170_000;
        if ![0, 0o100_000, 0o040_000].contains(&kind) {
            return of(Kind::Link, None);
        }
        if self.flags & ENCRYPTED != 0 || ![STORED, DEFLATED].contains(&self.method) || !self.utf8 {
            return of(Kind::Unsupported, None);
        }
        if self.size > limits.free && self.size / limits.ratio > self.packed {
            return of(Kind::Bomb, Some(self.size));
        }
        let false_size = (self.method == STORED && self.size != self.packed) || (self.is_folder() && self.size != 0);
        if false_size { of(Kind::Broken, Some(self.size)) } else { None }
    }
}

/// Where a directory lies.
struct End {
    files: u64,
    size: u64,
    offset: u64,
    /// Where the directory must end at the latest.
    before: u64,
}

/// The whole directory, in the zip's order; `None` where the file is no zip or hurts the limits.
pub fn directory(file: &mut (impl Read + Seek), limits: &Limits) -> io::Result<Option<Vec<Record>>> {
    let Some(end) = end(file)? else { return Ok(None) };
    let fits = end.offset.checked_add(end.size) == Some(end.before) && end.files <= limits.files;
    if !fits || end.size > DIRECTORY {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(end.offset))?;
    let mut bytes = Vec::new();
    file.take(end.size).read_to_end(&mut bytes)?;
    let mut reading = Reading(&bytes);
    let mut records = Vec::new();
    while !reading.0.is_empty() {
        match record(&mut reading) {
            Some(record) => records.push(record),
            None => return Ok(None),
        }
    }
    Ok((records.len() as u64 == end.files).then_some(records))
}

fn end(file: &mut (impl Read + Seek)) -> io::Result<Option<End>> {
    let length = file.seek(SeekFrom::End(0))?;
    let start = length.saturating_sub(TAIL);
    file.seek(SeekFrom::Start(start))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail)?;
    let mut marks = tail.windows(4).enumerate().rev().filter(|(_, mark)| *mark == END.to_le_bytes());
    let found = marks.find_map(|(at, _)| plain_end(tail.get(at..)?, start + at as u64));
    let Some(end) = found else { return Ok(None) };
    let is_far = end.files == u64::from(u16::MAX) || end.size.max(end.offset) >= u64::from(u32::MAX);
    if is_far { far_end(file, &end) } else { Ok(Some(end)) }
}

/// The record that reaches to the file's very end, with one disk.
fn plain_end(bytes: &[u8], at: u64) -> Option<End> {
    let mut reading = Reading(bytes.get(4..)?);
    let disks = (reading.u16()?, reading.u16()?);
    let (here, files) = (reading.u16()?, u64::from(reading.u16()?));
    let (size, offset) = (u64::from(reading.u32()?), u64::from(reading.u32()?));
    let comment = usize::from(reading.u16()?);
    let sound = disks == (0, 0) && u64::from(here) == files && reading.0.len() == comment;
    sound.then_some(End { files, size, offset, before: at })
}

fn far_end(file: &mut (impl Read + Seek), end: &End) -> io::Result<Option<End>> {
    let Some(locator) = read_at(file, end.before.checked_sub(20), 20)? else { return Ok(None) };
    let mut reading = Reading(&locator);
    let at = (|| (reading.u32()? == FAR_LOCATOR && reading.u32()? == 0).then(|| reading.u64()).flatten())();
    let Some(bytes) = read_at(file, at, 56)? else { return Ok(None) };
    let mut reading = Reading(&bytes);
    let read = (|| {
        let sound = reading.u32()? == FAR_END && reading.u64()? >= 44;
        reading.take(12)?;
        let (here, files) = (reading.u64()?, reading.u64()?);
        let far = End { files, size: reading.u64()?, offset: reading.u64()?, before: at? };
        (sound && here == files).then_some(far)
    })();
    Ok(read)
}

fn read_at(file: &mut (impl Read + Seek), at: Option<u64>, length: usize) -> io::Result<Option<Vec<u8>>> {
    let Some(at) = at else { return Ok(None) };
    if i64::try_from(at).is_err() {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    file.take(length as u64).read_to_end(&mut bytes)?;
    Ok((bytes.len() == length).then_some(bytes))
}

fn record(reading: &mut Reading) -> Option<Record> {
    let mark = reading.u32()?;
    let (system, _, flags, method) = (reading.u16()? >> 8, reading.u16()?, reading.u16()?, reading.u16()?);
    reading.take(4)?;
    let (crc, packed, size) = (reading.u32()?, reading.u32()?, reading.u32()?);
    let (name, extra, comment) = (reading.u16()?, reading.u16()?, reading.u16()?);
    reading.take(4)?;
    let (attributes, offset) = (reading.u32()?, reading.u32()?);
    let name = reading.take(name.into())?;
    let extra = reading.take(extra.into())?;
    reading.take(comment.into())?;
    let (size, packed, offset) = far(extra, [size, packed, offset])?;
    let utf8 = name.is_ascii() || (flags & UTF8 != 0 && std::str::from_utf8(name).is_ok());
    let path = String::from_utf8_lossy(name).into_owned();
    let mode = if system == 3 { attributes >> 16 } else { 0 };
    (mark == CENTRAL).then_some(Record { path, packed, size, crc, offset, flags, method, mode, utf8 })
}

/// Size, packed size and offset, each from the 64-bit field where its own is full.
fn far(extra: &[u8], near: [u32; 3]) -> Option<(u64, u64, u64)> {
    let mut reading = Reading(extra);
    let mut field = Reading(&[]);
    while !reading.0.is_empty() {
        let (id, length) = (reading.u16()?, reading.u16()?);
        let bytes = reading.take(length.into())?;
        if id == FAR_EXTRA {
            field = Reading(bytes);
        }
    }
    let mut number = |near: u32| if near == u32::MAX { field.u64() } else { Some(near.into()) };
    let [size, packed, offset] = near;
    Some((number(size)?, number(packed)?, number(offset)?))
}

/// Where a file's data begin and end, if its own head says the same as the directory.
pub fn range(file: &mut (impl Read + Seek), record: &Record) -> io::Result<Option<(u64, u64)>> {
    let Some(head) = read_at(file, Some(record.offset), 30)? else { return Ok(None) };
    let mut reading = Reading(&head);
    let lengths = (|| {
        let (mark, _, flags, method) = (reading.u32()?, reading.u16()?, reading.u16()?, reading.u16()?);
        reading.take(8)?;
        let (packed, size) = (reading.u32()?, reading.u32()?);
        let says = |said: u32, meant: u64| said == u32::MAX || u64::from(said) == meant;
        let same = flags & FOLLOWS != 0 || (says(packed, record.packed) && says(size, record.size));
        let sound = mark == LOCAL && method == record.method && flags & ENCRYPTED == 0 && same;
        sound.then_some((reading.u16()?, reading.u16()?))
    })();
    let Some((name, extra)) = lengths else { return Ok(None) };
    let named = read_at(file, record.offset.checked_add(30), name.into())?;
    let begin = record.offset.checked_add(30 + u64::from(name) + u64::from(extra));
    let end = begin.and_then(|begin| begin.checked_add(record.packed));
    // A name of another length would never be equal.
    let same = named.is_some_and(|named| named == record.path.as_bytes());
    Ok(begin.zip(end).filter(|_| same))
}

/// A file's unpacked bytes: never more than one beyond the size it says.
pub fn content<'a>(file: &'a mut (impl Read + Seek), record: &Record, begin: u64) -> io::Result<Box<dyn Read + 'a>> {
    file.seek(SeekFrom::Start(begin))?;
    let packed = BufReader::with_capacity(64 * 1024, file.take(record.packed));
    let most = record.size.saturating_add(1);
    Ok(if record.method == STORED {
        Box::new(packed.take(most))
    } else {
        Box::new(DeflateDecoder::new(packed).take(most))
    })
}
