//! Official papers 纸质材料: what is to be printed, and each as PDF.

use axum::extract::{Path, Query};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use linxuan_app::{Refusal, Running, paper};
use linxuan_domain::paper::Paper;
use linxuan_domain::rulebook::{Delivery, Format, Paper as Wanted, Per};
use linxuan_texts::list;
use serde::Deserialize;

use crate::answer::{Answer, OrRefuse, refuse, unprinted};
use crate::download;
use crate::guard::Visit;

/// One paper that a channel hands in.
pub struct Line {
    pub title: String,
    /// 一式2份，盖章，网上报送、纸质报送.
    pub how: String,
    pub path: String,
    /// `docx` or `xlsx`, to be worked on.
    pub office: &'static str,
}

/// The papers of a page, or why there are none to download.
pub struct Panel {
    pub lines: Vec<Line>,
    /// Something can still be changed, and papers say so across each page.
    pub draft: bool,
    /// Whether papers can be set here.
    pub set: bool,
}

/// The papers of one nominee, or of the viewer's unit.
pub fn panel(visit: &Visit, running: &Running, channel: &str, nomination: Option<&str>, draft: bool) -> Panel {
    let (per, under) = match nomination {
        Some(id) => (Per::Nominee, format!("/nominations/{id}/papers")),
        None => (Per::Unit, "/papers".to_owned()),
    };
    let line = |wanted: &Wanted| Line {
        title: wanted.title.text(visit.words.language).to_owned(),
        how: how(visit, wanted),
        path: format!("{under}/{}", wanted.id),
        office: wanted.kind.office().extension(),
    };
    let lines = paper::papers_of(&running.rulebook, channel, per).map(line).collect();
    Panel { lines, draft, set: visit.app.sets_papers() }
}

fn how(visit: &Visit, wanted: &Wanted) -> String {
    let words = visit.words;
    let originals = wanted.originals.map(|n| words.fill("paper-originals", &[("n", n.into())]));
    let sealed = wanted.sealed.then(|| words.say("papers-sealed"));
    let delivery: Vec<String> = wanted.delivery.iter().map(|way| words.say(delivered(*way))).collect();
    let all: Vec<String> = originals.into_iter().chain(sealed).chain([list(words, &delivery)]).collect();
    all.join(&words.say("list-semicolon"))
}

const fn delivered(way: Delivery) -> &'static str {
    match way {
        Delivery::Online => "papers-online",
        Delivery::Mail => "papers-mail",
        Delivery::Paper => "papers-paper",
        Delivery::Disc => "papers-disc",
    }
}

/// As which file a paper is asked for.
#[derive(Deserialize)]
pub struct Asked {
    /// `docx` or `xlsx`; a PDF where nothing is said.
    format: Option<String>,
}

/// A nominee's paper.
pub async fn of_nomination(
    visit: Visit,
    headers: HeaderMap,
    Path((id, paper)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let made = paper::of_nomination(&visit.app, viewer, (&id, &paper), visit.words.language).await.or_refuse(&visit)?;
    given(&visit, &headers, &asked, made).await
}

/// A paper of the viewer's unit.
pub async fn of_unit(
    visit: Visit,
    headers: HeaderMap,
    Path(paper): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let made = paper::of_unit(&visit.app, viewer, &paper, visit.words.language).await.or_refuse(&visit)?;
    given(&visit, &headers, &asked, made).await
}

/// As it is asked for; what it is not made as is not there.
async fn given(visit: &Visit, headers: &HeaderMap, asked: &Asked, made: Paper) -> Answer {
    match asked.format.as_deref() {
        None | Some("pdf") => Ok(printed(visit, headers, made).await),
        Some(wanted) if wanted == made.office().extension() => Ok(worked_on(visit, made).await),
        Some(_) => Err(refuse(visit, Refusal::NotFound)),
    }
}

/// The docx or xlsx.
async fn worked_on(visit: &Visit, made: Paper) -> Response {
    let (name, office) = (file_name(visit, &made), made.office());
    match paper::office(&visit.app, made).await {
        Ok(bytes) => download::paper(&name, office, bytes),
        Err(why) => unprinted(visit, &why),
    }
}

/// The receipt of a package.
pub async fn of_receipt(visit: Visit, asked: HeaderMap, Path(id): Path<String>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let made =
        paper::of_receipt(&visit.app, viewer, &id.as_str().into(), visit.words.language).await.or_refuse(&visit)?;
    Ok(printed(&visit, &asked, made).await)
}

/// The PDF, unless whoever asks has this very version.
async fn printed(visit: &Visit, asked: &HeaderMap, made: Paper) -> Response {
    let tag = tag(&made);
    if asked.get(header::IF_NONE_MATCH).is_some_and(|known| *known == tag) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response();
    }
    let name = file_name(visit, &made);
    match paper::print(&visit.app, made).await {
        Ok(set) => ([(header::ETAG, tag)], download::paper(&name, Format::Pdf, set.pdf)).into_response(),
        Err(why) => unprinted(visit, &why),
    }
}

/// The version, the language and whether it is a draft; another release may set it in another way.
fn tag(made: &Paper) -> HeaderValue {
    let (language, draft) = (made.head.language.tag(), if made.head.draft { "-draft" } else { "" });
    let text = format!("\"{}-{language}{draft}-{}\"", made.version(), env!("CARGO_PKG_VERSION"));
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("\"\""))
}

fn file_name(visit: &Visit, made: &Paper) -> String {
    let words = visit.words;
    let title = made.head.title.as_ref().map(|title| title.text(words.language).to_owned());
    let title = title.unwrap_or_else(|| words.say(&format!("paper-{}", made.head.id)));
    words.fill("papers-file", &[("title", title.into()), ("number", (&made.head.number).into())])
}
