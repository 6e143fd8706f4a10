//! Papers that the system gives out itself: receipt, reasons of a return, examination sheet.

use linxuan_domain::paper::{Checked, ExaminationSheet, Listed, Receipt, ReturnedReasons};

use super::With;
use super::reports::list;
use crate::document::{Block, Cell, Column, Seal};

/// 回执.
pub fn receipt(with: With<'_>, receipt: &Receipt) -> Vec<Block> {
    let facts = [
        ("paper-campaign", with.text(&with.head.campaign)),
        ("paper-receipt-number", with.head.number.clone()),
        ("receipt-at", with.moment(receipt.at)),
        ("receipt-hash", receipt.manifest.clone()),
    ];
    let mut blocks = vec![facts_grid(with, &facts), Block::Heading(with.say("receipt-nominations"))];
    if receipt.list.is_empty() {
        blocks.push(Block::Text(with.say("receipt-none")));
    } else {
        blocks.push(list(with, &receipt.list));
    }
    if !receipt.papers.is_empty() {
        blocks.push(Block::Heading(with.say("paper-to-follow")));
    }
    let paper = |(title, n): &(_, u32)| {
        let fills = [("title", with.text(title).into()), ("n", (*n).into())];
        Block::Text(with.words.fill("paper-follows", &fills))
    };
    blocks.extend(receipt.papers.iter().map(paper));
    blocks
}

/// 退回补正通知.
pub fn returned(with: With<'_>, returned: &ReturnedReasons) -> Vec<Block> {
    let mut facts = nominee(with, &returned.nominee);
    facts.push(("paper-returned-at", with.moment(returned.at)));
    facts.extend(returned.due.map(|due| ("paper-returned-due", with.moment(due))));
    let mut blocks = vec![facts_grid(with, &facts), Block::Heading(with.say("paper-returned-reasons"))];
    let reason = |(place, (check, said)): (usize, &(_, String))| {
        let fills =
            [("n", (place + 1).to_string().into()), ("check", with.text(check).into()), ("reason", said.into())];
        Block::Text(with.words.fill("paper-reason", &fills))
    };
    blocks.extend(returned.reasons.iter().enumerate().map(reason));
    blocks.extend(Some(returned.note.clone()).filter(|note| !note.is_empty()).map(Block::Text));
    blocks.push(Block::Seal(by_office(with)));
    blocks
}

/// 形式审查表.
pub fn examination(with: With<'_>, sheet: &ExaminationSheet) -> Vec<Block> {
    let column = |key: &str, share| Column { title: with.say(key), share, number: false };
    let head = vec![
        column("paper-col-place", 8),
        column("paper-col-check", 46),
        column("paper-col-result", 14),
        column("paper-col-reason", 32),
    ];
    let result = |checked: &Checked| match checked.passed {
        None => String::new(),
        Some(passed) => with.say(if passed { "paper-passed" } else { "paper-not-passed" }),
    };
    let row = |(place, checked): (usize, &Checked)| {
        vec![(place + 1).to_string(), with.text(&checked.label), result(checked), checked.reason.clone()]
    };
    let rows = sheet.checks.iter().enumerate().map(row).collect();
    vec![
        facts_grid(with, &nominee(with, &sheet.nominee)),
        Block::Table { head, rows, foot: Vec::new() },
        Block::Seal(Seal { text: sheet.note.clone(), ..by_office(with) }),
    ]
}

fn nominee(with: With<'_>, one: &Listed) -> Vec<(&'static str, String)> {
    vec![
        ("paper-campaign", with.text(&with.head.campaign)),
        ("paper-col-number", one.number.clone()),
        ("paper-col-name", one.name.clone()),
        ("paper-col-employer", one.employer.clone()),
    ]
}

fn by_office(with: With<'_>) -> Seal {
    Seal {
        title: with.text(&with.head.office),
        text: String::new(),
        signer: with.say("paper-examiner"),
        seal: String::new(),
        day: with.say("paper-day"),
        lines: 4,
    }
}

/// Facts one below the other.
fn facts_grid(with: With<'_>, facts: &[(&str, String)]) -> Block {
    let cell = Cell { columns: 1, rows: 1, lines: 1, ..Cell::default() };
    let row = |(key, text): &(&str, String)| {
        let label = Cell { text: with.say(key), label: true, ..cell.clone() };
        vec![label, Cell { text: text.clone(), columns: 4, ..cell.clone() }]
    };
    Block::Grid { columns: 5, rows: facts.iter().map(row).collect() }
}
