//! The house's Rust files, each with its product part parsed; what is a test is said here and nowhere else.

use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::{File, Item, Meta};

use super::problem::Problem;
use crate::Outcome;
use crate::house::House;

#[cfg(test)]
mod tests;

#[derive(Default)]
pub struct Sources {
    pub product: Vec<Source>,
    /// Lines of the files that hold nothing but tests.
    pub test_lines: usize,
    pub unreadable: Vec<Problem>,
}

/// The product part of one file.
pub struct Source {
    pub path: String,
    pub lines: usize,
    /// Lines of the tests at its end.
    pub test_lines: usize,
    pub file: File,
    pub tokens: TokenStream,
}

#[derive(Debug, PartialEq, Eq)]
enum Role {
    Product,
    Test,
    Bench,
}

pub fn read(house: &House) -> Outcome<Sources> {
    let mut sources = Sources::default();
    for folder in ["crates", "xtask"] {
        read_folder(&house.path(folder), folder, &mut sources)?;
    }
    sources.product.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

fn read_folder(folder: &Path, path: &str, sources: &mut Sources) -> Outcome {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{path}/{name}");
        if entry.file_type()?.is_dir() {
            if !["target", "node_modules", "dist"].contains(&name.as_str()) {
                read_folder(&entry.path(), &path, sources)?;
            }
        } else if entry.path().extension().is_some_and(|extension| extension == "rs") {
            sources.add(&path, &fs::read_to_string(entry.path())?);
        }
    }
    Ok(())
}

impl Sources {
    pub fn add(&mut self, path: &str, text: &str) {
        match role(path) {
            Role::Bench => {}
            Role::Test => self.test_lines += text.lines().count(),
            Role::Product => match Source::parse(path, text) {
                Ok(source) => self.product.push(source),
                Err(error) => {
                    let line = error.span().start().line;
                    self.unreadable.push(Problem::new(path, line, "syntax", error.to_string()));
                }
            },
        }
    }
}

fn role(path: &str) -> Role {
    let inside = |folder: &str| path.split('/').rev().skip(1).any(|part| part == folder);
    if path.starts_with("crates/testkit/") || inside("tests") || path.ends_with("/tests.rs") {
        Role::Test
    } else if path.starts_with("crates/bench/") || inside("benches") {
        Role::Bench
    } else {
        Role::Product
    }
}

impl Source {
    pub fn parse(path: &str, text: &str) -> syn::Result<Self> {
        let mut file = syn::parse_file(text)?;
        let all = text.lines().count();
        let lines = take_tests(&mut file).map_or(all, |first| first.saturating_sub(1));
        let tokens = text.parse::<TokenStream>()?.into_iter().filter(|token| line(token) <= lines).collect();
        Ok(Self { path: path.to_owned(), lines, test_lines: all.saturating_sub(lines), file, tokens })
    }

    /// `store` of `crates/store/src/engine.rs`.
    pub fn krate(&self) -> &str {
        let mut parts = self.path.split('/');
        match parts.next() {
            Some("crates") => parts.next().unwrap_or_default(),
            first => first.unwrap_or_default(),
        }
    }
}

pub fn line(token: &TokenTree) -> usize {
    token.span().start().line
}

/// Takes the tests at the end of the file out; the line they begin on.
fn take_tests(file: &mut File) -> Option<usize> {
    let mut first = None;
    while file.items.last().is_some_and(is_tests) {
        first = file.items.pop().map(|item| item.span().start().line);
    }
    first
}

fn is_tests(item: &Item) -> bool {
    let Item::Mod(module) = item else { return false };
    module.attrs.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        _ => false,
    })
}
