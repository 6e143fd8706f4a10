use crate::bytes::{contains_word, find, le16, le32, part};
use crate::search::wide;

const OCTETS: &str = "application/octet-stream";

/// Kinds by their first bytes: place, bytes, MIME type.
const BEGINNINGS: [(usize, &[u8], &str); 25] = [
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (8, b"WEBPVP8", "image/webp"),
    (8, b"AVI LIST", "video/x-msvideo"),
    (8, b"WAVE", "audio/wav"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"\xef\xbb\xbf%PDF-", "application/pdf"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"fLaC\0", "audio/flac"),
    (0, b"OggS\0", "audio/ogg"),
    (0, b"0&\xb2u\x8ef\xcf\x11", "video/x-ms-asf"),
    (0, b"FLV\x01", "video/x-flv"),
    (0, b"\x00\x00\x01\xba", "video/mpeg"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"\x1f\x8b\x08", "application/gzip"),
    (0, b"MZ", PROGRAMS[0]),
    (0, b"\x7fELF", PROGRAMS[1]),
    (0, b"\xcf\xfa\xed\xfe", PROGRAMS[2]),
    (0, b"\xca\xfe\xba\xbe", PROGRAMS[2]),
    (0, b"#!", PROGRAMS[3]),
];

const PROGRAMS: [&str; 4] = [
    "application/vnd.microsoft.portable-executable",
    "application/x-executable",
    "application/x-mach-binary",
    "text/x-shellscript",
];

pub fn is_program(kind: &str) -> bool {
    PROGRAMS.contains(&kind)
}

/// What a file is, as a MIME type, by its first bytes; 64 KiB are enough for every kind.
pub fn kind(head: &[u8]) -> &'static str {
    let begins = |(at, mark, _): &&(usize, &[u8], &str)| part(head, *at, mark.len()) == Some(*mark);
    if let Some((_, _, kind)) = BEGINNINGS.iter().find(begins) {
        return kind;
    }
    let found = boxed(head).or_else(|| matroska(head)).or_else(|| packed(head)).or_else(|| compound(head));
    found.or_else(|| bitmap(head)).or_else(|| sound(head)).or_else(|| written(head)).unwrap_or(OCTETS)
}

/// Files of boxes tell by their brand.
fn boxed(head: &[u8]) -> Option<&'static str> {
    let (name, brand) = (part(head, 4, 4)?, part(head, 8, 4).unwrap_or_default());
    match (name, brand) {
        // What names no brand is QuickTime from before brands.
        (b"ftyp", b"qt  ") | (b"moov" | b"mdat" | b"wide" | b"pnot", _) => Some("video/quicktime"),
        (b"ftyp", b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx") => Some("image/heic"),
        (b"ftyp", b"avif" | b"avis") => Some("image/avif"),
        (b"ftyp", b"mif1" | b"msf1") => Some(if names_brand(head, b"avif") { "image/avif" } else { "image/heic" }),
        (b"ftyp", b"M4A " | b"M4B ") => Some("audio/mp4"),
        (b"ftyp", _) => Some("video/mp4"),
        (b"free" | b"skip", _) => find(head.get(..4096).unwrap_or(head), b"moov", 8).map(|_| "video/quicktime"),
        _ => None,
    }
}

fn names_brand(head: &[u8], brand: &[u8]) -> bool {
    head.get(16..64.min(head.len())).is_some_and(|brands| brands.chunks(4).any(|one| one == brand))
}

fn matroska(head: &[u8]) -> Option<&'static str> {
    head.starts_with(b"\x1a\x45\xdf\xa3").then(|| {
        let web = find(head.get(..64).unwrap_or(head), b"webm", 4).is_some();
        if web { "video/webm" } else { "video/x-matroska" }
    })
}

/// A zip file, or the kind of document that its first entries make of it.
fn packed(head: &[u8]) -> Option<&'static str> {
    if head.starts_with(b"PK\x05\x06") {
        return Some("application/zip");
    }
    head.starts_with(b"PK\x03\x04").then(|| office(entry_names(head)))
}

/// Which office document has entries of these names.
pub fn office<'a>(names: impl Iterator<Item = &'a [u8]>) -> &'static str {
    const FOLDERS: [(&[u8], &str); 3] = [
        (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ];
    let (mut typed, mut found) = (false, None);
    for name in names {
        typed |= name == b"[Content_Types].xml" || name.ends_with(b".rels") || name.ends_with(b".xml");
        found = found.or_else(|| FOLDERS.iter().find(|(folder, _)| name.starts_with(folder)));
    }
    found.filter(|_| typed).map_or("application/zip", |(_, kind)| kind)
}

/// Names of a zip file's entries from its beginning, as far as it is there.
fn entry_names(head: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = Some(0);
    std::iter::from_fn(move || {
        let start = at?;
        let (name, extra) = (usize::from(le16(head, start + 26)?), usize::from(le16(head, start + 28)?));
        let content = start + 30 + name + extra;
        let after = content.checked_add(le32(head, start + 18)? as usize)?;
        // Sizes may stand behind the content; then the next entry is looked for.
        at = find(head, b"PK\x03\x04", after);
        part(head, start + 30, name)
    })
}

fn compound(head: &[u8]) -> Option<&'static str> {
    head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").then(|| {
        let has = |name: &str| find(head, &wide(name), 0).is_some();
        compound_kind(has("WordDocument"), has("Workbook"), has("PowerPoint Document"))
    })
}

/// Which document a compound file is, by the streams that it has.
pub const fn compound_kind(word: bool, excel: bool, slides: bool) -> &'static str {
    match (word, excel, slides) {
        (true, ..) => "application/msword",
        (_, true, _) => "application/vnd.ms-excel",
        (.., true) => "application/vnd.ms-powerpoint",
        _ => "application/x-ole-storage",
    }
}

fn bitmap(head: &[u8]) -> Option<&'static str> {
    let known = head.starts_with(b"BM") && [12, 40, 52, 56, 64, 108, 124].contains(&le32(head, 14)?);
    known.then_some("image/bmp")
}

/// Sound in frames of MPEG layer 3 without a label before them.
fn sound(head: &[u8]) -> Option<&'static str> {
    let &[first, second, third] = part(head, 0, 3)? else { return None };
    let layer_three = second & 0xe6 == 0xe2 && second & 0x18 != 0x08;
    let frame = third >> 4 != 0xf && third >> 4 != 0 && (third >> 2) & 3 != 3;
    (first == 0xff && layer_three && frame).then_some("audio/mpeg")
}

fn written(head: &[u8]) -> Option<&'static str> {
    const PAGE: [&[u8]; 8] =
        [b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<iframe", b"<meta ", b"<title"];
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let begins = |word: &[u8]| part(text, 0, word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word));
    if PAGE.iter().any(|word| begins(word)) {
        return Some("text/html");
    }
    if begins(b"<svg") || (begins(b"<?xml") || begins(b"<!")) && contains_word(text, b"<svg") {
        return Some("image/svg+xml");
    }
    if (begins(b"<?xml") || begins(b"<!")) && contains_word(text, b"<html") {
        return Some("text/html");
    }
    if begins(b"<?xml") {
        return Some("application/xml");
    }
    let plain = |byte: &u8| *byte >= 0x20 && *byte != 0x7f || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c);
    (!head.is_empty() && head.iter().all(plain)).then_some("text/plain")
}
