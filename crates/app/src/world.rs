use std::fmt::Write as _;

use linxuan_domain::value::Instant;

/// Where the time comes from.
pub trait Clock: Send + Sync {
    fn now(&self) -> Instant;

    /// Whether it tells a play's time, which goes from one campaign's weeks back to another's.
    fn staged(&self) -> bool {
        false
    }
}

/// Where randomness comes from.
pub trait Random: Send + Sync {
    fn fill(&self, bytes: &mut [u8]);
}

/// The machine's clock.
pub struct WallClock;

impl Clock for WallClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the machine's clock is read")]
    fn now(&self) -> Instant {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Instant(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

/// The kernel's randomness.
pub struct UnixRandom;

impl Random for UnixRandom {
    fn fill(&self, bytes: &mut [u8]) {
        use std::io::Read as _;
        let read = std::fs::File::open("/dev/urandom").and_then(|mut file| file.read_exact(bytes));
        // Tokens and ids from zeros would be worse than no answer at all.
        if read.is_err() {
            std::process::abort();
        }
    }
}

/// `UUIDv7`: 48 bits of milliseconds, then randomness (RFC 9562, section 5.7).
pub(crate) fn uuid(now: Instant, random: &dyn Random) -> String {
    let mut tail = [0; 10];
    random.fill(&mut tail);
    let milliseconds = now.microseconds() / 1000;
    let [a, b, c, rest @ ..] = tail;
    let mut text = format!("{:08x}-{:04x}-7{:x}{b:02x}", milliseconds >> 16, milliseconds & 0xffff, a & 0x0f);
    let last = rest.iter().fold(String::new(), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    let (near, node) = last.split_at(2);
    let _ = write!(text, "-{:02x}{near}-{node}", 0x80 | (c & 0x3f));
    text
}
