//! `kill -9`: what was acknowledged is there, and what is there is whole.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use linxuan_store::engine::SqlExt;
use linxuan_store::{Store, record, turn};
use linxuan_testkit::{Database, act, engines, placed, read, row, signer, until};

use super::put;

/// Set in the process that is killed: the database's address and the cycle.
const CHILD: &str = "LINXUAN_KILL_CHILD";
const THREADS: usize = 4;
const CYCLES: usize = 5;
/// Acknowledged acts in each cycle at least.
const ENOUGH: usize = 12;

/// Not a test: what the killed process does.
#[test]
fn child() {
    let Ok(arguments) = std::env::var(CHILD) else { return };
    let (cycle, url) = arguments.split_once(' ').unwrap();
    // The parent's own store lets go of SQLite's file a moment after it was dropped.
    let store = until("the child opens", || Store::open(&url.parse().unwrap(), signer()).ok());
    let writers: Vec<_> = (0..THREADS)
        .map(|thread| {
            let (store, cycle) = (store.clone(), cycle.to_owned());
            std::thread::spawn(move || {
                for number in 0_u64.. {
                    write(&store, &format!("{cycle}-{thread}-{number:06}"));
                }
            })
        })
        .collect();
    for writer in writers {
        writer.join().unwrap();
    }
}

/// One act: its row, its turn, its line; then the acknowledgement.
fn write(store: &Store, name: &str) {
    let own = name.to_owned();
    act(store, move |sql| {
        let turn = turn::take(sql, own.rsplit_once('-').unwrap().0)?;
        put(&own)(sql)?;
        record::append(sql, &turn, row::event(&own, "written", &own))
    });
    // One call each, past the test harness.
    std::io::stdout().lock().write_all(format!("\nacknowledged {name}\n").as_bytes()).unwrap();
}

fn start(database: &Database, cycle: usize) -> (Child, Receiver<String>) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "engine::kill::child", "--nocapture"]).env(CHILD, format!("{cycle} {}", database.url()));
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (to, from) = channel();
    std::thread::spawn(move || {
        let names =
            lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("acknowledged ").map(str::to_owned));
        names.for_each(|name| to.send(name).unwrap());
    });
    (child, from)
}

#[test]
fn every_acknowledged_act_survives() {
    for engine in engines() {
        let database = Database::fresh(engine);
        let mut acknowledged = BTreeSet::new();
        for cycle in 0..CYCLES {
            let (mut child, from) = start(&database, cycle);
            // In the middle of its work, however slow the machine is.
            for _ in 0..ENOUGH {
                acknowledged.insert(from.recv_timeout(Duration::from_mins(1)).unwrap());
            }
            std::thread::sleep(Duration::from_millis(100));
            child.kill().unwrap();
            child.wait().unwrap();
            acknowledged.extend(from.iter());
            whole(&database, &acknowledged);
        }
    }
}

/// All acknowledged acts, and of the others either everything or nothing.
fn whole(database: &Database, acknowledged: &BTreeSet<String>) {
    let store = database.open();
    placed(&store);
    // One read: a killed client's last commit may still be under way on the server.
    let (there, lines, turns, faults) = read(&store, |sql| {
        let names = sql.query("SELECT name AS name FROM setting", &[])?;
        let there = names.iter().map(|row| row.text("name")).collect::<Result<BTreeSet<_>, _>>()?;
        let lines = sql.number("SELECT COUNT(*) AS n FROM event e JOIN setting s ON s.name = e.id", &[])?;
        let turns = sql.number("SELECT CAST(SUM(turn) AS BIGINT) AS n FROM turn_row", &[])?;
        Ok((there, lines, turns, record::verify(sql, &signer().public())?))
    });
    let lost: Vec<_> = acknowledged.difference(&there).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    // Each thread of each killed process had at most one act on its way.
    assert!(there.len() <= acknowledged.len() + THREADS * CYCLES, "more acts than were asked for");
    let acts = i64::try_from(there.len()).unwrap();
    assert_eq!((lines, turns), (acts, acts));
    assert_eq!(faults, []);
}
