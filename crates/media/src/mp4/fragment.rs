use std::collections::BTreeMap;

use crate::bytes::be32;
use crate::facts::Problem;

use super::boxes::{inside, long, version};

/// The times of a track's samples over all fragments, in its own ticks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Run {
    /// When the next sample is decoded.
    next: u64,
    first_shown: Option<u64>,
    last_end: u64,
}

impl Run {
    /// After samples that the index itself lists.
    fn after(known: Before) -> Self {
        let first_shown = (known.in_index > 0).then_some(known.shown_from);
        Self { next: known.in_index, first_shown, last_end: known.in_index.saturating_add(known.shown_from) }
    }

    fn add(&mut self, shift: i64, lasts: u32) {
        let shown = self.next.saturating_add_signed(shift);
        self.first_shown = Some(self.first_shown.map_or(shown, |first| first.min(shown)));
        self.last_end = self.last_end.max(shown.saturating_add(lasts.into()));
        self.next = self.next.saturating_add(lasts.into());
    }

    fn add_equal(&mut self, count: u32, lasts: u32) {
        self.first_shown = Some(self.first_shown.map_or(self.next, |first| first.min(self.next)));
        self.next = self.next.saturating_add(u64::from(count) * u64::from(lasts));
        self.last_end = self.last_end.max(self.next);
    }

    pub fn lasts(&self, begins: u64) -> u64 {
        let first = if begins > 0 { begins } else { self.first_shown.unwrap_or_default() };
        self.last_end.saturating_sub(first)
    }
}

/// What is known of a track before its fragments.
#[derive(Debug, Clone, Copy, Default)]
pub struct Before {
    pub lasts: u32,
    /// What the samples last that the index lists, and when the first of them is shown.
    pub in_index: u64,
    pub shown_from: u64,
}

/// Adds one fragment to the runs of its tracks; answers how many rows were read.
pub fn read(content: &[u8], before: &BTreeMap<u32, Before>, runs: &mut BTreeMap<u32, Run>) -> Result<u64, Problem> {
    let mut count = 0;
    for (name, content) in inside(content)? {
        if &name == b"traf" {
            count += of_track(content, before, runs)?;
        }
    }
    Ok(count)
}

fn of_track(content: &[u8], before: &BTreeMap<u32, Before>, runs: &mut BTreeMap<u32, Run>) -> Result<u64, Problem> {
    let boxes = inside(content)?;
    let head = boxes.iter().find(|(name, _)| name == b"tfhd").and_then(|(_, content)| header(content));
    let Some((track, own)) = head else { return Ok(0) };
    let known = before.get(&track).copied().unwrap_or_default();
    let run = runs.entry(track).or_insert_with(|| Run::after(known));
    let mut count = boxes.len() as u64;
    for (name, content) in boxes {
        match &name {
            b"tfdt" => {
                let begins = version(content).and_then(|(version, _)| long(content, 4, version));
                run.next = begins.map_or(run.next, |(at, _)| at);
            }
            b"trun" => count += samples(content, own.unwrap_or(known.lasts), run).unwrap_or_default(),
            _ => {}
        }
    }
    Ok(count)
}

/// The track, and what its samples last where nothing else is said.
fn header(content: &[u8]) -> Option<(u32, Option<u32>)> {
    let (_, flags) = version(content)?;
    let before = 8 * usize::from(flags & 1 != 0) + 4 * usize::from(flags & 2 != 0);
    let lasts = if flags & 8 == 0 { None } else { be32(content, 8 + before) };
    Some((be32(content, 4)?, lasts))
}

fn samples(content: &[u8], usual: u32, run: &mut Run) -> Option<u64> {
    let (version, flags) = version(content)?;
    let count = be32(content, 4)?;
    let at = 8 + 4 * usize::from(flags & 1 != 0) + 4 * usize::from(flags & 4 != 0);
    let has = |flag: u32| usize::from(flags & flag != 0);
    let words = has(0x100) + has(0x200) + has(0x400) + has(0x800);
    if flags & 0x900 == 0 {
        run.add_equal(count, usual);
        return Some(1);
    }
    let mut read = 0;
    for row in content.get(at..)?.chunks_exact(4 * words).take(count as usize) {
        let lasts = if flags & 0x100 == 0 { usual } else { be32(row, 0)? };
        let shift = if flags & 0x800 == 0 { 0 } else { be32(row, 4 * (words - 1))? };
        let shift = if version == 0 { i64::from(shift) } else { i64::from(shift.cast_signed()) };
        run.add(shift, lasts);
        read += 1;
    }
    Some(read)
}
