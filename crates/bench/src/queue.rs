//! The examination queue's page of 50 with its facets, at a thousand and at a
//! hundred thousand nominations, against raw SQL and the same page written by hand.

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
use linxuan_domain::value::Instant;
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
    let micro = |time: Duration| format!("{} µs", time.as_micros());
    let against = |bare: Duration, page: Duration| {
        format!("raw SQL and the same page by hand {}: × {:.1}", micro(bare), page.as_secs_f64() / bare.as_secs_f64())
    };
    let (bare_small, page_small) = at(1_000);
    let what = "queue page of 50 with facets, 1,000 nominations";
    table.line(what, &micro(page_small), &against(bare_small, page_small), "≤ 3 ×");
    let (bare, page) = at(100_000);
    let growth = page.as_secs_f64() / page_small.as_secs_f64();
    let beside = format!("{}; × {growth:.2} of the page at 1,000", against(bare, page));
    table.line("the same page at 100,000", &micro(page), &beside, "≤ 3 ×, and ≤ 2 × of the page at 1,000");
}

/// The time by hand and the page's, each the middle of its runs.
fn at(nominations: i64) -> (Duration, Duration) {
    let folder = env::temp_dir().join(format!("linxuan-bench-queue-{nominations}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = lay(&folder, nominations);
    let (page, html) = pages(&file);
    let bare = by_hand(&file, &html);
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

/// The page through the whole site (session, rights, query, facets, template), and what it says.
fn pages(file: &Path) -> (Duration, String) {
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
        let (mut runs, mut html) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            let request = Request::get("/examination").header(header::COOKIE, format!("linxuan_session={token}"));
            let start = now();
            let answer = site.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
            assert!(answer.status().is_success(), "{}", answer.status());
            html = to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec();
            runs.push(now().duration_since(start));
        }
        (median(runs), String::from_utf8(html).unwrap())
    })
}

const LINES: &str = "SELECT n.id, n.version, n.name, n.number, n.findings, n.employer, u.id, u.name, n.handed_in_at
    FROM nomination n JOIN unit u ON u.id = n.unit_id WHERE n.campaign_id = 'campaign' AND n.handed_in_at IS NOT NULL
    AND n.state = 'handed-in' ORDER BY n.handed_in_at, n.id LIMIT 51";

const COUNTERS: &str = "SELECT value, n FROM counter WHERE campaign_id = 'campaign' AND facet = 'state'";

/// The queries alone, and what our page has: its lines written by hand, between what stands before and after them.
fn by_hand(file: &Path, page: &str) -> Duration {
    let database = rusqlite::Connection::open(file).unwrap();
    let (before, lines) = page.split_once("<tbody>").unwrap();
    let (_, after) = lines.split_once("</tbody>").unwrap();
    let run = || {
        let mut html = String::with_capacity(page.len() * 2);
        html.push_str(before);
        html.push_str("<tbody>");
        let mut statement = database.prepare_cached(LINES).unwrap();
        let mut rows = statement.query([]).unwrap();
        for _ in 0..50 {
            line(&mut html, rows.next().unwrap().unwrap());
        }
        html.push_str("</tbody>");
        html.push_str(after);
        let mut statement = database.prepare_cached(COUNTERS).unwrap();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            assert!(row.get::<_, i64>(1).unwrap() > 0);
        }
        html.len()
    };
    let (ours, by_hand) = (page.len(), run());
    assert!(by_hand * 10 > ours * 8 && by_hand * 10 < ours * 12, "{ours} bytes of ours, {by_hand} by hand");
    median((0..RUNS).map(|_| timed(run).0).collect())
}

/// One line of the table, as our template has it.
fn line(html: &mut String, row: &rusqlite::Row<'_>) {
    let text = |column: usize| row.get_ref(column).unwrap().as_str().unwrap();
    let (id, unit, version, at) = (text(0), text(6), row.get::<_, i64>(1).unwrap(), row.get::<_, i64>(8).unwrap());
    write!(html, "<tr><td><input type=\"checkbox\" class=\"pick\" name=\"pick\" value=\"{id}.{version}\" ").unwrap();
    html.push_str("aria-label=\"选择");
    escaped(html, text(2));
    html.push('，');
    escaped(html, text(3));
    write!(html, "\" autocomplete=\"off\"></td><th scope=\"row\"><a href=\"/examination/{id}\">").unwrap();
    escaped(html, text(2));
    html.push_str("</a></th><td class=\"num\">");
    escaped(html, text(3));
    html.push_str("</td><td class=\"nb\">");
    assert_eq!(text(4), "0 0 0");
    html.push_str("<span class=\"force force--ok\">符合</span>  </td><td>");
    escaped(html, text(5));
    write!(html, "</td><td><a href=\"/examination?unit={unit}\">").unwrap();
    escaped(html, text(7));
    writeln!(html, "</a></td><td class=\"num\">{}</td></tr>", Instant(at).iso()).unwrap();
}

fn escaped(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => html.push_str("&#60;"),
            '>' => html.push_str("&#62;"),
            '&' => html.push_str("&#38;"),
            '"' => html.push_str("&#34;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
}
