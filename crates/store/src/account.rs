//! Accounts: ways in, their passwords and second factors.

use crate::engine::{Row, Sql, SqlError, SqlExt, Value};
use crate::session::{AccessToken, TOKEN_COLUMNS};

/// One way in.
#[derive(Debug, Clone)]
pub struct Account {
    pub id: String,
    pub login: String,
    pub role: String,
    pub name: String,
    pub campaign_id: Option<String>,
    pub unit_id: Option<String>,
    pub nomination_id: Option<String>,
    /// Argon2 string; accounts of rehearsals have none.
    pub password: Option<String>,
    pub must_change: bool,
    pub second_factor: Option<Vec<u8>>,
    /// The last time step whose code was used.
    pub second_factor_step: i64,
    pub disabled_at: Option<i64>,
    pub signed_in_at: Option<i64>,
    pub created_at: i64,
}

const COLUMNS: &str = "a.id AS id, a.login AS login, a.role AS role, a.name AS name, a.campaign_id AS campaign_id,
    a.unit_id AS unit_id, a.nomination_id AS nomination_id, a.password AS password, a.must_change AS must_change,
    a.second_factor AS second_factor, a.second_factor_step AS second_factor_step, a.disabled_at AS disabled_at,
    a.signed_in_at AS signed_in_at, a.created_at AS created_at";

fn read(row: &Row) -> Result<Account, SqlError> {
    Ok(Account {
        id: row.text("id")?,
        login: row.text("login")?,
        role: row.text("role")?,
        name: row.text("name")?,
        campaign_id: row.maybe_text("campaign_id")?,
        unit_id: row.maybe_text("unit_id")?,
        nomination_id: row.maybe_text("nomination_id")?,
        password: row.maybe_text("password")?,
        must_change: row.flag("must_change")?,
        second_factor: row.maybe_bytes("second_factor")?,
        second_factor_step: row.integer("second_factor_step")?,
        disabled_at: row.maybe_integer("disabled_at")?,
        signed_in_at: row.maybe_integer("signed_in_at")?,
        created_at: row.integer("created_at")?,
    })
}

/// # Errors
/// What the engine says; `duplicate` when the login stands already.
pub fn insert(sql: &mut dyn Sql, account: &Account) -> Result<(), SqlError> {
    let a = account.clone();
    let values: [Value; 10] = [
        a.id.into(),
        a.login.into(),
        a.role.into(),
        a.name.into(),
        a.campaign_id.into(),
        a.unit_id.into(),
        a.nomination_id.into(),
        a.password.into(),
        a.must_change.into(),
        a.created_at.into(),
    ];
    sql.execute(
        "INSERT INTO account (id, login, role, name, campaign_id, unit_id, nomination_id, password, must_change,
         second_factor_step, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10)",
        &values,
    )?;
    Ok(())
}

/// # Errors
/// What the engine says.
pub fn find(sql: &mut dyn Sql, id: &str) -> Result<Option<Account>, SqlError> {
    let text = format!("SELECT {COLUMNS} FROM account a WHERE a.id = $1");
    sql.first(&text, &[id.into()])?.as_ref().map(read).transpose()
}

/// # Errors
/// What the engine says.
pub fn by_login(sql: &mut dyn Sql, login: &str) -> Result<Option<Account>, SqlError> {
    let text = format!("SELECT {COLUMNS} FROM account a WHERE a.login = $1");
    sql.first(&text, &[login.into()])?.as_ref().map(read).transpose()
}

/// The account behind a session's stored token, with the session's times.
///
/// # Errors
/// What the engine says.
pub fn by_session(sql: &mut dyn Sql, token: &str) -> Result<Option<(Account, crate::session::Session)>, SqlError> {
    let text = format!(
        "SELECT {COLUMNS}, s.token AS token, s.account_id AS account_id, s.created_at AS session_at,
         s.seen_at AS seen_at,
         s.passed_second_factor AS passed_second_factor
         FROM session s JOIN account a ON a.id = s.account_id WHERE s.token = $1"
    );
    let row = sql.first(&text, &[token.into()])?;
    row.map(|row| Ok((read(&row)?, crate::session::Session::read(&row)?))).transpose()
}

/// The account behind an access token that has not run out.
///
/// # Errors
/// What the engine says.
pub fn by_access_token(sql: &mut dyn Sql, token: &str, now: i64) -> Result<Option<(Account, AccessToken)>, SqlError> {
    let text = format!(
        "SELECT {COLUMNS}, {TOKEN_COLUMNS} FROM access_token t JOIN account a ON a.id = t.account_id
         WHERE t.token = $1 AND t.expires_at > $2"
    );
    let row = sql.first(&text, &[token.into(), now.into()])?;
    row.map(|row| Ok((read(&row)?, AccessToken::read(&row)?))).transpose()
}

/// Accounts of a campaign, or those of none, in the order of their logins.
///
/// # Errors
/// What the engine says.
pub fn list(sql: &mut dyn Sql, campaign: Option<&str>) -> Result<Vec<Account>, SqlError> {
    let text =
        format!("SELECT {COLUMNS} FROM account a WHERE COALESCE(a.campaign_id, '') = $1 ORDER BY a.login LIMIT 10000");
    sql.query(&text, &[campaign.unwrap_or("").into()])?.iter().map(read).collect()
}

/// Every account there is, by login.
///
/// # Errors
/// What the engine says.
pub fn all(sql: &mut dyn Sql) -> Result<Vec<Account>, SqlError> {
    sql.query(&format!("SELECT {COLUMNS} FROM account a ORDER BY a.login"), &[])?.iter().map(read).collect()
}

/// # Errors
/// What the engine says.
pub fn set_password(sql: &mut dyn Sql, id: &str, password: &str, must_change: bool) -> Result<(), SqlError> {
    let values = [id.into(), password.into(), must_change.into()];
    sql.execute("UPDATE account SET password = $2, must_change = $3 WHERE id = $1", &values)?;
    Ok(())
}

/// # Errors
/// What the engine says.
pub fn set_second_factor(sql: &mut dyn Sql, id: &str, sealed: Option<Vec<u8>>) -> Result<(), SqlError> {
    let text = "UPDATE account SET second_factor = $2, second_factor_step = 0 WHERE id = $1";
    sql.execute(text, &[id.into(), sealed.into()])?;
    Ok(())
}

/// Uses up a time step; `false` when it, or a later one, was used before.
///
/// # Errors
/// What the engine says.
pub fn use_step(sql: &mut dyn Sql, id: &str, step: i64) -> Result<bool, SqlError> {
    let text = "UPDATE account SET second_factor_step = $2 WHERE id = $1 AND second_factor_step < $2";
    Ok(sql.execute(text, &[id.into(), step.into()])? == 1)
}

/// # Errors
/// What the engine says.
pub fn disable(sql: &mut dyn Sql, id: &str, at: Option<i64>) -> Result<(), SqlError> {
    sql.execute("UPDATE account SET disabled_at = $2 WHERE id = $1", &[id.into(), at.into()])?;
    Ok(())
}

/// # Errors
/// What the engine says.
pub fn signed_in(sql: &mut dyn Sql, id: &str, at: i64) -> Result<(), SqlError> {
    sql.execute("UPDATE account SET signed_in_at = $2 WHERE id = $1", &[id.into(), at.into()])?;
    Ok(())
}
