use std::collections::BTreeMap;
use std::io::Read;

use flate2::bufread::ZlibDecoder;

use crate::bytes::find;
use crate::facts::{Code, Problem};
use crate::limits::Limits;

use super::{name, number};

const MOST: usize = 500_000;

/// The texts of a file's objects, without what their streams hold.
#[derive(Debug, Default)]
pub struct Objects {
    /// By number; of several versions the last.
    by_number: BTreeMap<u32, Vec<u8>>,
    /// Dictionaries that name the root.
    pub trailers: Vec<Vec<u8>>,
    /// Versions that were replaced, which another reader may still take.
    replaced: Vec<Vec<u8>>,
    left: u64,
}

impl Objects {
    pub fn read(bytes: &[u8], limits: &Limits) -> Result<Self, Problem> {
        let mut objects = Self { left: limits.unpacked_bytes / 4, ..Self::default() };
        let mut at = 0;
        while let Some(found) = find(bytes, b"obj", at) {
            at = found + 3;
            if let Some(number) = number_before(bytes, found) {
                at = objects.object(bytes, number, at)?;
            }
            if objects.by_number.len() + objects.replaced.len() > MOST {
                return Err(Problem::new(Code::Bomb, "objects").measured(MOST));
            }
        }
        let mut at = 0;
        while let Some(found) = find(bytes, b"trailer", at) {
            at = found + 7;
            let end = find(bytes, b"startxref", at).unwrap_or(bytes.len());
            objects.trailers.extend(bytes.get(at..end).map(plain));
            at = end;
        }
        Ok(objects)
    }

    /// Takes the object whose text begins at a place; answers where the next can begin.
    fn object(&mut self, bytes: &[u8], number: u32, at: usize) -> Result<usize, Problem> {
        let (end, streams) = text_end(bytes, at);
        let text = plain(bytes.get(at..end).unwrap_or_default());
        let next = if streams { find(bytes, b"endstream", end).unwrap_or(bytes.len()) } else { end };
        if name(&text, b"/XRef").is_some() {
            self.trailers.push(text.clone());
        }
        if streams && name(&text, b"/ObjStm").is_some() {
            let data = bytes.get(end + 6..next).unwrap_or_default();
            self.packed(&text, data)?;
        }
        self.keep(number, text);
        Ok(next)
    }

    fn keep(&mut self, number: u32, text: Vec<u8>) {
        self.replaced.extend(self.by_number.insert(number, text));
    }

    /// Objects in a stream: a list of numbers and places, then the objects.
    fn packed(&mut self, text: &[u8], data: &[u8]) -> Result<(), Problem> {
        let data = data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n")).unwrap_or(data);
        let mut unpacked = Vec::new();
        if name(text, b"/FlateDecode").is_some() {
            // What is encrypted or broken gives nothing or a part, and then that is what there is.
            let _ = ZlibDecoder::new(data).take(self.left + 1).read_to_end(&mut unpacked);
        } else {
            unpacked.extend(data);
        }
        let length = unpacked.len() as u64;
        self.left =
            self.left.checked_sub(length).ok_or_else(|| Problem::new(Code::Bomb, "packed objects").measured(length))?;
        let first = name(text, b"/First").and_then(number).map_or(0, |(first, _)| first as usize);
        let (mut rest, mut places) = (unpacked.get(..first).unwrap_or_default(), Vec::new());
        while let Some((object, after)) = number(rest)
            && let Some((place, after)) = number(after)
        {
            places.push((object, first.saturating_add(place as usize)));
            rest = after;
        }
        let ends = places.iter().skip(1).map(|(_, place)| *place).chain([unpacked.len()]);
        for ((object, place), end) in places.iter().zip(ends) {
            self.keep(*object, plain(unpacked.get(*place..end).unwrap_or_default()));
        }
        Ok(())
    }

    pub fn text(&self, number: u32) -> Option<&[u8]> {
        self.by_number.get(&number).map(|text| &**text)
    }

    pub fn texts(&self) -> impl Iterator<Item = &[u8]> {
        self.by_number.values().chain(&self.replaced).map(|text| &**text)
    }
}

/// The number in `12 0 obj`, where those words end at a place.
fn number_before(bytes: &[u8], at: usize) -> Option<u32> {
    let before = bytes.get(at.saturating_sub(24)..at)?;
    let mut words = before.rsplit(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let text = |word: &[u8]| std::str::from_utf8(word).ok()?.parse::<u32>().ok();
    text(words.next()?)?;
    let last = words.next()?;
    let digits = last.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    text(last.get(last.len() - digits..)?)
}

/// Where an object's text ends, and whether a stream follows.
fn text_end(bytes: &[u8], from: usize) -> (usize, bool) {
    let mut at = from;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| b"es".contains(byte))) {
        at += found;
        let rest = bytes.get(at..).unwrap_or_default();
        if rest.starts_with(b"endobj") || rest.starts_with(b"stream") {
            return (at, rest.starts_with(b"s"));
        }
        at += 1;
    }
    (bytes.len(), false)
}

/// Names may write any letter as its number: `/J#61vaScript`.
fn plain(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        if let (b'#', Some(code)) = (byte, code) {
            plain.push(code);
            rest = after.get(2..).unwrap_or_default();
        } else {
            plain.push(*byte);
            rest = after;
        }
    }
    plain
}
