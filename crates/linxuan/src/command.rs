//! The command line: one face of the acts, deciding nothing.

mod campaign;
mod outcome;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use linxuan_domain::value::Language;
use linxuan_texts::Words;

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
    /// Check, compare and publish rulebooks.
    #[command(subcommand)]
    Campaign(campaign::Campaign),
}

/// Runs one command and answers its exit code: 0 good, 1 findings, 2 misuse, 3 environment.
pub fn run(line: Line) -> ExitCode {
    let words = Words::new(match line.lang {
        Lang::Zh => Language::Chinese,
        Lang::En => Language::English,
    });
    let outcome = match line.command {
        Command::Campaign(command) => campaign::run(words, command),
    };
    outcome.into()
}
