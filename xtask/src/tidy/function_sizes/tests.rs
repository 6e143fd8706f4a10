use super::{functions, is_handler, of_all, of_one};
use crate::tidy::sizes::Sizes;
use crate::tidy::sizes::tests::sizes;
use crate::tidy::source::Source;

fn text(share_of_limits: Vec<usize>) -> Vec<String> {
    of_all(&sizes(share_of_limits)).into_iter().map(|problem| problem.text).collect()
}

#[test]
fn sizes_at_the_limits_hold() {
    let sizes = sizes([vec![8; 50], vec![40; 45], vec![50; 2], vec![90; 3]].concat());
    assert_eq!((of_all(&sizes), of_one(&sizes)), (vec![], vec![]));
}

#[test]
fn each_limit_breaks_by_one() {
    assert!(text([vec![8; 49], vec![9; 51]].concat())[0].starts_with("50 % of functions must be ≤ 8 lines, are ≤ 9"));
    assert!(text([vec![8; 94], vec![41; 6]].concat())[0].starts_with("95 % of functions must be ≤ 40 lines, are ≤ 41"));
    assert!(text([vec![8; 96], vec![51; 4]].concat())[0].starts_with("97 % of functions must be ≤ 50 lines, are ≤ 51"));
    let longest = of_one(&sizes([90, 91]));
    assert_eq!(longest.len(), 1);
    assert!(longest[0].to_string().starts_with("crates/app/src/of_91.rs:1: function-size: `of_91` has 91 lines"));
}

#[test]
fn a_handler_stays_shorter() {
    let body = |lines: usize| format!("fn show() {{\n{}}}\n", "    next();\n".repeat(lines - 2));
    let broken = |path: &str, lines| of_one(&Sizes::of(functions(&Source::parse(path, &body(lines)).unwrap()))).len();
    assert_eq!(broken("crates/web/src/pages/receipt.rs", 41), 1);
    assert_eq!(broken("crates/web/src/api.rs", 41), 1);
    assert_eq!(broken("crates/web/src/pages/receipt.rs", 40), 0);
    assert_eq!(broken("crates/web/src/session.rs", 41), 0);
    assert!(!is_handler("crates/web/src/apiary.rs"));
}

const MANY: &str = "
/// A comment is not counted.
#[inline]
pub async fn one(
    first: u8,
) {
    fn nested() {}
}
impl A {
    fn method(&self) {
    }
}
trait B {
    fn none();
    fn some() {
        f()
    }
}
#[cfg(test)]
mod tests {
    fn test() {}
}
";

#[test]
fn every_body_is_counted_from_its_signature() {
    let source = Source::parse("crates/app/src/a.rs", MANY).unwrap();
    let counted: Vec<_> = functions(&source).into_iter().map(|f| (f.name, f.line, f.lines)).collect();
    let expected = [("one", 4, 5), ("nested", 7, 1), ("method", 10, 2), ("some", 15, 3)];
    assert_eq!(counted, expected.map(|(name, line, lines)| (name.to_owned(), line, lines)));
}
