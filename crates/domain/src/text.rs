//! Texts as people type them: counting, cleaning, comparing.

use unicode_normalization::UnicodeNormalization;

use crate::value::Date;

/// Characters as the notice counts them: a 汉字, a letter, a digit, a
/// punctuation mark or a line break counts 1; a line break typed as CR LF is
/// one, and so is a letter with its accent or a 汉字 with the mark of its variant.
pub fn count(text: &str) -> u32 {
    let pairs = text.matches("\r\n").count();
    let characters = if text.chars().all(stands_alone) { text.chars().count() } else { composed(text) };
    u32::try_from(characters - pairs).unwrap_or(u32::MAX)
}

/// Characters that never join the one before them: nearly all of nearly every
/// text, which therefore need not be composed to be counted.
fn stands_alone(c: char) -> bool {
    matches!(c, '\0'..='\u{2ff}' | '\u{2010}'..='\u{206f}' | '\u{3000}'..='\u{3029}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ff00}'..='\u{ff60}')
}

/// Counts after composing; of several marks of a variant only the first has a character to vary.
fn composed(text: &str) -> usize {
    let mut before = None;
    text.nfc()
        .filter(|c| {
            let joins = is_variant_mark(*c) && before.is_some_and(|before| !is_variant_mark(before));
            before = Some(*c);
            !joins
        })
        .count()
}

pub(crate) const fn is_variant_mark(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// A character that has no business in a form: NUL and other controls,
/// zero-width and bidirectional marks, and all else that nobody can see.
pub fn forbidden(text: &str) -> Option<char> {
    text.chars().find(|c| is_forbidden(*c))
}

/// A text from outside with a sign in place of each such character, so that
/// what is seen is what it says.
pub fn visible(text: &str) -> String {
    text.chars().map(|c| if is_forbidden(c) || c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

pub(crate) fn is_forbidden(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    let invisible = matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0001}' | '\u{e0020}'..='\u{e007f}');
    // What a byte became that could not be read stands for nothing the author wrote.
    control || invisible || matches!(c, '\u{fffd}'..='\u{ffff}')
}

/// White space around a text removed, every line end made LF.
pub fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

/// A day or a month however written, as 1975-03-05 or 1975-03.
pub fn written_day(typed: &str) -> Option<String> {
    let parts: Vec<&str> = typed.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let (year, month, day) = match *parts.as_slice() {
        [year, month, day] => (year, month, Some(day)),
        [year, month] => (year, month, None),
        [one] if one.len() == 8 => (one.get(..4)?, one.get(4..6)?, one.get(6..)),
        [one] if one.len() == 6 => (one.get(..4)?, one.get(4..)?, None),
        _ => return None,
    };
    let written = format!("{year:0>4}-{month:0>2}-{:0>2}", day.unwrap_or("1"));
    written.parse::<Date>().ok().filter(|date| (1900..=2099).contains(&date.year()))?;
    Some(if day.is_some() { written } else { format!("{year}-{month:0>2}") })
}

/// A name in the form in which two spellings of one person are equal: composed, no
/// spaces, one kind of middle dot, Latin letters in lower case.
pub fn same_name(name: &str) -> String {
    let dot = |c: char| match c {
        '\u{2022}' | '\u{30fb}' | '\u{2027}' | '\u{ff65}' | '\u{2219}' | '.' | '\u{ff0e}' => '·',
        other => other,
    };
    let full_width = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    let kept = name.nfc().map(full_width).map(dot).filter(|c| !c.is_whitespace() && !is_variant_mark(*c));
    // Lower case and what was taken away in between may leave letters that compose anew.
    kept.flat_map(char::to_lowercase).nfc().collect()
}

/// Whether a text can be a person's name: letters of any script, `·`, spaces
/// and hyphens between Latin parts.
pub fn is_name(name: &str) -> bool {
    let is_letter = |c: char| c.is_alphabetic() || is_unassigned_hanzi(c);
    let fits = |c: char| is_letter(c) || is_variant_mark(c) || " ·•・‧.-'’".contains(c);
    name.nfc().any(is_letter) && name.nfc().all(fits)
}

/// Rare characters that the language's tables may not yet call letters:
/// the CJK extension planes and the private use area of older systems.
fn is_unassigned_hanzi(c: char) -> bool {
    matches!(c, '\u{20000}'..='\u{3ffff}' | '\u{e000}'..='\u{f8ff}' | '\u{3007}')
}
