//! 批量办理: what may be done to several nominations at once, without opening each.

use crate::access::Act;
use crate::finding::{Finding, Verdict};
use crate::lifecycle::{State, next};

/// What is done to each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Together {
    /// 受理.
    Accept,
    /// 确认不予受理, by the second person.
    ConfirmRefusal,
}

impl Together {
    pub const ALL: [Self; 2] = [Self::Accept, Self::ConfirmRefusal];

    pub const fn id(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::ConfirmRefusal => "confirm-refusal",
        }
    }

    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.id() == id)
    }

    pub const fn act(self) -> Act {
        match self {
            Self::Accept => Act::AcceptNomination,
            Self::ConfirmRefusal => Act::ConfirmRefusal,
        }
    }

    /// Whether it can be done to anything in this state.
    pub fn fits(self, state: State) -> bool {
        next(state, self.act()).is_some()
    }
}

/// Why it cannot be done to one of them together with the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// Its state does not allow it, or no longer.
    State(State),
    /// Its answers are not those that were shown.
    Changed,
    /// So many findings on rules that bind are not settled.
    Findings(usize),
    /// So many reasons 特殊情况说明 want to be read.
    Waivers(usize),
    /// Who proposed the refusal cannot confirm it.
    OwnProposal,
}

/// One of the chosen, as it stands.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    pub state: State,
    /// The version of the answers that was shown, and the one that stands.
    pub shown: i64,
    pub version: i64,
    pub findings: &'a [Finding],
    /// Whether whoever asks proposed the refusal that waits.
    pub own_proposal: bool,
}

/// What stands in the way of one of them. A refusal was looked into by the one who proposed it;
/// an acceptance is only for those on which the program found nothing for a person to weigh.
pub fn hindrance(what: Together, case: Case<'_>) -> Option<Hindrance> {
    let count = |holds: fn(&Finding) -> bool| case.findings.iter().filter(|finding| holds(finding)).count();
    let (blocking, waived) = (count(Finding::blocks), count(|finding| finding.verdict == Verdict::Waived));
    match what {
        _ if !what.fits(case.state) => Some(Hindrance::State(case.state)),
        _ if case.shown != case.version => Some(Hindrance::Changed),
        Together::ConfirmRefusal if case.own_proposal => Some(Hindrance::OwnProposal),
        Together::Accept if blocking > 0 => Some(Hindrance::Findings(blocking)),
        Together::Accept if waived > 0 => Some(Hindrance::Waivers(waived)),
        _ => None,
    }
}
