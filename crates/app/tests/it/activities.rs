//! The activity log: kept entry by entry, counted, overtyped, and closed with the campaign.

use linxuan_app::activity::{self, Asked, Log};
use linxuan_app::{Refusal, view};
use linxuan_domain::access::{Role, Viewer};
use linxuan_domain::activity::{By, Typed};
use linxuan_domain::value::Instant;

use crate::world::{MAIN, START, World, each_engine};

/// 2023-01-01T00:00 in Beijing: the first moment after the campaign's year.
const NEW_YEAR: i64 = 1_672_502_400_000_000;

fn typed(title: &str, count: &str) -> Typed {
    Typed {
        activity: "media-report".to_owned(),
        title: title.to_owned(),
        day: "2022-05-09".to_owned(),
        count: count.to_owned(),
        ..Typed::default()
    }
}

async fn logged(world: &World, clerk: &Viewer, typed: Typed) -> String {
    activity::log(&world.app, clerk, typed).await.unwrap()
}

async fn log(world: &World, clerk: &Viewer) -> Log {
    activity::of_unit(&world.app, clerk).await.unwrap()
}

/// Counted, and said by the table, of one item.
fn figures(log: &Log, item: &str) -> (u64, u64) {
    let rows = log.table.groups.iter().flat_map(|group| &group.rows);
    rows.filter(|row| row.activity.id.as_str() == item).map(|row| (row.counted, row.total)).next().unwrap()
}

async fn unit(world: &World) -> Viewer {
    let office = world.office(MAIN).await;
    world.unit(&office, "星辰学会", "society").await
}

#[test]
fn each_act_changes_the_log_once_and_leaves_one_event() {
    each_engine(&[MAIN], async |world| {
        let clerk = unit(world).await;
        let leader = world.colleague(MAIN, "leader", &clerk).await;
        let before = world.lines().await.len();
        let one = logged(world, &clerk, typed("报道一", "3")).await;
        let two = logged(world, &leader, typed("报道二", "4")).await;
        assert_eq!(figures(&log(world, &clerk).await, "media-report"), (7, 7));
        let right = activity::correct(&world.app, &leader, &one, typed("报道一", "5")).await.unwrap();
        let now = log(world, &clerk).await;
        assert_eq!(figures(&now, "media-report"), (9, 9));
        let corrected = now.entries.iter().find(|entry| entry.id == right).unwrap();
        assert_eq!((corrected.corrects.as_ref(), &corrected.logged_by), (Some(&one), &leader.account.to_string()));
        activity::remove(&world.app, &clerk, &two).await.unwrap();
        assert_eq!(figures(&log(world, &clerk).await, "media-report"), (5, 5));
        activity::overtype(&world.app, &clerk, "media-report", "8", "含所属分会").await.unwrap();
        activity::overtype(&world.app, &clerk, "media-report", "9", "含两家分会").await.unwrap();
        assert_eq!(figures(&log(world, &clerk).await, "media-report"), (5, 9));
        activity::withdraw_overtyping(&world.app, &clerk, "media-report").await.unwrap();
        assert_eq!(figures(&log(world, &clerk).await, "media-report"), (5, 5));
        let lines = world.lines().await;
        let told: Vec<&str> = lines[before..].iter().map(|line| line.event.what.as_str()).collect();
        let wanted = [
            "activity-logged",
            "activity-logged",
            "activity-corrected",
            "activity-removed",
            "activity-overtyped",
            "activity-overtyped",
            "activity-overtyping-withdrawn",
        ];
        assert_eq!(told, wanted);
        // What people wrote themselves stands in no line in clear.
        let all = format!("{:?}", lines[before..].iter().map(|line| &line.event).collect::<Vec<_>>());
        assert!(!all.contains("报道一") && !all.contains("分会"), "{all}");
    });
}

#[test]
fn what_is_refused_has_written_nothing() {
    each_engine(&[MAIN], async |world| {
        let clerk = unit(world).await;
        let entry = logged(world, &clerk, typed("报道一", "3")).await;
        let gone = logged(world, &clerk, typed("报道二", "3")).await;
        activity::remove(&world.app, &clerk, &gone).await.unwrap();
        let before = world.line_count().await;
        let app = &world.app;
        let sentences = |done: Result<String, Refusal>| match done {
            Err(Refusal::Wrong(wrong)) => wrong.into_iter().map(|one| one.sentence).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        assert_eq!(sentences(activity::log(app, &clerk, typed(" 报道 一", "9")).await), ["activity-twice"]);
        assert_eq!(sentences(activity::log(app, &clerk, typed("", "0")).await).len(), 2);
        let other = activity::log(app, &clerk, typed("报道三", "1")).await.unwrap();
        let twice = activity::correct(app, &clerk, &other, typed("报道一", "1")).await;
        assert_eq!(sentences(twice), ["activity-twice"]);
        // An entry may be corrected in its count alone.
        activity::correct(app, &clerk, &entry, typed("报道一", "2")).await.unwrap();
        let invalid = |field, key| Err(Refusal::Invalid(vec![(field, key)]));
        assert_eq!(activity::remove(app, &clerk, &gone).await, invalid("entry", "activity-gone"));
        assert_eq!(activity::remove(app, &clerk, &entry).await, invalid("entry", "activity-gone"));
        assert_eq!(activity::remove(app, &clerk, "nowhere").await, Err(Refusal::NotFound));
        let overtype =
            async |item: &str, figure: &str, reason: &str| activity::overtype(app, &clerk, item, figure, reason).await;
        assert_eq!(overtype("nothing", "1", "原因").await, Err(Refusal::NotFound));
        assert_eq!(overtype("media-report", "-1", "原因").await, invalid("figure", "activity-figure-wrong"));
        assert_eq!(overtype("media-report", "1", " ").await, invalid("reason", "text-missing"));
        let none = activity::withdraw_overtyping(app, &clerk, "media-report").await;
        assert_eq!(none, invalid("figure", "activity-not-overtyped"));
        // One logged and one corrected, in between.
        assert_eq!(world.line_count().await, before + 2);
    });
}

#[test]
fn the_log_is_its_units_own() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let other = world.unit(&office, "远山学会", "society").await;
        let entry = logged(world, &clerk, typed("报道一", "3")).await;
        assert_eq!(activity::remove(&world.app, &other, &entry).await, Err(Refusal::NotFound));
        let correct = activity::correct(&world.app, &other, &entry, typed("报道一", "3")).await;
        assert_eq!(correct, Err(Refusal::NotFound));
        assert!(log(world, &other).await.entries.is_empty());
        assert_eq!(activity::log(&world.app, &office, typed("报道", "3")).await, Err(Refusal::NotFound));
        let joint = world.person(MAIN, "joint", Role::Supervisor).await;
        assert_eq!(activity::of_unit(&world.app, &joint).await.err(), Some(Refusal::NotFound));
        let totals = activity::campaign(&world.app, &clerk, Asked::default()).await;
        assert_eq!(totals.err(), Some(Refusal::NotFound));
    });
}

/// Publicity goes on after handing in, and after the deadline, until the campaign's year is over.
#[test]
fn the_log_is_open_after_handing_in_and_closes_with_the_campaign() {
    each_engine(&[MAIN], async |world| {
        let clerk = unit(world).await;
        assert!(view::unit_home(&world.app, &clerk).await.unwrap().log_wanted);
        world.nominate(&clerk, 1).await;
        world.record_steps(&clerk).await;
        world.hand_in(&clerk, "one").await.unwrap();
        assert!(view::unit_home(&world.app, &clerk).await.unwrap().log_wanted);
        let entry = logged(world, &clerk, typed("报道一", "3")).await;
        assert!(!view::unit_home(&world.app, &clerk).await.unwrap().log_wanted);
        world.clock.set(NEW_YEAR - 1);
        logged(world, &clerk, typed("报道二", "3")).await;
        world.clock.set(NEW_YEAR);
        let late = Refusal::Late { closed: Instant(NEW_YEAR) };
        assert_eq!(activity::log(&world.app, &clerk, typed("报道三", "3")).await, Err(late.clone()));
        assert_eq!(activity::remove(&world.app, &clerk, &entry).await, Err(late.clone()));
        assert_eq!(activity::overtype(&world.app, &clerk, "media-report", "9", "原因").await, Err(late.clone()));
        assert_eq!(activity::bring(&world.app, &clerk, vec![typed("报道三", "3")]).await, Err(late));
        let log = log(world, &clerk).await;
        assert_eq!((log.open, log.entries.len()), (false, 2));
    });
}

#[test]
fn of_twenty_alike_at_once_one_is_logged() {
    each_engine(&[MAIN], async |world| {
        let clerk = unit(world).await;
        let before = world.line_count().await;
        let tasks: Vec<_> = (0..20)
            .map(|_| {
                let (app, clerk) = (world.app.clone(), clerk.clone());
                tokio::spawn(async move { activity::log(&app, &clerk, typed("报道一", "3")).await })
            })
            .collect();
        let mut done = 0;
        for task in tasks {
            done += usize::from(task.await.unwrap().is_ok());
        }
        assert_eq!((done, log(world, &clerk).await.entries.len()), (1, 1));
        assert_eq!(world.line_count().await, before + 1);
    });
}

#[test]
fn a_table_is_brought_in_whole_or_not_at_all_and_never_twice() {
    each_engine(&[MAIN], async |world| {
        let clerk = unit(world).await;
        logged(world, &clerk, typed("报道一", "3")).await;
        let before = world.line_count().await;
        let bad = vec![typed("报道二", "1"), typed("", "x"), Typed { activity: "合唱".into(), ..typed("报道四", "1") }];
        let looked = activity::bring(&world.app, &clerk, bad.clone()).await.unwrap();
        let problems: Vec<(usize, &str)> = looked.problems.iter().map(|one| (one.line, one.problem)).collect();
        let wanted = [(3, "activity-title-missing"), (3, "activity-count-wrong"), (4, "activity-item-unknown")];
        assert_eq!(problems, wanted);
        assert_eq!(activity::check(&world.app, &clerk, bad).await.unwrap(), looked);
        assert_eq!(
            activity::bring(&world.app, &clerk, Vec::new()).await.unwrap().problems[0].problem,
            "activities-size"
        );
        assert_eq!(world.line_count().await, before);
        // The second line stands in the log, the last one is the first once more.
        let good = vec![typed("报道二", "4"), typed("报道一", "3"), typed("报道三", "5"), typed("报道二", "4")];
        let looked = activity::bring(&world.app, &clerk, good.clone()).await.unwrap();
        assert_eq!((looked.new, looked.repeated.iter().map(|one| one.line).collect::<Vec<_>>()), (2, vec![3, 5]));
        assert_eq!(figures(&log(world, &clerk).await, "media-report"), (12, 12));
        assert_eq!(activity::bring(&world.app, &clerk, good).await.unwrap().new, 0);
        assert_eq!(log(world, &clerk).await.entries.len(), 3);
    });
}

#[test]
fn the_office_sees_what_all_units_logged() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let one = world.unit(&office, "星辰学会", "society").await;
        let two = world.unit(&office, "远山学会", "society").await;
        let supervisor = world.person(MAIN, "supervisor", Role::Supervisor).await;
        logged(world, &one, typed("报道一", "3")).await;
        logged(world, &one, Typed { day: "2022-04-09".into(), ..typed("报道二", "4") }).await;
        logged(world, &two, typed("报道三", "5")).await;
        activity::overtype(&world.app, &two, "media-report", "50", "含所属分会").await.unwrap();
        let asked = async |viewer: &Viewer, asked: Asked| activity::campaign(&world.app, viewer, asked).await.unwrap();
        // The third of the notice's items.
        let reports = |found: &activity::Campaign| {
            found.totals.lines.iter().map(|line| (line.entries, line.figures[2])).collect::<Vec<_>>()
        };
        let all = asked(&supervisor, Asked::default()).await;
        assert_eq!((all.logging, all.units.len(), all.totals.all.figures[2]), (2, 2, 57));
        let mut by_unit = reports(&all);
        by_unit.sort_unstable();
        assert_eq!(by_unit, [(1, 50), (2, 7)]);
        let by_month = asked(&office, Asked { by: By::Month, ..Asked::default() }).await;
        assert_eq!(reports(&by_month), [(1, 4), (2, 8)]);
        let may = Asked { by: By::Channel, from: "2022-05-01".parse().ok(), to: None };
        assert_eq!(reports(&asked(&office, may).await), [(2, 8)]);
        assert_eq!(world.app.now(), Instant(START));
    });
}
