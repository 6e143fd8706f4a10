//! PDF: pages, passwords and whatever acts, from the objects alone; no page is drawn.

mod objects;

use std::collections::BTreeSet;

use crate::bytes::find;
use crate::facts::{Code, Facts, Problem};
use crate::limits::Limits;
use crate::source::Source;
use objects::Objects;

/// More leaves of the tree of pages than any paper has.
const MOST_PAGES: usize = 100_000;
/// What a reader does beside showing pages.
const ACTING: [&[u8]; 7] = [b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/EF", b"/RichMedia", b"/XFA"];

pub fn probe(source: &mut Source, limits: &Limits, facts: &mut Facts) -> Result<(), Problem> {
    if source.length > limits.document_bytes {
        return Err(Problem::new(Code::TooLarge, "a document").measured(source.length));
    }
    let bytes = source.read(0, usize::try_from(source.length).unwrap_or_default())?;
    let objects = Objects::read(&bytes, limits)?;
    let encrypted = objects.trailers.iter().any(|trailer| name(trailer, b"/Encrypt").is_some());
    if encrypted {
        facts.problems.push(Problem::new(Code::Encrypted, "needs a password or forbids something"));
    }
    let acting = ACTING.iter().find(|mark| objects.texts().any(|text| name(text, mark).is_some()));
    facts
        .problems
        .extend(acting.map(|mark| {
            Problem::new(Code::ActiveContent, "the document acts").measured(String::from_utf8_lossy(mark))
        }));
    let ends = find(bytes.get(bytes.len().saturating_sub(4096)..).unwrap_or(&bytes), b"startxref", 0).is_some();
    if !ends {
        return Err(Problem::new(Code::Truncated, "no end of document").measured(source.length));
    }
    facts.pages = pages(&objects);
    if facts.pages.is_none() && !encrypted {
        return Err(Problem::new(Code::Unreadable, "no pages"));
    }
    Ok(())
}

/// What stands behind a name, where that name ends there.
fn name<'a>(text: &'a [u8], wanted: &'a [u8]) -> Option<&'a [u8]> {
    names(text, wanted).next()
}

fn names<'a>(text: &'a [u8], wanted: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = find(text, wanted, from)? + wanted.len();
            from = at;
            let rest = text.get(at..)?;
            if !rest.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(byte)) {
                return Some(rest);
            }
        }
    })
}

/// The number of the object that `12 0 R` names, and what follows it.
fn reference(text: &[u8]) -> Option<(u32, &[u8])> {
    let (object, rest) = number(text)?;
    let (_, rest) = number(rest)?;
    Some((object, rest.trim_ascii_start().strip_prefix(b"R")?))
}

fn number(text: &[u8]) -> Option<(u32, &[u8])> {
    let text = text.trim_ascii_start();
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let value = std::str::from_utf8(text.get(..digits)?).ok()?.parse().ok()?;
    Some((value, text.get(digits..)?))
}

/// Leaves of the tree of pages, each counted once for each time it hangs there.
fn pages(objects: &Objects) -> Option<u32> {
    let root = objects.trailers.iter().rev().find_map(|trailer| reference(name(trailer, b"/Root")?))?.0;
    let tree = names(objects.text(root)?, b"/Pages").find_map(reference)?.0;
    let (mut todo, mut trees, mut leaves) = (vec![tree], BTreeSet::new(), 0_u32);
    while let Some(node) = todo.pop() {
        let Some(text) = objects.text(node) else { continue };
        match name(text, b"/Kids") {
            Some(kids) if trees.insert(node) => todo.extend(children(objects, kids)),
            Some(_) => {}
            None => leaves += 1,
        }
        if leaves as usize + todo.len() > MOST_PAGES {
            return None;
        }
    }
    (leaves > 0).then_some(leaves)
}

fn children(objects: &Objects, kids: &[u8]) -> Vec<u32> {
    let apart = reference(kids).and_then(|(list, _)| objects.text(list));
    let list = apart.unwrap_or(kids).trim_ascii_start();
    let mut rest = list.strip_prefix(b"[").unwrap_or_default();
    let mut all = Vec::new();
    while let Some((child, after)) = reference(rest)
        && all.len() < MOST_PAGES
    {
        all.push(child);
        rest = after;
    }
    all
}
