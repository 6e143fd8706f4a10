use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;

fn problems<T: std::fmt::Debug>(read: Result<T, Vec<LineProblem>>) -> Vec<(usize, &'static str, String)> {
    read.unwrap_err().into_iter().map(|p| (p.line, p.problem, p.found)).collect()
}

fn csv(text: &str) -> Result<Vec<NewUnit>, Vec<LineProblem>> {
    units(text.as_bytes(), "units.csv")
}

fn of(name: &str, kind: &str, own_quota: Option<u32>, clerk: &str) -> NewUnit {
    NewUnit { name: name.to_owned(), kind: kind.to_owned(), own_quota, clerk: clerk.to_owned() }
}

const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A workbook of one sheet, as ECMA-376 wants it at the least; cells by reference, each as XML.
fn workbook(cells: &[(&str, String)]) -> Vec<u8> {
    workbook_with("", cells)
}

/// The same with strings that its cells share.
fn workbook_with(shared: &str, cells: &[(&str, String)]) -> Vec<u8> {
    let rows: String = cells.iter().fold(String::new(), |mut rows, (at, cell)| {
        let row: String = at.chars().filter(char::is_ascii_digit).collect();
        write!(rows, "<row r=\"{row}\"><c r=\"{at}\" {cell}</c></row>").unwrap();
        rows
    });
    let files = [
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{LINKS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{LINKS}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{LINKS}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{SHEET}\" xmlns:r=\"{LINKS}\"><sheets><sheet name=\"one\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{SHEET}\"><si><t>{shared}</t></si></sst>")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{SHEET}\"><sheetData>{rows}</sheetData></worksheet>")),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn text(text: &str) -> String {
    format!("t=\"inlineStr\"><is><t>{text}</t></is>")
}

fn number(number: &str) -> String {
    format!("><v>{number}</v>")
}

#[test]
fn a_csv_of_units_is_read_whatever_its_mark_and_order() {
    let wanted = [of("澄川市科协", "city", Some(3), "张一川"), of("岚屿大学", "school", None, "")];
    let comma = "\u{feff}单位名称,单位类别,推荐名额,经办人\r\n澄川市科协,city,3,张一川\r\n岚屿大学,school,,\r\n";
    assert_eq!(csv(comma).unwrap(), wanted);
    let pasted = "备注\tclerk\tKind\t Name \tQuota\n好\t张一川\tcity\t澄川市科协\t3\n\t\tschool\t岚屿大学\t";
    assert_eq!(units(pasted.as_bytes(), "").unwrap(), wanted);
    let quoted = "name;kind\n\"甲;\n\"\"乙\"\"\";city\n";
    assert_eq!(csv(quoted).unwrap(), [of("甲;\n\"乙\"", "city", None, "")]);
}

#[test]
fn headings_that_are_missing_unknown_or_twice_are_all_named() {
    let wanted = [
        (1, "column-unknown", "负责人".to_owned()),
        (1, "column-twice", "推荐单位".to_owned()),
        (1, "column-missing", "单位类别 / kind".to_owned()),
    ];
    assert_eq!(problems(csv("单位名称,负责人,推荐单位\n甲,乙,丙\n")), wanted);
    assert_eq!(problems(csv("")).len(), 2);
}

#[test]
fn a_log_of_activities_is_read_by_the_usual_headings_as_it_was_typed() {
    let table = "序号,活动类型,活动主题,时间,次数,网址,备注\n1,巡回报告, 走近科学家 ,2022年5月9日,2,,\n";
    let read = activities(table.as_bytes(), "log.csv").unwrap();
    let wanted = Typed {
        activity: "巡回报告".into(),
        title: "走近科学家".into(),
        day: "2022年5月9日".into(),
        count: "2".into(),
        ..Typed::default()
    };
    assert_eq!(read, [wanted]);
    let missing = [(1, "column-missing", "数量 / count".to_owned())];
    assert_eq!(problems(activities("项目,名称,日期\n".as_bytes(), "log.csv")), missing);
}

#[test]
fn each_wrong_line_keeps_its_number() {
    let table = "name,kind,quota\n甲,city,three\n\n乙,city,-1\n丙,city,3\n,,\n丁,city,1.5\n\n\n";
    let wanted = [
        (2, "quota-wrong", "three".to_owned()),
        (3, "line-empty", String::new()),
        (4, "quota-wrong", "-1".to_owned()),
        (6, "line-empty", String::new()),
        (7, "quota-wrong", "1.5".to_owned()),
    ];
    assert_eq!(problems(csv(table)), wanted);
    let two_lines = "name,kind,quota\n\"甲\n乙\",city,1\n丙,city,x\n";
    assert_eq!(problems(csv(two_lines)), [(3, "quota-wrong", "x".to_owned())]);
}

#[test]
fn other_encodings_are_refused_and_not_guessed() {
    // 单位 in GB 18030.
    let gb = b"\xb5\xa5\xce\xbb,kind\n".as_slice();
    let utf16 = b"\xff\xfen\0a\0m\0e\0".as_slice();
    let zeros = b"name,kind\n\0,city\n".as_slice();
    for bytes in [gb, utf16, zeros] {
        assert_eq!(problems(units(bytes, "a.csv")), [(1, "table-not-utf8", "a.csv".to_owned())]);
    }
    let old = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600]].concat();
    assert_eq!(problems(units(&old, "a.xls")), [(1, "table-old-workbook", "a.xls".to_owned())]);
    assert_eq!(problems(units(b"PK\x03\x04 is no archive", "a.xlsx"))[0].1, "table-not-xlsx");
}

#[test]
fn a_hundred_thousand_lines_are_read_and_one_more_is_not() {
    let table = |lines: usize| {
        (0..lines).fold("name,kind\n".to_owned(), |mut table, n| {
            writeln!(table, "unit {n},city").unwrap();
            table
        })
    };
    assert_eq!(csv(&table(100_000)).unwrap().len(), 100_000);
    assert_eq!(problems(csv(&table(100_001))), [(1, "table-too-long", "100000".to_owned())]);
}

#[test]
fn no_more_than_five_hundred_problems_are_listed() {
    let table = "name,kind,quota\n".to_owned() + &"甲,city,x\n".repeat(100_000);
    let listed = problems(csv(&table));
    assert_eq!(listed.len(), 501);
    assert_eq!(listed[499].0, 501);
    assert_eq!(listed[500], (501, "more-problems", "99500".to_owned()));
}

#[test]
fn a_workbook_of_units_is_read() {
    let book = workbook(&[
        ("A1", text("单位名称")),
        ("B1", text("单位类别")),
        ("C1", text("推荐名额")),
        ("A2", text("澄川市科协")),
        ("B2", text("city")),
        ("C2", number("3")),
        ("A3", text("岚屿大学")),
        ("B3", text("school")),
    ]);
    let wanted = [of("澄川市科协", "city", Some(3), ""), of("岚屿大学", "school", None, "")];
    assert_eq!(units(&book, "units.xlsx").unwrap(), wanted);
}

#[test]
fn a_lone_cell_far_away_costs_nothing() {
    let near = [("A1", text("name")), ("B1", text("kind")), ("A2", text("甲")), ("B2", text("city"))];
    let right = workbook(&[&near[..], &[("XFD2", text("x"))]].concat());
    assert_eq!(units(&right, "a.xlsx").unwrap(), [of("甲", "city", None, "")]);
    let below = workbook(&[&near[..], &[("A1048576", text("x"))]].concat());
    assert_eq!(problems(units(&below, "a.xlsx")), [(1, "table-too-long", "100000".to_owned())]);
}

#[test]
fn a_long_string_that_many_cells_share_is_not_multiplied() {
    let cell = || "t=\"s\"><v>0</v>".to_owned();
    // 1,025 times 32,767 letters are more than 32 MiB, 1,024 times are a little less.
    let long = "a".repeat(32_767);
    let places: Vec<String> = (2..=1_026).map(|row| format!("C{row}")).collect();
    let mut cells = vec![("A1", text("name")), ("B1", text("kind")), ("A2", text("甲")), ("B2", text("city"))];
    cells.extend(places.iter().take(1_023).map(|place| (place.as_str(), cell())));
    assert_eq!(units(&workbook_with(&long, &cells), "a.xlsx").unwrap().len(), 1_023);
    cells.extend(places.iter().skip(1_023).map(|place| (place.as_str(), cell())));
    let book = workbook_with(&long, &cells);
    assert!(book.len() < 100_000, "a small file");
    assert_eq!(
        problems(units(&book, "a.xlsx")),
        [(1, "table-too-large", (1_025 * 32_767 + "namekind甲city".len()).to_string())]
    );
}

#[test]
fn a_cell_holds_what_a_spreadsheet_allows() {
    let head = [("A1", text("name")), ("B1", text("kind")), ("A2", text("甲")), ("B2", text("city"))];
    let shared = ("C2", "t=\"s\"><v>0</v>".to_owned());
    for (length, shared_one) in [(32_768, false), (32_768, true)] {
        let long = "选".repeat(length);
        let cell = if shared_one { shared.clone() } else { ("C2", text(&long)) };
        let book = workbook_with(&long, &[&head[..], &[cell]].concat());
        assert_eq!(problems(units(&book, "a.xlsx")), [(2, "cell-too-long", "32767".to_owned())]);
    }
    let book = workbook_with(&"选".repeat(32_767), &[&head[..2], &[("A2", text("甲")), ("B2", shared.1)]].concat());
    assert_eq!(units(&book, "a.xlsx").unwrap()[0].kind.chars().count(), 32_767);
}

#[test]
fn a_file_inside_that_says_less_than_it_holds_is_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file("xl/sharedStrings.xml", deflated).unwrap();
    let megabyte = vec![b' '; 1024 * 1024];
    (0..129).for_each(|_| zip.write_all(&megabyte).unwrap());
    let mut book = zip.finish().unwrap().into_inner();
    let size = u32::to_le_bytes(129 * 1024 * 1024);
    let places: Vec<usize> = (0..book.len() - 4).filter(|at| book[*at..at + 4] == size).collect();
    assert_eq!(places.len(), 2, "in the file's own head and in the directory");
    for at in places {
        book[at..at + 4].copy_from_slice(&1_u32.to_le_bytes());
    }
    assert_eq!(sheet::unpacked(&book), None, "its one byte is not believed");
}

#[test]
fn a_number_that_lost_its_digits_and_an_error_are_no_answers() {
    let book = workbook(&[
        ("A1", text("series")),
        ("B1", text("name")),
        ("C1", text("number")),
        ("B2", text("张一川")),
        ("C2", number("990001197503050000")),
        ("A3", "t=\"e\"><v>#REF!</v>".to_owned()),
    ]);
    let found = problems(honours(&book, "a.xlsx"));
    assert_eq!(
        found.iter().map(|(line, problem, _)| (*line, *problem)).collect::<Vec<_>>(),
        [(2, "number-rounded"), (3, "cell-error")]
    );
}

#[test]
fn dates_of_honours_come_out_alike() {
    let written = [
        ("1975-03-05", "1975-03-05"),
        ("1975/3/5", "1975-03-05"),
        ("1975年3月5日", "1975-03-05"),
        ("19750305", "1975-03-05"),
        ("1975.3", "1975-03"),
        ("1975年03月", "1975-03"),
        ("197503", "1975-03"),
        ("", ""),
    ];
    for (typed, wanted) in written {
        let table = format!("荣誉名称,姓名,出生日期,年度\nseries-a,张一川,{typed},2020\n");
        assert_eq!(honours(table.as_bytes(), "a.csv").unwrap()[0].born, wanted, "{typed}");
    }
    for wrong in ["1975", "1975-02-30", "三月五日", "75-3-5", "1975-13"] {
        let table = format!("series,name,born\na,张一川,{wrong}\n");
        assert_eq!(problems(honours(table.as_bytes(), "a.csv")), [(2, "born-wrong", wrong.to_owned())]);
    }
}
