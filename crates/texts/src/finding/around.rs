//! What a finding is said against: labels of the rulebook, never its keys.

use linxuan_domain::finding::{Finding, Verdict};
use linxuan_domain::rulebook::{Choice, Field, FieldKind, Force, Form, Meaning, Rule, Rulebook};
use linxuan_domain::value::Label;

use crate::{Fill, Words};

/// The parts of a finding in words.
#[derive(Default)]
pub(super) struct Told {
    pub what: String,
    pub figure: String,
    pub mend: String,
    pub field: Option<String>,
    /// The material, and the file, that it is about.
    pub place: Option<String>,
    /// The entry of the rulebook whose clauses are shown; empty for none.
    pub source: String,
}

pub(super) struct Around<'a> {
    pub words: Words,
    pub book: &'a Rulebook,
    /// The track's form; absent for findings on a list.
    pub form: Option<&'a Form>,
    pub finding: &'a Finding,
}

type Filled = [(&'static str, Fill)];

impl<'a> Around<'a> {
    pub fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    pub fn fill(&self, key: &str, fills: &Filled) -> String {
        self.words.fill(key, fills)
    }

    pub fn text(&self, label: &'a Label) -> &'a str {
        label.text(self.words.language)
    }

    /// The rulebook's rule behind the finding.
    pub fn rule(&self) -> Option<&'a Rule> {
        self.book.rule.iter().find(|rule| rule.id.as_str() == self.finding.rule)
    }

    /// A rule's label, and where it stands.
    pub fn of_rule(&self) -> Told {
        let what = self.rule().map_or_else(|| self.say("finding-some-rule"), |rule| self.text(&rule.label).to_owned());
        let source = self.rule().map_or_else(String::new, |rule| format!("rule.{}", rule.id));
        Told { what, source, ..Told::default() }
    }

    /// The field with a meaning and its place; a column stands under its table of rows.
    pub fn field(&self, meaning: Meaning) -> Option<(String, &'a Field)> {
        self.forms().find_map(|form| field_of(form, meaning))
    }

    /// The track's form, or every form where the track is not known.
    pub fn forms(&self) -> impl Iterator<Item = &'a Form> {
        let all = if self.form.is_none() { self.book.form.as_slice() } else { &[] };
        self.form.into_iter().chain(all)
    }

    /// The label of the field with a meaning.
    pub fn label(&self, meaning: Meaning) -> String {
        self.field(meaning)
            .map_or_else(|| self.say("finding-some-field"), |(_, field)| self.text(&field.label).to_owned())
    }

    /// The label of an option of a field, from wherever the field takes its options.
    pub fn option(&self, field: Option<&'a Field>, id: &str) -> String {
        let own = match field.map(|field| &field.kind) {
            Some(FieldKind::Choice { options, .. }) => choice(options, id),
            Some(FieldKind::Orientation { .. }) => {
                self.book.orientation.iter().find(|o| o.id.as_str() == id).map(|o| &o.label)
            }
            _ => self.book.rank.iter().find(|rank| rank.id.as_str() == id).map(|rank| &rank.name),
        };
        own.map_or_else(|| self.say("finding-some-option"), |label| self.text(label).to_owned())
    }

    /// Where to mend: not for what holds, and not for what a reason lets pass.
    pub fn place(&self, meaning: Meaning) -> Option<String> {
        let mendable = self.finding.verdict >= Verdict::Open && !self.finding.waivable();
        self.field(meaning).map(|(id, _)| id).filter(|_| mendable)
    }

    /// What to do about an answer: fill it in, or look whether it is true.
    pub fn mend_answer(&self, meanings: &[Meaning]) -> String {
        let labels: Vec<String> = meanings.iter().map(|meaning| self.quoted(&self.label(*meaning))).collect();
        let fields = [("fields", crate::figure::list(self.words, &labels).into())];
        match (self.finding.verdict, self.finding.force) {
            (Verdict::Holds | Verdict::Waived, _) => String::new(),
            (Verdict::Open, _) => self.fill("mend-fill", &fields),
            (Verdict::Breaks, Force::Must) => self.fill("mend-check-must", &fields),
            (Verdict::Breaks, Force::InPrinciple) => self.fill("mend-check-in-principle", &fields),
            (Verdict::Breaks, Force::Advice) => self.fill("mend-check-advice", &fields),
        }
    }

    /// What to do, and that a reason does as well where the rule holds in principle.
    pub fn or_waive(&self, mend: String) -> String {
        if self.finding.waivable() { self.fill("mend-or-waive", &[("mend", mend.into())]) } else { mend }
    }

    pub fn quoted(&self, text: &str) -> String {
        self.fill("quoted", &[("text", text.into())])
    }

    /// Parts of a figure one after the other, empty ones left out.
    pub fn joined(&self, parts: &[String]) -> String {
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        parts.join(&self.say("figure-comma"))
    }
}

fn choice<'a>(options: &'a [Choice], id: &str) -> Option<&'a Label> {
    options.iter().find(|option| option.id.as_str() == id).map(|option| &option.label)
}

fn field_of(form: &Form, meaning: Meaning) -> Option<(String, &Field)> {
    let own = form.meaning(meaning).map(|field| (field.id.to_string(), field));
    own.or_else(|| form.field.iter().find_map(|field| column_of(field, meaning)))
}

fn column_of(field: &Field, meaning: Meaning) -> Option<(String, &Field)> {
    let FieldKind::Rows { columns, .. } = &field.kind else { return None };
    let column = columns.iter().find(|column| column.meaning == Some(meaning))?;
    Some((field.id.to_string(), column))
}
