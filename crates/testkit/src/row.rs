//! Rows that are right until a test breaks them.

use linxuan_domain::event::Event;
use linxuan_domain::form::Sheet;
use linxuan_domain::value::Instant;
use linxuan_store::account::Account;
use linxuan_store::campaign::{self, Version};
use linxuan_store::nomination::Nomination;
use linxuan_store::session::AccessToken;
use linxuan_store::submission::Submission;
use linxuan_store::unit::{ExtraQuota, Unit};
use linxuan_store::{Sql, SqlError, Store, unit};

use crate::{Ids, act, invented};

/// 2022-05-01T00:00Z.
pub const NOW: i64 = 1_651_363_200_000_000;
/// One minute in microseconds.
pub const MINUTE: i64 = 60_000_000;

/// A rulebook's version as proposed.
pub fn version(campaign_id: &str, slug: &str, number: i64) -> Version {
    Version {
        campaign_id: campaign_id.to_owned(),
        slug: slug.to_owned(),
        version: number,
        text: format!("slug = \"{slug}\""),
        outline: "通知提要".to_owned(),
        hash: format!("{number:064}"),
        proposed_by: "account-of-the-proposer".to_owned(),
        proposed_at: NOW + number,
        confirmed_by: None,
        confirmed_at: None,
    }
}

/// Lays a campaign down that runs its first version.
///
/// # Errors
/// What the engine says.
pub fn campaign(sql: &mut dyn Sql, id: &str, slug: &str) -> Result<(), SqlError> {
    campaign::insert(sql, id, slug, NOW)?;
    campaign::propose(sql, &version(id, slug, 1))?;
    campaign::confirm(sql, id, 1, "account-of-the-confirmer", NOW + MINUTE).map(|_| ())
}

/// An access token of ten microseconds.
pub fn access_token(id: &str, may_write: bool) -> AccessToken {
    let name = "archive".to_owned();
    AccessToken { id: id.to_owned(), name, may_write, created_at: NOW, used_at: None, expires_at: NOW + 10 }
}

pub fn unit(id: &str, campaign: &str, ordinal: i64) -> Unit {
    Unit {
        id: id.to_owned(),
        campaign_id: campaign.to_owned(),
        ordinal,
        channel: "province".to_owned(),
        kind: "association".to_owned(),
        name: format!("第{ordinal}推荐单位"),
        own_quota: Some(3),
        extra: 0,
        started_at: None,
        created_at: NOW,
    }
}

/// A draft; its number is `N-` with the unit's ordinal and its own.
pub fn nomination(id: &str, unit: &Unit, ordinal: i64) -> Nomination {
    let person = u32::try_from(unit.ordinal * 100 + ordinal).unwrap_or_default();
    Nomination {
        id: id.to_owned(),
        campaign_id: unit.campaign_id.clone(),
        unit_id: unit.id.clone(),
        track: "person".to_owned(),
        number: format!("N-{:02}{ordinal:02}", unit.ordinal),
        ordinal,
        state: "draft".to_owned(),
        version: 1,
        name: invented::name(person),
        employer: "某某研究所".to_owned(),
        born: String::new(),
        person: None,
        document: None,
        name_birth: None,
        answers: Sheet::default(),
        personal: Sheet::default(),
        findings: "0 0 0".to_owned(),
        changed_by: "account-of-the-unit".to_owned(),
        changed_at: NOW,
        created_at: NOW,
        handed_in_at: None,
        due_at: None,
    }
}

/// Places granted to a unit beyond its quota.
pub fn extra_quota(id: &str, unit: &str, extra: i64) -> ExtraQuota {
    ExtraQuota {
        id: id.to_owned(),
        unit_id: unit.to_owned(),
        extra,
        reason: "主办单位已同意".to_owned(),
        granted_by: "account-of-the-office".to_owned(),
        granted_at: NOW,
    }
}

pub fn account(id: &str, login: &str) -> Account {
    Account {
        id: id.to_owned(),
        login: login.to_owned(),
        role: "unit".to_owned(),
        name: "张三".to_owned(),
        campaign_id: None,
        unit_id: None,
        nomination_id: None,
        password: Some("$argon2id$not-a-hash".to_owned()),
        must_change: true,
        second_factor: None,
        second_factor_step: 0,
        disabled_at: None,
        signed_in_at: None,
        created_at: NOW,
    }
}

/// A submission; its repeat key is its id.
pub fn submission(id: &str, unit: &Unit, number: &str) -> Submission {
    Submission {
        id: id.to_owned(),
        campaign_id: unit.campaign_id.clone(),
        unit_id: unit.id.clone(),
        number: number.to_owned(),
        manifest: "{}".to_owned(),
        manifest_hash: "0".repeat(64),
        repeat_key: id.to_owned(),
        submitted_by: "account-of-the-unit".to_owned(),
        submitted_at: NOW,
    }
}

/// A line for the record; its turn is filled in by `record::append`.
pub fn event(id: &str, what: &str, subject: &str) -> Event {
    Event {
        id: id.to_owned(),
        at: Instant(NOW),
        actor: "account-of-the-unit".to_owned(),
        role: "unit".to_owned(),
        what: what.to_owned(),
        campaign: None,
        turn_row: String::new(),
        turn: 0,
        subject: subject.to_owned(),
        changes: Vec::new(),
        previous: String::new(),
    }
}

/// A campaign with one unit: what most tests stand on.
pub struct Ground {
    pub ids: Ids,
    pub campaign: String,
    pub unit: Unit,
}

impl Ground {
    pub fn lay(store: &Store) -> Self {
        let ids = Ids::new(1);
        let campaign_id = ids.id();
        let first = unit(&ids.id(), &campaign_id, 1);
        let (id, to_insert) = (campaign_id.clone(), first.clone());
        act(store, move |sql| {
            campaign(sql, &id, "national-2022")?;
            unit::insert(sql, &to_insert, &to_insert.name)
        });
        Self { ids, campaign: campaign_id, unit: first }
    }

    /// One more unit of the campaign.
    pub fn unit(&self, store: &Store, ordinal: i64) -> Unit {
        let another = unit(&self.ids.id(), &self.campaign, ordinal);
        let to_insert = another.clone();
        act(store, move |sql| unit::insert(sql, &to_insert, &to_insert.name));
        another
    }

    /// A draft of the first unit, not yet kept.
    pub fn nomination(&self, ordinal: i64) -> Nomination {
        nomination(&self.ids.id(), &self.unit, ordinal)
    }
}
