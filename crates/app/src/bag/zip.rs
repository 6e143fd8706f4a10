use std::io::{self, Write};

use crc32fast::Hasher;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use jiff::civil::DateTime;

use super::form::{
    CENTRAL, DEFLATED, DESCRIPTOR, END, FAR_END, FAR_EXTRA, FAR_LOCATOR, FOLLOWS, Fields, LOCAL, STORED, UTF8,
};
use super::{BUFFER, Hashed, Packing, Sink};

/// What 32 bits cannot say: from here on a number lies in the 64-bit fields.
pub const FAR: u64 = 0xffff_ffff;
/// Version of the format that a reader needs, plain and with 64-bit fields.
const PLAIN_VERSION: u16 = 20;
const FAR_VERSION: u16 = 45;
/// Made on Unix, a regular file that everyone may read.
const MADE_BY: u16 = (3 << 8) | FAR_VERSION;
const MODE: u32 = 0o100_644 << 16;

/// A zip written forwards only: each file's size and checksum follow its data.
pub struct Zip<W: Write> {
    out: Counted<W>,
    folder: String,
    stamp: (u16, u16),
    far: u64,
    /// The directory at the end, as it will be written.
    central: Vec<u8>,
    files: u64,
    buffer: Vec<u8>,
}

struct Counted<W> {
    inner: W,
    at: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.at += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// What is known of a file once it is through.
struct Done {
    crc: u32,
    packed: u64,
    size: u64,
    offset: u64,
}

impl<W: Write> Sink for Zip<W> {
    fn lay(&mut self, path: &str, packing: Packing, content: &mut Hashed) -> io::Result<()> {
        let path = format!("{}/{path}", self.folder);
        let length = u16::try_from(path.len()).map_err(io::Error::other)?;
        let method = if packing == Packing::Stored { STORED } else { DEFLATED };
        let offset = self.out.at;
        let head = self.head(Fields::default().u32(LOCAL).u16(PLAIN_VERSION), method);
        let head = head.u32(0).u32(0).u32(0).u16(length).u16(0);
        self.out.write_all(&head.0)?;
        self.out.write_all(path.as_bytes())?;
        let start = self.out.at;
        let (crc, size) = match packing {
            Packing::Stored => copy(content, &mut self.out, &mut self.buffer)?,
            Packing::Deflated => {
                let mut packer = DeflateEncoder::new(&mut self.out, Compression::new(6));
                let copied = copy(content, &mut packer, &mut self.buffer)?;
                packer.finish()?;
                copied
            }
        };
        let done = Done { crc, packed: self.out.at - start, size, offset };
        let descriptor = Fields::default().u32(DESCRIPTOR).u32(crc);
        let descriptor = if self.is_far(done.packed.max(size)) {
            descriptor.u64(done.packed).u64(size)
        } else {
            descriptor.u32(self.near(done.packed)).u32(self.near(size))
        };
        self.out.write_all(&descriptor.0)?;
        self.remember(&path, method, length, &done);
        // Whoever waits for the zip sees each file as it comes, above all the first.
        self.out.flush()
    }
}

impl<W: Write> Zip<W> {
    pub fn new(out: W, folder: &str, at: DateTime, far: u64) -> Self {
        let out = Counted { inner: out, at: 0 };
        let (folder, stamp, buffer) = (folder.to_owned(), stamp(at), vec![0; BUFFER]);
        Self { out, folder, stamp, far: far.min(FAR), central: Vec::new(), files: 0, buffer }
    }

    fn head(&self, begun: Fields, method: u16) -> Fields {
        begun.u16(FOLLOWS | UTF8).u16(method).u16(self.stamp.0).u16(self.stamp.1)
    }

    const fn is_far(&self, number: u64) -> bool {
        number >= self.far
    }

    /// The number, or the mark that it lies in a 64-bit field.
    fn near(&self, number: u64) -> u32 {
        if self.is_far(number) { u32::MAX } else { u32::try_from(number).unwrap_or(u32::MAX) }
    }

    fn remember(&mut self, path: &str, method: u16, length: u16, done: &Done) {
        let far: Vec<u64> =
            [done.size, done.packed, done.offset].into_iter().filter(|number| self.is_far(*number)).collect();
        let version = if far.is_empty() { PLAIN_VERSION } else { FAR_VERSION };
        let extra = if far.is_empty() { Fields::default() } else { extra(&far) };
        let head = self.head(Fields::default().u32(CENTRAL).u16(MADE_BY).u16(version), method);
        let sizes = head.u32(done.crc).u32(self.near(done.packed)).u32(self.near(done.size));
        let lengths = sizes.u16(length).u16(u16::try_from(extra.0.len()).unwrap_or_default()).u16(0);
        let record = lengths.u16(0).u16(0).u32(MODE).u32(self.near(done.offset));
        self.central.extend(record.0);
        self.central.extend(path.as_bytes());
        self.central.extend(extra.0);
        self.files += 1;
    }

    /// Writes the directory.
    pub fn finish(mut self) -> io::Result<()> {
        let (offset, size) = (self.out.at, self.central.len() as u64);
        self.out.write_all(&self.central)?;
        let end = Fields::default();
        let many = self.files >= u64::from(u16::MAX);
        let end = if many || self.is_far(offset.max(size)) { self.far_end(end, offset, size) } else { end };
        let files = u16::try_from(self.files).unwrap_or(u16::MAX);
        let end = end.u32(END).u16(0).u16(0).u16(files).u16(files);
        let end = end.u32(self.near(size)).u32(self.near(offset)).u16(0);
        self.out.write_all(&end.0)?;
        self.out.flush()
    }

    fn far_end(&self, end: Fields, offset: u64, size: u64) -> Fields {
        /// Bytes of the record after its own length.
        const REST: u64 = 44;
        let end = end.u32(FAR_END).u64(REST).u16(MADE_BY).u16(FAR_VERSION).u32(0).u32(0);
        let end = end.u64(self.files).u64(self.files).u64(size).u64(offset);
        end.u32(FAR_LOCATOR).u32(0).u64(offset + size).u32(1)
    }
}

fn extra(far: &[u64]) -> Fields {
    let head = Fields::default().u16(FAR_EXTRA).u16(u16::try_from(far.len() * 8).unwrap_or_default());
    far.iter().fold(head, |fields, number| fields.u64(*number))
}

/// Checksum and size of what was copied.
fn copy(content: &mut Hashed, out: &mut dyn Write, buffer: &mut [u8]) -> io::Result<(u32, u64)> {
    let (mut crc, mut size) = (Hasher::new(), 0);
    loop {
        let read = content.fill(buffer)?;
        let bytes = buffer.get(..read).unwrap_or_default();
        if bytes.is_empty() {
            return Ok((crc.finalize(), size));
        }
        crc.update(bytes);
        out.write_all(bytes)?;
        size += read as u64;
    }
}

/// The format's own time and date: two seconds to the step, from 1980.
fn stamp(at: DateTime) -> (u16, u16) {
    let part = |number: i8| u16::try_from(number).unwrap_or_default();
    let year = u16::try_from(at.year().clamp(1980, 2107) - 1980).unwrap_or_default();
    let time = (part(at.hour()) << 11) | (part(at.minute()) << 5) | (part(at.second()) / 2);
    (time, (year << 9) | (part(at.month()) << 5) | part(at.day()))
}
