//! The activity log from a table: checked first, then added.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use linxuan_app::activity;
use linxuan_app::unit::LineProblem;
use linxuan_app::{Refusal, table};
use linxuan_domain::activity::Typed;

use super::units_import::Sent;
use crate::answer::{Answer, OrRefuse, page, page_with};
use crate::frame::Frame;
use crate::guard::Visit;
use crate::{csv, said};

#[derive(Template)]
#[template(path = "activities_import.html")]
struct ImportPage<'a> {
    frame: Frame<'a>,
    /// The items of the rulebook, by the names a table may give them.
    items: Vec<&'a str>,
    import: Import,
}

/// What an import found, for the page to show beside the typed table.
#[derive(Default)]
struct Import {
    typed: String,
    /// Line and sentence.
    problems: Vec<(String, String)>,
    /// The same, of lines that the log has already.
    repeated: Vec<(String, String)>,
    /// Entries that would be added, when nothing is wrong.
    ready: usize,
    /// Whether it was checked, and whether it was brought in.
    checked: bool,
    done: bool,
}

/// Shows the form.
pub async fn show(visit: Visit) -> Answer {
    render(&visit, StatusCode::OK, Import::default()).or_refuse(&visit)
}

/// Checks a table of activities, or adds them.
pub async fn import(visit: Visit, sent: Sent) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let lines = match read(&sent) {
        Ok(lines) => lines,
        Err(problems) => return wrong(&visit, sent.text, problems),
    };
    let (typed, adds) = (typed(&visit, &lines), sent.act == "import");
    let looked = if adds {
        activity::bring(&visit.app, viewer, lines).await
    } else {
        activity::check(&visit.app, viewer, lines).await
    };
    let looked = looked.or_refuse(&visit)?;
    if !looked.problems.is_empty() {
        return wrong(&visit, typed, looked.problems);
    }
    let repeated = said(&visit, looked.repeated);
    let typed = if adds { String::new() } else { typed };
    let import = Import { typed, repeated, ready: looked.new, checked: !adds, done: adds, problems: Vec::new() };
    render(&visit, StatusCode::OK, import).or_refuse(&visit)
}

/// A file goes before what was pasted.
fn read(sent: &Sent) -> Result<Vec<Typed>, Vec<LineProblem>> {
    if sent.file.is_empty() {
        table::activities(sent.text.trim().as_bytes(), "table.csv")
    } else {
        table::activities(&sent.file, &sent.file_name)
    }
}

/// The table as it was understood, for its author to correct or to confirm.
fn typed(visit: &Visit, lines: &[Typed]) -> String {
    let heading = visit.words.say("activities-import-table-heading").split(',').map(str::to_owned).collect();
    let line = |one: &Typed| {
        let one = one.clone();
        vec![one.activity, one.title, one.day, one.place, one.participants, one.outlet, one.link, one.count]
    };
    let lines: Vec<Vec<String>> = std::iter::once(heading).chain(lines.iter().map(line)).collect();
    csv::plain(&lines)
}

#[expect(clippy::result_large_err, reason = "a response is what every handler answers with")]
fn wrong(visit: &Visit, typed: String, problems: Vec<LineProblem>) -> Answer {
    let import = Import { typed, problems: said(visit, problems), ..Import::default() };
    render(visit, StatusCode::UNPROCESSABLE_ENTITY, import).or_refuse(visit)
}

/// Each line with what is to be said of it.
fn said(visit: &Visit, lines: Vec<LineProblem>) -> Vec<(String, String)> {
    let words = visit.words;
    let line = |n: usize| words.fill("units-line", &[("n", n.into())]);
    let said = |one: LineProblem| (line(one.line), said::line(words, one));
    lines.into_iter().map(said).collect()
}

fn render(visit: &Visit, status: StatusCode, import: Import) -> Result<Response, Refusal> {
    let items = visit.running()?.rulebook.activity.iter();
    let items = items.map(|one| one.label.text(visit.words.language)).collect();
    let template = ImportPage { frame: Frame::new(visit), items, import };
    Ok(if status == StatusCode::OK { page(&template) } else { page_with(status, &template) })
}
