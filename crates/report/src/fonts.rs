//! Fonts from folders: what comes with the program, and what an office adds.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontWeight};
use typst::utils::LazyHash;

/// The face of every paper.
const TEXT: &str = "Noto Serif SC";
/// The face of logins and passwords, which is inside the program.
const MONO: &str = "DejaVu Sans Mono";
/// The weights that papers are set in.
const WEIGHTS: [(FontWeight, &str); 2] = [(FontWeight::REGULAR, "Regular"), (FontWeight::BOLD, "Bold")];

/// Everything papers can be set with.
pub struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) all: Vec<Font>,
    /// Families in the order in which a character is looked for.
    pub(crate) families: Vec<String>,
}

/// Fonts that papers need and no folder has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingFonts {
    pub names: Vec<String>,
    pub folders: Vec<PathBuf>,
}

impl Fonts {
    /// Reads every font of some folders; those that are not there have none.
    ///
    /// # Errors
    /// The names of the fonts that papers cannot do without.
    pub fn read(folders: &[PathBuf]) -> Result<Self, MissingFonts> {
        let mut all: Vec<Font> =
            folders.iter().flat_map(|folder| files(folder)).flat_map(|file| fonts(&file)).collect();
        let has = |weight| all.iter().any(|font| font.info().family == TEXT && font.info().variant.weight == weight);
        let missing = WEIGHTS.iter().filter(|(weight, _)| !has(*weight)).map(|(_, name)| format!("{TEXT} {name}"));
        let missing: Vec<String> = missing.collect();
        if !missing.is_empty() {
            return Err(MissingFonts { names: missing, folders: folders.to_vec() });
        }
        let inside = typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data)));
        all.extend(inside.filter(|font| font.info().family == MONO));
        let book = FontBook::from_fonts(&all);
        let others = book.families().map(|(name, _)| name).filter(|name| ![TEXT, MONO].contains(name));
        let families = std::iter::once(TEXT).chain(others).chain([MONO]).map(str::to_owned).collect();
        Ok(Self { book: LazyHash::new(book), all, families })
    }

    /// The same families with the monospaced one first.
    pub(crate) fn mono(&self) -> Vec<&str> {
        std::iter::once(MONO).chain(self.families.iter().map(String::as_str).filter(|name| *name != MONO)).collect()
    }

    /// The first character of a text that no font has.
    pub(crate) fn lacks(&self, text: &str) -> Option<char> {
        let has = |c: char| self.all.iter().any(|font| font.info().coverage.contains(c.into()));
        text.chars().find(|c| !is_unseen(*c) && !has(*c))
    }
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fonts").field("families", &self.families).finish_non_exhaustive()
    }
}

/// Spaces, joiners and selectors of variants, which need no picture of their own.
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// The fonts of a file; none where it is not one.
fn fonts(file: &Path) -> Vec<Font> {
    fs::read(file).map(|bytes| Font::iter(Bytes::new(bytes)).collect()).unwrap_or_default()
}

/// The font files of a folder and of those in it, by name: what comes first must not depend on the disk.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|one| one.path()).collect();
    entries.sort();
    let inside = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    entries.into_iter().flat_map(inside).filter(|path| is_font(path)).collect()
}

fn is_font(path: &Path) -> bool {
    let end = path.extension().unwrap_or_default().to_ascii_lowercase();
    ["ttf", "otf", "ttc", "otc"].iter().any(|known| end == *known)
}
