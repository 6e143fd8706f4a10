//! Opening, sharing and losing a database.

use std::sync::mpsc::channel;

use linxuan_store::engine::{Engine, Url};
use linxuan_store::{SqlError, Store};
use linxuan_testkit::{Database, act, each_engine, engines, postgres, read, signer, until};

use super::{names, put, word};

fn opened(url: &str) -> Result<Store, SqlError> {
    Store::open(&url.parse::<Url>().unwrap(), signer())
}

fn error(url: &str) -> String {
    opened(url).err().map(|error| error.message).unwrap_or_default()
}

#[test]
fn what_was_written_is_there_after_opening_again() {
    for engine in engines() {
        let database = Database::fresh(engine);
        let store = database.open();
        assert_eq!(store.engine(), engine);
        act(&store, put("kept"));
        drop(store);
        assert_eq!(names(&database.open()), ["kept"]);
    }
}

#[test]
fn sqlite_syncs_each_commit_to_its_log_and_keeps_foreign_keys() {
    let store = Database::fresh(Engine::Sqlite).open();
    let pragma = |name: &'static str| {
        let rows = act(&store, move |sql| sql.query(&format!("PRAGMA {name}"), &[]));
        format!("{:?}", rows[0].all().next().unwrap().1)
    };
    // 2 is FULL.
    let found = ["journal_mode", "synchronous", "foreign_keys", "secure_delete"].map(pragma);
    assert_eq!(found, ["Text(\"wal\")", "Integer(2)", "Integer(1)", "Integer(1)"]);
}

#[test]
fn a_sqlite_file_belongs_to_one_store_at_a_time() {
    let database = Database::fresh(Engine::Sqlite);
    let store = database.open();
    let path = database.file().unwrap();
    assert_eq!(error(database.url()), format!("{} is in use by another process", path.display()));
    drop(store);
    database.open();
}

#[test]
fn two_sqlite_files_in_one_folder_are_two_databases() {
    let database = Database::fresh(Engine::Sqlite);
    let _first = database.open();
    let beside = database.file().unwrap().with_extension("rehearsal");
    assert_eq!(error(&format!("sqlite://{}", beside.display())), "");
}

#[test]
fn a_sqlite_file_is_never_emptied_whatever_its_name() {
    let database = Database::fresh(Engine::Sqlite);
    let url = format!("sqlite://{}", database.folder().unwrap().join("campaign.lock").display());
    if let Ok(store) = opened(&url) {
        act(&store, put("kept"));
        drop(store);
        let again = until("it opens again", || opened(&url).ok());
        assert_eq!(names(&again), ["kept"]);
    }
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    let database = Database::fresh(Engine::Sqlite);
    let url = format!("sqlite://{}/no/such/folder.sqlite", database.folder().unwrap().display());
    assert!(error(&url).contains("/no/such/"), "{}", error(&url));
}

#[test]
fn a_file_that_is_no_database_is_an_error_and_stays_as_it_is() {
    let database = Database::fresh(Engine::Sqlite);
    let text = "这不是数据库".repeat(500);
    std::fs::write(database.file().unwrap(), &text).unwrap();
    assert_eq!(error(database.url()), "file is not a database");
    assert_eq!(std::fs::read_to_string(database.file().unwrap()).unwrap(), text);
}

/// The writer waits five seconds for another program's lock.
#[test]
fn an_act_that_sqlite_could_not_begin_is_not_committed() {
    let database = Database::fresh(Engine::Sqlite);
    let store = database.open();
    let other = rusqlite::Connection::open(database.file().unwrap()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let answer = word(store.act(put("meanwhile")).wait());
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(answer, "not committed");
    act(&store, put("after"));
    assert_eq!(names(&store), ["after"]);
}

#[test]
fn acts_and_reads_go_on_after_the_server_cut_the_connections() {
    each_engine(|store, _| {
        if store.engine() == Engine::Sqlite {
            return;
        }
        cut(store);
        let answers: Vec<_> = (0..60).map(|n| word(store.act(put(&format!("{n:02}"))).wait())).collect();
        assert_eq!(answers.last(), Some(&"done"));
        let done = answers.iter().filter(|answer| **answer == "done").count();
        cut(store);
        let found =
            until("reads go on", || store.read(|sql| sql.query("SELECT name AS name FROM setting", &[])).wait().ok());
        assert_eq!(found.len(), done);
        assert!(answers.iter().all(|answer| ["done", "not committed"].contains(answer)), "{answers:?}");
    });
}

/// Ends every other connection to the database.
fn cut(store: &Store) {
    let text = "SELECT CAST(COUNT(pg_terminate_backend(pid)) AS BIGINT) AS n FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()";
    read(store, move |sql| sql.query(text, &[]));
}

#[test]
fn a_database_opened_to_read_is_only_read_and_beside_the_one_at_work() {
    each_engine(|store, database| {
        act(store, put("kept"));
        let looking = Store::open_to_read(&database.url().parse().unwrap()).unwrap();
        assert_eq!(looking.engine(), store.engine());
        assert_eq!(names(&looking), ["kept"]);
        assert_eq!(word(looking.act(put("written")).wait()), "closed");
        assert_eq!(word(looking.read(put("written")).wait()), "refused");
        act(store, put("later"));
        assert_eq!(names(&looking), ["kept", "later"]);
    });
    let absent = Database::fresh(Engine::Sqlite);
    assert!(Store::open_to_read(&absent.url().parse().unwrap()).is_err());
    assert!(!absent.file().unwrap().exists());
}

#[test]
fn a_database_that_sorts_by_language_is_refused() {
    if !engines().contains(&Engine::Postgres) {
        return;
    }
    let cluster = postgres::cluster().unwrap();
    let url = cluster.database_with("TEMPLATE template0 LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'");
    assert_eq!(error(&url), "the database sorts by C.UTF-8; create it with LC_COLLATE 'C' TEMPLATE template0");
    cluster.drop_database(&url);
}

#[test]
fn a_server_that_is_not_there_is_an_error() {
    assert!(!error("postgresql:///none?host=/no/such/folder&user=nobody").is_empty());
}

/// Several `linxuan serve` start on one new database at the same moment.
#[test]
fn machines_that_start_together_all_open_a_new_postgres_database() {
    if !engines().contains(&Engine::Postgres) {
        return;
    }
    let mut failures = Vec::new();
    for _ in 0..3 {
        let database = Database::empty(Engine::Postgres);
        let (to, from) = channel();
        for _ in 0..4 {
            let (to, url) = (to.clone(), database.url().to_owned());
            std::thread::spawn(move || to.send(opened(&url).map(|store| names(&store).len())));
        }
        failures.extend((0..4).filter_map(|_| from.recv().unwrap().err()));
    }
    assert_eq!(failures, []);
}
