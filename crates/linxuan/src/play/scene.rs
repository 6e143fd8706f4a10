use std::sync::Arc;

use linxuan_app::nomination::{self, Saved};
use linxuan_app::{App, Refusal, Running, view};
use linxuan_domain::access::Viewer;
use linxuan_domain::form::Sheet;
use linxuan_domain::rulebook::{DeadlineAct, Rulebook, StageKind};
use linxuan_domain::value::{Instant, Moment};

use super::cast::{Cast, Unit, cast, units};
use super::fill::Brief;
use super::invented::Inventor;
use super::outside::StageClock;
use super::plan::Planned;
use super::tally::Tally;
use super::together::all_done;

pub const DAY: i64 = 86_400;

/// Where progress goes: the sentence's name and a number.
pub type Tell = Arc<dyn Fn(&'static str, usize) + Send + Sync>;

/// One nomination on the stage.
#[derive(Debug, Clone)]
pub struct Case {
    pub id: String,
    /// Place of its unit.
    pub unit: usize,
    pub track: String,
    pub version: i64,
    /// The answers with which it can be handed in.
    pub right: Sheet,
    /// Rules that a reason lets it pass.
    pub waived: Vec<String>,
}

/// A campaign being played.
pub struct Scene {
    pub app: App,
    pub running: Arc<Running>,
    pub clock: Arc<StageClock>,
    pub inventor: Inventor,
    pub tally: Tally,
    pub cast: Cast,
    pub units: Vec<Unit>,
    pub cases: Vec<Case>,
    pub tell: Tell,
    /// The nominee of the first nomination, where nominees have accounts.
    pub nominee: Option<Viewer>,
    /// Hand-ins so far: each has its own key.
    pub keys: u32,
}

impl Scene {
    /// Makes accounts and planned units for a campaign in force.
    pub async fn open(
        app: &App,
        clock: &Arc<StageClock>,
        running: Arc<Running>,
        (mut inventor, tally): (Inventor, Tally),
        planned: Vec<Planned>,
        tell: Tell,
    ) -> Result<Self, Refusal> {
        let cast = cast(app, &running.slug, &mut inventor).await?;
        let units = units(app, &running, &cast.office, planned, &mut inventor).await?;
        tell("play-set", units.len());
        let (app, clock) = (app.clone(), Arc::clone(clock));
        Ok(Self { app, running, clock, inventor, tally, cast, units, cases: Vec::new(), tell, nominee: None, keys: 0 })
    }

    pub fn clerk(&self, unit: usize) -> Result<&Viewer, Refusal> {
        self.units.get(unit).map(|unit| &unit.clerk).ok_or(Refusal::NotFound)
    }

    pub fn of_unit(&self, unit: usize) -> impl Iterator<Item = &Case> {
        self.cases.iter().filter(move |case| case.unit == unit)
    }

    /// A key that no hand-in has had.
    pub fn key(&mut self) -> String {
        self.keys += 1;
        format!("{}-hand-in-{:06}", self.running.slug, self.keys)
    }

    /// Saves whole forms, one for each named case, and remembers their versions.
    pub async fn save(&mut self, sheets: Vec<(usize, Sheet)>) -> Result<Vec<Saved>, Refusal> {
        let mut acts = Vec::new();
        for (place, sheet) in &sheets {
            let case = self.cases.get(*place).ok_or(Refusal::NotFound)?;
            let fields = fields(&self.running.rulebook, &case.track);
            acts.push(nomination::save(
                &self.app,
                self.clerk(case.unit)?,
                &case.id,
                case.version,
                fields,
                sheet.clone(),
            ));
        }
        let saved = all_done(acts).await?;
        for ((place, _), saved) in sheets.iter().zip(&saved) {
            if let Some(case) = self.cases.get_mut(*place) {
                case.version = saved.version;
            }
        }
        Ok(saved)
    }

    /// Asks the invariants and checks the record.
    pub async fn verify(&mut self) -> Result<usize, Refusal> {
        let (asked, violated) = view::invariants(&self.app).await?;
        for what in violated {
            self.tally.violate(what);
        }
        let faults = view::verify_record(&self.app).await?;
        for fault in faults {
            self.tally.violate(format!("record: {fault:?}"));
        }
        // The record is one more thing asked.
        Ok(asked + 1)
    }
}

/// Every field of a track's form.
pub fn fields(book: &Rulebook, track: &str) -> Vec<String> {
    let form = book.form_of(track);
    form.map(|form| form.field.iter().map(|field| field.id.to_string()).collect()).unwrap_or_default()
}

/// What a track's forms are filled in for.
pub fn brief<'a>(
    book: &'a Rulebook,
    track: &str,
    wanted: &'a [(linxuan_domain::rulebook::Attribute, bool)],
) -> Option<Brief<'a>> {
    Some(Brief { book, track: book.track(track)?, form: book.form_of(track)?, wanted })
}

/// The moments of a campaign that a play stops at.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// Nomination begins.
    pub begins: Instant,
    /// The first instant that is too late for handing in.
    pub closes: Instant,
    /// The formal examination begins.
    pub examined: Instant,
}

impl Times {
    pub fn of(book: &Rulebook) -> Self {
        let zone = book.zone();
        let first = |kind: StageKind| {
            let stage = book.stage.iter().find(|stage| stage.kind == kind)?;
            Some(Moment { date: stage.when?.first()?, hour: 9, minute: 0 }.instant(&zone))
        };
        let begins = first(StageKind::Nominate);
        let closes = book.closes(DeadlineAct::HandIn).or(begins.map(|begins| begins.plus_seconds(30 * DAY)));
        let closes = closes.unwrap_or(Instant(0).plus_seconds(20_000 * DAY));
        let begins =
            begins.filter(|begins| begins.plus_seconds(4 * DAY) < closes).unwrap_or(closes.plus_seconds(-20 * DAY));
        let late = closes.plus_seconds(4 * DAY);
        let examined = first(StageKind::Examine).filter(|at| *at > late).unwrap_or(late);
        Self { begins, closes, examined }
    }
}
