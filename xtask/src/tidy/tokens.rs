//! Looking at code token by token: comments are not there, strings are whole, macro bodies are open.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Shows every token together with what follows it, at every depth; comments of documentation are left out.
pub fn each(tokens: TokenStream, look: &mut dyn FnMut(&TokenTree, &[TokenTree])) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = trees.as_slice();
    while let Some((token, following)) = rest.split_first() {
        look(token, following);
        if let TokenTree::Group(group) = token
            && !is_documentation(group)
        {
            each(group.stream(), look);
        }
        rest = following;
    }
}

/// `[doc = "…"]`
fn is_documentation(group: &Group) -> bool {
    let mut inside = group.stream().into_iter();
    group.delimiter() == Delimiter::Bracket
        && inside.next().is_some_and(|token| is_word(&token, "doc"))
        && inside.next().is_some_and(|token| is_mark(&token, '='))
}

pub fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(name) if name == word)
}

pub fn is_mark(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punctuation) if punctuation.as_char() == mark)
}
