//! An office file as what it is underneath: a zip archive that somebody sent in.

use std::io::{Cursor, Read};
use std::path::Path;

use linxuan_domain::sheet::Unreadable;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::broken;

/// All parts unpacked.
const MOST: u64 = 64 * 1024 * 1024;
/// Parts of one file; forms have some ten, portraits among them.
const MOST_PARTS: usize = 1_000;
/// How many times its size a part unpacks to; sheets of empty cells reach a hundred.
const DENSEST: u64 = 250;
/// Small parts may be as dense as they like.
const SMALL: u64 = 1024 * 1024;

pub type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens an archive after every part of it was unpacked once, counted and not kept.
pub fn checked(bytes: &[u8]) -> Result<Archive<'_>, Unreadable> {
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MOST {
        return Err(Unreadable::TooLarge { most: MOST });
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let found = archive.len();
    if found > MOST_PARTS {
        return Err(Unreadable::TooManyParts { most: MOST_PARTS, found });
    }
    let mut sum = 0;
    for at in 0..found {
        let (name, size) = part(&mut archive, at, MOST - sum)?;
        sum += size;
        if is_program(&name) {
            return Err(Unreadable::Macros { part: name });
        }
    }
    for name in names(&archive, |name| is_relations(name) || name == "[Content_Types].xml") {
        related(&name, &text(&mut archive, &name)?)?;
    }
    Ok(archive)
}

fn is_relations(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("rels"))
}

fn names(archive: &Archive<'_>, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    archive.file_names().flatten().filter(|name| wanted(name)).map(std::borrow::Cow::into_owned).collect()
}

/// A part's name and what it unpacks to, at most `left`.
fn part(archive: &mut Archive<'_>, at: usize, left: u64) -> Result<(String, u64), Unreadable> {
    let mut file = archive.by_index(at).map_err(broken)?;
    let name = file.name().map_err(broken)?.into_owned();
    if file.enclosed_name().is_none() || name.starts_with('/') || name.contains('\\') || file.is_symlink() {
        return Err(Unreadable::BadName { part: name });
    }
    let packed = file.compressed_size().max(1);
    let densest = packed.saturating_mul(DENSEST).max(SMALL);
    let size = std::io::copy(&mut file.by_ref().take(left.min(densest) + 1), &mut std::io::sink()).map_err(broken)?;
    match size {
        size if size > left => Err(Unreadable::TooLarge { most: MOST }),
        size if size > densest => Err(Unreadable::TooDense { part: name, most: DENSEST }),
        size => Ok((name, size)),
    }
}

fn is_program(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["vbaproject.bin", "vbadata.xml", "/activex/", "/macrosheets/", "/embeddings/"]
        .iter()
        .any(|part| name.contains(part))
}

/// One part as text; it was counted before.
pub fn text(archive: &mut Archive<'_>, name: &str) -> Result<String, Unreadable> {
    let mut text = String::new();
    archive.by_name(name).map_err(broken)?.take(MOST).read_to_string(&mut text).map_err(broken)?;
    Ok(text)
}

/// The part that the file is about.
pub fn main_part(archive: &mut Archive<'_>) -> Result<String, Unreadable> {
    let relations = text(archive, "_rels/.rels")?;
    let mut found = None;
    each(&relations, |tag| {
        let kind = attribute(tag, "Type")?.unwrap_or_default();
        if kind.ends_with("/officeDocument") {
            found = attribute(tag, "Target")?;
        }
        Ok(())
    })?;
    let name = found.ok_or(Unreadable::Foreign)?;
    text(archive, name.trim_start_matches('/'))
}

/// Refuses what is fetched from elsewhere, and kinds of file that hold programs.
fn related(part: &str, text: &str) -> Result<(), Unreadable> {
    each(text, |tag| {
        let outside = attribute(tag, "TargetMode")?.is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
        let link = attribute(tag, "Type")?.is_some_and(|kind| kind.ends_with("/hyperlink"));
        if outside && !link {
            return Err(Unreadable::External { target: attribute(tag, "Target")?.unwrap_or_default() });
        }
        let kind = attribute(tag, "ContentType")?.unwrap_or_default().to_ascii_lowercase();
        if kind.contains("macroenabled") || kind.contains("vbaproject") {
            return Err(Unreadable::Macros { part: part.to_owned() });
        }
        Ok(())
    })
}

/// Every element of a small part.
fn each(text: &str, mut take: impl FnMut(&BytesStart<'_>) -> Result<(), Unreadable>) -> Result<(), Unreadable> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().map_err(broken)? {
            Event::Start(tag) | Event::Empty(tag) => take(&tag)?,
            Event::DocType(_) => return Err(broken("DOCTYPE")),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// An attribute of an element, whatever its prefix.
pub fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Unreadable> {
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(broken)?;
        if attribute.key.local_name().as_ref() == name {
            return quick_xml::escape::unescape(&attribute.value).map(|value| Some(value.into_owned())).map_err(broken);
        }
    }
    Ok(None)
}
