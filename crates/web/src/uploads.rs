//! Resumable uploads: tus 1.0 with creation, termination and checksum (SHA-256).
//! <https://tus.io/protocols/resumable-upload>

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{FromRequest, Path, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use linxuan_app::material::{self, Announced, Asked, Cut, Incoming, Unreceived};
use linxuan_domain::access::Viewer;
use linxuan_texts::size;

use crate::answer::{OrRefuse, refuse};
use crate::api;
use crate::form::visit_of;
use crate::guard::Visit;

const VERSION: &str = "1.0.0";
const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
/// 460 Checksum Mismatch, tus's own.
const CHECKSUM_MISMATCH: u16 = 460;

/// Every answer says which protocol it speaks; JSON is what it says besides.
fn spoken(mut response: Response) -> Response {
    response.headers_mut().insert(RESUMABLE, HeaderValue::from_static(VERSION));
    response
}

/// Says what this server can do.
pub async fn say() -> Response {
    let told = [
        ("tus-version", VERSION),
        ("tus-extension", "creation,termination,checksum"),
        ("tus-checksum-algorithm", "sha256"),
    ];
    spoken((StatusCode::NO_CONTENT, told).into_response())
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn figure(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    text(headers, name)?.parse().ok()
}

fn wrong(visit: &Visit, status: StatusCode, key: &str) -> Response {
    api::wrong(visit, status, visit.words.say(key), &[])
}

/// A client of another protocol is told which one this is.
#[expect(clippy::result_large_err, reason = "a response is what every handler answers with")]
fn agreed(visit: &Visit, headers: &HeaderMap) -> Result<(), Response> {
    if text(headers, &RESUMABLE) == Some(VERSION) {
        return Ok(());
    }
    let told = [("tus-version", VERSION)];
    Err((told, wrong(visit, StatusCode::PRECONDITION_FAILED, "upload-not-tus")).into_response())
}

/// What a client announces, read from the headers; there is no body.
pub struct Announcing {
    nomination: String,
    announced: Announced,
}

impl<S: Send + Sync> FromRequest<S> for Announcing {
    type Rejection = Response;

    async fn from_request(request: Request, _: &S) -> Result<Self, Response> {
        let visit = visit_of(&request)?;
        announced(&visit, request.headers()).map_err(spoken)
    }
}

#[expect(clippy::result_large_err, reason = "a response is what every handler answers with")]
fn announced(visit: &Visit, headers: &HeaderMap) -> Result<Announcing, Response> {
    agreed(visit, headers)?;
    let length = figure(headers, &LENGTH);
    let length = length.ok_or_else(|| wrong(visit, StatusCode::BAD_REQUEST, "upload-no-length"))?;
    let mut told = Announcing { nomination: String::new(), announced: Announced { length, ..Announced::default() } };
    for pair in text(headers, &HeaderName::from_static("upload-metadata")).unwrap_or_default().split(',') {
        let (key, value) = pair.trim().split_once(' ').unwrap_or((pair.trim(), ""));
        let value = BASE64_STANDARD.decode(value).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let value = value.ok_or_else(|| wrong(visit, StatusCode::BAD_REQUEST, "upload-metadata-wrong"))?;
        match key {
            "nomination" => told.nomination = value,
            "material" => told.announced.material = value,
            "filename" => told.announced.file_name = value,
            "sha256" => told.announced.sha256 = Some(value),
            // What clients add for themselves, such as the type they guess, is not believed.
            _ => {}
        }
    }
    Ok(told)
}

/// Opens an upload.
pub async fn open(visit: Visit, asked: Announcing) -> Response {
    let opened = async {
        let viewer = visit.viewer().or_refuse(&visit)?;
        let Announcing { nomination, announced } = asked;
        let upload = material::open_upload(&visit.app, viewer, &nomination, announced).await.or_refuse(&visit)?;
        let location = format!("/uploads/{}", upload.id);
        Ok::<_, Response>((StatusCode::CREATED, [(header::LOCATION, location)]).into_response())
    };
    spoken(opened.await.unwrap_or_else(|why| why))
}

/// Says how far an upload has come.
pub async fn look(visit: Visit, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let looked = async {
        agreed(&visit, &headers)?;
        let viewer = visit.viewer().or_refuse(&visit)?;
        let upload = material::upload(&visit.app, viewer, &id).await.or_refuse(&visit)?;
        let told = [(OFFSET, upload.received.to_string()), (LENGTH, upload.length.to_string())];
        Ok::<_, Response>(told.into_response())
    };
    spoken(looked.await.unwrap_or_else(|why| why))
}

/// Takes bytes; with the last one the file is attached.
pub async fn receive(visit: Visit, Path(id): Path<String>, headers: HeaderMap, body: Body) -> Response {
    let received = async {
        agreed(&visit, &headers)?;
        let asked = asked(&visit, &headers)?;
        let viewer = visit.viewer().or_refuse(&visit)?;
        taken(&visit, viewer, &id, asked, Arriving(body)).await
    };
    spoken(received.await.unwrap_or_else(|why| why))
}

#[expect(clippy::result_large_err, reason = "a response is what every handler answers with")]
fn asked(visit: &Visit, headers: &HeaderMap) -> Result<Asked, Response> {
    if text(headers, &header::CONTENT_TYPE) != Some("application/offset+octet-stream") {
        return Err(wrong(visit, StatusCode::UNSUPPORTED_MEDIA_TYPE, "upload-not-bytes"));
    }
    let offset = figure(headers, &OFFSET);
    let offset = offset.ok_or_else(|| wrong(visit, StatusCode::BAD_REQUEST, "upload-no-offset"))?;
    let said = text(headers, &HeaderName::from_static("upload-checksum"));
    let sum = said.map(|said| sum(said).ok_or_else(|| wrong(visit, StatusCode::BAD_REQUEST, "upload-sum-unknown")));
    Ok(Asked { offset, sum: sum.transpose()?, whole: false })
}

/// `sha256 BASE64`.
fn sum(said: &str) -> Option<[u8; 32]> {
    let bytes = BASE64_STANDARD.decode(said.strip_prefix("sha256 ")?.trim()).ok()?;
    bytes.try_into().ok()
}

async fn taken(visit: &Visit, viewer: &Viewer, id: &str, asked: Asked, body: Arriving) -> Result<Response, Response> {
    let received =
        material::receive(&visit.app, viewer, id, asked, body).await.map_err(|why| unreceived(visit, why))?;
    Ok((StatusCode::NO_CONTENT, [(OFFSET, received.offset.to_string())]).into_response())
}

/// Why bytes were not taken, in tus's own statuses.
fn unreceived(visit: &Visit, why: Unreceived) -> Response {
    match why {
        Unreceived::Refused(refusal) => refuse(visit, refusal),
        Unreceived::InUse => wrong(visit, StatusCode::LOCKED, "upload-in-use"),
        Unreceived::WrongOffset { offset } => {
            let told = [(OFFSET, offset.to_string())];
            (told, wrong(visit, StatusCode::CONFLICT, "upload-wrong-offset")).into_response()
        }
        Unreceived::WrongSum => {
            let status = StatusCode::from_u16(CHECKSUM_MISMATCH).unwrap_or(StatusCode::BAD_REQUEST);
            wrong(visit, status, "upload-wrong-sum")
        }
        Unreceived::TooLong { length } => {
            let said = visit.words.fill("upload-too-long", &[("length", size(length).into())]);
            api::wrong(visit, StatusCode::PAYLOAD_TOO_LARGE, said, &[])
        }
    }
}

/// Gives an upload up.
pub async fn give_up(visit: Visit, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let dropped = async {
        agreed(&visit, &headers)?;
        let viewer = visit.viewer().or_refuse(&visit)?;
        material::drop_upload(&visit.app, viewer, &id).await.or_refuse(&visit)?;
        Ok::<_, Response>(StatusCode::NO_CONTENT.into_response())
    };
    spoken(dropped.await.unwrap_or_else(|why| why))
}

/// A request's body, piece by piece.
struct Arriving(Body);

impl Incoming for Arriving {
    type Chunk = Bytes;

    async fn next(&mut self) -> Option<Result<Bytes, Cut>> {
        loop {
            let frame = poll_fn(|context| Pin::new(&mut self.0).poll_frame(context)).await?;
            match frame.map(http_body::Frame::into_data) {
                Ok(Ok(bytes)) => return Some(Ok(bytes)),
                // Trailers are no part of the file.
                Ok(Err(_)) => {}
                Err(_) => return Some(Err(Cut)),
            }
        }
    }
}
