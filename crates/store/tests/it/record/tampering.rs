//! Whatever is changed beside the program is found, and named.

use linxuan_store::engine::SqlExt;
use linxuan_store::record::{self, Fault, Signer};
use linxuan_store::{Sql, SqlError, Store};
use linxuan_testkit::{act, each_engine, placed, read, row, signer, tried};

use super::{ROWS, after, append, faults, id, lay, run};

fn turn_broken(turn_row: &str, turn: i64) -> Fault {
    Fault::TurnBroken { turn_row: turn_row.to_owned(), turn }
}

fn chain_broken(turn_row: &str, turn: i64) -> Fault {
    Fault::ChainBroken { turn_row: turn_row.to_owned(), turn }
}

fn head_differs(turn_row: &str) -> Fault {
    Fault::HeadDiffers { turn_row: turn_row.to_owned() }
}

const fn checkpoint_differs(size: i64) -> Fault {
    Fault::CheckpointDiffers { size }
}

#[test]
fn an_edited_line_breaks_the_chain_after_it_and_the_head() {
    const MIDDLE: &str =
        "UPDATE event SET canonical = REPLACE(canonical, '\"role\":\"unit\"', '\"role\":\"office\"') WHERE id = 'e03'";
    const LAST: &str = "UPDATE event SET canonical = REPLACE(canonical, '张三', '李四') WHERE id = 'e11'";
    const BROKEN: &str = "UPDATE event SET canonical = REPLACE(canonical, '\"role\"', '\"rôle\"') WHERE id = 'e10'";
    each_engine(|store, _| {
        lay(store);
        assert_eq!(after(store, &[MIDDLE]), [chain_broken("unit/a", 3), checkpoint_differs(12)]);
        assert_eq!(after(store, &[LAST]), [head_differs("system"), checkpoint_differs(12)]);
        let unreadable = Fault::Unreadable { id: id(10) };
        let wanted = [unreadable.clone(), unreadable, head_differs("unit/b"), checkpoint_differs(12)];
        assert_eq!(after(store, &[BROKEN]), wanted);
    });
}

#[test]
fn a_line_written_otherwise_than_canonically_is_unreadable() {
    const SPACED: &[&str] =
        &["UPDATE event SET canonical = REPLACE(canonical, '\"changes\":', '\"changes\": ') WHERE id = 'e11'"];
    const WIDER: &[&str] = &[
        "UPDATE event SET canonical = REPLACE(canonical, '\"changes\":', '\"more\":1,\"changes\":') WHERE id = 'e11'",
    ];
    each_engine(|store, _| {
        lay(store);
        for statements in [SPACED, WIDER] {
            let wanted = [Fault::Unreadable { id: id(11) }, head_differs("system"), checkpoint_differs(12)];
            assert_eq!(after(store, statements), wanted);
        }
    });
}

#[test]
fn an_edited_column_differs_from_its_line() {
    let differ = |line: &str| vec![Fault::ColumnsDiffer { id: line.to_owned() }];
    each_engine(|store, _| {
        lay(store);
        assert_eq!(after(store, &["UPDATE event SET what = 'accepted' WHERE id = 'e05'"]), differ("e05"));
        assert_eq!(after(store, &["UPDATE event SET subject = 'nomination/7' WHERE id = 'e05'"]), differ("e05"));
        assert_eq!(after(store, &["UPDATE event SET at = at - 1 WHERE id = 'e05'"]), differ("e05"));
        assert_eq!(after(store, &["UPDATE event SET campaign = NULL WHERE id = 'e05'"]), differ("e05"));
        assert_eq!(after(store, &["UPDATE event SET campaign = '' WHERE id = 'e11'"]), differ("e11"));
        assert_eq!(after(store, &["UPDATE event SET id = 'e99' WHERE id = 'e05'"]), differ("e05"));
        // The last of its row, so that the order stays.
        assert_eq!(after(store, &["UPDATE event SET turn = 9 WHERE id = 'e09'"]), differ("e09"));
        assert!(after(store, &["UPDATE event SET turn_row = 'unit/z' WHERE id = 'e05'"]).contains(&differ("e05")[0]));
    });
}

#[test]
fn a_line_deleted_in_the_middle_leaves_a_gap_in_row_and_tree() {
    each_engine(|store, _| {
        lay(store);
        // The third of `unit/a`.
        let mut wanted: Vec<_> = (6..12).map(|position| Fault::PositionBroken { position }).collect();
        wanted.extend([turn_broken("unit/a", 4), chain_broken("unit/a", 4), checkpoint_differs(11)]);
        assert_eq!(after(store, &["DELETE FROM event WHERE id = 'e05'"]), wanted);
        // The places closed up again.
        let wanted = [turn_broken("unit/a", 4), chain_broken("unit/a", 4), checkpoint_differs(11)];
        let closed = after(
            store,
            &[
                "DELETE FROM event WHERE id = 'e05'",
                "UPDATE event SET position = position + 100 WHERE position > 5",
                "UPDATE event SET position = position - 101 WHERE position > 100",
            ],
        );
        assert_eq!(closed, wanted);
    });
}

#[test]
fn a_line_deleted_at_the_end_is_missed_by_its_row_and_by_the_head() {
    const LAST: &str = "DELETE FROM event WHERE id = 'e11'";
    each_engine(|store, _| {
        lay(store);
        assert_eq!(after(store, &[LAST]), [head_differs("system"), checkpoint_differs(11)]);
        let back = faults(store, move |sql| {
            let text = "SELECT canonical AS canonical FROM event WHERE id = 'e06'";
            let before = sql.first(text, &[])?.unwrap().text("canonical")?;
            let hash = linxuan_domain::merkle::hex(&linxuan_domain::merkle::leaf(before.as_bytes()));
            run(sql, LAST)?;
            let text = "UPDATE turn_row SET turn = 2, head = $1 WHERE name = 'system'";
            sql.execute(text, &[hash.into()]).map(|_| ())
        });
        assert_eq!(back, [checkpoint_differs(11)]);
        let all = after(store, &["DELETE FROM event", "DELETE FROM turn_row"]);
        assert_eq!(all, [checkpoint_differs(0)]);
        let everything = after(store, &["DELETE FROM event"]);
        let rows = ["system", "unit/a", "unit/b"].map(head_differs);
        assert_eq!(everything.len(), 4);
        assert!(rows.iter().all(|row| everything.contains(row)), "{everything:?}");
    });
}

#[test]
fn an_inserted_line_is_found() {
    each_engine(|store, _| {
        lay(store);
        // By the program's own words, but without its key.
        let whole = faults(store, |sql| {
            append(sql, "unit/b", row::event("e12", "accepted", "nomination/1"))?;
            run(sql, "UPDATE event SET position = 12 WHERE id = 'e12'")
        });
        assert_eq!(whole, [checkpoint_differs(13)]);
        let copied = after(
            store,
            &["INSERT INTO event (id, position, turn_row, turn, at, what, subject, canonical)
               SELECT 'e12', 12, turn_row, 4, at, what, subject, canonical FROM event WHERE id = 'e11'"],
        );
        let differs = Fault::ColumnsDiffer { id: id(11) };
        let wanted = [differs, turn_broken("system", 3), chain_broken("system", 3), checkpoint_differs(13)];
        assert_eq!(copied, wanted);
    });
}

#[test]
fn swapped_or_shifted_places_are_found() {
    each_engine(|store, _| {
        lay(store);
        let swap = &[
            "UPDATE event SET position = 100 WHERE position = 3",
            "UPDATE event SET position = 3 WHERE position = 4",
            "UPDATE event SET position = 4 WHERE position = 100",
        ];
        assert_eq!(after(store, swap), [checkpoint_differs(12)]);
        let shifted = after(store, &["UPDATE event SET position = 12 WHERE position = 11"]);
        assert_eq!(shifted, [Fault::PositionBroken { position: 12 }]);
        let unplaced = after(store, &["UPDATE event SET position = NULL WHERE position = 11"]);
        assert_eq!(unplaced, [checkpoint_differs(11)]);
        let negative = after(store, &["UPDATE event SET position = -1 WHERE position = 0"]);
        assert_eq!(negative[0], Fault::PositionBroken { position: -1 });
    });
}

#[test]
fn a_changed_counter_of_turns_is_found() {
    each_engine(|store, _| {
        lay(store);
        for statement in [
            &["UPDATE turn_row SET head = '' WHERE name = 'unit/b'"],
            &["UPDATE turn_row SET turn = 5 WHERE name = 'unit/b'"],
            &["UPDATE turn_row SET head = (SELECT t.head FROM turn_row t WHERE t.name = 'unit/a')
                WHERE name = 'unit/b'"],
            &["DELETE FROM turn_row WHERE name = 'unit/b'"],
        ] {
            assert_eq!(after(store, statement), [head_differs("unit/b")], "{statement:?}");
        }
        let more = after(store, &["INSERT INTO turn_row (name, turn, head) VALUES ('unit/c', 1, '')"]);
        assert_eq!(more, [head_differs("unit/c")]);
    });
}

/// A head as it was signed at some time.
fn head(sql: &mut dyn Sql) -> Result<(i64, String, String), SqlError> {
    let text = "SELECT size AS size, frontier AS frontier, note AS note FROM log_head";
    let row = sql.first(text, &[])?.unwrap();
    Ok((row.integer("size")?, row.text("frontier")?, row.text("note")?))
}

#[test]
fn an_older_head_is_found() {
    each_engine(|store, _| {
        act(store, |sql| append(sql, "unit/a", row::event("0", "saved", "nomination/0")));
        placed(store);
        let (size, frontier, note) = read(store, head);
        lay_more(store);
        let (older, value) = (note.clone(), note);
        let replaced =
            faults(store, move |sql| sql.execute("UPDATE log_head SET note = $1", &[value.into()]).map(|_| ()));
        assert_eq!(replaced, [checkpoint_differs(3)]);
        let rolled_back = faults(store, move |sql| {
            let values = [size.into(), frontier.into(), older.into()];
            sql.execute("UPDATE log_head SET size = $1, frontier = $2, note = $3", &values).map(|_| ())
        });
        assert_eq!(rolled_back, [checkpoint_differs(3)]);
    });
}

fn lay_more(store: &Store) {
    for name in ["1", "2"] {
        act(store, move |sql| append(sql, "unit/a", row::event(name, "saved", "nomination/0")));
    }
    placed(store);
}

#[test]
fn a_head_that_is_missing_edited_or_signed_by_another_is_found() {
    each_engine(|store, _| {
        lay(store);
        let wanted = [checkpoint_differs(12)];
        assert_eq!(after(store, &["DELETE FROM log_head"]), wanted);
        assert_eq!(after(store, &["UPDATE log_head SET note = ''"]), wanted);
        assert_eq!(after(store, &["UPDATE log_head SET note = REPLACE(note, 'linxuan.test', 'linxuan.text')"]), wanted);
        assert_eq!(after(store, &["UPDATE log_head SET note = note || ' '"]), wanted);
        // Signed anew by somebody who has the database and a key, but not the key.
        let signed = faults(store, |sql| {
            run(sql, "UPDATE log_head SET size = 0, frontier = '', note = ''")?;
            run(sql, "UPDATE event SET position = NULL")?;
            record::sequence(sql, &Signer::new("linxuan.test/record", &[1; 32]))
        });
        assert_eq!(signed, wanted);
    });
}

#[test]
fn every_changed_character_of_a_note_is_found() {
    each_engine(|store, _| {
        lay(store);
        let passed = tried(store, |sql| {
            let (_, _, note) = head(sql)?;
            let mut passed = Vec::new();
            for at in note.char_indices().map(|(at, _)| at) {
                let changed: String = note.char_indices().map(|(i, c)| if i == at { other(c) } else { c }).collect();
                sql.execute("UPDATE log_head SET note = $1", &[changed.into()])?;
                if record::verify(sql, &signer().public())? != [checkpoint_differs(12)] {
                    passed.push(at);
                }
            }
            Ok(passed)
        });
        assert_eq!(passed, [0; 0]);
    });
}

const fn other(c: char) -> char {
    if c == 'B' { 'A' } else { 'B' }
}

#[test]
fn every_changed_character_of_a_line_is_found() {
    each_engine(|store, _| {
        lay(store);
        let passed = tried(store, |sql| {
            let mut passed = Vec::new();
            for line in [id(0), id(5), id(11)] {
                let text = "SELECT canonical AS canonical FROM event WHERE id = $1";
                let canonical = sql.first(text, &[line.as_str().into()])?.unwrap().text("canonical")?;
                for (at, _) in canonical.char_indices() {
                    let changed: String =
                        canonical.char_indices().map(|(i, c)| if i == at { other(c) } else { c }).collect();
                    let values = [changed.into(), line.as_str().into()];
                    sql.execute("UPDATE event SET canonical = $1 WHERE id = $2", &values)?;
                    if record::verify(sql, &signer().public())?.is_empty() {
                        passed.push((line.clone(), at));
                    }
                }
                let values = [canonical.into(), line.as_str().into()];
                sql.execute("UPDATE event SET canonical = $1 WHERE id = $2", &values)?;
            }
            assert_eq!(record::verify(sql, &signer().public())?, []);
            Ok(passed)
        });
        assert_eq!(passed, []);
    });
}

#[test]
fn every_deleted_line_and_every_two_swapped_are_found() {
    each_engine(|store, _| {
        lay(store);
        for position in 0..ROWS.len() {
            let found = faults(store, move |sql| run(sql, &format!("DELETE FROM event WHERE position = {position}")));
            assert!(!found.is_empty(), "deleted {position}");
            for other in 0..position {
                let found = faults(store, move |sql| {
                    run(sql, &format!("UPDATE event SET position = 100 WHERE position = {position}"))?;
                    run(sql, &format!("UPDATE event SET position = {position} WHERE position = {other}"))?;
                    run(sql, &format!("UPDATE event SET position = {other} WHERE position = 100"))
                });
                assert_eq!(found, [checkpoint_differs(12)], "swapped {position} and {other}");
            }
        }
    });
}
