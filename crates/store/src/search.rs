//! Full text over names, units and deeds: characters and pairs of characters,
//! because two-character Chinese words must be found. The one place where the
//! two engines' text differs.

use crate::engine::{Engine, Sql, SqlError, SqlExt, Value};

/// Makes the search table.
///
/// # Errors
/// What the engine says.
pub(crate) fn create(sql: &mut dyn Sql) -> Result<(), SqlError> {
    let statements: &[&str] = match sql.engine() {
        Engine::Sqlite => &[
            "CREATE VIRTUAL TABLE IF NOT EXISTS nomination_search
             USING fts5(nomination_id UNINDEXED, terms, tokenize = 'unicode61')",
            "CREATE TABLE IF NOT EXISTS nomination_search_place
             (nomination_id TEXT PRIMARY KEY, place BIGINT NOT NULL UNIQUE)",
            "INSERT INTO nomination_search_place (nomination_id, place)
             SELECT nomination_id, MAX(rowid) FROM nomination_search
             WHERE nomination_id NOT IN (SELECT nomination_id FROM nomination_search_place) GROUP BY nomination_id",
        ],
        Engine::Postgres => &[
            "CREATE TABLE IF NOT EXISTS nomination_search (nomination_id TEXT PRIMARY KEY, terms tsvector NOT NULL)",
            "CREATE INDEX IF NOT EXISTS nomination_search_terms ON nomination_search USING gin (terms)",
        ],
    };
    statements.iter().try_for_each(|statement| sql.execute(statement, &[]).map(|_| ()))
}

/// A character as a term: `u` and its code point, so that every engine and
/// tokenizer keeps it whole.
fn term(characters: &[char]) -> String {
    characters.iter().fold(String::new(), |text, c| text + &format!("u{:x}", u32::from(*c)))
}

/// Runs of letters and digits; small and capital, full and half width are one.
fn characters(text: &str) -> Vec<Vec<char>> {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    let folded: Vec<char> = text.chars().map(narrow).flat_map(char::to_lowercase).collect();
    folded.split(|c| !is_letter(*c)).filter(|run| !run.is_empty()).map(<[char]>::to_vec).collect()
}

/// Rare characters of names may still stand in the private use area.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{e000}'..='\u{f8ff}')
}

/// The terms a text is found by.
fn terms(text: &str) -> String {
    let runs = characters(text);
    let single = runs.iter().flat_map(|run| run.iter().map(|c| term(&[*c])));
    let pairs = runs.iter().flat_map(|run| run.windows(2).map(term));
    single.chain(pairs).collect::<Vec<_>>().join(" ")
}

/// The terms that must all be there for a question to be answered.
pub(crate) fn wanted(question: &str) -> Vec<String> {
    let runs = characters(question);
    let of = |run: &Vec<char>| -> Vec<String> {
        if run.len() == 1 { vec![term(run)] } else { run.windows(2).map(term).collect() }
    };
    runs.iter().flat_map(of).collect()
}

/// Makes a nomination found by a text, and by no earlier one.
///
/// # Errors
/// What the engine says.
pub fn index(sql: &mut dyn Sql, nomination: &str, text: &str) -> Result<(), SqlError> {
    let mut all: Vec<String> = terms(text).split(' ').map(str::to_owned).collect();
    all.sort_unstable();
    all.dedup();
    let (nomination, terms): (Value, Value) = (nomination.into(), all.join(" ").into());
    match sql.engine() {
        Engine::Sqlite => {
            let place = place(sql, nomination.clone())?;
            sql.execute("DELETE FROM nomination_search WHERE rowid = $1", &[place.into()])?;
            let statement = "INSERT INTO nomination_search (rowid, nomination_id, terms) VALUES ($1, $2, $3)";
            sql.execute(statement, &[place.into(), nomination, terms])?;
        }
        Engine::Postgres => {
            let statement = "INSERT INTO nomination_search (nomination_id, terms)
                             VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))
                             ON CONFLICT (nomination_id) DO UPDATE SET terms = excluded.terms";
            sql.execute(statement, &[nomination, terms])?;
        }
    }
    Ok(())
}

/// Where a nomination's terms stand: a full-text table is searched whole for anything but its row's number.
fn place(sql: &mut dyn Sql, nomination: Value) -> Result<i64, SqlError> {
    let known = "SELECT place AS place FROM nomination_search_place WHERE nomination_id = $1";
    if let Some(row) = sql.first(known, std::slice::from_ref(&nomination))? {
        return row.integer("place");
    }
    let new = "INSERT INTO nomination_search_place (nomination_id, place)
               SELECT $1, COALESCE(MAX(place), 0) + 1 FROM nomination_search_place RETURNING place AS place";
    let row = sql.first(new, &[nomination])?.ok_or_else(|| SqlError::new("no place for the terms"))?;
    row.integer("place")
}

/// The condition of a query over `nomination`, with its value as parameter `$n`.
pub(crate) fn condition(engine: Engine, parameter: usize, question: &str) -> Option<(String, Value)> {
    let wanted = wanted(question);
    if wanted.is_empty() {
        return None;
    }
    let (matches, value) = match engine {
        Engine::Sqlite => (format!("nomination_search MATCH ${parameter}"), wanted.join(" AND ")),
        Engine::Postgres => (format!("terms @@ CAST(CAST(${parameter} AS TEXT) AS tsquery)"), wanted.join(" & ")),
    };
    Some((format!("id IN (SELECT nomination_id FROM nomination_search WHERE {matches})"), value.into()))
}
