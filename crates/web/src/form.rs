//! Bodies of forms as pairs, and as a sheet of answers.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use linxuan_app::Refusal;
use linxuan_domain::form::{Entry, Row, Sheet};
use linxuan_domain::rulebook::{Field, FieldKind};

use crate::answer::{refuse, too_large};
use crate::guard::Visit;

/// The fields of a form.
pub trait Fields {
    const NAMES: &'static [&'static str];
    /// Beginnings of the names that repeat: `check.` of `check.rank`.
    const BELOW: &'static [&'static str] = &[];
}

/// Declares the fields of a form, as a type for [`Posted`].
macro_rules! form {
    ($name:ident: $($field:literal),* $(; $($below:literal),+)?) => {
        pub struct $name;
        impl $crate::form::Fields for $name {
            const NAMES: &'static [&'static str] = &[$($field),*];
            $(const BELOW: &'static [&'static str] = &[$($below),+];)?
        }
    };
}
pub(crate) use form;

// A button and nothing else.
form!(Nothing:);

/// A form as it arrived. One with a field that its page does not have is
/// refused before the handler runs; the routes take no handler without it.
pub struct Posted<F> {
    pub pairs: Pairs,
    fields: PhantomData<F>,
}

impl<F: Fields, S: Send + Sync> FromRequest<S> for Posted<F> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let visit = visit_of(&request)?;
        let body = Bytes::from_request(request, state).await.map_err(|why| match why.status() {
            StatusCode::PAYLOAD_TOO_LARGE => too_large(&visit),
            _ => why.into_response(),
        })?;
        let pairs = Pairs::parse(&body);
        let known = pairs.declared(F::NAMES, F::BELOW);
        known.then_some(Self { pairs, fields: PhantomData }).ok_or_else(|| unknown(&visit))
    }
}

/// The visit that the guard laid beside the request.
#[expect(clippy::result_large_err, reason = "a response is what every handler answers with")]
pub fn visit_of(request: &Request) -> Result<Visit, Response> {
    request.extensions().get::<Visit>().cloned().ok_or_else(|| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// The answer to a field that the page does not have.
pub fn unknown(visit: &Visit) -> Response {
    refuse(visit, Refusal::Invalid(vec![("form", "field-unknown")]))
}

/// Name and value pairs in their order.
#[derive(Clone, Default)]
pub struct Pairs(Vec<(String, String)>);

/// The names alone: what people typed belongs into no log.
impl fmt::Debug for Pairs {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

impl Pairs {
    /// U+0000, which no database keeps as text, becomes U+FFFD, as in HTML; the
    /// field's own check then says that it does not belong there.
    pub fn parse(body: &Bytes) -> Self {
        let whole = |text: String| if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text };
        Self(form_urlencoded::parse(body).into_owned().map(|(key, value)| (whole(key), whole(value))).collect())
    }

    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    pub fn all(&self, name: &str) -> Vec<String> {
        let same = self.0.iter().filter(|(key, value)| key == name && !value.is_empty());
        same.map(|(_, value)| value.clone()).collect()
    }

    /// Names that begin with a prefix, with the rest of the name.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.iter().filter_map(move |(key, value)| Some((key.strip_prefix(prefix)?, value.as_str())))
    }

    fn declared(&self, names: &[&str], below: &[&str]) -> bool {
        let known = |name: &str| names.contains(&name) || below.iter().any(|prefix| name.starts_with(prefix));
        self.0.iter().all(|(name, _)| known(name))
    }

    /// Whether every entry belongs to one of the fields or is one of the page's own.
    pub fn only(&self, fields: &[String], own: &[&str]) -> bool {
        let known =
            |name: &str| own.contains(&name) || fields.iter().any(|field| name.split('.').next() == Some(field));
        self.0.iter().all(|(name, _)| known(name))
    }

    /// The answers to some fields.
    pub fn sheet<'a>(&self, fields: impl Iterator<Item = &'a Field>) -> Sheet {
        let mut sheet = Sheet::default();
        for field in fields {
            self.answer(field, &mut sheet);
        }
        sheet
    }

    fn answer(&self, field: &Field, sheet: &mut Sheet) {
        let id = field.id.as_str();
        match &field.kind {
            FieldKind::Identity => {
                for part in ["document", "number"] {
                    let key = format!("{id}.{part}");
                    sheet.set_text(&key, self.get(&key));
                }
                // The kind of document alone is no answer.
                if self.get(&format!("{id}.number")).is_empty() {
                    sheet.set_text(&format!("{id}.document"), "");
                }
            }
            FieldKind::Choice { many: true, .. } | FieldKind::Orientation { many: true } => {
                sheet.set(id, Entry::Many(self.all(id)));
            }
            FieldKind::Date => sheet.set_text(id, &self.date(id)),
            FieldKind::Rows { .. } => sheet.set(id, Entry::Rows(self.rows(id))),
            _ => sheet.set_text(id, self.get(id)),
        }
    }

    /// A date in three boxes, or in one.
    fn date(&self, id: &str) -> String {
        let part = |name: &str| self.get(&format!("{id}.{name}")).trim().to_owned();
        let parts = [part("year"), part("month"), part("day")];
        if parts.iter().all(String::is_empty) { self.get(id).to_owned() } else { parts.join("-") }
    }

    /// Rows `field.N.column`, in the order of N, empty ones left out.
    fn rows(&self, id: &str) -> Vec<Row> {
        let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
        for (rest, value) in self.below(&format!("{id}.")) {
            let number = rest.split_once('.').and_then(|(n, column)| Some((n.parse().ok()?, column)));
            if let Some((number, column)) = number.filter(|_| !value.trim().is_empty()) {
                rows.entry(number).or_default().insert(column.to_owned(), value.to_owned());
            }
        }
        rows.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_not_printed() {
        let pairs = Pairs::parse(&Bytes::from_static(b"identity.number=99000019510202001X&name=%E6%9F%90%E4%BA%BA"));
        assert_eq!(format!("{pairs:?}"), r#"["identity.number", "name"]"#);
    }

    #[test]
    fn names_are_known_whole_or_by_their_beginning() {
        let pairs = |text: &'static str| Pairs::parse(&Bytes::from_static(text.as_bytes()));
        let examined = |text| pairs(text).declared(&["word", "note"], &["check."]);
        assert!(examined("") && examined("word=accept&check.rank=pass&check.seal=fail"));
        for unknown in ["words=accept", "check=pass", "note=&state=accepted", "=x", "x.check.rank=pass"] {
            assert!(!examined(unknown), "{unknown}");
        }
    }
}
