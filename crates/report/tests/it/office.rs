//! Documents as LibreOffice reads them and saves them again.

use std::path::{Path, PathBuf};
use std::process::Command;

use linxuan_report::document::{Block, Cell};
use linxuan_report::{docx, read_docx, read_xlsx, xlsx};
use linxuan_testkit::papers;

use crate::nominations::sheets;
use crate::package::{answers, column, document, label, part, seal, traps};
use crate::reader::{File, together};

/// A folder of the test's own; gone when dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("linxuan-office-{name}-{}", std::process::id()));
        std::fs::create_dir_all(path.join("out")).unwrap();
        Self(path)
    }

    /// Saves files by LibreOffice in another kind, all in one run.
    fn converted(&self, kind: &str, files: &[(String, Vec<u8>)]) -> Vec<Vec<u8>> {
        let paths: Vec<PathBuf> = files.iter().map(|(name, _)| self.0.join(name)).collect();
        for (path, (_, bytes)) in paths.iter().zip(files) {
            std::fs::write(path, bytes).unwrap();
        }
        let profile = format!("-env:UserInstallation=file://{}", self.0.join("profile").display());
        let mut office = Command::new("soffice");
        office.args([&profile, "--headless", "--convert-to", kind, "--outdir"]).arg(self.0.join("out")).args(&paths);
        let ran = office.output().unwrap();
        assert!(ran.status.success(), "{ran:?}");
        let saved = |path: &PathBuf| self.0.join("out").join(Path::new(path.file_name().unwrap()).with_extension(kind));
        let read = |path: PathBuf| std::fs::read(&path).unwrap_or_else(|_| panic!("{}: {ran:?}", path.display()));
        paths.iter().map(|path| read(saved(path))).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

#[test]
fn what_libreoffice_saves_again_says_the_same() {
    if !papers::office() {
        return;
    }
    let folder = Folder::new("again");
    // LibreOffice writes this one, which codes a character elsewhere, in a code of its own into docx.
    let texts: Vec<_> = traps().into_iter().filter(|(_, text)| !text.starts_with("_x0041_")).collect();
    let mut all = vec![document(vec![answers(&texts), seal()])];
    all.extend(sheets(1).map(|one| one.blank()));
    let words: Vec<_> = (0..).zip(&all).map(|(at, one)| (format!("{at}.docx"), docx(one).unwrap())).collect();
    for (again, (name, bytes)) in folder.converted("docx", &words).iter().zip(&words) {
        let (before, after) = (read_docx(bytes).unwrap().fields, read_docx(again).unwrap().fields);
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(before, after, "{name}");
        }
        assert_eq!(before.len(), after.len(), "{name}");
    }
    let books: Vec<_> = (0..).zip(&all).map(|(at, one)| (format!("{at}.xlsx"), xlsx(one).unwrap())).collect();
    for (again, (name, bytes)) in folder.converted("xlsx", &books).iter().zip(&books) {
        let sheet = part(again, "xl/worksheets/sheet1.xml");
        assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "{name}");
        let (before, after) = (read_xlsx(bytes).unwrap().fields, read_xlsx(again).unwrap().fields);
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(before, after, "{name}");
        }
        assert_eq!(before.len(), after.len(), "{name}");
    }
}

#[test]
fn a_long_table_is_set_on_pages_with_its_head_on_each() {
    if !papers::office() {
        return;
    }
    let head = vec![column("姓名", false), column("数量", true)];
    let rows = (0..120).map(|row| vec![format!("张{row}"), row.to_string()]).collect();
    let portrait = Cell { columns: 1, rows: 1, lines: 1, ..label("照片") };
    let blocks =
        vec![Block::Grid { columns: 1, rows: vec![vec![portrait]] }, Block::Table { head, rows, foot: Vec::new() }];
    let paper = document(blocks);
    let folder = Folder::new("pages");
    let pdf = folder.converted("pdf", &[("a.docx".to_owned(), docx(&paper).unwrap())]);
    let pages = File::new(&pdf[0]).pages();
    assert!(pages.len() > 2, "{}", pages.len());
    for (number, page) in (1..).zip(&pages) {
        let page = together(page);
        assert!(page.contains("姓名数量"), "{page}");
        assert!(
            page.contains(&format!("第{number}页，共{}页", pages.len())) && page.contains("A7K2-301234567"),
            "{page}"
        );
    }
    assert!(together(&pages[0]).contains("附件1“最美科技工作者”推荐表推荐单位：澄川学会（一式2份）"));
    let pdf = folder.converted("pdf", &[("b.xlsx".to_owned(), xlsx(&paper).unwrap())]);
    let pages = File::new(&pdf[0]).pages();
    assert!(pages.iter().skip(1).all(|page| together(page).contains("姓名数量")), "{pages:?}");
}
