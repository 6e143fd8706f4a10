//! Pictures without what they tell of people: places, times, devices, small
//! earlier pictures. What is shown stays, bit for bit.

use flate2::Crc;

use crate::exif::{self, Orientation};
use crate::facts::{Code, Problem};
use crate::jpeg::{self, APP1, APP2, APP14, COMMENT, EXIF, Segment, Walk};
use crate::{kind, png};

/// The picture without notes, comments, small pictures and whatever stands behind it. Its colour profile stays, and
/// of its notes the orientation alone, where it is not shown upright as it is.
pub fn strip(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    match kind(bytes) {
        "image/jpeg" => jpeg(bytes),
        "image/png" => png(bytes),
        other => Err(Problem::new(Code::Unrecognised, "neither JPEG nor PNG").measured(other)),
    }
}

fn jpeg(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    let walk = Walk::of(bytes);
    if walk.end.is_none() {
        return Err(Problem::new(Code::Truncated, "no end of image").measured(bytes.len()));
    }
    let mut clean = vec![0xff, 0xd8];
    for segment in walk.segments.iter().filter(|segment| stays(segment)) {
        clean.extend(label(segment).as_deref().unwrap_or(segment.whole));
    }
    let turned = jpeg::orientation(&walk).filter(|turned| *turned != Orientation::default());
    if let Some(notes) = turned.map(exif::minimal) {
        let length = u16::try_from(2 + EXIF.len() + notes.len()).unwrap_or_default();
        let segment = [&[0xff, APP1][..], &length.to_be_bytes(), EXIF, &notes].concat();
        clean.splice(2..2, segment);
    }
    clean.extend([0xff, 0xd9]);
    Ok(clean)
}

fn stays(segment: &Segment) -> bool {
    match segment.marker {
        0xe0 => segment.content.starts_with(b"JFIF\0"),
        APP2 => segment.content.starts_with(b"ICC_PROFILE\0"),
        APP14 => segment.content.starts_with(b"Adobe"),
        0xe1..=0xef | COMMENT => false,
        _ => true,
    }
}

/// The label of the format can hold a small picture; only its density stays.
fn label(segment: &Segment) -> Option<Vec<u8>> {
    let fixed = segment.content.get(..12).filter(|_| segment.marker == 0xe0)?;
    Some([&[0xff, 0xe0, 0, 16][..], fixed, &[0, 0]].concat())
}

fn png(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    const STAY: [&[u8; 4]; 12] =
        [b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"];
    let (chunks, Some(_)) = png::walk(bytes) else {
        return Err(Problem::new(Code::Truncated, "no end of image").measured(bytes.len()));
    };
    let notes = chunks.iter().find(|chunk| &chunk.name == b"eXIf");
    let turned =
        notes.and_then(|notes| exif::orientation(notes.content)).filter(|turned| *turned != Orientation::default());
    let mut clean = bytes.get(..png::SIGNATURE).unwrap_or_default().to_vec();
    for chunk in &chunks {
        if chunk.name.first().is_some_and(u8::is_ascii_uppercase) || STAY.contains(&&chunk.name) {
            clean.extend(chunk.whole);
        }
        if let (b"IHDR", Some(turned)) = (&chunk.name, turned) {
            clean.extend(chunk_of(*b"eXIf", &exif::minimal(turned)));
        }
    }
    Ok(clean)
}

fn chunk_of(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(&name);
    crc.update(content);
    let length = u32::try_from(content.len()).unwrap_or_default();
    [&length.to_be_bytes()[..], &name, content, &crc.sum().to_be_bytes()].concat()
}
