use std::path::PathBuf;

use linxuan_app::paper as acts;
use linxuan_domain::paper::{Paper, Set};
use linxuan_texts::{Words, unprintable};
use serde::Serialize;

use super::Outcome;
use crate::installation::{Where, block_on};
use crate::stop::Stop;
use crate::{key_file, papers, print, terminal};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The paper's id in the rulebook: `nomination-form`, `summary-table` …
    kind: String,
    #[command(flatten)]
    of: Of,
    /// Where the PDF goes.
    #[arg(long)]
    out: PathBuf,
    #[command(flatten)]
    place: Where,
    #[arg(long)]
    json: bool,
}

/// Whose paper it is.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct Of {
    /// The nomination's id, as in the address of its page.
    #[arg(long)]
    nomination: Option<String>,
    /// The paper of the unit that signs in.
    #[arg(long)]
    unit: bool,
}

#[derive(Serialize)]
struct Answer {
    file: String,
    version: String,
    /// A hash for each page over what it shows: a page whose hash is the same need not be printed again.
    pages: Vec<String>,
}

pub fn run(words: Words, args: &Args) -> Result<Outcome, Stop> {
    let (config, app) = args.place.open(words)?;
    let press = papers::papers(words, &config).map_err(Stop::environment)?;
    let app = app.with_papers(Some(press));
    let (version, set) = block_on(words, &app, async {
        let viewer = terminal::sign_in(words, &app).await?;
        let made = match &args.of.nomination {
            Some(id) => acts::of_nomination(&app, &viewer, (id, &args.kind), words.language).await,
            None => acts::of_unit(&app, &viewer, &args.kind, words.language).await,
        };
        let made: Paper = made.map_err(|refusal| Stop::refused(words, &refusal))?;
        let version = made.version();
        let set = acts::print(&app, made).await.map_err(|why| Stop::environment(unprintable(words, &why)))?;
        Ok((version, set))
    })?;
    // Closed to others, and never in the place of another file.
    key_file::write(&args.out, &set.pdf)?;
    say(words, args, version, set);
    Ok(Outcome::Good)
}

fn say(words: Words, args: &Args, version: String, set: Set) {
    let file = args.out.display().to_string();
    if args.json {
        let pages = set.pages.into_iter().map(|page| page.0).collect();
        return print::json(&Answer { file, version, pages });
    }
    let short: String = version.chars().take(8).collect();
    let fills = [("file", file.into()), ("n", set.pages.len().into()), ("version", short.to_ascii_uppercase().into())];
    print::line(words.fill("paper-written", &fills));
}
