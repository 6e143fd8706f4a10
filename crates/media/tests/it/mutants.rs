//! T25. Whatever is done to a file, it gets an answer, and soon.

use std::time::{Duration, Instant};

use linxuan_media::{Facts, strip, thumbnail};

use crate::facts;
use crate::made::film::Film;
use crate::made::packed::{compound, entry, office, packed_pdf, pdf, zip};
use crate::made::picture::{exif, jpeg, png, with};

const MUTANTS: u64 = 1000;
const LIMIT: Duration = Duration::from_secs(10);

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below as u64) as usize
    }
}

#[expect(clippy::disallowed_methods, reason = "how long an answer takes is what is tested")]
fn timed(bytes: &[u8]) -> Facts {
    let begun = Instant::now();
    let facts = facts(bytes);
    assert!(begun.elapsed() < LIMIT, "{:?} for {} bytes", begun.elapsed(), bytes.len());
    facts
}

/// Up to eight bytes turned, and at times the end cut off.
fn survives(good: &[u8], look: impl Fn(&[u8])) {
    for seed in 1..=MUTANTS {
        let mut numbers = Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut mutant = good.to_vec();
        for _ in 0..=numbers.next(8) {
            let at = numbers.next(mutant.len());
            mutant[at] = [0, 0xff, 0x7f, mutant[at] ^ (1 << numbers.next(8)), numbers.next(256) as u8][numbers.next(5)];
        }
        if numbers.next(4) == 0 {
            mutant.truncate(numbers.next(good.len()));
        }
        look(&mutant);
    }
}

#[test]
fn mutants_of_pictures_are_answered() {
    for good in [with(&jpeg(24, 16), 0xe1, &exif(6, true)), png(24, 16)] {
        survives(&good, |mutant| {
            let facts = timed(mutant);
            assert_eq!(facts.bytes, mutant.len() as u64);
            drop(strip(mutant));
            drop(thumbnail(mutant, 8));
        });
    }
}

#[test]
fn mutants_of_videos_are_answered() {
    let film = Film { edits: vec![(1000, 0), (90, -1)], aspect: Some((4, 3)), index_first: true, ..Film::new(64, 64) };
    for good in [film.write(), Film { fragments: 3, ..film }.write()] {
        let index = good.windows(4).position(|four| four == b"moov").unwrap();
        survives(&good[..good.len().min(index + 1500)], |mutant| drop(timed(mutant)));
    }
}

#[test]
fn mutants_of_documents_are_answered() {
    let archive = zip(&[entry("a.txt", b"some text"), entry("b.txt", &[7; 300])]);
    for good in [archive, office("xl", &[]), pdf(3, "", &[], ""), packed_pdf(3, ""), compound(&["WordDocument"])] {
        survives(&good, |mutant| drop(timed(mutant)));
    }
}

/// Tables that claim more than is there, and marks repeated without end.
#[test]
fn what_only_costs_work_is_answered() {
    let repeated = |start: &[u8], again: &[u8], bytes: usize| [start, &again.repeat(bytes / again.len())].concat();
    for hostile in [
        repeated(b"%PDF-1.4\n", b"1 0 obj", 4 << 20),
        repeated(b"%PDF-1.4\n", b"1 0 obj stream endstream ", 4 << 20),
        repeated(b"%PDF-1.4\n", b"trailer", 4 << 20),
        repeated(b"%PDF-1.4\n", b"1 0 obj stream ", 4 << 20),
        repeated(b"\xff\xd8", b"\xff\xe1\0\x02", 4 << 20),
        repeated(b"\xff\xd8", b"\xff", 4 << 20),
        repeated(b"\0\0\0\x08ftyp", b"\0\0\0\x08free", 4 << 20),
        repeated(b"\0\0\0\x08ftyp", b"\0\0\0\x08moof", 4 << 20),
        repeated(b"PK\x03\x04", b"PK\x05\x06\0\0\0\0\x01\0\x01\0\xff\0\0\0\0\0\0\0\0\0", 1 << 20),
        repeated(b"PK\x03\x04", b"PK\x03\x04", 1 << 20),
        repeated(
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\0\0\0\0",
            b"\0\0\0\0IDAT\x35\xaf\x06\x1e",
            4 << 20,
        ),
        repeated(b"<svg ", b"<", 1 << 20),
    ] {
        timed(&hostile);
    }
}
