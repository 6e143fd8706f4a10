//! Signing in and out.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use linxuan_domain::access::{Role, Scope, Viewer};
use linxuan_domain::event::Change;
use linxuan_domain::id::CampaignId;
use linxuan_store::account::{self, Account};
use linxuan_store::session::{self as kept, Held, Session};
use linxuan_store::turn;

use crate::account::{as_checked, viewer_of};
use crate::door::{Line, record};
use crate::{App, Refusal, pace};

pub use crate::registration::register_nominee;
pub use linxuan_store::session::AccessToken;

/// Minutes without a request after which a session ends.
const IDLE_MINUTES: i64 = 30;
/// Hours after which a session ends whatever happens.
const LONGEST_HOURS: i64 = 12;
/// Forms kept for one address after its sessions ended: seconds between, and at once.
const HELD_PACE: (i64, i64) = (20, 40);

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
/// How long an access token serves: 90 days.
const TOKEN_LIFE: i64 = 90 * 24 * 60 * MINUTE;

/// A signed-in viewer with what still stands before the rest of the site.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own; none follows from another")]
pub struct SignedIn {
    pub viewer: Viewer,
    pub login: String,
    /// The password came by letter and must be changed first.
    pub must_change: bool,
    /// The role needs a second factor that is not set up yet.
    pub must_enrol: bool,
    /// Set by an access token that may only read.
    pub read_only: bool,
    /// Came by access token: none of the account's own ways in may be changed so.
    pub by_token: bool,
    /// A second factor is in use; only a new letter takes it away.
    pub has_second_factor: bool,
}

/// A fresh session's token for the cookie.
#[derive(Clone)]
pub struct Opened {
    pub token: String,
    pub signed_in: SignedIn,
}

/// Whose session it is; the token opens it.
impl std::fmt::Debug for Opened {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Opened").field("account", &self.signed_in.viewer.account).finish_non_exhaustive()
    }
}

impl App {
    /// A random 256-bit token in the alphabet of URLs.
    pub fn token(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.fresh::<32>())
    }

    fn needs_second_factor(&self, account: &Account) -> bool {
        let campaign = account.campaign_id.as_deref().and_then(|id| self.campaign_by_id(id).ok());
        campaign.is_some_and(|running| {
            running.rulebook.accounts.second_factor.iter().any(|role| role.as_str() == account.role)
        }) || Role::from_id(&account.role).is_some_and(Role::of_system)
    }

    fn signed_in(&self, account: &Account) -> Result<SignedIn, Refusal> {
        Ok(SignedIn {
            viewer: viewer_of(account)?,
            login: account.login.clone(),
            must_change: account.must_change,
            must_enrol: account.second_factor.is_none() && self.needs_second_factor(account),
            read_only: false,
            by_token: false,
            has_second_factor: account.second_factor.is_some(),
        })
    }
}

/// Signs in. Whether login, password or code was wrong is not said, and one
/// hash is computed in each case.
///
/// # Errors
/// [`Refusal::WrongCredentials`], [`Refusal::TooSoon`].
pub async fn sign_in(app: &App, login: &str, password: String, code: &str, source: &str) -> Result<Opened, Refusal> {
    let login = login.trim().to_lowercase();
    pace::sign_in(app, &login, source).await?;
    let wanted = login.clone();
    let account = app.read(move |sql| Ok(account::by_login(sql, &wanted)?)).await?;
    let hash = account.as_ref().and_then(|account| account.password.clone());
    let same = app.compare(password, hash).await?;
    let account = account.filter(|account| same && account.disabled_at.is_none()).ok_or(Refusal::WrongCredentials)?;
    let step = match &account.second_factor {
        Some(sealed) => Some(second_factor_step(app, &account, sealed, code)?),
        None => None,
    };
    open(app, account, Proof::Asked(step)).await
}

fn place(account: &Account) -> String {
    format!("account/{}/second_factor", account.id)
}

/// The time step whose code was given, one step either side of now. It is the
/// clock's own time: the authenticator knows nothing of the record's.
fn second_factor_step(app: &App, account: &Account, sealed: &[u8], code: &str) -> Result<i64, Refusal> {
    let secret = app.keys.open(&place(account), sealed)?;
    matching_step(&secret, code, app.clock.now().microseconds() / SECOND).ok_or(Refusal::WrongCredentials)
}

fn matching_step(secret: &[u8], code: &str, seconds: i64) -> Option<i64> {
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    let now = seconds / 30;
    (now - 1..=now + 1).find(|step| crate::session::code_at(secret, *step).as_deref() == Some(code.as_str()))
}

/// The six digits of one time step (RFC 6238, SHA-1, 30 seconds).
pub fn code_at(secret: &[u8], step: i64) -> Option<String> {
    let totp = totp_rs::Builder::new().with_secret(secret.to_vec()).build().ok()?;
    Some(totp.generate(u64::try_from(step).ok()? * 30).to_string())
}

/// How the second factor was proved, where the account has one.
pub(crate) enum Proof {
    /// By the code of a time step; absent where there is no second factor.
    Asked(Option<i64>),
    /// Not at all: the demonstration asks for no password either.
    Waived,
}

pub(crate) async fn open(app: &App, account: Account, proof: Proof) -> Result<Opened, Refusal> {
    let (token, stamp) = (app.token(), app.system_stamp());
    let stored = app.keys.token(&token);
    let signed_in = app.signed_in(&account)?;
    let stamp = stamp.by(&account.id);
    app.act(move |sql| {
        let turn = turn::take(sql, &format!("account/{}", account.id))?;
        as_checked(sql, &account)?;
        if let Proof::Asked(Some(step)) = proof
            && !account::use_step(sql, &account.id, step)?
        {
            return Err(Refusal::WrongCredentials);
        }
        let at = stamp.at.microseconds();
        let session = Session {
            token: stored,
            account_id: account.id.clone(),
            created_at: at,
            seen_at: at,
            passed_second_factor: !matches!(proof, Proof::Asked(None)),
        };
        kept::insert(sql, &session)?;
        account::signed_in(sql, &account.id, at)?;
        let subject = format!("account/{}", account.id);
        let campaign = account.campaign_id.as_deref();
        record(sql, &turn, &stamp, Line { what: "signed-in", campaign, subject, changes: Vec::new() })
    })
    .await?;
    Ok(Opened { token, signed_in })
}

/// Signs in as any account without a password: only the demonstration offers it.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn sign_in_for_demonstration(app: &App, login: &str) -> Result<Opened, Refusal> {
    let login = login.to_owned();
    let account = app.read(move |sql| account::by_login(sql, &login)?.ok_or(Refusal::NotFound)).await?;
    let mut opened = open(app, account, Proof::Waived).await?;
    opened.signed_in.must_enrol = false;
    Ok(opened)
}

/// Who a session's token belongs to, if the session still lives.
///
/// # Errors
/// [`Refusal::SignedOut`].
pub async fn resume(app: &App, token: &str) -> Result<SignedIn, Refusal> {
    let (stored, now) = (app.keys.token(token), app.now().microseconds());
    let wanted = stored.clone();
    let found = app.read(move |sql| Ok(account::by_session(sql, &wanted)?)).await?;
    let (account, session) = found.ok_or(Refusal::SignedOut)?;
    let idle = now - session.seen_at > IDLE_MINUTES * MINUTE;
    let old = now - session.created_at > LONGEST_HOURS * 60 * MINUTE;
    // Opened before the second factor was taken into use, it proves too little.
    let unproved = account.second_factor.is_some() && !session.passed_second_factor;
    if account.disabled_at.is_some() || idle || old || unproved {
        app.act(move |sql| Ok(kept::end(sql, &stored)?)).await?;
        return Err(Refusal::SignedOut);
    }
    if now - session.seen_at > MINUTE {
        app.act(move |sql| Ok(kept::touch(sql, &stored, now)?)).await?;
    }
    app.signed_in(&account)
}

/// Who an access token of the programming interface belongs to.
///
/// # Errors
/// [`Refusal::SignedOut`].
pub async fn by_access_token(app: &App, token: &str) -> Result<SignedIn, Refusal> {
    let (stored, now) = (app.keys.token(token), app.now().microseconds());
    let found = app.read(move |sql| Ok(account::by_access_token(sql, &stored, now)?)).await?;
    let (account, token) = found.filter(|(account, _)| account.disabled_at.is_none()).ok_or(Refusal::SignedOut)?;
    if token.used_at.is_none_or(|used| now - used > MINUTE) {
        let id = token.id.clone();
        app.act(move |sql| Ok(kept::touch_access_token(sql, &id, now)?)).await?;
    }
    let read_only = !scopes(&token).contains(&Scope::Act);
    Ok(SignedIn { read_only, by_token: true, ..app.signed_in(&account)? })
}

/// What a token may be used for; looking goes with everything.
pub fn scopes(token: &AccessToken) -> Vec<Scope> {
    Scope::ALL.into_iter().filter(|scope| *scope == Scope::Read || token.may_write).collect()
}

/// A fresh access token: the secret is shown once and kept nowhere.
#[derive(Debug, Clone)]
pub struct IssuedToken {
    pub secret: String,
    pub token: AccessToken,
}

/// A personal access token, valid for 90 days.
///
/// # Errors
/// When the name or every scope is missing.
pub async fn issue_access_token(
    app: &App,
    viewer: &Viewer,
    name: &str,
    scopes: &[Scope],
) -> Result<IssuedToken, Refusal> {
    let name = crate::nomination::checked_text(name, 60, "name")?;
    if scopes.is_empty() {
        return Err(Refusal::Invalid(vec![("scopes", "token-scope-missing")]));
    }
    let (secret, stamp) = (app.token(), app.stamp(viewer));
    let at = stamp.at.microseconds();
    let may_write = scopes.contains(&Scope::Act);
    let token =
        AccessToken { id: app.new_id(), name, may_write, created_at: at, used_at: None, expires_at: at + TOKEN_LIFE };
    let (stored, account, added) = (app.keys.token(&secret), viewer.account.to_string(), token.clone());
    let campaign = viewer.campaign.clone();
    app.act(move |sql| {
        let turn = turn::take(sql, &format!("account/{account}"))?;
        kept::add_access_token(sql, &stored, &account, &added)?;
        record(sql, &turn, &stamp, token_line("access-token-issued", &account, campaign.as_ref(), &added))
    })
    .await?;
    Ok(IssuedToken { secret, token })
}

/// The line that says which token came or went, and what it was for; its name is its owner's own.
fn token_line<'a>(what: &'a str, account: &str, campaign: Option<&'a CampaignId>, token: &AccessToken) -> Line<'a> {
    let scopes: Vec<&str> = scopes(token).into_iter().map(Scope::id).collect();
    let changes = vec![Change::set("token", token.id.clone()), Change::set("scopes", scopes.join(" "))];
    Line { what, campaign: campaign.map(CampaignId::as_str), subject: format!("account/{account}"), changes }
}

/// The viewer's own access tokens, newest first, those that ran out among them.
///
/// # Errors
/// When the database does not answer.
pub async fn access_tokens(app: &App, viewer: &Viewer) -> Result<Vec<AccessToken>, Refusal> {
    let account = viewer.account.to_string();
    app.read(move |sql| Ok(kept::access_tokens(sql, &account)?)).await
}

/// Takes one of the viewer's own access tokens away: whoever shows it from now on is nobody.
///
/// # Errors
/// [`Refusal::NotFound`] when it is none of the viewer's.
pub async fn revoke_access_token(app: &App, viewer: &Viewer, id: &str) -> Result<AccessToken, Refusal> {
    let (account, stamp, id) = (viewer.account.to_string(), app.stamp(viewer), id.to_owned());
    let campaign = viewer.campaign.clone();
    app.act(move |sql| {
        let turn = turn::take(sql, &format!("account/{account}"))?;
        let all = kept::access_tokens(sql, &account)?;
        let token = all.into_iter().find(|token| token.id == id).ok_or(Refusal::NotFound)?;
        kept::revoke_access_token(sql, &account, &id)?;
        record(sql, &turn, &stamp, token_line("access-token-revoked", &account, campaign.as_ref(), &token))?;
        Ok(token)
    })
    .await
}

/// Ends a session.
///
/// # Errors
/// When the database does not answer.
pub async fn sign_out(app: &App, token: &str) -> Result<(), Refusal> {
    let (stored, stamp) = (app.keys.token(token), app.system_stamp());
    app.act(move |sql| {
        let Some((account, _)) = account::by_session(sql, &stored)? else { return Ok(()) };
        let subject = format!("account/{}", account.id);
        let turn = turn::take(sql, &subject)?;
        kept::end(sql, &stored)?;
        let (stamp, campaign) = (stamp.by(&account.id), account.campaign_id.as_deref());
        record(sql, &turn, &stamp, Line { what: "signed-out", campaign, subject, changes: Vec::new() })
    })
    .await
}

const BASE32: base32::Alphabet = base32::Alphabet::Rfc4648 { padding: false };

/// A second factor's secret as people type it into an authenticator: base 32 without padding (RFC 4648).
pub fn secret_text(secret: &[u8]) -> String {
    base32::encode(BASE32, secret)
}

/// The secret behind such a text; nothing where it is none.
pub fn secret_of(text: &str) -> Vec<u8> {
    base32::decode(BASE32, text).unwrap_or_default()
}

/// A new second factor to be confirmed: its secret.
pub fn propose_second_factor(app: &App) -> [u8; 20] {
    app.fresh()
}

/// Takes a second factor into use, proved by one of its codes; every session ends.
///
/// # Errors
/// [`Refusal::WrongCredentials`] when the code does not fit; [`Refusal::Invalid`] when there is one already.
pub async fn enrol(app: &App, viewer: &Viewer, secret: &[u8], code: &str) -> Result<(), Refusal> {
    let step = matching_step(secret, code, app.clock.now().microseconds() / SECOND).ok_or(Refusal::WrongCredentials)?;
    let (account, stamp) = (viewer.account.to_string(), app.stamp(viewer));
    let sealed = app.keys.seal(&format!("account/{account}/second_factor"), secret)?;
    let campaign = viewer.campaign.clone();
    app.act(move |sql| {
        let turn = turn::take(sql, &format!("account/{account}"))?;
        let present = account::find(sql, &account)?.ok_or(Refusal::SignedOut)?;
        if present.second_factor.is_some() {
            return Err(Refusal::Invalid(vec![("code", "second-factor-stands")]));
        }
        account::set_second_factor(sql, &account, Some(sealed))?;
        account::use_step(sql, &account, step)?;
        kept::end_all(sql, &account)?;
        let subject = format!("account/{account}");
        let campaign = campaign.as_ref().map(linxuan_domain::id::CampaignId::as_str);
        record(sql, &turn, &stamp, Line { what: "second-factor-set", campaign, subject, changes: Vec::new() })
    })
    .await
}

/// Drops sessions, tokens, attempts and held forms that time has ended: they mean nothing any more.
///
/// # Errors
/// When the database does not answer.
pub async fn forget_past(app: &App) -> Result<(), Refusal> {
    let now = app.now().microseconds();
    app.act(move |sql| Ok(kept::forget_past(sql, now, now - IDLE_MINUTES * MINUTE)?)).await
}

/// Keeps what was typed when the session had ended, sealed, for half an hour.
///
/// # Errors
/// When the database does not answer.
pub async fn hold_form(app: &App, path: &str, body: &[u8], source: &str) -> Result<String, Refusal> {
    let pace = format!("held/{}", app.keys.index("attempt", source));
    let token = app.token();
    let stored = app.keys.token(&token);
    let sealed = app.keys.seal(&format!("held_form/{stored}"), body)?;
    let (held, at) = (Held { login: String::new(), path: path.to_owned(), sealed }, app.now().microseconds());
    app.act(move |sql| {
        // Nobody signed in stands behind it: a flood of them must not fill the disk.
        kept::forget_held(sql, at - IDLE_MINUTES * MINUTE)?;
        match kept::attempt(sql, &pace, at, HELD_PACE.0 * SECOND, HELD_PACE.1)? {
            Some(wait) => Err(Refusal::TooSoon { seconds: wait / SECOND + 1 }),
            None => Ok(kept::hold(sql, &stored, &held, at)?),
        }
    })
    .await?;
    Ok(token)
}

/// What was typed and is held for a path; looking takes nothing away.
///
/// # Errors
/// [`Refusal::NotFound`] when it is gone, or was typed elsewhere.
pub async fn held_form(app: &App, token: &str, path: &str) -> Result<Vec<u8>, Refusal> {
    let (stored, path) = (app.keys.token(token), path.to_owned());
    let (wanted, oldest) = (stored.clone(), app.now().microseconds() - IDLE_MINUTES * MINUTE);
    let held = app.read(move |sql| kept::held(sql, &wanted, &path, oldest)?.ok_or(Refusal::NotFound)).await?;
    Ok(app.keys.open(&format!("held_form/{stored}"), &held.sealed)?)
}

/// Drops what was held for a path, once it was saved there.
///
/// # Errors
/// When the database does not answer.
pub async fn drop_held_form(app: &App, token: &str, path: &str) -> Result<(), Refusal> {
    if token.is_empty() {
        return Ok(());
    }
    let (stored, path) = (app.keys.token(token), path.to_owned());
    app.act(move |sql| Ok(kept::drop_held(sql, &stored, &path)?)).await
}
