use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, langid, static_loader};
use linxuan_domain::value::Language;

use crate::figure::grouped_text;

static_loader! {
    static CATALOGUES = {
        locales: "./locales",
        fallback_language: "zh-CN",
        customise: |bundle| {
            bundle.set_use_isolating(false);
            bundle.set_formatter(Some(|value, _| grouped_value(value)));
        },
    };
}

static CHINESE: LanguageIdentifier = langid!("zh-CN");
static ENGLISH: LanguageIdentifier = langid!("en");

/// Whole numbers in sentences are grouped by thousands, in both languages.
fn grouped_value(value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(grouped_text(&number.as_string())),
        _ => None,
    }
}

/// A value put into a sentence.
#[derive(Debug, Clone)]
pub struct Fill(FluentValue<'static>);

impl From<&str> for Fill {
    fn from(text: &str) -> Self {
        Self(FluentValue::from(text.to_owned()))
    }
}

impl From<&&str> for Fill {
    fn from(text: &&str) -> Self {
        Self::from(*text)
    }
}

impl From<String> for Fill {
    fn from(text: String) -> Self {
        Self(FluentValue::from(text))
    }
}

impl From<&String> for Fill {
    fn from(text: &String) -> Self {
        Self(FluentValue::from(text.clone()))
    }
}

macro_rules! from_numbers {
    ($($number:ty),*) => {$(
        impl From<&$number> for Fill {
            fn from(number: &$number) -> Self {
                Self::from(*number)
            }
        }

        impl From<$number> for Fill {
            fn from(number: $number) -> Self {
                // As a number, so that a sentence can tell one from many.
                Self(FluentValue::from(number))
            }
        }
    )*};
}
from_numbers!(u8, u32, u64, i32, i64, usize);

/// One language's catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Words {
    pub language: Language,
}

impl Words {
    pub const fn new(language: Language) -> Self {
        Self { language }
    }

    /// Asks the one catalogue: the loader's own search weighs languages anew for each sentence.
    fn sentence(self, key: &str, values: Option<&HashMap<Cow<'static, str>, FluentValue<'_>>>) -> String {
        let language = match self.language {
            Language::Chinese => &CHINESE,
            Language::English => &ENGLISH,
        };
        CATALOGUES.lookup_single_language(language, key, values).unwrap_or_else(|_| key.to_owned())
    }

    /// The sentence of a key. A key without a sentence shows itself, and a test finds it.
    pub fn say(self, key: &str) -> String {
        self.sentence(key, None)
    }

    /// The sentence of a key with its blanks filled.
    pub fn fill(self, key: &str, fills: &[(&'static str, Fill)]) -> String {
        let values: HashMap<Cow<'static, str>, FluentValue<'_>> =
            fills.iter().map(|(name, fill)| (Cow::Borrowed(*name), fill.0.clone())).collect();
        self.sentence(key, Some(&values))
    }
}
