//! JPEG: the frame from its header, before anything is decoded.

mod walk;

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::bytes::{be16, part};
use crate::exif::{self, Orientation};
use crate::facts::{Code, Facts, Frame, Problem};
use crate::kind;
use crate::limits::Limits;
use crate::probe::{page, polyglot};
use crate::source::Source;
pub use walk::{Segment, Walk};

pub const APP1: u8 = 0xe1;
pub const APP2: u8 = 0xe2;
pub const APP14: u8 = 0xee;
pub const COMMENT: u8 = 0xfe;
pub const EXIF: &[u8] = b"Exif\0\0";

/// What the frame header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    pub marker: u8,
    pub bits: u8,
    pub frame: Frame,
    pub colours: u8,
}

impl Header {
    fn of(segment: &Segment) -> Option<Self> {
        let &[bits, .., colours] = part(segment.content, 0, 6)? else { return None };
        let frame = Frame::new(be16(segment.content, 3)?.into(), be16(segment.content, 1)?.into());
        Some(Self { marker: segment.marker, bits, frame, colours })
    }

    const fn progressive(&self) -> bool {
        self.marker == 0xc2
    }

    /// What decoding holds: coefficients of all colours where they come in passes, else lines of an eighth.
    pub const fn decode_bytes(&self) -> u64 {
        let share = if self.progressive() { 2 * self.colours as u64 } else { 0 };
        self.frame.pixels() * share + (8 << 20)
    }

    fn unusual(&self) -> Option<&'static str> {
        match (self.bits, self.colours, self.marker) {
            (12, ..) => Some("12 bit"),
            (8, 4, _) => Some("CMYK"),
            (8, _, 0xc0..=0xc2) => None,
            (8, ..) => Some("arithmetic or lossless coding"),
            _ => Some("unusual depth"),
        }
    }
}

/// Every header of a frame; a picture has one.
pub fn headers(walk: &Walk) -> Vec<Header> {
    walk.segments.iter().filter(|segment| segment.is_frame()).filter_map(Header::of).collect()
}

/// As the notes say; where there are several, the first that does.
pub fn orientation(walk: &Walk) -> Option<Orientation> {
    let mut notes = walk.segments.iter().filter(|segment| segment.marker == APP1);
    notes.find_map(|segment| exif::orientation(segment.content.strip_prefix(EXIF)?))
}

pub fn probe(source: &mut Source, limits: &Limits, facts: &mut Facts) -> Result<(), Problem> {
    let bytes = source.read(0, usize::try_from(limits.picture_bytes).unwrap_or(usize::MAX))?;
    let walk = Walk::of(&bytes);
    let header = frame(&walk, facts)?;
    if header.frame.pixels() > limits.pixels {
        let figure = format!("{}×{}", header.frame.width, header.frame.height);
        return Err(Problem::new(Code::TooManyPixels, "from the header").measured(figure));
    }
    if source.length > limits.picture_bytes {
        return Err(Problem::new(Code::TooLarge, "a picture").measured(source.length));
    }
    let Some(end) = walk.end else {
        return Err(Problem::new(Code::Truncated, "no end of image").measured(source.length));
    };
    facts.problems.extend(foreign(&walk, bytes.get(end..).unwrap_or_default()));
    match header.unusual() {
        Some(figure) => facts.problems.push(Problem::new(Code::UnsupportedColour, "frame header").measured(figure)),
        None => decodes(&bytes, &walk, &header, limits)?,
    }
    Ok(())
}

fn frame(walk: &Walk, facts: &mut Facts) -> Result<Header, Problem> {
    let headers = headers(walk);
    let missing = if walk.end.is_none() { Code::Truncated } else { Code::Unreadable };
    let header = *headers.first().ok_or_else(|| Problem::new(missing, "no frame header"))?;
    let rotation = orientation(walk).unwrap_or_default().rotation;
    facts.width = Some(header.frame.width);
    facts.height = Some(header.frame.height);
    facts.rotation = Some(rotation);
    facts.displayed = Some(header.frame.turned(rotation));
    if header.frame.pixels() == 0 || header.colours == 0 {
        return Err(Problem::new(Code::Unreadable, "a frame without pixels"));
    }
    if headers.iter().any(|other| *other != header) {
        return Err(Problem::new(Code::Unreadable, "two different frames in one picture"));
    }
    Ok(header)
}

/// Decoded once, at an eighth of the size, where that is bounded.
fn decodes(bytes: &[u8], walk: &Walk, header: &Header, limits: &Limits) -> Result<(), Problem> {
    let passes = walk.scans * header.frame.pixels();
    if passes > limits.passes.max(4 * header.frame.pixels()) {
        return Err(Problem::new(Code::Bomb, "passes over a picture").measured(walk.scans));
    }
    if header.decode_bytes() > limits.decode_bytes {
        return Ok(());
    }
    decode(bytes, 1).map_err(|error| Problem::new(Code::Unreadable, error))?;
    Ok(())
}

/// A decoded picture, maybe at a part of its size.
pub struct Decoded {
    pub frame: Frame,
    pub pixels: Vec<u8>,
    /// Bytes a pixel: 1 for grey, 3 for red, green and blue.
    pub colours: u8,
    pub profile: Option<Vec<u8>>,
}

/// At the smallest of whole, half, a quarter and an eighth whose longest side is at least as wanted.
pub fn decode(bytes: &[u8], longest: u16) -> Result<Decoded, String> {
    let decode = || {
        let mut decoder = jpeg_decoder::Decoder::new(Cursor::new(bytes));
        decoder.read_info()?;
        let (width, height) = decoder.scale(longest, longest)?;
        let pixels = decoder.decode()?;
        let colours = match decoder.info().map(|info| info.pixel_format) {
            Some(jpeg_decoder::PixelFormat::L8) => 1,
            Some(jpeg_decoder::PixelFormat::RGB24) => 3,
            _ => 0,
        };
        Ok(Decoded { frame: Frame::new(width.into(), height.into()), pixels, colours, profile: decoder.icc_profile() })
    };
    // The decoder is others' code on hostile bytes: what it may do to itself must not reach us.
    let caught = catch_unwind(AssertUnwindSafe(decode)).map_err(|_| "the decoder gave up".to_owned())?;
    caught.map_err(|error: jpeg_decoder::Error| error.to_string())
}

/// What hides in comments or behind the picture. Cameras put further pictures and short films there; those stay.
fn foreign(walk: &Walk, rest: &[u8]) -> Option<Problem> {
    let mut comments = walk.segments.iter().filter(|segment| segment.marker == COMMENT);
    if comments.any(|comment| page(comment.content)) || page(rest) {
        return Some(polyglot("text/html"));
    }
    let start = rest.iter().position(|byte| ![0, 0xff].contains(byte))?;
    let other = kind(rest.get(start..)?);
    let foreign = other.starts_with("application/") && other != "application/octet-stream";
    foreign.then(|| polyglot(other))
}
