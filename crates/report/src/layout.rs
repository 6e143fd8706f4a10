//! A document as its template takes it, after every character was looked for in the fonts.

use linxuan_domain::paper::Unprintable;
use linxuan_domain::value::Language;
use linxuan_texts::Words;
use serde::Serialize;

use crate::document::{Block, Cell, Column, Document, Mark, Seal};
use crate::fonts::Fonts;

/// What `document.typ` reads.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Sheet<'a> {
    language: &'static str,
    region: &'static str,
    fonts: &'a [String],
    title: &'a str,
    keywords: [&'a str; 0],
    attachment: &'a str,
    under_title: &'a [String],
    landscape: bool,
    date: (i16, i8, i8),
    marked: bool,
    /// U+0001 and U+0002 stand for the page and the number of pages.
    foot: String,
    watermark: String,
    blocks: Vec<Part<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Part<'a> {
    Heading { text: &'a str },
    Text { text: &'a str },
    Grid { columns: u8, rows: Vec<Row<'a>> },
    Table { shares: Vec<u16>, right: Vec<bool>, head: Vec<&'a str>, cells: Vec<&'a str>, foot: &'a [Vec<String>] },
    Seal { title: &'a str, paragraphs: Vec<&'a str>, signer: &'a str, seal: &'a str, day: &'a str, lines: u8 },
    Break,
}

#[derive(Serialize)]
struct Row<'a> {
    /// Names of what follows, which must not stand alone at the end of a page.
    head: bool,
    cells: Vec<Box<'a>>,
}

#[derive(Serialize)]
struct Box<'a> {
    paragraphs: Vec<&'a str>,
    label: bool,
    columns: u8,
    rows: u8,
    lines: u8,
    /// The name of its file.
    picture: Option<String>,
}

/// A document, and its pictures by the names of their files.
pub struct Laid<'a> {
    pub sheet: Sheet<'a>,
    pub pictures: Vec<(String, &'a [u8])>,
}

/// # Errors
/// [`Unprintable::GlyphAt`] for the first character that no font has.
pub fn lay<'a>(fonts: &'a Fonts, document: &'a Document, draft: bool) -> Result<Laid<'a>, Unprintable> {
    check(fonts, document)?;
    let words = Words::new(document.language);
    let date = document.date.0;
    let mut pictures = Vec::new();
    let sheet = Sheet {
        language: document.language.tag().split('-').next().unwrap_or_default(),
        region: if document.language == Language::Chinese { "cn" } else { "gb" },
        fonts: &fonts.families,
        title: &document.title,
        keywords: [],
        attachment: &document.attachment,
        under_title: &document.under_title,
        landscape: document.landscape,
        date: (date.year(), date.month(), date.day()),
        marked: document.mark.is_some(),
        foot: foot(words, document.mark.as_ref()),
        watermark: if draft { words.say("paper-draft") } else { String::new() },
        blocks: document.blocks.iter().map(|block| part(block, &mut pictures)).collect(),
    };
    Ok(Laid { sheet, pictures })
}

/// Number, version and page of a page that is matched; the page alone of others.
fn foot(words: Words, mark: Option<&Mark>) -> String {
    let page = words.fill("paper-page", &[("page", "\u{1}".into()), ("pages", "\u{2}".into())]);
    let Some(mark) = mark else { return page };
    let version: String = mark.version.chars().take(8).collect();
    let fills =
        [("number", (&mark.number).into()), ("version", version.to_ascii_uppercase().into()), ("page", page.into())];
    words.fill("paper-foot", &fills)
}

fn part<'a>(block: &'a Block, pictures: &mut Vec<(String, &'a [u8])>) -> Part<'a> {
    match block {
        Block::Heading(text) => Part::Heading { text },
        Block::Text(text) => Part::Text { text },
        Block::Grid { columns, rows } => {
            let mut row = |row: &'a Vec<Cell>| Row {
                head: row.iter().all(|cell| cell.label),
                cells: row.iter().map(|cell| boxed(cell, pictures)).collect(),
            };
            Part::Grid { columns: *columns, rows: rows.iter().map(&mut row).collect() }
        }
        Block::Table { head, rows, foot } => Part::Table {
            shares: head.iter().map(|column| column.share).collect(),
            right: head.iter().map(|column| column.number).collect(),
            head: head.iter().map(|column| column.title.as_str()).collect(),
            cells: rows.iter().flatten().map(String::as_str).collect(),
            foot,
        },
        Block::Seal(Seal { title, text, signer, seal, day, lines }) => {
            Part::Seal { title, paragraphs: paragraphs(text), signer, seal, day, lines: *lines }
        }
        Block::Break => Part::Break,
    }
}

fn boxed<'a>(cell: &'a Cell, pictures: &mut Vec<(String, &'a [u8])>) -> Box<'a> {
    let picture = cell.picture.as_deref().map(|bytes| {
        let name = format!("picture-{}.jpg", pictures.len());
        pictures.push((name.clone(), bytes));
        name
    });
    let Cell { label, columns, rows, lines, .. } = *cell;
    Box { paragraphs: paragraphs(&cell.text), label, columns, rows, lines, picture }
}

fn paragraphs(text: &str) -> Vec<&str> {
    text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// Every text has every character in some font, and where not, it is said where it stands.
fn check(fonts: &Fonts, document: &Document) -> Result<(), Unprintable> {
    let one = |place: &str, text: &str| match fonts.lacks(text) {
        Some(character) => Err(Unprintable::GlyphAt { character, place: place.to_owned() }),
        None => Ok(()),
    };
    let title = &document.title;
    one(title, title)?;
    document.under_title.iter().try_for_each(|text| one(title, text))?;
    for block in &document.blocks {
        match block {
            Block::Heading(text) | Block::Text(text) => one(title, text)?,
            Block::Grid { rows, .. } => rows.iter().try_for_each(|row| check_row(&one, title, row))?,
            Block::Table { head, rows, foot } => {
                rows.iter().try_for_each(|row| check_cells(&one, head, row))?;
                foot.iter().flatten().try_for_each(|text| one(title, text))?;
            }
            Block::Seal(seal) => [&seal.title, &seal.text].into_iter().try_for_each(|text| one(&seal.title, text))?,
            Block::Break => {}
        }
    }
    Ok(())
}

type Check<'a> = &'a dyn Fn(&str, &str) -> Result<(), Unprintable>;

/// An answer stands behind its label, or in repeated rows at a path.
fn check_row(one: Check<'_>, title: &str, row: &[Cell]) -> Result<(), Unprintable> {
    let mut place = title;
    for cell in row {
        if cell.label {
            place = &cell.text;
        }
        let at = cell.field.as_deref().filter(|path| path.contains('.')).unwrap_or(place);
        one(at, &cell.text)?;
    }
    Ok(())
}

fn check_cells(one: Check<'_>, head: &[Column], row: &[String]) -> Result<(), Unprintable> {
    head.iter().zip(row).try_for_each(|(column, text)| one(&column.title, text))
}
