//! Law `words`: names of the code are words of the glossary, or at least none that it forbids.

use std::fs;

use proc_macro2::Ident;
use syn::visit::{self, Visit};
use syn::{ImplItemFn, ItemEnum, ItemFn, ItemMod, ItemStruct, ItemTrait, TraitItemFn};

use super::problem::Problem;
use super::source::Source;
use crate::Outcome;
use crate::house::House;

#[cfg(test)]
mod tests;

const ALWAYS: &str = "Manager, Helper, Util, Service, common";

/// Each forbidden term as its words in small letters.
#[derive(Debug)]
pub struct Forbidden {
    terms: Vec<Vec<String>>,
    glossary: bool,
}

impl Forbidden {
    pub fn of(house: &House) -> Outcome<Self> {
        let file = house.path("GLOSSARY.md");
        Ok(if file.exists() { Self::from_glossary(&fs::read_to_string(file)?) } else { Self::always() })
    }

    fn always() -> Self {
        Self { terms: terms(ALWAYS), glossary: false }
    }

    /// Collects the lines `<!-- forbid: word, word -->`.
    pub fn from_glossary(text: &str) -> Self {
        let listed = text.lines().filter_map(|line| line.split_once("<!-- forbid:")?.1.split_once("-->"));
        Self { terms: listed.flat_map(|(list, _)| terms(list)).chain(terms(ALWAYS)).collect(), glossary: true }
    }

    pub fn note(&self) -> Option<String> {
        (!self.glossary).then(|| "note: GLOSSARY.md is not there, its forbidden words were not looked for".into())
    }

    pub fn problems(&self, source: &Source) -> Vec<Problem> {
        let mut names = Names::default();
        names.visit_file(&source.file);
        let breach = |name: &Ident| {
            let term = self.in_name(&name.to_string())?;
            let text = format!("`{name}` holds \"{term}\", which the glossary does not allow");
            Some(Problem::new(&source.path, name.span().start().line, "words", text))
        };
        names.found.iter().filter_map(breach).collect()
    }

    fn in_name(&self, name: &str) -> Option<String> {
        let words = words(name);
        let holds = |term: &&Vec<String>| words.windows(term.len()).any(|part| matches_term(part, term));
        self.terms.iter().find(holds).map(|term| term.join(" "))
    }
}

fn matches_term(part: &[String], term: &[String]) -> bool {
    part.iter().zip(term).all(|(word, forbidden)| word == forbidden || word.strip_suffix('s') == Some(forbidden))
}

fn terms(list: &str) -> Vec<Vec<String>> {
    let terms = list.split(',').map(|term| term.split([' ', '-']).flat_map(words).collect::<Vec<_>>());
    terms.filter(|term| !term.is_empty()).collect()
}

/// `HTTPServer_pool` → http, server, pool
fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (place, letter) in letters.iter().enumerate() {
        let small = |other: Option<&char>| other.is_some_and(|other| other.is_lowercase());
        let before = place.checked_sub(1).and_then(|before| letters.get(before));
        let begins = letter.is_uppercase() && (small(before) || small(letters.get(place + 1)));
        if begins || *letter == '_' {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| *letter != '_') {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[derive(Default)]
struct Names {
    found: Vec<Ident>,
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        self.found.push(item.sig.ident.clone());
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        self.found.push(item.sig.ident.clone());
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        self.found.push(item.sig.ident.clone());
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_item_struct(&mut self, item: &'ast ItemStruct) {
        self.found.push(item.ident.clone());
    }

    fn visit_item_enum(&mut self, item: &'ast ItemEnum) {
        self.found.push(item.ident.clone());
    }

    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        self.found.push(item.ident.clone());
        visit::visit_item_trait(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        self.found.push(item.ident.clone());
        visit::visit_item_mod(self, item);
    }
}
