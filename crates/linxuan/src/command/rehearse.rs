use std::path::{Path, PathBuf};
use std::sync::Arc;

use linxuan_app::{App, Keys, Refusal, Secrets, Signer, Url};
use linxuan_domain::rulebook::Rulebook;
use linxuan_store::Store;
use linxuan_texts::Words;

use super::{Outcome, campaign};
use crate::address;
use crate::installation::block_on;
use crate::play::{self, Asked, Report, SeededRandom, Source, StageClock};
use crate::print;
use crate::stop::Stop;
use crate::temporary::Temporary;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The rulebook; its outline lies beside it in `notices/`.
    file: PathBuf,
    /// How many nominations are played.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=5000))]
    nominations: u32,
    /// The same seed plays the same.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// An empty database, instead of a temporary one.
    #[arg(long)]
    database: Option<String>,
    #[arg(long)]
    json: bool,
}

pub fn run(words: Words, args: &Args) -> Result<Outcome, Stop> {
    let source = campaign::load(&args.file).map_err(|error| Stop::file(&args.file, error))?;
    let Some(book) = source.reading.sound().cloned() else {
        campaign::print_problems(words, &args.file, source.reading);
        let file = args.file.display().to_string();
        return Err(Stop::misuse(words.fill("rehearse-rulebook-wrong", &[("file", file.into())])));
    };
    let folder = Temporary::new("rehearsal")?;
    let url = database(words, args.database.as_deref(), folder.path())?;
    let asked = Asked {
        slug: book.campaign.id.to_string(),
        source: Source { text: source.text, outline: source.outline_text },
        nominations: args.nominations,
        seed: args.seed,
    };
    let mut report = played(words, &url, asked)?;
    for stage in &mut report.not_yet {
        stage.why = words.say(&stage.why);
    }
    if args.json {
        print::json(&report);
    } else {
        print_report(words, &book, &report);
    }
    if let Some(refusal) = &report.stopped {
        print::note(format_args!("{} {}", words.say("rehearse-stopped"), Stop::refused(words, refusal).said));
        print_hindrances(refusal);
    }
    Ok(if report.good() { Outcome::Good } else { Outcome::Findings })
}

/// The database to play on: it must be empty, and is not touched before that is known.
fn database(words: Words, asked: Option<&str>, folder: &Path) -> Result<Url, Stop> {
    let Some(text) = asked else { return Ok(Url::Sqlite(folder.join("linxuan.sqlite"))) };
    let wrong = |_| Stop::misuse(words.fill("rehearse-database-wrong", &[("found", address::shown(text).into())]));
    let url: Url = text.parse().map_err(wrong)?;
    if matches!(&url, Url::Sqlite(path) if !path.exists()) {
        return Ok(url);
    }
    let fault = |error: String| Stop::environment(words.fill("command-fault", &[("text", error.into())]));
    let store = Store::open_to_read(&url).map_err(|error| fault(error.message))?;
    let bare = store.read(linxuan_store::is_bare).wait().map_err(|error| fault(format!("{error:?}")))?;
    if bare {
        return Ok(url);
    }
    Err(Stop::misuse(words.fill("rehearse-database-in-use", &[("database", address::shown(text).into())])))
}

fn played(words: Words, url: &Url, asked: Asked) -> Result<Report, Stop> {
    let clock = Arc::new(StageClock::default());
    let random = Arc::new(SeededRandom::new(asked.seed));
    // Nothing real is sealed or signed here, and the seed is no secret either.
    let secrets = Secrets { keys: Keys::derive(&[0; 32]), signer: Signer::new("rehearsal", &[1; 32]) };
    let refused = |refusal: Refusal| Stop { outcome: Outcome::Environment, ..Stop::refused(words, &refusal) };
    let app = App::open(url, secrets, clock.clone(), random).map_err(refused)?;
    let tell: play::Tell = Arc::new(move |key, number| print::note(words.fill(key, &[("number", number.into())])));
    block_on(words, &app, async { play::rehearse(&app, &clock, asked, tell).await.map_err(refused) })
}

fn print_report(words: Words, book: &Rulebook, report: &Report) {
    let language = words.language;
    print::line(words.fill("rehearse-title", &[("campaign", book.campaign.title.text(language).into())]));
    print::line(words.say("rehearse-stages"));
    let title = |id: &str| {
        let stage = book.stage.iter().find(|stage| stage.id.as_str() == id);
        stage.map_or_else(|| id.to_owned(), |stage| stage.title.text(language).to_owned())
    };
    for stage in &report.stages {
        let reached = if stage.reached { "rehearse-reached" } else { "rehearse-unreached" };
        print::line(format_args!("  {}\t{}", title(&stage.id), words.say(reached)));
    }
    for stage in &report.not_yet {
        print::line(format_args!("  {}\t{}", title(&stage.id), stage.why));
    }
    let counts = [
        ("submitted", report.submitted.into()),
        ("returned", report.returned.into()),
        ("accepted", report.accepted.into()),
        ("refused", report.refused.into()),
    ];
    print::line(words.fill("rehearse-counts", &counts));
    print::line(words.say("rehearse-findings"));
    for (rule, count) in &report.findings {
        let label =
            book.rule.iter().find(|known| known.id.as_str() == rule).map_or("", |rule| rule.label.text(language));
        print::line(format_args!("  {count}\t{rule}\t{label}"));
    }
    print_end(words, report);
}

fn print_end(words: Words, report: &Report) {
    let (checked, violated) = (report.invariants.checked, &report.invariants.violated);
    let counts = [("checked", checked.into()), ("violated", violated.len().into())];
    print::line(words.fill("rehearse-invariants", &counts));
    for what in violated {
        print::line(format_args!("  {what}"));
    }
    print::line(words.fill("rehearse-assumptions", &[("number", report.assumptions.len().into())]));
    for said in &report.assumptions {
        print::line(format_args!("  {}\t{}", said.key, said.reason));
    }
    print::line(words.fill("rehearse-seconds", &[("seconds", format!("{:.1}", report.seconds).into())]));
}

/// What stood in the way, for whoever looks into it.
fn print_hindrances(refusal: &Refusal) {
    if let Refusal::Findings(all) = refusal {
        for (subject, finding) in all {
            print::note(format_args!("  {subject} {} {:?}", finding.rule, finding.matter));
        }
    }
}
