use askama::Template;
use axum::extract::Path;
use linxuan_domain::rulebook::outline::Section;
use linxuan_domain::rulebook::{Channel, DeadlineAct, Rulebook};
use linxuan_texts::{Words, deadline};

use super::portal::{Step, timeline};
use crate::answer::{Answer, OrRefuse, page};
use crate::frame::Frame;
use crate::guard::Visit;

#[derive(Template)]
#[template(path = "notice.html")]
struct Notice<'a> {
    frame: Frame<'a>,
    title: &'a str,
    number: &'a str,
    deadline: String,
    stages: Vec<Step>,
    sponsors: Vec<&'a str>,
    channels: Vec<(String, String)>,
    rules: Vec<(String, String)>,
    materials: Vec<(String, String)>,
    papers: Vec<(String, String)>,
    guidance: Vec<&'a str>,
    sections: &'a [Section],
}

/// The notice of a campaign: its outline, and what the system makes of it.
pub async fn show(visit: Visit, Path(slug): Path<String>) -> Answer {
    let running = visit.app.campaign(&slug).or_refuse(&visit)?;
    let (book, words) = (&running.rulebook, visit.words);
    let language = words.language;
    let label = |label: &linxuan_domain::value::Label| label.text(language).to_owned();
    let force = |force| linxuan_texts::force(words, force);
    let materials = book
        .material
        .iter()
        .map(|m| (label(&m.title), linxuan_texts::list(words, &linxuan_texts::demands(words, book, m))));
    let papers = book.paper.iter().map(|paper| (label(&paper.title), originals(words, paper.originals)));
    let template = Notice {
        frame: Frame::new(&visit),
        title: book.campaign.title.text(language),
        number: book.campaign.document_number.as_deref().unwrap_or_default(),
        deadline: book.deadline(DeadlineAct::HandIn).map(|d| deadline(words, d.at)).unwrap_or_default(),
        stages: timeline(&visit, &running),
        sponsors: book.sponsor.iter().map(|sponsor| sponsor.name.text(language)).collect(),
        channels: book.channel.iter().map(|channel| (label(&channel.title), quota(words, book, channel))).collect(),
        rules: book.rule.iter().map(|rule| (force(rule.force), label(&rule.label))).collect(),
        materials: materials.collect(),
        papers: papers.collect(),
        guidance: book.guidance.iter().map(|g| g.text.text(language)).collect(),
        sections: &running.outline.sections,
    };
    Ok(page(&template))
}

fn originals(words: Words, originals: Option<u32>) -> String {
    originals.map_or_else(|| words.say("notice-no-paper"), |n| words.fill("notice-originals", &[("n", n.into())]))
}

/// A channel's quota in words: 定额3名, 不超过10名.
pub fn quota(words: Words, _: &Rulebook, channel: &Channel) -> String {
    let quota = channel.quota;
    let n = |key: &str, n: u32| words.fill(key, &[("n", n.into())]);
    match (quota.exactly, quota.at_least, quota.at_most) {
        (Some(exactly), _, _) => n("quota-exactly", exactly),
        (None, Some(least), Some(most)) => {
            words.fill("quota-between", &[("least", least.into()), ("most", most.into())])
        }
        (None, None, Some(most)) => n("quota-at-most", most),
        (None, least, None) => n("quota-at-least", least.unwrap_or(0)),
    }
}
