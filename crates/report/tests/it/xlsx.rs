//! What stands in an xlsx, part by part.

use linxuan_domain::sheet::Line;
use linxuan_report::document::{Block, Cell};
use linxuan_report::{Fault, read_xlsx, xlsx};

use crate::package::{TRAPS, answer, answers, column, document, label, part, seal, traps, with};

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn rows(all: &[&[&str]]) -> Vec<Vec<String>> {
    all.iter().map(|row| row.iter().map(|text| (*text).to_owned()).collect()).collect()
}

fn table(lines: Vec<Vec<String>>) -> Block {
    let head = vec![column("姓名", false), column("数量", true)];
    Block::Table { head, rows: lines, foot: rows(&[&["合计", "3"]]) }
}

fn line(number: Option<usize>, cells: &[&str]) -> Line {
    Line { number, cells: cells.iter().map(|text| (*text).to_owned()).collect() }
}

#[test]
fn every_cell_is_a_text_and_comes_back_as_it_was() {
    let traps = traps();
    let lines: Vec<Vec<String>> = TRAPS.iter().map(|text| vec![(*text).to_owned(), "007".to_owned()]).collect();
    for blocks in [vec![answers(&traps)], vec![table(lines.clone())]] {
        let bytes = xlsx(&document(blocks)).unwrap();
        let sheet = part(&bytes, SHEET);
        assert!(!sheet.contains("<f>") && !sheet.contains("<f ") && !sheet.contains("<hyperlink"));
        // Every cell with a value says that it is a string.
        let cells = sheet.split("<c ").skip(1).filter(|cell| !cell.split('>').next().unwrap().ends_with('/'));
        for cell in cells {
            let said = cell.split('>').next().unwrap();
            assert!(said.contains(r#"t="s""#) || said.contains(r#"t="inlineStr""#), "{cell}");
        }
        let read = read_xlsx(&bytes).unwrap();
        if read.tables.is_empty() {
            assert!(read.fields == traps, "{read:?}");
        } else {
            let found: Vec<&str> = read.tables[0].iter().map(|line| line.cells[0].as_str()).collect();
            assert_eq!(found, TRAPS);
            assert!(read.tables[0].iter().all(|line| line.cells[1] == "007"));
        }
    }
}

#[test]
fn a_sheet_is_printed_on_a4_as_wide_as_the_paper_with_the_head_repeated() {
    let mut paper = document(vec![table(rows(&[&["张一川", "3"]]))]);
    paper.landscape = true;
    paper.mark.as_mut().unwrap().number = "A&B".to_owned();
    let bytes = xlsx(&paper).unwrap();
    let sheet = part(&bytes, SHEET);
    for wanted in
        [r#"paperSize="9""#, r#"orientation="landscape""#, r#"fitToHeight="0""#, "<pageSetUpPr fitToPage=\"1\"/>"]
    {
        assert!(sheet.contains(wanted), "{wanted}: {sheet}");
    }
    assert!(sheet.contains("&amp;C第&amp;P页，共&amp;N页&amp;RA&amp;&amp;B 01234567"), "{sheet}");
    // The attachment, the title, two lines, then the head; over two columns beside the hidden one.
    assert!(sheet.contains(r#"<mergeCell ref="B2:C2"/>"#), "{sheet}");
    let book = part(&bytes, "xl/workbook.xml");
    assert!(book.contains("_xlnm.Print_Titles") && book.contains("$5:$5"), "{book}");
    assert!(sheet.contains(r#"hidden="1""#));
}

#[test]
fn lines_come_back_by_their_numbers_wherever_they_went() {
    let bytes = xlsx(&document(vec![table(rows(&[&["甲", "1"], &["乙", "2"], &["丙", "3"]]))])).unwrap();
    let said = |bytes: &[u8]| read_xlsx(bytes).unwrap().tables;
    let all = [line(Some(0), &["甲", "1"]), line(Some(1), &["乙", "2"]), line(Some(2), &["丙", "3"])];
    assert!(said(&bytes) == [all.to_vec()]);
    // Somebody empties the mark of the second line: it counts as a new one.
    let added = with(&bytes, SHEET, |sheet| sheet.replace("table.0.2.1<", "<"));
    assert!(said(&added) == [vec![all[0].clone(), line(None, &["乙", "2"]), all[2].clone()]]);
}

#[test]
fn grids_merge_and_seals_have_room() {
    let high = Cell { rows: 2, ..label("高") };
    let wide = Cell { columns: 2, ..answer("wide", "宽") };
    let grid = Block::Grid { columns: 3, rows: vec![vec![high, wide], vec![answer("a", "甲"), answer("b", "乙")]] };
    let bytes = xlsx(&document(vec![grid, seal()])).unwrap();
    let sheet = part(&bytes, SHEET);
    for merged in ["B5:B6", "C5:D5", "B7:D7"] {
        assert!(sheet.contains(&format!("<mergeCell ref=\"{merged}\"/>")), "{merged}: {sheet}");
    }
    let fields = read_xlsx(&bytes).unwrap().fields;
    let wanted = [("wide", "宽"), ("a", "甲"), ("b", "乙")].map(|(path, text)| (path.to_owned(), text.to_owned()));
    assert!(fields == wanted);
    let long = document(vec![answers(&[("a".to_owned(), "长".repeat(32_768))])]);
    assert_eq!(xlsx(&long), Err(Fault::TooLong { most: 32_767, found: 32_768 }));
}

#[test]
fn the_same_document_is_the_same_file() {
    let paper = document(vec![answers(&traps()), table(rows(&[&["甲", "1"]])), Block::Break, seal()]);
    assert!(xlsx(&paper).unwrap() == xlsx(&paper).unwrap());
}

/// The memory this process has held at most, in KiB.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find(|line| line.starts_with("VmHWM:"))?.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn ten_thousand_lines_of_fourteen_columns_are_written_in_little_memory() {
    const ALONE: &str = "LINXUAN_REPORT_ALONE";
    if std::env::var_os(ALONE).is_none() {
        let name = "xlsx::ten_thousand_lines_of_fourteen_columns_are_written_in_little_memory";
        let mut alone = std::process::Command::new(std::env::current_exe().unwrap());
        let ran = alone.args(["--exact", name]).env(ALONE, "1").output().unwrap();
        assert!(ran.status.success(), "{ran:?}");
        return;
    }
    let head = (0..14).map(|at| column(&format!("第{at}列"), false)).collect();
    let line = |row: usize| (0..14).map(|at| format!("第{row}行的第{at}格")).collect();
    let paper = document(vec![Block::Table { head, rows: (0..10_000).map(line).collect(), foot: Vec::new() }]);
    let before = peak();
    let bytes = xlsx(&paper).unwrap();
    if let Some((before, after)) = before.zip(peak()) {
        // The file itself is some 700 KiB.
        assert!(after - before < 16 * 1024, "{} KiB", after - before);
    }
    assert_eq!(read_xlsx(&bytes).unwrap().tables[0].len(), 10_000);
}
