//! Handing in at 64 callers against single commits of one row, each with its own flush.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use linxuan_app::package::{self, Handing};
use linxuan_app::unit::{self, NewUnit};
use linxuan_app::{App, Clock, account, campaign, nomination, session};
use linxuan_domain::access::{Role, Viewer};
use linxuan_domain::form::Sheet;
use linxuan_domain::value::Instant;

use crate::stopwatch::timed;
use crate::table::Table;

const CALLERS: usize = 64;
/// Packages each caller hands in, each for a unit of its own.
const ROUNDS: usize = 10;
const SINGLE: u32 = 200;

/// 15 January 2030 in China: the blank campaign's units are at work.
struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> Instant {
        Instant(1_894_636_800_000_000)
    }
}

/// Measures again under a flush of five milliseconds, in a process of its own.
pub fn measure_slowed() {
    let folder = crate::scratch("slow");
    let library = folder.join("slow_fsync.so");
    let source = crate::house().join("crates/bench/slow_fsync.c");
    let built =
        Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(&source).arg("-ldl").status();
    if !built.is_ok_and(|status| status.success()) {
        println!("(no C compiler: the slowed flush is not measured)");
        return;
    }
    let mut again = Command::new(env::current_exe().unwrap());
    again.args(["commits-only", "flush slowed by 5 ms"]).env("LD_PRELOAD", &library);
    again.status().unwrap();
    fs::remove_dir_all(folder).unwrap();
}

pub fn measure(table: &mut Table, how: &str) {
    let folder = crate::scratch("commits");
    let before = single(&folder, "before");
    let ours = ours(&folder);
    let after = single(&folder, "after");
    let ceiling = f64::midpoint(before, after);
    table.line(
        &format!("handing in, {CALLERS} callers ({how})"),
        &format!("{ours:.0} packages/s"),
        &format!("single commits {before:.0}/s before, {after:.0}/s after: × {:.1}", ours / ceiling),
        "≥ 8 × with the slowed flush",
    );
    fs::remove_dir_all(folder).unwrap();
}

/// Commits of one row of 600 bytes a second, one after the other, `synchronous = FULL`.
fn single(folder: &Path, name: &str) -> f64 {
    let database = rusqlite::Connection::open(folder.join(name)).unwrap();
    database
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE one (text TEXT)")
        .unwrap();
    let row = "x".repeat(600);
    let (time, ()) = timed(|| {
        for _ in 0..SINGLE {
            database.execute("INSERT INTO one (text) VALUES (?1)", [&row]).unwrap();
        }
    });
    f64::from(SINGLE) / time.as_secs_f64()
}

/// Packages a second.
fn ours(folder: &Path) -> f64 {
    let app = crate::opened(&folder.join("ours.sqlite"), &(Arc::new(Fixed) as Arc<dyn Clock>));
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let clerks = clerks(&app).await;
        let time = hand_all_in(&app, clerks).await;
        f64::from(u32::try_from(CALLERS * ROUNDS).unwrap()) / time.as_secs_f64()
    })
}

async fn hand_all_in(app: &App, clerks: Vec<Viewer>) -> Duration {
    let start = crate::stopwatch::now();
    let callers = clerks.chunks(ROUNDS).map(|own| {
        let (app, own) = (app.clone(), own.to_vec());
        tokio::spawn(async move {
            for clerk in own {
                let key = format!("measured-{}", clerk.account);
                package::hand_in(&app, &clerk, Handing { key, secrecy: true }).await.unwrap();
            }
        })
    });
    for caller in callers.collect::<Vec<_>>() {
        caller.await.unwrap();
    }
    crate::stopwatch::now().duration_since(start)
}

/// A clerk a unit, each with one complete nomination.
async fn clerks(app: &App) -> Vec<Viewer> {
    let office = published(app).await;
    let new =
        |n: usize| NewUnit {
            name: format!("单位{n}"), kind: "region".into(), own_quota: None, clerk: "经办".into()
        };
    let letters = unit::rehearse(app, &office, (0..CALLERS * ROUNDS).map(new).collect()).await.unwrap();
    let mut clerks = Vec::new();
    for letter in letters {
        let clerk = session::sign_in_for_demonstration(app, &letter.login).await.unwrap().signed_in.viewer;
        let id = nomination::create(app, &clerk, "person").await.unwrap();
        let mut sheet = Sheet::default();
        sheet.set_text("name", "某某");
        sheet.set_text("serving-military", "no");
        let fields = vec!["name".to_owned(), "serving-military".to_owned()];
        nomination::save(app, &clerk, id.as_str(), 1, fields, sheet).await.unwrap();
        clerks.push(clerk);
    }
    clerks
}

/// The blank campaign in force, and somebody of its office.
async fn published(app: &App) -> Viewer {
    let folder = crate::house().join("campaigns");
    let text = fs::read_to_string(folder.join("blank.toml")).unwrap();
    let outline = fs::read_to_string(folder.join("notices/blank.md")).unwrap();
    for role in [Role::SystemAdministrator, Role::SecurityAdministrator] {
        let viewer = account::create_without_password(app, made(role.id(), role, None)).await.unwrap();
        campaign::publish(app, &viewer, text.clone(), outline.clone()).await.unwrap();
    }
    account::create_without_password(app, made("office", Role::Office, Some("blank".into()))).await.unwrap()
}

fn made(login: &str, role: Role, campaign: Option<String>) -> account::NewAccount {
    account::NewAccount { login: login.into(), role, name: login.into(), campaign, unit: None }
}
