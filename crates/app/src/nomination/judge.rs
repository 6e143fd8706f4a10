//! What the rules say of one nomination and of a unit's list, from rows.

use linxuan_domain::composition;
use linxuan_domain::eligibility::{self, Known};
use linxuan_domain::finding::{Finding, Matter, Verdict, waive};
use linxuan_domain::form::{Context, Facts, Filled, read};
use linxuan_domain::lifecycle::State;
use linxuan_domain::quota::{self, Allowance, Cap};
use linxuan_domain::rulebook::{Channel, Force, Per, Rulebook, Scope};
use linxuan_domain::value::{Date, Key};
use linxuan_store::nomination::{self as kept, Nomination};
use linxuan_store::seal::Keys;
use linxuan_store::unit::{self, Attestation, Unit, Waiver};
use linxuan_store::{Sql, honour};

use super::save::name_month_index;
use crate::door::{nomination_subject, unit_row};
use crate::{App, Refusal, Running};

/// A unit's rows that the rules look at.
pub(crate) struct Rows {
    pub unit: Unit,
    pub waivers: Vec<Waiver>,
    pub attestations: Vec<Attestation>,
}

/// Loads what a unit wrote beside its nominations.
pub(crate) fn rows(sql: &mut dyn Sql, unit_id: &str) -> Result<Rows, Refusal> {
    let unit = unit::find(sql, unit_id)?.ok_or(Refusal::NotFound)?;
    let waivers = unit::waivers(sql, &unit.campaign_id, Some(unit_id))?;
    let attestations = unit::attestations(sql, unit_id)?;
    Ok(Rows { unit, waivers, attestations })
}

/// A nomination with everything the rules say of it.
#[derive(Debug, Clone)]
pub struct Judged {
    pub filled: Filled,
    /// The form's findings first, then the rules', waived ones marked.
    pub findings: Vec<Finding>,
}

impl Judged {
    pub fn facts(&self) -> &Facts {
        &self.filled.facts
    }

    pub fn blocks(&self) -> bool {
        self.findings.iter().any(Finding::blocks)
    }
}

/// The word of all rules on one nomination.
pub(crate) fn judge(
    sql: &mut dyn Sql,
    app: &App,
    running: &Running,
    rows: &Rows,
    (nomination, today): (&Nomination, Date),
) -> Result<Judged, Refusal> {
    let book = &running.rulebook;
    let filled = filled(book, nomination, today)?;
    let (here, elsewhere) = kept::twins(sql, nomination)?;
    let registered = registered(sql, &app.keys, nomination)?;
    let subject = nomination_subject(&nomination.id);
    // A nominee's opinions stand on the nomination, the unit's own steps on the unit.
    let unit = unit_row(&rows.unit.id);
    let written = rows.attestations.iter().filter(|a| a.subject == subject || a.subject == unit);
    let recorded = written.map(|a| a.item.as_str()).collect();
    let known = Known { registered, elsewhere, here, recorded };
    let (track, channel): (Key, Key) = (key(&nomination.track)?, key(&rows.unit.channel)?);
    let mut findings = filled.findings.clone();
    findings.extend(eligibility::judge(book, &track, &filled.facts, &known));
    findings.extend(eligibility::opinions(book, &track, &channel, &known.recorded));
    findings.extend(crate::material::judge(sql, app, book, &channel, nomination)?);
    waive(&mut findings, |rule| subject_waivers(&rows.waivers, &subject).any(|waiver| waiver.rule == rule));
    Ok(Judged { filled, findings })
}

pub(crate) fn key(id: &str) -> Result<Key, Refusal> {
    id.parse().map_err(|_| Refusal::NotFound)
}

/// A nomination's answers as the rules read them.
pub(crate) fn filled(book: &Rulebook, nomination: &Nomination, today: Date) -> Result<Filled, Refusal> {
    let form = book.form_of(&nomination.track).ok_or(Refusal::NotFound)?;
    let sheet = nomination.answers.clone().joined(nomination.personal.clone());
    Ok(read(form, &sheet, &Context::of(book, today)))
}

/// The series under which the register names the nominee, by document, day or month of birth.
fn registered(sql: &mut dyn Sql, keys: &Keys, nomination: &Nomination) -> Result<Vec<String>, Refusal> {
    let month = name_month_index(keys, &nomination.name, &nomination.born);
    let births = [nomination.name_birth.as_deref(), month.as_deref()];
    Ok(honour::series_of(sql, &nomination.campaign_id, nomination.person.as_deref(), births)?)
}

/// The waivers written for one subject.
pub fn subject_waivers<'a>(waivers: &'a [Waiver], subject: &'a str) -> impl Iterator<Item = &'a Waiver> {
    waivers.iter().filter(move |waiver| waiver.subject == subject)
}

/// The unit's allowance from its channel, its own number and what was granted.
pub(crate) fn allowance(book: &Rulebook, unit: &Unit) -> Result<Allowance, Refusal> {
    let channel = book.channel(&unit.channel).ok_or_else(|| Refusal::Fault(format!("channel {}", unit.channel)))?;
    let own = unit.own_quota.and_then(|own| u32::try_from(own).ok());
    Ok(Allowance::of(channel, own, u32::try_from(unit.extra).unwrap_or(0)))
}

/// The word of the rules on a unit's list: quota, cap, ratios, recorded steps.
/// `list` holds the facts of each nomination that counts, by track.
pub(crate) fn judge_list(
    sql: &mut dyn Sql,
    book: &Rulebook,
    rows: &Rows,
    list: &[(Key, Facts)],
) -> Result<Vec<Finding>, Refusal> {
    let channel = book.channel(&rows.unit.channel).ok_or(Refusal::NotFound)?;
    let allowance = allowance(book, &rows.unit)?;
    let size = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut findings = Vec::new();
    match allowance.quota.counts {
        linxuan_domain::rulebook::QuotaCounts::AllTracks => {
            findings.extend(quota::judge(&channel.id, allowance, size(list.len())));
        }
        linxuan_domain::rulebook::QuotaCounts::EachTrack => {
            for track in book.tracks_of(channel.id.as_str()) {
                let used = list.iter().filter(|(of, _)| *of == track.id).count();
                findings.extend(quota::judge(&channel.id, allowance, size(used)));
            }
        }
    }
    findings.extend(capped(sql, channel, &rows.unit, size(list.len()))?);
    findings.extend(composition::judge(book, Scope::Unit, list));
    findings.extend(steps(book, channel, rows));
    let subject = unit_row(&rows.unit.id);
    waive(&mut findings, |rule| subject_waivers(&rows.waivers, &subject).any(|waiver| waiver.rule == rule));
    Ok(findings)
}

/// What the channel's cap says to a unit, beside what its other units have handed in.
fn capped(sql: &mut dyn Sql, channel: &Channel, unit: &Unit, own: u32) -> Result<Option<Finding>, Refusal> {
    if Cap::of(channel, 0).is_none() {
        return Ok(None);
    }
    let (others, extra) = unit::beside(sql, unit)?;
    let number = |n: i64| u32::try_from(n).unwrap_or(0);
    Ok(Cap::of(channel, number(extra)).and_then(|cap| cap.judge(&channel.id, number(others), own)))
}

/// The steps a unit must have recorded before it hands in.
pub(crate) fn wanted_steps(book: &Rulebook, channel: &Channel) -> Vec<(String, bool)> {
    let procedures = book.procedure.iter().map(|procedure| (procedure.id.to_string(), procedure.required));
    let joint = channel.joint.iter().map(|body| (format!("joint.{body}"), channel.joint_opinions_required));
    procedures.chain(joint).collect()
}

fn steps(book: &Rulebook, channel: &Channel, rows: &Rows) -> Vec<Finding> {
    let subject = unit_row(&rows.unit.id);
    let recorded = |item: &str| rows.attestations.iter().any(|a| a.subject == subject && a.item == item);
    let finding = |(item, required): (String, bool)| {
        let recorded = recorded(&item);
        let procedure = item.rsplit('.').next().unwrap_or(&item).parse::<Key>().ok()?;
        let matter = if item.starts_with("joint.") {
            Matter::Opinion { opinion: procedure, recorded }
        } else {
            Matter::Procedure { procedure, recorded }
        };
        let verdict = if recorded { Verdict::Holds } else { Verdict::Open };
        let force = if required { Force::Must } else { Force::Advice };
        Some(Finding { rule: format!("step.{item}"), force, verdict, matter })
    };
    wanted_steps(book, channel).into_iter().filter_map(finding).collect()
}

/// Whether an item can be recorded on a nomination, or on the unit itself.
pub(crate) fn attestable(book: &Rulebook, on_nomination: bool, item: &str) -> bool {
    if on_nomination {
        return book.opinion.iter().any(|opinion| opinion.id.as_str() == item && opinion.per == Per::Nominee);
    }
    book.channel.iter().any(|channel| wanted_steps(book, channel).iter().any(|(known, _)| known == item))
}

/// The facts of the nominations of a list that count, with one more set of states.
pub(crate) fn counted(judged: &[(Nomination, Judged)], also: &[State]) -> Vec<(Key, Facts)> {
    let counts = |nomination: &Nomination| {
        State::from_id(&nomination.state).is_some_and(|state| state.counts() || also.contains(&state))
    };
    let facts = judged.iter().filter(|(nomination, _)| counts(nomination));
    facts.filter_map(|(nomination, judged)| Some((nomination.track.parse().ok()?, judged.facts().clone()))).collect()
}
