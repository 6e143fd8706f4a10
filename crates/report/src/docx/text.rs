//! Runs and paragraphs: text that stays text.

use quick_xml::escape::escape;

use crate::fault::{Fault, writable};

/// The runs of a text; line ends and tabs are elements of their own.
pub fn runs(text: &str) -> Result<String, Fault> {
    let mut runs = String::new();
    for (at, line) in writable(text)?.split('\n').enumerate() {
        if at > 0 {
            runs.push_str("<w:r><w:br/></w:r>");
        }
        for (at, piece) in line.split('\t').enumerate() {
            if at > 0 {
                runs.push_str("<w:r><w:tab/></w:r>");
            }
            if !piece.is_empty() {
                runs.extend(["<w:r><w:t xml:space=\"preserve\">", &escape(piece), "</w:t></w:r>"]);
            }
        }
    }
    Ok(runs)
}

pub fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

/// A paragraph for each line of a text.
pub fn paragraphs(style: &str, text: &str) -> Result<String, Fault> {
    writable(text)?.split('\n').map(|line| runs(line).map(|runs| paragraph(style, &runs))).collect()
}
