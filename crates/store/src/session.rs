//! Sessions, access tokens, held forms and the pace of attempts.

use crate::engine::{Row, Sql, SqlError, SqlExt};

/// A signed-in browser.
#[derive(Debug, Clone)]
pub struct Session {
    /// The token's keyed hash; the token itself is nowhere.
    pub token: String,
    pub account_id: String,
    pub created_at: i64,
    pub seen_at: i64,
    pub passed_second_factor: bool,
}

impl Session {
    pub(crate) fn read(row: &Row) -> Result<Self, SqlError> {
        Ok(Self {
            token: row.text("token")?,
            account_id: row.text("account_id")?,
            created_at: row.integer("session_at")?,
            seen_at: row.integer("seen_at")?,
            passed_second_factor: row.flag("passed_second_factor")?,
        })
    }
}

/// # Errors
/// What the engine says.
pub fn insert(sql: &mut dyn Sql, session: &Session) -> Result<(), SqlError> {
    let s = session.clone();
    let values =
        [s.token.into(), s.account_id.into(), s.created_at.into(), s.seen_at.into(), s.passed_second_factor.into()];
    sql.execute(
        "INSERT INTO session (token, account_id, created_at, seen_at, passed_second_factor)
         VALUES ($1, $2, $3, $4, $5)",
        &values,
    )?;
    Ok(())
}

/// # Errors
/// What the engine says.
pub fn touch(sql: &mut dyn Sql, token: &str, at: i64) -> Result<(), SqlError> {
    sql.execute("UPDATE session SET seen_at = $2 WHERE token = $1", &[token.into(), at.into()])?;
    Ok(())
}

/// # Errors
/// What the engine says.
pub fn end(sql: &mut dyn Sql, token: &str) -> Result<(), SqlError> {
    sql.execute("DELETE FROM session WHERE token = $1", &[token.into()])?;
    Ok(())
}

/// Ends every session and token of an account.
///
/// # Errors
/// What the engine says.
pub fn end_all(sql: &mut dyn Sql, account: &str) -> Result<(), SqlError> {
    sql.execute("DELETE FROM session WHERE account_id = $1", &[account.into()])?;
    sql.execute("DELETE FROM access_token WHERE account_id = $1", &[account.into()])?;
    Ok(())
}

/// Drops what time has ended: sessions not seen since, tokens that expired, attempts that slow nobody any more,
/// forms that nobody came back for.
///
/// # Errors
/// What the engine says.
pub fn forget_past(sql: &mut dyn Sql, now: i64, idle_since: i64) -> Result<(), SqlError> {
    sql.execute("DELETE FROM session WHERE seen_at < $1", &[idle_since.into()])?;
    sql.execute("DELETE FROM access_token WHERE expires_at < $1", &[now.into()])?;
    // Full again, and so the same as none.
    sql.execute("DELETE FROM attempt WHERE next_at < $1", &[idle_since.into()])?;
    forget_held(sql, idle_since)
}

/// Takes one attempt of a kind that may be made every `pause` with `burst` in a row
/// (the generic cell rate algorithm); answers how long to wait when it is too soon.
///
/// # Errors
/// What the engine says.
pub fn attempt(sql: &mut dyn Sql, name: &str, now: i64, pause: i64, burst: i64) -> Result<Option<i64>, SqlError> {
    // It writes at once, so that attempts made at the same moment come one after the other.
    let text = "INSERT INTO attempt (name, next_at) VALUES ($1, $2)
                ON CONFLICT (name) DO UPDATE SET next_at = attempt.next_at RETURNING next_at AS next_at";
    let row = sql.first(text, &[name.into(), now.into()])?;
    let next = row.map_or(Ok(now), |row| row.integer("next_at"))?.max(now);
    let wait = next - now - pause * (burst - 1);
    if wait > 0 {
        return Ok(Some(wait));
    }
    sql.execute("UPDATE attempt SET next_at = $2 WHERE name = $1", &[name.into(), (next + pause).into()])?;
    Ok(None)
}

/// Lays an access token down.
///
/// # Errors
/// What the engine says.
pub fn add_access_token(
    sql: &mut dyn Sql,
    token: &str,
    account: &str,
    name: &str,
    may_write: bool,
    (created_at, expires_at): (i64, i64),
) -> Result<(), SqlError> {
    let values = [token.into(), account.into(), name.into(), may_write.into(), created_at.into(), expires_at.into()];
    sql.execute(
        "INSERT INTO access_token (token, account_id, name, may_write, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        &values,
    )?;
    Ok(())
}

/// A form that arrived after its session had ended, sealed until its author signs in again.
#[derive(Debug, Clone)]
pub struct Held {
    pub login: String,
    pub path: String,
    pub sealed: Vec<u8>,
}

/// # Errors
/// What the engine says.
pub fn hold(sql: &mut dyn Sql, token: &str, held: &Held, at: i64) -> Result<(), SqlError> {
    let h = held.clone();
    let values = [token.into(), h.login.into(), h.path.into(), h.sealed.into(), at.into()];
    sql.execute("INSERT INTO held_form (token, login, path, sealed, held_at) VALUES ($1, $2, $3, $4, $5)", &values)?;
    Ok(())
}

/// Drops what nobody came back for.
///
/// # Errors
/// What the engine says.
pub fn forget_held(sql: &mut dyn Sql, not_before: i64) -> Result<(), SqlError> {
    sql.execute("DELETE FROM held_form WHERE held_at < $1", &[not_before.into()])?;
    Ok(())
}

/// Drops a form that was held for a path.
///
/// # Errors
/// What the engine says.
pub fn drop_held(sql: &mut dyn Sql, token: &str, path: &str) -> Result<(), SqlError> {
    sql.execute("DELETE FROM held_form WHERE token = $1 AND path = $2", &[token.into(), path.into()])?;
    Ok(())
}

/// A form that is held for a path.
///
/// # Errors
/// What the engine says.
pub fn held(sql: &mut dyn Sql, token: &str, path: &str, not_before: i64) -> Result<Option<Held>, SqlError> {
    let text = "SELECT login AS login, path AS path, sealed AS sealed FROM held_form
                WHERE token = $1 AND path = $2 AND held_at >= $3";
    let row = sql.first(text, &[token.into(), path.into(), not_before.into()])?;
    row.map(|row| Ok(Held { login: row.text("login")?, path: row.text("path")?, sealed: row.bytes("sealed")? }))
        .transpose()
}
