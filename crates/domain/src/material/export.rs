//! 姓名+序号: the names under which materials leave the system, for any file
//! system a reader may have.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::{is_forbidden, is_variant_mark};

/// Bytes of a whole name, so that folders around it still fit into 255.
const LONGEST: usize = 120;
/// Bytes of a code and of an extension.
const LONGEST_CODE: usize = 40;
const LONGEST_EXTENSION: usize = 10;
/// Bytes of a person's name that are kept beside the longest code, number and extension.
const SURE: usize = 48;

/// The name of a file: 姓名, the code where another bears the same name, 序号.
/// A name that ends with a digit is kept from running into the number.
pub fn export_name(person: &str, code: Option<&str>, ordinal: u32, extension: &str) -> String {
    let code = code.map(|code| format!("（{}）", cut(&safe(code), LONGEST_CODE))).unwrap_or_default();
    let extension: String = extension.chars().filter(char::is_ascii_alphanumeric).take(LONGEST_EXTENSION).collect();
    let dot = if extension.is_empty() { "" } else { "." };
    let tail = format!("{ordinal}{dot}{}", extension.to_ascii_lowercase());
    // One byte for a hyphen, one for the mark of a reserved name.
    let person = safe(person);
    let person = cut(&person, LONGEST - tail.len() - code.len() - 2);
    let stem = format!("{person}{code}");
    let hyphen = if stem.ends_with(|c: char| c.is_numeric()) { "-" } else { "" };
    let name = format!("{stem}{hyphen}{tail}");
    if is_reserved(&name) { format!("_{name}") } else { name }
}

/// For people as name and code: the codes of those whose files would otherwise bear one name.
pub fn told_apart<'a>(people: &[(&str, &'a str)]) -> Vec<Option<&'a str>> {
    // Windows knows no case, and other systems compose accents anew.
    let likeness = |name: &str| cut(&safe(name), SURE).to_lowercase().nfkc().collect::<String>();
    let mut bearers: BTreeMap<String, usize> = BTreeMap::new();
    for (name, _) in people {
        *bearers.entry(likeness(name)).or_default() += 1;
    }
    let code = |(name, code): &(&str, &'a str)| (bearers.get(&likeness(name)) > Some(&1)).then_some(*code);
    people.iter().map(code).collect()
}

/// Without what no file name may hold, and without dots and spaces at its ends.
fn safe(name: &str) -> String {
    let plain = |c: char| if r#"<>:"/\|?*"#.contains(c) { '_' } else { c };
    let seen = name.nfc().filter(|c| !c.is_control() && !is_forbidden(*c)).map(plain).collect::<String>();
    let trimmed = seen.trim_matches(|c: char| c.is_whitespace() || c == '.');
    if trimmed.is_empty() { "_".to_owned() } else { trimmed.to_owned() }
}

/// So many bytes at most, never inside a character or between one and its mark.
fn cut(text: &str, most: usize) -> &str {
    let joins = |c: char| is_variant_mark(c) || is_combining_mark(c);
    let whole = |at: usize| !text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(joins);
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let end = ends.take_while(|end| *end <= most).filter(|end| whole(*end)).last().unwrap_or(0);
    text.get(..end).unwrap_or_default().trim_end_matches(|c: char| c.is_whitespace() || c == '.')
}

/// Names that Windows keeps for devices, whatever stands behind their first dot.
fn is_reserved(name: &str) -> bool {
    let head = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |device: &str| {
        let mut rest = head.strip_prefix(device).unwrap_or_default().chars();
        matches!((rest.next(), rest.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    };
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&head.as_str()) || numbered("COM") || numbered("LPT")
}
