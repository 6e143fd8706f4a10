//! Saving: version by version, nothing lost, nothing overwritten.

use linxuan_app::{Refusal, nomination, view};
use linxuan_domain::form::Sheet;

use crate::form::filled;
use crate::world::{MAIN, MINUTE, each_engine};

fn name(text: &str) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.set_text("name", text);
    sheet
}

#[test]
fn a_save_on_an_old_version_is_shown_the_other_clerk_s_and_overwrites_nothing() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let colleague = world.colleague(MAIN, "leader", &clerk).await;
        let id = nomination::create(&world.app, &clerk, "person").await.unwrap().to_string();
        let first = world.save(&clerk, &id, 1, name("张一")).await.unwrap();
        assert_eq!(first.version, 2);
        world.clock.pass(MINUTE);
        assert_eq!(world.save(&colleague, &id, 2, name("张二")).await.unwrap().version, 3);
        let before = world.line_count().await;
        let Err(Refusal::Stale(stale)) = world.save(&clerk, &id, 2, name("张三")).await else { panic!("not stale") };
        assert_eq!((stale.version, stale.changed_by.as_str()), (3, "账号leader"));
        assert_eq!(stale.changed_at, world.app.now());
        assert_eq!(stale.sheet, name("张二"));
        assert_eq!(world.line_count().await, before);
        let kept = view::dossier(&world.app, &clerk, &id).await.unwrap().nomination;
        assert_eq!((kept.version, kept.name.as_str()), (3, "张二"));
    });
}

#[test]
fn of_two_saves_at_once_on_one_version_one_is_kept() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let id = nomination::create(&world.app, &clerk, "person").await.unwrap().to_string();
        for round in 0..5 {
            let both: Vec<_> = ["张一", "张二"]
                .map(|text| {
                    let (app, clerk, id, sheet) = (world.app.clone(), clerk.clone(), id.clone(), name(text));
                    let fields = vec!["name".to_owned()];
                    tokio::spawn(
                        async move { nomination::save(&app, &clerk, &id, 1 + round, fields, sheet).await.is_ok() },
                    )
                })
                .into();
            let mut kept = 0;
            for save in both {
                kept += usize::from(save.await.unwrap());
            }
            assert_eq!(kept, 1);
        }
    });
}

#[test]
fn a_save_speaks_for_its_own_fields_and_knows_no_others() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let id = world.nominate(&clerk, 1).await;
        let mut typed = name("李四");
        typed.set_text("deeds", "没有代表这一栏");
        typed.set_text("unit_id", "x");
        let fields = ["name", "employer", "unit_id"].map(str::to_owned).to_vec();
        nomination::save(&world.app, &clerk, &id, 2, fields, typed).await.unwrap();
        let kept = view::dossier(&world.app, &clerk, &id).await.unwrap().nomination;
        let before = filled(&world.running(&clerk), "person", 1);
        assert_eq!(kept.name, "李四");
        assert_eq!(kept.answers.text("deeds"), before.text("deeds"));
        // Spoken for and not sent: emptied.
        assert_eq!((kept.answers.text("employer"), kept.employer.as_str()), ("", ""));
        assert!(!kept.answers.0.contains_key("unit_id"));
        assert_eq!(kept.personal.text("identity.number"), before.text("identity.number"));
        assert!(!kept.answers.0.contains_key("identity.number"));
    });
}

#[test]
fn what_is_wrong_is_kept_as_typed_and_said() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let id = nomination::create(&world.app, &clerk, "person").await.unwrap().to_string();
        let mut sheet = filled(&world.running(&clerk), "person", 1);
        let wrong = [
            ("name", "<script>"),
            ("birth-date", "1980年2月30日"),
            ("identity.number", "990000195001010001"),
            ("deeds", &"长".repeat(2001)),
            ("employer", "某\u{202e}所"),
            ("mobile", "12"),
        ];
        for (field, text) in wrong {
            sheet.set_text(field, text);
        }
        let saved = world.save(&clerk, &id, 1, sheet.clone()).await.unwrap();
        let said: Vec<String> = saved
            .judged
            .findings
            .iter()
            .filter(|f| f.blocks() && f.rule == "form")
            .map(|f| format!("{:?}", f.matter))
            .collect();
        for field in ["name", "birth-date", "identity", "deeds", "employer", "mobile"] {
            assert!(said.iter().any(|one| one.contains(&format!("\"{field}\""))), "{field}: {said:?}");
        }
        let kept = view::dossier(&world.app, &clerk, &id).await.unwrap().nomination;
        assert_eq!(kept.answers.joined(kept.personal), sheet);
    });
}

#[test]
fn another_unit_s_nomination_is_as_absent_as_one_that_never_was() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let stranger = world.unit(&office, "远山学会", "society").await;
        let id = world.nominate(&clerk, 1).await;
        for id in [id.as_str(), "none"] {
            assert_eq!(world.save(&stranger, id, 2, name("x")).await.unwrap_err(), Refusal::NotFound);
            assert_eq!(view::dossier(&world.app, &stranger, id).await.unwrap_err(), Refusal::NotFound);
            assert_eq!(
                nomination::attest(&world.app, &stranger, Some(id), "employer", "x").await,
                Err(Refusal::NotFound)
            );
            assert_eq!(
                nomination::waive(&world.app, &stranger, Some(id), "honours", "x").await,
                Err(Refusal::NotFound)
            );
            assert_eq!(nomination::issue_code(&world.app, &stranger, id).await, Err(Refusal::NotFound));
            // A draft is the unit's own: not even the office sees it.
            assert_eq!(view::dossier(&world.app, &office, id).await.unwrap_err(), Refusal::NotFound);
        }
    });
}

#[test]
fn what_was_handed_in_is_not_changed_any_more() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let id = world.nominate(&clerk, 1).await;
        world.record_steps(&clerk).await;
        world.hand_in(&clerk, "one").await.unwrap();
        assert!(matches!(world.save(&clerk, &id, 2, name("x")).await, Err(Refusal::WrongState(_))));
        assert!(view::dossier(&world.app, &office, &id).await.is_ok());
    });
}
