//! Bodies of forms as pairs, and as a sheet of answers.

use std::collections::BTreeMap;

use axum::body::Bytes;
use linxuan_domain::form::{Entry, Row, Sheet};
use linxuan_domain::rulebook::{Field, FieldKind};

/// Name and value pairs in their order.
#[derive(Debug, Clone, Default)]
pub struct Pairs(Vec<(String, String)>);

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
