//! Random nominations of the shipped rulebooks: what goes out comes back.

use linxuan_domain::form::{Context, Entry, Row, Sheet, document_cell};
use linxuan_domain::identity::Document as Kind;
use linxuan_domain::rulebook::outline::Outline;
use linxuan_domain::rulebook::{Field, FieldKind, Form, Rulebook, read};
use linxuan_domain::sheet::{differences, taken};
use linxuan_domain::value::Language;
use linxuan_report::document::Document;
use linxuan_report::{blank_form, docx, read_docx, read_xlsx, xlsx};
use linxuan_texts::Words;

use crate::package::TRAPS;

const NAMES: [&str; 5] = ["national-2021", "national-2022", "chongqing-2021", "hebei-2021", "qinghai-2023"];

fn rulebook(name: &str) -> Rulebook {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../campaigns");
    let file = |path: String| std::fs::read_to_string(path).unwrap();
    let outline = Outline::parse(&file(format!("{folder}/notices/{name}.md")));
    read(&file(format!("{folder}/{name}.toml")), &outline, Some(name)).rulebook.unwrap()
}

/// Numbers from a seed: xorshift64*.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high).unwrap() % sides
    }

    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.throw(all.len())]
    }

    fn text(&mut self) -> String {
        match self.throw(4) {
            0 => self.of(&TRAPS).to_owned(),
            1 => "长".repeat(1 + self.throw(400)),
            _ => (0..=self.throw(12))
                .map(|_| self.of(&["张", "、", "a", " ", "中", "；", "\n", "😀", "é", "<"]))
                .collect(),
        }
    }

    fn entry(&mut self, field: &Field, rulebook: &Rulebook) -> Entry {
        let one = |dice: &mut Self, all: Vec<&str>| Entry::Text(dice.of(&all).to_owned());
        let several = |dice: &mut Self, all: Vec<&str>| {
            Entry::Many(all.into_iter().filter(|_| dice.throw(2) == 0).map(str::to_owned).collect())
        };
        match &field.kind {
            FieldKind::Choice { options, many } => {
                let all = options.iter().map(|one| one.id.as_str()).collect();
                if *many { several(self, all) } else { one(self, all) }
            }
            FieldKind::Orientation { many } => {
                let all = rulebook.orientation.iter().map(|one| one.id.as_str()).collect();
                if *many { several(self, all) } else { one(self, all) }
            }
            FieldKind::Rank => one(self, rulebook.rank.iter().map(|rank| rank.id.as_str()).collect()),
            FieldKind::Flag | FieldKind::Declaration => one(self, vec!["yes", "no", "maybe"]),
            FieldKind::Date => one(self, vec!["1980-05-03", "1980年5月3日", "19800503", "1980.5", "不详"]),
            FieldKind::Month => one(self, vec!["1980-05", "1980年5月", "1980.05", "至今", "不详"]),
            FieldKind::Number { .. } => one(self, vec!["0", "007", "-1", "1234567890123456789", "若干"]),
            FieldKind::Rows { columns, at_most, .. } => {
                let rows = self.throw(7_usize.min(usize::try_from(*at_most).unwrap() + 1));
                Entry::Rows((0..rows).map(|_| self.row(columns, rulebook)).collect())
            }
            _ => Entry::Text(self.text()),
        }
    }

    fn row(&mut self, columns: &[Field], rulebook: &Rulebook) -> Row {
        let mut row = Row::new();
        for column in columns {
            if self.throw(6) == 0 {
                continue;
            }
            if matches!(column.kind, FieldKind::Identity) && self.throw(2) == 0 {
                let document = self.of(&Kind::ALL.map(Kind::id));
                row.insert(document_cell(column.id.as_str()), document.to_owned());
            }
            if let Entry::Text(text) = self.entry(column, rulebook) {
                row.insert(column.id.as_str().to_owned(), text);
            }
        }
        row
    }

    fn sheet(&mut self, form: &Form, rulebook: &Rulebook) -> Sheet {
        let mut sheet = Sheet::default();
        for field in &form.field {
            let id = field.id.as_str();
            match field.kind {
                _ if self.throw(5) == 0 => {}
                FieldKind::Identity => {
                    sheet.set_text(&format!("{id}.document"), self.of(&Kind::ALL.map(Kind::id)));
                    sheet.set_text(&format!("{id}.number"), &self.text());
                }
                _ => sheet.set(id, self.entry(field, rulebook)),
            }
        }
        sheet
    }
}

/// One filled form with what it is read against.
pub struct Filled {
    rulebook: std::rc::Rc<Rulebook>,
    form: usize,
    sheet: Sheet,
    language: Language,
}

impl Filled {
    fn form(&self) -> &Form {
        &self.rulebook.form[self.form]
    }

    fn context(&self) -> Context<'_> {
        Context::of(&self.rulebook, "2022-05-10".parse().unwrap())
    }

    pub fn blank(&self) -> Document {
        blank_form(self.form(), &self.sheet, &self.context(), self.language)
    }
}

/// So many forms of each rulebook, always the same ones.
pub fn sheets(each: usize) -> impl Iterator<Item = Filled> {
    let mut dice = Dice(0x6c69_6e78_7561_6e21);
    NAMES.into_iter().flat_map(move |name| {
        let rulebook = std::rc::Rc::new(rulebook(name));
        let mut filled = Vec::new();
        for at in 0..each {
            let form = at % rulebook.form.len();
            let sheet = dice.sheet(&rulebook.form[form], &rulebook);
            let language = if at % 4 == 3 { Language::English } else { Language::Chinese };
            filled.push(Filled { rulebook: rulebook.clone(), form, sheet, language });
        }
        filled
    })
}

#[test]
fn a_thousand_nominations_come_back_as_they_went_out() {
    let mut seen = 0;
    for one in sheets(200) {
        let paper = one.blank();
        let files = [read_docx(&docx(&paper).unwrap()).unwrap(), read_xlsx(&xlsx(&paper).unwrap()).unwrap()];
        for filled in files {
            let found = differences(&one.sheet, &filled, one.form(), &one.context());
            let said: Vec<_> = found.iter().map(|one| (&one.field, &one.before, &one.after, &one.problem)).collect();
            assert!(found.is_empty(), "{:?}: {said:?}", filled.kind);
        }
        seen += 1;
    }
    assert_eq!(seen, 1000);
}

#[test]
fn one_nomination_filled_from_another_becomes_it() {
    let blank = |row: &Row| row.values().all(|text| text.trim().is_empty());
    let has_blank = |entry: &Entry| matches!(entry, Entry::Rows(rows) if rows.iter().any(blank));
    // A row without a word is none, and those below it move up.
    for one in sheets(20).filter(|one| !one.sheet.0.values().any(has_blank)) {
        let filled = read_docx(&docx(&one.blank()).unwrap()).unwrap();
        let empty = Sheet::default();
        let found = differences(&empty, &filled, one.form(), &one.context());
        let now = taken(&empty, &found);
        // What is right by itself came over; nothing is left to change but what had a problem.
        let again = differences(&now, &filled, one.form(), &one.context());
        assert!(again.iter().all(|one| one.problem.is_some()), "{again:?}");
        for field in one.form().field.iter().filter(|field| matches!(field.kind, FieldKind::Choice { many: false, .. }))
        {
            assert_eq!(now.text(field.id.as_str()), one.sheet.text(field.id.as_str()), "{}", field.id);
        }
    }
}

#[test]
fn what_papers_call_a_document_is_understood() {
    let rulebook = rulebook("national-2022");
    let (form, context) = (&rulebook.form[0], Context::of(&rulebook, "2022-05-10".parse().unwrap()));
    for language in [Language::Chinese, Language::English] {
        for kind in Kind::ALL {
            let name = linxuan_texts::document(Words::new(language), kind);
            let path = "identity.document".to_owned();
            let filled = linxuan_domain::sheet::Filled {
                kind: linxuan_domain::sheet::Kind::Docx,
                fields: vec![(path.clone(), name)],
                tables: Vec::new(),
            };
            let found = differences(&Sheet::default(), &filled, form, &context);
            assert_eq!(found.len(), 1);
            assert!(found[0].field == path && found[0].after == Entry::Text(kind.id().to_owned()));
        }
    }
}
