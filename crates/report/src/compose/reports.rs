//! Reports in running text.

use linxuan_domain::paper::{Listed, Recorded, WorkReport};

use super::With;
use super::tables::ratio;
use crate::document::{Block, Column, Seal};

/// 推荐工作情况报告: how many, by which procedure, who, in which parts.
pub fn work(with: With<'_>, report: &WorkReport) -> Vec<Block> {
    let words = with.words;
    let opening = [
        ("campaign", with.text(&with.head.campaign).into()),
        ("unit", (&with.head.unit).into()),
        ("n", report.list.len().into()),
    ];
    let mut blocks = vec![
        Block::Text(words.fill("paper-to", &[("to", with.text(&report.addressee).into())])),
        Block::Text(words.fill("paper-work-opening", &opening)),
        Block::Heading(with.say("paper-work-steps")),
    ];
    blocks.extend(report.steps.iter().flat_map(|step| recorded(with, step)));
    blocks.push(Block::Heading(with.say("paper-work-list")));
    blocks.push(list(with, &report.list));
    blocks.extend(parts(with, report));
    blocks.push(Block::Seal(Seal {
        title: with.head.unit.clone(),
        text: String::new(),
        signer: with.say("paper-signer"),
        seal: with.say("paper-seal"),
        day: with.say("paper-day"),
        lines: 6,
    }));
    blocks
}

fn recorded(with: With<'_>, step: &Recorded) -> Vec<Block> {
    let label = with.text(&step.label);
    let label = if step.joint { with.words.fill("paper-opinion-of", &[("body", label.into())]) } else { label };
    let text = if step.text.is_empty() { with.say("paper-not-recorded") } else { step.text.clone() };
    vec![Block::Text(with.words.fill("paper-step", &[("label", label.into()), ("text", text.into())]))]
}

/// Nominees by number, name and employer.
pub fn list(with: With<'_>, all: &[Listed]) -> Block {
    let column = |key: &str, share| Column { title: with.say(key), share, number: false };
    let head = vec![
        column("paper-col-place", 10),
        column("paper-col-number", 20),
        column("paper-col-name", 25),
        column("paper-col-employer", 45),
    ];
    let row = |(place, one): (usize, &Listed)| {
        vec![(place + 1).to_string(), one.number.clone(), one.name.clone(), one.employer.clone()]
    };
    Block::Table { head, rows: all.iter().enumerate().map(row).collect(), foot: Vec::new() }
}

/// The parts that the notice sets bounds to, and what is not kept, with the reason.
fn parts(with: With<'_>, report: &WorkReport) -> Vec<Block> {
    let waived = report.waived.iter().map(|(rule, reason)| {
        let rule = rule.as_ref().map_or_else(|| with.say("rule-quota-short"), |rule| with.text(rule));
        with.words.fill("paper-waived", &[("rule", rule.into()), ("reason", reason.into())])
    });
    let said: Vec<String> = report.ratios.iter().map(|one| ratio(with, one)).chain(waived).collect();
    if said.is_empty() {
        return Vec::new();
    }
    std::iter::once(Block::Heading(with.say("paper-work-parts"))).chain(said.into_iter().map(Block::Text)).collect()
}
