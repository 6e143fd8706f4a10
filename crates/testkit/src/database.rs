use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use linxuan_store::Store;
use linxuan_store::engine::{Engine, Url};

use crate::{postgres, signer, until};

/// The engines of this run: SQLite always, and PostgreSQL when `LINXUAN_TEST_POSTGRES=required`
/// says that it must be there; `off` leaves it out without a word.
pub fn engines() -> Vec<Engine> {
    static ENGINES: OnceLock<Vec<Engine>> = OnceLock::new();
    ENGINES.get_or_init(found).clone()
}

fn found() -> Vec<Engine> {
    match std::env::var("LINXUAN_TEST_POSTGRES").unwrap_or_default().as_str() {
        "required" => {
            let missing = postgres::cluster().err();
            missing.map_or(vec![Engine::Sqlite, Engine::Postgres], |reason| {
                panic!("LINXUAN_TEST_POSTGRES=required: {reason}")
            })
        }
        "off" => vec![Engine::Sqlite],
        "" => {
            // Past the test harness, which would keep it to itself.
            let said = "only SQLite is tested; LINXUAN_TEST_POSTGRES=required adds PostgreSQL";
            drop(writeln!(std::io::stderr(), "\n*** {said} ***\n"));
            vec![Engine::Sqlite]
        }
        other => panic!("LINXUAN_TEST_POSTGRES is `required` or `off`, not {other}"),
    }
}

/// A database of its own for one test; gone when dropped.
pub struct Database {
    engine: Engine,
    url: String,
    /// SQLite's folder.
    folder: Option<PathBuf>,
}

impl Database {
    /// A database with its tables, and nothing in them; on SQLite opening makes them.
    pub fn fresh(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => Self::sqlite(),
            Engine::Postgres => Self::postgres(&format!("TEMPLATE {}", template())),
        }
    }

    /// A database without any table.
    pub fn empty(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => Self::sqlite(),
            Engine::Postgres => Self::postgres(""),
        }
    }

    fn postgres(words: &str) -> Self {
        let url = postgres::cluster().unwrap().database_with(words);
        Self { engine: Engine::Postgres, url, folder: None }
    }

    fn sqlite() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("linxuan-test-{}-{number}", std::process::id()));
        // Another process may have had this number and been killed.
        drop(std::fs::remove_dir_all(&folder));
        std::fs::create_dir_all(&folder).unwrap();
        let url = format!("sqlite://{}", folder.join("linxuan.sqlite").display());
        Self { engine: Engine::Sqlite, url, folder: Some(folder) }
    }

    pub const fn engine(&self) -> Engine {
        self.engine
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// The folder of SQLite's files.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// A folder for files, of this database alone; made by whoever uses it, gone with the database.
    pub fn files(&self) -> PathBuf {
        std::env::temp_dir().join(format!("linxuan-files-{:016x}", fingerprint(&self.url)))
    }

    /// SQLite's file.
    pub fn file(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join("linxuan.sqlite"))
    }

    /// Opens it with the fixed signer. A store that was dropped lets go of its file a moment
    /// later, so this tries for a while.
    pub fn open(&self) -> Store {
        let url: Url = self.url.parse().unwrap();
        until("the database opens", || Store::open(&url, signer()).ok())
    }

    /// A second way in beside a program that has it open, as a command of the operator has.
    pub fn beside(&self) -> Store {
        Store::open_for_command(&self.url.parse().unwrap(), signer()).unwrap()
    }
}

/// The name of a migrated database, made once, of which the others are copies: that is five times as fast.
fn template() -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let cluster = postgres::cluster().unwrap();
        let url = cluster.database_with("");
        drop(Store::open(&url.parse().unwrap(), signer()).unwrap());
        cluster.closed(&url)
    })
}

/// FNV-1a, 64 bits, of the address with this process's number: databases of two runs may bear one name.
fn fingerprint(url: &str) -> u64 {
    let bytes = url.bytes().chain(std::process::id().to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

impl Drop for Database {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(self.files()));
        match &self.folder {
            Some(folder) => drop(std::fs::remove_dir_all(folder)),
            None if std::thread::panicking() => {}
            None => postgres::cluster().unwrap().drop_database(&self.url),
        }
    }
}

/// Runs a test on a new, migrated, empty database of each engine.
pub fn each_engine(test: impl Fn(&Store, &Database)) {
    for engine in engines() {
        // Seen only when the test fails.
        println!("on {engine:?}");
        let database = Database::fresh(engine);
        let store = database.open();
        test(&store, &database);
    }
}
