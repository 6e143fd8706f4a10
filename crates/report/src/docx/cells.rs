//! The cells of grids: labels, answers that come back, portraits.

use quick_xml::escape::escape;

use super::text::{paragraph, runs};
use crate::document::Cell;
use crate::fault::Fault;
use crate::name;

/// Stands where nothing was answered yet, so that there is something to type into.
const ROOM: &str = "\u{3000}\u{3000}\u{3000}\u{3000}";
/// A bookmark's name has at most 40 characters; so many of a path go into one.
const PIECE: usize = 24;
/// 33 × 48 mm in English metric units, 36,000 a millimetre.
const PORTRAIT: (u32, u32) = (33 * 36_000, 48 * 36_000);

/// What is numbered through a whole document.
#[derive(Debug, Default)]
pub struct Numbers {
    fields: usize,
    bookmarks: usize,
    pub pictures: Vec<Vec<u8>>,
}

impl Numbers {
    /// What stands in a cell.
    pub fn content(&mut self, cell: &Cell) -> Result<String, Fault> {
        if let Some(picture) = &cell.picture {
            let runs = self.portrait(picture)?;
            return Ok(paragraph("Label", &runs));
        }
        let style = if cell.label { "Label" } else { "Cell" };
        let runs = match &cell.field {
            Some(path) => self.answer(path, &cell.text)?,
            None => runs(&cell.text)?,
        };
        Ok(paragraph(style, &runs))
    }

    /// A content control inside bookmarks: programs that drop its tag keep their names.
    fn answer(&mut self, path: &str, text: &str) -> Result<String, Fault> {
        self.fields += 1;
        let (number, tag) = (self.fields, escape(path));
        let (hint, text) = if text.is_empty() { ("<w:showingPlcHdr/>", ROOM) } else { ("", text) };
        let control = format!(
            "<w:sdt><w:sdtPr><w:alias w:val=\"{tag}\"/><w:tag w:val=\"{tag}\"/><w:id w:val=\"{number}\"/>{hint}\
             </w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            runs(text)?
        );
        let (mut before, mut after) = (String::new(), String::new());
        for (piece, part) in name::encoded(path).as_bytes().chunks(PIECE).enumerate() {
            let (id, part) = (self.bookmarks, String::from_utf8_lossy(part));
            self.bookmarks += 1;
            let start = format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"_f{number}_{piece}_{part}\"/>");
            before.push_str(&start);
            after.insert_str(0, &format!("<w:bookmarkEnd w:id=\"{id}\"/>"));
        }
        Ok(format!("{before}{control}{after}"))
    }

    fn portrait(&mut self, picture: &[u8]) -> Result<String, Fault> {
        if !picture.starts_with(&[0xff, 0xd8, 0xff]) {
            return Err(Fault::Picture);
        }
        self.pictures.push(picture.to_vec());
        let (number, (width, height)) = (self.pictures.len(), PORTRAIT);
        Ok(format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
             <wp:extent cx=\"{width}\" cy=\"{height}\"/><wp:docPr id=\"{number}\" name=\"image{number}\"/>\
             <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
             <pic:pic><pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"image{number}.jpeg\"/><pic:cNvPicPr/></pic:nvPicPr>\
             <pic:blipFill><a:blip r:embed=\"image{number}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>\
             </a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        ))
    }
}
