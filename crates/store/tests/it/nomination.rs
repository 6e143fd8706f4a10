mod life;
mod members;
mod personal;

use linxuan_store::nomination::{self, Nomination};
use linxuan_store::{Store, submission};
use linxuan_testkit::row::{self, Ground};
use linxuan_testkit::{act, keys, read};

fn insert(store: &Store, nomination: &Nomination) {
    let nomination = nomination.clone();
    act(store, move |sql| nomination::insert(sql, &keys(), &nomination));
}

fn find(store: &Store, id: &str) -> Nomination {
    let id = id.to_owned();
    read(store, move |sql| nomination::find(sql, &keys(), &id)).unwrap()
}

/// Whether the save found the version it was made on.
fn save(store: &Store, nomination: &Nomination) -> bool {
    let nomination = nomination.clone();
    act(store, move |sql| nomination::save(sql, &keys(), &nomination))
}

/// Hands in under a new submission; answers the submission's id.
fn hand_in(store: &Store, ground: &Ground, nomination: &str, at: i64) -> String {
    let id = ground.ids.id();
    let (package, nomination) = (row::submission(&id, &ground.unit, &id), nomination.to_owned());
    act(store, move |sql| {
        submission::insert(sql, &package)?;
        nomination::hand_in(sql, &nomination, &package.id, at)
    });
    id
}
