//! What the examination's list is narrowed to, as it stands in the address.

use linxuan_app::Running;
use linxuan_app::view::{Filter, Sort};

use super::ordered::{Order, address};
use crate::form::Pairs;
use crate::guard::Visit;

/// Lines on a page.
pub const PAGE: i64 = 50;
const WAITING: &str = "handed-in";

/// One way to narrow a list.
pub struct Facet {
    pub path: String,
    pub label: String,
    pub count: String,
    pub current: bool,
}

/// The channels of a campaign as facets, all of them together first; `path` is the list's
/// address in a channel.
pub fn channels(visit: &Visit, running: &Running, current: &str, path: impl Fn(&str) -> String) -> Vec<Facet> {
    let facet = |id: &str, label: String| Facet { path: path(id), label, count: String::new(), current: current == id };
    let language = visit.words.language;
    let all = running.rulebook.channel.iter().map(|c| facet(c.id.as_str(), c.title.text(language).to_owned()));
    std::iter::once(facet("", visit.words.say("queue-all"))).chain(all).collect()
}

/// The list's narrowing; every page of the examination hands it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrowed {
    /// A state, or `all`.
    pub state: String,
    pub channel: String,
    pub unit: String,
    pub question: String,
    pub order: Order<Sort>,
}

impl Narrowed {
    /// Without a word on the state: what waits for an examiner.
    pub fn read(pairs: &Pairs) -> Self {
        let state = pairs.get("state");
        Self {
            state: if state.is_empty() { WAITING } else { state }.to_owned(),
            channel: pairs.get("channel").to_owned(),
            unit: pairs.get("unit").to_owned(),
            question: pairs.get("q").trim().to_owned(),
            order: Order::read(pairs.get("order")),
        }
    }

    pub fn filter(&self) -> Filter {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Filter {
            state: some(&self.state).filter(|state| state != "all"),
            channel: some(&self.channel),
            unit: some(&self.unit),
            question: self.question.clone(),
            sort: self.order.column,
            descending: self.order.descending,
            after: None,
            most: PAGE,
        }
    }

    pub fn waiting(&self) -> bool {
        self.state == WAITING
    }

    /// Whether some of the listed may have a due time, or the list is sorted by it.
    pub fn dues(&self) -> bool {
        ["all", "returned"].contains(&self.state.as_str()) || self.order.column == Sort::Due
    }

    pub fn in_channel(&self, channel: &str) -> Self {
        Self { channel: channel.to_owned(), ..self.clone() }
    }

    /// Whether more than the state narrows it.
    pub fn searched(&self) -> bool {
        !(self.channel.is_empty() && self.unit.is_empty() && self.question.is_empty())
    }

    /// What an address or a form says of it; what it has of itself is left out.
    pub fn said(&self) -> Vec<(&'static str, String)> {
        let state = if self.waiting() { String::new() } else { self.state.clone() };
        let own = [
            ("state", state),
            ("channel", self.channel.clone()),
            ("unit", self.unit.clone()),
            ("q", self.question.clone()),
            ("order", self.order.text()),
        ];
        own.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// A page's address with the narrowing handed on, `more` after it.
    pub fn path(&self, path: &str, more: &[(&str, &str)]) -> String {
        let own = self.said();
        let own = own.iter().map(|(name, value)| (*name, value.as_str()));
        address(path, &own.chain(more.iter().copied()).collect::<Vec<_>>())
    }

    /// The list's own address.
    pub fn list(&self, more: &[(&str, &str)]) -> String {
        self.path("/examination", more)
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;
    use linxuan_app::view::Sort;

    use super::Narrowed;
    use crate::form::Pairs;

    fn read(query: &'static str) -> Narrowed {
        Narrowed::read(&Pairs::parse(&Bytes::from_static(query.as_bytes())))
    }

    #[test]
    fn an_address_leads_back_to_its_narrowing() {
        let narrowed = read("state=returned&q=a%26b%3D%3C&order=-findings");
        let address = narrowed.list(&[("after", "7.x")]);
        assert_eq!(address, "/examination?state=returned&q=a%26b%3D%3C&order=-findings&after=7.x");
        assert_eq!(narrowed.filter().state.as_deref(), Some("returned"));
        assert_eq!((narrowed.filter().sort, narrowed.filter().descending), (Sort::Findings, true));
    }

    #[test]
    fn without_a_word_the_waiting_ones_are_listed() {
        assert_eq!(read("").filter().state.as_deref(), Some("handed-in"));
        assert_eq!(read("").list(&[]), "/examination");
        assert_eq!(read("state=all").filter().state, None);
    }
}
