//! Other programs: said before they run, their output goes straight through.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::Outcome;
use crate::house::House;

/// npm is a script on Windows, which is found only by its full name.
pub const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// The Cargo that runs xtask, in the project's folder.
pub fn cargo(house: &House, arguments: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(house.root());
    command
}

pub fn program(name: &str, arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(folder);
    command
}

/// Runs a program that asks nothing; its failure is ours.
pub fn run(command: &mut Command) -> Outcome {
    run_in_foreground(command.stdin(Stdio::null()))
}

/// The same for a program that keeps the keyboard.
pub fn run_in_foreground(command: &mut Command) -> Outcome {
    println!("$ {}", said(command));
    let status = command.status().map_err(|error| format!("{} did not start: {error}", said(command)))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` ended with {status}", said(command)).into()) }
}

/// What a program prints, when it can be started and ends well.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    if output.status.success() { String::from_utf8(output.stdout).ok() } else { None }
}

fn said(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(name).chain(arguments).collect::<Vec<_>>().join(" ")
}
