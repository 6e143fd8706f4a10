use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Malformed, text_value};

/// The name by which one entry of a rulebook refers to another: lower-case
/// letters, digits and hyphens, beginning with a letter, at most 60 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Key(String);

impl Key {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Key {
    type Err = Malformed;
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let starts = text.chars().next().is_some_and(|c| c.is_ascii_lowercase());
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if starts && text.len() <= 60 && text.chars().all(plain) {
            return Ok(Self(text.to_owned()));
        }
        Err(Malformed { format: "key", text: text.to_owned() })
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl AsRef<str> for Key {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Key {
    fn borrow(&self) -> &str {
        &self.0
    }
}

text_value!(Key, "key", "^[a-z][a-z0-9-]{0,59}$");
