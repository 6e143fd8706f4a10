use linxuan_domain::id::CampaignId;
use linxuan_domain::rulebook::outline::{Outline, clause};
use linxuan_domain::rulebook::{Origins, Rulebook, read};
use linxuan_domain::value::{Date, Instant};
use linxuan_store::campaign::Version;

use crate::Refusal;

/// A campaign in force: its frozen rulebook, read.
#[derive(Debug)]
pub struct Running {
    pub id: CampaignId,
    pub slug: String,
    pub version: i64,
    pub hash: String,
    pub rulebook: Rulebook,
    pub origins: Origins,
    pub outline: Outline,
}

impl Running {
    pub(crate) fn read(version: Version) -> Result<Self, Refusal> {
        let outline = Outline::parse(&version.outline);
        let reading = read(&version.text, &outline, None);
        let rulebook = reading.rulebook.ok_or(Refusal::Problems(reading.problems))?.with_supplement();
        Ok(Self {
            id: version.campaign_id.into(),
            slug: version.slug,
            version: version.version,
            hash: version.hash,
            rulebook,
            origins: reading.origins,
            outline,
        })
    }

    /// The calendar day on the campaign's clocks.
    pub fn day(&self, now: Instant) -> Date {
        Date(now.civil(&self.rulebook.zone()).date())
    }

    /// The clauses of the notice behind an entry, without repeats: `三、2`.
    pub fn clauses(&self, path: &str) -> Vec<String> {
        let mut clauses: Vec<String> = Vec::new();
        for item in self.origins.items(path) {
            let clause = clause(item).to_owned();
            if !clauses.contains(&clause) {
                clauses.push(clause);
            }
        }
        clauses
    }
}
