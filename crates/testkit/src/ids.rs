use std::sync::atomic::{AtomicU64, Ordering};

use linxuan_store::record::Signer;
use linxuan_store::seal::Keys;

/// Ids that look like `UUIDv7` and sort in the order in which they were made.
pub struct Ids {
    family: u16,
    made: AtomicU64,
}

impl Ids {
    /// Different families never meet.
    pub const fn new(family: u16) -> Self {
        Self { family, made: AtomicU64::new(0) }
    }

    pub fn id(&self) -> String {
        let number = self.made.fetch_add(1, Ordering::Relaxed) + 1;
        format!("01900000-{:04x}-7000-8000-{number:012x}", self.family)
    }
}

/// The keys of the installation under test.
pub fn keys() -> Keys {
    Keys::derive(&[7; 32])
}

/// The signer of the record under test.
pub fn signer() -> Signer {
    Signer::new("linxuan.test/record", &[9; 32])
}
