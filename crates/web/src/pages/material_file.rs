//! One file of a nomination, whole or in part, asked for anew each time.

use std::io;
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_body::{Frame, SizeHint};
use linxuan_app::material::{self, Attachment, Blob, Reading};

use crate::answer::{Answer, OrRefuse};
use crate::download::disposition;
use crate::guard::Visit;

/// Kinds that a browser shows without running anything of them; every other is to be kept, not opened.
const SHOWN: [&str; 5] = ["image/jpeg", "image/png", "video/mp4", "video/quicktime", "application/pdf"];
/// Whatever a file holds has no origin, no script and nothing to ask for.
const POLICY: &str = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'";

/// Gives a file to those who may see it.
pub async fn serve(visit: Visit, Path(id): Path<String>, headers: HeaderMap) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let (attachment, content) = material::find(&visit.app, viewer, &id).await.or_refuse(&visit)?;
    let length = u64::try_from(content.bytes).unwrap_or(0);
    let tag = format!("\"{}\"", content.hash);
    let told = described(&attachment, &content, &tag);
    if known(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, told).into_response());
    }
    let part = match part(&headers, &tag, length) {
        Part::Whole => 0..length,
        Part::Some(range) => range,
        Part::None => {
            let range = [(header::CONTENT_RANGE, format!("bytes */{length}"))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, range, told).into_response());
        }
    };
    let left = part.end - part.start;
    let reading = material::read(&visit.app, &content, part.start, left).await.or_refuse(&visit)?;
    let answer = (told, Body::new(Sending { reading, left })).into_response();
    Ok(if left == length { answer } else { partial(answer, &part, length) })
}

type Headers = [(HeaderName, String); 6];

fn described(attachment: &Attachment, content: &Blob, tag: &str) -> Headers {
    let shown = SHOWN.contains(&content.kind.as_str());
    let (kind, how) =
        if shown { (content.kind.as_str(), "inline") } else { ("application/octet-stream", "attachment") };
    [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposition(how, &attachment.name)),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (header::ETAG, tag.to_owned()),
        // Kept by the viewer's own browser only, and asked for again each time: who may see it can change.
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
        // Said, so that nothing on the way out compresses it and loses its parts.
        (header::CONTENT_ENCODING, "identity".to_owned()),
    ]
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Whether the viewer's browser has it already.
fn known(headers: &HeaderMap, tag: &str) -> bool {
    let said = text(headers, &header::IF_NONE_MATCH).unwrap_or_default();
    said.split(',').map(|one| one.trim().trim_start_matches("W/")).any(|one| one == tag || one == "*")
}

/// What of a file is asked for.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Whole,
    Some(Range<u64>),
    /// Nothing that it has.
    None,
}

/// One range (RFC 9110, section 14); several at once are answered with the whole, as is one of an older file.
fn part(headers: &HeaderMap, tag: &str, length: u64) -> Part {
    if text(headers, &header::IF_RANGE).is_some_and(|wanted| wanted != tag) {
        return Part::Whole;
    }
    let asked = text(headers, &header::RANGE).and_then(|said| said.strip_prefix("bytes="));
    let Some((from, to)) = asked.filter(|one| !one.contains(',')).and_then(|one| one.split_once('-')) else {
        return Part::Whole;
    };
    let range = match (from.trim().parse::<u64>(), to.trim().parse::<u64>()) {
        (Ok(from), Ok(to)) if to < from => return Part::Whole,
        (Ok(from), Ok(to)) => from..length.min(to.saturating_add(1)),
        (Ok(from), Err(_)) if to.trim().is_empty() => from..length,
        (Err(_), Ok(last)) if from.trim().is_empty() => length.saturating_sub(last)..length,
        _ => return Part::Whole,
    };
    if range.start < range.end { Part::Some(range) } else { Part::None }
}

fn partial(answer: Response, part: &Range<u64>, length: u64) -> Response {
    let range = format!("bytes {}-{}/{length}", part.start, part.end - 1);
    (StatusCode::PARTIAL_CONTENT, [(header::CONTENT_RANGE, range)], answer).into_response()
}

/// A file on its way out: a block is read while the one before is sent.
struct Sending {
    reading: Reading,
    left: u64,
}

impl HttpBody for Sending {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let next = self.reading.poll_next(context);
        next.map(|block| {
            block.map(|block| {
                let bytes = Bytes::from(block?);
                self.left = self.left.saturating_sub(bytes.len() as u64);
                Ok(Frame::data(bytes))
            })
        })
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn asked(range: &'static str) -> Part {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, HeaderValue::from_static(range));
        part(&headers, "\"a\"", 10)
    }

    #[test]
    fn a_range_is_read_as_http_writes_it() {
        assert_eq!(asked("bytes=0-0"), Part::Some(0..1));
        assert_eq!(asked("bytes=2-5"), Part::Some(2..6));
        assert_eq!(asked("bytes=4-"), Part::Some(4..10));
        assert_eq!(asked("bytes=-3"), Part::Some(7..10));
        assert_eq!(asked("bytes=-30"), Part::Some(0..10));
        assert_eq!(asked("bytes=8-99"), Part::Some(8..10));
        for beyond in ["bytes=10-", "bytes=10-11", "bytes=-0", "bytes=18446744073709551615-"] {
            assert_eq!(asked(beyond), Part::None, "{beyond}");
        }
        for none in ["bytes=5-2", "bytes=a-b", "bytes=-", "bytes=0-1,3-4", "lines=1-2", "bytes=1-x"] {
            assert_eq!(asked(none), Part::Whole, "{none}");
        }
    }

    #[test]
    fn a_part_of_an_older_file_is_answered_with_the_whole() {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, HeaderValue::from_static("bytes=2-5"));
        headers.insert(header::IF_RANGE, HeaderValue::from_static("\"older\""));
        assert_eq!(part(&headers, "\"a\"", 10), Part::Whole);
        headers.insert(header::IF_RANGE, HeaderValue::from_static("\"a\""));
        assert_eq!(part(&headers, "\"a\"", 10), Part::Some(2..6));
    }
}
