use linxuan_store::session::{self, AccessToken, Held, Session};
use linxuan_store::{Store, account};
use linxuan_testkit::row::{self, MINUTE, NOW};
use linxuan_testkit::{act, denied, each_engine, read};

fn session(token: &str, account: &str) -> Session {
    Session {
        token: token.to_owned(),
        account_id: account.to_owned(),
        created_at: NOW,
        seen_at: NOW,
        passed_second_factor: false,
    }
}

fn two_accounts(store: &Store) {
    act(store, |sql| {
        account::insert(sql, &row::account("a1", "one"))?;
        account::insert(sql, &row::account("a2", "two"))?;
        [("s1", "a1"), ("s2", "a1"), ("s3", "a2")]
            .iter()
            .try_for_each(|(token, of)| session::insert(sql, &session(token, of)))
    });
}

/// Tokens of the sessions that stand, with when they were seen.
fn standing(store: &Store) -> Vec<(String, i64)> {
    act(store, |sql| {
        let mut found = Vec::new();
        for token in ["s1", "s2", "s3"] {
            let session = account::by_session(sql, token)?.map(|(_, session)| session);
            found.extend(session.map(|session| (session.token, session.seen_at - NOW)));
        }
        Ok(found)
    })
}

fn seen(sessions: &[(&str, i64)]) -> Vec<(String, i64)> {
    sessions.iter().map(|(token, at)| ((*token).to_owned(), *at)).collect()
}

#[test]
fn a_session_is_seen_and_ended() {
    each_engine(|store, _| {
        two_accounts(store);
        act(store, |sql| session::touch(sql, "s2", NOW + 9));
        assert_eq!(standing(store), seen(&[("s1", 0), ("s2", 9), ("s3", 0)]));
        act(store, |sql| session::end(sql, "s1"));
        assert_eq!(standing(store), seen(&[("s2", 9), ("s3", 0)]));
        assert!(denied(store, |sql| session::insert(sql, &session("s2", "a2"))).duplicate);
        assert!(!denied(store, |sql| session::insert(sql, &session("s9", "nobody"))).duplicate);
    });
}

#[test]
fn all_ways_in_of_an_account_end_together() {
    each_engine(|store, _| {
        two_accounts(store);
        act(store, |sql| {
            session::add_access_token(sql, "t1", "a1", &row::access_token("1", true))?;
            session::add_access_token(sql, "t2", "a2", &row::access_token("2", true))?;
            session::end_all(sql, "a1")
        });
        assert_eq!(standing(store), seen(&[("s3", 0)]));
        let tokens =
            ["t1", "t2"].map(|token| act(store, move |sql| account::by_access_token(sql, token, NOW)).is_some());
        assert_eq!(tokens, [false, true]);
    });
}

#[test]
fn access_tokens_are_listed_noted_and_taken_away() {
    each_engine(|store, _| {
        two_accounts(store);
        let later = AccessToken { created_at: NOW + 1, ..row::access_token("2", true) };
        let tokens = [later.clone(), row::access_token("1", false)];
        let added = tokens.clone();
        act(store, move |sql| {
            added.iter().try_for_each(|token| session::add_access_token(sql, &token.id, "a1", token))?;
            session::add_access_token(sql, "t3", "a2", &row::access_token("3", true))
        });
        let listed = || act(store, |sql| session::access_tokens(sql, "a1"));
        assert_eq!(listed(), tokens);
        act(store, |sql| session::touch_access_token(sql, "2", NOW + 5));
        assert_eq!(listed()[0], AccessToken { used_at: Some(NOW + 5), ..later });
        let revoked = |account: &'static str, id: &'static str| {
            act(store, move |sql| session::revoke_access_token(sql, account, id))
        };
        assert_eq!(
            [revoked("a2", "1"), revoked("a1", "none"), revoked("a1", "1"), revoked("a1", "1")],
            [false, false, true, false]
        );
        assert_eq!(listed().len(), 1);
        assert_eq!(act(store, |sql| session::access_tokens(sql, "a2")).len(), 1);
        assert!(
            denied(store, |sql| session::add_access_token(sql, "t4", "a1", &row::access_token("3", true))).duplicate
        );
    });
}

/// One attempt at a minute after `NOW`: how many minutes to wait, if any.
fn attempt(store: &Store, name: &'static str, minute: i64) -> Option<i64> {
    act(store, move |sql| session::attempt(sql, name, NOW + minute * MINUTE, 5 * MINUTE, 3)).map(|wait| wait / MINUTE)
}

/// Every five minutes one, three in a row.
#[test]
fn attempts_are_paced() {
    each_engine(|store, _| {
        let at = |minute| attempt(store, "sign-in/one", minute);
        assert_eq!([at(0), at(0), at(0)], [None; 3]);
        assert_eq!([at(0), at(0), at(4)], [Some(5), Some(5), Some(1)]);
        // One more after five minutes, and the next again five later.
        assert_eq!([at(5), at(5), at(7)], [None, Some(5), Some(3)]);
        assert_eq!([at(10), at(10)], [None, Some(5)]);
        // After a quarter of an hour of rest all three are there again, and not more after a day.
        assert_eq!([at(25), at(25), at(25), at(25)], [None, None, None, Some(5)]);
        assert_eq!([at(2000), at(2000), at(2000), at(2000)], [None, None, None, Some(5)]);
    });
}

#[test]
fn attempts_of_one_name_leave_those_of_another() {
    each_engine(|store, _| {
        for _ in 0..9 {
            attempt(store, "sign-in/one", 0);
        }
        assert_eq!(attempt(store, "sign-in/two", 0), None);
        assert_eq!(attempt(store, "sign-in/one", 0), Some(5));
    });
}

#[test]
fn what_time_has_ended_is_dropped_and_nothing_else() {
    each_engine(|store, _| {
        act(store, |sql| account::insert(sql, &row::account("a1", "one")));
        act(store, |sql| {
            for (token, seen_at) in [("idle", NOW - MINUTE - 1), ("busy", NOW - MINUTE)] {
                let session = Session {
                    token: token.to_owned(),
                    account_id: "a1".to_owned(),
                    created_at: NOW - 9 * MINUTE,
                    seen_at,
                    passed_second_factor: false,
                };
                session::insert(sql, &session)?;
            }
            for (token, expires_at) in [("expired", NOW - 1), ("valid", NOW)] {
                let id = token.to_owned();
                let name = "x".to_owned();
                let token = AccessToken { id, name, may_write: false, created_at: 1, used_at: None, expires_at };
                session::add_access_token(sql, &token.id, "a1", &token)?;
            }
            session::attempt(sql, "long ago", NOW - 3 * MINUTE, MINUTE, 5)?;
            session::attempt(sql, "just now", NOW - MINUTE, MINUTE, 5)?;
            session::hold(sql, "left", &held("one"), NOW - MINUTE - 1)?;
            session::hold(sql, "kept", &held("one"), NOW - MINUTE)?;
            session::forget_past(sql, NOW, NOW - MINUTE)
        });
        let text = "SELECT token AS name FROM session UNION ALL SELECT token AS name FROM access_token
                    UNION ALL SELECT name AS name FROM attempt UNION ALL SELECT token AS name FROM held_form";
        let rows = read(store, move |sql| sql.query(text, &[]));
        let mut names: Vec<String> = rows.iter().map(|row| row.text("name").unwrap()).collect();
        names.sort();
        assert_eq!(names, ["busy", "just now", "kept", "valid"]);
    });
}

#[test]
fn a_clock_set_back_gives_no_more_attempts() {
    each_engine(|store, _| {
        assert_eq!(attempt(store, "x", 10), None);
        assert_eq!(attempt(store, "x", 9), None);
        assert_eq!(attempt(store, "x", 9), Some(1));
    });
}

/// Guesses sent all at once are as many as guesses sent one after another.
#[test]
fn attempts_at_the_same_moment_are_counted_each() {
    each_engine(|store, _| {
        act(store, |sql| session::attempt(sql, "sign-in/one", NOW, MINUTE, 5));
        let all: Vec<_> =
            (0..80).map(|_| store.act(|sql| session::attempt(sql, "sign-in/one", NOW, MINUTE, 5))).collect();
        let passed = all.into_iter().map(linxuan_store::Pending::wait).filter(|answer| *answer == Ok(None)).count();
        assert_eq!(passed, 4);
    });
}

fn held(login: &str) -> Held {
    Held { login: login.to_owned(), path: "/nominations/1".to_owned(), sealed: vec![0, 1, 254, 255] }
}

fn kept(store: &Store, token: &'static str, path: &'static str, not_before: i64) -> Option<(String, String, Vec<u8>)> {
    let held = read(store, move |sql| session::held(sql, token, path, not_before));
    held.map(|held| (held.login, held.path, held.sealed))
}

const PATH: &str = "/nominations/1";

#[test]
fn a_held_form_is_there_for_its_own_path_until_it_is_dropped_there() {
    each_engine(|store, _| {
        act(store, |sql| {
            session::hold(sql, "t1", &held("one"), NOW)?;
            session::hold(sql, "t2", &held("two"), NOW)
        });
        let wanted = Some(("one".to_owned(), PATH.to_owned(), vec![0, 1, 254, 255]));
        assert_eq!(kept(store, "t1", "/nominations/2", NOW), None);
        assert_eq!(kept(store, "t1", PATH, NOW), wanted);
        act(store, |sql| session::drop_held(sql, "t1", "/nominations/2"));
        assert_eq!(kept(store, "t1", PATH, NOW), wanted, "looked at twice, and dropped elsewhere");
        act(store, |sql| session::drop_held(sql, "t1", PATH));
        assert_eq!(kept(store, "t1", PATH, NOW), None);
        assert_eq!(kept(store, "none", PATH, NOW), None);
        assert!(kept(store, "t2", PATH, NOW).is_some());
        assert!(
            denied(store, |sql| {
                session::hold(sql, "t3", &held("one"), NOW)?;
                session::hold(sql, "t3", &held("two"), NOW)
            })
            .duplicate
        );
    });
}

#[test]
fn a_held_form_that_is_too_old_is_gone() {
    each_engine(|store, _| {
        act(store, |sql| {
            session::hold(sql, "old", &held("one"), NOW)?;
            session::hold(sql, "new", &held("one"), NOW + 1)
        });
        assert_eq!(kept(store, "old", PATH, NOW + 1), None);
        assert!(kept(store, "new", PATH, NOW + 1).is_some());
    });
}

#[test]
fn held_forms_that_nobody_came_back_for_are_dropped() {
    each_engine(|store, _| {
        act(store, |sql| {
            session::hold(sql, "old", &held("one"), NOW)?;
            session::hold(sql, "new", &held("one"), NOW + 1)?;
            session::forget_held(sql, NOW + 1)
        });
        assert_eq!(kept(store, "old", PATH, 0), None);
        assert!(kept(store, "new", PATH, 0).is_some());
    });
}
