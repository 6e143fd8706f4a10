//! Official papers of the five notices, read again and held against `tests/golden`.

use std::path::PathBuf;
use std::process::Command;

use linxuan_domain::paper::{Checked, Content, ExaminationSheet, Head, Paper, Receipt, ReturnedReasons};
use linxuan_domain::rulebook::{Format, PaperKind};
use linxuan_domain::value::{Instant, Language};
use linxuan_report::{document, docx, read_docx, read_xlsx, xlsx};
use linxuan_testkit::papers::checker;

use crate::press;
use crate::reader::{File, together};
use crate::sample::{NOTICES, book, label, listed, paper, whose};

const KINDS: [PaperKind; 5] = [
    PaperKind::NominationForm,
    PaperKind::IntegrityOpinion,
    PaperKind::SummaryTable,
    PaperKind::ActivityTable,
    PaperKind::WorkReport,
];

/// Every paper that one of the five notices asks for, by the name of its golden file.
fn papers() -> Vec<(String, Paper)> {
    let mut all = Vec::new();
    for notice in NOTICES {
        let book = book(notice);
        let asked = |kind: &PaperKind| book.paper.iter().any(|paper| paper.kind == *kind);
        for kind in KINDS.into_iter().filter(asked) {
            let paper = paper(&book, kind);
            all.push((format!("{notice}-{}", paper.head.id), paper));
        }
    }
    all
}

/// 2023-04-04 10:26 in Beijing.
const AT: Instant = Instant(1_680_575_160_000_000);

/// The papers that the system gives out itself.
fn slips() -> Vec<(String, Paper)> {
    let book = book("qinghai-2023");
    let own = |id: &str, number: &str, content| Paper { head: Head::own(&book, id, whose(number)), content };
    let receipt = Receipt {
        at: AT,
        list: vec![listed(1), listed(2)],
        manifest: "ab".repeat(32),
        papers: vec![(label("推荐工作情况报告"), 1)],
    };
    let returned = ReturnedReasons {
        nominee: listed(1),
        at: AT,
        due: Some(Instant(AT.0 + 5 * 86_400_000_000)),
        reasons: vec![(label("行政职务级别未超限"), "职务与级别不符。".to_owned())],
        note: "请一并补充单位公示的日期。".to_owned(),
    };
    let checked = |text: &str, passed, reason: &str| Checked { label: label(text), passed, reason: reason.to_owned() };
    let checks = vec![
        checked("不是现役军人", Some(true), ""),
        checked("行政职务级别未超限", Some(false), "职务与级别不符。"),
        checked("没有重复推荐", None, ""),
    ];
    let sheet = ExaminationSheet { nominee: listed(1), checks, note: String::new() };
    vec![
        ("receipt".to_owned(), own("receipt", "QINGHAI-2023-003-1", Content::Receipt(receipt))),
        ("returned".to_owned(), own("returned", "CC-0101", Content::ReturnedReasons(returned))),
        ("examination".to_owned(), own("examination", "CC-0101", Content::ExaminationSheet(sheet))),
    ]
}

/// Pages with a line between them; the version, which every change of a rulebook changes, is tested elsewhere.
fn text(paper: &Paper, pages: &[String]) -> String {
    let version = paper.version()[..8].to_uppercase();
    pages.iter().map(|page| page.replacen(&version, "", 1)).collect::<Vec<_>>().join("\n----\n")
}

/// Where lines break is typesetting; what stands in which order on which page is the paper.
/// `LINXUAN_REPORT_LOOK` names a folder for the files, to be looked at.
#[test]
fn every_paper_reads_as_its_golden_file() {
    let Some(press) = press() else { return };
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut wrong = Vec::new();
    for (name, paper) in papers().into_iter().chain(slips()) {
        let set = press.paper(&paper).unwrap();
        let file = File::new(&set.pdf);
        let found = text(&paper, &file.pages());
        if let Ok(look) = std::env::var("LINXUAN_REPORT_LOOK") {
            std::fs::write(format!("{look}/{name}.pdf"), &set.pdf).unwrap();
            std::fs::write(format!("{look}/{name}.txt"), &found).unwrap();
        }
        assert_eq!(file.pages().len(), set.pages.len(), "{name}");
        let golden = std::fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap_or_default();
        if together(&golden) != together(&found) {
            wrong.push(format!("{name}:\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// What is worked on offline says which answers it holds, and tables hold a line for each of their rows.
#[test]
fn every_paper_can_be_worked_on_and_read_again() {
    for (name, paper) in papers().into_iter().chain(slips()) {
        let document = document(&paper);
        let bytes = match paper.office() {
            Format::Xlsx => xlsx(&document).unwrap(),
            _ => docx(&document).unwrap(),
        };
        let rows = match &paper.content {
            Content::NominationForm(form) => {
                let filled = read_docx(&bytes).unwrap();
                let said =
                    |path: &str| filled.fields.iter().find(|(known, _)| known == path).map(|(_, text)| text.as_str());
                assert_eq!(said("name"), Some(form.of.answers.text("name")), "{name}");
                assert!(said("deeds").is_some(), "{name}: {filled:?}");
                continue;
            }
            Content::SummaryTable(table) => table.rows.len(),
            Content::ActivityTable(table) => table.rows.len(),
            _ => continue,
        };
        assert_eq!(read_xlsx(&bytes).unwrap().tables[0].len(), rows, "{name}");
    }
}

#[test]
fn every_paper_is_pdf_a_and_the_same_bytes_twice() {
    let Some(press) = press() else { return };
    for (name, paper) in papers().into_iter().chain(slips()) {
        let set = press.paper(&paper).unwrap();
        assert_eq!(set, press.paper(&paper).unwrap(), "{name}: a second run differs");
        let metadata = File::new(&set.pdf).metadata();
        assert!(metadata.contains("<pdfaid:part>2</pdfaid:part>"), "{name}: {metadata}");
        assert!(metadata.contains("<pdfaid:conformance>B</pdfaid:conformance>"), "{name}: {metadata}");
    }
}

/// A third program on the bytes themselves.
#[test]
fn every_paper_is_a_sound_file_to_qpdf() {
    let Some(press) = press() else { return };
    if !checker() {
        return;
    }
    for (name, paper) in papers() {
        let path = std::env::temp_dir().join(format!("linxuan-report-{}-{name}.pdf", std::process::id()));
        std::fs::write(&path, press.paper(&paper).unwrap().pdf).unwrap();
        let checked = Command::new("qpdf").arg("--check").arg(&path).output().unwrap();
        std::fs::remove_file(path).unwrap();
        assert!(checked.status.success(), "{name}: {checked:?}");
    }
}

#[test]
fn every_paper_can_be_set_in_english() {
    let Some(press) = press() else { return };
    for (name, mut paper) in papers().into_iter().chain(slips()) {
        paper.head.language = Language::English;
        let page = File::new(&press.paper(&paper).unwrap().pdf).run_together().remove(0);
        assert!(page.contains("Page1of") && !page.contains("paper-"), "{name}: {page}");
    }
}
