//! A nomination as a whole: the answers to check, what the rules say, and
//! what can still be done about it.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use linxuan_app::view::{self, Dossier};
use linxuan_app::{Refusal, Running, nomination};
use linxuan_domain::access::{Act, Role};
use linxuan_domain::finding::Finding;
use linxuan_domain::form::Row;
use linxuan_domain::lifecycle::State;
use linxuan_domain::rulebook::{Field, FieldKind, Per, Step};
use linxuan_domain::value::Instant;

use super::found::{Found, found};
use super::materials::asked;
use super::papers;
use super::words::named;
use crate::answer::{Answer, OrRefuse, page_with, refuse, to};
use crate::field::{Around, told, told_cell};
use crate::form::{Nothing, Posted, form};
use crate::frame::Frame;
use crate::guard::Visit;
use crate::said::{self, Tag, tag};

#[derive(Template)]
#[template(path = "nomination.html")]
struct Nomination<'a> {
    frame: Frame<'a>,
    id: &'a str,
    name: String,
    number: &'a str,
    tag: Tag,
    due: String,
    editable: bool,
    /// Whether files are asked for.
    materials: bool,
    may: May,
    steps: Vec<Part>,
    said: Vec<Found>,
    waivable: Vec<Wanting>,
    waived: Vec<(String, String)>,
    opinions: Vec<Opinion>,
    returns: Vec<Returned>,
    history: Vec<(String, String)>,
    code: String,
    again: Again,
    papers: papers::Panel,
}

/// What was typed and refused: shown again beside what is wrong with it.
#[derive(Default)]
struct Again {
    place: String,
    error: String,
    item: String,
    text: String,
}

impl Again {
    /// The words to show in a box: what was typed there last, or what is stored.
    fn text<'a>(&'a self, item: &str, stored: &'a str) -> &'a str {
        if self.item == item { &self.text } else { stored }
    }
}

/// What the viewer may do here.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "one answer for each act the page offers")]
struct May {
    save: bool,
    waive: bool,
    attest: bool,
    withdraw: bool,
    code: bool,
    hand_in: bool,
}

/// One step's answers.
pub struct Part {
    pub title: String,
    pub path: String,
    pub answers: Vec<(String, Vec<String>)>,
}

/// A rule that binds in principle, and asks for a reason.
struct Wanting {
    rule: String,
    what: String,
    figure: String,
}

/// An opinion on the nominee.
struct Opinion {
    id: String,
    title: String,
    text: String,
    required: bool,
}

impl Opinion {
    /// What is still wanted stands open.
    fn open(&self) -> bool {
        self.required && self.text.is_empty()
    }
}

/// Why the examination sent it back.
struct Returned {
    at: String,
    reasons: Vec<String>,
}

form!(Begun: "track");

/// Begins a nomination and goes on to its first step.
pub async fn create(visit: Visit, Posted { pairs, .. }: Posted<Begun>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let running = visit.running().or_refuse(&visit)?;
    let track = pairs.get("track");
    let id = nomination::create(&visit.app, viewer, track).await.or_refuse(&visit)?;
    let first = running.rulebook.form_of(track).and_then(|form| form.step.first());
    Ok(to(&first.map_or_else(|| format!("/nominations/{id}"), |step| format!("/nominations/{id}/steps/{}", step.id))))
}

/// Shows it to its unit or nominee; the office reads it in the examination.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let dossier = view::dossier(&visit.app, viewer, &id).await.or_refuse(&visit)?;
    if viewer.role.examines() {
        return Ok(to(&format!("/examination/{id}")));
    }
    shown(&visit, StatusCode::OK, &dossier, String::new(), Again::default())
}

#[expect(clippy::result_large_err, reason = "a response is what every handler answers with")]
fn shown(visit: &Visit, status: StatusCode, dossier: &Dossier, code: String, again: Again) -> Answer {
    let running = visit.running().or_refuse(visit)?;
    let (kept, zone) = (&dossier.nomination, running.rulebook.zone());
    let editable = State::from_id(&kept.state).is_some_and(State::editable);
    let instant = |at: i64| linxuan_texts::instant(visit.words, Instant(at), &zone);
    let history = dossier
        .history
        .iter()
        .filter(|line| !(is_nominee(visit) && line.event.what == "step-recorded"))
        .map(|line| (instant(line.event.at.microseconds()), linxuan_texts::event(visit.words, &line.event.what)));
    let template = Nomination {
        frame: Frame::new(visit),
        id: &kept.id,
        name: named(visit, &kept.name),
        number: &kept.number,
        tag: tag(visit.words, &kept.state),
        due: kept.due_at.map(instant).unwrap_or_default(),
        editable,
        materials: asked(visit, &dossier.unit.channel),
        may: may(visit, running, kept, editable),
        steps: parts(visit, running, dossier),
        said: found(visit, running, &kept.track, &kept.id, &dossier.judged.findings),
        waivable: wanting(visit, running, &kept.track, &dossier.judged.findings),
        waived: dossier.waivers.iter().map(|w| (label(visit, running, &w.rule), w.reason.clone())).collect(),
        opinions: opinions(visit, running, dossier),
        returns: returns(visit, running, dossier),
        history: history.collect(),
        code,
        again,
        papers: papers::panel(visit, running, &dossier.unit.channel, Some(&kept.id), editable),
    };
    Ok(page_with(status, &template))
}

fn is_nominee(visit: &Visit) -> bool {
    visit.viewer().is_ok_and(|viewer| viewer.role == Role::Nominee)
}

fn may(visit: &Visit, running: &Running, kept: &view::Nomination, editable: bool) -> May {
    let role = visit.signed_in.as_ref().map(|signed_in| signed_in.viewer.role);
    let may = |act: Act| editable && role.is_some_and(|role| act.who().contains(&role));
    May {
        save: may(Act::SaveNomination),
        waive: may(Act::Waive),
        attest: may(Act::RecordProcedure),
        withdraw: may(Act::WithdrawNomination) && kept.state == State::Draft.id(),
        code: may(Act::IssueCode) && running.rulebook.accounts.nominee,
        hand_in: may(Act::HandIn),
    }
}

/// Every step's answers in the order of the form.
pub fn parts(visit: &Visit, running: &Running, dossier: &Dossier) -> Vec<Part> {
    let Some(form) = running.rulebook.form_of(&dossier.nomination.track) else { return Vec::new() };
    let sheet = dossier.nomination.answers.clone().joined(dossier.nomination.personal.clone());
    let around = Around { words: visit.words, book: &running.rulebook, sheet: &sheet, said: &[] };
    // What is not shown must not look unanswered.
    let shown = |field: &&Field| dossier.personal_shown || !field.personal;
    let part = |step: &Step| Part {
        title: step.title.text(visit.words.language).to_owned(),
        path: format!("/nominations/{}/steps/{}", dossier.nomination.id, step.id),
        answers: form
            .fields_of(&step.id)
            .filter(shown)
            .map(|field| (label_of(visit, field), lines(field, around)))
            .collect(),
    };
    form.step.iter().map(part).collect()
}

fn label_of(visit: &Visit, field: &Field) -> String {
    field.label.text(visit.words.language).to_owned()
}

/// An answer as lines: one for most, one a row for rows.
pub fn lines(field: &Field, around: Around<'_>) -> Vec<String> {
    let FieldKind::Rows { columns, .. } = &field.kind else {
        let told = told(field, around);
        return told.split('\n').filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
    };
    let line = |row: &Row| {
        let told =
            columns.iter().map(|column| (column, told_cell(column, row, around))).filter(|(_, text)| !text.is_empty());
        let cells = told.map(|(column, text)| {
            let label = column.label.text(around.words.language);
            around.words.fill("rows-cell", &[("label", label.into()), ("text", text.into())])
        });
        cells.collect::<Vec<_>>().join(&around.words.say("list-semicolon"))
    };
    around.sheet.rows(field.id.as_str()).iter().map(line).collect()
}

/// A rule as people read it.
pub fn label(visit: &Visit, running: &Running, rule: &str) -> String {
    let known = running.rulebook.rule.iter().find(|known| known.id.as_str() == rule);
    known.map_or_else(|| visit.words.say("rule-quota-short"), |known| known.label.text(visit.words.language).to_owned())
}

fn wanting(visit: &Visit, running: &Running, track: &str, findings: &[Finding]) -> Vec<Wanting> {
    let waivable = findings.iter().filter(|finding| finding.waivable());
    let one = |finding: &Finding| {
        let said = found(visit, running, track, "", std::slice::from_ref(finding)).into_iter().next()?.said;
        Some(Wanting { rule: finding.rule.clone(), what: said.what, figure: said.figure })
    };
    waivable.filter_map(one).collect()
}

fn opinions(visit: &Visit, running: &Running, dossier: &Dossier) -> Vec<Opinion> {
    if is_nominee(visit) {
        // What bodies say on the nominee is not the nominee's to read.
        return Vec::new();
    }
    let wanted = running.rulebook.opinion.iter().filter(|opinion| opinion.per == Per::Nominee);
    let here =
        wanted.filter(|o| o.channels.is_empty() || o.channels.iter().any(|c| c.as_str() == dossier.unit.channel));
    let opinion = |opinion: &linxuan_domain::rulebook::Opinion| {
        let written = dossier.attestations.iter().find(|written| written.item == opinion.id.as_str());
        Opinion {
            id: opinion.id.to_string(),
            title: opinion.title.text(visit.words.language).to_owned(),
            text: written.map(|written| written.text.clone()).unwrap_or_default(),
            required: opinion.required,
        }
    };
    here.map(opinion).collect()
}

fn returns(visit: &Visit, running: &Running, dossier: &Dossier) -> Vec<Returned> {
    let zone = running.rulebook.zone();
    let sent_back = dossier.examinations.iter().filter(|examination| examination.verdict == "returned");
    let returned = |examination: &view::Examination| Returned {
        at: linxuan_texts::instant(visit.words, Instant(examination.at), &zone),
        reasons: reasons(visit, running, examination),
    };
    sent_back.map(returned).collect()
}

/// The checks that did not pass with the examiner's words, then the note.
pub fn reasons(visit: &Visit, running: &Running, examination: &view::Examination) -> Vec<String> {
    let checks = &running.rulebook.examination.check;
    let failed = examination.lines.iter().filter(|line| !line.passed).map(|line| {
        let known = checks.iter().find(|check| check.id.as_str() == line.check);
        let check = known.map_or_else(String::new, |check| check.label.text(visit.words.language).to_owned());
        visit.words.fill("returned-reason", &[("check", check.into()), ("reason", line.reason.as_str().into())])
    });
    failed.chain(Some(examination.note.clone()).filter(|note| !note.is_empty())).collect()
}

/// Takes a draft back.
pub async fn withdraw(visit: Visit, Path(id): Path<String>, _: Posted<Nothing>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    nomination::withdraw(&visit.app, viewer, &id).await.or_refuse(&visit)?;
    Ok(to("/home"))
}

form!(Reason: "rule", "reason");

/// Writes why a rule that binds in principle is not kept.
pub async fn waive(visit: Visit, Path(id): Path<String>, Posted { pairs, .. }: Posted<Reason>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let (rule, reason) = (pairs.get("rule"), pairs.get("reason"));
    match nomination::waive(&visit.app, viewer, Some(&id), rule, reason).await {
        Ok(()) => Ok(to(&format!("/nominations/{id}#findings"))),
        Err(refusal) => again(&visit, &id, refusal, format!("w-{rule}"), (rule, reason)).await,
    }
}

form!(Attested: "item", "text");

/// Records an opinion on the nominee.
pub async fn attest(visit: Visit, Path(id): Path<String>, Posted { pairs, .. }: Posted<Attested>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let (item, text) = (pairs.get("item"), pairs.get("text"));
    match nomination::attest(&visit.app, viewer, Some(&id), item, text).await {
        Ok(()) => Ok(to(&format!("/nominations/{id}#opinions"))),
        Err(refusal) => again(&visit, &id, refusal, format!("o-{item}"), (item, text)).await,
    }
}

/// The page again with what was wrong on top, and nothing typed lost.
async fn again(visit: &Visit, id: &str, refusal: Refusal, place: String, (item, text): (&str, &str)) -> Answer {
    if !matches!(refusal, Refusal::Invalid(_)) {
        return Err(refuse(visit, refusal));
    }
    let viewer = visit.viewer().or_refuse(visit)?;
    let dossier = view::dossier(&visit.app, viewer, id).await.or_refuse(visit)?;
    let error = said::refusal(visit, &refusal);
    let again = Again { place, error, item: item.to_owned(), text: text.to_owned() };
    shown(visit, StatusCode::UNPROCESSABLE_ENTITY, &dossier, String::new(), again)
}

/// Shows a recommendation code, once.
pub async fn issue_code(visit: Visit, Path(id): Path<String>, _: Posted<Nothing>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let code = nomination::issue_code(&visit.app, viewer, &id).await.or_refuse(&visit)?;
    let dossier = view::dossier(&visit.app, viewer, &id).await.or_refuse(&visit)?;
    shown(&visit, StatusCode::OK, &dossier, code, Again::default())
}
