//! Identity documents: types, numbers and their checks.

use serde::{Deserialize, Serialize};

use crate::value::Date;

/// What proves who someone is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Document {
    /// 居民身份证: 18 digits, the last may be X.
    ResidentCard,
    /// 护照.
    Passport,
    /// 港澳居民来往内地通行证.
    HongKongMacauPermit,
    /// 台湾居民来往大陆通行证.
    TaiwanPermit,
    /// 外国人永久居留身份证.
    ForeignResidentCard,
    Other,
}

impl Document {
    pub const ALL: [Self; 6] = [
        Self::ResidentCard,
        Self::Passport,
        Self::HongKongMacauPermit,
        Self::TaiwanPermit,
        Self::ForeignResidentCard,
        Self::Other,
    ];

    pub const fn id(self) -> &'static str {
        match self {
            Self::ResidentCard => "resident-card",
            Self::Passport => "passport",
            Self::HongKongMacauPermit => "hong-kong-macau-permit",
            Self::TaiwanPermit => "taiwan-permit",
            Self::ForeignResidentCard => "foreign-resident-card",
            Self::Other => "other",
        }
    }

    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|document| document.id() == id)
    }
}

/// A document with its number in normal form: upper case, no spaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    pub document: Document,
    pub number: String,
}

/// Why a number cannot be one of its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BadNumber {
    /// Not 18 characters; the count is given.
    Length(u32),
    /// Something else than digits (and a last X).
    Characters,
    /// Characters 7–14 are no day of the calendar.
    BirthDate,
    /// The last character does not follow from the others.
    Checksum,
}

impl Identity {
    /// Reads a number as typed.
    ///
    /// # Errors
    /// Says what cannot be right about it.
    pub fn parse(document: Document, typed: &str) -> Result<Self, BadNumber> {
        let number: String = typed.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
        match document {
            Document::ResidentCard => resident_card(&number)?,
            _ => other(&number)?,
        }
        Ok(Self { document, number })
    }

    /// The birth date a resident card's number carries.
    pub fn birth_date(&self) -> Option<Date> {
        if self.document != Document::ResidentCard {
            return None;
        }
        card_birth_date(&self.number)
    }

    /// The form in which two documents are compared: a kind's name and the number.
    pub fn comparable(&self) -> String {
        format!("{}:{}", self.document.id(), self.number)
    }
}

fn other(number: &str) -> Result<(), BadNumber> {
    let length = crate::text::count(number);
    if !(4..=30).contains(&length) {
        return Err(BadNumber::Length(length));
    }
    let fits = number.chars().all(|c| c.is_ascii_alphanumeric() || "()-/".contains(c));
    if fits { Ok(()) } else { Err(BadNumber::Characters) }
}

fn resident_card(number: &str) -> Result<(), BadNumber> {
    let length = crate::text::count(number);
    if length != 18 {
        return Err(BadNumber::Length(length));
    }
    let last = number.chars().last().ok_or(BadNumber::Length(0))?;
    let body = number.get(..17).filter(|body| body.chars().all(|c| c.is_ascii_digit()));
    let body = body.filter(|_| last.is_ascii_digit() || last == 'X').ok_or(BadNumber::Characters)?;
    card_birth_date(number).ok_or(BadNumber::BirthDate)?;
    if check_character(body) == last { Ok(()) } else { Err(BadNumber::Checksum) }
}

fn card_birth_date(number: &str) -> Option<Date> {
    let (year, month, day) = (number.get(6..10)?, number.get(10..12)?, number.get(12..14)?);
    let date: Date = format!("{year}-{month}-{day}").parse().ok()?;
    (1900..=2099).contains(&date.year()).then_some(date)
}

/// The 18th character of a resident card: ISO 7064 MOD 11-2 as in GB 11643-1999.
pub fn check_character(body: &str) -> char {
    let digits = body.chars().filter_map(|c| c.to_digit(10));
    // Each step doubles what came before: the same weights as 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2.
    let sum = digits.fold(0, |sum, digit| (sum + digit) * 2 % 11);
    match (12 - sum) % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}
