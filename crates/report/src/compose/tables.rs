//! Tables of a unit: its nominees, and what it did for the campaign.

use linxuan_domain::paper::{ActivityTable, Answered, Ratio, SummaryRow, SummaryTable};
use linxuan_domain::rulebook::Meaning;
use linxuan_domain::value::Label;

use super::{With, meant};
use crate::document::{Block, Column};

/// What a column of the summary table takes from a form, and its share of the width.
const SUMMARY: [(&str, &[Meaning], u16); 13] = [
    ("paper-col-name", &[Meaning::Name], 9),
    ("paper-col-sex", &[Meaning::Sex], 4),
    ("paper-col-ethnic-group", &[Meaning::EthnicGroup], 6),
    ("paper-col-born", &[Meaning::BirthDate], 8),
    ("paper-col-party", &[Meaning::Party], 7),
    ("paper-col-education", &[Meaning::Education, Meaning::Degree], 7),
    ("paper-col-employer", &[Meaning::Employer], 14),
    ("paper-col-post", &[Meaning::Post, Meaning::Title], 11),
    ("paper-col-rank", &[Meaning::Rank], 8),
    ("paper-col-academician", &[Meaning::Academician], 5),
    ("paper-col-orientation", &[Meaning::Orientation], 10),
    ("paper-col-front-line", &[Meaning::FrontLine], 5),
    ("paper-col-mobile", &[Meaning::Mobile], 11),
];

/// 汇总表: one row a nominee, in the unit's order; at its foot the counts and who filled it in.
pub fn summary(with: With<'_>, table: &SummaryTable) -> Vec<Block> {
    let has = |meanings: &[Meaning]| {
        table.rows.is_empty() || table.rows.iter().any(|row| meanings.iter().any(|m| row.of.form.meaning(*m).is_some()))
    };
    let columns: Vec<_> = SUMMARY.iter().filter(|(_, meanings, _)| has(meanings)).collect();
    let own = columns.iter().map(|(key, _, share)| column(with.say(key), *share));
    let young = table.younger.map(|years| column(with.words.fill("paper-col-young", &[("years", years.into())]), 5));
    let mut head = vec![column(with.say("paper-col-place"), 4), column(with.say("paper-col-number"), 9)];
    head.extend(own.chain(young));
    head.push(column(with.say("paper-col-remark"), 9));
    let row = |(place, row): (usize, &SummaryRow)| {
        let mut cells = vec![(place + 1).to_string(), row.number.clone()];
        cells.extend(columns.iter().map(|(_, meanings, _)| told(with, &row.of, meanings)));
        if table.younger.is_some() {
            cells.push(
                row.young.map(|young| with.say(if young { "answer-yes" } else { "answer-no" })).unwrap_or_default(),
            );
        }
        cells.push(remark(with, row));
        cells
    };
    let rows = table.rows.iter().enumerate().map(row).collect();
    let foot = foot(with, table);
    std::iter::once(Block::Table { head, rows, foot }).chain(filled_by(with)).collect()
}

fn told(with: With<'_>, of: &Answered, meanings: &[Meaning]) -> String {
    let all = meanings.iter().map(|meaning| match meaning {
        Meaning::BirthDate => month(&meant(with, of, *meaning), of),
        _ => meant(with, of, *meaning),
    });
    let said: Vec<String> = all.filter(|text| !text.is_empty()).collect();
    linxuan_texts::list(with.words, &said)
}

/// 1978.06: tables give the month of birth alone.
fn month(told: &str, of: &Answered) -> String {
    let typed = of.form.meaning(Meaning::BirthDate).map(|field| of.answers.text(field.id.as_str()));
    let date = typed.and_then(|typed| typed.parse::<linxuan_domain::value::Date>().ok());
    date.map_or_else(|| told.to_owned(), |date| format!("{}.{:02}", date.0.year(), date.0.month()))
}

fn remark(with: With<'_>, row: &SummaryRow) -> String {
    if row.waivers == 0 {
        return String::new();
    }
    with.words.fill("paper-waivers", &[("n", row.waivers.into())])
}

/// Who filled it in, the seal and the day.
fn filled_by(with: With<'_>) -> [Block; 2] {
    ["paper-filled-by", "paper-sealed-by"].map(|key| Block::Text(with.say(key)))
}

/// How many, and the parts that the notice sets bounds to.
fn foot(with: With<'_>, table: &SummaryTable) -> Vec<Vec<String>> {
    let count = with.words.fill("paper-count", &[("n", table.rows.len().into())]);
    std::iter::once(count).chain(table.ratios.iter().map(|one| ratio(with, one))).map(|said| vec![said]).collect()
}

/// A rule with what the list has of it.
pub fn ratio(with: With<'_>, ratio: &Ratio) -> String {
    let percent = linxuan_texts::percent(ratio.part, ratio.whole, &[]);
    let fills = [
        ("label", with.text(&ratio.label).into()),
        ("part", ratio.part.into()),
        ("whole", ratio.whole.into()),
        ("percent", percent.into()),
    ];
    with.words.fill("paper-ratio", &fills)
}

const fn column(title: String, share: u16) -> Column {
    Column { title, share, number: false }
}

/// 开展情况表: what was counted; a figure that nobody counted is left to the hand.
pub fn activity(with: With<'_>, table: &ActivityTable) -> Vec<Block> {
    let grouped = table.rows.iter().any(|row| row.group.is_some());
    let mut head = vec![column(with.say("paper-col-place"), 9)];
    head.extend(grouped.then(|| column(with.say("paper-col-group"), 15)));
    head.extend([
        column(with.say("paper-col-item"), 34),
        column(with.say("paper-col-unit"), 15),
        Column { number: true, ..column(with.say("paper-col-figure"), 11) },
        column(with.say("paper-col-remark"), 20),
    ]);
    let label = |label: &Option<Label>| label.as_ref().map(|label| with.text(label)).unwrap_or_default();
    let rows = table.rows.iter().enumerate().map(|(place, row)| {
        let number = row.number.map(linxuan_texts::number).unwrap_or_default();
        let mut cells = vec![(place + 1).to_string()];
        cells.extend(grouped.then(|| label(&row.group)));
        cells.extend([with.text(&row.item), with.text(&row.unit), number, row.remark.clone()]);
        cells
    });
    let rows = rows.collect();
    std::iter::once(Block::Table { head, rows, foot: Vec::new() }).chain(filled_by(with)).collect()
}
