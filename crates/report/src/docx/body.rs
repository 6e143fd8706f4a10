//! The blocks of a document, one after another.

use super::Paper;
use super::cells::Numbers;
use super::text::{paragraph, paragraphs, runs};
use crate::document::{Block, Cell, Column, Document, Seal};
use crate::fault::Fault;
use crate::grid::{Place, places};

/// A line of a cell, in twentieths of a point.
const LINE: u32 = 480;
/// Rows up to so many lines high stay on one page; a long text may go on on the next.
const WHOLE: u32 = 6;
const WHOLE_ROW: &str = "<w:cantSplit/>";
const HEAD_ROW: &str = "<w:cantSplit/><w:tblHeader/>";
const BREAK: &str = "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>";

/// What stands between head and foot.
pub struct Body {
    pub blocks: String,
    pub pictures: Vec<Vec<u8>>,
}

pub fn body(document: &Document) -> Result<Body, Fault> {
    let (mut numbers, mut blocks) = (Numbers::default(), String::new());
    if !document.attachment.is_empty() {
        blocks.push_str(&paragraphs("Attachment", &document.attachment)?);
    }
    blocks.push_str(&paragraph("Title", &runs(&document.title)?));
    for line in &document.under_title {
        blocks.push_str(&paragraph("UnderTitle", &runs(line)?));
    }
    let line = Paper::of(document.landscape).line();
    for one in &document.blocks {
        blocks.push_str(&block(&mut numbers, one, line)?);
    }
    Ok(Body { blocks, pictures: numbers.pictures })
}

fn block(numbers: &mut Numbers, block: &Block, line: u32) -> Result<String, Fault> {
    match block {
        Block::Heading(text) => Ok(paragraph("Heading1", &runs(text)?)),
        Block::Text(text) => paragraphs("BodyText", text),
        Block::Grid { columns, rows } => grid(numbers, *columns, rows, line),
        Block::Table { head, rows, foot } => table(head, rows, foot, line),
        Block::Seal(seal) => sealed(seal, line),
        Block::Break => Ok(BREAK.to_owned()),
    }
}

/// A bordered table; the paragraph after it keeps it apart from a next one.
fn bordered(widths: &[u32], rows: &str) -> String {
    let line: u32 = widths.iter().sum();
    let column = |mut all: String, width: &u32| {
        all.extend(["<w:gridCol w:w=\"", &width.to_string(), "\"/>"]);
        all
    };
    let columns = widths.iter().fold(String::new(), column);
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"{line}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>{}",
        paragraph("Gap", "")
    )
}

/// A line's width in parts of given shares; the last takes what rounding left.
fn widths(shares: &[u32], line: u32) -> Vec<u32> {
    let whole = shares.iter().sum::<u32>().max(1);
    let mut widths: Vec<u32> = shares.iter().map(|share| line * share / whole).collect();
    let rest = line - widths.iter().sum::<u32>();
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}

/// A row at least so many lines high.
fn row(lines: u32, more: &str, cells: &str) -> String {
    let height = lines.max(1) * LINE;
    format!("<w:tr><w:trPr>{more}<w:trHeight w:val=\"{height}\" w:hRule=\"atLeast\"/></w:trPr>{cells}</w:tr>")
}

fn cell(width: u32, columns: u32, more: &str, content: &str) -> String {
    let span = if columns > 1 { format!("<w:gridSpan w:val=\"{columns}\"/>") } else { String::new() };
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{more}<w:vAlign w:val=\"center\"/></w:tcPr>{content}</w:tc>"
    )
}

fn grid(numbers: &mut Numbers, columns: u8, rows: &[Vec<Cell>], line: u32) -> Result<String, Fault> {
    let widths = widths(&vec![1; columns.into()], line);
    let mut all = String::new();
    for places in places(columns, rows)? {
        let (mut cells, mut lines, mut at) = (String::new(), 1, 0);
        for place in places {
            let (columns, more, content) = match place {
                Place::Below { columns } => (columns, "<w:vMerge/>", paragraph("Cell", "")),
                Place::Cell { cell, columns, .. } => {
                    let merges = cell.rows > 1;
                    if !merges {
                        lines = lines.max(u32::from(cell.lines));
                    }
                    let more = if merges { "<w:vMerge w:val=\"restart\"/>" } else { "" };
                    (columns, more, numbers.content(cell)?)
                }
            };
            let end = at + usize::from(columns);
            let width = widths.get(at..end).unwrap_or_default().iter().sum();
            cells.push_str(&self::cell(width, columns.into(), more, &content));
            at = end;
        }
        let more = if lines > WHOLE { "" } else { WHOLE_ROW };
        all.push_str(&row(lines, more, &cells));
    }
    Ok(bordered(&widths, &all))
}

fn table(head: &[Column], rows: &[Vec<String>], foot: &[Vec<String>], line: u32) -> Result<String, Fault> {
    let shares: Vec<u32> = head.iter().map(|column| column.share.into()).collect();
    let widths = widths(&shares, line);
    let titles: String = head
        .iter()
        .zip(&widths)
        .map(|(column, width)| Ok(cell(*width, 1, "", &paragraph("Head", &runs(&column.title)?))))
        .collect::<Result<_, Fault>>()?;
    let mut all = row(1, HEAD_ROW, &titles);
    for texts in rows.iter().chain(foot) {
        let mut cells = String::new();
        for ((at, column), width) in head.iter().enumerate().zip(&widths) {
            let style = if column.number { "Number" } else { "TableText" };
            let text = texts.get(at).map_or("", String::as_str);
            cells.push_str(&cell(*width, 1, "", &paragraph(style, &runs(text)?)));
        }
        all.push_str(&row(1, WHOLE_ROW, &cells));
    }
    Ok(bordered(&widths, &all))
}

/// A statement with room below it: the signature at the left, seal and day at the right.
fn sealed(seal: &Seal, line: u32) -> Result<String, Fault> {
    let mut content = paragraph("SealTitle", &runs(&seal.title)?);
    content.push_str(&paragraphs("Statement", &seal.text)?);
    for (style, text) in [("Signer", &seal.signer), ("Sealed", &seal.seal), ("Sealed", &seal.day)] {
        if !text.is_empty() {
            content.push_str(&paragraph(style, &runs(text)?));
        }
    }
    let cells = cell(line, 1, "", &content);
    Ok(bordered(&[line], &row(seal.lines.into(), WHOLE_ROW, &cells)))
}
