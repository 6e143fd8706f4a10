//! What the examination's list is narrowed to, as it stands in the address.

use linxuan_app::view::Filter;

use crate::form::Pairs;

/// Lines on a page.
pub const PAGE: i64 = 50;
const WAITING: &str = "handed-in";

/// The list's narrowing; every page of the examination hands it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrowed {
    /// A state, or `all`.
    pub state: String,
    pub channel: String,
    pub unit: String,
    pub question: String,
    /// Newest first.
    pub newest: bool,
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
            newest: pairs.get("order") == "newest",
        }
    }

    pub fn filter(&self) -> Filter {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Filter {
            state: some(&self.state).filter(|state| state != "all"),
            channel: some(&self.channel),
            unit: some(&self.unit),
            question: self.question.clone(),
            descending: self.newest,
            after: None,
            most: PAGE,
        }
    }

    pub fn waiting(&self) -> bool {
        self.state == WAITING
    }

    /// Whether more than the state narrows it.
    pub fn searched(&self) -> bool {
        !(self.channel.is_empty() && self.unit.is_empty() && self.question.is_empty())
    }

    /// The query of an address, `more` after it.
    pub fn query(&self, more: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let order = if self.newest { "newest" } else { "" };
        let own = [
            ("state", self.state.as_str()),
            ("channel", &self.channel),
            ("unit", &self.unit),
            ("q", &self.question),
            ("order", order),
        ];
        let said =
            own.iter().chain(more).filter(|(name, value)| !value.is_empty() && (*name, *value) != ("state", WAITING));
        for (name, value) in said {
            query.append_pair(name, value);
        }
        query.finish()
    }

    /// A page's address with the narrowing handed on.
    pub fn path(&self, path: &str, more: &[(&str, &str)]) -> String {
        let query = self.query(more);
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// The list's own address.
    pub fn list(&self, more: &[(&str, &str)]) -> String {
        self.path("/examination", more)
    }
}

/// A place in the list: when handed in, and the nomination's id.
pub fn place(text: &str) -> Option<(i64, String)> {
    let (at, id) = text.split_once('.')?;
    Some((at.parse().ok()?, id.to_owned()))
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;

    use super::{Narrowed, place};
    use crate::form::Pairs;

    fn read(query: &'static str) -> Narrowed {
        Narrowed::read(&Pairs::parse(&Bytes::from_static(query.as_bytes())))
    }

    #[test]
    fn an_address_leads_back_to_its_narrowing() {
        let narrowed = read("state=returned&q=a%26b%3D%3C&order=newest");
        let address = narrowed.list(&[("after", "7.x")]);
        assert_eq!(address, "/examination?state=returned&q=a%26b%3D%3C&order=newest&after=7.x");
        assert_eq!(narrowed.filter().state.as_deref(), Some("returned"));
        assert!(narrowed.filter().descending);
    }

    #[test]
    fn without_a_word_the_waiting_ones_are_listed() {
        assert_eq!(read("").filter().state.as_deref(), Some("handed-in"));
        assert_eq!(read("").list(&[]), "/examination");
        assert_eq!(read("state=all").filter().state, None);
    }

    #[test]
    fn a_broken_place_is_none() {
        assert_eq!(place("12.abc"), Some((12, "abc".to_owned())));
        assert_eq!(place("abc"), None);
        assert_eq!(place("x.y"), None);
    }
}
