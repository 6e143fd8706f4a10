//! Every id once among its neighbours.

use std::collections::BTreeSet;

use super::super::problem::ProblemKind;
use super::super::{Examination, Field, FieldKind, Form, Output, Rulebook};
use super::Findings;
use crate::value::Key;

pub(super) fn check(book: &Rulebook, found: &mut Findings) {
    sections(book, found);
    later_sections(book, found);
    for form in &book.form {
        one_form(form, found);
    }
    checklist(&book.examination, found);
    for output in &book.output {
        one_output(output, found);
    }
}

/// Complains of each repeat, by its number: the id alone would name the first one.
fn unique<'a>(path: &str, keys: impl Iterator<Item = &'a Key>, found: &mut Findings) {
    let mut seen = BTreeSet::new();
    for (number, key) in (1..).zip(keys) {
        if !seen.insert(key) {
            found.push(format!("{path}.{number}"), ProblemKind::DuplicateId(key.to_string()));
        }
    }
}

fn sections(book: &Rulebook, found: &mut Findings) {
    unique("sponsor", book.sponsor.iter().map(|x| &x.id), found);
    unique("body", book.body.iter().map(|x| &x.id), found);
    unique("stage", book.stage.iter().map(|x| &x.id), found);
    unique("unit_kind", book.unit_kind.iter().map(|x| &x.id), found);
    unique("channel", book.channel.iter().map(|x| &x.id), found);
    unique("deadline", book.deadline.iter().map(|x| &x.id), found);
    unique("track", book.track.iter().map(|x| &x.id), found);
    unique("orientation", book.orientation.iter().map(|x| &x.id), found);
    unique("criterion", book.criterion.iter().map(|x| &x.id), found);
    unique("preference", book.preference.iter().map(|x| &x.id), found);
    unique("form", book.form.iter().map(|x| &x.id), found);
    unique("rank", book.rank.iter().map(|x| &x.id), found);
    unique("honour", book.honour.iter().map(|x| &x.id), found);
    unique("rule", book.rule.iter().map(|x| &x.id), found);
}

fn later_sections(book: &Rulebook, found: &mut Findings) {
    unique("material", book.material.iter().map(|x| &x.id), found);
    unique("paper", book.paper.iter().map(|x| &x.id), found);
    unique("opinion", book.opinion.iter().map(|x| &x.id), found);
    unique("procedure", book.procedure.iter().map(|x| &x.id), found);
    unique("round", book.round.iter().map(|x| &x.id), found);
    unique("output", book.output.iter().map(|x| &x.id), found);
    unique("publicity", book.publicity.iter().map(|x| &x.id), found);
    unique("activity", book.activity.iter().map(|x| &x.id), found);
    unique("guidance", book.guidance.iter().map(|x| &x.id), found);
    unique("outside", book.outside.iter().map(|x| &x.id), found);
}

fn one_form(form: &Form, found: &mut Findings) {
    let path = format!("form.{}", form.id);
    unique(&format!("{path}.step"), form.step.iter().map(|step| &step.id), found);
    fields(&format!("{path}.field"), &form.field, found);
}

fn fields(path: &str, all: &[Field], found: &mut Findings) {
    unique(path, all.iter().map(|field| &field.id), found);
    for field in all {
        match &field.kind {
            FieldKind::Choice { options, .. } => {
                unique(&format!("{path}.{}.options", field.id), options.iter().map(|option| &option.id), found);
            }
            FieldKind::Rows { columns, .. } => fields(&format!("{path}.{}.columns", field.id), columns, found),
            _ => {}
        }
    }
}

fn checklist(examination: &Examination, found: &mut Findings) {
    unique("examination.check", examination.check.iter().map(|line| &line.id), found);
}

fn one_output(output: &Output, found: &mut Findings) {
    let path = format!("output.{}", output.id);
    unique(&format!("{path}.tier"), output.tier.iter().map(|tier| &tier.id), found);
    unique(&format!("{path}.cap"), output.cap.iter().map(|cap| &cap.id), found);
    unique(&format!("{path}.floor"), output.floor.iter().map(|floor| &floor.id), found);
}
