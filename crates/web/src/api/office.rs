//! The office's units and register: brought as tables, with exceptions one by one.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use linxuan_app::honour;
use linxuan_app::unit::{self, Imported, LineProblem, NewUnit};
use linxuan_app::view::{self, Board};
use linxuan_app::{Refusal, extension, table};
use linxuan_domain::access::Viewer;
use linxuan_domain::paper;
use linxuan_domain::rulebook::HonourSeries;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::asked::{self, Nothing, instant};
use super::given::Named;
use super::lists::{Granted, granted};
use super::refused::{WrongLine, wrong_line, wrong_lines};
use super::{Sent, body, told};
use crate::answer::{Answer, OrRefuse, refuse};
use crate::guard::Visit;

/// Which units.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitsAsked {
    /// Part of a name.
    #[serde(default)]
    pub question: String,
    /// `next` of the part before.
    #[serde(default)]
    pub after: String,
    /// Units in one part, 1 to 200; 50 when absent.
    pub most: Option<u32>,
}

/// A table to be checked or added.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    pub act: Bringing,
    /// Comma-separated text, the heading first, with the columns that the page names.
    pub table: String,
}

/// What is to be done with a table.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Bringing {
    /// Only looked at; nothing is written.
    Check,
    /// Added when no line is wrong, or else nothing.
    Import,
}

/// A later deadline for one unit.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Extend {
    /// RFC 3339; later than the general deadline.
    pub until: String,
    /// At most 600 characters.
    pub reason: String,
}

/// Places beyond a unit's quota.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// How many in all; it takes the place of what was granted before.
    pub extra: u32,
    /// Who agreed, at most 600 characters.
    pub reason: String,
}

/// A part of the units, in their order.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnitsPart {
    pub units: Vec<RecommendingUnit>,
    /// How many there are in all.
    pub found: usize,
    /// Asks for the part after this one; absent after the last.
    pub next: Option<String>,
}

/// A recommending unit with its exceptions.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RecommendingUnit {
    pub unit: Named,
    pub kind: String,
    pub channel: String,
    /// Where it differs from its channel's.
    pub own_quota: Option<i64>,
    pub extra: i64,
    pub extensions: Vec<Granted>,
}

/// What a table of units gave.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnitsTaken {
    /// The lines as they were understood.
    pub lines: Vec<UnitLine>,
    /// A letter to each new account, told once; empty where the table was only checked.
    pub letters: Vec<Letter>,
}

/// One line of a table of units.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnitLine {
    pub name: String,
    pub kind: String,
    pub quota: Option<u32>,
    pub clerk: String,
}

/// A letter to a new account: kept nowhere.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Letter {
    pub unit: String,
    pub name: String,
    pub role: &'static str,
    pub login: String,
    /// Serves once; the account's owner chooses another.
    pub password: String,
}

/// How far the register of honours goes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Register {
    pub entries: i64,
    /// Nominations handed in that somebody of the register stands in.
    pub matching: i64,
    /// The series of the rulebook.
    pub series: Vec<Named>,
}

/// What a table of honours gave.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HonoursTaken {
    /// Lines that were checked, or stand in the register now.
    pub lines: usize,
    /// What of a line is left out; the rest of it stands.
    pub warnings: Vec<WrongLine>,
    pub register: Register,
}

fn unit(unit: &view::Unit, board: &Board) -> RecommendingUnit {
    let own = board.extensions.iter().filter(|one| one.unit_id == unit.id).cloned();
    RecommendingUnit {
        unit: Named { id: unit.id.clone(), name: unit.name.clone() },
        kind: unit.kind.clone(),
        channel: unit.channel.clone(),
        own_quota: unit.own_quota,
        extra: unit.extra,
        extensions: own.map(granted).collect(),
    }
}

/// Shows a part of the units.
pub async fn units(visit: Visit, uri: Uri) -> Answer {
    let asked: UnitsAsked = asked::question(&visit, &uri)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    let all = view::units(&visit.app, viewer).await.or_refuse(&visit)?;
    let board = view::board(&visit.app, viewer).await.or_refuse(&visit)?;
    let most = usize::try_from(asked::part(asked.most)).unwrap_or_default();
    let part = matching(&all, &asked.question, &asked.after, most);
    let units = part.units.iter().map(|one| unit(one, &board)).collect();
    Ok(told(StatusCode::OK, &UnitsPart { units, found: part.found, next: part.next }))
}

/// One unit as it stands after an act.
async fn one(visit: &Visit, viewer: &Viewer, id: &str) -> Result<RecommendingUnit, Refusal> {
    let all = view::units(&visit.app, viewer).await?;
    let board = view::board(&visit.app, viewer).await?;
    all.iter().find(|unit| unit.id == id).map(|found| unit(found, &board)).ok_or(Refusal::NotFound)
}

/// One extension as it stands after an act.
async fn extended(visit: &Visit, viewer: &Viewer, id: &str) -> Result<Granted, Refusal> {
    let board = view::board(&visit.app, viewer).await?;
    board.extensions.into_iter().find(|one| one.id == id).map(granted).ok_or(Refusal::NotFound)
}

/// Checks a table of units, or adds them; letters come once.
pub async fn import_units(visit: Visit, headers: HeaderMap, sent: Sent) -> Answer {
    let asked: Table = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    let new = table::units(asked.table.trim().as_bytes(), "table.csv").map_err(|all| wrong(&visit, all))?;
    let lines = new.iter().map(line).collect();
    let taken = match asked.act {
        Bringing::Check => unit::check(&visit.app, viewer, new).await.map(checked),
        Bringing::Import => unit::import(&visit.app, viewer, new).await,
    };
    match taken.or_refuse(&visit)? {
        Imported::Letters(letters) => {
            Ok(told(StatusCode::OK, &UnitsTaken { lines, letters: letters.into_iter().map(letter).collect() }))
        }
        Imported::Problems(problems) => Err(wrong(&visit, problems)),
    }
}

/// A check that finds nothing is an import without letters.
fn checked(problems: Vec<LineProblem>) -> Imported {
    if problems.is_empty() { Imported::Letters(Vec::new()) } else { Imported::Problems(problems) }
}

fn wrong(visit: &Visit, problems: Vec<LineProblem>) -> Response {
    wrong_lines(visit, "units-nothing-written", problems)
}

fn line(new: &NewUnit) -> UnitLine {
    UnitLine { name: new.name.clone(), kind: new.kind.clone(), quota: new.own_quota, clerk: new.clerk.clone() }
}

fn letter(letter: paper::Letter) -> Letter {
    let paper::Letter { campaign: _, unit, name, role, login, password } = letter;
    Letter { unit, name, role: role.id(), login, password }
}

/// Proposes a later deadline for a unit.
pub async fn extend(visit: Visit, Path(id): Path<String>, headers: HeaderMap, sent: Sent) -> Answer {
    let asked: Extend = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    let until = instant(&asked.until).ok_or(Refusal::Invalid(vec![("until", "api-not-a-time")])).or_refuse(&visit)?;
    let proposed = extension::propose(&visit.app, viewer, &id, until, &asked.reason).await.or_refuse(&visit)?;
    Ok(told(StatusCode::CREATED, &extended(&visit, viewer, &proposed).await.or_refuse(&visit)?))
}

/// Confirms a later deadline that somebody else proposed.
pub async fn confirm(visit: Visit, Path(id): Path<String>, headers: HeaderMap, sent: Sent) -> Answer {
    let Nothing {} = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    extension::confirm(&visit.app, viewer, &id).await.or_refuse(&visit)?;
    Ok(told(StatusCode::OK, &extended(&visit, viewer, &id).await.or_refuse(&visit)?))
}

/// Grants a unit nominations beyond its quota.
pub async fn grant(visit: Visit, Path(id): Path<String>, headers: HeaderMap, sent: Sent) -> Answer {
    let asked: Grant = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    extension::grant(&visit.app, viewer, &id, asked.extra, &asked.reason).await.or_refuse(&visit)?;
    Ok(told(StatusCode::OK, &one(&visit, viewer, &id).await.or_refuse(&visit)?))
}

async fn kept(visit: &Visit, viewer: &Viewer) -> Result<Register, Refusal> {
    let register = honour::register(&visit.app, viewer).await?;
    let language = visit.words.language;
    let named = |one: &HonourSeries| Named { id: one.id.to_string(), name: one.label.text(language).to_owned() };
    let series = visit.running()?.rulebook.honour.iter().map(named).collect();
    Ok(Register { entries: register.entries, matching: register.matching, series })
}

/// Shows how far the register of honours goes.
pub async fn register(visit: Visit) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    Ok(told(StatusCode::OK, &kept(&visit, viewer).await.or_refuse(&visit)?))
}

/// Checks a table of earlier honours, or adds them.
pub async fn import_honours(visit: Visit, headers: HeaderMap, sent: Sent) -> Answer {
    let asked: Table = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    let wrong = |all| wrong_lines(&visit, "honours-nothing-written", all);
    let new = table::honours(asked.table.trim().as_bytes(), "table.csv").map_err(wrong)?;
    let lines = new.len();
    let looked = match asked.act {
        Bringing::Check => honour::check(&visit.app, viewer, new),
        Bringing::Import => honour::import(&visit.app, viewer, new).await,
    };
    let looked = looked.or_refuse(&visit)?;
    if !looked.problems.is_empty() {
        return Err(wrong(looked.problems));
    }
    let warnings = looked.warnings.into_iter().map(|one| wrong_line(&visit, one)).collect();
    let register = kept(&visit, viewer).await.map_err(|refusal| refuse(&visit, refusal))?;
    Ok(told(StatusCode::OK, &HonoursTaken { lines, warnings, register }))
}

/// A part of the units whose names hold a question.
struct Part<'a> {
    units: Vec<&'a view::Unit>,
    /// How many match in all.
    found: usize,
    /// The last one's id, where more follow.
    next: Option<String>,
}

/// The units after one, so many at most.
fn matching<'a>(units: &'a [view::Unit], question: &str, after: &str, most: usize) -> Part<'a> {
    let found: Vec<&view::Unit> = units.iter().filter(|unit| unit.name.contains(question)).collect();
    let begin = found.iter().position(|unit| unit.id == after).map_or(0, |at| at + 1);
    let part: Vec<&view::Unit> = found.iter().skip(begin).take(most).copied().collect();
    let last = part.last().filter(|_| begin + part.len() < found.len());
    Part { next: last.map(|unit| unit.id.clone()), found: found.len(), units: part }
}
