//! 审计日志: its lines, its signed head, and whether it still holds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use askama::Template;
use axum::body::Bytes;
use axum::extract::RawQuery;
use linxuan_app::view::{self, RecordLine};
use linxuan_app::{Fault, Refusal, Running};
use linxuan_texts::number;

use super::lines::{Entry, Names, entry};
use crate::answer::{Answer, OrRefuse, page};
use crate::form::Pairs;
use crate::frame::Frame;
use crate::guard::Visit;

/// Lines on a page.
const PAGE: i64 = 50;
/// Faults listed; a record that is broken once is broken.
const MOST_FAULTS: usize = 20;

#[derive(Template)]
#[template(path = "record.html")]
struct RecordPage<'a> {
    frame: Frame<'a>,
    lines: Vec<Entry>,
    next: String,
    newest: bool,
    head: Option<Head>,
    verified: Option<Verified>,
    verify: String,
}

/// The newest signed head.
struct Head {
    size: String,
    root: String,
    note: String,
}

/// What the check of the whole record found.
struct Verified {
    faults: Vec<String>,
    rest: usize,
}

/// The record, newest first; with `verify=yes` checked from its first line.
pub async fn show(visit: Visit, RawQuery(query): RawQuery) -> Answer {
    let pairs = Pairs::parse(&Bytes::from(query.unwrap_or_default()));
    let viewer = visit.viewer().or_refuse(&visit)?;
    let below: Option<i64> = pairs.get("below").parse().ok();
    let (mut lines, note) = view::record_lines(&visit.app, viewer, below, PAGE + 1).await.or_refuse(&visit)?;
    let more = i64::try_from(lines.len()).unwrap_or(0) > PAGE;
    lines.truncate(usize::try_from(PAGE).unwrap_or(50));
    let verified = match pairs.get("verify") {
        "yes" => Some(verified(&visit, &view::verify_record(&visit.app).await.or_refuse(&visit)?)),
        _ => None,
    };
    let names = names(&visit, &lines).await.or_refuse(&visit)?;
    let last = lines.last().and_then(|line| line.position).filter(|_| more);
    let template = RecordPage {
        frame: Frame::new(&visit),
        lines: lines.iter().map(|line| entry(&visit, campaign_of(&visit, line).as_deref(), &names, line)).collect(),
        next: last.map_or_else(String::new, |position| format!("/record?below={position}")),
        newest: below.is_none(),
        head: head(note),
        verified,
        verify: below
            .map_or_else(|| "/record?verify=yes".to_owned(), |below| format!("/record?below={below}&verify=yes")),
    };
    Ok(page(&template))
}

/// The names of who acted, and of the units that were acted on.
async fn names(visit: &Visit, lines: &[RecordLine]) -> Result<Names, Refusal> {
    let mut names = Names { accounts: accounts(visit).await?, ..Names::default() };
    let units: BTreeSet<&str> = lines.iter().filter_map(|line| line.event.subject.strip_prefix("unit/")).collect();
    for unit in units {
        let name = view::unit_name(&visit.app, &unit.into()).await?;
        if !name.is_empty() {
            names.subjects.insert(format!("unit/{unit}"), name);
        }
    }
    for (account, name) in names.accounts.clone() {
        names.subjects.insert(format!("account/{account}"), name);
    }
    Ok(names)
}

/// Who acts in the viewer's campaign; for auditors, who belong to none, in all of them.
async fn accounts(visit: &Visit) -> Result<BTreeMap<String, String>, Refusal> {
    if let Some(running) = &visit.campaign {
        return view::names(&visit.app, Some(running.id.to_string())).await;
    }
    let mut all = view::names(&visit.app, None).await?;
    for running in visit.app.campaigns() {
        all.extend(view::names(&visit.app, Some(running.id.to_string())).await?);
    }
    Ok(all)
}

/// The campaign a line belongs to; lines of the installation stand on the first campaign's clocks.
fn campaign_of(visit: &Visit, line: &RecordLine) -> Option<Arc<Running>> {
    let own = line.event.campaign.as_ref().and_then(|id| visit.app.campaign_by_id(id).ok());
    own.or_else(|| visit.app.campaigns().into_iter().next())
}

/// A checkpoint's lines: origin, how many lines it covers, their root.
fn head(note: String) -> Option<Head> {
    let mut lines = note.lines().skip(1);
    let size: i64 = lines.next()?.parse().ok()?;
    let root = lines.next()?.to_owned();
    Some(Head { size: number(size), root, note })
}

fn verified(visit: &Visit, faults: &[Fault]) -> Verified {
    let rest = faults.len().saturating_sub(MOST_FAULTS);
    Verified { faults: faults.iter().take(MOST_FAULTS).map(|one| fault(visit, one)).collect(), rest }
}

fn fault(visit: &Visit, fault: &Fault) -> String {
    let (key, what) = match fault {
        Fault::ColumnsDiffer { id } => ("columns-differ", id.clone()),
        Fault::Unreadable { id } => ("unreadable", id.clone()),
        Fault::TurnBroken { turn_row, turn } => ("turn-broken", format!("{turn_row}#{turn}")),
        Fault::ChainBroken { turn_row, turn } => ("chain-broken", format!("{turn_row}#{turn}")),
        Fault::HeadDiffers { turn_row } => ("head-differs", turn_row.clone()),
        Fault::PositionBroken { position } => ("position-broken", position.to_string()),
        Fault::CheckpointDiffers { size } => ("checkpoint-differs", size.to_string()),
        Fault::File { name } => ("file", name.clone()),
    };
    visit.words.fill(&format!("record-fault-{key}"), &[("what", what.into())])
}
