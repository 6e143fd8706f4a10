//! What stands around every page.

use linxuan_domain::access::Act;
use linxuan_domain::value::Language;
use linxuan_texts::{Fill, Words};

use crate::asset;
use crate::demonstration::{self, Group};
use crate::guard::Visit;

/// One entry of the navigation.
pub struct Link {
    pub path: &'static str,
    pub label: String,
    pub current: bool,
}

/// Head, navigation and foot of a page.
pub struct Frame<'a> {
    pub visit: &'a Visit,
    pub words: Words,
    pub style: String,
    pub script: Option<String>,
}

/// The navigation: what a role may, in the order of its work.
const NAVIGATION: [(&str, &str, Act); 9] = [
    ("/home", "nav-home", Act::SeeHome),
    ("/hand-in", "nav-hand-in", Act::HandIn),
    ("/activities", "nav-activities", Act::LogActivity),
    ("/examination", "nav-examination", Act::SeeQueue),
    ("/monitoring", "nav-monitoring", Act::SeeMonitoring),
    ("/activity-totals", "nav-activity-totals", Act::SeeActivityTotals),
    ("/units", "nav-units", Act::ManageUnits),
    ("/honours", "nav-honours", Act::ImportHonours),
    ("/record", "nav-record", Act::SeeRecord),
];

/// Whether the campaign one works in has an activity table.
pub fn counts_activities(visit: &Visit) -> bool {
    visit.campaign.as_ref().is_some_and(|running| !running.rulebook.activity.is_empty())
}

impl<'a> Frame<'a> {
    pub fn new(visit: &'a Visit) -> Self {
        Self { visit, words: visit.words, style: asset::style(), script: asset::script() }
    }

    pub fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    pub fn fill<V: Into<Fill>>(&self, key: &str, name: &'static str, value: V) -> String {
        self.words.fill(key, &[(name, value.into())])
    }

    pub fn fill2<V: Into<Fill>, W: Into<Fill>>(
        &self,
        key: &str,
        name: &'static str,
        value: V,
        other: &'static str,
        second: W,
    ) -> String {
        self.words.fill(key, &[(name, value.into()), (other, second.into())])
    }

    pub fn language(&self) -> &'static str {
        self.words.language.tag()
    }

    pub fn is_english(&self) -> bool {
        self.words.language == Language::English
    }

    pub fn demo(&self) -> bool {
        self.visit.options.demo
    }

    /// The demonstration's line: what it says, and the roles to choose from.
    pub fn demo_roles(&self) -> Group {
        let running = demonstration::at_hand(self.visit);
        let short = running.as_ref().map_or("", |running| running.rulebook.campaign.short.text(self.words.language));
        let title = self.fill("demo-choose", "campaign", short);
        Group { title, logins: demonstration::roles(self.visit, running.as_deref()) }
    }

    /// Every login of the demonstration.
    pub fn demo_groups(&self) -> Vec<Group> {
        demonstration::groups(self.visit)
    }

    pub fn path(&self) -> &str {
        &self.visit.path
    }

    /// The campaign the viewer works in, short.
    pub fn campaign(&self) -> Option<&str> {
        self.visit.campaign.as_ref().map(|running| running.rulebook.campaign.short.text(self.words.language))
    }

    pub fn campaign_path(&self) -> String {
        self.visit.campaign.as_ref().map_or_else(|| "/".to_owned(), |running| format!("/campaigns/{}", running.slug))
    }

    pub fn is_signed_in(&self) -> bool {
        self.visit.signed_in.is_some()
    }

    /// Who is signed in: name and role.
    pub fn who(&self) -> Option<String> {
        let viewer = &self.visit.signed_in.as_ref()?.viewer;
        let role = self.words.say(&format!("role-{}", viewer.role.id()));
        Some(self.fill2("frame-who", "name", &viewer.name, "role", role))
    }

    pub fn navigation(&self) -> Vec<Link> {
        let Some(signed_in) = &self.visit.signed_in else { return Vec::new() };
        let viewer = &signed_in.viewer;
        // A sponsor that recommends nobody itself has no unit to hand in for.
        let has_what = |act: Act| match act {
            Act::HandIn => viewer.unit.is_some(),
            Act::LogActivity => viewer.unit.is_some() && counts_activities(self.visit),
            Act::SeeActivityTotals => counts_activities(self.visit),
            _ => true,
        };
        let may = NAVIGATION.iter().filter(|(_, _, act)| act.who().contains(&viewer.role) && has_what(*act));
        let link = |(path, key, _): &(&'static str, &'static str, Act)| Link {
            path,
            label: self.words.say(key),
            current: self.visit.path.starts_with(path),
        };
        may.map(link).collect()
    }
}
