use serde::Serialize;

/// A place in a rulebook's text; both counted from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

/// One thing that is wrong with a rulebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub place: Place,
    /// The entry, as `channel.region.quota.at_most`.
    pub key: String,
    pub kind: ProblemKind,
}

/// What can be wrong with a rulebook. Words are added by `texts`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// Not TOML at all; the parser's own words.
    Syntax(String),
    UnknownKey {
        known: Vec<String>,
    },
    MissingKey(String),
    WrongType {
        wanted: &'static str,
        found: &'static str,
    },
    NotOneOf {
        found: String,
        allowed: Vec<String>,
    },
    Malformed {
        format: String,
        found: String,
    },
    TooSmall {
        least: i64,
        found: i64,
    },
    EmptyText,
    /// Reading the typed value failed although its shape was right.
    Unreadable(String),
    DuplicateId(String),
    /// A reference to an entry that does not exist.
    UnknownReference {
        section: &'static str,
        id: String,
    },
    UnknownZone(String),
    /// The table names neither a clause nor an assumption.
    NoSource,
    /// A clause that the outline does not have.
    UnknownClause(String),
    /// An assumption about a key that is not there.
    AssumedNothing(String),
    /// A figure that none of the cited items holds.
    FigureNotInClause {
        figure: String,
        clauses: Vec<String>,
    },
    /// The file's name and the campaign's id differ.
    IdIsNotFileName {
        file: String,
    },
    /// An act that another deadline closes already.
    DeadlineTwice {
        act: String,
    },
    DatesOutOfOrder {
        earlier: String,
        later: String,
    },
    /// A quota, share or span that no list can meet.
    Unreachable(Unreachable),
    /// The form lacks a field whose meaning a rule reads.
    MeaningMissing {
        form: String,
        meaning: String,
    },
    /// A meaning given to two fields of one form.
    MeaningTwice {
        meaning: String,
    },
    /// A limit that materials of this kind do not have.
    NotForKind {
        kind: String,
    },
    /// A field names no step, or a step has no field.
    StepEmpty(String),
    /// No outline was found beside the rulebook.
    NoOutline(String),
}

/// Figures that cannot be met together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreachable {
    /// The lower bound lies above the upper one.
    BoundsCross { least: String, most: String },
    /// `exactly` stands beside a bound.
    ExactlyAndBound,
    /// Neither bound is given.
    NoBound,
    /// More seats or places than come before.
    MoreThanBefore { wanted: u32, available: u32 },
}
