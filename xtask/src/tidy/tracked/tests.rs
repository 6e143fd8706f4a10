use super::problems;

#[test]
fn each_fetched_folder_is_named_once() {
    let listed = "README.md\nfrontend/dist/a.js\nfrontend/dist/b.css\ne2e/node_modules/x/dist/i.js\n";
    let paths: Vec<_> = problems(listed).into_iter().map(|problem| problem.path).collect();
    assert_eq!(paths, ["e2e/node_modules", "frontend/dist"]);
}

#[test]
fn names_that_only_resemble_stand() {
    assert_eq!(problems("docs/distribution.md\ncrates/app/src/dist_x.rs\n"), []);
}
