//! Values on their way in and out.

use linxuan_store::engine::{BadUrl, Engine, SqlExt, Url, Value};
use linxuan_store::{Row, Sql, SqlError};
use linxuan_testkit::{each_engine, tried};

const TABLE: &str = "CREATE TABLE scratch (t TEXT, i BIGINT, r DOUBLE PRECISION, f BOOLEAN, b BYTEA)";

/// Writes one row and reads it back.
fn round_trip(sql: &mut dyn Sql, values: &[Value]) -> Result<Row, SqlError> {
    sql.execute(TABLE, &[])?;
    sql.execute("INSERT INTO scratch (t, i, r, f, b) VALUES ($1, $2, $3, $4, $5)", values)?;
    Ok(sql.first("SELECT t AS t, i AS i, r AS r, f AS f, b AS b FROM scratch", &[])?.unwrap())
}

#[test]
fn every_type_comes_back_as_it_went() {
    let texts = ["", "张三", "𬭊", "a\n\t'\"\\ $1 ; --", "\u{10ffff}"];
    let integers = [0, -1, i64::MAX, i64::MIN, 1 << 53];
    let reals = [0.5, -1e300, f64::MAX, 0.1, 1.0];
    let bytes: [Vec<u8>; 5] = [vec![], (0..=255).collect(), vec![0], b"\\x00".to_vec(), vec![0xff; 5000]];
    each_engine(|store, _| {
        for at in 0..5 {
            let (text, flag, blob) = (texts[at], at % 2 == 0, bytes[at].clone());
            let values = [text.into(), integers[at].into(), reals[at].into(), flag.into(), blob.clone().into()];
            let row = tried(store, move |sql| round_trip(sql, &values));
            assert_eq!(row.text("t").unwrap(), text);
            assert_eq!(row.integer("i").unwrap(), integers[at]);
            assert_eq!(row.flag("f").unwrap(), flag);
            assert_eq!(row.bytes("b").unwrap(), blob);
            assert!(row.all().any(|(name, value)| (name, value) == ("r", &Value::Real(reals[at]))), "{row:?}");
            let order: Vec<&str> = row.all().map(|(name, _)| name).collect();
            assert_eq!(order, ["t", "i", "r", "f", "b"]);
        }
    });
}

#[test]
fn nothing_comes_back_as_nothing() {
    each_engine(|store, _| {
        let row = tried(store, |sql| round_trip(sql, &[const { Value::Null }; 5]));
        assert!(row.all().all(|(_, value)| *value == Value::Null), "{row:?}");
        assert_eq!(row.maybe_text("t"), Ok(None));
        assert_eq!(row.maybe_integer("i"), Ok(None));
        assert_eq!(row.maybe_bytes("b"), Ok(None));
        assert_eq!(row.text("t").unwrap_err().message, "column t is null");
        assert_eq!(row.flag("f").unwrap_err().message, "column f is null");
    });
}

#[test]
fn a_column_of_another_name_or_type_is_an_error() {
    each_engine(|store, _| {
        let values = ["text".into(), 7_i64.into(), 1.5.into(), true.into(), vec![1_u8].into()];
        let row = tried(store, move |sql| round_trip(sql, &values));
        assert_eq!(row.text("none").unwrap_err().message, "no column none");
        assert_eq!(row.integer("t").unwrap_err().message, "column t is text");
        assert_eq!(row.text("i").unwrap_err().message, "column i is integer");
        assert_eq!(row.maybe_integer("r").unwrap_err().message, "column r is real");
        assert_eq!(row.maybe_text("b").unwrap_err().message, "column b is bytes");
        assert_eq!(row.bytes("t").unwrap_err().message, "column t is text");
        assert_eq!(row.maybe_bytes("i").unwrap_err().message, "column i is integer");
    });
}

#[test]
fn a_flag_is_compared_with_true() {
    each_engine(|store, _| {
        let counted = tried(store, |sql| {
            round_trip(sql, &[Value::Null, Value::Null, Value::Null, true.into(), Value::Null])?;
            let text = "SELECT COUNT(*) AS n FROM scratch WHERE f = TRUE AND f <> FALSE AND f = $1";
            Ok([sql.number(text, &[true.into()])?, sql.number(text, &[false.into()])?])
        });
        assert_eq!(counted, [1, 0]);
    });
}

/// The engines differ here; nothing above the border may let a U+0000 in.
#[test]
fn nul_is_kept_by_sqlite_and_refused_by_postgres() {
    each_engine(|store, _| {
        let read = tried(store, |sql| {
            let values = ["a\0b".into(), Value::Null, Value::Null, Value::Null, Value::Null];
            Ok(round_trip(sql, &values).and_then(|row| row.text("t")))
        });
        match store.engine() {
            Engine::Sqlite => assert_eq!(read.unwrap(), "a\0b"),
            Engine::Postgres => assert!(read.unwrap_err().message.contains("invalid byte sequence"), "said otherwise"),
        }
    });
}

/// What a column holds after a value of another type was written to it; `None` when it was refused.
fn written(sql: &mut dyn Sql, column: &str, value: Value) -> Result<Option<Value>, SqlError> {
    sql.execute(TABLE, &[])?;
    if sql.execute(&format!("INSERT INTO scratch ({column}) VALUES ($1)"), &[value]).is_err() {
        return Ok(None);
    }
    let row = sql.first(&format!("SELECT {column} AS v FROM scratch"), &[])?.unwrap();
    Ok(row.all().next().map(|(_, value)| value.clone()))
}

#[test]
fn a_value_of_another_type_is_converted_or_refused_but_never_misread() {
    let cases: [(&str, Value, Value); 5] = [
        ("r", 3_i64.into(), 3.0.into()),
        ("i", "20220520".into(), 20_220_520_i64.into()),
        ("i", 2.5.into(), 2.5.into()),
        ("t", 0x4142_4344_4546_4748_i64.into(), "4702394921427289928".into()),
        ("i", Value::Bytes(vec![0, 0, 0, 0, 0, 0, 0, 9]), Value::Bytes(vec![0, 0, 0, 0, 0, 0, 0, 9])),
    ];
    each_engine(|store, _| {
        let mut misread = Vec::new();
        for (column, value, wanted) in cases.clone() {
            let given = value.clone();
            let found = tried(store, move |sql| written(sql, column, value));
            if found.as_ref().is_some_and(|found| *found != wanted) {
                misread.push(format!("{given:?} in column {column} became {found:?}"));
            }
        }
        assert!(misread.is_empty(), "{misread:#?}");
    });
}

#[test]
fn addresses_name_an_engine() {
    assert_eq!("sqlite:///var/lib/x.sqlite".parse(), Ok(Url::Sqlite("/var/lib/x.sqlite".into())));
    assert_eq!("sqlite://x.sqlite".parse(), Ok(Url::Sqlite("x.sqlite".into())));
    for url in ["postgres://u@h/d", "postgresql:///d?host=/run"] {
        assert_eq!(url.parse(), Ok(Url::Postgres(url.to_owned())));
    }
    for wrong in ["", "sqlite://", "x.sqlite", "mysql://h/d", "SQLITE://x"] {
        let error = wrong.parse::<Url>().unwrap_err();
        assert_eq!(error, BadUrl(wrong.to_owned()));
        assert_eq!(error.to_string(), format!("not sqlite://PATH or postgres://…: {wrong}"));
    }
}
