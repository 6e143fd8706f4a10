//! The activity table 开展情况表 of a unit, counted from its log.

use linxuan_app::Running;
use linxuan_app::activity::Log;
use linxuan_domain::activity::{Group, Row};
use linxuan_domain::rulebook::PaperKind;
use linxuan_texts::number;

use crate::guard::Visit;

/// The table as the page shows it.
pub struct Counted {
    /// The paper's exact title; empty where the notice has none.
    pub title: String,
    pub groups: Vec<Shown>,
    /// All items together, where they have one unit of count.
    pub total: String,
    /// Entries that no item counts.
    pub unlisted: usize,
    pub overtyped: usize,
}

/// Items under one heading.
pub struct Shown {
    pub label: String,
    pub rows: Vec<Item>,
    pub total: String,
}

/// One item.
pub struct Item {
    pub id: String,
    pub label: String,
    pub unit: String,
    pub entries: usize,
    pub counted: String,
    pub total: String,
    /// Why another figure stands here than the counted one.
    pub reason: Option<String>,
    /// What the form for another figure holds.
    pub figure: String,
    pub typed_reason: String,
    pub wrong: Vec<(&'static str, String)>,
}

impl Item {
    /// What is wrong with one control; empty where nothing is.
    pub fn error(&self, control: &str) -> &str {
        self.wrong.iter().find(|(field, _)| *field == control).map_or("", |(_, said)| said)
    }
}

/// A figure that was typed and not taken.
pub struct FigureForm {
    pub item: String,
    pub figure: String,
    pub reason: String,
    pub wrong: Vec<(&'static str, String)>,
}

impl Counted {
    pub fn new(visit: &Visit, running: &Running, log: &Log, mut sent: Option<FigureForm>) -> Self {
        let language = visit.words.language;
        let paper = running.rulebook.paper.iter().find(|paper| paper.kind == PaperKind::ActivityTable);
        let mut item = |row: &Row| {
            let own = sent.take_if(|sent| sent.item == row.activity.id.as_str());
            shown(visit, row, own)
        };
        let group = |group: &Group| Shown {
            label: group.label.as_ref().map_or_else(String::new, |label| label.text(language).to_owned()),
            rows: group.rows.iter().map(&mut item).collect(),
            total: figure(group.total),
        };
        Self {
            title: paper.map_or_else(String::new, |paper| paper.title.text(language).to_owned()),
            groups: log.table.groups.iter().map(group).collect(),
            total: figure(log.table.total),
            unlisted: log.table.unlisted,
            overtyped: log
                .table
                .groups
                .iter()
                .flat_map(|group| &group.rows)
                .filter(|row| row.overtyped.is_some())
                .count(),
        }
    }

    pub fn errors(&self) -> Vec<(String, String)> {
        let rows = self.groups.iter().flat_map(|group| &group.rows);
        rows.flat_map(|row| row.wrong.iter().map(|(field, said)| (format!("{field}-{}", row.id), said.clone())))
            .collect()
    }
}

fn shown(visit: &Visit, row: &Row, sent: Option<FigureForm>) -> Item {
    let language = visit.words.language;
    let stands = row.overtyped.as_ref();
    let (figure, typed_reason, wrong) = match sent {
        Some(sent) => (sent.figure, sent.reason, sent.wrong),
        None => (
            stands.map_or_else(String::new, |one| one.count.to_string()),
            stands.map_or_else(String::new, |one| one.reason.clone()),
            Vec::new(),
        ),
    };
    Item {
        id: row.activity.id.to_string(),
        label: row.activity.label.text(language).to_owned(),
        unit: row.activity.unit.text(language).to_owned(),
        entries: row.entries,
        counted: number(row.counted),
        total: number(row.total),
        reason: stands.map(|one| one.reason.clone()),
        figure,
        typed_reason,
        wrong,
    }
}

fn figure(total: Option<u64>) -> String {
    total.map(number).unwrap_or_default()
}

/// The table as lines of a file.
pub fn lines(visit: &Visit, log: &Log) -> Vec<Vec<String>> {
    let words = visit.words;
    let heading = ["group", "item", "unit", "counted", "figure", "reason"];
    let heading = heading.iter().map(|column| words.say(&format!("activities-column-{column}"))).collect();
    let row = |group: &Group, row: &Row| {
        let reason = row.overtyped.as_ref().map(|one| one.reason.clone()).unwrap_or_default();
        vec![
            group.label.as_ref().map_or_else(String::new, |label| label.text(words.language).to_owned()),
            row.activity.label.text(words.language).to_owned(),
            row.activity.unit.text(words.language).to_owned(),
            row.counted.to_string(),
            row.total.to_string(),
            reason,
        ]
    };
    let all = log.table.groups.iter().flat_map(|group| group.rows.iter().map(move |one| row(group, one)));
    std::iter::once(heading).chain(all).collect()
}
