//! Lists for the office and the supervisor.

use std::collections::BTreeMap;

use linxuan_app::Running;
use linxuan_app::overall::Overall;
use linxuan_app::view::{Board, Extension, Queue, Queued, RecordLine, UnitStanding, WaivedRule};
use linxuan_domain::event::Change;
use linxuan_domain::value::Instant;
use linxuan_texts::Words;
use schemars::JsonSchema;
use serde::Serialize;

use super::given::{self, Finding, Named, WaiverReason, reason};
use crate::pages::waivers::at_place;

fn iso(at: i64) -> String {
    Instant(at).iso()
}

/// A part of the examination queue.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Part {
    pub lines: Vec<Line>,
    /// How many there are in all.
    pub found: i64,
    /// Whether there are more than were counted.
    pub bounded: bool,
    /// Asks for the part after this one; absent after the last.
    pub next: Option<String>,
    pub states: Vec<Count>,
}

/// How many there are of one value.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Count {
    pub value: String,
    pub number: i64,
}

/// One line of the queue.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Line {
    pub id: String,
    pub number: String,
    pub name: String,
    pub employer: String,
    pub unit: Named,
    pub channel: String,
    pub track: String,
    pub state: String,
    /// The version an examiner's word is on.
    pub version: i64,
    pub handed_in_at: String,
    pub due_at: Option<String>,
}

fn line(queued: Queued) -> Line {
    Line {
        id: queued.id,
        number: queued.number,
        name: queued.name,
        employer: queued.employer,
        unit: Named { id: queued.unit_id, name: queued.unit_name },
        channel: queued.channel,
        track: queued.track,
        state: queued.state,
        version: queued.version,
        handed_in_at: iso(queued.handed_in_at),
        due_at: queued.due_at.map(iso),
    }
}

pub fn queue(queue: Queue) -> Part {
    let last = queue.lines.last().map(|line| format!("{}.{}", line.handed_in_at, line.id));
    Part {
        next: last.filter(|_| queue.more),
        lines: queue.lines.into_iter().map(line).collect(),
        found: queue.found,
        bounded: queue.bounded,
        states: queue.states.into_iter().map(|(value, number)| Count { value, number }).collect(),
    }
}

/// Where all units stand.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Monitoring {
    pub units: Vec<Standing>,
    pub waivers: Vec<WaiverReason>,
    pub extensions: Vec<Granted>,
    /// How often each check was the reason of a return.
    pub returns: Vec<Returned>,
    /// Caps and ratios over channels and the whole campaign.
    pub ratios: Vec<Ratio>,
}

/// What a cap or ratio says of everything handed in.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Ratio {
    /// Absent where the whole campaign is meant.
    pub channel: Option<String>,
    pub finding: Finding,
}

pub fn ratio(words: Words, running: &Running, one: &Overall) -> Option<Ratio> {
    let finding = given::finding(words, running, "", "", &one.finding)?;
    Some(Ratio { channel: one.channel.as_ref().map(ToString::to_string), finding })
}

/// One unit.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Standing {
    pub unit: Named,
    pub channel: String,
    pub accounts: i64,
    pub signed_in_at: Option<String>,
    pub drafts: i64,
    pub handed_in: i64,
    pub returned: i64,
    pub accepted: i64,
    pub refused: i64,
    /// Where it differs from its channel's.
    pub own_quota: Option<i64>,
    pub extra: i64,
}

/// A later deadline for one unit.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Granted {
    pub id: String,
    pub unit: String,
    pub until: String,
    pub reason: String,
    /// Whether a second person has confirmed it.
    pub confirmed: bool,
}

/// A check by unit, with how often it did not pass.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Returned {
    pub unit: String,
    pub check: String,
    pub number: i64,
}

fn standing(unit: UnitStanding) -> Standing {
    Standing {
        unit: Named { id: unit.unit_id, name: unit.name },
        channel: unit.channel,
        accounts: unit.accounts,
        signed_in_at: unit.signed_in_at.map(iso),
        drafts: unit.drafts,
        handed_in: unit.handed_in,
        returned: unit.returned,
        accepted: unit.accepted,
        refused: unit.refused,
        own_quota: unit.own_quota,
        extra: unit.extra,
    }
}

pub fn granted(extension: Extension) -> Granted {
    Granted {
        id: extension.id,
        unit: extension.unit_id,
        until: iso(extension.until),
        reason: extension.reason,
        confirmed: extension.confirmed_by.is_some(),
    }
}

pub fn monitoring(board: Board) -> Monitoring {
    let returned = |(unit, check, number)| Returned { unit, check, number };
    Monitoring {
        units: board.units.into_iter().map(standing).collect(),
        waivers: board.waivers.into_iter().map(reason).collect(),
        extensions: board.extensions.into_iter().map(granted).collect(),
        returns: board.reasons.into_iter().map(returned).collect(),
        ratios: Vec::new(),
    }
}

/// A part of the waivers, newest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Waivers {
    pub lines: Vec<Waived>,
    /// Asks for the part after this one; absent after the last.
    pub next: Option<String>,
}

/// A reason for a rule that binds in principle, with what it is about.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Waived {
    pub unit: Named,
    /// Number and state; absent where it is about the unit's list.
    pub nomination: Option<Waiving>,
    pub rule: String,
    pub reason: String,
    pub who: String,
    pub at: String,
}

/// The nomination a waiver is about.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Waiving {
    pub number: String,
    pub state: String,
    /// Absent for those who see no nominations.
    pub nominee: Option<Named>,
}

pub fn waivers(lines: Vec<WaivedRule>, more: bool) -> Waivers {
    let next = lines.last().filter(|_| more).map(at_place);
    let waived = |line: WaivedRule| {
        let nominee = line.nominee.map(|nominee| Named { id: nominee.nomination, name: nominee.name });
        Waived {
            unit: Named { id: line.unit_id, name: line.unit_name },
            nomination: line.nomination.map(|(number, state)| Waiving { number, state, nominee }),
            rule: line.rule,
            reason: line.reason,
            who: line.who,
            at: iso(line.at),
        }
    };
    Waivers { lines: lines.into_iter().map(waived).collect(), next }
}

/// A part of the record, newest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Record {
    pub lines: Vec<Recorded>,
    /// The newest signed head of the tree over all lines.
    pub checkpoint: String,
}

/// One line of the record.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Recorded {
    pub position: Option<i64>,
    pub id: String,
    pub at: String,
    /// The account's name, or its id where it has none here.
    pub who: String,
    pub role: String,
    pub what: String,
    pub subject: String,
    pub changes: Vec<Changed>,
}

/// One value that changed; what people wrote themselves appears as a keyed commitment.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Changed {
    pub what: String,
    pub before: String,
    pub after: String,
}

pub fn record(lines: Vec<RecordLine>, checkpoint: String, names: &BTreeMap<String, String>) -> Record {
    Record { lines: lines.into_iter().map(|line| recorded(line, names)).collect(), checkpoint }
}

pub fn recorded(line: RecordLine, names: &BTreeMap<String, String>) -> Recorded {
    let changed = |change: Change| Changed { what: change.what, before: change.before, after: change.after };
    let event = line.event;
    Recorded {
        position: line.position,
        id: event.id,
        at: event.at.iso(),
        who: names.get(&event.actor).cloned().unwrap_or(event.actor),
        role: event.role,
        what: event.what,
        subject: event.subject,
        changes: event.changes.into_iter().map(changed).collect(),
    }
}
