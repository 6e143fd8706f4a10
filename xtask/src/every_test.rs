//! `cargo xtask test`: everything that must hold before a change is done.

use std::env;
use std::path::Path;
use std::process::Command;

use crate::Outcome;
use crate::fonts;
use crate::front_end;
use crate::house::House;
use crate::machine::{self, BROWSER, FILMS, PAPERS, POSTGRES, Package};
use crate::options::Options;
use crate::process;
use crate::steps::{self, Done, Step};
use crate::tidy;

/// What is tested, and in which surroundings.
struct Extent<'a> {
    house: &'a House,
    postgres: bool,
    browser: bool,
    variables: Vec<(&'static str, String)>,
}

pub fn run(house: &House, arguments: &[String]) -> Outcome {
    let mut options = Options::of(arguments);
    let postgres = !options.flag("--without-postgres");
    let browser = !options.flag("--without-browser");
    options.end()?;
    Extent { house, postgres, browser, variables: Vec::new() }.run()
}

pub fn run_as_ci(house: &House) -> Outcome {
    Extent { house, postgres: true, browser: true, variables: vec![("CI", "true".into())] }.run()
}

impl Extent<'_> {
    fn run(mut self) -> Outcome {
        if self.postgres {
            self.variables.push(("LINXUAN_TEST_POSTGRES", "required".into()));
        }
        self.variables.push(("LINXUAN_TEST_PAPERS", "required".into()));
        self.variables.push(("LINXUAN_TEST_FFMPEG", "required".into()));
        self.variables.push(("LINXUAN_TEST_OFFICE", "required".into()));
        self.variables.extend(research(self.house));
        steps::run_with_table(self.steps())
    }

    fn steps(&self) -> Vec<Step<'_>> {
        let clippy = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
        vec![
            Step::always("what the machine must have", || machine::require(&self.packages(), self.house)),
            Step::always("format", || self.cargo(&["fmt", "--all", "--check"])),
            Step::always("tidy", || tidy::run(self.house)),
            Step::new("front end", || front_end::build_and_check(self.house)),
            Step::always("fonts", || fonts::require(self.house, "debug")),
            Step::always("clippy", move || self.cargo(&clippy)),
            Step::always("tests", || self.cargo(&["test", "--workspace"])),
            Step::new("browser journeys", || self.journeys()),
        ]
    }

    fn packages(&self) -> Vec<&'static Package> {
        let postgres = POSTGRES.iter().filter(|_| self.postgres);
        postgres.chain(BROWSER.iter().filter(|_| self.browser)).chain(PAPERS).chain(FILMS).collect()
    }

    fn journeys(&self) -> Outcome<Done> {
        let folder = self.house.path("e2e");
        if !self.browser {
            return Ok(Done::LeftOut("--without-browser".into()));
        }
        if !folder.join("package.json").exists() {
            return Ok(Done::LeftOut("NO BROWSER JOURNEYS YET (e2e/package.json is not there)".into()));
        }
        if let Some(reason) = machine::why_no_node(self.house) {
            return Err(reason.into());
        }
        front_end::install(&folder)?;
        self.cargo(&["build", "--package", "linxuan"])?;
        let mut journeys = process::program("node", &["--test"], &folder);
        self.go(journeys.env("LINXUAN_CHROMIUM", machine::chromium()))?;
        Ok(Done::Ran)
    }

    fn cargo(&self, arguments: &[&str]) -> Outcome {
        self.go(&mut process::cargo(self.house, arguments))
    }

    fn go(&self, command: &mut Command) -> Outcome {
        process::run(command.envs(self.variables.iter().map(|(name, value)| (name, value))))
    }
}

/// The corpora and peers of the research, for the tests that use them; said either way.
fn research(house: &House) -> Vec<(&'static str, String)> {
    let places = [("LINXUAN_CORPORA", house.shared("corpora")), ("LINXUAN_PEERS", house.shared("peers"))];
    places.into_iter().filter_map(|(name, folder)| variable(name, &folder)).collect()
}

fn variable(name: &'static str, folder: &Path) -> Option<(&'static str, String)> {
    if let Ok(set) = env::var(name) {
        println!("{name} is set: {set}");
        return None;
    }
    if !folder.is_dir() {
        println!("{name} is absent: {} is not there, tests that use it will say so", folder.display());
        return None;
    }
    println!("{name} = {}", folder.display());
    Some((name, folder.display().to_string()))
}
