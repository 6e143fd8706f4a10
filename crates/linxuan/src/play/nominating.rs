use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use linxuan_app::{Refusal, nomination, session};
use linxuan_domain::composition::within;
use linxuan_domain::form::Sheet;
use linxuan_domain::rulebook::{Attribute, DeadlineAct, Rulebook};

use super::breaking::{self, Broken};
use super::fill;
use super::outside::Dice;
use super::scene::{Case, Scene, brief};
use super::together::all_done;
use super::wrong;

/// What a ratio over a unit's list wants of each of its nominations.
type Wishes = Vec<(Attribute, bool)>;

impl Scene {
    /// Begins every planned nomination and makes up its right answers.
    pub async fn begin(&mut self) -> Result<(), Refusal> {
        let planned: Vec<(usize, String)> = (0..).zip(&self.units).flat_map(of_plan).collect();
        let acts = planned.iter().map(|(unit, track)| Ok(nomination::create(&self.app, self.clerk(*unit)?, track)));
        let acts: Vec<_> = acts.collect::<Result<_, Refusal>>()?;
        let ids = all_done(acts).await?;
        let running = Arc::clone(&self.running);
        let mut wishes: BTreeMap<usize, VecDeque<Wishes>> = BTreeMap::new();
        for ((unit, track), id) in planned.into_iter().zip(ids) {
            let size = self.units.get(unit).map_or(0, |unit| unit.planned.tracks.len());
            let of_unit =
                wishes.entry(unit).or_insert_with(|| wished(&running.rulebook, size, &mut self.inventor.dice));
            let wanted = of_unit.pop_front().unwrap_or_default();
            let brief = brief(&running.rulebook, &track, &wanted).ok_or(Refusal::NotFound)?;
            let right = fill::sheet(&mut self.inventor, brief);
            self.cases.push(Case { id: id.to_string(), unit, track, version: 1, right, waived: Vec::new() });
        }
        (self.tell)("play-begun", self.cases.len());
        Ok(())
    }

    /// Types everything wrong that can be typed, once for each track.
    pub async fn mistype(&mut self) -> Result<(), Refusal> {
        let running = Arc::clone(&self.running);
        for track in &running.rulebook.track {
            let Some(place) = self.cases.iter().position(|case| case.track == track.id.as_str()) else { continue };
            let Some(form) = running.rulebook.form_of(track.id.as_str()) else { continue };
            let right = self.cases.get(place).map(|case| case.right.clone()).unwrap_or_default();
            for round in wrong::rounds(form, &right) {
                let saved = self.save(vec![(place, round.sheet)]).await?;
                for saved in &saved {
                    self.found_wrong(place, &round.fields, &saved.judged.filled.findings);
                }
            }
        }
        Ok(())
    }

    fn found_wrong(&mut self, place: usize, fields: &[String], findings: &[linxuan_domain::finding::Finding]) {
        use linxuan_domain::finding::Matter;
        let subject = self.cases.get(place).map_or_else(String::new, |case| case.id.clone());
        self.tally.see(&subject, findings);
        for field in fields {
            let here = |matter: &Matter| matches!(matter, Matter::Field { field: at, .. } if at.split('.').next() == Some(field));
            self.tally
                .must(&format!("wrong-answer-found-{field}"), findings.iter().any(|finding| here(&finding.matter)));
        }
    }

    /// Breaks each rule that answers can break, in one nomination of each track,
    /// then fills every form in right.
    pub async fn break_rules(&mut self) -> Result<(), Refusal> {
        let mut left = self.breaks();
        (self.tell)("play-breaking", left.len());
        while !left.is_empty() {
            let mut now: Vec<(usize, Broken)> = Vec::new();
            let mut later = VecDeque::new();
            for (place, broken) in left {
                let taken = now.iter().any(|(other, _)| *other == place);
                if taken { later.push_back((place, broken)) } else { now.push((place, broken)) }
            }
            left = later;
            let saved = self.save(now.iter().map(|(place, broken)| (*place, broken.sheet.clone())).collect()).await?;
            for ((place, broken), saved) in now.into_iter().zip(saved) {
                self.broken(place, broken, &saved.judged.findings);
            }
        }
        self.break_elsewhere().await?;
        self.fill_in_all().await
    }

    /// Breaks the rules of tracks that no planned nomination stands in.
    async fn break_elsewhere(&mut self) -> Result<(), Refusal> {
        let running = Arc::clone(&self.running);
        for track in &running.rulebook.track {
            let id = track.id.as_str();
            let Some(brief) =
                brief(&running.rulebook, id, &[]).filter(|_| self.cases.iter().all(|case| case.track != id))
            else {
                continue;
            };
            let sheet = fill::sheet(&mut self.inventor, brief);
            for broken in breaking::all(&mut self.inventor, brief, &sheet) {
                let (stray, saved) = self.stray(0, id, broken.sheet).await?;
                self.tally.broke(&broken.rule, &stray.id, &saved.judged.findings);
                self.take_back(&stray).await?;
            }
        }
        Ok(())
    }

    fn broken(&mut self, place: usize, broken: Broken, findings: &[linxuan_domain::finding::Finding]) {
        let Some(case) = self.cases.get_mut(place) else { return };
        self.tally.broke(&broken.rule, &case.id, findings);
        if broken.waivable {
            case.right = broken.sheet;
            case.waived.push(broken.rule);
        }
    }

    fn breaks(&mut self) -> VecDeque<(usize, Broken)> {
        let running = Arc::clone(&self.running);
        let mut breaks = VecDeque::new();
        for track in &running.rulebook.track {
            let id = track.id.as_str();
            let places: Vec<usize> =
                (0..).zip(&self.cases).filter(|(_, case)| case.track == id).map(|(at, _)| at).collect();
            let Some(brief) = brief(&running.rulebook, id, &[]) else { continue };
            let mut turns = places.iter().cycle();
            let number = brief.rules().count();
            for turn in 0..number.min(places.len().max(1)) {
                let Some(place) = turns.next() else { break };
                let right = self.cases.get(*place).map(|case| case.right.clone()).unwrap_or_default();
                let all = breaking::all(&mut self.inventor, brief, &right);
                let mine = all.into_iter().enumerate().filter(|(at, _)| at % number.min(places.len()) == turn);
                breaks.extend(mine.map(|(_, broken)| (*place, broken)));
            }
        }
        breaks
    }

    /// Saves every form as it shall be handed in.
    pub async fn fill_in_all(&mut self) -> Result<(), Refusal> {
        let all = (0..).zip(&self.cases).map(|(place, case)| (place, case.right.clone())).collect();
        let saved = self.save(all).await?;
        let sound = saved.iter().all(|saved| saved.judged.filled.findings.is_empty());
        self.tally.must("right-answers-pass", sound);
        (self.tell)("play-filled", self.cases.len());
        Ok(())
    }

    /// The nominee of the first nomination opens an account by code, where the campaign has such accounts.
    pub async fn nominee(&mut self) -> Result<(), Refusal> {
        let Some(case) = self.cases.first().cloned() else { return Ok(()) };
        let clerk = self.clerk(case.unit)?.clone();
        let code = nomination::issue_code(&self.app, &clerk, &case.id).await;
        if !self.running.rulebook.accounts.nominee {
            self.tally.refused("code-without-nominee-accounts-refused", &code, |why| *why == Refusal::NotFound);
            return Ok(());
        }
        let (login, password) = (format!("nominee.{}", self.running.slug), self.app.letter_password());
        let opened = session::register_nominee(&self.app, &code?, &login, password, &login).await?;
        let nominee = opened.signed_in.viewer;
        let fields = super::scene::fields(&self.running.rulebook, &case.track);
        let saved =
            nomination::save(&self.app, &nominee, &case.id, case.version, fields.clone(), case.right.clone()).await?;
        let stale = nomination::save(&self.app, &clerk, &case.id, case.version, fields, Sheet::default()).await;
        self.tally.refused("stale-save-refused", &stale, |why| matches!(why, Refusal::Stale(_)));
        if let Some(case) = self.cases.first_mut() {
            case.version = saved.version;
        }
        self.nominee = Some(nominee);
        Ok(())
    }

    /// After the nominees' own deadline, where they have one, only the unit changes a draft.
    pub async fn complete_late(&mut self) -> Result<(), Refusal> {
        let closes = self.running.rulebook.closes(DeadlineAct::Complete);
        let late = closes.is_some_and(|closes| closes < self.app.now());
        let (Some(nominee), Some(case)) = (self.nominee.clone().filter(|_| late), self.cases.first().cloned()) else {
            return Ok(());
        };
        let fields = super::scene::fields(&self.running.rulebook, &case.track);
        let saved = nomination::save(&self.app, &nominee, &case.id, case.version, fields, Sheet::default()).await;
        self.tally.refused("nominee-saving-late-refused", &saved, |why| matches!(why, Refusal::Late { .. }));
        Ok(())
    }
}

fn of_plan((place, unit): (usize, &super::cast::Unit)) -> Vec<(usize, String)> {
    unit.planned.tracks.iter().map(|track| (place, track.clone())).collect()
}

/// For each nomination of a list what it must have, so that the list keeps every ratio.
fn wished(book: &Rulebook, size: usize, dice: &mut Dice) -> VecDeque<Wishes> {
    let mut wishes: VecDeque<Wishes> = (0..size).map(|_| Vec::new()).collect();
    let whole = u32::try_from(size).unwrap_or(0);
    for (_, _, share) in breaking::ratios(book) {
        let fits =
            |part: &u32| whole < share.smallest || within(*part, whole, share.at_least, share.at_most, share.rounding);
        let parts: Vec<u32> = (0..=whole).filter(fits).collect();
        let part = dice.pick(&parts).copied().unwrap_or(0);
        for (place, wish) in (0..).zip(&mut wishes) {
            wish.push((share.of.clone(), place < part));
        }
    }
    wishes
}
