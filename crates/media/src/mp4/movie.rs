use std::collections::BTreeMap;

use crate::bytes::{be16, be32};
use crate::facts::{Code, Facts, Problem};
use crate::limits::Limits;

use super::boxes::{inside, long, version};
use super::fragment::{self, Before, Run};
use super::track::Track;

const MILLISECONDS: u128 = 1000;

/// A movie as its boxes tell it.
#[derive(Debug)]
pub struct Movie<'a> {
    limits: &'a Limits,
    boxes: u32,
    rows: u64,
    pub indexed: bool,
    scale: u32,
    duration: u64,
    whole_of_fragments: u64,
    of_segments: (u64, u32),
    before: BTreeMap<u32, Before>,
    runs: BTreeMap<u32, Run>,
    tracks: Vec<Track>,
}

impl<'a> Movie<'a> {
    pub const fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            boxes: 0,
            rows: 0,
            indexed: false,
            scale: 0,
            duration: 0,
            whole_of_fragments: 0,
            of_segments: (0, 1),
            before: BTreeMap::new(),
            runs: BTreeMap::new(),
            tracks: Vec::new(),
        }
    }

    /// One more box, where no more may come than the limits say.
    pub fn count(&mut self) -> Result<(), Problem> {
        self.boxes += 1;
        if self.boxes > self.limits.boxes || self.rows > self.limits.samples {
            return Err(Problem::new(Code::Bomb, "boxes and rows of tables").measured(self.boxes));
        }
        Ok(())
    }

    pub fn index(&mut self, content: &[u8]) -> Result<(), Problem> {
        // A second index would be another movie; players take the first.
        if std::mem::replace(&mut self.indexed, true) {
            return Ok(());
        }
        for (name, content) in inside(content)? {
            self.count()?;
            match &name {
                b"mvhd" => self.header(content).unwrap_or_default(),
                b"trak" => self.track(Track::read(content)?),
                b"mvex" => self.fragments_to_come(content)?,
                _ => {}
            }
        }
        for track in &self.tracks {
            let before = self.before.entry(track.id).or_default();
            (before.in_index, before.shown_from) = track.in_index();
        }
        Ok(())
    }

    fn track(&mut self, track: Track) {
        self.rows = self.rows.saturating_add(track.rows);
        self.tracks.push(track);
    }

    fn header(&mut self, content: &[u8]) -> Option<()> {
        let (version, _) = version(content)?;
        let at = if version == 0 { 12 } else { 20 };
        self.scale = be32(content, at)?;
        self.duration = long(content, at + 4, version)?.0;
        if [u64::from(u32::MAX), u64::MAX].contains(&self.duration) {
            self.duration = 0;
        }
        Some(())
    }

    fn fragments_to_come(&mut self, content: &[u8]) -> Result<(), Problem> {
        for (name, content) in inside(content)? {
            let known = match (&name, version(content)) {
                (b"mehd", Some((version, _))) => long(content, 4, version),
                _ => None,
            };
            self.whole_of_fragments = known.map_or(self.whole_of_fragments, |(lasts, _)| lasts);
            if let (b"trex", Some(track), Some(lasts)) = (&name, be32(content, 4), be32(content, 12)) {
                self.before.entry(track).or_default().lasts = lasts;
            }
        }
        Ok(())
    }

    pub fn fragment(&mut self, content: &[u8]) -> Result<(), Problem> {
        self.rows += fragment::read(content, &self.before, &mut self.runs)?;
        Ok(())
    }

    /// An index of segments: how long each of them lasts.
    pub fn segments(&mut self, content: &[u8]) {
        let read = || {
            let (version, _) = version(content)?;
            let at = if version == 0 { 22 } else { 30 };
            let count = usize::from(be16(content, at)?);
            let rows = content.get(at + 2..)?.chunks_exact(12).take(count);
            Some((rows.filter_map(|row| be32(row, 4)).map(u64::from).sum::<u64>(), be32(content, 8)?))
        };
        let (lasts, scale) = read().unwrap_or_default();
        if scale > 0 && self.of_segments.0 == 0 {
            self.of_segments = (lasts, scale);
        }
    }

    pub fn picture(&self) -> Option<&Track> {
        let mut pictures = self.tracks.iter().filter(|track| &track.handler == b"vide");
        pictures.clone().find(|track| track.coded().is_some()).or_else(|| pictures.next())
    }

    /// The furthest place in the file where data are said to begin.
    pub fn furthest(&self) -> u64 {
        self.tracks.iter().map(|track| track.furthest).max().unwrap_or_default()
    }

    pub fn tell(&mut self, facts: &mut Facts) {
        for track in &mut self.tracks {
            track.run = self.runs.get(&track.id).copied();
        }
        if !self.indexed {
            return;
        }
        facts.duration_ms = Some(self.milliseconds());
        let Some(picture) = self.picture() else { return };
        facts.width = picture.coded().map(|frame| frame.width);
        facts.height = picture.coded().map(|frame| frame.height);
        facts.displayed = picture.displayed();
        facts.rotation = Some(picture.rotation);
    }

    /// The longest track that is seen or heard; without any, what the headers say of the whole.
    fn milliseconds(&self) -> u64 {
        let heard_or_seen = self.tracks.iter().filter(|track| [b"vide", b"soun"].contains(&&track.handler));
        let longest = heard_or_seen.map(|track| milliseconds(track.lasts(self.scale))).max().unwrap_or_default();
        let told = [(self.duration, self.scale), (self.whole_of_fragments, self.scale), self.of_segments];
        if longest > 0 {
            longest
        } else {
            told.map(milliseconds).into_iter().find(|told| *told > 0).unwrap_or_default()
        }
    }
}

/// To the nearest.
fn milliseconds((ticks, scale): (u64, u32)) -> u64 {
    let scale = u128::from(scale);
    let rounded = (u128::from(ticks) * MILLISECONDS + scale / 2).checked_div(scale);
    rounded.and_then(|whole| u64::try_from(whole).ok()).unwrap_or_default()
}
