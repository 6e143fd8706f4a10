use super::problems;

fn found(names: &[&str]) -> Vec<String> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    problems(&names).iter().map(ToString::to_string).collect()
}

#[test]
fn numbers_without_gaps_hold() {
    assert_eq!(found(&["0001-turns.md", "0002-papers.md", "README.md"]), [""; 0]);
    assert_eq!(found(&[]), [""; 0]);
}

#[test]
fn a_gap_and_a_double_are_found_once() {
    let gap = found(&["0001-turns.md", "0003-papers.md", "0004-search.md"]);
    assert_eq!(gap, ["docs/decisions/0003-papers.md:1: decisions: number 3 where 2 was due"]);
    let double = found(&["0001-turns.md", "0001-papers.md", "0002-search.md"]);
    assert_eq!(double, ["docs/decisions/0001-papers.md:1: decisions: number 1 where 2 was due"]);
}

#[test]
fn a_file_without_a_number_is_found() {
    let unnumbered = found(&["0001-turns.md", "notes.md"]);
    assert!(unnumbered[0].contains("docs/decisions/notes.md:1: decisions: the name"), "{unnumbered:?}");
}
