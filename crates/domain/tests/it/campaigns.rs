//! The seven rulebooks that are shipped: sound, and no item of their notices left out.

use std::collections::{BTreeMap, BTreeSet};

use linxuan_domain::rulebook::coverage::{Answer, coverage};
use linxuan_domain::rulebook::outline::{Outline, cited};
use linxuan_domain::rulebook::{ProblemKind, Reading, Rulebook, read};
use toml::{Table, Value};

/// A rulebook's file beside its notice's outline.
pub struct Shipped {
    pub name: &'static str,
    pub text: String,
    pub outline: Outline,
}

pub fn shipped(name: &'static str) -> Shipped {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../campaigns");
    let file = |path: String| std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let outline = Outline::parse(&file(format!("{folder}/notices/{name}.md")));
    Shipped { name, text: file(format!("{folder}/{name}.toml")), outline }
}

impl Shipped {
    pub fn read(&self) -> Reading {
        read(&self.text, &self.outline, Some(self.name))
    }

    pub fn rulebook(&self) -> Rulebook {
        self.read().rulebook.unwrap_or_else(|| panic!("{} is readable", self.name))
    }
}

pub const NAMES: [&str; 7] = [
    "national-2021",
    "national-2022",
    "chongqing-2021",
    "hebei-2021",
    "qinghai-2023",
    "example-team-and-work",
    "blank",
];

/// One step into a file: a key of a table or a place in a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Key(String),
    At(usize),
}

type Found = Vec<(Vec<Step>, Vec<String>)>;

/// Every table that names its source, with the items it cites.
fn sourced(value: &Value, path: &[Step], found: &mut Found) {
    let below = |step: Step| [path, &[step]].concat();
    match value {
        Value::Table(table) => {
            if let Some(source) = table.get("source").filter(|_| !path.is_empty()) {
                found.push((path.to_vec(), items_of(source)));
            }
            for (key, value) in table {
                sourced(value, &below(Step::Key(key.clone())), found);
            }
        }
        Value::Array(values) => {
            for (at, value) in values.iter().enumerate() {
                sourced(value, &below(Step::At(at)), found);
            }
        }
        _ => {}
    }
}

fn items_of(source: &Value) -> Vec<String> {
    match source {
        Value::String(text) => cited(text),
        Value::Array(texts) => texts.iter().filter_map(Value::as_str).flat_map(cited).collect(),
        other => panic!("a source is a text or a list: {other}"),
    }
}

/// The file without the table at a path.
fn without(value: &mut Value, path: &[Step]) {
    match (value, path) {
        (Value::Table(table), [Step::Key(key)]) => drop(table.remove(key)),
        (Value::Array(values), [Step::At(at)]) => drop(values.remove(*at)),
        (Value::Table(table), [Step::Key(key), rest @ ..]) => without(&mut table[key], rest),
        (Value::Array(values), [Step::At(at), rest @ ..]) => without(&mut values[*at], rest),
        (value, path) => panic!("{path:?} is not in {value}"),
    }
}

/// What a reader learns of a file: how many problems, and which entries answer each item.
struct Learnt {
    problems: usize,
    keys: BTreeMap<String, Vec<String>>,
    unassigned: BTreeSet<String>,
}

fn learn(text: &str, shipped: &Shipped) -> Learnt {
    let reading = read(text, &shipped.outline, Some(shipped.name));
    let covered = coverage(&shipped.outline, &reading.origins);
    let unassigned = covered.iter().filter(|one| one.by == Answer::Unassigned).map(|one| one.item.clone()).collect();
    let keys = covered.into_iter().map(|one| (one.item, one.keys)).collect();
    Learnt { problems: reading.problems.len(), keys, unassigned }
}

/// What goes with a table: the items that it and the tables in it cite.
fn goes_with(path: &[Step], tables: &Found) -> BTreeSet<String> {
    let within = tables.iter().filter(|(other, _)| other.starts_with(path));
    within.flat_map(|(_, items)| items.iter().cloned()).collect()
}

/// Tables that can be taken away at one time, because no item goes with two of them.
fn apart(tables: &Found) -> Vec<Found> {
    let mut groups: Vec<(BTreeSet<String>, Found)> = Vec::new();
    for (path, items) in tables {
        let gone = goes_with(path, tables);
        let free = |(taken, group): &&mut (BTreeSet<String>, Found)| {
            let nested = group.iter().any(|(other, _)| other.starts_with(path) || path.starts_with(other));
            !nested && taken.is_disjoint(&gone)
        };
        let table = (path.clone(), items.clone());
        match groups.iter_mut().find(free) {
            Some((taken, group)) => {
                taken.extend(gone);
                group.push(table);
            }
            None => groups.push((gone, vec![table])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Takes each sourced table out; what it cites must then be missed.
fn every_sourced_table_is_missed(name: &'static str) {
    let shipped = shipped(name);
    let whole = Value::Table(shipped.text.parse::<Table>().unwrap());
    let before = learn(&toml::to_string(&whole).unwrap(), &shipped);
    let mut tables = Found::new();
    sourced(&whole, &[], &mut tables);
    assert!(tables.len() > 10, "{name} has {} sourced tables", tables.len());
    for mut group in apart(&tables) {
        let mut cut = whole.clone();
        // From the end, so that places in lists stay what they were.
        group.sort_by(|(one, _), (other, _)| other.cmp(one));
        for (path, _) in &group {
            without(&mut cut, path);
        }
        let after = learn(&toml::to_string(&cut).unwrap(), &shipped);
        for (path, item) in group.iter().flat_map(|(path, items)| items.iter().map(move |item| (path, item))) {
            let (had, has) = (&before.keys[item], &after.keys[item]);
            assert!(has.len() < had.len(), "{name} {path:?}: {item} is cited as before");
            assert_eq!(after.unassigned.contains(item), has.is_empty(), "{name} {path:?}: {item}");
        }
    }
}

#[test]
fn the_rulebooks_have_no_problems() {
    for name in NAMES {
        let problems = shipped(name).read().problems;
        let lines: Vec<_> = problems
            .iter()
            .map(|one| format!("{name}:{}:{} {} {:?}", one.place.line, one.place.column, one.key, one.kind))
            .collect();
        assert_eq!(lines, [""; 0]);
    }
}

#[test]
fn no_item_of_a_notice_is_left_unassigned() {
    for name in NAMES {
        let shipped = shipped(name);
        let covered = coverage(&shipped.outline, &shipped.read().origins);
        let gaps: Vec<_> = covered.iter().filter(|one| one.by == Answer::Unassigned).map(|one| &one.item).collect();
        assert_eq!(gaps, [""; 0], "{name}");
    }
}

#[test]
fn what_is_outside_says_why_and_is_the_only_answer_to_something() {
    for name in NAMES {
        let shipped = shipped(name);
        let reading = shipped.read();
        let covered = coverage(&shipped.outline, &reading.origins);
        for outside in shipped.rulebook().outside {
            assert!(outside.reason.chars().count() >= 5, "{name} {}", outside.id);
            let path = format!("outside.{}", outside.id);
            let alone = covered.iter().any(|one| one.by == Answer::OutsideSoftware && one.keys.contains(&path));
            assert!(alone || reading.origins.0[&path].items.is_empty(), "{name} {path}");
        }
    }
}

#[test]
fn an_outside_entry_taken_away_leaves_its_items_unassigned() {
    for name in NAMES {
        let shipped = shipped(name);
        let whole: Table = shipped.text.parse().unwrap();
        let outsides = whole.get("outside").and_then(Value::as_array).map_or(0, Vec::len);
        for at in 0..outsides {
            let mut cut = Value::Table(whole.clone());
            let items: Vec<_> = whole["outside"][at].get("source").into_iter().flat_map(items_of).collect();
            without(&mut cut, &[Step::Key("outside".into()), Step::At(at)]);
            let after = learn(&toml::to_string(&cut).unwrap(), &shipped);
            assert!(items.iter().any(|item| after.unassigned.contains(item)), "{name} outside {at}: {items:?}");
        }
    }
}

/// A number that stands in no notice.
const NOWHERE: i64 = 7919;

/// Puts it in place of every number, and names the entries where it now stands.
fn renumber(value: &mut Value, path: &str, found: &mut Vec<String>) {
    let join = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Integer(number) => {
            *number = NOWHERE;
            found.push(path.to_owned());
        }
        Value::Table(table) => table.iter_mut().for_each(|(key, value)| renumber(value, &join(key), found)),
        Value::Array(values) => {
            for (at, value) in values.iter_mut().enumerate() {
                let id = value.get("id").and_then(Value::as_str).map_or_else(|| (at + 1).to_string(), str::to_owned);
                renumber(value, &join(&id), found);
            }
        }
        _ => {}
    }
}

/// A figure is the clause's own or said to be assumed: there is no third.
#[test]
fn every_number_that_no_clause_holds_is_refused_unless_it_is_assumed() {
    for name in NAMES {
        let shipped = shipped(name);
        let mut whole = Value::Table(shipped.text.parse::<Table>().unwrap());
        let mut numbers = Vec::new();
        renumber(&mut whole, "", &mut numbers);
        // One byte cannot hold the number; this figure is looked at no further.
        whole["examination"]["refusal_people"] = Value::Integer(2);
        let reading = read(&toml::to_string(&whole).unwrap(), &shipped.outline, Some(name));
        let refused = |key: &str| {
            let of_figure = |kind: &ProblemKind| matches!(kind, ProblemKind::FigureNotInClause { figure, .. } if *figure == NOWHERE.to_string());
            reading.problems.iter().any(|problem| problem.key == key && of_figure(&problem.kind))
        };
        let assumptions = reading.assumptions();
        let assumed =
            |key: &str| assumptions.iter().any(|one| key == one.key || key.starts_with(&format!("{}.", one.key)));
        let (stated, settled): (Vec<&String>, Vec<&String>) = numbers.iter().partition(|key| refused(key));
        let unexplained: Vec<_> = settled.into_iter().filter(|key| !assumed(key)).collect();
        assert_eq!(unexplained, Vec::<&String>::new(), "{name}");
        assert!(name == "blank" || stated.len() >= 5, "{name}: {stated:?}");
    }
}

#[test]
fn every_item_line_of_an_outline_is_read_once() {
    for name in NAMES {
        let outline = shipped(name).outline;
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../campaigns/notices");
        let lines = std::fs::read_to_string(format!("{folder}/{name}.md")).unwrap();
        let written = lines.lines().filter(|line| line.contains('【') && line.trim_start().starts_with('-')).count();
        assert_eq!((outline.items().count(), outline.by_id().len()), (written, written), "{name}");
        assert!(!outline.title.is_empty() && outline.items().all(|item| !item.text.is_empty()), "{name}");
    }
}

#[test]
fn every_assumption_gives_a_reason() {
    for name in NAMES {
        for assumption in shipped(name).read().assumptions() {
            assert!(assumption.reason.chars().count() >= 4, "{name} {assumption:?}");
        }
    }
}

#[test]
fn a_rulebook_written_out_again_says_the_same() {
    for name in NAMES {
        let shipped = shipped(name);
        let whole: Table = shipped.text.parse().unwrap();
        let again = toml::to_string(&whole).unwrap();
        assert_eq!(linxuan_domain::rulebook::diff::diff(&shipped.text, &again), [], "{name}");
        let learnt = learn(&again, &shipped);
        assert_eq!((learnt.problems, learnt.unassigned.len()), (0, 0), "{name}");
    }
}

#[test]
fn every_sourced_table_of_national_2021_is_missed_when_taken_away() {
    every_sourced_table_is_missed("national-2021");
}

#[test]
fn every_sourced_table_of_national_2022_is_missed_when_taken_away() {
    every_sourced_table_is_missed("national-2022");
}

#[test]
fn every_sourced_table_of_chongqing_2021_is_missed_when_taken_away() {
    every_sourced_table_is_missed("chongqing-2021");
}

#[test]
fn every_sourced_table_of_hebei_2021_is_missed_when_taken_away() {
    every_sourced_table_is_missed("hebei-2021");
}

#[test]
fn every_sourced_table_of_qinghai_2023_is_missed_when_taken_away() {
    every_sourced_table_is_missed("qinghai-2023");
}

#[test]
fn every_sourced_table_of_the_example_is_missed_when_taken_away() {
    every_sourced_table_is_missed("example-team-and-work");
}

#[test]
fn every_sourced_table_of_the_blank_is_missed_when_taken_away() {
    every_sourced_table_is_missed("blank");
}
