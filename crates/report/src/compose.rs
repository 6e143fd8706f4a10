//! Words on the values of official papers: a `Document` comes out, which PDF
//! and the files of office programs are all made from.

mod form;
mod reports;
mod slips;
mod statements;
mod tables;

use jiff::tz::TimeZone;
use linxuan_domain::paper::{Answered, Content, Head, Paper};
use linxuan_domain::rulebook::{Field, Meaning};
use linxuan_domain::value::{Instant, Label};
use linxuan_texts::{Lists, Words};

use crate::document::{Block, Document, Mark};

/// The document of a paper.
pub fn document(paper: &Paper) -> Document {
    let head = &paper.head;
    let with = With { words: Words::new(head.language), head };
    let title = head.title.as_ref().map_or_else(|| with.say(own_title(&paper.content)), |title| with.text(title));
    let attachment = head.attachment.map(|n| with.words.fill("paper-attachment", &[("n", n.into())]));
    let mark = Mark { number: head.number.clone(), paper: head.id.clone(), version: paper.version() };
    Document {
        language: head.language,
        title,
        attachment: attachment.unwrap_or_default(),
        under_title: under_title(with, &paper.content),
        mark: Some(mark).filter(|_| is_matched(&paper.content)),
        landscape: matches!(paper.content, Content::SummaryTable(_)),
        date: head.date,
        blocks: blocks(with, &paper.content),
    }
}

fn blocks(with: With<'_>, content: &Content) -> Vec<Block> {
    match content {
        Content::NominationForm(form) => form::nomination(with, form),
        Content::IntegrityOpinion(opinion) => form::integrity(with, opinion),
        Content::SummaryTable(table) => tables::summary(with, table),
        Content::ActivityTable(table) => tables::activity(with, table),
        Content::WorkReport(report) => reports::work(with, report),
        Content::Receipt(receipt) => slips::receipt(with, receipt),
        Content::ReturnedReasons(returned) => slips::returned(with, returned),
        Content::ExaminationSheet(sheet) => slips::examination(with, sheet),
    }
}

/// Whether it comes back sealed and is held against what is stored.
const fn is_matched(content: &Content) -> bool {
    !matches!(content, Content::Receipt(_) | Content::ReturnedReasons(_) | Content::ExaminationSheet(_))
}

/// The title of a paper that no notice names.
const fn own_title(content: &Content) -> &'static str {
    match content {
        Content::Receipt(_) => "paper-receipt",
        Content::ReturnedReasons(_) => "paper-returned",
        _ => "paper-examination",
    }
}

/// The unit, the number of the form, the originals; a report is signed at its end instead.
fn under_title(with: With<'_>, content: &Content) -> Vec<String> {
    let head = with.head;
    let unit = match content {
        Content::WorkReport(_) => String::new(),
        _ => with.words.fill("paper-unit", &[("unit", (&head.unit).into())]),
    };
    let number = is_matched(content).then(|| with.words.fill("paper-number", &[("number", (&head.number).into())]));
    let originals = head.originals.map(|n| with.words.fill("paper-originals", &[("n", n.into())]));
    [unit, number.unwrap_or_default(), originals.unwrap_or_default()]
        .into_iter()
        .filter(|said| !said.is_empty())
        .collect()
}

/// What words are put with.
#[derive(Clone, Copy)]
struct With<'a> {
    words: Words,
    head: &'a Head,
}

impl With<'_> {
    fn say(self, key: &str) -> String {
        self.words.say(key)
    }

    fn text(self, label: &Label) -> String {
        label.text(self.words.language).to_owned()
    }

    fn moment(self, at: Instant) -> String {
        let zone = TimeZone::get(&self.head.zone).unwrap_or(TimeZone::UTC);
        linxuan_texts::instant(self.words, at, &zone)
    }

    fn label(self, field: &Field) -> String {
        self.text(&field.label)
    }
}

/// The answer to the field with a meaning; empty where the form has none.
fn meant(with: With<'_>, of: &Answered, meaning: Meaning) -> String {
    let field = of.form.meaning(meaning);
    field.map(|field| linxuan_texts::answer(with.words, field, lists(of), &of.answers)).unwrap_or_default()
}

fn lists(of: &Answered) -> Lists<'_> {
    Lists { orientation: &of.orientation, rank: &of.rank }
}
