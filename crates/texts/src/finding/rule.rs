//! Findings of the rulebook's rules on one nomination.

use linxuan_domain::finding::{Matter, Verdict};
use linxuan_domain::rulebook::{AgeLimit, Meaning, RuleKind, Whose};
use linxuan_domain::value::{Date, Key};

use super::around::{Around, Told};

pub(super) fn told(around: &Around<'_>) -> Told {
    let (figure, meanings) = match &around.finding.matter {
        Matter::Flag { answer } => flag(around, *answer),
        Matter::Rank { found, limit } => rank(around, found.as_ref(), limit),
        Matter::Honours { named, registered } => honours(around, named, registered),
        Matter::Age { age, at_least, at_most, at } => age_limit(around, *age, (*at_least, *at_most), *at),
        Matter::BornSince { born, date } => born_since(around, *born, *date),
        Matter::Choice { chosen, allowed, refused } => choice(around, chosen, allowed, refused),
        Matter::Members { found, at_least, at_most } => return members(around, *found, (*at_least, *at_most)),
        Matter::Once { elsewhere, here } => return once(around, *elsewhere, *here),
        _ => (String::new(), Vec::new()),
    };
    let mend = if meanings.is_empty() { String::new() } else { around.mend_answer(&meanings) };
    let field = meanings.first().and_then(|meaning| around.place(*meaning));
    Told { figure, mend, field, ..around.of_rule() }
}

/// `label: value`, as a figure shows an answer.
fn answered(around: &Around<'_>, label: &str, value: &str) -> String {
    around.fill("figure-answer", &[("field", label.into()), ("answer", value.into())])
}

fn flag(around: &Around<'_>, answer: Option<bool>) -> (String, Vec<Meaning>) {
    let meaning = match around.rule().map(|rule| &rule.kind) {
        Some(RuleKind::FlagAbsent { meaning } | RuleKind::FlagPresent { meaning }) => *meaning,
        _ => return (String::new(), Vec::new()),
    };
    let answer = match answer {
        Some(true) => "answer-yes",
        Some(false) => "answer-no",
        None => "answer-none",
    };
    (answered(around, &around.label(meaning), &around.say(answer)), vec![meaning])
}

fn rank(around: &Around<'_>, found: Option<&Key>, limit: &Key) -> (String, Vec<Meaning>) {
    let only_if = match around.rule().map(|rule| &rule.kind) {
        Some(RuleKind::RankBelow { only_if, .. }) => *only_if,
        _ => None,
    };
    let holds = around.finding.verdict == Verdict::Holds;
    let field = around.field(Meaning::Rank).map(|(_, field)| field);
    let value = match found {
        None if holds => around.say("answer-not-concerned"),
        None => around.say("answer-none"),
        Some(found) => around.option(field, found.as_str()),
    };
    let limit = around.fill("figure-rank-below", &[("limit", around.option(field, limit.as_str()).into())]);
    let limit = if holds { String::new() } else { limit };
    let figure = around.joined(&[answered(around, &around.label(Meaning::Rank), &value), limit]);
    let meanings = std::iter::once(Meaning::Rank).chain(only_if);
    (figure, meanings.filter(|meaning| around.field(*meaning).is_some()).collect())
}

fn honours(around: &Around<'_>, named: &[String], registered: &[String]) -> (String, Vec<Meaning>) {
    let series = |id: &String| {
        let label = around.book.honour.iter().find(|series| series.id.as_str() == id).map(|series| &series.label);
        label.map_or_else(|| around.say("finding-some-honour"), |label| around.text(label).to_owned())
    };
    let registered: Vec<String> = registered.iter().map(series).collect();
    let told = |key: &str, names: &[String]| match names {
        [] => String::new(),
        names => around.fill(key, &[("names", crate::figure::list(around.words, names).into())]),
    };
    let figure = around.joined(&[told("figure-honours-named", named), told("figure-honours-registered", &registered)]);
    let figure = if figure.is_empty() { around.say("figure-honours-none") } else { figure };
    (figure, vec![Meaning::Honours])
}

fn age_limit(
    around: &Around<'_>,
    age: Option<i32>,
    (at_least, at_most): (Option<u32>, Option<u32>),
    at: Date,
) -> (String, Vec<Meaning>) {
    let day = crate::day(around.words, at);
    let found = match age {
        Some(age) => around.fill("figure-age", &[("day", day.into()), ("age", age.into())]),
        None => around.fill("figure-age-unknown", &[("day", day.into())]),
    };
    let bounds = match (at_least, at_most) {
        (Some(least), Some(most)) => around.fill("figure-age-both", &[("least", least.into()), ("most", most.into())]),
        (Some(least), None) => around.fill("figure-age-least", &[("least", least.into())]),
        (None, Some(most)) => around.fill("figure-age-most", &[("most", most.into())]),
        (None, None) => String::new(),
    };
    let meanings = match around.rule().map(|rule| &rule.kind) {
        Some(RuleKind::Age(limit)) => age_fields(limit, age),
        _ => vec![Meaning::BirthDate],
    };
    (around.joined(&[found, bounds]), meanings)
}

/// What decides an age limit and may still be missing.
fn age_fields(limit: &AgeLimit, age: Option<i32>) -> Vec<Meaning> {
    let leader = (limit.whose == Whose::Leader && age.is_none()).then_some(Meaning::Leader);
    let sex = limit.sex.is_some().then_some(Meaning::Sex);
    let own = std::iter::once(Meaning::BirthDate).chain(sex);
    own.chain(leader).collect()
}

fn born_since(around: &Around<'_>, born: Option<Date>, date: Date) -> (String, Vec<Meaning>) {
    let born = born.map_or_else(|| around.say("answer-none"), |born| crate::day(around.words, born));
    let found = answered(around, &around.label(Meaning::BirthDate), &born);
    let since = around.fill("figure-born-since", &[("day", crate::day(around.words, date).into())]);
    (around.joined(&[found, since]), vec![Meaning::BirthDate])
}

fn choice(around: &Around<'_>, chosen: &[Key], allowed: &[Key], refused: &[Key]) -> (String, Vec<Meaning>) {
    let meaning = match around.rule().map(|rule| &rule.kind) {
        Some(RuleKind::ChoiceIs { meaning, .. }) => *meaning,
        _ => return (String::new(), Vec::new()),
    };
    let field = around.field(meaning).map(|(_, field)| field);
    let names = |keys: &[Key]| {
        let names: Vec<String> = keys.iter().map(|key| around.option(field, key.as_str())).collect();
        crate::figure::list(around.words, &names)
    };
    let found = if chosen.is_empty() { around.say("answer-none") } else { names(chosen) };
    let bound = |key: &str, keys: &[Key]| match keys {
        [] => String::new(),
        keys => around.fill(key, &[("names", names(keys).into())]),
    };
    let (allowed, refused) = (bound("figure-choice-allowed", allowed), bound("figure-choice-refused", refused));
    (around.joined(&[answered(around, &around.label(meaning), &found), allowed, refused]), vec![meaning])
}

fn members(around: &Around<'_>, found: u32, (least, most): (u32, u32)) -> Told {
    let fills = [("found", found.into()), ("least", least.into()), ("most", most.into())];
    let figure = around.fill(if least == most { "figure-members-exactly" } else { "figure-members" }, &fills);
    let mend = match around.finding.verdict {
        Verdict::Holds | Verdict::Waived => String::new(),
        _ if found < least => around.fill("mend-members-add", &[("n", (least - found).into())]),
        _ => around.fill("mend-members-remove", &[("n", found.saturating_sub(most).into())]),
    };
    let mend = if mend.is_empty() { mend } else { around.or_waive(mend) };
    Told { figure, mend, field: around.place(Meaning::Members), ..around.of_rule() }
}

/// The same person elsewhere: never where, unless it is the same unit.
fn once(around: &Around<'_>, elsewhere: bool, here: bool) -> Told {
    let said = |when: bool, key: &str| if when { around.say(key) } else { String::new() };
    let figure = if elsewhere || here {
        around.joined(&[said(here, "figure-once-here"), said(elsewhere, "figure-once-elsewhere")])
    } else {
        around.say("figure-once-nowhere")
    };
    let open = around.finding.verdict >= Verdict::Open;
    let mend = match (here, elsewhere) {
        (true, _) if open => around.or_waive(around.say("mend-once-here")),
        (false, true) if open => around.or_waive(around.say("mend-once-elsewhere")),
        _ => String::new(),
    };
    Told { figure, mend, ..around.of_rule() }
}
