//! What the types cannot say: references, order of dates, figures that can be met.

mod bounds;
mod forms;
mod ids;
mod materials;
mod names;
mod offers;

use super::Rulebook;
use super::problem::{ProblemKind, Unreachable};

/// A problem and the path of the entry it stands at.
pub(super) type Found = (String, ProblemKind);

/// Collects problems with their paths.
#[derive(Default)]
pub(super) struct Findings(pub Vec<Found>);

impl Findings {
    fn push(&mut self, path: impl Into<String>, kind: ProblemKind) {
        self.0.push((path.into(), kind));
    }

    fn unreachable(&mut self, path: impl Into<String>, why: Unreachable) {
        self.push(path, ProblemKind::Unreachable(why));
    }
}

/// What a plain value is called in rulebooks.
fn name(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Everything that is wrong between the entries of a rulebook.
pub(super) fn check(rulebook: &Rulebook, file_stem: Option<&str>) -> Vec<Found> {
    let mut found = Findings::default();
    campaign(rulebook, file_stem, &mut found);
    ids::check(rulebook, &mut found);
    names::check(rulebook, &mut found);
    bounds::check(rulebook, &mut found);
    forms::check(rulebook, &mut found);
    materials::check(rulebook, &mut found);
    found.0
}

fn campaign(rulebook: &Rulebook, file_stem: Option<&str>, found: &mut Findings) {
    let campaign = &rulebook.campaign;
    if let Some(file) = file_stem.filter(|file| *file != campaign.id.as_str()) {
        found.push("campaign.id", ProblemKind::IdIsNotFileName { file: file.to_owned() });
    }
    if jiff::tz::TimeZone::get(&campaign.time_zone).is_err() {
        found.push("campaign.time_zone", ProblemKind::UnknownZone(campaign.time_zone.clone()));
    }
    for (section, empty) in [
        ("sponsor", rulebook.sponsor.is_empty()),
        ("channel", rulebook.channel.is_empty()),
        ("stage", rulebook.stage.is_empty()),
        ("track", rulebook.track.is_empty()),
        ("deadline", rulebook.deadline.is_empty()),
    ] {
        if empty {
            found.push(section, ProblemKind::MissingKey(section.to_owned()));
        }
    }
}
