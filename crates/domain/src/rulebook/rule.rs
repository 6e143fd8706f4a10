use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Meaning;
use crate::value::{Date, Key, Label, Share};

/// With what force a rule binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Force {
    /// 必须 / 不包括: refused.
    Must,
    /// 原则上: passes only with a waiver.
    InPrinciple,
    /// 建议: said, never asked for.
    Advice,
}

/// One rule of the notice.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Rule {
    pub id: Key,
    pub force: Force,
    /// The rule as people read it.
    pub label: Label,
    /// Tracks it holds for; all when empty.
    #[serde(default)]
    pub tracks: Vec<Key>,
    #[serde(flatten)]
    pub kind: RuleKind,
}

/// The kinds of rule: closed in code, instances in data.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum RuleKind {
    /// The answer to a yes/no question must be no (现役军人 not included).
    FlagAbsent { meaning: Meaning },
    /// The answer to a yes/no question must be yes.
    FlagPresent { meaning: Meaning },
    /// Rank below a limit, for those who answer yes to `only_if`.
    RankBelow { rank: Key, only_if: Option<Meaning> },
    /// None of the named series of honours, by the form and by the register.
    NotHonoured { series: Vec<Key> },
    /// An age limit at the reference day, for one sex where the notice says so.
    Age(AgeLimit),
    /// Born on or after a day.
    BornSince { date: Date },
    /// A choice must be, or must not be, one of some options.
    ChoiceIs {
        meaning: Meaning,
        #[serde(default)]
        any_of: Vec<Key>,
        #[serde(default)]
        none_of: Vec<Key>,
    },
    /// A part of a list.
    Share(ShareRule),
    /// A team has between so many members.
    Members { at_least: u32, at_most: u32 },
    /// A part of a team's members.
    MemberShare { of: Attribute, at_least: Option<Share>, at_most: Option<Share> },
    /// The same person, team or work may be nominated once.
    Once { scope: Scope },
    /// Party organisation's or discipline body's opinion must be there.
    OpinionPresent { opinion: Key },
    /// A short note that the unit recorded its democratic procedure or public notice.
    ProcedureRecorded { procedure: Key },
}

/// An age limit in whole years (满周岁).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct AgeLimit {
    pub at_most: Option<u32>,
    pub at_least: Option<u32>,
    /// Holds only for this option of the sex field.
    pub sex: Option<Key>,
    /// Whose age: the nominee's or the team leader's.
    #[serde(default)]
    pub whose: Whose,
    /// The day at which ages are computed.
    pub at: Date,
}

/// Whom an age limit looks at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Whose {
    #[default]
    Nominee,
    Leader,
}

/// A ratio over a list of nominees, with everything that decides its meaning.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ShareRule {
    pub of: Attribute,
    pub at_least: Option<Share>,
    pub at_most: Option<Share>,
    pub scope: Scope,
    pub rounding: Rounding,
    /// The rule sleeps on lists shorter than this.
    pub smallest: u32,
}

/// What a ratio counts.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Attribute {
    /// Answered yes.
    Flag { meaning: Meaning },
    /// Younger than `years` at the day; `including` counts `years` itself, which notices leave unsaid.
    Younger { years: u32, including: bool, at: Date },
    /// Chose one of some options.
    Chosen { meaning: Meaning, any_of: Vec<Key> },
}

impl Attribute {
    /// The fact it looks at.
    pub const fn meaning(&self) -> Meaning {
        match self {
            Self::Flag { meaning } | Self::Chosen { meaning, .. } => *meaning,
            Self::Younger { .. } => Meaning::BirthDate,
        }
    }
}

/// Over what a ratio or a uniqueness is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    Unit,
    Channel,
    Campaign,
}

/// How a share of a small list becomes a whole number: 20% of two nominees is 0.4 of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// Compare the fractions themselves.
    Exact,
    Down,
    Up,
    /// 四舍五入.
    Nearest,
}

/// A series of honours that an exclusion names; each notice names its own.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct HonourSeries {
    pub id: Key,
    pub label: Label,
    /// The level an entry of the form may carry to belong to it.
    pub level: Option<Key>,
}

/// The formal examination 形式审查 of what was handed in.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Examination {
    /// What examiners tick beside the machine's findings.
    pub check: Vec<ExaminationCheck>,
    /// Days a unit has to correct after a return.
    pub return_days: u32,
    /// How many people must agree before a nomination is refused.
    pub refusal_people: u8,
}

/// One line of the examination's checklist.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ExaminationCheck {
    pub id: Key,
    pub label: Label,
    /// The rule whose finding fills the line; a person judges where absent.
    pub rule: Option<Key>,
}
