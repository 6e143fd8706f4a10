//! Bags: what goes in comes out, other programs agree, and nothing hostile gets past the check.

mod hostile;
mod outside;
mod round;

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use jiff::civil::date;
use linxuan_app::bag::{self, About, Entry, Kind, Packing, Verified};

/// A folder of its own for one test; gone when dropped.
struct Place(PathBuf);

impl Place {
    fn new() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("linxuan-bag-{}-{number}", std::process::id()));
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

fn about() -> About {
    About {
        folder: "青海省 推荐材料".into(),
        source: "活动办公室".into(),
        identifier: "QH-2023".into(),
        at: date(2023, 5, 6).at(7, 8, 10, 0),
    }
}

fn entry(path: &str, packing: Packing, bytes: &[u8]) -> Entry<'static> {
    Entry { path: path.into(), packing, content: Box::new(Cursor::new(bytes.to_vec())) }
}

/// A text and a picture.
fn two() -> Vec<Entry<'static>> {
    vec![
        entry("01 青海省/汇总表.csv", Packing::Deflated, "序号,姓名\r\n1,某甲\r\n".repeat(40).as_bytes()),
        entry("01 青海省/03 某甲/某甲1.jpg", Packing::Stored, &[0xff, 0xd8, 7, 7, 7]),
    ]
}

fn zipped(entries: Vec<Entry>) -> Vec<u8> {
    let mut out = Vec::new();
    bag::write(&mut out, entries.into_iter(), &about()).unwrap();
    out
}

fn verified(bytes: &[u8]) -> Verified {
    let place = Place::new();
    bag::verify(&place.write("bag.zip", bytes)).unwrap()
}

/// Path and kind of each fault.
fn faults(verified: &Verified) -> Vec<(&str, Kind)> {
    verified.faults.iter().map(|fault| (fault.path.as_str(), fault.kind)).collect()
}

/// Every file below a folder with its bytes, in order.
fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.push((name, fs::read(path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// Fails after some bytes, like a disk.
struct Torn(usize);

impl Read for Torn {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.0 == 0 {
            return Err(std::io::Error::other("torn"));
        }
        let read = buffer.len().min(self.0);
        self.0 -= read;
        Ok(read)
    }
}
