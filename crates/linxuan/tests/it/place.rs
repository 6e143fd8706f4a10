use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder of its own for one test; gone when dropped.
pub struct Place(PathBuf);

/// What a run of the program gave.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self { code: output.status.code().expect("an exit code"), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// The answer as JSON: alone on standard output.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

impl Place {
    pub fn new() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("linxuan-binary-{}-{number}", std::process::id()));
        // Another process may have had this number and been killed.
        drop(std::fs::remove_dir_all(&folder));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// A fresh installation.
    pub fn installed() -> Self {
        let place = Self::new();
        let ran = place.run(&["setup"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The program in this folder, in English, with nothing of the tester's environment.
    pub fn program(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_linxuan"));
        command.current_dir(&self.0).args(["--lang", "en"]).args(arguments);
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("LINXUAN_")) {
            command.env_remove(name);
        }
        // Without fonts, whatever lies beside the program: letters are pages that a test can read.
        command.env("LINXUAN_SHARE", self.path("no-share"));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, &[])
    }

    pub fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        let output = self.program(arguments).envs(variables.iter().copied()).output().unwrap();
        Ran::of(&output)
    }

    /// Starts the program with somebody at its terminal.
    pub fn start(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Child {
        self.program(arguments).envs(variables.iter().copied()).stdin(Stdio::piped()).spawn().unwrap()
    }

    pub fn database(&self) -> String {
        format!("sqlite://{}", self.path("data/linxuan.sqlite").display())
    }

    /// A statement beside the program, as only an intruder would run it.
    pub fn tamper(&self, statement: &str) {
        let database = rusqlite::Connection::open(self.path("data/linxuan.sqlite")).unwrap();
        assert!(database.execute(statement, []).unwrap() > 0, "{statement} changes nothing");
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// Writes an answer at the terminal.
pub fn answer(child: &mut Child, text: &str) {
    writeln!(child.stdin.as_mut().unwrap(), "{text}").unwrap();
}

/// The end of a program, given what of its errors was read before.
pub fn end(child: Child, before: String) -> Ran {
    let mut ran = Ran::of(&child.wait_with_output().unwrap());
    ran.err = before + &ran.err;
    ran
}

/// A file in the repository's `campaigns`.
pub fn campaigns(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../campaigns");
    folder.join(name).canonicalize().unwrap().display().to_string()
}
