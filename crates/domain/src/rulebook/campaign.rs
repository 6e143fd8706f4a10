use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::value::{Date, Key, Label, Moment, When};

/// Where a campaign stands: title, level, number, date, addressees.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Campaign {
    /// The file's name without `.toml`; part of the campaign's address.
    pub id: Key,
    /// The full title, as on the portal.
    pub title: Label,
    /// The short title used beside others.
    pub short: Label,
    pub year: i16,
    /// Level 级别: 全国, 重庆市 …
    pub level: Label,
    /// Document number 文号, absent when the notice has none.
    pub document_number: Option<String>,
    /// Date of issue, absent when the notice has none.
    pub issued: Option<Date>,
    /// Whom the notice is addressed to, in order.
    #[serde(default)]
    pub addressee: Vec<Label>,
    /// The upper campaign this one carries out.
    pub upper: Option<Upper>,
    /// IANA name of the zone whose clocks the dates mean.
    pub time_zone: String,
    /// How years between editions run; absent for a yearly campaign.
    pub every_years: Option<u8>,
    /// The campaign's own words for nominee and candidate.
    pub words: Words,
    /// General aim 总体要求 in one sentence.
    pub aim: Label,
}

/// The upper campaign that a notice cites.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Upper {
    pub title: Label,
    pub document_number: Option<String>,
    /// The upper campaign's rulebook, where it runs in the same system.
    pub campaign: Option<Key>,
}

/// Words that differ from notice to notice.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Words {
    /// 推荐人选 or 候选人, before acceptance.
    pub nominee: Label,
    /// 候选人, after acceptance.
    pub candidate: Label,
    /// 获选者: what the chosen are called.
    pub honouree: Label,
}

/// A sponsor 主办单位: a body that issues the notice.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Sponsor {
    pub id: Key,
    pub name: Label,
}

/// The campaign office 活动办公室: where packages go.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Office {
    pub name: Label,
    /// Postal address for paper, absent in a paperless campaign.
    pub address: Option<Label>,
    /// Ways in which packages reach the office.
    pub intake: Vec<Delivery>,
}

/// How something reaches the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Delivery {
    /// In this system.
    Online,
    /// By electronic mail to the office.
    Mail,
    /// On paper.
    Paper,
    /// On a disc or USB stick with the paper.
    Disc,
}

/// A body that channels and opinions name.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Body {
    pub id: Key,
    pub name: Label,
}

/// What a stage is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StageKind {
    Mobilise,
    Nominate,
    Examine,
    Consolidate,
    Display,
    Likes,
    Select,
    PublicNotice,
    FinalDecision,
    Inspect,
    Release,
    Promote,
    Study,
    Forward,
}

/// 阶段: planned at the notice's own precision; stages may overlap.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Stage {
    pub id: Key,
    pub kind: StageKind,
    pub title: Label,
    /// Absent where the notice fixes no time.
    pub when: Option<When>,
    /// Runs beside other stages instead of after the one before it.
    #[serde(default)]
    pub parallel: bool,
}

/// Which act a deadline closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DeadlineAct {
    /// The nominee's own part, where it ends before the unit's.
    Complete,
    /// The unit hands in (报送).
    HandIn,
    /// Paper must have arrived.
    DeliverPaper,
    /// Sponsors' supplement.
    Supplement,
}

/// The first minute that is too late, with the notice's wording beside it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Deadline {
    pub id: Key,
    pub act: DeadlineAct,
    /// `2022-05-20T24:00` when the day itself still counts.
    pub at: Moment,
    /// The wording as printed: 5月20日前.
    pub wording: Label,
    /// Late is refused outright (逾期不再受理), not merely unwelcome.
    pub late_refused: bool,
}

/// Which accounts a campaign has.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Accounts {
    /// Nominees fill in themselves by recommendation code 推荐码.
    pub nominee: bool,
    /// Roles that sign in with a second factor (role ids of the glossary).
    #[serde(default)]
    pub second_factor: Vec<Key>,
    /// Units get user name and password by letter from the office.
    pub letters: bool,
}

/// The secrecy rule 保密 and what units declare.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Secrecy {
    /// `true`: nothing classified at all; `false`: classified cases follow the secrecy rules outside this system.
    pub forbidden: bool,
    /// What the unit declares before it hands in 保密审查声明.
    pub declaration: Label,
}

/// A sentence of advice, principle or notice shown to those it concerns.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Guidance {
    pub id: Key,
    /// Where it is shown.
    pub place: GuidancePlace,
    pub text: Label,
}

/// Where guidance is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GuidancePlace {
    Portal,
    Unit,
    Form,
    Materials,
    HandIn,
    Examination,
    Selection,
    Publicity,
}

/// An item of the notice that no software carries out.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Outside {
    pub id: Key,
    /// Why no setting answers it.
    pub reason: String,
}
