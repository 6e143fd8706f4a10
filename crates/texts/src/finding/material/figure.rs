//! What a material has, beside what is asked of it.

use linxuan_domain::material::{BadLink, FileName, LONGEST_LINK, MaterialProblem};
use linxuan_domain::rulebook::{Format, Rulebook};
use linxuan_domain::value::Span;

use super::super::around::Around;
use super::{About, formats, frames, pieces, pixels, ratio, span};
use crate::figure::grouped_text;

pub(super) fn told(around: &Around<'_>, about: &About<'_>, problem: &MaterialProblem) -> String {
    let pair = |key: &str, found: String, name: &'static str, other: String| {
        around.fill(key, &[("found", found.into()), (name, other.into())])
    };
    match problem {
        MaterialProblem::Count { found, at_least, at_most } => {
            count(around, about, *found, Span { from: *at_least, to: *at_most })
        }
        MaterialProblem::TooSmall { bytes: found, at_least } => at_least_bytes(around, *found, *at_least),
        MaterialProblem::TooLarge { bytes: found, at_most } | MaterialProblem::Space { bytes: found, at_most } => {
            at_most_bytes(around, *found, *at_most)
        }
        MaterialProblem::NotAFormat { found, allowed } => {
            pair("figure-material-format", content(around, found), "allowed", formats(around.words, allowed))
        }
        MaterialProblem::FewPixels { found, at_least } => {
            pair("figure-material-pixels", pixels(*found), "bound", pixels(*at_least))
        }
        MaterialProblem::OtherProportion { found, wanted } => {
            pair("figure-material-proportion", pixels(*found), "wanted", ratio(*wanted))
        }
        MaterialProblem::OtherFrame { found, rotation, allowed } => {
            let (shown, allowed) = (pixels(*found), frames(around.words, allowed));
            if *rotation == 0 {
                return pair("figure-material-frame", shown, "allowed", allowed);
            }
            let degrees = u32::from(*rotation);
            let fills = [("degrees", degrees.into()), ("found", shown.into()), ("allowed", allowed.into())];
            around.fill("figure-material-frame-turned", &fills)
        }
        MaterialProblem::TooLong { found_ms, at_most_ms, tolerance_ms } => {
            duration(around, *found_ms, *at_most_ms, u64::from(*tolerance_ms))
        }
        MaterialProblem::OtherName { found, wanted } => {
            pair("figure-material-name", found.clone(), "wanted", super::either(around.words, wanted, String::clone))
        }
        MaterialProblem::SameNumber { number, other } => {
            let fills = [("number", number.into()), ("other", name(other).into())];
            around.fill("figure-material-number", &fills)
        }
        MaterialProblem::SameContent { other } => {
            around.fill("figure-material-other", &[("other", name(other).into())])
        }
        MaterialProblem::Flawed { figure, .. } => figure.clone().unwrap_or_default(),
        MaterialProblem::BadLink { why } => link(around, why),
        MaterialProblem::NotAsked
        | MaterialProblem::Unmeasured { .. }
        | MaterialProblem::NotNamed { .. }
        | MaterialProblem::NoLinks => String::new(),
    }
}

fn name(file: &FileName) -> &str {
    &file.name
}

fn count(around: &Around<'_>, about: &About<'_>, found: u32, wanted: Span) -> String {
    let Some(material) = about.material else { return String::new() };
    let key = if wanted.to.is_none() { "figure-material-count-open" } else { "figure-material-count" };
    let pieces = pieces(around.words, material.kind, found);
    around.fill(key, &[("pieces", pieces.into()), ("wanted", span(around.words, material.kind, wanted).into())])
}

fn at_least_bytes(around: &Around<'_>, found: u64, bound: u64) -> String {
    let wanted = around.fill("figure-material-at-least", &[("bound", bytes(around, bound, false).into())]);
    around.joined(&[bytes(around, found, false), wanted])
}

fn at_most_bytes(around: &Around<'_>, found: u64, bound: u64) -> String {
    let wanted = around.fill("figure-material-at-most", &[("bound", bytes(around, bound, false).into())]);
    around.joined(&[bytes(around, found, true), wanted])
}

fn bytes(around: &Around<'_>, bytes: u64, up: bool) -> String {
    let megabytes = megabytes(around.book, bytes, up);
    around.fill("figure-material-bytes", &[("megabytes", megabytes.into()), ("bytes", bytes.into())])
}

/// With two decimals at most; rounded away from the limit, so that a file that
/// is a byte too small never looks large enough.
pub(super) fn megabytes(book: &Rulebook, bytes: u64, up: bool) -> String {
    let (hundred, megabyte) = (u128::from(bytes) * 100, u128::from(book.measure.megabyte.max(1)));
    let hundredths = if up { hundred.div_ceil(megabyte) } else { hundred / megabyte };
    decimals(hundredths, 2)
}

/// Seconds with as many decimals as they have.
pub(super) fn seconds(milliseconds: u64) -> String {
    decimals(u128::from(milliseconds), 3)
}

/// A whole number of so many decimal places, without zeros at its end.
fn decimals(number: u128, places: u32) -> String {
    let unit = 10_u128.pow(places);
    let text = format!("{}.{:0width$}", number / unit, number % unit, width = places as usize);
    grouped_text(text.trim_end_matches('0').trim_end_matches('.'))
}

/// What a file holds, as people call it.
fn content(around: &Around<'_>, media_type: &str) -> String {
    if let Some(format) = Format::of_media_type(media_type) {
        return format.extension().to_ascii_uppercase();
    }
    let subtype = media_type.rsplit('/').next().unwrap_or_default();
    let subtype = subtype.strip_prefix("x-").unwrap_or(subtype);
    let short = subtype.len() <= 12 && subtype.chars().all(|c| c.is_ascii_alphanumeric()) && !subtype.is_empty();
    if short { subtype.to_ascii_uppercase() } else { around.say("content-unknown") }
}

fn duration(around: &Around<'_>, found: u64, bound: u64, tolerance: u64) -> String {
    let fills = [("found", seconds(found).into()), ("bound", seconds(bound).into())];
    let allowed = around.fill("figure-material-tolerance", &[("tolerance", seconds(tolerance).into())]);
    let allowed = if tolerance == 0 { String::new() } else { allowed };
    around.joined(&[around.fill("figure-material-duration", &fills), allowed])
}

fn link(around: &Around<'_>, why: &BadLink) -> String {
    match why {
        BadLink::TooLong { found } => {
            around.fill("figure-link-long", &[("found", found.into()), ("bound", LONGEST_LINK.into())])
        }
        BadLink::Malformed => around.say("figure-link-malformed"),
        BadLink::OtherScheme => around.say("figure-link-other-scheme"),
        BadLink::UserInfo => around.say("figure-link-user-info"),
        BadLink::PrivateHost { host } => around.fill("figure-link-private-host", &[("host", host.into())]),
    }
}
