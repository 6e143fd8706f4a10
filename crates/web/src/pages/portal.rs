use askama::Template;
use linxuan_domain::rulebook::{DeadlineAct, Stage};
use linxuan_domain::value::{Date, When};
use linxuan_texts::{deadline, when};

use crate::answer::{Answer, page};
use crate::frame::Frame;
use crate::guard::Visit;

#[derive(Template)]
#[template(path = "portal.html")]
struct Portal<'a> {
    frame: Frame<'a>,
    campaigns: Vec<Card>,
}

/// One campaign on the public first page.
pub struct Card {
    pub path: String,
    pub level: String,
    pub title: String,
    pub aim: String,
    pub number: String,
    pub deadline: String,
    pub stages: Vec<Step>,
}

/// One stage of a timeline.
pub struct Step {
    pub title: String,
    pub when: String,
    pub class: &'static str,
    pub word: String,
}

/// The public first page: every campaign with its level and its stages.
pub async fn show(visit: Visit) -> Answer {
    let campaigns = visit.app.campaigns().iter().map(|running| card(&visit, running)).collect();
    Ok(page(&Portal { frame: Frame::new(&visit), campaigns }))
}

fn card(visit: &Visit, running: &linxuan_app::Running) -> Card {
    let (book, language) = (&running.rulebook, visit.words.language);
    let hand_in = book.deadline(DeadlineAct::HandIn).map(|d| deadline(visit.words, d.at)).unwrap_or_default();
    Card {
        path: format!("/campaigns/{}", running.slug),
        level: book.campaign.level.text(language).to_owned(),
        title: book.campaign.title.text(language).to_owned(),
        aim: book.campaign.aim.text(language).to_owned(),
        number: book.campaign.document_number.clone().unwrap_or_default(),
        deadline: hand_in,
        stages: timeline(visit, running),
    }
}

/// A campaign's stages with where each stands today.
pub fn timeline(visit: &Visit, running: &linxuan_app::Running) -> Vec<Step> {
    let today = running.day(visit.app.now());
    let step = |stage: &Stage| {
        let (class, key) = standing(stage, today);
        Step {
            title: stage.title.text(visit.words.language).to_owned(),
            when: stage.when.map_or_else(|| visit.words.say("stage-no-time"), |planned| when(visit.words, &planned)),
            class,
            word: key.map(|key| visit.words.say(key)).unwrap_or_default(),
        }
    };
    running.rulebook.stage.iter().map(step).collect()
}

/// By the planned dates, and only as much as they tell: that a plan's time is
/// past does not say that its work is done.
fn standing(stage: &Stage, today: Date) -> (&'static str, Option<&'static str>) {
    let first = stage.when.and_then(When::first);
    let over = stage.when.and_then(When::last).is_some_and(|last| last < today);
    match first.map(|first| first <= today) {
        _ if over => ("done", Some("stage-past")),
        Some(true) if stage.parallel => ("on", Some("stage-parallel")),
        Some(true) => ("now", Some("stage-now")),
        Some(false) => ("", Some("stage-coming")),
        None => ("", None),
    }
}
