//! The one way out. Whoever reads may go away at any time (`| head`); that is
//! their right and no fault.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;

/// Something could not be written although its reader was still there.
static LOST: AtomicBool = AtomicBool::new(false);

/// A line of the answer.
pub fn line(text: impl Display) {
    keep(writeln!(io::stdout().lock(), "{text}"));
}

/// The answer as JSON.
pub fn json(value: &impl Serialize) {
    match serde_json::to_string_pretty(value) {
        Ok(text) => line(text),
        Err(error) => keep(Err(error.into())),
    }
}

/// A line on how it goes, or what stands in the way: never part of the answer.
pub fn note(text: impl Display) {
    keep(writeln!(io::stderr().lock(), "{text}"));
}

/// A question without a line's end.
pub fn question(text: impl Display) {
    let mut out = io::stderr().lock();
    keep(write!(out, "{text}").and_then(|()| out.flush()));
}

/// Whether everything went out that somebody still wanted to read.
pub fn whole() -> bool {
    keep(io::stdout().lock().flush());
    !LOST.load(Ordering::Relaxed)
}

fn keep(written: io::Result<()>) {
    if written.is_err_and(|error| error.kind() != ErrorKind::BrokenPipe) {
        LOST.store(true, Ordering::Relaxed);
    }
}
