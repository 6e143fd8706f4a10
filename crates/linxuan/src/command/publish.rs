use std::path::{Path, PathBuf};

use linxuan_app::campaign::{self as acts, Published};
use linxuan_texts::Words;
use serde::Serialize;

use super::{Outcome, campaign};
use crate::installation::{Where, block_on};
use crate::stop::Stop;
use crate::{print, terminal};

#[derive(Debug, clap::Args)]
pub struct Args {
    file: PathBuf,
    #[command(flatten)]
    place: Where,
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Answer {
    campaign: String,
    version: i64,
    /// `waiting` for a second person, or `in-force`.
    state: &'static str,
}

pub fn run(words: Words, args: &Args) -> Result<Outcome, Stop> {
    let source = campaign::load(&args.file).map_err(|error| Stop::file(&args.file, error))?;
    if source.reading.sound().is_none() {
        campaign::print_problems(words, &args.file, source.reading);
        return Ok(Outcome::Findings);
    }
    let (_, app) = args.place.open(words)?;
    let published = block_on(words, &app, async {
        let viewer = terminal::sign_in(words, &app).await?;
        let done = acts::publish(&app, &viewer, source.text, source.outline_text).await;
        done.map_err(|refusal| Stop::refused(words, &refusal))
    })?;
    say(words, &args.file, args.json, published);
    Ok(Outcome::Good)
}

fn say(words: Words, file: &Path, json: bool, published: Published) {
    let (key, state, campaign, version) = match published {
        Published::Waiting(waiting) => ("publish-waiting", "waiting", waiting.slug, waiting.version),
        Published::InForce(waiting) => ("publish-in-force", "in-force", waiting.slug, waiting.version),
        Published::Already { slug, version } => ("publish-already", "in-force", slug, version),
    };
    if json {
        return print::json(&Answer { campaign, version, state });
    }
    let fills =
        [("campaign", campaign.into()), ("version", version.into()), ("file", file.display().to_string().into())];
    print::line(words.fill(key, &fills));
}
