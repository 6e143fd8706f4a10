use std::io::{self, Read, Seek, SeekFrom};

use sha2::{Digest, Sha256};

/// How much of a file's beginning tells its kind.
pub const HEAD: usize = 64 << 10;

pub trait Stream: Read + Seek {}
impl<T: Read + Seek> Stream for T {}

/// A file that is read in pieces at known places.
pub struct Source<'a> {
    stream: &'a mut dyn Stream,
    pub length: u64,
    pub head: Vec<u8>,
}

impl<'a> Source<'a> {
    /// Reads everything once: its length, its hash in hex, and its beginning.
    pub fn open(stream: &'a mut dyn Stream) -> io::Result<(Self, String)> {
        stream.seek(SeekFrom::Start(0))?;
        let (mut hash, mut length, mut head) = (Sha256::new(), 0_u64, Vec::new());
        let mut block = vec![0; HEAD];
        loop {
            let read = match stream.read(&mut block) {
                Ok(0) => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read?,
            };
            let fresh = block.get(..read).unwrap_or_default();
            hash.update(fresh);
            length += fresh.len() as u64;
            head.extend(fresh.iter().take(HEAD - head.len()));
        }
        let digits = hash.finalize().iter().flat_map(|byte| [byte >> 4, byte & 15]).collect::<Vec<u8>>();
        let hash = digits.into_iter().filter_map(|digit| char::from_digit(digit.into(), 16)).collect();
        Ok((Self { stream, length, head }, hash))
    }

    /// Up to `most` bytes from `at` on; fewer at the end of the file.
    pub fn read(&mut self, at: u64, most: usize) -> io::Result<Vec<u8>> {
        let there = usize::try_from(self.length.saturating_sub(at)).unwrap_or(usize::MAX).min(most);
        let mut bytes = Vec::new();
        if let Some(known) = self.known(at, there) {
            return Ok(known.to_vec());
        }
        self.stream.seek(SeekFrom::Start(at))?;
        (&mut *self.stream).take(there as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn known(&self, at: u64, length: usize) -> Option<&[u8]> {
        let at = usize::try_from(at).ok()?;
        self.head.get(at..at.checked_add(length)?)
    }
}
