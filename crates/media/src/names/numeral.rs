use unicode_normalization::UnicodeNormalization;

use super::Refused;

const MOST: u32 = 99;

/// Digits, brackets and signs of other widths and circles as the plain ones; letters of names stay as they are.
pub fn plain(letter: char) -> impl Iterator<Item = char> {
    let bracketed = matches!(letter, '\u{2460}'..='\u{249b}' | '\u{3220}'..='\u{3229}' | '\u{3280}'..='\u{3289}');
    let wide = matches!(letter, '\u{ff01}'..='\u{ff0d}' | '\u{ff0f}'..='\u{ff5e}');
    let whole: Vec<char> = if bracketed {
        // A number in a circle is a number by itself, also behind a name that ends in a numeral.
        std::iter::once('(')
            .chain([letter].into_iter().nfkc().filter(|inner| !"().".contains(*inner)))
            .chain([')'])
            .collect()
    } else if wide {
        [letter].into_iter().nfkc().collect()
    } else {
        vec![letter]
    };
    whole.into_iter()
}

const fn opening(closing: char) -> Option<char> {
    Some(match closing {
        ')' => '(',
        ']' => '[',
        '}' => '{',
        '】' => '【',
        '〕' => '〔',
        '〉' => '〈',
        '》' => '《',
        '」' => '「',
        _ => return None,
    })
}

/// What people put between a name and a number.
fn is_separator(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            '+' | '-' | '_' | '~' | '#' | '=' | ',' | '、' | '，' | '.' | '．' | '–' | '—' | '−' | '·' | '№'
        )
}

/// The number at the end, and the letters before it and before what separates them.
pub fn last(letters: &[char]) -> Result<(&[char], Option<u8>), Refused> {
    let letters = trimmed(letters);
    let bracketed = letters.split_last().and_then(|(last, inner)| {
        let open = opening(*last)?;
        let at = inner.iter().rposition(|letter| *letter == open)?;
        let (before, within) = inner.split_at_checked(at)?;
        Some((before, value(counted(trimmed_both(within.get(1..)?)))?))
    });
    if let Some((before, number)) = bracketed {
        return Ok((trimmed(before), Some(in_range(number)?)));
    }
    let inner = counted_end(letters);
    let digits = inner.iter().rev().take_while(|letter| letter.is_ascii_digit()).count();
    let chinese = inner.iter().rev().take_while(|letter| is_numeral(**letter)).count();
    let (before, number) = inner.split_at_checked(inner.len() - digits.max(chinese)).unwrap_or((inner, &[]));
    // 张三 is a name: a Chinese numeral counts only behind a sign that separates.
    let (before, separated) = ordinal(before);
    if number.is_empty() || digits == 0 && !separated {
        return Ok((letters, None));
    }
    let number = value(number).ok_or(Refused::OutOfRange)?;
    Ok((trimmed(before), Some(in_range(number)?)))
}

/// Without what separates at the end, and without 第; whether there was any.
fn ordinal(letters: &[char]) -> (&[char], bool) {
    let without = letters.strip_suffix(&['第']).unwrap_or(letters);
    let rest = trimmed(without);
    let between = letters.get(rest.len()..).unwrap_or_default();
    // 张 三 is a name that was spaced out, and 〇·三 one of two parts.
    (rest, between.iter().any(|letter| !letter.is_whitespace() && *letter != '·'))
}

/// 第1张 without its 张.
fn counted_end(letters: &[char]) -> &[char] {
    let inner = trimmed(counted_end_of(letters));
    let number = inner.iter().rev().take_while(|letter| letter.is_ascii_digit() || is_numeral(**letter)).count();
    let before = inner.get(..inner.len() - number).unwrap_or_default();
    if trimmed(before).last() == Some(&'第') { inner } else { letters }
}

fn counted(letters: &[char]) -> &[char] {
    letters.strip_prefix(&['第']).map_or(letters, counted_end_of)
}

fn counted_end_of(letters: &[char]) -> &[char] {
    letters.split_last().filter(|(last, _)| matches!(last, '张' | '幅' | '号')).map_or(letters, |(_, inner)| inner)
}

fn trimmed(letters: &[char]) -> &[char] {
    let kept = letters.iter().rposition(|letter| !is_separator(*letter)).map_or(0, |last| last + 1);
    letters.get(..kept).unwrap_or_default()
}

fn trimmed_both(letters: &[char]) -> &[char] {
    let first = letters.iter().position(|letter| !is_separator(*letter)).unwrap_or(letters.len());
    trimmed(letters.get(first..).unwrap_or_default())
}

fn in_range(number: u32) -> Result<u8, Refused> {
    u8::try_from(number).ok().filter(|number| (1..=MOST).contains(&u32::from(*number))).ok_or(Refused::OutOfRange)
}

fn is_numeral(letter: char) -> bool {
    numeral(letter).is_some()
}

/// The value of a Chinese numeral, in its everyday and its formal writing.
const fn numeral(letter: char) -> Option<u32> {
    Some(match letter {
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        '十' | '拾' => 10,
        '廿' => 20,
        '卅' => 30,
        _ => return None,
    })
}

/// Digits, or Chinese numerals from 一 to 九十九, also digit by digit: 〇三, 一二.
fn value(letters: &[char]) -> Option<u32> {
    if letters.is_empty() {
        return None;
    }
    if letters.iter().all(char::is_ascii_digit) {
        let text: String = letters.iter().collect();
        return Some(text.parse().unwrap_or(u32::MAX));
    }
    let values: Vec<u32> = letters.iter().map(|letter| numeral(*letter)).collect::<Option<_>>()?;
    match values.as_slice() {
        [one] => Some(*one),
        [tens @ (10 | 20 | 30), one @ 1..10] => Some(tens + one),
        [tens @ 1..10, 10] => Some(tens * 10),
        [tens @ 1..10, 10, one @ 1..10] | [tens @ 0..10, one @ 0..10] => Some(tens * 10 + one),
        _ => None,
    }
}
