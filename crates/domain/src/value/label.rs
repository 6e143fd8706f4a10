use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The languages a page can be read in; Chinese first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Language {
    #[default]
    #[serde(rename = "zh-CN")]
    Chinese,
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The BCP 47 tag used in pages and files.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }
}

/// A text people read, in both languages; neither may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Label {
    /// The Chinese text, as printed on official papers.
    #[schemars(length(min = 1))]
    pub zh: String,
    /// The English text.
    #[schemars(length(min = 1))]
    pub en: String,
}

impl Label {
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}
