//! An act is whole or not at all, and alone.

use linxuan_store::engine::Engine;
use linxuan_store::{ActError, SqlError};
use linxuan_testkit::{act, each_engine, until};

use super::{hold, names, put, word};

#[test]
fn what_goes_wrong_in_a_group_is_rolled_back_alone() {
    each_engine(|store, _| {
        let held = hold(store);
        let group = vec![
            store.act(put("a")),
            store.act(|sql| put("refused")(sql).and(Err(SqlError::new("no")))),
            store.act(put("b")),
            store.act(|sql| {
                put("panicked")(sql)?;
                panic!("by intention")
            }),
            store.act(put("c")),
            store.act(|sql| {
                put("failed")(sql)?;
                sql.execute("INSERT INTO nowhere (name) VALUES (1)", &[]).map(|_| ())
            }),
            store.act(put("d")),
            store.act(|sql| put("doubled")(sql).and_then(|()| put("doubled")(sql))),
            store.act(put("e")),
        ];
        held.release();
        let answers: Vec<_> = group.into_iter().map(|act| word(act.wait())).collect();
        let wanted = ["done", "refused", "done", "panicked", "done", "refused", "done", "duplicate", "done"];
        assert_eq!(answers, wanted);
        assert_eq!(names(store), ["a", "b", "c", "d", "e"]);
    });
}

#[test]
fn an_act_answers_its_value_or_its_own_refusal() {
    each_engine(|store, _| {
        assert_eq!(store.act(|_| Ok::<_, String>(42)).wait(), Ok(42));
        let refused = store.act(|_| Err::<(), _>("3 of 3 used".to_owned())).wait();
        assert_eq!(refused, Err(ActError::Refused("3 of 3 used".to_owned())));
    });
}

/// PostgreSQL ends a transaction at its first error, SQLite does not: whichever way, what is
/// acknowledged is there.
#[test]
fn an_act_that_passes_over_an_error_is_not_acknowledged_and_lost() {
    each_engine(|store, _| {
        let act = store.act(|sql| {
            put("kept")(sql)?;
            drop(put("kept")(sql));
            Ok::<_, SqlError>(())
        });
        let answer = word(act.wait());
        let there = names(store) == ["kept"];
        assert!(there == (answer == "done"), "the answer was {answer:?}, but there: {there}");
    });
}

#[test]
fn when_sqlite_ends_the_transaction_the_whole_group_hears_it() {
    each_engine(|store, _| {
        if store.engine() == Engine::Postgres {
            return;
        }
        let held = hold(store);
        let before = store.act(put("before"));
        let ends = store.act(|sql| sql.execute("ROLLBACK", &[]).map(|_| ()));
        let after = store.act(put("after"));
        drop(held);
        assert_eq!([word(before.wait()), word(ends.wait())], ["not committed"; 2]);
        assert_eq!(word(after.wait()), "done");
        assert_eq!(names(store), ["after"]);
    });
}

#[test]
fn an_act_goes_on_when_its_caller_went_away() {
    each_engine(|store, _| {
        let held = hold(store);
        drop(store.act(put("alone")));
        held.release();
        until("the act is done", || (names(store) == ["alone"]).then_some(()));
    });
}

#[test]
fn a_task_waits_without_a_thread() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    each_engine(|store, _| {
        let done = runtime.block_on(async { store.act(put("later")).done().await });
        assert_eq!(done, Ok(()));
        let refused = runtime.block_on(async { store.act(|_| Err::<(), _>(7)).done().await });
        assert_eq!(refused, Err(ActError::Refused(7)));
        assert_eq!(names(store), ["later"]);
    });
}

#[test]
fn tables_are_made_inside_an_act_and_go_with_it() {
    each_engine(|store, _| {
        let refused = store.act(|sql| {
            sql.execute("CREATE TABLE passing (id BIGINT)", &[])?;
            sql.execute("INSERT INTO passing (id) VALUES (1)", &[])?;
            Err::<(), _>(SqlError::new("no"))
        });
        assert_eq!(word(refused.wait()), "refused");
        act(store, |sql| sql.execute("CREATE TABLE passing (id BIGINT, other TEXT)", &[]));
    });
}

#[test]
fn many_threads_lose_nothing() {
    each_engine(|store, _| {
        let threads: Vec<_> = (0..16)
            .map(|thread| {
                let store = store.clone();
                std::thread::spawn(move || {
                    for number in 0..20 {
                        act(&store, put(&format!("{thread:02}-{number:02}")));
                    }
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        let wanted: Vec<_> = (0..16).flat_map(|t| (0..20).map(move |n| format!("{t:02}-{n:02}"))).collect();
        assert_eq!(names(store), wanted);
    });
}
