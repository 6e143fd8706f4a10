//! `cargo xtask new-act NOUN VERB`: the skeleton of an act and the list of the other places.

use std::fs;

use crate::Outcome;
use crate::house::House;

#[cfg(test)]
mod tests;

const ACT: &str = include_str!("new_act/act.rs.txt");
const PLACES: &str = include_str!("new_act/places.txt");

pub fn run(house: &House, noun: &str, verb: &str) -> Outcome {
    require_name(noun)?;
    require_name(verb)?;
    let path = format!("crates/app/src/{noun}/{verb}.rs");
    let file = house.path(&path);
    if file.exists() {
        return Err(format!("{path} is there already").into());
    }
    fs::create_dir_all(house.path(&format!("crates/app/src/{noun}")))?;
    fs::write(file, filled(ACT, noun, verb))?;
    println!("written: {path}\n\n{}", filled(PLACES, noun, verb));
    Ok(())
}

fn filled(template: &str, noun: &str, verb: &str) -> String {
    template.replace("NOUN", noun).replace("VERB", verb)
}

fn require_name(name: &str) -> Outcome {
    let fits = |letter: char| letter.is_ascii_lowercase() || letter == '_';
    if name.starts_with(|first: char| first.is_ascii_lowercase()) && name.chars().all(fits) {
        return Ok(());
    }
    Err(format!("{name:?}: a noun or verb of an act is written in small letters, like `work_report`").into())
}
