use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// One repeated row: column id to text.
pub type Row = BTreeMap<String, String>;

/// The cell beside an identity number in a row that says which document it is
/// of; a resident card where nothing is said.
pub fn document_cell(column: &str) -> String {
    format!("{column}.document")
}

/// What was typed into one field, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Entry {
    Text(String),
    Many(Vec<String>),
    Rows(Vec<Row>),
}

impl Entry {
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Many(many) => many.is_empty(),
            Self::Rows(rows) => rows.is_empty(),
        }
    }
}

/// A form as typed: a draft keeps even what is wrong, so that nothing is lost.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sheet(pub BTreeMap<String, Entry>);

/// Only which fields were answered: what was typed belongs into no log.
impl fmt::Debug for Sheet {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_set().entries(self.0.keys()).finish()
    }
}

impl Sheet {
    pub fn text(&self, field: &str) -> &str {
        match self.0.get(field) {
            Some(Entry::Text(text)) => text,
            _ => "",
        }
    }

    /// The chosen options, whether one or several could be chosen.
    pub fn chosen(&self, field: &str) -> Vec<&str> {
        match self.0.get(field) {
            Some(Entry::Text(text)) if !text.is_empty() => vec![text],
            Some(Entry::Many(many)) => many.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }

    pub fn rows(&self, field: &str) -> &[Row] {
        match self.0.get(field) {
            Some(Entry::Rows(rows)) => rows,
            _ => &[],
        }
    }

    pub fn set(&mut self, field: &str, entry: Entry) {
        if entry.is_empty() {
            self.0.remove(field);
        } else {
            self.0.insert(field.to_owned(), entry);
        }
    }

    pub fn set_text(&mut self, field: &str, text: &str) {
        self.set(field, Entry::Text(text.to_owned()));
    }

    /// Splits off the entries for which `personal` holds.
    #[must_use]
    pub fn split(mut self, personal: impl Fn(&str) -> bool) -> (Self, Self) {
        let sealed = self.0.keys().filter(|field| personal(field)).cloned().collect::<Vec<_>>();
        let mut apart = Self::default();
        for field in sealed {
            if let Some(entry) = self.0.remove(&field) {
                apart.0.insert(field, entry);
            }
        }
        (self, apart)
    }

    /// Both sheets in one.
    #[must_use]
    pub fn joined(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }
}
