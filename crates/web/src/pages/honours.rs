//! 荣誉登记: earlier honours from a table, checked first, then added.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use linxuan_app::honour::{self, NewHonour};
use linxuan_app::unit::LineProblem;
use linxuan_app::{Refusal, table};
use linxuan_texts::number;

use super::units_import::Sent;
use crate::answer::{Answer, OrRefuse, page, page_with};
use crate::csv;
use crate::frame::Frame;
use crate::guard::Visit;
use crate::said;

#[derive(Template)]
#[template(path = "honours.html")]
struct HonoursPage<'a> {
    frame: Frame<'a>,
    entries: String,
    matching: String,
    /// The series of the rulebook, by the names a table may give them.
    series: Vec<&'a str>,
    import: Import,
}

/// What an import found, for the page to show beside the typed table.
#[derive(Default)]
struct Import {
    typed: String,
    /// Line and sentence.
    problems: Vec<(String, String)>,
    /// The same, of what is left out of lines that stand.
    warnings: Vec<(String, String)>,
    /// Lines that would be added, when nothing is wrong.
    ready: usize,
    /// Lines that stand in the register now.
    done: usize,
}

/// Shows how far the register goes, and the form.
pub async fn show(visit: Visit) -> Answer {
    render(&visit, StatusCode::OK, Import::default()).await.or_refuse(&visit)
}

/// Checks a table of earlier honours, or adds them.
pub async fn import(visit: Visit, sent: Sent) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let honours = match read(&sent) {
        Ok(honours) => honours,
        Err(problems) => return wrong(&visit, sent.text, problems).await,
    };
    let (typed, lines) = (typed(&visit, &honours), honours.len());
    let adds = sent.act == "import";
    let looked = if adds {
        honour::import(&visit.app, viewer, honours).await
    } else {
        honour::check(&visit.app, viewer, honours)
    };
    let looked = looked.or_refuse(&visit)?;
    if !looked.problems.is_empty() {
        return wrong(&visit, typed, looked.problems).await;
    }
    let warnings = said(&visit, looked.warnings);
    let import = if adds {
        Import { done: lines, warnings, ..Import::default() }
    } else {
        Import { ready: lines, typed, warnings, ..Import::default() }
    };
    render(&visit, StatusCode::OK, import).await.or_refuse(&visit)
}

/// A file goes before what was pasted.
fn read(sent: &Sent) -> Result<Vec<NewHonour>, Vec<LineProblem>> {
    if sent.file.is_empty() {
        table::honours(sent.text.trim().as_bytes(), "table.csv")
    } else {
        table::honours(&sent.file, &sent.file_name)
    }
}

/// The table as it was understood, for its author to correct or to confirm.
fn typed(visit: &Visit, honours: &[NewHonour]) -> String {
    let heading = visit.words.say("honours-table-heading").split(',').map(str::to_owned).collect();
    let line = |one: &NewHonour| {
        vec![one.series.clone(), one.name.clone(), one.born.clone(), one.number.clone(), one.label.clone()]
    };
    let lines: Vec<Vec<String>> = std::iter::once(heading).chain(honours.iter().map(line)).collect();
    csv::plain(&lines)
}

/// Every problem at once, beside the table.
async fn wrong(visit: &Visit, typed: String, problems: Vec<LineProblem>) -> Answer {
    let import = Import { typed, problems: said(visit, problems), ..Import::default() };
    render(visit, StatusCode::UNPROCESSABLE_ENTITY, import).await.or_refuse(visit)
}

/// Each line with what is to be said of it.
fn said(visit: &Visit, lines: Vec<LineProblem>) -> Vec<(String, String)> {
    let words = visit.words;
    let line = |n: usize| words.fill("units-line", &[("n", n.into())]);
    let said = |one: LineProblem| (line(one.line), said::line(words, one));
    lines.into_iter().map(said).collect()
}

async fn render(visit: &Visit, status: StatusCode, import: Import) -> Result<Response, Refusal> {
    let register = honour::register(&visit.app, visit.viewer()?).await?;
    let series = visit.running()?.rulebook.honour.iter();
    let template = HonoursPage {
        frame: Frame::new(visit),
        entries: number(register.entries),
        matching: number(register.matching),
        series: series.map(|one| one.label.text(visit.words.language)).collect(),
        import,
    };
    Ok(if status == StatusCode::OK { page(&template) } else { page_with(status, &template) })
}
