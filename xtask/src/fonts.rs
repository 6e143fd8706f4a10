//! The fonts of papers, brought by npm and laid beside the programs.

use std::fs;
use std::path::Path;

use crate::Outcome;
use crate::house::House;
use crate::steps::Done;

#[cfg(test)]
mod tests;

const PACKAGE: &str = "frontend/node_modules/@expo-google-fonts/noto-serif-sc";
/// Only the weights that papers are set in, and the licence that must go with them.
const FILES: [(&str, &str); 3] = [
    ("400Regular/NotoSerifSC_400Regular.ttf", "NotoSerifSC-Regular.ttf"),
    ("700Bold/NotoSerifSC_700Bold.ttf", "NotoSerifSC-Bold.ttf"),
    ("LICENSE_FONT", "NotoSerifSC-LICENSE.txt"),
];

/// Lays them into `share/fonts` beside the programs of a profile.
pub fn lay(house: &House, profile: &str) -> Outcome<Done> {
    let (from, to) = (house.path(PACKAGE), house.built(profile, "linxuan").with_file_name("share").join("fonts"));
    if !from.is_dir() {
        return Ok(Done::LeftOut("npm brought no fonts; letters are web pages instead of PDF".into()));
    }
    fs::create_dir_all(&to)?;
    FILES.iter().try_for_each(|(name, called)| copy(&from.join(name), &to.join(called)))?;
    println!("fonts are in {}", to.display());
    Ok(Done::Ran)
}

/// For the tests, which do not do without.
pub fn require(house: &House, profile: &str) -> Outcome {
    match lay(house, profile)? {
        Done::Ran => Ok(()),
        Done::LeftOut(reason) => Err(reason.into()),
    }
}

/// Copies what is not there yet.
fn copy(from: &Path, to: &Path) -> Outcome {
    let size = |path: &Path| fs::metadata(path).map(|data| data.len());
    if size(to).ok() != Some(size(from).map_err(|error| format!("{}: {error}", from.display()))?) {
        fs::copy(from, to)?;
    }
    Ok(())
}
