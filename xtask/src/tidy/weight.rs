//! Tests weigh at least as much as the product: for now only said, since the house is young.

use super::source::Sources;

#[cfg(test)]
mod tests;

pub fn note(sources: &Sources) -> String {
    let product: usize = sources.product.iter().map(|source| source.lines).sum();
    let tests = sources.test_lines + sources.product.iter().map(|source| source.test_lines).sum::<usize>();
    let hundredths = tests * 100 / product.max(1);
    let verdict = if tests >= product { "" } else { "note: WARNING: below 1.00: " };
    format!("{verdict}{tests} lines of tests to {product} of product, {}.{:02}", hundredths / 100, hundredths % 100)
}
