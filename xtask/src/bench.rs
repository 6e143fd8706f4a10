//! `cargo xtask bench`: the measurements, in release mode.

use crate::Outcome;
use crate::house::House;
use crate::process;

pub fn run(house: &House, arguments: &[String]) -> Outcome {
    if !house.path("crates/bench/Cargo.toml").exists() {
        return Err("there are no measurements yet: crates/bench is not there".into());
    }
    let given = arguments.strip_prefix(&["--".to_owned()]).unwrap_or(arguments);
    let fixed = ["run", "--release", "--package", "linxuan-bench", "--"];
    let all: Vec<&str> = fixed.into_iter().chain(given.iter().map(String::as_str)).collect();
    process::run(&mut process::cargo(house, &all))
}
