//! The dialect sheet, statement by statement.

use linxuan_store::engine::{Engine, SqlExt, Value};
use linxuan_store::{Row, Sql, SqlError};
use linxuan_testkit::{denied, each_engine, read, tried};

const NUMBERS: &str = "CREATE TABLE scratch (id BIGINT PRIMARY KEY, kind TEXT, n BIGINT)";

/// Ten rows: 1…10, even ones of kind `even`, `n` the half or nothing.
fn numbers(sql: &mut dyn Sql) -> Result<(), SqlError> {
    sql.execute(NUMBERS, &[])?;
    for id in 1..=10_i64 {
        let even = id % 2 == 0;
        let values = [id.into(), if even { "even" } else { "odd" }.into(), even.then_some(id / 2).into()];
        sql.execute("INSERT INTO scratch (id, kind, n) VALUES ($1, $2, $3)", &values)?;
    }
    Ok(())
}

fn integers(rows: &[Row]) -> Vec<i64> {
    rows.iter().map(|row| row.integer("n").unwrap()).collect()
}

/// What a query over `numbers` answers as `n`.
fn found(query: &'static str, values: &[Value], wanted: &[i64]) {
    each_engine(|store, _| {
        let values = values.to_vec();
        let rows = tried(store, move |sql| {
            numbers(sql)?;
            sql.query(query, &values)
        });
        assert_eq!(integers(&rows), wanted, "{query}");
    });
}

#[test]
fn parameters_are_bound_by_their_numbers_in_any_order() {
    each_engine(|store, _| {
        let row = read(store, |sql| {
            let text = "SELECT CAST($2 AS TEXT) AS second, CAST($1 AS TEXT) AS first, CAST($2 AS TEXT) AS again";
            sql.first(text, &["one".into(), "two".into()])
        });
        let row = row.unwrap();
        let values: Vec<_> = ["first", "second", "again"].map(|name| row.text(name).unwrap()).to_vec();
        assert_eq!(values, ["one", "two", "two"]);
    });
}

#[test]
fn a_tenth_parameter_is_not_the_first_with_a_nought() {
    each_engine(|store, _| {
        let row = read(store, |sql| {
            let text = "SELECT CAST($11 AS BIGINT) - CAST($1 AS BIGINT) AS a, CAST($10 AS BIGINT) AS b,
                        CAST($2 AS BIGINT) + CAST($3 AS BIGINT) + CAST($4 AS BIGINT) + CAST($5 AS BIGINT)
                        + CAST($6 AS BIGINT) + CAST($7 AS BIGINT) + CAST($8 AS BIGINT) + CAST($9 AS BIGINT) AS c";
            let values: Vec<Value> = (1..=11_i64).map(|n| (n * n).into()).collect();
            sql.first(text, &values)
        });
        let row = row.unwrap();
        // 121 − 1; 100; 4 + 9 + … + 81 = 285 − 1
        assert_eq!(["a", "b", "c"].map(|name| row.integer(name).unwrap()), [120, 100, 284]);
    });
}

#[test]
fn a_number_that_is_not_there_is_nought() {
    each_engine(|store, _| {
        let missing = read(store, |sql| sql.number("SELECT turn AS n FROM turn_row WHERE name = 'none'", &[]));
        assert_eq!(missing, 0);
        assert!(read(store, |sql| sql.first("SELECT turn AS n FROM turn_row", &[])).is_none());
    });
}

#[test]
fn returning_answers_what_was_written_changed_or_deleted() {
    let insert = "INSERT INTO scratch (id, kind, n) VALUES ($1, 'new', 77) RETURNING id + n AS n";
    found(insert, &[11_i64.into()], &[88]);
    found("UPDATE scratch SET n = n * 10 WHERE id = 4 RETURNING n AS n", &[], &[20]);
    found("DELETE FROM scratch WHERE id = 6 RETURNING n AS n", &[], &[3]);
    found("DELETE FROM scratch WHERE id = 60 RETURNING n AS n", &[], &[]);
}

#[test]
fn a_conflict_updates_or_does_nothing() {
    let update = "INSERT INTO scratch (id, n) VALUES (2, 40) ON CONFLICT (id) DO UPDATE SET n = scratch.n + $1
                  RETURNING n AS n";
    found(update, &[5_i64.into()], &[6]);
    let nothing = "INSERT INTO scratch (id, n) VALUES (2, 40) ON CONFLICT (id) DO NOTHING RETURNING n AS n";
    found(nothing, &[], &[]);
    let select = "INSERT INTO scratch (id, n) SELECT id + 9, 1 FROM scratch WHERE TRUE ORDER BY id LIMIT 2
                  ON CONFLICT (id) DO UPDATE SET n = -1 RETURNING n AS n";
    // 1 + 9 stands, 2 + 9 does not.
    found(select, &[], &[-1, 1]);
}

#[test]
fn aggregates_filter_and_windows_number() {
    found("SELECT COUNT(*) FILTER (WHERE kind = 'even' AND n > 2) AS n FROM scratch", &[], &[3]);
    found("SELECT CAST(SUM(n) AS BIGINT) AS n FROM scratch", &[], &[15]);
    let window =
        "SELECT n AS n FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY id DESC) AS n FROM scratch) w
                  ORDER BY id LIMIT 4";
    found(window, &[], &[5, 5, 4, 4]);
}

#[test]
fn a_sum_needs_a_cast_on_postgres() {
    each_engine(|store, _| {
        let summed = tried(store, |sql| {
            numbers(sql)?;
            Ok(sql.query("SELECT SUM(n) AS n FROM scratch", &[]).map(|rows| integers(&rows)))
        });
        match store.engine() {
            Engine::Sqlite => assert_eq!(summed, Ok(vec![15])),
            Engine::Postgres => {
                assert_eq!(summed.unwrap_err().message, "a column of type numeric is outside the dialect");
            }
        }
    });
}

#[test]
fn a_recursion_counts() {
    let text =
        "WITH RECURSIVE steps (n) AS (SELECT CAST($1 AS BIGINT) AS n UNION ALL SELECT n * 2 FROM steps WHERE n < $2)
                SELECT n AS n FROM steps ORDER BY n";
    found(text, &[3_i64.into(), 20_i64.into()], &[3, 6, 12, 24]);
}

#[test]
fn row_values_page_by_two_columns() {
    let text = "SELECT id AS n FROM scratch WHERE (kind, id) > ($1, $2) ORDER BY kind, id LIMIT 3";
    found(text, &["even".into(), 6_i64.into()], &[8, 10, 1]);
    let back = "SELECT id AS n FROM scratch WHERE (kind, id) < ($1, $2) ORDER BY kind DESC, id DESC LIMIT $3";
    found(back, &["odd".into(), 3_i64.into(), 2_i64.into()], &[1, 10]);
}

#[test]
fn nulls_stand_where_the_statement_says() {
    let text = "SELECT id AS n FROM scratch WHERE id < 5 ORDER BY n NULLS LAST, id";
    // Without the alias in the way: n is 1 for 2 and 2 for 4.
    found(text.replace("ORDER BY n", "ORDER BY scratch.n").leak(), &[], &[2, 4, 1, 3]);
    let first = "SELECT id AS n FROM scratch WHERE id < 5 ORDER BY scratch.n NULLS FIRST, id";
    found(first, &[], &[1, 3, 2, 4]);
}

#[test]
fn a_partial_unique_index_holds_for_its_part() {
    each_engine(|store, _| {
        let prepare = |sql: &mut dyn Sql| {
            numbers(sql)?;
            sql.execute("CREATE UNIQUE INDEX scratch_n ON scratch (n) WHERE kind = 'even'", &[])
        };
        let insert = "INSERT INTO scratch (id, kind, n) VALUES (12, $1, 5)";
        let outside = tried(store, move |sql| prepare(sql).and_then(|_| sql.execute(insert, &["odd".into()])));
        assert_eq!(outside, 1);
        let inside = denied(store, move |sql| prepare(sql).and_then(|_| sql.execute(insert, &["even".into()])));
        assert!(inside.duplicate, "{inside}");
    });
}

#[test]
fn only_a_second_key_is_a_duplicate() {
    each_engine(|store, _| {
        let kinds = [
            ("INSERT INTO scratch (id) VALUES (1)", true),
            ("UPDATE scratch SET id = 2 WHERE id = 1", true),
            ("INSERT INTO turn_row (name, turn, head) VALUES ('x', NULL, '')", false),
            (
                "INSERT INTO unit (id, campaign_id, ordinal, channel, kind, name, name_key, extra, created_at)
              VALUES ('u', 'no such campaign', 1, '', '', '', '', 0, 0)",
                false,
            ),
            ("INSERT INTO nowhere (id) VALUES (1)", false),
            ("no statement", false),
        ];
        for (statement, duplicate) in kinds {
            let error = denied(store, move |sql| {
                numbers(sql)?;
                sql.execute(statement, &[])
            });
            assert_eq!(error.duplicate, duplicate, "{statement}: {error}");
            assert!(!error.to_string().is_empty());
        }
    });
}

#[test]
fn texts_sort_by_code_point() {
    each_engine(|store, _| {
        let sorted = tried(store, |sql| {
            sql.execute("CREATE TABLE words (word TEXT)", &[])?;
            for word in ["丁", "a", "é", "𬭊", "Z", "一", "\u{fffd}", "", "A", "a b", "aa"] {
                sql.execute("INSERT INTO words (word) VALUES ($1)", &[word.into()])?;
            }
            let rows = sql.query("SELECT word AS word FROM words ORDER BY word", &[])?;
            rows.iter().map(|row| row.text("word")).collect::<Result<Vec<_>, _>>()
        });
        // U+4E00 一, U+4E01 丁, U+FFFD, U+2CB4A 𬭊
        assert_eq!(sorted, ["", "A", "Z", "a", "a b", "aa", "é", "一", "丁", "\u{fffd}", "𬭊"]);
    });
}

#[test]
fn statements_answer_how_many_rows_they_changed() {
    each_engine(|store, _| {
        let changed = tried(store, |sql| {
            numbers(sql)?;
            Ok([
                sql.execute("UPDATE scratch SET n = 0 WHERE kind = 'odd'", &[])?,
                sql.execute("DELETE FROM scratch WHERE id > $1", &[7_i64.into()])?,
                sql.execute("DELETE FROM scratch WHERE id > $1", &[7_i64.into()])?,
            ])
        });
        assert_eq!(changed, [5, 3, 0]);
    });
}
