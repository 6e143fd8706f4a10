use std::time::Duration;

/// Connections at most: thousands of people with their browsers' spare connections fit, and buffers of
/// some 100 KiB for each stay below half a GiB.
const MOST_CONNECTIONS: u32 = 4096;
/// Files that the program keeps for itself: the database, uploads and what it reads.
const OWN_FILES: u32 = 128;

/// How much of the site a client may take up.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// For agreeing on keys, and for a request's head to be there as a whole.
    pub header: Duration,
    /// Between two pieces of a request's body.
    pub body: Duration,
    pub connections: u32,
}

impl Limits {
    pub fn of_this_process() -> Self {
        let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
        Self { header: Duration::from_secs(15), body: Duration::from_mins(1), connections: connections(&limits) }
    }
}

/// Every connection is an open file; past the system's limit the database could not open its own.
pub(super) fn connections(limits: &str) -> u32 {
    let files = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    let soft = files.and_then(|rest| rest.split_whitespace().next()?.parse::<u32>().ok());
    soft.map_or(MOST_CONNECTIONS, |soft| soft.saturating_sub(OWN_FILES).clamp(16, MOST_CONNECTIONS))
}
