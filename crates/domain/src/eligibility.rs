//! Rules on one nomination: who may be nominated at all, and in principle.

use crate::finding::{Finding, Matter, Verdict};
use crate::form::{Facts, HonourEntry};
use crate::rulebook::{
    AgeLimit, Force, HonourSeries, Meaning, Opinion, OpinionGiver, Per, Rule, RuleKind, Rulebook, Whose,
};
use crate::value::{Date, Key};

/// What the rules must know beside the form.
#[derive(Debug, Clone, Default)]
pub struct Known<'a> {
    /// Series ids under which the register of earlier honours names this person.
    pub registered: Vec<String>,
    /// The same person stands in another unit's nomination.
    pub elsewhere: bool,
    /// The same person stands twice in this unit.
    pub here: bool,
    /// Opinions and procedure steps that are recorded.
    pub recorded: Vec<&'a str>,
}

/// The word of every rule that looks at one nomination of a track.
pub fn judge(rulebook: &Rulebook, track: &Key, facts: &Facts, known: &Known<'_>) -> Vec<Finding> {
    let holds_here = |rule: &&Rule| rule.tracks.is_empty() || rule.tracks.contains(track);
    rulebook.rule.iter().filter(holds_here).filter_map(|rule| one(rulebook, rule, facts, known)).collect()
}

/// The word on each opinion that the rulebook requires on a nominee of a track
/// who comes through a channel. The office gives its own later; an opinion that
/// a rule of the track asks for has that rule's word already.
pub fn opinions(rulebook: &Rulebook, track: &Key, channel: &Key, recorded: &[&str]) -> Vec<Finding> {
    let ruled = |opinion: &Opinion| {
        rulebook.rule.iter().any(|rule| match &rule.kind {
            RuleKind::OpinionPresent { opinion: id } => {
                *id == opinion.id && (rule.tracks.is_empty() || rule.tracks.contains(track))
            }
            _ => false,
        })
    };
    let wanted = |opinion: &&Opinion| {
        let here = opinion.channels.is_empty() || opinion.channels.contains(channel);
        let theirs = opinion.per == Per::Nominee && opinion.given_by != OpinionGiver::Office;
        opinion.required && here && theirs && !ruled(opinion)
    };
    let word = |opinion: &Opinion| {
        let recorded = recorded.contains(&opinion.id.as_str());
        let matter = Matter::Opinion { opinion: opinion.id.clone(), recorded };
        let rule = format!("opinion.{}", opinion.id);
        Finding { rule, force: Force::Must, verdict: present(recorded), matter }
    };
    rulebook.opinion.iter().filter(wanted).map(word).collect()
}

fn one(rulebook: &Rulebook, rule: &Rule, facts: &Facts, known: &Known<'_>) -> Option<Finding> {
    let (verdict, matter) = match &rule.kind {
        RuleKind::FlagAbsent { meaning } => flag(facts.flag(*meaning), false),
        RuleKind::FlagPresent { meaning } => flag(facts.flag(*meaning), true),
        RuleKind::RankBelow { rank, only_if } => rank_below(rulebook, facts, rank, *only_if),
        RuleKind::NotHonoured { series } => not_honoured(&rulebook.honour, series, facts, known),
        RuleKind::Age(limit) => age(limit, facts)?,
        RuleKind::BornSince { date } => born_since(*date, facts.date(Meaning::BirthDate)),
        RuleKind::ChoiceIs { meaning, any_of, none_of } => choice(facts.keys(*meaning), any_of, none_of),
        RuleKind::Members { at_least, at_most } => members(facts, *at_least, *at_most),
        RuleKind::MemberShare { of, at_least, at_most } => {
            let members: Vec<&Facts> = facts.members.iter().collect();
            crate::composition::share_of(&members, of, (*at_least, *at_most), crate::rulebook::Rounding::Exact, 1)
        }
        RuleKind::Once { .. } => once(known),
        RuleKind::OpinionPresent { opinion } => {
            let recorded = known.recorded.contains(&opinion.as_str());
            (present(recorded), Matter::Opinion { opinion: opinion.clone(), recorded })
        }
        RuleKind::ProcedureRecorded { procedure } => {
            let recorded = known.recorded.contains(&procedure.as_str());
            (present(recorded), Matter::Procedure { procedure: procedure.clone(), recorded })
        }
        RuleKind::Share(_) => return None,
    };
    Some(Finding { rule: rule.id.to_string(), force: rule.force, verdict, matter })
}

const fn holds(sound: bool) -> Verdict {
    if sound { Verdict::Holds } else { Verdict::Breaks }
}

const fn present(recorded: bool) -> Verdict {
    if recorded { Verdict::Holds } else { Verdict::Open }
}

fn flag(answer: Option<bool>, wanted: bool) -> (Verdict, Matter) {
    let verdict = answer.map_or(Verdict::Open, |answer| holds(answer == wanted));
    (verdict, Matter::Flag { answer })
}

/// Ranks are listed highest first; a rank as high as the limit, or higher, is not admitted.
fn rank_below(rulebook: &Rulebook, facts: &Facts, limit: &Key, only_if: Option<Meaning>) -> (Verdict, Matter) {
    let found = facts.keys(Meaning::Rank).first().cloned();
    let concerned = only_if.map_or(Some(true), |meaning| facts.flag(meaning));
    let place = |key: &Key| rulebook.rank.iter().position(|rank| rank.id == *key);
    let verdict = match (concerned, &found) {
        (Some(false), _) => Verdict::Holds,
        (None, _) | (_, None) => Verdict::Open,
        (Some(true), Some(found)) => holds(place(found) > place(limit)),
    };
    (verdict, Matter::Rank { found, limit: limit.clone() })
}

fn not_honoured(all: &[HonourSeries], series: &[Key], facts: &Facts, known: &Known<'_>) -> (Verdict, Matter) {
    let excluded = |entry: &&HonourEntry| {
        let level = |s: &&HonourSeries| series.contains(&s.id);
        all.iter().filter(level).any(|s| s.level.as_ref().is_some_and(|level| level.as_str() == entry.level))
    };
    let named: Vec<String> = facts.honours.iter().filter(excluded).map(|entry| entry.name.clone()).collect();
    let listed = |id: &&String| series.iter().any(|key| key.as_str() == id.as_str());
    let registered: Vec<String> = known.registered.iter().filter(listed).cloned().collect();
    let verdict = holds(named.is_empty() && registered.is_empty());
    (verdict, Matter::Honours { named, registered })
}

/// `None` when the limit is for the other sex.
fn age(limit: &AgeLimit, facts: &Facts) -> Option<(Verdict, Matter)> {
    let whose = match limit.whose {
        Whose::Nominee => Some(facts),
        Whose::Leader => facts.leader(),
    };
    let sex = whose.and_then(|person| person.keys(Meaning::Sex).first());
    if limit.sex.is_some() && sex.is_some() && limit.sex.as_ref() != sex {
        return None;
    }
    let age = whose.and_then(|person| person.date(Meaning::BirthDate)).map(|birth| birth.age_at(limit.at));
    let (at_least, at_most) = (limit.at_least, limit.at_most);
    let unknown_sex = limit.sex.is_some() && sex.is_none();
    let verdict = match age {
        Some(age) if !unknown_sex => {
            let above = at_most.is_some_and(|most| i64::from(age) > i64::from(most));
            let below = at_least.is_some_and(|least| i64::from(age) < i64::from(least));
            holds(!above && !below)
        }
        _ => Verdict::Open,
    };
    Some((verdict, Matter::Age { age, at_least, at_most, at: limit.at }))
}

fn born_since(date: Date, born: Option<Date>) -> (Verdict, Matter) {
    let verdict = born.map_or(Verdict::Open, |born| holds(born >= date));
    (verdict, Matter::BornSince { born, date })
}

fn choice(chosen: &[Key], any_of: &[Key], none_of: &[Key]) -> (Verdict, Matter) {
    let allowed = any_of.is_empty() || chosen.iter().any(|key| any_of.contains(key));
    let refused = chosen.iter().any(|key| none_of.contains(key));
    let verdict = if chosen.is_empty() { Verdict::Open } else { holds(allowed && !refused) };
    (verdict, Matter::Choice { chosen: chosen.to_vec(), allowed: any_of.to_vec(), refused: none_of.to_vec() })
}

fn members(facts: &Facts, at_least: u32, at_most: u32) -> (Verdict, Matter) {
    let found = u32::try_from(facts.members.len()).unwrap_or(u32::MAX);
    (holds((at_least..=at_most).contains(&found)), Matter::Members { found, at_least, at_most })
}

fn once(known: &Known<'_>) -> (Verdict, Matter) {
    let matter = Matter::Once { elsewhere: known.elsewhere, here: known.here };
    (holds(!known.elsewhere && !known.here), matter)
}
