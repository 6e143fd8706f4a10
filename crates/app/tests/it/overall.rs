//! Ratios over the whole campaign, and the register beside what was handed in.

use linxuan_app::examination::{Judgement, Word, examine};
use linxuan_app::overall::overall;
use linxuan_app::{campaign, honour, view};
use linxuan_domain::access::{Role, Viewer};
use linxuan_domain::finding::Matter;

use crate::form::filled;
use crate::world::{MAIN, World, each_engine, published};

/// 全国 with 四、4·3 taken over the campaign, and a unit that handed in one nominee.
async fn handed_in(world: &World) -> (Viewer, Viewer, String) {
    let (text, outline) = (published("national-2022.toml"), published("notices/national-2022.md"));
    // The first ratio of the file is that of academicians.
    let text = text.replacen("scope = \"unit\"", "scope = \"campaign\"", 1);
    let waiting = campaign::propose(&world.app, "proposer", text, outline).await.unwrap();
    campaign::confirm(&world.app, "confirmer", MAIN, waiting.version).await.unwrap();
    let office = world.office(MAIN).await;
    let clerk = world.unit(&office, "星辰学会", "society").await;
    let id = world.nominate(&clerk, 1).await;
    world.record_steps(&clerk).await;
    world.hand_in(&clerk, "one").await.unwrap();
    (office, clerk, id)
}

/// Academicians among those who take up a place, and how many these are.
async fn academicians(world: &World, office: &Viewer) -> (u32, u32) {
    let all = overall(&world.app, office).await.unwrap();
    let share = all.into_iter().find(|one| one.finding.rule == "academician-share").unwrap();
    match share.finding.matter {
        Matter::Share { part, whole, .. } => (part, whole),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_ratio_over_the_campaign_follows_what_is_corrected() {
    each_engine(&[], async |world| {
        let (office, clerk, id) = handed_in(world).await;
        assert_eq!(academicians(world, &office).await, (0, 1));
        let examiner = world.person(MAIN, "examiner", Role::Examiner).await;
        let running = world.running(&examiner);
        let checks = running.rulebook.examination.check.iter().map(|check| check.id.to_string());
        let failed = |check| Judgement { check, passed: false, reason: "院士身份未填".to_owned() };
        let word = Word::Return { lines: checks.map(failed).collect(), note: String::new(), due: None };
        examine(&world.app, &examiner, &id, 2, word).await.unwrap();
        assert_eq!(academicians(world, &office).await, (0, 1));
        let mut sheet = filled(&running, running.rulebook.track[0].id.as_str(), 1);
        sheet.set_text("academician", "yes");
        world.save(&clerk, &id, 2, sheet).await.unwrap();
        assert_eq!(academicians(world, &office).await, (1, 1));
        // A program that was started anew says the same.
        let again = overall(&world.opened_again(), &office).await.unwrap();
        assert!(again.iter().any(|one| matches!(one.finding.matter, Matter::Share { part: 1, whole: 1, .. })));
    });
}

#[test]
fn looking_a_second_time_opens_no_answers() {
    each_engine(&[], async |world| {
        let (office, clerk, id) = handed_in(world).await;
        assert_eq!(academicians(world, &office).await, (0, 1));
        world.spoil();
        assert!(view::dossier(&world.app, &clerk, &id).await.is_err());
        assert_eq!(academicians(world, &office).await, (0, 1));
        assert_eq!(honour::register(&world.app, &office).await.unwrap().matching, 0);
    });
}
