//! 补充推荐 as a way in: sponsors nominate as units do, by a quota and a deadline of their own.

use super::{
    Channel, Collector, DeadlineAct, HandsIn, Quota, QuotaCounts, Rulebook, Sponsor, Supplement, SupplementScope,
    UnitKind,
};
use crate::supplement_names::{CHANNEL, UNIT_KIND};
use crate::value::{Instant, Key, Label};

/// The channel's id; no notice's own channel has it.
pub const SUPPLEMENT: &str = "supplement";

/// The id of the kind of unit that comes through it.
pub const SPONSOR: &str = "sponsor";

impl Rulebook {
    /// The rulebook with the sponsors' channel beside those of the notice,
    /// where the notice lets sponsors add nominees.
    #[must_use]
    pub fn with_supplement(mut self) -> Self {
        let (Some(supplement), Ok(id), Ok(kind)) = (self.supplement.clone(), SUPPLEMENT.parse(), SPONSOR.parse())
        else {
            return self;
        };
        if self.channel(SUPPLEMENT).is_some() || self.unit_kind(SPONSOR).is_some() {
            return self;
        }
        for track in self.track.iter_mut().filter(|track| !track.channels.is_empty()) {
            track.channels.push(Key::clone(&id));
        }
        self.unit_kind.push(UnitKind { id: Key::clone(&kind), name: label(UNIT_KIND) });
        self.channel.push(channel(&supplement, id, kind));
        self
    }

    /// The sponsor that a unit's name names.
    pub fn sponsor_named(&self, name: &str) -> Option<&Sponsor> {
        self.sponsor.iter().find(|sponsor| [&sponsor.name.zh, &sponsor.name.en].contains(&&name.to_owned()))
    }

    /// The first instant at which a unit of a channel hands in too late.
    pub fn hand_in_closes(&self, channel: &str) -> Option<Instant> {
        let own = (channel == SUPPLEMENT).then(|| self.closes(DeadlineAct::Supplement)).flatten();
        own.or_else(|| self.closes(DeadlineAct::HandIn))
    }
}

/// Each sponsor has the number for itself, or all share it as units share their collector's cap.
fn channel(supplement: &Supplement, id: Key, kind: Key) -> Channel {
    let at_least = Some(supplement.at_least).filter(|least| *least > 0);
    let whole = Quota { at_least, at_most: Some(supplement.at_most), exactly: None, counts: QuotaCounts::AllTracks };
    let (quota, cap) = match supplement.scope {
        SupplementScope::EachSponsor => (whole, None),
        SupplementScope::AllSponsors => (Quota { at_least: None, ..whole }, Some(whole)),
    };
    Channel {
        title: label(CHANNEL),
        unit_kinds: vec![kind],
        lead: None,
        joint: Vec::new(),
        joint_open: false,
        joint_opinions_required: false,
        quota,
        extra: None,
        collector: cap.map(|cap| Collector { body: Key::clone(&id), cap: Some(cap), examines: false }),
        hands_in: HandsIn::Unit,
        id,
    }
}

fn label([zh, en]: [&str; 2]) -> Label {
    Label { zh: zh.to_owned(), en: en.to_owned() }
}
