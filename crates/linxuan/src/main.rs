//! The one binary: configuration, wiring and commands.

mod command;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    command::run(command::Line::parse())
}
