use super::{Entry, MOST_COUNTED, MOST_PARTICIPANTS, period};
use crate::rulebook::{Activity, Rulebook};
use crate::text::{count, forbidden, same_name, tidy, written_day};
use crate::value::Date;

/// Characters of a title, a place or an outlet at most.
const MOST_NAME: u32 = 100;
/// Characters of a link at most.
const MOST_LINK: u32 = 500;

/// An entry as people type it, in a form or a line of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// Id of an item of the activity table, or its label.
    pub activity: String,
    pub title: String,
    pub day: String,
    pub place: String,
    pub participants: String,
    pub outlet: String,
    pub link: String,
    pub count: String,
}

/// What can be wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    ActivityMissing,
    ActivityUnknown,
    TitleMissing,
    DayMissing,
    DayWrong,
    /// Found: the first and the last day of the campaign.
    DayOutside,
    /// Found: today.
    DayAhead,
    /// Found: the most characters.
    TooLong,
    /// Characters that nobody can see.
    Forbidden,
    ParticipantsWrong,
    LinkWrong,
    CountMissing,
    CountWrong,
    /// The same activity stands in the log already.
    Twice,
}

/// One thing that is wrong: at which field, and the figure or text that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    pub field: &'static str,
    pub problem: Problem,
    pub found: String,
}

/// Reads an entry; everything that is wrong with it is the answer at once.
///
/// # Errors
/// What is wrong, in the order of the form.
pub fn read(book: &Rulebook, typed: &Typed, today: Date) -> Result<Entry, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let mut kept = |field: &'static str, read: Result<String, (Problem, String)>| match read {
        Ok(text) => text,
        Err((problem, found)) => {
            wrong.push(Wrong { field, problem, found });
            String::new()
        }
    };
    let activity = kept("activity", activity(book, &typed.activity));
    let title = kept("title", needed(&typed.title));
    let held = day(book, &typed.day, today);
    kept("day", held.clone().map(|day| day.to_string()));
    let place = kept("place", name(&typed.place));
    let people = participants(&typed.participants);
    kept("participants", people.clone().map(|_| String::new()));
    let outlet = kept("outlet", name(&typed.outlet));
    let link = kept("link", link(&typed.link));
    let number = counted(&typed.count);
    kept("count", number.clone().map(|_| String::new()));
    match (held, people, number) {
        (Ok(day), Ok(participants), Ok(count)) if wrong.is_empty() => {
            Ok(Entry { activity, title, day, place, participants, outlet, link, count })
        }
        _ => Err(wrong),
    }
}

/// A whole number of a form, in digits of either width; none where it is none, or too large.
pub fn figure(typed: &str, most: u32) -> Option<u32> {
    let digits = same_name(typed);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten().filter(|number| *number <= most)
}

fn activity(book: &Rulebook, typed: &str) -> Result<String, (Problem, String)> {
    let wanted = same_name(typed);
    let called = |one: &&Activity| {
        one.id.as_str() == typed.trim()
            || [&one.label.zh, &one.label.en].into_iter().any(|label| same_name(label) == wanted)
    };
    match book.activity.iter().find(called) {
        Some(known) => Ok(known.id.to_string()),
        None if wanted.is_empty() => Err((Problem::ActivityMissing, String::new())),
        None => Err((Problem::ActivityUnknown, tidy(typed))),
    }
}

/// A name on one line; a cell of a spreadsheet may have several.
fn name(typed: &str) -> Result<String, (Problem, String)> {
    let text = tidy(typed).replace(['\n', '\t'], " ");
    match () {
        () if count(&text) > MOST_NAME => Err((Problem::TooLong, MOST_NAME.to_string())),
        () if forbidden(&text).is_some() => Err((Problem::Forbidden, String::new())),
        () => Ok(text),
    }
}

fn needed(typed: &str) -> Result<String, (Problem, String)> {
    let text = name(typed)?;
    if text.is_empty() { Err((Problem::TitleMissing, String::new())) } else { Ok(text) }
}

fn day(book: &Rulebook, typed: &str, today: Date) -> Result<Date, (Problem, String)> {
    let text = same_name(typed);
    if text.is_empty() {
        return Err((Problem::DayMissing, String::new()));
    }
    let read = written_day(&text).and_then(|day| day.parse::<Date>().ok());
    let day = read.ok_or_else(|| (Problem::DayWrong, tidy(typed)))?;
    let (first, last) = period(book);
    match () {
        () if day < first || day > last => Err((Problem::DayOutside, format!("{first}—{last}"))),
        () if day > today => Err((Problem::DayAhead, today.to_string())),
        () => Ok(day),
    }
}

fn participants(typed: &str) -> Result<Option<u32>, (Problem, String)> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    figure(typed, MOST_PARTICIPANTS).map(Some).ok_or_else(|| (Problem::ParticipantsWrong, tidy(typed)))
}

fn counted(typed: &str) -> Result<u32, (Problem, String)> {
    if typed.trim().is_empty() {
        return Err((Problem::CountMissing, String::new()));
    }
    figure(typed, MOST_COUNTED).filter(|number| *number > 0).ok_or_else(|| (Problem::CountWrong, tidy(typed)))
}

/// Only addresses that a browser opens as pages: no script, no file, nothing of the machine's own.
fn link(typed: &str) -> Result<String, (Problem, String)> {
    let text = tidy(typed);
    if text.is_empty() {
        return Ok(text);
    }
    if count(&text) > MOST_LINK {
        return Err((Problem::TooLong, MOST_LINK.to_string()));
    }
    let lower = text.to_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let host = rest.map_or("", |rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>\"'`\\".contains(c);
    // What stands before an @ looks like the host and is not.
    let sound = !host.is_empty() && !host.contains('@') && !text.contains(odd) && forbidden(&text).is_none();
    if sound { Ok(text) } else { Err((Problem::LinkWrong, text)) }
}
