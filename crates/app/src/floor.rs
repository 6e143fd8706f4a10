use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use linxuan_domain::value::Instant;

/// How far the record may run ahead of a clock, in microseconds: those of several machines differ a little.
pub const AHEAD: i64 = 5_000_000;

/// The latest moment an act has seen. The program's time never goes below it:
/// what was late stays late when the machine's clock is set back.
pub(crate) struct Floor {
    latest: AtomicI64,
    told: AtomicBool,
}

impl Floor {
    pub fn new(latest: i64) -> Self {
        Self { latest: latest.into(), told: false.into() }
    }

    /// What the clock shows, or the latest moment seen where the clock has fallen behind.
    pub fn above(&self, shown: Instant) -> Instant {
        let latest = Instant(self.latest.load(Ordering::SeqCst));
        if shown.microseconds() + AHEAD < latest.microseconds() && !self.told.swap(true, Ordering::SeqCst) {
            // For the operator's log, once; `doctor` says what to do.
            eprintln!("clock: {} is behind the record, which has reached {}", shown.iso(), latest.iso());
        }
        shown.max(latest)
    }

    /// An act takes place now: nothing takes place before it any more.
    pub fn raise(&self, shown: Instant) -> Instant {
        let now = self.above(shown);
        self.latest.fetch_max(now.microseconds(), Ordering::SeqCst);
        now
    }
}
