//! A second factor: asked of the roles the rulebook names, each code once.

use linxuan_app::session::{self, Opened, code_at};
use linxuan_app::{Refusal, account};
use linxuan_domain::access::{Role, Scope};

use crate::world::{MAIN, SECOND, World, each_engine, new_account};

/// RFC 6238, appendix B, SHA-1: the last six of the eight digits for 59 s and 1,111,111,109 s.
#[test]
fn the_codes_are_those_of_the_standard() {
    let secret = b"12345678901234567890";
    assert_eq!(code_at(secret, 59 / 30).as_deref(), Some("287082"));
    assert_eq!(code_at(secret, 1_111_111_109 / 30).as_deref(), Some("081804"));
}

struct Enrolled {
    password: String,
    secret: [u8; 20],
}

fn step(world: &World) -> i64 {
    world.app.now().microseconds() / SECOND / 30
}

async fn enrolled(world: &World) -> Enrolled {
    let new = new_account("office", Role::Office, Some(MAIN), None);
    let password = account::create(&world.app, "system", new).await.unwrap().password;
    let opened = session::sign_in(&world.app, "office", password.clone(), "", "s").await.unwrap();
    assert!(opened.signed_in.must_enrol);
    let secret = session::propose_second_factor(&world.app);
    let wrong = session::enrol(&world.app, &opened.signed_in.viewer, &secret, "000000").await;
    assert_eq!(wrong, Err(Refusal::WrongCredentials));
    let code = code_at(&secret, step(world)).unwrap();
    session::enrol(&world.app, &opened.signed_in.viewer, &secret, &code).await.unwrap();
    Enrolled { password, secret }
}

impl Enrolled {
    /// Signs in with the code of a time step near the present one.
    async fn sign_in(&self, world: &World, away: i64) -> Result<Opened, Refusal> {
        let code = code_at(&self.secret, step(world) + away).unwrap();
        session::sign_in(&world.app, "office", self.password.clone(), &code, "s").await
    }
}

fn refused(answer: Result<Opened, Refusal>) {
    assert_eq!(answer.unwrap_err(), Refusal::WrongCredentials);
}

#[test]
fn a_code_passes_once_and_within_one_step() {
    each_engine(&[MAIN], async |world| {
        let office = enrolled(world).await;
        // The code of the enrolment is used up.
        refused(office.sign_in(world, 0).await);
        world.clock.pass(60 * 5 * SECOND);
        refused(session::sign_in(&world.app, "office", office.password.clone(), "", "s").await);
        refused(office.sign_in(world, -2).await);
        refused(office.sign_in(world, 2).await);
        assert!(!office.sign_in(world, -1).await.unwrap().signed_in.must_enrol);
        refused(office.sign_in(world, -1).await);
        world.clock.pass(60 * 5 * SECOND);
        assert!(office.sign_in(world, 1).await.is_ok());
        // A later code was used: an earlier one is worth nothing any more.
        refused(office.sign_in(world, 0).await);
        refused(office.sign_in(world, 1).await);
    });
}

#[test]
fn one_code_sent_twice_at_once_opens_one_session() {
    each_engine(&[MAIN], async |world| {
        let office = enrolled(world).await;
        world.clock.pass(60 * 5 * SECOND);
        let code = code_at(&office.secret, step(world)).unwrap();
        let tasks = [(), (), ()].map(|()| {
            let (app, password, code) = (world.app.clone(), office.password.clone(), code.clone());
            tokio::spawn(async move { session::sign_in(&app, "office", password, &code, "s").await.is_ok() })
        });
        let mut opened = 0;
        for task in tasks {
            opened += usize::from(task.await.unwrap());
        }
        assert_eq!(opened, 1);
    });
}

/// A password alone opened those sessions and tokens: what is set up later must not be gone round by them.
#[test]
fn earlier_sessions_and_tokens_end_with_the_enrolment() {
    each_engine(&[MAIN], async |world| {
        let new = new_account("office", Role::Office, Some(MAIN), None);
        let password = account::create(&world.app, "system", new).await.unwrap().password;
        let opened = session::sign_in(&world.app, "office", password, "", "s").await.unwrap();
        let viewer = &opened.signed_in.viewer;
        let token = session::issue_access_token(&world.app, viewer, "存档", &Scope::ALL).await.unwrap().secret;
        let by_token = session::by_access_token(&world.app, &token).await.unwrap();
        assert!(by_token.by_token && !session::resume(&world.app, &opened.token).await.unwrap().by_token);
        let secret = session::propose_second_factor(&world.app);
        let code = code_at(&secret, step(world)).unwrap();
        session::enrol(&world.app, viewer, &secret, &code).await.unwrap();
        assert_eq!(session::resume(&world.app, &opened.token).await.unwrap_err(), Refusal::SignedOut);
        assert_eq!(session::by_access_token(&world.app, &token).await.unwrap_err(), Refusal::SignedOut);
    });
}

/// Whoever finds an open session, or a token, cannot put an authenticator of their own in its place.
#[test]
fn a_second_factor_is_not_replaced() {
    each_engine(&[MAIN], async |world| {
        let office = enrolled(world).await;
        world.clock.pass(60 * 5 * SECOND);
        let opened = office.sign_in(world, 0).await.unwrap();
        assert!(opened.signed_in.has_second_factor);
        assert!(session::resume(&world.app, &opened.token).await.is_ok());
        let other = session::propose_second_factor(&world.app);
        let code = code_at(&other, step(world)).unwrap();
        let answer = session::enrol(&world.app, &opened.signed_in.viewer, &other, &code).await;
        assert_eq!(answer, Err(Refusal::Invalid(vec![("code", "second-factor-stands")])));
        assert!(session::resume(&world.app, &opened.token).await.is_ok());
        assert!(office.sign_in(world, 1).await.is_ok());
    });
}

/// The demonstration asks for no password, so for no code either: one visitor's enrolment locks nobody out.
#[test]
fn the_demonstration_goes_on_after_an_enrolment() {
    each_engine(&[MAIN], async |world| {
        enrolled(world).await;
        let opened = session::sign_in_for_demonstration(&world.app, "office").await.unwrap();
        assert!(session::resume(&world.app, &opened.token).await.is_ok());
    });
}

#[test]
fn a_new_letter_takes_the_lost_device_out_of_use() {
    each_engine(&[MAIN], async |world| {
        enrolled(world).await;
        let letter = account::reset(&world.app, "system", "office").await.unwrap();
        let opened = session::sign_in(&world.app, "office", letter.password, "", "s").await.unwrap();
        assert!(opened.signed_in.must_enrol && opened.signed_in.must_change);
    });
}

#[test]
fn who_is_not_named_in_the_rulebook_needs_none() {
    each_engine(&[MAIN], async |world| {
        for (login, role, needed) in [("sup", Role::Supervisor, false), ("off", Role::Office, true)] {
            let letter =
                account::create(&world.app, "system", new_account(login, role, Some(MAIN), None)).await.unwrap();
            let opened = session::sign_in(&world.app, login, letter.password, "", "s").await.unwrap();
            assert_eq!(opened.signed_in.must_enrol, needed, "{login}");
        }
        let letter = account::create(&world.app, "system", new_account("sys", Role::SystemAdministrator, None, None))
            .await
            .unwrap();
        assert!(session::sign_in(&world.app, "sys", letter.password, "", "s").await.unwrap().signed_in.must_enrol);
    });
}

#[test]
fn a_secret_is_base_32_as_authenticators_take_it() {
    // RFC 4648, section 10.
    for (plain, coded) in [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI")] {
        assert_eq!(session::secret_text(plain.as_bytes()), coded);
        assert_eq!(session::secret_of(coded), plain.as_bytes());
    }
    assert_eq!(session::secret_of("not base 32!"), Vec::<u8>::new());
}
