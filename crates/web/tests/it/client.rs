//! Requests as a browser and as a program make them.

use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use serde_json::Value;
use tower::ServiceExt;

use crate::world::World;

/// An answer, read whole.
pub struct Told {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Told {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// Where a redirect leads.
    #[track_caller]
    pub fn to(&self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        self.header(LOCATION.as_str())
    }

    pub fn header(&self, name: &str) -> String {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned()
    }

    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self
    }

    /// Everything a viewer gets, for comparing byte for byte.
    pub fn whole(&self) -> String {
        format!("{} {:?}\n{}", self.status, self.headers, self.text())
    }
}

/// A request being made up.
pub struct Ask {
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

pub fn ask(method: &str, path: &str) -> Ask {
    Ask { method: method.parse().unwrap(), path: path.to_owned(), headers: Vec::new(), body: Vec::new() }
}

impl Ask {
    #[must_use]
    pub fn header(mut self, name: impl AsRef<str>, value: &str) -> Self {
        self.headers.push((name.as_ref().to_owned(), value.to_owned()));
        self
    }

    /// As the page of the site itself asks.
    #[must_use]
    pub fn same_origin(self) -> Self {
        self.header(HOST, "linxuan.test").header(ORIGIN, "https://linxuan.test")
    }

    /// With the session of a login; nobody when there is none.
    #[must_use]
    pub fn by(self, world: &World, login: &str) -> Self {
        match world.tokens.get(login) {
            Some(token) => self.header(COOKIE, &format!("linxuan_session={token}")),
            None => self,
        }
    }

    #[must_use]
    pub fn bearer(self, token: &str) -> Self {
        self.header(AUTHORIZATION, &format!("Bearer {token}"))
    }

    #[must_use]
    pub fn form(self, pairs: &[(&str, &str)]) -> Self {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        Self { body: body.into_bytes(), ..self }.header(CONTENT_TYPE, "application/x-www-form-urlencoded")
    }

    #[must_use]
    pub fn json(self, value: &Value) -> Self {
        Self { body: value.to_string().into_bytes(), ..self }.header(CONTENT_TYPE, "application/json")
    }

    #[must_use]
    pub fn raw(self, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), ..self }.header(CONTENT_TYPE, kind)
    }

    /// As a script of a page asks.
    #[must_use]
    pub fn script(self) -> Self {
        self.header(ACCEPT, "application/json")
    }

    pub async fn send(mut self, world: &World) -> Told {
        // As HTTP says it of every body.
        self.headers.push(("content-length".to_owned(), self.body.len().to_string()));
        let mut request = Request::builder().method(self.method).uri(&self.path);
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        let answer = world.site.clone().oneshot(request.body(Body::from(self.body)).unwrap()).await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec();
        Told { status, headers, body }
    }
}

impl World {
    pub async fn get(&self, login: &str, path: &str) -> Told {
        ask("GET", path).by(self, login).same_origin().send(self).await
    }

    pub async fn post(&self, login: &str, path: &str, form: &[(&str, &str)]) -> Told {
        ask("POST", path).by(self, login).same_origin().form(form).send(self).await
    }

    pub async fn send(&self, login: &str, path: &str, value: &Value) -> Told {
        ask("POST", path).by(self, login).same_origin().json(value).send(self).await
    }
}
