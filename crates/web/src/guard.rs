//! What stands before every handler: who asks, whether they may, from where.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use linxuan_app::session::{self, SignedIn};
use linxuan_app::{App, Refusal, Running};
use linxuan_domain::access::{Act, Viewer};
use linxuan_domain::value::Language;
use linxuan_texts::Words;
use std::sync::Arc;

use crate::answer::{Failed, refuse, too_large};
use crate::{Options, Site};

pub const SESSION: &str = "linxuan_session";
pub const LANGUAGE: &str = "linxuan_language";
/// A form that came too late is kept if it is not larger than this.
const LARGEST_HELD: usize = 256 * 1024;

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    Public,
    Act(Act),
}

/// A route's gate.
#[derive(Clone)]
pub struct Gate {
    pub site: Site,
    pub policy: Policy,
    /// Bytes of the largest body it takes.
    pub largest: usize,
}

/// Everything a handler knows about a request beside its input.
#[derive(Clone)]
pub struct Visit {
    pub app: App,
    pub options: Options,
    pub words: Words,
    pub signed_in: Option<SignedIn>,
    /// The campaign the viewer works in.
    pub campaign: Option<Arc<Running>>,
    pub path: String,
    /// Asked for JSON: the programming interface, or a script of a page.
    pub json: bool,
    pub source: String,
}

impl Visit {
    /// # Errors
    /// [`Refusal::SignedOut`] on public pages without a session.
    pub fn viewer(&self) -> Result<&Viewer, Refusal> {
        self.signed_in.as_ref().map(|signed_in| &signed_in.viewer).ok_or(Refusal::SignedOut)
    }

    /// # Errors
    /// [`Refusal::NotFound`] for those who work in none.
    pub fn running(&self) -> Result<&Arc<Running>, Refusal> {
        self.campaign.as_ref().ok_or(Refusal::NotFound)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = StatusCode;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        parts.extensions.get::<Self>().cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// A cookie's value.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(key, _)| *key == name).map(|(_, value)| value.to_owned()).next()
}

fn language(headers: &HeaderMap) -> Language {
    match cookie(headers, LANGUAGE).as_deref() {
        Some("en") => Language::English,
        _ => Language::Chinese,
    }
}

fn wants_json(headers: &HeaderMap, path: &str) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    path.starts_with("/api/") || speaks_tus(path) || accept.is_some_and(|accept| accept.starts_with("application/json"))
}

/// Uploads are carried on by scripts and programs; only their button on a page is a form.
fn speaks_tus(path: &str) -> bool {
    path == "/uploads" || path.strip_prefix("/uploads/").is_some_and(|id| !id.contains('/'))
}

/// The client's address: a proxy's word counts only from configured proxies.
fn source(request: &Request, options: &Options) -> String {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let peer = peer.to_canonical();
    // The nearest proxy writes last; what stands before it anybody may have written.
    let said = request.headers().get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
    let nearest = said.and_then(|list| list.rsplit(',').next()).and_then(|text| text.trim().parse::<IpAddr>().ok());
    match nearest.filter(|_| options.proxies.contains(&peer)) {
        Some(client) => client.to_string(),
        None => peer.to_string(),
    }
}

/// The access token of a program, if it sends one.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok())?.strip_prefix("Bearer ")
}

async fn signed_in(app: &App, headers: &HeaderMap) -> Result<Option<SignedIn>, Refusal> {
    let found = match (bearer(headers), cookie(headers, SESSION)) {
        (Some(token), _) => session::by_access_token(app, token).await,
        (None, Some(token)) => session::resume(app, &token).await,
        (None, None) => return Ok(None),
    };
    match found {
        Ok(signed_in) => Ok(Some(signed_in)),
        Err(Refusal::SignedOut) => Ok(None),
        Err(other) => Err(other),
    }
}

/// What of a request its visit is made from; a body may not be held over an await.
struct Asked {
    headers: HeaderMap,
    path: String,
    source: String,
}

impl Asked {
    fn of(request: &Request, options: &Options) -> Self {
        let path = request.uri().path().to_owned();
        Self { headers: request.headers().clone(), path, source: source(request, options) }
    }
}

async fn visit(site: &Site, asked: Asked) -> Result<Visit, Refusal> {
    let signed_in = signed_in(&site.app, &asked.headers).await?;
    let campaign = signed_in.as_ref().and_then(|s| s.viewer.campaign.as_ref());
    let campaign = campaign.and_then(|id| site.app.campaign_by_id(id.as_str()).ok());
    Ok(Visit {
        app: site.app.clone(),
        options: site.options.clone(),
        words: Words::new(language(&asked.headers)),
        signed_in,
        campaign,
        json: wants_json(&asked.headers, &asked.path),
        path: asked.path,
        source: asked.source,
    })
}

/// Lets a request through to its handler, or not.
pub async fn guard(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    let asked = Asked::of(&request, &gate.site.options);
    let visit = match visit(&gate.site, asked).await {
        Ok(visit) => visit,
        Err(refusal) => return Failed { status: StatusCode::SERVICE_UNAVAILABLE, refusal }.into_response(),
    };
    if request.uri().path_and_query().is_some_and(|asked| asked.as_str().contains("%00")) {
        return refuse(&visit, Refusal::NotFound);
    }
    if announced(request.headers()) > gate.largest {
        return too_large(&visit);
    }
    if let Some(stop) = stopped(gate.policy, &visit, request.method()) {
        return match stop {
            Stop::SignIn => to_sign_in(&visit, request).await,
            Stop::Elsewhere(path) => Redirect::to(path).into_response(),
            Stop::Refused(refusal) => refuse(&visit, refusal),
        };
    }
    request.extensions_mut().insert(visit);
    next.run(request).await
}

/// The size a body says it has; one that does not say is cut off while it is read.
fn announced(headers: &HeaderMap) -> usize {
    let said = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    said.and_then(|text| text.parse().ok()).unwrap_or(0)
}

enum Stop {
    SignIn,
    Elsewhere(&'static str),
    Refused(Refusal),
}

/// Pages that those with something still to set up may use.
const SETTING_UP: [&str; 3] = ["/password", "/second-factor", "/sign-out"];

fn stopped(policy: Policy, visit: &Visit, method: &Method) -> Option<Stop> {
    let Policy::Act(act) = policy else { return None };
    let Some(signed_in) = &visit.signed_in else { return Some(Stop::SignIn) };
    let setting_up = SETTING_UP.contains(&visit.path.as_str());
    // A token opens no way to more than it was made for.
    if signed_in.by_token && act == Act::ManageSelf {
        return Some(Stop::Refused(Refusal::Forbidden));
    }
    if signed_in.must_change && !setting_up {
        return Some(if visit.json { Stop::Refused(Refusal::Forbidden) } else { Stop::Elsewhere("/password") });
    }
    if signed_in.must_enrol && !visit.options.demo && !setting_up {
        return Some(if visit.json { Stop::Refused(Refusal::Forbidden) } else { Stop::Elsewhere("/second-factor") });
    }
    if !act.who().contains(&signed_in.viewer.role) {
        return Some(Stop::Refused(Refusal::NotFound));
    }
    let writes = !matches!(*method, Method::GET | Method::HEAD);
    (writes && signed_in.read_only).then_some(Stop::Refused(Refusal::Forbidden))
}

/// Sends nobody to the sign-in; what they typed is kept for half an hour.
async fn to_sign_in(visit: &Visit, request: Request) -> Response {
    if visit.json {
        return refuse(visit, Refusal::SignedOut);
    }
    let back = request.uri().path().to_owned();
    let mut target = format!("/sign-in?back={}", encoded(&back));
    // Only what somebody who was signed in typed into a nomination is worth keeping.
    let step = back.starts_with("/nominations/") && back.contains("/steps/");
    if request.method() == Method::POST
        && step
        && cookie(request.headers(), SESSION).is_some()
        && let Ok(body) = to_bytes(request.into_body(), LARGEST_HELD).await
        && let Ok(token) = session::hold_form(&visit.app, &back, &body, &visit.source).await
    {
        target = format!("{target}&held={token}");
    }
    Redirect::to(&target).into_response()
}

pub fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Refuses unsafe requests that come from another site: by `Sec-Fetch-Site`
/// where the browser says it, else by `Origin` against `Host` (plain HTTP).
pub async fn same_origin(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    // Only what is asked by token goes without: any other Authorization leaves the cookie in force.
    if safe || bearer(request.headers()).is_some() || is_same_origin(request.headers(), request.uri()) {
        return next.run(request).await;
    }
    (StatusCode::FORBIDDEN, "cross-origin request refused\n").into_response()
}

fn is_same_origin(headers: &HeaderMap, uri: &Uri) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    let host = text("host").or_else(|| uri.authority().map(axum::http::uri::Authority::as_str));
    let origin = text("origin").and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
    origin.is_some() && origin == host
}

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// The headers of every answer; pages are nobody else's to keep.
pub async fn headers(State(secure): State<bool>, request: Request, next: Next) -> Response {
    let fixed = request.uri().path().starts_with("/static/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    if secure {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    set(header::CACHE_CONTROL, if fixed { "public, max-age=3600" } else { "no-store" });
    response
}

/// What is not in the table is not there.
pub fn missing(site: Site) -> axum::routing::MethodRouter<(), std::convert::Infallible> {
    let answer = move |request: Request<Body>| {
        let site = site.clone();
        let asked = Asked::of(&request, &site.options);
        async move {
            match visit(&site, asked).await {
                Ok(visit) => refuse(&visit, Refusal::NotFound),
                Err(refusal) => Failed { status: StatusCode::SERVICE_UNAVAILABLE, refusal }.into_response(),
            }
        }
    };
    axum::routing::any(answer)
}
