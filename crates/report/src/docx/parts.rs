//! The parts around the body: kinds, relations, styles, fonts, the foot.

use linxuan_texts::Words;
use quick_xml::escape::escape;

use super::Paper;
use super::body::Body;
use super::text::{paragraph, runs};
use crate::document::{Document, Mark};
use crate::fault::Fault;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";
const KINDS: &str = include_str!("../../templates/docx/content-types.xml");
const RELATIONS: &str = include_str!("../../templates/docx/relations.xml");
const STYLES: &str = include_str!("../../templates/docx/styles.xml");
const FONTS: &str = include_str!("../../templates/docx/fonts.xml");
const SETTINGS: &str = include_str!("../../templates/docx/settings.xml");
/// Characters of the version that people read aloud.
const SHORT: usize = 8;

/// The text parts in the order in which they are packed.
pub fn parts(words: Words, document: &Document, body: &Body) -> Result<Vec<(&'static str, String)>, Fault> {
    Ok(vec![
        ("[Content_Types].xml", KINDS.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("docProps/core.xml", core(document)?),
        ("word/_rels/document.xml.rels", related(body.pictures.len())),
        ("word/document.xml", whole(document, body)),
        ("word/fontTable.xml", faces(words, FONTS)),
        ("word/footer1.xml", foot(words, document.mark.as_ref())?),
        ("word/settings.xml", SETTINGS.to_owned()),
        ("word/styles.xml", faces(words, STYLES)),
    ])
}

/// The blanks of templates, with what the catalogue calls the font.
const FACES: [(&str, &str); 6] = [
    ("{text}", "paper-face-text"),
    ("{text-instead}", "paper-face-text-instead"),
    ("{title}", "paper-face-title"),
    ("{title-instead}", "paper-face-title-instead"),
    ("{heading}", "paper-face-heading"),
    ("{heading-instead}", "paper-face-heading-instead"),
];

/// A template with the names of the fonts in its blanks.
fn faces(words: Words, template: &str) -> String {
    FACES.iter().fold(template.to_owned(), |filled, (blank, key)| filled.replace(blank, &escape(words.say(key))))
}

/// The title and the day, and nobody's name.
fn core(document: &Document) -> Result<String, Fault> {
    let (title, date) = (crate::fault::writable(&document.title)?, document.date);
    Ok(format!(
        "{HEAD}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>\
         <dc:language>{}</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{date}T12:00:00Z</dcterms:created></cp:coreProperties>",
        escape(title.as_str()),
        document.language.tag()
    ))
}

fn related(pictures: usize) -> String {
    let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let one = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{types}/{kind}\" Target=\"{target}\"/>")
    };
    let mut all = String::new();
    for (id, kind, target) in [
        ("styles", "styles", "styles.xml"),
        ("fonts", "fontTable", "fontTable.xml"),
        ("settings", "settings", "settings.xml"),
        ("foot", "footer", "footer1.xml"),
    ] {
        all.push_str(&one(id, kind, target));
    }
    for number in 1..=pictures {
        all.push_str(&one(&format!("image{number}"), "image", &format!("media/image{number}.jpeg")));
    }
    let space = "http://schemas.openxmlformats.org/package/2006/relationships";
    format!("{HEAD}<Relationships xmlns=\"{space}\">{all}</Relationships>")
}

fn whole(document: &Document, body: &Body) -> String {
    let paper = Paper::of(document.landscape);
    let Paper { width, height, top, right, bottom, left } = paper;
    let turned = if document.landscape { " w:orient=\"landscape\"" } else { "" };
    format!(
        "{HEAD}<w:document {SPACES}><w:body>{}<w:sectPr>\
         <w:footerReference w:type=\"default\" r:id=\"foot\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"{turned}/>\
         <w:pgMar w:top=\"{top}\" w:right=\"{right}\" w:bottom=\"{bottom}\" w:left=\"{left}\" w:header=\"851\" \
         w:footer=\"992\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
        body.blocks
    )
}

/// The page of so many, and below it what it was made from.
fn foot(words: Words, mark: Option<&Mark>) -> Result<String, Fault> {
    let said = words.fill("paper-page", &[("page", "\u{1}".into()), ("pages", "\u{2}".into())]);
    let field = |name: &str| format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    let mut line = String::new();
    for piece in said.split_inclusive(['\u{1}', '\u{2}']) {
        line.push_str(&runs(piece.trim_end_matches(['\u{1}', '\u{2}']))?);
        match piece.chars().last() {
            Some('\u{1}') => line.push_str(&field("PAGE")),
            Some('\u{2}') => line.push_str(&field("NUMPAGES")),
            _ => {}
        }
    }
    let mut lines = paragraph("Foot", &line);
    if let Some(mark) = mark {
        lines.push_str(&paragraph("Foot", &runs(&short(mark))?));
    }
    Ok(format!("{HEAD}<w:ftr {SPACES}>{lines}</w:ftr>"))
}

/// The form's number and the beginning of its version.
pub(crate) fn short(mark: &Mark) -> String {
    let version: String = mark.version.chars().take(SHORT).collect();
    format!("{} {version}", mark.number)
}
