//! Publishing a rulebook: one person proposes, another confirms, then it is frozen.

use linxuan_domain::access::{Act, Object, Viewer};
use linxuan_domain::event::Change;
use linxuan_domain::merkle::{hex, leaf};
use linxuan_domain::rulebook::outline::Outline;
use linxuan_domain::rulebook::read;
use linxuan_store::campaign::{self as kept, Version};
use linxuan_store::turn;

use crate::door::{Line, Stamp, ask, record};
use crate::{App, Refusal};

/// A version of a rulebook that waits for a second person.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub slug: String,
    pub version: i64,
    pub hash: String,
    pub proposed_by: String,
}

/// Where one person's word leaves a rulebook.
#[derive(Debug, Clone)]
pub enum Published {
    /// Proposed; another person has to say the same.
    Waiting(Waiting),
    /// This was the second person.
    InForce(Waiting),
    /// These very texts were in force before.
    Already { slug: String, version: i64 },
}

/// One person's word for a rulebook: the first proposes it, the second, who
/// brings the same texts, confirms it.
///
/// # Errors
/// [`Refusal::Problems`], [`Refusal::SamePerson`], or that the viewer may not.
pub async fn publish(app: &App, viewer: &Viewer, text: String, outline: String) -> Result<Published, Refusal> {
    let reading = read(&text, &Outline::parse(&outline), None);
    let Some(slug) = reading.sound().map(|book| book.campaign.id.to_string()) else {
        return Err(Refusal::Problems(reading.problems));
    };
    let (by, hash) = (viewer.account.to_string(), hash_of(&text, &outline));
    let running = app.campaign(&slug).ok();
    if let Some(running) = running.as_ref().filter(|running| running.hash == hash) {
        return Ok(Published::Already { slug, version: running.version });
    }
    let may = |act| match &running {
        Some(running) => ask(viewer, act, Object { campaign: Some(&running.id), ..Object::default() }),
        // An office belongs to its own campaign; one that is new is nobody's yet.
        None if viewer.role.of_system() => ask(viewer, act, Object::default()),
        None => Err(Refusal::NotFound),
    };
    let same = waiting(app).await?.into_iter().find(|waiting| waiting.slug == slug && waiting.hash == hash);
    if let Some(waiting) = same {
        if waiting.proposed_by == by {
            return Err(Refusal::SamePerson);
        }
        may(Act::ConfirmCampaign)?;
        confirm(app, &by, &slug, waiting.version).await?;
        return Ok(Published::InForce(waiting));
    }
    may(Act::ProposeCampaign)?;
    propose(app, &by, text, outline).await.map(Published::Waiting)
}

/// What two people must mean alike: both texts, byte for byte.
fn hash_of(text: &str, outline: &str) -> String {
    hex(&leaf(format!("{text}\n{outline}").as_bytes()))
}

fn stamp_of(app: &App, login: &str) -> Stamp {
    app.system_stamp().by(login)
}

/// Proposes a rulebook with its outline; it comes into force when another person confirms.
///
/// # Errors
/// [`Refusal::Problems`] when it is not sound.
pub async fn propose(app: &App, by: &str, text: String, outline: String) -> Result<Waiting, Refusal> {
    let reading = read(&text, &Outline::parse(&outline), None);
    let Some(slug) = reading.sound().map(|book| book.campaign.id.to_string()) else {
        return Err(Refusal::Problems(reading.problems));
    };
    let hash = hash_of(&text, &outline);
    let (stamp, fresh) = (stamp_of(app, by), app.new_id());
    app.act(move |sql| {
        let known = kept::id_of(sql, &slug)?;
        let id = known.clone().unwrap_or(fresh);
        let turn = turn::take(sql, &format!("campaign/{id}"))?;
        if known.is_none() {
            kept::insert(sql, &id, &slug, stamp.at.microseconds())?;
        }
        let version = Version {
            campaign_id: id.clone(),
            slug: slug.clone(),
            version: kept::newest(sql, &id)? + 1,
            text,
            outline,
            hash: hash.clone(),
            proposed_by: stamp.actor.clone(),
            proposed_at: stamp.at.microseconds(),
            confirmed_by: None,
            confirmed_at: None,
        };
        kept::propose(sql, &version)?;
        let changes = vec![Change::set("version", version.version.to_string()), Change::set("hash", hash.clone())];
        let subject = format!("campaign/{id}");
        record(sql, &turn, &stamp, Line { what: "rulebook-proposed", campaign: Some(&id), subject, changes })?;
        Ok(Waiting { slug, version: version.version, hash, proposed_by: stamp.actor.clone() })
    })
    .await
}

/// The versions that wait for a second person.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(app: &App) -> Result<Vec<Waiting>, Refusal> {
    let of = |v: Version| Waiting { slug: v.slug, version: v.version, hash: v.hash, proposed_by: v.proposed_by };
    app.read(move |sql| Ok(kept::waiting(sql)?.into_iter().map(of).collect())).await
}

/// Confirms a proposed version; it is in force from now on and frozen.
///
/// # Errors
/// [`Refusal::SamePerson`] for its author; [`Refusal::NotFound`] when it is not waiting.
pub async fn confirm(app: &App, by: &str, slug: &str, version: i64) -> Result<(), Refusal> {
    let (stamp, slug) = (stamp_of(app, by), slug.to_owned());
    app.act(move |sql| {
        let id = kept::id_of(sql, &slug)?.ok_or(Refusal::NotFound)?;
        let turn = turn::take(sql, &format!("campaign/{id}"))?;
        let waiting = kept::waiting(sql)?.into_iter().find(|v| v.slug == slug && v.version == version);
        let waiting = waiting.ok_or(Refusal::NotFound)?;
        if waiting.proposed_by == stamp.actor {
            return Err(Refusal::SamePerson);
        }
        kept::confirm(sql, &id, version, &stamp.actor, stamp.at.microseconds())?;
        let changes = vec![Change::set("version", version.to_string()), Change::set("hash", waiting.hash)];
        let subject = format!("campaign/{id}");
        record(sql, &turn, &stamp, Line { what: "rulebook-published", campaign: Some(&id), subject, changes })
    })
    .await?;
    app.reload().await
}
