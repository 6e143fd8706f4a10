//! Connects the port of `app` to the crate that sets papers, and finds the fonts.

use std::path::PathBuf;
use std::sync::Arc;

use linxuan_app::Papers;
use linxuan_domain::paper::{Letters, Paper, Set, Unprintable};
use linxuan_domain::rulebook::Format;
use linxuan_report::{Fonts, MissingFonts, Press, document, docx, xlsx};
use linxuan_texts::Words;

use crate::config::Config;

/// What comes with the program lies in this folder beside it.
const SHARE: &str = "share";

#[derive(Debug)]
struct Pressed(Press);

impl Papers for Pressed {
    fn letters(&self, letters: &Letters) -> Result<Vec<u8>, Unprintable> {
        self.0.letters(letters)
    }

    fn paper(&self, paper: &Paper) -> Result<Set, Unprintable> {
        self.0.paper(paper)
    }

    fn office(&self, paper: &Paper) -> Result<Vec<u8>, Unprintable> {
        let document = document(paper);
        let written = match paper.office() {
            Format::Xlsx => xlsx(&document),
            _ => docx(&document),
        };
        written.map_err(|fault| Unprintable::Fault(fault.to_string()))
    }
}

/// Where fonts are looked for: what comes with the program, then what the configuration adds.
pub fn folders(config: &Config) -> Vec<PathBuf> {
    let beside = || std::env::current_exe().ok()?.parent().map(|folder| folder.join(SHARE));
    let share = config.share.clone().or_else(beside);
    share.map(|share| share.join("fonts")).into_iter().chain(config.fonts.dirs.clone()).collect()
}

/// Whoever sets papers with the configured fonts.
pub fn press(words: Words, config: &Config) -> Result<Press, String> {
    Fonts::read(&folders(config)).map(Press::new).map_err(|missing| said(words, &missing))
}

/// The same for a site.
pub fn papers(words: Words, config: &Config) -> Result<Arc<dyn Papers>, String> {
    Ok(Arc::new(Pressed(press(words, config)?)))
}

fn said(words: Words, missing: &MissingFonts) -> String {
    let folders: Vec<String> = missing.folders.iter().map(|folder| folder.display().to_string()).collect();
    let fills = [("names", missing.names.join(", ").into()), ("folders", folders.join(", ").into())];
    words.fill("fonts-missing", &fills)
}
