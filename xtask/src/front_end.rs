//! The folders that npm fills: `frontend/` and `e2e/`.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::Outcome;
use crate::house::House;
use crate::machine;
use crate::process::{self, NPM};
use crate::steps::Done;

#[cfg(test)]
mod tests;

/// Written after a whole build, so that half a build is not taken for one.
const BUILT: &str = "node_modules/.linxuan-built";

/// For the demonstration: builds what is older than its sources; without Node.js it goes on without.
pub fn build_if_stale(house: &House) -> Outcome<Done> {
    let folder = house.path("frontend");
    if !folder.join("package.json").exists() {
        return Ok(Done::LeftOut("there is no front end yet; pages get the plain stylesheet".into()));
    }
    if is_built(&folder) {
        println!("frontend/dist is newer than its sources");
        return Ok(Done::Ran);
    }
    if let Some(reason) = machine::why_no_node(house) {
        let instead = if folder.join("dist").is_dir() { "keep the older build" } else { "get the plain stylesheet" };
        return Ok(Done::LeftOut(format!("{reason}; pages {instead}")));
    }
    build(&folder).map(|()| Done::Ran)
}

/// For the tests: builds and checks, and does not do without Node.js.
pub fn build_and_check(house: &House) -> Outcome<Done> {
    let folder = house.path("frontend");
    if !folder.join("package.json").exists() {
        return Ok(Done::LeftOut("THERE IS NO FRONT END YET".into()));
    }
    if let Some(reason) = machine::why_no_node(house) {
        return Err(reason.into());
    }
    build(&folder)?;
    npm(&folder, &["run", "check"])?;
    Ok(Done::Ran)
}

fn build(folder: &Path) -> Outcome {
    install(folder)?;
    npm(folder, &["run", "build"])?;
    fs::create_dir_all(folder.join("node_modules"))?;
    fs::write(folder.join(BUILT), "")?;
    Ok(())
}

/// `npm ci`, unless what it would bring is there.
pub fn install(folder: &Path) -> Outcome {
    if is_installed(folder) { Ok(()) } else { npm(folder, &["ci", "--no-audit", "--no-fund"]) }
}

fn npm(folder: &Path, arguments: &[&str]) -> Outcome {
    process::run(&mut process::program(NPM, arguments, folder))
}

fn is_installed(folder: &Path) -> bool {
    let wanted = changed(&folder.join("package-lock.json")).max(changed(&folder.join("package.json")));
    // npm writes this file last.
    changed(&folder.join("node_modules/.package-lock.json")).is_some_and(|installed| Some(installed) >= wanted)
}

fn is_built(folder: &Path) -> bool {
    let built = changed(&folder.join(BUILT));
    folder.join("dist").is_dir() && built.is_some() && built >= newest_source(folder)
}

/// Folders count too: theirs is the only time that tells of a file taken away.
fn newest_source(folder: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let sources = entries.filter(|entry| !["node_modules", "dist"].map(Into::into).contains(&entry.file_name()));
    let newest = sources.map(|entry| {
        if entry.path().is_dir() { newest_source(&entry.path()) } else { None }.max(changed(&entry.path()))
    });
    newest.max().flatten()
}

fn changed(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|data| data.modified()).ok()
}
