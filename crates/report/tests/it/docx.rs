//! What stands in a docx, part by part.

use linxuan_domain::value::Language;
use linxuan_report::document::{Block, Cell, Document};
use linxuan_report::{Fault, docx, read_docx};

use crate::package::{answer, answers, column, document, label, part, parts, seal, traps};

fn body(document: &Document) -> String {
    part(&docx(document).unwrap(), "word/document.xml")
}

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn a_paper_is_a4_with_the_margins_and_faces_of_official_papers() {
    let mut paper = document(vec![Block::Text("正文。".to_owned())]);
    let bytes = docx(&paper).unwrap();
    let body = part(&bytes, "word/document.xml");
    // 210 × 297 mm; 37, 26, 35 and 28 mm: 1 mm is 56.69 twentieths of a point.
    assert!(body.contains(r#"<w:pgSz w:w="11906" w:h="16838"/>"#), "{body}");
    assert!(body.contains(r#"<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587""#), "{body}");
    let styles = part(&bytes, "word/styles.xml");
    assert!(styles.contains(r#"w:eastAsia="仿宋_GB2312""#) && styles.contains(r#"w:eastAsia="方正小标宋简体""#));
    let fonts = part(&bytes, "word/fontTable.xml");
    assert!(fonts.contains(r#"<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>"#), "{fonts}");
    assert!(fonts.contains(r#"<w:font w:name="方正小标宋简体"><w:altName w:val="宋体"/>"#), "{fonts}");
    paper.landscape = true;
    assert!(self::body(&paper).contains(r#"<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>"#));
    paper.language = Language::English;
    assert!(part(&docx(&paper).unwrap(), "word/styles.xml").contains(r#"w:eastAsia="FangSong_GB2312""#));
}

#[test]
fn the_foot_counts_pages_and_says_what_the_paper_was_made_from() {
    let foot = part(&docx(&document(Vec::new())).unwrap(), "word/footer1.xml");
    for wanted in [r#"w:instr=" PAGE ""#, r#"w:instr=" NUMPAGES ""#, ">第<", ">页，共<", ">页<", ">A7K2-3 01234567<"]
    {
        assert!(foot.contains(wanted), "{wanted}: {foot}");
    }
}

#[test]
fn the_head_of_a_table_stands_on_every_page_and_numbers_stand_right() {
    let rows = vec![texts(&["张一川", "3"]), texts(&["王二禾"])];
    let head = vec![column("姓名", false), column("数量", true)];
    let body = body(&document(vec![Block::Table { head, rows, foot: vec![texts(&["合计", "3"])] }]));
    assert_eq!(body.matches("<w:tblHeader/>").count(), 1);
    assert_eq!(body.matches("<w:tr>").count(), 4);
    assert_eq!(body.matches(r#"<w:pStyle w:val="Number"/>"#).count(), 3);
    // The whole line, in halves: 156 mm are 8845 twentieths.
    assert!(body.contains(r#"<w:gridCol w:w="4422"/><w:gridCol w:w="4423"/>"#), "{body}");
}

#[test]
fn cells_span_columns_and_rows() {
    let wide = Cell { columns: 2, ..label("宽") };
    let high = Cell { rows: 2, ..label("高") };
    let body = body(&document(vec![Block::Grid {
        columns: 3,
        rows: vec![vec![high, wide], vec![answer("a", "甲"), answer("b", "乙")]],
    }]));
    assert_eq!(body.matches(r#"<w:gridSpan w:val="2"/>"#).count(), 1);
    assert_eq!(body.matches(r#"<w:vMerge w:val="restart"/>"#).count(), 1);
    assert_eq!(body.matches("<w:vMerge/>").count(), 1);
    let bad = document(vec![Block::Grid { columns: 3, rows: vec![vec![label("一")]] }]);
    assert_eq!(docx(&bad), Err(Fault::Grid { row: 0 }));
}

#[test]
fn an_answer_is_a_content_control_with_its_path() {
    let long = format!("members.12.{}", "a-long-column-of-a-team".repeat(2));
    let all = [("resume.0.from".to_owned(), "1999-07".to_owned()), (long.clone(), String::new())];
    let bytes = docx(&document(vec![answers(&all)])).unwrap();
    let body = part(&bytes, "word/document.xml");
    assert!(body.contains(r#"<w:tag w:val="resume.0.from"/>"#), "{body}");
    // Nothing typed yet: room that vanishes when somebody types.
    assert_eq!(body.matches("<w:showingPlcHdr/>").count(), 1);
    for name in body.split(r#"w:name="_f"#).skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(name.len() <= 38, "{name}");
    }
    assert_eq!(read_docx(&bytes).unwrap().fields, all);
    // As programs save it that keep bookmarks and lose what controls are called.
    let nameless = crate::package::with(&bytes, "word/document.xml", |body| {
        body.replace("<w:tag ", "<w:lost ").replace("<w:alias ", "<w:lost ")
    });
    assert_eq!(read_docx(&nameless).unwrap().fields, all);
}

#[test]
fn typed_text_stays_text() {
    let all = traps();
    let bytes = docx(&document(vec![answers(&all)])).unwrap();
    let body = part(&bytes, "word/document.xml");
    assert!(!body.contains("instrText") && !body.contains("fldSimple"));
    assert!(body.contains("&amp;amp; &lt;w:t&gt; ]]&gt; &amp;lt;"), "{body}");
    let read = read_docx(&bytes).unwrap().fields;
    for ((path, text), found) in all.iter().zip(&read) {
        assert_eq!((path, text), (&found.0, &found.1));
    }
    assert_eq!(read.len(), all.len());
    let bad = document(vec![answers(&[("name".to_owned(), "a\u{0}b".to_owned())])]);
    assert_eq!(docx(&bad), Err(Fault::Character { character: '\0' }));
}

#[test]
fn a_portrait_is_33_by_48_millimetres() {
    let jpg = vec![0xff, 0xd8, 0xff, 0xe0, 1, 2, 3];
    let cell =
        |picture: &[u8]| Cell { picture: Some(picture.to_vec()), columns: 1, rows: 1, lines: 1, ..Cell::default() };
    let paper = |picture: &[u8]| document(vec![Block::Grid { columns: 1, rows: vec![vec![cell(picture)]] }]);
    let bytes = docx(&paper(&jpg)).unwrap();
    // 36,000 English metric units a millimetre.
    assert!(part(&bytes, "word/document.xml").contains(r#"<wp:extent cx="1188000" cy="1728000"/>"#));
    assert!(parts(&bytes).contains(&("word/media/image1.jpeg".to_owned(), jpg)));
    assert!(part(&bytes, "word/_rels/document.xml.rels").contains(r#"Target="media/image1.jpeg""#));
    assert_eq!(docx(&paper(b"GIF89a")), Err(Fault::Picture));
}

#[test]
fn seals_breaks_and_headings_have_their_place() {
    let blocks = vec![Block::Heading("一、基本情况".to_owned()), Block::Break, seal()];
    let body = body(&document(blocks));
    let at = |text: &str| body.find(text).unwrap_or_else(|| panic!("{text}: {body}"));
    assert!(at("附件1") < at("推荐表") && at("推荐表") < at("一式2份") && at("一式2份") < at("一、基本情况"));
    assert!(at("一、基本情况") < at(r#"<w:br w:type="page"/>"#) && at(r#"<w:br w:type="page"/>"#) < at("工作单位意见"));
    assert!(
        at("情况属实") < at("负责人签字")
            && at("负责人签字") < at("（单位公章）")
            && at("（单位公章）") < at("年　月　日")
    );
    // Eight lines of 24 points.
    assert!(body.contains(r#"<w:trHeight w:val="3840" w:hRule="atLeast"/>"#));
}

#[test]
fn the_same_document_is_the_same_file_without_names_or_times() {
    let paper = document(vec![answers(&traps()), seal()]);
    let bytes = docx(&paper).unwrap();
    assert!(bytes == docx(&paper).unwrap());
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains("2022-05-10T12:00:00Z") && !core.contains("creator"), "{core}");
    for (name, part) in parts(&bytes) {
        let text = String::from_utf8_lossy(&part);
        assert!(!text.contains("TargetMode") && !name.contains("vba"), "{name}");
    }
}
