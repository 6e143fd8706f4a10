use linxuan_domain::access::Role;
use linxuan_store::account::{self, Account};
use linxuan_store::nomination as nominations;
use linxuan_store::{Sql, turn};

use crate::account::login_text;
use crate::door::{Line, Stamp, record};
use crate::password::good_enough;
use crate::session::{Opened, Proof, open};
use crate::{App, Refusal, pace};

/// Opens a nominee's account by recommendation code, with a password of their own.
///
/// # Errors
/// [`Refusal::WrongCredentials`] when the code is unknown or used up; [`Refusal::Invalid`] and
/// [`Refusal::Taken`] when the login or password will not do.
pub async fn register_nominee(
    app: &App,
    code: &str,
    login: &str,
    password: String,
    source: &str,
) -> Result<Opened, Refusal> {
    pace::registration(app, source).await?;
    let login = free_login(app, login)?;
    good_enough(&password, &[&login])?;
    let hash = app.hash(password).await?;
    let (stored, keys, id) = (app.keys.token(code.trim()), app.keys.clone(), app.new_id());
    let stamp = app.system_stamp();
    let (wanted, made) = (login.clone(), stamp.clone());
    let account = app
        .act(move |sql| {
            let turn = turn::take(sql, &format!("account/{id}"))?;
            let nomination =
                nominations::use_code(sql, &stored, made.at.microseconds())?.ok_or(Refusal::WrongCredentials)?;
            let found = nominations::find(sql, &keys, &nomination)?.ok_or(Refusal::WrongCredentials)?;
            let account = nominee_account(id, wanted, hash, &found, made.at.microseconds());
            insert(sql, &turn, &made, &account)?;
            Ok(account)
        })
        .await?;
    open(app, account, Proof::Asked(None)).await
}

fn nominee_account(id: String, login: String, hash: String, found: &nominations::Nomination, at: i64) -> Account {
    Account {
        id,
        name: if found.name.is_empty() { login.clone() } else { found.name.clone() },
        login,
        role: Role::Nominee.id().to_owned(),
        campaign_id: Some(found.campaign_id.clone()),
        unit_id: None,
        nomination_id: Some(found.id.clone()),
        password: Some(hash),
        must_change: false,
        second_factor: None,
        second_factor_step: 0,
        disabled_at: None,
        signed_in_at: None,
        created_at: at,
    }
}

fn insert(sql: &mut dyn Sql, turn: &turn::Turn, stamp: &Stamp, account: &Account) -> Result<(), Refusal> {
    account::insert(sql, account)?;
    let subject = format!("account/{}", account.id);
    let campaign = account.campaign_id.as_deref();
    record(sql, turn, stamp, Line { what: "nominee-registered", campaign, subject, changes: Vec::new() })
}

/// A login that is none of those the system gives out itself.
fn free_login(app: &App, typed: &str) -> Result<String, Refusal> {
    let login = login_text(typed)?;
    let of_role = Role::from_id(&login).is_some_and(|role| role != Role::Nominee);
    // An import of units numbers their logins so, and fails where one stands already.
    let of_unit = |slug: &str| login.strip_prefix(&slug.to_lowercase()).is_some_and(|number| number.starts_with('-'));
    if of_role || app.campaigns().iter().any(|running| of_unit(&running.slug)) {
        return Err(Refusal::Taken);
    }
    Ok(login)
}
