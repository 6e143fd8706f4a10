//! Names of files as notices ask for them: name and number, 姓名+序号.

mod letters;
mod numeral;

use unicode_normalization::UnicodeNormalization;

/// A file's name, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    /// The person's, in one spelling: composed letters, one kind of dot, no spaces between Chinese letters.
    pub name: String,
    /// 1 to 99; none where the file's name gives none.
    pub number: Option<u8>,
    /// In small letters, without its dot; `jpg` for all spellings of it.
    pub extension: String,
}

/// Why a file's name is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// A letter that is not seen, or that turns the direction of others.
    Invisible(char),
    /// A letter that no file's name may have on one of the usual systems.
    Unsafe(char),
    /// Nothing is left for a name.
    NoName,
    NoExtension,
    /// A number that is 0 or above 99.
    OutOfRange,
    /// One number behind another, as copies are named: 张三1 (2).
    TwoNumbers,
}

impl Refused {
    pub const fn id(self) -> &'static str {
        match self {
            Self::Invisible(_) => "invisible",
            Self::Unsafe(_) => "unsafe",
            Self::NoName => "no-name",
            Self::NoExtension => "no-extension",
            Self::OutOfRange => "out-of-range",
            Self::TwoNumbers => "two-numbers",
        }
    }
}

impl FileName {
    /// Reads the usual spellings: 张三1.jpg, 张三+1.jpg, 张三-01.JPG, 张三（1）.jpeg, `张三_一.jpg`.
    pub fn read(file: &str) -> Result<Self, Refused> {
        if let Some(letter) = file.chars().find(|letter| letters::is_invisible(*letter)) {
            return Err(Refused::Invisible(letter));
        }
        if let Some(letter) = file.chars().find(|letter| letters::is_unsafe(*letter)) {
            return Err(Refused::Unsafe(letter));
        }
        let composed: String = file.nfc().collect();
        let (stem, extension) = extension(composed.trim()).ok_or(Refused::NoExtension)?;
        let letters: Vec<char> = stem.chars().flat_map(numeral::plain).collect();
        let (before, number) = numeral::last(&letters)?;
        if number.is_some() && numeral::last(before)?.1.is_some() {
            return Err(Refused::TwoNumbers);
        }
        let name = letters::one_spelling(before);
        if name.is_empty() { Err(Refused::NoName) } else { Ok(Self { name, number, extension }) }
    }

    /// As it is written on export: 张三1.jpg.
    pub fn normal(&self) -> String {
        let number = self.number.map(|number| number.to_string()).unwrap_or_default();
        format!("{}{number}.{}", self.name, self.extension)
    }
}

/// Whether two spellings are of one name.
pub fn same(one: &str, other: &str) -> bool {
    comparable(one) == comparable(other)
}

/// What is equal for all spellings of one name, this one included.
pub fn comparable(name: &str) -> String {
    let mut text = folded(name);
    // What one step takes away may bring letters and marks together that are written as one.
    for _ in 0..4 {
        let again = folded(&text);
        if again == text {
            break;
        }
        text = again;
    }
    text
}

fn folded(name: &str) -> String {
    let compatible: Vec<char> =
        letters::dotted(name).nfkc().filter(|letter| !letters::is_variant_mark(*letter)).collect();
    let one = letters::one_spelling(&compatible);
    one.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// What stands before and behind the last dot; an extension that stands twice is one.
fn extension(file: &str) -> Option<(&str, String)> {
    const FULL_DOT: char = '\u{ff0e}';
    let split = |text: &'_ str| {
        let at = text.rfind(['.', FULL_DOT])?;
        let (stem, rest) = text.split_at_checked(at)?;
        let written: String = rest.trim_start_matches(['.', FULL_DOT]).trim().nfkc().collect::<String>().to_lowercase();
        let plain = (1..=5).contains(&written.len()) && written.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let known = if ["jpeg", "jpe", "jfif"].contains(&&*written) { "jpg".to_owned() } else { written };
        (plain && known.bytes().any(|byte| byte.is_ascii_alphabetic())).then_some((stem.len(), known))
    };
    let (mut end, extension) = split(file)?;
    while let Some((before, again)) = split(file.get(..end)?)
        && again == extension
    {
        end = before;
    }
    Some((file.get(..end)?, extension))
}
