//! 批量办理: several nominations chosen on the list, each with its own act and its own transaction.

use linxuan_domain::access::{Act, Object, Viewer};
use linxuan_domain::lifecycle::State;
use linxuan_domain::together::{Case, Hindrance, Together, hindrance};
use linxuan_store::queue::Queued;

use crate::door::{ask, campaign_of};
use crate::examination::{Judgement, Word, examine, whole_list};
use crate::view::{Dossier, Examination, dossier};
use crate::{App, Refusal};

/// How many at once; a page of the list has fewer.
const MOST: usize = 200;

/// One chosen nomination with the version of its answers that was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    pub id: String,
    pub version: i64,
}

/// Why one of them was not, or would not be, done.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    Hindrance(Hindrance),
    Refused(Refusal),
}

/// One of the chosen: what it is, and what stands in its way.
#[derive(Debug, Clone)]
pub struct Chosen {
    pub pick: Pick,
    /// None where it is not there for this viewer.
    pub line: Option<Queued>,
    /// The proposal that waits for a second person.
    pub proposal: Option<Examination>,
    pub why: Option<Why>,
}

/// Looks at each of the chosen.
///
/// # Errors
/// When the viewer may not examine, or too many were chosen.
pub async fn look(app: &App, viewer: &Viewer, what: Together, picks: Vec<Pick>) -> Result<Vec<Chosen>, Refusal> {
    let mut chosen = Vec::new();
    for pick in admitted(viewer, what, picks)? {
        chosen.push(one(app, viewer, what, pick).await?);
    }
    Ok(chosen)
}

/// Each of them once, where the viewer may do this to several at all.
fn admitted(viewer: &Viewer, what: Together, picks: Vec<Pick>) -> Result<Vec<Pick>, Refusal> {
    for act in [Act::SeeQueue, what.act()] {
        ask(viewer, act, Object { campaign: viewer.campaign.as_ref(), ..Object::default() })?;
    }
    let mut once: Vec<Pick> = Vec::new();
    for pick in picks {
        if once.iter().all(|known| known.id != pick.id) {
            once.push(pick);
        }
    }
    if once.len() > MOST { Err(Refusal::Invalid(vec![("pick", "together-too-many")])) } else { Ok(once) }
}

async fn one(app: &App, viewer: &Viewer, what: Together, pick: Pick) -> Result<Chosen, Refusal> {
    match dossier(app, viewer, &pick.id).await {
        Ok(dossier) => Ok(looked(viewer, what, pick, &dossier)),
        Err(Refusal::NotFound) => {
            Ok(Chosen { pick, line: None, proposal: None, why: Some(Why::Refused(Refusal::NotFound)) })
        }
        Err(other) => Err(other),
    }
}

fn looked(viewer: &Viewer, what: Together, pick: Pick, dossier: &Dossier) -> Chosen {
    let waits = dossier.proposal();
    let case = Case {
        state: State::from_id(&dossier.nomination.state).unwrap_or(State::Draft),
        shown: pick.version,
        version: dossier.nomination.version,
        findings: &dossier.judged.findings,
        own_proposal: waits.is_some_and(|word| word.examiner == viewer.account.as_str()),
    };
    let why = hindrance(what, case).map(Why::Hindrance);
    Chosen { line: dossier.line(), proposal: waits.filter(|_| what == Together::ConfirmRefusal).cloned(), pick, why }
}

/// Does it to each of the chosen that nothing stands in the way of, one after another; a
/// failure of one leaves the others as they are. `passed` are the checks the examiner answers for.
///
/// # Errors
/// As [`look`], and [`Refusal::Invalid`] when a check is left open; nothing was done then.
pub async fn carry_out(
    app: &App,
    viewer: &Viewer,
    what: Together,
    picks: Vec<Pick>,
    passed: Vec<String>,
) -> Result<Vec<Chosen>, Refusal> {
    let running = app.campaign_by_id(campaign_of(viewer)?)?;
    let lines = passed.into_iter().map(|check| Judgement { check, passed: true, reason: String::new() }).collect();
    let word = match what {
        Together::Accept => Word::Accept { lines: whole_list(&running.rulebook, lines)? },
        Together::ConfirmRefusal => Word::ConfirmRefusal,
    };
    let mut chosen = Vec::new();
    for pick in admitted(viewer, what, picks)? {
        let mut one = one(app, viewer, what, pick).await?;
        if one.why.is_none() {
            one.why = examine(app, viewer, &one.pick.id, one.pick.version, word.clone()).await.err().map(Why::Refused);
        }
        chosen.push(one);
    }
    Ok(chosen)
}
