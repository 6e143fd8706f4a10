//! The command line: one face of the acts, deciding nothing.

mod account;
mod archive;
mod audit;
mod campaign;
mod demo;
mod doctor;
mod outcome;
mod package;
mod paper;
mod probe;
mod publish;
mod rehearse;
mod routes;
mod serve;
mod setup;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use linxuan_domain::value::Language;
use linxuan_texts::Words;

use crate::print;
use crate::stop::Stop;
pub use outcome::Outcome;

/// 遴选：推荐及评审管理系统 / a recommendation and review system.
#[derive(Debug, Parser)]
#[command(name = "linxuan", version, about)]
pub struct Line {
    /// Language of messages.
    #[arg(long, global = true, value_enum, default_value = "zh")]
    lang: Lang,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Lang {
    Zh,
    En,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a new installation: database, folders, key file, three administrators.
    Setup(setup::Args),
    /// Serve the site.
    Serve(serve::Args),
    /// Check, compare and publish rulebooks.
    #[command(subcommand)]
    Campaign(campaign::Campaign),
    /// Create, reset, disable, list and import accounts.
    #[command(subcommand)]
    Account(account::Account),
    /// Verify or export the record.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Check a package by itself, without server or database.
    #[command(subcommand)]
    Package(package::Package),
    /// Lay a campaign down as a self-checking folder, or check one.
    #[command(subcommand)]
    Archive(archive::Archive),
    /// Say what files are by their content, and what is wrong with them.
    Probe(probe::Args),
    /// Write an official paper as PDF.
    Paper(paper::Args),
    /// List every route and who may use it.
    Routes(routes::Args),
    /// Check this machine and its installation.
    Doctor(doctor::Args),
    /// Play a campaign through with invented people, before its notice goes out.
    Rehearse(rehearse::Args),
    /// Open a site with running campaigns and invented people to look around in.
    Demo(demo::Args),
}

/// Runs one command and answers its exit code: 0 good, 1 findings, 2 misuse, 3 environment.
pub fn run(line: Line) -> ExitCode {
    let words = Words::new(match line.lang {
        Lang::Zh => Language::Chinese,
        Lang::En => Language::English,
    });
    let done = match line.command {
        Command::Setup(args) => setup::run(words, &args),
        Command::Serve(args) => serve::run(words, &args),
        Command::Campaign(command) => campaign::run(words, command),
        Command::Account(command) => account::run(words, &command),
        Command::Audit(command) => audit::run(words, &command),
        Command::Package(command) => package::run(words, &command),
        Command::Archive(command) => archive::run(words, &command),
        Command::Probe(args) => Ok(probe::run(words, &args)),
        Command::Paper(args) => paper::run(words, &args),
        Command::Routes(args) => Ok(routes::run(&args)),
        Command::Doctor(args) => Ok(doctor::run(words, &args)),
        Command::Rehearse(args) => rehearse::run(words, &args),
        Command::Demo(args) => demo::run(words, &args),
    };
    let outcome = done.unwrap_or_else(|Stop { outcome, said }| {
        print::note(said);
        outcome
    });
    if print::whole() { outcome } else { outcome.max(Outcome::Environment) }.into()
}
