//! A small installation: two campaigns, four units, an account of every role,
//! and a clock and randomness that tests hold in their hands.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use axum::Router;
use linxuan_app::account::{self, NewAccount};
use linxuan_app::session::{self, code_at};
use linxuan_app::unit::{self, NewUnit};
use linxuan_app::{App, Clock, Random, Secrets, campaign};
use linxuan_domain::access::{Role, Viewer};
use linxuan_domain::value::Instant;
use linxuan_testkit::{Database, engines, keys, signer};
use linxuan_web::Options;
use tokio::runtime::Runtime;

/// 2022-05-10, ten o'clock in Beijing: ten days before the main campaign closes.
pub const START: i64 = 1_652_148_000_000_000;
pub const MINUTE: i64 = 60_000_000;
/// The campaign most is played in: persons, nominee accounts, at most two a society.
pub const MAIN: &str = "national-2022";
pub const OTHER: &str = "qinghai-2023";

/// A clock that stands still until it is set.
pub struct SetClock(AtomicI64);

impl Clock for SetClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

/// Numbers that look random and are the same in every run.
pub struct Counted(AtomicU64);

impl Random for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            // SplitMix64 (Steele, Lea, Flood 2014).
            let mut z = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst).wrapping_add(0x9e37_79b9_7f4a_7c15);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^= z >> 31;
            chunk.copy_from_slice(&z.to_le_bytes()[..chunk.len()]);
        }
    }
}

/// The installation with its site.
pub struct World {
    pub app: App,
    pub site: Router,
    pub clock: Arc<SetClock>,
    random: Arc<Counted>,
    /// Session tokens by login.
    pub tokens: BTreeMap<String, String>,
}

/// Logins with the role each has, one of every role but the nominee's.
pub const CAST: [(&str, Role); 14] = [
    ("system", Role::SystemAdministrator),
    ("security", Role::SecurityAdministrator),
    ("auditor", Role::Auditor),
    ("office", Role::Office),
    ("office-2", Role::Office),
    ("examiner", Role::Examiner),
    ("examiner-2", Role::Examiner),
    ("supervisor", Role::Supervisor),
    ("sponsor", Role::Sponsor),
    ("leader", Role::UnitLeader),
    ("joint", Role::JointBody),
    ("collector", Role::Collector),
    ("clerk-2", Role::UnitClerk),
    ("office-other", Role::Office),
];

/// The clerks that come with the units: of units A, B and C, and of the other campaign's.
pub const CLERK: &str = "national-2022-001";
pub const CLERK_B: &str = "national-2022-002";
pub const CLERK_C: &str = "national-2022-003";
pub const CLERK_OTHER: &str = "qinghai-2023-001";

/// Runs a test on a world of each engine.
#[expect(clippy::needless_pass_by_value, reason = "closures are handed over where they are written")]
pub fn each_engine(test: impl AsyncFn(&mut World)) {
    for engine in engines() {
        // Seen only when the test fails.
        println!("on {engine:?}");
        let runtime = runtime();
        let database = Database::fresh(engine);
        let mut world = World::build(&database, &runtime);
        runtime.block_on(test(&mut world));
        drop(world);
    }
}

pub fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build().unwrap()
}

/// A file of the published campaigns.
fn published(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../campaigns");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// What the main campaign, whose notice asks for no files, is given for these tests.
const WORKS: &str = r#"
[[material]]
id = "works"
title = { zh = "作品", en = "Works" }
kind = "other"
per = "nominee"
count = "0+"
links = true
delivery = ["online"]
source = "联系·1-2"
assumed.count = "不限数量"
assumed.links = "可以是网址"
assumed.delivery = "在本系统上传"
"#;

async fn publish(app: &App, slug: &str) {
    let (mut text, outline) = (published(&format!("{slug}.toml")), published(&format!("notices/{slug}.md")));
    if slug == MAIN {
        text.push_str(WORKS);
    }
    let waiting = campaign::propose(app, "proposer", text, outline).await.unwrap();
    campaign::confirm(app, "confirmer", slug, waiting.version).await.unwrap();
}

fn society(name: &str) -> NewUnit {
    NewUnit { name: name.to_owned(), kind: "society".to_owned(), own_quota: None, clerk: String::new() }
}

impl World {
    pub fn build(database: &Database, runtime: &Runtime) -> Self {
        let (clock, random) = (Arc::new(SetClock(START.into())), Arc::new(Counted(0.into())));
        let secrets = Secrets { keys: keys(), signer: signer() };
        let app = App::open(&database.url().parse().unwrap(), secrets, clock.clone(), random.clone()).unwrap();
        let app = app.with_files(&database.files()).unwrap();
        let site = linxuan_web::router(app.clone(), Options::default());
        let mut world = Self { app, site, clock, random, tokens: BTreeMap::new() };
        runtime.block_on(async {
            publish(&world.app, MAIN).await;
            publish(&world.app, OTHER).await;
            world.people().await;
        });
        world
    }

    async fn people(&mut self) {
        self.account("office", Role::Office, Some(MAIN), None).await;
        self.account("office-other", Role::Office, Some(OTHER), None).await;
        let (office, other) = (self.viewer("office").await, self.viewer("office-other").await);
        let names = ["星辰学会", "远山学会", "长河学会"].map(society).to_vec();
        unit::rehearse(&self.app, &office, names).await.unwrap();
        unit::rehearse(&self.app, &other, vec![society("湖滨学会")]).await.unwrap();
        let unit = self.viewer(CLERK).await.unit.unwrap().to_string();
        for (login, role) in CAST.into_iter().filter(|(login, _)| !login.starts_with("office") || *login == "office-2")
        {
            let unit = (role.of_unit()).then(|| unit.clone());
            self.account(login, role, (!role.of_system()).then_some(MAIN), unit).await;
        }
        for (login, role) in CAST {
            if role == Role::Office || role.of_system() {
                self.enrol(login).await;
            }
            self.sign_in(login).await;
        }
        for clerk in [CLERK, CLERK_B, CLERK_C, CLERK_OTHER] {
            self.sign_in(clerk).await;
        }
    }

    async fn account(&self, login: &str, role: Role, campaign: Option<&str>, unit: Option<String>) {
        let name = format!("某{login}");
        let new = NewAccount { login: login.to_owned(), role, name, campaign: campaign.map(str::to_owned), unit };
        account::create_without_password(&self.app, new).await.unwrap();
    }

    /// Puts one more campaign into force, with a signed-in office of its own.
    pub async fn publish(&mut self, slug: &str, office: &str) -> Viewer {
        publish(&self.app, slug).await;
        self.account(office, Role::Office, Some(slug), None).await;
        self.enrol(office).await;
        self.sign_in(office).await;
        self.viewer(office).await
    }

    pub async fn viewer(&self, login: &str) -> Viewer {
        account::by_login(&self.app, login).await.unwrap()
    }

    /// Sets up the second factor that the role must have.
    async fn enrol(&self, login: &str) {
        let secret = [9; 20];
        let code = code_at(&secret, self.app.now().microseconds() / 30_000_000).unwrap();
        session::enrol(&self.app, &self.viewer(login).await, &secret, &code).await.unwrap();
    }

    /// Opens a session; requests of this login go through it from now on.
    pub async fn sign_in(&mut self, login: &str) {
        let opened = session::sign_in_for_demonstration(&self.app, login).await.unwrap();
        self.tokens.insert(login.to_owned(), opened.token);
    }

    pub fn set_clock(&self, at: i64) {
        self.clock.0.store(at, Ordering::SeqCst);
    }

    /// Lets randomness begin anew: what follows gets the same ids in two worlds.
    pub fn reseed(&self, seed: u64) {
        self.random.0.store(seed, Ordering::SeqCst);
    }
}
