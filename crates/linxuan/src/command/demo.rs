use std::fs;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use linxuan_app::{App, Refusal, UnixRandom, Url};
use linxuan_domain::value::Instant;
use linxuan_texts::Words;
use linxuan_web::Options;
use linxuan_web::demonstration::{self, Offered};

use super::Outcome;
use crate::config::Config;
use crate::play::{self, Shown, Source, StageClock};
use crate::stop::Stop;
use crate::temporary::Temporary;
use crate::{key_file, papers, print, serve};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Where to keep the data; a temporary folder without it.
    #[arg(long)]
    data: Option<PathBuf>,
}

macro_rules! campaigns {
    ($($name:literal),* $(,)?) => {
        &[$((
            $name,
            include_str!(concat!("../../../../campaigns/", $name, ".toml")),
            include_str!(concat!("../../../../campaigns/notices/", $name, ".md")),
        )),*]
    };
}

/// Every campaign of the demonstration in the order of their time, the invented one before the open one.
const CAMPAIGNS: &[(&str, &str, &str)] = campaigns![
    "national-2021",
    "chongqing-2021",
    "hebei-2021",
    "national-2022",
    "example-team-and-work",
    "qinghai-2023",
];

/// Nominations of each campaign.
const NOMINATIONS: u32 = 56;
/// When the visitor comes: 4 April 2023, 10:26 in China; Qinghai's units are at work.
const VISIT: Instant = Instant(1_680_575_160_000_000);
/// Lies beside data that were prepared to the end.
const READY: &str = "demonstration-ready";

/// Where the data of the demonstration are.
struct Place {
    folder: PathBuf,
    /// Gone at the end where nobody asked for a folder.
    temporary: Option<Temporary>,
    /// For how long the site had run before, where there was one.
    before: Option<i64>,
}

pub fn run(words: Words, args: &Args) -> Result<Outcome, Stop> {
    let listener = listener(words, args.port)?;
    let place = place(words, args.data.as_deref())?;
    let clock = Arc::new(StageClock::default());
    clock.set(VISIT);
    let app = open(words, &place, &clock)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| Stop::environment(error.to_string()))?;
    runtime.block_on(async {
        match place.before {
            Some(_) => print::note(words.fill("demo-again", &[("folder", shown(&place.folder).into())])),
            None => prepare(words, &app, &clock, &place.folder).await?,
        }
        // What is played before has no files; from here on people send their own.
        let blobs = place.folder.join("blobs");
        let app = app.with_files(&blobs).map_err(|error| Stop::file(&blobs, error))?;
        clock.set(Instant(VISIT.microseconds() + place.before.unwrap_or(0)));
        clock.run();
        site(words, app, listener, &place).await
    })
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Asked before anything is prepared: a busy port is said at once.
fn listener(words: Words, port: u16) -> Result<TcpListener, Stop> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        let key = if error.kind() == ErrorKind::AddrInUse { "demo-port-taken" } else { "demo-port-unusable" };
        Stop::environment(words.fill(key, &[("port", port.to_string().into()), ("text", error.to_string().into())]))
    })
}

fn place(words: Words, asked: Option<&Path>) -> Result<Place, Stop> {
    let Some(folder) = asked else {
        let temporary = Temporary::new("demonstration")?;
        return Ok(Place { folder: temporary.path().to_owned(), temporary: Some(temporary), before: None });
    };
    key_file::folder(folder)?;
    let empty = fs::read_dir(folder).map_err(|error| Stop::file(folder, error))?.next().is_none();
    let before = if empty { None } else { Some(run_before(words, folder)?) };
    Ok(Place { folder: folder.to_owned(), temporary: None, before })
}

/// How long a demonstration had run when its last row was written, in microseconds.
fn run_before(words: Words, folder: &Path) -> Result<i64, Stop> {
    let changed = |name: &str| fs::metadata(folder.join(name)).and_then(|data| data.modified()).ok();
    let Some(ready) = changed(READY) else {
        return Err(Stop::misuse(words.fill("demo-data-not-ours", &[("folder", shown(folder).into())])));
    };
    let written = changed("linxuan.sqlite").max(changed("linxuan.sqlite-wal"));
    let since = |at: SystemTime| at.duration_since(ready).unwrap_or_default();
    Ok(written.map_or(0, |at| i64::try_from(since(at).as_micros()).unwrap_or(0)))
}

fn open(words: Words, place: &Place, clock: &Arc<StageClock>) -> Result<App, Stop> {
    let key = place.folder.join("key");
    if place.before.is_none() {
        key_file::create(&key)?;
    }
    let secrets = key_file::read(words, &key, "demonstration")?;
    let url = Url::Sqlite(place.folder.join("linxuan.sqlite"));
    let app = App::open(&url, secrets, clock.clone(), Arc::new(UnixRandom)).map_err(refused(words))?;
    let papers = papers::papers(words, &Config::default()).map_err(print::note).ok();
    Ok(app.with_papers(papers))
}

fn refused(words: Words) -> impl Fn(Refusal) -> Stop {
    move |refusal| Stop { outcome: Outcome::Environment, ..Stop::refused(words, &refusal) }
}

async fn prepare(words: Words, app: &App, clock: &Arc<StageClock>, folder: &Path) -> Result<(), Stop> {
    play::administrators(app).await.map_err(refused(words))?;
    for (series, (slug, text, outline)) in (1..).zip(CAMPAIGNS) {
        let fills = [("number", series.into()), ("all", CAMPAIGNS.len().into()), ("campaign", (*slug).into())];
        print::note(words.fill("demo-preparing", &fills));
        let source = Source { text: (*text).to_owned(), outline: (*outline).to_owned() };
        let shown = Shown { slug, source, series, nominations: NOMINATIONS, now: VISIT };
        play::show(app, clock, &shown, Arc::new(|_, _| {})).await.map_err(refused(words))?;
    }
    let ready = folder.join(READY);
    fs::write(&ready, "").map_err(|error| Stop::file(&ready, error))
}

async fn site(words: Words, app: App, listener: TcpListener, place: &Place) -> Result<Outcome, Stop> {
    let failed = |error: std::io::Error| Stop::environment(error.to_string());
    listener.set_nonblocking(true).map_err(failed)?;
    let listener = tokio::net::TcpListener::from_std(listener).map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let offered = demonstration::offered(&app).await.map_err(refused(words))?;
    let options = Options { demo: true, offered: Arc::clone(&offered), ..Options::default() };
    let router = linxuan_web::router(app.clone(), options);
    print::line(words.fill("demo-running", &[("url", format!("http://{address}/").into())]));
    print::line(words.say("demo-how"));
    say_logins(words, &app, &offered);
    let data = if place.temporary.is_some() { "demo-data-gone" } else { "demo-data" };
    print::line(words.fill(data, &[("folder", shown(&place.folder).into())]));
    print::line(words.say("demo-stop"));
    serve::listen(router, listener, None).await.map_err(failed)?;
    print::note(words.say("demo-stopped"));
    Ok(Outcome::Good)
}

/// Whom one can sign in as: `ROLE.CAMPAIGN`, one line for each campaign, and the administrators.
fn say_logins(words: Words, app: &App, offered: &[Offered]) {
    let said = |title: String, slug: Option<&str>| {
        let here = offered.iter().filter(|one| one.campaign.as_deref() == slug);
        let logins: Vec<&str> = here.map(|one| one.login.as_str()).collect();
        print::line(words.fill("demo-logins", &[("campaign", title.into()), ("roles", logins.join("  ").into())]));
    };
    for running in app.campaigns() {
        said(running.rulebook.campaign.short.text(words.language).to_owned(), Some(&running.slug));
    }
    said(words.say("demo-administrators"), None);
}
