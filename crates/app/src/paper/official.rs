//! Official papers out of what is stored, for those who may see it.

use linxuan_domain::access::{Act, Object, Viewer};
use linxuan_domain::id::SubmissionId;
use linxuan_domain::lifecycle::State;
use linxuan_domain::manifest::Manifest;
use linxuan_domain::paper::{
    self as papers, ActivityTable, Answered, Checked, Content, ExaminationSheet, Head, Listed, Paper, Receipt,
    Recorded, ReturnedReasons, SummaryTable, Whose, WorkReport,
};
use linxuan_domain::rulebook::{Paper as Wanted, PaperKind, Per, Rulebook};
use linxuan_domain::value::{Date, Instant, Key, Label, Language};
use linxuan_store::unit::Attestation;

use crate::door::{ask, campaign_of, nomination_subject, unit_row};
use crate::nomination::Judged;
use crate::view::{self, Dossier, Nomination, UnitHome};
use crate::{App, Refusal, Running, activity, material, package};

/// The reasons of the last return, as a paper.
pub const RETURNED: &str = "returned";
/// The list of checks, as a paper.
pub const EXAMINATION: &str = "examination";

/// The papers of the rulebook that a channel hands in, of one nominee or of the unit.
pub fn papers_of<'a>(book: &'a Rulebook, channel: &'a str, per: Per) -> impl Iterator<Item = &'a Wanted> {
    papers::of_channel(book, channel).filter(move |paper| per_of(paper) == per)
}

/// A form and an opinion are always of one nominee, whatever is counted.
const fn per_of(paper: &Wanted) -> Per {
    match paper.kind {
        PaperKind::NominationForm | PaperKind::IntegrityOpinion => Per::Nominee,
        PaperKind::SummaryTable | PaperKind::ActivityTable | PaperKind::WorkReport => Per::Unit,
    }
}

/// A nominee's paper: one of the rulebook's by its id, [`RETURNED`] or [`EXAMINATION`].
///
/// # Errors
/// [`Refusal::NotFound`] where the nomination is none of the viewer's, or has no such paper.
pub async fn of_nomination(
    app: &App,
    viewer: &Viewer,
    (id, paper): (&str, &str),
    language: Language,
) -> Result<Paper, Refusal> {
    let dossier = view::dossier(app, viewer, id).await?;
    let running = app.campaign_by_id(&dossier.nomination.campaign_id)?;
    let whose = nominee(&running, &dossier, language);
    let book = &running.rulebook;
    if let Some(wanted) = papers_of(book, &dossier.unit.channel, Per::Nominee).find(|one| one.id.as_str() == paper) {
        let mut content = filled(book, &dossier, wanted.kind).ok_or(Refusal::NotFound)?;
        if let Content::NominationForm(form) = &mut content {
            form.portrait = material::portrait(app, viewer, id).await?;
        }
        return Ok(Paper { head: Head::of(book, wanted, whose), content });
    }
    let content = match paper {
        RETURNED => returned(book, &dossier).ok_or(Refusal::NotFound)?,
        EXAMINATION if viewer.role.examines() => examination(book, &dossier),
        _ => return Err(Refusal::NotFound),
    };
    Ok(Paper { head: Head { draft: false, ..Head::own(book, paper, whose) }, content })
}

fn nominee(running: &Running, dossier: &Dossier, language: Language) -> Whose {
    let kept = &dossier.nomination;
    let written = dossier.attestations.iter().chain(&dossier.unit_steps).map(|one| one.recorded_at);
    Whose {
        language,
        unit: dossier.unit.name.clone(),
        number: kept.number.clone(),
        date: newest(running, written.chain([kept.changed_at])),
        draft: is_draft(kept),
    }
}

/// What can still be changed was not handed in as it stands.
fn is_draft(kept: &Nomination) -> bool {
    State::from_id(&kept.state).is_none_or(State::editable)
}

fn newest(running: &Running, times: impl Iterator<Item = i64>) -> Date {
    running.day(Instant(times.max().unwrap_or_default()))
}

fn filled(book: &Rulebook, dossier: &Dossier, kind: PaperKind) -> Option<Content> {
    let channel = book.channel(&dossier.unit.channel)?;
    let of = answered(book, &dossier.nomination)?;
    let of = if dossier.personal_shown { of } else { of.without_personal() };
    let said = |item: &str| {
        let steps = if item.starts_with("joint.") { &dossier.unit_steps } else { &dossier.attestations };
        said_of(steps, item)
    };
    papers::of_nominee(book, channel, kind, of, &said)
}

fn answered(book: &Rulebook, kept: &Nomination) -> Option<Answered> {
    Answered::of(book, &kept.track, kept.answers.clone().joined(kept.personal.clone()))
}

fn said_of(written: &[Attestation], item: &str) -> String {
    written.iter().find(|one| one.item == item).map(|one| one.text.clone()).unwrap_or_default()
}

fn listed(kept: &Nomination) -> Listed {
    Listed { number: kept.number.clone(), name: kept.name.clone(), employer: kept.employer.clone() }
}

fn returned(book: &Rulebook, dossier: &Dossier) -> Option<Content> {
    let last = dossier.examinations.iter().filter(|word| word.verdict == "returned").max_by_key(|word| word.at)?;
    let failed = last.lines.iter().filter(|line| !line.passed);
    let reason = |line: &linxuan_store::examination::Line| Some((check(book, &line.check)?, line.reason.clone()));
    Some(Content::ReturnedReasons(ReturnedReasons {
        nominee: listed(&dossier.nomination),
        at: Instant(last.at),
        due: dossier.nomination.due_at.or(last.due_at).map(Instant),
        reasons: failed.filter_map(reason).collect(),
        note: last.note.clone(),
    }))
}

fn check(book: &Rulebook, id: &str) -> Option<Label> {
    book.examination.check.iter().find(|check| check.id.as_str() == id).map(|check| check.label.clone())
}

/// Every check with the newest word on it.
fn examination(book: &Rulebook, dossier: &Dossier) -> Content {
    let last = dossier.examinations.iter().filter(|word| !word.lines.is_empty()).max_by_key(|word| word.at);
    let line = |id: &str| last.and_then(|word| word.lines.iter().find(|line| line.check == id));
    let checked = |check: &linxuan_domain::rulebook::ExaminationCheck| {
        let line = line(check.id.as_str());
        Checked {
            label: check.label.clone(),
            passed: line.map(|line| line.passed),
            reason: line.map(|line| line.reason.clone()).unwrap_or_default(),
        }
    };
    Content::ExaminationSheet(ExaminationSheet {
        nominee: listed(&dossier.nomination),
        checks: book.examination.check.iter().map(checked).collect(),
        note: last.map(|word| word.note.clone()).unwrap_or_default(),
    })
}

/// A paper of the viewer's own unit, by its id in the rulebook.
///
/// # Errors
/// [`Refusal::NotFound`] where the unit's channel hands in no such paper.
pub async fn of_unit(app: &App, viewer: &Viewer, paper: &str, language: Language) -> Result<Paper, Refusal> {
    let running = app.campaign_by_id(campaign_of(viewer)?)?;
    ask(viewer, Act::HandIn, Object { campaign: Some(&running.id), ..Object::default() })?;
    let home = view::unit_home(app, viewer).await?;
    let book = &running.rulebook;
    let wanted = papers_of(book, &home.unit.channel, Per::Unit).find(|one| one.id.as_str() == paper);
    let wanted = wanted.ok_or(Refusal::NotFound)?;
    let list: Vec<&(Nomination, Judged)> = listed_of(&home).collect();
    let whose = Whose {
        language,
        unit: home.unit.name.clone(),
        number: format!("{}-{:03}", running.slug.to_uppercase(), home.unit.ordinal),
        date: unit_date(&running, &home, &list),
        draft: list.is_empty() || list.iter().any(|(kept, _)| is_draft(kept)),
    };
    let content = match wanted.kind {
        PaperKind::SummaryTable => Content::SummaryTable(summary(book, &home, &list)?),
        PaperKind::ActivityTable => {
            Content::ActivityTable(ActivityTable::of(&activity::of_unit(app, viewer).await?.table))
        }
        _ => Content::WorkReport(report(book, &home, &list)?),
    };
    Ok(Paper { head: Head::of(book, wanted, whose), content })
}

fn listed_of(home: &UnitHome) -> impl Iterator<Item = &(Nomination, Judged)> {
    home.standing.nominations.iter().filter(|(kept, _)| kept.state != State::Withdrawn.id())
}

fn unit_date(running: &Running, home: &UnitHome, list: &[&(Nomination, Judged)]) -> Date {
    let written = home.attestations.iter().map(|one| one.recorded_at);
    newest(running, list.iter().map(|(kept, _)| kept.changed_at).chain(written).chain([home.unit.created_at]))
}

fn track(kept: &Nomination) -> Result<Key, Refusal> {
    kept.track.parse().map_err(|_| Refusal::NotFound)
}

fn summary(book: &Rulebook, home: &UnitHome, list: &[&(Nomination, Judged)]) -> Result<SummaryTable, Refusal> {
    let row = |(kept, judged): &&(Nomination, Judged)| {
        let of = answered(book, kept).ok_or(Refusal::NotFound)?;
        let subject = nomination_subject(&kept.id);
        let waivers = home.waivers.iter().filter(|waiver| waiver.subject == subject).count();
        let facts = (track(kept)?, judged.facts().clone());
        Ok((kept.number.clone(), of, facts, u32::try_from(waivers).unwrap_or(u32::MAX)))
    };
    Ok(SummaryTable::of(book, list.iter().map(row).collect::<Result<_, Refusal>>()?))
}

fn report(book: &Rulebook, home: &UnitHome, list: &[&(Nomination, Judged)]) -> Result<WorkReport, Refusal> {
    let subject = unit_row(&home.unit.id);
    let written: Vec<Attestation> = home.attestations.iter().filter(|one| one.subject == subject).cloned().collect();
    let step = |(item, _): &(String, bool)| {
        let body = item.strip_prefix("joint.").and_then(|id| book.body.iter().find(|body| body.id.as_str() == id));
        let procedure = book.procedure.iter().find(|procedure| procedure.id.as_str() == item);
        let label = body.map(|body| body.name.clone()).or_else(|| Some(procedure?.label.clone()))?;
        Some(Recorded { label, joint: body.is_some(), text: said_of(&written, item) })
    };
    let facts = list.iter().map(|(kept, judged)| Ok((track(kept)?, judged.facts().clone())));
    let facts: Vec<_> = facts.collect::<Result<_, Refusal>>()?;
    let of_unit = home.waivers.iter().filter(|waiver| waiver.subject == subject);
    let rule = |id: &str| book.rule.iter().find(|rule| rule.id.as_str() == id).map(|rule| rule.label.clone());
    Ok(WorkReport {
        addressee: book.office.name.clone(),
        list: list.iter().map(|(kept, _)| listed(kept)).collect(),
        steps: home.steps.iter().filter_map(step).collect(),
        ratios: papers::ratios(book, &facts),
        waived: of_unit.map(|waiver| (rule(&waiver.rule), waiver.reason.clone())).collect(),
    })
}

/// The receipt of a package, for those who may see it.
///
/// # Errors
/// [`Refusal::NotFound`] for everybody else.
pub async fn of_receipt(app: &App, viewer: &Viewer, id: &SubmissionId, language: Language) -> Result<Paper, Refusal> {
    let submission = package::receipt(app, viewer, id).await?;
    let running = app.campaign_by_id(&submission.campaign_id)?;
    let (book, at) = (&running.rulebook, Instant(submission.submitted_at));
    let manifest: Option<Manifest> = serde_json::from_str(&submission.manifest).ok();
    let (mut list, mut channel) = (Vec::new(), None);
    for line in manifest.into_iter().flat_map(|manifest| manifest.lines) {
        let dossier = view::dossier(app, viewer, &line.nomination).await?;
        list.push(listed(&dossier.nomination));
        channel = Some(dossier.unit.channel);
    }
    let unit = view::unit_name(app, &submission.unit_id.as_str().into()).await?;
    // A package without nominees is followed by nothing.
    let follow = channel.iter().flat_map(|channel| papers::of_channel(book, channel));
    let originals = follow.filter_map(|paper| Some((paper.title.clone(), paper.originals?)));
    let content = Receipt { at, list, manifest: submission.manifest_hash, papers: originals.collect() };
    let whose = Whose { language, unit, number: submission.number, date: running.day(at), draft: false };
    Ok(Paper { head: Head::own(book, "receipt", whose), content: Content::Receipt(content) })
}
