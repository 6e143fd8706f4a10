//! 形式审查: accept, return with reasons and a due time, refuse by two people.

use linxuan_domain::access::{Act, Viewer};
use linxuan_domain::event::Change;
use linxuan_domain::lifecycle::{Correction, Hold, State};
use linxuan_domain::rulebook::Rulebook;
use linxuan_domain::value::Instant;
use linxuan_store::examination::{self as kept, Examination, Line as Check};
use linxuan_store::{nomination, queue, turn};

use crate::door::{Line, nomination_subject, record, unit_row};
use crate::nomination::{checked_text, open, stale, step};
use crate::{App, Refusal};

/// One line of the checklist as judged.
pub type Judgement = Check;

/// What an examiner says.
#[derive(Debug, Clone)]
pub enum Word {
    /// 受理: every check passed.
    Accept {
        lines: Vec<Judgement>,
    },
    /// 退回补正: the checks that did not pass, each with its reason, and until when.
    Return {
        lines: Vec<Judgement>,
        note: String,
        due: Option<Instant>,
    },
    /// More time for what was returned, once.
    Extend {
        note: String,
        due: Option<Instant>,
    },
    /// 不予受理, for a second person to confirm: of what was handed in, or of
    /// what was returned and did not come back in time.
    ProposeRefusal {
        note: String,
    },
    ConfirmRefusal,
    /// The second person does not agree: back to the queue.
    RejectRefusal {
        note: String,
    },
}

impl Word {
    const fn act(&self) -> Act {
        match self {
            Self::Accept { .. } => Act::AcceptNomination,
            Self::Return { .. } => Act::ReturnNomination,
            Self::Extend { .. } => Act::ExtendReturn,
            Self::ProposeRefusal { .. } => Act::ProposeRefusal,
            Self::ConfirmRefusal => Act::ConfirmRefusal,
            Self::RejectRefusal { .. } => Act::RejectRefusal,
        }
    }

    const fn verdict(&self) -> &'static str {
        match self {
            Self::Accept { .. } => "accepted",
            Self::Return { .. } => "returned",
            Self::Extend { .. } => "return-extended",
            Self::ProposeRefusal { .. } => "refusal-proposed",
            Self::ConfirmRefusal => "refused",
            Self::RejectRefusal { .. } => "refusal-rejected",
        }
    }
}

/// Gives an examiner's word on the answers of one version of a nomination.
///
/// # Errors
/// [`Refusal::WrongState`] when somebody was faster; [`Refusal::Stale`] when the
/// answers changed since `version`; [`Refusal::SamePerson`] when the proposer
/// confirms; [`Refusal::Invalid`] when checks or reasons are missing.
pub async fn examine(app: &App, viewer: &Viewer, id: &str, version: i64, word: Word) -> Result<State, Refusal> {
    let (door, viewer, id, stamp) = (app.clone(), viewer.clone(), id.to_owned(), app.stamp(viewer));
    let examination_id = app.new_id();
    app.act(move |sql| {
        let unit_id = open(sql, &door, &viewer, Act::Examine, &id)?.unit_id;
        let turn = turn::take(sql, &unit_row(&unit_id))?;
        let found = open(sql, &door, &viewer, word.act(), &id)?;
        let running = door.campaign_by_id(&found.campaign_id)?;
        let step = step(&found, word.act())?;
        if found.version != version {
            return Err(stale(sql, &found));
        }
        let words = kept::of_nomination(sql, &id)?;
        let correction = correction(&found, &words);
        if step.to == State::ClosingProposed {
            correction.close(stamp.at).map_err(held)?;
        }
        if matches!(word, Word::ConfirmRefusal | Word::RejectRefusal { .. }) {
            another_person(&words, &stamp.actor)?;
        }
        let said = Said { verdict: verdict(&word, step.to), ..said(&running.rulebook, word, correction, stamp.at)? };
        // Whether it is closed or not: until when there was time stays known.
        let kept_due = found.due_at.filter(|_| matches!(step.to, State::Returned | State::ClosingProposed));
        let due = said.due.map(Instant::microseconds).or(kept_due);
        nomination::set_state(sql, &id, step.to.id(), due)?;
        queue::recount(sql, &found.campaign_id, "state", Some(step.from.id()), Some(step.to.id()))?;
        let failed =
            said.lines.iter().filter(|line| !line.passed).map(|line| Change::set("not-passed", line.check.clone()));
        let changes = std::iter::once(Change::new("state", step.from.id(), step.to.id())).chain(failed).collect();
        let examination = Examination {
            id: examination_id,
            nomination_id: id.clone(),
            verdict: said.verdict.to_owned(),
            note: said.note,
            due_at: due,
            examiner: stamp.actor.clone(),
            at: stamp.at.microseconds(),
            lines: said.lines,
        };
        kept::insert(sql, &examination)?;
        let subject = nomination_subject(&id);
        record(sql, &turn, &stamp, Line { what: step.event, campaign: Some(&found.campaign_id), subject, changes })?;
        Ok(step.to)
    })
    .await
}

/// Closing what did not come back is proposed in words of its own.
const fn verdict(word: &Word, to: State) -> &'static str {
    match to {
        State::ClosingProposed => "closing-proposed",
        _ => word.verdict(),
    }
}

/// How a returned nomination stands in time; `words` are the newest first.
pub(crate) fn correction(found: &nomination::Nomination, words: &[Examination]) -> Correction {
    let mut since = words.iter().take_while(|word| word.verdict != "returned");
    let extended = since.any(|word| word.verdict == "return-extended");
    Correction { due: found.due_at.map(Instant), extended }
}

fn held(hold: Hold) -> Refusal {
    Refusal::Invalid(vec![match hold {
        Hold::NotDue => ("closing", "return-not-due-yet"),
        Hold::ExtendedBefore => ("until", "return-extended-before"),
        Hold::NotLater => ("until", "return-extension-not-later"),
    }])
}

/// The last proposal of a refusal; `words` are the newest first.
pub(crate) fn proposal(words: &[Examination]) -> Option<&Examination> {
    words.iter().find(|word| matches!(word.verdict.as_str(), "refusal-proposed" | "closing-proposed"))
}

fn another_person(words: &[Examination], actor: &str) -> Result<(), Refusal> {
    match proposal(words) {
        Some(proposal) if proposal.examiner == actor => Err(Refusal::SamePerson),
        _ => Ok(()),
    }
}

struct Said {
    verdict: &'static str,
    lines: Vec<Judgement>,
    note: String,
    due: Option<Instant>,
}

fn said(book: &Rulebook, word: Word, correction: Correction, now: Instant) -> Result<Said, Refusal> {
    let verdict = word.verdict();
    match word {
        Word::Accept { lines } => {
            let lines = whole_list(book, lines)?;
            if lines.iter().any(|line| !line.passed) {
                return Err(Refusal::Invalid(vec![("checks", "checks-not-passed")]));
            }
            Ok(Said { verdict, lines, note: String::new(), due: None })
        }
        Word::Return { lines, note, due } => returned(book, verdict, lines, &note, due, now),
        Word::Extend { note, due } => {
            let due = due.unwrap_or_else(|| return_days(book, now));
            correction.extend(due, now).map_err(held)?;
            Ok(Said { verdict, lines: Vec::new(), note: checked_text(&note, 2000, "extension")?, due: Some(due) })
        }
        Word::ProposeRefusal { note } | Word::RejectRefusal { note } => {
            Ok(Said { verdict, lines: Vec::new(), note: checked_text(&note, 2000, "note")?, due: None })
        }
        Word::ConfirmRefusal => Ok(Said { verdict, lines: Vec::new(), note: String::new(), due: None }),
    }
}

fn returned(
    book: &Rulebook,
    verdict: &'static str,
    lines: Vec<Judgement>,
    note: &str,
    due: Option<Instant>,
    now: Instant,
) -> Result<Said, Refusal> {
    let mut lines: Vec<Judgement> = lines.into_iter().filter(|line| known(book, &line.check)).collect();
    if lines.iter().all(|line| line.passed) {
        return Err(Refusal::Invalid(vec![("checks", "return-needs-a-reason")]));
    }
    if lines.iter().any(|line| !line.passed && line.reason.trim().is_empty()) {
        return Err(Refusal::Invalid(vec![("checks", "each-reason-in-words")]));
    }
    for line in lines.iter_mut().filter(|line| !line.passed) {
        line.reason = checked_text(&line.reason, 600, "checks")?;
    }
    let note = if note.trim().is_empty() { String::new() } else { checked_text(note, 2000, "note")? };
    let due = due.unwrap_or_else(|| return_days(book, now));
    if due <= now {
        return Err(Refusal::Invalid(vec![("due", "due-in-the-past")]));
    }
    Ok(Said { verdict, lines, note, due: Some(due) })
}

/// As long as the rulebook gives for a correction.
fn return_days(book: &Rulebook, now: Instant) -> Instant {
    now.plus_seconds(i64::from(book.examination.return_days) * 86_400)
}

fn known(book: &Rulebook, check: &str) -> bool {
    book.examination.check.iter().any(|known| known.id.as_str() == check)
}

/// Every check of the rulebook, judged once.
pub(crate) fn whole_list(book: &Rulebook, lines: Vec<Judgement>) -> Result<Vec<Judgement>, Refusal> {
    let lines: Vec<Judgement> = lines.into_iter().filter(|line| known(book, &line.check)).collect();
    let complete = book.examination.check.iter().all(|check| lines.iter().any(|line| line.check == check.id.as_str()));
    if complete { Ok(lines) } else { Err(Refusal::Invalid(vec![("checks", "checks-open")])) }
}
