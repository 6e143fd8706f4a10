//! The register of earlier honours: imported, matched by blind index.

use linxuan_domain::access::{Act, Object, Viewer};
use linxuan_domain::event::Change;
use linxuan_store::honour::{self as kept, Entry};
use linxuan_store::turn;

use crate::door::{Line, ask, campaign_of, record};
use crate::nomination::{name_birth_index, person_of};
use crate::unit::LineProblem;
use crate::{App, Refusal};

/// One earlier honour as imported.
#[derive(Debug, Clone)]
pub struct NewHonour {
    /// The series' id or name in the rulebook.
    pub series: String,
    pub name: String,
    pub born: String,
    /// Identity number, where known.
    pub number: String,
    /// Year or edition, for people to read.
    pub label: String,
}

/// Adds entries to the register: all lines or none.
///
/// # Errors
/// When the viewer may not; what is wrong with the lines is the answer.
pub async fn import(app: &App, viewer: &Viewer, honours: Vec<NewHonour>) -> Result<Vec<LineProblem>, Refusal> {
    let running = app.campaign_by_id(campaign_of(viewer)?)?;
    ask(viewer, Act::ImportHonours, Object { campaign: Some(&running.id), ..Object::default() })?;
    let mut problems = Vec::new();
    let mut entries = Vec::new();
    for (line, honour) in (2..).zip(honours) {
        let wanted = honour.series.trim();
        let series = running.rulebook.honour.iter().find(|s| s.id.as_str() == wanted || s.label.zh == wanted);
        let person = person_of(&app.keys, "", &honour.number);
        let name_birth = name_birth_index(&app.keys, &honour.name, &honour.born);
        match series {
            None => problems.push(LineProblem { line, problem: "series-unknown", found: honour.series }),
            Some(_) if person.is_none() && name_birth.is_none() => {
                problems.push(LineProblem { line, problem: "honour-without-person", found: honour.name });
            }
            Some(series) => entries.push(Entry {
                id: app.new_id(),
                campaign_id: running.id.to_string(),
                series: series.id.to_string(),
                label: honour.label,
                name_birth,
                person,
            }),
        }
    }
    if !problems.is_empty() || entries.is_empty() {
        return Ok(problems);
    }
    let stamp = app.stamp(viewer);
    app.act(move |sql| {
        let campaign = running.id.as_str();
        let turn = turn::take(sql, &format!("campaign/{campaign}"))?;
        entries.iter().try_for_each(|entry| kept::insert(sql, entry))?;
        let changes = vec![Change::set("entries", entries.len().to_string())];
        let subject = format!("campaign/{campaign}");
        record(sql, &turn, &stamp, Line { what: "honours-imported", campaign: Some(campaign), subject, changes })
    })
    .await?;
    Ok(problems)
}
