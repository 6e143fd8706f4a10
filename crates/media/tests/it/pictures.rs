use linxuan_media::Code::{
    ActiveContent, Bomb, Polyglot, TooManyPixels, Truncated, Unreadable, Unrecognised, UnsupportedColour,
};

use crate::made::packed::{entry, zip};
use crate::made::picture::{chunk, exif, grey, headers, jpeg, notes, png, reframed, with, with_chunk};
use crate::{Case, Verdict, facts};

const JPEG: &str = "image/jpeg";
const PNG: &str = "image/png";

pub fn cases() -> Vec<Case> {
    [turned(), jpegs(), cut_jpegs(), pngs(), cut_pngs(), others()].into_iter().flatten().collect()
}

/// All eight orientations, in both orders of bytes.
fn turned() -> Vec<Case> {
    let rotations = [(1, 0), (2, 0), (3, 180), (4, 180), (5, 270), (6, 90), (7, 90), (8, 270)];
    let mut cases = Vec::new();
    for (tag, rotation) in rotations {
        for little in [false, true] {
            for (width, height) in [(40, 24), (33, 48)] {
                let shown = if rotation % 180 == 90 { (height, width) } else { (width, height) };
                let verdict = |kind| Verdict::picture(kind, width, height).shown(shown.0, shown.1, rotation);
                let name = format!("orientation {tag} of {width}×{height}, little-endian {little}");
                let photo = with(&jpeg(width, height), 0xe1, &exif(tag, little));
                cases.push(Case::new(format!("jpeg, {name}"), photo, verdict(JPEG)));
                let picture = with_chunk(&png(width, height), *b"eXIf", &notes(tag, little));
                cases.push(Case::new(format!("png, {name}"), picture, verdict(PNG)));
            }
        }
    }
    cases
}

fn jpegs() -> Vec<Case> {
    let good = jpeg(40, 24);
    let right = || Verdict::picture(JPEG, 40, 24);
    let behind = |more: &[u8]| [&*good, more].concat();
    let archive = zip(&[entry("a.txt", b"text")]);
    let flood = |width, height| Verdict::picture(JPEG, width, height).wrong(TooManyPixels);
    let two_frames = {
        let other = reframed(&good, 80, 24);
        let at = other.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
        [&good[..2], &other[at..at + 19], &good[2..]].concat()
    };
    let mut cases = vec![
        Case::new("jpeg", good.clone(), right()),
        Case::new("jpeg of one pixel", jpeg(1, 1), Verdict::picture(JPEG, 1, 1)),
        Case::new("jpeg with an orientation of 9", with(&good, 0xe1, &exif(9, true)), right()),
        Case::new("jpeg with broken notes", with(&good, 0xe1, b"Exif\0\0II*\0\xff\xff\xff\xff"), right()),
        Case::new("jpeg with a comment", with(&good, 0xfe, "照片".as_bytes()), right()),
        Case::new("jpeg with zeros behind", behind(&[0; 900]), right()),
        Case::new("jpeg with a second jpeg behind, as phones write", behind(&jpeg(9, 9)), right()),
        Case::new(
            "jpeg with a film behind, as phones write",
            behind(&crate::made::film::Film::new(64, 64).write()),
            right(),
        ),
        Case::new("jpeg and zip", behind(&archive), right().wrong(Polyglot)),
        Case::new("jpeg, letters, zip", [&*behind(b"letters"), &*archive].concat(), right().wrong(Polyglot)),
        Case::new("jpeg and page", behind(b"\n<HTML><body>"), right().wrong(Polyglot)),
        Case::new("jpeg and script", behind(b"....<script>alert(1)</script>"), right().wrong(Polyglot)),
        Case::new("jpeg with a page in a comment", with(&good, 0xfe, b"<script>1</script>"), right().wrong(Polyglot)),
        Case::new("jpeg and pdf", behind(&crate::made::packed::pdf(1, "", &[], "")), right().wrong(Polyglot)),
        Case::new("jpeg and program", behind(b"MZ\x90\0\x03"), right().wrong(Polyglot)),
        Case::new("jpeg and rar", behind(b"Rar!\x1a\x07\x01\0"), right().wrong(Polyglot)),
        Case::new("jpeg flood", reframed(&good, 65000, 65000), flood(65000, 65000)),
        Case::new("jpeg flood, just above", reframed(&good, 12_001, 10_000), flood(12_001, 10_000)),
        Case::new("jpeg without pixels", reframed(&good, 40, 0), Verdict::picture(JPEG, 40, 0).wrong(Unreadable)),
        Case::new(
            "jpeg of 12 bits",
            headers(0xc1, 12, 64, 3, 1),
            Verdict::picture(JPEG, 64, 64).wrong(UnsupportedColour),
        ),
        Case::new("jpeg in CMYK", headers(0xc0, 8, 64, 4, 1), Verdict::picture(JPEG, 64, 64).wrong(UnsupportedColour)),
        Case::new("lossless jpeg", headers(0xc3, 8, 64, 3, 1), Verdict::picture(JPEG, 64, 64).wrong(UnsupportedColour)),
        Case::new(
            "jpeg of 5000 passes",
            headers(0xc2, 8, 9000, 3, 5000),
            Verdict::picture(JPEG, 9000, 9000).wrong(Bomb),
        ),
        Case::new("jpeg of two frames", two_frames, Verdict::picture(JPEG, 80, 24).wrong(Unreadable)),
        Case::new(
            "jpeg without a frame",
            [&[0xff, 0xd8][..], &crate::made::picture::segment(0xe0, b"JFIF\0"), &[0xff, 0xd9]].concat(),
            Verdict::of(JPEG).wrong(Unreadable),
        ),
    ];
    for (width, height) in [(295, 413), (413, 295), (413, 626), (390, 567), (779, 1134)] {
        let name = format!("jpeg of {width}×{height}");
        cases.push(Case::new(name, jpeg(width, height), Verdict::picture(JPEG, width, height)));
    }
    cases
}

/// A photo cut anywhere is truncated, wherever its frame is still told.
fn cut_jpegs() -> Vec<Case> {
    let good = with(&jpeg(120, 80), 0xe1, &exif(1, true));
    let frame = good.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
    let cut = |at: usize| {
        let told = if at >= frame + 19 { Verdict::picture(JPEG, 120, 80) } else { Verdict::of(JPEG) };
        Case::new(format!("jpeg cut at {at} of {}", good.len()), good[..at].to_vec(), told.wrong(Truncated))
    };
    let places = (1..40).map(|part| part * good.len() / 40).chain([
        3,
        4,
        frame,
        frame + 18,
        frame + 19,
        good.len() - 2,
        good.len() - 1,
    ]);
    places.map(cut).collect()
}

fn pngs() -> Vec<Case> {
    let good = png(40, 24);
    let right = || Verdict::picture(PNG, 40, 24);
    let grey_of = |rows: usize| grey(40, 24, &vec![0; rows * 41], false);
    let flood = grey(65_000, 65_000, &vec![0; 1 << 20], false);
    let broken = {
        let mut bytes = good.clone();
        bytes[50] ^= 1;
        bytes
    };
    vec![
        Case::new("png", good.clone(), right()),
        Case::new("grey png", grey_of(24), right()),
        // 5 × 3, pass by pass: 1×1, 1×1, none, 1×1, 3×1, 2×2, 5×1 pixels, and a byte a row.
        Case::new("interlaced png", grey(5, 3, &[0; 2 + 2 + 2 + 4 + 6 + 6], true), Verdict::picture(PNG, 5, 3)),
        Case::new("png that lacks a row", grey_of(23), right().wrong(Truncated)),
        Case::new("png with a row more", grey_of(25), right().wrong(Bomb)),
        Case::new("png that unpacks to a thousand times", grey_of(240_000), right().wrong(Bomb)),
        Case::new("png with a bit turned", broken, right().wrong(Unreadable)),
        Case::new("png with text", with_chunk(&good, *b"tEXt", b"Author\0nobody"), right()),
        Case::new("png with a page in its text", with_chunk(&good, *b"tEXt", b"x\0<script>"), right().wrong(Polyglot)),
        Case::new("png and zip", [&*good, &*zip(&[entry("a", b"b")])].concat(), right().wrong(Polyglot)),
        Case::new("png and page", [&*good, &b"<html>"[..]].concat(), right().wrong(Polyglot)),
        Case::new("png with zeros behind", [&*good, &[0; 77][..]].concat(), right()),
        Case::new(
            "png flood",
            flood,
            Verdict { displayed: None, rotation: None, ..Verdict::picture(PNG, 65_000, 65_000).wrong(TooManyPixels) },
        ),
        Case::new("png without pixels", grey(0, 24, &[0; 24], false), Verdict::picture(PNG, 0, 24).wrong(Unreadable)),
    ]
}

fn cut_pngs() -> Vec<Case> {
    let good = png(60, 50);
    let cut = |at: usize| {
        let told = if at >= 33 { Verdict::picture(PNG, 60, 50) } else { Verdict::of(PNG) };
        let told = if (29..33).contains(&at) {
            Verdict { frame: Some((60, 50)), displayed: Some((60, 50)), rotation: Some(0), ..told }
        } else {
            told
        };
        Case::new(format!("png cut at {at} of {}", good.len()), good[..at].to_vec(), told.wrong(Truncated))
    };
    (1..30).map(|part| 33 + part * (good.len() - 34) / 30).chain([8, 20, 28, 29, 33, good.len() - 1]).map(cut).collect()
}

fn others() -> Vec<Case> {
    let gif = |end: &[u8]| [&b"GIF89a\x20\0\x10\0\0\0\0"[..], end].concat();
    let gif_flood = b"GIF89a\xe8\xfd\xe8\xfd\0\0\0;".to_vec();
    let told = |kind, width, height| Verdict { frame: Some((width, height)), ..Verdict::of(kind) };
    let mut bmp =
        [&b"BM"[..], &58_u32.to_le_bytes()[..], &[0; 4], &54_u32.to_le_bytes(), &40_u32.to_le_bytes()].concat();
    bmp.extend([1_i32, -1].map(i32::to_le_bytes).concat());
    bmp.resize(58, 0);
    let mut webp = [&b"RIFF"[..], &22_u32.to_le_bytes()[..], b"WEBPVP8X", &10_u32.to_le_bytes(), &[0; 4]].concat();
    webp.extend([39, 0, 0, 23, 0, 0]);
    let mut webp_flood = webp.clone();
    webp_flood.splice(24.., [0xff; 6]);
    let tiff = [
        &b"II*\0"[..],
        &8_u32.to_le_bytes()[..],
        &2_u16.to_le_bytes(),
        &[0, 1, 4, 0, 1, 0, 0, 0, 40, 0, 0, 0],
        &[1, 1, 4, 0, 1, 0, 0, 0, 24, 0, 0, 0],
    ]
    .concat();
    let drawing = |inner: &str| format!("<?xml version='1.0'?>\n<svg xmlns='x'>{inner}</svg>").into_bytes();
    vec![
        Case::new("gif", gif(b";"), Verdict::picture("image/gif", 32, 16)),
        Case::new("gif without its end", gif(b""), Verdict::picture("image/gif", 32, 16).wrong(Truncated)),
        Case::new("gif flood", gif_flood, told("image/gif", 65_000, 65_000).wrong(TooManyPixels)),
        Case::new(
            "gif and page",
            gif(b"<script>alert(1)</script>;"),
            Verdict::picture("image/gif", 32, 16).wrong(Polyglot),
        ),
        Case::new("bmp", bmp.clone(), Verdict::picture("image/bmp", 1, 1)),
        Case::new("bmp that was cut", bmp[..40].into(), Verdict::picture("image/bmp", 1, 1).wrong(Truncated)),
        Case::new("webp", webp.clone(), Verdict::picture("image/webp", 40, 24)),
        Case::new("webp flood", webp_flood, told("image/webp", 1 << 24, 1 << 24).wrong(TooManyPixels)),
        Case::new("tiff", tiff, Verdict::picture("image/tiff", 40, 24)),
        Case::new("drawing", drawing("<path/>"), Verdict::of("image/svg+xml")),
        Case::new(
            "drawing with a script",
            drawing("<script>1</script>"),
            Verdict::of("image/svg+xml").wrong(ActiveContent),
        ),
        Case::new(
            "drawing that opens a file",
            drawing("<!ENTITY x SYSTEM 'file:///etc/passwd'>"),
            Verdict::of("image/svg+xml").wrong(ActiveContent),
        ),
        Case::new("noise", (0..255).rev().collect(), Verdict::of("application/octet-stream").wrong(Unrecognised)),
        Case::new(
            "a chunk by itself",
            chunk(*b"IEND", b""),
            Verdict::of("application/octet-stream").wrong(Unrecognised),
        ),
    ]
}

/// T21. The figure is the one that a person can compare.
#[test]
fn a_flood_is_told_with_its_frame() {
    let flood = facts(&reframed(&jpeg(8, 8), 65_000, 65_000));
    assert_eq!(flood.problems[0].figure.as_deref(), Some("65000×65000"));
    assert_eq!(facts(&headers(0xc0, 8, 64, 4, 1)).problems[0].figure.as_deref(), Some("CMYK"));
    assert_eq!(facts(&headers(0xc1, 12, 64, 3, 1)).problems[0].figure.as_deref(), Some("12 bit"));
}
