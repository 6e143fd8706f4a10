//! Lines as they are written, placed, signed and read.

use linxuan_domain::merkle::{hex, leaf};
use linxuan_store::engine::{Engine, SqlExt};
use linxuan_store::record::{self, Line, Signer};
use linxuan_store::{Sql, SqlError};
use linxuan_testkit::{act, each_engine, placed, read, row, signer, tried};

use super::{ROWS, append, event, id, lay};

/// The first two lines of `unit/a`, written out; the hash by `sha256sum` over a zero byte and the first.
const FIRST: &str = r#"{"id":"e00","at":1651363200000000,"actor":"account-of-the-unit","role":"unit","what":"saved","campaign":"c1","turn_row":"unit/a","turn":1,"subject":"nomination/0","changes":[{"what":"name","before":"","after":"张三"}],"previous":""}"#;
const SECOND: &str = r#"{"id":"e03","at":1651363200000003,"actor":"account-of-the-unit","role":"unit","what":"saved","campaign":"c1","turn_row":"unit/a","turn":2,"subject":"nomination/1","changes":[{"what":"name","before":"","after":"张三"}],"previous":"bd2347f0ad071334ebfc7b212bfb137b824cc036da50554f9799702f95fa3478"}"#;

/// Computed with Python's `hashlib` and `cryptography` from RFC 6962 and the C2SP formats
/// tlog-checkpoint and signed-note.
const NOTE: &str = "linxuan.test/record\n12\n4c2dVUcwZ6Rr9UDL0zrZ4RRKlJ8D2rtmRJir61td+F8=\n\n— linxuan.test/record hsogAVgEoijSWfuUVBmBldl83YQvl3xg/tcnOWjVDgfhwfbQlfY50TTv7A4McqV6C6PEu6BidVQczllXKtjSFRpvZgE=\n";

fn ids(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|line| line.event.id.as_str()).collect()
}

#[test]
fn a_line_is_written_in_its_canonical_form() {
    each_engine(|store, _| {
        lay(store);
        let canonical = read(store, |sql| {
            let rows =
                sql.query("SELECT canonical AS canonical FROM event WHERE turn_row = 'unit/a' ORDER BY turn", &[])?;
            rows.iter().take(2).map(|row| row.text("canonical")).collect::<Result<Vec<_>, _>>()
        });
        assert_eq!(canonical, [FIRST, SECOND]);
    });
}

#[test]
fn the_signed_head_is_what_the_standards_say() {
    each_engine(|store, _| {
        lay(store);
        assert_eq!(read(store, record::checkpoint), NOTE);
        assert_eq!(signer().public(), "/RckOFqgx1tk+3jNYC+h2ZH96/drE8WO1wLqyDXp9hg=");
    });
}

#[test]
fn the_database_names_the_key_of_its_head() {
    each_engine(|store, _| {
        assert_eq!(read(store, record::public_key), "");
        lay(store);
        assert_eq!(read(store, record::public_key), signer().public());
        assert_eq!(read(store, record::without_place), 0);
        let waiting = tried(store, |sql| {
            append(sql, "unit/a", row::event("e12", "saved", "nomination/1"))?;
            record::without_place(sql)
        });
        assert_eq!(waiting, 1);
    });
}

#[test]
fn an_empty_record_has_no_head_and_no_fault() {
    each_engine(|store, _| {
        assert_eq!(read(store, record::checkpoint), "");
        assert_eq!(read(store, |sql| record::verify(sql, &signer().public())), []);
        assert!(read(store, |sql| record::lines(sql, None, None, 10)).is_empty());
    });
}

#[test]
fn a_record_as_written_has_no_fault() {
    each_engine(|store, _| {
        lay(store);
        assert_eq!(read(store, |sql| record::verify(sql, &signer().public())), []);
    });
}

#[test]
fn another_key_does_not_hold() {
    each_engine(|store, _| {
        lay(store);
        for key in [Signer::new("linxuan.test/record", &[10; 32]).public(), String::new(), "no key".to_owned()] {
            let faults = read(store, move |sql| record::verify(sql, &key));
            assert_eq!(faults, [record::Fault::CheckpointDiffers { size: 12 }]);
        }
    });
}

#[test]
fn lines_are_read_newest_first_by_campaign_and_below_a_place() {
    each_engine(|store, _| {
        lay(store);
        let lines = |campaign: Option<&'static str>, below, most| {
            let lines = read(store, move |sql| record::lines(sql, campaign, below, most));
            for line in &lines {
                assert_eq!(line.event.id, id(usize::try_from(line.position.unwrap()).unwrap()));
            }
            ids(&lines).join(" ")
        };
        assert_eq!(lines(None, None, 3), "e11 e10 e09");
        assert_eq!(lines(None, Some(9), 2), "e08 e07");
        assert_eq!(lines(None, Some(1), 9), "e00");
        assert_eq!(lines(None, Some(0), 9), "");
        assert_eq!(lines(Some("c1"), None, 4), "e10 e09 e08 e07");
        assert_eq!(lines(Some("c1"), Some(7), 4), "e05 e04 e03 e01");
        assert_eq!(lines(Some("c2"), None, 4), "");
    });
}

#[test]
fn the_newest_line_says_how_far_the_record_has_come() {
    each_engine(|store, _| {
        assert_eq!(read(store, record::newest_at), 0);
        lay(store);
        assert_eq!(read(store, record::newest_at), event(11).at.microseconds());
    });
}

#[test]
fn lines_about_one_thing_are_read_oldest_first() {
    each_engine(|store, _| {
        lay(store);
        let about = read(store, |sql| record::about(sql, "nomination/1"));
        assert_eq!(ids(&about), ["e01", "e03", "e05", "e07", "e09", "e11"]);
        assert_eq!(about[1].event.changes, event(3).changes);
        assert!(read(store, |sql| record::about(sql, "nomination/2")).is_empty());
    });
}

#[test]
fn the_head_of_a_row_is_the_hash_of_its_last_line() {
    each_engine(|store, _| {
        lay(store);
        let (canonical, head) = read(store, |sql| {
            let text = "SELECT e.canonical AS canonical, t.head AS head FROM turn_row t
                        JOIN event e ON e.turn_row = t.name AND e.turn = t.turn WHERE t.name = 'system'";
            let row = sql.first(text, &[])?.unwrap();
            Ok((row.text("canonical")?, row.text("head")?))
        });
        assert!(canonical.contains(r#""id":"e11""#), "{canonical}");
        assert_eq!(head, hex(&leaf(canonical.as_bytes())));
    });
}

#[test]
fn a_turn_has_one_line() {
    each_engine(|store, _| {
        let twice = |sql: &mut dyn Sql| {
            let turn = linxuan_store::turn::take(sql, "unit/a")?;
            record::append(sql, &turn, event(0))?;
            record::append(sql, &turn, event(1))
        };
        assert!(linxuan_testkit::denied(store, twice).duplicate);
    });
}

#[test]
fn an_act_leaves_its_line_or_nothing() {
    each_engine(|store, _| {
        lay(store);
        let refused = store.act(|sql| {
            append(sql, "unit/a", row::event("e99", "saved", "nomination/9"))?;
            Err::<(), _>(SqlError::new("no"))
        });
        assert!(refused.wait().is_err());
        assert!(read(store, |sql| record::about(sql, "nomination/9")).is_empty());
        assert_eq!(read(store, |sql| record::verify(sql, &signer().public())), []);
    });
}

/// Many writers on many rows: every line gets one place, and the chains hold.
#[test]
fn lines_of_many_threads_are_placed_once() {
    each_engine(|store, _| {
        let threads: Vec<_> = (0..12)
            .map(|thread| {
                let store = store.clone();
                std::thread::spawn(move || {
                    for number in 0..15 {
                        let name = format!("t{thread:02}-{number:02}");
                        act(&store, move |sql| append(sql, ROWS[thread], row::event(&name, "saved", "nomination/1")));
                    }
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        placed(store);
        let (faults, size) = read(store, |sql| {
            let size = sql.number("SELECT size AS n FROM log_head WHERE id = 1", &[])?;
            Ok((record::verify(sql, &signer().public())?, size))
        });
        assert_eq!((faults, size), (vec![], 180));
    });
}

/// Two sequencers, as on two machines, place no line twice.
#[test]
fn two_sequencers_place_each_line_once() {
    each_engine(|store, database| {
        let second = if store.engine() == Engine::Postgres { database.open() } else { store.clone() };
        for number in 0..120 {
            let name = format!("{number:03}");
            let store = if number % 2 == 0 { store } else { &second };
            act(store, move |sql| append(sql, ROWS[number % 12], row::event(&name, "saved", "nomination/1")));
            if number % 10 == 0 {
                act(&second, |sql| record::sequence(sql, &signer()));
            }
        }
        placed(store);
        assert_eq!(read(store, |sql| record::verify(sql, &signer().public())), []);
    });
}
