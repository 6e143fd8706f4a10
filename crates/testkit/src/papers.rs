use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// The folder `share` beside the programs, when papers can be set and read again here: with the
/// fonts that npm brings, and the second reader (`pdftotext` and its companions).
/// `LINXUAN_TEST_PAPERS=required` says that both must be there; `off` leaves them out without a word.
pub fn share() -> Option<PathBuf> {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    FOUND.get_or_init(found).clone()
}

fn found() -> Option<PathBuf> {
    asked("LINXUAN_TEST_PAPERS", "papers", here())
}

/// Whether a third program can check the papers' bytes; asked for with them.
pub fn checker() -> bool {
    static FOUND: OnceLock<bool> = OnceLock::new();
    *FOUND.get_or_init(|| {
        let started = Command::new("qpdf").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        let here = started.map(drop).map_err(|_| "qpdf is not here".to_owned());
        asked("LINXUAN_TEST_PAPERS", "papers with qpdf", here).is_some()
    })
}

/// Whether LibreOffice can open documents here; `LINXUAN_TEST_OFFICE` is `required` or `off` as above.
pub fn office() -> bool {
    static FOUND: OnceLock<bool> = OnceLock::new();
    *FOUND.get_or_init(|| {
        let started = Command::new("soffice").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        let missing = "soffice is not here (libreoffice-writer-nogui and libreoffice-calc-nogui in Debian)";
        let here = started.map(drop).map_err(|_| missing.to_owned());
        asked("LINXUAN_TEST_OFFICE", "documents in LibreOffice", here).is_some()
    })
}

/// What is here, unless the variable leaves it out or asks for more.
fn asked<T>(variable: &str, what: &str, here: Result<T, String>) -> Option<T> {
    let asked = std::env::var(variable).unwrap_or_default();
    match (asked.as_str(), here) {
        ("off", _) => None,
        ("required" | "", Ok(found)) => Some(found),
        ("required", Err(missing)) => panic!("{variable}=required: {missing}"),
        ("", Err(missing)) => {
            // Past the test harness, which would keep it to itself.
            drop(writeln!(std::io::stderr(), "\n*** no {what} are tested: {missing} ***\n"));
            None
        }
        (other, _) => panic!("{variable} is `required` or `off`, not {other}"),
    }
}

fn here() -> Result<PathBuf, String> {
    // A test lies in `deps`, below the programs.
    let test = std::env::current_exe().map_err(|error| error.to_string())?;
    let share = test.ancestors().nth(2).unwrap().join("share");
    if !share.join("fonts").is_dir() {
        return Err(format!("no fonts in {} (cargo xtask test lays them down)", share.display()));
    }
    let started = Command::new("pdftotext").arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status();
    started.map(|_| share).map_err(|_| "pdftotext is not here (poppler-utils in Debian)".to_owned())
}
