use std::collections::BTreeMap;
use std::sync::Arc;

use linxuan_app::examination::{Judgement, Word, examine};
use linxuan_app::{Refusal, nomination, view};
use linxuan_domain::access::Viewer;
use linxuan_domain::form::{Entry, Sheet};
use linxuan_domain::lifecycle::State;
use linxuan_domain::rulebook::{ExaminationCheck, FieldKind, Form, Meaning, Rulebook};
use linxuan_domain::value::Instant;
use linxuan_store::queue::{Filter, Queued};

use super::scene::{DAY, Scene, Times};
use super::together::all_done;

/// What becomes of a nomination at the first examination, by its place in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Accepted,
    Returned,
    /// Refused by two people.
    Refused,
    /// Its refusal is proposed, and a second person does not agree.
    Spared,
}

impl Fate {
    pub const fn of(place: usize) -> Self {
        match (place % 5, place % 7) {
            (0, _) => Self::Returned,
            (_, 3) => Self::Refused,
            (_, 5) => Self::Spared,
            _ => Self::Accepted,
        }
    }
}

/// The usual id of the check that asks whether the material says enough.
const COMPLETENESS: &str = "materials-complete";

/// Every check of the rulebook, passed.
pub fn passed(book: &Rulebook) -> Vec<Judgement> {
    let line =
        |check: &ExaminationCheck| Judgement { check: check.id.to_string(), passed: true, reason: String::new() };
    book.examination.check.iter().map(line).collect()
}

/// Every check passed, but for the one on completeness; where there is none,
/// one that a person judges.
pub fn incomplete(book: &Rulebook, reason: &str) -> Vec<Judgement> {
    let checks = &book.examination.check;
    let by_id = checks.iter().position(|check| check.id.as_str() == COMPLETENESS);
    let failed = by_id.or_else(|| checks.iter().position(|check| check.rule.is_none())).unwrap_or(0);
    let mut lines = passed(book);
    if let Some(line) = lines.get_mut(failed) {
        line.passed = false;
        reason.clone_into(&mut line.reason);
    }
    lines
}

impl Scene {
    fn examiner(&self, place: usize) -> &Viewer {
        if place.is_multiple_of(2) { &self.cast.examiner } else { &self.cast.second_examiner }
    }

    /// The whole queue in one state, page by page.
    pub async fn queue(&self, state: State) -> Result<Vec<Queued>, Refusal> {
        let mut filter = Filter { state: Some(state.id().to_owned()), most: 50, ..Filter::default() };
        let mut all: Vec<Queued> = Vec::new();
        loop {
            let page = view::examination_queue(&self.app, &self.cast.examiner, filter.clone()).await?;
            filter.after = page.lines.last().map(|last| last.place(filter.sort));
            all.extend(page.lines);
            if !page.more {
                return Ok(all);
            }
        }
    }

    /// Looks at everything handed in, and says the first word on each.
    pub async fn examine_first(&mut self) -> Result<Vec<(String, Fate)>, Refusal> {
        let queue = self.queue(State::HandedIn).await?;
        self.tally.must("queue-holds-what-was-handed-in", queue.len() == self.tally.submitted.len());
        all_done(queue.iter().map(|line| view::dossier(&self.app, &self.cast.examiner, &line.id))).await?;
        self.say_nothing_amiss(&queue).await?;
        let reason = self.inventor.say("invented-return");
        let note = self.inventor.say("invented-refusal");
        let book = &self.running.rulebook;
        let word = |fate: Fate| match fate {
            Fate::Accepted => Word::Accept { lines: passed(book) },
            Fate::Returned => Word::Return { lines: incomplete(book, &reason), note: reason.clone(), due: None },
            Fate::Refused | Fate::Spared => Word::ProposeRefusal { note: note.clone() },
        };
        let acts = queue.iter().enumerate().map(|(place, line)| {
            examine(&self.app, self.examiner(place), &line.id, line.version, word(Fate::of(place)))
        });
        all_done(acts).await?;
        let fates: Vec<(String, Fate)> =
            queue.into_iter().enumerate().map(|(place, line)| (line.id, Fate::of(place))).collect();
        self.tally.returned = count(&fates, Fate::Returned);
        (self.tell)("play-examined", fates.len());
        Ok(fates)
    }

    /// Words that are refused: without a reason, without every check.
    async fn say_nothing_amiss(&mut self, queue: &[Queued]) -> Result<(), Refusal> {
        let Some(line) = queue.first() else { return Ok(()) };
        let running = Arc::clone(&self.running);
        let examiner = self.cast.examiner.clone();
        let invalid = |why: &Refusal| matches!(why, Refusal::Invalid(_));
        let lines = passed(&running.rulebook);
        let none = Word::Return { lines, note: String::new(), due: None };
        let returned = examine(&self.app, &examiner, &line.id, line.version, none).await;
        self.tally.refused("return-without-reason-refused", &returned, invalid);
        let failing = Word::Accept { lines: incomplete(&running.rulebook, "") };
        let accepted = examine(&self.app, &examiner, &line.id, line.version, failing).await;
        self.tally.refused("acceptance-against-a-check-refused", &accepted, invalid);
        let by_unit = examine(&self.app, self.clerk(0)?, &line.id, line.version, Word::ConfirmRefusal).await;
        self.tally.must("unit-does-not-examine", by_unit.is_err());
        Ok(())
    }

    /// The second person's word on every proposed refusal.
    pub async fn settle_refusals(&mut self, fates: &[(String, Fate)]) -> Result<(), Refusal> {
        let note = self.inventor.say("invented-refusal-rejected");
        let proposed = self.queue(State::RefusalProposed).await?;
        let versions: BTreeMap<&str, i64> = proposed.iter().map(|line| (line.id.as_str(), line.version)).collect();
        for (place, (id, fate)) in fates.iter().enumerate() {
            let version = versions.get(id.as_str()).copied().unwrap_or_default();
            let word = match fate {
                Fate::Refused => Word::ConfirmRefusal,
                Fate::Spared => Word::RejectRefusal { note: note.clone() },
                Fate::Accepted | Fate::Returned => continue,
            };
            let alone = examine(&self.app, self.examiner(place), id, version, word.clone()).await;
            self.tally.refused("refusal-by-one-person-refused", &alone, |why| *why == Refusal::SamePerson);
            examine(&self.app, self.examiner(place + 1), id, version, word).await?;
        }
        self.tally.refused = count(fates, Fate::Refused);
        Ok(())
    }

    /// A returned nomination that its unit will leave lying: the only one
    /// returned to that unit, and not the only one returned.
    pub fn left_lying(&self, fates: &[(String, Fate)]) -> Option<(usize, String)> {
        let returned = |id: &str| fates.iter().any(|(of, fate)| of == id && *fate == Fate::Returned);
        let cases = || self.cases.iter().filter(|case| returned(&case.id));
        let alone = |unit: usize| cases().filter(|case| case.unit == unit).count() == 1;
        let last = cases().rfind(|case| alone(case.unit)).filter(|_| cases().count() > 1);
        last.map(|case| (case.unit, case.id.clone()))
    }

    /// What did not come back: late for the unit, given more time once, then
    /// closed by two people, of which the unit hears when both have spoken.
    pub async fn close_overdue(&mut self, (unit, id): &(usize, String)) -> Result<(), Refusal> {
        let note = self.inventor.say("invented-refusal");
        let invalid = |why: &Refusal| matches!(why, Refusal::Invalid(_));
        let close = || Word::ProposeRefusal { note: note.clone() };
        let (first, second, office) =
            (self.cast.examiner.clone(), self.cast.second_examiner.clone(), self.cast.office.clone());
        let found = view::dossier(&self.app, &first, id).await?.nomination;
        let version = found.version;
        let due = Instant(found.due_at.unwrap_or_default());
        self.clock.set(due.plus_seconds(-1));
        let early = examine(&self.app, &first, id, version, close()).await;
        self.tally.refused("closing-before-due-refused", &early, invalid);
        self.clock.set(due);
        for late in self.hand_in(&[*unit], true).await? {
            self.tally.refused("overdue-hand-in-refused", &late, |why| matches!(why, Refusal::Late { .. }));
        }
        let more = || Word::Extend { note: note.clone(), due: Some(due.plus_seconds(DAY)) };
        examine(&self.app, &office, id, version, more()).await?;
        let again = examine(&self.app, &office, id, version, more()).await;
        self.tally.refused("second-extension-refused", &again, invalid);
        self.clock.set(due.plus_seconds(DAY));
        examine(&self.app, &first, id, version, close()).await?;
        let seen = view::dossier(&self.app, self.clerk(*unit)?, id).await?.nomination.state;
        self.tally.must("proposal-unseen-by-the-unit", seen == State::Returned.id());
        let alone = examine(&self.app, &first, id, version, Word::ConfirmRefusal).await;
        self.tally.refused("refusal-by-one-person-refused", &alone, |why| *why == Refusal::SamePerson);
        examine(&self.app, &second, id, version, Word::ConfirmRefusal).await?;
        self.tally.refused += 1;
        Ok(())
    }

    /// Units supply what was asked for and hand in again.
    pub async fn resubmit(&mut self, fates: &[(String, Fate)], lying: Option<&str>) -> Result<(), Refusal> {
        let running = Arc::clone(&self.running);
        let supplied = self.inventor.say("invented-supplied");
        let returned: Vec<&String> =
            fates.iter().filter(|(id, fate)| *fate == Fate::Returned && lying != Some(id)).map(|(id, _)| id).collect();
        let mut changed = Vec::new();
        for (place, case) in (0..).zip(&self.cases) {
            if let Some(form) = running.rulebook.form_of(&case.track).filter(|_| returned.contains(&&case.id)) {
                changed.push((place, supplemented(form, &case.right, &supplied), case.unit));
            }
        }
        let mut units: Vec<usize> = changed.iter().map(|(_, _, unit)| *unit).collect();
        units.dedup();
        self.save(changed.into_iter().map(|(place, sheet, _)| (place, sheet)).collect()).await?;
        let left = self.leave_draft(units.first().copied()).await?;
        self.hand_in_mending(&units).await?;
        if let Some((unit, id)) = left {
            nomination::withdraw(&self.app, self.clerk(unit)?, &id).await?;
        }
        for id in returned.iter().take(1) {
            let shown = view::dossier(&self.app, &self.cast.examiner, id).await?;
            self.tally.must("resubmission-shows-what-was", shown.before.is_some());
        }
        Ok(())
    }

    /// A draft left over after the deadline: it must not hold up what was returned.
    async fn leave_draft(&self, unit: Option<usize>) -> Result<Option<(usize, String)>, Refusal> {
        let case = unit.and_then(|unit| self.of_unit(unit).next());
        let Some(case) = case else { return Ok(None) };
        let id = nomination::create(&self.app, self.clerk(case.unit)?, &case.track).await?;
        Ok(Some((case.unit, id.to_string())))
    }

    /// What was accepted is closed to the unit.
    pub async fn change_accepted(&mut self, fates: &[(String, Fate)]) -> Result<(), Refusal> {
        let accepted = fates.iter().find(|(_, fate)| *fate == Fate::Accepted);
        let case = accepted.and_then(|(id, _)| self.cases.iter().find(|case| case.id == *id)).cloned();
        let Some(case) = case else { return Ok(()) };
        let fields = super::scene::fields(&self.running.rulebook, &case.track);
        let saved =
            nomination::save(&self.app, self.clerk(case.unit)?, &case.id, case.version, fields, case.right.clone())
                .await;
        self.tally.refused("saving-what-was-accepted-refused", &saved, |why| matches!(why, Refusal::WrongState(_)));
        Ok(())
    }

    /// Accepts all that is still in the queue.
    pub async fn accept_rest(&mut self) -> Result<(), Refusal> {
        let queue = self.queue(State::HandedIn).await?;
        let book = &self.running.rulebook;
        let acts = queue.iter().enumerate().map(|(place, line)| {
            examine(&self.app, self.examiner(place), &line.id, line.version, Word::Accept { lines: passed(book) })
        });
        all_done(acts).await?;
        Ok(())
    }

    /// The whole formal examination.
    pub async fn examine_all(&mut self, times: &Times) -> Result<(), Refusal> {
        self.clock.set(times.examined);
        let fates = self.examine_first().await?;
        let half = i64::from(self.running.rulebook.examination.return_days) * DAY / 2;
        self.clock.set(times.examined.plus_seconds(half.max(60)));
        let lying = self.left_lying(&fates);
        self.resubmit(&fates, lying.as_ref().map(|(_, id)| id.as_str())).await?;
        self.change_accepted(&fates).await?;
        self.clock.set(times.examined.plus_seconds(half.max(60) + DAY));
        self.settle_refusals(&fates).await?;
        self.accept_rest().await?;
        if let Some(lying) = lying {
            self.close_overdue(&lying).await?;
        }
        let (accepted, refused) = (self.queue(State::Accepted).await?.len(), self.queue(State::Refused).await?.len());
        self.tally.accepted = u32::try_from(accepted).unwrap_or(u32::MAX);
        self.tally.must("refused-are-those-refused", refused == self.tally.refused as usize);
        self.tally.must("everything-is-settled", accepted + refused == self.tally.submitted.len());
        self.watch().await
    }

    /// The office's board and the supervisor's record.
    async fn watch(&mut self) -> Result<(), Refusal> {
        let board = view::board(&self.app, &self.cast.office).await?;
        let accepted: i64 = board.units.iter().map(|unit| unit.accepted).sum();
        self.tally
            .must("board-agrees", accepted == i64::from(self.tally.accepted) && board.units.len() == self.units.len());
        self.tally.must("returns-have-reasons", board.reasons.is_empty() == (self.tally.returned == 0));
        let (lines, _) = view::record_lines(&self.app, &self.cast.supervisor, None, 50).await?;
        self.tally.must("record-is-there", !lines.is_empty());
        Ok(())
    }
}

fn count(fates: &[(String, Fate)], wanted: Fate) -> u32 {
    u32::try_from(fates.iter().filter(|(_, fate)| *fate == wanted).count()).unwrap_or(u32::MAX)
}

/// The answers with one more sentence where the deeds are told.
pub fn supplemented(form: &Form, right: &Sheet, more: &str) -> Sheet {
    let longest = |field: &&linxuan_domain::rulebook::Field| matches!(field.kind, FieldKind::LongText { .. });
    let field = form.meaning(Meaning::Deeds).or_else(|| form.field.iter().find(longest));
    let mut sheet = right.clone();
    if let Some((field, FieldKind::LongText { max, .. })) = field.map(|field| (field, &field.kind)) {
        let id = field.id.as_str();
        let keep = (*max as usize).saturating_sub(more.chars().count());
        let text: String = right.text(id).chars().take(keep).chain(more.chars()).take(*max as usize).collect();
        sheet.set(id, Entry::Text(text));
    }
    sheet
}
