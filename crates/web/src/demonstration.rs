//! Whom a demonstration lets one be with one click.

use std::sync::Arc;

use linxuan_app::{App, Refusal, Running, account};
use linxuan_domain::access::Role;
use linxuan_domain::rulebook::DeadlineAct;

use crate::guard::Visit;

/// One account that is signed in to without a password.
#[derive(Debug, Clone)]
pub struct Offered {
    pub login: String,
    pub name: String,
    pub role: Role,
    /// `2` for the second account of a role.
    number: Option<String>,
    /// Slug; absent for the three administrators.
    pub campaign: Option<String>,
}

/// Some of the logins, under a heading.
pub struct Group {
    pub title: String,
    pub logins: Vec<Button>,
}

/// What is clicked: the login behind it, and what it says.
pub struct Button {
    pub login: String,
    pub label: String,
}

/// Roles in the order of a campaign's work.
const ORDER: [Role; 12] = [
    Role::UnitClerk,
    Role::UnitLeader,
    Role::JointBody,
    Role::Collector,
    Role::Sponsor,
    Role::Nominee,
    Role::Office,
    Role::Examiner,
    Role::Supervisor,
    Role::SystemAdministrator,
    Role::SecurityAdministrator,
    Role::Auditor,
];

/// The accounts with a speaking login, `ROLE.CAMPAIGN` or `ROLE-2.CAMPAIGN`, in the order of their work.
///
/// # Errors
/// When the database does not answer.
pub async fn offered(app: &App) -> Result<Arc<[Offered]>, Refusal> {
    let slugs: Vec<String> = app.campaigns().iter().map(|running| running.slug.clone()).collect();
    let accounts = account::all(app).await?;
    let mut all: Vec<Offered> = accounts.iter().filter_map(|one| speaking(&slugs, &one.login, &one.name)).collect();
    all.sort_by_cached_key(|one| (ORDER.iter().position(|role| *role == one.role), one.number.clone()));
    Ok(all.into())
}

fn speaking(slugs: &[String], login: &str, name: &str) -> Option<Offered> {
    let (head, campaign) = login.split_once('.').map_or((login, None), |(head, slug)| (head, Some(slug.to_owned())));
    let of_role = |role: &Role| {
        let rest = head.strip_prefix(role.id())?;
        let number = if rest.is_empty() { None } else { Some(rest.strip_prefix('-')?.parse::<u8>().ok()?.to_string()) };
        Some((*role, number))
    };
    let (role, number) = ORDER.iter().find_map(of_role)?;
    let known = campaign.as_ref().map_or(role.of_system(), |slug| slugs.contains(slug));
    known.then(|| Offered { login: login.to_owned(), name: name.to_owned(), role, number, campaign })
}

/// Where one is: in the viewer's campaign, on a campaign's page, or else where units are at work.
pub fn at_hand(visit: &Visit) -> Option<Arc<Running>> {
    let on_page = || visit.app.campaign(visit.path.strip_prefix("/campaigns/")?).ok();
    visit.campaign.clone().or_else(on_page).or_else(|| open(visit))
}

/// The campaign that is open for handing in and closes next; the first one where none is.
fn open(visit: &Visit) -> Option<Arc<Running>> {
    let (all, now) = (visit.app.campaigns(), visit.app.now());
    let closes = |running: &Arc<Running>| running.rulebook.closes(DeadlineAct::HandIn).filter(|at| *at > now);
    let next = all.iter().filter_map(|running| Some((closes(running)?, running))).min_by_key(|(at, _)| *at);
    next.map(|(_, running)| running).or(all.first()).cloned()
}

/// The roles of one campaign and the administrators, as short as a line wants them.
pub fn roles(visit: &Visit, running: Option<&Running>) -> Vec<Button> {
    let slug = running.map(|running| running.slug.as_str());
    let here = |one: &&Offered| one.campaign.is_none() || one.campaign.as_deref() == slug;
    let role = |one: &Offered| {
        let role = visit.words.say(&format!("role-{}", one.role.id()));
        let Some(number) = &one.number else { return role };
        visit.words.fill("demo-another", &[("role", role.into()), ("number", number.clone().into())])
    };
    let button = |one: &Offered| Button { login: one.login.clone(), label: role(one) };
    visit.options.offered.iter().filter(here).map(button).collect()
}

/// Every login there is: campaign by campaign, the one at hand first, the administrators last.
pub fn groups(visit: &Visit) -> Vec<Group> {
    let of = |title: String, slug: Option<&str>| {
        let here = visit.options.offered.iter().filter(|one| one.campaign.as_deref() == slug);
        Group { title, logins: here.map(|one| named(visit, one)).collect() }
    };
    let mut campaigns = visit.app.campaigns();
    let first = open(visit).map(|running| running.slug.clone());
    campaigns.sort_by_key(|running| Some(&running.slug) != first.as_ref());
    let title = |running: &Running| running.rulebook.campaign.title.text(visit.words.language).to_owned();
    let mut groups: Vec<Group> =
        campaigns.iter().map(|running| of(title(running), Some(running.slug.as_str()))).collect();
    groups.push(of(visit.words.say("demo-administrators"), None));
    groups.retain(|group| !group.logins.is_empty());
    groups
}

/// Administrators are called as their role, so that it is said once.
fn named(visit: &Visit, one: &Offered) -> Button {
    let role = visit.words.say(&format!("role-{}", one.role.id()));
    let label = if one.name == one.role.id() {
        role
    } else {
        visit.words.fill("frame-who", &[("name", one.name.clone().into()), ("role", role.into())])
    };
    Button { login: one.login.clone(), label }
}
