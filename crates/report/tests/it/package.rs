//! Documents for tests, and office files opened part by part, written part by part.

use std::io::{Cursor, Read, Write};

use linxuan_domain::value::Language;
use linxuan_report::document::{Block, Cell, Column, Document, Mark, Seal};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Texts that a program might take for something else.
pub const TRAPS: [&str; 22] = [
    "=1+1",
    "+86 100",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    " =HYPERLINK(\"http://example.cn\";\"x\")",
    "=cmd|' /C calc'!A0",
    "990101198001010012",
    "00123",
    "1E5",
    "1980-05",
    "&amp; <w:t> ]]> &lt;",
    "{ PAGE } &P &N %p",
    "_x0041_ _x000D_",
    "一行\n二行\n\n四行",
    "张·三 𠮷 䶮 é",
    "\u{feff}=1",
    "\u{3000}首行",
];

pub fn document(blocks: Vec<Block>) -> Document {
    Document {
        language: Language::Chinese,
        title: "“最美科技工作者”推荐表".to_owned(),
        attachment: "附件1".to_owned(),
        under_title: vec!["推荐单位：澄川学会".to_owned(), "（一式2份）".to_owned()],
        mark: Some(Mark {
            number: "A7K2-3".to_owned(),
            paper: "form".to_owned(),
            version: "0123456789abcdef".to_owned(),
        }),
        landscape: false,
        date: "2022-05-10".parse().unwrap(),
        blocks,
    }
}

pub fn label(text: &str) -> Cell {
    Cell { text: text.to_owned(), label: true, columns: 1, rows: 1, lines: 1, ..Cell::default() }
}

pub fn answer(path: &str, text: &str) -> Cell {
    Cell { text: text.to_owned(), columns: 1, rows: 1, lines: 1, field: Some(path.to_owned()), ..Cell::default() }
}

/// A grid with a label beside each answer.
pub fn answers(all: &[(String, String)]) -> Block {
    let row = |(path, text): &(String, String)| vec![label("项目"), answer(path, text)];
    Block::Grid { columns: 2, rows: all.iter().map(row).collect() }
}

/// The trap texts as answers: `trap-0`, `trap.1.x`, …
pub fn traps() -> Vec<(String, String)> {
    let path = |at: usize| if at.is_multiple_of(2) { format!("trap-{at}") } else { format!("trap.{at}.x") };
    TRAPS.iter().enumerate().map(|(at, text)| (path(at), (*text).to_owned())).collect()
}

pub fn column(title: &str, number: bool) -> Column {
    Column { title: title.to_owned(), share: 1, number }
}

pub fn seal() -> Block {
    Block::Seal(Seal {
        title: "工作单位意见".to_owned(),
        text: "情况属实，同意推荐。".to_owned(),
        signer: "负责人签字：".to_owned(),
        seal: "（单位公章）".to_owned(),
        day: "年　月　日".to_owned(),
        lines: 8,
    })
}

/// Every part of a file with its name.
pub fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let part = |at| {
        let mut file = archive.by_index(at).unwrap();
        let mut part = Vec::new();
        file.read_to_end(&mut part).unwrap();
        (file.name().unwrap().into_owned(), part)
    };
    (0..count).map(part).collect()
}

pub fn part(bytes: &[u8], name: &str) -> String {
    let part = parts(bytes).into_iter().find(|(found, _)| found == name);
    String::from_utf8(part.unwrap_or_else(|| panic!("no {name}")).1).unwrap()
}

pub fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(name.clone(), SimpleFileOptions::default()).unwrap();
        zip.write_all(part).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A file with one part made anew from what it was; a new part where there was none.
pub fn with(bytes: &[u8], name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut all = parts(bytes);
    match all.iter_mut().find(|(found, _)| found == name) {
        Some((_, part)) => *part = change(&String::from_utf8(part.clone()).unwrap()).into_bytes(),
        None => all.push((name.to_owned(), change("").into_bytes())),
    }
    packed(&all)
}
