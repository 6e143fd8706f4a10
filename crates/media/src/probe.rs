use std::io::{Read, Seek};

use crate::facts::{Code, Facts, Problem};
use crate::source::Source;
use crate::{Limits, jpeg, kind, mp4, ole, pdf, picture, png, zip};

/// What a source is and what is wrong with it. A fault is a problem among the
/// facts: this neither fails nor panics, and holds at most a block of what is long.
pub fn probe(source: &mut (impl Read + Seek), limits: Limits) -> Facts {
    let mut facts = Facts { kind: kind(&[]).to_owned(), ..Facts::default() };
    match Source::open(source) {
        Ok((mut source, hash)) => {
            facts.bytes = source.length;
            facts.sha256 = hash;
            kind(&source.head).clone_into(&mut facts.kind);
            if let Err(problem) = examine(&mut source, &limits, &mut facts) {
                facts.problems.push(problem);
            }
        }
        Err(error) => facts.problems.push(error.into()),
    }
    facts
}

fn examine(source: &mut Source, limits: &Limits, facts: &mut Facts) -> Result<(), Problem> {
    if source.length == 0 {
        return Err(Problem::new(Code::Empty, "no bytes"));
    }
    match &*facts.kind {
        "image/jpeg" => jpeg::probe(source, limits, facts)?,
        "image/png" => png::probe(source, limits, facts)?,
        "image/gif" | "image/webp" | "image/bmp" | "image/tiff" => picture::probe(source, limits, facts)?,
        "video/mp4" | "video/quicktime" => mp4::probe(source, limits, facts)?,
        "application/pdf" => pdf::probe(source, limits, facts)?,
        "application/octet-stream" => facts.problems.push(Problem::new(Code::Unrecognised, "no known beginning")),
        "text/html" => facts.problems.push(Problem::new(Code::ActiveContent, "a page").measured("HTML")),
        "image/svg+xml" => facts.problems.extend(drawing(&source.head)),
        compound if ole::KINDS.contains(&compound) => ole::probe(source, limits, facts)?,
        packed if zip::KINDS.contains(&packed) => return zip::probe(source, limits, facts),
        program if kind::is_program(program) => {
            facts.problems.push(Problem::new(Code::ActiveContent, "a program").measured(program));
        }
        _ => {}
    }
    foreign(source, facts)
}

/// What a drawing may do when it is opened.
fn drawing(head: &[u8]) -> Option<Problem> {
    const MARKS: [&[u8]; 8] = [
        b"<script",
        b"javascript:",
        b"<foreignobject",
        b"onload",
        b"onclick",
        b"<!entity",
        b"href=\"http",
        b"href=\"file",
    ];
    let mark = MARKS.iter().find(|mark| crate::bytes::contains_word(head, mark))?;
    Some(Problem::new(Code::ActiveContent, "a drawing that acts").measured(String::from_utf8_lossy(mark)))
}

/// A second kind in a file of a closed one: an archive is read from its end, a page from anywhere near its beginning.
fn foreign(source: &mut Source, facts: &mut Facts) -> Result<(), Problem> {
    let closed = ["image/", "video/", "audio/", "application/pdf"].iter().any(|closed| facts.kind.starts_with(closed));
    if !closed || facts.kind == "image/svg+xml" || facts.problems.iter().any(|known| known.code == Code::Polyglot) {
        return Ok(());
    }
    if zip::is_at_end(source)? {
        facts.problems.push(polyglot("application/zip"));
    } else if page(source.head.get(..1024).unwrap_or(&source.head)) {
        facts.problems.push(polyglot("text/html"));
    }
    Ok(())
}

pub fn polyglot(other: &str) -> Problem {
    Problem::new(Code::Polyglot, "holds a file of another kind").measured(other)
}

/// Words by which a browser that guesses takes a file for a page.
pub fn page(bytes: &[u8]) -> bool {
    const WORDS: [&[u8]; 5] = [b"<html", b"<script", b"<!doctype html", b"<?php", b"<iframe"];
    WORDS.iter().any(|word| crate::bytes::contains_word(bytes, word))
}
