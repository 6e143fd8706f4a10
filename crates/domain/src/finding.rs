//! What the rules say about a nomination or a list: never an error, always a
//! value with force, outcome and figures. Words are added by `texts`.

use serde::{Deserialize, Serialize};

use crate::identity::BadNumber;
use crate::material::{FileName, MaterialProblem};
use crate::rulebook::Force;
use crate::value::{Date, Key, Share};

/// One rule's word on one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's id in the rulebook, or `form`, `quota`, `cap`, `secrecy` for what every campaign has;
    /// `material.photo` for a material.
    pub rule: String,
    pub force: Force,
    pub verdict: Verdict,
    pub matter: Matter,
}

/// How a rule came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// 符合.
    Holds,
    /// Broken, and passed with a waiver 特殊情况说明.
    Waived,
    /// 待定: an answer is still missing.
    Open,
    /// 不符合.
    Breaks,
}

/// What a finding is about, with its figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Matter {
    Field {
        field: String,
        row: Option<u32>,
        problem: FieldProblem,
    },
    Flag {
        answer: Option<bool>,
    },
    Rank {
        found: Option<Key>,
        limit: Key,
    },
    Honours {
        named: Vec<String>,
        registered: Vec<String>,
    },
    Age {
        age: Option<i32>,
        at_least: Option<u32>,
        at_most: Option<u32>,
        at: Date,
    },
    BornSince {
        born: Option<Date>,
        date: Date,
    },
    Choice {
        chosen: Vec<Key>,
        allowed: Vec<Key>,
        refused: Vec<Key>,
    },
    Share {
        part: u32,
        whole: u32,
        at_least: Option<Share>,
        at_most: Option<Share>,
        smallest: u32,
    },
    Members {
        found: u32,
        at_least: u32,
        at_most: u32,
    },
    /// The same person elsewhere; never says where, unless it is the same unit.
    Once {
        elsewhere: bool,
        here: bool,
    },
    Opinion {
        opinion: Key,
        recorded: bool,
    },
    Procedure {
        procedure: Key,
        recorded: bool,
    },
    /// A unit of this channel against its own quota.
    Quota {
        channel: Key,
        used: u32,
        allowed: u32,
        extra: u32,
        exactly: bool,
    },
    QuotaShort {
        channel: Key,
        used: u32,
        wanted: u32,
        exactly: bool,
    },
    /// A whole channel against its cap; `own` is the part of the unit that asks.
    Cap {
        channel: Key,
        used: u32,
        own: Option<u32>,
        allowed: u32,
        extra: u32,
    },
    CapShort {
        channel: Key,
        used: u32,
        wanted: u32,
    },
    Secrecy {
        declared: bool,
    },
    /// A material, or one of its files and links. No material stands for all of them together.
    Material {
        material: Option<Key>,
        file: Option<FileName>,
        problem: MaterialProblem,
    },
}

/// What is wrong with one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "kebab-case")]
pub enum FieldProblem {
    Missing,
    TooLong { max: u32, found: u32 },
    TooShort { min: u32, found: u32 },
    Forbidden { character: String },
    NotADate { found: String },
    NotAMonth { found: String },
    DateOutOfRange { found: String },
    NotAName,
    NotAnOption { found: String },
    NotANumber { found: String },
    NumberOutOfRange { at_least: Option<i64>, at_most: Option<i64>, found: i64 },
    NotAPhone,
    NotAnEmail,
    BadIdentity { why: BadNumber },
    BirthDateDiffers,
    NotDeclared,
    TooFewRows { at_least: u32, found: u32 },
    TooManyRows { at_most: u32, found: u32 },
    UnknownField,
}

impl Finding {
    /// Whether it stands in the way of handing in.
    pub fn blocks(&self) -> bool {
        self.verdict >= Verdict::Open && self.force != Force::Advice
    }

    /// Whether a waiver could let it pass.
    pub fn waivable(&self) -> bool {
        self.force == Force::InPrinciple && self.verdict == Verdict::Breaks
    }
}

/// Open findings in short, for lists: how many must, in principle, advice.
pub fn summary(findings: &[Finding]) -> String {
    let open = |force: Force| findings.iter().filter(|f| f.force == force && f.verdict >= Verdict::Open).count();
    format!("{} {} {}", open(Force::Must), open(Force::InPrinciple), open(Force::Advice))
}

/// A [`summary`] as one number that grows with what is open, for sorting: one that must be
/// outweighs all in principle, and one of these all advice, up to 999 of each.
pub fn weight(summary: &str) -> i64 {
    summary.split(' ').fold(0, |sum, n| sum * 1000 + n.parse::<i64>().unwrap_or(0))
}

/// Turns in-principle breaks for which a reason was written into waived ones.
pub fn waive(findings: &mut [Finding], waived: impl Fn(&str) -> bool) {
    for finding in findings.iter_mut().filter(|finding| finding.waivable() && waived(&finding.rule)) {
        finding.verdict = Verdict::Waived;
    }
}

#[cfg(test)]
mod tests {
    use super::{Finding, Matter, Verdict, summary, weight};
    use crate::rulebook::Force;

    fn finding(force: Force, verdict: Verdict) -> Finding {
        Finding { rule: "secrecy".to_owned(), force, verdict, matter: Matter::Secrecy { declared: false } }
    }

    #[test]
    fn a_summary_counts_what_is_open_by_force() {
        let all = [
            finding(Force::Must, Verdict::Breaks),
            finding(Force::Must, Verdict::Holds),
            finding(Force::InPrinciple, Verdict::Waived),
            finding(Force::Advice, Verdict::Open),
            finding(Force::Advice, Verdict::Breaks),
        ];
        assert_eq!(summary(&all), "1 0 2");
        assert_eq!(summary(&[]), "0 0 0");
    }

    #[test]
    fn a_graver_finding_outweighs_any_number_of_lesser_ones() {
        assert_eq!(weight("0 0 0"), 0);
        assert_eq!(weight("2 3 12"), 2_003_012);
        assert!(weight("1 0 0") > weight("0 999 999") && weight("0 1 0") > weight("0 0 999"));
        // A nomination that was never judged has no summary.
        assert_eq!(weight(""), 0);
    }
}
