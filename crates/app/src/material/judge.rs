use linxuan_domain::finding::Finding;
use linxuan_domain::form::Row;
use linxuan_domain::material::{Attached, Subject, What, gate};
use linxuan_domain::rulebook::{FieldKind, Meaning, Per, Rulebook};
use linxuan_domain::value::Key;
use linxuan_store::Sql;
use linxuan_store::material as kept;
use linxuan_store::nomination::Nomination;

use super::contents::file_facts;
use crate::{App, Refusal};

/// The word of the rulebook on a nomination's files and links. Where this installation
/// keeps no files, nobody could send any and none are asked for.
pub(crate) fn judge(
    sql: &mut dyn Sql,
    app: &App,
    book: &Rulebook,
    channel: &Key,
    nomination: &Nomination,
) -> Result<Vec<Finding>, Refusal> {
    if !app.files.kept() {
        return Ok(Vec::new());
    }
    let all = kept::attached(sql, &nomination.id)?;
    let attached: Vec<Attached> = all.into_iter().filter_map(|(row, content)| one(row, content)).collect();
    let names = names(book, nomination);
    Ok(gate(book, &Subject { channel, per: Per::Nominee, names: &names }, &attached))
}

/// Names that a file may bear: the nominee's, and those of a team's members.
fn names(book: &Rulebook, nomination: &Nomination) -> Vec<String> {
    let members = book.form_of(&nomination.track).and_then(|form| form.meaning(Meaning::Members));
    let rows = members.and_then(|field| match &field.kind {
        FieldKind::Rows { columns, .. } => {
            let name = columns.iter().find(|column| column.meaning == Some(Meaning::Name))?;
            let sheet = nomination.answers.clone().joined(nomination.personal.clone());
            let of = |row: &Row| row.get(name.id.as_str()).cloned();
            Some(sheet.rows(field.id.as_str()).iter().filter_map(of).collect::<Vec<_>>())
        }
        _ => None,
    });
    let all = std::iter::once(nomination.name.clone()).chain(rows.unwrap_or_default());
    all.filter(|name| !name.trim().is_empty()).collect()
}

/// A row as the rules read it.
fn one(row: kept::Attachment, content: Option<kept::Blob>) -> Option<Attached> {
    let what = match (row.link, content) {
        (Some(link), _) => What::Link(link),
        (None, Some(content)) => What::File { facts: file_facts(&content), sha256: content.hash },
        (None, None) => return None,
    };
    let named = linxuan_media::names::FileName::read(&row.name).ok();
    Some(Attached {
        id: row.id,
        material: row.material.parse().ok()?,
        named: named.and_then(|named| Some((named.name, u32::from(named.number?)))),
        name: row.name,
        ordinal: u32::try_from(row.ordinal).unwrap_or(u32::MAX),
        what,
    })
}
