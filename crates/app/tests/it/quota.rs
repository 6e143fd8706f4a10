//! 推荐名额: at most n, exactly n, extra places, the unit's own number.

use linxuan_app::{Refusal, extension, nomination};
use linxuan_domain::access::Role;

use crate::world::{MAIN, each_engine, in_the_way};

const EXACTLY: &str = "hebei-2021";

#[test]
fn more_than_the_places_is_refused_and_an_extra_place_lets_it_pass() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        // Born 1951, 1952 and 1978: one of three is under 45 on 20 May 2022.
        for number in [1, 2, 28] {
            world.nominate(&clerk, number).await;
        }
        world.record_steps(&clerk).await;
        assert_eq!(in_the_way(world.hand_in(&clerk, "one").await), ["quota breaks"]);
        let unit = clerk.unit.clone().unwrap();
        assert!(extension::grant(&world.app, &clerk, unit.as_str(), 1, "主办单位已同意").await.is_err());
        assert!(extension::grant(&world.app, &office, unit.as_str(), 1, " ").await.is_err());
        extension::grant(&world.app, &office, unit.as_str(), 1, "主办单位已同意").await.unwrap();
        world.hand_in(&clerk, "two").await.unwrap();
    });
}

/// 河北 五·13: a military unit recommends one, no more and in principle no fewer.
#[test]
fn exactly_one_refuses_two_and_asks_for_a_reason_for_none() {
    each_engine(&[], async |world| {
        // 2021-05-20, before the deadline of 1 June.
        world.clock.set(1_621_476_000_000_000);
        world.publish(EXACTLY).await;
        let office = world.office(EXACTLY).await;
        let clerk = world.unit(&office, "第一军工厂", "military").await;
        let first = world.nominate(&clerk, 1).await;
        world.nominate(&clerk, 2).await;
        world.record_steps(&clerk).await;
        assert_eq!(in_the_way(world.hand_in(&clerk, "one").await), ["quota breaks"]);
        nomination::withdraw(&world.app, &clerk, &first).await.unwrap();
        world.hand_in(&clerk, "two").await.unwrap();
        let idle = world.unit(&office, "第二军工厂", "military").await;
        world.record_steps(&idle).await;
        let empty = world.hand_in(&idle, "three").await;
        assert!(matches!(&empty, Err(Refusal::Invalid(said)) if said == &[("nominations", "nothing-to-hand-in")]));
        nomination::waive(&world.app, &idle, None, "quota-short", "本年度没有合适人选").await.unwrap();
        let none = world.hand_in(&idle, "four").await.unwrap();
        assert!(none.manifest.contains("\"lines\":[]"), "{}", none.manifest);
    });
}

#[test]
fn a_withdrawn_draft_takes_no_place_and_stays_withdrawn() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let stranger = world.unit(&office, "远山学会", "society").await;
        let mut ids = Vec::new();
        for number in [1, 2, 28] {
            ids.push(world.nominate(&clerk, number).await);
        }
        world.record_steps(&clerk).await;
        assert_eq!(nomination::withdraw(&world.app, &stranger, &ids[0]).await, Err(Refusal::NotFound));
        nomination::withdraw(&world.app, &clerk, &ids[0]).await.unwrap();
        assert_eq!(world.state(&clerk, &ids[0]).await, "withdrawn");
        assert!(matches!(nomination::withdraw(&world.app, &clerk, &ids[0]).await, Err(Refusal::WrongState(_))));
        world.hand_in(&clerk, "one").await.unwrap();
        assert_eq!(world.state(&clerk, &ids[0]).await, "withdrawn");
        // What was handed in cannot be taken back.
        assert!(matches!(nomination::withdraw(&world.app, &clerk, &ids[1]).await, Err(Refusal::WrongState(_))));
    });
}

#[test]
fn only_a_unit_nominates() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let examiner = world.person(MAIN, "examiner", Role::Examiner).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        for other in [&office, &examiner] {
            assert_eq!(nomination::create(&world.app, other, "person").await.unwrap_err(), Refusal::NotFound);
        }
        assert_eq!(nomination::create(&world.app, &clerk, "no-such-track").await.unwrap_err(), Refusal::NotFound);
    });
}
