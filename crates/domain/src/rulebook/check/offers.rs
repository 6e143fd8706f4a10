//! What the forms offer to choose from.

use std::collections::BTreeSet;

use super::super::{AgeLimit, Attribute, Field, FieldKind, Form, Meaning, RuleKind, Rulebook, Whose};
use crate::value::Key;

/// Whose answer is meant: the nominee's own, or each member's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Nominee(Meaning),
    Members(Meaning),
}

impl Of {
    pub fn meaning(self) -> Meaning {
        match self {
            Self::Nominee(meaning) | Self::Members(meaning) => meaning,
        }
    }

    /// The field or column of a form that holds the answer.
    pub fn field(self, form: &Form) -> Option<&Field> {
        match self {
            Self::Nominee(meaning) => form.meaning(meaning),
            Self::Members(meaning) => member_columns(form).iter().find(|column| column.meaning == Some(meaning)),
        }
    }
}

fn member_columns(form: &Form) -> &[Field] {
    match form.meaning(Meaning::Members).map(|field| &field.kind) {
        Some(FieldKind::Rows { columns, .. }) => columns,
        _ => &[],
    }
}

/// The forms of some tracks; of all when none is named.
pub(super) fn forms_of<'a>(book: &'a Rulebook, tracks: &[Key]) -> Vec<&'a Form> {
    let named = book.track.iter().filter(|track| tracks.is_empty() || tracks.contains(&track.id));
    named.filter_map(|track| book.form(track.form.as_str())).collect()
}

/// The ids that fields offer, or `None` where no form has such a field.
pub(super) fn offered<'a>(book: &'a Rulebook, forms: &[&'a Form], of: Of) -> Option<BTreeSet<&'a str>> {
    let fields: Vec<&Field> = forms.iter().filter_map(|form| of.field(form)).collect();
    let options = || fields.iter().flat_map(|field| options(book, field)).map(Key::as_str).collect();
    (!fields.is_empty()).then(options)
}

fn options<'a>(book: &'a Rulebook, field: &'a Field) -> Vec<&'a Key> {
    match &field.kind {
        FieldKind::Choice { options, .. } => options.iter().map(|option| &option.id).collect(),
        FieldKind::Orientation { .. } => book.orientation.iter().map(|one| &one.id).collect(),
        FieldKind::Rank => book.rank.iter().map(|rank| &rank.id).collect(),
        _ => Vec::new(),
    }
}

/// The levels that the tables of honours offer, or `None` where no form has one.
pub(super) fn levels<'a>(forms: &[&'a Form]) -> Option<BTreeSet<&'a str>> {
    let tables: Vec<&Field> = forms.iter().filter_map(|form| form.meaning(Meaning::Honours)).collect();
    let column = |field: &&'a Field| match &field.kind {
        FieldKind::Rows { columns, .. } => columns.iter().find(|column| column.id.as_str() == "level"),
        _ => None,
    };
    let of_choice = |column: &'a Field| match &column.kind {
        FieldKind::Choice { options, .. } => options.iter().map(|option| option.id.as_str()).collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    (!tables.is_empty()).then(|| tables.iter().filter_map(column).flat_map(of_choice).collect())
}

/// The options that a rule names: under which key, of whose answer, which.
pub(super) fn named_by(kind: &RuleKind) -> Vec<(&'static str, Of, Vec<&Key>)> {
    match kind {
        RuleKind::ChoiceIs { meaning, any_of, none_of } => vec![
            ("any_of", Of::Nominee(*meaning), any_of.iter().collect()),
            ("none_of", Of::Nominee(*meaning), none_of.iter().collect()),
        ],
        RuleKind::Age(AgeLimit { sex: Some(sex), whose, .. }) => {
            let of = match whose {
                Whose::Nominee => Of::Nominee(Meaning::Sex),
                Whose::Leader => Of::Members(Meaning::Sex),
            };
            vec![("sex", of, vec![sex])]
        }
        RuleKind::Share(share) => chosen(&share.of, Of::Nominee),
        RuleKind::MemberShare { of, .. } => chosen(of, Of::Members),
        _ => Vec::new(),
    }
}

fn chosen(attribute: &Attribute, of: impl Fn(Meaning) -> Of) -> Vec<(&'static str, Of, Vec<&Key>)> {
    match attribute {
        Attribute::Chosen { meaning, any_of } => vec![("of", of(*meaning), any_of.iter().collect())],
        _ => Vec::new(),
    }
}
