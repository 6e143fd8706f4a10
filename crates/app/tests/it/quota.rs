//! 推荐名额: at most n, exactly n, extra places, the unit's own number.

use linxuan_app::overall::overall;
use linxuan_app::unit;
use linxuan_app::{Refusal, extension, nomination, view};
use linxuan_domain::access::{Role, Viewer};
use linxuan_domain::finding::{Matter, Verdict};
use linxuan_domain::value::Instant;

use crate::world::{MAIN, World, each_engine, in_the_way, unit_named};

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
        // Whoever owes one and nominates nobody hears how many are wanted.
        assert_eq!(in_the_way(world.hand_in(&idle, "three").await), ["quota-short breaks"]);
        let began = nomination::create(&world.app, &idle, "person").await.unwrap();
        nomination::withdraw(&world.app, &idle, began.as_str()).await.unwrap();
        assert_eq!(in_the_way(world.hand_in(&idle, "once more").await), ["quota-short breaks"]);
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

/// 2021-05-20, before 河北's deadline of 1 June.
const HEBEI: i64 = 1_621_476_000_000_000;

/// A unit of the channel with one nomination that can be handed in.
async fn factory(world: &World, office: &Viewer, number: u32) -> Viewer {
    let clerk = world.unit(office, &format!("第{number}军工厂"), "military").await;
    world.nominate(&clerk, number).await;
    world.record_steps(&clerk).await;
    clerk
}

/// 河北 五·15: at most three from all military units together, whoever comes first.
#[test]
fn a_channel_under_a_cap_takes_no_more_than_its_number() {
    each_engine(&[], async |world| {
        world.clock.set(HEBEI);
        world.publish(EXACTLY).await;
        let office = world.office(EXACTLY).await;
        let mut clerks = Vec::new();
        for number in 1..=4 {
            clerks.push(factory(world, &office, number).await);
        }
        for (clerk, word) in clerks.iter().zip(["one", "two", "three"]) {
            world.hand_in(clerk, word).await.unwrap();
        }
        let before = world.line_count().await;
        assert_eq!(in_the_way(world.hand_in(&clerks[3], "four").await), ["cap breaks"]);
        assert_eq!(world.line_count().await, before);
        let list = view::unit_home(&world.app, &clerks[3]).await.unwrap().standing.list;
        let told = list.into_iter().find(|finding| finding.rule == "cap").unwrap().matter;
        let channel = "military".parse().unwrap();
        assert_eq!(told, Matter::Cap { channel, used: 4, own: Some(1), allowed: 3, extra: 0 });
        // No unit hears that its channel falls short; the office hears of each channel under a cap.
        let all = overall(&world.app, &office).await.unwrap();
        let said = all.iter().map(|one| (one.finding.rule.as_str(), one.finding.verdict)).collect::<Vec<_>>();
        assert_eq!(said, [("cap", Verdict::Holds)]);
        assert!(matches!(all[0].finding.matter, Matter::Cap { used: 3, own: None, allowed: 3, .. }), "{all:?}");
        assert_eq!(overall(&world.app, &clerks[0]).await.unwrap_err(), Refusal::NotFound);
    });
}

/// Six units for three places at the same moment.
#[test]
fn however_many_units_hand_in_at_once_their_channel_keeps_its_cap() {
    each_engine(&[], async |world| {
        world.clock.set(HEBEI);
        world.publish(EXACTLY).await;
        let office = world.office(EXACTLY).await;
        let mut tasks = Vec::new();
        for number in 1..=6 {
            tasks.push((factory(world, &office, number).await, format!("at-once-{number}")));
        }
        let acts = tasks.into_iter().map(|(clerk, word)| {
            let app = world.app.clone();
            let handing = crate::world::handing(&word);
            tokio::spawn(async move { linxuan_app::package::hand_in(&app, &clerk, handing).await })
        });
        let acts: Vec<_> = acts.collect();
        let (mut passed, mut refused) = (0, Vec::new());
        for act in acts {
            match act.await.unwrap() {
                Ok(_) => passed += 1,
                other => refused.push(in_the_way(other)),
            }
        }
        assert_eq!((passed, refused), (3, vec![vec!["cap breaks".to_owned()]; 3]));
    });
}

/// 青海 三、2（1）·8: two. One alone is a matter for the office, and only when the time is over.
#[test]
fn that_a_channel_falls_short_is_the_office_s_to_know() {
    each_engine(&["qinghai-2023"], async |world| {
        // 2023-03-20; the deadline is 7 April, 24:00 in Beijing.
        world.clock.set(1_679_276_400_000_000);
        let office = world.office("qinghai-2023").await;
        let clerk = world.unit(&office, "高原军工厂", "military").await;
        world.nominate(&clerk, 1).await;
        world.record_steps(&clerk).await;
        let list = view::unit_home(&world.app, &clerk).await.unwrap().standing.list;
        assert!(list.iter().any(|f| f.rule == "cap") && list.iter().all(|f| f.rule != "cap-short"), "{list:?}");
        world.hand_in(&clerk, "one").await.unwrap();
        let short = async || {
            let all = overall(&world.app, &office).await.unwrap();
            all.into_iter().find(|one| one.finding.rule == "cap-short").unwrap().finding
        };
        let before = short().await;
        let channel = before_channel(&before.matter);
        assert_eq!((before.verdict, channel.as_str()), (Verdict::Open, "defence-office 1 2"));
        world.clock.set(1_680_883_200_000_000);
        assert_eq!(short().await.verdict, Verdict::Breaks);
    });
}

fn before_channel(matter: &Matter) -> String {
    match matter {
        Matter::CapShort { channel, used, wanted } => format!("{channel} {used} {wanted}"),
        other => panic!("{other:?}"),
    }
}

/// 全国 三、2·27: each sponsor two or three, by the supplement's own deadline, beside the units' quotas.
#[test]
fn a_sponsor_adds_two_or_three_of_its_own() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let name = world.running(&office).rulebook.sponsor[1].name.zh.clone();
        let stranger = unit::rehearse(&world.app, &office, vec![unit_named("某某协会", "sponsor")]).await;
        assert_eq!(stranger.unwrap_err(), Refusal::Invalid(vec![("units", "unit-lines-wrong")]));
        let wrong = vec![unit_named("某某协会", "主办单位")];
        let said = unit::check(&world.app, &office, wrong).await.unwrap();
        assert_eq!((said[0].line, said[0].problem), (2, "unit-not-a-sponsor"));
        let sponsor = world.unit(&office, &name, "主办单位").await;
        assert_eq!(sponsor.role, Role::Sponsor);
        // Born 1951, 1978, 1979, 1980: enough of them are under 45 of three and of four.
        let mut ids = Vec::new();
        for number in [1, 28, 29, 30] {
            ids.push(world.nominate(&sponsor, number).await);
        }
        world.record_steps(&sponsor).await;
        assert_eq!(in_the_way(world.hand_in(&sponsor, "four").await), ["quota breaks"]);
        for id in &ids[1..] {
            nomination::withdraw(&world.app, &sponsor, id).await.unwrap();
        }
        assert_eq!(in_the_way(world.hand_in(&sponsor, "one").await), ["quota-short breaks"]);
        world.nominate(&sponsor, 31).await;
        world.hand_in(&sponsor, "two").await.unwrap();
        // Units' own quotas know nothing of it.
        let home = view::unit_home(&world.app, &sponsor).await.unwrap();
        let closes = world.running(&office).rulebook.closes(linxuan_domain::rulebook::DeadlineAct::Supplement);
        assert_eq!(home.standing.closes, closes);
        assert!(closes > Some(Instant(0)));
    });
}

/// What the sponsors share is counted over all of them, like a channel under a cap.
#[test]
fn sponsors_that_share_a_number_count_together() {
    let text = crate::world::published("national-2022.toml").replace("\"each-sponsor\"", "\"all-sponsors\"");
    each_engine(&[], async |world| {
        let outline = crate::world::published("notices/national-2022.md");
        let waiting = linxuan_app::campaign::propose(&world.app, "proposer", text.clone(), outline).await.unwrap();
        linxuan_app::campaign::confirm(&world.app, "confirmer", MAIN, waiting.version).await.unwrap();
        let office = world.office(MAIN).await;
        let names: Vec<String> =
            world.running(&office).rulebook.sponsor.iter().map(|sponsor| sponsor.name.zh.clone()).collect();
        let mut sponsors = Vec::new();
        for (name, numbers) in names.iter().zip([[1, 28], [29, 30]]) {
            let sponsor = world.unit(&office, name, "sponsor").await;
            for number in numbers {
                world.nominate(&sponsor, number).await;
            }
            world.record_steps(&sponsor).await;
            sponsors.push(sponsor);
        }
        world.hand_in(&sponsors[0], "first").await.unwrap();
        assert_eq!(in_the_way(world.hand_in(&sponsors[1], "second").await), ["cap breaks"]);
    });
}

/// An opinion that the rulebook requires is asked for at handing in; one for other channels is not.
#[test]
fn a_required_opinion_must_be_there() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        for number in [1, 28] {
            let id = nomination::create(&world.app, &clerk, "person").await.unwrap().to_string();
            let sheet = crate::form::filled(&world.running(&clerk), "person", number);
            world.save(&clerk, &id, 1, sheet).await.unwrap();
        }
        world.record_steps(&clerk).await;
        let wanted = [
            "opinion.employer open",
            "opinion.employer open",
            "opinion.recommending-unit open",
            "opinion.recommending-unit open",
        ];
        assert_eq!(in_the_way(world.hand_in(&clerk, "one").await), wanted);
    });
}
