use super::{NODE, Package, missing, missing_sentence, node_version};

#[test]
fn node_versions_are_compared_as_numbers() {
    assert!(node_version("v20.19.0\n") >= Some(NODE));
    assert!(node_version("v22.3.0") >= Some(NODE));
    assert!(node_version("v20.9.0") < Some(NODE));
    assert!(node_version("v8.19.0") < Some(NODE));
    assert!(node_version("no version") < Some(NODE));
}

#[test]
fn each_missing_package_is_named_and_no_other() {
    let packages = [
        Package { name: "postgresql", present: || false },
        Package { name: "chromium", present: || true },
        Package { name: "fonts-noto-cjk", present: || false },
    ];
    let missing = missing(&packages.iter().collect::<Vec<_>>());
    assert_eq!(missing, ["postgresql", "fonts-noto-cjk"]);
    assert!(missing_sentence(&missing).contains("postgresql, fonts-noto-cjk"));
}
