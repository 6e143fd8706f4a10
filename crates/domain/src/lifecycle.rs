//! Life cycles: which act leads from which state to which, and who may.

use serde::{Deserialize, Serialize};

use crate::access::{Act, Role};
use crate::value::Instant;

/// Where a nomination 推荐 stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// 填写中.
    Draft,
    /// 已报送.
    HandedIn,
    /// 退回补正.
    Returned,
    /// 受理: the nominee is a candidate.
    Accepted,
    /// A refusal waits for the second person.
    RefusalProposed,
    /// Nothing came back in time; that it is closed waits for the second person.
    ClosingProposed,
    /// 不予受理.
    Refused,
    /// Taken back by the unit before handing in.
    Withdrawn,
}

impl State {
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::HandedIn,
        Self::Returned,
        Self::Accepted,
        Self::RefusalProposed,
        Self::ClosingProposed,
        Self::Refused,
        Self::Withdrawn,
    ];

    pub const fn id(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::HandedIn => "handed-in",
            Self::Returned => "returned",
            Self::Accepted => "accepted",
            Self::RefusalProposed => "refusal-proposed",
            Self::ClosingProposed => "closing-proposed",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.id() == id)
    }

    /// Whether the form may be changed.
    pub const fn editable(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }

    /// Whether it uses up the unit's quota once handed in.
    pub const fn counts(self) -> bool {
        matches!(self, Self::HandedIn | Self::Returned | Self::Accepted | Self::RefusalProposed | Self::ClosingProposed)
    }

    /// What a role is told: a refusal that one person proposed is the
    /// examination's own until another has confirmed it.
    #[must_use]
    pub const fn told(self, role: Role) -> Self {
        match (self, role) {
            (_, Role::Office | Role::Examiner) => self,
            (Self::RefusalProposed, _) => Self::HandedIn,
            (Self::ClosingProposed, _) => Self::Returned,
            _ => self,
        }
    }
}

/// One allowed step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    pub from: State,
    pub act: Act,
    pub to: State,
    /// What else must hold.
    pub guard: &'static str,
    /// The line it leaves in the record.
    pub event: &'static str,
}

const fn step(from: State, act: Act, to: State, guard: &'static str, event: &'static str) -> Transition {
    Transition { from, act, to, guard, event }
}

/// The life of a nomination, whole.
pub const NOMINATION: &[Transition] = &[
    step(State::Draft, Act::SaveNomination, State::Draft, "version unchanged", "nomination-saved"),
    step(State::Draft, Act::WithdrawNomination, State::Withdrawn, "", "nomination-withdrawn"),
    step(
        State::Draft,
        Act::HandIn,
        State::HandedIn,
        "before the deadline, within the quota, nothing blocks",
        "handed-in",
    ),
    step(State::Returned, Act::SaveNomination, State::Returned, "version unchanged", "nomination-saved"),
    step(State::Returned, Act::HandIn, State::HandedIn, "before the due time, nothing blocks", "handed-in"),
    step(
        State::Returned,
        Act::ExtendReturn,
        State::Returned,
        "once after each return, a later due time, a reason",
        "return-extended",
    ),
    step(
        State::Returned,
        Act::ProposeRefusal,
        State::ClosingProposed,
        "the due time has passed, a reason",
        "closing-proposed",
    ),
    step(State::HandedIn, Act::AcceptNomination, State::Accepted, "every check passed", "nomination-accepted"),
    step(State::HandedIn, Act::ReturnNomination, State::Returned, "at least one reason", "nomination-returned"),
    step(State::HandedIn, Act::ProposeRefusal, State::RefusalProposed, "a reason", "refusal-proposed"),
    step(
        State::RefusalProposed,
        Act::ConfirmRefusal,
        State::Refused,
        "another person than the proposer",
        "nomination-refused",
    ),
    step(
        State::RefusalProposed,
        Act::RejectRefusal,
        State::HandedIn,
        "another person than the proposer",
        "refusal-rejected",
    ),
    step(
        State::ClosingProposed,
        Act::ConfirmRefusal,
        State::Refused,
        "another person than the proposer",
        "nomination-refused",
    ),
    step(
        State::ClosingProposed,
        Act::RejectRefusal,
        State::Returned,
        "another person than the proposer",
        "closing-rejected",
    ),
];

/// Lines of the record that tell of a proposal only: none for whom [`State::told`] hides it.
pub const PROPOSALS: &[&str] = &["refusal-proposed", "refusal-rejected", "closing-proposed", "closing-rejected"];

/// The step an act takes from a state, if it is allowed there.
pub fn next(from: State, act: Act) -> Option<&'static Transition> {
    NOMINATION.iter().find(|step| step.from == from && step.act == act)
}

/// How a returned nomination stands in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correction {
    /// The first instant that is too late.
    pub due: Option<Instant>,
    /// Whether more time was given since the return.
    pub extended: bool,
}

/// Why the office may not yet, or not again, act on what it returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// The unit still has time.
    NotDue,
    /// More time was given once already.
    ExtendedBefore,
    /// The new due time is not later than the one there was, or is past.
    NotLater,
}

impl Correction {
    /// Whether the unit's time is up.
    pub fn overdue(self, now: Instant) -> bool {
        self.due.is_some_and(|due| now >= due)
    }

    /// The guard of [`Act::ExtendReturn`].
    ///
    /// # Errors
    /// When it was extended before, or `until` is not later.
    pub fn extend(self, until: Instant, now: Instant) -> Result<(), Hold> {
        match self {
            Self { extended: true, .. } => Err(Hold::ExtendedBefore),
            Self { due, .. } if until <= now || due.is_some_and(|due| until <= due) => Err(Hold::NotLater),
            Self { .. } => Ok(()),
        }
    }

    /// The guard of proposing to close what did not come back.
    ///
    /// # Errors
    /// While the unit still has time.
    pub fn close(self, now: Instant) -> Result<(), Hold> {
        if self.overdue(now) { Ok(()) } else { Err(Hold::NotDue) }
    }
}
