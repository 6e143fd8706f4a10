//! Every route in one table: method, path, who may, handler. The router, the
//! list for auditors and the access matrix are made from it; a route outside
//! it does not exist.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, delete, get, head, options, patch, post};
use linxuan_app::App;
use linxuan_domain::access::{Act, Role};
use serde::Serialize;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::api::unit_acts;
use crate::form::Posted;
use crate::guard::{self, Policy};
use crate::pages::units::Table;
use crate::{Options, Site, api, asset, pages, uploads};

/// A form with 2,000 characters of deeds in every field is well below this.
const LARGEST_BODY: usize = 1024 * 1024;
/// Where tables of units, honours and activities come in.
const TABLES: [&str; 6] =
    ["/activities/table", "/units", "/honours", "/api/activities/table", "/api/units", "/api/honours"];
const LARGEST_TABLE: usize = 16 * 1024 * 1024;
/// Where files come in, piece by piece: what bounds them is the room there is, said before a byte is taken.
const FILES: [(&str, &str); 2] = [("PATCH", "/uploads/{id}"), ("POST", "/nominations/{id}/materials")];

/// One route as auditors read it.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct RouteInfo {
    pub method: &'static str,
    pub path: &'static str,
    pub act: &'static str,
    pub who: Vec<&'static str>,
}

struct Route {
    method: &'static str,
    path: &'static str,
    policy: Policy,
    handler: MethodRouter<Site>,
}

fn on_get<H: Handler<T, Site>, T: 'static>(path: &'static str, policy: Policy, handler: H) -> Route {
    Route { method: "GET", path, policy, handler: get(handler) }
}

/// The inputs of a handler of `POST`: the last one is what says which fields there are,
/// and refuses every other.
trait Declared {}
impl<M, A, F> Declared for (M, A, Posted<F>) {}
impl<M, A, B, F> Declared for (M, A, B, Posted<F>) {}
impl<M, A, B, C, F> Declared for (M, A, B, C, Posted<F>) {}
impl<M, A> Declared for (M, A, Table) {}
impl<M, A> Declared for (M, A, uploads::Announcing) {}
impl<M, A, B> Declared for (M, A, B, pages::materials::Files) {}
impl<M, A> Declared for (M, A, api::Sent) {}
impl<M, A, B> Declared for (M, A, B, api::Sent) {}
impl<M, A, B, C> Declared for (M, A, B, C, api::Sent) {}

fn on_post<H: Handler<T, Site>, T: Declared + 'static>(path: &'static str, policy: Policy, handler: H) -> Route {
    Route { method: "POST", path, policy, handler: post(handler) }
}

/// The methods of uploads, whose handlers read headers and bytes and no form.
fn upload() -> Vec<Route> {
    let may = act(Act::AttachMaterial);
    let on = |method, policy, handler| Route { method, path: "/uploads/{id}", policy, handler };
    vec![
        Route { method: "OPTIONS", path: "/uploads", policy: Policy::Public, handler: options(uploads::say) },
        on_post("/uploads", may, uploads::open),
        on("HEAD", may, head(uploads::look)),
        on("PATCH", may, patch(uploads::receive)),
        on("DELETE", may, delete(uploads::give_up)),
    ]
}

const fn act(act: Act) -> Policy {
    Policy::Act(act)
}

fn table() -> Vec<Route> {
    let mut table = public();
    table.extend(own());
    table.extend(unit());
    table.extend(upload());
    table.extend(office());
    table.extend(interface());
    table
}

fn public() -> Vec<Route> {
    vec![
        on_get("/", Policy::Public, pages::portal::show),
        on_get("/campaigns/{slug}", Policy::Public, pages::notice::show),
        on_get("/health", Policy::Public, pages::health::show),
        on_get("/static/{file}", Policy::Public, asset::serve),
        on_post("/language", Policy::Public, pages::language::set),
        on_get("/sign-in", Policy::Public, pages::sign_in::show),
        on_post("/sign-in", Policy::Public, pages::sign_in::sign_in),
        on_get("/register", Policy::Public, pages::register::show),
        on_post("/register", Policy::Public, pages::register::register),
        on_post("/demonstration", Policy::Public, pages::sign_in::demonstrate),
    ]
}

fn own() -> Vec<Route> {
    vec![
        on_post("/sign-out", act(Act::ManageSelf), pages::sign_in::sign_out),
        on_get("/password", act(Act::ManageSelf), pages::password::show),
        on_post("/password", act(Act::ManageSelf), pages::password::change),
        on_get("/second-factor", act(Act::ManageSelf), pages::second_factor::show),
        on_post("/second-factor", act(Act::ManageSelf), pages::second_factor::enrol),
        on_get("/tokens", act(Act::ManageSelf), pages::tokens::show),
        on_post("/tokens", act(Act::ManageSelf), pages::tokens::issue),
        on_post("/tokens/{id}/revocation", act(Act::ManageSelf), pages::tokens::revoke),
        on_get("/home", act(Act::SeeHome), pages::home::show),
    ]
}

fn unit() -> Vec<Route> {
    vec![
        on_post("/nominations", act(Act::CreateNomination), pages::nomination::create),
        on_get("/nominations/{id}", act(Act::SeeNomination), pages::nomination::show),
        on_get("/nominations/{id}/papers/{paper}", act(Act::SeeNomination), pages::papers::of_nomination),
        on_get("/nominations/{id}/steps/{step}", act(Act::SaveNomination), pages::step::show),
        on_post("/nominations/{id}/steps/{step}", act(Act::SaveNomination), pages::step::save),
        on_get("/nominations/{id}/materials", act(Act::SeeMaterial), pages::materials::show),
        on_post("/nominations/{id}/materials", act(Act::AttachMaterial), pages::materials::add),
        on_post("/nominations/{id}/links", act(Act::AttachMaterial), pages::materials::add_link),
        on_get("/materials/{id}", act(Act::SeeMaterial), pages::material_file::serve),
        on_post("/uploads/{id}/removal", act(Act::AttachMaterial), pages::materials::give_up),
        on_post("/materials/{id}/removal", act(Act::AttachMaterial), pages::materials::remove),
        on_post("/materials/{id}/place", act(Act::AttachMaterial), pages::materials::reorder),
        on_post("/nominations/{id}/withdrawal", act(Act::WithdrawNomination), pages::nomination::withdraw),
        on_post("/nominations/{id}/waivers", act(Act::Waive), pages::nomination::waive),
        on_post("/nominations/{id}/opinions", act(Act::RecordProcedure), pages::nomination::attest),
        on_post("/nominations/{id}/code", act(Act::IssueCode), pages::nomination::issue_code),
        on_get("/hand-in", act(Act::HandIn), pages::hand_in::show),
        on_post("/hand-in", act(Act::HandIn), pages::hand_in::hand_in),
        on_post("/waivers", act(Act::Waive), pages::hand_in::waive),
        on_post("/procedures", act(Act::RecordProcedure), pages::hand_in::attest),
        on_get("/activities", act(Act::LogActivity), pages::activities::show),
        on_post("/activities", act(Act::LogActivity), pages::activities::log),
        on_post("/activities/{id}/correction", act(Act::LogActivity), pages::activities::correct),
        on_post("/activities/{id}/removal", act(Act::LogActivity), pages::activities::remove),
        on_post("/activities/overtyping", act(Act::LogActivity), pages::activities::overtype),
        on_post("/activities/overtyping/withdrawal", act(Act::LogActivity), pages::activities::withdraw),
        on_get("/activities/table", act(Act::LogActivity), pages::activities_import::show),
        on_post("/activities/table", act(Act::LogActivity), pages::activities_import::import),
        on_get("/papers/{paper}", act(Act::HandIn), pages::papers::of_unit),
        on_get("/receipts/{id}", act(Act::SeeReceipt), pages::receipt::show),
        on_get("/receipts/{id}/paper", act(Act::SeeReceipt), pages::papers::of_receipt),
    ]
}

fn office() -> Vec<Route> {
    vec![
        on_get("/examination", act(Act::SeeQueue), pages::queue::show),
        on_get("/examination/selection", act(Act::Examine), pages::bulk::show),
        on_post("/examination/selection", act(Act::Examine), pages::bulk::carry_out),
        on_get("/examination/{id}", act(Act::Examine), pages::examination::show),
        on_post("/examination/{id}", act(Act::Examine), pages::examination::examine),
        on_get("/monitoring", act(Act::SeeMonitoring), pages::monitoring::show),
        on_get("/reminders", act(Act::ManageUnits), pages::reminder::show),
        on_get("/waivers", act(Act::SeeWaivers), pages::waivers::show),
        on_get("/activity-totals", act(Act::SeeActivityTotals), pages::activity_totals::show),
        on_get("/units", act(Act::ManageUnits), pages::units::show),
        on_post("/units", act(Act::ManageUnits), pages::units::import),
        on_post("/units/{id}/extension", act(Act::ProposeExtension), pages::units::extend),
        on_post("/extensions/{id}/confirmation", act(Act::ConfirmExtension), pages::units::confirm),
        on_post("/units/{id}/extra-quota", act(Act::GrantQuota), pages::units::grant),
        on_get("/honours", act(Act::ImportHonours), pages::honours::show),
        on_post("/honours", act(Act::ImportHonours), pages::honours::import),
        on_get("/record", act(Act::SeeRecord), pages::record::show),
    ]
}

fn interface() -> Vec<Route> {
    vec![
        on_get("/api/openapi.json", Policy::Public, api::description),
        on_get("/api/me", act(Act::SeeHome), api::me),
        on_get("/api/tokens", act(Act::ManageSelf), api::tokens::list),
        on_post("/api/tokens", act(Act::ManageSelf), api::tokens::issue),
        on_post("/api/tokens/{id}/revocation", act(Act::ManageSelf), api::tokens::revoke),
        on_get("/api/unit", act(Act::HandIn), api::unit),
        on_post("/api/waivers", act(Act::Waive), unit_acts::waive),
        on_post("/api/procedures", act(Act::RecordProcedure), unit_acts::attest),
        on_get("/api/activities", act(Act::LogActivity), api::activities::show),
        on_post("/api/activities", act(Act::LogActivity), api::activities::log),
        on_post("/api/activities/{id}/correction", act(Act::LogActivity), api::activities::correct),
        on_post("/api/activities/{id}/removal", act(Act::LogActivity), api::activities::remove),
        on_post("/api/activities/overtyping", act(Act::LogActivity), api::activities::overtype),
        on_post("/api/activities/overtyping/withdrawal", act(Act::LogActivity), api::activities::withdraw),
        on_post("/api/activities/table", act(Act::LogActivity), api::activities::import),
        on_post("/api/nominations", act(Act::CreateNomination), api::create),
        on_get("/api/nominations/{id}", act(Act::SeeNomination), api::nomination),
        on_get("/api/nominations/{id}/materials", act(Act::SeeMaterial), api::materials::show),
        on_post("/api/nominations/{id}/answers", act(Act::SaveNomination), api::save),
        on_post("/api/nominations/{id}/withdrawal", act(Act::WithdrawNomination), unit_acts::withdraw),
        on_post("/api/nominations/{id}/waivers", act(Act::Waive), unit_acts::waive_nomination),
        on_post("/api/nominations/{id}/opinions", act(Act::RecordProcedure), unit_acts::attest_nomination),
        on_post("/api/nominations/{id}/code", act(Act::IssueCode), unit_acts::issue_code),
        on_post("/api/submissions", act(Act::HandIn), api::hand_in),
        on_get("/api/receipts/{id}", act(Act::SeeReceipt), unit_acts::receipt),
        on_get("/api/examination", act(Act::SeeQueue), api::queue),
        on_get("/api/examination/{id}", act(Act::Examine), api::dossier::show),
        on_post("/api/examination/{id}", act(Act::Examine), api::examine),
        on_get("/api/monitoring", act(Act::SeeMonitoring), api::monitoring),
        on_get("/api/units", act(Act::ManageUnits), api::office::units),
        on_post("/api/units", act(Act::ManageUnits), api::office::import_units),
        on_post("/api/units/{id}/extension", act(Act::ProposeExtension), api::office::extend),
        on_post("/api/extensions/{id}/confirmation", act(Act::ConfirmExtension), api::office::confirm),
        on_post("/api/units/{id}/extra-quota", act(Act::GrantQuota), api::office::grant),
        on_get("/api/honours", act(Act::ImportHonours), api::office::register),
        on_post("/api/honours", act(Act::ImportHonours), api::office::import_honours),
        on_get("/api/waivers", act(Act::SeeWaivers), api::waivers),
        on_get("/api/activity-totals", act(Act::SeeActivityTotals), api::activities::totals),
        on_get("/api/record", act(Act::SeeRecord), api::record),
    ]
}

/// The routes with the roles that may.
pub fn routes() -> Vec<RouteInfo> {
    table().iter().map(info).collect()
}

fn info(route: &Route) -> RouteInfo {
    let (act, who) = match route.policy {
        Policy::Public => ("public", vec!["public"]),
        Policy::Act(act) => (act.id(), act.who().iter().map(|role| Role::id(*role)).collect()),
    };
    RouteInfo { method: route.method, path: route.path, act, who }
}

/// The whole site.
pub fn router(app: App, options: Options) -> Router {
    let site = Site { app, options };
    let mut router = Router::new();
    for route in table() {
        let largest = largest(&route);
        let gate = guard::Gate { site: site.clone(), policy: route.policy, largest };
        let bounded = route.handler.layer(DefaultBodyLimit::max(largest));
        router = router.route(route.path, bounded.layer(from_fn_with_state(gate, guard::guard)));
    }
    let router: Router = router.fallback_service(guard::missing(site.clone())).with_state(site.clone());
    dressed(router, site.options.secure_cookies)
}

fn largest(route: &Route) -> usize {
    match route.path {
        path if FILES.contains(&(route.method, path)) => usize::MAX,
        path if TABLES.contains(&path) => LARGEST_TABLE,
        _ => LARGEST_BODY,
    }
}

/// What every answer goes through, the one to a panic too: it comes from the innermost layer.
fn dressed(router: Router, secure: bool) -> Router {
    router
        .layer(CatchPanicLayer::new())
        .layer(from_fn(guard::same_origin))
        .layer(from_fn_with_state(secure, guard::headers))
        .layer(CompressionLayer::new())
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::{Request, Response};
    use tower::ServiceExt;

    use super::*;

    async fn after_a_panic(secure: bool) -> Response<Body> {
        async fn fault() {
            panic!("a planted fault");
        }
        let router = Router::new().fallback_service(axum::routing::any(fault));
        dressed(router, secure).oneshot(Request::new(Body::empty())).await.unwrap_or_default()
    }

    #[tokio::test]
    async fn the_answer_to_a_panic_is_guarded_like_any_other() {
        let told = after_a_panic(false).await;
        assert_eq!(told.status(), 500);
        for name in ["content-security-policy", "x-content-type-options", "referrer-policy", "cache-control"] {
            assert!(told.headers().contains_key(name), "{name}: {told:?}");
        }
        assert!(!told.headers().contains_key("strict-transport-security"), "{told:?}");
        let told = after_a_panic(true).await;
        assert_eq!(told.headers()["strict-transport-security"], "max-age=31536000");
    }
}
