//! Findings on materials, and what the rulebook asks of them.

mod figure;
mod mend;

use linxuan_domain::finding::{Matter, Verdict};
use linxuan_domain::material::{FileName, Flaw, MaterialProblem, Measured};
use linxuan_domain::rulebook::{Format, Material, MaterialKind, Rulebook};
use linxuan_domain::value::{Frame, Key, Span};

use super::around::{Around, Told};
use crate::Words;

/// A finding's material and file.
struct About<'a> {
    material: Option<&'a Material>,
    /// The material's title, with the file's name where one file is meant.
    thing: String,
}

pub(super) fn told(around: &Around<'_>) -> Told {
    let Matter::Material { material, file, problem } = &around.finding.matter else { return around.of_rule() };
    let about = about(around, material.as_ref(), file.as_ref());
    let open = around.finding.verdict >= Verdict::Open;
    Told {
        what: what(around, &about, problem),
        figure: figure::told(around, &about, problem),
        mend: if open { mend::told(around, &about, problem) } else { String::new() },
        place: material.as_ref().map(|material| place(material, file.as_ref())),
        source: source(about.material, problem),
        field: None,
    }
}

fn about<'a>(around: &Around<'a>, material: Option<&Key>, file: Option<&FileName>) -> About<'a> {
    let known = around.book.material.iter().find(|known| Some(&known.id) == material);
    let title = known.map_or_else(|| around.say("finding-some-material"), |known| around.text(&known.title).to_owned());
    let thing = match file {
        Some(file) => around.fill("material-thing", &[("material", title.into()), ("file", file.name.as_str().into())]),
        None => title,
    };
    About { material: known, thing }
}

fn place(material: &Key, file: Option<&FileName>) -> String {
    file.map_or_else(|| material.to_string(), |file| format!("{material}#{}", file.id))
}

/// The entry that asks for it. That a file must be whole no notice need say.
fn source(material: Option<&Material>, problem: &MaterialProblem) -> String {
    let of_measure = matches!(problem, MaterialProblem::Space { .. });
    let own = matches!(problem, MaterialProblem::Flawed { .. } | MaterialProblem::SameContent { .. });
    match material {
        _ if of_measure => "measure".into(),
        Some(material) if !own => format!("material.{}", material.id),
        _ => String::new(),
    }
}

fn what(around: &Around<'_>, about: &About<'_>, problem: &MaterialProblem) -> String {
    let key = match problem {
        MaterialProblem::Count { found, at_least, at_most } => {
            return count(around, about, *found, (*at_least, *at_most));
        }
        MaterialProblem::Flawed { flaw, .. } => return of_flaw(around, about, *flaw),
        MaterialProblem::Space { .. } => return around.say("material-space"),
        MaterialProblem::NotAsked => "material-not-asked",
        MaterialProblem::NotAFormat { .. } => "material-not-a-format",
        MaterialProblem::TooSmall { .. } => "material-too-small",
        MaterialProblem::TooLarge { .. } => "material-too-large",
        MaterialProblem::FewPixels { .. } => "material-few-pixels",
        MaterialProblem::OtherProportion { .. } => "material-other-proportion",
        MaterialProblem::OtherFrame { .. } => "material-other-frame",
        MaterialProblem::TooLong { .. } => "material-too-long",
        MaterialProblem::Unmeasured { what: Measured::Frame } => "material-no-frame",
        MaterialProblem::Unmeasured { what: Measured::Duration } => "material-no-duration",
        MaterialProblem::NotNamed { .. } => "material-not-named",
        MaterialProblem::OtherName { .. } => "material-other-name",
        MaterialProblem::SameNumber { .. } => "material-same-number",
        MaterialProblem::SameContent { .. } => "material-same-content",
        MaterialProblem::BadLink { .. } => "material-bad-link",
        MaterialProblem::NoLinks => "material-no-links",
    };
    around.fill(key, &[("thing", about.thing.as_str().into())])
}

fn of_flaw(around: &Around<'_>, about: &About<'_>, flaw: Flaw) -> String {
    around.fill(&format!("flaw-{}", flaw.code()), &[("thing", about.thing.as_str().into())])
}

fn count(around: &Around<'_>, about: &About<'_>, found: u32, (least, most): (u32, Option<u32>)) -> String {
    let open = around.finding.verdict >= Verdict::Open;
    let key = match found {
        _ if !open => "material-count-kept",
        0 => "material-none",
        n if most.is_some_and(|most| n > most) => "material-too-many",
        n if n < least => "material-too-few",
        _ => "material-count-kept",
    };
    around.fill(key, &[("material", about.thing.as_str().into())])
}

/// So many of a material, by the measure word of its kind.
fn pieces(words: Words, kind: MaterialKind, n: u32) -> String {
    let key = match kind {
        MaterialKind::Portrait | MaterialKind::Photo => "pieces-photo",
        MaterialKind::Video => "pieces-video",
        MaterialKind::Document => "pieces-document",
        MaterialKind::Other => "pieces-other",
    };
    words.fill(key, &[("n", n.into())])
}

/// How many there may be.
fn span(words: Words, kind: MaterialKind, span: Span) -> String {
    let key = match kind {
        MaterialKind::Portrait | MaterialKind::Photo => "pieces-photo-span",
        MaterialKind::Video => "pieces-video-span",
        MaterialKind::Document => "pieces-document-span",
        MaterialKind::Other => "pieces-other-span",
    };
    match (span.from, span.to) {
        (0, None) => words.say("pieces-any"),
        (least, None) => words.fill("pieces-at-least", &[("pieces", pieces(words, kind, least).into())]),
        (least, Some(most)) if least == most => pieces(words, kind, most),
        (least, Some(most)) => words.fill(key, &[("least", least.into()), ("most", most.into())]),
    }
}

/// One of several things will do.
fn either<T>(words: Words, things: &[T], said: impl Fn(&T) -> String) -> String {
    things.iter().map(said).collect::<Vec<_>>().join(&words.say("list-or"))
}

fn formats(words: Words, formats: &[Format]) -> String {
    either(words, formats, |format| format.extension().to_ascii_uppercase())
}

fn frames(words: Words, frames: &[Frame]) -> String {
    either(words, frames, |frame| pixels(*frame))
}

fn pixels(frame: Frame) -> String {
    format!("{}×{}", frame.width, frame.height)
}

fn ratio(frame: Frame) -> String {
    format!("{}:{}", frame.width, frame.height)
}

/// What the rulebook asks of a material, one demand after the other: the same
/// figures that findings will quote.
pub fn demands(words: Words, book: &Rulebook, material: &Material) -> Vec<String> {
    let fill = |key: &str, name: &'static str, value: crate::Fill| words.fill(key, &[(name, value)]);
    let size = |key: &str, size: Option<linxuan_domain::value::Size>| {
        Some(fill(key, "n", figure::megabytes(book, book.measure.bytes(size?), false).into()))
    };
    let named = |set: bool, key: &str| set.then(|| words.say(key));
    let background = material.background.as_ref().map(|label| label.text(words.language));
    let limited = !material.formats.is_empty();
    let framed = !material.frames.is_empty();
    let all = [
        Some(span(words, material.kind, material.count)),
        limited.then(|| fill("demand-formats", "formats", formats(words, &material.formats).into())),
        size("demand-size-at-least", material.size_at_least),
        size("demand-size-at-most", material.size_at_most),
        framed.then(|| fill("demand-frames", "frames", frames(words, &material.frames).into())),
        material.pixels_at_least.map(|least| fill("demand-pixels", "bound", pixels(least).into())),
        material.proportion.map(|wanted| fill("demand-proportion", "wanted", ratio(wanted).into())),
        background.map(|background| fill("demand-background", "background", background.into())),
        material.duration_at_most.map(|most| fill("demand-duration", "n", most.seconds.into())),
        named(material.named_by_number, "demand-named"),
        named(material.links, "demand-links"),
    ];
    all.into_iter().flatten().collect()
}
