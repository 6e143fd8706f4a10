//! Acts of many callers at once: each durable with its line or refused without one, lines in the order of
//! the commits, places without gaps.

use std::collections::BTreeSet;

use linxuan_store::record::{self, Line};
use linxuan_store::{ActError, Pending, SqlError, Store};
use linxuan_testkit::{Database, engines, placed, read, row, signer};

use super::append;

const ACTS: usize = 300;
const CALLERS: usize = 30;

/// The `number`th act of a caller: writes a line on one of three rows, and every seventh then refuses.
/// Ids fall where turns rise: an id is drawn before the act waits.
fn act(store: &Store, number: usize) -> Pending<(), SqlError> {
    let turn_row = format!("unit/{}", number % 3);
    let event = row::event(&id(number), "saved", &format!("nomination/{number}"));
    store.act(move |sql| {
        append(sql, &turn_row, event)?;
        if number % 7 == 6 { Err(SqlError::new("refused")) } else { Ok(()) }
    })
}

fn id(number: usize) -> String {
    format!("{:04}", 9999 - number)
}

/// Ids of the acts that were acknowledged, by many threads with ten acts on their way each.
fn play(store: &Store) -> BTreeSet<String> {
    let threads: Vec<_> = (0..CALLERS)
        .map(|caller| {
            let store = store.clone();
            std::thread::spawn(move || {
                let own: Vec<_> =
                    (0..ACTS / CALLERS).map(|n| n * CALLERS + caller).map(|n| (n, act(&store, n))).collect();
                own.into_iter().map(|(n, pending)| (n, pending.wait())).collect::<Vec<_>>()
            })
        })
        .collect();
    let mut done = BTreeSet::new();
    for (number, answer) in threads.into_iter().flat_map(|thread| thread.join().unwrap()) {
        let refused = Err(ActError::Refused(SqlError::new("refused")));
        assert_eq!(answer, if number % 7 == 6 { refused } else { Ok(()) });
        if answer.is_ok() {
            done.insert(id(number));
        }
    }
    done
}

fn lines(store: &Store) -> Vec<Line> {
    let mut lines = read(store, |sql| record::lines(sql, None, None, 10_000));
    lines.reverse();
    lines
}

#[test]
fn all_are_durable_or_refused_and_placed_in_the_order_of_their_turns() {
    for engine in engines() {
        let database = Database::fresh(engine);
        let store = database.open();
        let done = play(&store);
        // 300 less those with remainder 6 by 7: 6, 13, …, 293 and none above, which are 42.
        assert_eq!(done.len(), 258);
        drop(store);
        let store = database.open();
        placed(&store);
        let lines = lines(&store);
        assert_eq!(lines.iter().map(|line| line.event.id.clone()).collect::<BTreeSet<_>>(), done);
        let places: Vec<_> = lines.iter().map(|line| line.position).collect();
        assert_eq!(places, (0..258).map(Some).collect::<Vec<_>>());
        for row in ["unit/0", "unit/1", "unit/2"] {
            let turns: Vec<i64> =
                lines.iter().map(|l| &l.event).filter(|e| e.turn_row == row).map(|e| e.turn).collect();
            assert_eq!(turns, (1..=86).collect::<Vec<_>>(), "{engine:?} {row}");
        }
        assert_eq!(read(&store, |sql| record::verify(sql, &signer().public())), []);
    }
}

/// What was acknowledged before another act began stands before it, whatever its id.
#[test]
fn an_act_after_another_s_answer_stands_after_it() {
    linxuan_testkit::each_engine(|store, _| {
        (0..6).for_each(|number| act(store, number).wait().unwrap());
        placed(store);
        let rows = |lines: &[Line], row: &str| {
            let of_row = lines.iter().filter(|line| line.event.turn_row == row);
            of_row.map(|line| line.event.id.clone()).collect::<Vec<_>>()
        };
        let lines = lines(store);
        assert_eq!(rows(&lines, "unit/0"), ["9999", "9996"]);
        assert_eq!(rows(&lines, "unit/2"), ["9997", "9994"]);
    });
}
