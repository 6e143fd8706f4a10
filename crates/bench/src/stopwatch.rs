//! Time spent, for figures and nothing else.

use std::time::{Duration, Instant};

#[expect(clippy::disallowed_methods, reason = "a measurement reads the machine's clock")]
pub fn now() -> Instant {
    Instant::now()
}

/// How long something took, and what it gave.
pub fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = now();
    let given = work();
    (now().duration_since(start), given)
}

/// The middle of some runs.
pub fn median(mut runs: Vec<Duration>) -> Duration {
    runs.sort();
    runs.get(runs.len() / 2).copied().unwrap_or_default()
}
