//! Every chore of the house, on a machine that has nothing but Rust (and Node.js for the front end).

mod bench;
mod demo;
mod every_test;
mod fonts;
mod front_end;
mod house;
mod machine;
mod new_act;
mod options;
mod process;
mod steps;
mod tidy;

use std::error::Error;
use std::process::ExitCode;

use house::House;

/// A chore ends well or with one sentence that says what was wrong.
type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const USAGE: &str = "\
cargo xtask <chore>

  demo [--port P] [--data DIR] [--release]      build everything and start the demonstration
  test [--without-postgres] [--without-browser] everything that must hold before a change is done
  ci                                            the same, in the conditions of continuous integration
  bench [-- ARGUMENTS]                          the house's measurements, in release mode
  tidy                                          the house laws
  new-act NOUN VERB                             the skeleton of an act
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match chore(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn chore(arguments: &[String]) -> Outcome {
    let house = House::here();
    match arguments.split_first().map(|(name, rest)| (name.as_str(), rest)) {
        Some(("demo", rest)) => demo::run(&house, rest),
        Some(("test", rest)) => every_test::run(&house, rest),
        Some(("ci", [])) => every_test::run_as_ci(&house),
        Some(("bench", rest)) => bench::run(&house, rest),
        Some(("tidy", [])) => tidy::run(&house),
        Some(("new-act", [noun, verb])) => new_act::run(&house, noun, verb),
        None | Some(("help" | "--help" | "-h", _)) => {
            print!("{USAGE}");
            Ok(())
        }
        Some(_) => Err(format!("not understood: {}\n\n{USAGE}", arguments.join(" ")).into()),
    }
}
