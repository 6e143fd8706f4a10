//! What stands around every page.

use linxuan_domain::access::{Act, Role};
use linxuan_domain::value::Language;
use linxuan_texts::{Fill, Words};

use crate::asset;
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
const NAVIGATION: [(&str, &str, Act); 6] = [
    ("/home", "nav-home", Act::SeeHome),
    ("/hand-in", "nav-hand-in", Act::HandIn),
    ("/examination", "nav-examination", Act::SeeQueue),
    ("/monitoring", "nav-monitoring", Act::SeeMonitoring),
    ("/units", "nav-units", Act::ManageUnits),
    ("/record", "nav-record", Act::SeeRecord),
];

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

    pub fn demo_roles(&self) -> Vec<(String, String)> {
        crate::pages::sign_in::demo_logins(self.visit)
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

    /// Who is signed in: name and role.
    pub fn who(&self) -> Option<String> {
        let viewer = &self.visit.signed_in.as_ref()?.viewer;
        let role = self.words.say(&format!("role-{}", viewer.role.id()));
        Some(self.fill2("frame-who", "name", &viewer.name, "role", role))
    }

    pub fn navigation(&self) -> Vec<Link> {
        let Some(signed_in) = &self.visit.signed_in else { return Vec::new() };
        let role: Role = signed_in.viewer.role;
        let may = NAVIGATION.iter().filter(|(_, _, act)| act.who().contains(&role));
        let link = |(path, key, _): &(&'static str, &'static str, Act)| Link {
            path,
            label: self.words.say(key),
            current: self.visit.path.starts_with(path),
        };
        may.map(link).collect()
    }
}
