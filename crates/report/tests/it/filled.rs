//! Files that somebody sent in: what is refused, and by which reason.

use linxuan_domain::sheet::Unreadable;
use linxuan_report::{docx, read_docx, read_xlsx, xlsx};

use crate::package::{answers, document, packed, part, parts, with};

fn one(text: &str) -> Vec<(String, String)> {
    vec![("name".to_owned(), text.to_owned())]
}

fn word() -> Vec<u8> {
    docx(&document(vec![answers(&one("张一川"))])).unwrap()
}

fn book() -> Vec<u8> {
    xlsx(&document(vec![answers(&one("张一川"))])).unwrap()
}

const BODY: &str = "word/document.xml";
const RELATIONS: &str = "word/_rels/document.xml.rels";

#[test]
fn what_is_no_office_file_is_said_to_be_none() {
    for bytes in [&b""[..], b"PK\x03\x04", b"%PDF-1.7", &word()[..word().len() / 2]] {
        assert!(matches!(read_docx(bytes), Err(Unreadable::Broken { .. })));
        assert!(matches!(read_xlsx(bytes), Err(Unreadable::Broken { .. })));
    }
    let strange = with(&word(), BODY, |_| "<w:document><w:body/></w:document>".to_owned());
    assert_eq!(read_docx(&strange), Err(Unreadable::Foreign));
    assert!(matches!(read_docx(&book()), Err(Unreadable::Foreign)));
    let doctype = with(&word(), BODY, |body| format!("<!DOCTYPE x [<!ENTITY y \"z\">]>{body}"));
    assert!(matches!(read_docx(&doctype), Err(Unreadable::Broken { .. })));
    let entity = with(&word(), BODY, |body| body.replace("张一川", "&y;"));
    assert!(matches!(read_docx(&entity), Err(Unreadable::Broken { .. })));
}

#[test]
fn programs_and_what_comes_from_elsewhere_are_refused() {
    for (bytes, read) in [(word(), read_docx as fn(&[u8]) -> _), (book(), read_xlsx as fn(&[u8]) -> _)] {
        for name in ["word/vbaProject.bin", "xl/vbaProject.bin", "word/activeX/activeX1.bin", "word/embeddings/a.bin"] {
            let found = read(&with(&bytes, name, |_| "x".to_owned()));
            assert_eq!(found, Err(Unreadable::Macros { part: name.to_owned() }));
        }
        let enabled = with(&bytes, "[Content_Types].xml", |kinds| {
            kinds.replacen("application/vnd.", "application/vnd.ms-word.document.macroEnabled.main+xml;", 1)
        });
        assert!(matches!(read(&enabled), Err(Unreadable::Macros { .. })));
    }
    let related = |kind: &str| {
        let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let one = format!(
            r#"<Relationship Id="x" Type="{types}/{kind}" Target="http://example.cn/a" TargetMode="External"/>"#
        );
        read_docx(&with(&word(), RELATIONS, |all| all.replace("</Relationships>", &format!("{one}</Relationships>"))))
    };
    for kind in ["attachedTemplate", "image", "oleObject", "frame"] {
        assert_eq!(related(kind), Err(Unreadable::External { target: "http://example.cn/a".to_owned() }));
    }
    // A plain link fetches nothing.
    assert_eq!(related("hyperlink").unwrap().fields, one("张一川"));
}

#[test]
fn bombs_and_slips_are_refused_before_they_are_read() {
    let zeros = |size: usize| vec![b' '; size];
    let dense = [parts(&word()), vec![("word/a.xml".to_owned(), zeros(8 << 20))]].concat();
    assert_eq!(read_docx(&packed(&dense)), Err(Unreadable::TooDense { part: "word/a.xml".to_owned(), most: 250 }));
    let many: Vec<(String, Vec<u8>)> = (0..=1000).map(|at| (format!("a{at}"), Vec::new())).collect();
    assert_eq!(read_docx(&packed(&many)), Err(Unreadable::TooManyParts { most: 1000, found: 1001 }));
    // Each part is dense within bounds, all of them are too much: 70 of a mebibyte.
    let large: Vec<(String, Vec<u8>)> = (0..70).map(|at| (format!("a{at}"), zeros(1 << 20))).collect();
    assert_eq!(read_xlsx(&packed(&large)), Err(Unreadable::TooLarge { most: 64 << 20 }));
    for name in ["../a", "word/../../a", "/etc/a", "word\\a"] {
        let slip = [parts(&word()), vec![(name.to_owned(), Vec::new())]].concat();
        assert!(matches!(read_docx(&packed(&slip)), Err(Unreadable::BadName { .. })), "{name}");
    }
}

#[test]
fn a_formula_or_a_rounded_number_in_an_answer_is_named_by_its_cell() {
    let sheet = "xl/worksheets/sheet1.xml";
    let found = part(&book(), sheet);
    // The last cell with a value is the answer: C5.
    let at = found.find(r#"<c r="C5""#).unwrap();
    let cell = &found[at..at + found[at..].find("</c>").unwrap() + 4];
    let with_cell = |new: &str| read_xlsx(&with(&book(), sheet, |all| all.replace(cell, new)));
    assert_eq!(with_cell(r#"<c r="C5"><f>1+1</f><v>2</v></c>"#), Err(Unreadable::Formula { cell: "C5".to_owned() }));
    let rounded = with_cell(r#"<c r="C5"><v>990101198001010000</v></c>"#);
    assert_eq!(rounded, Err(Unreadable::Rounded { cell: "C5".to_owned() }));
    assert_eq!(with_cell(r#"<c r="C5" t="e"><v>#REF!</v></c>"#), Err(Unreadable::CellError { cell: "C5".to_owned() }));
    let number = with_cell(r#"<c r="C5"><v>42</v></c>"#).unwrap();
    assert!(number.fields == one("42"));
}

#[test]
fn what_was_deleted_or_only_a_hint_is_not_read() {
    let say = |from: &str, to: &str| read_docx(&with(&word(), BODY, |body| body.replace(from, to))).unwrap().fields;
    let run = "<w:r><w:t xml:space=\"preserve\">张一川</w:t></w:r>";
    let tracked =
        format!("<w:del><w:r><w:delText>张一川</w:delText></w:r></w:del><w:ins>{}</w:ins>", run.replace("川", "山"));
    assert_eq!(say(run, &tracked), one("张一山"));
    assert_eq!(
        say(run, &format!("{run}</w:sdtContent></w:sdt></w:p><w:p><w:sdt><w:sdtContent>{run}")),
        one("张一川\n张一川")
    );
    assert_eq!(say("</w:sdtPr>", "<w:showingPlcHdr/></w:sdtPr>"), one(""));
    // Composed, as the same name typed elsewhere.
    assert_eq!(say("张一川", "e\u{301}&#x5f20;&amp;"), one("é张&"));
}
