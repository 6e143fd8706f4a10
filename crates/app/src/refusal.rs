use linxuan_domain::finding::Finding;
use linxuan_domain::lifecycle::State;
use linxuan_domain::rulebook::{Format, Problem};
use linxuan_domain::space::Excess;
use linxuan_domain::value::Instant;
use linxuan_store::SqlError;

/// Why an act was not done. Nothing was written.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// It is not there, or not for this viewer: the two look alike.
    NotFound,
    /// The viewer may not do this to a thing they may see.
    Forbidden,
    /// Nobody is signed in, or no longer.
    SignedOut,
    /// Somebody else saved in between.
    Stale(Box<Stale>),
    /// The rules stand in the way: findings by nomination id, empty for the list as a whole.
    Findings(Vec<(String, Finding)>),
    /// The deadline has passed.
    Late { closed: Instant },
    /// The thing's state does not allow it.
    WrongState(State),
    /// The second person must be another one.
    SamePerson,
    /// Something typed is wrong; names of the sentences in the catalogue, by field.
    Invalid(Vec<(&'static str, &'static str)>),
    /// The same, where each sentence needs what was found.
    Wrong(Vec<Wrong>),
    /// A rulebook that is not sound.
    Problems(Vec<Problem>),
    /// A name that must stand once stands already.
    Taken,
    /// There is no room for so many bytes.
    NoRoom(Excess),
    /// A file of another kind than the material asks for: its kind by content, and what is taken.
    WrongKind { found: String, wanted: Vec<Format> },
    /// Too many attempts; seconds to wait.
    TooSoon { seconds: i64 },
    /// Login or password or code is wrong: which one is not said.
    WrongCredentials,
    /// Too many acts are waiting; come again.
    Busy,
    /// A fault of the machine, for the log and not for the page.
    Fault(String),
}

/// Something typed that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    pub field: &'static str,
    /// The sentence's name in the catalogue.
    pub sentence: &'static str,
    /// What was typed, or the figure that stands in the way.
    pub found: String,
}

/// What a save came too late for.
#[derive(Clone, PartialEq)]
pub struct Stale {
    pub version: i64,
    pub changed_by: String,
    pub changed_at: Instant,
    pub sheet: linxuan_domain::form::Sheet,
}

/// Neither who saved nor what stands there now: a refusal may reach a log.
impl std::fmt::Debug for Stale {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Stale").field("version", &self.version).field("sheet", &self.sheet).finish_non_exhaustive()
    }
}

impl From<SqlError> for Refusal {
    fn from(error: SqlError) -> Self {
        if error.duplicate { Self::Taken } else { Self::Fault(error.message) }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{self:?}")
    }
}

impl std::error::Error for Refusal {}
