use super::apply;
use crate::tidy::problem::Problem;

fn left(list: &str, problems: &[(&str, &'static str)]) -> Vec<String> {
    let problems = problems.iter().map(|(path, law)| Problem::new(path, 7, law, "text")).collect();
    apply(list, problems).iter().map(ToString::to_string).collect()
}

const LIST: &str = "# about\n\nsentences crates/domain/src/seal.rs the words on a seal\n";

#[test]
fn an_exception_excuses_its_law_in_its_file() {
    let seal = "crates/domain/src/seal.rs";
    assert_eq!(left(LIST, &[(seal, "sentences"), (seal, "sentences")]), [""; 0]);
    assert_eq!(left(LIST, &[(seal, "sentences"), (seal, "sql")]), [format!("{seal}:7: sql: text")]);
    let other = "crates/domain/src/seals.rs";
    assert_eq!(left(LIST, &[(seal, "sentences"), (other, "sentences")]), [format!("{other}:7: sentences: text")]);
}

#[test]
fn an_exception_that_excuses_nothing_is_a_problem() {
    let unused = "xtask/tidy-exceptions.txt:3: exceptions: excuses nothing: sentences crates/domain/src/seal.rs";
    assert_eq!(left(LIST, &[]), [unused]);
}

#[test]
fn an_exception_needs_a_reason() {
    let broken = left("sql crates/app/src/a.rs\n", &[("crates/app/src/a.rs", "sql")]);
    assert_eq!(broken.len(), 2);
    assert!(broken[1].contains("law path reason"));
}

#[test]
fn laws_about_all_files_have_no_exception() {
    assert_eq!(left("file-size . we like it long\n", &[(".", "file-size")]).len(), 2);
}
