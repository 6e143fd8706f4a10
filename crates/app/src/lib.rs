//! The acts: each opens the door, asks who may, lets the domain decide, and
//! saves state and its line of the record in one transaction. Clock and
//! randomness come in as parameters.

pub mod account;
pub mod activity;
pub mod archive;
pub mod bag;
mod campaigns;
pub mod csv_line;
mod door;
pub mod examination;
pub mod extension;
mod floor;
pub mod honour;
pub mod material;
pub mod nomination;
pub mod overall;
mod pace;
pub mod package;
pub mod paper;
mod password;
mod refusal;
mod registration;
mod say;
pub mod session;
pub mod table;
pub mod together;
pub mod unit;
pub mod view;
mod world;

pub mod campaign;

pub use campaigns::Running;
pub use floor::AHEAD;
pub use linxuan_store::engine::Url;
pub use linxuan_store::record::{Fault, Signer};
pub use linxuan_store::seal::Keys;
pub use paper::Papers;
pub use refusal::{Refusal, Stale, Wrong};
pub use world::{Clock, Random, UnixRandom, WallClock};

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use linxuan_domain::value::Instant;
use linxuan_store::{ActError, Sql, Store};

/// What acts need from outside.
#[derive(Clone)]
pub struct App {
    store: Store,
    keys: Keys,
    clock: Arc<dyn Clock>,
    floor: Arc<floor::Floor>,
    random: Arc<dyn Random>,
    campaigns: Arc<RwLock<BTreeMap<String, Arc<Running>>>>,
    passwords: password::Passwords,
    setting: paper::Setting,
    /// What the ratios asked of the nominations handed in.
    facts: Arc<overall::Remembered>,
    files: material::Files,
    /// Base64 of the key that signs the record's head.
    record_key: String,
}

/// What an installation keeps apart from its database.
pub struct Secrets {
    pub keys: Keys,
    pub signer: Signer,
}

/// Where time and randomness come from.
pub type World = (Arc<dyn Clock>, Arc<dyn Random>);

impl App {
    /// Opens an installation.
    ///
    /// # Errors
    /// When the database cannot be opened or a rulebook in it cannot be read.
    pub fn open(url: &Url, secrets: Secrets, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Result<Self, Refusal> {
        let record_key = secrets.signer.public();
        let store = Store::open(url, secrets.signer).map_err(Refusal::from)?;
        Self::over(store, secrets.keys, record_key, (clock, random))
    }

    /// Opens an installation for one command, beside a site that may be running.
    ///
    /// # Errors
    /// As [`App::open`], and when the database is not there.
    pub fn open_for_command(url: &Url, secrets: Secrets, world: World) -> Result<Self, Refusal> {
        let record_key = secrets.signer.public();
        let store = Store::open_for_command(url, secrets.signer).map_err(Refusal::from)?;
        Self::over(store, secrets.keys, record_key, world)
    }

    fn over(store: Store, keys: Keys, record_key: String, (clock, random): World) -> Result<Self, Refusal> {
        let (campaigns, passwords) = (Arc::default(), password::Passwords::default());
        let newest = store.read(|sql| Ok(linxuan_store::record::newest_at(sql)?)).wait().map_err(refusal)?;
        let floor = Arc::new(floor::Floor::new(newest));
        let (setting, files, facts) = (paper::Setting::default(), material::Files::default(), Arc::default());
        let app = Self { store, keys, clock, floor, random, campaigns, passwords, setting, facts, files, record_key };
        app.reload_now()?;
        Ok(app)
    }

    /// The clock's time, or that of the newest act where the clock was set back behind it.
    pub fn now(&self) -> Instant {
        let shown = self.clock.now();
        if self.clock.staged() { shown } else { self.floor.above(shown) }
    }

    /// The time of an act: none takes place before it any more.
    fn moment(&self) -> Instant {
        let shown = self.clock.now();
        if self.clock.staged() { shown } else { self.floor.raise(shown) }
    }

    /// A new identifier: `UUIDv7` of this moment.
    pub fn new_id(&self) -> String {
        world::uuid(self.now(), self.random.as_ref())
    }

    /// Fresh random bytes.
    pub fn fresh<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.random.fill(&mut bytes);
        bytes
    }

    pub fn record_key(&self) -> &str {
        &self.record_key
    }

    /// The campaigns in force, by slug.
    pub fn campaigns(&self) -> Vec<Arc<Running>> {
        self.campaigns.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn campaign(&self, slug: &str) -> Result<Arc<Running>, Refusal> {
        let all = self.campaigns.read().unwrap_or_else(PoisonError::into_inner);
        all.get(slug).cloned().ok_or(Refusal::NotFound)
    }

    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn campaign_by_id(&self, id: &str) -> Result<Arc<Running>, Refusal> {
        self.campaigns().into_iter().find(|running| running.id.as_str() == id).ok_or(Refusal::NotFound)
    }

    /// Runs an act through the one door.
    async fn act<T, F>(&self, act: F) -> Result<T, Refusal>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Sql) -> Result<T, Refusal> + Send + 'static,
    {
        self.store.act(act).done().await.map_err(refusal)
    }

    /// Reads one consistent state.
    async fn read<T, F>(&self, read: F) -> Result<T, Refusal>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Sql) -> Result<T, Refusal> + Send + 'static,
    {
        self.store.read(read).done().await.map_err(refusal)
    }

    /// Waits until every line of the record has its place, five seconds at the
    /// longest: on PostgreSQL they get it a moment after their act, and a
    /// program that ends before leaves that to the next one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn settle(&self) -> Result<(), Refusal> {
        for _ in 0..100 {
            if self.read(|sql| Ok(linxuan_store::record::without_place(sql)?)).await? == 0 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        Ok(())
    }

    /// Reads the rulebooks in force anew.
    ///
    /// # Errors
    /// When the database or a rulebook cannot be read.
    pub async fn reload(&self) -> Result<(), Refusal> {
        let versions = self.read(|sql| Ok(linxuan_store::campaign::in_force(sql)?)).await?;
        self.keep(versions)
    }

    fn reload_now(&self) -> Result<(), Refusal> {
        let versions = self.store.read(|sql| Ok(linxuan_store::campaign::in_force(sql)?)).wait().map_err(refusal)?;
        self.keep(versions)
    }

    fn keep(&self, versions: Vec<linxuan_store::campaign::Version>) -> Result<(), Refusal> {
        let running: Result<Vec<_>, Refusal> = versions.into_iter().map(Running::read).collect();
        let by_slug = running?.into_iter().map(|running| (running.slug.clone(), Arc::new(running))).collect();
        *self.campaigns.write().unwrap_or_else(PoisonError::into_inner) = by_slug;
        Ok(())
    }
}

fn refusal(error: ActError<Refusal>) -> Refusal {
    match error {
        ActError::Refused(refusal) => refusal,
        ActError::Busy => Refusal::Busy,
        ActError::Panicked => Refusal::Fault("panicked".into()),
        ActError::NotCommitted(error) => Refusal::Fault(error),
        ActError::Closed => Refusal::Fault("closed".into()),
    }
}
