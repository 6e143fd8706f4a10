//! What a docx, xlsx or pptx would do beside being read.

use crate::bytes::{contains_word, find};
use crate::facts::{Code, Problem};
use crate::zip::Content;

pub fn problems(contents: &[Content]) -> Vec<Problem> {
    [macros(contents), active(contents), links(contents)].into_iter().flatten().collect()
}

fn macros(contents: &[Content]) -> Option<Problem> {
    let types = contents.iter().find(|content| content.name.eq_ignore_ascii_case("[Content_Types].xml"));
    let said = types.is_some_and(|types| contains_word(&types.beginning, b"macroenabled"));
    let part = contents.iter().find(|content| content.name.to_lowercase().ends_with("vbaproject.bin"));
    let name = part.or(types.filter(|_| said))?.name.clone();
    Some(Problem::new(Code::Macros, "the document has a program").measured(name))
}

fn active(contents: &[Content]) -> Option<Problem> {
    let acts = |name: &str| {
        let name = name.to_lowercase();
        name.contains("/activex/") || name.contains("/embeddings/") && name.ends_with("bin")
    };
    let part = contents.iter().find(|content| acts(&content.name))?;
    Some(Problem::new(Code::ActiveContent, "an object that acts").measured(&part.name))
}

fn links(contents: &[Content]) -> Option<Problem> {
    let found = contents.iter().find_map(|content| {
        let name = content.name.to_lowercase();
        // In two bytes a letter every second one is zero; marks are the same without.
        let text: Vec<u8> = content.beginning.iter().copied().filter(|byte| *byte != 0).collect();
        if name.ends_with("rels") {
            external(&text)
        } else if name.starts_with("xl/externallinks/") {
            Some(content.name.clone())
        } else {
            fetching(&text)
        }
    })?;
    Some(Problem::new(Code::ExternalLinks, "fetches from elsewhere").measured(found))
}

/// The target of a relation that is followed without being asked; hyperlinks wait for a click.
fn external(text: &[u8]) -> Option<String> {
    text.split(|byte| *byte == b'<').find_map(|tag| {
        let mode = attribute(tag, b"TargetMode")?;
        let kind = attribute(tag, b"Type").unwrap_or_default();
        let outside = mode != b"Internal" && !kind.ends_with(b"/hyperlink");
        outside.then(|| String::from_utf8_lossy(attribute(tag, b"Target").unwrap_or_default()).into_owned())
    })
}

/// The value of an attribute, in either kind of quotes.
fn attribute<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let mut from = 0;
    while let Some(at) = find(tag, name, from) {
        from = at + name.len();
        let begins = tag.get(at.checked_sub(1)?).is_some_and(u8::is_ascii_whitespace);
        let rest = tag.get(from..)?.trim_ascii_start();
        if let (true, Some(rest)) = (begins, rest.strip_prefix(b"=")) {
            let (quote, value) = rest.trim_ascii_start().split_first()?;
            return value.split(|byte| byte == quote).next();
        }
    }
    None
}

/// Fields that fetch when the document is opened.
fn fetching(text: &[u8]) -> Option<String> {
    const FIELDS: [&[u8]; 4] = [b"DDEAUTO", b"INCLUDEPICTURE", b"INCLUDETEXT", b"DDE &quot;"];
    let field = FIELDS.iter().find(|field| find(text, field, 0).is_some())?;
    Some(String::from_utf8_lossy(field).into_owned())
}
