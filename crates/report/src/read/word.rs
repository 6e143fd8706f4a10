//! The body of a docx: cells, and what they are called.

use linxuan_domain::sheet::{Filled, Kind, Unreadable, normal};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::archive::attribute;
use super::broken;
use crate::name;

/// What tables within tables go to; forms have one level.
const DEEPEST: usize = 16;

/// A cell while it is read.
#[derive(Default)]
struct Cell {
    /// The tag of the content control in it or around it.
    tag: Option<String>,
    /// What its bookmarks say, piece by piece.
    pieces: Vec<String>,
    text: String,
    paragraphs: usize,
}

impl Cell {
    fn path(&self) -> Option<String> {
        let marked = || (!self.pieces.is_empty()).then(|| name::decoded(&self.pieces.concat())).flatten();
        self.tag.clone().or_else(marked)
    }
}

#[derive(Default)]
struct Body {
    cells: Vec<Cell>,
    /// Whether each open content control shows only its hint.
    hints: Vec<bool>,
    /// The tag of a content control around a cell that has not begun.
    around: Option<String>,
    /// So many open elements whose text is not to be read.
    unread: usize,
    in_text: bool,
    found: Vec<(String, String)>,
}

/// What the cells of a document say.
pub fn filled(document: &str) -> Result<Filled, Unreadable> {
    let (mut reader, mut body) = (Reader::from_str(document), Body::default());
    loop {
        match reader.read_event().map_err(broken)? {
            Event::Start(tag) => body.start(&tag)?,
            Event::Empty(tag) => {
                body.start(&tag)?;
                body.end(tag.local_name().as_ref());
            }
            Event::End(tag) => body.end(tag.local_name().as_ref()),
            Event::Text(text) => body.text(&text),
            Event::CData(text) => body.text(&text),
            Event::GeneralRef(entity) => body.text(&character(&entity)?),
            Event::DocType(_) => return Err(broken("DOCTYPE")),
            Event::Eof => break,
            _ => {}
        }
    }
    if body.found.is_empty() {
        return Err(Unreadable::Foreign);
    }
    Ok(Filled { kind: Kind::Docx, fields: body.found, tables: Vec::new() })
}

/// One of XML's own five, or a number; others would have to be declared.
fn character(entity: &BytesRef<'_>) -> Result<String, Unreadable> {
    if let Some(character) = entity.resolve_char_ref().map_err(broken)? {
        return Ok(character.to_string());
    }
    let name: &str = entity;
    let known = quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned);
    known.ok_or_else(|| broken(format!("&{name};")))
}

/// Deleted text, older forms of the same text, and what fields are made from.
fn is_unread(element: &str) -> bool {
    matches!(element, "del" | "moveFrom" | "Fallback" | "instrText" | "delText")
}

impl Body {
    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Unreadable> {
        let name = tag.local_name();
        let element = name.as_ref();
        if is_unread(element) {
            self.unread += 1;
        }
        match element {
            "tc" if self.cells.len() == DEEPEST => return Err(broken("w:tc")),
            "tc" => self.cells.push(Cell { tag: self.around.take(), ..Cell::default() }),
            "sdt" => self.hints.push(false),
            "showingPlcHdr" => self.hint(attribute(tag, "val")?.is_none_or(|on| on != "0" && on != "false")),
            "tag" => self.tag(attribute(tag, "val")?.unwrap_or_default()),
            "bookmarkStart" => self.bookmark(&attribute(tag, "name")?.unwrap_or_default()),
            "p" => self.paragraph(),
            "t" => self.in_text = true,
            "br" | "cr" => self.add("\n"),
            "tab" => self.add("\t"),
            "noBreakHyphen" => self.add("-"),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, element: &str) {
        if is_unread(element) {
            self.unread = self.unread.saturating_sub(1);
        }
        match element {
            "t" => self.in_text = false,
            "sdt" => {
                self.hints.pop();
            }
            "tr" => self.around = None,
            "tc" => self.keep(),
            _ => {}
        }
    }

    fn hint(&mut self, on: bool) {
        if let Some(hint) = self.hints.last_mut() {
            *hint = on;
        }
    }

    /// A control in a cell is the cell's; one around a cell comes before it.
    fn tag(&mut self, tag: String) {
        match self.cells.last_mut() {
            _ if tag.is_empty() => {}
            Some(cell) => cell.tag = cell.tag.take().or(Some(tag)),
            None => self.around = Some(tag),
        }
    }

    /// `_f12_0_…`: the number of the field, of the piece, and the piece.
    fn bookmark(&mut self, name: &str) {
        let mut parts = name.strip_prefix("_f").unwrap_or_default().splitn(3, '_');
        let numbers = [parts.next(), parts.next()].map(|part| part.and_then(|part| part.parse::<usize>().ok()));
        let (Some(cell), [Some(_), Some(piece)], Some(part)) = (self.cells.last_mut(), numbers, parts.next()) else {
            return;
        };
        // An empty bookmark may come back twice.
        if piece == cell.pieces.len() {
            cell.pieces.push(part.to_owned());
        }
    }

    fn paragraph(&mut self) {
        if let Some(cell) = self.cells.last_mut() {
            if cell.paragraphs > 0 {
                cell.text.push('\n');
            }
            cell.paragraphs += 1;
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text {
            self.add(text);
        }
    }

    fn add(&mut self, text: &str) {
        let hint = self.hints.iter().any(|hint| *hint);
        if let Some(cell) = self.cells.last_mut().filter(|_| self.unread == 0 && !hint) {
            cell.text.push_str(text);
        }
    }

    fn keep(&mut self) {
        let Some(cell) = self.cells.pop() else { return };
        if let Some(path) = cell.path() {
            let text = normal(&cell.text);
            // Only the room that was left to type into.
            let empty = text.chars().all(|c| c == '\u{3000}');
            self.found.push((path, if empty { String::new() } else { text }));
        }
    }
}
