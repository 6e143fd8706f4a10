use super::problems;
use crate::tidy::source::Source;

fn found(text: &str) -> Vec<(usize, String)> {
    let source = Source::parse("crates/app/src/a.rs", text).unwrap();
    problems(&source).into_iter().map(|problem| (problem.line, problem.text)).collect()
}

#[test]
fn what_panics_or_is_unfinished_is_found() {
    for breach in [
        "todo!()",
        "unimplemented!(\"x\")",
        "dbg!(x)",
        "panic!(\"x\")",
        "std::panic!()",
        "x.unwrap()",
        "x.expect(\"y\")",
        "x\n.unwrap ()",
        "println!(\"{}\", x.unwrap())",
        "vec![dbg!(x)]",
    ] {
        assert_eq!(found(&format!("fn f() {{ {breach}; }}")).len(), 1, "{breach}");
    }
}

#[test]
fn lints_silenced_without_reason_are_found() {
    for breach in [
        "#[allow(dead_code)] fn f() {}",
        "#![allow(dead_code)]",
        "#[cfg_attr(unix, allow(dead_code))] fn f() {}",
        "fn f() { #[allow(unused)] let x = 1; }",
    ] {
        assert_eq!(found(breach).len(), 1, "{breach}");
    }
}

#[test]
fn what_only_looks_like_it_stands() {
    for sound in [
        "fn f() { x.unwrap_or(1); x.unwrap_or_default(); x.expect_err; }",
        "fn f() { let s = \"x.unwrap() and todo!() and #[allow(x)]\"; }",
        "/// Never call `.unwrap()`, nor panic!(…).\nfn f() {} // todo!()",
        "#[expect(dead_code, reason = \"…\")] fn f() {}",
        "fn f() { allow(1); if panic != (2) {} std::panic::catch_unwind(g); }",
        "fn f() {}\n#[cfg(test)]\nmod tests { fn g() { x.unwrap(); panic!() } }",
    ] {
        assert_eq!(found(sound), [], "{sound}");
    }
}

#[test]
fn the_line_is_told() {
    assert_eq!(found("fn f() {\n    one();\n    todo!()\n}"), [(3, "`todo!` in product code".to_owned())]);
}
