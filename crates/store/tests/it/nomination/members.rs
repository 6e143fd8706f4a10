//! Members of teams and authors of works, matched person by person.

use linxuan_store::nomination;
use linxuan_testkit::row::Ground;
use linxuan_testkit::{act, each_engine, read};

use super::{hand_in, insert};

#[test]
fn a_member_of_another_nomination_is_found_as_its_nominee_would_be() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let (own, twin) = (ground.nomination(1), ground.nomination(2));
        insert(store, &own);
        insert(store, &twin);
        let (first, second) = (own.id.clone(), twin.id.clone());
        let set = |id: &str, persons: &[&str]| {
            let (id, persons) = (id.to_owned(), persons.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>());
            act(store, move |sql| nomination::set_members(sql, &id, &persons));
        };
        let twins = || {
            let own = own.clone();
            read(store, move |sql| nomination::twins(sql, &own))
        };
        set(&first, &["b", "a", "a"]);
        set(&second, &["c"]);
        assert_eq!(
            read(store, {
                let id = first.clone();
                move |sql| nomination::members(sql, &id)
            }),
            ["a", "b"]
        );
        assert_eq!(twins(), (false, false));
        set(&second, &["c", "b"]);
        assert_eq!(twins(), (true, false));
        hand_in(store, &ground, &second, 5);
        assert_eq!(twins(), (true, false));
        // Written anew: whoever is no longer named is no longer found.
        set(&second, &["c"]);
        assert_eq!(twins(), (false, false));
    });
}
