use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::text::is_forbidden;

/// UTF-16 units of a whole path, so that Windows can lay it down under a short folder of its own.
const PATH: usize = 240;
/// UTF-16 units of one name: at most 240 bytes of UTF-8, which Linux takes.
const NAME: usize = 56;
/// Folders a path may have at most; what lies deeper is laid into the last of them.
const DEEPEST: usize = 12;
/// An extension longer than this is part of the name.
const EXTENSION: usize = 12;

/// One name as every common system takes it: composed (NFC), without what nobody can see,
/// without the characters and device names that Windows reserves, without a dot or space at
/// its end. `%` gives way too, because the lists of a bag would have to write it in code.
pub fn clean(name: &str) -> String {
    let seen = name.nfc().filter(|c| !is_forbidden(*c)).map(|c| if c.is_whitespace() { ' ' } else { wide(c) });
    let text: String = seen.collect();
    let text = text.trim_matches(' ').trim_end_matches([' ', '.']);
    if text.is_empty() || is_device(text) { format!("_{text}") } else { text.to_owned() }
}

/// Whether a path is relative and made of names that [`clean`] would leave as they are.
pub fn is_plain(path: &str) -> bool {
    path.split('/').all(|name| clean(name) == name)
}

/// The reserved character's full-width twin.
const fn wide(c: char) -> char {
    match c {
        '<' => '＜',
        '>' => '＞',
        ':' => '：',
        '"' => '＂',
        '/' => '／',
        '\\' => '＼',
        '|' => '｜',
        '?' => '？',
        '*' => '＊',
        '%' => '％',
        other => other,
    }
}

/// Names that open a device on Windows, whatever extension follows.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let numbered = |kind: &str| {
        let mut number = stem.strip_prefix(kind).unwrap_or_default().chars();
        matches!((number.next(), number.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    };
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str()) || numbered("COM") || numbered("LPT")
}

/// Names given out so far: each path is cleaned, cut to what systems take, and told
/// apart from those that a system without capitals would hold for the same.
#[derive(Debug)]
pub struct Names {
    room: usize,
    /// Folded; `true` for a file, `false` for a folder.
    given: BTreeMap<String, bool>,
}

impl Names {
    /// `prefix` is what will stand before every path.
    pub fn new(prefix: &str) -> Self {
        Self { room: PATH.saturating_sub(units(prefix)), given: BTreeMap::new() }
    }

    /// The path that a file gets for the one it asks for.
    pub fn place(&mut self, asked: &str) -> String {
        let mut names: Vec<&str> = asked.split('/').filter(|name| !name.is_empty()).collect();
        let file = names.pop().unwrap_or_default();
        names.truncate(DEEPEST);
        let most = (self.room.saturating_sub(names.len()) / (names.len() + 1)).min(NAME);
        let mut folder = String::new();
        for name in names {
            folder = self.next(&format!("{folder}{}", cut(&clean(name), most, "")), most, false) + "/";
        }
        self.next(&format!("{folder}{}", cut(&clean(file), most, "")), most, true)
    }

    /// The path itself, or with ` (2)`, ` (3)` … before its extension.
    fn next(&mut self, path: &str, most: usize, file: bool) -> String {
        let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
        let slash = if folder.is_empty() { "" } else { "/" };
        let mut tried = path.to_owned();
        for number in 2_u64.. {
            match self.given.get(&folded(&tried)) {
                None => break,
                // A folder may be entered again.
                Some(false) if !file => break,
                Some(_) => tried = format!("{folder}{slash}{}", cut(name, most, &format!(" ({number})"))),
            }
        }
        self.given.insert(folded(&tried), file);
        tried
    }
}

/// A name cut to so many UTF-16 units, with a mark before its extension.
fn cut(name: &str, most: usize, mark: &str) -> String {
    let dot = name.rfind('.').filter(|at| *at > 0 && name.len() - at <= EXTENSION);
    let (stem, extension) = name.split_at(dot.unwrap_or(name.len()));
    let mut room = most.saturating_sub(units(extension) + units(mark));
    let fits = stem.chars().take_while(|c| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        fits
    });
    let kept: String = fits.collect();
    clean(&format!("{}{mark}{extension}", kept.trim_end_matches([' ', '.'])))
}

fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The form in which two names are one to a system that knows no capitals.
pub fn folded(path: &str) -> String {
    path.nfc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}
