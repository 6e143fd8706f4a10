//! Units from a table: checked first, then added; letters shown once.

use askama::Template;
use axum::body::Bytes;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use linxuan_app::unit::{self, Imported, LineProblem, NewUnit};
use linxuan_app::{Refusal, paper, table};
use linxuan_domain::paper::{Letter, Letters};
use linxuan_domain::rulebook::Format;
use linxuan_texts::{day, deadline, unprintable};

use super::units::{Import, Ready, Said, render};
use crate::answer::{Answer, OrRefuse, page, refuse};
use crate::form::{Pairs, unknown, visit_of};
use crate::frame::Frame;
use crate::guard::Visit;
use crate::{csv, download, said};

#[derive(Template)]
#[template(path = "letters.html")]
struct LettersPage<'a> {
    frame: Frame<'a>,
    letters: &'a [Letter],
    title: &'a str,
    office: &'a str,
    deadline: String,
    today: String,
    /// Why there is no PDF where one was asked for.
    unprinted: String,
}

/// What letters come as.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Form {
    #[default]
    Page,
    Pdf,
}

impl Form {
    /// What was chosen; a page where nothing was.
    fn of(chosen: &str) -> Self {
        if chosen == "pdf" { Self::Pdf } else { Self::Page }
    }
}

/// A form with a pasted table or a file of one; with any other part it is refused.
#[derive(Default)]
pub struct Sent {
    pub text: String,
    pub file: Bytes,
    pub file_name: String,
    pub act: String,
    letters: Form,
}

/// Checks a table of units, or adds them.
pub async fn import(visit: Visit, sent: Sent) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let units = match read(&sent) {
        Ok(units) => units,
        Err(problems) => return wrong(&visit, sent.text, problems).await,
    };
    let typed = typed(&visit, &units);
    let problems = unit::check(&visit.app, viewer, units.clone()).await.or_refuse(&visit)?;
    if !problems.is_empty() {
        return wrong(&visit, typed, problems).await;
    }
    if sent.act != "import" {
        let import = Import { ready: units.iter().map(ready).collect(), typed, ..Import::default() };
        return again(&visit, StatusCode::OK, import).await;
    }
    match unit::import(&visit.app, viewer, units).await {
        Ok(Imported::Letters(letters)) => Ok(hand_over(&visit, letters, sent.letters).await),
        Ok(Imported::Problems(problems)) => wrong(&visit, typed, problems).await,
        Err(refusal) => Err(refuse(&visit, refusal)),
    }
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let visit = visit_of(&request)?;
        let form = Multipart::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        match received(form).await {
            Ok(Some(sent)) => Ok(sent),
            Ok(None) => Err(unknown(&visit)),
            Err(_) => Err(refuse(&visit, Refusal::Invalid(vec![("file", "units-not-received")]))),
        }
    }
}

/// The parts of the form; nothing where one is none of its own.
async fn received(mut form: Multipart) -> Result<Option<Sent>, MultipartError> {
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await? {
        match field.name().unwrap_or_default() {
            "table" => sent.text = field.text().await?,
            "act" => sent.act = field.text().await?,
            "letters" => sent.letters = Form::of(&field.text().await?),
            "file" => {
                sent.file_name = field.file_name().unwrap_or_default().to_owned();
                sent.file = field.bytes().await?;
            }
            _ => return Ok(None),
        }
    }
    Ok(Some(sent))
}

/// A file goes before what was pasted.
fn read(sent: &Sent) -> Result<Vec<NewUnit>, Vec<LineProblem>> {
    if sent.file.is_empty() {
        table::units(sent.text.trim().as_bytes(), "table.csv")
    } else {
        table::units(&sent.file, &sent.file_name)
    }
}

/// The table as it was understood, for its author to correct or to confirm.
fn typed(visit: &Visit, units: &[NewUnit]) -> String {
    let heading =
        ["name", "kind", "quota", "clerk"].iter().map(|column| visit.words.say(&format!("units-column-{column}")));
    let line = |unit: &NewUnit| {
        let unit = ready(unit);
        vec![unit.name, unit.kind, unit.quota, unit.clerk]
    };
    let lines: Vec<Vec<String>> = std::iter::once(heading.collect()).chain(units.iter().map(line)).collect();
    csv::plain(&lines)
}

fn ready(unit: &NewUnit) -> Ready {
    Ready {
        name: unit.name.clone(),
        kind: unit.kind.clone(),
        quota: unit.own_quota.map(|n| n.to_string()).unwrap_or_default(),
        clerk: unit.clerk.clone(),
    }
}

/// Every problem at once, beside the table.
async fn wrong(visit: &Visit, typed: String, problems: Vec<LineProblem>) -> Answer {
    let words = visit.words;
    let line = |n: usize| words.fill("units-line", &[("n", n.into())]);
    let said = |one: LineProblem| (line(one.line), said::line(words, one));
    let problems = problems.into_iter().map(said).collect();
    again(visit, StatusCode::UNPROCESSABLE_ENTITY, Import { typed, problems, ready: Vec::new() }).await
}

async fn again(visit: &Visit, status: StatusCode, import: Import) -> Answer {
    render(visit, status, &Pairs::default(), import, Said::default()).await.or_refuse(visit)
}

/// The passwords stand nowhere else: what cannot be set as PDF is shown as a page.
async fn hand_over(visit: &Visit, letters: Vec<Letter>, form: Form) -> Response {
    let letters = paper::issue(&visit.app, visit.words.language, letters);
    if form == Form::Page {
        return letters_page(visit, &letters, String::new());
    }
    match paper::letters(&visit.app, letters.clone()).await {
        Ok(pdf) => download::paper(&file_name(visit, &letters), Format::Pdf, pdf),
        Err(why) => letters_page(visit, &letters, unprintable(visit.words, &why)),
    }
}

fn file_name(visit: &Visit, letters: &Letters) -> String {
    let (words, date) = (visit.words, letters.date.to_string());
    let short = visit.campaign.as_ref().map_or("", |running| running.rulebook.campaign.short.text(words.language));
    words.fill("units-letters-file", &[("campaign", short.into()), ("date", date.into())])
}

fn letters_page(visit: &Visit, all: &Letters, unprinted: String) -> Response {
    page(&LettersPage {
        frame: Frame::new(visit),
        letters: &all.letters,
        title: &all.campaign,
        office: &all.office,
        deadline: all.deadline.map(|at| deadline(visit.words, at)).unwrap_or_default(),
        today: day(visit.words, all.date),
        unprinted,
    })
}
