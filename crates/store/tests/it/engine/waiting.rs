//! The queue before the writers is bounded.

use linxuan_store::{Pending, SqlError};
use linxuan_testkit::each_engine;

use super::{hold, names, put, word};

#[test]
fn the_act_that_finds_4096_waiting_is_told_to_come_again() {
    each_engine(|store, _| {
        let held = hold(store);
        let waiting: Vec<Pending<(), SqlError>> = (0..4096).map(|_| store.act(|_| Ok(()))).collect();
        let refused: Vec<_> = (0..3).map(|_| word(store.act(put("too much")).wait())).collect();
        assert_eq!(refused, ["busy"; 3]);
        held.release();
        assert!(waiting.into_iter().all(|act| act.wait().is_ok()));
        assert_eq!(word(store.act(put("again")).wait()), "done");
        assert_eq!(names(store), ["again"]);
    });
}
