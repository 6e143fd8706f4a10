//! A paper after words are put on its values and before it has a layout: what
//! PDF, docx and xlsx are all made from.

use linxuan_domain::value::{Date, Language};

/// One official paper: text only, in the order of reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub language: Language,
    /// The exact title, from the rulebook.
    pub title: String,
    /// Above the title at the left: 附件1; empty where the paper is no attachment.
    pub attachment: String,
    /// Below the title: the unit, the number of originals, the day.
    pub under_title: Vec<String>,
    /// The number of the form and the version it was printed from; none on papers that are not matched.
    pub mark: Option<Mark>,
    /// Wider than high.
    pub landscape: bool,
    pub date: Date,
    pub blocks: Vec<Block>,
}

/// What ties a printed page to what is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The number of the form, as people read it aloud.
    pub number: String,
    /// The paper's id in the rulebook.
    pub paper: String,
    /// SHA-256 of everything the paper prints, hex; papers show its first characters.
    pub version: String,
}

/// One part of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Heading(String),
    /// A paragraph, indented as official texts are.
    Text(String),
    /// Bordered cells of labels and values, as forms have them; every row fills the same number of columns.
    Grid {
        columns: u8,
        rows: Vec<Vec<Cell>>,
    },
    /// Rows under a head that is repeated on every page.
    Table {
        head: Vec<Column>,
        rows: Vec<Vec<String>>,
        foot: Vec<Vec<String>>,
    },
    /// Room for a statement, a signature, a seal and a day.
    Seal(Seal),
    /// What follows begins on a new page.
    Break,
}

/// One cell of a grid.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    pub text: String,
    /// A label, set apart from what was filled in.
    pub label: bool,
    /// How many of the grid's columns it takes, from 1.
    pub columns: u8,
    /// How many rows of the grid it takes, from 1.
    pub rows: u8,
    /// At least so many lines high, from 1.
    pub lines: u8,
    /// The path of the answer it shows (`name`, `resume.0.from`); a filled docx or xlsx comes back by it.
    pub field: Option<String>,
    /// A picture that fills it: a portrait as jpg.
    pub picture: Option<Vec<u8>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub title: String,
    /// Its share of the width; all shares together are the whole.
    pub share: u16,
    /// Numbers stand right.
    pub number: bool,
}

/// A sealed statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// Whose statement: 工作单位意见.
    pub title: String,
    /// What it says; empty where it is written by hand.
    pub text: String,
    /// Beside the room for a signature: 负责人签字; empty where nobody signs.
    pub signer: String,
    /// 单位公章.
    pub seal: String,
    /// 年 月 日, filled in or left to the hand.
    pub day: String,
    /// At least so many lines high, from 1.
    pub lines: u8,
}
