//! 批量办理: each of the chosen has its own act; what cannot be done is said and stops nothing.

use linxuan_app::examination::{Word, examine};
use linxuan_app::together::{Chosen, Pick, Why, carry_out, look};
use linxuan_app::{Refusal, extension, nomination, view};
use linxuan_domain::access::{Role, Viewer};
use linxuan_domain::lifecycle::State;
use linxuan_domain::together::{Hindrance, Together};
use linxuan_domain::value::Instant;

use crate::world::{DAY, MAIN, World, each_engine};

struct Cast {
    office: Viewer,
    clerk: Viewer,
    examiner: Viewer,
    second: Viewer,
}

async fn handed_in(world: &World, numbers: &[u32]) -> (Cast, Vec<Pick>) {
    let office = world.office(MAIN).await;
    let clerk = world.unit(&office, "星辰学会", "society").await;
    let mut picks = Vec::new();
    for number in numbers {
        picks.push(world.nominate(&clerk, *number).await);
    }
    world.record_steps(&clerk).await;
    world.hand_in(&clerk, "one").await.unwrap();
    let examiner = world.person(MAIN, "examiner", Role::Examiner).await;
    let second = world.person(MAIN, "examiner-2", Role::Examiner).await;
    let mut all = Vec::new();
    for id in picks {
        all.push(pick(world, &examiner, &id).await);
    }
    (Cast { office, clerk, examiner, second }, all)
}

async fn pick(world: &World, viewer: &Viewer, id: &str) -> Pick {
    let version = view::dossier(&world.app, viewer, id).await.unwrap().nomination.version;
    Pick { id: id.to_owned(), version }
}

fn every_check(world: &World, viewer: &Viewer) -> Vec<String> {
    let running = world.running(viewer);
    running.rulebook.examination.check.iter().map(|check| check.id.to_string()).collect()
}

fn why(chosen: &[Chosen]) -> Vec<Option<Why>> {
    chosen.iter().map(|one| one.why.clone()).collect()
}

#[test]
fn each_that_is_accepted_leaves_one_line_and_the_others_none() {
    each_engine(&[MAIN], async |world| {
        let (cast, mut picks) = handed_in(world, &[1, 2]).await;
        picks[1].version += 1;
        picks.push(picks[0].clone());
        let (checks, before) = (every_check(world, &cast.examiner), world.line_count().await);
        let done = carry_out(&world.app, &cast.examiner, Together::Accept, picks.clone(), checks).await.unwrap();
        // The one that was chosen twice is done once.
        assert_eq!(why(&done), [None, Some(Why::Hindrance(Hindrance::Changed))]);
        assert_eq!(world.line_count().await, before + 1);
        assert_eq!(world.state(&cast.clerk, &picks[0].id).await, "accepted");
        assert_eq!(world.state(&cast.clerk, &picks[1].id).await, "handed-in");
        let looked = look(&world.app, &cast.office, Together::Accept, picks[..1].to_vec()).await.unwrap();
        assert_eq!(why(&looked), [Some(Why::Hindrance(Hindrance::State(State::Accepted)))]);
    });
}

#[test]
fn a_check_left_open_does_nothing_at_all() {
    each_engine(&[MAIN], async |world| {
        let (cast, picks) = handed_in(world, &[1, 2]).await;
        let (checks, before) = (every_check(world, &cast.examiner)[1..].to_vec(), world.line_count().await);
        let refused = carry_out(&world.app, &cast.examiner, Together::Accept, picks, checks).await.unwrap_err();
        assert_eq!(refused, Refusal::Invalid(vec![("checks", "checks-open")]));
        assert_eq!(world.line_count().await, before);
    });
}

#[test]
fn a_refusal_is_confirmed_by_another_person_only() {
    each_engine(&[MAIN], async |world| {
        let (cast, picks) = handed_in(world, &[1, 2]).await;
        for (pick, proposer) in picks.iter().zip([&cast.examiner, &cast.second]) {
            let word = Word::ProposeRefusal { note: "不是在职人员".to_owned() };
            examine(&world.app, proposer, &pick.id, pick.version, word).await.unwrap();
        }
        let both = carry_out(&world.app, &cast.second, Together::ConfirmRefusal, picks.clone(), Vec::new()).await;
        let both = both.unwrap();
        assert_eq!(why(&both), [None, Some(Why::Hindrance(Hindrance::OwnProposal))]);
        assert_eq!(both[0].proposal.as_ref().unwrap().note, "不是在职人员");
        assert_eq!(world.state(&cast.clerk, &picks[0].id).await, "refused");
        assert_eq!(world.state(&cast.examiner, &picks[1].id).await, "refusal-proposed");
    });
}

#[test]
fn others_find_nothing_and_do_nothing() {
    each_engine(&[MAIN, "qinghai-2023"], async |world| {
        let (cast, picks) = handed_in(world, &[1]).await;
        let foreign = world.office("qinghai-2023").await;
        let supervisor = world.person(MAIN, "supervisor", Role::Supervisor).await;
        let (checks, before) = (every_check(world, &foreign), world.line_count().await);
        let told = carry_out(&world.app, &foreign, Together::Accept, picks.clone(), checks).await.unwrap();
        assert_eq!(why(&told), [Some(Why::Refused(Refusal::NotFound))]);
        assert!(told[0].line.is_none());
        for viewer in [&cast.clerk, &supervisor] {
            for what in Together::ALL {
                let refused = look(&world.app, viewer, what, picks.clone()).await.unwrap_err();
                assert_eq!(refused, Refusal::NotFound);
                let refused = carry_out(&world.app, viewer, what, picks.clone(), every_check(world, viewer)).await;
                assert_eq!(refused.unwrap_err(), Refusal::NotFound);
            }
        }
        let many = (0..201).map(|n| Pick { id: format!("n{n}"), version: 1 }).collect();
        let refused = look(&world.app, &cast.examiner, Together::Accept, many).await.unwrap_err();
        assert_eq!(refused, Refusal::Invalid(vec![("pick", "together-too-many")]));
        assert_eq!(world.line_count().await, before);
    });
}

#[test]
fn a_reminder_says_the_unit_s_own_deadline_and_who_hands_in_for_it() {
    each_engine(&[MAIN], async |world| {
        let (cast, _) = handed_in(world, &[1]).await;
        let other = world.unit(&cast.office, "远山学会", "society").await;
        let leader = world.colleague(MAIN, "leader", &other).await;
        let second = world.person(MAIN, "office-2", Role::Office).await;
        let general = view::unit_home(&world.app, &other).await.unwrap().standing.closes.unwrap();
        let until = Instant(general.microseconds() + 5 * DAY);
        let unit = other.unit.as_ref().unwrap().as_str();
        let id = extension::propose(&world.app, &cast.office, unit, until, "水灾").await.unwrap();
        let closes = async || {
            let all = view::reminders(&world.app, &cast.office).await.unwrap();
            all.iter().map(|one| (one.unit.name.clone(), one.closes.unwrap(), one.late)).collect::<Vec<_>>()
        };
        let [one, two] = ["星辰学会", "远山学会"].map(str::to_owned);
        // Proposed is not granted.
        assert_eq!(closes().await, [(one.clone(), general, false), (two.clone(), general, false)]);
        extension::confirm(&world.app, &second, &id).await.unwrap();
        assert_eq!(closes().await, [(one, general, false), (two, until, false)]);
        let logins = view::reminders(&world.app, &cast.office).await.unwrap()[1].logins.clone();
        assert_eq!(logins.len(), 2);
        assert!(logins.contains(&"leader".to_owned()), "{logins:?}");
        for viewer in [&cast.clerk, &leader, &cast.examiner] {
            assert!(view::reminders(&world.app, viewer).await.is_err());
            assert!(view::waivers(&world.app, viewer, view::WaiversAsked::default()).await.is_err());
        }
        let _ = nomination::waive(&world.app, &other, None, "quota-short", "本届仅一人符合条件").await;
        assert!(view::waivers(&world.app, &cast.office, view::WaiversAsked::default()).await.unwrap().0.is_empty());
    });
}
