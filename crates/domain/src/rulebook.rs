//! A notice as data: the checked file that makes a campaign.
//!
//! The *kinds* are the enums of this module; every number, date, label and
//! list is an instance in a `campaigns/NAME.toml`. The types are the single
//! source of the JSON Schema, of the check with line and column, and of what
//! the rest of the program reads.

mod campaign;
mod channel;
pub mod check;
pub mod coverage;
pub mod diff;
mod figure;
mod form;
mod format;
mod later;
mod material;
mod origin;
pub mod outline;
mod places;
mod problem;
mod read;
mod rule;
pub mod schema;
mod selection;
mod shape;
mod supplement;

pub use campaign::*;
pub use channel::*;
pub use form::*;
pub use format::Format;
pub use later::*;
pub use material::*;
pub use origin::{Assumption, Origin, Origins};
pub use problem::{Place, Problem, ProblemKind, Unreachable};
pub use read::{Reading, read};
pub use rule::*;
pub use selection::*;
pub use supplement::{SPONSOR, SUPPLEMENT};

use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::value::Instant;

/// 活动规则: everything one notice fixes, and what the office assumed where it is silent.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Rulebook {
    /// The campaign's name, level and place in time.
    pub campaign: Campaign,
    /// Sponsors 主办单位 in the order in which they are printed.
    pub sponsor: Vec<Sponsor>,
    /// The campaign office 活动办公室.
    pub office: Office,
    /// Bodies that lead, join or give opinions: the names used by channels.
    #[serde(default)]
    pub body: Vec<Body>,
    /// Stages 阶段 in their order.
    pub stage: Vec<Stage>,
    /// What kinds of units may recommend.
    pub unit_kind: Vec<UnitKind>,
    /// Channels 推荐渠道: the only ways in.
    pub channel: Vec<Channel>,
    /// Supplement 补充推荐 by sponsors, outside the units' quotas.
    pub supplement: Option<Supplement>,
    /// Instants after which an act is refused.
    pub deadline: Vec<Deadline>,
    /// Tracks: each with its kind of nominee, form and output.
    pub track: Vec<Track>,
    /// Orientations 面向 to choose from.
    #[serde(default)]
    pub orientation: Vec<Orientation>,
    /// Criteria 遴选标准 as headed groups.
    pub criterion: Vec<Criterion>,
    /// Stated preferences 倾斜: marks on a nominee, never a bar.
    #[serde(default)]
    pub preference: Vec<Preference>,
    /// Nomination forms 推荐表.
    pub form: Vec<Form>,
    /// The ordered table of official ranks 行政职务级别, highest first.
    #[serde(default)]
    pub rank: Vec<Rank>,
    /// Series of honours 荣誉表彰 that rules name.
    #[serde(default)]
    pub honour: Vec<HonourSeries>,
    /// Rules on a nominee or on a list.
    pub rule: Vec<Rule>,
    /// How photos, videos and files are measured.
    #[serde(default)]
    pub measure: Measure,
    /// Materials 推荐材料 that are handed in as files.
    #[serde(default)]
    pub material: Vec<Material>,
    /// Official papers: their exact titles, copies and seals.
    pub paper: Vec<Paper>,
    /// Opinions 意见 to collect.
    #[serde(default)]
    pub opinion: Vec<Opinion>,
    /// Steps a unit records before it hands in: democratic procedure, own public notice.
    #[serde(default)]
    pub procedure: Vec<Procedure>,
    /// Secrecy rule 保密.
    pub secrecy: Secrecy,
    /// Who has accounts.
    pub accounts: Accounts,
    /// The formal examination 形式审查.
    pub examination: Examination,
    /// Public display of candidates 候选人宣传展示.
    pub display: Option<Display>,
    /// Likes 网络点赞.
    pub likes: Option<Likes>,
    /// Expert rounds 遴选轮次.
    #[serde(default)]
    pub round: Vec<Round>,
    /// The sponsors' final decision 审定.
    pub decision: Option<Decision>,
    /// What comes out: honourees 获选者, tiers, caps and floors.
    pub output: Vec<Output>,
    /// Public notice 公示 of the result.
    pub public_notice: Option<PublicNotice>,
    /// Release 发布.
    pub release: Option<Release>,
    /// Publicity and study 宣传、学习.
    #[serde(default)]
    pub publicity: Vec<Publicity>,
    /// Kinds of activity counted in the activity table.
    #[serde(default)]
    pub activity: Vec<Activity>,
    /// Forwarding 推荐上报 to an upper campaign.
    pub forwarding: Option<Forwarding>,
    /// Advice and principles shown where they matter.
    #[serde(default)]
    pub guidance: Vec<Guidance>,
    /// Items of the notice that no software carries out, each with the reason.
    #[serde(default)]
    pub outside: Vec<Outside>,
}

impl Rulebook {
    /// The zone whose clocks the notice's dates mean.
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.campaign.time_zone).unwrap_or(TimeZone::UTC)
    }

    pub fn channel(&self, id: &str) -> Option<&Channel> {
        self.channel.iter().find(|channel| channel.id.as_str() == id)
    }

    pub fn track(&self, id: &str) -> Option<&Track> {
        self.track.iter().find(|track| track.id.as_str() == id)
    }

    /// The tracks that a channel leads into: those that name it, and those that name none.
    pub fn tracks_of(&self, channel: &str) -> impl Iterator<Item = &Track> {
        let named = move |track: &Track| track.channels.iter().any(|known| known.as_str() == channel);
        self.track.iter().filter(move |track| track.channels.is_empty() || named(track))
    }

    pub fn form(&self, id: &str) -> Option<&Form> {
        self.form.iter().find(|form| form.id.as_str() == id)
    }

    /// The form that a track's nominations fill in.
    pub fn form_of(&self, track: &str) -> Option<&Form> {
        self.form(self.track(track)?.form.as_str())
    }

    pub fn unit_kind(&self, id: &str) -> Option<&UnitKind> {
        self.unit_kind.iter().find(|kind| kind.id.as_str() == id)
    }

    pub fn deadline(&self, act: DeadlineAct) -> Option<&Deadline> {
        self.deadline.iter().find(|deadline| deadline.act == act)
    }

    /// The first instant at which `act` is too late.
    pub fn closes(&self, act: DeadlineAct) -> Option<Instant> {
        self.deadline(act).map(|deadline| deadline.at.instant(&self.zone()))
    }
}
