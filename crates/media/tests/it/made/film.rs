/// A box.
pub fn boxed(name: &str, content: &[u8]) -> Vec<u8> {
    [&(content.len() as u32 + 8).to_be_bytes()[..], name.as_bytes(), content].concat()
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}

/// A video of one track, as it is to be written.
#[derive(Clone)]
pub struct Film {
    pub brand: &'static str,
    pub width: u16,
    pub height: u16,
    pub rotation: u16,
    pub aspect: Option<(u32, u32)>,
    /// The frame that the track asks for.
    pub shown: (u32, u32),
    pub scale: u32,
    /// What each frame lasts, in ticks, and how many there are.
    pub frame: u32,
    pub frames: u32,
    pub movie_scale: u32,
    /// Ticks of the movie, and where in the track's ticks the cut begins; -1 for nothing.
    pub edits: Vec<(u32, i32)>,
    pub fragments: u32,
    pub handler: &'static str,
    pub index_first: bool,
    /// What the headers say of the whole, where it is not what the samples last.
    pub told: Option<u32>,
}

impl Film {
    pub fn new(width: u16, height: u16) -> Self {
        Self {
            brand: "isom",
            width,
            height,
            rotation: 0,
            aspect: None,
            shown: (width.into(), height.into()),
            scale: 25,
            frame: 1,
            frames: 250,
            movie_scale: 1000,
            edits: Vec::new(),
            fragments: 0,
            handler: "vide",
            index_first: false,
            told: None,
        }
    }

    #[must_use]
    pub fn lasting(self, scale: u32, frame: u32, frames: u32) -> Self {
        Self { scale, frame, frames, ..self }
    }

    fn media(&self) -> u32 {
        self.told.unwrap_or(self.frame * self.frames)
    }

    fn header(&self) -> Vec<u8> {
        let lasts = u64::from(self.media()) * u64::from(self.movie_scale) / u64::from(self.scale.max(1));
        let lasts = if self.fragments > 0 { 0 } else { lasts as u32 };
        let mut content = words(&[0, 0, 0, self.movie_scale, lasts, 0x1_0000, 0x0100_0000, 0, 0]);
        content.extend(words(&[0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000]));
        content.extend(words(&[0, 0, 0, 0, 0, 0, 2]));
        boxed("mvhd", &content)
    }

    fn track_header(&self) -> Vec<u8> {
        let one = 0x1_0000_u32;
        let minus = one.wrapping_neg();
        let [a, b, c, d] = match self.rotation {
            90 => [0, one, minus, 0],
            180 => [minus, 0, 0, minus],
            270 => [0, minus, one, 0],
            _ => [one, 0, 0, one],
        };
        let mut content = words(&[3, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
        content.extend(words(&[a, b, 0, c, d, 0, 0, 0, 0x4000_0000]));
        content.extend(words(&[self.shown.0 << 16, self.shown.1 << 16]));
        boxed("tkhd", &content)
    }

    fn samples(&self, offset: u32) -> Vec<u8> {
        let mut entry = [vec![0; 24], self.width.to_be_bytes().into(), self.height.to_be_bytes().into()].concat();
        entry.resize(78, 0);
        if let Some((across, down)) = self.aspect {
            entry.extend(boxed("pasp", &words(&[across, down])));
        }
        let entry = [words(&[0, 1]), boxed("avc1", &entry)].concat();
        let times = if self.fragments > 0 { words(&[0, 0]) } else { words(&[0, 1, self.frames, self.frame]) };
        let offsets = if self.fragments > 0 { words(&[0, 0]) } else { words(&[0, 1, offset]) };
        boxed("stbl", &[boxed("stsd", &entry), boxed("stts", &times), boxed("stco", &offsets)].concat())
    }

    fn track(&self, offset: u32) -> Vec<u8> {
        let media = if self.fragments > 0 { 0 } else { self.media() };
        let clock = boxed("mdhd", &words(&[0, 0, 0, self.scale, media, 0]));
        let handler = [words(&[0, 0]), self.handler.as_bytes().into(), words(&[0, 0, 0]), vec![0]].concat();
        let inner = [clock, boxed("hdlr", &handler), boxed("minf", &self.samples(offset))].concat();
        let mut content = self.track_header();
        if !self.edits.is_empty() {
            let rows = self.edits.iter().flat_map(|(lasts, at)| [*lasts, at.cast_unsigned(), 0x1_0000]);
            let list: Vec<u32> = [0, self.edits.len() as u32].into_iter().chain(rows).collect();
            content.extend(boxed("edts", &boxed("elst", &words(&list))));
        }
        content.extend(boxed("mdia", &inner));
        boxed("trak", &content)
    }

    fn index(&self, offset: u32) -> Vec<u8> {
        let mut content = [self.header(), self.track(offset)].concat();
        if self.fragments > 0 {
            let usual = words(&[0, 1, 1, self.frame, 0, 0]);
            content.extend(boxed("mvex", &boxed("trex", &usual)));
        }
        boxed("moov", &content)
    }

    /// Fragments by turns write what each sample lasts, and leave it to the usual.
    fn fragment(&self, number: u32) -> Vec<u8> {
        let count = self.frames / self.fragments;
        let begins = u64::from(number * count * self.frame);
        let head = boxed("tfhd", &words(&[0x2_0000, 1]));
        let times = boxed("tfdt", &[&words(&[0x0100_0000])[..], &begins.to_be_bytes()].concat());
        let run = if number.is_multiple_of(2) {
            words(&[0, count])
        } else {
            let each = std::iter::repeat_n(self.frame, count as usize);
            words(&[0x100, count].into_iter().chain(each).collect::<Vec<_>>())
        };
        let track = boxed("traf", &[head, times, boxed("trun", &run)].concat());
        [boxed("moof", &[boxed("mfhd", &words(&[0, number + 1])), track].concat()), boxed("mdat", &[7; 64])].concat()
    }

    pub fn write(&self) -> Vec<u8> {
        let first = boxed("ftyp", &[self.brand.as_bytes(), &[0; 4], b"isom"].concat());
        let data = boxed("mdat", &[0x55; 4000]);
        if self.fragments > 0 {
            let fragments = (0..self.fragments).flat_map(|number| self.fragment(number));
            return [first, self.index(0)].concat().into_iter().chain(fragments).collect();
        }
        if self.index_first {
            let offset = first.len() + self.index(0).len() + 8;
            return [first, self.index(offset as u32), data].concat();
        }
        let offset = first.len() as u32 + 8;
        [first, data, self.index(offset)].concat()
    }
}
