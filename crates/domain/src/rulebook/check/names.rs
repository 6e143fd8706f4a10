//! Every reference to something that is there.

use std::collections::BTreeSet;

use super::super::problem::ProblemKind;
use super::super::{Bound, HonourSeries, Output, Rule, RuleKind, Rulebook};
use super::Findings;
use super::offers::{self, Of};
use crate::access::Role;
use crate::value::Key;

type Ids<'a> = BTreeSet<&'a str>;

fn ids<'a>(keys: impl Iterator<Item = &'a Key>) -> Ids<'a> {
    keys.map(Key::as_str).collect()
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
    let channels = ids(book.channel.iter().map(|x| &x.id));
    let tracks = ids(book.track.iter().map(|x| &x.id));
    channel_references(book, found);
    track_references(book, &channels, found);
    for rule in &book.rule {
        refer(&format!("rule.{}.tracks", rule.id), "track", &tracks, &rule.tracks, found);
        rule_references(book, rule, found);
        rule_options(book, rule, found);
    }
    paper_references(book, &channels, found);
    for round in &book.round {
        refer(&format!("round.{}.tracks", round.id), "track", &tracks, &round.tracks, found);
    }
    for output in &book.output {
        refer(&format!("output.{}.track", output.id), "track", &tracks, [&output.track], found);
        output_references(book, output, found);
    }
    whom(book, found);
}

/// Who forwards, who signs in how, and which rule fills a line of the checklist.
fn whom(book: &Rulebook, found: &mut Findings) {
    let forwarding = book.forwarding.as_ref().and_then(|forwarding| forwarding.by.as_ref());
    let sponsors = ids(book.sponsor.iter().map(|x| &x.id).chain(book.body.iter().map(|x| &x.id)));
    refer("forwarding.by", "sponsor", &sponsors, forwarding, found);
    let roles: Ids<'_> = Role::ALL.into_iter().map(Role::id).collect();
    refer("accounts.second_factor", "role", &roles, &book.accounts.second_factor, found);
    let rules = ids(book.rule.iter().map(|x| &x.id));
    for line in &book.examination.check {
        refer(&format!("examination.check.{}.rule", line.id), "rule", &rules, &line.rule, found);
    }
}

fn paper_references(book: &Rulebook, channels: &Ids<'_>, found: &mut Findings) {
    for material in &book.material {
        refer(&format!("material.{}.channels", material.id), "channel", channels, &material.channels, found);
    }
    for paper in &book.paper {
        refer(&format!("paper.{}.channels", paper.id), "channel", channels, &paper.channels, found);
    }
    for opinion in &book.opinion {
        refer(&format!("opinion.{}.channels", opinion.id), "channel", channels, &opinion.channels, found);
    }
}

fn channel_references(book: &Rulebook, found: &mut Findings) {
    let bodies = ids(book.body.iter().map(|x| &x.id));
    let kinds = ids(book.unit_kind.iter().map(|x| &x.id));
    for channel in &book.channel {
        let path = format!("channel.{}", channel.id);
        refer(&format!("{path}.unit_kinds"), "unit_kind", &kinds, &channel.unit_kinds, found);
        refer(&format!("{path}.lead"), "body", &bodies, &channel.lead, found);
        refer(&format!("{path}.joint"), "body", &bodies, &channel.joint, found);
        let collector = channel.collector.as_ref().map(|collector| &collector.body);
        refer(&format!("{path}.collector.body"), "body", &bodies, collector, found);
    }
}

fn track_references(book: &Rulebook, channels: &Ids<'_>, found: &mut Findings) {
    let forms = ids(book.form.iter().map(|x| &x.id));
    for track in &book.track {
        let path = format!("track.{}", track.id);
        refer(&format!("{path}.form"), "form", &forms, [&track.form], found);
        refer(&format!("{path}.channels"), "channel", channels, &track.channels, found);
    }
}

fn rule_references(book: &Rulebook, rule: &Rule, found: &mut Findings) {
    let path = |key: &str| format!("rule.{}.{key}", rule.id);
    match &rule.kind {
        RuleKind::RankBelow { rank, .. } => {
            refer(&path("rank"), "rank", &ids(book.rank.iter().map(|x| &x.id)), [rank], found);
        }
        RuleKind::NotHonoured { series } => {
            refer(&path("series"), "honour", &ids(book.honour.iter().map(|x| &x.id)), series, found);
        }
        RuleKind::OpinionPresent { opinion } => {
            refer(&path("opinion"), "opinion", &ids(book.opinion.iter().map(|x| &x.id)), [opinion], found);
        }
        RuleKind::ProcedureRecorded { procedure } => {
            refer(&path("procedure"), "procedure", &ids(book.procedure.iter().map(|x| &x.id)), [procedure], found);
        }
        _ => {}
    }
}

/// The options that a rule names must be offered by the forms it looks at.
fn rule_options(book: &Rulebook, rule: &Rule, found: &mut Findings) {
    let forms = offers::forms_of(book, &rule.tracks);
    for (key, of, wanted) in offers::named_by(&rule.kind) {
        let Some(offered) = offers::offered(book, &forms, of) else { continue };
        refer(&format!("rule.{}.{key}", rule.id), "form", &offered, wanted, found);
    }
    if let RuleKind::NotHonoured { series } = &rule.kind
        && let Some(offered) = offers::levels(&forms)
    {
        let named = |one: &&HonourSeries| series.contains(&one.id);
        let levels = book.honour.iter().filter(named).filter_map(|one| one.level.as_ref());
        refer(&format!("rule.{}.series", rule.id), "form", &offered, levels, found);
    }
}

fn output_references(book: &Rulebook, output: &Output, found: &mut Findings) {
    let forms = offers::forms_of(book, std::slice::from_ref(&output.track));
    let bounds = |word: &'static str, bounds: &'_ [Bound], found: &mut Findings| {
        for bound in bounds {
            let path = format!("output.{}.{word}.{}", output.id, bound.id);
            match offers::offered(book, &forms, Of::Nominee(bound.meaning)) {
                Some(offered) => refer(&format!("{path}.any_of"), "form", &offered, &bound.any_of, found),
                None => super::forms::missing(&path, &forms, bound.meaning, found),
            }
        }
    };
    bounds("cap", &output.cap, found);
    bounds("floor", &output.floor, found);
}
