//! Stops a play in the middle, so that everybody of the demonstration finds work.

use std::collections::BTreeSet;
use std::sync::Arc;

use linxuan_app::examination::{Word, examine};
use linxuan_app::{App, Refusal, extension};
use linxuan_domain::lifecycle::State;
use linxuan_domain::rulebook::{RuleKind, Rulebook};
use linxuan_domain::value::Instant;

use super::breaking::{self, with_person_of};
use super::cast::{Source, publish};
use super::examining::{incomplete, passed};
use super::fill;
use super::invented::Inventor;
use super::outside::StageClock;
use super::plan::{Planned, plan};
use super::scene::{Case, DAY, Scene, Tell, Times, brief};
use super::tally::Tally;
use super::together::all_done;

/// One campaign of the demonstration.
pub struct Shown<'a> {
    pub slug: &'a str,
    pub source: Source,
    /// Counts the campaigns of one database.
    pub series: u32,
    pub nominations: u32,
    /// When the visitor comes.
    pub now: Instant,
}

/// Units at the end that have not handed in yet: one in the middle of it, one ready.
const WAITING: usize = 2;
/// Units whose clerk has never signed in.
const ABSENT: usize = 3;

/// Publishes a campaign and plays it to the middle.
///
/// # Errors
/// When an act that must be done was refused.
pub async fn show(app: &App, clock: &Arc<StageClock>, shown: &Shown<'_>, tell: Tell) -> Result<(), Refusal> {
    let mut inventor = Inventor::new(u64::from(shown.series), shown.series);
    let mut tally = Tally::default();
    let running = publish(app, shown.slug, &shown.source, &mut tally).await?;
    let times = shown_times(&running.rulebook, shown.now);
    clock.set(times.begins);
    let planned = planned(&running.rulebook, shown.nominations, &mut inventor);
    let mut scene = Scene::open(app, clock, running, (inventor, tally), planned, tell).await?;
    scene.begin().await?;
    scene.leave_to_reason();
    scene.fill_in_all().await?;
    scene.nominee().await?;
    scene.record_opinions().await?;
    // Who has not signed in cannot have recorded anything.
    scene.record_procedures(|unit| !unit.planned.tracks.is_empty()).await?;
    scene.clock.set(times.closes.plus_seconds(-DAY));
    scene.hand_in_most().await?;
    scene.clock.set(times.examined);
    scene.examine_some(shown.now.plus_seconds(5 * DAY)).await?;
    scene.extend_some(shown.now).await?;
    scene.leave_work().await
}

/// A campaign that is over at the visitor's time is played at its own; one
/// that is open, or still to come, in the weeks before.
fn shown_times(book: &Rulebook, now: Instant) -> Times {
    let own = Times::of(book);
    if own.examined < now {
        return own;
    }
    let begins = own.begins.min(now.plus_seconds(-25 * DAY));
    Times { begins, closes: now.plus_seconds(-5 * DAY), examined: now.plus_seconds(-3 * DAY) }
}

/// The first unit hands in two at most: it keeps room for what its clerk finds to do. A few do nothing yet.
fn planned(book: &Rulebook, nominations: u32, inventor: &mut Inventor) -> Vec<Planned> {
    let mut units = plan(book, nominations, &mut inventor.dice);
    if let Some(first) = units.first_mut() {
        let room = first.tracks.len() - usize::from(first.over);
        first.tracks.truncate(room.saturating_sub(2).clamp(1, 2));
        first.over = false;
    }
    let absent = units.iter().rev().filter(|unit| !unit.tracks.is_empty()).take(ABSENT);
    let absent: Vec<Planned> = absent.map(|unit| Planned { tracks: Vec::new(), over: false, ..unit.clone() }).collect();
    units.extend(absent);
    units
}

impl Scene {
    fn worked(&self) -> Vec<usize> {
        let of_cases: BTreeSet<usize> = self.cases.iter().map(|case| case.unit).collect();
        of_cases.into_iter().collect()
    }

    /// The units that have not handed in: at the end, and never the first one.
    fn waiting(&self) -> Vec<usize> {
        self.worked().into_iter().skip(1).rev().take(WAITING).collect()
    }

    /// One nomination breaks what binds in principle, and is left so with a reason.
    fn leave_to_reason(&mut self) {
        let running = Arc::clone(&self.running);
        let Some(place) = self.cases.iter().position(|case| case.unit == 1) else { return };
        let Some(case) = self.cases.get(place).cloned() else { return };
        let Some(brief) = brief(&running.rulebook, &case.track, &[]) else { return };
        let broken = breaking::all(&mut self.inventor, brief, &case.right).into_iter().find(|broken| broken.waivable);
        if let (Some(broken), Some(case)) = (broken, self.cases.get_mut(place)) {
            case.right = broken.sheet;
            case.waived.push(broken.rule);
        }
    }

    async fn hand_in_most(&mut self) -> Result<(), Refusal> {
        let reason = self.inventor.say("invented-reason");
        for unit in self.units.iter().filter(|unit| unit.planned.over) {
            extension::grant(&self.app, &self.cast.office, &unit.id, 1, &reason).await?;
        }
        let waiting = self.waiting();
        let going: Vec<usize> = self.worked().into_iter().filter(|unit| !waiting.contains(unit)).collect();
        self.hand_in_mending(&going).await
    }

    /// Says a word on most of the queue; leaves some unread and some proposed.
    async fn examine_some(&mut self, due: Instant) -> Result<(), Refusal> {
        let mut queue = self.queue(State::HandedIn).await?;
        // The first unit's first nomination comes back to it, its second is accepted.
        queue.sort_by_key(|line| self.cases.iter().position(|case| case.id == line.id));
        let (reason, note) = (self.inventor.say("invented-return"), self.inventor.say("invented-refusal"));
        let book = &self.running.rulebook;
        let word = |place: usize| match place % 6 {
            0 => Some(Word::Return { lines: incomplete(book, &reason), note: reason.clone(), due: Some(due) }),
            1 | 2 => Some(Word::Accept { lines: passed(book) }),
            4 => Some(Word::ProposeRefusal { note: note.clone() }),
            _ => None,
        };
        let said = queue.iter().enumerate().filter_map(|(place, line)| Some((line, word(place)?)));
        let second = &self.cast.second_examiner;
        all_done(said.map(|(line, word)| examine(&self.app, second, &line.id, line.version, word))).await?;
        let proposed = queue.iter().enumerate().filter(|(place, _)| place % 12 == 4);
        let confirmed = proposed
            .map(|(_, line)| examine(&self.app, &self.cast.examiner, &line.id, line.version, Word::ConfirmRefusal));
        all_done(confirmed).await?;
        (self.tell)("play-examined", queue.len());
        Ok(())
    }

    /// More time for the units that are still at work; one more asks for it.
    async fn extend_some(&mut self, now: Instant) -> Result<(), Refusal> {
        use linxuan_domain::rulebook::DeadlineAct::HandIn;
        let Some(closes) = self.running.rulebook.closes(HandIn) else { return Ok(()) };
        let until = closes.max(now).plus_seconds(14 * DAY);
        let waiting = self.waiting();
        let mut working: Vec<String> = self.units.first().map(|unit| unit.id.clone()).into_iter().collect();
        working.extend(waiting.iter().filter_map(|unit| self.units.get(*unit)).map(|unit| unit.id.clone()));
        // Only who is late needs more time; where nobody is, one unit has it all the same.
        let late = if closes < now { working.len() } else { 1 };
        for unit in working.iter().rev().take(late) {
            self.extend(unit, until).await?;
        }
        let reason = self.inventor.say("invented-extension");
        if let Some(unit) = self.units.get(1) {
            extension::propose(&self.app, &self.cast.office, &unit.id, until, &reason).await?;
        }
        Ok(())
    }

    /// Drafts in every condition: with findings, ready, the same person twice, honoured before.
    async fn leave_work(&mut self) -> Result<(), Refusal> {
        let Some(first) = self.cases.first().cloned() else { return Ok(()) };
        let running = Arc::clone(&self.running);
        let brief = brief(&running.rulebook, &first.track, &[]).ok_or(Refusal::NotFound)?;
        let ready = fill::sheet(&mut self.inventor, brief);
        let (ready, _) = self.stray(first.unit, &first.track, ready).await?;
        self.give_opinions(&ready).await?;
        let mut begun = fill::sheet(&mut self.inventor, brief);
        let wrong = super::wrong::rounds(brief.form, &begun).into_iter().next();
        for field in wrong.iter().flat_map(|wrong| wrong.fields.iter().rev().take(4)) {
            let of = |sheet: &linxuan_domain::form::Sheet| sheet.0.get(field).cloned();
            if let Some(entry) = wrong.as_ref().and_then(|wrong| of(&wrong.sheet)) {
                begun.set(field, entry);
            }
        }
        self.stray(first.unit, &first.track, begun).await?;
        self.repeat_in_waiting(&first).await
    }

    async fn give_opinions(&mut self, case: &Case) -> Result<(), Refusal> {
        let kept = std::mem::replace(&mut self.cases, vec![case.clone()]);
        let done = self.record_opinions().await;
        self.cases = kept;
        done
    }

    /// In a unit that is still at work, one nominee who stands elsewhere, and one who was honoured before.
    async fn repeat_in_waiting(&mut self, first: &Case) -> Result<(), Refusal> {
        let running = Arc::clone(&self.running);
        let waiting = self.waiting();
        let mut drafts = (0..).zip(&self.cases).filter(|(_, case)| waiting.first() == Some(&case.unit));
        let (twin, honoured) = (drafts.next().map(|(place, _)| place), drafts.next().map(|(place, _)| place));
        if let Some((place, case)) = twin.and_then(|place| Some((place, self.cases.get(place)?.clone()))) {
            let elsewhere = self.cases.iter().find(|other| other.track == case.track && other.id != first.id);
            let brief = brief(&running.rulebook, &case.track, &[]).ok_or(Refusal::NotFound)?;
            if let Some(other) = elsewhere.filter(|other| other.unit != case.unit) {
                let sheet = with_person_of(brief, &case.right, &other.right);
                self.save(vec![(place, sheet)]).await?;
            }
        }
        let Some((place, case)) = honoured.and_then(|place| Some((place, self.cases.get(place)?.clone()))) else {
            return Ok(());
        };
        let series = running.rulebook.rule.iter().find_map(|rule| match &rule.kind {
            RuleKind::NotHonoured { series } => series.first().map(ToString::to_string),
            _ => None,
        });
        let brief = brief(&running.rulebook, &case.track, &[]).ok_or(Refusal::NotFound)?;
        if let Some(series) = series {
            self.register(brief.form, &case.right, series).await?;
            self.save(vec![(place, case.right)]).await?;
        }
        Ok(())
    }
}
