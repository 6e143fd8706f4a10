//! The figures that a value prints in a notice, and whether a clause holds them.

use super::places::{Node, Value};
use crate::calendar_names as names;
use crate::value::{Date, Duration, Frame, Moment, Precision, Share, Size, Span, When};

/// The figures of one value: `10`, `20%`, a day, `2MB`.
pub(super) fn figures_of(node: &Node) -> Vec<String> {
    match &node.value {
        Value::Integer(number) => vec![number.to_string()],
        Value::Text(text) => text_figures(text),
        _ => Vec::new(),
    }
}

fn text_figures(text: &str) -> Vec<String> {
    if let Ok(moment) = text.parse::<Moment>() {
        return moment_figures(moment);
    }
    if let Ok(when) = text.parse::<When>() {
        return when.ends().into_iter().flat_map(precision).collect();
    }
    if let Ok(share) = text.parse::<Share>() {
        return vec![share.to_string()];
    }
    if let Ok(size) = text.parse::<Size>() {
        return vec![size.to_string()];
    }
    if let Ok(duration) = text.parse::<Duration>() {
        return vec![playing_time(text, duration)];
    }
    if let Ok(frame) = text.parse::<Frame>() {
        return vec![frame.width.to_string(), frame.height.to_string()];
    }
    text.parse::<Span>().map(span).unwrap_or_default()
}

/// The day, and the hour unless it is the day's beginning or end.
fn moment_figures(moment: Moment) -> Vec<String> {
    let hour = (!matches!((moment.hour, moment.minute), (0 | 24, 0))).then(|| moment.hour.to_string());
    std::iter::once(day(moment.date)).chain(hour).collect()
}

fn playing_time(text: &str, duration: Duration) -> String {
    match text.strip_suffix("min") {
        Some(minutes) => names::minutes(minutes),
        None => names::seconds(duration.seconds),
    }
}

/// Both ends; that there may be none at all is no figure.
fn span(span: Span) -> Vec<String> {
    let mut ends: Vec<u32> = [Some(span.from), span.to].into_iter().flatten().collect();
    ends.dedup();
    let open = span.to.is_none() && span.from == 0;
    ends.into_iter().filter(|_| !open).map(|end| end.to_string()).collect()
}

fn day(date: Date) -> String {
    names::day(date.0.month(), date.0.day())
}

fn precision(precision: Precision) -> Vec<String> {
    match precision {
        Precision::Day(date) => vec![day(date)],
        Precision::Month { month, .. } => vec![names::month(month)],
        Precision::TenDays { month, third, .. } => {
            std::iter::once(names::month(month)).chain(names::third(third).map(str::to_owned)).collect()
        }
    }
}

/// Whether a text holds a figure, not as a part of a longer number.
pub(super) fn holds(text: &str, figure: &str) -> bool {
    text.match_indices(figure).any(|(at, _)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text.get(at + figure.len()..).and_then(|tail| tail.chars().next());
        let digit_end = figure.chars().next_back().is_some_and(|c| c.is_ascii_digit());
        let digit_start = figure.chars().next().is_some_and(|c| c.is_ascii_digit());
        let free = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_digit());
        (!digit_start || free(before)) && (!digit_end || free(after))
    })
}
