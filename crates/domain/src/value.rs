//! Small values with one meaning each, parsed at the border.

mod key;
mod label;
mod moment;
mod share;
mod size;
mod when;

pub use key::Key;
pub use label::{Label, Language};
pub use moment::{Date, Instant, Moment};
pub use share::Share;
pub use size::{Duration, Frame, Size, Span};
pub use when::{Precision, When};

/// Says that a text is not of the form a value asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// The format's name, one of [`FORMATS`].
    pub format: &'static str,
    /// The text that was refused.
    pub text: String,
}

impl std::fmt::Display for Malformed {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "not a {}: {}", self.format, self.text)
    }
}

impl std::error::Error for Malformed {}

/// A whole number of digits alone: `parse` would take a sign as well.
fn whole<N: std::str::FromStr>(digits: &str) -> Option<N> {
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// Checks a text against a named format of the rulebook's schema.
type Check = fn(&str) -> bool;

/// Every format a text value of a rulebook may have, with its check.
pub const FORMATS: &[(&str, Check)] = &[
    ("key", |text| text.parse::<Key>().is_ok()),
    ("date", |text| text.parse::<Date>().is_ok()),
    ("moment", |text| text.parse::<Moment>().is_ok()),
    ("share", |text| text.parse::<Share>().is_ok()),
    ("size", |text| text.parse::<Size>().is_ok()),
    ("duration", |text| text.parse::<Duration>().is_ok()),
    ("frame", |text| text.parse::<Frame>().is_ok()),
    ("span", |text| text.parse::<Span>().is_ok()),
    ("when", |text| text.parse::<When>().is_ok()),
];

/// Gives a text-shaped value its serde and schema faces from `FromStr` and `Display`.
macro_rules! text_value {
    ($name:ident, $format:literal, $pattern:literal) => {
        impl TryFrom<String> for $name {
            type Error = $crate::value::Malformed;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.to_string()
            }
        }
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "string", "format": $format, "pattern": $pattern})
            }
        }
    };
}
pub(crate) use text_value;
