use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::value::{Key, Label, Share, When};

/// One pass of expert selection 遴选轮次.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Round {
    pub id: Key,
    pub title: Label,
    pub when: Option<When>,
    /// Tracks it judges; all when empty.
    #[serde(default)]
    pub tracks: Vec<Key>,
    pub panel: Panel,
    pub ballot: Ballot,
    /// How many go on, or are chosen, from this round.
    pub seats: u32,
    /// Nominees speak before the panel.
    #[serde(default)]
    pub defence: bool,
    /// Names and units hidden from the panel.
    #[serde(default)]
    pub blind: bool,
}

/// A panel 评审组: who judges in a round.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Panel {
    /// Who sits in it.
    pub of: Vec<PanelSeat>,
    /// Fraction of the appointed who must be present.
    pub quorum: Share,
}

/// Kinds of panel members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PanelSeat {
    Experts,
    Sponsors,
}

/// How a round counts.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Ballot {
    pub kind: BallotKind,
    /// 无记名: nobody can link a choice to a person.
    pub secret: bool,
    /// Fraction of the base a candidate needs.
    pub threshold: Option<Share>,
    /// Strictly more than the threshold.
    #[serde(default)]
    pub threshold_exceeded: bool,
    pub base: Option<BallotBase>,
    pub tie: TieBreak,
}

/// Kinds of ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BallotKind {
    ApproveAtMost,
    ApproveExactly,
    YesNoAbstain,
    Score,
    Rank,
    Pairwise,
}

/// What a threshold is a fraction of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BallotBase {
    Present,
    Cast,
    Valid,
    Electorate,
}

/// What happens to equals at the last place 并列处理.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TieBreak {
    RunOff,
    Chair,
    Lot,
    LeaveOpen,
    AddSeat,
}

/// The sponsors' final decision 审定 on what the experts propose.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    pub title: Label,
    /// Every sponsor's consent is recorded.
    pub joint: bool,
}

/// What one track brings forth.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Output {
    pub id: Key,
    pub track: Key,
    pub title: Label,
    /// This many, no fewer.
    pub exactly: Option<u32>,
    /// At most this many; seats may stay empty.
    pub at_most: Option<u32>,
    /// Higher tiers inside the number, or a lesser title just below it.
    #[serde(default)]
    pub tier: Vec<Tier>,
    /// At most so many with one attribute.
    #[serde(default)]
    pub cap: Vec<Bound>,
    /// At least so many with one attribute.
    #[serde(default)]
    pub floor: Vec<Bound>,
    #[serde(default)]
    pub order: NameOrder,
}

/// A tier of the output.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Tier {
    pub id: Key,
    pub title: Label,
    pub at_most: u32,
    pub place: TierPlace,
}

/// Whether a tier is part of the number or follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TierPlace {
    /// The first ones of the chosen.
    Within,
    /// Those just below the chosen (提名).
    Below,
}

/// A cap or floor over an attribute.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Bound {
    pub id: Key,
    pub label: Label,
    pub count: u32,
    /// Options of the choice it looks at; each by itself when empty.
    #[serde(default)]
    pub any_of: Vec<Key>,
    pub meaning: super::Meaning,
}

/// Order in which names are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NameOrder {
    #[default]
    SurnameStroke,
    NameStroke,
    Pinyin,
    Votes,
}
