//! A TOML text as a tree that knows where everything stands.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problem::{Place, Problem, ProblemKind};

/// A value with its place.
#[derive(Debug)]
pub(super) struct Node {
    pub place: Place,
    pub value: Value,
}

#[derive(Debug)]
pub(super) enum Value {
    Text(String),
    Integer(i64),
    Float,
    Boolean,
    Datetime,
    Array(Vec<Node>),
    Table(Vec<Entry>),
}

#[derive(Debug)]
pub(super) struct Entry {
    pub key: String,
    pub place: Place,
    pub node: Node,
}

impl Node {
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Table(entries) => entries,
            _ => &[],
        }
    }

    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::Array(items) => items,
            _ => &[],
        }
    }

    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn type_name(&self) -> &'static str {
        match &self.value {
            Value::Text(_) => "string",
            Value::Integer(_) => "integer",
            Value::Float => "number",
            Value::Boolean => "boolean",
            Value::Datetime => "datetime",
            Value::Array(_) => "array",
            Value::Table(_) => "object",
        }
    }

    /// The path of the `index`th element of an array below `path`: by its id where it has one.
    pub fn element_path(&self, path: &str, index: usize) -> String {
        match self.get("id").and_then(Node::text) {
            Some(id) => join(path, id),
            None => join(path, &(index + 1).to_string()),
        }
    }

    /// The place of the entry at `path`, or of the nearest entry above it.
    pub fn place_of(&self, path: &str) -> Place {
        let (head, rest) = path.split_once('.').unwrap_or((path, ""));
        let below = |place: Place, node: &Node| if rest.is_empty() { place } else { node.place_of(rest).or(place) };
        if let Some(entry) = self.entries().iter().find(|entry| entry.key == head) {
            return below(entry.place, &entry.node);
        }
        // By its number also where it has an id: a repeated id names two.
        let named =
            |(index, item): &(usize, &Node)| item.element_path("", *index) == head || (index + 1).to_string() == head;
        let element = self.items().iter().enumerate().find(named);
        element.map_or(self.place, |(_, item)| below(item.place, item))
    }
}

impl Place {
    fn or(self, other: Self) -> Self {
        if self == Self::default() { other } else { self }
    }
}

pub(super) fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// Turns byte offsets into lines and columns.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let after = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(after).collect() }
    }

    fn place(&self, offset: usize) -> Place {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = self.text.get(start..offset).map_or(1, |before| before.chars().count() + 1);
        Place { line, column }
    }
}

/// Where a byte of a text stands.
pub(super) fn place_of_offset(text: &str, offset: usize) -> Place {
    Lines::new(text).place(offset)
}

/// Parses a text; what is not TOML comes back as problems, all at once.
pub(super) fn parse(text: &str) -> (Node, Vec<Problem>) {
    let lines = Lines::new(text);
    let (root, errors) = DeTable::parse_recoverable(text);
    let problems = errors.iter().map(|error| Problem {
        place: error.span().map_or(Place { line: 1, column: 1 }, |span| lines.place(span.start)),
        key: String::new(),
        kind: ProblemKind::Syntax(error.message().to_owned()),
    });
    let problems = problems.collect();
    let value = Value::Table(entries(root.get_ref(), &lines));
    (Node { place: Place { line: 1, column: 1 }, value }, problems)
}

fn entries(table: &DeTable<'_>, lines: &Lines<'_>) -> Vec<Entry> {
    let entry = |(key, value): (&Spanned<std::borrow::Cow<'_, str>>, &Spanned<DeValue<'_>>)| Entry {
        key: key.get_ref().to_string(),
        place: lines.place(key.span().start),
        node: node(value, lines),
    };
    table.iter().map(entry).collect()
}

fn node(spanned: &Spanned<DeValue<'_>>, lines: &Lines<'_>) -> Node {
    let value = match spanned.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(Value::Float, Value::Integer)
        }
        DeValue::Float(_) => Value::Float,
        DeValue::Boolean(_) => Value::Boolean,
        DeValue::Datetime(_) => Value::Datetime,
        DeValue::Array(items) => Value::Array(items.iter().map(|item| node(item, lines)).collect()),
        DeValue::Table(table) => Value::Table(entries(table, lines)),
    };
    Node { place: lines.place(spanned.span().start), value }
}
