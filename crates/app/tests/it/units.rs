//! Units in bulk: all lines or none, every problem with its line.

use linxuan_app::unit::{self, Imported, LineProblem, NewUnit};
use linxuan_app::{Refusal, account, session, view};
use linxuan_domain::access::Role;

use crate::world::{MAIN, World, each_engine, unit_named};

async fn problems(
    world: &World,
    office: &linxuan_domain::access::Viewer,
    units: Vec<NewUnit>,
) -> Vec<(usize, &'static str)> {
    let checked = unit::check(&world.app, office, units.clone()).await.unwrap();
    match unit::import(&world.app, office, units).await.unwrap() {
        Imported::Problems(problems) => {
            assert_eq!(problems, checked);
            problems.iter().map(|LineProblem { line, problem, .. }| (*line, *problem)).collect()
        }
        Imported::Letters(letters) => panic!("imported: {letters:?}"),
    }
}

async fn names(world: &World, office: &linxuan_domain::access::Viewer) -> Vec<String> {
    view::units(&world.app, office).await.unwrap().into_iter().map(|unit| unit.name).collect()
}

#[test]
fn every_line_becomes_a_unit_with_an_account_that_opens() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let mut second = unit_named(" 远山学会 ", "全国学会");
        (second.own_quota, second.clerk) = (Some(5), "赵六".to_owned());
        let units = vec![unit_named("星辰学会", "society"), second];
        let before = world.line_count().await;
        let Imported::Letters(letters) = unit::import(&world.app, &office, units).await.unwrap() else {
            panic!("problems")
        };
        assert_eq!(world.line_count().await, before + 1);
        let said: Vec<_> = letters.iter().map(|l| (l.unit.as_str(), l.name.as_str(), l.login.as_str())).collect();
        assert_eq!(said, [("星辰学会", "星辰学会", "national-2022-001"), ("远山学会", "赵六", "national-2022-002")]);
        for letter in &letters {
            // Four groups of four, none of which looks like another.
            assert_eq!(letter.password.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4, 4]);
            let opened = session::sign_in(&world.app, &letter.login, letter.password.clone(), "", "s").await.unwrap();
            assert!(opened.signed_in.must_change);
            assert_eq!(opened.signed_in.viewer.role, Role::UnitClerk);
        }
        assert_ne!(letters[0].password, letters[1].password);
        let units = view::units(&world.app, &office).await.unwrap();
        let kept: Vec<_> =
            units.iter().map(|u| (u.name.as_str(), u.kind.as_str(), u.channel.as_str(), u.own_quota)).collect();
        assert_eq!(kept, [("星辰学会", "society", "society", None), ("远山学会", "society", "society", Some(5))]);
    });
}

#[test]
fn one_wrong_line_keeps_all_out_and_every_wrong_line_is_named() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        world.unit(&office, "星辰学会", "society").await;
        let before = world.line_count().await;
        let table = vec![
            unit_named("新的学会", "society"),
            unit_named(" ", "society"),
            unit_named("另一学会", "no-such-kind"),
            unit_named("新 的学会", "society"),
            unit_named("星辰　学会", "society"),
            unit_named(&"长".repeat(101), "society"),
            unit_named("零宽\u{200b}学会", "society"),
            unit_named("第八学会", "society"),
            NewUnit { clerk: "赵\u{202e}六".to_owned(), ..unit_named("第九学会", "society") },
            NewUnit { clerk: "长".repeat(101), ..unit_named("第十学会", "society") },
        ];
        let wanted = [
            (3, "unit-name-wrong"),
            (4, "unit-kind-unknown"),
            (5, "unit-twice"),
            (6, "unit-twice"),
            (7, "unit-name-wrong"),
            (8, "unit-name-wrong"),
            (10, "unit-clerk-wrong"),
            (11, "unit-clerk-wrong"),
        ];
        assert_eq!(problems(world, &office, table).await, wanted);
        assert_eq!(names(world, &office).await, ["星辰学会"]);
        assert_eq!(account::all(&world.app).await.unwrap().len(), 2);
        assert_eq!(world.line_count().await, before);
        assert_eq!(problems(world, &office, Vec::new()).await, [(1, "import-size")]);
        let many = (0..5001).map(|n| unit_named(&format!("第{n}学会"), "society")).collect();
        assert_eq!(problems(world, &office, many).await, [(1, "import-size")]);
    });
}

#[test]
fn two_imports_of_one_table_at_once_add_it_once() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let tasks = [(), ()].map(|()| {
            let (app, office) = (world.app.clone(), office.clone());
            let table = vec![unit_named("星辰学会", "society"), unit_named("远山学会", "society")];
            tokio::spawn(async move { unit::import(&app, &office, table).await })
        });
        let mut added = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(Imported::Letters(letters)) => added += letters.len(),
                Ok(Imported::Problems(problems)) => assert_eq!(problems.len(), 2),
                Err(refusal) => assert_eq!(refusal, Refusal::Taken),
            }
        }
        assert_eq!(added, 2);
        assert_eq!(names(world, &office).await, ["星辰学会", "远山学会"]);
    });
}

#[test]
fn units_are_the_office_s_own_and_of_its_campaign() {
    each_engine(&[MAIN, "qinghai-2023"], async |world| {
        let office = world.office(MAIN).await;
        let far = world.office("qinghai-2023").await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let examiner = world.person(MAIN, "examiner", Role::Examiner).await;
        for other in [&clerk, &examiner] {
            let refused = unit::import(&world.app, other, vec![unit_named("甲", "society")]).await;
            assert_eq!(refused.unwrap_err(), Refusal::NotFound);
            assert_eq!(view::units(&world.app, other).await.unwrap_err(), Refusal::NotFound);
        }
        assert_eq!(names(world, &far).await, [""; 0]);
        // The same name may stand in another campaign.
        let kind = world.running(&far).rulebook.unit_kind[0].id.to_string();
        world.unit(&far, "星辰学会", &kind).await;
    });
}
