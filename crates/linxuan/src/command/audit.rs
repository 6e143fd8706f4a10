use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Subcommand;
use linxuan_app::Fault;
use linxuan_store::{ActError, Sql, SqlError, Store, record};
use linxuan_texts::Words;
use serde::Serialize;

use super::Outcome;
use crate::stop::Stop;
use crate::{address, config, key_file, print};

/// How long lines may take to get their places: on PostgreSQL the service gives them a moment later.
const PATIENCE: u32 = 50;
const PAUSE: Duration = Duration::from_millis(100);

#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Verify the record of a database, or an exported folder by itself.
    #[command(group = clap::ArgGroup::new("what").required(true).args(["folder", "database"]))]
    Verify {
        folder: Option<PathBuf>,
        /// `sqlite://PATH` or `postgres://…`.
        #[arg(long)]
        database: Option<String>,
        /// The public key as given to outsiders; without it the one that lies beside the record.
        #[arg(long)]
        key: Option<String>,
        #[arg(long)]
        json: bool,
    },
    /// Export the record to a folder that outsiders can verify.
    Export {
        #[arg(long)]
        database: String,
        /// A folder that is not there yet, or is empty.
        #[arg(long)]
        out: PathBuf,
        #[arg(long)]
        json: bool,
    },
}

pub fn run(words: Words, command: &Audit) -> Result<Outcome, Stop> {
    match command {
        Audit::Verify { folder, database, key, json } => {
            let key = key.as_deref();
            let faults = match (folder, database) {
                (Some(folder), _) => record::verify_export(folder, key).map_err(|error| Stop::file(folder, error))?,
                (None, database) => of_database(words, database.as_deref().unwrap_or_default(), key)?,
            };
            Ok(say(words, &faults, *json))
        }
        Audit::Export { database, out, json } => export(words, database, out, *json),
    }
}

fn of_database(words: Words, database: &str, key: Option<&str>) -> Result<Vec<Fault>, Stop> {
    let key = key.map(str::to_owned);
    ask(&look(words, database)?, move |sql| {
        let key = key.map_or_else(|| record::public_key(sql), Ok)?;
        record::verify(sql, &key)
    })
}

/// Opens a database beside whoever works with it.
pub(super) fn look(words: Words, database: &str) -> Result<Store, Stop> {
    let url = config::url(words, database)?;
    Store::open_to_read(&url).map_err(|error| Stop::environment(format!("{}: {error}", address::shown(database))))
}

fn ask<T, F>(store: &Store, question: F) -> Result<T, Stop>
where
    T: Send + 'static,
    F: FnOnce(&mut dyn Sql) -> Result<T, SqlError> + Send + 'static,
{
    store.read(question).wait().map_err(|error: ActError<SqlError>| match error {
        ActError::Refused(error) => Stop::environment(error.message),
        other => Stop::environment(format!("{other:?}")),
    })
}

#[derive(Serialize)]
struct Verified<'a> {
    faults: &'a [Fault],
}

fn say(words: Words, faults: &[Fault], json: bool) -> Outcome {
    if json {
        print::json(&Verified { faults });
    } else if faults.is_empty() {
        print::line(words.say("audit-whole"));
    } else {
        for fault in faults {
            print::line(sentence(words, fault));
        }
    }
    if faults.is_empty() { Outcome::Good } else { Outcome::Findings }
}

pub(super) fn sentence(words: Words, fault: &Fault) -> String {
    let turn = |key: &str, row: &str, turn: i64| words.fill(key, &[("row", row.into()), ("turn", turn.into())]);
    match fault {
        Fault::ColumnsDiffer { id } => words.fill("fault-columns-differ", &[("id", id.into())]),
        Fault::Unreadable { id } => words.fill("fault-unreadable", &[("id", id.into())]),
        Fault::TurnBroken { turn_row, turn: at } => turn("fault-turn-broken", turn_row, *at),
        Fault::ChainBroken { turn_row, turn: at } => turn("fault-chain-broken", turn_row, *at),
        Fault::HeadDiffers { turn_row } => words.fill("fault-head-differs", &[("row", turn_row.into())]),
        Fault::PositionBroken { position } => words.fill("fault-position-broken", &[("position", (*position).into())]),
        Fault::CheckpointDiffers { size } => words.fill("fault-checkpoint-differs", &[("size", (*size).into())]),
        Fault::File { name } => words.fill("fault-file", &[("file", name.into())]),
    }
}

fn export(words: Words, database: &str, out: &Path, json: bool) -> Result<Outcome, Stop> {
    let store = look(words, database)?;
    let empty = std::fs::read_dir(out).map_or(Ok(true), |mut entries| Ok(entries.next().is_none()));
    if !empty.map_err(|error: std::io::Error| Stop::file(out, error))? || out.is_file() {
        return Err(Stop::environment(words.fill("setup-exists", &[("file", out.display().to_string().into())])));
    }
    wait_for_places(words, &store)?;
    let files = ask(&store, |sql| {
        let key = record::public_key(sql)?;
        record::export(sql, &key)
    })?;
    for (name, text) in &files {
        key_file::write(&out.join(name), text.as_bytes())?;
    }
    if json {
        let names: Vec<&&str> = files.keys().collect();
        print::json(&serde_json::json!({ "out": out, "files": names }));
    } else {
        let fills = [("count", files.len().into()), ("folder", out.display().to_string().into())];
        print::line(words.fill("audit-exported", &fills));
    }
    Ok(Outcome::Good)
}

pub(super) fn wait_for_places(words: Words, store: &Store) -> Result<(), Stop> {
    for _ in 0..PATIENCE {
        if ask(store, record::without_place)? == 0 {
            return Ok(());
        }
        std::thread::sleep(PAUSE);
    }
    Err(Stop::environment(words.say("audit-without-place")))
}
