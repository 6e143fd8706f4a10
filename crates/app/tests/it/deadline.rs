//! 截止时间: to the second, and later for one unit when two people say so.

use linxuan_app::{Refusal, extension, view};
use linxuan_domain::access::Role;
use linxuan_domain::value::Instant;

use crate::world::{DAY, MAIN, SECOND, World, each_engine};

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
        // The clock set back does not undo what was in time, and a moment before is a moment before.
        world.clock.set(CLOSES - 1);
        world.hand_in(&second, "three").await.unwrap();
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
        world.clock.set(until);
        assert_eq!(world.hand_in(&favoured, "one").await.unwrap_err(), late(until));
        world.clock.set(until - SECOND);
        assert!(view::unit_home(&world.app, &favoured).await.unwrap().standing.extended);
        world.hand_in(&favoured, "one").await.unwrap();
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
