//! What the record says of an answer that changed.

use linxuan_domain::event::Change;
use linxuan_domain::form::{Entry, Sheet};
use linxuan_domain::rulebook::{Field, FieldKind, Form};
use linxuan_store::seal::Keys;

/// The changes between two sheets: choices in the open, everything people
/// write themselves as a keyed commitment.
pub(crate) fn changes(keys: &Keys, subject: &str, form: &Form, before: &Sheet, after: &Sheet) -> Vec<Change> {
    let ids: std::collections::BTreeSet<&String> = before.0.keys().chain(after.0.keys()).collect();
    let changed = ids.into_iter().filter(|id| before.0.get(*id) != after.0.get(*id));
    let change = |id: &String| {
        let field = form.field(id.split('.').next().unwrap_or(id));
        let said = |sheet: &Sheet| said(keys, subject, field, id, sheet.0.get(id));
        Change::new(id.clone(), said(before), said(after))
    };
    changed.map(change).collect()
}

fn said(keys: &Keys, subject: &str, field: Option<&Field>, id: &str, entry: Option<&Entry>) -> String {
    let open = field.is_some_and(|field| !field.personal && is_open(&field.kind));
    match entry {
        None => String::new(),
        Some(Entry::Text(text)) if open => text.clone(),
        Some(Entry::Many(many)) if open => many.join(","),
        Some(entry) => keys.commitment(&format!("{subject}/{id}"), &serde_json::to_string(entry).unwrap_or_default()),
    }
}

const fn is_open(kind: &FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Choice { .. }
            | FieldKind::Orientation { .. }
            | FieldKind::Rank
            | FieldKind::Flag
            | FieldKind::Declaration
            | FieldKind::Number { .. }
    )
}
