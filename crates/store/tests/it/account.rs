use linxuan_store::account::{self, Account};
use linxuan_store::session;
use linxuan_testkit::row::{self, Ground, NOW};
use linxuan_testkit::{act, denied, each_engine, keys, read};

fn insert(store: &linxuan_store::Store, account: &Account) {
    let account = account.clone();
    act(store, move |sql| account::insert(sql, &account));
}

fn find(store: &linxuan_store::Store, id: &'static str) -> Account {
    read(store, move |sql| account::find(sql, id)).unwrap()
}

fn logins(accounts: &[Account]) -> Vec<&str> {
    accounts.iter().map(|account| account.login.as_str()).collect()
}

#[test]
fn an_account_is_kept_as_inserted() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let mut whole = row::account("a1", "beijing-kexie");
        whole.campaign_id = Some(ground.campaign.clone());
        whole.unit_id = Some(ground.unit.id);
        whole.nomination_id = Some("n1".to_owned());
        insert(store, &whole);
        assert_eq!(format!("{:?}", find(store, "a1")), format!("{whole:?}"));
        let mut bare = row::account("a2", "rehearsal");
        (bare.password, bare.must_change) = (None, false);
        insert(store, &bare);
        let by_login = read(store, |sql| account::by_login(sql, "rehearsal")).unwrap();
        assert_eq!(format!("{by_login:?}"), format!("{bare:?}"));
        assert!(read(store, |sql| account::find(sql, "a3")).is_none());
        assert!(read(store, |sql| account::by_login(sql, "Rehearsal")).is_none());
    });
}

#[test]
fn a_login_and_an_id_stand_once() {
    each_engine(|store, _| {
        insert(store, &row::account("a1", "one"));
        for (id, login) in [("a2", "one"), ("a1", "two")] {
            assert!(denied(store, move |sql| account::insert(sql, &row::account(id, login))).duplicate);
        }
    });
}

#[test]
fn accounts_are_listed_by_login_within_their_campaign() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        for (id, login, of_campaign) in [("1", "c", true), ("2", "a", true), ("3", "b", false), ("4", "B", false)] {
            let mut account = row::account(id, login);
            account.campaign_id = of_campaign.then(|| ground.campaign.clone());
            insert(store, &account);
        }
        let campaign = ground.campaign;
        assert_eq!(logins(&read(store, move |sql| account::list(sql, Some(&campaign)))), ["a", "c"]);
        assert_eq!(logins(&read(store, |sql| account::list(sql, None))), ["B", "b"]);
        assert_eq!(logins(&read(store, |sql| account::list(sql, Some("none")))), [""; 0]);
        assert_eq!(logins(&read(store, account::all)), ["B", "a", "b", "c"]);
    });
}

#[test]
fn changes_touch_their_account_alone() {
    each_engine(|store, _| {
        insert(store, &row::account("a1", "one"));
        insert(store, &row::account("a2", "two"));
        act(store, |sql| {
            account::set_password(sql, "a1", "$argon2id$new", false)?;
            account::disable(sql, "a1", Some(NOW + 1))?;
            account::signed_in(sql, "a1", NOW + 2)?;
            account::set_second_factor(sql, "a1", Some(vec![0, 255]))
        });
        let changed = find(store, "a1");
        assert_eq!(changed.password.as_deref(), Some("$argon2id$new"));
        assert!(!changed.must_change);
        assert_eq!((changed.disabled_at, changed.signed_in_at), (Some(NOW + 1), Some(NOW + 2)));
        assert_eq!(changed.second_factor, Some(vec![0, 255]));
        assert_eq!(format!("{:?}", find(store, "a2")), format!("{:?}", row::account("a2", "two")));
        act(store, |sql| {
            account::disable(sql, "a1", None)?;
            account::set_second_factor(sql, "a1", None)
        });
        let back = find(store, "a1");
        assert_eq!((back.disabled_at, back.second_factor), (None, None));
    });
}

#[test]
fn a_time_step_is_used_once_and_never_an_earlier_one() {
    each_engine(|store, _| {
        insert(store, &row::account("a1", "one"));
        let step = |step| act(store, move |sql| account::use_step(sql, "a1", step));
        assert_eq!([100, 100, 99, 101, 101, 100].map(step), [true, false, false, true, false, false]);
        assert!(!act(store, |sql| account::use_step(sql, "none", 100)));
        // A new device begins anew.
        act(store, |sql| account::set_second_factor(sql, "a1", Some(vec![1])));
        assert!(act(store, |sql| account::use_step(sql, "a1", 100)));
    });
}

#[test]
fn one_code_sent_by_many_at_once_passes_once() {
    each_engine(|store, _| {
        insert(store, &row::account("a1", "one"));
        let pending: Vec<_> = (0..40).map(|_| store.act(|sql| account::use_step(sql, "a1", 7))).collect();
        let passed = pending.into_iter().map(|act| act.wait().unwrap()).filter(|passed| *passed).count();
        assert_eq!(passed, 1);
    });
}

#[test]
fn an_account_is_found_by_its_session() {
    each_engine(|store, _| {
        insert(store, &row::account("a1", "one"));
        let token = keys().token("secret");
        let session = session::Session {
            token: token.clone(),
            account_id: "a1".to_owned(),
            created_at: NOW,
            seen_at: NOW + 5,
            passed_second_factor: true,
        };
        let to_insert = session.clone();
        act(store, move |sql| session::insert(sql, &to_insert));
        let (account, found) = read(store, move |sql| account::by_session(sql, &token)).unwrap();
        assert_eq!((account.login.as_str(), account.created_at), ("one", NOW));
        assert_eq!(format!("{found:?}"), format!("{session:?}"));
        assert!(read(store, |sql| account::by_session(sql, "secret")).is_none());
    });
}

#[test]
fn an_account_is_found_by_its_access_token_until_that_runs_out() {
    each_engine(|store, _| {
        insert(store, &row::account("a1", "one"));
        act(store, |sql| {
            session::add_access_token(sql, "t1", "a1", &row::access_token("1", false))?;
            session::add_access_token(sql, "t2", "a1", &row::access_token("2", true))
        });
        let found = |token: &'static str, now| {
            let found = read(store, move |sql| account::by_access_token(sql, token, now));
            found.map(|(account, token)| (account.id, token.id, token.may_write))
        };
        assert_eq!(found("t1", NOW + 9), Some(("a1".to_owned(), "1".to_owned(), false)));
        assert_eq!(found("t2", NOW), Some(("a1".to_owned(), "2".to_owned(), true)));
        assert_eq!(found("t1", NOW + 10), None);
        assert_eq!(found("t3", NOW), None);
    });
}
