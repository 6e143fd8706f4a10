//! Forms that the rules can read.

use std::collections::BTreeSet;

use super::super::problem::ProblemKind;
use super::super::{AgeLimit, Attribute, Field, FieldKind, Form, Meaning, NomineeKind, RuleKind, Rulebook, Track, Whose};
use super::Findings;

pub(super) fn check(book: &Rulebook, found: &mut Findings) {
    for form in &book.form {
        one(form, found);
    }
    for track in &book.track {
        if let Some(form) = book.form(track.form.as_str()) {
            meanings(book, track, form, found);
        }
    }
}

fn one(form: &Form, found: &mut Findings) {
    let path = format!("form.{}", form.id);
    let mut ids = BTreeSet::new();
    let mut taken = BTreeSet::new();
    for field in &form.field {
        let path = format!("{path}.field.{}", field.id);
        if !ids.insert(&field.id) {
            found.push(&path, ProblemKind::DuplicateId(field.id.to_string()));
        }
        if let Some(meaning) = field.meaning.filter(|meaning| !taken.insert(*meaning)) {
            found.push(&path, ProblemKind::MeaningTwice { meaning: name(meaning) });
        }
        let step = field.step.as_ref().filter(|step| form.step.iter().any(|known| known.id == **step));
        if step.is_none() {
            let id = field.step.as_ref().map_or_else(String::new, ToString::to_string);
            found.push(&path, ProblemKind::UnknownReference { section: "step", id });
        }
    }
    for step in form.step.iter().filter(|step| form.fields_of(&step.id).next().is_none()) {
        found.push(format!("{path}.step.{}", step.id), ProblemKind::StepEmpty(step.id.to_string()));
    }
}

/// Every meaning that a rule of this track reads must be in its form.
fn meanings(book: &Rulebook, track: &Track, form: &Form, found: &mut Findings) {
    let named = [(format!("track.{}.form", track.id), Meaning::Name)];
    let rules = book.rule.iter().filter(|rule| rule.tracks.is_empty() || rule.tracks.contains(&track.id));
    let read = rules.flat_map(|rule| {
        let path = format!("rule.{}", rule.id);
        read_by(&rule.kind, track.nominee).into_iter().map(move |meaning| (path.clone(), meaning))
    });
    let columns = member_columns(form);
    for (path, meaning) in named.into_iter().chain(read) {
        if form.meaning(meaning).is_none() && !columns.iter().any(|column| column.meaning == Some(meaning)) {
            found.push(path, ProblemKind::MeaningMissing { form: form.id.to_string(), meaning: name(meaning) });
        }
    }
}

fn member_columns(form: &Form) -> &[Field] {
    match form.meaning(Meaning::Members).map(|field| &field.kind) {
        Some(FieldKind::Rows { columns, .. }) => columns,
        _ => &[],
    }
}

fn read_by(kind: &RuleKind, nominee: NomineeKind) -> Vec<Meaning> {
    match kind {
        RuleKind::FlagAbsent { meaning } | RuleKind::FlagPresent { meaning } | RuleKind::ChoiceIs { meaning, .. } => {
            vec![*meaning]
        }
        RuleKind::RankBelow { only_if, .. } => std::iter::once(Meaning::Rank).chain(*only_if).collect(),
        RuleKind::NotHonoured { .. } => vec![Meaning::Honours],
        RuleKind::Age(limit) => age_reads(limit),
        RuleKind::BornSince { .. } => vec![Meaning::BirthDate],
        RuleKind::Share(share) => attribute_reads(&share.of),
        RuleKind::Members { .. } => vec![Meaning::Members],
        RuleKind::MemberShare { of, .. } => std::iter::once(Meaning::Members).chain(attribute_reads(of)).collect(),
        RuleKind::Once { .. } if nominee == NomineeKind::Person => vec![Meaning::Identity],
        RuleKind::Once { .. } | RuleKind::OpinionPresent { .. } | RuleKind::ProcedureRecorded { .. } => Vec::new(),
    }
}

fn age_reads(limit: &AgeLimit) -> Vec<Meaning> {
    let whose = match limit.whose {
        Whose::Nominee => vec![Meaning::BirthDate],
        Whose::Leader => vec![Meaning::Members, Meaning::Leader, Meaning::BirthDate],
    };
    whose.into_iter().chain(limit.sex.as_ref().map(|_| Meaning::Sex)).collect()
}

fn attribute_reads(attribute: &Attribute) -> Vec<Meaning> {
    match attribute {
        Attribute::Flag { meaning } | Attribute::Chosen { meaning, .. } => vec![*meaning],
        Attribute::Younger { .. } => vec![Meaning::BirthDate],
    }
}

/// The option ids a field offers.
pub(super) fn options(field: &Field) -> impl Iterator<Item = &str> {
    let options = match &field.kind {
        FieldKind::Choice { options, .. } => options.as_slice(),
        _ => &[],
    };
    options.iter().map(|option| option.id.as_str())
}

/// A meaning's name in rulebooks.
fn name(meaning: Meaning) -> String {
    serde_json::to_value(meaning).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
