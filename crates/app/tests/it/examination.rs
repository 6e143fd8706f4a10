//! 形式审查: accept, return, refuse by two people; every other step is refused.

use linxuan_app::examination::{Judgement, Word, examine};
use linxuan_app::{Refusal, nomination, view};
use linxuan_domain::access::{Role, Viewer};
use linxuan_domain::lifecycle::State;
use linxuan_domain::value::Instant;
use linxuan_store::queue::Filter;

use crate::world::{DAY, MAIN, MINUTE, World, each_engine};

/// The whole checklist; the named checks did not pass.
fn checklist(world: &World, viewer: &Viewer, failed: &[&str]) -> Vec<Judgement> {
    let checks = &world.running(viewer).rulebook.examination.check;
    let judged = checks.iter().map(|check| {
        let passed = !failed.contains(&check.id.as_str());
        let reason = if passed { String::new() } else { "盖章页不清".to_owned() };
        Judgement { check: check.id.to_string(), passed, reason }
    });
    judged.collect()
}

struct Cast {
    office: Viewer,
    clerk: Viewer,
    examiner: Viewer,
    second: Viewer,
}

/// Nominations that were handed in.
async fn handed_in(world: &World, numbers: &[u32]) -> (Cast, Vec<String>) {
    let office = world.office(MAIN).await;
    let clerk = world.unit(&office, "星辰学会", "society").await;
    let mut ids = Vec::new();
    for number in numbers {
        ids.push(world.nominate(&clerk, *number).await);
    }
    world.record_steps(&clerk).await;
    world.hand_in(&clerk, "one").await.unwrap();
    let examiner = world.person(MAIN, "examiner", Role::Examiner).await;
    let second = world.person(MAIN, "examiner-2", Role::Examiner).await;
    (Cast { office, clerk, examiner, second }, ids)
}

fn invalid(said: Result<State, Refusal>) -> &'static str {
    match said {
        Err(Refusal::Invalid(fields)) => fields[0].1,
        other => panic!("not refused for a field: {other:?}"),
    }
}

#[test]
fn acceptance_asks_for_every_check_and_for_all_to_pass() {
    each_engine(&[MAIN], async |world| {
        let (cast, ids) = handed_in(world, &[1]).await;
        let accept = async |lines| examine(&world.app, &cast.examiner, &ids[0], 2, Word::Accept { lines }).await;
        let all = checklist(world, &cast.examiner, &[]);
        assert_eq!(invalid(accept(all[1..].to_vec()).await), "checks-open");
        assert_eq!(invalid(accept(checklist(world, &cast.examiner, &["rank"])).await), "checks-not-passed");
        assert_eq!(world.state(&cast.clerk, &ids[0]).await, "handed-in");
        assert_eq!(accept(all.clone()).await, Ok(State::Accepted));
        assert_eq!(accept(all.clone()).await, Err(Refusal::WrongState(State::Accepted)));
        let words = view::dossier(&world.app, &cast.office, &ids[0]).await.unwrap().examinations;
        assert_eq!(
            words.iter().map(|w| (w.verdict.as_str(), w.lines.len())).collect::<Vec<_>>(),
            [("accepted", all.len())]
        );
    });
}

#[test]
fn a_return_names_reasons_and_a_due_time_and_is_handed_in_again_before_it() {
    each_engine(&[MAIN], async |world| {
        let (cast, ids) = handed_in(world, &[1]).await;
        let back = async |lines, due| {
            let version = view::dossier(&world.app, &cast.examiner, &ids[0]).await.unwrap().nomination.version;
            examine(&world.app, &cast.examiner, &ids[0], version, Word::Return { lines, note: String::new(), due })
                .await
        };
        assert_eq!(invalid(back(checklist(world, &cast.examiner, &[]), None).await), "return-needs-a-reason");
        let mut wordless = checklist(world, &cast.examiner, &["secrecy-seal"]);
        for line in &mut wordless {
            " ".clone_into(&mut line.reason);
        }
        assert_eq!(invalid(back(wordless, None).await), "each-reason-in-words");
        let failed = checklist(world, &cast.examiner, &["secrecy-seal", "materials-complete"]);
        assert_eq!(invalid(back(failed.clone(), Some(world.app.now())).await), "due-in-the-past");
        assert_eq!(back(failed, None).await, Ok(State::Returned));
        // Five days, as the rulebook says.
        let due = world.app.now().microseconds() + 5 * DAY;
        let returned = view::dossier(&world.app, &cast.clerk, &ids[0]).await.unwrap();
        assert_eq!(returned.nomination.due_at, Some(due));
        let mut sheet = returned.nomination.answers.clone().joined(returned.nomination.personal.clone());
        sheet.set_text("post", "补正后的职务");
        world.save(&cast.clerk, &ids[0], 2, sheet).await.unwrap();
        world.clock.set(due - 1);
        assert_eq!(world.hand_in(&cast.clerk, "two").await.unwrap().number, "NATIONAL-2022-001-2");
        let again = view::dossier(&world.app, &cast.office, &ids[0]).await.unwrap();
        assert_eq!(again.nomination.answers.text("post"), "补正后的职务");
        assert_eq!(again.before.unwrap().text("post"), "第1研究所");
        let board = view::board(&world.app, &cast.office).await.unwrap();
        let unit = cast.clerk.unit.clone().unwrap().to_string();
        let reasons = [("materials-complete", 1), ("secrecy-seal", 1)].map(|(c, n)| (unit.clone(), c.to_owned(), n));
        assert_eq!(board.reasons, reasons);
        // Once more, and now one moment too late.
        let due = due - 1 + DAY;
        let failed = checklist(world, &cast.examiner, &["secrecy-seal"]);
        assert_eq!(back(failed, Some(Instant(due))).await, Ok(State::Returned));
        world.clock.set(due);
        assert_eq!(world.hand_in(&cast.clerk, "three").await.unwrap_err(), Refusal::Late { closed: Instant(due) });
    });
}

#[test]
fn a_refusal_takes_two_people() {
    each_engine(&[MAIN], async |world| {
        let (cast, ids) = handed_in(world, &[1, 2]).await;
        let say = async |who: &Viewer, id: &str, word| examine(&world.app, who, id, 2, word).await;
        let proposal = |note: &str| Word::ProposeRefusal { note: note.to_owned() };
        assert_eq!(invalid(say(&cast.examiner, &ids[0], proposal(" ")).await), "text-missing");
        for id in &ids {
            assert_eq!(say(&cast.examiner, id, proposal("不符合条件")).await, Ok(State::RefusalProposed));
            assert_eq!(say(&cast.examiner, id, Word::ConfirmRefusal).await, Err(Refusal::SamePerson));
        }
        let rejected = Word::RejectRefusal { note: "理由不充分".to_owned() };
        assert_eq!(say(&cast.examiner, &ids[0], rejected.clone()).await, Err(Refusal::SamePerson));
        assert_eq!(say(&cast.second, &ids[0], rejected).await, Ok(State::HandedIn));
        assert_eq!(say(&cast.office, &ids[1], Word::ConfirmRefusal).await, Ok(State::Refused));
        // Proposed once more, by the other: now the first may confirm.
        world.clock.pass(MINUTE);
        assert_eq!(say(&cast.second, &ids[0], proposal("仍不符合")).await, Ok(State::RefusalProposed));
        assert_eq!(say(&cast.second, &ids[0], Word::ConfirmRefusal).await, Err(Refusal::SamePerson));
        assert_eq!(say(&cast.examiner, &ids[0], Word::ConfirmRefusal).await, Ok(State::Refused));
    });
}

/// Every word in every state: what the life cycle does not name is refused, and leaves no line.
#[test]
fn no_step_is_taken_that_the_life_cycle_does_not_name() {
    each_engine(&[MAIN], async |world| {
        let (cast, ids) = handed_in(world, &[1]).await;
        let (id, all) = (&ids[0], checklist(world, &cast.second, &[]));
        let failed = checklist(world, &cast.second, &["rank"]);
        let note = || "理由".to_owned();
        let words = || {
            [
                Word::Accept { lines: all.clone() },
                Word::Return { lines: failed.clone(), note: note(), due: None },
                Word::ProposeRefusal { note: note() },
                Word::ConfirmRefusal,
                Word::RejectRefusal { note: note() },
            ]
        };
        let refused = async |state: State, allowed: &[usize]| {
            let before = world.line_count().await;
            // A returned one is open to its unit.
            if state != State::Returned {
                closed_to_its_unit(world, &cast.clerk, id, state).await;
            }
            for (place, word) in words().into_iter().enumerate().filter(|(place, _)| !allowed.contains(place)) {
                let said = examine(&world.app, &cast.second, id, 2, word).await;
                assert_eq!(said, Err(Refusal::WrongState(state)), "word {place}");
            }
            assert_eq!(world.line_count().await, before);
        };
        refused(State::HandedIn, &[0, 1, 2]).await;
        let [_, back, propose, ..] = words();
        examine(&world.app, &cast.examiner, id, 2, propose).await.unwrap();
        refused(State::RefusalProposed, &[3, 4]).await;
        let [.., reject] = words();
        examine(&world.app, &cast.second, id, 2, reject).await.unwrap();
        examine(&world.app, &cast.examiner, id, 2, back).await.unwrap();
        refused(State::Returned, &[2]).await;
        world.hand_in(&cast.clerk, "two").await.unwrap();
        let [accept, ..] = words();
        examine(&world.app, &cast.examiner, id, 2, accept).await.unwrap();
        refused(State::Accepted, &[]).await;
    });
}

/// The last two states, from which nothing leads anywhere.
#[test]
fn what_is_refused_or_withdrawn_stays_so() {
    each_engine(&[MAIN], async |world| {
        let (cast, ids) = handed_in(world, &[1]).await;
        let (id, note) = (&ids[0], "不符合条件".to_owned());
        examine(&world.app, &cast.examiner, id, 2, Word::ProposeRefusal { note }).await.unwrap();
        examine(&world.app, &cast.second, id, 2, Word::ConfirmRefusal).await.unwrap();
        let draft = world.nominate(&cast.clerk, 2).await;
        nomination::withdraw(&world.app, &cast.clerk, &draft).await.unwrap();
        let before = world.line_count().await;
        for (id, state) in [(id, State::Refused), (&draft, State::Withdrawn)] {
            closed_to_its_unit(world, &cast.clerk, id, state).await;
            assert_eq!(world.state(&cast.clerk, id).await, state.id());
        }
        let all = checklist(world, &cast.second, &[]);
        for word in [Word::Accept { lines: all }, Word::ConfirmRefusal, Word::RejectRefusal { note: "理由".to_owned() }]
        {
            let said = examine(&world.app, &cast.second, id, 2, word).await;
            assert_eq!(said, Err(Refusal::WrongState(State::Refused)));
        }
        assert_eq!(world.line_count().await, before);
    });
}

/// Its unit may try what it will: save, withdraw, record an opinion, hand in.
async fn closed_to_its_unit(world: &World, clerk: &Viewer, id: &str, state: State) {
    let kept = view::dossier(&world.app, clerk, id).await.unwrap().nomination;
    let mut sheet = kept.answers.joined(kept.personal);
    sheet.set_text("post", "另一个职务");
    let said = [
        world.save(clerk, id, kept.version, sheet).await.err(),
        nomination::withdraw(&world.app, clerk, id).await.err(),
        nomination::attest(&world.app, clerk, Some(id), "employer", "同意").await.err(),
        world.hand_in(clerk, &format!("in {state:?}")).await.err(),
    ];
    // It hears of no proposal.
    let wrong = || Some(Refusal::WrongState(state.told(Role::UnitClerk)));
    let nothing = Some(Refusal::Invalid(vec![("nominations", "nothing-to-hand-in")]));
    assert_eq!(said, [wrong(), wrong(), wrong(), nothing]);
}

#[test]
fn of_two_words_at_once_one_is_said() {
    each_engine(&[MAIN], async |world| {
        let (cast, ids) = handed_in(world, &[1]).await;
        let lines = checklist(world, &cast.examiner, &[]);
        let both = [cast.examiner.clone(), cast.second.clone()].map(|who| {
            let (app, id, lines) = (world.app.clone(), ids[0].clone(), lines.clone());
            tokio::spawn(async move { examine(&app, &who, &id, 2, Word::Accept { lines }).await })
        });
        let mut said = Vec::new();
        for word in both {
            said.push(word.await.unwrap());
        }
        assert!(
            said.contains(&Ok(State::Accepted)) && said.contains(&Err(Refusal::WrongState(State::Accepted))),
            "{said:?}"
        );
    });
}

/// The first word sends it back, the unit corrects it and hands in again: a second word that
/// was made up on the answers before is not taken and leaves nothing, whatever it says.
#[test]
fn a_word_on_an_older_version_is_refused_and_leaves_nothing() {
    each_engine(&[MAIN], async |world| {
        let (cast, ids) = handed_in(world, &[1]).await;
        let (id, all) = (&ids[0], checklist(world, &cast.second, &[]));
        let failed = checklist(world, &cast.second, &["rank"]);
        let back = || Word::Return { lines: failed.clone(), note: String::new(), due: None };
        examine(&world.app, &cast.examiner, id, 2, back()).await.unwrap();
        let mut sheet = crate::form::filled(&world.running(&cast.clerk), "person", 1);
        sheet.set_text("post", "补正后的职务");
        assert_eq!(world.save(&cast.clerk, id, 2, sheet).await.unwrap().version, 3);
        world.hand_in(&cast.clerk, "two").await.unwrap();
        let before = world.line_count().await;
        for version in [2, 4, 0, -1] {
            for word in [Word::Accept { lines: all.clone() }, back(), Word::ProposeRefusal { note: "理由".to_owned() }]
            {
                match examine(&world.app, &cast.second, id, version, word).await {
                    Err(Refusal::Stale(newer)) => {
                        assert_eq!((newer.version, newer.sheet.text("post")), (3, "补正后的职务"));
                    }
                    other => panic!("not refused as stale: {other:?}"),
                }
            }
        }
        assert_eq!(world.line_count().await, before);
        let stands = view::dossier(&world.app, &cast.office, id).await.unwrap();
        assert_eq!((stands.nomination.state.as_str(), stands.examinations.len()), ("handed-in", 1));
        let accept = Word::Accept { lines: all };
        assert_eq!(examine(&world.app, &cast.second, id, 3, accept).await, Ok(State::Accepted));
    });
}

#[test]
fn units_and_strangers_examine_nothing_and_the_queue_counts_what_is_there() {
    each_engine(&[MAIN, "qinghai-2023"], async |world| {
        let (cast, ids) = handed_in(world, &[1, 2]).await;
        let foreign = world.person("qinghai-2023", "examiner-far", Role::Examiner).await;
        let supervisor = world.person(MAIN, "supervisor", Role::Supervisor).await;
        for who in [&foreign, &supervisor] {
            let said = examine(&world.app, who, &ids[0], 2, Word::ConfirmRefusal).await;
            assert_eq!(said, Err(Refusal::NotFound));
        }
        let own = examine(&world.app, &cast.clerk, &ids[0], 2, Word::ConfirmRefusal).await;
        assert_eq!(own, Err(Refusal::Forbidden));
        let lines = checklist(world, &cast.examiner, &[]);
        examine(&world.app, &cast.examiner, &ids[0], 2, Word::Accept { lines }).await.unwrap();
        let queue = async |filter| view::examination_queue(&world.app, &cast.examiner, filter).await.unwrap();
        let all = queue(Filter { most: 50, ..Filter::default() }).await;
        let states = [("accepted".to_owned(), 1), ("handed-in".to_owned(), 1)];
        assert_eq!((all.lines.len(), all.found, all.more, all.states), (2, 2, false, states.to_vec()));
        let one = queue(Filter { most: 1, ..Filter::default() }).await;
        assert_eq!((one.lines.len(), one.more), (1, true));
        let accepted = queue(Filter { most: 50, state: Some("accepted".to_owned()), ..Filter::default() }).await;
        assert_eq!((accepted.lines[0].id.as_str(), accepted.found), (ids[0].as_str(), 1));
        let far =
            view::examination_queue(&world.app, &foreign, Filter { most: 50, ..Filter::default() }).await.unwrap();
        assert!(far.lines.is_empty());
        assert!(view::examination_queue(&world.app, &cast.clerk, Filter::default()).await.is_err());
    });
}

/// Returned with five days to correct it; nothing comes back.
async fn overdue(world: &World) -> (Cast, String, i64) {
    let (cast, ids) = handed_in(world, &[1]).await;
    let due = world.app.now().microseconds() + 5 * DAY;
    let lines = checklist(world, &cast.examiner, &["rank"]);
    let word = Word::Return { lines, note: String::new(), due: Some(Instant(due)) };
    examine(&world.app, &cast.examiner, &ids[0], 2, word).await.unwrap();
    (cast, ids[0].clone(), due)
}

#[test]
fn the_office_gives_more_time_for_a_correction_once_and_with_a_reason() {
    each_engine(&[MAIN], async |world| {
        let (cast, id, due) = overdue(world).await;
        world.clock.set(due + MINUTE);
        let extend = async |who: &Viewer, until: i64, note: &str| {
            let word = Word::Extend { note: note.to_owned(), due: Some(Instant(until)) };
            examine(&world.app, who, &id, 2, word).await
        };
        let later = due + 2 * DAY;
        assert_eq!(extend(&cast.examiner, later, "当地停电").await, Err(Refusal::Forbidden));
        assert_eq!(invalid(extend(&cast.office, due, "当地停电").await), "return-extension-not-later");
        assert_eq!(invalid(extend(&cast.office, later, " ").await), "text-missing");
        let before = world.line_count().await;
        assert_eq!(extend(&cast.office, later, "当地停电").await, Ok(State::Returned));
        assert_eq!(world.line_count().await, before + 1);
        assert_eq!(invalid(extend(&cast.office, later + DAY, "还要").await), "return-extended-before");
        // The unit sees until when and why, and hands in.
        let seen = view::dossier(&world.app, &cast.clerk, &id).await.unwrap();
        assert_eq!((seen.nomination.due_at, seen.examinations[0].note.as_str()), (Some(later), "当地停电"));
        world.hand_in(&cast.clerk, "two").await.unwrap();
        // Returned anew, it may be given more time anew.
        let lines = checklist(world, &cast.examiner, &["rank"]);
        world.clock.pass(MINUTE);
        let word = Word::Return { lines, note: String::new(), due: None };
        examine(&world.app, &cast.examiner, &id, 2, word).await.unwrap();
        assert_eq!(extend(&cast.office, later + 90 * DAY, "再给时间").await, Ok(State::Returned));
    });
}

#[test]
fn what_did_not_come_back_is_closed_by_two_people_or_waits_on() {
    each_engine(&[MAIN], async |world| {
        let (cast, id, due) = overdue(world).await;
        let say = async |who: &Viewer, word: Word| examine(&world.app, who, &id, 2, word).await;
        let close = || Word::ProposeRefusal { note: "逾期没有重新报送".to_owned() };
        world.clock.set(due - 1);
        assert_eq!(invalid(say(&cast.examiner, close()).await), "return-not-due-yet");
        world.clock.set(due);
        assert_eq!(say(&cast.examiner, close()).await, Ok(State::ClosingProposed));
        assert_eq!(say(&cast.examiner, Word::ConfirmRefusal).await, Err(Refusal::SamePerson));
        // The other does not agree: it waits again, with the due time that it had.
        world.clock.pass(MINUTE);
        let rejected = Word::RejectRefusal { note: "再等一天".to_owned() };
        assert_eq!(say(&cast.second, rejected).await, Ok(State::Returned));
        let dossier = view::dossier(&world.app, &cast.examiner, &id).await.unwrap();
        assert_eq!(dossier.nomination.due_at, Some(due));
        world.clock.pass(MINUTE);
        assert_eq!(say(&cast.second, close()).await, Ok(State::ClosingProposed));
        assert_eq!(say(&cast.examiner, Word::ConfirmRefusal).await, Ok(State::Refused));
        assert_eq!(world.state(&cast.clerk, &id).await, "refused");
    });
}

/// Two worlds of one unit: in the one somebody proposed a refusal. Nothing that it may see differs.
#[test]
fn a_proposed_refusal_changes_nothing_that_the_unit_sees() {
    each_engine(&[MAIN], async |world| {
        let (cast, ids) = handed_in(world, &[1, 28]).await;
        let seen = async |id: &str| {
            // Places in the record come a moment after their act.
            world.app.settle().await.unwrap();
            let dossier = view::dossier(&world.app, &cast.clerk, id).await.unwrap();
            let home = view::unit_home(&world.app, &cast.clerk).await.unwrap();
            let save = world.save(&cast.clerk, id, 2, dossier.nomination.answers.clone()).await.err();
            let opinion = nomination::attest(&world.app, &cast.clerk, Some(id), "employer", "改写").await;
            let reason = nomination::waive(&world.app, &cast.clerk, None, "quota-short", "改写").await;
            let sent = world.hand_in(&cast.clerk, "again").await.err();
            format!("{dossier:?} {home:?} {save:?} {opinion:?} {reason:?} {sent:?}")
        };
        let propose = async |id: &str| {
            let word = Word::ProposeRefusal { note: "不符合条件".to_owned() };
            examine(&world.app, &cast.examiner, id, 2, word).await.unwrap()
        };
        let before = seen(&ids[0]).await;
        assert_eq!(propose(&ids[0]).await, State::RefusalProposed);
        assert_eq!(seen(&ids[0]).await, before);
        let shown = view::dossier(&world.app, &cast.examiner, &ids[0]).await.unwrap();
        assert_eq!(shown.nomination.state, "refusal-proposed");
        // The same of what was returned and is overdue.
        let lines = checklist(world, &cast.examiner, &["rank"]);
        let back = Word::Return { lines, note: String::new(), due: None };
        examine(&world.app, &cast.examiner, &ids[1], 2, back).await.unwrap();
        world.clock.pass(100 * DAY);
        let before = seen(&ids[1]).await;
        assert_eq!(propose(&ids[1]).await, State::ClosingProposed);
        assert_eq!(seen(&ids[1]).await, before);
    });
}
