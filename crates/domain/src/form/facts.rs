use std::collections::BTreeMap;

use crate::identity::Identity;
use crate::rulebook::{Attribute, Meaning};
use crate::value::{Date, Key};

/// One answer, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    Text(String),
    Flag(bool),
    Date(Date),
    Keys(Vec<Key>),
    Identity(Identity),
}

/// One row of the honours table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HonourEntry {
    pub name: String,
    pub level: String,
}

/// What rules read from a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    pub by_meaning: BTreeMap<Meaning, Fact>,
    pub honours: Vec<HonourEntry>,
    /// Members of a team, creators of a work.
    pub members: Vec<Facts>,
}

impl Facts {
    pub fn text(&self, meaning: Meaning) -> Option<&str> {
        match self.by_meaning.get(&meaning) {
            Some(Fact::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub fn flag(&self, meaning: Meaning) -> Option<bool> {
        match self.by_meaning.get(&meaning) {
            Some(Fact::Flag(flag)) => Some(*flag),
            _ => None,
        }
    }

    pub fn date(&self, meaning: Meaning) -> Option<Date> {
        match self.by_meaning.get(&meaning) {
            Some(Fact::Date(date)) => Some(*date),
            _ => None,
        }
    }

    pub fn keys(&self, meaning: Meaning) -> &[Key] {
        match self.by_meaning.get(&meaning) {
            Some(Fact::Keys(keys)) => keys,
            _ => &[],
        }
    }

    pub fn identity(&self) -> Option<&Identity> {
        match self.by_meaning.get(&Meaning::Identity) {
            Some(Fact::Identity(identity)) => Some(identity),
            _ => None,
        }
    }

    /// The member who leads a team.
    pub fn leader(&self) -> Option<&Facts> {
        self.members.iter().find(|member| member.flag(Meaning::Leader) == Some(true))
    }

    /// Whether an attribute holds; `None` while the answer is missing.
    pub fn has(&self, attribute: &Attribute) -> Option<bool> {
        match attribute {
            Attribute::Flag { meaning } => self.flag(*meaning),
            Attribute::Younger { years, including, at } => {
                let age = self.date(Meaning::BirthDate)?.age_at(*at);
                let years = i32::try_from(*years).unwrap_or(i32::MAX);
                Some(age < years || (*including && age == years))
            }
            Attribute::Chosen { meaning, any_of } => {
                let chosen = self.keys(*meaning);
                (!chosen.is_empty()).then(|| chosen.iter().any(|key| any_of.contains(key)))
            }
        }
    }
}
