//! The activity log of a unit, its table, and the totals of a campaign.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use linxuan_app::activity::{self, Asked, Log};
use linxuan_app::unit::LineProblem;
use linxuan_app::{Refusal, table};
use linxuan_domain::activity::{By, Typed};
use linxuan_domain::value::{Date, Instant};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::asked::{self, Nothing};
use super::office::{Bringing, Table};
use super::refused::{WrongLine, wrong_line, wrong_lines};
use super::{Sent, body, told};
use crate::answer::{Answer, OrRefuse};
use crate::guard::Visit;

/// An activity that was held.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewActivity {
    /// Id of an activity of the rulebook.
    pub activity: String,
    /// At most 100 characters, like place and outlet.
    pub title: String,
    /// `2022-05-20`, within the campaign and not to come.
    pub day: String,
    #[serde(default)]
    pub place: String,
    pub participants: Option<u32>,
    #[serde(default)]
    pub outlet: String,
    /// An address of http or https, at most 500 characters.
    #[serde(default)]
    pub link: String,
    /// What it counts for the table, 1 to 1,000,000.
    pub count: u32,
}

/// A figure in place of the one that the log sums up to.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Overtype {
    /// Id of an activity of the rulebook.
    pub activity: String,
    /// 0 to 1,000,000.
    pub figure: u32,
    /// At most 600 characters.
    pub reason: String,
}

/// An item whose figure is to be the log's again.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawOvertyping {
    /// Id of an activity of the rulebook.
    pub activity: String,
}

/// What totals are by, and of which days.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TotalsAsked {
    /// `unit`, `channel` or `month`; `unit` when absent.
    pub by: Option<String>,
    /// The first day, `2022-05-01`; the campaign's first when absent.
    pub from: Option<String>,
    /// The last day; the campaign's last when absent.
    pub to: Option<String>,
}

/// A unit's log with the table counted from it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ActivityLog {
    /// The newest day first.
    pub entries: Vec<Entry>,
    /// By the rulebook's activities, in their order.
    pub table: Vec<Row>,
    /// Whether the unit hands the table in.
    pub handed_in: bool,
    /// The instant at which the log closes.
    pub closes: String,
    pub open: bool,
}

/// One entry of the log.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Entry {
    pub id: String,
    pub activity: String,
    pub title: String,
    pub day: String,
    pub place: String,
    pub participants: Option<i64>,
    pub outlet: String,
    pub link: String,
    pub count: i64,
    /// The entry that it took the place of.
    pub corrects: Option<String>,
    /// The account's name.
    pub who: String,
    pub at: String,
}

/// One item of the table.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Row {
    pub activity: String,
    pub entries: usize,
    pub counted: u64,
    /// What the table says: the overtyped figure, or what the log sums up to.
    pub figure: u64,
    /// Why it is overtyped, where it is.
    pub reason: Option<String>,
}

/// What a table of activities gave.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ActivitiesTaken {
    /// How many entries were added, or would be.
    pub new: usize,
    /// Lines that the log has already.
    pub repeated: Vec<WrongLine>,
}

/// What the units of a campaign logged.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ActivityTotals {
    /// Ids of the rulebook's activities: the order of `figures`.
    pub activities: Vec<String>,
    /// Whether figures overtyped stand in place of what logs sum up to: they belong to no day.
    pub overtyped: bool,
    pub lines: Vec<Total>,
    pub all: Total,
}

/// One line of totals.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Total {
    /// Id of the unit or channel, or the month; empty for all together.
    pub key: String,
    pub entries: u64,
    pub figures: Vec<u64>,
}

impl NewActivity {
    fn typed(self) -> Typed {
        Typed {
            activity: self.activity,
            title: self.title,
            day: self.day,
            place: self.place,
            participants: self.participants.map(|number| number.to_string()).unwrap_or_default(),
            outlet: self.outlet,
            link: self.link,
            count: self.count.to_string(),
        }
    }
}

fn shown(log: Log) -> ActivityLog {
    let names = log.names;
    let entry = |one: activity::Kept| Entry {
        id: one.id,
        activity: one.activity,
        title: one.title,
        day: one.day,
        place: one.place,
        participants: one.participants,
        outlet: one.outlet,
        link: one.link,
        count: one.counted,
        corrects: one.corrects,
        who: names.get(&one.logged_by).cloned().unwrap_or_default(),
        at: Instant(one.logged_at).iso(),
    };
    let row = |one: linxuan_domain::activity::Row| Row {
        activity: one.activity.id.to_string(),
        entries: one.entries,
        counted: one.counted,
        figure: one.total,
        reason: one.overtyped.map(|overtyped| overtyped.reason),
    };
    ActivityLog {
        entries: log.entries.into_iter().map(entry).collect(),
        table: log.table.groups.into_iter().flat_map(|group| group.rows).map(row).collect(),
        handed_in: log.handed_in,
        closes: log.closes.iso(),
        open: log.open,
    }
}

/// Shows the log of the viewer's unit.
pub async fn show(visit: Visit) -> Answer {
    standing(&visit, StatusCode::OK).await
}

async fn standing(visit: &Visit, status: StatusCode) -> Answer {
    let viewer = visit.viewer().or_refuse(visit)?;
    let log = activity::of_unit(&visit.app, viewer).await.or_refuse(visit)?;
    Ok(told(status, &shown(log)))
}

/// Logs an activity, and shows the log.
pub async fn log(visit: Visit, headers: HeaderMap, sent: Sent) -> Answer {
    let asked: NewActivity = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    activity::log(&visit.app, viewer, asked.typed()).await.or_refuse(&visit)?;
    standing(&visit, StatusCode::CREATED).await
}

/// Puts another entry in the place of a wrong one, and shows the log.
pub async fn correct(visit: Visit, Path(id): Path<String>, headers: HeaderMap, sent: Sent) -> Answer {
    let asked: NewActivity = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    activity::correct(&visit.app, viewer, &id, asked.typed()).await.or_refuse(&visit)?;
    standing(&visit, StatusCode::OK).await
}

/// Takes an entry out of the log, and shows the log.
pub async fn remove(visit: Visit, Path(id): Path<String>, headers: HeaderMap, sent: Sent) -> Answer {
    let Nothing {} = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    activity::remove(&visit.app, viewer, &id).await.or_refuse(&visit)?;
    standing(&visit, StatusCode::OK).await
}

/// Types a figure over the counted one, and shows the log.
pub async fn overtype(visit: Visit, headers: HeaderMap, sent: Sent) -> Answer {
    let asked: Overtype = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    let figure = asked.figure.to_string();
    activity::overtype(&visit.app, viewer, &asked.activity, &figure, &asked.reason).await.or_refuse(&visit)?;
    standing(&visit, StatusCode::OK).await
}

/// Lets the table say the log's sum again, and shows the log.
pub async fn withdraw(visit: Visit, headers: HeaderMap, sent: Sent) -> Answer {
    let asked: WithdrawOvertyping = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    activity::withdraw_overtyping(&visit.app, viewer, &asked.activity).await.or_refuse(&visit)?;
    standing(&visit, StatusCode::OK).await
}

/// Checks a table of activities, or adds them.
pub async fn import(visit: Visit, headers: HeaderMap, sent: Sent) -> Answer {
    let asked: Table = body(&visit, &headers, sent)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    let wrong = |all: Vec<LineProblem>| -> Response { wrong_lines(&visit, "activities-nothing-written", all) };
    let lines = table::activities(asked.table.trim().as_bytes(), "table.csv").map_err(wrong)?;
    let looked = match asked.act {
        Bringing::Check => activity::check(&visit.app, viewer, lines).await,
        Bringing::Import => activity::bring(&visit.app, viewer, lines).await,
    };
    let looked = looked.or_refuse(&visit)?;
    if !looked.problems.is_empty() {
        return Err(wrong(looked.problems));
    }
    let repeated = looked.repeated.into_iter().map(|one| wrong_line(&visit, one)).collect();
    Ok(told(StatusCode::OK, &ActivitiesTaken { new: looked.new, repeated }))
}

impl TotalsAsked {
    fn wanted(self) -> Option<Asked> {
        let date =
            |typed: Option<String>| typed.map(|text| text.parse::<Date>().ok()).map_or(Some(None), |day| day.map(Some));
        let by = self.by.map_or(Some(By::default()), |by| By::from_id(&by))?;
        Some(Asked { by, from: date(self.from)?, to: date(self.to)? })
    }
}

/// Shows the totals of the campaign.
pub async fn totals(visit: Visit, uri: Uri) -> Answer {
    let asked: TotalsAsked = asked::question(&visit, &uri)?;
    let viewer = visit.viewer().or_refuse(&visit)?;
    let running = visit.running().or_refuse(&visit)?;
    let asked = asked.wanted().ok_or(Refusal::Invalid(vec![("by", "api-unknown-part")])).or_refuse(&visit)?;
    let found = activity::campaign(&visit.app, viewer, asked).await.or_refuse(&visit)?;
    let total =
        |line: linxuan_domain::activity::Line| Total { key: line.key, entries: line.entries, figures: line.figures };
    let totals = ActivityTotals {
        activities: running.rulebook.activity.iter().map(|one| one.id.to_string()).collect(),
        overtyped: asked.overtyped(),
        lines: found.totals.lines.into_iter().map(total).collect(),
        all: total(found.totals.all),
    };
    Ok(told(StatusCode::OK, &totals))
}
