//! Papers of the five notices with invented nominees.

use std::path::PathBuf;

use linxuan_domain::activity::{self, Overtyping};
use linxuan_domain::form::{Context, Entry, Row, Sheet, read};
use linxuan_domain::paper::{
    ActivityTable, Answered, Content, Head, Listed, Paper, Recorded, SummaryTable, Whose, WorkReport, of_nominee,
    ratios,
};
use linxuan_domain::rulebook::outline::Outline;
use linxuan_domain::rulebook::{self, Field, FieldKind, Meaning, PaperKind, Rulebook};
use linxuan_domain::value::{Label, Language};
use linxuan_testkit::invented;

pub const NOTICES: [&str; 5] = ["national-2022", "chongqing-2021", "qinghai-2023", "hebei-2021", "national-2021"];

pub fn book(name: &str) -> Rulebook {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../campaigns").join(format!("{name}.toml"));
    let text = std::fs::read_to_string(path).unwrap();
    rulebook::read(&text, &Outline::default(), None).rulebook.unwrap()
}

/// The answers of the `n`th invented nominee.
pub fn answers(book: &Rulebook, n: u32) -> Sheet {
    let mut sheet = Sheet::default();
    for field in &book.form[0].field {
        fill(&mut sheet, book, field, n);
    }
    sheet
}

fn fill(sheet: &mut Sheet, book: &Rulebook, field: &Field, n: u32) {
    let id = field.id.as_str();
    if matches!(field.kind, FieldKind::Identity) {
        sheet.set_text(&format!("{id}.document"), "resident-card");
        sheet.set_text(&format!("{id}.number"), &invented::resident_card(n));
        return;
    }
    if let FieldKind::Rows { columns, .. } = &field.kind {
        let row = |place: u32| -> Row {
            columns.iter().map(|column| (column.id.to_string(), plain(book, column, n + place))).collect()
        };
        return sheet.set(id, Entry::Rows((0..3).map(row).collect()));
    }
    sheet.set_text(id, &plain(book, field, n));
}

fn plain(book: &Rulebook, field: &Field, n: u32) -> String {
    match (&field.kind, field.meaning) {
        (_, Some(Meaning::Name)) => invented::name(n),
        (_, Some(Meaning::EthnicGroup)) => "汉族".to_owned(),
        (_, Some(Meaning::NativePlace)) => "澄川远山".to_owned(),
        (_, Some(Meaning::Title)) => "高级工程师".to_owned(),
        (_, Some(Meaning::Post)) => "试验场场长".to_owned(),
        (_, Some(Meaning::Employer)) => "澄川草地试验场".to_owned(),
        (_, Some(Meaning::Deeds)) => deeds(),
        (_, Some(Meaning::Abstract)) => "在滩上住了四个生长季，选出十六种乡土草。".to_owned(),
        (FieldKind::Choice { options, .. }, _) => options[n as usize % options.len()].id.to_string(),
        (FieldKind::Orientation { .. }, _) => book.orientation[0].id.to_string(),
        (FieldKind::Rank, _) => book.rank.last().unwrap().id.to_string(),
        (FieldKind::Date, _) => format!("19{}-06-12", 70 + n % 20),
        (FieldKind::Month, _) => format!("20{:02}-07", 3 + n % 15),
        (FieldKind::Flag, _) => if n.is_multiple_of(2) { "yes" } else { "no" }.to_owned(),
        (FieldKind::Declaration, _) => "yes".to_owned(),
        (FieldKind::Phone, _) => invented::phone(n),
        (FieldKind::Email, _) => format!("example{n}@example.cn"),
        (FieldKind::Number { .. }, _) => "3".to_owned(),
        _ => match field.id.as_str() {
            "place" => "澄川省远山市草地试验场".to_owned(),
            "role" => "技术员、工程师".to_owned(),
            "name" => "澄川省科学技术进步奖".to_owned(),
            _ => "样例内容".to_owned(),
        },
    }
}

/// Three paragraphs of about 300 characters.
pub fn deeds() -> String {
    let one = "草种撒下去，第一年不见绿，第二年还不见绿，牧民说这块滩活不了了。他在滩上支起帐篷，住了四个生长季，\
               把十六种乡土草按根深、按返青时间编成组，一组一组地试。第五年春天，黑土滩上第一次连成了片。";
    [one, one, one].join("\n")
}

pub fn whose(number: &str) -> Whose {
    Whose {
        language: Language::Chinese,
        unit: "澄川省高原生态学会".to_owned(),
        number: number.to_owned(),
        date: "2023-04-01".parse().unwrap(),
        draft: false,
    }
}

/// The notice's paper of a kind with three invented nominees, or the first of them.
pub fn paper(book: &Rulebook, kind: PaperKind) -> Paper {
    let paper = book.paper.iter().find(|paper| paper.kind == kind).unwrap();
    let number =
        if matches!(kind, PaperKind::NominationForm | PaperKind::IntegrityOpinion) { "CC-0101" } else { "CC-001" };
    Paper { head: Head::of(book, paper, whose(number)), content: content(book, kind) }
}

/// A figure that the unit knows better than its log.
fn overtyped(book: &Rulebook) -> Overtyping {
    Overtyping { activity: book.activity[0].id.to_string(), count: 12, reason: "含县级科协3项".to_owned() }
}

fn content(book: &Rulebook, kind: PaperKind) -> Content {
    let track = book.track[0].id.as_str();
    let of = |n| Answered::of(book, track, answers(book, n)).unwrap();
    let today = "2023-04-01".parse().unwrap();
    let facts = |n| read(&book.form[0], &answers(book, n), &Context::of(book, today)).facts;
    let track_key = book.track[0].id.clone();
    let list: Vec<_> = (1..=3).map(|n| (track_key.clone(), facts(n))).collect();
    match kind {
        PaperKind::NominationForm | PaperKind::IntegrityOpinion => {
            let said = |item: &str| {
                if item == "employer" { "情况属实，同意推荐。".to_owned() } else { String::new() }
            };
            of_nominee(book, &book.channel[0], kind, of(1), &said).unwrap()
        }
        PaperKind::SummaryTable => Content::SummaryTable(SummaryTable::of(
            book,
            (1..=3).map(|n| (format!("CC-010{n}"), of(n), (track_key.clone(), facts(n)), n - 1)).collect(),
        )),
        PaperKind::ActivityTable => {
            Content::ActivityTable(ActivityTable::of(&activity::table(book, &[], &[overtyped(book)])))
        }
        PaperKind::WorkReport => Content::WorkReport(WorkReport {
            addressee: book.office.name.clone(),
            list: (1..=3).map(listed).collect(),
            steps: book.procedure.iter().map(recorded).collect(),
            ratios: ratios(book, &list),
            waived: vec![(Some(label("获得过国家级荣誉的原则上不再推荐")), "事迹另有新的进展。".to_owned())],
        }),
    }
}

pub fn listed(n: u32) -> Listed {
    Listed { number: format!("CC-010{n}"), name: invented::name(n), employer: "澄川草地试验场".to_owned() }
}

pub fn label(text: &str) -> Label {
    Label { zh: text.to_owned(), en: text.to_owned() }
}

fn recorded(procedure: &rulebook::Procedure) -> Recorded {
    Recorded {
        label: procedure.label.clone(),
        joint: false,
        text: "2023年3月20日至24日，在本单位网站进行，无异议。".to_owned(),
    }
}
