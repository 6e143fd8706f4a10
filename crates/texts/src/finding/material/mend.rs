//! The way out of what is wrong with a material.

use linxuan_domain::material::{BadLink, Flaw, MaterialProblem};
use linxuan_domain::rulebook::MaterialKind;

use super::super::around::Around;
use super::figure::seconds;
use super::{About, formats, frames, pieces, ratio};

pub(super) fn told(around: &Around<'_>, about: &About<'_>, problem: &MaterialProblem) -> String {
    let kind = about.material.map_or(MaterialKind::Other, |material| material.kind);
    let one = |key: &str, name: &'static str, value: crate::Fill| around.fill(key, &[(name, value)]);
    match problem {
        MaterialProblem::Count { found, at_least, at_most } => {
            let (key, n) = match at_most {
                Some(most) if found > most => ("mend-material-remove", found - most),
                _ => ("mend-material-add", at_least.saturating_sub(*found)),
            };
            one(key, "pieces", pieces(around.words, kind, n).into())
        }
        MaterialProblem::NotAsked => around.say("mend-material-not-asked"),
        MaterialProblem::NotAFormat { allowed, .. } => {
            one("mend-material-format", "allowed", formats(around.words, allowed).into())
        }
        MaterialProblem::TooSmall { bytes, at_least } => one(small(kind), "n", at_least.saturating_sub(*bytes).into()),
        MaterialProblem::TooLarge { bytes, at_most } => {
            one("mend-material-large", "n", bytes.saturating_sub(*at_most).into())
        }
        MaterialProblem::Space { bytes, at_most } => {
            one("mend-material-space", "n", bytes.saturating_sub(*at_most).into())
        }
        MaterialProblem::FewPixels { .. } => around.say("mend-material-pixels"),
        MaterialProblem::OtherProportion { wanted, .. } => {
            one("mend-material-proportion", "wanted", ratio(*wanted).into())
        }
        MaterialProblem::OtherFrame { allowed, .. } => {
            one(frame(kind), "allowed", frames(around.words, allowed).into())
        }
        MaterialProblem::TooLong { found_ms, at_most_ms, .. } => {
            one("mend-material-duration", "n", seconds(found_ms.saturating_sub(*at_most_ms)).into())
        }
        MaterialProblem::Unmeasured { .. } => one("mend-material-measure", "allowed", allowed(around, about).into()),
        MaterialProblem::NotNamed { wanted } => one("mend-material-rename", "name", wanted.into()),
        MaterialProblem::OtherName { wanted, .. } => {
            let name = wanted.first().map(String::as_str).unwrap_or_default();
            one("mend-material-other-name", "name", name.into())
        }
        MaterialProblem::SameNumber { .. } => around.say("mend-material-number"),
        MaterialProblem::SameContent { .. } => around.say("mend-material-same"),
        MaterialProblem::Flawed { flaw, .. } => flawed(around, about, *flaw),
        MaterialProblem::BadLink { why } => around.say(link(why)),
        MaterialProblem::NoLinks => around.say("mend-material-no-links"),
    }
}

const fn small(kind: MaterialKind) -> &'static str {
    match kind {
        MaterialKind::Portrait | MaterialKind::Photo => "mend-material-small-photo",
        MaterialKind::Video => "mend-material-small-video",
        MaterialKind::Other | MaterialKind::Document => "mend-material-small-file",
    }
}

const fn frame(kind: MaterialKind) -> &'static str {
    match kind {
        MaterialKind::Portrait | MaterialKind::Photo => "mend-material-frame-still",
        _ => "mend-material-frame",
    }
}

fn allowed(around: &Around<'_>, about: &About<'_>) -> String {
    let taken = about.material.map_or(MaterialKind::Other.formats(), |material| material.formats());
    formats(around.words, taken)
}

fn flawed(around: &Around<'_>, about: &About<'_>, flaw: Flaw) -> String {
    around.fill(&format!("mend-flaw-{}", flaw.code()), &[("allowed", allowed(around, about).into())])
}

const fn link(why: &BadLink) -> &'static str {
    match why {
        BadLink::TooLong { .. } => "mend-link-long",
        BadLink::Malformed => "mend-link-malformed",
        BadLink::OtherScheme => "mend-link-other-scheme",
        BadLink::UserInfo => "mend-link-user-info",
        BadLink::PrivateHost { .. } => "mend-link-private-host",
    }
}
