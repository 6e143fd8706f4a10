use std::sync::Arc;

use linxuan_app::account::{self, NewAccount};
use linxuan_app::unit::{self, NewUnit};
use linxuan_app::{App, Refusal, Running, campaign, session};
use linxuan_domain::access::{Role, Viewer};
use linxuan_domain::rulebook::{SUPPLEMENT, Sponsor};

use super::invented::Inventor;
use super::plan::Planned;
use super::tally::Tally;
use super::together::all_done;

/// The administrators who propose and confirm rulebooks.
const AUTHOR: &str = "system-administrator";
const SECOND: &str = "security-administrator";

/// A rulebook's text with its outline.
#[derive(Debug, Clone)]
pub struct Source {
    pub text: String,
    pub outline: String,
}

/// Who acts for the campaign.
#[derive(Debug, Clone)]
pub struct Cast {
    pub office: Viewer,
    pub second_office: Viewer,
    pub examiner: Viewer,
    pub second_examiner: Viewer,
    pub supervisor: Viewer,
}

/// A unit on the stage.
#[derive(Debug, Clone)]
pub struct Unit {
    pub id: String,
    pub planned: Planned,
    /// Who acts for it: its clerk, leader or collector.
    pub clerk: Viewer,
}

/// Makes the three administrators, who belong to no campaign.
pub async fn administrators(app: &App) -> Result<(), Refusal> {
    for role in Role::ALL.into_iter().filter(|role| role.of_system()) {
        let new = NewAccount { login: role.id().into(), role, name: role.id().into(), campaign: None, unit: None };
        account::create_without_password(app, new).await?;
    }
    Ok(())
}

/// Publishes a rulebook by two persons; `slug` is the campaign's id in it.
pub async fn publish(app: &App, slug: &str, source: &Source, tally: &mut Tally) -> Result<Arc<Running>, Refusal> {
    let (author, second) = (account::by_login(app, AUTHOR).await?, account::by_login(app, SECOND).await?);
    let by = |viewer: Viewer| {
        let (text, outline) = (source.text.clone(), source.outline.clone());
        async move { campaign::publish(app, &viewer, text, outline).await }
    };
    by(author.clone()).await?;
    tally.refused("rulebook-by-one-person-refused", &by(author).await, |why| *why == Refusal::SamePerson);
    by(second).await?;
    app.campaign(slug)
}

/// An account for each role that belongs to the campaign but to no unit.
pub async fn cast(app: &App, slug: &str, inventor: &mut Inventor) -> Result<Cast, Refusal> {
    let mut names: Vec<String> = Vec::new();
    let mut made = |role: Role, login: &str| {
        let name = inventor.other_name(&names);
        names.push(name.clone());
        let campaign = Some(slug.to_owned());
        signed_in(app, NewAccount { login: format!("{login}.{slug}"), role, name, campaign, unit: None })
    };
    made(Role::Sponsor, "sponsor").await?;
    Ok(Cast {
        office: made(Role::Office, "office").await?,
        second_office: made(Role::Office, "office-2").await?,
        examiner: made(Role::Examiner, "examiner").await?,
        second_examiner: made(Role::Examiner, "examiner-2").await?,
        supervisor: made(Role::Supervisor, "supervisor").await?,
    })
}

async fn signed_in(app: &App, new: NewAccount) -> Result<Viewer, Refusal> {
    let login = new.login.clone();
    account::create_without_password(app, new).await?;
    Ok(session::sign_in_for_demonstration(app, &login).await?.signed_in.viewer)
}

/// Adds the planned units; each is signed in for by its clerk, the first one
/// of a channel with a collector by the collector, the very first also has a leader.
pub async fn units(
    app: &App,
    running: &Running,
    office: &Viewer,
    planned: Vec<Planned>,
    inventor: &mut Inventor,
) -> Result<Vec<Unit>, Refusal> {
    let mut new = Vec::new();
    let mut sponsors = running.rulebook.sponsor.iter();
    for (number, unit) in (1..).zip(&planned) {
        let (name, clerk) = (named(unit, number, &mut sponsors, inventor), inventor.name());
        new.push(NewUnit { name, kind: unit.kind.clone(), own_quota: None, clerk });
    }
    let letters = unit::rehearse(app, office, new).await?;
    let logins: Vec<String> = letters.into_iter().map(|letter| letter.login).collect();
    // Who has nothing to hand in does not sign in: the board shows it.
    let works = planned.iter().map(|unit| !unit.tracks.is_empty());
    let clerks = all_done(logins.iter().zip(works).map(|(login, works)| clerk(app, login, works))).await?;
    let unit = |(clerk, planned): (Viewer, Planned)| {
        let id = clerk.unit.as_ref().map(ToString::to_string).unwrap_or_default();
        Unit { id, planned, clerk }
    };
    let mut units: Vec<Unit> = clerks.into_iter().zip(planned).map(unit).collect();
    further_accounts(app, running, inventor, &mut units).await?;
    Ok(units)
}

/// Sponsors come by the names that the notice gives them, other units by invented ones.
fn named<'a>(
    unit: &Planned,
    number: usize,
    sponsors: &mut impl Iterator<Item = &'a Sponsor>,
    inventor: &mut Inventor,
) -> String {
    let sponsor = if unit.channel == SUPPLEMENT { sponsors.next() } else { None };
    sponsor.map_or_else(|| inventor.unit(&unit.kind_name, number), |sponsor| sponsor.name.zh.clone())
}

async fn clerk(app: &App, login: &str, signs_in: bool) -> Result<Viewer, Refusal> {
    if signs_in {
        return Ok(session::sign_in_for_demonstration(app, login).await?.signed_in.viewer);
    }
    account::by_login(app, login).await
}

/// A clerk with a speaking login, a leader and a joint body for the first unit, and a collector where there is one.
async fn further_accounts(
    app: &App,
    running: &Running,
    inventor: &mut Inventor,
    units: &mut [Unit],
) -> Result<(), Refusal> {
    let collects = |unit: &Unit| running.rulebook.channel(&unit.planned.channel).is_some_and(|c| c.collector.is_some());
    let collector = units.iter().position(collects);
    let made = |role: Role, unit: &Unit, name: String| {
        let (slug, unit) = (running.slug.clone(), Some(unit.id.clone()));
        signed_in(app, NewAccount { login: format!("{}.{slug}", role.id()), role, name, campaign: Some(slug), unit })
    };
    if let Some(unit) = units.first_mut() {
        made(Role::UnitLeader, unit, inventor.name()).await?;
        made(Role::JointBody, unit, inventor.say("invented-body")).await?;
        unit.clerk = made(Role::UnitClerk, unit, inventor.name()).await?;
    }
    if let Some(unit) = collector.and_then(|place| units.get_mut(place)) {
        unit.clerk = made(Role::Collector, unit, inventor.say("invented-collector")).await?;
    }
    Ok(())
}
