use crate::bytes::{be16, be32, be64, part};
use crate::facts::{Frame, Problem};

use super::boxes::{inside, long, rows, version};
use super::fragment::Run;

/// One track of a movie.
#[derive(Debug, Default)]
pub struct Track {
    pub id: u32,
    pub handler: [u8; 4],
    /// Ticks a second of this track's own times.
    pub scale: u32,
    media: u64,
    /// The sum of what its samples last.
    samples: Option<u64>,
    /// How long after its decoding the first sample is shown.
    shown_from: u64,
    pub rotation: u16,
    shown: (u32, u32),
    coded: Option<Frame>,
    aspect: Option<(u32, u32)>,
    edits: Option<Edits>,
    pub run: Option<Run>,
    pub furthest: u64,
    pub rows: u64,
}

/// What of a track is shown: a list of cuts, in ticks of the movie.
#[derive(Debug, Clone, Copy)]
struct Edits {
    lasts: u64,
    /// Where the first cut begins, in the track's own ticks.
    begins: u64,
}

impl Track {
    pub fn read(content: &[u8]) -> Result<Self, Problem> {
        let mut track = Self::default();
        track.take(content, 0)?;
        Ok(track)
    }

    fn take(&mut self, content: &[u8], depth: u8) -> Result<(), Problem> {
        for (name, content) in inside(content)? {
            self.rows += 1;
            match &name {
                b"mdia" | b"minf" | b"stbl" | b"edts" if depth < 4 => self.take(content, depth + 1)?,
                b"tkhd" => self.header(content).unwrap_or_default(),
                b"mdhd" => self.clock(content).unwrap_or_default(),
                b"hdlr" if self.handler == [0; 4] => self.handler = crate::bytes::array(content, 8).unwrap_or_default(),
                b"elst" => self.edits = edits(content),
                b"stsd" => self.entry(content).unwrap_or_default(),
                b"stts" => self.times(content),
                b"ctts" => self.shown_from = rows(content, 2).next().and_then(|row| be32(row, 4)).map_or(0, later),
                b"stco" => self.offsets(rows(content, 1).filter_map(|row| be32(row, 0)).map(u64::from).max(), content),
                b"co64" => self.offsets(rows(content, 2).filter_map(|row| be64(row, 0)).max(), content),
                _ => {}
            }
        }
        Ok(())
    }

    fn header(&mut self, content: &[u8]) -> Option<()> {
        let (version, _) = version(content)?;
        let (id, matrix) = if version == 0 { (12, 40) } else { (20, 52) };
        self.id = be32(content, id)?;
        let value = |number: usize| Some(be32(content, matrix + 4 * number)?.cast_signed());
        self.rotation = rotation([value(0)?, value(1)?, value(3)?, value(4)?]);
        self.shown = (be32(content, matrix + 36)?, be32(content, matrix + 40)?);
        Some(())
    }

    fn clock(&mut self, content: &[u8]) -> Option<()> {
        let (version, _) = version(content)?;
        let at = if version == 0 { 12 } else { 20 };
        self.scale = be32(content, at)?;
        self.media = long(content, at + 4, version)?.0;
        // All ones says that it is not known.
        if self.media == u64::from(u32::MAX) && version == 0 || self.media == u64::MAX {
            self.media = 0;
        }
        Some(())
    }

    /// The first way in which the samples are coded.
    fn entry(&mut self, content: &[u8]) -> Option<()> {
        const FIXED: usize = 78;
        let entry = inside(content.get(8..)?).ok()?.first()?.1;
        if &self.handler != b"vide" {
            return None;
        }
        self.coded = Some(Frame::new(be16(entry, 24)?.into(), be16(entry, 26)?.into()));
        let within = inside(entry.get(FIXED..)?).ok()?;
        let aspect = within.iter().find(|(name, _)| name == b"pasp")?.1;
        self.aspect = Some((be32(aspect, 0)?, be32(aspect, 4)?));
        Some(())
    }

    fn times(&mut self, content: &[u8]) {
        let mut sum = 0_u64;
        for row in rows(content, 2) {
            let (count, lasts) = (be32(row, 0).unwrap_or_default(), be32(row, 4).unwrap_or_default());
            sum = sum.saturating_add(u64::from(count) * u64::from(lasts));
            self.rows += 1;
        }
        self.samples = Some(sum);
    }

    fn offsets(&mut self, furthest: Option<u64>, content: &[u8]) {
        self.furthest = self.furthest.max(furthest.unwrap_or_default());
        self.rows += content.len() as u64 / 4;
    }

    pub fn coded(&self) -> Option<Frame> {
        self.coded.filter(|frame| frame.pixels() > 0)
    }

    /// The frame with square pixels, turned as it is shown.
    pub fn displayed(&self) -> Option<Frame> {
        let frame = self.coded()?;
        let width = u64::from(frame.width);
        let (across, down) = match self.aspect {
            Some((across, down)) if across > 0 && down > 0 => (u64::from(across), u64::from(down)),
            _ => self.aspect_as_shown(frame),
        };
        let width = (width.saturating_mul(across) + down / 2) / down;
        Some(Frame::new(u32::try_from(width).unwrap_or(u32::MAX), frame.height).turned(self.rotation))
    }

    /// Without a ratio of its own the pixel has that of the frame that the track asks for.
    fn aspect_as_shown(&self, frame: Frame) -> (u64, u64) {
        let (width, height) = (u64::from(self.shown.0 >> 16), u64::from(self.shown.1 >> 16));
        if width == 0 || height == 0 {
            return (1, 1);
        }
        (width * u64::from(frame.height), height * u64::from(frame.width))
    }

    /// How long it is shown: ticks, and ticks a second.
    pub fn lasts(&self, movie_scale: u32) -> (u64, u32) {
        let begins = self.edits.map_or(0, |edits| edits.begins);
        if let Some(run) = &self.run {
            return (run.lasts(begins), self.scale);
        }
        match self.edits {
            Some(edits) if edits.lasts > 0 => (edits.lasts, movie_scale),
            _ => (self.samples.filter(|sum| *sum > 0).unwrap_or(self.media).saturating_sub(begins), self.scale),
        }
    }

    /// What its samples last by the table of the index, before any fragment, and when the first is shown.
    pub fn in_index(&self) -> (u64, u64) {
        (self.samples.unwrap_or_default(), self.shown_from)
    }
}

fn edits(content: &[u8]) -> Option<Edits> {
    let (version, _) = version(content)?;
    let words = if version == 0 { 3 } else { 5 };
    let cuts = rows(content, words).filter_map(|row| {
        let (lasts, at) = long(row, 0, version)?;
        let begins = if version == 0 { be32(row, at)?.cast_signed().into() } else { be64(row, at)?.cast_signed() };
        Some((lasts, begins))
    });
    let (mut all, mut first) = (0_u64, None);
    for (lasts, begins) in cuts {
        all = all.saturating_add(lasts);
        first = first.or(u64::try_from(begins).ok());
    }
    part(content, 4, 4)?;
    Some(Edits { lasts: all, begins: first.unwrap_or_default() })
}

/// Pictures are never shown before they are decoded; what says so is a shift of all.
fn later(shift: u32) -> u64 {
    u64::try_from(shift.cast_signed()).unwrap_or_default()
}

/// Degrees clockwise out of a matrix's four numbers.
fn rotation([right, down, left, below]: [i32; 4]) -> u16 {
    let mirrored = i64::from(right) * i64::from(below) - i64::from(down) * i64::from(left) < 0;
    let (across, along) = if mirrored { (right.wrapping_neg(), down.wrapping_neg()) } else { (right, down) };
    match (across.unsigned_abs() >= along.unsigned_abs(), across < 0, along < 0) {
        (true, false, _) => 0,
        (true, true, _) => 180,
        (false, _, false) => 90,
        (false, _, true) => 270,
    }
}
