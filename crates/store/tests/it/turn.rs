use std::collections::BTreeMap;

use linxuan_store::engine::SqlExt;
use linxuan_store::turn::{self, SYSTEM, Turn};
use linxuan_store::{ActError, Sql, SqlError, nomination, record, submission};
use linxuan_testkit::row::Ground;
use linxuan_testkit::{act, each_engine, keys, placed, read, row, signer, tried};

const QUOTA: i64 = 3;

fn taken(row: &str, number: i64, head: &str) -> Turn {
    Turn { row: row.to_owned(), number, head: head.to_owned() }
}

#[test]
fn a_row_counts_its_own_acts_from_one() {
    each_engine(|store, _| {
        let take = |row: &'static str| act(store, move |sql| turn::take(sql, row));
        assert_eq!(take("unit/a"), taken("unit/a", 1, ""));
        assert_eq!(take("unit/a"), taken("unit/a", 2, ""));
        assert_eq!(take(SYSTEM), taken("system", 1, ""));
        assert_eq!(take("unit/a"), taken("unit/a", 3, ""));
    });
}

#[test]
fn a_refused_act_uses_no_turn() {
    each_engine(|store, _| {
        assert_eq!(tried(store, |sql| turn::take(sql, "unit/a")).number, 1);
        assert_eq!(tried(store, |sql| turn::take(sql, "unit/a")).number, 1);
        assert_eq!(act(store, |sql| turn::take(sql, "unit/a")).number, 1);
    });
}

#[test]
fn the_next_turn_names_the_last_line() {
    each_engine(|store, _| {
        act(store, |sql| {
            let turn = turn::take(sql, "unit/a")?;
            record::append(sql, &turn, row::event("1", "saved", "nomination/1"))
        });
        let head = act(store, |sql| turn::take(sql, "unit/a")).head;
        assert_eq!(head.len(), 64);
        assert_eq!(act(store, |sql| turn::take(sql, "unit/b")).head, "");
    });
}

#[derive(Debug, PartialEq, Eq)]
enum Refusal {
    Used(i64),
    Sql(SqlError),
}

impl From<SqlError> for Refusal {
    fn from(error: SqlError) -> Self {
        Self::Sql(error)
    }
}

/// One submission as `app` makes it: turn, count, state, line.
fn submit(sql: &mut dyn Sql, package: &submission::Submission, nomination: &str) -> Result<(), Refusal> {
    let turn = turn::take(sql, &format!("unit/{}", package.unit_id))?;
    let text = "SELECT COUNT(*) AS n FROM nomination WHERE unit_id = $1 AND handed_in_at IS NOT NULL";
    let used = sql.number(text, &[package.unit_id.as_str().into()])?;
    if used >= QUOTA {
        return Err(Refusal::Used(used));
    }
    submission::insert(sql, package)?;
    nomination::hand_in(sql, nomination, &package.id, row::NOW)?;
    record::append(sql, &turn, row::event(&package.id, "handed-in", nomination))?;
    Ok(())
}

#[test]
fn two_hundred_submissions_at_once_fill_a_quota_of_three_exactly() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let drafts: Vec<_> = (1..=200).map(|ordinal| ground.nomination(ordinal)).collect();
        let to_insert = drafts.clone();
        act(store, move |sql| to_insert.iter().try_for_each(|draft| nomination::insert(sql, &keys(), draft)));
        let packages = drafts.iter().map(|draft| row::submission(&ground.ids.id(), &ground.unit, &draft.number));
        let threads: Vec<_> = packages
            .zip(&drafts)
            .map(|(package, draft)| {
                let (store, draft) = (store.clone(), draft.id.clone());
                std::thread::spawn(move || store.act(move |sql| submit(sql, &package, &draft)).wait())
            })
            .collect();
        let mut answers = BTreeMap::new();
        for thread in threads {
            *answers.entry(format!("{:?}", thread.join().unwrap())).or_insert(0) += 1;
        }
        let refused = format!("{:?}", Err::<(), _>(ActError::Refused(Refusal::Used(3))));
        assert_eq!(answers, BTreeMap::from([("Ok(())".to_owned(), 3), (refused, 197)]));
        placed(store);
        let unit = format!("unit/{}", ground.unit.id);
        let (handed_in, submissions, turn, lines, faults) = read(store, move |sql| {
            Ok((
                sql.number("SELECT COUNT(*) AS n FROM nomination WHERE state = 'handed-in'", &[])?,
                sql.number("SELECT COUNT(*) AS n FROM submission", &[])?,
                sql.number("SELECT turn AS n FROM turn_row WHERE name = $1", &[unit.into()])?,
                record::lines(sql, None, None, 10)?.len(),
                record::verify(sql, &signer().public())?,
            ))
        });
        assert_eq!((handed_in, submissions, turn, lines), (3, 3, 3, 3));
        assert_eq!(faults, []);
    });
}
