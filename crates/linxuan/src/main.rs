//! The one binary: configuration, wiring and commands.

mod address;
mod command;
mod config;
mod installation;
mod key_file;
mod letters;
mod papers;
mod play;
mod print;
mod serve;
mod stop;
mod temporary;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    command::run(command::Line::parse())
}
