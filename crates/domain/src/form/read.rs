use super::kinds;
use super::{Entry, Fact, Facts, HonourEntry, Row, Sheet, document_cell};
use crate::finding::{FieldProblem, Finding, Matter, Verdict};
use crate::identity::Identity;
use crate::rulebook::{Field, FieldKind, Force, Form, Meaning, Orientation, Rank, Rulebook};
use crate::text;
use crate::value::{Date, Key};

/// What a form is read against.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub orientations: &'a [Orientation],
    pub ranks: &'a [Rank],
    /// Days after this one have not come yet.
    pub today: Date,
}

impl<'a> Context<'a> {
    pub fn of(rulebook: &'a Rulebook, today: Date) -> Self {
        Self { orientations: &rulebook.orientation, ranks: &rulebook.rank, today }
    }
}

/// A form, read.
#[derive(Debug, Clone, Default)]
pub struct Filled {
    pub facts: Facts,
    /// Everything wrong with the answers themselves, in the order of the form.
    pub findings: Vec<Finding>,
}

struct Reader<'a> {
    context: &'a Context<'a>,
    filled: Filled,
}

/// Understands a sheet: all answers, and all that is wrong with them, at once.
pub fn read(form: &Form, sheet: &Sheet, context: &Context<'_>) -> Filled {
    let mut reader = Reader { context, filled: Filled::default() };
    for field in &form.field {
        reader.field(field, sheet);
    }
    reader.birth_dates_agree(form);
    reader.unknown_fields(form, sheet);
    reader.filled
}

impl Reader<'_> {
    fn wrong(&mut self, field: &str, row: Option<u32>, problem: FieldProblem) {
        let verdict = if problem == FieldProblem::Missing { Verdict::Open } else { Verdict::Breaks };
        let matter = Matter::Field { field: field.to_owned(), row, problem };
        self.filled.findings.push(Finding { rule: "form".into(), force: Force::Must, verdict, matter });
    }

    fn field(&mut self, field: &Field, sheet: &Sheet) {
        let id = field.id.as_str();
        let strange = sheet.0.get(id).filter(|entry| !entry.is_empty() && !kinds::shape_fits(&field.kind, entry));
        if strange.is_some() {
            // Whoever sends a list where a text is asked for has answered nothing.
            return self.wrong(id, None, FieldProblem::Missing);
        }
        let read = match &field.kind {
            FieldKind::Rows { columns, at_least, at_most } => {
                return self.rows(field, columns, (*at_least, *at_most), sheet.rows(id));
            }
            FieldKind::Identity => {
                kinds::identity(sheet.text(&format!("{id}.document")), sheet.text(&format!("{id}.number")))
            }
            _ => kinds::read(field, sheet.0.get(id), self.context),
        };
        match read {
            Ok(Some(fact)) => self.keep(field.meaning, fact),
            Ok(None) if field.required => self.wrong(id, None, FieldProblem::Missing),
            Ok(None) => {}
            Err(problem) => self.wrong(id, None, problem),
        }
    }

    fn keep(&mut self, meaning: Option<Meaning>, fact: Fact) {
        if let Some(meaning) = meaning {
            self.filled.facts.by_meaning.insert(meaning, fact);
        }
    }

    fn rows(&mut self, field: &Field, columns: &[Field], (least, most): (u32, u32), rows: &[Row]) {
        let id = field.id.as_str();
        let found = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        if found == 0 && field.required {
            self.wrong(id, None, FieldProblem::Missing);
        } else if found < least && (found > 0 || field.required) {
            self.wrong(id, None, FieldProblem::TooFewRows { at_least: least, found });
        } else if found > most {
            self.wrong(id, None, FieldProblem::TooManyRows { at_most: most, found });
        }
        for (number, row) in (1..).zip(rows) {
            let facts = self.row(field, columns, number, row);
            let birth = columns.iter().find(|column| column.meaning == Some(Meaning::BirthDate));
            if let Some(birth) = birth.filter(|_| births_differ(&facts)) {
                self.wrong(&format!("{id}.{}", birth.id), Some(number), FieldProblem::BirthDateDiffers);
            }
            for strange in row.keys().filter(|cell| !columns.iter().any(|column| column.has_cell(cell))) {
                self.wrong(&format!("{id}.{strange}"), Some(number), FieldProblem::UnknownField);
            }
            self.keep_row(field.meaning, facts, columns, row);
        }
    }

    fn row(&mut self, field: &Field, columns: &[Field], number: u32, row: &Row) -> Facts {
        let mut facts = Facts::default();
        for column in columns {
            let typed = |part: &str| row.get(part).map_or("", String::as_str);
            let id = column.id.as_str();
            let read = match &column.kind {
                FieldKind::Identity => kinds::identity(typed(&document_cell(id)), typed(id)),
                _ => kinds::read(column, Some(&Entry::Text(typed(id).to_owned())), self.context),
            };
            let place = format!("{}.{id}", field.id);
            match read {
                Ok(Some(fact)) => {
                    if let Some(meaning) = column.meaning {
                        facts.by_meaning.insert(meaning, fact);
                    }
                }
                Ok(None) if column.required => self.wrong(&place, Some(number), FieldProblem::Missing),
                Ok(None) => {}
                Err(problem) => self.wrong(&place, Some(number), problem),
            }
        }
        facts
    }

    fn keep_row(&mut self, meaning: Option<Meaning>, facts: Facts, columns: &[Field], row: &Row) {
        match meaning {
            Some(Meaning::Honours) => {
                let column = |id: &str| row.get(id).map(|typed| text::tidy(typed)).unwrap_or_default();
                let name = columns.first().map_or_else(String::new, |first| column(first.id.as_str()));
                self.filled.facts.honours.push(HonourEntry { name, level: column("level") });
            }
            Some(Meaning::Members) => self.filled.facts.members.push(facts),
            _ => {}
        }
    }

    /// The birth date typed and the one in the resident card's number must be the same.
    fn birth_dates_agree(&mut self, form: &Form) {
        if let Some(field) = form.meaning(Meaning::BirthDate).filter(|_| births_differ(&self.filled.facts)) {
            self.wrong(field.id.as_str(), None, FieldProblem::BirthDateDiffers);
        }
    }

    fn unknown_fields(&mut self, form: &Form, sheet: &Sheet) {
        let is_identity = |field: &Field| matches!(field.kind, FieldKind::Identity);
        let known = |id: &str| match id.split_once('.') {
            Some((field, "document" | "number")) => form.field(field).is_some_and(is_identity),
            Some(_) => false,
            None => form.field(id).is_some_and(|field| !is_identity(field)),
        };
        let strange: Vec<String> = sheet.0.keys().filter(|id| !known(id)).cloned().collect();
        for id in strange {
            self.wrong(&id, None, FieldProblem::UnknownField);
        }
    }
}

/// Whether a resident card carries another birth date than the one typed beside it.
fn births_differ(facts: &Facts) -> bool {
    let carried = facts.identity().and_then(Identity::birth_date);
    carried.zip(facts.date(Meaning::BirthDate)).is_some_and(|(carried, typed)| carried != typed)
}

/// How many of a step's required fields are answered and sound, of how many.
pub fn progress(form: &Form, step: &Key, filled: &Filled) -> (u32, u32) {
    let required: Vec<&Field> = form.fields_of(step).filter(|field| field.required).collect();
    let wanting = required.iter().filter(|field| {
        filled.findings.iter().any(|finding| match &finding.matter {
            Matter::Field { field: id, .. } => id.split('.').next() == Some(field.id.as_str()),
            _ => false,
        })
    });
    let (all, wanting) = (required.len(), wanting.count());
    (u32::try_from(all - wanting).unwrap_or(0), u32::try_from(all).unwrap_or(0))
}
