//! Kinds of picture that notices do not ask for: their frame, and whether they are whole.

use crate::bytes::{le16, le32, part};
use crate::exif;
use crate::facts::{Code, Facts, Frame, Problem};
use crate::limits::Limits;
use crate::source::Source;

pub fn probe(source: &mut Source, limits: &Limits, facts: &mut Facts) -> Result<(), Problem> {
    let most = if facts.kind == "image/tiff" { limits.picture_bytes } else { 64 };
    // A TIFF may say at its very end how large it is.
    let head = &source.read(0, usize::try_from(most).unwrap_or(usize::MAX))?;
    let (frame, told) = match &*facts.kind {
        "image/gif" => (gif(head), None),
        "image/webp" => (webp(head), le32(head, 4).map(|rest| u64::from(rest) + 8)),
        "image/bmp" => (bmp(head), le32(head, 2).map(u64::from)),
        _ => (tiff(head), None),
    };
    if told.is_some_and(|told| told > source.length) {
        facts.problems.push(Problem::new(Code::Truncated, "shorter than its header says").measured(source.length));
    }
    let frame = frame.ok_or_else(|| Problem::new(Code::Unreadable, "no frame in the header"))?;
    facts.width = Some(frame.width);
    facts.height = Some(frame.height);
    if frame.pixels() > limits.pixels {
        let figure = format!("{}×{}", frame.width, frame.height);
        return Err(Problem::new(Code::TooManyPixels, "from the header").measured(figure));
    }
    if facts.kind == "image/gif" && source.read(source.length - 1, 1)? != [0x3b] {
        facts.problems.push(Problem::new(Code::Truncated, "no end of image").measured(source.length));
    }
    let turned = (facts.kind == "image/tiff").then(|| exif::orientation(head)).flatten().unwrap_or_default();
    facts.rotation = Some(turned.rotation);
    facts.displayed = Some(frame.turned(turned.rotation));
    Ok(())
}

fn gif(head: &[u8]) -> Option<Frame> {
    Some(Frame::new(le16(head, 6)?.into(), le16(head, 8)?.into()))
}

fn bmp(head: &[u8]) -> Option<Frame> {
    if le32(head, 14)? == 12 {
        return Some(Frame::new(le16(head, 18)?.into(), le16(head, 20)?.into()));
    }
    // A negative height says that the rows come from above.
    Some(Frame::new(le32(head, 18)?, le32(head, 22)?.cast_signed().unsigned_abs()))
}

fn tiff(head: &[u8]) -> Option<Frame> {
    Some(Frame::new(exif::entry(head, 256)?, exif::entry(head, 257)?))
}

fn webp(head: &[u8]) -> Option<Frame> {
    let three = |at| Some(le32(&[part(head, at, 3)?, &[0]].concat(), 0)? + 1);
    match part(head, 12, 4)? {
        b"VP8 " => Some(Frame::new((le16(head, 26)? & 0x3fff).into(), (le16(head, 28)? & 0x3fff).into())),
        b"VP8L" => {
            let bits = le32(head, 21)?;
            Some(Frame::new((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
        }
        b"VP8X" => Some(Frame::new(three(24)?, three(27)?)),
        _ => None,
    }
}
