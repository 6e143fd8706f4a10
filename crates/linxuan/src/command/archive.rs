use std::path::{Path, PathBuf};

use clap::Subcommand;
use linxuan_app::bag::{Summary, Verified};
use linxuan_app::{Clock, Fault, Keys, Refusal, WallClock, archive};
use linxuan_store::{ActError, Sql, Store, record};
use linxuan_texts::Words;
use serde::Serialize;

use super::{Outcome, audit, package};
use crate::stop::Stop;
use crate::{key_file, print};

#[derive(Debug, Subcommand)]
pub enum Archive {
    /// Lay a campaign down: every table, its rulebooks, its receipts and the record.
    Export {
        /// `sqlite://PATH` or `postgres://…`.
        #[arg(long)]
        database: String,
        /// A folder that is not there yet.
        #[arg(long)]
        out: PathBuf,
        /// The campaign's id; needed where there are several.
        #[arg(long)]
        campaign: Option<String>,
        /// Opens personal answers; without it they are left out.
        #[arg(long, requires = "key_file")]
        with_personal: bool,
        /// The installation's key file.
        #[arg(long, requires = "with_personal")]
        key_file: Option<PathBuf>,
        #[arg(long)]
        json: bool,
    },
    /// Check an archive and the record in it, without server or database.
    Verify {
        folder: PathBuf,
        #[arg(long)]
        json: bool,
    },
}

pub fn run(words: Words, command: &Archive) -> Result<Outcome, Stop> {
    match command {
        Archive::Export { database, out, campaign, key_file, json, .. } => {
            let store = audit::look(words, database)?;
            let slug = chosen(words, &store, campaign.as_deref())?;
            let keys = key_file.as_deref().map(|file| key_file::read(words, file, "")).transpose()?;
            export(words, &store, &Asked { slug, keys: keys.map(|secrets| secrets.keys), out, json: *json })
        }
        Archive::Verify { folder, json } => verify(words, folder, *json),
    }
}

/// What is to be laid down, and where.
struct Asked<'a> {
    slug: String,
    keys: Option<Keys>,
    out: &'a Path,
    json: bool,
}

fn ask<T, F>(words: Words, store: &Store, question: F) -> Result<T, Stop>
where
    T: Send + 'static,
    F: FnOnce(&mut dyn Sql) -> Result<T, Refusal> + Send + 'static,
{
    store.read(question).wait().map_err(|error: ActError<Refusal>| match error {
        ActError::Refused(refusal) => Stop::refused(words, &refusal),
        other => Stop::environment(format!("{other:?}")),
    })
}

fn chosen(words: Words, store: &Store, asked: Option<&str>) -> Result<String, Stop> {
    let known = ask(words, store, archive::campaigns)?;
    if known.is_empty() {
        return Err(Stop::environment(words.say("archive-campaign-none")));
    }
    let found = match (asked, known.as_slice()) {
        (None, [only]) => Some(only),
        (asked, known) => known.iter().find(|slug| Some(slug.as_str()) == asked),
    };
    let unclear = || words.fill("archive-campaign-unclear", &[("known", known.join(", ").into())]);
    found.cloned().ok_or_else(|| Stop::misuse(unclear()))
}

#[derive(Serialize)]
struct Exported<'a> {
    campaign: &'a str,
    out: &'a Path,
    files: u64,
    bytes: u64,
    with_personal: bool,
}

fn export(words: Words, store: &Store, asked: &Asked) -> Result<Outcome, Stop> {
    if asked.out.symlink_metadata().is_ok() {
        let file = asked.out.display().to_string();
        return Err(Stop::environment(words.fill("setup-exists", &[("file", file.into())])));
    }
    audit::wait_for_places(words, store)?;
    let (slug, keys, out) = (asked.slug.clone(), asked.keys.clone(), asked.out.to_owned());
    let now = WallClock.now();
    let summary = ask(words, store, move |sql| archive::write(sql, &slug, keys.as_ref(), &out, now))?;
    say(words, asked, summary);
    Ok(Outcome::Good)
}

fn say(words: Words, asked: &Asked, Summary { files, bytes }: Summary) {
    let with_personal = asked.keys.is_some();
    if with_personal {
        print::note(words.say("archive-open"));
    }
    if asked.json {
        return print::json(&Exported { campaign: &asked.slug, out: asked.out, files, bytes, with_personal });
    }
    let fills = [
        ("campaign", asked.slug.as_str().into()),
        ("folder", asked.out.display().to_string().into()),
        ("files", files.to_string().into()),
        ("bytes", bytes.to_string().into()),
    ];
    print::line(words.fill("archive-exported", &fills));
}

#[derive(Serialize)]
struct Checked<'a> {
    #[serde(flatten)]
    bag: &'a Verified,
    /// What is wrong with the record, checked by its own rules.
    record: &'a [Fault],
}

fn verify(words: Words, folder: &Path, json: bool) -> Result<Outcome, Stop> {
    let bag = package::verified(folder)?;
    let lines = folder.join("data/record");
    let there = lines.is_dir();
    let record = if there { record::verify_export(&lines, None) } else { Ok(Vec::new()) };
    let record = record.map_err(|error| Stop::file(&lines, error))?;
    if json {
        print::json(&Checked { bag: &bag, record: &record });
    } else {
        package::say(words, &bag);
        for fault in &record {
            print::line(audit::sentence(words, fault));
        }
    }
    Ok(package::outcome(bag.faults.is_empty() && record.is_empty()))
}
