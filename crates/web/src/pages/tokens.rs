//! Personal access tokens: a person's programs show them instead of a password.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use linxuan_app::session::{self, AccessToken};
use linxuan_app::{Refusal, Running};
use linxuan_domain::access::{Scope, Viewer};
use linxuan_domain::value::Instant;
use linxuan_texts::short_instant;

use crate::answer::{Answer, OrRefuse, page_with, refuse, to};
use crate::form::{Nothing, Posted, form};
use crate::frame::Frame;
use crate::guard::Visit;

#[derive(Template)]
#[template(path = "tokens.html")]
struct Tokens<'a> {
    frame: Frame<'a>,
    lines: Vec<Line>,
    /// The token just issued: shown here and never again.
    fresh: String,
    /// Control and sentence.
    errors: Vec<(&'static str, String)>,
    name: String,
    scopes: Vec<Choice>,
}

/// One token.
struct Line {
    id: String,
    name: String,
    scopes: String,
    issued: String,
    used: String,
    expires: String,
    expired: bool,
}

/// What a token may be issued for.
struct Choice {
    id: &'static str,
    label: String,
    chosen: bool,
}

/// What was typed, and what came of it.
#[derive(Default)]
struct Form {
    fresh: String,
    errors: Vec<(&'static str, String)>,
    name: String,
    scope: String,
}

impl Tokens<'_> {
    /// What is wrong with one control; empty where nothing is.
    fn error(&self, control: &str) -> &str {
        self.errors.iter().find(|(field, _)| *field == control).map_or("", |(_, said)| said)
    }
}

/// Shows one's own tokens, and the form for another.
pub async fn show(visit: Visit) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    shown(&visit, viewer, StatusCode::OK, Form::default()).await
}

form!(Issuing: "name", "scopes");

/// Issues a token and shows it, once.
pub async fn issue(visit: Visit, Posted { pairs, .. }: Posted<Issuing>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let (name, scope) = (pairs.get("name").to_owned(), pairs.get("scopes").to_owned());
    let scopes: Vec<Scope> = Scope::from_id(&scope).into_iter().collect();
    match session::issue_access_token(&visit.app, viewer, &name, &scopes).await {
        Ok(issued) => shown(&visit, viewer, StatusCode::OK, Form { fresh: issued.secret, ..Form::default() }).await,
        Err(Refusal::Invalid(wrong)) => {
            let errors = wrong.into_iter().map(|(field, key)| (field, visit.words.say(key))).collect();
            let form = Form { errors, name, scope, ..Form::default() };
            shown(&visit, viewer, StatusCode::UNPROCESSABLE_ENTITY, form).await
        }
        Err(other) => Err(refuse(&visit, other)),
    }
}

/// Takes a token away.
pub async fn revoke(visit: Visit, Path(id): Path<String>, _: Posted<Nothing>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    session::revoke_access_token(&visit.app, viewer, &id).await.or_refuse(&visit)?;
    Ok(to("/tokens"))
}

async fn shown(visit: &Visit, viewer: &Viewer, status: StatusCode, form: Form) -> Answer {
    let all = session::access_tokens(&visit.app, viewer).await.or_refuse(visit)?;
    let choice = |scope: Scope| Choice {
        id: scope.id(),
        label: visit.words.say(&format!("tokens-scope-{}", scope.id())),
        chosen: form.scope == scope.id() || (form.scope.is_empty() && scope == Scope::Read),
    };
    let template = Tokens {
        frame: Frame::new(visit),
        lines: all.iter().map(|token| line(visit, token)).collect(),
        scopes: Scope::ALL.into_iter().map(choice).collect(),
        fresh: form.fresh,
        errors: form.errors,
        name: form.name,
    };
    Ok(page_with(status, &template))
}

fn line(visit: &Visit, token: &AccessToken) -> Line {
    let zone = visit.campaign.as_deref().map_or(jiff::tz::TimeZone::UTC, |running: &Running| running.rulebook.zone());
    let time = |at: i64| short_instant(visit.words, Instant(at), &zone);
    let scopes: Vec<String> =
        session::scopes(token).into_iter().map(|scope| visit.words.say(&format!("scope-{}", scope.id()))).collect();
    Line {
        id: token.id.clone(),
        name: token.name.clone(),
        scopes: scopes.join(&visit.words.say("list-comma")),
        issued: time(token.created_at),
        used: token.used_at.map_or_else(|| visit.words.say("tokens-never-used"), time),
        expires: time(token.expires_at),
        expired: token.expires_at <= visit.app.now().microseconds(),
    }
}
