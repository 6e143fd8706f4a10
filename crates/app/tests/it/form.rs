//! A form filled in by hand of the machine: every answer sound, no rule broken.

use linxuan_app::Running;
use linxuan_domain::form::{Entry, Row, Sheet};
use linxuan_domain::rulebook::{Field, FieldKind, Form, Meaning};
use linxuan_testkit::invented;

/// The ids of all fields: a save speaks for the whole form.
pub fn fields(form: &Form) -> Vec<String> {
    form.field.iter().map(|field| field.id.to_string()).collect()
}

/// Answers of the `number`th invented person.
pub fn filled(running: &Running, track: &str, number: u32) -> Sheet {
    let mut sheet = Sheet::default();
    for field in &running.rulebook.form_of(track).unwrap().field {
        let id = field.id.as_str();
        match &field.kind {
            FieldKind::Identity => {
                sheet.set_text(&format!("{id}.document"), "resident-card");
                sheet.set_text(&format!("{id}.number"), &invented::resident_card(number));
            }
            FieldKind::Rows { columns, at_least, .. } if field.required => {
                let row: Row = columns.iter().map(|c| (c.id.to_string(), answer(running, c, number))).collect();
                sheet.set(id, Entry::Rows(vec![row; (*at_least).max(1) as usize]));
            }
            FieldKind::Rows { .. } => {}
            FieldKind::Choice { many: true, .. } | FieldKind::Orientation { many: true } => {
                sheet.set(id, Entry::Many(vec![answer(running, field, number)]));
            }
            _ => sheet.set_text(id, &answer(running, field, number)),
        }
    }
    sheet
}

fn answer(running: &Running, field: &Field, number: u32) -> String {
    match &field.kind {
        _ if field.meaning == Some(Meaning::BirthDate) => born(number),
        _ if field.meaning == Some(Meaning::Name) => invented::name(number),
        FieldKind::PersonName { .. } => invented::name(number),
        FieldKind::Text { .. } => format!("第{number}研究所"),
        FieldKind::LongText { min, max } => "先进事迹".repeat((min.unwrap_or(4).max(*max / 2) / 4) as usize + 1),
        FieldKind::Choice { options, .. } => options[0].id.to_string(),
        FieldKind::Orientation { .. } => running.rulebook.orientation[0].id.to_string(),
        FieldKind::Rank => running.rulebook.rank.last().unwrap().id.to_string(),
        FieldKind::Number { at_least, .. } => at_least.unwrap_or(1).to_string(),
        FieldKind::Date => "2010-05-04".to_owned(),
        FieldKind::Month => "2010-05".to_owned(),
        FieldKind::Flag => "no".to_owned(),
        FieldKind::Declaration => "yes".to_owned(),
        FieldKind::Phone => invented::phone(number),
        FieldKind::Email => format!("a{number}@example.com"),
        FieldKind::Identity | FieldKind::Rows { .. } => String::new(),
    }
}

/// The day of birth that the invented identity number carries.
pub fn born(number: u32) -> String {
    let digits = invented::birth_date(number);
    format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..])
}
