//! Figures as people read them.

use linxuan_domain::value::Share;

use crate::Words;

/// A whole number grouped by thousands: `2,001`.
pub fn number(number: impl Into<i128>) -> String {
    grouped_text(&number.into().to_string())
}

/// Groups the digits before the decimal point; signs and decimals stay as they are.
pub(crate) fn grouped_text(text: &str) -> String {
    let (whole, decimals) = text.split_once('.').map_or((text, None), |(whole, decimals)| (whole, Some(decimals)));
    let digits = whole.trim_start_matches('-');
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if whole.starts_with('-') { "-" } else { "" };
    decimals.map_or_else(|| format!("{sign}{grouped}"), |decimals| format!("{sign}{grouped}.{decimals}"))
}

/// A part of a whole in percent, with as many decimals (one at most, unless
/// `beside` asks for more) as keep it from looking like a share it is not.
pub fn percent(part: u32, whole: u32, beside: &[Share]) -> String {
    let mut decimals = 1;
    while decimals < 6 && beside.iter().any(|share| looks_like(part, whole, *share, decimals)) {
        decimals += 1;
    }
    let rounded = rounded(part, whole, decimals);
    let unit = 10_u128.pow(decimals);
    let after = format!("{:0width$}", rounded % unit, width = decimals as usize);
    let after = after.trim_end_matches('0');
    let before = grouped_text(&(rounded / unit).to_string());
    if after.is_empty() { format!("{before}%") } else { format!("{before}.{after}%") }
}

/// Percent times ten to the `decimals`, halves upward.
fn rounded(part: u32, whole: u32, decimals: u32) -> u128 {
    let (part, whole) = (u128::from(part) * 100 * 10_u128.pow(decimals), u128::from(whole.max(1)));
    (2 * part + whole) / (2 * whole)
}

fn looks_like(part: u32, whole: u32, share: Share, decimals: u32) -> bool {
    let same = u64::from(part) * u64::from(share.of()) == u64::from(whole) * u64::from(share.over());
    !same && rounded(part, whole, decimals) == rounded(share.over(), share.of(), decimals)
}

/// Things named one after the other.
pub fn list<T: AsRef<str>>(words: Words, things: &[T]) -> String {
    let things: Vec<&str> = things.iter().map(AsRef::as_ref).collect();
    things.join(&words.say("list-comma"))
}
