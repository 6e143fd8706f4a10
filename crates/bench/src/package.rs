//! A package of one gibibyte of files against copying the same files, both down to the disk.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use jiff::civil::date;
use linxuan_app::bag::{self, About, Entry, Packing};

use crate::stopwatch::{now, timed};
use crate::table::Table;

/// As a unit's videos and photos are: few and long, many and short.
const FILES: [(u32, usize); 2] = [(3, 300 << 20), (31, 4 << 20)];

/// What writing one zip gave.
struct Ours {
    whole: Duration,
    first_byte: Duration,
    /// Most memory of the process while it wrote, in KiB.
    peak: u64,
}

pub fn measure(table: &mut Table) {
    let folder = crate::scratch("package");
    let source = folder.join("source");
    let bytes = lay(&source);
    // Read once before, so that all runs find the files where the first left them.
    copied(&folder, "warm");
    let before = copied(&folder, "before");
    let ours = ours(&source, &folder.join("package.zip"));
    let after = copied(&folder, "after");
    let rate = |time: Duration| f64::from(u32::try_from(bytes >> 20).unwrap()) / time.as_secs_f64();
    let ceiling = f64::midpoint(rate(before), rate(after));
    table.line(
        &format!("package of {} MiB as a zip, with all hashes", bytes >> 20),
        &format!("{:.0} MiB/s", rate(ours.whole)),
        &format!(
            "cp and fsync {:.0} before, {:.0} after: × {:.2}",
            rate(before),
            rate(after),
            rate(ours.whole) / ceiling
        ),
        "≥ 0.9 ×",
    );
    let first = format!("{:.2} ms", ours.first_byte.as_secs_f64() * 1000.0);
    table.line("package: first byte", &first, "", "≤ 50 ms");
    table.line("package: peak memory of the process", &format!("{} KiB", ours.peak), "", "≤ 32 MiB");
    fs::remove_dir_all(folder).unwrap();
}

/// Files that cannot be packed any further; answers their bytes.
fn lay(folder: &Path) -> usize {
    fs::create_dir_all(folder).unwrap();
    let mut state = 1_u64;
    let mut block = vec![0; 1 << 20];
    let mut bytes = 0;
    for (count, length) in FILES {
        for number in 0..count {
            let mut file = File::create(folder.join(format!("{length}-{number}.mp4"))).unwrap();
            for _ in 0..length >> 20 {
                for word in block.chunks_exact_mut(8) {
                    // xorshift64 (Marsaglia 2003).
                    state ^= state << 13;
                    state ^= state >> 7;
                    state ^= state << 17;
                    word.copy_from_slice(&state.to_le_bytes());
                }
                file.write_all(&block).unwrap();
            }
            file.sync_all().unwrap();
            bytes += length;
        }
    }
    bytes
}

fn copied(folder: &Path, name: &str) -> Duration {
    let target = folder.join(name);
    let (time, ()) = timed(|| {
        // Copies by bytes: a file system that only notes the copy would be no ceiling.
        let copy = Command::new("cp").args(["-r", "--reflink=never"]).arg(folder.join("source")).arg(&target).status();
        assert!(copy.unwrap().success());
        for file in fs::read_dir(&target).unwrap() {
            File::open(file.unwrap().path()).unwrap().sync_all().unwrap();
        }
    });
    fs::remove_dir_all(target).unwrap();
    time
}

/// Notes when the first byte comes.
struct Watched<'a> {
    file: &'a File,
    first: &'a Cell<Option<std::time::Instant>>,
}

impl Write for Watched<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.first.get().is_none() {
            self.first.set(Some(now()));
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn ours(source: &Path, target: &Path) -> Ours {
    let mut files: Vec<_> = fs::read_dir(source).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let about = About {
        folder: "package".into(),
        source: "bench".into(),
        identifier: "bench".into(),
        at: date(2030, 1, 15).at(0, 0, 0, 0),
    };
    // Forgets the peak of what was measured before.
    fs::write("/proc/self/clear_refs", "5").unwrap();
    let start = now();
    let first = Cell::new(None);
    let entries = files.iter().map(|path| Entry {
        path: path.file_name().unwrap().to_string_lossy().into_owned(),
        packing: Packing::Stored,
        content: Box::new(File::open(path).unwrap()),
    });
    let out = File::create(target).unwrap();
    bag::write(Watched { file: &out, first: &first }, entries, &about).unwrap();
    out.sync_all().unwrap();
    let whole = now().duration_since(start);
    let first_byte = first.get().map_or(whole, |first| first.duration_since(start));
    Ours { whole, first_byte, peak: peak() }
}

fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches("kB").trim().parse().unwrap()
}
