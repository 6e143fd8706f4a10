//! Accounts: made by those who may, opened by letter, changed by their owner.

use linxuan_domain::access::{Role, Viewer};
use linxuan_domain::event::Change;
use linxuan_domain::paper::Letter;
use linxuan_domain::text::{forbidden, same_name, tidy};
use linxuan_store::account::{self as kept, Account};
use linxuan_store::{Sql, session, turn, unit};

use crate::door::{Line, Stamp, record};
use crate::nomination::checked_text;
use crate::password::good_enough;
use crate::{App, Refusal, pace};

/// An account to be made.
#[derive(Debug, Clone)]
pub struct NewAccount {
    pub login: String,
    pub role: Role,
    pub name: String,
    /// Slug; absent for the three administrators.
    pub campaign: Option<String>,
    pub unit: Option<String>,
}

/// Makes an account and its one-time letter.
///
/// # Errors
/// [`Refusal::Taken`], [`Refusal::Invalid`], or an unknown campaign.
pub async fn create(app: &App, by: &str, new: NewAccount) -> Result<Letter, Refusal> {
    let login = login_text(&new.login)?;
    let name = checked_text(&new.name, 60, "name")?;
    if new.role.of_system() == new.campaign.is_some() {
        return Err(Refusal::Invalid(vec![("campaign", "campaign-does-not-fit-role")]));
    }
    // Sponsors decide for the campaign; only those that recommend have a unit too.
    if new.role.of_unit() != new.unit.is_some() && (new.role != Role::Sponsor || new.unit.is_some()) {
        return Err(Refusal::Invalid(vec![("unit", "unit-does-not-fit-role")]));
    }
    let campaign =
        new.campaign.as_deref().map(|slug| app.campaign(slug)).transpose()?.map(|running| running.id.to_string());
    let password = app.letter_password();
    let hash = app.hash(password.clone()).await?;
    let account = row(app, &login, &name, new.role, campaign, new.unit.clone(), Some(hash));
    let (stamp, campaign) = (app.system_stamp().by(by), account.campaign_id.clone());
    let unit = app
        .act(move |sql| {
            let unit = in_campaign(sql, &account)?;
            insert(sql, &account, &stamp).map(|()| unit)
        })
        .await?;
    Ok(Letter { campaign, unit, name, role: new.role, login, password })
}

/// Makes an account nobody can sign in to: rehearsals act through it.
///
/// # Errors
/// As [`create`].
pub async fn create_without_password(app: &App, new: NewAccount) -> Result<Viewer, Refusal> {
    let campaign =
        new.campaign.as_deref().map(|slug| app.campaign(slug)).transpose()?.map(|running| running.id.to_string());
    let account = row(app, &login_text(&new.login)?, &new.name, new.role, campaign, new.unit, None);
    let stamp = app.system_stamp();
    let viewer = viewer_of(&account)?;
    app.act(move |sql| insert(sql, &account, &stamp)).await?;
    Ok(viewer)
}

/// The name of the account's unit, which is one of the campaign's; empty where there is none.
fn in_campaign(sql: &mut dyn Sql, of: &Account) -> Result<String, Refusal> {
    let Some(id) = &of.unit_id else { return Ok(String::new()) };
    let found = unit::find(sql, id)?.filter(|unit| of.campaign_id.as_ref() == Some(&unit.campaign_id));
    found.map(|unit| unit.name).ok_or(Refusal::Invalid(vec![("unit", "unit-not-of-campaign")]))
}

pub(crate) fn login_text(typed: &str) -> Result<String, Refusal> {
    let login = tidy(typed).to_lowercase();
    let fits = login.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
    if fits && (3..=60).contains(&login.len()) && forbidden(&login).is_none() {
        return Ok(login);
    }
    Err(Refusal::Invalid(vec![("login", "login-wrong")]))
}

fn row(
    app: &App,
    login: &str,
    name: &str,
    role: Role,
    campaign: Option<String>,
    unit: Option<String>,
    password: Option<String>,
) -> Account {
    Account {
        id: app.new_id(),
        login: login.to_owned(),
        role: role.id().to_owned(),
        name: name.to_owned(),
        campaign_id: campaign,
        unit_id: unit,
        nomination_id: None,
        must_change: password.is_some(),
        password,
        second_factor: None,
        second_factor_step: 0,
        disabled_at: None,
        signed_in_at: None,
        created_at: app.now().microseconds(),
    }
}

fn insert(sql: &mut dyn Sql, account: &Account, stamp: &Stamp) -> Result<(), Refusal> {
    let turn = turn::take(sql, &format!("account/{}", account.id))?;
    exclusive(sql, account)?;
    kept::insert(sql, account)?;
    let changes = vec![Change::set("login", account.login.clone()), Change::set("role", account.role.clone())];
    let subject = format!("account/{}", account.id);
    record(
        sql,
        &turn,
        stamp,
        Line { what: "account-created", campaign: account.campaign_id.as_deref(), subject, changes },
    )
}

/// The three administrators are three persons: none of them is another one too.
fn exclusive(sql: &mut dyn Sql, new: &Account) -> Result<(), Refusal> {
    if !Role::from_id(&new.role).is_some_and(Role::of_system) {
        return Ok(());
    }
    let name = same_name(&new.name);
    let other =
        |known: &Account| known.disabled_at.is_none() && known.role != new.role && same_name(&known.name) == name;
    if kept::list(sql, None)?.iter().any(other) {
        return Err(Refusal::Invalid(vec![("name", "administrators-exclude-each-other")]));
    }
    Ok(())
}

/// The viewer an account is.
pub(crate) fn viewer_of(account: &Account) -> Result<Viewer, Refusal> {
    let role = Role::from_id(&account.role).ok_or_else(|| Refusal::Fault(format!("role {}", account.role)))?;
    Ok(Viewer {
        account: account.id.as_str().into(),
        name: account.name.clone(),
        role,
        campaign: account.campaign_id.as_deref().map(Into::into),
        unit: account.unit_id.as_deref().map(Into::into),
        nomination: account.nomination_id.as_deref().map(Into::into),
    })
}

/// The viewer behind a login, for the command line and for rehearsals.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn by_login(app: &App, login: &str) -> Result<Viewer, Refusal> {
    let login = login.to_owned();
    app.read(move |sql| viewer_of(&kept::by_login(sql, &login)?.ok_or(Refusal::NotFound)?)).await
}

/// Every account: login, role, name, campaign, disabled or not.
///
/// # Errors
/// When the database does not answer.
pub async fn all(app: &App) -> Result<Vec<Account>, Refusal> {
    app.read(|sql| Ok(kept::all(sql)?)).await
}

/// A new one-time password by letter; every session of the account ends.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn reset(app: &App, by: &str, login: &str) -> Result<Letter, Refusal> {
    let password = app.letter_password();
    let hash = app.hash(password.clone()).await?;
    let (login, stamp) = (login.to_owned(), app.system_stamp().by(by));
    app.act(move |sql| {
        let account = kept::by_login(sql, &login)?.ok_or(Refusal::NotFound)?;
        let turn = turn::take(sql, &format!("account/{}", account.id))?;
        kept::set_password(sql, &account.id, &hash, true)?;
        kept::set_second_factor(sql, &account.id, None)?;
        session::end_all(sql, &account.id)?;
        note(sql, &turn, &stamp, &account, "password-reissued")?;
        let (role, unit) = (viewer_of(&account)?.role, in_campaign(sql, &account)?);
        Ok(Letter { campaign: account.campaign_id, unit, name: account.name, role, login, password })
    })
    .await
}

/// Closes or opens an account; a closed one is out at its next request.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn disable(app: &App, by: &str, login: &str, disabled: bool) -> Result<(), Refusal> {
    let (login, stamp) = (login.to_owned(), app.system_stamp().by(by));
    app.act(move |sql| {
        let account = kept::by_login(sql, &login)?.ok_or(Refusal::NotFound)?;
        let turn = turn::take(sql, &format!("account/{}", account.id))?;
        kept::disable(sql, &account.id, disabled.then(|| stamp.at.microseconds()))?;
        session::end_all(sql, &account.id)?;
        note(sql, &turn, &stamp, &account, if disabled { "account-disabled" } else { "account-enabled" })
    })
    .await
}

fn note(sql: &mut dyn Sql, turn: &turn::Turn, stamp: &Stamp, account: &Account, what: &str) -> Result<(), Refusal> {
    let subject = format!("account/{}", account.id);
    record(sql, turn, stamp, Line { what, campaign: account.campaign_id.as_deref(), subject, changes: Vec::new() })
}

/// Whether an account is still as it was when its password was compared: that takes a
/// moment, in which it may be reset or closed.
pub(crate) fn as_checked(sql: &mut dyn Sql, checked: &Account) -> Result<(), Refusal> {
    let present = kept::find(sql, &checked.id)?.filter(|present| {
        present.password == checked.password
            && present.second_factor == checked.second_factor
            && present.disabled_at == checked.disabled_at
    });
    present.map(|_| ()).ok_or(Refusal::WrongCredentials)
}

/// Changes one's own password; every session ends.
///
/// # Errors
/// [`Refusal::WrongCredentials`] when the present one is wrong; [`Refusal::Invalid`] when the new one is weak;
/// [`Refusal::TooSoon`].
pub async fn change_password(app: &App, viewer: &Viewer, present: String, new: String) -> Result<(), Refusal> {
    pace::password_change(app, viewer).await?;
    let id = viewer.account.to_string();
    let account = app.read(move |sql| kept::find(sql, &id)?.ok_or(Refusal::SignedOut)).await?;
    if !app.compare(present.clone(), account.password.clone()).await? {
        return Err(Refusal::WrongCredentials);
    }
    if present == new {
        return Err(Refusal::Invalid(vec![("new-password", "password-unchanged")]));
    }
    good_enough(&new, &[&account.login, &account.name])?;
    let (hash, stamp) = (app.hash(new).await?, app.stamp(viewer));
    app.act(move |sql| {
        let turn = turn::take(sql, &format!("account/{}", account.id))?;
        as_checked(sql, &account)?;
        kept::set_password(sql, &account.id, &hash, false)?;
        session::end_all(sql, &account.id)?;
        note(sql, &turn, &stamp, &account, "password-changed")
    })
    .await
}
