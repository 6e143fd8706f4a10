//! Forms that the rules can read.

use std::collections::BTreeSet;

use super::super::problem::ProblemKind;
use super::super::{AgeLimit, Attribute, FieldKind, Form, Meaning, NomineeKind, RuleKind, Rulebook, Track, Whose};
use super::offers::Of;
use super::{Findings, name};

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
    let mut taken = BTreeSet::new();
    for field in &form.field {
        let path = format!("{path}.field.{}", field.id);
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

/// The kind of answer that a rule can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Name,
    Flag,
    Keys,
    Rank,
    Date,
    Identity,
    Rows,
}

impl Answer {
    fn comes_from(self, kind: &FieldKind) -> bool {
        match self {
            Self::Name => matches!(kind, FieldKind::PersonName { .. } | FieldKind::Text { .. }),
            Self::Flag => matches!(kind, FieldKind::Flag | FieldKind::Declaration),
            Self::Keys => matches!(kind, FieldKind::Choice { .. } | FieldKind::Orientation { .. } | FieldKind::Rank),
            Self::Rank => matches!(kind, FieldKind::Rank),
            Self::Date => matches!(kind, FieldKind::Date),
            Self::Identity => matches!(kind, FieldKind::Identity),
            Self::Rows => matches!(kind, FieldKind::Rows { .. }),
        }
    }
}

/// Every meaning that a rule of this track reads must be in its form, as an answer the rule can read.
fn meanings(book: &Rulebook, track: &Track, form: &Form, found: &mut Findings) {
    let named = [(format!("track.{}.form", track.id), (Of::Nominee(Meaning::Name), Answer::Name))];
    let rules = book.rule.iter().filter(|rule| rule.tracks.is_empty() || rule.tracks.contains(&track.id));
    let read = rules.flat_map(|rule| {
        let path = format!("rule.{}", rule.id);
        read_by(&rule.kind, track.nominee).into_iter().map(move |read| (path.clone(), read))
    });
    for (path, (of, answer)) in named.into_iter().chain(read) {
        if of.field(form).is_none_or(|field| !answer.comes_from(&field.kind)) {
            missing(&path, &[form], of.meaning(), found);
        }
    }
}

/// Says that forms have no field of a meaning that can be read.
pub(super) fn missing(path: &str, forms: &[&Form], meaning: Meaning, found: &mut Findings) {
    for form in forms {
        found.push(path, ProblemKind::MeaningMissing { form: form.id.to_string(), meaning: name(meaning) });
    }
}

type Read = (Of, Answer);

const MEMBERS: Read = (Of::Nominee(Meaning::Members), Answer::Rows);

fn read_by(kind: &RuleKind, nominee: NomineeKind) -> Vec<Read> {
    let own = |meaning: Meaning, answer| (Of::Nominee(meaning), answer);
    match kind {
        RuleKind::FlagAbsent { meaning } | RuleKind::FlagPresent { meaning } => vec![own(*meaning, Answer::Flag)],
        RuleKind::ChoiceIs { meaning, .. } => vec![own(*meaning, Answer::Keys)],
        RuleKind::RankBelow { only_if, .. } => {
            let only_if = only_if.map(|meaning| own(meaning, Answer::Flag));
            std::iter::once(own(Meaning::Rank, Answer::Rank)).chain(only_if).collect()
        }
        RuleKind::NotHonoured { .. } => vec![own(Meaning::Honours, Answer::Rows)],
        RuleKind::Age(limit) => age_reads(limit),
        RuleKind::BornSince { .. } => vec![own(Meaning::BirthDate, Answer::Date)],
        RuleKind::Share(share) => vec![attribute_reads(&share.of, Of::Nominee)],
        RuleKind::Members { .. } => vec![MEMBERS],
        RuleKind::MemberShare { of, .. } => vec![MEMBERS, attribute_reads(of, Of::Members)],
        RuleKind::Once { .. } if nominee == NomineeKind::Person => vec![own(Meaning::Identity, Answer::Identity)],
        RuleKind::Once { .. } | RuleKind::OpinionPresent { .. } | RuleKind::ProcedureRecorded { .. } => Vec::new(),
    }
}

fn age_reads(limit: &AgeLimit) -> Vec<Read> {
    let (of, leader): (fn(Meaning) -> Of, Vec<Read>) = match limit.whose {
        Whose::Nominee => (Of::Nominee, Vec::new()),
        Whose::Leader => (Of::Members, vec![MEMBERS, (Of::Members(Meaning::Leader), Answer::Flag)]),
    };
    let sex = limit.sex.as_ref().map(|_| (of(Meaning::Sex), Answer::Keys));
    leader.into_iter().chain([(of(Meaning::BirthDate), Answer::Date)]).chain(sex).collect()
}

fn attribute_reads(attribute: &Attribute, of: impl Fn(Meaning) -> Of) -> Read {
    match attribute {
        Attribute::Flag { meaning } => (of(*meaning), Answer::Flag),
        Attribute::Chosen { meaning, .. } => (of(*meaning), Answer::Keys),
        Attribute::Younger { .. } => (of(Meaning::BirthDate), Answer::Date),
    }
}
