//! The examination queue's page of 50 with its facets, at a thousand and at a
//! hundred thousand nominations, against the bare query and a bare rendering.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use linxuan_app::{Clock, Url, WallClock, account, session};
use linxuan_domain::access::Role;
use linxuan_store::submission::Submission;
use linxuan_store::{Sql, SqlError, Store, campaign, nomination, queue, search, submission, unit};
use linxuan_testkit::{act, keys, row, signer};
use tower::ServiceExt;

use crate::stopwatch::{median, now, timed};
use crate::table::Table;

const RUNS: usize = 41;
/// Nominations of one act while the lists are laid.
const PART: i64 = 2_000;
const OF_UNIT: i64 = 50;

pub fn measure(table: &mut Table) {
    let (small, large) = (1_000, 100_000);
    let (bare_small, page_small) = at(small);
    let (bare, page) = at(large);
    let times = page.as_secs_f64() / bare.as_secs_f64();
    let micro = |time: Duration| format!("{} µs", time.as_micros());
    table.line(
        "queue page of 50 with facets, 100,000 nominations",
        &micro(page),
        &format!("bare query and rendering {}: × {times:.1}", micro(bare)),
        "≤ 3 ×",
    );
    let growth = page.as_secs_f64() / page_small.as_secs_f64();
    table.line(
        "the same page at 1,000",
        &micro(page_small),
        &format!("bare {}; 100,000 costs × {growth:.2}", micro(bare_small)),
        "≤ 2 ×",
    );
}

/// The bare query's time and the page's, each the middle of its runs.
fn at(nominations: i64) -> (Duration, Duration) {
    let folder = env::temp_dir().join(format!("linxuan-bench-queue-{nominations}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = lay(&folder, nominations);
    let page = pages(&file);
    let bare = bare(&file);
    fs::remove_dir_all(folder).unwrap();
    (bare, page)
}

/// Lays a database with so many handed-in nominations; its file.
pub fn lay(folder: &Path, nominations: i64) -> PathBuf {
    let file = folder.join("queue.sqlite");
    let url: Url = format!("sqlite://{}", file.display()).parse().unwrap();
    let store = Store::open(&url, signer()).unwrap();
    act(&store, |sql| rulebook(sql));
    for first in (0..nominations).step_by(usize::try_from(PART).unwrap()) {
        act(&store, move |sql| (first..(first + PART).min(nominations)).try_for_each(|n| one(sql, n)));
    }
    file
}

fn rulebook(sql: &mut dyn Sql) -> Result<(), SqlError> {
    let folder = crate::house().join("campaigns");
    let text = fs::read_to_string(folder.join("qinghai-2023.toml")).unwrap();
    let outline = fs::read_to_string(folder.join("notices/qinghai-2023.md")).unwrap();
    campaign::insert(sql, "campaign", "qinghai-2023", row::NOW)?;
    campaign::propose(sql, &campaign::Version { text, outline, ..row::version("campaign", "qinghai-2023", 1) })?;
    campaign::confirm(sql, "campaign", 1, "another", row::NOW).map(|_| ())
}

fn one(sql: &mut dyn Sql, n: i64) -> Result<(), SqlError> {
    let (unit_number, ordinal) = (n / OF_UNIT, n % OF_UNIT);
    let unit = row::unit(&format!("unit-{unit_number:06}"), "campaign", unit_number + 1);
    let unit = unit::Unit { channel: "city".into(), kind: "city".into(), ..unit };
    let package = format!("package-{unit_number:06}");
    if ordinal == 0 {
        unit::insert(sql, &unit, &unit.name)?;
        submission::insert(sql, &sent(&package, &unit.id))?;
    }
    let mut nomination = row::nomination(&format!("nomination-{n:08}"), &unit, ordinal);
    nomination.number = format!("{n:06}");
    nomination::insert(sql, &keys(), &nomination)?;
    nomination::hand_in(sql, &nomination.id, &package, row::NOW + n)?;
    search::index(sql, &nomination.id, &format!("{}\n{}", nomination.name, nomination.employer))?;
    queue::recount(sql, "campaign", "state", None, Some("handed-in"))
}

fn sent(id: &str, unit: &str) -> Submission {
    Submission {
        id: id.to_owned(),
        campaign_id: "campaign".into(),
        unit_id: unit.to_owned(),
        number: id.to_owned(),
        manifest: "{}".into(),
        manifest_hash: "0".repeat(64),
        repeat_key: id.to_owned(),
        submitted_by: "clerk".into(),
        submitted_at: row::NOW,
    }
}

/// The page through the whole site: session, rights, query, facets, template.
fn pages(file: &Path) -> Duration {
    let app = crate::opened(file, &(Arc::new(WallClock) as Arc<dyn Clock>));
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let campaign = Some("qinghai-2023".to_owned());
        let new =
            account::NewAccount { login: "e".into(), role: Role::Examiner, name: "e".into(), campaign, unit: None };
        let login = account::NewAccount { login: "examiner".into(), ..new };
        account::create_without_password(&app, login).await.unwrap();
        let token = session::sign_in_for_demonstration(&app, "examiner").await.unwrap().token;
        let options = linxuan_web::Options { demo: true, ..linxuan_web::Options::default() };
        let site = linxuan_web::router(app, options);
        let mut runs = Vec::new();
        for _ in 0..RUNS {
            let request = Request::get("/examination").header(header::COOKIE, format!("linxuan_session={token}"));
            let start = now();
            let answer = site.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
            assert!(answer.status().is_success(), "{}", answer.status());
            to_bytes(answer.into_body(), usize::MAX).await.unwrap();
            runs.push(now().duration_since(start));
        }
        median(runs)
    })
}

const BARE: &str =
    "SELECT n.id, n.number, n.name, n.employer, u.name, n.state, n.findings, n.handed_in_at FROM nomination n
    JOIN unit u ON u.id = n.unit_id WHERE n.campaign_id = 'campaign' AND n.handed_in_at IS NOT NULL
    AND n.state = 'handed-in' ORDER BY n.handed_in_at, n.id LIMIT 50";

/// The query alone, and its rows written into a table of HTML by hand.
fn bare(file: &Path) -> Duration {
    let database = rusqlite::Connection::open(file).unwrap();
    let run = || {
        let mut statement = database.prepare_cached(BARE).unwrap();
        let mut rows = statement.query([]).unwrap();
        let mut html = String::with_capacity(32 * 1024);
        while let Some(row) = rows.next().unwrap() {
            html.push_str("<tr>");
            for column in 0..7 {
                write!(html, "<td>{}</td>", row.get_ref(column).unwrap().as_str().unwrap()).unwrap();
            }
            write!(html, "<td>{}</td></tr>", row.get::<_, i64>(7).unwrap()).unwrap();
        }
        html.len()
    };
    median((0..RUNS).map(|_| timed(run).0).collect())
}
