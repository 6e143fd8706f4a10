//! One breach of one law at one place.

use std::fmt;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// From the root of the project, with `/`.
    pub path: String,
    pub line: usize,
    pub law: &'static str,
    pub text: String,
}

impl Problem {
    pub fn new(path: &str, line: usize, law: &'static str, text: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, law, text: text.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.path, self.line, self.law, self.text)
    }
}
