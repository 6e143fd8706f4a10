//! Papers out of a rulebook and what was written under it.

use super::{ActivityRow, ActivityTable, Answered, Content, Head, IntegrityOpinion, NominationForm, Ratio, Statement};
use super::{SummaryRow, SummaryTable};
use crate::activity;
use crate::composition;
use crate::finding::Matter;
use crate::form::{Facts, Sheet};
use crate::rulebook::{Attribute, Channel, Opinion, OpinionGiver, Paper, PaperKind, Per, RuleKind, Rulebook, Scope};
use crate::value::{Date, Key, Language};

/// Whose paper it is, and as of when.
#[derive(Debug, Clone)]
pub struct Whose {
    pub language: Language,
    /// The unit as on its seal.
    pub unit: String,
    pub number: String,
    pub date: Date,
    pub draft: bool,
}

impl Head {
    /// The head of a paper of the rulebook.
    pub fn of(book: &Rulebook, paper: &Paper, whose: Whose) -> Self {
        let own = Self::own(book, paper.id.as_str(), whose);
        Self {
            title: Some(paper.title.clone()),
            attachment: paper.attachment,
            originals: paper.originals,
            sealed: paper.sealed,
            ..own
        }
    }

    /// The head of a paper that no rulebook lists.
    pub fn own(book: &Rulebook, id: &str, whose: Whose) -> Self {
        Self {
            language: whose.language,
            id: id.to_owned(),
            title: None,
            attachment: None,
            originals: None,
            sealed: false,
            campaign: book.campaign.title.clone(),
            office: book.office.name.clone(),
            zone: book.campaign.time_zone.clone(),
            unit: whose.unit,
            number: whose.number,
            date: whose.date,
            draft: whose.draft,
        }
    }
}

/// The papers that a channel hands in.
pub fn of_channel<'a>(book: &'a Rulebook, channel: &'a str) -> impl Iterator<Item = &'a Paper> {
    book.paper.iter().filter(move |paper| named(&paper.channels, channel))
}

fn named(channels: &[Key], channel: &str) -> bool {
    channels.is_empty() || channels.iter().any(|known| known.as_str() == channel)
}

impl Answered {
    /// The answers to a track's form; none where the track is not there.
    pub fn of(book: &Rulebook, track: &str, answers: Sheet) -> Option<Self> {
        let form = book.form_of(track)?.clone();
        Some(Self { form, orientation: book.orientation.clone(), rank: book.rank.clone(), answers })
    }
}

/// What a nominee's paper holds; `said` gives what was written for an opinion
/// or for a joint body's step. None for papers that are not a nominee's.
pub fn of_nominee(
    book: &Rulebook,
    channel: &Channel,
    kind: PaperKind,
    of: Answered,
    said: &dyn Fn(&str) -> String,
) -> Option<Content> {
    let statements = statements(book, channel, kind, said);
    match kind {
        PaperKind::NominationForm => Some(Content::NominationForm(NominationForm { of, portrait: None, statements })),
        PaperKind::IntegrityOpinion => {
            let of = of.only(IntegrityOpinion::MEANINGS);
            Some(Content::IntegrityOpinion(IntegrityOpinion { of, statements }))
        }
        PaperKind::SummaryTable | PaperKind::ActivityTable | PaperKind::WorkReport => None,
    }
}

fn statements(book: &Rulebook, channel: &Channel, kind: PaperKind, said: &dyn Fn(&str) -> String) -> Vec<Statement> {
    let here = book.opinion.iter().filter(|o| o.per == Per::Nominee && named(&o.channels, channel.id.as_str()));
    here.filter(|opinion| on(book, opinion) == kind)
        .flat_map(|opinion| statement(book, channel, opinion, said))
        .collect()
}

/// Conduct and integrity have a paper of their own where the notice asks for one.
fn on(book: &Rulebook, opinion: &Opinion) -> PaperKind {
    let of_conduct = matches!(opinion.given_by, OpinionGiver::PartyOrganisation | OpinionGiver::DisciplineBody);
    let apart = book.paper.iter().any(|paper| paper.kind == PaperKind::IntegrityOpinion);
    if of_conduct && apart { PaperKind::IntegrityOpinion } else { PaperKind::NominationForm }
}

/// One cell, or one for each joint body of the channel.
fn statement(book: &Rulebook, channel: &Channel, opinion: &Opinion, said: &dyn Fn(&str) -> String) -> Vec<Statement> {
    let (given_by, title, text) = (opinion.given_by, opinion.title.clone(), said(opinion.id.as_str()));
    let one = |body, text| Statement { given_by, title: title.clone(), body, text };
    if given_by != OpinionGiver::JointBodies || channel.joint.is_empty() {
        return vec![one(None, text)];
    }
    let bodies = channel.joint.iter().filter_map(|id| book.body.iter().find(|body| body.id == *id));
    let own = |id: &Key| Some(said(&format!("joint.{id}"))).filter(|own| !own.is_empty());
    bodies.map(|body| one(Some(body.name.clone()), own(&body.id).unwrap_or_else(|| text.clone()))).collect()
}

impl SummaryTable {
    /// The age that the notice's ratio asks for, with what tells it.
    fn youth(book: &Rulebook) -> Option<(u32, &Attribute)> {
        book.rule.iter().find_map(|rule| match &rule.kind {
            RuleKind::Share(share) => match &share.of {
                of @ Attribute::Younger { years, .. } => Some((*years, of)),
                _ => None,
            },
            _ => None,
        })
    }

    /// The table of a unit's nominees in its own order: number, answers, facts and waivers of each.
    pub fn of(book: &Rulebook, list: Vec<(String, Answered, (Key, Facts), u32)>) -> Self {
        let youth = Self::youth(book);
        let facts: Vec<(Key, Facts)> = list.iter().map(|(_, _, facts, _)| facts.clone()).collect();
        let row = |(number, of, (_, facts), waivers): (String, Answered, (Key, Facts), u32)| SummaryRow {
            number,
            of: of.only(Self::MEANINGS),
            young: youth.and_then(|(_, attribute)| facts.has(attribute)),
            waivers,
        };
        Self {
            younger: youth.map(|(years, _)| years),
            ratios: ratios(book, &facts),
            rows: list.into_iter().map(row).collect(),
        }
    }
}

/// The parts of a unit's list that rules set bounds to; an empty list has none.
pub fn ratios(book: &Rulebook, list: &[(Key, Facts)]) -> Vec<Ratio> {
    let found = composition::judge(book, Scope::Unit, list).into_iter().filter_map(|finding| {
        let rule = book.rule.iter().find(|rule| rule.id.as_str() == finding.rule)?;
        match finding.matter {
            Matter::Share { part, whole, .. } if whole > 0 => Some(Ratio { label: rule.label.clone(), part, whole }),
            _ => None,
        }
    });
    found.collect()
}

impl ActivityTable {
    /// The table counted from a unit's log: a figure typed over it says why, and
    /// what nobody logged is left to the hand.
    pub fn of(counted: &activity::Table) -> Self {
        let row = |group: &activity::Group, row: &activity::Row| ActivityRow {
            group: group.label.clone(),
            item: row.activity.label.clone(),
            unit: row.activity.unit.clone(),
            number: (row.entries > 0 || row.overtyped.is_some()).then_some(row.total),
            remark: row.overtyped.as_ref().map(|typed| typed.reason.clone()).unwrap_or_default(),
        };
        let rows = |group: &activity::Group| group.rows.iter().map(|one| row(group, one)).collect::<Vec<_>>();
        Self { rows: counted.groups.iter().flat_map(rows).collect() }
    }
}
