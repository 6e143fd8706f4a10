//! The order of a list, as it stands in the address and in its headings.

use linxuan_app::view::{Key, Place, Sort};

/// The columns a list can be sorted by; the first is the order it has of itself.
pub trait Column: Copy + PartialEq + Default + 'static {
    const ALL: &'static [Self];

    fn id(self) -> &'static str;

    /// Whether the first look is for the largest: the most findings, the newest.
    fn falls(self) -> bool {
        false
    }

    /// A key from an address; none where it is no key of this column.
    fn key(self, text: &str) -> Option<Key>;
}

impl Column for Sort {
    const ALL: &'static [Self] = &Sort::ALL;

    fn id(self) -> &'static str {
        match self {
            Self::HandedIn => "handed-in",
            Self::Number => "number",
            Self::Name => "name",
            Self::Unit => "unit",
            Self::Findings => "findings",
            Self::Due => "due",
        }
    }

    fn falls(self) -> bool {
        self == Self::Findings
    }

    fn key(self, text: &str) -> Option<Key> {
        Self::key(self, text)
    }
}

/// A column and a direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Order<C> {
    pub column: C,
    pub descending: bool,
}

/// The heading of a column: a link that sorts by it, or turns the order round.
pub struct Heading {
    pub label: String,
    pub path: String,
    /// `ascending` or `descending` where the list is sorted by it.
    pub sorted: &'static str,
}

impl<C: Column> Order<C> {
    /// `name`, or `-name` the other way round; what is no column is the list's own order.
    pub fn read(text: &str) -> Self {
        let (id, descending) = text.strip_prefix('-').map_or((text, false), |id| (id, true));
        let column = C::ALL.iter().find(|column| column.id() == id);
        column.map_or_else(Self::default, |column| Self { column: *column, descending })
    }

    /// As it stands in an address; empty for the list's own order.
    pub fn text(self) -> String {
        match (self == Self::default(), self.descending) {
            (true, _) => String::new(),
            (_, true) => format!("-{}", self.column.id()),
            (_, false) => self.column.id().to_owned(),
        }
    }

    /// The order that the heading of a column leads to.
    fn turned(self, column: C) -> Self {
        let descending = if self.column == column { !self.descending } else { column.falls() };
        Self { column, descending }
    }

    /// A column's heading; `path` is the list's address in another order.
    pub fn heading(self, column: C, label: String, path: impl Fn(Self) -> String) -> Heading {
        let sorted = match (self.column == column, self.descending) {
            (false, _) => "",
            (true, true) => "descending",
            (true, false) => "ascending",
        };
        Heading { label, path: path(self.turned(column)), sorted }
    }

    /// A place in the list: the key, and the id that tells equal ones apart.
    pub fn place(self, text: &str) -> Option<Place> {
        let (key, id) = text.rsplit_once('.')?;
        Some((self.column.key(key)?, id.to_owned()))
    }
}

/// A place as it stands in an address.
pub fn placed(place: &Place) -> String {
    match place {
        (Key::Number(number), id) => format!("{number}.{id}"),
        (Key::Text(text), id) => format!("{text}.{id}"),
    }
}

/// An address with those of its parameters that say something.
pub fn address(path: &str, said: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in said.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use linxuan_app::view::{Key, Sort};

    use super::{Order, address, placed};

    fn order(text: &str) -> Order<Sort> {
        Order::read(text)
    }

    #[test]
    fn every_order_comes_back_from_its_address() {
        for column in Sort::ALL {
            for descending in [false, true] {
                let one = Order { column, descending };
                assert_eq!(order(&one.text()), one);
            }
        }
        assert_eq!(order("").text(), "");
        assert_eq!(order("handed-in").text(), "");
        assert_eq!(order("-handed-in").text(), "-handed-in");
        assert_eq!(order("1; DROP TABLE nomination"), Order::default());
    }

    #[test]
    fn a_heading_turns_its_own_order_and_begins_another() {
        let to = |from: &str, column: Sort| order(from).turned(column).text();
        assert_eq!(to("", Sort::HandedIn), "-handed-in");
        assert_eq!(to("-handed-in", Sort::HandedIn), "");
        assert_eq!(to("-handed-in", Sort::Name), "name");
        assert_eq!(to("name", Sort::Name), "-name");
        // The most open findings first.
        assert_eq!(to("", Sort::Findings), "-findings");
        assert_eq!(to("-findings", Sort::Findings), "findings");
    }

    #[test]
    fn the_sorted_column_alone_says_so() {
        let sorted = |text: &str, column: Sort| order(text).heading(column, String::new(), Order::text).sorted;
        assert_eq!(sorted("", Sort::HandedIn), "ascending");
        assert_eq!(sorted("-due", Sort::Due), "descending");
        assert_eq!(sorted("-due", Sort::HandedIn), "");
    }

    #[test]
    fn a_place_carries_what_the_list_is_sorted_by() {
        let place = order("name").place("阿依古丽·A.B.id-1").unwrap();
        assert_eq!(place, (Key::Text("阿依古丽·A.B".to_owned()), "id-1".to_owned()));
        assert_eq!(placed(&place), "阿依古丽·A.B.id-1");
        let place = order("").place("12.id").unwrap();
        assert_eq!(placed(&place), "12.id");
        assert_eq!(order("").place("x.id"), None);
        assert_eq!(order("name").place("x"), None);
    }

    #[test]
    fn what_says_nothing_is_left_out_of_an_address() {
        assert_eq!(address("/list", &[("q", ""), ("after", "")]), "/list");
        assert_eq!(address("/list", &[("q", "a&b=<"), ("after", "")]), "/list?q=a%26b%3D%3C");
    }
}
