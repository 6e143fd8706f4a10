use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use linxuan_app::{AHEAD, Clock, Url, WallClock};
use linxuan_store::{ActError, Sql, SqlError, Store, invariant, is_current, record};
use linxuan_texts::Words;
use serde::Serialize;

use super::Outcome;
use crate::config::Config;
use crate::installation::Where;
use crate::{address, key_file, papers, print};

/// Below this a database soon cannot commit.
const LEAST_FREE_MEGABYTES: u64 = 1024;
/// 2026-01-01 in Beijing: no machine that runs this program is earlier.
const EARLIEST: i64 = 1_767_196_800_000_000;
/// What a file's mode lets others do. Its group may be that of backups or certificates.
const OTHERS: u32 = 0o007;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Where,
    #[arg(long)]
    json: bool,
}

/// One thing looked at.
#[derive(Serialize)]
struct Check {
    name: &'static str,
    good: bool,
    /// What was found.
    found: String,
    /// What to do about it; empty when good.
    mend: String,
}

struct Doctor {
    words: Words,
    checks: Vec<Check>,
}

pub fn run(words: Words, args: &Args) -> Outcome {
    let mut doctor = Doctor { words, checks: Vec::new() };
    let there = args.place.config.exists();
    match args.place.config(words) {
        Err(stop) if !there => doctor.bad("config", stop.said, "doctor-mend-no-config"),
        Err(stop) => doctor.say("config", Err(stop.said)),
        Ok(config) => {
            doctor.say("config", Ok(args.place.config.display().to_string()));
            doctor.examine(&config);
        }
    }
    let good = doctor.checks.iter().all(|check| check.good);
    if args.json {
        print::json(&serde_json::json!({ "checks": doctor.checks }));
    } else {
        for check in &doctor.checks {
            doctor.line(check);
        }
    }
    match (there, good) {
        (false, _) => Outcome::Environment,
        (true, true) => Outcome::Good,
        (true, false) => Outcome::Findings,
    }
}

impl Doctor {
    fn bad(&mut self, name: &'static str, found: String, mend: &str) {
        self.checks.push(Check { name, good: false, found, mend: self.words.say(mend) });
    }

    fn say(&mut self, name: &'static str, found: Result<String, String>) {
        match found {
            Ok(found) => self.checks.push(Check { name, good: true, found, mend: String::new() }),
            Err(found) => self.bad(name, found, &format!("doctor-mend-{name}")),
        }
    }

    fn line(&self, check: &Check) {
        let state = self.words.say(if check.good { "doctor-good" } else { "doctor-bad" });
        let name = self.words.say(&format!("doctor-{}", check.name));
        print::line(format_args!("{state}\t{name}\t{}", check.found));
        if !check.good {
            print::line(format_args!("\t→ {}", check.mend));
        }
    }

    fn examine(&mut self, config: &Config) {
        let words = self.words;
        let secrets = key_file::read(words, &config.key_file, &config.origin);
        self.say("key-file", secrets.map(|_| config.key_file.display().to_string()).map_err(|stop| stop.said));
        self.say("key-apart", apart(words, config));
        self.say("blobs", writable(&config.blobs));
        self.say("closed", closed(config));
        self.say("fonts", papers::press(words, config).map(|_| folders(config)));
        self.say("disk", disk(words, &config.blobs));
        let url = config.url(words).map_err(|stop| stop.said);
        let store = url.and_then(|url| open(words, &url));
        let database = store.as_ref().map(|_| address::shown(&config.database)).map_err(Clone::clone);
        self.say("database", database);
        let Ok(store) = store else { return };
        self.say("migrations", migrated(words, &store));
        self.say("invariants", invariants(words, &store));
        self.say("record", whole(words, &store));
        self.say("clock", clock(words, &store));
    }
}

fn folders(config: &Config) -> String {
    papers::folders(config).iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>().join(", ")
}

/// The key must not lie with what it opens: one lost disk would lose both.
fn apart(words: Words, config: &Config) -> Result<String, String> {
    let beside = match config.url(words) {
        Ok(Url::Sqlite(path)) => path.parent() == config.key_file.parent(),
        _ => false,
    };
    let path = config.key_file.display().to_string();
    if beside || config.key_file.starts_with(&config.blobs) { Err(path) } else { Ok(path) }
}

/// The files that only this program's user has business with.
fn closed(config: &Config) -> Result<String, String> {
    let database: Vec<PathBuf> = match config.database.strip_prefix("sqlite://") {
        Some(path) => ["", "-wal", "-shm"].map(|end| format!("{path}{end}").into()).into(),
        None => Vec::new(),
    };
    // Paths that are not there are others' to complain about.
    let there =
        database.into_iter().chain(config.tls_key.clone()).filter_map(|path| Some((path.metadata().ok()?, path)));
    let (open, closed): (Vec<_>, Vec<_>) = there.partition(|(data, _)| data.mode() & OTHERS != 0);
    let list = |files: &[(Metadata, PathBuf)]| {
        let each = files.iter().map(|(data, path)| format!("{} {:04o}", path.display(), data.mode() & 0o777));
        each.collect::<Vec<_>>().join(", ")
    };
    if open.is_empty() { Ok(list(&closed)) } else { Err(list(&open)) }
}

fn writable(folder: &Path) -> Result<String, String> {
    let shown = folder.display().to_string();
    match std::fs::metadata(folder) {
        Err(error) => Err(format!("{shown}: {error}")),
        Ok(data) if !data.is_dir() || data.permissions().readonly() => {
            Err(format!("{shown}: {:04o}", data.mode() & 0o777))
        }
        Ok(_) => Ok(shown),
    }
}

/// Free space, as `df` of the system says.
fn disk(words: Words, folder: &Path) -> Result<String, String> {
    let output = Command::new("df").arg("-Pk").arg(folder).output().map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let kilobytes =
        text.lines().last().and_then(|line| line.split_whitespace().nth(3)).and_then(|n| n.parse::<u64>().ok());
    let megabytes = kilobytes.ok_or_else(|| String::from_utf8_lossy(&output.stderr).trim().to_owned())? / 1024;
    let said = words.fill("doctor-free", &[("megabytes", megabytes.into())]);
    if megabytes < LEAST_FREE_MEGABYTES { Err(said) } else { Ok(said) }
}

fn open(words: Words, url: &Url) -> Result<Store, String> {
    if let Url::Sqlite(path) = url
        && !path.exists()
    {
        return Err(words.fill("doctor-no-database", &[("file", path.display().to_string().into())]));
    }
    Store::open_to_read(url).map_err(|error| error.to_string())
}

fn ask<T, F>(store: &Store, question: F) -> Result<T, String>
where
    T: Send + 'static,
    F: FnOnce(&mut dyn Sql) -> Result<T, SqlError> + Send + 'static,
{
    store.read(question).wait().map_err(|error: ActError<SqlError>| match error {
        ActError::Refused(error) => error.message,
        other => format!("{other:?}"),
    })
}

fn migrated(words: Words, store: &Store) -> Result<String, String> {
    if ask(store, is_current)? { Ok(words.say("doctor-current")) } else { Err(words.say("doctor-not-current")) }
}

fn invariants(words: Words, store: &Store) -> Result<String, String> {
    let violated = ask(store, invariant::violated)?;
    let said = words.fill("doctor-invariants-asked", &[("count", invariant::INVARIANTS.len().into())]);
    if violated.is_empty() { Ok(said) } else { Err(violated.join("; ")) }
}

fn whole(words: Words, store: &Store) -> Result<String, String> {
    let faults = ask(store, |sql| {
        let key = record::public_key(sql)?;
        record::verify(sql, &key)
    })?;
    if faults.is_empty() {
        return Ok(words.say("audit-whole"));
    }
    Err(words.fill("doctor-record-faults", &[("count", faults.len().into())]))
}

fn clock(words: Words, store: &Store) -> Result<String, String> {
    let now = WallClock.now();
    let newest = ask(store, record::newest_at)?;
    if now.microseconds() < EARLIEST || now.microseconds() + AHEAD < newest {
        return Err(words.fill("doctor-clock-behind", &[("now", now.iso().into())]));
    }
    Ok(now.iso())
}
