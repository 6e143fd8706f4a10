//! The demonstration, from a fresh checkout to a running site.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};

use crate::Outcome;
use crate::fonts;
use crate::front_end;
use crate::house::House;
use crate::options::Options;
use crate::process;
use crate::steps::{self, Step};

#[cfg(test)]
mod tests;

const PORT: &str = "8080";

struct Demo {
    port: u16,
    data: Option<String>,
    release: bool,
}

impl Demo {
    fn asked(arguments: &[String]) -> Outcome<Self> {
        let mut options = Options::of(arguments);
        let port = options.value("--port")?.unwrap_or_else(|| PORT.into());
        let demo = Self {
            port: port.parse().map_err(|_| format!("--port {port}: a port is a number from 1 to 65535"))?,
            data: options.value("--data")?,
            release: options.flag("--release"),
        };
        options.end()?;
        Ok(demo)
    }

    fn build(&self) -> Vec<&'static str> {
        let profile = self.release.then_some("--release");
        ["build", "--package", "linxuan"].into_iter().chain(profile).collect()
    }

    fn start(&self) -> Vec<String> {
        let mut arguments = vec!["demo".to_owned(), "--port".to_owned(), self.port.to_string()];
        if let Some(data) = &self.data {
            arguments.extend(["--data".to_owned(), data.clone()]);
        }
        arguments
    }
}

pub fn run(house: &House, arguments: &[String]) -> Outcome {
    let demo = Demo::asked(arguments)?;
    let profile = if demo.release { "release" } else { "debug" };
    // Asked before the minutes of building, not after.
    require_free(demo.port)?;
    steps::run(1, 4, Step::new("front end", || front_end::build_if_stale(house))).1?;
    steps::run(2, 4, Step::new("fonts", || fonts::lay(house, profile))).1?;
    let build = || process::run(&mut process::cargo(house, &demo.build()));
    steps::run(3, 4, Step::always("build linxuan", build)).1?;
    println!("\n[4/4] start: http://127.0.0.1:{}/ (Ctrl-C ends it)", demo.port);
    let mut linxuan = std::process::Command::new(house.built(profile, "linxuan"));
    process::run_in_foreground(linxuan.args(demo.start()))
}

fn require_free(port: u16) -> Outcome {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            Err(format!("port {port} is taken by another program; choose another with --port").into())
        }
        Err(error) => Err(format!("port {port} cannot be used: {error}; choose another with --port").into()),
    }
}
