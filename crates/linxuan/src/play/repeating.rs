//! The same person found twice, and found in the register of earlier honours.

use std::sync::Arc;

use linxuan_app::honour::{self, NewHonour};
use linxuan_app::nomination::{self, Saved};
use linxuan_app::{Refusal, view};
use linxuan_domain::form::Sheet;
use linxuan_domain::rulebook::{Meaning, RuleKind};

use super::breaking::with_person_of;
use super::fill;
use super::plan::tracks;
use super::scene::{Case, Scene, brief, fields};

impl Scene {
    /// Begins a nomination beyond the planned ones, to be taken back afterwards.
    pub async fn stray(&mut self, unit: usize, track: &str, sheet: Sheet) -> Result<(Case, Saved), Refusal> {
        let clerk = self.clerk(unit)?.clone();
        let id = nomination::create(&self.app, &clerk, track).await?.to_string();
        let fields = fields(&self.running.rulebook, track);
        let saved = nomination::save(&self.app, &clerk, &id, 1, fields, sheet.clone()).await?;
        let case = Case { id, unit, track: track.to_owned(), version: saved.version, right: sheet, waived: Vec::new() };
        Ok((case, saved))
    }

    pub async fn take_back(&mut self, case: &Case) -> Result<(), Refusal> {
        nomination::withdraw(&self.app, self.clerk(case.unit)?, &case.id).await.map(|_| ())
    }

    /// Nominates a person of each track again in the same unit.
    pub async fn nominate_twice_here(&mut self) -> Result<(), Refusal> {
        for (case, rule) in self.once(|_| true) {
            self.twin(&case, case.unit, &rule).await?;
        }
        Ok(())
    }

    /// Nominates a person of each track again in another unit, after the first one handed in.
    pub async fn nominate_twice_elsewhere(&mut self) -> Result<(), Refusal> {
        let submitted = self.tally.submitted.clone();
        for (case, rule) in self.once(|case| submitted.contains(&case.id)) {
            if let Some(unit) = self.another_unit(case.unit, &case.track) {
                self.twin(&case, unit, &rule).await?;
            }
        }
        Ok(())
    }

    /// The first fitting nomination of each track with the rule that it may stand once only.
    fn once(&self, fits: impl Fn(&Case) -> bool) -> Vec<(Case, String)> {
        let book = &self.running.rulebook;
        let of = |track: &linxuan_domain::rulebook::Track| {
            let brief = brief(book, track.id.as_str(), &[])?;
            let rule = brief.rules().find(|rule| matches!(rule.kind, RuleKind::Once { .. }))?;
            let case = self.cases.iter().find(|case| case.track == track.id.as_str() && fits(case))?;
            Some((case.clone(), rule.id.to_string()))
        };
        book.track.iter().filter_map(of).collect()
    }

    async fn twin(&mut self, case: &Case, unit: usize, rule: &str) -> Result<(), Refusal> {
        let running = Arc::clone(&self.running);
        let brief = brief(&running.rulebook, &case.track, &[]).ok_or(Refusal::NotFound)?;
        let sheet = fill::sheet(&mut self.inventor, brief);
        let (twin, saved) = self.stray(unit, &case.track, with_person_of(brief, &sheet, &case.right)).await?;
        self.tally.broke(rule, &twin.id, &saved.judged.findings);
        self.take_back(&twin).await
    }

    /// Another unit that may nominate in the track; it may not see the first one's nominations.
    fn another_unit(&self, unit: usize, track: &str) -> Option<usize> {
        let book = &self.running.rulebook;
        let may = |channel: &str| {
            book.channel(channel).is_some_and(|c| tracks(book, c).iter().any(|t| t.id.as_str() == track))
        };
        (0..)
            .zip(&self.units)
            .find(|(place, other)| *place != unit && may(&other.planned.channel))
            .map(|(place, _)| place)
    }

    /// What is another unit's is not there.
    pub async fn look_across(&mut self) -> Result<(), Refusal> {
        let Some(case) = self.cases.first().cloned() else { return Ok(()) };
        let Some(other) = self.another_unit(case.unit, &case.track) else { return Ok(()) };
        let seen = view::dossier(&self.app, self.clerk(other)?, &case.id).await;
        self.tally.refused("other-unit-sees-nothing", &seen, |why| *why == Refusal::NotFound);
        let seen = view::dossier(&self.app, &self.cast.examiner, &case.id).await;
        self.tally.refused("examiner-sees-no-draft", &seen, |why| *why == Refusal::NotFound);
        Ok(())
    }

    /// Nominates somebody whom the register of earlier honours names.
    pub async fn nominate_honoured(&mut self) -> Result<(), Refusal> {
        let running = Arc::clone(&self.running);
        let book = &running.rulebook;
        for track in &book.track {
            let id = track.id.as_str();
            let Some(brief) = brief(book, id, &[]) else { continue };
            let rule = brief.rules().find_map(|rule| match &rule.kind {
                RuleKind::NotHonoured { series } => Some((rule.id.to_string(), series.first()?.to_string())),
                _ => None,
            });
            let unit = self.cases.iter().find(|case| case.track == id).map(|case| case.unit);
            let (Some((rule, series)), Some(unit)) = (rule, unit) else { continue };
            let sheet = fill::sheet(&mut self.inventor, brief);
            if !self.register(brief.form, &sheet, series).await? {
                continue;
            }
            let (stray, saved) = self.stray(unit, id, sheet).await?;
            self.tally.broke(&rule, &stray.id, &saved.judged.findings);
            self.take_back(&stray).await?;
        }
        Ok(())
    }

    /// Puts the person of a sheet into the register; `false` where the form names none.
    pub async fn register(
        &mut self,
        form: &linxuan_domain::rulebook::Form,
        sheet: &Sheet,
        series: String,
    ) -> Result<bool, Refusal> {
        let of = |meaning: Meaning| form.meaning(meaning).map(|field| field.id.as_str());
        let Some(identity) = of(Meaning::Identity) else { return Ok(false) };
        let text = |meaning: Meaning| of(meaning).map_or_else(String::new, |id| sheet.text(id).to_owned());
        let honour = NewHonour {
            series,
            name: text(Meaning::Name),
            born: text(Meaning::BirthDate),
            number: sheet.text(&format!("{identity}.number")).to_owned(),
            label: self.inventor.say("invented-honour"),
        };
        let looked = honour::import(&self.app, &self.cast.office, vec![honour]).await?;
        self.tally.must("register-takes-entries", looked == honour::Looked::default());
        Ok(true)
    }
}
