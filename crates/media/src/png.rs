//! PNG: chunk by chunk, with every pixel row counted while it is unpacked.

use flate2::{Crc, Decompress, FlushDecompress, Status};

use crate::bytes::{be32, part};
use crate::exif;
use crate::facts::{Code, Facts, Frame, Problem};
use crate::kind;
use crate::limits::Limits;
use crate::probe::{page, polyglot};
use crate::source::Source;

pub const SIGNATURE: usize = 8;
const MOST: usize = 100_000;

/// One chunk of a picture.
#[derive(Debug, Clone, Copy)]
pub struct Chunk<'a> {
    pub name: [u8; 4],
    pub content: &'a [u8],
    /// Length, name, content and checksum.
    pub whole: &'a [u8],
    pub sound: bool,
}

/// The chunks up to the end of the image, and where that is; none where the file stops before.
pub fn walk(bytes: &[u8]) -> (Vec<Chunk<'_>>, Option<usize>) {
    let (mut chunks, mut at) = (Vec::new(), SIGNATURE);
    while let Some(chunk) = chunk(bytes, at)
        && chunks.len() < MOST
    {
        at += chunk.whole.len();
        chunks.push(chunk);
        if &chunk.name == b"IEND" {
            return (chunks, Some(at));
        }
    }
    (chunks, None)
}

fn chunk(bytes: &[u8], at: usize) -> Option<Chunk<'_>> {
    let length = usize::try_from(be32(bytes, at)?).ok()?;
    let content = part(bytes, at + 8, length)?;
    let mut crc = Crc::new();
    crc.update(part(bytes, at + 4, length + 4)?);
    let sound = be32(bytes, at + 8 + length)? == crc.sum();
    Some(Chunk { name: crate::bytes::array(bytes, at + 4)?, content, whole: part(bytes, at, length + 12)?, sound })
}

/// What the header says.
#[derive(Debug, Clone, Copy)]
struct Header {
    frame: Frame,
    bits_a_pixel: u64,
    interlaced: bool,
}

impl Header {
    fn of(content: &[u8]) -> Option<Self> {
        let frame = Frame::new(be32(content, 0)?, be32(content, 4)?);
        let &[depth, colour, _, _, interlace] = part(content, 8, 5)? else { return None };
        let samples = match colour {
            0 | 3 => 1,
            2 => 3,
            4 => 2,
            6 => 4,
            _ => return None,
        };
        let depths = [1, 2, 4, 8, 16].contains(&depth);
        depths.then_some(Self { frame, bits_a_pixel: samples * u64::from(depth), interlaced: interlace == 1 })
    }

    /// Bytes of all rows: each has one for its filter.
    fn bytes(&self) -> u64 {
        let rows = |width: u64, height: u64| {
            if width == 0 { 0 } else { height * (1 + (width * self.bits_a_pixel).div_ceil(8)) }
        };
        let (width, height) = (u64::from(self.frame.width), u64::from(self.frame.height));
        if !self.interlaced {
            return rows(width, height);
        }
        // Adam7: first column, first row, and the steps of each pass.
        let passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
        let count = |all: u64, first: u64, step: u64| all.saturating_sub(first).div_ceil(step);
        passes.iter().map(|(x, y, across, down)| rows(count(width, *x, *across), count(height, *y, *down))).sum()
    }
}

pub fn probe(source: &mut Source, limits: &Limits, facts: &mut Facts) -> Result<(), Problem> {
    let first = source.head.get(SIGNATURE + 8..).and_then(Header::of);
    let header = first
        .ok_or_else(|| Problem::new(if source.length < 33 { Code::Truncated } else { Code::Unreadable }, "header"))?;
    facts.width = Some(header.frame.width);
    facts.height = Some(header.frame.height);
    if header.frame.pixels() > limits.pixels {
        let figure = format!("{}×{}", header.frame.width, header.frame.height);
        return Err(Problem::new(Code::TooManyPixels, "from the header").measured(figure));
    }
    if source.length > limits.picture_bytes {
        return Err(Problem::new(Code::TooLarge, "a picture").measured(source.length));
    }
    let bytes = source.read(0, usize::try_from(limits.picture_bytes).unwrap_or(usize::MAX))?;
    let (chunks, end) = walk(&bytes);
    shown(&chunks, header.frame, facts);
    if header.frame.pixels() == 0 {
        return Err(Problem::new(Code::Unreadable, "a frame without pixels"));
    }
    let end = end.ok_or_else(|| Problem::new(Code::Truncated, "no end of image").measured(source.length))?;
    facts.problems.extend(foreign(&chunks, bytes.get(end..).unwrap_or_default()));
    whole(&chunks, &header)
}

fn shown(chunks: &[Chunk], frame: Frame, facts: &mut Facts) {
    let notes = chunks.iter().find(|chunk| &chunk.name == b"eXIf");
    let rotation = notes.and_then(|notes| exif::orientation(notes.content)).unwrap_or_default().rotation;
    facts.rotation = Some(rotation);
    facts.displayed = Some(frame.turned(rotation));
}

/// Checksums, and as many pixels as the header says.
fn whole(chunks: &[Chunk], header: &Header) -> Result<(), Problem> {
    // The capital letter of a name says that the picture cannot be shown without it.
    let broken = chunks.iter().find(|chunk| !chunk.sound && chunk.name.first().is_some_and(u8::is_ascii_uppercase));
    if let Some(broken) = broken {
        let name = String::from_utf8_lossy(&broken.name).into_owned();
        return Err(Problem::new(Code::Unreadable, format!("checksum of {name}")).measured(name));
    }
    let data = chunks.iter().filter(|chunk| &chunk.name == b"IDAT").map(|chunk| chunk.content);
    let (wanted, found) = (header.bytes(), unpacked(data, header.bytes())?);
    if found < wanted {
        return Err(Problem::new(Code::Truncated, "rows are missing").measured(format!("{}%", found * 100 / wanted)));
    }
    if found > wanted {
        return Err(Problem::new(Code::Bomb, "more rows than the frame has"));
    }
    Ok(())
}

/// How many bytes the data hold; counting stops behind what is wanted.
fn unpacked<'a>(data: impl Iterator<Item = &'a [u8]>, wanted: u64) -> Result<u64, Problem> {
    let mut inflate = Decompress::new(true);
    let mut room = vec![0; 64 << 10];
    for content in data {
        let mut rest = content;
        while inflate.total_out() <= wanted {
            let (read, written) = (inflate.total_in(), inflate.total_out());
            let status = inflate.decompress(rest, &mut room, FlushDecompress::None);
            let status = status.map_err(|error| Problem::new(Code::Unreadable, error.to_string()))?;
            let read = usize::try_from(inflate.total_in() - read).unwrap_or_default();
            rest = rest.get(read..).unwrap_or_default();
            if status == Status::StreamEnd {
                return Ok(inflate.total_out());
            }
            if read == 0 && inflate.total_out() == written {
                break;
            }
        }
    }
    Ok(inflate.total_out())
}

fn foreign(chunks: &[Chunk], rest: &[u8]) -> Option<Problem> {
    let mut texts = chunks.iter().filter(|chunk| [b"tEXt", b"iTXt"].contains(&&chunk.name));
    if texts.any(|text| page(text.content)) || page(rest) {
        return Some(polyglot("text/html"));
    }
    let start = rest.iter().position(|byte| *byte != 0)?;
    let other = kind(rest.get(start..)?);
    (other != "application/octet-stream").then(|| polyglot(other))
}
