//! Files made here, byte by byte, with verdicts set by hand.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    reason = "tests stop at the first surprise"
)]

mod corpus;
mod documents;
mod ffmpeg;
mod made;
mod mutants;
mod names;
mod pictures;
mod published;
mod videos;

use std::io::Cursor;

use linxuan_media::{Code, Facts, Frame, Limits, probe};

pub fn facts(bytes: &[u8]) -> Facts {
    probe(&mut Cursor::new(bytes), Limits::default())
}

/// A file with the verdict that it must get.
pub struct Case {
    pub name: String,
    pub bytes: Vec<u8>,
    pub verdict: Verdict,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdict {
    pub kind: &'static str,
    pub frame: Option<(u32, u32)>,
    pub displayed: Option<(u32, u32)>,
    pub rotation: Option<u16>,
    pub duration: Option<u64>,
    pub pages: Option<u32>,
    pub problems: Vec<Code>,
}

impl Verdict {
    pub fn of(kind: &'static str) -> Self {
        Self { kind, ..Self::default() }
    }

    /// A picture that is shown as it is coded.
    pub fn picture(kind: &'static str, width: u32, height: u32) -> Self {
        let frame = Some((width, height));
        Self { kind, frame, displayed: frame, rotation: Some(0), ..Self::default() }
    }

    #[must_use]
    pub fn shown(self, width: u32, height: u32, rotation: u16) -> Self {
        Self { displayed: Some((width, height)), rotation: Some(rotation), ..self }
    }

    #[must_use]
    pub fn lasting(self, duration: u64) -> Self {
        Self { duration: Some(duration), ..self }
    }

    #[must_use]
    pub fn wrong(self, problem: Code) -> Self {
        Self { problems: vec![problem], ..self }
    }
}

impl Case {
    pub fn new(name: impl Into<String>, bytes: Vec<u8>, verdict: Verdict) -> Self {
        Self { name: name.into(), bytes, verdict }
    }

    /// What was found instead, where it was something else.
    pub fn mistaken(&self) -> Option<String> {
        let facts = facts(&self.bytes);
        let frame = |frame: Option<Frame>| frame.map(|frame| (frame.width, frame.height));
        let kind = if facts.kind == self.verdict.kind { self.verdict.kind } else { "another" };
        let found = Verdict {
            kind,
            frame: facts.width.zip(facts.height),
            displayed: frame(facts.displayed),
            rotation: facts.rotation,
            duration: facts.duration_ms,
            pages: facts.pages,
            problems: facts.problems.iter().map(|problem| problem.code).collect(),
        };
        (found != self.verdict || facts.bytes != self.bytes.len() as u64)
            .then(|| format!("{}: wanted {:?}\n  found {facts:?}", self.name, self.verdict))
    }
}
