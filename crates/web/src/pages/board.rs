//! The units of a campaign as a list: narrowed, in an order, page by page.

use linxuan_app::Running;
use linxuan_app::view::{Key, Place, UnitStanding};

use super::ordered::{Column, Heading, Order, address, placed};
use super::standing::{Progress, left};
use crate::form::Pairs;
use crate::guard::Visit;

/// Units on a page.
const PAGE: usize = 100;

/// What the board can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// As the units were brought in.
    #[default]
    Listed,
    Name,
    SignedIn,
    HandedIn,
    Drafts,
    QuotaLeft,
}

impl Column for By {
    const ALL: &'static [Self] =
        &[Self::Listed, Self::Name, Self::SignedIn, Self::HandedIn, Self::Drafts, Self::QuotaLeft];

    fn id(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Name => "name",
            Self::SignedIn => "signed-in",
            Self::HandedIn => "handed-in",
            Self::Drafts => "drafts",
            Self::QuotaLeft => "quota-left",
        }
    }

    fn falls(self) -> bool {
        !matches!(self, Self::Listed | Self::Name | Self::SignedIn)
    }

    fn key(self, text: &str) -> Option<Key> {
        match self {
            Self::Name => Some(Key::Text(text.to_owned())),
            _ => text.parse().ok().map(Key::Number),
        }
    }
}

/// The headings by which units can be sorted.
pub struct Headings {
    pub name: Heading,
    pub signed_in: Heading,
    pub handed_in: Heading,
    pub drafts: Heading,
    pub left: Heading,
}

impl Headings {
    pub fn new(visit: &Visit, order: Order<By>, path: impl Fn(Order<By>) -> String) -> Self {
        let heading =
            |column: By, key: &str| order.heading(column, visit.words.say(&format!("monitoring-column-{key}")), &path);
        Self {
            name: heading(By::Name, "unit"),
            signed_in: heading(By::SignedIn, "signed-in"),
            handed_in: heading(By::HandedIn, "handed-in"),
            drafts: heading(By::Drafts, "drafts"),
            left: heading(By::QuotaLeft, "quota-left"),
        }
    }
}

/// The units that hold, with the place of each in an order; those without a limit have the most places left.
pub fn sorted<'a>(
    running: &Running,
    order: Order<By>,
    units: &'a [UnitStanding],
    holds: impl Fn(&UnitStanding) -> bool,
) -> Vec<(Place, &'a UnitStanding)> {
    let key = |at: usize, unit: &UnitStanding| match order.column {
        By::Listed => Key::Number(i64::try_from(at).unwrap_or(i64::MAX)),
        By::Name => Key::Text(unit.name.clone()),
        By::SignedIn => Key::Number(unit.signed_in_at.unwrap_or(0)),
        By::HandedIn => Key::Number(unit.handed_in),
        By::Drafts => Key::Number(unit.drafts),
        By::QuotaLeft => Key::Number(left(running, unit).map_or(i64::MAX, |left| left.sum().into())),
    };
    // Counted before they are narrowed: a unit keeps its place when others come or go.
    let held = units.iter().enumerate().filter(|(_, unit)| holds(unit));
    let mut all: Vec<(Place, &UnitStanding)> =
        held.map(|(at, unit)| ((key(at, unit), unit.unit_id.clone()), unit)).collect();
    all.sort_by(|(one, _), (other, _)| if order.descending { other.cmp(one) } else { one.cmp(other) });
    all
}

/// One page of an order: what comes after a place, and whether something comes before or after it.
pub fn part<'a>(
    order: Order<By>,
    all: &[(Place, &'a UnitStanding)],
    after: Option<&Place>,
) -> (Vec<&'a UnitStanding>, bool, String) {
    let beyond = |place: &Place, after: &Place| if order.descending { place < after } else { place > after };
    let begin = after.map_or(0, |after| all.iter().take_while(|(place, _)| !beyond(place, after)).count());
    let page: Vec<_> = all.iter().skip(begin).take(PAGE).collect();
    let more = begin + page.len() < all.len();
    let last = page.last().filter(|_| more).map_or_else(String::new, |(place, _)| placed(place));
    (page.into_iter().map(|(_, unit)| *unit).collect(), begin > 0, last)
}

/// What the board is narrowed to.
#[derive(Clone)]
pub struct Narrowed {
    pub progress: String,
    pub channel: String,
    pub order: Order<By>,
    /// Units that were chosen; all where none were.
    pub picks: Vec<String>,
}

impl Narrowed {
    pub fn read(pairs: &Pairs) -> Self {
        let text = |name: &str| pairs.get(name).to_owned();
        let (progress, channel) = (text("progress"), text("channel"));
        Self { progress, channel, order: Order::read(pairs.get("order")), picks: pairs.all("pick") }
    }

    pub fn said(&self) -> Vec<(&'static str, String)> {
        let own =
            [("progress", self.progress.clone()), ("channel", self.channel.clone()), ("order", self.order.text())];
        own.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// An address with the narrowing handed on, `more` after it.
    pub fn path(&self, path: &str, more: &[(&str, &str)]) -> String {
        let own = self.said();
        let own = own.iter().map(|(name, value)| (*name, value.as_str()));
        let picks = self.picks.iter().map(|unit| ("pick", unit.as_str()));
        address(path, &own.chain(picks).chain(more.iter().copied()).collect::<Vec<_>>())
    }

    /// The board's own address: choosing ends with what it was for.
    pub fn list(&self, more: &[(&str, &str)]) -> String {
        Self { picks: Vec::new(), ..self.clone() }.path("/monitoring", more)
    }

    pub fn holds(&self, unit: &UnitStanding) -> bool {
        let progress = self.progress.is_empty() || Progress::of(unit).id() == self.progress;
        let chosen = self.picks.is_empty() || self.picks.contains(&unit.unit_id);
        chosen && progress && (self.channel.is_empty() || unit.channel == self.channel)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use linxuan_app::view::{Key, Place, UnitStanding};

    use super::{By, PAGE, part};
    use crate::pages::ordered::Order;

    fn unit(n: usize) -> UnitStanding {
        UnitStanding {
            unit_id: format!("u{n:03}"),
            name: String::new(),
            channel: String::new(),
            accounts: 1,
            signed_in_at: None,
            drafts: i64::try_from(n % 3).unwrap_or(0),
            handed_in: 0,
            returned: 0,
            accepted: 0,
            refused: 0,
            own_quota: None,
            extra: 0,
            taken: BTreeMap::new(),
        }
    }

    /// Two hundred and fifty units, of which a third each have none, one or two drafts.
    #[test]
    fn equal_units_are_on_one_page_each() {
        let units: Vec<UnitStanding> = (0..250).map(unit).collect();
        for descending in [false, true] {
            let order = Order { column: By::Drafts, descending };
            let place = |unit: &UnitStanding| (Key::Number(unit.drafts), unit.unit_id.clone());
            let mut all: Vec<(Place, &UnitStanding)> = units.iter().map(|unit| (place(unit), unit)).collect();
            all.sort_by(|(one, _), (other, _)| if descending { other.cmp(one) } else { one.cmp(other) });
            let (mut found, mut after, mut sizes) = (Vec::new(), None, Vec::new());
            loop {
                let (page, begun, last) = part(order, &all, after.as_ref());
                assert_eq!(begun, after.is_some());
                sizes.push(page.len());
                found.extend(page.iter().map(|unit| unit.unit_id.clone()));
                after = order.place(&last);
                if last.is_empty() {
                    break;
                }
            }
            assert_eq!(sizes, [PAGE, PAGE, 50]);
            assert_eq!(found, all.iter().map(|(_, unit)| unit.unit_id.clone()).collect::<Vec<_>>());
        }
    }

    /// The unit at which the page before ended may be gone meanwhile.
    #[test]
    fn a_page_goes_on_where_the_last_one_ended() {
        let units: Vec<UnitStanding> = (0..4).map(unit).collect();
        let all: Vec<(Place, &UnitStanding)> =
            units.iter().map(|unit| ((Key::Text(unit.unit_id.clone()), String::new()), unit)).collect();
        let order = Order { column: By::Name, descending: false };
        let (page, begun, _) = part(order, &all, Some(&(Key::Text("u0015".to_owned()), String::new())));
        assert_eq!(page.iter().map(|unit| unit.unit_id.as_str()).collect::<Vec<_>>(), ["u002", "u003"]);
        assert!(begun);
    }
}
