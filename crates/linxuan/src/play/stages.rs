use std::collections::BTreeMap;
use std::sync::Arc;

use linxuan_app::{App, Clock as _, Refusal, WallClock};
use linxuan_domain::rulebook::{Assumption, LikesEffect, Rulebook, StageKind};
use linxuan_domain::value::Moment;
use serde::Serialize;

use super::cast::{Source, administrators, publish};
use super::invented::Inventor;
use super::outside::StageClock;
use super::plan::plan;
use super::scene::{DAY, Scene, Tell, Times};
use super::tally::Tally;

/// What is to be rehearsed.
pub struct Asked {
    /// The campaign's id in the rulebook.
    pub slug: String,
    pub source: Source,
    pub nominations: u32,
    pub seed: u64,
}

/// A stage that this version plays.
#[derive(Debug, Serialize)]
pub struct Stage {
    pub id: String,
    pub reached: bool,
}

/// A stage whose acts come with a later version.
#[derive(Debug, Serialize)]
pub struct NotYet {
    pub id: String,
    /// The sentence's name until the command has said it.
    pub why: String,
}

#[derive(Debug, Serialize)]
pub struct Invariants {
    /// How many different ones were asked.
    pub checked: usize,
    pub violated: Vec<String>,
}

/// What a rehearsal gave.
#[derive(Debug, Serialize)]
pub struct Report {
    pub campaign: String,
    pub stages: Vec<Stage>,
    pub not_yet: Vec<NotYet>,
    pub submitted: usize,
    pub returned: u32,
    pub accepted: u32,
    pub refused: u32,
    pub findings: BTreeMap<String, u32>,
    pub invariants: Invariants,
    pub seconds: f64,
    pub assumptions: Vec<Assumption>,
    /// Why a stage was not reached.
    #[serde(skip)]
    pub stopped: Option<Refusal>,
}

impl Report {
    pub fn good(&self) -> bool {
        self.invariants.violated.is_empty() && self.stages.iter().all(|stage| stage.reached)
    }
}

/// What this version does with a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Nothing happens in the system before nomination: it is passed on its dates.
    Before,
    Nominate,
    Examine,
    /// Shown or liked without effect on the selection: passed on its dates.
    Passed,
    NotYet,
}

fn part(book: &Rulebook, kind: StageKind) -> Part {
    match kind {
        StageKind::Mobilise => Part::Before,
        StageKind::Nominate => Part::Nominate,
        StageKind::Examine => Part::Examine,
        StageKind::Display => Part::Passed,
        StageKind::Likes if book.likes.as_ref().is_none_or(|likes| likes.effect == LikesEffect::None) => Part::Passed,
        _ => Part::NotYet,
    }
}

/// Plays one campaign through on an empty database.
///
/// # Errors
/// When it cannot even be published.
pub async fn rehearse(app: &App, clock: &Arc<StageClock>, asked: Asked, tell: Tell) -> Result<Report, Refusal> {
    let begun = WallClock.now();
    let mut scene = set(app, clock, asked, tell).await?;
    let running = Arc::clone(&scene.running);
    let book = &running.rulebook;
    let (played, checked, stopped) = played(&mut scene).await;
    let of = |wanted: bool| book.stage.iter().filter(move |stage| (part(book, stage.kind) == Part::NotYet) == wanted);
    let reached = |kind: StageKind| played.contains(&part(book, kind));
    let not_yet =
        |stage: &linxuan_domain::rulebook::Stage| NotYet { id: stage.id.to_string(), why: "rehearse-later".into() };
    let tally = &scene.tally;
    Ok(Report {
        campaign: running.slug.clone(),
        stages: of(false).map(|stage| Stage { id: stage.id.to_string(), reached: reached(stage.kind) }).collect(),
        not_yet: of(true).map(not_yet).collect(),
        submitted: tally.submitted.len(),
        returned: tally.returned,
        accepted: tally.accepted,
        refused: tally.refused,
        findings: tally.findings(),
        invariants: Invariants { checked: checked + tally.asked(), violated: tally.violated() },
        #[expect(clippy::cast_precision_loss, reason = "seconds for people to read")]
        seconds: (WallClock.now().microseconds() - begun.microseconds()) as f64 / 1e6,
        assumptions: running.origins.assumptions(),
        stopped,
    })
}

/// Publishes the rulebook and calls everybody onto the stage.
async fn set(app: &App, clock: &Arc<StageClock>, asked: Asked, tell: Tell) -> Result<Scene, Refusal> {
    let mut tally = Tally::default();
    let mut inventor = Inventor::new(asked.seed, 1);
    administrators(app).await?;
    let running = publish(app, &asked.slug, &asked.source, &mut tally).await?;
    clock.set(Times::of(&running.rulebook).begins);
    let planned = plan(&running.rulebook, asked.nominations, &mut inventor.dice);
    Scene::open(app, clock, running, (inventor, tally), planned, tell).await
}

/// The parts that were reached, how many invariants were asked, and what ended it early.
async fn played(scene: &mut Scene) -> (Vec<Part>, usize, Option<Refusal>) {
    let times = Times::of(&scene.running.rulebook);
    let mut reached = vec![Part::Before];
    let mut checked = 0;
    for part in [Part::Nominate, Part::Examine, Part::Passed] {
        let done = match part {
            Part::Nominate => nominate(scene, &times).await,
            Part::Examine => scene.examine_all(&times).await,
            _ => {
                pass(scene);
                Ok(())
            }
        };
        let asked = match done {
            Ok(()) => scene.verify().await,
            Err(refusal) => Err(refusal),
        };
        match asked {
            Ok(asked) => checked = asked,
            Err(refusal) => return (reached, checked, Some(refusal)),
        }
        reached.push(part);
    }
    (reached, checked, None)
}

async fn nominate(scene: &mut Scene, times: &Times) -> Result<(), Refusal> {
    scene.begin().await?;
    scene.mistype().await?;
    scene.break_rules().await?;
    scene.nominee().await?;
    scene.nominate_twice_here().await?;
    scene.nominate_honoured().await?;
    scene.look_across().await?;
    scene.clock.set(times.closes.plus_seconds(-2 * DAY));
    scene.complete_late().await?;
    scene.try_too_early().await?;
    scene.record_steps().await?;
    scene.exceed_quotas().await?;
    scene.exceed_caps().await?;
    scene.unbalance().await?;
    scene.clock.set(times.closes.plus_seconds(-DAY));
    scene.hand_in_in_time().await?;
    scene.nominate_twice_elsewhere().await?;
    scene.hand_in_twice().await?;
    scene.hand_in_late(times.closes).await
}

/// Moves the clock past the dates of stages in which this version does nothing.
fn pass(scene: &Scene) {
    let book = &scene.running.rulebook;
    let passed = book.stage.iter().filter(|stage| part(book, stage.kind) == Part::Passed);
    let last = passed.filter_map(|stage| stage.when?.last().or(stage.when?.first())).max();
    if let Some(date) = last {
        scene.clock.set(Moment { date, hour: 24, minute: 0 }.instant(&book.zone()));
    }
}
