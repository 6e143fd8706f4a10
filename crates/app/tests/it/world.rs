//! An installation with campaigns, offices and units; its clock and randomness are the test's.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use linxuan_app::account::{self, NewAccount};
use linxuan_app::package::{self, Handing};
use linxuan_app::unit::{self, NewUnit};
use linxuan_app::view;
use linxuan_app::{App, Clock, Random, Refusal, Running, Secrets, Url, campaign, nomination};
use linxuan_domain::access::{Role, Viewer};
use linxuan_domain::finding::{Finding, Verdict};
use linxuan_domain::form::Sheet;
use linxuan_domain::rulebook::Per;
use linxuan_domain::value::Instant;
use linxuan_store::record::Line;
use linxuan_store::submission::Submission;
use linxuan_store::{Sql, SqlError, Store, record};
use linxuan_testkit::{Database, act, engines, keys, signer};

use crate::form::{fields, filled};

/// 2022-05-10, ten o'clock in Beijing.
pub const START: i64 = 1_652_148_000_000_000;
pub const SECOND: i64 = 1_000_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const DAY: i64 = 24 * 60 * MINUTE;
/// The campaign that most is played in: a society there has at most two places and asks nobody.
pub const MAIN: &str = "national-2022";

/// A clock that stands still until it is set.
pub struct SetClock(AtomicI64);

impl SetClock {
    pub fn set(&self, microseconds: i64) {
        self.0.store(microseconds, Ordering::SeqCst);
    }

    pub fn pass(&self, microseconds: i64) {
        self.0.fetch_add(microseconds, Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

/// Bytes that look random and are the same in every run.
struct Counted(AtomicU64);

impl Random for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            // SplitMix64 (Steele, Lea, Flood 2014).
            let step = 0x9e37_79b9_7f4a_7c15;
            let mut z = self.0.fetch_add(step, Ordering::SeqCst).wrapping_add(step);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^= z >> 31;
            chunk.copy_from_slice(&z.to_le_bytes()[..chunk.len()]);
        }
    }
}

pub struct World {
    pub app: App,
    pub clock: Arc<SetClock>,
    /// Beside the program, for looking at what it wrote.
    pub looking: Store,
    url: Url,
}

/// Runs a test on a new installation of each engine, with some campaigns in force.
#[expect(clippy::needless_pass_by_value, reason = "the tests are written as closures in place")]
pub fn each_engine(slugs: &[&str], test: impl AsyncFn(&World)) {
    for engine in engines() {
        // Seen only when the test fails.
        println!("on {engine:?}");
        let database = Database::fresh(engine);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let world = World::open(&database);
        runtime.block_on(async {
            for slug in slugs {
                world.publish(slug).await;
            }
            test(&world).await;
            assert_eq!(view::invariants(&world.app).await.unwrap().1, [""; 0]);
        });
    }
}

/// A file of the published campaigns.
pub fn published(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../campaigns").join(name)).unwrap()
}

pub fn unit_named(name: &str, kind: &str) -> NewUnit {
    NewUnit { name: name.to_owned(), kind: kind.to_owned(), own_quota: None, clerk: String::new() }
}

pub fn new_account(login: &str, role: Role, slug: Option<&str>, unit: Option<String>) -> NewAccount {
    NewAccount {
        login: login.to_owned(), role, name: format!("账号{login}"), campaign: slug.map(str::to_owned), unit
    }
}

impl World {
    fn open(database: &Database) -> Self {
        let (clock, url): (_, Url) = (Arc::new(SetClock(START.into())), database.url().parse().unwrap());
        let secrets = Secrets { keys: keys(), signer: signer() };
        let app = App::open(&url, secrets, clock.clone(), Arc::new(Counted(0.into()))).unwrap();
        Self { app, clock, looking: Store::open_to_read(&url).unwrap(), url }
    }

    /// The installation opened anew, on the same clock.
    pub fn opened_again(&self) -> App {
        let secrets = Secrets { keys: keys(), signer: signer() };
        let random: Arc<dyn Random> = Arc::new(Counted(1.into()));
        let (url, clock) = (self.url.clone(), self.clock.clone());
        // Opening waits, which a thread that drives futures may not.
        std::thread::spawn(move || App::open_for_command(&url, secrets, (clock, random)).unwrap()).join().unwrap()
    }

    pub async fn publish(&self, slug: &str) {
        let (text, outline) = (published(&format!("{slug}.toml")), published(&format!("notices/{slug}.md")));
        let waiting = campaign::propose(&self.app, "proposer", text, outline).await.unwrap();
        campaign::confirm(&self.app, "confirmer", slug, waiting.version).await.unwrap();
    }

    /// A person of a campaign that nobody signs in as.
    pub async fn person(&self, slug: &str, login: &str, role: Role) -> Viewer {
        account::create_without_password(&self.app, new_account(login, role, Some(slug), None)).await.unwrap()
    }

    pub async fn office(&self, slug: &str) -> Viewer {
        self.person(slug, &format!("office-{slug}"), Role::Office).await
    }

    /// The clerk of a new unit.
    pub async fn unit(&self, office: &Viewer, name: &str, kind: &str) -> Viewer {
        let letters = unit::rehearse(&self.app, office, vec![unit_named(name, kind)]).await.unwrap();
        account::by_login(&self.app, &letters[0].login).await.unwrap()
    }

    /// A second person of a clerk's unit.
    pub async fn colleague(&self, slug: &str, login: &str, clerk: &Viewer) -> Viewer {
        let unit = clerk.unit.as_ref().map(ToString::to_string);
        let new = new_account(login, Role::UnitLeader, Some(slug), unit);
        account::create_without_password(&self.app, new).await.unwrap()
    }

    pub fn running(&self, viewer: &Viewer) -> Arc<Running> {
        self.app.campaign_by_id(viewer.campaign.as_ref().unwrap().as_str()).unwrap()
    }

    /// Saves a whole form made on a version.
    pub async fn save(&self, who: &Viewer, id: &str, version: i64, sheet: Sheet) -> Result<nomination::Saved, Refusal> {
        let running = self.running(who);
        let track = running.rulebook.track[0].id.as_str();
        let all = fields(running.rulebook.form_of(track).unwrap());
        nomination::save(&self.app, who, id, version, all, sheet).await
    }

    /// A nomination of the `number`th invented person, changed before it is saved, with its opinions.
    pub async fn nominate_with(&self, clerk: &Viewer, number: u32, change: impl FnOnce(&mut Sheet)) -> String {
        let running = self.running(clerk);
        let track = running.rulebook.track[0].id.to_string();
        let id = nomination::create(&self.app, clerk, &track).await.unwrap().to_string();
        let mut sheet = filled(&running, &track, number);
        change(&mut sheet);
        self.save(clerk, &id, 1, sheet).await.unwrap();
        for opinion in running.rulebook.opinion.iter().filter(|opinion| opinion.per == Per::Nominee) {
            let said = nomination::attest(&self.app, clerk, Some(&id), opinion.id.as_str(), "同意推荐").await;
            // Where others hand in at the same moment, it may be gone already.
            assert!(matches!(said, Ok(()) | Err(Refusal::WrongState(_))), "{said:?}");
        }
        id
    }

    pub async fn nominate(&self, clerk: &Viewer, number: u32) -> String {
        self.nominate_with(clerk, number, |_| {}).await
    }

    /// Records every step the unit must record.
    pub async fn record_steps(&self, clerk: &Viewer) {
        for (step, _) in view::unit_home(&self.app, clerk).await.unwrap().steps {
            nomination::attest(&self.app, clerk, None, &step, "已办理").await.unwrap();
        }
    }

    /// Hands in with the secrecy declaration, under a key made from a word.
    pub async fn hand_in(&self, clerk: &Viewer, word: &str) -> Result<Submission, Refusal> {
        package::hand_in(&self.app, clerk, handing(word)).await
    }

    /// Every line of the record, oldest first; on PostgreSQL they get their places a moment later.
    pub async fn lines(&self) -> Vec<Line> {
        let all = |sql: &mut dyn Sql| {
            Ok::<_, SqlError>((record::lines(sql, None, None, 100_000)?, record::without_place(sql)?))
        };
        loop {
            let (mut lines, waiting) = self.looking.read(all).done().await.unwrap();
            if waiting == 0 {
                lines.reverse();
                return lines;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// How many lines the record has, placed or not.
    pub async fn line_count(&self) -> i64 {
        let count = |sql: &mut dyn Sql| {
            let placed = i64::try_from(record::lines(sql, None, None, 100_000)?.len()).unwrap();
            Ok::<_, SqlError>(placed + record::without_place(sql)?)
        };
        self.looking.read(count).done().await.unwrap()
    }

    /// Writes over what is sealed of every nomination: nobody can open it any more.
    pub fn spoil(&self) {
        let url = self.url.clone();
        let write = move || {
            let store = Store::open_for_command(&url, signer()).unwrap();
            act(&store, |sql| sql.execute("UPDATE nomination SET sealed = $1", &[vec![0; 60].into()]))
        };
        std::thread::spawn(write).join().unwrap();
    }

    pub async fn state(&self, clerk: &Viewer, id: &str) -> String {
        view::dossier(&self.app, clerk, id).await.unwrap().nomination.state
    }
}

pub fn handing(word: &str) -> Handing {
    Handing { key: format!("key-of-the-page-{word}"), secrecy: true }
}

/// `rule verdict` of what stands in the way, sorted; panics when something else was said.
pub fn in_the_way(refused: Result<Submission, Refusal>) -> Vec<String> {
    match refused {
        Err(Refusal::Findings(findings)) => {
            let mut said: Vec<String> = findings.iter().map(|(_, finding)| word(finding)).collect();
            said.sort();
            said
        }
        other => panic!("not refused for findings: {other:?}"),
    }
}

fn word(finding: &Finding) -> String {
    let verdict = match finding.verdict {
        Verdict::Holds => "holds",
        Verdict::Waived => "waived",
        Verdict::Open => "open",
        Verdict::Breaks => "breaks",
    };
    format!("{} {verdict}", finding.rule)
}
