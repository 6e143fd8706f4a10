//! From the draft to the package.

use linxuan_domain::form::{Entry, Sheet};
use linxuan_store::engine::SqlExt;
use linxuan_store::nomination::{self, Nomination};
use linxuan_store::{submission, unit};
use linxuan_testkit::row::{self, Ground, NOW};
use linxuan_testkit::{act, denied, each_engine, keys, read};

use super::{find, hand_in, insert, save};

fn sheet(entries: &[(&str, &str)]) -> Sheet {
    let mut sheet = Sheet::default();
    for (field, text) in entries {
        sheet.set_text(field, text);
    }
    sheet
}

/// A nomination with something in every column.
fn whole(ground: &Ground) -> Nomination {
    let mut whole = ground.nomination(1);
    "1980-02-29".clone_into(&mut whole.born);
    whole.person = Some(keys().index("person", "x"));
    whole.document = Some("passport".to_owned());
    whole.name_birth = Some(keys().index("name-birth", "x"));
    whole.answers = sheet(&[("deeds", "先进事迹\n\"第一\"")]);
    whole.answers.set("orientation", Entry::Many(vec!["science".to_owned(), "technology".to_owned()]));
    whole.answers.set("career", Entry::Rows(vec![[("from".to_owned(), "2001".to_owned())].into()]));
    whole.personal = sheet(&[("phone", "10020000000")]);
    whole
}

/// The answers do not print themselves, so they are compared beside the rest.
#[track_caller]
fn assert_same(found: &Nomination, wanted: &Nomination) {
    assert_eq!(format!("{found:?}"), format!("{wanted:?}"));
    assert_eq!((&found.answers.0, &found.personal.0), (&wanted.answers.0, &wanted.personal.0));
}

#[test]
fn a_nomination_is_kept_as_inserted() {
    each_engine(|store, _| {
        let whole = whole(&Ground::lay(store));
        insert(store, &whole);
        assert_same(&find(store, &whole.id), &whole);
        assert!(read(store, |sql| nomination::find(sql, &keys(), "none")).is_none());
    });
}

#[test]
fn a_number_stands_once_in_a_campaign() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        insert(store, &ground.nomination(1));
        let again = ground.nomination(1);
        assert!(denied(store, move |sql| nomination::insert(sql, &keys(), &again)).duplicate);
    });
}

#[test]
fn a_save_counts_the_version_up_and_only_from_the_one_it_was_made_on() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let mut draft = whole(&ground);
        insert(store, &draft);
        draft.name = "李四".to_owned();
        draft.employer = "某某大学".to_owned();
        draft.born = "1981-03-01".to_owned();
        (draft.person, draft.document, draft.name_birth) = (None, Some("other".to_owned()), None);
        draft.answers = sheet(&[("deeds", "改")]);
        draft.personal = sheet(&[]);
        draft.findings = "2 1 0".to_owned();
        (draft.changed_by, draft.changed_at) = ("b".to_owned(), NOW + 5);
        assert!(save(store, &draft));
        let mut wanted = draft.clone();
        wanted.version = 2;
        assert_same(&find(store, &draft.id), &wanted);
        // Another window, still on version 1; and a version that nobody has seen.
        draft.name = "王五".to_owned();
        assert!(!save(store, &draft));
        draft.version = 3;
        assert!(!save(store, &draft));
        assert_same(&find(store, &draft.id), &wanted);
    });
}

#[test]
fn of_many_saves_on_one_version_one_is_kept() {
    each_engine(|store, _| {
        let draft = Ground::lay(store).nomination(1);
        insert(store, &draft);
        let saves = (0..40).map(|number| {
            let mut saved = draft.clone();
            saved.name = format!("第{number}个");
            store.act(move |sql| nomination::save(sql, &keys(), &saved))
        });
        let answers: Vec<bool> = saves.collect::<Vec<_>>().into_iter().map(|save| save.wait().unwrap()).collect();
        assert_eq!(answers.iter().filter(|kept| **kept).count(), 1);
        let kept = answers.iter().position(|kept| *kept).unwrap();
        let found = find(store, &draft.id);
        assert_eq!((found.version, found.name), (2, format!("第{kept}个")));
    });
}

#[test]
fn a_unit_s_nominations_stand_in_its_order() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let second = ground.unit(store, 2);
        let id = ground.unit.id.clone();
        let next = move |sql: &mut dyn linxuan_store::Sql| nomination::next_of_unit(sql, &id);
        assert_eq!(read(store, next.clone()), 1);
        for ordinal in [5, 2, 9] {
            insert(store, &ground.nomination(ordinal));
        }
        insert(store, &row::nomination("other", &second, 30));
        assert_eq!(read(store, next), 10);
        let id = ground.unit.id;
        let found = read(store, move |sql| nomination::of_unit(sql, &keys(), &id));
        assert_eq!(found.iter().map(|one| one.ordinal).collect::<Vec<_>>(), [2, 5, 9]);
    });
}

#[test]
fn the_summary_of_findings_is_written_anew() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let draft = ground.nomination(1);
        insert(store, &draft);
        let id = draft.id.clone();
        act(store, move |sql| nomination::set_findings(sql, &id, "0 1 2"));
        assert_eq!(find(store, &draft.id).findings, "0 1 2");
    });
}

#[test]
fn a_state_is_set_with_its_due_time() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let draft = ground.nomination(1);
        insert(store, &draft);
        hand_in(store, &ground, &draft.id, NOW + 1);
        let found = find(store, &draft.id);
        assert_eq!((found.state.as_str(), found.handed_in_at, found.due_at), ("handed-in", Some(NOW + 1), None));
        let id = draft.id.clone();
        act(store, move |sql| nomination::set_state(sql, &id, "returned", Some(NOW + 9)));
        let found = find(store, &draft.id);
        assert_eq!(
            (found.state.as_str(), found.handed_in_at, found.due_at),
            ("returned", Some(NOW + 1), Some(NOW + 9))
        );
        hand_in(store, &ground, &draft.id, NOW + 2);
        let found = find(store, &draft.id);
        assert_eq!((found.state.as_str(), found.handed_in_at, found.due_at), ("handed-in", Some(NOW + 2), None));
    });
}

#[test]
fn what_was_handed_in_before_is_kept_open_and_sealed() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let mut draft = whole(&ground);
        insert(store, &draft);
        let id = draft.id.clone();
        let before = move |sql: &mut dyn linxuan_store::Sql| nomination::handed_in_before(sql, &keys(), &id);
        assert_eq!(read(store, before.clone()), None);
        hand_in(store, &ground, &draft.id, NOW + 1);
        assert_eq!(read(store, before.clone()), None);
        let first = draft.answers.clone().joined(draft.personal.clone());
        draft.answers = sheet(&[("deeds", "第二次")]);
        draft.personal = sheet(&[("phone", "10020000001")]);
        assert!(save(store, &draft));
        hand_in(store, &ground, &draft.id, NOW + 2);
        assert_eq!(read(store, before.clone()), Some(first));
        draft.version = 2;
        draft.answers = sheet(&[("deeds", "第三次")]);
        assert!(save(store, &draft));
        hand_in(store, &ground, &draft.id, NOW + 3);
        let second = sheet(&[("deeds", "第二次"), ("phone", "10020000001")]);
        assert_eq!(read(store, before), Some(second));
    });
}

#[test]
fn handing_the_same_version_in_again_names_the_new_submission() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let draft = ground.nomination(1);
        insert(store, &draft);
        hand_in(store, &ground, &draft.id, NOW + 1);
        let second = hand_in(store, &ground, &draft.id, NOW + 2);
        let text = "SELECT submission_id AS id FROM nomination_snapshot";
        let rows = read(store, move |sql| sql.query(text, &[]));
        assert_eq!(rows.iter().map(|row| row.text("id").unwrap()).collect::<Vec<_>>(), [second]);
    });
}

#[test]
fn twins_are_found_by_document_or_name_and_birth_in_the_same_campaign() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let second = ground.unit(store, 2);
        act(store, |sql| row::campaign(sql, "c2", "other"));
        let foreign = row::unit("u9", "c2", 9);
        let to_insert = foreign.clone();
        act(store, move |sql| linxuan_store::unit::insert(sql, &to_insert, "九"));
        let plant = |id: &str,
                     unit: &linxuan_store::unit::Unit,
                     ordinal,
                     person: Option<&str>,
                     birth: Option<&str>,
                     state: &str| {
            let mut one = row::nomination(id, unit, ordinal);
            (one.person, one.name_birth) = (person.map(str::to_owned), birth.map(str::to_owned));
            state.clone_into(&mut one.state);
            insert(store, &one);
        };
        plant("1", &ground.unit, 1, Some("p1"), Some("b1"), "draft");
        plant("2", &second, 1, Some("p2"), Some("b1"), "handed-in");
        plant("3", &second, 2, Some("p3"), None, "withdrawn");
        plant("4", &second, 3, Some("p3"), None, "refused");
        plant("5", &foreign, 1, Some("p4"), Some("b4"), "accepted");
        plant("6", &second, 4, None, None, "draft");
        let twins = |unit: &linxuan_store::unit::Unit, person: Option<&str>, birth: Option<&str>| {
            let mut one = row::nomination("new", unit, 50);
            (one.person, one.name_birth) = (person.map(str::to_owned), birth.map(str::to_owned));
            read(store, move |sql| nomination::twins(sql, &one))
        };
        assert_eq!(twins(&ground.unit, Some("p1"), None), (true, false));
        // A draft is known to its own unit only.
        assert_eq!(twins(&second, Some("p1"), None), (false, false));
        assert_eq!(twins(&second, None, Some("b1")), (true, false));
        let third = ground.unit(store, 3);
        assert_eq!(twins(&third, None, Some("b1")), (false, true));
        assert_eq!(twins(&ground.unit, Some("p2"), Some("none")), (false, true));
        // Withdrawn and refused ones, another campaign, persons of whom nothing is known.
        assert_eq!(twins(&ground.unit, Some("p3"), None), (false, false));
        assert_eq!(twins(&ground.unit, Some("p4"), Some("b4")), (false, false));
        assert_eq!(twins(&ground.unit, None, None), (false, false));
        let first = find(store, "1");
        assert_eq!(read(store, move |sql| nomination::twins(sql, &first)), (false, true));
    });
}

/// Name and birth date say nothing where two different resident cards do.
#[test]
fn two_resident_cards_are_two_persons_and_any_other_document_may_be_the_same_one_s() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let one = |id: &str, ordinal, person: &str, document: Option<&str>| {
            let mut one = row::nomination(id, &ground.unit, ordinal);
            (one.person, one.name_birth) = (Some(person.to_owned()), Some("b1".to_owned()));
            one.document = document.map(str::to_owned);
            one
        };
        insert(store, &one("1", 1, "p1", Some("resident-card")));
        let here = |person: &str, document: Option<&str>| {
            let other = one("2", 2, person, document);
            read(store, move |sql| nomination::twins(sql, &other)).0
        };
        let card = Some("resident-card");
        assert!(here("p1", card), "the same card");
        assert!(!here("p2", card), "another card");
        assert!(here("p3", Some("passport")) && here("p3", None));
        act(store, |sql| sql.execute("UPDATE nomination SET document = NULL", &[]));
        assert!(here("p2", card), "a row older than the column");
    });
}

#[test]
fn a_code_opens_its_nomination_once() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        for (id, ordinal) in [("1", 1), ("2", 2)] {
            insert(store, &row::nomination(id, &ground.unit, ordinal));
        }
        act(store, |sql| {
            nomination::issue_code(sql, "old", "1", NOW)?;
            nomination::issue_code(sql, "new", "1", NOW)?;
            nomination::issue_code(sql, "two", "2", NOW)
        });
        let used = |code: &'static str| act(store, move |sql| nomination::use_code(sql, code, NOW + 1));
        assert_eq!(used("old"), None);
        assert_eq!(used("new").as_deref(), Some("1"));
        assert_eq!(used("new"), None);
        assert_eq!(used("none"), None);
        // A used code stays as a fact beside the next one.
        act(store, |sql| nomination::issue_code(sql, "next", "1", NOW + 2));
        assert_eq!(used("next").as_deref(), Some("1"));
        let text = "SELECT COUNT(*) AS n FROM recommendation_code WHERE nomination_id = '1' AND used_at IS NOT NULL";
        assert_eq!(read(store, move |sql| sql.number(text, &[])), 2);
        assert_eq!(used("two").as_deref(), Some("2"));
        assert!(denied(store, |sql| nomination::issue_code(sql, "new", "2", NOW)).duplicate);
    });
}

#[test]
fn a_code_used_by_many_at_once_opens_once() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        insert(store, &row::nomination("1", &ground.unit, 1));
        act(store, |sql| nomination::issue_code(sql, "code", "1", NOW));
        let all: Vec<_> = (0..40).map(|_| store.act(|sql| nomination::use_code(sql, "code", NOW))).collect();
        let opened = all.into_iter().filter_map(|act| act.wait().unwrap()).count();
        assert_eq!(opened, 1);
    });
}

/// One person handed in by many units at once: whoever takes the person's turn first is in.
#[test]
fn acts_on_one_person_come_one_after_the_other() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let drafts: Vec<_> = (1..=24).map(|ordinal| ground.nomination(ordinal)).collect();
        let acts: Vec<_> = drafts
            .into_iter()
            .map(|mut draft| {
                draft.person = Some("p1".to_owned());
                store.act(move |sql| {
                    nomination::take_person(sql, "p1")?;
                    if nomination::twins(sql, &draft)? != (false, false) {
                        return Ok(false);
                    }
                    nomination::insert(sql, &keys(), &draft).map(|()| true)
                })
            })
            .collect();
        assert_eq!(acts.into_iter().map(|act| act.wait().unwrap()).filter(|first| *first).count(), 1);
        let text = "SELECT turn AS n FROM person_turn WHERE person = 'p1'";
        assert_eq!(read(store, move |sql| sql.number(text, &[])), 24);
    });
}

/// Units of one channel that hand in at once: each sees what the one before has handed in.
#[test]
fn units_of_one_channel_come_one_after_the_other() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let (campaign, own) = (ground.campaign.clone(), ground.unit.clone());
        let asking = unit::Unit { id: "another".to_owned(), ..own.clone() };
        let places: Vec<_> = (1..=24).map(|ordinal| (ground.nomination(ordinal), ground.ids.id())).collect();
        let acts: Vec<_> = places
            .into_iter()
            .map(|(mut one, package)| {
                let (campaign, asking) = (campaign.clone(), asking.clone());
                one.person = None;
                one.name_birth = None;
                let package = row::submission(&package, &ground.unit, &package);
                store.act(move |sql| {
                    nomination::take_channel(sql, &campaign, &asking.channel)?;
                    let (others, _) = unit::beside(sql, &asking)?;
                    if others >= 3 {
                        return Ok(false);
                    }
                    nomination::insert(sql, &keys(), &one)?;
                    submission::insert(sql, &package)?;
                    nomination::hand_in(sql, &one.id, &package.id, NOW).map(|()| true)
                })
            })
            .collect();
        assert_eq!(acts.into_iter().map(|act| act.wait().unwrap()).filter(|passed| *passed).count(), 3);
        // To the unit itself these are not the others', and what was refused takes no place.
        let (mine, theirs, extra) = (own.clone(), asking.clone(), own.clone());
        assert_eq!(read(store, move |sql| unit::beside(sql, &mine)), (0, 0));
        let campaign = ground.campaign.clone();
        let all = read(store, move |sql| nomination::handed_in(sql, &campaign));
        assert_eq!(all.len(), 3);
        act(store, move |sql| {
            nomination::set_state(sql, &all[0].id, "refused", None)?;
            nomination::set_state(sql, &all[1].id, "closing-proposed", Some(NOW))?;
            let granted = unit::ExtraQuota {
                id: "g1".to_owned(),
                unit_id: extra.id.clone(),
                extra: 2,
                reason: "两院院士集中".to_owned(),
                granted_by: "office".to_owned(),
                granted_at: NOW,
            };
            unit::grant(sql, &granted)
        });
        assert_eq!(read(store, move |sql| unit::beside(sql, &theirs)), (2, 2));
    });
}
