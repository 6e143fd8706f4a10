//! Law `function-size`: every function and method, nested ones too, from its signature to its closing brace.

use proc_macro2::Span;
use syn::visit::{self, Visit};
use syn::{Block, ImplItemFn, ItemFn, Signature, TraitItemFn};

use super::Report;
use super::problem::Problem;
use super::sizes::{Sized, Sizes};
use super::source::{Source, Sources};

#[cfg(test)]
mod tests;

const LAW: &str = "function-size";
const HALF: usize = 8;
const NEARLY_ALL: usize = 40;
const FEW: usize = 50;
const FEW_PERCENT: usize = 3;
const LONGEST: usize = 90;
/// Where requests are handled; a handler decides nothing.
const HANDLERS: [&str; 2] = ["crates/web/src/pages", "crates/web/src/api"];
const LONGEST_HANDLER: usize = 40;

pub fn inspect(sources: &Sources) -> Report {
    let sizes = Sizes::of(sources.product.iter().flat_map(functions).collect());
    let problems = [of_all(&sizes), of_one(&sizes)].concat();
    Report { problems, notes: vec![figures(&sizes)] }
}

fn figures(sizes: &Sizes) -> String {
    let [half, nearly_all, longest] = [50, 95, 100].map(|share| sizes.percentile(share));
    format!(
        "{} functions: half ≤ {half} lines (law {HALF}), 95 % ≤ {nearly_all} (law {NEARLY_ALL}), \
         {} over {FEW} (law {FEW_PERCENT} %), longest {longest} (law {LONGEST})",
        sizes.count(),
        sizes.above(FEW).count()
    )
}

fn of_all(sizes: &Sizes) -> Vec<Problem> {
    let breached = [(50, HALF), (95, NEARLY_ALL), (100 - FEW_PERCENT, FEW)].into_iter();
    let breached = breached.map(|(share, law)| (share, law, sizes.percentile(share))).filter(|(_, law, is)| is > law);
    let text = |(share, law, is)| {
        format!("{share} % of functions must be ≤ {law} lines, are ≤ {is}; longest: {}", sizes.worst())
    };
    breached.map(|breach| Problem::new(".", 0, LAW, text(breach))).collect()
}

fn of_one(sizes: &Sizes) -> Vec<Problem> {
    let limit = |path: &str| if is_handler(path) { LONGEST_HANDLER } else { LONGEST };
    let too_long = sizes.above(LONGEST_HANDLER).filter(|function| function.lines > limit(&function.path));
    let text = |function: &Sized| {
        format!(
            "`{}` has {} lines, none here may have more than {}",
            function.name,
            function.lines,
            limit(&function.path)
        )
    };
    too_long.map(|function| Problem::new(&function.path, function.line, LAW, text(function))).collect()
}

fn is_handler(path: &str) -> bool {
    HANDLERS.iter().any(|place| path.strip_prefix(place).is_some_and(|rest| rest.starts_with(['/', '.'])))
}

fn functions(source: &Source) -> Vec<Sized> {
    let mut functions = Functions { path: &source.path, found: Vec::new() };
    functions.visit_file(&source.file);
    functions.found
}

struct Functions<'a> {
    path: &'a str,
    found: Vec<Sized>,
}

impl Functions<'_> {
    fn add(&mut self, signature: &Signature, body: &Block) {
        let first = first_line(signature);
        let last = body.brace_token.span.close().end().line;
        let name = signature.ident.to_string();
        self.found.push(Sized { path: self.path.to_owned(), line: first, name, lines: last + 1 - first });
    }
}

/// A signature begins with `const`, `async`, `unsafe`, `extern` or `fn`.
fn first_line(signature: &Signature) -> usize {
    let line = |span: Span| span.start().line;
    let before = [signature.constness.map(|word| word.span), signature.asyncness.map(|word| word.span)];
    before.into_iter().flatten().map(line).chain([line(signature.fn_token.span)]).min().unwrap_or(1)
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        self.add(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        self.add(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        if let Some(body) = &item.default {
            self.add(&item.sig, body);
        }
        visit::visit_trait_item_fn(self, item);
    }
}
