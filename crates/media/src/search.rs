//! Looking for marks in files of any length, with one block in memory.

use std::io;

use crate::bytes::find;
use crate::source::Source;

const BLOCK: usize = 1 << 20;

/// Which of the marks stand anywhere in the first `most` bytes.
pub fn marks(source: &mut Source, marks: &[&[u8]], most: u64) -> io::Result<Vec<bool>> {
    let overlap = marks.iter().map(|mark| mark.len()).max().unwrap_or(1) - 1;
    let mut seen = vec![false; marks.len()];
    let mut at = 0;
    while at < source.length.min(most) {
        let block = source.read(at, BLOCK + overlap)?;
        for (seen, mark) in seen.iter_mut().zip(marks) {
            *seen = *seen || find(&block, mark, 0).is_some();
        }
        at += BLOCK as u64;
    }
    Ok(seen)
}

/// Letters as a compound file writes them: two bytes each.
pub fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
