//! Small pictures of pictures.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngDecoder;
use image::imageops::{self, FilterType};
use image::{DynamicImage, ExtendedColorType, GrayImage, ImageDecoder, ImageEncoder, RgbImage};

use crate::exif::{self, Orientation};
use crate::facts::{Code, Frame, Problem};
use crate::jpeg::{self, Walk};
use crate::limits::Limits;
use crate::{kind, png};

const QUALITY: u8 = 85;

/// A picture to be made small, with its colours' profile and how it is turned.
struct Large {
    pixels: DynamicImage,
    profile: Option<Vec<u8>>,
    turned: Orientation,
}

/// A JPEG or PNG as a JPEG whose longest side is at most `longest`, upright, without notes; never enlarged.
pub fn thumbnail(bytes: &[u8], longest: u32) -> Result<Vec<u8>, Problem> {
    let limits = Limits::default();
    let longest = u16::try_from(longest.max(1)).unwrap_or(u16::MAX);
    let large = match kind(bytes) {
        "image/jpeg" => from_jpeg(bytes, longest, &limits)?,
        "image/png" => from_png(bytes, &limits)?,
        other => return Err(Problem::new(Code::Unrecognised, "neither JPEG nor PNG").measured(other)),
    };
    let before = Frame::new(large.pixels.width(), large.pixels.height());
    let frame = within(before, longest.into());
    let small = if frame == before {
        large.pixels
    } else {
        large.pixels.resize_exact(frame.width, frame.height, FilterType::Triangle)
    };
    write(&upright(small.into_rgb8(), large.turned), large.profile)
}

/// The largest frame of the same proportion within a square.
fn within(frame: Frame, longest: u32) -> Frame {
    let side = frame.width.max(frame.height).max(1);
    if side <= longest {
        return frame;
    }
    let scaled = |length: u32| {
        let nearest = (u64::from(length) * u64::from(longest) + u64::from(side) / 2) / u64::from(side);
        u32::try_from(nearest).unwrap_or(longest).max(1)
    };
    Frame::new(scaled(frame.width), scaled(frame.height))
}

fn upright(picture: RgbImage, turned: Orientation) -> RgbImage {
    let picture = if turned.mirrored { imageops::flip_horizontal(&picture) } else { picture };
    match turned.rotation {
        90 => imageops::rotate90(&picture),
        180 => imageops::rotate180(&picture),
        270 => imageops::rotate270(&picture),
        _ => picture,
    }
}

fn write(picture: &RgbImage, profile: Option<Vec<u8>>) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    if let Some(profile) = profile {
        // A profile that the format cannot hold is left out; the picture is shown without.
        drop(encoder.set_icc_profile(profile));
    }
    let written = encoder.write_image(picture, picture.width(), picture.height(), ExtendedColorType::Rgb8);
    written.map_err(|error| Problem::new(Code::Unreadable, error.to_string()))?;
    Ok(bytes)
}

fn too_many(frame: Frame) -> Problem {
    Problem::new(Code::TooManyPixels, "to be decoded").measured(format!("{}×{}", frame.width, frame.height))
}

fn from_jpeg(bytes: &[u8], longest: u16, limits: &Limits) -> Result<Large, Problem> {
    let walk = Walk::of(bytes);
    let headers = jpeg::headers(&walk);
    let [header] = headers.as_slice() else {
        return Err(Problem::new(Code::Unreadable, "no frame, or several"));
    };
    if header.frame.pixels() > limits.pixels || header.decode_bytes() > limits.decode_bytes {
        return Err(too_many(header.frame));
    }
    if walk.scans * header.frame.pixels() > limits.passes.max(4 * header.frame.pixels()) {
        return Err(Problem::new(Code::Bomb, "passes over a picture").measured(walk.scans));
    }
    let decoded = jpeg::decode(bytes, longest).map_err(|error| Problem::new(Code::Unreadable, error))?;
    let turned = jpeg::orientation(&walk).unwrap_or_default();
    let profile = decoded.profile.clone();
    let pixels = of_decoded(decoded).ok_or_else(|| Problem::new(Code::UnsupportedColour, "frame header"))?;
    Ok(Large { pixels, profile, turned })
}

fn of_decoded(decoded: jpeg::Decoded) -> Option<DynamicImage> {
    let (width, height) = (decoded.frame.width, decoded.frame.height);
    match decoded.colours {
        1 => GrayImage::from_raw(width, height, decoded.pixels).map(Into::into),
        3 => RgbImage::from_raw(width, height, decoded.pixels).map(Into::into),
        _ => None,
    }
}

fn from_png(bytes: &[u8], limits: &Limits) -> Result<Large, Problem> {
    let unreadable = |error: image::ImageError| Problem::new(Code::Unreadable, error.to_string());
    let mut allowed = image::Limits::default();
    allowed.max_alloc = Some(limits.decode_bytes);
    let mut decoder = PngDecoder::with_limits(Cursor::new(bytes), allowed).map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    let frame = Frame::new(width, height);
    if frame.pixels() > limits.pixels || decoder.total_bytes() > limits.decode_bytes {
        return Err(too_many(frame));
    }
    let notes = png::walk(bytes).0.into_iter().find(|chunk| &chunk.name == b"eXIf");
    let turned = notes.and_then(|notes| exif::orientation(notes.content)).unwrap_or_default();
    let profile = decoder.icc_profile().ok().flatten();
    // As with photos: others' code on hostile bytes.
    let decoded = catch_unwind(AssertUnwindSafe(|| DynamicImage::from_decoder(decoder)));
    let pixels = decoded.map_err(|_| Problem::new(Code::Unreadable, "the decoder gave up"))?.map_err(unreadable)?;
    let profile = profile.filter(|_| !matches!(pixels, DynamicImage::ImageLuma8(_) | DynamicImage::ImageLuma16(_)));
    Ok(Large { pixels: on_white(pixels), profile, turned })
}

/// A JPEG knows no transparency; papers are white.
fn on_white(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture;
    }
    let mut opaque = RgbImage::new(picture.width(), picture.height());
    let through = picture.into_rgba8();
    for (to, from) in opaque.pixels_mut().zip(through.pixels()) {
        let [colours @ .., alpha] = from.0;
        to.0 = colours.map(|colour| {
            let mixed = u16::from(colour) * u16::from(alpha) + 255 * (255 - u16::from(alpha));
            u8::try_from((mixed + 127) / 255).unwrap_or(u8::MAX)
        });
    }
    opaque.into()
}
