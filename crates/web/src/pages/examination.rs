//! One dossier beside the checklist, and the examiner's word on it.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;
use linxuan_app::examination::{self, Word};
use linxuan_app::paper;
use linxuan_app::view::{self, Dossier, Place};
use linxuan_app::{Refusal, Running};
use linxuan_domain::access::{Act, Viewer};
use linxuan_domain::lifecycle::State;
use linxuan_domain::value::{Instant, Moment};
use linxuan_texts::number;

use super::checklist::{Check, checks, complaints, judgements};
use super::dossier::{Changed, Part, Reading, changed, parts};
use super::found::{Found, found};
use super::lines::{Entry, Names, entry};
use super::narrowed::Narrowed;
use super::words::{Reasoned, Recorded, Spoken, named, reasoned, recorded, spoken};
use crate::answer::{Answer, OrRefuse, page, page_with, refuse, to};
use crate::form::{Pairs, Posted, form};
use crate::frame::Frame;
use crate::guard::Visit;
use crate::said;

#[derive(Template)]
#[template(path = "examination.html")]
struct ExaminationPage<'a> {
    frame: Frame<'a>,
    dossier: &'a Dossier,
    name: String,
    employer: &'a str,
    handed_in: String,
    due_at: String,
    state: State,
    state_word: String,
    state_class: &'static str,
    /// What happened to the one before this.
    done: Option<Done>,
    near: Near,
    answers: Answers,
    found: Vec<Found>,
    written: Written,
    checks: Vec<Check>,
    form: Typed,
    action: String,
    /// Whether the viewer proposed the refusal that waits.
    own_proposal: bool,
    /// Whether the unit's time for its correction is up.
    overdue: bool,
    /// Whether the viewer may give more time.
    extends: bool,
    /// Where its sheet is printed; empty where papers cannot be set.
    sheet: String,
}

/// The form as filled in, and beside what it was before.
#[derive(Default)]
struct Answers {
    parts: Vec<Part>,
    changed: Vec<Changed>,
}

/// What people wrote and did beside the form.
struct Written {
    waivers: Vec<Reasoned>,
    steps: Vec<Recorded>,
    spoken: Vec<Spoken>,
    history: Vec<Entry>,
}

/// What was done last, said on the page that follows.
pub struct Done {
    pub text: String,
    pub path: String,
}

/// The dossier's neighbours in the list it was reached from.
#[derive(Default)]
struct Near {
    list: String,
    count: String,
    previous: String,
    next: String,
}

/// What the examiner has typed, and what is wrong with it.
#[derive(Default)]
struct Typed {
    /// The version it was typed on; a word that was refused for another reason stays on it.
    version: i64,
    word: String,
    note: String,
    due: String,
    refusal: String,
    rejection: String,
    extension: String,
    /// Control and sentence.
    errors: Vec<(String, String)>,
    /// Why the word was not taken: somebody else was faster.
    alert: String,
    /// What was written, for where the form is no longer shown.
    kept: Vec<String>,
}

/// Shows a dossier.
pub async fn show(visit: Visit, Path(id): Path<String>, RawQuery(query): RawQuery) -> Answer {
    let pairs = Pairs::parse(&Bytes::from(query.unwrap_or_default()));
    let viewer = visit.viewer().or_refuse(&visit)?;
    let dossier = view::dossier(&visit.app, viewer, &id).await.or_refuse(&visit)?;
    let running = visit.running().or_refuse(&visit)?;
    let narrowed = Narrowed::read(&pairs);
    let near = near(&visit, viewer, &narrowed, &dossier).await.or_refuse(&visit)?;
    let done = done(&visit, viewer, &pairs).await;
    let names = names(&visit, running).await.or_refuse(&visit)?;
    let version = dossier.nomination.version;
    let form = Typed { version, due: default_due(&visit, running), ..Typed::default() };
    let ground = Ground { visit: &visit, running, dossier: &dossier, names: &names, narrowed: &narrowed };
    Ok(page(&template(&ground, near, done, form, None)))
}

/// Everything a page is made from.
struct Ground<'a> {
    visit: &'a Visit,
    running: &'a Running,
    dossier: &'a Dossier,
    names: &'a Names,
    narrowed: &'a Narrowed,
}

pub async fn names(visit: &Visit, running: &Running) -> Result<Names, Refusal> {
    let accounts = view::names(&visit.app, Some(running.id.to_string())).await?;
    Ok(Names { accounts, ..Names::default() })
}

fn template<'a>(
    ground: &Ground<'a>,
    near: Near,
    done: Option<Done>,
    form: Typed,
    typed: Option<&Pairs>,
) -> ExaminationPage<'a> {
    let Ground { visit, running, dossier, narrowed, .. } = *ground;
    let words = visit.words;
    let nomination = &dossier.nomination;
    let state = State::from_id(&nomination.state).unwrap_or(State::HandedIn);
    let tag = said::examination_tag(words, state.id());
    let told = |at: i64| linxuan_texts::instant(words, Instant(at), &running.rulebook.zone());
    let time = |at: Option<i64>| at.map(told).unwrap_or_default();
    ExaminationPage {
        frame: Frame::new(visit),
        name: named(visit, &nomination.name),
        employer: &nomination.employer,
        handed_in: time(nomination.handed_in_at),
        due_at: time(nomination.due_at),
        state,
        state_word: tag.label,
        state_class: tag.class,
        answers: answers(ground),
        found: own_findings(ground),
        written: written(ground),
        checks: checks(visit, running, dossier, typed).into_iter().map(|one| one.complained(&form.errors)).collect(),
        action: narrowed.path(&format!("/examination/{}", nomination.id), &[]),
        own_proposal: own_proposal(visit, dossier),
        overdue: dossier.correction.overdue(visit.app.now()),
        extends: extends(visit, dossier),
        sheet: sheet(visit, dossier),
        dossier,
        done,
        near,
        form,
    }
}

fn sheet(visit: &Visit, dossier: &Dossier) -> String {
    let path = || format!("/nominations/{}/papers/{}", dossier.nomination.id, paper::EXAMINATION);
    visit.app.sets_papers().then(path).unwrap_or_default()
}

/// Whether the viewer may give more time, and it was not given yet.
fn extends(visit: &Visit, dossier: &Dossier) -> bool {
    let may = visit.viewer().is_ok_and(|viewer| Act::ExtendReturn.who().contains(&viewer.role));
    may && !dossier.correction.extended
}

fn answers(ground: &Ground<'_>) -> Answers {
    let (book, nomination) = (&ground.running.rulebook, &ground.dossier.nomination);
    let Some(form) = book.form_of(&nomination.track) else { return Answers::default() };
    let sheet = nomination.answers.clone().joined(nomination.personal.clone());
    let reading = Reading { words: ground.visit.words, book, sheet: &sheet };
    let before = ground.dossier.before.as_ref();
    Answers {
        parts: parts(form, reading),
        changed: before.map(|before| changed(form, before, reading)).unwrap_or_default(),
    }
}

/// The findings without links: those lead to the unit's own pages, which examiners have none of.
fn own_findings(ground: &Ground<'_>) -> Vec<Found> {
    let Ground { visit, running, dossier, .. } = *ground;
    let found = found(visit, running, &dossier.nomination.track, "", &dossier.judged.findings);
    found.into_iter().map(|one| Found { link: String::new(), ..one }).collect()
}

fn written(ground: &Ground<'_>) -> Written {
    let Ground { visit, running, dossier, names, .. } = *ground;
    let steps = dossier.attestations.iter().chain(&dossier.unit_steps);
    Written {
        waivers: dossier.waivers.iter().map(|waiver| reasoned(visit, running, names, waiver)).collect(),
        steps: steps.map(|step| recorded(visit, running, names, step)).collect(),
        spoken: dossier.examinations.iter().map(|word| spoken(visit, running, names, word)).collect(),
        history: dossier.history.iter().rev().map(|line| own_line(ground, line)).collect(),
    }
}

/// A line of the dossier's own history, which need not say what it is about. Its place
/// among all lines would tell how much is going on elsewhere.
fn own_line(ground: &Ground<'_>, line: &view::RecordLine) -> Entry {
    Entry {
        about: String::new(),
        position: String::new(),
        ..entry(ground.visit, Some(ground.running), ground.names, line)
    }
}

fn own_proposal(visit: &Visit, dossier: &Dossier) -> bool {
    let own = |examiner: &str| visit.viewer().is_ok_and(|viewer| viewer.account.as_str() == examiner);
    dossier.proposal().is_some_and(|proposal| own(&proposal.examiner))
}

/// The evening of the day until which the rulebook gives time, for the examiner to change.
fn default_due(visit: &Visit, running: &Running) -> String {
    let days = i64::from(running.rulebook.examination.return_days);
    let day = running.day(visit.app.now().plus_seconds(days * 86_400));
    format!("{day}T18:00")
}

/// The dossier's neighbours, and how long the list is.
async fn near(visit: &Visit, viewer: &Viewer, narrowed: &Narrowed, dossier: &Dossier) -> Result<Near, Refusal> {
    let Some(line) = dossier.line() else { return Ok(Near::default()) };
    let here = line.place(narrowed.order.column);
    let path = |id: Option<String>| id.map(|id| narrowed.path(&format!("/examination/{id}"), &[])).unwrap_or_default();
    let (next, found) = beside(visit, viewer, narrowed, &here, false).await?;
    let (previous, _) = beside(visit, viewer, narrowed, &here, true).await?;
    Ok(Near { list: narrowed.list(&[]), count: found, previous: path(previous), next: path(next) })
}

/// The next nomination of the list, or the one before.
async fn beside(
    visit: &Visit,
    viewer: &Viewer,
    narrowed: &Narrowed,
    here: &Place,
    back: bool,
) -> Result<(Option<String>, String), Refusal> {
    let mut filter = narrowed.filter();
    filter.descending ^= back;
    filter.after = Some(here.clone());
    filter.most = 1;
    let queue = view::examination_queue(&visit.app, viewer, filter).await?;
    let count = if queue.bounded { format!("{}+", number(queue.found)) } else { number(queue.found) };
    Ok((queue.lines.into_iter().next().map(|line| line.id), count))
}

/// Says what became of the one examined before, where the address names it.
pub async fn done(visit: &Visit, viewer: &Viewer, pairs: &Pairs) -> Option<Done> {
    let id = Some(pairs.get("done")).filter(|id| !id.is_empty())?;
    let nomination = view::dossier(&visit.app, viewer, id).await.ok()?.nomination;
    let state = visit.words.say(&format!("queue-state-{}", nomination.state));
    let fills = [("name", nomination.name.into()), ("number", nomination.number.into()), ("state", state.into())];
    Some(Done { text: visit.words.fill("examination-done", &fills), path: format!("/examination/{}", nomination.id) })
}

form!(Said: "version", "word", "note", "due", "refusal", "rejection", "extension"; "check.", "reason.");

/// Takes an examiner's word, and goes on to the next of the list.
pub async fn examine(
    visit: Visit,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    Posted { pairs: typed, .. }: Posted<Said>,
) -> Answer {
    let narrowed = Narrowed::read(&Pairs::parse(&Bytes::from(query.unwrap_or_default())));
    let viewer = visit.viewer().or_refuse(&visit)?;
    let running = visit.running().or_refuse(&visit)?;
    let dossier = view::dossier(&visit.app, viewer, &id).await.or_refuse(&visit)?;
    let word = match word(running, &typed) {
        Ok(word) => word,
        Err(wrong) => return again(&visit, running, &narrowed, &id, &typed, Some(wrong)).await,
    };
    match examination::examine(&visit.app, viewer, &id, version(&typed), word).await {
        Ok(_) => onward(&visit, viewer, &narrowed, &dossier).await.or_refuse(&visit),
        // The answers may have been corrected and handed in again since the page was opened.
        Err(Refusal::WrongState(_) | Refusal::Stale(_)) => again(&visit, running, &narrowed, &id, &typed, None).await,
        Err(wrong @ (Refusal::Invalid(_) | Refusal::SamePerson)) => {
            again(&visit, running, &narrowed, &id, &typed, Some(wrong)).await
        }
        Err(other) => Err(refuse(&visit, other)),
    }
}

/// The version the page was opened on; no nomination has the one that stands for none.
fn version(typed: &Pairs) -> i64 {
    typed.get("version").parse().unwrap_or_default()
}

fn word(running: &Running, typed: &Pairs) -> Result<Word, Refusal> {
    let lines = judgements(running, typed);
    let text = |name: &str| typed.get(name).to_owned();
    match typed.get("word") {
        "accept" => Ok(Word::Accept { lines }),
        "return" => Ok(Word::Return { lines, note: text("note"), due: due(running, typed.get("due"))? }),
        "extend-return" => Ok(Word::Extend { note: text("extension"), due: due(running, typed.get("due"))? }),
        "propose-refusal" => Ok(Word::ProposeRefusal { note: text("refusal") }),
        "confirm-refusal" => Ok(Word::ConfirmRefusal),
        "reject-refusal" => Ok(Word::RejectRefusal { note: text("rejection") }),
        _ => Err(Refusal::Invalid(vec![("word", "examination-no-word")])),
    }
}

/// A minute on the campaign's clocks, as browsers send it; nothing means the rulebook's time.
fn due(running: &Running, typed: &str) -> Result<Option<Instant>, Refusal> {
    let minute = typed.trim().get(..16).unwrap_or(typed.trim()).replace(' ', "T");
    if minute.is_empty() {
        return Ok(None);
    }
    let moment: Moment = minute.parse().map_err(|_| Refusal::Invalid(vec![("due", "examination-due-wrong")]))?;
    Ok(Some(moment.instant(&running.rulebook.zone())))
}

/// On to the next that waits, or back to the list when there is none.
async fn onward(visit: &Visit, viewer: &Viewer, narrowed: &Narrowed, dossier: &Dossier) -> Result<Response, Refusal> {
    let line = dossier.line().ok_or(Refusal::NotFound)?;
    let here = line.place(narrowed.order.column);
    let (next, _) = beside(visit, viewer, narrowed, &here, false).await?;
    let done = [("done", line.id.as_str())];
    Ok(to(&match next {
        Some(id) => narrowed.path(&format!("/examination/{id}"), &done),
        None => narrowed.list(&done),
    }))
}

/// The page once more with everything that was typed, and why the word was not taken:
/// what is wrong with it, or that the dossier is no longer what it was.
async fn again(
    visit: &Visit,
    running: &Running,
    narrowed: &Narrowed,
    id: &str,
    typed: &Pairs,
    wrong: Option<Refusal>,
) -> Answer {
    let viewer = visit.viewer().or_refuse(visit)?;
    let dossier = view::dossier(&visit.app, viewer, id).await.or_refuse(visit)?;
    let near = near(visit, viewer, narrowed, &dossier).await.or_refuse(visit)?;
    let names = names(visit, running).await.or_refuse(visit)?;
    let status = match wrong {
        None => StatusCode::CONFLICT,
        Some(Refusal::SamePerson) => StatusCode::FORBIDDEN,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let mut form = kept(running, typed);
    match wrong {
        None => {
            form.version = dossier.nomination.version;
            form.alert = visit.words.say("examination-changed-meanwhile");
        }
        Some(wrong) => form.errors = errors(visit, running, typed, &wrong),
    }
    let ground = Ground { visit, running, dossier: &dossier, names: &names, narrowed };
    Ok(page_with(status, &template(&ground, near, None, form, Some(typed))))
}

fn kept(running: &Running, typed: &Pairs) -> Typed {
    let text = |name: &str| typed.get(name).to_owned();
    let reasons = judgements(running, typed).into_iter().map(|judgement| judgement.reason);
    let written = [text("note"), text("refusal"), text("rejection"), text("extension")].into_iter().chain(reasons);
    Typed {
        kept: written.filter(|text| !text.trim().is_empty()).collect(),
        version: version(typed),
        word: text("word"),
        note: text("note"),
        due: text("due"),
        refusal: text("refusal"),
        rejection: text("rejection"),
        extension: text("extension"),
        ..Typed::default()
    }
}

/// Each complaint with the control it is about.
fn errors(visit: &Visit, running: &Running, typed: &Pairs, wrong: &Refusal) -> Vec<(String, String)> {
    let Refusal::Invalid(wrong) = wrong else { return vec![("checks".to_owned(), said::refusal(visit, wrong))] };
    let control = |field: &str| match (field, typed.get("word")) {
        ("due" | "until", _) => "due",
        ("extension", _) => "extension",
        ("note", "return") => "note",
        ("note", "reject-refusal") => "rejection",
        ("note" | "closing", _) => "refusal",
        _ => "checks",
    };
    let said = |(field, key): &(&str, &str)| {
        let checks = complaints(visit, running, typed, key);
        if checks.is_empty() { vec![(control(field).to_owned(), visit.words.say(key))] } else { checks }
    };
    wrong.iter().flat_map(said).collect()
}
