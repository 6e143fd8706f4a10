//! A notice's outline: its operative sentences in our own words, item by item.

use std::collections::BTreeMap;

/// 通知要点: the notice as numbered items under its own headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    pub title: String,
    pub sections: Vec<Section>,
}

/// One heading with its items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// 2 for a part of the notice, 3 for a clause within it.
    pub depth: usize,
    pub heading: String,
    pub items: Vec<Item>,
}

/// One operative sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Clause and running number, `三、2·3`.
    pub id: String,
    pub text: String,
}

impl Outline {
    /// Reads the Markdown form: `#` title, `##`/`###` headings, `- 【id】text` items.
    pub fn parse(markdown: &str) -> Self {
        let mut outline = Self::default();
        for line in markdown.lines().map(str::trim) {
            outline.take(line);
        }
        outline
    }

    fn take(&mut self, line: &str) {
        if let Some(title) = line.strip_prefix("# ") {
            title.trim().clone_into(&mut self.title);
        } else if let Some(heading) = line.strip_prefix("### ") {
            self.open(3, heading);
        } else if let Some(heading) = line.strip_prefix("## ") {
            self.open(2, heading);
        } else if let Some((id, text)) = line.strip_prefix("- 【").and_then(|item| item.split_once('】')) {
            let item = Item { id: id.trim().to_owned(), text: text.trim().to_owned() };
            if let Some(section) = self.sections.last_mut() {
                section.items.push(item);
            }
        }
    }

    fn open(&mut self, depth: usize, heading: &str) {
        self.sections.push(Section { depth, heading: heading.trim().to_owned(), items: Vec::new() });
    }

    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.sections.iter().flat_map(|section| &section.items)
    }

    /// Items by id.
    pub fn by_id(&self) -> BTreeMap<&str, &Item> {
        self.items().map(|item| (item.id.as_str(), item)).collect()
    }
}

/// The clause of the notice that an item belongs to: `三、2` of `三、2·3`.
pub fn clause(item: &str) -> &str {
    item.split_once('·').map_or(item, |(clause, _)| clause)
}

/// The items that one citation names: `三、2·3` itself, or each of `三、2·3-5`.
pub fn cited(citation: &str) -> Vec<String> {
    let range = citation.split_once('·').and_then(|(clause, numbers)| {
        let (from, to) = numbers.split_once('-')?;
        let (from, to) = (from.parse::<u32>().ok()?, to.parse::<u32>().ok()?);
        (from <= to && to - from < 200).then(|| (from..=to).map(|n| format!("{clause}·{n}")).collect())
    });
    range.unwrap_or_else(|| vec![citation.to_owned()])
}
