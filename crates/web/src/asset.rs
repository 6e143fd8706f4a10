//! Stylesheet, script and marks. The front end's build is embedded where it
//! was made; without it an own small stylesheet serves.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../frontend/dist"]
#[allow_missing = true]
struct Built;

#[derive(RustEmbed)]
#[folder = "static"]
struct Plain;

/// The stylesheet's address, with its hash so that browsers keep it rightly.
pub fn style() -> String {
    match hash("style.css") {
        Some(hash) => format!("/static/style.css?{hash}"),
        None => "/static/plain.css".to_owned(),
    }
}

/// The script's address; pages work without it.
pub fn script() -> Option<String> {
    hash("main.js").map(|hash| format!("/static/main.js?{hash}"))
}

/// The script of uploads, which only the page of materials needs.
pub fn upload_script() -> Option<String> {
    hash("upload.js").map(|hash| format!("/static/upload.js?{hash}"))
}

/// What the front end's build says of its files; read once, for every page names two of them.
static MANIFEST: LazyLock<serde_json::Value> = LazyLock::new(|| {
    let manifest = Built::get("manifest.json");
    manifest.and_then(|manifest| serde_json::from_slice(&manifest.data).ok()).unwrap_or_default()
});

fn hash(file: &str) -> Option<&'static str> {
    MANIFEST.get(file)?.as_str()
}

/// Serves one file.
pub async fn serve(Path(file): Path<String>) -> Response {
    let kind = match file.rsplit_once('.').map(|(_, kind)| kind) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    match Built::get(&file).or_else(|| Plain::get(&file)) {
        Some(found) => ([(header::CONTENT_TYPE, kind)], found.data.into_owned()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
