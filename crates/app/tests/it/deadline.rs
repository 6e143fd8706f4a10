//! 截止时间: to the second, and later for one unit when two people say so.

use linxuan_app::{Refusal, extension, package, view};
use linxuan_domain::access::Role;
use linxuan_domain::value::Instant;

use crate::world::{DAY, MAIN, SECOND, World, each_engine, handing};

/// 三、2·17, through 20 May: 24:00 in Beijing, which is 16:00 of that day in Greenwich.
const CLOSES: i64 = 1_653_062_400_000_000;

async fn ready(
    world: &World,
    office: &linxuan_domain::access::Viewer,
    name: &str,
    number: u32,
) -> linxuan_domain::access::Viewer {
    let clerk = world.unit(office, name, "society").await;
    world.nominate(&clerk, number).await;
    world.record_steps(&clerk).await;
    clerk
}

fn late(closed: i64) -> Refusal {
    Refusal::Late { closed: Instant(closed) }
}

#[test]
fn the_last_second_is_in_time_and_the_next_is_late() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let first = ready(world, &office, "星辰学会", 1).await;
        let second = ready(world, &office, "远山学会", 2).await;
        assert_eq!(view::unit_home(&world.app, &first).await.unwrap().standing.closes, Some(Instant(CLOSES)));
        world.clock.set(CLOSES - SECOND);
        world.hand_in(&first, "one").await.unwrap();
        for after in [0, 1, SECOND, 400 * DAY] {
            world.clock.set(CLOSES + after);
            let before = world.line_count().await;
            assert_eq!(world.hand_in(&second, "two").await.unwrap_err(), late(CLOSES), "{after} after");
            assert_eq!(world.line_count().await, before);
        }
    });
}

/// T55. Time does not go back: neither while the program runs nor after it was opened anew.
#[test]
fn a_clock_set_back_opens_nothing_again() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = ready(world, &office, "星辰学会", 1).await;
        world.clock.set(CLOSES);
        assert_eq!(world.hand_in(&clerk, "one").await.unwrap_err(), late(CLOSES));
        world.clock.set(CLOSES - 1);
        assert_eq!(world.hand_in(&clerk, "two").await.unwrap_err(), late(CLOSES));
        // A line of the record after the deadline is what the program knows when it is opened again.
        world.clock.set(CLOSES + 3 * SECOND);
        world.record_steps(&clerk).await;
        world.clock.set(CLOSES - 1);
        let again = world.opened_again();
        assert_eq!(again.now(), Instant(CLOSES + 3 * SECOND));
        assert_eq!(package::hand_in(&again, &clerk, handing("three")).await.unwrap_err(), late(CLOSES));
        let mut steps = world.lines().await.into_iter().filter(|line| line.event.what == "step-recorded");
        assert_eq!(steps.next_back().unwrap().event.at, Instant(CLOSES + 3 * SECOND));
    });
}

/// Looking moves nothing: a clock that was ahead while nobody acted has closed nothing.
#[test]
fn a_clock_that_was_ahead_while_nobody_acted_is_forgotten() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = ready(world, &office, "星辰学会", 1).await;
        world.clock.set(CLOSES + DAY);
        view::unit_home(&world.app, &clerk).await.unwrap();
        world.clock.set(CLOSES - 1);
        world.hand_in(&clerk, "one").await.unwrap();
    });
}

#[test]
fn an_extension_by_two_people_opens_the_door_for_one_unit_until_its_own_end() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let second = world.person(MAIN, "office-2", Role::Office).await;
        let favoured = ready(world, &office, "星辰学会", 1).await;
        let other = ready(world, &office, "远山学会", 2).await;
        let unit = favoured.unit.clone().unwrap();
        world.clock.set(CLOSES + 60 * SECOND);
        let until = CLOSES + DAY;
        let id = extension::propose(&world.app, &office, unit.as_str(), Instant(until), "当地疫情").await.unwrap();
        assert_eq!(world.hand_in(&favoured, "one").await.unwrap_err(), late(CLOSES));
        assert_eq!(extension::confirm(&world.app, &office, &id).await, Err(Refusal::SamePerson));
        assert_eq!(extension::confirm(&world.app, &favoured, &id).await, Err(Refusal::NotFound));
        extension::confirm(&world.app, &second, &id).await.unwrap();
        assert_eq!(extension::confirm(&world.app, &second, &id).await, Err(Refusal::NotFound));
        assert_eq!(world.hand_in(&other, "two").await.unwrap_err(), late(CLOSES));
        world.clock.set(until - SECOND);
        assert!(view::unit_home(&world.app, &favoured).await.unwrap().standing.extended);
        world.hand_in(&favoured, "one").await.unwrap();
        world.nominate(&favoured, 3).await;
        world.clock.set(until);
        assert_eq!(world.hand_in(&favoured, "two").await.unwrap_err(), late(until));
        let listed = view::board(&world.app, &office).await.unwrap().extensions;
        assert_eq!(listed.iter().map(|e| (e.reason.as_str(), e.until)).collect::<Vec<_>>(), [("当地疫情", until)]);
        let lines = world.lines().await;
        let by = |what: &str| {
            lines.iter().filter(|l| l.event.what == what).map(|l| l.event.actor.clone()).collect::<Vec<_>>()
        };
        assert_eq!(by("extension-proposed"), [office.account.to_string()]);
        assert_eq!(by("extension-confirmed"), [second.account.to_string()]);
    });
}

#[test]
fn an_extension_that_extends_nothing_or_says_nothing_is_refused() {
    each_engine(&[MAIN, "qinghai-2023"], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let unit = clerk.unit.clone().unwrap();
        let propose = async |until: i64, reason: &str| {
            extension::propose(&world.app, &office, unit.as_str(), Instant(until), reason).await
        };
        assert!(matches!(propose(CLOSES, "疫情").await, Err(Refusal::Invalid(_))));
        assert!(matches!(propose(CLOSES + DAY, " ").await, Err(Refusal::Invalid(_))));
        world.clock.set(CLOSES + 2 * DAY);
        assert!(matches!(propose(CLOSES + DAY, "疫情").await, Err(Refusal::Invalid(_))));
        let foreign = world.office("qinghai-2023").await;
        let strange =
            extension::propose(&world.app, &foreign, unit.as_str(), Instant(CLOSES + 900 * DAY), "疫情").await;
        assert_eq!(strange, Err(Refusal::NotFound));
        assert_eq!(view::board(&world.app, &office).await.unwrap().extensions.len(), 0);
    });
}
