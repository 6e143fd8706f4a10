use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// Which database to open: `sqlite://PATH` or `postgres://…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Url {
    Sqlite(PathBuf),
    Postgres(String),
}

/// The text is not the address of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadUrl(pub String);

impl fmt::Display for BadUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "not sqlite://PATH or postgres://…: {}", self.0)
    }
}

impl std::error::Error for BadUrl {}

impl FromStr for Url {
    type Err = BadUrl;
    fn from_str(text: &str) -> Result<Self, BadUrl> {
        if let Some(path) = text.strip_prefix("sqlite://").filter(|path| !path.is_empty()) {
            return Ok(Self::Sqlite(PathBuf::from(path)));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        Err(BadUrl(text.to_owned()))
    }
}
