//! The form of one entry of the activity log.

use linxuan_app::activity::Log;
use linxuan_app::{Running, Wrong};
use linxuan_domain::activity::Typed;
use linxuan_domain::rulebook::Activity;
use linxuan_domain::value::Date;

use crate::form::Pairs;
use crate::guard::Visit;
use crate::said;

/// The entry that is being typed.
pub struct EntryForm {
    pub action: String,
    /// Whether it takes the place of another one.
    pub corrects: bool,
    /// Items of the table under their headings.
    pub groups: Vec<(String, Vec<Item>)>,
    pub wrong: String,
    pub controls: Vec<Control>,
}

/// One item to choose.
pub struct Item {
    pub id: String,
    pub label: String,
    pub chosen: bool,
}

/// One control with everything around it.
pub struct Control {
    pub id: &'static str,
    pub label: String,
    pub hint: String,
    pub optional: bool,
    pub kind: &'static str,
    pub mode: &'static str,
    pub class: &'static str,
    pub value: String,
    pub wrong: String,
}

/// What was typed.
pub fn typed(pairs: &Pairs) -> Typed {
    let text = |name: &str| pairs.get(name).to_owned();
    Typed {
        activity: text("activity"),
        title: text("title"),
        day: text("day"),
        place: text("place"),
        participants: text("participants"),
        outlet: text("outlet"),
        link: text("link"),
        count: text("count"),
    }
}

impl EntryForm {
    /// Empty, with the entry that is to be corrected, or with what was typed and is wrong.
    pub fn new(visit: &Visit, running: &Running, log: &Log, corrects: &str, sent: Option<(Typed, Vec<Wrong>)>) -> Self {
        let before = log.entries.iter().find(|entry| entry.id == corrects);
        let (typed, wrong) = sent.unwrap_or_else(|| (before.map(stands).unwrap_or_default(), Vec::new()));
        let said = |field: &str| {
            let here = wrong.iter().filter(|one| one.field == field);
            let said: Vec<String> = here.map(|one| said::wrong(visit.words, one)).collect();
            said.join(" ")
        };
        Self {
            action: before
                .map_or_else(|| "/activities".to_owned(), |entry| format!("/activities/{}/correction", entry.id)),
            corrects: before.is_some(),
            groups: groups(visit, running, &typed.activity),
            wrong: said("activity"),
            controls: controls(visit, &typed, said),
        }
    }

    /// What is wrong, in the order of the form, each with its control.
    pub fn errors(&self) -> Vec<(String, String)> {
        let item = ("activity", &self.wrong);
        let all = std::iter::once(item).chain(self.controls.iter().map(|control| (control.id, &control.wrong)));
        all.filter(|(_, said)| !said.is_empty()).map(|(id, said)| (id.to_owned(), said.clone())).collect()
    }
}

fn stands(entry: &linxuan_app::activity::Kept) -> Typed {
    let entry = entry.clone();
    Typed {
        activity: entry.activity,
        title: entry.title,
        day: entry.day,
        place: entry.place,
        participants: entry.participants.map(|number| number.to_string()).unwrap_or_default(),
        outlet: entry.outlet,
        link: entry.link,
        count: entry.counted.to_string(),
    }
}

/// The items with their units of count, under the headings of the table.
fn groups(visit: &Visit, running: &Running, chosen: &str) -> Vec<(String, Vec<Item>)> {
    let words = visit.words;
    let item = |one: &Activity| Item {
        id: one.id.to_string(),
        label: words.fill(
            "activities-item-unit",
            &[("item", one.label.text(words.language).into()), ("unit", one.unit.text(words.language).into())],
        ),
        chosen: one.id.as_str() == chosen,
    };
    let mut groups: Vec<(String, Vec<Item>)> = Vec::new();
    for one in &running.rulebook.activity {
        let heading = one.group.as_ref().map_or("", |group| group.text(words.language));
        match groups.iter_mut().find(|(known, _)| known == heading) {
            Some((_, items)) => items.push(item(one)),
            None => groups.push((heading.to_owned(), vec![item(one)])),
        }
    }
    groups
}

fn controls(visit: &Visit, typed: &Typed, said: impl Fn(&str) -> String) -> Vec<Control> {
    // A browser's own control for days would throw away what is none.
    let day = if typed.day.is_empty() || typed.day.parse::<Date>().is_ok() { "date" } else { "text" };
    let all = [
        ("title", &typed.title, "text", "text", "", false),
        ("day", &typed.day, day, "text", "input--s", false),
        ("place", &typed.place, "text", "text", "", true),
        ("participants", &typed.participants, "text", "numeric", "input--s", true),
        ("outlet", &typed.outlet, "text", "text", "", true),
        ("link", &typed.link, "text", "url", "", true),
        ("count", &typed.count, "text", "numeric", "input--s", false),
    ];
    let control = |(id, value, kind, mode, class, optional): (&'static str, &String, _, _, _, _)| Control {
        id,
        label: visit.words.say(&format!("activities-field-{id}")),
        hint: visit.words.say(&format!("activities-hint-{id}")),
        optional,
        kind,
        mode,
        class,
        value: value.clone(),
        wrong: said(id),
    };
    all.into_iter().map(control).collect()
}
