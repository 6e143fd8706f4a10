use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Good,
    /// It ran, and found something wrong.
    Findings,
    /// It was called wrongly.
    Misuse,
    /// The machine or the files it needs are not there.
    Environment,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Good => 0,
            Outcome::Findings => 1,
            Outcome::Misuse => 2,
            Outcome::Environment => 3,
        })
    }
}
