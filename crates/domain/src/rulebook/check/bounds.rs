//! Figures that can be met together, and dates in their order.

use super::super::problem::{ProblemKind, Unreachable};
use super::super::{DeadlineAct, FieldKind, Quota, Round, RuleKind, Rulebook, ShareRule, TierPlace};
use super::Findings;
use crate::value::{Instant, Share};

pub(super) fn check(book: &Rulebook, found: &mut Findings) {
    quotas(book, found);
    rules(book, found);
    rounds(book, found);
    outputs(book, found);
    dates(book, found);
    fields(book, found);
}

fn quotas(book: &Rulebook, found: &mut Findings) {
    for channel in &book.channel {
        quota(&format!("channel.{}.quota", channel.id), channel.quota, found);
        let cap = channel.collector.as_ref().and_then(|collector| collector.cap);
        if let Some(cap) = cap {
            quota(&format!("channel.{}.collector.cap", channel.id), cap, found);
        }
    }
    if let Some(supplement) = &book.supplement {
        ordered("supplement.at_most", Some(supplement.at_least), Some(supplement.at_most), found);
    }
}

fn quota(path: &str, quota: Quota, found: &mut Findings) {
    if quota.exactly.is_some() && (quota.at_most.is_some() || quota.at_least.is_some()) {
        found.unreachable(path, Unreachable::ExactlyAndBound);
    }
    if quota.limit().is_none() && quota.at_least.is_none() {
        found.unreachable(path, Unreachable::NoBound);
    }
    ordered(path, quota.at_least, quota.at_most, found);
}

pub(super) fn ordered<N: Ord + ToString>(path: &str, least: Option<N>, most: Option<N>, found: &mut Findings) {
    if let Some((least, most)) = least.zip(most).filter(|(least, most)| least > most) {
        let why = Unreachable::BoundsCross { least: least.to_string(), most: most.to_string() };
        found.unreachable(path, why);
    }
}

fn rules(book: &Rulebook, found: &mut Findings) {
    for rule in &book.rule {
        let path = format!("rule.{}", rule.id);
        match &rule.kind {
            RuleKind::Share(share) => share_rule(&path, share, found),
            RuleKind::MemberShare { at_least, at_most, .. } => shares(&path, *at_least, *at_most, found),
            RuleKind::Members { at_least, at_most } => ordered(&path, Some(at_least), Some(at_most), found),
            RuleKind::Age(limit) => {
                ordered(&path, limit.at_least, limit.at_most, found);
                if limit.at_least.is_none() && limit.at_most.is_none() {
                    found.unreachable(path, Unreachable::NoBound);
                }
            }
            _ => {}
        }
    }
}

fn share_rule(path: &str, rule: &ShareRule, found: &mut Findings) {
    shares(path, rule.at_least, rule.at_most, found);
}

/// A lower bound that is not at most the upper one crosses it.
fn shares(path: &str, least: Option<Share>, most: Option<Share>, found: &mut Findings) {
    match (least, most) {
        (None, None) => found.unreachable(path, Unreachable::NoBound),
        (Some(least), Some(most)) if !most.holds_at_most(least.over(), least.of()) => {
            let why = Unreachable::BoundsCross { least: least.to_string(), most: most.to_string() };
            found.unreachable(path, why);
        }
        _ => {}
    }
}

/// A round has no more seats than the one before it on the same track.
fn rounds(book: &Rulebook, found: &mut Findings) {
    for (at, round) in book.round.iter().enumerate() {
        let meets = |other: &&Round| {
            let all = other.tracks.is_empty() || round.tracks.is_empty();
            all || other.tracks.iter().any(|track| round.tracks.contains(track))
        };
        let before = book.round.get(..at).unwrap_or_default().iter().rev().find(meets);
        if let Some(before) = before.filter(|before| before.seats < round.seats) {
            let (wanted, available) = (round.seats, before.seats);
            found.unreachable(format!("round.{}.seats", round.id), Unreachable::MoreThanBefore { wanted, available });
        }
    }
}

fn outputs(book: &Rulebook, found: &mut Findings) {
    for output in &book.output {
        let path = format!("output.{}", output.id);
        let number = match (output.exactly, output.at_most) {
            (Some(_), Some(_)) => {
                found.unreachable(&path, Unreachable::ExactlyAndBound);
                continue;
            }
            (exactly, at_most) => exactly.or(at_most),
        };
        let Some(number) = number else {
            found.unreachable(&path, Unreachable::NoBound);
            continue;
        };
        let within = output.tier.iter().filter(|tier| tier.place == TierPlace::Within).map(|tier| tier.at_most);
        let floors = output.floor.iter().map(|floor| floor.count);
        for wanted in within.chain(floors).filter(|wanted| *wanted > number) {
            found.unreachable(&path, Unreachable::MoreThanBefore { wanted, available: number });
        }
    }
}

fn dates(book: &Rulebook, found: &mut Findings) {
    let zone = book.zone();
    let act = |act| book.deadline(act).map(|deadline| (deadline, deadline.at.instant(&zone)));
    let order = [DeadlineAct::Complete, DeadlineAct::HandIn];
    let known: Vec<_> = order.into_iter().filter_map(act).collect();
    for pair in known.windows(2) {
        if let [(first, first_at), (second, second_at)] = pair
            && first_at > second_at
        {
            let path = format!("deadline.{}.at", second.id);
            out_of_order(&path, first.at.to_string(), second.at.to_string(), found);
        }
    }
    one_deadline_an_act(book, found);
    stage_dates(book, found);
    issue_date(book, &zone, found);
}

/// Of two deadlines of one act the second would say nothing.
fn one_deadline_an_act(book: &Rulebook, found: &mut Findings) {
    let mut closed = std::collections::BTreeSet::new();
    for deadline in &book.deadline {
        if !closed.insert(deadline.act) {
            let act = super::name(deadline.act);
            found.push(format!("deadline.{}.act", deadline.id), ProblemKind::DeadlineTwice { act });
        }
    }
}

/// Stages that do not run beside others begin no earlier than the one before.
fn stage_dates(book: &Rulebook, found: &mut Findings) {
    let fixed = book.stage.iter().filter(|stage| !stage.parallel);
    let fixed: Vec<_> = fixed.filter_map(|stage| Some((stage, stage.when?.first()?))).collect();
    for pair in fixed.windows(2) {
        if let [(_, first), (stage, second)] = pair
            && first > second
        {
            out_of_order(&format!("stage.{}.when", stage.id), first.to_string(), second.to_string(), found);
        }
    }
}

fn issue_date(book: &Rulebook, zone: &jiff::tz::TimeZone, found: &mut Findings) {
    let Some(issued) = book.campaign.issued else { return };
    let start = crate::value::Moment { date: issued, hour: 0, minute: 0 }.instant(zone);
    let early = |at: Instant| at <= start;
    for deadline in book.deadline.iter().filter(|deadline| early(deadline.at.instant(zone))) {
        let path = format!("deadline.{}.at", deadline.id);
        out_of_order(&path, issued.to_string(), deadline.at.to_string(), found);
    }
}

fn out_of_order(path: &str, earlier: String, later: String, found: &mut Findings) {
    found.push(path, ProblemKind::DatesOutOfOrder { earlier, later });
}

fn fields(book: &Rulebook, found: &mut Findings) {
    for form in &book.form {
        for field in &form.field {
            let path = format!("form.{}.field.{}", form.id, field.id);
            match &field.kind {
                FieldKind::LongText { min, max } => ordered(&path, *min, Some(*max), found),
                FieldKind::Number { at_least, at_most } => ordered(&path, *at_least, *at_most, found),
                FieldKind::Rows { at_least, at_most, .. } => ordered(&path, Some(at_least), Some(at_most), found),
                _ => {}
            }
        }
    }
}
