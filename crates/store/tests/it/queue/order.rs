//! The queue in every order and both directions: page by page nothing is lost or doubled.

use linxuan_store::queue::{self, Filter, Sort};
use linxuan_store::unit::{self, Unit};
use linxuan_store::{Store, nomination, submission};
use linxuan_testkit::row::{self, Ground, NOW};
use linxuan_testkit::{act, each_engine, keys, read};

use super::pages;

type Line = (&'static str, &'static str, usize, &'static str, Option<i64>, i64);

/// Id, name, unit, findings, due time and minute of handing in of each; numbers run against the ids.
const LINES: [Line; 8] = [
    ("a", "李明", 1, "2 0 0", None, 5),
    ("b", "王芳", 0, "10 0 0", Some(30), 5),
    ("c", "李明", 1, "2 0 0", Some(20), 1),
    ("d", "", 0, "0 3 0", None, 5),
    ("e", "李明", 1, "0 0 0", Some(20), 2),
    ("f", "阿依古丽·买买提", 0, "2 0 1", None, 2),
    ("g", "王芳", 1, "0 0 12", Some(20), 3),
    ("h", "Li", 0, "0 3 0", None, 2),
];

/// The orders as they should be, by hand. Bytes of UTF-8: nothing, Li, 李 674E, 王 738B, 阿 963F.
const ORDERS: [(Sort, &str); 6] = [
    (Sort::HandedIn, "c e f h g a b d"),
    (Sort::Number, "h g f e d c b a"),
    (Sort::Name, "d h a c e b g f"),
    (Sort::Unit, "b d f h a c e g"),
    (Sort::Findings, "e g d h a c f b"),
    (Sort::Due, "c e g b a d f h"),
];

fn hand_in(store: &Store, unit: &Unit, number: usize) {
    let (id, name, _, findings, due, at) = LINES[number];
    let mut draft = row::nomination(id, unit, 50 - i64::try_from(number).unwrap());
    draft.number = format!("N-{:02}", 50 - number);
    name.clone_into(&mut draft.name);
    findings.clone_into(&mut draft.findings);
    let package = row::submission(&format!("s{number}"), unit, &format!("{number}"));
    act(store, move |sql| {
        nomination::insert(sql, &keys(), &draft)?;
        submission::insert(sql, &package)?;
        nomination::hand_in(sql, &draft.id, &package.id, NOW + at)?;
        nomination::set_state(sql, &draft.id, if due.is_some() { "returned" } else { "handed-in" }, due)
    });
}

fn lay(store: &Store) -> Ground {
    let ground = Ground::lay(store);
    let mut later = row::unit("u-later", &ground.campaign, 2);
    "远山学会".clone_into(&mut later.name);
    let to_insert = later.clone();
    act(store, move |sql| unit::insert(sql, &to_insert, "later"));
    // 第 7B2C comes before 远 8FDC.
    assert!(ground.unit.name.starts_with('第'));
    for (number, line) in LINES.iter().enumerate() {
        hand_in(store, if line.2 == 0 { &ground.unit } else { &later }, number);
    }
    ground
}

#[test]
fn every_order_is_whole_on_pages_of_every_size() {
    each_engine(|store, _| {
        let campaign = lay(store).campaign;
        for (sort, wanted) in ORDERS {
            let forward: Vec<String> = wanted.split(' ').map(str::to_owned).collect();
            let backward: Vec<String> = forward.iter().rev().cloned().collect();
            for most in [1, 2, 3, 5, 8, 20] {
                for (descending, wanted) in [(false, &forward), (true, &backward)] {
                    let filter = Filter { sort, descending, most, ..Filter::default() };
                    assert_eq!(&pages(store, &campaign, &filter), wanted, "{filter:?}");
                }
            }
        }
    });
}

#[test]
fn an_order_stays_when_the_list_is_narrowed() {
    each_engine(|store, _| {
        let campaign = lay(store).campaign;
        for (sort, wanted) in ORDERS {
            for (state, ids) in [("returned", "bceg"), ("handed-in", "adfh")] {
                let wanted: Vec<&str> = wanted.split(' ').filter(|id| ids.contains(id)).collect();
                let filter = Filter { sort, state: Some(state.to_owned()), most: 3, ..Filter::default() };
                assert_eq!(pages(store, &campaign, &filter), wanted, "{filter:?}");
                let filter = Filter { channel: Some("province".to_owned()), ..filter };
                assert_eq!(pages(store, &campaign, &filter), wanted, "{filter:?}");
            }
        }
    });
}

/// Few in a state are sorted whole, many are found along the order of all: the lines are the same.
#[test]
fn an_order_is_the_same_for_few_and_for_many() {
    each_engine(|store, _| {
        let campaign = lay(store).campaign;
        for (n, side) in [(1_000, "few"), (1_001, "many")] {
            let of = campaign.clone();
            act(store, move |sql| {
                sql.execute("DELETE FROM counter", &[])?;
                sql.execute(
                    "INSERT INTO counter (campaign_id, facet, value, n) VALUES ($1, 'state', 'returned', $2)",
                    &[of.into(), n.into()],
                )
            });
            for (sort, wanted) in ORDERS {
                let mut wanted: Vec<&str> = wanted.split(' ').filter(|id| "bceg".contains(id)).collect();
                let mut filter = Filter { sort, state: Some("returned".to_owned()), most: 3, ..Filter::default() };
                assert_eq!(pages(store, &campaign, &filter), wanted, "{side} {filter:?}");
                wanted.reverse();
                filter.descending = true;
                assert_eq!(pages(store, &campaign, &filter), wanted, "{side} {filter:?}");
            }
        }
    });
}

#[test]
fn every_order_is_narrowed_to_a_unit_of_the_campaign() {
    each_engine(|store, _| {
        let campaign = lay(store).campaign;
        act(store, |sql| row::campaign(sql, "c-other", "other"));
        for (sort, wanted) in ORDERS {
            let wanted: Vec<&str> = wanted.split(' ').filter(|id| "aceg".contains(id)).collect();
            let filter = Filter { sort, unit: Some("u-later".to_owned()), most: 3, ..Filter::default() };
            assert_eq!(pages(store, &campaign, &filter), wanted, "{filter:?}");
            assert_eq!(pages(store, "c-other", &filter), [""; 0], "{filter:?}");
            let counted = |of: &str| {
                let (of, filter) = (of.to_owned(), filter.clone());
                read(store, move |sql| queue::count(sql, &of, &filter, 10))
            };
            assert_eq!((counted(&campaign), counted("c-other")), (4, 0));
        }
    });
}

/// From any line, the lines before it and the lines after it are those of the whole list.
#[test]
fn from_every_line_one_comes_back_to_where_one_was() {
    each_engine(|store, _| {
        let campaign = lay(store).campaign;
        for (sort, wanted) in ORDERS {
            let all = Filter { sort, most: 20, ..Filter::default() };
            let lines = {
                let (campaign, all) = (campaign.clone(), all.clone());
                read(store, move |sql| queue::queue(sql, &campaign, &all))
            };
            let wanted: Vec<&str> = wanted.split(' ').collect();
            for (at, line) in lines.iter().enumerate() {
                let after = Filter { after: Some(line.place(sort)), ..all.clone() };
                assert_eq!(pages(store, &campaign, &after), wanted[at + 1..], "{after:?}");
                let before = Filter { descending: true, ..after };
                let mut found = pages(store, &campaign, &before);
                found.reverse();
                assert_eq!(found, wanted[..at], "{before:?}");
            }
        }
    });
}

#[test]
fn a_key_that_is_none_of_its_column_is_none() {
    assert!(Sort::HandedIn.key("x").is_none() && Sort::Due.key("").is_none() && Sort::Findings.key("1 0 0").is_none());
    assert!(Sort::Name.key("").is_some() && Sort::HandedIn.key("12").is_some());
}

#[test]
fn what_was_given_back_is_told_by_unit_the_earliest_due_first() {
    each_engine(|store, _| {
        let ground = lay(store);
        let (campaign, own) = (ground.campaign, ground.unit.id);
        let back = read(store, move |sql| queue::given_back(sql, &campaign));
        let told: Vec<(&str, Option<i64>)> = back.iter().map(|one| (one.unit_id.as_str(), one.due_at)).collect();
        let later = "u-later";
        assert_eq!(told, [(later, Some(20)), (later, Some(20)), (later, Some(20)), (own.as_str(), Some(30))]);
        assert!(read(store, |sql| queue::given_back(sql, "none")).is_empty());
    });
}
