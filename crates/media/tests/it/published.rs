//! T28. What goes out shows the picture and nothing of whoever took it.

use linxuan_media::{Code, strip, thumbnail};

use crate::facts;
use crate::made::film::Film;
use crate::made::packed::{entry, zip};
use crate::made::picture::{exif, jpeg, notes, png, with, with_chunk};

const SECRETS: [&[u8]; 5] = [b"GPS", b"Exif", b"adobe:ns:meta", b"nobody", b"PK\x03\x04"];

fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

fn telling_jpeg(orientation: u16) -> Vec<u8> {
    let photo = with(&jpeg(64, 40), 0xe1, &exif(orientation, true));
    let photo = with(&photo, 0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'/>");
    let photo = with(&photo, 0xfe, b"taken by nobody");
    let photo = with(&photo, 0xe2, b"ICC_PROFILE\0\x01\x01profile");
    [photo, zip(&[entry("nobody", b"GPS")])].concat()
}

fn pixels(bytes: &[u8]) -> Vec<u8> {
    image::load_from_memory(bytes).unwrap().into_rgba8().into_raw()
}

#[test]
fn an_upright_photo_keeps_its_pixels_and_colours_alone() {
    let before = telling_jpeg(1);
    let clean = strip(&before).unwrap();
    for secret in SECRETS {
        assert!(holds(&before, secret) && !holds(&clean, secret), "{}", String::from_utf8_lossy(secret));
    }
    assert!(holds(&clean, b"ICC_PROFILE\0\x01\x01profile"));
    assert_eq!(pixels(&jpeg(64, 40)), pixels(&clean));
    assert!(facts(&clean).problems.is_empty());
    assert_eq!(strip(&clean).unwrap(), clean, "nothing is left to take away");
}

#[test]
fn a_turned_photo_stays_turned() {
    for (tag, rotation) in [(3, 180), (6, 90), (8, 270), (5, 270)] {
        let clean = strip(&telling_jpeg(tag)).unwrap();
        assert!(!holds(&clean, b"GPS") && !holds(&clean, b"nobody"));
        assert_eq!(facts(&clean).rotation, Some(rotation));
        assert_eq!(pixels(&jpeg(64, 40)), pixels(&clean));
    }
}

#[test]
fn a_png_keeps_its_pixels_alone() {
    let telling = with_chunk(&with_chunk(&png(30, 20), *b"tEXt", b"Author\0nobody"), *b"eXIf", &notes(8, false));
    let clean = strip(&telling).unwrap();
    assert!(!holds(&clean, b"GPS") && !holds(&clean, b"nobody"));
    assert_eq!((facts(&clean).rotation, facts(&clean).problems.len()), (Some(270), 0));
    assert_eq!(pixels(&png(30, 20)), pixels(&clean));
}

#[test]
fn a_small_jfif_picture_goes_too() {
    let label = [&b"JFIF\0\x01\x02\x01\0\x48\0\x48\x02\x02"[..], &b"thumbnailRGB"[..]].concat();
    let photo = jpeg(16, 16);
    let end = 4 + usize::from(u16::from_be_bytes([photo[4], photo[5]]));
    let photo = with(&[&photo[..2], &photo[end..]].concat(), 0xe0, &label);
    let clean = strip(&photo).unwrap();
    assert!(holds(&photo, b"thumbnailRGB") && !holds(&clean, b"thumbnailRGB"));
    assert_eq!(pixels(&photo), pixels(&clean));
}

#[test]
fn only_whole_pictures_are_stripped() {
    let photo = jpeg(16, 16);
    assert_eq!(strip(&photo[..photo.len() - 2]).unwrap_err().code, Code::Truncated);
    assert_eq!(strip(&Film::new(16, 16).write()).unwrap_err().code, Code::Unrecognised);
}

#[test]
fn thumbnails_keep_the_proportion_and_are_never_larger() {
    // Longest side 480 of 1000 × 700: 480 × 336. A side never becomes nothing.
    for ((width, height), longest, wanted) in [
        ((1000, 700), 480, (480, 336)),
        ((700, 1000), 480, (336, 480)),
        ((300, 200), 480, (300, 200)),
        ((480, 480), 480, (480, 480)),
        ((1500, 2), 480, (480, 1)),
    ] {
        for picture in [jpeg(width, height), png(width, height)] {
            let small = facts(&thumbnail(&picture, longest).unwrap());
            assert_eq!((small.kind.as_str(), small.width.zip(small.height)), ("image/jpeg", Some(wanted)));
            assert!(small.problems.is_empty());
        }
    }
}

/// Dark at the left and light at the right; turned by a quarter the dark is above.
#[test]
fn thumbnails_stand_upright_and_tell_nothing() {
    let mut halves = image::RgbImage::new(64, 32);
    for (x, _, pixel) in halves.enumerate_pixels_mut() {
        pixel.0 = [if x < 32 { 0 } else { 255 }; 3];
    }
    let mut photo = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut photo, 95).encode_image(&halves).unwrap();
    for (tag, frame, dark) in [
        (1, (64, 32), (5, 16)),
        (2, (64, 32), (58, 16)),
        (3, (64, 32), (58, 16)),
        (4, (64, 32), (5, 16)),
        (5, (32, 64), (16, 5)),
        (6, (32, 64), (16, 5)),
        (7, (32, 64), (16, 58)),
        (8, (32, 64), (16, 58)),
    ] {
        let small = thumbnail(&with(&photo, 0xe1, &exif(tag, true)), 64).unwrap();
        assert!(!holds(&small, b"Exif") && !holds(&small, b"GPS"));
        let small = image::load_from_memory(&small).unwrap().into_luma8();
        assert_eq!(small.dimensions(), frame, "{tag}");
        let light = (frame.0 - 1 - dark.0, frame.1 - 1 - dark.1);
        assert!(small.get_pixel(dark.0, dark.1).0[0] < 60 && small.get_pixel(light.0, light.1).0[0] > 195, "{tag}");
    }
}

#[test]
fn what_is_not_there_is_white() {
    let clear = image::RgbaImage::new(20, 20);
    let mut bytes = Vec::new();
    clear.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
    let small = image::load_from_memory(&thumbnail(&bytes, 10).unwrap()).unwrap().into_luma8();
    assert!(small.pixels().all(|pixel| pixel.0[0] > 250));
}

#[test]
fn floods_are_not_made_small() {
    let flood = crate::made::picture::reframed(&jpeg(8, 8), 65_000, 65_000);
    assert_eq!(thumbnail(&flood, 480).unwrap_err().code, Code::TooManyPixels);
    let flood = crate::made::picture::grey(65_000, 65_000, &[0; 9], false);
    assert_eq!(thumbnail(&flood, 480).unwrap_err().code, Code::TooManyPixels);
}
