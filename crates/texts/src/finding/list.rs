//! Findings on a list: shares and quotas.

use linxuan_domain::finding::{Matter, Verdict};
use linxuan_domain::rulebook::{Attribute, Meaning, Rounding, RuleKind, SUPPLEMENT};
use linxuan_domain::value::{Key, Share};

use super::around::{Around, Told};

/// A share with what decides its figures.
struct Counted<'a> {
    of: Option<&'a Attribute>,
    rounding: Rounding,
    part: u32,
    whole: u32,
    at_least: Option<Share>,
    at_most: Option<Share>,
    smallest: u32,
}

pub(super) fn share(around: &Around<'_>) -> Told {
    let Matter::Share { part, whole, at_least, at_most, smallest } = around.finding.matter else {
        return around.of_rule();
    };
    let (of, rounding) = match around.rule().map(|rule| &rule.kind) {
        Some(RuleKind::Share(share)) => (Some(&share.of), share.rounding),
        Some(RuleKind::MemberShare { of, .. }) => (Some(of), Rounding::Exact),
        _ => (None, Rounding::Exact),
    };
    let counted = Counted { of, rounding, part, whole, at_least, at_most, smallest };
    let members = around.rule().is_some_and(|rule| matches!(rule.kind, RuleKind::MemberShare { .. }));
    Told {
        figure: figure(around, &counted),
        mend: mend(around, &counted),
        field: if members { around.place(Meaning::Members) } else { None },
        ..around.of_rule()
    }
}

fn figure(around: &Around<'_>, counted: &Counted<'_>) -> String {
    if counted.whole == 0 {
        return around.say("figure-list-empty");
    }
    let beside: Vec<Share> = counted.at_least.into_iter().chain(counted.at_most).collect();
    let percent = crate::percent(counted.part, counted.whole, &beside);
    let found = around.fill(
        "figure-share",
        &[("what", attribute(around, counted.of).into()), ("part", counted.part.into()), ("percent", percent.into())],
    );
    let sleeps = counted.whole < counted.smallest;
    let asleep = around.fill("figure-share-asleep", &[("smallest", counted.smallest.into())]);
    let bound = |key: &str, share: Option<Share>, number: fn(Rounding, Share, u32) -> u32| {
        share.map_or_else(String::new, |share| bound(around, key, share, counted, number))
    };
    let least = bound("figure-share-least", counted.at_least, fewest);
    let most = bound("figure-share-most", counted.at_most, largest);
    around.joined(&[found, least, most, if sleeps { asleep } else { String::new() }])
}

fn bound(
    around: &Around<'_>,
    key: &str,
    share: Share,
    counted: &Counted<'_>,
    number: fn(Rounding, Share, u32) -> u32,
) -> String {
    let said = around.fill(key, &[("share", share.to_string().into())]);
    let rounding = match counted.rounding {
        Rounding::Exact => return said,
        Rounding::Down => "rounding-down",
        Rounding::Up => "rounding-up",
        Rounding::Nearest => "rounding-nearest",
    };
    let n = number(counted.rounding, share, counted.whole);
    around.fill(
        "figure-share-rounded",
        &[("bound", said.into()), ("rounding", around.say(rounding).into()), ("n", n.into())],
    )
}

/// The least whole number that keeps an `at_least`.
fn fewest(rounding: Rounding, share: Share, whole: u32) -> u32 {
    match rounding {
        Rounding::Down => share.floor_of(whole),
        Rounding::Nearest => share.nearest_of(whole),
        Rounding::Exact | Rounding::Up => share.ceiling_of(whole),
    }
}

/// The largest whole number that keeps an `at_most`.
fn largest(rounding: Rounding, share: Share, whole: u32) -> u32 {
    match rounding {
        Rounding::Up => share.ceiling_of(whole),
        Rounding::Nearest => share.nearest_of(whole),
        Rounding::Exact | Rounding::Down => share.floor_of(whole),
    }
}

/// What a share counts: 45岁以下.
fn attribute(around: &Around<'_>, of: Option<&Attribute>) -> String {
    match of {
        None => around.say("attribute-some"),
        Some(Attribute::Younger { years, including: true, .. }) => {
            around.fill("attribute-up-to", &[("years", (*years).into())])
        }
        Some(Attribute::Younger { years, including: false, .. }) => {
            around.fill("attribute-younger", &[("years", (*years).into())])
        }
        Some(Attribute::Flag { meaning }) => around.fill("attribute-flag", &[("field", around.label(*meaning).into())]),
        Some(Attribute::Chosen { meaning, any_of }) => {
            let field = around.field(*meaning).map(|(_, field)| field);
            let names: Vec<String> = any_of.iter().map(|key| around.option(field, key.as_str())).collect();
            let names = crate::figure::list(around.words, &names);
            around.fill("attribute-chosen", &[("field", around.label(*meaning).into()), ("names", names.into())])
        }
    }
}

fn mend(around: &Around<'_>, counted: &Counted<'_>) -> String {
    let meaning = match counted.of {
        Some(Attribute::Flag { meaning } | Attribute::Chosen { meaning, .. }) => *meaning,
        _ => Meaning::BirthDate,
    };
    let wanted = counted.at_least.map(|share| fewest(counted.rounding, share, counted.whole));
    let allowed = counted.at_most.map(|share| largest(counted.rounding, share, counted.whole));
    let said = |key: &str, n: u32| {
        let what = attribute(around, counted.of);
        around.or_waive(around.fill(key, &[("whole", counted.whole.into()), ("what", what.into()), ("n", n.into())]))
    };
    match (around.finding.verdict, wanted, allowed) {
        (Verdict::Holds | Verdict::Waived, _, _) => String::new(),
        (Verdict::Open, _, _) => {
            around.fill("mend-share-open", &[("field", around.quoted(&around.label(meaning)).into())])
        }
        (Verdict::Breaks, Some(wanted), _) if counted.part < wanted => said("mend-share-least", wanted),
        (Verdict::Breaks, _, Some(allowed)) => said("mend-share-most", allowed),
        (Verdict::Breaks, wanted, None) => said("mend-share-least", wanted.unwrap_or(1)),
    }
}

pub(super) fn quota(around: &Around<'_>) -> Told {
    let broken = around.finding.verdict >= Verdict::Waived;
    let open = around.finding.verdict >= Verdict::Open;
    let (what, figure, mend, channel) = match around.finding.matter {
        Matter::Quota { ref channel, used, allowed, extra, exactly } => {
            let what = if broken { "quota-exceeded" } else { "quota-kept" };
            let fills = [("used", used.into()), ("allowed", allowed.into())];
            let figure = around.fill(if exactly { "figure-quota-exactly" } else { "figure-quota-at-most" }, &fills);
            let granted = around.fill("figure-quota-extra", &[("extra", extra.into())]);
            let mend = around.fill("mend-quota", &[("n", used.saturating_sub(allowed).into())]);
            (what, around.joined(&[figure, if extra > 0 { granted } else { String::new() }]), mend, channel)
        }
        Matter::QuotaShort { ref channel, used, wanted, exactly } => {
            let what = if broken { "quota-short" } else { "quota-reached" };
            let fills = [("used", used.into()), ("allowed", wanted.into())];
            let figure = around.fill(if exactly { "figure-quota-exactly" } else { "figure-quota-at-least" }, &fills);
            let mend = around.fill("mend-quota-short", &[("n", wanted.saturating_sub(used).into())]);
            (what, figure, mend, channel)
        }
        _ => return around.of_rule(),
    };
    let mend = if open { mend } else { String::new() };
    Told { what: around.say(what), figure, mend, source: source(channel, "quota"), ..Told::default() }
}

/// A channel against what all its units together may hand in.
pub(super) fn cap(around: &Around<'_>) -> Told {
    let broken = around.finding.verdict >= Verdict::Waived;
    let open = around.finding.verdict >= Verdict::Open;
    let (what, figure, mend, channel) = match around.finding.matter {
        Matter::Cap { ref channel, used, own, allowed, extra } => {
            let fills = [("used", used.into()), ("allowed", allowed.into())];
            let of_it = own.map(|own| {
                let others = used.saturating_sub(own);
                around.fill("figure-cap-own", &[("own", own.into()), ("others", others.into())])
            });
            let granted = (extra > 0).then(|| around.fill("figure-quota-extra", &[("extra", extra.into())]));
            let parts = [Some(around.fill("figure-cap", &fills)), of_it, granted].map(Option::unwrap_or_default);
            let key = if own.is_some() { "mend-cap" } else { "mend-cap-office" };
            let mend = around.fill(key, &[("n", used.saturating_sub(allowed).into())]);
            (if broken { "cap-exceeded" } else { "cap-kept" }, around.joined(&parts), mend, channel)
        }
        Matter::CapShort { ref channel, used, wanted } => {
            let fills = [("used", used.into()), ("allowed", wanted.into())];
            let mend = around.fill("mend-cap-short", &[("n", wanted.saturating_sub(used).into())]);
            (if open { "cap-short" } else { "cap-reached" }, around.fill("figure-cap-wanted", &fills), mend, channel)
        }
        _ => return around.of_rule(),
    };
    let mend = if open { mend } else { String::new() };
    Told { what: around.say(what), figure, mend, source: source(channel, "collector.cap"), ..Told::default() }
}

/// Where a channel's figure stands; sponsors have theirs in a section of its own.
fn source(channel: &Key, figure: &str) -> String {
    if channel.as_str() == SUPPLEMENT { SUPPLEMENT.to_owned() } else { format!("channel.{channel}.{figure}") }
}
