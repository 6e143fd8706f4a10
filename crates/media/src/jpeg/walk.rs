use crate::bytes::be16;

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
/// A picture has some dozens of segments; the largest colour profiles and notes some hundreds.
const MOST: usize = 20_000;

/// One marker with what it carries.
#[derive(Debug, Clone, Copy)]
pub struct Segment<'a> {
    pub marker: u8,
    pub content: &'a [u8],
    /// Marker, length, content, and for a scan its coded data.
    pub whole: &'a [u8],
}

impl Segment<'_> {
    pub const fn is_frame(&self) -> bool {
        // The same row of markers holds tables (c4, cc) and an extension (c8).
        matches!(self.marker, 0xc0..=0xcf) && !matches!(self.marker, 0xc4 | 0xc8 | 0xcc)
    }
}

/// A JPEG file marker by marker.
#[derive(Debug)]
pub struct Walk<'a> {
    pub segments: Vec<Segment<'a>>,
    pub scans: u64,
    /// Behind the end of the image; none where the file stops before.
    pub end: Option<usize>,
}

impl<'a> Walk<'a> {
    pub fn of(bytes: &'a [u8]) -> Self {
        let mut walk = Self { segments: Vec::new(), scans: 0, end: None };
        let mut at = 0;
        while let Some((marker, after)) = marker(bytes, at)
            && walk.segments.len() < MOST
        {
            match marker {
                START | 0x01 | 0xd0..=0xd7 => at = after,
                END => {
                    walk.end = Some(after);
                    break;
                }
                _ => match walk.segment(bytes, marker, after) {
                    Some(next) => at = next,
                    None => break,
                },
            }
        }
        walk
    }

    fn segment(&mut self, bytes: &'a [u8], marker: u8, at: usize) -> Option<usize> {
        let length = usize::from(be16(bytes, at)?);
        let content = bytes.get(at + 2..at + length)?;
        let mut next = at + length;
        if marker == SCAN {
            self.scans += 1;
            next = coded_end(bytes, next);
        }
        self.segments.push(Segment { marker, content, whole: bytes.get(at.checked_sub(2)?..next)? });
        Some(next)
    }
}

/// The marker at a place, and what comes after it; any number of fill bytes may stand before.
fn marker(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    if *bytes.get(at)? != 0xff {
        return None;
    }
    let fill = bytes.get(at..)?.iter().take_while(|byte| **byte == 0xff).count();
    Some((*bytes.get(at + fill)?, at + fill + 1))
}

/// Coded data ends at the first marker that is no restart.
fn coded_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == 0xff)) {
        at += found;
        match bytes.get(at + 1) {
            Some(0 | 0xd0..=0xd7) => at += 2,
            Some(0xff) => at += 1,
            _ => return at,
        }
    }
    bytes.len()
}
