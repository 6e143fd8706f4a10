//! Random acts and random questions: lists, counts and counters agree with a recount in memory.

use std::collections::BTreeMap;

use linxuan_store::queue::{self, Filter};
use linxuan_store::unit::{self, Unit};
use linxuan_store::{Store, invariant, nomination, search, submission};
use linxuan_testkit::row::{self, Ground, NOW};
use linxuan_testkit::{act, each_engine, keys, read};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::pages;

const STATES: [&str; 5] = ["handed-in", "accepted", "returned", "refused", "refusal-proposed"];
const CHANNELS: [&str; 2] = ["province", "society"];
const WORDS: [&str; 3] = ["天文", "量子", "天文 量子"];

/// What the test itself remembers of a nomination that was handed in.
#[derive(Debug, Clone)]
struct Known {
    id: String,
    at: i64,
    unit: usize,
    state: &'static str,
    word: usize,
}

/// Hands one in: at a moment, by a unit, found by a word.
fn hand_in(store: &Store, unit: &Unit, known: &Known, number: usize) {
    let draft = row::nomination(&known.id, unit, i64::try_from(number).unwrap());
    let package = row::submission(&format!("s{number}"), unit, &format!("{number}"));
    let (at, word) = (known.at, WORDS[known.word]);
    act(store, move |sql| {
        nomination::insert(sql, &keys(), &draft)?;
        submission::insert(sql, &package)?;
        nomination::hand_in(sql, &draft.id, &package.id, at)?;
        search::index(sql, &draft.id, word)?;
        queue::recount(sql, &draft.campaign_id, "state", None, Some("handed-in"))
    });
}

fn step(store: &Store, campaign: &str, known: &mut Known, to: &'static str) {
    let (campaign, id, from) = (campaign.to_owned(), known.id.clone(), known.state);
    act(store, move |sql| {
        nomination::set_state(sql, &id, to, None)?;
        queue::recount(sql, &campaign, "state", Some(from), Some(to))
    });
    known.state = to;
}

type Question = (Option<usize>, Option<usize>, Option<usize>, usize, bool);

fn filter((state, channel, unit, word, descending): Question, units: &[Unit]) -> Filter {
    Filter {
        state: state.map(|at| STATES[at].to_owned()),
        channel: channel.map(|at| CHANNELS[at].to_owned()),
        unit: unit.map(|at| units[at].id.clone()),
        question: ["", "天文", "量子", "量子 天文"][word].to_owned(),
        descending,
        most: 7,
        ..Filter::default()
    }
}

/// The same in memory.
fn wanted((state, channel, unit, word, descending): Question, all: &[Known]) -> Vec<String> {
    let fits = |known: &&Known| {
        state.is_none_or(|at| known.state == STATES[at])
            && channel.is_none_or(|at| known.unit % 2 == at)
            && unit.is_none_or(|at| known.unit == at)
            && match word {
                0 => true,
                1 => known.word != 1,
                2 => known.word != 0,
                _ => known.word == 2,
            }
    };
    let mut found: Vec<_> = all.iter().filter(fits).map(|known| (known.at, known.id.clone())).collect();
    found.sort();
    if descending {
        found.reverse();
    }
    found.into_iter().map(|(_, id)| id).collect()
}

fn counters_agree(store: &Store, campaign: &str, all: &[Known]) {
    let mut counted = BTreeMap::new();
    for known in all {
        *counted.entry(known.state.to_owned()).or_insert(0) += 1;
    }
    let campaign = campaign.to_owned();
    let (counters, violated) =
        read(store, move |sql| Ok((queue::counters(sql, &campaign, "state")?, invariant::violated(sql)?)));
    assert_eq!(counters, counted.into_iter().collect::<Vec<_>>());
    let counting: Vec<_> = violated.into_iter().filter(|what| what.starts_with("counters")).collect();
    assert_eq!(counting, [""; 0]);
}

fn units(store: &Store, ground: &Ground) -> Vec<Unit> {
    let mut units = vec![ground.unit.clone()];
    for ordinal in 2..=4 {
        let mut unit = row::unit(&format!("u{ordinal}"), &ground.campaign, ordinal);
        CHANNELS[usize::try_from(ordinal - 1).unwrap() % 2].clone_into(&mut unit.channel);
        let to_insert = unit.clone();
        act(store, move |sql| unit::insert(sql, &to_insert, &to_insert.name));
        units.push(unit);
    }
    units
}

/// Who is handed in when, then which state follows for whom, then what is asked.
type Life = (Vec<(i64, usize, usize)>, Vec<(usize, usize)>, Vec<Question>);

/// One random life of a campaign.
fn life() -> impl Strategy<Value = Life> {
    let question = (
        prop::option::of(0..STATES.len()),
        prop::option::of(0..CHANNELS.len()),
        prop::option::of(0..4_usize),
        0..4_usize,
        any::<bool>(),
    );
    (
        prop::collection::vec((0..12_i64, 0..4_usize, 0..WORDS.len()), 60),
        prop::collection::vec((0..60_usize, 0..STATES.len()), 90),
        prop::collection::vec(question, 60),
    )
}

#[test]
fn lists_and_counts_agree_with_a_recount() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let units = units(store, &ground);
        let (nominations, steps, questions) = life().new_tree(&mut TestRunner::deterministic()).unwrap().current();
        let mut all = Vec::new();
        for (number, (at, unit, word)) in nominations.into_iter().enumerate() {
            let known = Known { id: format!("n{number:02}"), at: NOW + at, unit, state: "handed-in", word };
            hand_in(store, &units[unit], &known, number);
            all.push(known);
        }
        for (number, (which, state)) in steps.into_iter().enumerate() {
            step(store, &ground.campaign, &mut all[which], STATES[state]);
            if number % 15 == 0 {
                counters_agree(store, &ground.campaign, &all);
            }
        }
        counters_agree(store, &ground.campaign, &all);
        for question in questions {
            let (filter, wanted) = (filter(question, &units), wanted(question, &all));
            assert_eq!(pages(store, &ground.campaign, &filter), wanted, "{filter:?}");
            let (campaign, length) = (ground.campaign.clone(), i64::try_from(wanted.len()).unwrap());
            let counted = read(store, move |sql| queue::count(sql, &campaign, &filter, 20));
            assert_eq!(counted, length.min(20));
        }
    });
}
