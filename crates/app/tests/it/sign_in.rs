//! Signing in: letters, passwords, the pace of attempts, sessions and their end.

use std::time::{Duration, Instant};

use linxuan_app::{Refusal, account, session};
use linxuan_domain::access::{Role, Scope};
use linxuan_domain::paper::Letter;

use crate::world::{MAIN, MINUTE, SECOND, World, each_engine, new_account};

const SOURCE: &str = "192.0.2.1";
const GOOD: &str = "松花江上看云起七八回";

async fn letter(world: &World, login: &str) -> Letter {
    let new = new_account(login, Role::Supervisor, Some(MAIN), None);
    account::create(&world.app, "system", new).await.unwrap()
}

async fn sign_in(world: &World, login: &str, password: &str) -> Result<session::Opened, Refusal> {
    session::sign_in(&world.app, login, password.to_owned(), "", SOURCE).await
}

async fn sign_in_from(world: &World, source: &str, login: &str, password: &str) -> Result<session::Opened, Refusal> {
    session::sign_in(&world.app, login, password.to_owned(), "", source).await
}

async fn alive(world: &World, token: &str) -> bool {
    match session::resume(&world.app, token).await {
        Ok(_) => true,
        Err(Refusal::SignedOut) => false,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_letter_opens_once_and_asks_for_a_password_of_one_s_own() {
    each_engine(&[MAIN], async |world| {
        let letter = letter(world, "supervisor").await;
        let opened = sign_in(world, " Supervisor ", &letter.password).await.unwrap();
        assert!(opened.signed_in.must_change);
        let viewer = opened.signed_in.viewer;
        let change = async |present: &str, new: &str| {
            account::change_password(&world.app, &viewer, present.to_owned(), new.to_owned()).await
        };
        assert_eq!(change("wrong", GOOD).await, Err(Refusal::WrongCredentials));
        for weak in ["短", "aaaaaaaaaaaa", "supervisor1", &letter.password] {
            assert!(matches!(change(&letter.password, weak).await, Err(Refusal::Invalid(_))), "{weak}");
        }
        assert!(alive(world, &opened.token).await);
        change(&letter.password, GOOD).await.unwrap();
        assert!(!alive(world, &opened.token).await);
        assert_eq!(sign_in(world, "supervisor", &letter.password).await.unwrap_err(), Refusal::WrongCredentials);
        assert!(!sign_in(world, "supervisor", GOOD).await.unwrap().signed_in.must_change);
    });
}

#[test]
fn what_was_wrong_is_not_said() {
    each_engine(&[MAIN], async |world| {
        letter(world, "supervisor").await;
        world.person(MAIN, "rehearsal", Role::Examiner).await;
        for (login, password) in [("supervisor", "wrong"), ("nobody", "wrong"), ("rehearsal", ""), ("", "")] {
            assert_eq!(sign_in(world, login, password).await.unwrap_err(), Refusal::WrongCredentials, "{login}");
        }
    });
}

#[expect(clippy::disallowed_methods, reason = "what is measured is the work itself")]
async fn took(world: &World, login: &str) -> Duration {
    let begun = Instant::now();
    assert_eq!(sign_in(world, login, "wrong").await.unwrap_err(), Refusal::WrongCredentials);
    begun.elapsed()
}

/// One hash is computed whether there is an account or not: without it an unknown login would be
/// answered some hundred times as fast.
#[test]
fn an_unknown_login_takes_the_same_work() {
    each_engine(&[MAIN], async |world| {
        letter(world, "supervisor").await;
        let (mut known, mut unknown) = (Duration::MAX, Duration::MAX);
        for _ in 0..4 {
            known = known.min(took(world, "supervisor").await);
            unknown = unknown.min(took(world, "nobody").await);
        }
        assert!(unknown * 4 > known && known * 4 > unknown, "known {known:?}, unknown {unknown:?}");
    });
}

fn soon(answer: Result<session::Opened, Refusal>) -> i64 {
    match answer {
        Err(Refusal::TooSoon { seconds }) => seconds,
        other => panic!("not too soon: {other:?}"),
    }
}

/// Eight in a row, then one every twenty seconds, for each account from one address; a wrong one more
/// costs nobody else, nor the owner elsewhere.
#[test]
fn guesses_are_paced() {
    each_engine(&[MAIN], async |world| {
        let letter = letter(world, "supervisor").await;
        let other = self::letter(world, "supervisor-2").await;
        for _ in 0..8 {
            assert_eq!(sign_in(world, "supervisor", "wrong").await.unwrap_err(), Refusal::WrongCredentials);
        }
        assert_eq!(soon(sign_in(world, "supervisor", &letter.password).await), 21);
        assert_eq!(soon(sign_in(world, "SUPERVISOR ", &letter.password).await), 21);
        assert!(sign_in_from(world, "198.51.100.7", "supervisor", &letter.password).await.is_ok());
        assert!(sign_in(world, "supervisor-2", &other.password).await.is_ok());
        world.clock.pass(20 * SECOND);
        assert!(sign_in(world, "supervisor", &letter.password).await.is_ok());
        assert_eq!(soon(sign_in(world, "supervisor", &letter.password).await), 21);
    });
}

/// Eighty in a row from everywhere, then one every two seconds; one address spends eight of them at most,
/// however often it tries.
#[test]
fn guesses_from_many_addresses_are_paced_together() {
    each_engine(&[MAIN], async |world| {
        let letter = letter(world, "supervisor").await;
        for address in 1..=10 {
            let source = format!("192.0.2.{address}");
            for number in 0..20 {
                let answer = sign_in_from(world, &source, "supervisor", "wrong").await.unwrap_err();
                assert_eq!(answer == Refusal::WrongCredentials, number < 8, "{source} {number}");
            }
        }
        assert_eq!(soon(sign_in_from(world, "198.51.100.7", "supervisor", &letter.password).await), 3);
        world.clock.pass(2 * SECOND);
        assert!(sign_in_from(world, "198.51.100.7", "supervisor", &letter.password).await.is_ok());
    });
}

/// A hash takes 19 MiB: many attempts at once wait for each other.
#[test]
fn few_passwords_are_compared_at_once() {
    each_engine(&[MAIN], async |world| {
        let (_, places) = world.app.password_runs_at_once();
        let tasks: Vec<_> = (0..places * 2)
            .map(|number| {
                let (app, login) = (world.app.clone(), format!("nobody-{number}"));
                tokio::spawn(async move { session::sign_in(&app, &login, "wrong".to_owned(), "", &login).await })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap().unwrap_err(), Refusal::WrongCredentials);
        }
        let (most, _) = world.app.password_runs_at_once();
        assert!(most <= places as u64, "{most} at once in {places} places");
    });
}

/// Whoever signs in while the account is closed stays out, even if it is opened again at once.
#[test]
fn what_was_compared_must_still_stand_when_the_session_opens() {
    each_engine(&[MAIN], async |world| {
        let letter = letter(world, "supervisor").await;
        let before = world.app.password_runs();
        let app = world.app.clone();
        let entering =
            tokio::spawn(async move { session::sign_in(&app, "supervisor", letter.password, "", SOURCE).await });
        while world.app.password_runs() == before {
            tokio::task::yield_now().await;
        }
        account::disable(&world.app, "system", "supervisor", true).await.unwrap();
        let entered = entering.await.unwrap();
        account::disable(&world.app, "system", "supervisor", false).await.unwrap();
        assert_eq!(entered.unwrap_err(), Refusal::WrongCredentials);
    });
}

#[test]
fn closing_an_account_overtakes_a_change_of_password() {
    each_engine(&[MAIN], async |world| {
        let first = letter(world, "supervisor").await;
        let viewer = account::by_login(&world.app, "supervisor").await.unwrap();
        let (before, app) = (world.app.password_runs(), world.app.clone());
        let (present, new) = (first.password, GOOD.to_owned());
        let changing = tokio::spawn(async move { account::change_password(&app, &viewer, present, new).await });
        while world.app.password_runs() == before {
            tokio::task::yield_now().await;
        }
        account::disable(&world.app, "system", "supervisor", true).await.unwrap();
        assert_eq!(changing.await.unwrap(), Err(Refusal::WrongCredentials));
    });
}

#[test]
fn the_present_password_is_guessed_at_the_pace_of_the_door() {
    each_engine(&[MAIN], async |world| {
        let letter = letter(world, "supervisor").await;
        let viewer = account::by_login(&world.app, "supervisor").await.unwrap();
        let change = async |present: &str| {
            account::change_password(&world.app, &viewer, present.to_owned(), GOOD.to_owned()).await
        };
        for _ in 0..8 {
            assert_eq!(change("wrong").await, Err(Refusal::WrongCredentials));
        }
        assert_eq!(change(&letter.password).await, Err(Refusal::TooSoon { seconds: 21 }));
        world.clock.pass(20 * SECOND);
        assert_eq!(change(&letter.password).await, Ok(()));
    });
}

#[test]
fn an_account_fits_its_role_and_its_campaign() {
    each_engine(&[MAIN, "national-2021"], async |world| {
        let office = world.office(MAIN).await;
        let unit = world.unit(&office, "星辰学会", "society").await.unit.unwrap().to_string();
        let wrong = async |role: Role, slug: &str, unit: Option<&str>| {
            let new = new_account("somebody", role, Some(slug), unit.map(str::to_owned));
            account::create(&world.app, "system", new).await.unwrap_err()
        };
        let unit_wrong = |key| Refusal::Invalid(vec![("unit", key)]);
        assert_eq!(wrong(Role::UnitClerk, MAIN, None).await, unit_wrong("unit-does-not-fit-role"));
        assert_eq!(wrong(Role::Examiner, MAIN, Some(&unit)).await, unit_wrong("unit-does-not-fit-role"));
        assert_eq!(wrong(Role::UnitLeader, "national-2021", Some(&unit)).await, unit_wrong("unit-not-of-campaign"));
        assert_eq!(wrong(Role::UnitLeader, MAIN, Some("none")).await, unit_wrong("unit-not-of-campaign"));
        for (name, key) in [("张\u{202e}一", "text-forbidden"), (" ", "text-missing")] {
            let new = new_account("somebody", Role::Supervisor, Some(MAIN), None);
            let new = account::NewAccount { name: name.to_owned(), ..new };
            let answer = account::create(&world.app, "system", new).await;
            assert_eq!(answer.unwrap_err(), Refusal::Invalid(vec![("name", key)]));
        }
        let leader = new_account("leader", Role::UnitLeader, Some(MAIN), Some(unit));
        assert!(account::create(&world.app, "system", leader).await.is_ok());
        for (login, role) in [("sponsor", Role::Sponsor), ("supervisor", Role::Supervisor)] {
            let new = new_account(login, role, Some(MAIN), None);
            assert!(account::create(&world.app, "system", new).await.is_ok(), "{login}");
        }
    });
}

/// Sixty in a row, whatever the login: those that came too soon for their account count too.
#[test]
fn one_source_is_paced_whatever_logins_it_tries() {
    each_engine(&[MAIN], async |world| {
        for number in 0..60 {
            let answer = sign_in(world, "nobody", "wrong").await.unwrap_err();
            assert_eq!(answer == Refusal::WrongCredentials, number < 8, "{number}");
        }
        // One every two seconds.
        assert_eq!(sign_in(world, "nobody-else", "wrong").await.unwrap_err(), Refusal::TooSoon { seconds: 3 });
        let elsewhere = session::sign_in(&world.app, "nobody-else", "wrong".to_owned(), "", "198.51.100.7").await;
        assert_eq!(elsewhere.unwrap_err(), Refusal::WrongCredentials);
        world.clock.pass(2 * SECOND);
        assert_eq!(sign_in(world, "nobody-else", "wrong").await.unwrap_err(), Refusal::WrongCredentials);
    });
}

#[test]
fn a_closed_account_is_out_at_its_next_request() {
    each_engine(&[MAIN], async |world| {
        let letter = letter(world, "supervisor").await;
        let opened = sign_in(world, "supervisor", &letter.password).await.unwrap();
        let token =
            session::issue_access_token(&world.app, &opened.signed_in.viewer, "存档", &[Scope::Read]).await.unwrap();
        let token = token.secret;
        assert!(alive(world, &opened.token).await);
        account::disable(&world.app, "system", "supervisor", true).await.unwrap();
        assert!(!alive(world, &opened.token).await);
        assert_eq!(session::by_access_token(&world.app, &token).await.unwrap_err(), Refusal::SignedOut);
        assert_eq!(sign_in(world, "supervisor", &letter.password).await.unwrap_err(), Refusal::WrongCredentials);
        account::disable(&world.app, "system", "supervisor", false).await.unwrap();
        assert!(!alive(world, &opened.token).await);
        assert!(sign_in(world, "supervisor", &letter.password).await.is_ok());
        assert_eq!(account::disable(&world.app, "system", "nobody", true).await, Err(Refusal::NotFound));
    });
}

#[test]
fn a_new_letter_ends_every_session() {
    each_engine(&[MAIN], async |world| {
        let first = letter(world, "supervisor").await;
        let opened = sign_in(world, "supervisor", &first.password).await.unwrap();
        let second = account::reset(&world.app, "system", "supervisor").await.unwrap();
        assert!(!alive(world, &opened.token).await);
        assert_eq!(sign_in(world, "supervisor", &first.password).await.unwrap_err(), Refusal::WrongCredentials);
        assert!(sign_in(world, "supervisor", &second.password).await.unwrap().signed_in.must_change);
        assert_eq!(account::reset(&world.app, "system", "nobody").await.unwrap_err(), Refusal::NotFound);
    });
}

/// Thirty minutes without a request, or twelve hours with requests.
#[test]
fn a_session_ends_idle_or_old_or_signed_out() {
    each_engine(&[MAIN], async |world| {
        let letter = letter(world, "supervisor").await;
        let open = async || sign_in(world, "supervisor", &letter.password).await.unwrap().token;
        let idle = open().await;
        world.clock.pass(30 * MINUTE);
        assert!(alive(world, &idle).await);
        world.clock.pass(30 * MINUTE + 1);
        assert!(!alive(world, &idle).await);
        let busy = open().await;
        for _ in 0..36 {
            world.clock.pass(20 * MINUTE);
            assert!(alive(world, &busy).await);
        }
        world.clock.pass(1);
        assert!(!alive(world, &busy).await);
        let left = open().await;
        session::sign_out(&world.app, &left).await.unwrap();
        assert!(!alive(world, &left).await);
        assert!(!alive(world, "no such token").await);
    });
}

#[test]
fn a_session_in_use_outlives_the_tidying_and_an_idle_one_does_not() {
    each_engine(&[MAIN], async |world| {
        let new = new_account("examiner", Role::Examiner, Some(MAIN), None);
        let letter = account::create(&world.app, "system", new).await.unwrap();
        let opened = session::sign_in(&world.app, "examiner", letter.password, "", "s").await.unwrap();
        world.clock.pass(30 * MINUTE);
        session::forget_past(&world.app).await.unwrap();
        assert!(alive(world, &opened.token).await);
        let count = || world.looking.read(|sql| sql.query("SELECT token AS token FROM session", &[]));
        world.clock.pass(30 * MINUTE + 1);
        session::forget_past(&world.app).await.unwrap();
        assert_eq!(count().done().await.unwrap().len(), 0);
        assert!(!alive(world, &opened.token).await);
    });
}

#[test]
fn what_was_typed_when_the_session_ended_is_held_for_its_page_and_for_half_an_hour() {
    each_engine(&[MAIN], async |world| {
        let body = "deeds=先进事迹".as_bytes();
        let hold = async || session::hold_form(&world.app, "/nominations/1", body, "desk").await.unwrap();
        let (first, second) = (hold().await, hold().await);
        let held = async |token: &str, path: &str| session::held_form(&world.app, token, path).await;
        let dropped = async |token: &str, path: &str| session::drop_held_form(&world.app, token, path).await.unwrap();
        assert_eq!(held(&first, "/nominations/2").await, Err(Refusal::NotFound));
        dropped(&first, "/nominations/2").await;
        dropped("", "/nominations/1").await;
        assert_eq!(held(&first, "/nominations/1").await, Ok(body.to_vec()));
        dropped(&first, "/nominations/1").await;
        assert_eq!(held(&first, "/nominations/1").await, Err(Refusal::NotFound));
        assert_eq!(held(&second, "/nominations/1").await, Ok(body.to_vec()));
        world.clock.pass(30 * MINUTE + 1);
        assert_eq!(held(&second, "/nominations/1").await, Err(Refusal::NotFound));
    });
}
