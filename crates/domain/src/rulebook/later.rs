use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::value::{Key, Label, Share, When};

/// Public display 候选人宣传展示: candidates' pages before the release.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Display {
    pub when: Option<When>,
    /// Where candidates are shown.
    pub place: Label,
}

/// Likes 网络点赞: visitors' marks of liking, which are never votes.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Likes {
    pub when: Option<When>,
    pub effect: LikesEffect,
    /// Carried out on an outside news site; tallies are imported.
    #[serde(default)]
    pub outside_site: Option<Label>,
}

/// What likes do to the selection: nothing, unless the notice gives them an effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum LikesEffect {
    None,
    Weight { share: Share },
    Filter { keep: u32 },
}

/// Public notice 公示 of the result; a unit's own notice before nominating is a procedure.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct PublicNotice {
    pub days: u32,
    /// Counted in working days 工作日.
    pub working_days: bool,
    /// Before the final decision instead of after it.
    #[serde(default)]
    pub before_decision: bool,
}

/// Release 发布: making the honourees known.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Release {
    pub when: Option<When>,
    pub text: Label,
    /// Invited to the ceremony.
    #[serde(default)]
    pub invited: Vec<Label>,
}

/// One order of publicity or study.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Publicity {
    pub id: Key,
    pub kind: PublicityKind,
    pub text: Label,
    pub when: Option<When>,
}

/// Kinds of publicity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PublicityKind {
    Mobilisation,
    DuringNomination,
    LocalRelease,
    Media,
    NewMedia,
    PublicServiceAdvertising,
    FieldReporting,
    Study,
    StoryLeads,
    OwnTitle,
}

/// One item that the activity table counts.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Activity {
    pub id: Key,
    /// The heading of the table that the item stands under; absent where the table has none.
    #[serde(default)]
    pub group: Option<Label>,
    pub label: Label,
    /// Unit of count: 场, 篇, 人次.
    pub unit: Label,
}
