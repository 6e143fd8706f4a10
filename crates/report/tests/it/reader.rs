//! The second reader: poppler's programs on a file of the test's own.

use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// A PDF on disk; gone when dropped.
pub struct File(PathBuf);

impl File {
    pub fn new(bytes: &[u8]) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("linxuan-report-{}-{number}.pdf", std::process::id()));
        std::fs::File::create(&path).unwrap().write_all(bytes).unwrap();
        Self(path)
    }

    fn said(&self, program: &str, before: &[&str], after: &[&str]) -> String {
        let output = Command::new(program).args(before).arg(&self.0).args(after).output().unwrap();
        assert!(output.status.success(), "{program}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The text of each page in the order in which it was set.
    pub fn pages(&self) -> Vec<String> {
        let text = self.said("pdftotext", &["-enc", "UTF-8", "-raw"], &["-"]);
        // A form feed ends each page.
        text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect()
    }

    /// The same without the spaces and breaks that lines are made with.
    pub fn run_together(&self) -> Vec<String> {
        self.pages().iter().map(|page| together(page)).collect()
    }

    /// A row for each font.
    pub fn fonts(&self) -> String {
        self.said("pdffonts", &[], &[])
    }

    pub fn metadata(&self) -> String {
        self.said("pdfinfo", &["-meta"], &[])
    }

    pub fn info(&self) -> String {
        self.said("pdfinfo", &[], &[])
    }
}

impl Drop for File {
    fn drop(&mut self) {
        drop(std::fs::remove_file(&self.0));
    }
}

pub fn together(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
