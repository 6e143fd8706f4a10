//! 推荐码: a nominee opens the own nomination where the campaign has such accounts.

use linxuan_app::{Refusal, nomination, package, session, view};
use linxuan_domain::access::Role;

use crate::form::filled;
use crate::world::{MAIN, each_engine, handing};

const GOOD: &str = "松花江上看云起七八回";

#[test]
fn a_code_opens_the_own_nomination_and_no_other() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let own = world.nominate(&clerk, 1).await;
        let other = world.nominate(&clerk, 2).await;
        let code = nomination::issue_code(&world.app, &clerk, &own).await.unwrap();
        let opened = session::register_nominee(&world.app, &code, " Nominee-1 ", GOOD.to_owned(), "s").await.unwrap();
        let nominee = opened.signed_in.viewer;
        assert_eq!((nominee.role, opened.signed_in.must_change), (Role::Nominee, false));
        assert_eq!(view::dossier(&world.app, &nominee, &own).await.unwrap().nomination.id, own);
        let mut sheet = filled(&world.running(&clerk), "person", 1);
        sheet.set_text("post", "本人填写的职务");
        world.save(&nominee, &own, 2, sheet.clone()).await.unwrap();
        for hidden in [other.as_str(), "none"] {
            assert_eq!(view::dossier(&world.app, &nominee, hidden).await.unwrap_err(), Refusal::NotFound);
            assert_eq!(world.save(&nominee, hidden, 2, sheet.clone()).await.unwrap_err(), Refusal::NotFound);
        }
        assert!(package::hand_in(&world.app, &nominee, handing("one")).await.is_err());
        assert_eq!(nomination::create(&world.app, &nominee, "person").await.unwrap_err(), Refusal::NotFound);
        let again = session::sign_in(&world.app, "nominee-1", GOOD.to_owned(), "", "s").await.unwrap();
        assert_eq!(again.signed_in.viewer.nomination, nominee.nomination);
    });
}

#[test]
fn a_code_is_used_once_and_a_new_one_replaces_it() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let id = world.nominate(&clerk, 1).await;
        let first = nomination::issue_code(&world.app, &clerk, &id).await.unwrap();
        let second = nomination::issue_code(&world.app, &clerk, &id).await.unwrap();
        let register = async |code: &str, login: &str, password: &str| {
            let answer = session::register_nominee(&world.app, code, login, password.to_owned(), "s").await;
            answer.map(|opened| opened.signed_in.login)
        };
        assert_eq!(register(&first, "one", GOOD).await, Err(Refusal::WrongCredentials));
        assert_eq!(register("no-such-code", "one", GOOD).await, Err(Refusal::WrongCredentials));
        assert!(matches!(register(&second, "one", "weak").await, Err(Refusal::Invalid(_))));
        // A login that stands already costs no code.
        let taken = format!("office-{MAIN}");
        assert_eq!(register(&second, &taken, GOOD).await, Err(Refusal::Taken));
        assert_eq!(register(&second, "one", GOOD).await, Ok("one".to_owned()));
        assert_eq!(register(&second, "two", GOOD).await, Err(Refusal::WrongCredentials));
    });
}

/// Logins of roles belong to their holders, those that begin with a campaign's name to its units.
#[test]
fn a_login_must_be_sound_and_none_of_the_system_s_own() {
    each_engine(&[MAIN, "national-2021"], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let id = world.nominate(&clerk, 1).await;
        let code = nomination::issue_code(&world.app, &clerk, &id).await.unwrap();
        let register =
            async |login: &str| session::register_nominee(&world.app, &code, login, GOOD.to_owned(), "s").await;
        let long = "a".repeat(61);
        for login in ["", "ab", "两个字", "a b c", "abc\u{200b}", "<b>abc", &long] {
            let wrong = Refusal::Invalid(vec![("login", "login-wrong")]);
            assert_eq!(register(login).await.unwrap_err(), wrong, "{login}");
        }
        for login in ["auditor", " Office ", "national-2022-002", "NATIONAL-2021-x", "national-2021-"] {
            assert_eq!(register(login).await.unwrap_err(), Refusal::Taken, "{login}");
        }
        assert!(register("national-20221").await.is_ok());
        world.unit(&office, "远山学会", "society").await;
    });
}

/// Sixty in a row from one address; nobody elsewhere waits for it.
#[test]
fn one_address_does_not_keep_others_from_registering() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let id = world.nominate(&clerk, 1).await;
        let code = nomination::issue_code(&world.app, &clerk, &id).await.unwrap();
        let register = async |login: &str, source: &str| {
            session::register_nominee(&world.app, &code, login, GOOD.to_owned(), source).await
        };
        for _ in 0..60 {
            assert!(matches!(register("", "192.0.2.1").await, Err(Refusal::Invalid(_))));
        }
        assert_eq!(register("", "192.0.2.1").await.unwrap_err(), Refusal::TooSoon { seconds: 3 });
        assert!(register("someone", "198.51.100.7").await.is_ok());
    });
}

/// N21 has no such accounts: a code cannot even be asked for.
#[test]
fn a_campaign_without_nominee_accounts_gives_no_codes() {
    each_engine(&["national-2021"], async |world| {
        let office = world.office("national-2021").await;
        let kind = world.running(&office).rulebook.unit_kind[0].id.to_string();
        let clerk = world.unit(&office, "星辰单位", &kind).await;
        let track = world.running(&office).rulebook.track[0].id.to_string();
        let id = nomination::create(&world.app, &clerk, &track).await.unwrap().to_string();
        let before = world.line_count().await;
        assert_eq!(nomination::issue_code(&world.app, &clerk, &id).await, Err(Refusal::NotFound));
        assert_eq!(world.line_count().await, before);
    });
}
