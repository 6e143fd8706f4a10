use std::collections::BTreeSet;
use std::sync::Arc;

use linxuan_app::package::{self, Handing};
use linxuan_app::{Refusal, extension, nomination, view};
use linxuan_domain::composition::within;
use linxuan_domain::eligibility::opinions;
use linxuan_domain::finding::Finding;
use linxuan_domain::form::Sheet;
use linxuan_domain::quota::Cap;
use linxuan_domain::rulebook::{Force, OpinionGiver, Per, QuotaCounts, RuleKind};
use linxuan_domain::value::{Instant, Key};
use linxuan_store::submission::Submission;

use super::breaking::{ratios, with_attribute};
use super::cast::Unit;
use super::fill;
use super::scene::{DAY, Scene, brief};
use super::together::{all_done, together};

impl Scene {
    fn filled_units(&self) -> Vec<usize> {
        (0..self.units.len()).filter(|unit| self.of_unit(*unit).next().is_some()).collect()
    }

    /// Hands in for several units at once; what each was answered.
    pub async fn hand_in(
        &mut self,
        units: &[usize],
        secrecy: bool,
    ) -> Result<Vec<Result<Submission, Refusal>>, Refusal> {
        let keys: Vec<String> = units.iter().map(|_| self.key()).collect();
        let mut acts = Vec::new();
        for (unit, key) in units.iter().zip(keys) {
            acts.push(package::hand_in(&self.app, self.clerk(*unit)?, Handing { key, secrecy }));
        }
        Ok(together(acts).await)
    }

    /// Every unit tries before anything is recorded or declared: all that is missing is found.
    pub async fn try_too_early(&mut self) -> Result<(), Refusal> {
        let units = self.filled_units();
        let outcomes = self.hand_in(&units, false).await?;
        for (unit, outcome) in units.into_iter().zip(outcomes) {
            let id = self.units.get(unit).map_or_else(String::new, |unit| unit.id.clone());
            let findings = self.tally.held_up(&id, "early-hand-in", outcome)?;
            self.tally.found_broken("secrecy", &findings);
            for rule in &Arc::clone(&self.running).rulebook.rule {
                let concerned = rule.tracks.is_empty()
                    || self.of_unit(unit).any(|case| rule.tracks.iter().any(|t| t.as_str() == case.track));
                if concerned && matches!(rule.kind, RuleKind::OpinionPresent { .. }) {
                    self.tally.found_broken(rule.id.as_str(), &findings);
                }
            }
            for opinion in self.required_opinions(unit) {
                self.tally.found_broken(&opinion, &findings);
            }
            let clerk = self.clerk(unit)?.clone();
            let home = view::unit_home(&self.app, &clerk).await?;
            self.tally.see(&id, &home.standing.list);
            let wanted = home.steps.iter().filter(|(_, required)| *required).count();
            let found = findings.iter().filter(|finding| finding.rule.starts_with("step.")).count();
            self.tally.must("missing-steps-found", wanted == found);
        }
        Ok(())
    }

    /// What is found while none of the opinions that the unit's channel requires is there.
    fn required_opinions(&self, unit: usize) -> BTreeSet<String> {
        let channel = self.units.get(unit).and_then(|unit| unit.planned.channel.parse().ok());
        let tracks = self.of_unit(unit).filter_map(|case| case.track.parse().ok());
        let of =
            |track: Key| channel.iter().flat_map(move |channel| opinions(&self.running.rulebook, &track, channel, &[]));
        tracks.flat_map(of).map(|finding| finding.rule).collect()
    }

    /// Opinions on every nomination, steps of every unit, reasons for what binds in principle.
    pub async fn record_steps(&mut self) -> Result<(), Refusal> {
        self.record_opinions().await?;
        self.record_procedures(|_| true).await
    }

    /// Opinions on every nomination, and reasons for what binds in principle.
    pub async fn record_opinions(&mut self) -> Result<(), Refusal> {
        let running = Arc::clone(&self.running);
        let (opinion, reason) = (self.inventor.say("invented-opinion"), self.inventor.say("invented-reason"));
        let mut opinions = Vec::new();
        let mut waivers = Vec::new();
        for case in &self.cases {
            let clerk = self.clerk(case.unit)?;
            let channel = self.units.get(case.unit).map_or("", |unit| unit.planned.channel.as_str());
            let here = |o: &&linxuan_domain::rulebook::Opinion| {
                let asked = o.channels.is_empty() || o.channels.iter().any(|known| known.as_str() == channel);
                o.per == Per::Nominee && o.given_by != OpinionGiver::Office && asked
            };
            for one in running.rulebook.opinion.iter().filter(here) {
                opinions.push(nomination::attest(&self.app, clerk, Some(&case.id), one.id.as_str(), &opinion));
            }
            for rule in &case.waived {
                waivers.push(nomination::waive(&self.app, clerk, Some(&case.id), rule, &reason));
            }
        }
        all_done(opinions).await?;
        all_done(waivers).await?;
        Ok(())
    }

    /// The steps of the units that took them.
    pub async fn record_procedures(&mut self, took: impl Fn(&Unit) -> bool) -> Result<(), Refusal> {
        let running = Arc::clone(&self.running);
        let step = self.inventor.say("invented-step");
        let mut steps = Vec::new();
        for unit in self.units.iter().filter(|unit| took(unit)) {
            let channel = running.rulebook.channel(&unit.planned.channel);
            let joint = channel.iter().flat_map(|channel| &channel.joint).map(|body| format!("joint.{body}"));
            let procedures = running.rulebook.procedure.iter().map(|procedure| procedure.id.to_string());
            for item in procedures.chain(joint) {
                let (app, step, clerk) = (&self.app, &step, &unit.clerk);
                steps.push(async move { nomination::attest(app, clerk, None, &item, step).await });
            }
        }
        all_done(steps).await?;
        Ok(())
    }

    /// The first unit of each channel nominates more than its quota: refused,
    /// until the extra ones are taken back or granted.
    pub async fn exceed_quotas(&mut self) -> Result<(), Refusal> {
        let mut seen = BTreeSet::new();
        for unit in 0..self.units.len() {
            let Some(planned) = self.units.get(unit).map(|unit| unit.planned.clone()) else { continue };
            let running = Arc::clone(&self.running);
            let Some(channel) = running.rulebook.channel(&planned.channel) else { continue };
            let Some(limit) = channel.quota.limit().filter(|_| seen.insert(planned.channel.clone())) else { continue };
            let Some(track) = planned.tracks.first() else { continue };
            let counted =
                planned.tracks.iter().filter(|of| channel.quota.counts == QuotaCounts::AllTracks || *of == track);
            let missing = (limit as usize + 1).saturating_sub(counted.count());
            let clerk = self.clerk(unit)?.clone();
            let strays = all_done((0..missing).map(|_| nomination::create(&self.app, &clerk, track))).await?;
            let id = clerk.unit.as_ref().map(ToString::to_string).unwrap_or_default();
            for outcome in self.hand_in(&[unit], true).await? {
                let findings = self.tally.held_up(&id, "quota", outcome)?;
                self.tally.found_broken("quota", &findings);
            }
            all_done(strays.iter().map(|id| nomination::withdraw(&self.app, &clerk, id.as_str()))).await?;
            if planned.over {
                let reason = self.inventor.say("invented-reason");
                extension::grant(&self.app, &self.cast.office, &id, 1, &reason).await?;
            }
        }
        Ok(())
    }

    /// The first unit of each channel under a cap nominates more than the whole
    /// channel may: refused with the channel's figure.
    pub async fn exceed_caps(&mut self) -> Result<(), Refusal> {
        let running = Arc::clone(&self.running);
        for channel in &running.rulebook.channel {
            let here = |unit: &Unit| unit.planned.channel == channel.id.as_str() && !unit.planned.tracks.is_empty();
            let granted = self.units.iter().filter(|unit| here(unit) && unit.planned.over).count();
            // Granted places are the channel's, too.
            let limit = Cap::of(channel, u32::try_from(granted).unwrap_or(0)).and_then(Cap::limit);
            let (Some(limit), Some(unit)) = (limit, self.units.iter().position(here)) else { continue };
            let Some(track) = self.of_unit(unit).next().map(|case| case.track.clone()) else { continue };
            let missing = (limit as usize + 1).saturating_sub(self.of_unit(unit).count());
            let clerk = self.clerk(unit)?.clone();
            let id = clerk.unit.as_ref().map(ToString::to_string).unwrap_or_default();
            let strays = all_done((0..missing).map(|_| nomination::create(&self.app, &clerk, &track))).await?;
            for outcome in self.hand_in(&[unit], true).await? {
                let findings = self.tally.held_up(&id, "cap", outcome)?;
                self.tally.found_broken("cap", &findings);
            }
            all_done(strays.iter().map(|id| nomination::withdraw(&self.app, &clerk, id.as_str()))).await?;
        }
        Ok(())
    }

    /// Breaks every ratio over a list in one unit whose list is long enough.
    pub async fn unbalance(&mut self) -> Result<(), Refusal> {
        let running = Arc::clone(&self.running);
        for (rule, force, share) in ratios(&running.rulebook) {
            let breaks = |whole: u32, part: u32| {
                whole >= share.smallest && !within(part, whole, share.at_least, share.at_most, share.rounding)
            };
            let size = |unit: usize| u32::try_from(self.of_unit(unit).count()).unwrap_or(0);
            let having = share.at_least.is_none();
            let all = |whole: u32| if having { whole } else { 0 };
            let largest = self.filled_units().into_iter().max_by_key(|unit| (size(*unit), usize::MAX - unit));
            let Some(unit) = largest else { continue };
            let whole = (size(unit)..size(unit) + 20).find(|whole| breaks(*whole, all(*whole)));
            let Some(whole) = whole else { continue };
            let strays = self.strays(unit, (whole - size(unit)) as usize).await?;
            let changed = self.with_attribute(unit, &share.of, having, strays.iter().map(|stray| &stray.right));
            let findings = self.unbalanced(unit, &strays, changed).await?;
            self.tally.found_broken(rule.as_str(), &findings);
            for stray in &strays {
                self.take_back(stray).await?;
            }
            let mend = force != Force::InPrinciple || !strays.is_empty();
            self.settle(unit, rule.as_str(), mend, &share.of, having).await?;
        }
        Ok(())
    }

    async fn strays(&mut self, unit: usize, number: usize) -> Result<Vec<super::scene::Case>, Refusal> {
        let running = Arc::clone(&self.running);
        let track = self.of_unit(unit).next().map(|case| case.track.clone()).unwrap_or_default();
        let mut strays = Vec::new();
        for _ in 0..number {
            let brief = brief(&running.rulebook, &track, &[]).ok_or(Refusal::NotFound)?;
            let sheet = fill::sheet(&mut self.inventor, brief);
            strays.push(self.stray(unit, &track, sheet).await?.0);
        }
        Ok(strays)
    }

    /// The unit's forms, then the others, with everybody having or not having an attribute.
    fn with_attribute<'a>(
        &self,
        unit: usize,
        of: &linxuan_domain::rulebook::Attribute,
        having: bool,
        others: impl Iterator<Item = &'a Sheet>,
    ) -> Vec<Sheet> {
        let changed = |track: &str, right: &Sheet| {
            let brief = brief(&self.running.rulebook, track, &[])?;
            with_attribute(brief, right, of, having)
        };
        let track = self.of_unit(unit).next().map_or("", |case| case.track.as_str());
        let own =
            self.of_unit(unit).map(|case| changed(&case.track, &case.right).unwrap_or_else(|| case.right.clone()));
        own.chain(others.map(|right| changed(track, right).unwrap_or_else(|| right.clone()))).collect()
    }

    async fn unbalanced(
        &mut self,
        unit: usize,
        strays: &[super::scene::Case],
        sheets: Vec<Sheet>,
    ) -> Result<Vec<Finding>, Refusal> {
        let own = self.places(unit);
        let (first, rest) = sheets.split_at(own.len().min(sheets.len()));
        self.save(own.into_iter().zip(first.iter().cloned()).collect()).await?;
        let clerk = self.clerk(unit)?.clone();
        for (stray, sheet) in strays.iter().zip(rest) {
            let fields = super::scene::fields(&self.running.rulebook, &stray.track);
            nomination::save(&self.app, &clerk, &stray.id, stray.version, fields, sheet.clone()).await?;
        }
        let id = clerk.unit.as_ref().map(ToString::to_string).unwrap_or_default();
        let outcome = self.hand_in(&[unit], false).await?.into_iter().next();
        outcome.map_or_else(|| Ok(Vec::new()), |outcome| self.tally.held_up(&id, "ratio", outcome))
    }

    fn places(&self, unit: usize) -> Vec<usize> {
        (0..).zip(&self.cases).filter(|(_, case)| case.unit == unit).map(|(place, _)| place).collect()
    }

    /// Mends what was unbalanced, or leaves it with the unit's reason.
    async fn settle(
        &mut self,
        unit: usize,
        rule: &str,
        mend: bool,
        of: &linxuan_domain::rulebook::Attribute,
        having: bool,
    ) -> Result<(), Refusal> {
        let places = self.places(unit);
        if mend {
            let right = places.iter().filter_map(|place| Some((*place, self.cases.get(*place)?.right.clone())));
            return self.save(right.collect()).await.map(drop);
        }
        let kept = self.with_attribute(unit, of, having, std::iter::empty());
        for (place, sheet) in places.into_iter().zip(kept) {
            if let Some(case) = self.cases.get_mut(place) {
                case.right = sheet;
            }
        }
        let reason = self.inventor.say("invented-reason");
        nomination::waive(&self.app, self.clerk(unit)?, None, rule, &reason).await
    }

    /// Hands in for every unit but the last one, which will be late.
    pub async fn hand_in_in_time(&mut self) -> Result<(), Refusal> {
        let mut units: Vec<usize> = (0..self.units.len()).collect();
        let late = self.late_unit();
        units.retain(|unit| Some(*unit) != late);
        self.hand_in_mending(&units).await
    }

    fn late_unit(&self) -> Option<usize> {
        self.filled_units().into_iter().next_back()
    }

    /// Hands in; where a rule binds in principle, writes the reason and tries again.
    pub async fn hand_in_mending(&mut self, units: &[usize]) -> Result<(), Refusal> {
        let outcomes = self.hand_in(units, true).await?;
        for (unit, mut outcome) in units.iter().zip(outcomes) {
            for _ in 0..3 {
                match outcome {
                    Err(Refusal::Findings(all)) => self.waive_all(*unit, all).await?,
                    other => {
                        outcome = other;
                        break;
                    }
                }
                outcome = self.hand_in(&[*unit], true).await?.into_iter().next().unwrap_or(Err(Refusal::NotFound));
            }
            outcome?;
            let ids: Vec<String> = self.of_unit(*unit).map(|case| case.id.clone()).collect();
            self.tally.submitted.extend(ids);
        }
        (self.tell)("play-handed-in", units.len());
        Ok(())
    }

    async fn waive_all(&mut self, unit: usize, all: Vec<(String, Finding)>) -> Result<(), Refusal> {
        let reason = self.inventor.say("invented-reason");
        let clerk = self.clerk(unit)?.clone();
        let id = self.units.get(unit).map_or_else(String::new, |unit| unit.id.clone());
        let mut hard = Vec::new();
        for (nomination, finding) in all {
            self.tally.see(if nomination.is_empty() { &id } else { &nomination }, [&finding]);
            if !finding.waivable() {
                hard.push((nomination, finding));
                continue;
            }
            let subject = (!nomination.is_empty()).then_some(nomination.as_str());
            nomination::waive(&self.app, &clerk, subject, &finding.rule, &reason).await?;
        }
        if hard.is_empty() { Ok(()) } else { Err(Refusal::Findings(hard)) }
    }

    /// The same key answers the same receipt.
    pub async fn hand_in_twice(&mut self) -> Result<(), Refusal> {
        let Some(unit) = self.filled_units().first().copied() else { return Ok(()) };
        let clerk = self.clerk(unit)?.clone();
        let before = view::unit_home(&self.app, &clerk).await?.submissions;
        let Some(last) = before.last() else { return Ok(()) };
        let key = last.repeat_key.split_once('/').map_or("", |(_, key)| key).to_owned();
        let again = package::hand_in(&self.app, &clerk, Handing { key, secrecy: true }).await?;
        let after = view::unit_home(&self.app, &clerk).await?.submissions.len();
        self.tally.must("repeated-hand-in-same-receipt", again.number == last.number && after == before.len());
        Ok(())
    }

    /// After the deadline: refused, until two people grant more time.
    pub async fn hand_in_late(&mut self, closes: Instant) -> Result<(), Refusal> {
        let Some(unit) = self.late_unit() else { return Ok(()) };
        self.clock.set(closes.plus_seconds(3600));
        let id = self.units.get(unit).map_or_else(String::new, |unit| unit.id.clone());
        if self.running.rulebook.closes(linxuan_domain::rulebook::DeadlineAct::HandIn).is_some() {
            for outcome in self.hand_in(&[unit], true).await? {
                self.tally.refused("late-hand-in-refused", &outcome, |why| matches!(why, Refusal::Late { .. }));
            }
            self.extend(&id, closes.plus_seconds(2 * DAY)).await?;
        }
        self.hand_in_mending(&[unit]).await
    }

    /// More time for one unit, by two people of the office.
    pub async fn extend(&mut self, unit: &str, until: Instant) -> Result<(), Refusal> {
        let reason = self.inventor.say("invented-extension");
        let proposed = extension::propose(&self.app, &self.cast.office, unit, until, &reason).await?;
        let alone = extension::confirm(&self.app, &self.cast.office, &proposed).await;
        self.tally.refused("extension-by-one-person-refused", &alone, |why| *why == Refusal::SamePerson);
        extension::confirm(&self.app, &self.cast.second_office, &proposed).await
    }
}
