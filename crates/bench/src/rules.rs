//! All rules of one form, without database and pages.

use linxuan_domain::eligibility::{self, Known};
use linxuan_domain::form::{Context, Sheet, read};
use linxuan_domain::rulebook::outline::Outline;
use linxuan_domain::rulebook::{Field, FieldKind, Rulebook};
use linxuan_domain::value::Date;
use std::fs;
use std::hint::black_box;

use crate::stopwatch::timed;
use crate::table::Table;

const RUNS: u32 = 20_000;

pub fn measure(table: &mut Table) {
    let folder = crate::house().join("campaigns");
    let text = fs::read_to_string(folder.join("qinghai-2023.toml")).unwrap();
    let outline = Outline::parse(&fs::read_to_string(folder.join("notices/qinghai-2023.md")).unwrap());
    let book = linxuan_domain::rulebook::read(&text, &outline, None).rulebook.unwrap();
    let track = book.track.first().unwrap().id.clone();
    let form = book.form_of(track.as_str()).unwrap();
    let mut sheet = Sheet::default();
    form.field.iter().for_each(|field| answer(&mut sheet, &book, field));
    let context = Context::of(&book, "2023-04-04".parse::<Date>().unwrap());
    let known = Known::default();
    let (time, ()) = timed(|| {
        for _ in 0..RUNS {
            let filled = read(form, black_box(&sheet), &context);
            black_box(eligibility::judge(&book, &track, &filled.facts, &known));
        }
    });
    let each = time / RUNS;
    let against = format!("{} fields, {} rules", form.field.len(), book.rule.len());
    table.line("all rules of a form", &format!("{:.1} µs", each.as_secs_f64() * 1e6), &against, "≤ 50 µs");
}

/// A full answer to one field.
fn answer(sheet: &mut Sheet, book: &Rulebook, field: &Field) {
    let id = field.id.as_str();
    let text = match &field.kind {
        FieldKind::LongText { max, .. } => "研".repeat(usize::try_from(*max).unwrap()),
        FieldKind::Text { max } => "研".repeat(usize::try_from(*max).unwrap().min(30)),
        FieldKind::PersonName { .. } => "阿依·古丽".to_owned(),
        FieldKind::Choice { options, .. } => options.first().unwrap().id.to_string(),
        FieldKind::Orientation { .. } => book.orientation.first().unwrap().id.to_string(),
        FieldKind::Rank => book.rank.first().unwrap().id.to_string(),
        FieldKind::Date => "1985-06-12".to_owned(),
        FieldKind::Month => "2010-06".to_owned(),
        FieldKind::Flag => "no".to_owned(),
        FieldKind::Declaration => "yes".to_owned(),
        FieldKind::Number { .. } => "7".to_owned(),
        FieldKind::Phone => "10000000000".to_owned(),
        FieldKind::Email => "someone@example.com".to_owned(),
        FieldKind::Identity => return sheet.set_text(&format!("{id}.number"), "990101198506120015"),
        FieldKind::Rows { .. } => return,
    };
    sheet.set_text(id, &text);
}
