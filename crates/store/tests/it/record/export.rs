//! An exported record is checked without the database.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use linxuan_store::record::{self, Fault, Signer};
use linxuan_store::{Sql, SqlError, Store};
use linxuan_testkit::{Database, each_engine, read, row, signer, tried};

use super::{append, id, lay};

const FILES: [&str; 5] = ["SHA256SUMS", "checkpoint.txt", "events.jsonl", "heads.tsv", "public-key.txt"];

fn exported(sql: &mut dyn Sql) -> Result<BTreeMap<&'static str, String>, SqlError> {
    record::export(sql, &signer().public())
}

/// The export in a folder beside the database, or of another one when that has no folder.
struct Export {
    folder: PathBuf,
    _home: Database,
}

impl Export {
    fn write(files: &BTreeMap<&'static str, String>) -> Self {
        let home = Database::fresh(linxuan_store::engine::Engine::Sqlite);
        let folder = home.folder().unwrap().join("export");
        fs::create_dir(&folder).unwrap();
        for (name, text) in files {
            fs::write(folder.join(name), text).unwrap();
        }
        Self { folder, _home: home }
    }

    fn of(store: &Store) -> Self {
        lay(store);
        Self::write(&read(store, exported))
    }

    /// Of a record of three lines, small enough to change every byte.
    fn small(store: &Store) -> Self {
        Self::write(&tried(store, |sql| {
            (0..3).try_for_each(|at| append(sql, super::ROWS[at], super::event(at)))?;
            record::sequence(sql, &signer())?;
            exported(sql)
        }))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn faults(&self) -> Vec<Fault> {
        record::verify_export(&self.folder, Some(&signer().public())).unwrap()
    }

    /// What is found when a file holds something else for a moment.
    fn with(&self, name: &str, bytes: &[u8]) -> Vec<Fault> {
        let before = fs::read(self.path(name)).unwrap();
        fs::write(self.path(name), bytes).unwrap();
        let found = self.faults();
        fs::write(self.path(name), before).unwrap();
        found
    }
}

fn file(name: &str) -> Fault {
    Fault::File { name: name.to_owned() }
}

#[test]
fn an_export_holds_by_itself_and_by_a_known_key() {
    each_engine(|store, _| {
        let export = Export::of(store);
        assert_eq!(export.faults(), []);
        assert_eq!(record::verify_export(&export.folder, None).unwrap(), []);
        let names = read(store, exported).into_keys().collect::<Vec<_>>();
        assert_eq!(names, FILES);
    });
}

#[test]
fn an_export_says_what_the_database_says() {
    each_engine(|store, _| {
        lay(store);
        let files = read(store, exported);
        let lines: Vec<&str> = files["events.jsonl"].lines().collect();
        assert_eq!(lines.len(), 12);
        assert!((0..12).all(|at| lines[at].starts_with(&format!("{{\"id\":\"{}\"", id(at)))), "{lines:#?}");
        let heads: Vec<_> = files["heads.tsv"].lines().map(|line| line.rsplit_once('\t').unwrap().0).collect();
        assert_eq!(heads, ["system\t3", "unit/a\t5", "unit/b\t4"]);
        assert_eq!(files["checkpoint.txt"], read(store, record::checkpoint));
        assert_eq!(files["public-key.txt"], format!("{}\n", signer().public()));
    });
}

#[test]
fn the_sums_are_those_of_sha256sum() {
    each_engine(|store, _| {
        let export = Export::of(store);
        let checked = std::process::Command::new("sha256sum")
            .args(["--check", "--strict", "--quiet", "SHA256SUMS"])
            .current_dir(&export.folder)
            .status();
        assert!(checked.unwrap().success());
    });
}

#[test]
fn an_empty_record_is_exported_and_holds() {
    each_engine(|store, _| {
        let export = Export::write(&read(store, exported));
        assert_eq!(export.faults(), []);
    });
}

#[test]
fn every_changed_byte_is_found() {
    each_engine(|store, _| {
        let export = Export::small(store);
        for name in FILES {
            let before = fs::read(export.path(name)).unwrap();
            assert!(before.len() > 40, "{name}");
            for at in 0..before.len() {
                let mut changed = before.clone();
                changed[at] ^= 1 << (at % 8);
                assert!(!export.with(name, &changed).is_empty(), "byte {at} of {name}");
            }
        }
        assert_eq!(export.faults(), []);
    });
}

#[test]
fn a_file_that_is_shorter_or_longer_is_found() {
    each_engine(|store, _| {
        let export = Export::small(store);
        for name in FILES {
            let before = fs::read(export.path(name)).unwrap();
            for length in (0..before.len()).rev().step_by(5) {
                assert!(!export.with(name, &before[..length]).is_empty(), "{length} bytes of {name}");
            }
            for more in ["\n", " ", "\0", "x\n"] {
                assert!(!export.with(name, &[&before, more.as_bytes()].concat()).is_empty(), "{name} and {more:?}");
            }
        }
    });
}

#[test]
fn a_missing_file_is_named() {
    each_engine(|store, _| {
        let export = Export::of(store);
        for name in FILES {
            let away = export.folder.with_file_name("away");
            fs::rename(export.path(name), &away).unwrap();
            assert!(export.faults().contains(&file(name)), "{name}: {:?}", export.faults());
            fs::rename(&away, export.path(name)).unwrap();
        }
        assert_eq!(export.faults(), []);
    });
}

#[test]
fn an_added_file_or_folder_is_named() {
    each_engine(|store, _| {
        let export = Export::of(store);
        for name in ["readme.txt", ".hidden", "events.jsonl.1", "SHA256SUMS "] {
            fs::write(export.path(name), "").unwrap();
            assert_eq!(export.faults(), [file(name)]);
            fs::remove_file(export.path(name)).unwrap();
        }
        fs::create_dir(export.path("more")).unwrap();
        assert_eq!(export.faults(), [file("more")]);
    });
}

#[test]
fn an_export_signed_by_another_does_not_hold_for_who_knows_the_key() {
    each_engine(|store, _| {
        lay(store);
        let files = tried(store, |sql| {
            let other = Signer::new("linxuan.test/record", &[1; 32]);
            sql.execute("UPDATE log_head SET size = 0, frontier = '', note = ''", &[])?;
            sql.execute("UPDATE event SET position = NULL", &[])?;
            record::sequence(sql, &other)?;
            record::export(sql, &other.public())
        });
        let export = Export::write(&files);
        assert_eq!(record::verify_export(&export.folder, None).unwrap(), []);
        assert_eq!(export.faults(), [Fault::CheckpointDiffers { size: 12 }]);
    });
}

/// With the sums made anew for the changed files, as somebody would who wants to deceive.
fn resummed(export: &Export, name: &str, bytes: &[u8]) -> Vec<Fault> {
    fs::write(export.path(name), bytes).unwrap();
    let sums = std::process::Command::new("sha256sum").args(&FILES[1..]).current_dir(&export.folder).output().unwrap();
    fs::write(export.path("SHA256SUMS"), sums.stdout).unwrap();
    export.faults()
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn an_export_changed_with_its_sums_is_found_by_its_signature() {
    each_engine(|store, _| {
        let export = Export::of(store);
        let lines = text(&export.path("events.jsonl"));
        let size = |size| vec![Fault::CheckpointDiffers { size }];
        let edited = resummed(&export, "events.jsonl", lines.replacen("张三", "李四", 1).as_bytes());
        let broken = Fault::ChainBroken { turn_row: "unit/a".to_owned(), turn: 2 };
        assert_eq!(edited, [vec![broken], size(12)].concat());
        let last = lines.trim_end().rsplit_once('\n').unwrap().0;
        let cut = resummed(&export, "events.jsonl", format!("{last}\n").as_bytes());
        assert_eq!(cut, [vec![Fault::HeadDiffers { turn_row: "system".to_owned() }], size(11)].concat());
        assert_eq!(resummed(&export, "events.jsonl", lines.as_bytes()), []);
        let heads = text(&export.path("heads.tsv")).replace("unit/b\t4", "unit/b\t5");
        let differs = resummed(&export, "heads.tsv", heads.as_bytes());
        assert_eq!(differs, [Fault::HeadDiffers { turn_row: "unit/b".to_owned() }]);
    });
}

#[test]
fn lines_that_nobody_wrote_do_not_pass_with_new_sums() {
    each_engine(|store, _| {
        for (name, add) in
            [("heads.tsv", "unit/c\n"), ("heads.tsv", "# 说明\n"), ("events.jsonl", "\n"), ("events.jsonl", "{}\n")]
        {
            let export = Export::small(store);
            assert_eq!(export.faults(), []);
            let longer = text(&export.path(name)) + add;
            assert!(!resummed(&export, name, longer.as_bytes()).is_empty(), "{name} and {add:?}");
        }
    });
}

/// On PostgreSQL lines get their places a moment later; an export may be asked for in between.
#[test]
fn an_export_holds_while_lines_are_on_their_way() {
    each_engine(|store, _| {
        lay(store);
        let files = tried(store, |sql| {
            append(sql, "unit/a", row::event("e12", "saved", "nomination/1"))?;
            append(sql, "unit/c", row::event("e13", "saved", "nomination/1"))?;
            exported(sql)
        });
        assert_eq!(Export::write(&files).faults(), []);
    });
}

#[test]
fn a_folder_that_is_not_there_cannot_be_checked() {
    assert!(record::verify_export(Path::new("/no/such/folder"), None).is_err());
}
