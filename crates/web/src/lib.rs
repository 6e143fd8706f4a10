//! The pages and the programming interface: parse, ask an act, answer.
//! Decides nothing, knows no SQL and no rule's figure.

mod answer;
mod api;
mod asset;
mod csv;
pub mod demonstration;
mod download;
mod field;
mod form;
mod frame;
mod guard;
mod pages;
mod route;
mod said;
mod uploads;

pub use route::{RouteInfo, router, routes};

use std::net::IpAddr;
use std::sync::Arc;

use linxuan_app::App;

use demonstration::Offered;

/// How a site is served.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Sign in as any role with one click, said on every page.
    pub demo: bool,
    /// Whom the demonstration offers; nobody elsewhere.
    pub offered: Arc<[Offered]>,
    /// Cookies go over TLS only.
    pub secure_cookies: bool,
    /// Proxies whose word on the client's address is believed.
    pub proxies: Vec<IpAddr>,
}

/// What every handler gets.
#[derive(Clone)]
pub struct Site {
    pub(crate) app: App,
    pub(crate) options: Options,
}
