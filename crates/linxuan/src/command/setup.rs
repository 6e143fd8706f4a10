use std::path::{Path, PathBuf};

use linxuan_app::account::{self, NewAccount};
use linxuan_app::{App, Url, view};
use linxuan_domain::access::Role;
use linxuan_domain::paper::Letter;
use linxuan_domain::text::same_name;
use linxuan_texts::{Words, role};
use serde::Serialize;

use super::Outcome;
use crate::config::{Config, EXAMPLE};
use crate::installation::{Where, block_on, open};
use crate::letters::Letterbox;
use crate::stop::Stop;
use crate::{address, key_file, print};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Where,
    /// Name of the system administrator; the three are three persons.
    #[arg(long)]
    system_administrator: Option<String>,
    /// Name of the security administrator.
    #[arg(long)]
    security_administrator: Option<String>,
    /// Name of the auditor.
    #[arg(long)]
    auditor: Option<String>,
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Made {
    config: PathBuf,
    database: String,
    key_file: PathBuf,
    blobs: PathBuf,
    /// What outsiders check the record with.
    record_key: String,
    administrators: Vec<Administrator>,
}

#[derive(Serialize)]
struct Administrator {
    login: String,
    role: &'static str,
    letter: PathBuf,
}

pub fn run(words: Words, args: &Args) -> Result<Outcome, Stop> {
    let three = three(words, args)?;
    if !args.place.config.exists() {
        key_file::write(&args.place.config, EXAMPLE.as_bytes())?;
        print::note(words.fill("setup-wrote-config", &[("file", shown(&args.place.config).into())]));
    }
    let config = args.place.config(words)?;
    refuse_to_overwrite(words, &config)?;
    let app = make(words, &config)?;
    let made = block_on(words, &app, people(words, &config, &app, three))?;
    let made = Made {
        config: args.place.config.clone(),
        database: address::shown(&config.database),
        key_file: config.key_file,
        blobs: config.blobs,
        record_key: app.record_key().to_owned(),
        administrators: made,
    };
    if args.json {
        print::json(&made);
    } else {
        say(words, &made);
    }
    Ok(Outcome::Good)
}

/// The three administrators' names, which must differ.
fn three(words: Words, args: &Args) -> Result<[(Role, String); 3], Stop> {
    let of = |role_of: Role, name: &Option<String>| (role_of, name.clone().unwrap_or_else(|| role(words, role_of)));
    let three = [
        of(Role::SystemAdministrator, &args.system_administrator),
        of(Role::SecurityAdministrator, &args.security_administrator),
        of(Role::Auditor, &args.auditor),
    ];
    let names: std::collections::BTreeSet<String> = three.iter().map(|(_, name)| same_name(name)).collect();
    if names.len() < three.len() || names.contains("") {
        return Err(Stop::misuse(words.say("administrators-exclude-each-other")));
    }
    Ok(three)
}

/// Nothing that is there already is touched, and the key does not lie beside what it opens.
fn refuse_to_overwrite(words: Words, config: &Config) -> Result<(), Stop> {
    let there = |path: &Path| Stop::environment(words.fill("setup-exists", &[("file", shown(path).into())]));
    if config.key_file.exists() {
        return Err(there(&config.key_file));
    }
    if let Url::Sqlite(path) = config.url(words)? {
        if path.exists() {
            return Err(there(&path));
        }
        if path.parent() == config.key_file.parent() {
            return Err(Stop::misuse(words.fill("setup-key-beside-database", &[("file", shown(&path).into())])));
        }
    }
    if config.key_file.starts_with(&config.blobs) {
        return Err(Stop::misuse(words.fill("setup-key-beside-database", &[("file", shown(&config.blobs).into())])));
    }
    Ok(())
}

fn make(words: Words, config: &Config) -> Result<App, Stop> {
    if let Url::Sqlite(path) = config.url(words)? {
        path.parent().map_or(Ok(()), key_file::folder)?;
    }
    key_file::folder(&config.blobs)?;
    key_file::folder(&config.letters)?;
    key_file::create(&config.key_file)?;
    open(words, config)
}

async fn people(
    words: Words,
    config: &Config,
    app: &App,
    three: [(Role, String); 3],
) -> Result<Vec<Administrator>, Stop> {
    let refused = |refusal| Stop::refused(words, &refusal);
    if !view::is_empty(app).await.map_err(refused)? {
        // A database of PostgreSQL that was there; its key must not be lost behind a new one.
        std::fs::remove_file(&config.key_file).map_err(|error| Stop::file(&config.key_file, error))?;
        return Err(Stop::environment(words.fill("setup-exists", &[("file", "database".into())])));
    }
    let letterbox = Letterbox::open(words, config, app);
    let mut made = Vec::new();
    for (role, name) in three {
        let new = NewAccount { login: role.id().to_owned(), role, name, campaign: None, unit: None };
        let letter: Letter = account::create(app, "setup", new).await.map_err(refused)?;
        let login = letter.login.clone();
        let file = letterbox.lay_down(&login, vec![letter])?;
        made.push(Administrator { login, role: role.id(), letter: file });
    }
    Ok(made)
}

fn say(words: Words, made: &Made) {
    let file = |path: &Path| [("file", shown(path).into())];
    print::line(words.fill("setup-database", &[("url", (&made.database).into())]));
    print::line(words.fill("setup-key-file", &file(&made.key_file)));
    print::line(words.fill("setup-blobs", &file(&made.blobs)));
    print::line(words.fill("setup-record-key", &[("key", (&made.record_key).into())]));
    for one in &made.administrators {
        let fills = [("login", (&one.login).into()), ("file", shown(&one.letter).into())];
        print::line(words.fill("setup-letter", &fills));
    }
    print::line(words.fill("setup-next", &file(&made.config)));
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
