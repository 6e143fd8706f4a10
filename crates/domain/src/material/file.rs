//! One file or link against its material.

use super::{Attached, FileFacts, Flaw, MaterialProblem, Measured, What, check_link, found_at};
use crate::finding::Finding;
use crate::rulebook::{Force, Format, Material, Measure, Rulebook};
use crate::text;
use crate::value::Frame;

type Word = (Force, MaterialProblem);

/// Everything at once: who mends one thing should not learn of the next afterwards.
pub(super) fn judge(book: &Rulebook, material: &Material, names: &[String], one: &Attached) -> Vec<Finding> {
    let words = match &one.what {
        What::Link(address) => link(material, address),
        What::File { facts, .. } => {
            let mut words = flaws(facts);
            words.extend(measures(&book.measure, material, facts));
            words.extend(name(material, names, one));
            words
        }
    };
    words.into_iter().map(|(force, problem)| found_at(one, force, problem)).collect()
}

/// What nobody asked for does no harm, unless it is harmful in itself.
pub(super) fn unasked(one: &Attached) -> Vec<Finding> {
    let own = match &one.what {
        What::Link(_) => Vec::new(),
        What::File { facts, .. } => flaws(facts),
    };
    let words = std::iter::once((Force::Advice, MaterialProblem::NotAsked)).chain(own);
    words.map(|(force, problem)| found_at(one, force, problem)).collect()
}

fn link(material: &Material, address: &str) -> Vec<Word> {
    let closed = (!material.links).then_some((Force::Must, MaterialProblem::NoLinks));
    let bad = check_link(address).err().map(|why| (Force::Must, MaterialProblem::BadLink { why }));
    closed.or(bad).into_iter().collect()
}

fn flaws(facts: &FileFacts) -> Vec<Word> {
    let word = |(flaw, figure): &(Flaw, Option<String>)| {
        // Colours may look wrong on paper, but the file is whole.
        let force = if *flaw == Flaw::UnsupportedColour { Force::Advice } else { Force::Must };
        (force, MaterialProblem::Flawed { flaw: *flaw, figure: figure.as_deref().map(text::visible) })
    };
    facts.flaws.iter().map(word).collect()
}

fn measures(measure: &Measure, material: &Material, facts: &FileFacts) -> Vec<Word> {
    let format = Format::of_media_type(&facts.media_type);
    let fits = format.is_some_and(|format| material.formats().contains(&format));
    let wrong = MaterialProblem::NotAFormat { found: facts.media_type.clone(), allowed: material.formats().to_vec() };
    let mut words: Vec<Word> = (!fits).then_some((Force::Must, wrong)).into_iter().collect();
    words.extend(size(measure, material, facts.bytes));
    // Of a file that is wrong in itself or of another format no figure is missed.
    let sound = format.filter(|_| fits && facts.flaws.is_empty());
    words.extend(frame(measure, material, facts, sound.is_some_and(Format::shows)));
    words.extend(duration(measure, material, facts, sound.is_some_and(Format::plays)));
    words
}

fn size(measure: &Measure, material: &Material, bytes: u64) -> Option<Word> {
    let at_least = material.size_at_least.map_or(0, |size| measure.bytes(size));
    let at_most = material.size_at_most.map_or(u64::MAX, |size| measure.bytes(size));
    let problem = match bytes {
        bytes if bytes < at_least => MaterialProblem::TooSmall { bytes, at_least },
        bytes if bytes > at_most => MaterialProblem::TooLarge { bytes, at_most },
        _ => return None,
    };
    Some((Force::Must, problem))
}

/// The frame as people see it: a recording that was turned counts as it is shown.
fn shown(facts: &FileFacts) -> Option<Frame> {
    let coded = || {
        let (width, height) = facts.width.zip(facts.height)?;
        let turned = matches!(facts.rotation, Some(90 | 270));
        Some(if turned { Frame { width: height, height: width } } else { Frame { width, height } })
    };
    facts.displayed.or_else(coded)
}

fn frame(measure: &Measure, material: &Material, facts: &FileFacts, expected: bool) -> Vec<Word> {
    let limited = !material.frames.is_empty() || material.pixels_at_least.is_some() || material.proportion.is_some();
    let Some(found) = shown(facts).filter(|_| limited) else {
        let missed = limited && expected;
        let word = (Force::Must, MaterialProblem::Unmeasured { what: Measured::Frame });
        return missed.then_some(word).into_iter().collect();
    };
    let allowed = &material.frames;
    let other = !allowed.is_empty() && !allowed.contains(&found);
    let rotation = facts.rotation.unwrap_or(0);
    let other_frame = MaterialProblem::OtherFrame { found, rotation, allowed: allowed.clone() };
    let few = material.pixels_at_least.filter(|least| !reaches(found, *least));
    let few = few.map(|at_least| (Force::Must, MaterialProblem::FewPixels { found, at_least }));
    let percent = measure.proportion_tolerance_percent;
    let off = material.proportion.filter(|wanted| !near(found, *wanted, percent));
    let off = off.map(|wanted| (Force::Advice, MaterialProblem::OtherProportion { found, wanted }));
    other.then_some((Force::Must, other_frame)).into_iter().chain(few).chain(off).collect()
}

/// Upright or across: the longer side with the longer one, the shorter with the shorter.
fn reaches(found: Frame, least: Frame) -> bool {
    let sides = |frame: Frame| (frame.width.min(frame.height), frame.width.max(frame.height));
    let ((short, long), (least_short, least_long)) = (sides(found), sides(least));
    short >= least_short && long >= least_long
}

/// Whether width to height is the wanted one, give or take so many percent of it.
fn near(found: Frame, wanted: Frame, percent: u32) -> bool {
    let cross = |one: u32, other: u32| u128::from(one) * u128::from(other);
    let (is, ought) = (cross(found.width, wanted.height), cross(found.height, wanted.width));
    is.abs_diff(ought) * 100 <= ought * u128::from(percent)
}

fn duration(measure: &Measure, material: &Material, facts: &FileFacts, expected: bool) -> Option<Word> {
    let at_most_ms = u64::from(material.duration_at_most?.seconds) * 1_000;
    let tolerance_ms = measure.duration_tolerance_ms;
    let problem = match facts.duration_ms {
        Some(found_ms) if found_ms > at_most_ms + u64::from(tolerance_ms) => {
            MaterialProblem::TooLong { found_ms, at_most_ms, tolerance_ms }
        }
        None if expected => MaterialProblem::Unmeasured { what: Measured::Duration },
        _ => return None,
    };
    Some((Force::Must, problem))
}

/// A name that cannot be read is put right on the way out; another's name may mean another's file.
fn name(material: &Material, names: &[String], one: &Attached) -> Option<Word> {
    let wanted = names.first().filter(|_| material.named_by_number)?;
    let Some((found, _)) = &one.named else {
        return Some((Force::Advice, MaterialProblem::NotNamed { wanted: text::visible(wanted) }));
    };
    let same = |name: &String| text::same_name(name) == text::same_name(found);
    let other = !names.iter().any(same);
    let problem = || MaterialProblem::OtherName { found: text::visible(found), wanted: names.to_vec() };
    other.then(|| (Force::Must, problem()))
}
