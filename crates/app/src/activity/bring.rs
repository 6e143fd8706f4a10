use linxuan_domain::access::Viewer;
use linxuan_domain::activity::{Entry, MOST_ENTRIES, Typed};
use linxuan_domain::event::Change;
use linxuan_store::Sql;
use linxuan_store::activity as kept;

use super::{Keeper, entry, keeper};
use crate::unit::LineProblem;
use crate::{App, Refusal, Wrong};

/// What was found in the lines of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looked {
    /// With any of these nothing is written.
    pub problems: Vec<LineProblem>,
    /// Lines that are left out because the log has them already.
    pub repeated: Vec<LineProblem>,
    /// How many entries are added, or would be.
    pub new: usize,
}

/// What an import would find in the lines; writes nothing.
///
/// # Errors
/// When the viewer's unit may not, or no more.
pub async fn check(app: &App, viewer: &Viewer, lines: Vec<Typed>) -> Result<Looked, Refusal> {
    let keeper = keeper(app, viewer)?;
    app.read(move |sql| Ok(looked(&keeper, sql, &lines)?.1)).await
}

/// Adds the entries of a table: all lines or none; what stands in the log already is not added twice.
///
/// # Errors
/// When the viewer's unit may not, or no more; what is wrong with the lines is the answer.
pub async fn bring(app: &App, viewer: &Viewer, lines: Vec<Typed>) -> Result<Looked, Refusal> {
    let keeper = keeper(app, viewer)?;
    let ids: Vec<String> = lines.iter().map(|_| app.new_id()).collect();
    let (before, read) = (keeper.clone(), lines.clone());
    let first = app.read(move |sql| Ok(self::looked(&before, sql, &read)?.1)).await?;
    if !first.problems.is_empty() {
        return Ok(first);
    }
    app.act(move |sql| {
        let turn = keeper.begin(sql)?;
        let (new, looked) = looked(&keeper, sql, &lines)?;
        // What others logged since then can make the log too long, and nothing else.
        if !looked.problems.is_empty() {
            return Err(Refusal::Invalid(vec![("entry", "activity-log-full")]));
        }
        new.iter().zip(&ids).try_for_each(|(one, id)| kept::insert(sql, &keeper.row(id, one, None)))?;
        keeper.line(sql, &turn, "activities-imported", vec![Change::set("entries", looked.new.to_string())])?;
        Ok(looked)
    })
    .await
}

fn looked(keeper: &Keeper, sql: &mut dyn Sql, lines: &[Typed]) -> Result<(Vec<Entry>, Looked), Refusal> {
    let rows = kept::of_unit(sql, &keeper.unit_id)?;
    let all: Result<Vec<Entry>, Refusal> = rows.iter().map(entry).collect();
    let (mut all, before, mut looked) = (all?, rows.len(), Looked::default());
    if lines.is_empty() || lines.len() > MOST_ENTRIES {
        let found = lines.len().to_string();
        looked.problems.push(LineProblem { line: 1, problem: "activities-size", found });
        return Ok((Vec::new(), looked));
    }
    for (line, typed) in (2..).zip(lines) {
        match keeper.read(typed) {
            Ok(new) if all.iter().any(|one| one.same_as(&new)) => {
                looked.repeated.push(LineProblem { line, problem: "activity-line-repeated", found: new.title });
            }
            Ok(new) => all.push(new),
            Err(wrong) => {
                let problem = |one: Wrong| LineProblem { line, problem: one.sentence, found: one.found };
                looked.problems.extend(wrong.into_iter().map(problem));
            }
        }
    }
    if all.len() > MOST_ENTRIES {
        looked.problems.push(LineProblem { line: 1, problem: "activities-too-many", found: all.len().to_string() });
    }
    let new = all.split_off(before);
    looked.new = new.len();
    Ok((new, looked))
}
