//! Every id once, every reference to something that is there.

use std::collections::BTreeSet;

use super::super::problem::ProblemKind;
use super::super::{Attribute, Rulebook, RuleKind};
use super::Findings;
use crate::value::Key;

type Ids<'a> = BTreeSet<&'a str>;

/// The ids of one section, complaining of repeats.
fn ids<'a>(section: &'static str, keys: impl Iterator<Item = &'a Key>, found: &mut Findings) -> Ids<'a> {
    let mut seen = BTreeSet::new();
    for key in keys {
        if !seen.insert(key.as_str()) {
            found.push(format!("{section}.{key}"), ProblemKind::DuplicateId(key.to_string()));
        }
    }
    seen
}

fn refer<'a>(
    path: &str,
    section: &'static str,
    known: &Ids<'_>,
    wanted: impl IntoIterator<Item = &'a Key>,
    found: &mut Findings,
) {
    for key in wanted.into_iter().filter(|key| !known.contains(key.as_str())) {
        found.push(path, ProblemKind::UnknownReference { section, id: key.to_string() });
    }
}

pub(super) fn check(book: &Rulebook, found: &mut Findings) {
    let bodies = ids("body", book.body.iter().map(|x| &x.id), found);
    let channels = ids("channel", book.channel.iter().map(|x| &x.id), found);
    let tracks = ids("track", book.track.iter().map(|x| &x.id), found);
    unique(book, found);
    channel_references(book, &bodies, found);
    track_references(book, &channels, found);
    rule_references(book, &tracks, found);
    for material in &book.material {
        refer(&format!("material.{}.channels", material.id), "channel", &channels, &material.channels, found);
    }
    for paper in &book.paper {
        refer(&format!("paper.{}.channels", paper.id), "channel", &channels, &paper.channels, found);
    }
    for opinion in &book.opinion {
        refer(&format!("opinion.{}.channels", opinion.id), "channel", &channels, &opinion.channels, found);
    }
    for round in &book.round {
        refer(&format!("round.{}.tracks", round.id), "track", &tracks, &round.tracks, found);
    }
    for output in &book.output {
        refer(&format!("output.{}.track", output.id), "track", &tracks, [&output.track], found);
    }
    let forwarding = book.forwarding.as_ref().and_then(|forwarding| forwarding.by.as_ref());
    let sponsors: Ids<'_> = book.sponsor.iter().map(|x| x.id.as_str()).chain(bodies).collect();
    refer("forwarding.by", "sponsor", &sponsors, forwarding, found);
}

/// Sections whose ids nothing else here collects.
fn unique(book: &Rulebook, found: &mut Findings) {
    ids("sponsor", book.sponsor.iter().map(|x| &x.id), found);
    ids("stage", book.stage.iter().map(|x| &x.id), found);
    ids("unit_kind", book.unit_kind.iter().map(|x| &x.id), found);
    ids("deadline", book.deadline.iter().map(|x| &x.id), found);
    ids("rule", book.rule.iter().map(|x| &x.id), found);
    ids("material", book.material.iter().map(|x| &x.id), found);
    ids("paper", book.paper.iter().map(|x| &x.id), found);
    ids("round", book.round.iter().map(|x| &x.id), found);
    ids("output", book.output.iter().map(|x| &x.id), found);
    ids("guidance", book.guidance.iter().map(|x| &x.id), found);
    ids("outside", book.outside.iter().map(|x| &x.id), found);
    ids("publicity", book.publicity.iter().map(|x| &x.id), found);
    ids("criterion", book.criterion.iter().map(|x| &x.id), found);
}

fn channel_references(book: &Rulebook, bodies: &Ids<'_>, found: &mut Findings) {
    let kinds: Ids<'_> = book.unit_kind.iter().map(|x| x.id.as_str()).collect();
    for channel in &book.channel {
        let path = format!("channel.{}", channel.id);
        refer(&format!("{path}.unit_kinds"), "unit_kind", &kinds, &channel.unit_kinds, found);
        refer(&format!("{path}.lead"), "body", bodies, &channel.lead, found);
        refer(&format!("{path}.joint"), "body", bodies, &channel.joint, found);
        let collector = channel.collector.as_ref().map(|collector| &collector.body);
        refer(&format!("{path}.collector.body"), "body", bodies, collector, found);
    }
}

fn track_references(book: &Rulebook, channels: &Ids<'_>, found: &mut Findings) {
    let forms = ids("form", book.form.iter().map(|x| &x.id), found);
    for track in &book.track {
        let path = format!("track.{}", track.id);
        refer(&format!("{path}.form"), "form", &forms, [&track.form], found);
        refer(&format!("{path}.channels"), "channel", channels, &track.channels, found);
    }
}

fn rule_references(book: &Rulebook, tracks: &Ids<'_>, found: &mut Findings) {
    let ranks: Ids<'_> = ids("rank", book.rank.iter().map(|x| &x.id), found);
    let series: Ids<'_> = ids("honour", book.honour.iter().map(|x| &x.id), found);
    let opinions: Ids<'_> = ids("opinion", book.opinion.iter().map(|x| &x.id), found);
    let procedures: Ids<'_> = ids("procedure", book.procedure.iter().map(|x| &x.id), found);
    let rules: Ids<'_> = book.rule.iter().map(|x| x.id.as_str()).collect();
    for rule in &book.rule {
        let path = format!("rule.{}", rule.id);
        refer(&format!("{path}.tracks"), "track", tracks, &rule.tracks, found);
        match &rule.kind {
            RuleKind::RankBelow { rank, .. } => refer(&format!("{path}.rank"), "rank", &ranks, [rank], found),
            RuleKind::NotHonoured { series: wanted } => {
                refer(&format!("{path}.series"), "honour", &series, wanted, found);
            }
            RuleKind::OpinionPresent { opinion } => {
                refer(&format!("{path}.opinion"), "opinion", &opinions, [opinion], found);
            }
            RuleKind::ProcedureRecorded { procedure } => {
                refer(&format!("{path}.procedure"), "procedure", &procedures, [procedure], found);
            }
            RuleKind::Share(share) => options(book, &share.of, &format!("{path}.of"), found),
            RuleKind::MemberShare { of, .. } => options(book, of, &format!("{path}.of"), found),
            _ => {}
        }
    }
    for line in &book.examination.check {
        let path = format!("examination.check.{}.rule", line.id);
        refer(&path, "rule", &rules, &line.rule, found);
    }
}

/// The options an attribute names must be offered by some form.
fn options(book: &Rulebook, attribute: &Attribute, path: &str, found: &mut Findings) {
    let Attribute::Chosen { meaning, any_of } = attribute else { return };
    let offered: Ids<'_> = book.form.iter().filter_map(|form| form.meaning(*meaning)).flat_map(super::forms::options).collect();
    refer(path, "form", &offered, any_of, found);
}
