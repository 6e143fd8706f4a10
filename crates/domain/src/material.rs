//! 推荐材料 against the rulebook: from facts of files and links to findings.

mod file;
mod link;
mod problem;

use std::collections::BTreeMap;

pub use link::{BadLink, LONGEST_LINK, check_link};
pub use problem::{FileName, Flaw, MaterialProblem, Measured};

use crate::finding::{Finding, Matter, Verdict};
use crate::rulebook::{Delivery, Force, Material, Per, Rulebook};
use crate::value::{Frame, Key};

/// What is known about a file after reading it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileFacts {
    /// Media type by content; `application/octet-stream` where nothing was recognised.
    pub media_type: String,
    pub bytes: u64,
    /// As coded, in pixels.
    pub width: Option<u32>,
    pub height: Option<u32>,
    /// As shown, after rotation and pixels that are not square.
    pub displayed: Option<Frame>,
    /// Degrees clockwise: 0, 90, 180 or 270.
    pub rotation: Option<u16>,
    pub duration_ms: Option<u64>,
    pub pages: Option<u32>,
    /// What is wrong with it as a file, with what was measured.
    pub flaws: Vec<(Flaw, Option<String>)>,
}

/// A file or a link that belongs to a nomination or to a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    pub id: String,
    pub material: Key,
    /// The file's name as uploaded; of a link, what it is called.
    pub name: String,
    /// 姓名 and 序号, where the name could be read so.
    pub named: Option<(String, u32)>,
    /// Its place in the order that the clerk sees.
    pub ordinal: u32,
    pub what: What,
}

/// A file by its facts and content, or an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    File { facts: FileFacts, sha256: String },
    Link(String),
}

/// Whose materials they are.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    pub channel: &'a Key,
    pub per: Per,
    /// Names that a file may bear: the nominee's or the unit's; of a team, its members' too.
    pub names: &'a [String],
}

/// The materials that are asked for in this system, in the rulebook's order.
/// What is only sent on paper, by mail or on a disc is looked for at the desk.
pub fn asked<'a>(book: &'a Rulebook, channel: &Key, per: Per) -> impl Iterator<Item = &'a Material> {
    let here = move |material: &&Material| {
        let channels = material.channels.is_empty() || material.channels.contains(channel);
        channels && material.per == per && material.delivery.contains(&Delivery::Online)
    };
    book.material.iter().filter(here)
}

/// Everything the rulebook says of one subject's files and links. The order
/// in which they are given does not matter.
pub fn gate(book: &Rulebook, subject: &Subject<'_>, attached: &[Attached]) -> Vec<Finding> {
    let mut sorted: Vec<&Attached> = attached.iter().collect();
    sorted.sort_by(|one, other| (one.ordinal, &one.id).cmp(&(other.ordinal, &other.id)));
    let mut findings = Vec::new();
    for material in asked(book, subject.channel, subject.per) {
        let own: Vec<&Attached> = sorted.iter().copied().filter(|one| one.material == material.id).collect();
        findings.push(count(material, &own));
        findings.extend(own.iter().flat_map(|one| file::judge(book, material, subject.names, one)));
        findings.extend(same_numbers(material, &own));
    }
    for one in sorted.iter().filter(|one| wanted(book, subject, one).is_none()) {
        findings.extend(file::unasked(one));
    }
    findings.extend(same_contents(&sorted));
    findings.extend(space(book, &sorted));
    findings
}

/// What the rulebook says of one file just received, or of one link.
pub fn gate_one(book: &Rulebook, subject: &Subject<'_>, one: &Attached) -> Vec<Finding> {
    match wanted(book, subject, one) {
        Some(material) => file::judge(book, material, subject.names, one),
        None => file::unasked(one),
    }
}

fn wanted<'a>(book: &'a Rulebook, subject: &Subject<'_>, one: &Attached) -> Option<&'a Material> {
    asked(book, subject.channel, subject.per).find(|material| material.id == one.material)
}

fn found(material: &Key, force: Force, verdict: Verdict, problem: MaterialProblem) -> Finding {
    let matter = Matter::Material { material: Some(material.clone()), file: None, problem };
    Finding { rule: format!("material.{material}"), force, verdict, matter }
}

fn found_at(one: &Attached, force: Force, problem: MaterialProblem) -> Finding {
    let file = Some(FileName::of(one));
    let matter = Matter::Material { material: Some(one.material.clone()), file, problem };
    Finding { rule: format!("material.{}", one.material), force, verdict: Verdict::Breaks, matter }
}

/// What makes two of them the same thing.
fn content(one: &Attached) -> &str {
    match &one.what {
        What::File { sha256, .. } => sha256,
        What::Link(address) => address,
    }
}

/// The same content twice is one of them, by whichever names it came.
fn count(material: &Material, own: &[&Attached]) -> Finding {
    let mut contents: Vec<&str> = own.iter().map(|one| content(one)).collect();
    contents.sort_unstable();
    contents.dedup();
    let found_here = u32::try_from(contents.len()).unwrap_or(u32::MAX);
    let (at_least, at_most) = (material.count.from, material.count.to);
    let (force, verdict) = match found_here {
        n if at_most.is_some_and(|most| n > most) => (Force::Must, Verdict::Breaks),
        n if n >= at_least || (n == 0 && !material.required) => (Force::Must, Verdict::Holds),
        _ if material.required => (Force::Must, Verdict::Open),
        // What need not be there at all need not be complete.
        _ => (Force::Advice, Verdict::Open),
    };
    found(&material.id, force, verdict, MaterialProblem::Count { found: found_here, at_least, at_most })
}

/// A number is given once among the files of a material that are named by it.
fn same_numbers(material: &Material, own: &[&Attached]) -> Vec<Finding> {
    let mut first: BTreeMap<u32, &Attached> = BTreeMap::new();
    let mut findings = Vec::new();
    for one in own.iter().filter(|_| material.named_by_number) {
        let Some((_, number)) = one.named.as_ref().filter(|_| matches!(one.what, What::File { .. })) else { continue };
        if let Some(other) = first.get(number) {
            let problem = MaterialProblem::SameNumber { number: *number, other: FileName::of(other) };
            findings.push(found_at(one, Force::Advice, problem));
        } else {
            first.insert(*number, one);
        }
    }
    findings
}

fn same_contents(sorted: &[&Attached]) -> Vec<Finding> {
    let mut first: BTreeMap<&str, &Attached> = BTreeMap::new();
    let mut findings = Vec::new();
    for one in sorted {
        if let Some(other) = first.get(content(one)) {
            let problem = MaterialProblem::SameContent { other: FileName::of(other) };
            findings.push(found_at(one, Force::Advice, problem));
        } else {
            first.insert(content(one), one);
        }
    }
    findings
}

fn space(book: &Rulebook, sorted: &[&Attached]) -> Option<Finding> {
    let limit = book.measure.space_at_most?;
    let bytes_of = |one: &&Attached| match &one.what {
        What::File { facts, .. } => facts.bytes,
        What::Link(_) => 0,
    };
    let bytes = sorted.iter().map(bytes_of).fold(0, u64::saturating_add);
    let at_most = book.measure.bytes(limit);
    let problem = MaterialProblem::Space { bytes, at_most };
    let matter = Matter::Material { material: None, file: None, problem };
    let finding = Finding { rule: "measure".into(), force: Force::Must, verdict: Verdict::Breaks, matter };
    (bytes > at_most).then_some(finding)
}
