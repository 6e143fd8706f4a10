//! A nomination's files and links for programs; bytes go over `/uploads` and `/materials`.

use axum::extract::Path;
use axum::http::StatusCode;
use linxuan_app::material::{self, Held, Upload};
use linxuan_domain::value::Instant;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::told;
use crate::answer::{Answer, OrRefuse};
use crate::guard::Visit;

/// A nomination's materials.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Materials {
    pub nomination: String,
    pub attachments: Vec<Attachment>,
    /// What is still arriving; to be carried on at `/uploads/{id}`.
    pub uploads: Vec<Arriving>,
    /// Whether more may be sent now.
    pub changeable: bool,
    /// Bytes kept and announced.
    pub used: u64,
    /// Bytes a nomination may have.
    pub space: u64,
}

/// A file or a link.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Attachment {
    /// Its bytes are at `/materials/{id}`.
    pub id: String,
    /// The rulebook's id of the material.
    pub material: String,
    pub name: String,
    pub link: Option<String>,
    pub bytes: Option<u64>,
    /// MIME type by content.
    pub kind: Option<String>,
    pub sha256: Option<String>,
    /// What reading it found: frame, playing time, problems.
    pub facts: Option<Value>,
    pub added_at: String,
}

/// A file on its way.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Arriving {
    pub id: String,
    pub material: String,
    pub name: String,
    pub received: u64,
    pub length: u64,
}

/// Shows what a nomination has.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let found = material::materials(&visit.app, viewer, &id).await.or_refuse(&visit)?;
    let materials = Materials {
        nomination: found.nomination.id,
        attachments: found.held.into_iter().map(attachment).collect(),
        uploads: found.arriving.into_iter().map(arriving).collect(),
        changeable: found.changeable,
        used: found.used,
        space: found.space.nomination,
    };
    Ok(told(StatusCode::OK, &materials))
}

fn bytes(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

fn attachment(held: Held) -> Attachment {
    let Held { attachment, content } = held;
    Attachment {
        id: attachment.id,
        material: attachment.material,
        name: attachment.name,
        link: attachment.link,
        bytes: content.as_ref().map(|content| bytes(content.bytes)),
        facts: content.as_ref().and_then(|content| serde_json::from_str(&content.facts).ok()),
        kind: content.map(|content| content.kind),
        sha256: attachment.hash,
        added_at: Instant(attachment.added_at).iso(),
    }
}

fn arriving(upload: Upload) -> Arriving {
    Arriving {
        id: upload.id,
        material: upload.material,
        name: upload.file_name,
        received: bytes(upload.received),
        length: bytes(upload.length),
    }
}
