//! Answers that break one rule of the rulebook each, and nothing else if it can be helped.

use linxuan_domain::form::{Entry, Row, Sheet};
use linxuan_domain::rulebook::{AgeLimit, Attribute, Field, FieldKind, Force, Meaning, RuleKind, Rulebook, Whose};
use linxuan_domain::value::{Date, Key};

use super::fill::{Brief, member, yes_or_no};
use super::invented::{Inventor, born_again};
use super::wrong::with_birth_date;

/// A sheet on which one rule must be found broken.
#[derive(Debug, Clone)]
pub struct Broken {
    pub rule: String,
    pub sheet: Sheet,
    /// It binds in principle: a reason lets it pass.
    pub waivable: bool,
}

/// Every rule of the track that answers alone can break.
pub fn all(inventor: &mut Inventor, brief: Brief<'_>, right: &Sheet) -> Vec<Broken> {
    let one = |rule: &linxuan_domain::rulebook::Rule| {
        let sheet = broken(inventor, brief, right, &rule.kind)?;
        Some(Broken { rule: rule.id.to_string(), sheet, waivable: rule.force == Force::InPrinciple })
    };
    brief.rules().filter_map(one).collect()
}

fn broken(inventor: &mut Inventor, brief: Brief<'_>, right: &Sheet, kind: &RuleKind) -> Option<Sheet> {
    match kind {
        RuleKind::FlagAbsent { meaning } => with_flag(brief, right, *meaning, true),
        RuleKind::FlagPresent { meaning } => with_flag(brief, right, *meaning, false),
        RuleKind::RankBelow { rank, only_if } => with_rank(brief, right, rank, *only_if),
        RuleKind::NotHonoured { series } => with_honour(inventor, brief, right, series),
        RuleKind::Age(limit) => with_age(brief, right, limit),
        RuleKind::BornSince { date } => Some(with_birth_date(brief.form, right, before(*date, 1))),
        RuleKind::ChoiceIs { meaning, any_of, none_of } => with_choice(brief, right, *meaning, any_of, none_of),
        RuleKind::Members { at_least, at_most } => with_members(inventor, brief, right, *at_least, *at_most),
        RuleKind::MemberShare { of, at_least, .. } => with_ages(brief, right, of, at_least.is_none()),
        RuleKind::Share(_)
        | RuleKind::Once { .. }
        | RuleKind::OpinionPresent { .. }
        | RuleKind::ProcedureRecorded { .. } => None,
    }
}

fn before(date: Date, days: i64) -> Date {
    Date(date.0.checked_sub(jiff::Span::new().days(days)).unwrap_or(date.0))
}

fn years_before(date: Date, years: u32) -> Date {
    Date(date.0.checked_sub(jiff::Span::new().years(i64::from(years))).unwrap_or(date.0))
}

fn with_flag(brief: Brief<'_>, right: &Sheet, meaning: Meaning, yes: bool) -> Option<Sheet> {
    let field = brief.form.meaning(meaning)?;
    let mut sheet = right.clone();
    sheet.set_text(field.id.as_str(), &yes_or_no(yes));
    Some(sheet)
}

fn with_rank(brief: Brief<'_>, right: &Sheet, limit: &Key, only_if: Option<Meaning>) -> Option<Sheet> {
    let mut sheet = match only_if {
        Some(meaning) => with_flag(brief, right, meaning, true)?,
        None => right.clone(),
    };
    sheet.set_text(brief.form.meaning(Meaning::Rank)?.id.as_str(), limit.as_str());
    Some(sheet)
}

fn with_honour(inventor: &mut Inventor, brief: Brief<'_>, right: &Sheet, series: &[Key]) -> Option<Sheet> {
    let field = brief.form.meaning(Meaning::Honours)?;
    let FieldKind::Rows { columns, .. } = &field.kind else { return None };
    let mut levels = brief.book.honour.iter().filter(|s| series.contains(&s.id)).filter_map(|s| s.level.as_ref());
    let level = levels.next()?;
    let cell = |column: &Field| {
        let text = match (column.id.as_str(), &column.kind) {
            ("level", _) => level.to_string(),
            (_, FieldKind::Month) => "2012-05".to_owned(),
            _ => inventor.say("invented-honour"),
        };
        (column.id.to_string(), text)
    };
    let row: Row = columns.iter().map(cell).collect();
    let mut sheet = right.clone();
    sheet.set(field.id.as_str(), Entry::Rows(vec![row]));
    Some(sheet)
}

/// A birth date just outside of an age limit.
fn outside(limit: &AgeLimit) -> Option<Date> {
    let old = limit.at_most.map(|most| years_before(limit.at, most + 1));
    // A day too young: the birthday comes the day after.
    let young = limit.at_least.map(|least| before(years_before(limit.at, least), -1));
    old.or(young)
}

fn with_age(brief: Brief<'_>, right: &Sheet, limit: &AgeLimit) -> Option<Sheet> {
    let born = outside(limit)?;
    if limit.whose == Whose::Nominee {
        let mut sheet = with_birth_date(brief.form, right, born);
        if let (Some(sex), Some(field)) = (&limit.sex, brief.form.meaning(Meaning::Sex)) {
            sheet.set_text(field.id.as_str(), sex.as_str());
        }
        return Some(sheet);
    }
    let (field, columns) = members_of(brief)?;
    let mut rows = right.rows(field.id.as_str()).to_vec();
    let leader = rows.first_mut()?;
    set_born(columns, leader, born);
    if let (Some(sex), Some(column)) = (&limit.sex, column(columns, Meaning::Sex)) {
        leader.insert(column, sex.to_string());
    }
    Some(with_rows(right, field, rows))
}

fn with_choice(brief: Brief<'_>, right: &Sheet, meaning: Meaning, any_of: &[Key], none_of: &[Key]) -> Option<Sheet> {
    let field = brief.form.meaning(meaning)?;
    let ids: Vec<&Key> = match &field.kind {
        FieldKind::Choice { options, .. } => options.iter().map(|option| &option.id).collect(),
        FieldKind::Orientation { .. } => brief.book.orientation.iter().map(|one| &one.id).collect(),
        _ => Vec::new(),
    };
    let breaks = |id: &&&Key| none_of.contains(id) || (!any_of.is_empty() && !any_of.contains(id));
    let wrong = ids.iter().find(breaks)?;
    let mut sheet = right.clone();
    sheet.set_text(field.id.as_str(), wrong.as_str());
    Some(sheet)
}

fn members_of(brief: Brief<'_>) -> Option<(&Field, &[Field])> {
    let field = brief.form.meaning(Meaning::Members)?;
    match &field.kind {
        FieldKind::Rows { columns, .. } => Some((field, columns)),
        _ => None,
    }
}

fn column(columns: &[Field], meaning: Meaning) -> Option<String> {
    columns.iter().find(|column| column.meaning == Some(meaning)).map(|column| column.id.to_string())
}

fn set_born(columns: &[Field], row: &mut Row, born: Date) {
    if let Some(id) = column(columns, Meaning::BirthDate) {
        row.insert(id, born.to_string());
    }
    if let Some(id) = column(columns, Meaning::Identity) {
        let number = born_again(row.get(&id).map_or("", String::as_str), born);
        row.insert(id, number);
    }
}

fn with_rows(right: &Sheet, field: &Field, rows: Vec<Row>) -> Sheet {
    let mut sheet = right.clone();
    sheet.set(field.id.as_str(), Entry::Rows(rows));
    sheet
}

fn with_members(inventor: &mut Inventor, brief: Brief<'_>, right: &Sheet, least: u32, most: u32) -> Option<Sheet> {
    let (field, columns) = members_of(brief)?;
    let mut rows = right.rows(field.id.as_str()).to_vec();
    if least > 1 {
        rows.truncate(least as usize - 1);
    } else {
        while rows.len() <= most as usize {
            rows.push(member(inventor, brief, columns, false));
        }
    }
    Some(with_rows(right, field, rows))
}

/// All members have, or all have not, what a share of them counts.
fn with_ages(brief: Brief<'_>, right: &Sheet, of: &Attribute, having: bool) -> Option<Sheet> {
    let (field, columns) = members_of(brief)?;
    let mut rows = right.rows(field.id.as_str()).to_vec();
    for row in &mut rows {
        give(columns, row, of, having)?;
    }
    Some(with_rows(right, field, rows))
}

fn give(columns: &[Field], row: &mut Row, of: &Attribute, having: bool) -> Option<()> {
    match of {
        Attribute::Younger { years, at, .. } => set_born(columns, row, at_age(*years, *at, having)),
        Attribute::Flag { meaning } => drop(row.insert(column(columns, *meaning)?, yes_or_no(having))),
        Attribute::Chosen { meaning, any_of } => {
            let id = column(columns, *meaning)?;
            let field = columns.iter().find(|column| column.id.as_str() == id)?;
            drop(row.insert(id, option(field, any_of, having)?));
        }
    }
    Some(())
}

fn at_age(years: u32, at: Date, younger: bool) -> Date {
    years_before(at, if younger { years.saturating_sub(5) } else { years + 1 })
}

fn option(field: &Field, any_of: &[Key], having: bool) -> Option<String> {
    let FieldKind::Choice { options, .. } = &field.kind else { return None };
    options.iter().find(|option| any_of.contains(&option.id) == having).map(|option| option.id.to_string())
}

/// A nominee who has, or has not, what a ratio over lists counts.
pub fn with_attribute(brief: Brief<'_>, right: &Sheet, of: &Attribute, having: bool) -> Option<Sheet> {
    match of {
        Attribute::Younger { years, at, .. } => Some(with_birth_date(brief.form, right, at_age(*years, *at, having))),
        Attribute::Flag { meaning } => with_flag(brief, right, *meaning, having),
        Attribute::Chosen { meaning, any_of } => {
            let field = brief.form.meaning(*meaning)?;
            let mut sheet = right.clone();
            sheet.set_text(field.id.as_str(), &option(field, any_of, having)?);
            Some(sheet)
        }
    }
}

/// Whoever is named in `from` in place of whoever is named in `sheet`: the same person twice.
pub fn with_person_of(brief: Brief<'_>, sheet: &Sheet, from: &Sheet) -> Sheet {
    let mut twin = sheet.clone();
    for field in &brief.form.field {
        let personal =
            matches!(field.meaning, Some(Meaning::Name | Meaning::BirthDate | Meaning::Identity | Meaning::Members));
        if personal {
            let keys = from.0.iter().filter(|(key, _)| key.split('.').next() == Some(field.id.as_str()));
            keys.for_each(|(key, entry)| twin.set(key, entry.clone()));
        }
    }
    twin
}

/// The rules over a unit's list, with what they count.
pub fn ratios(book: &Rulebook) -> impl Iterator<Item = (&Key, Force, &linxuan_domain::rulebook::ShareRule)> {
    use linxuan_domain::rulebook::Scope;
    book.rule.iter().filter_map(|rule| match &rule.kind {
        RuleKind::Share(share) if share.scope == Scope::Unit => Some((&rule.id, rule.force, share)),
        _ => None,
    })
}
