//! Lists of the office: reasons that units gave, and what units must be reminded of.

use std::collections::BTreeMap;

use linxuan_domain::access::{Act, Object, Role, Viewer};
use linxuan_domain::value::Instant;
use linxuan_store::queue::{self, Standing, Waived, Wanted};
use linxuan_store::{account, unit};

use crate::door::{ask, campaign_of};
use crate::package::closes;
use crate::{App, Refusal};

/// A waiver as the office and the supervisor see it.
#[derive(Debug, Clone)]
pub struct WaivedRule {
    pub subject: String,
    pub rule: String,
    pub unit_id: String,
    pub unit_name: String,
    /// The nomination's number and state; none where it is about the unit's list.
    pub nomination: Option<(String, String)>,
    /// Whose nomination it is, for those who may see nominations.
    pub nominee: Option<Nominee>,
    pub reason: String,
    /// The account's name.
    pub who: String,
    pub at: i64,
}

/// A nominee with the nomination.
#[derive(Debug, Clone)]
pub struct Nominee {
    pub nomination: String,
    pub name: String,
}

/// What the list of waivers is narrowed to.
pub type WaiversAsked = Wanted;

/// A part of the waivers of the viewer's campaign, newest first, and whether there are more.
///
/// # Errors
/// When the viewer may not see them.
pub async fn waivers(app: &App, viewer: &Viewer, mut asked: WaiversAsked) -> Result<(Vec<WaivedRule>, bool), Refusal> {
    let campaign = campaign_of(viewer)?.to_owned();
    ask(viewer, Act::SeeWaivers, Object { campaign: viewer.campaign.as_ref(), ..Object::default() })?;
    let sees_nominees = Act::SeeNomination.who().contains(&viewer.role);
    let most = asked.most.clamp(1, 200);
    asked.most = most + 1;
    app.read(move |sql| {
        let mut lines = queue::waivers(sql, &campaign, &asked)?;
        let more = i64::try_from(lines.len()).unwrap_or(0) > most;
        lines.truncate(usize::try_from(most).unwrap_or(50));
        let accounts = account::list(sql, Some(&campaign))?;
        let names = accounts.into_iter().map(|account| (account.id, account.name)).collect();
        Ok((lines.into_iter().map(|line| told(line, &names, sees_nominees)).collect(), more))
    })
    .await
}

fn told(line: Waived, names: &BTreeMap<String, String>, sees_nominees: bool) -> WaivedRule {
    let about = line.nomination;
    WaivedRule {
        nomination: about.as_ref().map(|about| (about.number.clone(), about.state.clone())),
        nominee: about.filter(|_| sees_nominees).map(|about| Nominee { nomination: about.id, name: about.name }),
        subject: line.subject,
        rule: line.rule,
        unit_id: line.unit_id,
        unit_name: line.unit_name,
        reason: line.reason,
        who: names.get(&line.written_by).cloned().unwrap_or_default(),
        at: line.written_at,
    }
}

/// What one unit can be reminded of.
#[derive(Debug, Clone)]
pub struct Reminder {
    pub unit: Standing,
    /// Logins of those who hand in for it.
    pub logins: Vec<String>,
    /// Until when the earliest of what was returned is due.
    pub due: Option<Instant>,
    /// The unit's own deadline, and whether it has passed.
    pub closes: Option<Instant>,
    pub late: bool,
}

/// Every unit of the viewer's campaign with what it can be reminded of.
///
/// # Errors
/// When the viewer may not remind units.
pub async fn reminders(app: &App, viewer: &Viewer) -> Result<Vec<Reminder>, Refusal> {
    let running = app.campaign_by_id(campaign_of(viewer)?)?;
    ask(viewer, Act::ManageUnits, Object { campaign: Some(&running.id), ..Object::default() })?;
    let now = app.now();
    app.read(move |sql| {
        let campaign = running.id.as_str();
        let mut deadlines = BTreeMap::new();
        for extension in unit::extensions(sql, campaign, None)? {
            let unit = unit::find(sql, &extension.unit_id)?.ok_or(Refusal::NotFound)?;
            deadlines.insert(extension.unit_id, closes(sql, &running, &unit)?.0);
        }
        let mut logins: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for account in account::list(sql, Some(campaign))? {
            let hands_in = Role::from_id(&account.role).is_some_and(|role| Act::HandIn.who().contains(&role));
            if let Some(unit) = account.unit_id.filter(|_| hands_in && account.disabled_at.is_none()) {
                logins.entry(unit).or_default().push(account.login);
            }
        }
        let mut due: BTreeMap<String, Instant> = BTreeMap::new();
        for back in queue::given_back(sql, campaign)? {
            if let Some(at) = back.due_at {
                due.entry(back.unit_id).or_insert(Instant(at));
            }
        }
        let one = |unit: Standing| {
            let general = || running.rulebook.hand_in_closes(&unit.channel);
            let closes = deadlines.get(&unit.unit_id).copied().unwrap_or_else(general);
            let logins = logins.remove(&unit.unit_id).unwrap_or_default();
            let late = closes.is_some_and(|closes| now >= closes);
            Reminder { logins, due: due.get(&unit.unit_id).copied(), closes, late, unit }
        };
        Ok(queue::board(sql, campaign)?.into_iter().map(one).collect())
    })
    .await
}
