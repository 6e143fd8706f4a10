use linxuan_domain::form::{Entry, Row, Sheet};
use linxuan_domain::rulebook::{
    AgeLimit, Attribute, Choice, Field, FieldKind, Form, Meaning, Rule, RuleKind, Rulebook, Track, Whose,
};
use linxuan_domain::value::{Date, Key};

use super::invented::{Inventor, Person, email, phone};

/// What a form is filled in for.
#[derive(Clone, Copy)]
pub struct Brief<'a> {
    pub book: &'a Rulebook,
    pub track: &'a Track,
    pub form: &'a Form,
    /// Whether the nominee shall have what the ratios of a list count.
    pub wanted: &'a [(Attribute, bool)],
}

impl<'a> Brief<'a> {
    /// The rules that hold for the track.
    pub fn rules(self) -> impl Iterator<Item = &'a Rule> {
        self.book.rule.iter().filter(move |rule| rule.tracks.is_empty() || rule.tracks.contains(&self.track.id))
    }

    fn limits(self) -> impl Iterator<Item = &'a AgeLimit> {
        self.rules().filter_map(|rule| match &rule.kind {
            RuleKind::Age(limit) => Some(limit),
            _ => None,
        })
    }
}

/// Who fills one set of answers: the nominee, or one member.
struct Who {
    person: Person,
    leader: bool,
    member: bool,
}

/// Answers that keep every rule of the track.
pub fn sheet(inventor: &mut Inventor, brief: Brief<'_>) -> Sheet {
    let person = inventor.person(|born, female| suits(brief, Whose::Nominee, born, female) && as_wanted(brief, born));
    let who = Who { person, leader: false, member: false };
    let mut sheet = Sheet::default();
    for field in &brief.form.field {
        let id = field.id.as_str();
        match &field.kind {
            FieldKind::Rows { columns, at_least, at_most } => {
                let rows = rows(inventor, brief, field, &who, (columns, *at_least, *at_most));
                sheet.set(id, Entry::Rows(rows));
            }
            FieldKind::Identity => {
                sheet.set_text(&format!("{id}.document"), "resident-card");
                sheet.set_text(&format!("{id}.number"), &who.person.card);
            }
            FieldKind::Choice { many: true, .. } | FieldKind::Orientation { many: true } => {
                sheet.set(id, Entry::Many(vec![answer(inventor, brief, field, &who)]));
            }
            _ => sheet.set_text(id, &answer(inventor, brief, field, &who)),
        }
    }
    sheet
}

fn suits(brief: Brief<'_>, whose: Whose, born: Date, female: bool) -> bool {
    let sex = if female { "female" } else { "male" };
    let age = |limit: &AgeLimit| {
        let concerned = limit.whose == whose && limit.sex.as_ref().is_none_or(|key| key.as_str() == sex);
        let age = i64::from(born.age_at(limit.at));
        let within = limit.at_most.is_none_or(|most| age <= i64::from(most));
        !concerned || (within && limit.at_least.is_none_or(|least| age >= i64::from(least)))
    };
    let since = |rule: &Rule| match &rule.kind {
        RuleKind::BornSince { date } => whose != Whose::Nominee || born >= *date,
        _ => true,
    };
    brief.limits().all(age) && brief.rules().all(since)
}

fn as_wanted(brief: Brief<'_>, born: Date) -> bool {
    brief.wanted.iter().all(|(attribute, wanted)| is_younger(attribute, born).is_none_or(|younger| younger == *wanted))
}

/// What an attribute about age says; `None` where it is about something else.
pub fn is_younger(attribute: &Attribute, born: Date) -> Option<bool> {
    match attribute {
        Attribute::Younger { years, including, at } => {
            let (age, years) = (i64::from(born.age_at(*at)), i64::from(*years));
            Some(age < years || (*including && age == years))
        }
        _ => None,
    }
}

fn rows(
    inventor: &mut Inventor,
    brief: Brief<'_>,
    field: &Field,
    who: &Who,
    (columns, least, most): (&[Field], u32, u32),
) -> Vec<Row> {
    match field.meaning {
        Some(Meaning::Members) => members(inventor, brief, columns, (least, most)),
        Some(Meaning::Honours) if harmless_level(brief, columns).is_none() => Vec::new(),
        _ => {
            let number = (least.max(1) + inventor.dice.below(2)).min(most);
            let mut rows: Vec<Row> = (0..number).map(|_| row(inventor, brief, columns, who)).collect();
            in_order(&mut rows, columns);
            rows
        }
    }
}

/// Puts the months in order, from row to row and within each: nothing ends before it begins.
fn in_order(rows: &mut [Row], columns: &[Field]) {
    let months = || columns.iter().filter(|column| matches!(column.kind, FieldKind::Month));
    let cells = rows.iter().flat_map(|row| months().filter_map(|column| row.get(column.id.as_str()).cloned()));
    let mut sorted: Vec<String> = cells.collect();
    sorted.sort();
    let mut sorted = sorted.into_iter();
    for row in rows {
        for column in months() {
            if let Some((cell, month)) = row.get_mut(column.id.as_str()).and_then(|cell| Some((cell, sorted.next()?))) {
                *cell = month;
            }
        }
    }
}

fn row(inventor: &mut Inventor, brief: Brief<'_>, columns: &[Field], who: &Who) -> Row {
    let cell = |column: &Field| {
        let level = (column.id.as_str() == "level").then(|| harmless_level(brief, columns)).flatten();
        let text = level.unwrap_or_else(|| answer(inventor, brief, column, who));
        (column.id.to_string(), text)
    };
    columns.iter().map(cell).collect()
}

/// A level of honours that no rule excludes.
fn harmless_level(brief: Brief<'_>, columns: &[Field]) -> Option<String> {
    let column = columns.iter().find(|column| column.id.as_str() == "level")?;
    let FieldKind::Choice { options, .. } = &column.kind else { return None };
    let excluded = |key: &Key| brief.book.honour.iter().any(|series| series.level.as_ref() == Some(key));
    options.iter().rev().find(|option| !excluded(&option.id)).map(|option| option.id.to_string())
}

/// Members in a number and of ages that keep the rules; the first one leads.
fn members(inventor: &mut Inventor, brief: Brief<'_>, columns: &[Field], bounds: (u32, u32)) -> Vec<Row> {
    let limits = brief.rules().filter_map(|rule| match rule.kind {
        RuleKind::Members { at_least, at_most } => Some((at_least, at_most)),
        _ => None,
    });
    let (least, most) = limits.fold(bounds, |(least, most), (l, m)| (least.max(l), most.min(m)));
    let number = least.max(1) + inventor.dice.below(most.saturating_sub(least.max(1)).min(2) + 1);
    (0..number).map(|place| member(inventor, brief, columns, place == 0)).collect()
}

/// One more member who keeps the rules.
pub fn member(inventor: &mut Inventor, brief: Brief<'_>, columns: &[Field], leader: bool) -> Row {
    let shares = |rule: &Rule, born: Date| match &rule.kind {
        // Everybody has what is asked for at least, nobody what is bounded above.
        RuleKind::MemberShare { of, at_least, .. } => is_younger(of, born).is_none_or(|y| y == at_least.is_some()),
        _ => true,
    };
    let whose = if leader { Whose::Leader } else { Whose::Nominee };
    let fits = |born: Date, female: bool| {
        (!leader || suits(brief, whose, born, female)) && brief.rules().all(|rule| shares(rule, born))
    };
    let who = Who { person: inventor.person(fits), leader, member: true };
    row(inventor, brief, columns, &who)
}

/// One answer in one cell.
fn answer(inventor: &mut Inventor, brief: Brief<'_>, field: &Field, who: &Who) -> String {
    match &field.kind {
        FieldKind::Text { max } => line(inventor, brief, field, who).chars().take(*max as usize).collect(),
        FieldKind::LongText { min, max } => {
            let least = min.unwrap_or(1).max((*max).min(400) / 3);
            inventor.text(least, (*max).min((least + 60).max(400)))
        }
        FieldKind::Choice { options, .. } => choice(inventor, brief, field, options, who),
        FieldKind::Orientation { .. } => {
            inventor.dice.pick(&brief.book.orientation).map_or_else(String::new, |one| one.id.to_string())
        }
        FieldKind::Date if field.meaning == Some(Meaning::BirthDate) => who.person.born.to_string(),
        FieldKind::Date => format!("{}-01", inventor.month(who.person.born)),
        FieldKind::Month => inventor.month(who.person.born),
        FieldKind::PersonName { max } => who.person.name.chars().take(*max as usize).collect(),
        FieldKind::Identity => who.person.card.clone(),
        FieldKind::Rank => low_rank(inventor, brief),
        FieldKind::Number { at_least, at_most } => at_least.or(*at_most).unwrap_or(1).to_string(),
        FieldKind::Flag => yes_or_no(flag(inventor, brief, field, who)),
        FieldKind::Declaration => "yes".to_owned(),
        FieldKind::Phone => phone(who.person.serial),
        FieldKind::Email => email(who.person.serial),
        FieldKind::Rows { .. } => String::new(),
    }
}

pub fn yes_or_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

fn line(inventor: &mut Inventor, brief: Brief<'_>, field: &Field, who: &Who) -> String {
    use linxuan_domain::rulebook::NomineeKind::{Organisation, Person, Team, Work};
    match (field.meaning, brief.track.nominee) {
        (Some(Meaning::Name), _) if who.member => who.person.name.clone(),
        (Some(Meaning::Name), Person) => who.person.name.clone(),
        (Some(Meaning::Name), Team) => inventor.at_place("invented-team"),
        (Some(Meaning::Name), Work) => inventor.at_place("invented-work"),
        (Some(Meaning::Name), Organisation) | (Some(Meaning::Employer), _) => inventor.at_place("invented-employer"),
        (Some(Meaning::Address), _) => inventor.at_place("invented-address"),
        (Some(Meaning::NativePlace | Meaning::Region), _) => inventor.place(),
        (Some(Meaning::EthnicGroup), _) => inventor.say("invented-ethnic-group"),
        (Some(Meaning::Title), _) => inventor.one_of("invented-titles"),
        (Some(Meaning::Post), _) => inventor.one_of("invented-posts"),
        (Some(Meaning::Discipline), _) => inventor.one_of("invented-specialities"),
        (Some(Meaning::OneSentence), _) => inventor.text(12, 24),
        _ => cell(inventor, field),
    }
}

/// What no meaning names, by the ids that forms usually give it.
fn cell(inventor: &mut Inventor, field: &Field) -> String {
    match field.id.as_str() {
        "speciality" => inventor.one_of("invented-specialities"),
        "place" => inventor.one_of("invented-workplaces"),
        "role" => inventor.one_of("invented-roles"),
        "name" => inventor.one_of("invented-prizes"),
        "body" => inventor.one_of("invented-bodies"),
        _ => inventor.say("invented-line"),
    }
}

fn choice(inventor: &mut Inventor, brief: Brief<'_>, field: &Field, options: &[Choice], who: &Who) -> String {
    if field.meaning == Some(Meaning::Sex) {
        return if who.person.female { "female" } else { "male" }.to_owned();
    }
    let allowed: Vec<&Choice> = options.iter().filter(|option| may_choose(brief, field, &option.id)).collect();
    inventor.dice.pick(&allowed).map_or_else(String::new, |option| option.id.to_string())
}

/// Whether an option keeps the rules and is what a ratio wants of this nominee.
fn may_choose(brief: Brief<'_>, field: &Field, option: &Key) -> bool {
    let ruled = brief.rules().all(|rule| match &rule.kind {
        RuleKind::ChoiceIs { meaning, any_of, none_of } if field.meaning == Some(*meaning) => {
            (any_of.is_empty() || any_of.contains(option)) && !none_of.contains(option)
        }
        _ => true,
    });
    ruled
        && brief.wanted.iter().all(|(attribute, wanted)| match attribute {
            Attribute::Chosen { meaning, any_of } if field.meaning == Some(*meaning) => {
                any_of.contains(option) == *wanted
            }
            _ => true,
        })
}

fn flag(inventor: &mut Inventor, brief: Brief<'_>, field: &Field, who: &Who) -> bool {
    if field.meaning == Some(Meaning::Leader) {
        return who.leader;
    }
    let wish = brief.wanted.iter().find_map(|(attribute, wanted)| match attribute {
        Attribute::Flag { meaning } if field.meaning == Some(*meaning) => Some(*wanted),
        _ => None,
    });
    let rule = brief.rules().find_map(|rule| match &rule.kind {
        RuleKind::FlagPresent { meaning } if field.meaning == Some(*meaning) => Some(true),
        RuleKind::FlagAbsent { meaning } | RuleKind::RankBelow { only_if: Some(meaning), .. }
            if field.meaning == Some(*meaning) =>
        {
            Some(false)
        }
        _ => None,
    });
    rule.or(wish).unwrap_or_else(|| inventor.dice.below(3) == 0)
}

/// A rank below every limit of the rules: ranks come highest first.
fn low_rank(inventor: &mut Inventor, brief: Brief<'_>) -> String {
    let place = |key: &Key| brief.book.rank.iter().position(|rank| rank.id == *key);
    let limit = brief.rules().filter_map(|rule| match &rule.kind {
        RuleKind::RankBelow { rank, .. } => place(rank),
        _ => None,
    });
    let first = limit.max().map_or(0, |place| place + 1);
    let low = brief.book.rank.get(first..).unwrap_or_default();
    inventor.dice.pick(low).map_or_else(String::new, |rank| rank.id.to_string())
}
