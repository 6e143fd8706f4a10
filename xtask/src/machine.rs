//! What the machine must have beside Rust, and how Debian gets it.

use std::env;
use std::fs;
use std::path::Path;

use crate::Outcome;
use crate::house::House;
use crate::process::{self, NPM};

#[cfg(test)]
mod tests;

/// The oldest Node.js the front end is built with.
const NODE: (u32, u32) = (20, 19);

/// Why there is no usable Node.js, when there is none.
pub fn why_no_node(house: &House) -> Option<String> {
    let (major, minor) = NODE;
    let wanted = format!("Node.js {major}.{minor} or newer with npm is needed");
    let Some(version) = process::output(&mut process::program("node", &["--version"], house.root())) else {
        return Some(format!("{wanted}; `node` was not found"));
    };
    if node_version(&version) < Some(NODE) {
        return Some(format!("{wanted}; `node` here is {}", version.trim()));
    }
    match process::output(&mut process::program(NPM, &["--version"], house.root())) {
        Some(_) => None,
        None => Some(format!("{wanted}; `npm` was not found")),
    }
}

/// `v20.19.4` → (20, 19)
fn node_version(said: &str) -> Option<(u32, u32)> {
    let mut numbers = said.trim().trim_start_matches('v').split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

/// Something the tests need, by its name in Debian.
pub struct Package {
    name: &'static str,
    present: fn() -> bool,
}

pub const POSTGRES: &[Package] = &[Package { name: "postgresql", present: has_postgres }];
pub const BROWSER: &[Package] = &[
    Package { name: "chromium", present: || Path::new(&chromium()).exists() },
    Package { name: "fonts-noto-cjk", present: has_chinese_font },
];
/// Reads the papers again that the tests had set.
pub const PAPERS: &[Package] = &[
    Package { name: "poppler-utils", present: || on_path("pdftotext") },
    Package { name: "qpdf", present: || on_path("qpdf") },
    Package { name: "libreoffice-writer-nogui", present: || has_office("libswlo.so") },
    Package { name: "libreoffice-calc-nogui", present: || has_office("libsclo.so") },
];

/// Writes films that the tests must judge.
pub const FILMS: &[Package] = &[Package { name: "ffmpeg", present: || on_path("ffmpeg") }];

/// The browser of the journeys: the one named in the environment, else Debian's.
pub fn chromium() -> String {
    env::var("LINXUAN_CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".into())
}

fn on_path(name: &str) -> bool {
    env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(name).exists()))
}

/// Whether LibreOffice is here with one of its programs.
fn has_office(library: &str) -> bool {
    on_path("soffice") && Path::new("/usr/lib/libreoffice/program").join(library).exists()
}

fn has_postgres() -> bool {
    let of_debian = |version: fs::DirEntry| version.path().join("bin/initdb").exists();
    on_path("initdb")
        || fs::read_dir("/usr/lib/postgresql").is_ok_and(|mut all| all.any(|entry| entry.is_ok_and(of_debian)))
}

fn has_chinese_font() -> bool {
    let listed = process::output(&mut process::program("fc-list", &[":lang=zh-cn", "family"], Path::new(".")));
    listed.is_some_and(|families| !families.trim().is_empty())
        || Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists()
}

/// Debian's root installs what is missing; anyone else is told.
pub fn require(packages: &[&Package], house: &House) -> Outcome {
    let missing = missing(packages);
    if missing.is_empty() {
        return Ok(());
    }
    if !(is_debian() && is_root(house)) {
        return Err(missing_sentence(&missing).into());
    }
    println!("missing here, installed now: {}", missing.join(", "));
    apt(house, &["update"])?;
    apt(house, &[&["install", "--yes", "--no-install-recommends"], missing.as_slice()].concat())?;
    let still = self::missing(packages);
    if still.is_empty() { Ok(()) } else { Err(missing_sentence(&still).into()) }
}

fn missing(packages: &[&Package]) -> Vec<&'static str> {
    packages.iter().filter(|package| !(package.present)()).map(|package| package.name).collect()
}

fn missing_sentence(names: &[&str]) -> String {
    format!(
        "missing on this machine (names of Debian's packages): {}; \
         install them, or leave their tests out with --without-postgres, --without-browser",
        names.join(", ")
    )
}

fn apt(house: &House, arguments: &[&str]) -> Outcome {
    process::run(process::program("apt-get", arguments, house.root()).env("DEBIAN_FRONTEND", "noninteractive"))
}

fn is_debian() -> bool {
    fs::read_to_string("/etc/os-release").is_ok_and(|text| text.lines().any(|line| line == "ID=debian"))
}

fn is_root(house: &House) -> bool {
    process::output(&mut process::program("id", &["-u"], house.root())).is_some_and(|id| id.trim() == "0")
}
