use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use linxuan_app::{Clock, Random, WallClock};
use linxuan_domain::value::Instant;

/// A clock that stands until it is moved: each look at it takes a millisecond.
/// Once set running it goes on with the machine's clock.
#[derive(Debug, Default)]
pub struct StageClock {
    at: AtomicI64,
    /// The machine's time when it began to run; 0 while it stands.
    since: AtomicI64,
}

impl StageClock {
    pub fn set(&self, at: Instant) {
        self.at.store(at.microseconds(), Ordering::SeqCst);
    }

    pub fn run(&self) {
        self.since.store(WallClock.now().microseconds(), Ordering::SeqCst);
    }
}

impl Clock for StageClock {
    fn now(&self) -> Instant {
        match self.since.load(Ordering::SeqCst) {
            0 => Instant(self.at.fetch_add(1000, Ordering::SeqCst) + 1000),
            since => Instant(self.at.load(Ordering::SeqCst) + WallClock.now().microseconds() - since),
        }
    }

    fn staged(&self) -> bool {
        self.since.load(Ordering::SeqCst) == 0
    }
}

/// The step of `SplitMix64` and its mixing: plain, fast, and no secret.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

const fn mixed(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

/// Randomness that is the same for the same seed: for rehearsals, which have no secrets.
#[derive(Debug)]
pub struct SeededRandom(AtomicU64);

impl SeededRandom {
    pub const fn new(seed: u64) -> Self {
        Self(AtomicU64::new(mixed(seed)))
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(8) {
            let drawn = mixed(self.0.fetch_add(STEP, Ordering::SeqCst)).to_be_bytes();
            part.iter_mut().zip(drawn).for_each(|(to, from)| *to = from);
        }
    }
}

/// What the play itself draws from, apart from the acts' own randomness.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(mixed(seed ^ STEP))
    }

    /// A number below `bound`; 0 where there is none.
    pub const fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_add(STEP);
        let drawn = mixed(self.0) >> 32;
        if bound == 0 { 0 } else { (drawn % bound as u64) as u32 }
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let at = self.below(u32::try_from(from.len()).unwrap_or(u32::MAX));
        from.get(usize::try_from(at).unwrap_or(0))
    }
}
