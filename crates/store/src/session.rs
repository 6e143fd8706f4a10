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

/// A personal access token as its owner sees it; what is shown to the site is nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessToken {
    pub id: String,
    /// What its owner called it.
    pub name: String,
    pub may_write: bool,
    pub created_at: i64,
    /// When it was last shown, to the minute.
    pub used_at: Option<i64>,
    pub expires_at: i64,
}

/// The columns of an access token `t`, for reading beside those of its account.
pub(crate) const TOKEN_COLUMNS: &str = "t.id AS token_id, t.name AS token_name, t.may_write AS may_write,
    t.created_at AS token_at, t.used_at AS used_at, t.expires_at AS expires_at";

impl AccessToken {
    pub(crate) fn read(row: &Row) -> Result<Self, SqlError> {
        Ok(Self {
            id: row.text("token_id")?,
            name: row.text("token_name")?,
            may_write: row.flag("may_write")?,
            created_at: row.integer("token_at")?,
            used_at: row.maybe_integer("used_at")?,
            expires_at: row.integer("expires_at")?,
        })
    }
}

/// Lays an access token down under its keyed hash.
///
/// # Errors
/// What the engine says.
pub fn add_access_token(sql: &mut dyn Sql, hash: &str, account: &str, token: &AccessToken) -> Result<(), SqlError> {
    let t = token.clone();
    let values = [
        hash.into(),
        account.into(),
        t.id.into(),
        t.name.into(),
        t.may_write.into(),
        t.created_at.into(),
        t.expires_at.into(),
    ];
    sql.execute(
        "INSERT INTO access_token (token, account_id, id, name, may_write, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &values,
    )?;
    Ok(())
}

/// The access tokens of an account, newest first, those that ran out among them.
///
/// # Errors
/// What the engine says.
pub fn access_tokens(sql: &mut dyn Sql, account: &str) -> Result<Vec<AccessToken>, SqlError> {
    let text = format!(
        "SELECT {TOKEN_COLUMNS} FROM access_token t WHERE t.account_id = $1 ORDER BY t.created_at DESC, t.id DESC"
    );
    sql.query(&text, &[account.into()])?.iter().map(AccessToken::read).collect()
}

/// Notes that an access token was shown.
///
/// # Errors
/// What the engine says.
pub fn touch_access_token(sql: &mut dyn Sql, id: &str, at: i64) -> Result<(), SqlError> {
    sql.execute("UPDATE access_token SET used_at = $2 WHERE id = $1", &[id.into(), at.into()])?;
    Ok(())
}

/// Takes one of an account's access tokens away; `false` when it has no such token.
///
/// # Errors
/// What the engine says.
pub fn revoke_access_token(sql: &mut dyn Sql, account: &str, id: &str) -> Result<bool, SqlError> {
    let text = "DELETE FROM access_token WHERE id = $1 AND account_id = $2";
    Ok(sql.execute(text, &[id.into(), account.into()])? == 1)
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
