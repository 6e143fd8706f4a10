//! Somebody who can write to the database but has no key rewrites the past.

use linxuan_domain::merkle::{Frontier, hex, leaf};
use linxuan_store::record;
use linxuan_store::{Sql, SqlError, Store};
use linxuan_testkit::{act, each_engine, placed, read, row, signer};

use super::{after, append, lay, run};

/// Changes the last line and all that follows from it: its row's head and the tree's right edge. Only the
/// signature cannot be made.
fn rewrite(sql: &mut dyn Sql) -> Result<(), SqlError> {
    run(sql, "UPDATE event SET canonical = REPLACE(canonical, '张三', '李四') WHERE id = 'e11'")?;
    let mut frontier = Frontier::default();
    let mut last = String::new();
    for row in sql.query("SELECT canonical AS canonical FROM event ORDER BY position", &[])? {
        last = row.text("canonical")?;
        frontier.push(leaf(last.as_bytes()));
    }
    sql.execute("UPDATE turn_row SET head = $1 WHERE name = 'system'", &[hex(&leaf(last.as_bytes())).into()])?;
    let roots: Vec<String> = frontier.roots().iter().map(|root| hex(root)).collect();
    sql.execute("UPDATE log_head SET frontier = $1", &[roots.join(" ").into()])?;
    Ok(())
}

fn verified(store: &Store) -> Vec<record::Fault> {
    read(store, |sql| record::verify(sql, &signer().public()))
}

/// The next act is let in or not; the key must not be lent to the rewritten past either way.
#[test]
fn the_program_does_not_sign_what_somebody_else_rewrote() {
    each_engine(|store, _| {
        lay(store);
        act(store, rewrite);
        assert!(!verified(store).is_empty());
        let next = store.act(|sql| append(sql, "unit/a", row::event("e12", "saved", "nomination/1"))).wait();
        if next.is_ok() {
            // Time for the sequencer on PostgreSQL, whether it places the line or not.
            std::thread::sleep(std::time::Duration::from_secs(1));
        }
        assert!(!verified(store).is_empty(), "the program signed the rewritten record");
    });
}

/// The tree's right edge is what the next head is computed from: a wrong one makes every later head wrong.
#[test]
fn a_changed_right_edge_of_the_tree_is_found() {
    each_engine(|store, _| {
        lay(store);
        // Twelve lines: roots over eight and over four.
        let swapped =
            after(store, &["UPDATE log_head SET frontier = SUBSTR(frontier, 66) || ' ' || SUBSTR(frontier, 1, 64)"]);
        let emptied = after(store, &["UPDATE log_head SET frontier = ''"]);
        let counted = after(store, &["UPDATE log_head SET size = 11"]);
        let passed = [swapped, emptied, counted].iter().filter(|found| found.is_empty()).count();
        assert_eq!(passed, 0, "of three changes to the right edge so many passed unnoticed");
    });
}

/// A line that is on its way is already bound to its row.
#[test]
fn a_line_without_a_place_is_checked_along_its_row() {
    each_engine(|store, _| {
        lay(store);
        let found = super::faults(store, |sql| {
            append(sql, "unit/a", row::event("e12", "saved", "nomination/1"))?;
            assert_eq!(record::verify(sql, &signer().public())?, []);
            run(sql, "UPDATE event SET canonical = REPLACE(canonical, 'nomination/1', 'nomination/2') WHERE id = 'e12'")
        });
        let differs = record::Fault::ColumnsDiffer { id: "e12".to_owned() };
        assert_eq!(found, [differs, record::Fault::HeadDiffers { turn_row: "unit/a".to_owned() }]);
    });
}

/// More lines in one act than the sequencer places in one go.
#[test]
fn an_act_of_many_lines_has_them_all_placed_in_the_end() {
    each_engine(|store, _| {
        act(store, |sql| {
            (0..1100).try_for_each(|number| {
                append(sql, &format!("unit/{number:04}"), row::event(&format!("{number:04}"), "added", "unit/1"))
            })
        });
        // SQLite's writer places what is left with the next act.
        act(store, |sql| append(sql, "system", row::event("later", "saved", "unit/1")));
        placed(store);
        assert_eq!(read(store, record::without_place), 0);
        assert_eq!(verified(store), []);
    });
}
