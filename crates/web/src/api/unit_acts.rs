//! What a unit does beside filling in and handing in.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use linxuan_app::{nomination as nominations, package};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::asked::Nothing;
use super::given::{self, Named, Reached, Receipt};
use super::{Sent, body, told};
use crate::answer::{Answer, OrRefuse};
use crate::guard::Visit;
use crate::pages::receipt;

/// Why a rule that binds in principle is not kept.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waive {
    /// Id of a rule of the rulebook, or `quota-short`.
    pub rule: String,
    /// At most 600 characters.
    pub reason: String,
}

/// An opinion or a step to be recorded.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attest {
    /// Id of an opinion or a procedure of the rulebook.
    pub item: String,
    /// At most 2,000 characters.
    pub text: String,
}

/// A recommendation code, told once.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Code {
    /// By it the nominee opens the own account.
    pub code: String,
}

/// A receipt with the nominations it is for and the papers to follow.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WholeReceipt {
    pub receipt: Receipt,
    pub unit: Named,
    pub nominations: Vec<Numbered>,
    pub papers: Vec<Original>,
}

/// A nomination of a package.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Numbered {
    pub id: String,
    pub number: String,
    pub name: String,
}

/// A paper to be sent with seals.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Original {
    pub title: String,
    /// How many originals.
    pub originals: u32,
}

/// Takes a draft back.
pub async fn withdraw(visit: Visit, Path(id): Path<String>, headers: HeaderMap, sent: Sent) -> Answer {
    let Nothing {} = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    let state = nominations::withdraw(&visit.app, viewer, &id).await.or_refuse(&visit)?;
    Ok(told(StatusCode::OK, &Reached { state: state.id() }))
}

/// Writes a reason on a nomination, and shows the nomination.
pub async fn waive_nomination(visit: Visit, Path(id): Path<String>, headers: HeaderMap, sent: Sent) -> Answer {
    let asked: Waive = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    nominations::waive(&visit.app, viewer, Some(&id), &asked.rule, &asked.reason).await.or_refuse(&visit)?;
    super::nomination(visit, Path(id)).await
}

/// Records an opinion on the nominee, and shows the nomination.
pub async fn attest_nomination(visit: Visit, Path(id): Path<String>, headers: HeaderMap, sent: Sent) -> Answer {
    let asked: Attest = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    nominations::attest(&visit.app, viewer, Some(&id), &asked.item, &asked.text).await.or_refuse(&visit)?;
    super::nomination(visit, Path(id)).await
}

/// Issues a recommendation code.
pub async fn issue_code(visit: Visit, Path(id): Path<String>, headers: HeaderMap, sent: Sent) -> Answer {
    let Nothing {} = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    let code = nominations::issue_code(&visit.app, viewer, &id).await.or_refuse(&visit)?;
    Ok(told(StatusCode::CREATED, &Code { code }))
}

/// Writes a reason on the list as a whole, and shows where the unit stands.
pub async fn waive(visit: Visit, headers: HeaderMap, sent: Sent) -> Answer {
    let asked: Waive = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    nominations::waive(&visit.app, viewer, None, &asked.rule, &asked.reason).await.or_refuse(&visit)?;
    super::unit(visit).await
}

/// Records a step of the unit, and shows where the unit stands.
pub async fn attest(visit: Visit, headers: HeaderMap, sent: Sent) -> Answer {
    let asked: Attest = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    nominations::attest(&visit.app, viewer, None, &asked.item, &asked.text).await.or_refuse(&visit)?;
    super::unit(visit).await
}

/// Shows a receipt.
pub async fn receipt(visit: Visit, Path(id): Path<String>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let running = visit.running().or_refuse(&visit)?;
    let submission = package::receipt(&visit.app, viewer, &id.as_str().into()).await.or_refuse(&visit)?;
    let went = receipt::went(&visit, viewer, &submission).await.or_refuse(&visit)?;
    let papers = receipt::originals(&visit, running);
    let name = receipt::unit(&visit, &submission).await.or_refuse(&visit)?;
    let whole = WholeReceipt {
        unit: Named { id: submission.unit_id.clone(), name },
        nominations: went
            .into_iter()
            .map(|(line, name)| Numbered { id: line.nomination, number: line.number, name })
            .collect(),
        papers: papers.into_iter().map(|(title, originals)| Original { title, originals }).collect(),
        receipt: given::receipt(submission),
    };
    Ok(told(StatusCode::OK, &whole))
}
