//! One throw-away PostgreSQL cluster for each test process.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use postgres::{Client, NoTls};

/// Starts the server, says its folder, and stops it when standard input closes: however the
/// test process ends, its side of the pipe is closed with it.
const WATCH: &str = r#"
set -eu
umask 077
base=/tmp
# In memory where there is room: hundreds of databases are made and dropped.
if [ "$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')" -gt 4000000 ] 2>/dev/null; then base=/dev/shm; fi
folder=$(mktemp -d $base/linxuan-postgres.XXXXXX)
trap 'rm -rf "$folder"' EXIT
failed() { cat "$folder/log" >&2; exit 1; }
"$1/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$folder/log" 2>&1 </dev/null || failed
"$1/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c shared_buffers=32MB -c max_connections=600 \
  -c fsync=off -c max_wal_size=256MB -c log_min_messages=fatal -c log_min_error_statement=panic \
  >>"$folder/log" 2>&1 </dev/null &
server=$!
until "$1/pg_isready" -q -h "$folder" </dev/null; do kill -0 "$server" 2>/dev/null || failed; sleep 0.05; done
printf '%s\n' "$folder"
while read -r _; do :; done
kill -INT "$server"
wait "$server" || true
"#;

/// A running cluster, without locale: it sorts by code point.
pub struct Cluster {
    folder: PathBuf,
    made: AtomicU32,
    /// Open as long as this process lives.
    _alive: ChildStdin,
}

/// The cluster of this process, started at the first question.
///
/// # Errors
/// Why there is none.
pub fn cluster() -> Result<&'static Cluster, &'static str> {
    static CLUSTER: OnceLock<Result<Cluster, String>> = OnceLock::new();
    CLUSTER.get_or_init(start).as_ref().map_err(String::as_str)
}

/// The newest installed server's programs.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let numbered = versions.filter_map(|entry| {
        let path = entry.ok()?.path();
        let number: u32 = path.file_name()?.to_str()?.parse().ok()?;
        path.join("bin/initdb").exists().then(|| (number, path.join("bin")))
    });
    numbered.max().map(|(_, path)| path)
}

/// The server refuses to run as root; then the user `postgres` runs it.
fn shell() -> Command {
    let user = Command::new("id").arg("-u").output().map(|output| output.stdout).unwrap_or_default();
    if user.trim_ascii() != b"0" {
        return Command::new("/bin/sh");
    }
    let mut command =
        if Path::new("/usr/sbin/runuser").exists() { Command::new("/usr/sbin/runuser") } else { Command::new("su") };
    if command.get_program() == "su" {
        command.args(["postgres", "-s", "/bin/sh", "--"]);
    } else {
        command.args(["-u", "postgres", "--", "/bin/sh"]);
    }
    command
}

fn start() -> Result<Cluster, String> {
    let programs = programs().ok_or("no server in /usr/lib/postgresql/*/bin")?;
    let mut command = shell();
    command.args(["-c", WATCH, "linxuan-test"]).arg(programs).current_dir("/").process_group(0);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut watch = command.spawn().map_err(|error| error.to_string())?;
    let mut folder = String::new();
    let said = watch.stdout.take().map(|out| BufReader::new(out).read_line(&mut folder));
    if folder.trim_end().is_empty() || !matches!(said, Some(Ok(_))) {
        let mut log = String::new();
        drop(watch.stdin.take());
        drop(watch.stderr.take().map(|mut errors| errors.read_to_string(&mut log)));
        return Err(format!("the server did not start: {log}"));
    }
    let alive = watch.stdin.take().ok_or("no pipe")?;
    Ok(Cluster { folder: PathBuf::from(folder.trim_end()), made: AtomicU32::new(0), _alive: alive })
}

impl Cluster {
    /// The address of a new database made with further words of `CREATE DATABASE`.
    pub fn database_with(&self, words: &str) -> String {
        let name = format!("test_{}", self.made.fetch_add(1, Ordering::Relaxed));
        self.run(&format!("CREATE DATABASE {name} {words}"));
        self.url(&name)
    }

    fn url(&self, name: &str) -> String {
        format!("postgresql:///{name}?host={}&user=postgres", self.folder.display())
    }

    /// Drops a database with all its connections.
    pub fn drop_database(&self, url: &str) {
        self.run(&format!("DROP DATABASE {} WITH (FORCE)", name_in(url)));
    }

    /// Closes a database to everybody, so that it can be copied; answers its name.
    pub fn closed(&self, url: &str) -> String {
        let name = name_in(url);
        self.run(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS FALSE"));
        self.run(&format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"));
        name.to_owned()
    }

    /// Runs statements beside every store, outside of a transaction.
    pub fn run(&self, statements: &str) {
        Client::connect(&self.url("postgres"), NoTls).unwrap().batch_execute(statements).unwrap();
    }

    /// The folder with every file of the cluster, the write-ahead log among them.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }
}

fn name_in(url: &str) -> &str {
    url.strip_prefix("postgresql:///").and_then(|rest| rest.split_once('?')).unwrap().0
}
