use linxuan_store::engine::{SqlExt, Url};
use linxuan_store::nomination;
use linxuan_store::{Sql, SqlError, Store, account, is_bare, is_current, migrate};
use linxuan_testkit::row::{self, Ground};
use linxuan_testkit::{Database, act, denied, each_engine, engines, keys, read, signer, tried};

const HASHED: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM migration WHERE LENGTH(hash) = 64";

#[test]
fn each_migration_is_done_once_and_from_nothing() {
    for engine in engines() {
        let database = Database::empty(engine);
        let store = &database.open();
        assert_eq!(read(store, |sql| sql.number(HASHED, &[])), 7);
        // Again, on what stands: nothing to do.
        act(store, |sql| migrate(sql));
        act(store, |sql| sql.execute("INSERT INTO setting (name, value) VALUES ('kept', '')", &[]));
        assert_eq!(read(store, |sql| sql.number("SELECT COUNT(*) AS n FROM migration", &[])), 7);
        assert_eq!(read(store, |sql| sql.number("SELECT COUNT(*) AS n FROM setting", &[])), 1);
    }
}

#[test]
fn a_database_is_bare_until_anybody_makes_a_table() {
    for engine in engines() {
        let database = Database::empty(engine);
        let url: Url = database.url().parse().unwrap();
        if let Some(file) = database.file() {
            std::fs::File::create(file).unwrap();
        }
        let looking = Store::open_to_read(&url).unwrap();
        assert!(read(&looking, is_bare), "{engine:?}");
        drop(looking);
        assert!(!read(&database.open(), is_bare), "{engine:?}");
    }
}

#[test]
fn a_database_is_current_when_it_has_the_newest_migration_and_no_newer() {
    each_engine(|store, _| {
        assert!(read(store, is_current));
        let newer = tried(store, |sql| {
            sql.execute("INSERT INTO migration (number, hash) VALUES (8, 'x')", &[])?;
            is_current(sql)
        });
        let none = tried(store, |sql| {
            sql.execute("DELETE FROM migration", &[])?;
            is_current(sql)
        });
        assert!(!newer && !none);
        assert!(
            !denied(store, |sql| sql.execute("DROP TABLE migration", &[]).and_then(|_| is_current(sql)))
                .message
                .is_empty()
        );
    });
}

/// What opening says after the table of migrations was changed.
fn after(change: impl Fn(&mut dyn Sql) -> Result<u64, SqlError> + Copy + Send + 'static) -> Vec<String> {
    let said = engines().into_iter().map(|engine| {
        let database = Database::fresh(engine);
        let store = database.open();
        act(&store, change);
        drop(store);
        let url: Url = database.url().parse().unwrap();
        linxuan_testkit::until("another word than that it is in use", || {
            let said = Store::open(&url, signer()).err().map_or_else(|| "opened".to_owned(), |error| error.message);
            (!said.contains("in use by another")).then_some(said)
        })
    });
    said.collect()
}

fn on_each_engine(said: &str) -> Vec<String> {
    vec![said.to_owned(); engines().len()]
}

#[test]
fn a_newer_database_is_refused() {
    let newer = after(|sql| sql.execute("INSERT INTO migration (number, hash) VALUES (8, 'x')", &[]));
    assert_eq!(newer, on_each_engine("the database has migration 8; this program is older"));
}

#[test]
fn a_migration_that_was_edited_after_its_release_is_refused() {
    let edited = after(|sql| sql.execute("UPDATE migration SET hash = 'x' WHERE number = 1", &[]));
    assert_eq!(edited, on_each_engine("migration 1 was changed"));
}

/// Takes back what each migration after the first did.
const BACK: [(i64, &str); 6] = [
    (2, "ALTER TABLE nomination DROP COLUMN document; DROP TABLE extra_quota"),
    (
        3,
        "DROP INDEX access_token_account; DROP INDEX access_token_id; ALTER TABLE access_token DROP COLUMN used_at;
         ALTER TABLE access_token DROP COLUMN id",
    ),
    (
        4,
        "DROP INDEX unit_by_name; DROP INDEX nomination_of_unit; DROP INDEX nomination_state_number;
         DROP INDEX nomination_name; DROP INDEX nomination_state_name; DROP INDEX nomination_due;
         DROP INDEX nomination_state_due; DROP INDEX nomination_findings; DROP INDEX nomination_state_findings;
         DROP INDEX waiver_order",
    ),
    (
        5,
        "DROP INDEX nomination_name; DROP INDEX nomination_weight; DROP INDEX nomination_due;
         ALTER TABLE nomination DROP COLUMN weight;
         CREATE INDEX nomination_of_unit ON nomination (campaign_id, unit_id);
         CREATE INDEX nomination_state_number ON nomination (campaign_id, number);
         CREATE INDEX nomination_name ON nomination (campaign_id, name);
         CREATE INDEX nomination_state_name ON nomination (campaign_id, state, name);
         CREATE INDEX nomination_due ON nomination (campaign_id, due_at);
         CREATE INDEX nomination_state_due ON nomination (campaign_id, state, due_at);
         CREATE INDEX nomination_findings ON nomination (campaign_id, findings);
         CREATE INDEX nomination_state_findings ON nomination (campaign_id, state, findings);
         CREATE INDEX waiver_campaign ON waiver (campaign_id, written_at)",
    ),
    (6, "DROP TABLE upload; DROP TABLE attachment; DROP TABLE blob"),
    (7, "DROP TABLE activity_figure; DROP TABLE activity_entry"),
];

/// As a database stood after a migration.
fn back_to(sql: &mut dyn Sql, number: i64) -> Result<(), SqlError> {
    for (later, undone) in BACK.iter().rev().filter(|(later, _)| *later > number) {
        undone.split(';').try_for_each(|text| sql.execute(text, &[]).map(drop))?;
        sql.execute("DELETE FROM migration WHERE number = $1", &[(*later).into()])?;
    }
    Ok(())
}

/// Puts a database back to an earlier migration, and opens it again.
fn brought_up(database: &Database, store: Store, number: i64) -> Store {
    act(&store, move |sql| back_to(sql, number));
    assert!(!read(&store, is_current));
    drop(store);
    let store =
        linxuan_testkit::until("the database is free", || Store::open(&database.url().parse().unwrap(), signer()).ok());
    assert!(read(&store, is_current));
    store
}

/// What was written before a migration is there after it.
#[test]
fn a_database_of_every_earlier_migration_is_brought_up_to_date() {
    for engine in engines() {
        for number in 1..=4 {
            let database = Database::fresh(engine);
            let store = database.open();
            let ground = Ground::lay(&store);
            let one = ground.nomination(1);
            let id = one.id.clone();
            act(&store, move |sql| nomination::insert(sql, &keys(), &one));
            let store = brought_up(&database, store, number);
            let found = read(&store, move |sql| nomination::find(sql, &keys(), &id)).unwrap();
            assert_eq!((found.name, found.document), (ground.nomination(1).name, None), "from {number}");
        }
    }
}

/// What is open in nominations from before weighs as in new ones.
#[test]
fn findings_from_before_are_weighed() {
    let weighed = [("", 0), ("0 0 0", 0), ("0 0 12", 12), ("2 3 12", 2_003_012), ("10 0 7", 10_000_007)];
    for engine in engines() {
        let database = Database::fresh(engine);
        let store = database.open();
        let ground = Ground::lay(&store);
        for (ordinal, (findings, _)) in (1..).zip(weighed) {
            let mut one = row::nomination(&format!("n{ordinal}"), &ground.unit, ordinal);
            findings.clone_into(&mut one.findings);
            act(&store, move |sql| nomination::insert(sql, &keys(), &one));
        }
        let written = "SELECT weight AS weight FROM nomination ORDER BY ordinal";
        let kept = |store: &Store| -> Vec<i64> {
            read(store, |sql| sql.query(written, &[])?.iter().map(|row| row.integer("weight")).collect())
        };
        let wanted = weighed.map(|(_, weight)| weight);
        assert_eq!(kept(&store), wanted);
        let store = brought_up(&database, store, 4);
        assert_eq!(kept(&store), wanted);
        act(&store, |sql| nomination::set_findings(sql, "n1", "0 1 0"));
        assert_eq!(kept(&store)[0], 1_000);
    }
}

/// A token from before has an id of its own afterwards, and serves on.
#[test]
fn an_access_token_from_before_gets_an_id() {
    for engine in engines() {
        let database = Database::fresh(engine);
        let store = database.open();
        let hash = "0123456789abcdef0123456789abcdef-and-more";
        act(&store, move |sql| {
            back_to(sql, 1)?;
            account::insert(sql, &row::account("a1", "one"))?;
            sql.execute(
                "INSERT INTO access_token (token, account_id, name, may_write, created_at, expires_at)
                 VALUES ($1, 'a1', 'archive', TRUE, 0, 10)",
                &[hash.into()],
            )
        });
        drop(store);
        let url: Url = database.url().parse().unwrap();
        let store = linxuan_testkit::until("nobody else has it open", || Store::open(&url, signer()).ok());
        let token = read(&store, move |sql| account::by_access_token(sql, hash, 9)).unwrap().1;
        assert_eq!((token.id.as_str(), token.name.as_str(), token.used_at), (&hash[..32], "archive", None));
    }
}
