use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Delivery, Format};
use crate::value::{Duration, Frame, Key, Label, Size, Span};

/// Whose paper or file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    Nominee,
    Unit,
}

/// What kind of file a material is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MaterialKind {
    Portrait,
    Photo,
    Video,
    /// Animation, H5, VR, infographic: a file or a link.
    Other,
    Document,
}

impl MaterialKind {
    /// The formats that suit a kind.
    pub const fn formats(self) -> &'static [Format] {
        match self {
            Self::Portrait | Self::Photo => &[Format::Jpg, Format::Png, Format::Webp],
            Self::Video => &[Format::Mp4, Format::Mov],
            Self::Document => &[Format::Pdf, Format::Docx, Format::Xlsx],
            Self::Other => &Format::ALL,
        }
    }
}

/// How measures printed in notices are understood.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Measure {
    /// Bytes in one MB: 1,000,000 is the lenient reading, by which fewer files are too small.
    pub megabyte: u32,
    /// Milliseconds by which a playing time may pass its limit, since containers round it.
    pub duration_tolerance_ms: u32,
    /// Percent by which width to height may differ from a proportion, since pixels are whole.
    #[serde(default = "proportion_tolerance")]
    pub proportion_tolerance_percent: u32,
    /// Space for all files of one nominee, and for those of a unit itself.
    pub space_at_most: Option<Size>,
}

const fn proportion_tolerance() -> u32 {
    2
}

impl Default for Measure {
    fn default() -> Self {
        Self {
            megabyte: 1_000_000,
            duration_tolerance_ms: 0,
            proportion_tolerance_percent: proportion_tolerance(),
            space_at_most: None,
        }
    }
}

impl Measure {
    /// Bytes of a size that the notice prints.
    pub fn bytes(&self, size: Size) -> u64 {
        u64::from(size.megabytes) * u64::from(self.megabyte)
    }
}

/// 推荐材料: one kind of file and its limits.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Material {
    pub id: Key,
    pub title: Label,
    pub kind: MaterialKind,
    pub per: Per,
    pub count: Span,
    /// File formats by content; those that suit its kind when empty.
    #[serde(default)]
    pub formats: Vec<Format>,
    /// Size below which a file is refused.
    pub size_at_least: Option<Size>,
    /// Size above which a file is refused.
    pub size_at_most: Option<Size>,
    pub duration_at_most: Option<Duration>,
    /// Allowed frames as displayed.
    #[serde(default)]
    pub frames: Vec<Frame>,
    /// Sides in pixels that a picture must reach, upright or across.
    pub pixels_at_least: Option<Frame>,
    /// Width to height as displayed, as of a print in millimetres: 33x48.
    pub proportion: Option<Frame>,
    /// What stands behind the person; shown, since no program can judge it.
    pub background: Option<Label>,
    /// An address in the web is taken as well as a file.
    #[serde(default)]
    pub links: bool,
    /// Files are named 姓名+序号.
    #[serde(default)]
    pub named_by_number: bool,
    /// Missing is a finding (true) or no matter (false).
    #[serde(default)]
    pub required: bool,
    pub delivery: Vec<Delivery>,
    /// Channels it holds for; all when empty.
    #[serde(default)]
    pub channels: Vec<Key>,
    pub hint: Option<Label>,
}

impl Material {
    /// The formats that are taken: its own, or those that suit its kind.
    pub fn formats(&self) -> &[Format] {
        if self.formats.is_empty() { self.kind.formats() } else { &self.formats }
    }
}

/// What an official paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PaperKind {
    NominationForm,
    SummaryTable,
    ActivityTable,
    IntegrityOpinion,
    WorkReport,
}

impl PaperKind {
    /// The format in which it is worked on: tables are counted and sorted, everything else is written.
    pub const fn office(self) -> Format {
        match self {
            Self::SummaryTable | Self::ActivityTable => Format::Xlsx,
            Self::NominationForm | Self::IntegrityOpinion | Self::WorkReport => Format::Docx,
        }
    }
}

/// An official paper: its exact title is data, never put together from other values.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Paper {
    pub id: Key,
    pub kind: PaperKind,
    pub title: Label,
    pub per: Per,
    /// 一式n份; absent where no paper is asked for.
    pub originals: Option<u32>,
    /// Stamped by the recommending unit.
    #[serde(default)]
    pub sealed: bool,
    /// Number among the notice's attachments.
    pub attachment: Option<u32>,
    /// Title in the list of attachments, where it differs.
    pub attachment_title: Option<Label>,
    pub delivery: Vec<Delivery>,
    /// Channels that hand it in; all when empty.
    #[serde(default)]
    pub channels: Vec<Key>,
}

/// 意见 / 会签: who must say what about whom.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Opinion {
    pub id: Key,
    pub title: Label,
    /// Who gives it.
    pub given_by: OpinionGiver,
    pub per: Per,
    pub required: bool,
    /// Longest text, in characters.
    pub max: Option<u32>,
    #[serde(default)]
    pub channels: Vec<Key>,
}

/// Who gives an opinion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OpinionGiver {
    Employer,
    RecommendingUnit,
    JointBodies,
    PartyOrganisation,
    DisciplineBody,
    Collector,
    Office,
}

/// A step the unit records before handing in.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Procedure {
    pub id: Key,
    pub kind: ProcedureKind,
    pub label: Label,
    pub required: bool,
}

/// Kinds of recorded step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProcedureKind {
    DemocraticProcedure,
    UnitNotice,
    CandidatePublicity,
}
