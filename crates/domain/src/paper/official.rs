//! Official papers as values: what stands on each, before words and layout.

use std::fmt;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::form::Sheet;
use crate::merkle::hex;
use crate::rulebook::{Field, Form, Format, Meaning, OpinionGiver, Orientation, PaperKind, Rank};
use crate::value::{Date, Instant, Label, Language};

/// One official paper.
#[derive(Clone, Serialize)]
pub struct Paper {
    pub head: Head,
    pub content: Content,
}

/// What stands on a paper is the nominee's and belongs into no log.
impl fmt::Debug for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Paper").field("id", &self.head.id).field("number", &self.head.number).finish_non_exhaustive()
    }
}

impl Paper {
    /// The format in which it is worked on, beside the one that is printed.
    pub const fn office(&self) -> Format {
        match self.content {
            Content::SummaryTable(_) => PaperKind::SummaryTable.office(),
            Content::ActivityTable(_) => PaperKind::ActivityTable.office(),
            _ => Format::Docx,
        }
    }

    /// SHA-256 in hex over the values that are printed, whatever the language
    /// and the day: equal values are one version, and every other is another.
    pub fn version(&self) -> String {
        // Values of plain fields and ordered maps always have a text.
        hex(&Sha256::digest(serde_json::to_vec(self).unwrap_or_default()))
    }
}

/// What every paper has.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    #[serde(skip)]
    pub language: Language,
    /// The paper's id in the rulebook, or the name of one that no rulebook lists.
    pub id: String,
    /// The exact title from the rulebook; none where the paper is the system's own.
    pub title: Option<Label>,
    /// Number among the notice's attachments.
    pub attachment: Option<u32>,
    /// 一式n份.
    pub originals: Option<u32>,
    pub sealed: bool,
    /// The campaign's full title.
    pub campaign: Label,
    pub office: Label,
    /// Whose clocks its moments are told by.
    #[serde(skip)]
    pub zone: String,
    /// The recommending unit as on its seal.
    pub unit: String,
    /// The number of the form, as people read it aloud; empty on papers that are not matched.
    pub number: String,
    /// The day of the newest of its values.
    #[serde(skip)]
    pub date: Date,
    /// Not handed in yet: says so across each page.
    #[serde(skip)]
    pub draft: bool,
}

/// What is each paper's own.
#[derive(Clone, Serialize)]
pub enum Content {
    NominationForm(NominationForm),
    SummaryTable(SummaryTable),
    ActivityTable(ActivityTable),
    IntegrityOpinion(IntegrityOpinion),
    WorkReport(WorkReport),
    Receipt(Receipt),
    ReturnedReasons(ReturnedReasons),
    ExaminationSheet(ExaminationSheet),
}

/// A form with its answers and the lists that they choose from.
#[derive(Clone, Serialize)]
pub struct Answered {
    pub form: Form,
    pub orientation: Vec<Orientation>,
    pub rank: Vec<Rank>,
    pub answers: Sheet,
}

impl Answered {
    /// The same without personal fields, for readers who may not see them.
    #[must_use]
    pub fn without_personal(self) -> Self {
        self.keep(|field| !field.personal)
    }

    /// The same with the fields of some meanings alone.
    #[must_use]
    pub fn only(self, meanings: &[Meaning]) -> Self {
        self.keep(|field| field.meaning.is_some_and(|meaning| meanings.contains(&meaning)))
    }

    /// Answers without a field are dropped with the fields: nothing prints them.
    fn keep(mut self, keep: impl Fn(&Field) -> bool) -> Self {
        self.form.field.retain(|field| keep(field));
        let fields = &self.form.field;
        let of = |field: &Field, answer: &str| {
            answer.strip_prefix(field.id.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.answers.0.retain(|answer, _| fields.iter().any(|field| of(field, answer)));
        self
    }
}

/// 推荐表.
#[derive(Clone, Serialize)]
pub struct NominationForm {
    pub of: Answered,
    /// A jpg of 33 × 48 mm; room is left for one where there is none.
    pub portrait: Option<Vec<u8>>,
    pub statements: Vec<Statement>,
}

/// One body's sealed word 意见.
#[derive(Debug, Clone, Serialize)]
pub struct Statement {
    pub given_by: OpinionGiver,
    pub title: Label,
    /// A joint body's own name.
    pub body: Option<Label>,
    /// Empty where it is written by hand.
    pub text: String,
}

/// 汇总表.
#[derive(Clone, Serialize)]
pub struct SummaryTable {
    /// The age that a rule asks for, where one does.
    pub younger: Option<u32>,
    pub rows: Vec<SummaryRow>,
    pub ratios: Vec<Ratio>,
}

impl SummaryTable {
    /// What the table takes from a nomination form.
    pub const MEANINGS: &[Meaning] = &[
        Meaning::Name,
        Meaning::Sex,
        Meaning::EthnicGroup,
        Meaning::BirthDate,
        Meaning::Party,
        Meaning::Education,
        Meaning::Degree,
        Meaning::Employer,
        Meaning::Post,
        Meaning::Title,
        Meaning::Rank,
        Meaning::Academician,
        Meaning::Orientation,
        Meaning::FrontLine,
        Meaning::Mobile,
    ];
}

/// One nominee of a summary table.
#[derive(Clone, Serialize)]
pub struct SummaryRow {
    pub number: String,
    pub of: Answered,
    pub young: Option<bool>,
    /// How many waivers 特殊情况说明 go with it.
    pub waivers: u32,
}

/// A part of a list that a rule looks at.
#[derive(Debug, Clone, Serialize)]
pub struct Ratio {
    pub label: Label,
    pub part: u32,
    pub whole: u32,
}

/// 开展情况表.
#[derive(Debug, Clone, Serialize)]
pub struct ActivityTable {
    pub rows: Vec<ActivityRow>,
}

/// One counted kind of activity.
#[derive(Debug, Clone, Serialize)]
pub struct ActivityRow {
    /// The group it stands in; none where the notice makes no groups.
    pub group: Option<Label>,
    pub item: Label,
    /// 场, 篇, 人次.
    pub unit: Label,
    /// Left to the hand where nothing was counted.
    pub number: Option<u64>,
    pub remark: String,
}

/// 政治表现及党风廉政情况意见表.
#[derive(Clone, Serialize)]
pub struct IntegrityOpinion {
    pub of: Answered,
    pub statements: Vec<Statement>,
}

impl IntegrityOpinion {
    /// What the paper takes from a nomination form.
    pub const MEANINGS: &[Meaning] = &[
        Meaning::Name,
        Meaning::Sex,
        Meaning::EthnicGroup,
        Meaning::BirthDate,
        Meaning::Party,
        Meaning::Rank,
        Meaning::Employer,
        Meaning::Title,
        Meaning::Post,
    ];
}

/// 推荐工作情况报告.
#[derive(Debug, Clone, Serialize)]
pub struct WorkReport {
    pub addressee: Label,
    /// The unit's list in its own order.
    pub list: Vec<Listed>,
    pub steps: Vec<Recorded>,
    pub ratios: Vec<Ratio>,
    /// Rules that are not kept, with the unit's reason; the quota, which no rule of the list names, has no label.
    pub waived: Vec<(Option<Label>, String)>,
}

/// A nominee as lists name one.
#[derive(Debug, Clone, Serialize)]
pub struct Listed {
    pub number: String,
    pub name: String,
    pub employer: String,
}

/// A step that the unit recorded.
#[derive(Debug, Clone, Serialize)]
pub struct Recorded {
    pub label: Label,
    /// Whether it is a body's opinion, by whose name the label is.
    pub joint: bool,
    pub text: String,
}

/// 回执.
#[derive(Debug, Clone, Serialize)]
pub struct Receipt {
    pub at: Instant,
    pub list: Vec<Listed>,
    pub manifest: String,
    /// What follows on paper: title and number of originals.
    pub papers: Vec<(Label, u32)>,
}

/// 退回补正通知.
#[derive(Debug, Clone, Serialize)]
pub struct ReturnedReasons {
    pub nominee: Listed,
    pub at: Instant,
    pub due: Option<Instant>,
    /// What did not pass: the check, and the examiner's words.
    pub reasons: Vec<(Label, String)>,
    pub note: String,
}

/// 形式审查表.
#[derive(Debug, Clone, Serialize)]
pub struct ExaminationSheet {
    pub nominee: Listed,
    pub checks: Vec<Checked>,
    pub note: String,
}

/// One line of the examination.
#[derive(Debug, Clone, Serialize)]
pub struct Checked {
    pub label: Label,
    /// None while nobody looked.
    pub passed: Option<bool>,
    pub reason: String,
}

/// A paper set: its file, and what each page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    pub pdf: Vec<u8>,
    pub pages: Vec<PageHash>,
}

/// SHA-256 in hex over what a page shows, its own mark left out: two printings
/// with the same hash are the same page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageHash(pub String);
