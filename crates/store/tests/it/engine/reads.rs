//! Reads: on one consistent state, and only reads.

use std::sync::mpsc::channel;

use linxuan_store::engine::SqlExt;
use linxuan_store::{SqlError, Store};
use linxuan_testkit::{act, each_engine, read};

use super::{names, put, word};

const COUNT: &str = "SELECT COUNT(*) AS n FROM setting";

#[test]
fn a_read_sees_what_was_acknowledged() {
    each_engine(|store, _| {
        for number in 1..=50 {
            act(store, put(&format!("{number:02}")));
            assert_eq!(read(store, |sql| sql.number(COUNT, &[])), number);
        }
    });
}

#[test]
fn a_read_keeps_its_state_while_acts_go_on() {
    each_engine(|store, _| {
        act(store, put("first"));
        let (begun, seen) = channel();
        let (gate, opened) = channel::<()>();
        let long = store.read(move |sql| {
            let before = sql.number(COUNT, &[])?;
            begun.send(()).unwrap();
            let _ = opened.recv();
            Ok::<_, SqlError>((before, sql.number(COUNT, &[])?))
        });
        seen.recv().unwrap();
        act(store, put("second"));
        drop(gate);
        assert_eq!(long.wait(), Ok((1, 1)));
        assert_eq!(names(store), ["first", "second"]);
    });
}

fn reading(store: &Store, statement: &'static str) -> &'static str {
    word(store.read(move |sql| sql.execute(statement, &[])).wait())
}

#[test]
fn a_read_cannot_write() {
    each_engine(|store, _| {
        assert_eq!(word(store.read(put("written")).wait()), "refused");
        assert_eq!(reading(store, "DELETE FROM turn_row"), "refused");
        assert_eq!(reading(store, "CREATE TABLE made (id BIGINT)"), "refused");
        assert!(names(store).is_empty());
    });
}

#[test]
fn a_read_that_panics_or_fails_harms_no_later_one() {
    each_engine(|store, _| {
        act(store, put("kept"));
        for _ in 0..12 {
            let panicked = store.read(|_| -> Result<(), SqlError> { panic!("by intention") });
            assert_eq!(word(panicked.wait()), "panicked");
            assert_eq!(reading(store, "SELECT nothing FROM nowhere"), "refused");
        }
        assert_eq!(names(store), ["kept"]);
    });
}
