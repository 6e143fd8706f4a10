//! Law `plain-code`: nothing unfinished, no lint silenced without a reason, no way to panic by intention.

use proc_macro2::{Delimiter, Group, TokenTree};

use super::problem::Problem;
use super::source::{self, Source};
use super::tokens::{self, is_mark, is_word};

#[cfg(test)]
mod tests;

const LAW: &str = "plain-code";
const MACROS: [&str; 4] = ["todo", "unimplemented", "dbg", "panic"];

pub fn problems(source: &Source) -> Vec<Problem> {
    let mut problems = Vec::new();
    tokens::each(source.tokens.clone(), &mut |token, following| {
        if let Some(text) = breach(token, following) {
            problems.push(Problem::new(&source.path, source::line(token), LAW, text));
        }
    });
    problems
}

fn breach(token: &TokenTree, following: &[TokenTree]) -> Option<String> {
    match (token, following) {
        (TokenTree::Ident(name), [mark, TokenTree::Group(_), ..]) if is_mark(mark, '!') => {
            MACROS.iter().find(|forbidden| name == *forbidden).map(|name| format!("`{name}!` in product code"))
        }
        (dot, [TokenTree::Ident(name), TokenTree::Group(group), ..]) if is_mark(dot, '.') => panicking(name, group),
        (hash, following) if is_mark(hash, '#') && silences(following) => {
            Some("`#[allow(…)]`: use `#[expect(…, reason = \"…\")]`".into())
        }
        _ => None,
    }
}

/// `.unwrap()` and `.expect(…)`
fn panicking(name: &proc_macro2::Ident, group: &Group) -> Option<String> {
    if group.delimiter() != Delimiter::Parenthesis {
        return None;
    }
    let panics = name == "unwrap" && group.stream().is_empty() || name == "expect";
    panics.then(|| format!("`.{name}(…)` in product code: return the error, or make the type exclude it"))
}

/// After the `#`: `[allow(…)]`, `![allow(…)]`, also inside `cfg_attr`.
fn silences(following: &[TokenTree]) -> bool {
    let attribute = match following {
        [TokenTree::Group(group), ..] => group,
        [mark, TokenTree::Group(group), ..] if is_mark(mark, '!') => group,
        _ => return false,
    };
    let mut silences = false;
    tokens::each(attribute.stream(), &mut |token, following| {
        silences |= is_word(token, "allow") && matches!(following, [TokenTree::Group(_), ..]);
    });
    silences && attribute.delimiter() == Delimiter::Bracket
}
