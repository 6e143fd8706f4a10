//! 报送: all that stands in the way at once, waivers, receipts.

use linxuan_app::examination::{Judgement, Word, examine};
use linxuan_app::package::{self, Handing};
use linxuan_app::{Refusal, nomination, view};
use linxuan_domain::access::Role;
use linxuan_domain::form::Entry;
use linxuan_domain::id::SubmissionId;
use linxuan_domain::manifest::Manifest;
use linxuan_testkit::invented;

use crate::form::filled;
use crate::world::{MAIN, World, each_engine, handing, in_the_way};

/// An honour of the level that the rule excludes in principle.
fn national_honour() -> Entry {
    let cells = [("name", "国家级奖"), ("level", "national"), ("body", "某某部"), ("date", "2019-05")];
    Entry::Rows(vec![cells.map(|(cell, text)| (cell.to_owned(), text.to_owned())).into()])
}

#[test]
fn a_package_without_a_flaw_gets_its_receipt() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let ids = [world.nominate(&clerk, 1).await, world.nominate(&clerk, 2).await];
        world.record_steps(&clerk).await;
        let receipt = world.hand_in(&clerk, "one").await.unwrap();
        assert_eq!(receipt.number, "NATIONAL-2022-001-1");
        assert_eq!(receipt.submitted_at, world.app.now().microseconds());
        for id in &ids {
            assert_eq!(world.state(&clerk, id).await, "handed-in");
            assert!(receipt.manifest.contains(id.as_str()));
        }
        let found = package::receipt(&world.app, &office, &SubmissionId::from(receipt.id.as_str())).await.unwrap();
        assert_eq!(found.manifest_hash, receipt.manifest_hash);
    });
}

/// The manifest speaks for the personal answers as well, and tells nobody what they are.
#[test]
fn a_changed_telephone_number_changes_the_manifest() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let id = world.nominate(&clerk, 1).await;
        world.record_steps(&clerk).await;
        let examiner = world.person(MAIN, "examiner", Role::Examiner).await;
        let check = world.running(&clerk).rulebook.examination.check[0].id.to_string();
        let mut lines = Vec::new();
        for (version, word, mobile) in [(2, "one", 1), (3, "two", 1), (4, "three", 2)] {
            let receipt = world.hand_in(&clerk, word).await.unwrap();
            let manifest: Manifest = serde_json::from_str(&receipt.manifest).unwrap();
            lines.push((manifest.lines[0].answers.clone(), manifest.lines[0].personal.clone()));
            assert!(!receipt.manifest.contains(&invented::phone(mobile)), "{}", receipt.manifest);
            let line = Judgement { check: check.clone(), passed: false, reason: "请核对".to_owned() };
            let back = Word::Return { lines: vec![line], note: String::new(), due: None };
            examine(&world.app, &examiner, &id, version, back).await.unwrap();
            let mut sheet = filled(&world.running(&clerk), "person", 1);
            sheet.set_text("mobile", &invented::phone(if version == 2 { 1 } else { 2 }));
            world.save(&clerk, &id, version, sheet).await.unwrap();
        }
        assert_eq!(lines[0], lines[1], "saved anew, and the same");
        assert_eq!(lines[1].0, lines[2].0);
        assert_ne!(lines[1].1, lines[2].1);
        assert!(lines[2].1.starts_with("keyed:"), "{lines:?}");
    });
}

#[test]
fn a_nomination_s_history_holds_its_package_and_no_other() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let (sent, kept) = (world.nominate(&clerk, 1).await, world.nominate(&clerk, 2).await);
        nomination::withdraw(&world.app, &clerk, &kept).await.unwrap();
        world.record_steps(&clerk).await;
        nomination::waive(&world.app, &clerk, None, "quota-short", "本单位只有一人符合").await.unwrap();
        world.hand_in(&clerk, "one").await.unwrap();
        world.hand_in(&clerk, "one").await.unwrap();
        for (id, packages) in [(&sent, 1), (&kept, 0)] {
            let history = view::dossier(&world.app, &clerk, id).await.unwrap().history;
            assert_eq!(history.iter().filter(|line| line.event.what == "handed-in").count(), packages);
            assert!(history.is_sorted_by_key(|line| line.event.at));
        }
    });
}

#[test]
fn nothing_is_written_on_what_was_handed_in() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let ids = [world.nominate(&clerk, 1).await, world.nominate(&clerk, 2).await];
        world.record_steps(&clerk).await;
        world.hand_in(&clerk, "one").await.unwrap();
        let app = &world.app;
        let before = world.line_count().await;
        for said in [
            nomination::attest(app, &clerk, Some(&ids[0]), "employer", "改写").await,
            nomination::attest(app, &clerk, None, "unit-notice", "改写").await,
            nomination::waive(app, &clerk, Some(&ids[0]), "honours", "改写").await,
            nomination::waive(app, &clerk, None, "quota-short", "改写").await,
        ] {
            assert!(matches!(said, Err(Refusal::WrongState(_))), "{said:?}");
        }
        assert_eq!(world.line_count().await, before);
    });
}

#[test]
fn everything_that_stands_in_the_way_is_said_at_once() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let military = world
            .nominate_with(&clerk, 1, |sheet| {
                sheet.set_text("serving-military", "yes");
                sheet.set("honours", national_honour());
                sheet.set_text("deeds", "");
            })
            .await;
        world.nominate(&clerk, 2).await;
        world.nominate(&clerk, 3).await;
        let undeclared = Handing { secrecy: false, ..handing("one") };
        let before = world.line_count().await;
        let said = in_the_way(package::hand_in(&world.app, &clerk, undeclared).await);
        // 三、2·12: at most two; 1, 2 and 3 were born 1951 to 1953, so that of three none is under 45.
        let wanted = [
            "form open",
            "honours breaks",
            "not-military breaks",
            "quota breaks",
            "secrecy open",
            "step.candidate-publicity open",
            "step.democratic-procedure open",
            "step.unit-notice open",
            "young-share breaks",
        ];
        assert_eq!(said, wanted);
        assert_eq!(world.line_count().await, before);
        assert_eq!(world.state(&clerk, &military).await, "draft");
    });
}

#[test]
fn a_reason_lets_pass_what_holds_in_principle() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let id = world.nominate_with(&clerk, 1, |sheet| sheet.set("honours", national_honour())).await;
        world.record_steps(&clerk).await;
        assert_eq!(in_the_way(world.hand_in(&clerk, "one").await), ["honours breaks"]);
        for empty in ["", " \n ", &"长".repeat(601)] {
            assert!(nomination::waive(&world.app, &clerk, Some(&id), "honours", empty).await.is_err());
        }
        nomination::waive(&world.app, &clerk, Some(&id), "honours", "近三年又有重大突破").await.unwrap();
        world.hand_in(&clerk, "two").await.unwrap();
        let listed = view::board(&world.app, &office).await.unwrap().waivers;
        assert_eq!(
            listed.iter().map(|w| (w.rule.as_str(), w.reason.as_str())).collect::<Vec<_>>(),
            [("honours", "近三年又有重大突破")]
        );
        // Once handed in, no reason is added any more.
        let late = nomination::waive(&world.app, &clerk, Some(&id), "honours", "再加一条").await;
        assert!(matches!(late, Err(Refusal::WrongState(_))), "{late:?}");
    });
}

#[test]
fn no_reason_lets_pass_what_must_hold() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let id = world.nominate_with(&clerk, 1, |sheet| sheet.set_text("serving-military", "yes")).await;
        world.record_steps(&clerk).await;
        nomination::waive(&world.app, &clerk, Some(&id), "not-military", "情况特殊").await.unwrap();
        assert_eq!(in_the_way(world.hand_in(&clerk, "one").await), ["not-military breaks"]);
        let unknown = nomination::waive(&world.app, &clerk, Some(&id), "no-such-rule", "情况特殊").await;
        assert_eq!(unknown, Err(Refusal::NotFound));
    });
}

#[test]
fn the_same_key_answers_the_same_receipt() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        world.nominate(&clerk, 1).await;
        world.record_steps(&clerk).await;
        let first = world.hand_in(&clerk, "one").await.unwrap();
        let after_first = handed_in_lines(world).await;
        world.clock.pass(90 * crate::world::DAY);
        let again = world.hand_in(&clerk, "one").await.unwrap();
        assert_eq!(format!("{again:?}"), format!("{first:?}"));
        assert_eq!(handed_in_lines(world).await, after_first);
        assert_eq!(after_first, 1);
        // Another unit with the same key is another matter: it is told that it is late.
        let other = world.unit(&office, "远山学会", "society").await;
        assert!(matches!(world.hand_in(&other, "one").await, Err(Refusal::Late { .. })));
        assert_eq!(view::unit_home(&world.app, &clerk).await.unwrap().submissions.len(), 1);
    });
}

async fn handed_in_lines(world: &World) -> usize {
    world.lines().await.iter().filter(|line| line.event.what == "handed-in").count()
}

#[test]
fn the_same_click_sent_many_times_at_once_is_one_submission() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        world.nominate(&clerk, 1).await;
        world.record_steps(&clerk).await;
        let clicks: Vec<_> = (0..8)
            .map(|_| {
                let (app, clerk) = (world.app.clone(), clerk.clone());
                tokio::spawn(async move { package::hand_in(&app, &clerk, handing("one")).await })
            })
            .collect();
        let mut numbers = std::collections::BTreeSet::new();
        for click in clicks {
            numbers.insert(click.await.unwrap().unwrap().number);
        }
        assert_eq!(numbers.into_iter().collect::<Vec<_>>(), ["NATIONAL-2022-001-1"]);
        assert_eq!(handed_in_lines(world).await, 1);
    });
}

#[test]
fn an_empty_package_and_a_key_that_is_none_are_refused() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        world.record_steps(&clerk).await;
        let empty = world.hand_in(&clerk, "one").await;
        assert!(
            matches!(&empty, Err(Refusal::Invalid(fields)) if fields == &[("nominations", "nothing-to-hand-in")]),
            "{empty:?}"
        );
        let keyless = package::hand_in(&world.app, &clerk, Handing { key: "short".to_owned(), secrecy: true }).await;
        assert!(
            matches!(&keyless, Err(Refusal::Invalid(fields)) if fields == &[("key", "key-missing")]),
            "{keyless:?}"
        );
    });
}

#[test]
fn a_receipt_is_its_unit_s_and_the_office_s() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let stranger = world.unit(&office, "远山学会", "society").await;
        world.nominate(&clerk, 1).await;
        world.record_steps(&clerk).await;
        let id = SubmissionId::from(world.hand_in(&clerk, "one").await.unwrap().id.as_str());
        assert!(package::receipt(&world.app, &clerk, &id).await.is_ok());
        let hidden = package::receipt(&world.app, &stranger, &id).await.unwrap_err();
        let absent = package::receipt(&world.app, &stranger, &SubmissionId::from("none")).await.unwrap_err();
        assert_eq!((&hidden, &absent), (&Refusal::NotFound, &Refusal::NotFound));
    });
}
