//! One section for each material: its rules, its files and links, its findings.

use linxuan_app::Running;
use linxuan_app::material::{self, Blob, Held, Materials, Upload, file_facts};
use linxuan_domain::finding::{Finding, Verdict};
use linxuan_domain::rulebook::{Format, Material};
use linxuan_texts::{Said, demands, file_kind, playing_time, size};

use super::super::found::{Found, found};
use crate::guard::Visit;

/// A material with what there is of it.
pub struct Section {
    pub id: String,
    pub title: String,
    pub rules: String,
    pub hint: String,
    /// How many there are and should be.
    pub count: String,
    pub said: Vec<Found>,
    pub items: Vec<Item>,
    pub arriving: Vec<Arriving>,
    pub takes_links: bool,
    pub takes: Taken,
}

/// What the page can tell before a byte is sent.
pub struct Taken {
    /// For the chooser of files: `.jpg,.jpeg`.
    pub accept: String,
    /// Media types, for the check of the first bytes.
    pub kinds: String,
    pub at_least: u64,
    pub at_most: u64,
    pub least: String,
    pub most: String,
    pub formats: String,
    pub many: bool,
}

/// One file or link.
pub struct Item {
    pub id: String,
    pub name: String,
    pub link: String,
    /// Kind, size, frame, time.
    pub facts: String,
    /// Whether a browser can show it as a picture.
    pub picture: bool,
    pub said: Vec<Found>,
    pub badge: (&'static str, String),
    pub first: bool,
    pub last: bool,
}

/// One upload on its way.
pub struct Arriving {
    pub id: String,
    pub name: String,
    pub received: String,
    pub length: String,
    /// 0 to 100.
    pub percent: i64,
}

/// The sections in the rulebook's order; last what no material asks for any more.
pub fn sections(visit: &Visit, materials: &Materials, findings: &[Finding]) -> Vec<Section> {
    let running = &materials.running;
    let nomination = &materials.nomination;
    let all = found(visit, running, &nomination.track, &nomination.id, findings);
    let ground = Ground { visit, running, materials, all };
    material::wanted(&running.rulebook, &materials.channel).into_iter().map(|one| ground.section(one)).collect()
}

struct Ground<'a> {
    visit: &'a Visit,
    running: &'a Running,
    materials: &'a Materials,
    all: Vec<Found>,
}

impl Ground<'_> {
    fn section(&self, material: &Material) -> Section {
        let (words, id) = (self.visit.words, material.id.as_str());
        let here: Vec<&Held> = self.materials.held.iter().filter(|held| held.attachment.material == id).collect();
        let last = here.len();
        let arriving = self.materials.arriving.iter().filter(|upload| upload.material == id);
        Section {
            id: id.to_owned(),
            title: material.title.text(words.language).to_owned(),
            rules: demands(words, &self.running.rulebook, material).join(&words.say("list-semicolon")),
            hint: material.hint.as_ref().map(|hint| hint.text(words.language).to_owned()).unwrap_or_default(),
            count: words.fill("materials-count", &[("n", last.into())]),
            said: self.said(id),
            items: here.iter().enumerate().map(|(place, held)| self.item(held, place, last)).collect(),
            arriving: arriving.map(arriving_one).collect(),
            takes_links: material.links,
            takes: self.taken(material),
        }
    }

    /// What is said of a material, or of one of its files.
    fn said(&self, place: &str) -> Vec<Found> {
        let here = self.all.iter().filter(|one| one.said.place.as_deref() == Some(place));
        let open = here.filter(|one| one.class != "ok");
        open.map(|one| Found { link: String::new(), ..copy(one) }).collect()
    }

    fn item(&self, held: &Held, place: usize, all: usize) -> Item {
        let words = self.visit.words;
        let attachment = &held.attachment;
        let said = self.said(&format!("{}#{}", attachment.material, attachment.id));
        let worst = said.first().map(|one| (one.class, one.badge.clone()));
        let link = attachment.link.clone().unwrap_or_default();
        Item {
            id: attachment.id.clone(),
            name: if attachment.name.is_empty() { link.clone() } else { attachment.name.clone() },
            facts: self.facts(held),
            picture: held.content.as_ref().is_some_and(is_picture),
            badge: worst.unwrap_or_else(|| ("ok", linxuan_texts::verdict(words, Verdict::Holds))),
            first: place == 0,
            last: place + 1 == all,
            link,
            said,
        }
    }

    fn facts(&self, held: &Held) -> String {
        let Some(content) = &held.content else { return self.visit.words.say("material-link") };
        let facts = file_facts(content);
        let coded = facts.width.zip(facts.height);
        let frame = facts.displayed.map(|frame| (frame.width, frame.height)).or(coded);
        let parts = [
            Some(file_kind(&content.kind)),
            Some(size(facts.bytes)),
            frame.map(|(width, height)| format!("{width} × {height}")),
            facts.duration_ms.map(playing_time),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(&self.visit.words.say("list-comma"))
    }

    fn taken(&self, material: &Material) -> Taken {
        let measure = &self.running.rulebook.measure;
        let bytes = |size: Option<linxuan_domain::value::Size>| size.map(|size| measure.bytes(size));
        let (at_least, at_most) = (bytes(material.size_at_least).unwrap_or(1), bytes(material.size_at_most));
        let at_most = at_most.unwrap_or(u64::MAX).min(self.materials.space.nomination);
        let kinds: Vec<&str> = material.formats().iter().map(|format| format.media_type()).collect();
        let formats: Vec<String> = material.formats().iter().map(|format| format.extension().to_uppercase()).collect();
        Taken {
            accept: material.formats().iter().map(|format| suffixes(*format)).collect::<Vec<_>>().join(","),
            kinds: kinds.join(" "),
            at_least,
            at_most,
            least: size(at_least),
            most: size(at_most),
            formats: linxuan_texts::list(self.visit.words, &formats),
            many: material.count.to != Some(1),
        }
    }
}

/// Whether a browser shows it well: one that is wrong in itself is only named.
fn is_picture(content: &Blob) -> bool {
    ["image/jpeg", "image/png"].contains(&content.kind.as_str()) && file_facts(content).flaws.is_empty()
}

fn copy(one: &Found) -> Found {
    Found { said: Said::clone(&one.said), badge: one.badge.clone(), class: one.class, link: one.link.clone() }
}

fn suffixes(format: Format) -> String {
    match format {
        Format::Jpg => ".jpg,.jpeg".to_owned(),
        other => format!(".{}", other.extension()),
    }
}

fn arriving_one(upload: &Upload) -> Arriving {
    let bytes = |n: i64| size(u64::try_from(n).unwrap_or(0));
    Arriving {
        id: upload.id.clone(),
        name: upload.file_name.clone(),
        received: bytes(upload.received),
        length: bytes(upload.length),
        percent: upload.received * 100 / upload.length.max(1),
    }
}
