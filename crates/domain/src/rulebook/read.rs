//! Reading a rulebook: everything that is wrong comes at once.

use super::outline::Outline;
use super::problem::{Problem, ProblemKind};
use super::shape::Shape;
use super::{Assumption, Origins, Rulebook, check, origin, places, schema};

/// What reading a rulebook's text gave.
#[derive(Debug)]
pub struct Reading {
    /// Absent when the text has problems that keep it from being a rulebook.
    pub rulebook: Option<Rulebook>,
    pub origins: Origins,
    /// In the order of the text.
    pub problems: Vec<Problem>,
}

impl Reading {
    pub fn assumptions(&self) -> Vec<Assumption> {
        self.origins.assumptions()
    }

    /// The rulebook if nothing is wrong with it.
    pub fn sound(&self) -> Option<&Rulebook> {
        self.rulebook.as_ref().filter(|_| self.problems.is_empty())
    }
}

/// Reads a rulebook beside its notice's outline.
///
/// A text that is not TOML has no problems but that.
/// `file_stem` is the file's name without `.toml`, which the campaign's id must equal.
pub fn read(text: &str, outline: &Outline, file_stem: Option<&str>) -> Reading {
    let (root, mut problems) = places::parse(text);
    if !problems.is_empty() {
        // What a slip of the pen hides from the parser is not missing.
        return Reading { rulebook: None, origins: Origins::default(), problems };
    }
    let schema = schema::made();
    let mut shape = Shape::new(schema);
    shape.node(&root, schema, "");

    let mut collector = origin::Collector::new(outline);
    collector.root(&root);
    problems.append(&mut shape.problems);
    let figures = std::mem::take(&mut collector.problems);
    let told: Vec<Problem> = figures.into_iter().filter(|problem| !already_wrong(problem, &problems)).collect();
    problems.extend(told);

    let rulebook = if problems.iter().any(|problem| spoils(&problem.kind)) { None } else { typed(text, &mut problems) };
    if let Some(rulebook) = &rulebook {
        let found = check::check(rulebook, file_stem);
        problems.extend(found.into_iter().map(|(key, kind)| Problem { place: root.place_of(&key), key, kind }));
    }
    problems.sort_by_key(|problem| problem.place);
    Reading { rulebook, origins: collector.origins, problems }
}

/// A figure is not looked for where the value itself is wrong.
fn already_wrong(problem: &Problem, shape: &[Problem]) -> bool {
    let around = |key: &str| problem.key.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let wrong = |kind: &ProblemKind| !matches!(kind, ProblemKind::Syntax(_) | ProblemKind::MissingKey(_));
    matches!(problem.kind, ProblemKind::FigureNotInClause { .. })
        && shape.iter().any(|one| wrong(&one.kind) && around(&one.key))
}

/// Whether a problem keeps the text from being read into the types.
fn spoils(kind: &ProblemKind) -> bool {
    !matches!(
        kind,
        ProblemKind::NoSource
            | ProblemKind::UnknownClause(_)
            | ProblemKind::AssumedNothing(_)
            | ProblemKind::FigureNotInClause { .. }
            | ProblemKind::EmptyText
            | ProblemKind::UnknownKey { .. }
    )
}

fn typed(text: &str, problems: &mut Vec<Problem>) -> Option<Rulebook> {
    match toml::from_str(text) {
        Ok(rulebook) => Some(rulebook),
        Err(error) => {
            let kind = ProblemKind::Unreadable(error.message().to_owned());
            let place = places::place_of_offset(text, error.span().map_or(0, |span| span.start));
            problems.push(Problem { place, key: String::new(), kind });
            None
        }
    }
}
