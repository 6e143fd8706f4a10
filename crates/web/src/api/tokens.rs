//! Personal access tokens: one's own to see, to issue and to take away.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use linxuan_app::session::{self, AccessToken};
use linxuan_domain::access::Scope;
use linxuan_domain::value::Instant;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::asked::Nothing;
use super::{Sent, body, told};
use crate::answer::{Answer, OrRefuse};
use crate::guard::Visit;

/// A personal access token to be issued.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// What it is for, at most 60 characters.
    pub name: String,
    /// Without a word on it the token only reads; one that acts reads too.
    #[serde(default = "reading")]
    pub scopes: Vec<Scope>,
}

fn reading() -> Vec<Scope> {
    vec![Scope::Read]
}

/// One's own access tokens, newest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Tokens {
    pub tokens: Vec<Token>,
}

/// An access token; what is sent to use it is told once, when it is issued.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Token {
    pub id: String,
    pub name: String,
    pub scopes: Vec<Scope>,
    pub issued_at: String,
    /// When it was last shown, to the minute.
    pub used_at: Option<String>,
    /// The first instant at which it no longer serves.
    pub expires_at: String,
}

/// An access token just issued.
#[derive(Debug, Serialize, JsonSchema)]
pub struct IssuedToken {
    /// Sent as `Authorization: Bearer SECRET`; told here and never again.
    pub secret: String,
    pub token: Token,
}

fn token(kept: AccessToken) -> Token {
    Token {
        scopes: session::scopes(&kept),
        id: kept.id,
        name: kept.name,
        issued_at: Instant(kept.created_at).iso(),
        used_at: kept.used_at.map(|at| Instant(at).iso()),
        expires_at: Instant(kept.expires_at).iso(),
    }
}

/// Shows one's own tokens.
pub async fn list(visit: Visit) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let all = session::access_tokens(&visit.app, viewer).await.or_refuse(&visit)?;
    Ok(told(StatusCode::OK, &Tokens { tokens: all.into_iter().map(token).collect() }))
}

/// Issues a token.
pub async fn issue(visit: Visit, headers: HeaderMap, sent: Sent) -> Answer {
    let asked: NewToken = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    let issued = session::issue_access_token(&visit.app, viewer, &asked.name, &asked.scopes).await.or_refuse(&visit)?;
    Ok(told(StatusCode::CREATED, &IssuedToken { secret: issued.secret, token: token(issued.token) }))
}

/// Takes a token away.
pub async fn revoke(visit: Visit, Path(id): Path<String>, headers: HeaderMap, sent: Sent) -> Answer {
    let Nothing {} = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    let revoked = session::revoke_access_token(&visit.app, viewer, &id).await.or_refuse(&visit)?;
    Ok(told(StatusCode::OK, &token(revoked)))
}
