//! Many at once: a place is never given twice, nor a person, and nobody hears of a fault.

use linxuan_app::{App, Refusal, nomination, package};
use linxuan_domain::access::Viewer;
use linxuan_domain::form::Sheet;
use linxuan_store::submission::Submission;
use tokio::task::JoinHandle;

use crate::same_person::passport;
use crate::world::{MAIN, World, each_engine, handing, in_the_way};

fn hand_in(app: &App, clerk: &Viewer, word: String) -> JoinHandle<Result<Submission, Refusal>> {
    let (app, clerk) = (app.clone(), clerk.clone());
    tokio::spawn(async move { package::hand_in(&app, &clerk, handing(&word)).await })
}

async fn all(tasks: Vec<JoinHandle<Result<Submission, Refusal>>>) -> Vec<Result<Submission, Refusal>> {
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

/// How many of a unit's nominations stand handed in.
async fn handed_in(world: &World, clerk: &Viewer, ids: &[String]) -> usize {
    let mut number = 0;
    for id in ids {
        number += usize::from(world.state(clerk, id).await == "handed-in");
    }
    number
}

/// T59. One of two places is taken; a clerk and the leader hand in for the last one at the same moment.
#[test]
fn of_two_hand_ins_for_one_last_place_exactly_one_passes() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let leader = world.colleague(MAIN, "leader", &clerk).await;
        let first = world.nominate(&clerk, 1).await;
        world.record_steps(&clerk).await;
        world.hand_in(&clerk, "one").await.unwrap();
        let last = world.nominate(&leader, 2).await;
        let both =
            vec![hand_in(&world.app, &clerk, "two".to_owned()), hand_in(&world.app, &leader, "three".to_owned())];
        let answers = all(both).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
        let nothing = Refusal::Invalid(vec![("nominations", "nothing-to-hand-in")]);
        let told = answers.iter().filter(|answer| answer.as_ref().err() == Some(&nothing)).count();
        assert_eq!(told, 1, "{answers:?}");
        assert_eq!(handed_in(world, &clerk, &[first, last]).await, 2);
    });
}

/// A unit with two places writes six nominations, while others of the unit hand in again and again.
#[test]
fn however_many_hand_in_at_once_the_places_are_never_exceeded() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        world.record_steps(&clerk).await;
        let (mut ids, mut tasks) = (Vec::new(), Vec::new());
        for number in 0..6 {
            ids.push(world.nominate(&clerk, 26 + number).await);
            tasks.extend((0..3).map(|time| hand_in(&world.app, &clerk, format!("{number}-{time}"))));
        }
        let answers = all(tasks).await;
        let strange = |answer: &&Result<Submission, Refusal>| {
            !matches!(answer, Ok(_) | Err(Refusal::Invalid(_) | Refusal::Findings(_)))
        };
        assert_eq!(answers.iter().filter(strange).count(), 0, "{answers:?}");
        let taken = handed_in(world, &clerk, &ids).await;
        assert!(taken <= 2, "{taken} of 2 places");
        // All drafts but as many as there are places left are taken back: then the unit is full.
        let mut left = 2 - taken;
        for id in &ids {
            match world.state(&clerk, id).await.as_str() {
                "draft" if left > 0 => left -= 1,
                "draft" => assert!(nomination::withdraw(&world.app, &clerk, id).await.is_ok()),
                _ => {}
            }
        }
        if taken < 2 {
            world.hand_in(&clerk, "the rest").await.unwrap();
        }
        assert_eq!(handed_in(world, &clerk, &ids).await, 2);
    });
}

/// One person nominated by two units that hand in at the same moment: each with its own word on who it is.
fn one_of_two_passes(changes: [fn(&mut Sheet); 2]) {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        for round in 0..4 {
            let mut tasks = Vec::new();
            for (name, change) in ["甲", "乙"].into_iter().zip(changes) {
                let clerk = world.unit(&office, &format!("{name}{round}学会"), "society").await;
                world.nominate_with(&clerk, 100 + round, change).await;
                world.record_steps(&clerk).await;
                tasks.push((clerk, format!("{name}-{round}-twice")));
            }
            let answers =
                all(tasks.iter().map(|(clerk, word)| hand_in(&world.app, clerk, word.clone())).collect()).await;
            let (passed, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
            assert_eq!(passed.len(), 1);
            assert_eq!(refused.into_iter().map(in_the_way).collect::<Vec<_>>(), [["once breaks"]]);
        }
    });
}

#[test]
fn of_two_units_with_one_person_exactly_one_passes() {
    one_of_two_passes([|_| {}, |_| {}]);
}

/// T59. The card in one unit, the passport in the other: the same by name and birth date.
#[test]
fn of_two_units_with_one_person_by_two_documents_exactly_one_passes() {
    one_of_two_passes([|_| {}, passport]);
}

/// Two persons in the one order here and in the other there: nobody waits for ever, nobody hears of a fault.
#[test]
fn two_persons_crosswise_in_two_units_do_not_lock_each_other_out() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        for round in 0..4 {
            let (one, other) = (200 + 2 * round, 201 + 2 * round);
            let mut clerks = Vec::new();
            for (name, numbers) in [("甲", [one, other]), ("乙", [other, one])] {
                let clerk = world.unit(&office, &format!("{name}{round}学会"), "society").await;
                for number in numbers {
                    world.nominate(&clerk, number).await;
                }
                world.record_steps(&clerk).await;
                clerks.push((clerk, format!("{name}-{round}-cross")));
            }
            let answers =
                all(clerks.iter().map(|(clerk, word)| hand_in(&world.app, clerk, word.clone())).collect()).await;
            let (passed, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
            assert_eq!(passed.len(), 1);
            assert_eq!(refused.into_iter().map(in_the_way).collect::<Vec<_>>(), [["once breaks", "once breaks"]]);
        }
    });
}
