use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

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

static CHINESE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(langid!("zh-CN")));
static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(langid!("en")));

/// One language's sentences.
struct Catalogue {
    language: LanguageIdentifier,
    /// Sentences without blanks that were said before: a page says the same words over and over.
    said: RwLock<HashMap<String, String>>,
}

impl Catalogue {
    fn new(language: LanguageIdentifier) -> Self {
        Self { language, said: RwLock::default() }
    }

    /// Asks the one catalogue: the loader's own search weighs languages anew for each sentence.
    fn sentence(&self, key: &str, values: Option<&HashMap<&'static str, FluentValue<'_>>>) -> Option<String> {
        CATALOGUES.lookup_single_language(&self.language, key, values).ok()
    }

    /// Only sentences that are there are kept, so that no more than the catalogue can be.
    fn say(&self, key: &str) -> Option<String> {
        if let Some(said) = self.said.read().unwrap_or_else(PoisonError::into_inner).get(key) {
            return Some(said.clone());
        }
        let said = self.sentence(key, None)?;
        self.said.write().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), said.clone());
        Some(said)
    }
}

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

impl Fill {
    /// The same value without its own copy of a text.
    fn borrowed(&self) -> FluentValue<'_> {
        match &self.0 {
            FluentValue::String(text) => FluentValue::String(Cow::Borrowed(text)),
            other => other.clone(),
        }
    }
}

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

    fn catalogue(self) -> &'static Catalogue {
        match self.language {
            Language::Chinese => &CHINESE,
            Language::English => &ENGLISH,
        }
    }

    /// The sentence of a key. A key without a sentence shows itself, and a test finds it.
    pub fn say(self, key: &str) -> String {
        self.catalogue().say(key).unwrap_or_else(|| key.to_owned())
    }

    /// The sentence of a key with its blanks filled.
    pub fn fill(self, key: &str, fills: &[(&'static str, Fill)]) -> String {
        let values: HashMap<&'static str, FluentValue<'_>> =
            fills.iter().map(|(name, fill)| (*name, fill.borrowed())).collect();
        self.catalogue().sentence(key, Some(&values)).unwrap_or_else(|| key.to_owned())
    }

    /// A sentence for the lines of a list, with the names of its blanks. They are texts that choose no wording.
    pub fn pattern<const N: usize>(self, key: &str, names: [&'static str; N]) -> Pattern<N> {
        let mut marks = FIRST_MARK..;
        let marked = names.map(|name| (name, marks.next().unwrap_or(FIRST_MARK)));
        let sentence = self.fill(key, &marked.map(|(name, mark)| (name, mark.to_string().into())));
        Pattern { sentence, marks: marked.map(|(_, mark)| mark) }
    }
}

/// Stands for a blank; of the range of Unicode that means nothing to anybody.
const FIRST_MARK: char = '\u{E000}';

/// A sentence that was found once and is filled for line after line.
pub struct Pattern<const N: usize> {
    sentence: String,
    /// One for each blank.
    marks: [char; N],
}

impl<const N: usize> Pattern<N> {
    pub fn fill(&self, texts: [&str; N]) -> String {
        let mut filled =
            String::with_capacity(self.sentence.len() + texts.iter().map(|text| text.len()).sum::<usize>());
        for c in self.sentence.chars() {
            match self.marks.iter().zip(texts).find(|(mark, _)| **mark == c) {
                Some((_, text)) => filled.push_str(text),
                None => filled.push(c),
            }
        }
        filled
    }
}
