//! Laws `sql` and `sentences`: statements belong to `store`, Chinese words to `texts`.

use proc_macro2::{Literal, TokenTree};
use syn::Lit;

use super::problem::Problem;
use super::source::Source;
use super::tokens;

#[cfg(test)]
mod tests;

const STATEMENTS: [&str; 5] = ["SELECT", "INSERT", "UPDATE", "DELETE", "CREATE"];

pub fn problems(source: &Source) -> Vec<Problem> {
    let mut problems = Vec::new();
    tokens::each(source.tokens.clone(), &mut |token, _| {
        if let TokenTree::Literal(literal) = token
            && let Some(text) = text(literal)
        {
            let line = literal.span().start().line;
            let found = breaches(source, &text).into_iter();
            problems.extend(found.map(|(law, said)| Problem::new(&source.path, line, law, said)));
        }
    });
    problems
}

fn breaches(source: &Source, text: &str) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    if source.krate() != "store" && is_statement(text) {
        found.push(("sql", format!("SQL outside of store: {}", beginning(text))));
    }
    if !is_home_of_words(source) && text.chars().any(is_han) {
        found.push(("sentences", format!("Chinese words outside of texts: {}", beginning(text))));
    }
    found
}

fn text(literal: &Literal) -> Option<String> {
    match Lit::new(literal.clone()) {
        Lit::Str(text) => Some(text.value()),
        Lit::ByteStr(bytes) => String::from_utf8(bytes.value()).ok(),
        _ => None,
    }
}

/// Texts hold the sentences; tables of names (of provinces, ethnic groups, orientations) are values of the domain.
fn is_home_of_words(source: &Source) -> bool {
    ["texts", "xtask"].contains(&source.krate()) || source.krate() == "domain" && source.path.ends_with("_names.rs")
}

/// A word of SQL in capitals with something to do after it; `DELETE /account` is a request, not a statement.
fn is_statement(text: &str) -> bool {
    let object = |rest: &str| rest.starts_with(|first: char| first.is_alphabetic() || "*({$\"".contains(first));
    match text.trim_start().split_once(char::is_whitespace) {
        Some((word, rest)) => STATEMENTS.contains(&word) && object(rest.trim_start()),
        None => false,
    }
}

fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn beginning(text: &str) -> String {
    let line = text.trim_start().lines().next().unwrap_or_default();
    format!("{:?}", line.chars().take(40).collect::<String>())
}
