use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use linxuan_domain::event::Event;
use linxuan_domain::merkle::hex;
use sha2::{Digest, Sha256};

use super::head::checkpoint;
use super::verify::{Fault, Walk};
use crate::engine::{Sql, SqlError};

const LINES: &str = "events.jsonl";
const HEADS: &str = "heads.tsv";
const NOTE: &str = "checkpoint.txt";
const KEY: &str = "public-key.txt";
/// In the format of `sha256sum --check`.
const SUMS: &str = "SHA256SUMS";

/// The record as files, and the hashes of the files.
///
/// # Errors
/// What the engine says.
pub fn export(sql: &mut dyn Sql, public: &str) -> Result<BTreeMap<&'static str, String>, SqlError> {
    let rows =
        sql.query("SELECT canonical AS canonical FROM event WHERE position IS NOT NULL ORDER BY position", &[])?;
    let mut lines = String::new();
    for row in &rows {
        lines += &row.text("canonical")?;
        lines.push('\n');
    }
    let heads = heads(sql)?.into_iter().map(|(row, (turn, head))| head_line(&row, turn, &head)).collect();
    let mut files =
        BTreeMap::from([(LINES, lines), (HEADS, heads), (NOTE, checkpoint(sql)?), (KEY, format!("{public}\n"))]);
    let sums = files.iter().map(|(name, text)| sum(name, text.as_bytes())).collect();
    files.insert(SUMS, sums);
    Ok(files)
}

/// The heads of all rows as of the lines that have their places: what comes after is not in this export.
fn heads(sql: &mut dyn Sql) -> Result<BTreeMap<String, (i64, String)>, SqlError> {
    let mut heads = BTreeMap::new();
    for row in sql.query("SELECT name AS name, turn AS turn, head AS head FROM turn_row", &[])? {
        heads.insert(row.text("name")?, (row.integer("turn")?, row.text("head")?));
    }
    let waiting = "SELECT canonical AS canonical FROM event WHERE position IS NULL ORDER BY turn_row, turn DESC";
    for row in sql.query(waiting, &[])? {
        // A line that is not one is the database's own check's to say.
        if let Ok(event) = serde_json::from_str::<Event>(&row.text("canonical")?) {
            heads.insert(event.turn_row, (event.turn - 1, event.previous));
        }
    }
    heads.retain(|_, (turn, _)| *turn != 0);
    Ok(heads)
}

fn head_line(row: &str, turn: i64, head: &str) -> String {
    format!("{row}\t{turn}\t{head}\n")
}

fn sum(name: &str, bytes: &[u8]) -> String {
    format!("{}  {name}\n", hex(&Sha256::digest(bytes)))
}

/// Checks an exported folder by itself; the key is the one an outsider already has,
/// or else the one in the folder.
///
/// # Errors
/// When the folder cannot be read; what is wrong with it is the answer.
pub fn verify_export(folder: &Path, public: Option<&str>) -> io::Result<Vec<Fault>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let bytes = if entry.file_type()?.is_file() { fs::read(entry.path())? } else { Vec::new() };
        files.insert(name, bytes);
    }
    let mut walk = Walk::default();
    files_hold(&files, &mut walk);
    let text = |name: &str| String::from_utf8_lossy(files.get(name).map_or(&[][..], Vec::as_slice)).into_owned();
    lines_hold(&text(LINES), &text(HEADS), &mut walk);
    let inside = text(KEY);
    Ok(walk.end(&text(NOTE), public.unwrap_or(inside.trim()), |_| true))
}

/// Every file the sums name is there unchanged, and no other.
fn files_hold(files: &BTreeMap<String, Vec<u8>>, walk: &mut Walk) {
    let known = [LINES, HEADS, NOTE, KEY];
    let sums: String = known.iter().filter_map(|name| Some(sum(name, files.get(*name)?))).collect::<Vec<_>>().concat();
    let mut wanted: Vec<&str> = sums.lines().collect();
    let stated = String::from_utf8_lossy(files.get(SUMS).map_or(&[][..], Vec::as_slice)).into_owned();
    wanted.sort_unstable_by_key(|line| line.get(66..).unwrap_or_default().to_owned());
    let canonical = wanted.iter().fold(String::new(), |text, line| text + line + "\n");
    if stated != canonical {
        walk.faults.push(Fault::File { name: SUMS.to_owned() });
    }
    for name in known.iter().filter(|name| !files.contains_key(**name)) {
        walk.faults.push(Fault::File { name: (*name).to_owned() });
    }
    for name in files.keys().filter(|name| !known.contains(&name.as_str()) && *name != SUMS) {
        walk.faults.push(Fault::File { name: name.clone() });
    }
}

fn lines_hold(lines: &str, heads: &str, walk: &mut Walk) {
    let mut events = Vec::new();
    for (position, line) in (0..).zip(lines.lines()) {
        if let Some(event) = walk.line(&position.to_string(), position, line) {
            events.push((event, line));
        }
    }
    events.sort_by(|(a, _), (b, _)| (&a.turn_row, a.turn).cmp(&(&b.turn_row, b.turn)));
    for (event, line) in &events {
        walk.chain(event, line);
    }
    for line in heads.split_inclusive('\n') {
        let mut parts = line.trim_end_matches('\n').split('\t');
        let (row, turn, head) = (parts.next(), parts.next().and_then(|turn| turn.parse().ok()), parts.next());
        match (row, turn, head) {
            (Some(row), Some(turn), Some(head)) if line == head_line(row, turn, head) => walk.head(row, turn, head),
            _ => walk.faults.push(Fault::File { name: HEADS.to_owned() }),
        }
    }
}
