use super::{inspect, problems};
use crate::tidy::sizes::tests::sizes;
use crate::tidy::source::Sources;

fn texts(lines: Vec<usize>) -> Vec<String> {
    problems(&sizes(lines)).into_iter().map(|problem| problem.to_string()).collect()
}

#[test]
fn sizes_at_the_limits_hold() {
    assert_eq!(texts([vec![120; 50], vec![400; 45], vec![700; 5]].concat()), [""; 0]);
}

#[test]
fn each_limit_breaks_by_one() {
    let median = texts([vec![120; 49], vec![121; 51]].concat());
    assert!(
        median[0].starts_with(".:0: file-size: 50 % of files must be ≤ 120 lines, are ≤ 121; longest: "),
        "{median:?}"
    );
    let nearly_all = texts([vec![100; 94], vec![401; 6]].concat());
    assert!(nearly_all[0].contains("95 % of files must be ≤ 400 lines, are ≤ 401"), "{nearly_all:?}");
    let longest = texts([vec![100; 99], vec![701; 1]].concat());
    assert_eq!(longest, ["crates/app/src/of_701.rs:701: file-size: 701 lines of product, none may have more than 700"]);
}

#[test]
fn only_product_is_measured() {
    let mut sources = Sources::default();
    sources.add("crates/app/src/a.rs", &format!("fn f() {{}}\n#[cfg(test)]\nmod tests {{\n{}}}\n", "\n".repeat(900)));
    sources.add("crates/app/tests/it/b.rs", &"\n".repeat(900));
    let report = inspect(&sources);
    assert_eq!(report.problems, []);
    assert!(report.notes[0].starts_with("1 product files: half ≤ 1 lines"), "{:?}", report.notes);
}
