use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::value::{Key, Label, When};

/// What kind of unit recommends.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct UnitKind {
    pub id: Key,
    pub name: Label,
}

/// 推荐渠道: units of some kinds, a lead body, its joint bodies, a quota.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Channel {
    pub id: Key,
    pub title: Label,
    /// Kinds of unit that come through this channel.
    pub unit_kinds: Vec<Key>,
    /// Lead body 牵头单位, when it is not the unit itself.
    pub lead: Option<Key>,
    /// Joint bodies 联合主办单位 whose opinions the lead body asks.
    #[serde(default)]
    pub joint: Vec<Key>,
    /// The list of joint bodies is open (等单位).
    #[serde(default)]
    pub joint_open: bool,
    /// Joint bodies' opinions must be there before handing in.
    #[serde(default)]
    pub joint_opinions_required: bool,
    /// Recommended nominees per unit.
    pub quota: Quota,
    /// Extra quota 增加名额 may be granted, and by whom.
    pub extra: Option<ExtraQuota>,
    /// The body that gathers from these units and hands in for them.
    pub collector: Option<Collector>,
    /// How the channel's package comes in.
    #[serde(default)]
    pub hands_in: HandsIn,
}

/// How many a unit may, or must, recommend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Quota {
    /// Fewer than this needs an explicit nil return.
    pub at_least: Option<u32>,
    /// 不超过n名: more is refused.
    pub at_most: Option<u32>,
    /// n名: more is refused, fewer is in principle not right and passes with a reason.
    pub exactly: Option<u32>,
    /// What the number counts.
    #[serde(default)]
    pub counts: QuotaCounts,
}

impl Quota {
    /// The number above which a submission is refused.
    pub fn limit(self) -> Option<u32> {
        self.exactly.or(self.at_most)
    }
}

/// Over what a quota is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum QuotaCounts {
    /// All tracks together.
    #[default]
    AllTracks,
    /// Each track by itself.
    EachTrack,
}

/// 增加名额: granted to talent-dense channels after the sponsors agree.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ExtraQuota {
    /// Who must agree.
    pub agreed_by: Agreement,
    /// Upper bound of the extra, when the notice gives one.
    pub at_most: Option<u32>,
}

/// Who must agree to an exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    Sponsors,
    Office,
}

/// 归口单位: reviews and narrows what its sub-units propose.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Collector {
    pub body: Key,
    /// What the collector may hand in for the whole channel.
    pub cap: Option<Quota>,
    /// The collector examines before the office does.
    #[serde(default)]
    pub examines: bool,
}

/// How a channel's packages enter the system.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HandsIn {
    /// The unit itself, online.
    #[default]
    Unit,
    /// The collector, online.
    Collector,
    /// Outside the system; the office enters it on the channel's behalf.
    Office,
}

/// 补充推荐: each sponsor, or all together, may add nominees.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Supplement {
    pub at_least: u32,
    pub at_most: u32,
    pub scope: SupplementScope,
}

/// Whether the supplement's number holds for each sponsor or for all together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SupplementScope {
    EachSponsor,
    AllSponsors,
}

/// What is nominated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NomineeKind {
    Person,
    Team,
    Organisation,
    Work,
}

/// One line of a notice with its own kind of nominee, form and output.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Track {
    pub id: Key,
    pub title: Label,
    pub nominee: NomineeKind,
    /// The form that is filled in.
    pub form: Key,
    /// Channels that lead into this track; all when empty.
    #[serde(default)]
    pub channels: Vec<Key>,
    /// A nominee of this track may not stand in another.
    #[serde(default)]
    pub exclusive: bool,
}

/// 推荐上报: the result becomes the upper campaign's nominees.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Forwarding {
    pub to: Label,
    /// The upper campaign's rulebook, where known.
    pub campaign: Option<Key>,
    /// Who forwards.
    pub by: Option<Key>,
    /// How many go up.
    pub count: Option<u32>,
    pub when: Option<When>,
}
