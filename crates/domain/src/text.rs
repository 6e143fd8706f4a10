//! Texts as people type them: counting, cleaning, comparing.

/// Characters as the notice counts them: a 汉字, a letter, a digit, a
/// punctuation mark or a line break counts 1; a line break typed as CR LF is one.
pub fn count(text: &str) -> u32 {
    let pairs = text.matches("\r\n").count();
    u32::try_from(text.chars().count() - pairs).unwrap_or(u32::MAX)
}

/// A character that has no business in a form: NUL and other controls,
/// zero-width and bidirectional marks.
pub fn forbidden(text: &str) -> Option<char> {
    text.chars().find(|c| is_forbidden(*c))
}

fn is_forbidden(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    let invisible = matches!(c,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{061c}' | '\u{00ad}');
    control || invisible || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// White space around a text removed, CR LF made LF.
pub fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

/// A name in the form in which two spellings of one person are equal: no
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
    let kept = name.chars().map(full_width).map(dot).filter(|c| !c.is_whitespace());
    kept.flat_map(char::to_lowercase).collect()
}

/// Whether a text can be a person's name: letters of any script, `·`, spaces
/// and hyphens between Latin parts.
pub fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_alphabetic() || is_unassigned_hanzi(c) || " ·•・‧.-'’".contains(c);
    name.chars().any(char::is_alphabetic) && name.chars().all(fits)
}

/// Rare characters that the language's tables may not yet call letters:
/// the CJK extension planes and the private use area of older systems.
fn is_unassigned_hanzi(c: char) -> bool {
    matches!(c, '\u{20000}'..='\u{3ffff}' | '\u{e000}'..='\u{f8ff}' | '\u{3007}')
}
