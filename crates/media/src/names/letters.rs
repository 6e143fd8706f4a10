use unicode_normalization::UnicodeNormalization;

/// The dot between the parts of a name, 〇·〇, as the standard on names has it.
const DOT: char = '\u{b7}';

/// Turns the direction of other letters, or has no width and no place in a name.
pub const fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e00ff}')
}

pub fn is_unsafe(letter: char) -> bool {
    letter.is_control() || matches!(letter, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '\u{fffd}')
}

/// Chooses a form of the letter before it; the name is the same.
pub const fn is_variant_mark(letter: char) -> bool {
    matches!(letter, '\u{e0100}'..='\u{e01ef}')
}

const fn is_dot(letter: char) -> bool {
    matches!(
        letter,
        DOT | '\u{387}'
            | '\u{2022}'
            | '\u{2024}'
            | '\u{2027}'
            | '\u{2219}'
            | '\u{22c5}'
            | '\u{25cf}'
            | '\u{2e31}'
            | '\u{30fb}'
            | '\u{ff0e}'
            | '\u{ff65}'
    )
}

fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        || is_variant_mark(letter)
}

/// With one kind of dot, before forms of compatibility make other letters of some of them.
pub fn dotted(name: &str) -> String {
    name.nfc().map(|letter| if is_dot(letter) { DOT } else { letter }).collect()
}

/// One kind of dot, none at the ends; spaces only between words of other letters than Chinese ones.
pub fn one_spelling(letters: &[char]) -> String {
    let text: String = letters.iter().collect();
    let all: Vec<char> = dotted(&text).chars().collect();
    let beside = |letter: Option<&char>| letter.is_some_and(|letter| is_chinese(*letter));
    let solid = all.iter().filter(|letter| !letter.is_whitespace()).copied().collect::<Vec<char>>();
    // A full stop between Chinese letters is the dot, typed in haste.
    let chinese_stop = |at: usize| at > 0 && beside(solid.get(at - 1)) && beside(solid.get(at + 1));
    if solid.iter().any(|letter| is_chinese(*letter)) {
        let dots =
            solid.iter().enumerate().map(|(at, letter)| if *letter == '.' && chinese_stop(at) { DOT } else { *letter });
        return dots.collect::<String>().trim_matches(DOT).to_owned();
    }
    let words: String = all.into_iter().collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    words.split(DOT).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\u{b7}")
}
