use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::value::{Key, Label};

/// 推荐表: steps of fields.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Form {
    pub id: Key,
    pub title: Label,
    pub step: Vec<Step>,
    pub field: Vec<Field>,
}

impl Form {
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.field.iter().find(|field| field.id.as_str() == id)
    }

    pub fn fields_of<'a>(&'a self, step: &'a Key) -> impl Iterator<Item = &'a Field> {
        self.field.iter().filter(move |field| field.step.as_ref() == Some(step))
    }

    /// The field that carries a meaning, if the form has one.
    pub fn meaning(&self, meaning: Meaning) -> Option<&Field> {
        self.field.iter().find(|field| field.meaning == Some(meaning))
    }
}

/// One page of a form.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    pub id: Key,
    pub title: Label,
    pub hint: Option<Label>,
}

/// One question of a form.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Field {
    pub id: Key,
    /// The page it stands on; absent for the columns of rows.
    pub step: Option<Key>,
    pub label: Label,
    /// Help shown before the control.
    pub hint: Option<Label>,
    /// Must be answered before the nomination is complete.
    #[serde(default)]
    pub required: bool,
    /// Sealed at rest and shown to nobody but the unit and the examination.
    #[serde(default)]
    pub personal: bool,
    /// May appear in public display.
    #[serde(default)]
    pub public: bool,
    /// What the rules read from it.
    pub meaning: Option<Meaning>,
    #[serde(flatten)]
    pub kind: FieldKind,
}

impl Field {
    /// Whether a cell of a row belongs to this column: its own, or beside an
    /// identity number the one that says which document it is of.
    pub fn has_cell(&self, cell: &str) -> bool {
        let documented = matches!(self.kind, FieldKind::Identity);
        self.id.as_str() == cell || documented && crate::form::document_cell(self.id.as_str()) == cell
    }
}

/// What rules, lists and papers read from a field, whatever it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    Name,
    Sex,
    EthnicGroup,
    BirthDate,
    NativePlace,
    Party,
    Identity,
    Education,
    Degree,
    Title,
    Post,
    Rank,
    Employer,
    EmployerClass,
    ServingMilitary,
    CivilServant,
    Academician,
    FrontLine,
    Mobile,
    Email,
    Address,
    Orientation,
    Discipline,
    Honours,
    Members,
    Leader,
    Deeds,
    Abstract,
    OneSentence,
    TruthDeclaration,
    PublicityConsent,
    Region,
    Category,
}

/// The kinds of answer a form can ask for.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum FieldKind {
    /// One line; `max` in characters, a 汉字 counts 1.
    Text {
        max: u32,
    },
    /// Several paragraphs; `min` and `max` in characters including punctuation.
    LongText {
        min: Option<u32>,
        max: u32,
    },
    /// One of a list, or several when `many`.
    Choice {
        options: Vec<Choice>,
        #[serde(default)]
        many: bool,
    },
    /// From the campaign's orientations.
    Orientation {
        #[serde(default)]
        many: bool,
    },
    /// A calendar day.
    Date,
    /// A month of a year, `2019-07`.
    Month,
    /// A name with rare characters and `·`; at most `max` characters.
    PersonName {
        max: u32,
    },
    /// Identity document: type and number.
    Identity,
    /// From the campaign's table of ranks.
    Rank,
    /// A whole number within bounds.
    Number {
        at_least: Option<i64>,
        at_most: Option<i64>,
    },
    /// Yes or no.
    Flag,
    /// A statement to confirm.
    Declaration,
    Phone,
    Email,
    /// Repeated rows of columns.
    Rows {
        columns: Vec<Field>,
        #[serde(default)]
        at_least: u32,
        at_most: u32,
    },
}

/// One option of a choice.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Choice {
    pub id: Key,
    pub label: Label,
}

/// An orientation 面向: a field of contribution that the notice names.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Orientation {
    pub id: Key,
    pub label: Label,
}

/// 遴选标准: one headed group.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Criterion {
    pub id: Key,
    pub title: Label,
    pub text: Label,
}

/// A stated preference.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Preference {
    pub id: Key,
    pub label: Label,
    /// The flag or choice that marks it on a nominee.
    pub meaning: Option<Meaning>,
}

/// One rank of the ordered table.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Rank {
    pub id: Key,
    pub name: Label,
    /// Other names of the same rank: 司局级 and 厅局级.
    #[serde(default)]
    pub aliases: Vec<String>,
}
