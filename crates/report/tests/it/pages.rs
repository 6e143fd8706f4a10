//! Pages and their marks: what a change touches, and what stays the same page.

use linxuan_domain::paper::{Content, Paper, Set};
use linxuan_domain::rulebook::PaperKind;

use crate::press;
use crate::reader::File;
use crate::sample::{answers, book, paper};

/// A form of several pages: 2,000 characters of deeds.
fn long() -> Paper {
    let book = book("qinghai-2023");
    let mut paper = paper(&book, PaperKind::NominationForm);
    write(&mut paper, "deeds", &deeds());
    paper
}

fn deeds() -> String {
    (0..2000)
        .map(|n| {
            if n % 25 == 24 {
                '。'
            } else {
                "草种撒下去第一年不见绿第二年还不见绿".chars().nth(n % 18).unwrap()
            }
        })
        .collect()
}

fn write(paper: &mut Paper, field: &str, text: &str) {
    let Content::NominationForm(form) = &mut paper.content else { panic!("no form") };
    form.of.answers.set_text(field, text);
}

/// What a reader sees on each page, the number of the version left out: it changes with everything.
fn read(paper: &Paper, set: &Set) -> Vec<String> {
    let version = format!("版本{}", paper.version()[..8].to_uppercase());
    File::new(&set.pdf).run_together().iter().map(|page| page.replacen(&version, "", 1)).collect()
}

#[test]
fn changing_one_character_flags_exactly_the_pages_that_print_it() {
    let Some(press) = press() else { return };
    let (before, mut random) = (long(), 7_u64);
    let first = press.paper(&before).unwrap();
    let (texts, pages) = (read(&before, &first), first.pages.len());
    assert!(pages >= 3, "{pages}");
    let (mut kept, mut flagged) = (0, 0);
    for _ in 0..40 {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = usize::try_from(random >> 33).unwrap() % 2000;
        let edited: String = deeds().chars().enumerate().map(|(n, c)| if n == at { '改' } else { c }).collect();
        let mut after = before.clone();
        write(&mut after, "deeds", &edited);
        let second = press.paper(&after).unwrap();
        assert_ne!(after.version(), before.version());
        for (page, text) in read(&after, &second).iter().enumerate() {
            let differs = *text != texts[page];
            assert_eq!(second.pages[page] != first.pages[page], differs, "character {at}, page {}", page + 1);
            if differs { flagged += 1 } else { kept += 1 }
        }
    }
    assert!(flagged >= 40 && kept >= 40, "{flagged} {kept}");
}

#[test]
fn every_page_says_number_version_and_place() {
    let Some(press) = press() else { return };
    let paper = long();
    let pages = File::new(&press.paper(&paper).unwrap().pdf).run_together();
    let version = paper.version()[..8].to_uppercase();
    for (place, page) in pages.iter().enumerate() {
        let foot = format!("编号CC-0101版本{version}第{}页，共{}页", place + 1, pages.len());
        assert!(page.contains(&foot), "{foot}: {page}");
    }
}

#[test]
fn a_version_is_of_the_values_and_of_nothing_else() {
    let paper = long();
    let mut other = paper.clone();
    other.head.language = linxuan_domain::value::Language::English;
    other.head.date = "2023-05-01".parse().unwrap();
    other.head.draft = true;
    assert_eq!(other.version(), paper.version());
    other.head.unit.push('一');
    assert_ne!(other.version(), paper.version());
}

#[test]
fn a_summary_table_is_another_version_only_where_it_prints_the_change() {
    let book = book("qinghai-2023");
    let before = paper(&book, PaperKind::SummaryTable);
    let row = |field: &str, text: &str| {
        let mut after = before.clone();
        let Content::SummaryTable(table) = &mut after.content else { panic!("no table") };
        let mut sheet = answers(&book, 1);
        sheet.set_text(field, text);
        let of = linxuan_domain::paper::Answered::of(&book, book.track[0].id.as_str(), sheet).unwrap();
        table.rows[0].of = of.only(linxuan_domain::paper::SummaryTable::MEANINGS);
        after.version() == before.version()
    };
    assert!(row("deeds", "另写"));
    assert!(!row("employer", "另一单位"));
}
