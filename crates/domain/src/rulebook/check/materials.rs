//! Limits that a material of its kind can be held to.

use super::super::problem::ProblemKind;
use super::super::{Format, Material, MaterialKind, Rulebook};
use super::bounds::ordered;
use super::{Findings, name};

pub(super) fn check(book: &Rulebook, found: &mut Findings) {
    for material in &book.material {
        let path = format!("material.{}", material.id);
        formats(&path, material, found);
        limits(&path, material, found);
        ordered(&path, material.size_at_least, material.size_at_most, found);
        ordered(&path, material.size_at_least, book.measure.space_at_most, found);
    }
}

fn formats(path: &str, material: &Material, found: &mut Findings) {
    let allowed = material.kind.formats();
    for format in material.formats.iter().filter(|format| !allowed.contains(format)) {
        let allowed = allowed.iter().map(|format| format.extension().to_owned()).collect();
        let found_here = format.extension().to_owned();
        found.push(format!("{path}.formats"), ProblemKind::NotOneOf { found: found_here, allowed });
    }
}

/// A limit that nothing of the material's kind or formats has.
fn limits(path: &str, material: &Material, found: &mut Findings) {
    let any = |has: fn(Format) -> bool| material.formats().iter().any(|format| has(*format));
    let (plays, shows) = (any(Format::plays), any(Format::shows));
    let pictured = matches!(material.kind, MaterialKind::Portrait | MaterialKind::Photo);
    for (key, set, fits) in [
        ("duration_at_most", material.duration_at_most.is_some(), plays),
        ("frames", !material.frames.is_empty(), shows),
        ("pixels_at_least", material.pixels_at_least.is_some(), shows),
        ("proportion", material.proportion.is_some(), pictured),
        ("background", material.background.is_some(), pictured),
        ("links", material.links, material.kind == MaterialKind::Other),
    ] {
        if set && !fits {
            found.push(format!("{path}.{key}"), ProblemKind::NotForKind { kind: name(material.kind) });
        }
    }
}
