//! The one entry of a photo's notes that changes how it is shown.

use crate::bytes::{be16, be32, le16, le32};

const ORIENTATION: u16 = 0x0112;
/// Entries of a directory that are looked at; cameras write some dozens.
const ENTRIES: u16 = 512;

/// How a picture is to be turned: degrees clockwise, after mirroring left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Orientation {
    pub rotation: u16,
    pub mirrored: bool,
}

impl Orientation {
    /// From the value of the EXIF tag, 1 to 8.
    pub const fn of_tag(tag: u16) -> Option<Self> {
        let (rotation, mirrored) = match tag {
            1 => (0, false),
            2 => (0, true),
            3 => (180, false),
            4 => (180, true),
            5 => (270, true),
            6 => (90, false),
            7 => (90, true),
            8 => (270, false),
            _ => return None,
        };
        Some(Self { rotation, mirrored })
    }

    pub const fn tag(self) -> u16 {
        match (self.rotation, self.mirrored) {
            (90, false) => 6,
            (180, false) => 3,
            (270, false) => 8,
            (90, true) => 7,
            (180, true) => 4,
            (270, true) => 5,
            (_, mirrored) => 1 + mirrored as u16,
        }
    }
}

/// The orientation in a TIFF structure, as EXIF is written.
pub fn orientation(tiff: &[u8]) -> Option<Orientation> {
    Orientation::of_tag(entry(tiff, ORIENTATION)?.try_into().ok()?)
}

/// The value of a number in the first directory of a TIFF structure.
pub fn entry(tiff: &[u8], tag: u16) -> Option<u32> {
    const SHORT: u16 = 3;
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at| if little { le16(tiff, at) } else { be16(tiff, at) };
    let long = |at| if little { le32(tiff, at) } else { be32(tiff, at) };
    let directory = usize::try_from(long(4)?).ok()?;
    let count = short(directory)?.min(ENTRIES);
    let mut places = (0..usize::from(count)).map(|number| directory + 2 + 12 * number);
    let at = places.find(|at| short(*at) == Some(tag))?;
    if short(at + 2)? == SHORT { short(at + 8).map(u32::from) } else { long(at + 8) }
}

/// Notes that hold an orientation and nothing else.
pub fn minimal(orientation: Orientation) -> Vec<u8> {
    let head = [&b"MM\0*"[..], &8_u32.to_be_bytes(), &1_u16.to_be_bytes()].concat();
    let tag = [ORIENTATION.to_be_bytes(), 3_u16.to_be_bytes()].concat();
    let value = [&1_u32.to_be_bytes()[..], &orientation.tag().to_be_bytes(), &[0; 6]].concat();
    [head, tag, value].concat()
}
