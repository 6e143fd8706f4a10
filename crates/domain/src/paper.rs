//! What official papers are made from: plain values, before words and layout.

mod made;
mod official;

pub use made::{Whose, of_channel, of_nominee, ratios};
pub use official::*;

use crate::access::Role;
use crate::value::{Date, Language, Moment};

/// A letter that hands an account over: printed once, kept nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// The campaign's id; none for administrators.
    pub campaign: Option<String>,
    /// The unit's name; empty for those who work for none.
    pub unit: String,
    /// The person's name.
    pub name: String,
    pub role: Role,
    pub login: String,
    /// Serves once.
    pub password: String,
}

/// A password is written on paper and nowhere else.
impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Letter").field("login", &self.login).finish_non_exhaustive()
    }
}

/// Letters of one issue, one page each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letters {
    pub language: Language,
    /// The campaign's full title; empty where the accounts belong to none.
    pub campaign: String,
    /// Who sends them; empty where it is the operator of the machine.
    pub office: String,
    /// Until when units hand in.
    pub deadline: Option<Moment>,
    /// The site's address, as people type it; empty where nobody said one.
    pub site: String,
    /// The day they are issued.
    pub date: Date,
    pub letters: Vec<Letter>,
}

/// Why a paper could not be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unprintable {
    /// No font has a character.
    Glyph {
        character: char,
        /// The name of the field in the catalogue.
        field: &'static str,
        /// Whose letter; empty for what stands on all of them.
        login: String,
    },
    /// The same on an official paper; where it stands, as the paper itself calls it.
    GlyphAt { character: char, place: String },
    /// It took longer than so many pages may.
    Slow { pages: usize, seconds: u64 },
    /// Nothing was brought that sets papers.
    NoFonts,
    /// The typesetting itself failed.
    Fault(String),
}
