//! The program as a whole: size, start, memory at rest, a rehearsal.

use std::env;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::stopwatch::{now, timed};
use crate::table::Table;

pub fn measure(table: &mut Table) {
    let program = program();
    let size = fs::metadata(&program).unwrap().len();
    table.line("release binary", &format!("{:.1} MB", bytes(size) / 1e6), "", "≤ 70 MB");
    let folder = env::temp_dir().join(format!("linxuan-bench-program-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    rehearsal(table, &program);
    served(table, &program, &folder);
    fs::remove_dir_all(folder).unwrap();
}

#[expect(clippy::cast_precision_loss, reason = "a figure of three digits")]
const fn bytes(size: u64) -> f64 {
    size as f64
}

/// Built in release mode beside this program.
fn program() -> PathBuf {
    let status =
        Command::new("cargo").args(["build", "--release", "--package", "linxuan"]).current_dir(crate::house()).status();
    assert!(status.unwrap().success(), "linxuan does not build");
    env::current_exe().unwrap().with_file_name("linxuan")
}

fn rehearsal(table: &mut Table, program: &Path) {
    let rulebook = crate::house().join("campaigns/qinghai-2023.toml");
    let mut command = Command::new(program);
    command.arg("rehearse").arg(rulebook).args(["--nominations", "60", "--seed", "1", "--json"]);
    let (time, status) = timed(|| command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap());
    assert!(status.success());
    table.line("rehearse, 60 nominations", &format!("{:.1} s", time.as_secs_f64()), "", "≤ 5 s");
}

/// A new installation over 100,000 nominations: until the first answer, then at rest.
fn served(table: &mut Table, program: &Path, folder: &Path) {
    let setup =
        Command::new(program).arg("setup").current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(setup.unwrap().success());
    let empty = start(program, folder, 18_431);
    fs::remove_dir_all(folder.join("data")).unwrap();
    fs::create_dir_all(folder.join("data")).unwrap();
    let laid = crate::queue::lay(folder, 100_000);
    fs::rename(laid, folder.join("data/linxuan.sqlite")).unwrap();
    let full = start(program, folder, 18_432);
    let milliseconds = |time: Duration| format!("{:.0} ms", time.as_secs_f64() * 1e3);
    let against = format!("on an empty database {}", milliseconds(empty.0));
    table.line("start on 100,000 nominations", &milliseconds(full.0), &against, "≤ 50 ms more than a bare server");
    table.line("at rest, resident", &format!("{:.1} MiB", full.1), &format!("empty {:.1} MiB", empty.1), "≤ 25 MiB");
}

/// Until the first answer, and the resident memory in MiB two seconds later.
fn start(program: &Path, folder: &Path, port: u16) -> (Duration, f64) {
    let begun = now();
    let mut serve = Command::new(program);
    serve.arg("serve").env("LINXUAN_LISTEN", format!("127.0.0.1:{port}")).current_dir(folder);
    let mut child = serve.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while !answers(port) {
        sleep(Duration::from_millis(1));
        assert!(begun.elapsed() < Duration::from_secs(30), "no answer");
    }
    let time = now().duration_since(begun);
    sleep(Duration::from_secs(2));
    let memory = resident(&child);
    child.kill().unwrap();
    child.wait().unwrap();
    (time, memory)
}

fn answers(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { return false };
    let asked = stream.write_all(b"GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n");
    let mut answer = [0; 12];
    asked.and_then(|()| stream.read_exact(&mut answer)).is_ok() && answer.ends_with(b"200")
}

fn resident(child: &Child) -> f64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    let kibibytes: f64 = line.trim().trim_end_matches(" kB").parse().unwrap();
    kibibytes / 1024.0
}
