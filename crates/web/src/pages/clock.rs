//! The time left until a deadline, as figures and in words.

use linxuan_domain::value::Instant;

use crate::guard::Visit;
use crate::said;

const MINUTE: i64 = 60_000_000;

/// A countdown's figures at the moment of the page, by the server's clock.
pub struct Clock {
    pub until: String,
    pub now: String,
    pub days: i64,
    pub hours: i64,
    pub minutes: i64,
    pub over: bool,
    pub at: String,
}

/// The countdown to the first instant that is too late, where there is one.
pub fn clock(visit: &Visit, closes: Option<Instant>) -> Option<Clock> {
    let (closes, now) = (closes?, visit.app.now());
    let left = (closes.microseconds() - now.microseconds()).max(0) / MINUTE;
    Some(Clock {
        until: closes.iso(),
        now: now.iso(),
        days: left / (24 * 60),
        hours: left / 60 % 24,
        minutes: left % 60,
        over: now >= closes,
        at: said::closing(visit, closes),
    })
}
